"""The map of the Kaart page: its switches, what the browser is sent, the legend, and what a click does."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from nplv import numbers
from nplv.analysis import sentences
from nplv.analysis.place import PLURALS
from nplv.export.embed import Heights
from nplv.maps.picture import pack
from nplv.maps.shapes import points, shape_file
from nplv.registry import Indicator, areas
from nplv.ui import data, map_component, selection, static
from nplv.ui.link import AREA_VIEW, AREAS_LEVEL, COUNTRY_VIEW, MAP_LEVELS, Selection, level_of
from nplv.ui.style import plain
from nplv.ui.units import Units, gemeenten, offered

_FILE = "shapes.json.gz"
_VIEW, _LEVEL, _BACKGROUND = "kaart_beeld", "kaart_niveau", "kaart_achtergrond"
# The grey background map of the Kadaster (BRT-achtergrondkaart at PDOK, CC BY 4.0), in tiles of web mercator.
_TILES = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
# Zoom from which on borders are drawn between units: below it they would cover them.
_BORDERS_FROM = {"focusgebied": 0, "gemeente": 0, "wijk": 8.5, "buurt": 10}
# With the legend, whose classes stand beside each other as far as they fit, and the switch.
HEIGHT = Heights(wide=690, narrow=640)
_HATCHED = "repeating-linear-gradient(135deg,#737373 0 1.5px,#fafaf7 1.5px 5px)"


def switches(chosen: Selection, level: str) -> None:
    """Draw the switch between levels, and the one between the country and the area.

    Args:
        chosen: The selection.
        level: What is shown.
    """
    # The selection is the truth and the switches show it, also after a click on the map.
    st.session_state[_LEVEL], st.session_state[_VIEW] = level, chosen.view
    places = {COUNTRY_VIEW: "Nederland", AREA_VIEW: plain(chosen.area.name)}
    levels = offered(chosen.indicator)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.segmented_control(
            "Niveau",
            levels,
            format_func=lambda name: PLURALS[name].capitalize(),
            key=_LEVEL,
            required=True,
            on_change=_take_level,
        )
        st.segmented_control(
            "Kaartbeeld", places, format_func=places.__getitem__, key=_VIEW, required=True, on_change=_take_view
        )
    if absent := [level for level in MAP_LEVELS if level not in levels]:
        st.caption(f"Deze indicator heeft geen cijfers per {' of '.join(absent)}.")


def _take_level() -> None:
    selection.keep(selection.current().with_level(st.session_state[_LEVEL]))


def _take_view() -> None:
    selection.keep(replace(selection.current(), view=st.session_state[_VIEW], unit=None))


def choose(code: str) -> None:
    """Take over what was clicked or found: an area by its slug, or a unit by its code; anything else is let be.

    A unit brings the area along that it lies in, so that what stands beside the map is about the same place.
    """
    chosen = selection.current()
    if code in areas():
        selection.keep(chosen.with_area(areas()[code]))
    elif level := level_of(code):
        shapes = data.areas(level)
        around = shapes.loc[shapes["code"] == code, "focus_area"].dropna()
        area = areas()[around.iloc[0]] if len(around) else chosen.area
        selection.keep(replace(chosen, area=area).with_unit(code))


def let_go() -> None:
    """Choose no unit on the map."""
    selection.keep(replace(selection.current(), unit=None))


def _take_click() -> None:
    code = map_component.choice() or ""
    if code == selection.current().unit:  # a second click
        let_go()
    else:
        choose(code)


def draw(chosen: Selection, units: Units) -> None:
    """Draw map, legend and the switch of the background; a click chooses an area or a unit.

    Args:
        chosen: Area, unit, indicator, year and view.
        units: All units of the shown level.
    """
    try:
        map_component.draw(_picture(chosen, units), _take_click)
    except OSError:
        st.error(
            "De kaart kan niet worden getekend: de map static/ naast app.py is niet beschrijfbaar. Maak die map "
            "beschrijfbaar voor de gebruiker onder wie het dashboard draait."
        )
        return
    _legend(chosen.indicator, units)
    st.toggle("Achtergrondkaart (Kadaster)", key=_BACKGROUND)


def warn(chosen: Selection, units: Units) -> None:
    """Say why a chosen unit cannot be shown."""
    if chosen.unit is None or units.has(chosen.unit):
        return
    level = level_of(chosen.unit)
    if level != units.level:
        st.warning(f"{chosen.indicator.short_title}: geen cijfers per {level}; u ziet {PLURALS[units.level]}.")
    else:
        st.warning(plain(f"Een {level} met de code {chosen.unit} is op deze kaart niet te vinden."))


def release(code: str, units: Units) -> None:
    """Draw the button that lets a chosen unit go."""
    st.button(plain(f"{units.label(code)} loslaten"), key="kaart_loslaten", on_click=let_go)


def _picture(chosen: Selection, units: Units) -> dict[str, Any]:
    """What the browser is sent; the scripts in nplv/ui/browser read it."""
    indicator, year = chosen.indicator, chosen.year
    version = data.snapshot().fingerprint
    focus = data.areas(AREAS_LEVEL)
    values, reasons = _packed(units.version, indicator.id, units.level, year, units, indicator)
    unit = units.place(chosen.unit)
    own = int((focus["code"] == chosen.area.slug).argmax())
    when = "" if year is None else f", {year}"
    picture: dict[str, Any] = {
        "key": f"{indicator.id} {units.level} {year} {units.version}",
        "land": _shapes(version, "provincie"),
        "areas": _shapes(version, AREAS_LEVEL),
        "units": _shapes_of_units(units.version, units.level, units),
        "undrawn": _undrawn(units.version, units.level) if units.national else None,
        "values": values,
        "reasons": reasons,
        "limits": units.classes.whole_limits,
        "colours": units.classes.colours,
        "decimals": indicator.decimals,
        "title": f"{indicator.short_title} ({indicator.unit}){when}",
        "chosenArea": own,
        "chosenUnit": unit,
        "bordersFrom": _BORDERS_FROM[units.level],
        "place": _place(chosen, units, unit),
        "country": _country(version),
        "background": _TILES if st.session_state.get(_BACKGROUND) else None,
        "description": (
            f"Kaart van {indicator.title}{when}. Pijltjestoetsen verschuiven, plus en min zoomen. De tabel hieronder "
            "heeft dezelfde cijfers."
        ),
    }
    if units.level == AREAS_LEVEL:
        picture["dots"] = _points(version)
    return picture


def _place(chosen: Selection, units: Units, unit: int | None) -> dict[str, Any]:
    """Where the map begins, and where it goes: to another area, or to a unit that is not well in view already."""
    slug = chosen.area.slug if chosen.view == AREA_VIEW else COUNTRY_VIEW
    if unit is not None and (shape := units.table.geometry.iloc[unit]) is not None:
        return {"around": slug, "unit": chosen.unit, "bounds": shape.bounds}
    bounds = _country(data.snapshot().fingerprint)
    if chosen.view == AREA_VIEW:
        shapes = data.areas(AREAS_LEVEL)
        bounds = shapes[shapes["code"] == slug].total_bounds.tolist()
    return {"around": slug, "unit": None, "bounds": bounds}


@st.cache_data(show_spinner=False, max_entries=2)
def _country(version: str) -> list[float]:
    return data.areas("provincie").total_bounds.tolist()


@st.cache_data(show_spinner=False, max_entries=2)
def _points(version: str) -> list[list[float]]:
    return points(data.areas(AREAS_LEVEL))


@st.cache_resource(show_spinner=False, max_entries=500)
def _packed(
    version: str, identity: str, level: str, year: int | None, _units: Units, _indicator: Indicator
) -> tuple[str, list[str]]:
    table = _units.table
    packed = pack(table["value"].to_numpy(dtype=float), table["reason"].tolist(), _indicator.decimals)
    return packed.values, packed.reasons


@st.cache_resource(show_spinner=False, max_entries=10)
def _shapes(version: str, level: str) -> str:
    """Address of the shapes of a level of the snapshot; written once."""
    return _address(level, data.areas(level), {})


@st.cache_resource(show_spinner=False, max_entries=10)
def _shapes_of_units(version: str, level: str, _units: Units) -> str:
    names = gemeenten() if level in ("wijk", "buurt") else {}
    return _address(f"{level}-nederland" if _units.national else level, _units.table, names)


@st.cache_resource(show_spinner=False, max_entries=10)
def _undrawn(version: str, level: str) -> str | None:
    """Address of the gemeenten of which no unit has a boundary, so that they are holes too; None without these."""
    layers = data.national()
    if layers is None:
        return None
    table = layers.areas(level)
    drawn = set(table.loc[table.geometry.notna(), "municipality"])
    whole = layers.areas("gemeente")
    absent = whole[~whole["code"].isin(drawn)]
    return None if absent.empty else _address(f"{level}-zonder-grens", absent, {})


def _address(name: str, shapes: gpd.GeoDataFrame, gemeenten: Mapping[str, str]) -> str:
    return f"{static.address(name, {_FILE: shape_file(shapes, gemeenten)})}/{_FILE}"


def title(chosen: Selection, units: Units) -> str | None:
    """Write the finding of the unit that was chosen on the map; None where it is the area."""
    place = units.place(chosen.unit)
    if chosen.unit is None or place is None or chosen.year is None:
        return None
    row, label = units.table.iloc[place], units.label(chosen.unit)
    if pd.isna(row["value"]):
        return sentences.no_figure(label, chosen.indicator, chosen.year, row["reason"])
    return f"{sentences.level(label, row['value'], chosen.indicator, chosen.year)}."


def note(units: Units) -> str | None:
    """Say which units are on the map, where these are not all of the country, and how to get the rest."""
    if units.level == AREAS_LEVEL:
        return None
    plural = PLURALS[units.level]
    if not units.national:
        return (
            f"U ziet de {plural} {units.group}. Heel Nederland komt erbij als de beheerder de landelijke kaartlagen "
            "maakt (make refresh REFRESH=--national); zie de README."
        )
    missing = units.table.geometry.isna()
    if not missing.any():
        return None
    where = units.table.loc[missing, "municipality"].map(units.gemeenten).unique()
    return (
        f"Van {numbers.number(missing.sum())} {plural} (in {', '.join(where)}) is geen grens opgenomen: zij staan "
        "niet op de kaart, maar tellen mee en staan in de tabel."
    )


def _legend(indicator: Indicator, units: Units) -> None:
    """Draw the classes in words and colours. The words come from the registry and the number formatter only."""
    values = units.table["value"].to_numpy(dtype=float)
    *counts, missing = units.classes.counts(values)
    classes = zip(units.classes.colours, units.classes.labels(indicator), counts, strict=True)
    swatches = [
        (f"rgb({','.join(map(str, colour))})", f"{label} ({numbers.number(count)})") for colour, label, count in classes
    ]
    swatches.append((_HATCHED, f"geen cijfer ({numbers.number(missing)})"))
    items = "".join(_swatch(f"border:1px solid #555;background:{fill}", label) for fill, label in swatches)
    if units.level != AREAS_LEVEL:
        items += _swatch("border:2px solid #2d2d2d", "focusgebied") + _swatch("border:3px solid #d95f02", "gekozen")
    title = f"{indicator.short_title}, {indicator.unit} (tussen haakjes het aantal {PLURALS[units.level]})"
    st.html(
        f'<p style="margin:0;font-size:.875rem">{escape(title)}</p><ul style="list-style:none;display:flex;flex-wrap:'
        f'wrap;gap:.15rem 1rem;margin:.25rem 0 0;padding:0;font-size:.875rem">{items}</ul>'
    )


def _swatch(style: str, label: str) -> str:
    box = f"width:1.5rem;height:1rem;flex:none;{style}"
    return f'<li style="display:flex;align-items:center;gap:.4rem"><span style="{box}"></span>{escape(label)}</li>'
