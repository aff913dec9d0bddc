"""The map of the Kaart page: the country with the focus areas, or one area with its wijken or buurten."""

from dataclasses import replace
from html import escape

import geopandas as gpd
import pandas as pd
import pydeck as pdk
import streamlit as st

from nplv.maps import deck
from nplv.maps.classes import Classes, classify
from nplv.maps.features import as_points, feature_file, text_columns, text_key, texts
from nplv.registry import Indicator, areas, indicators
from nplv.ui import data, selection, static
from nplv.ui.link import AREA_VIEW, COUNTRY_VIEW, Selection
from nplv.ui.style import plain

_VIEW = "kaart_beeld"


def view(chosen: Selection) -> None:
    """Draws the switch between the country and the chosen area."""
    names = {COUNTRY_VIEW: "Nederland", AREA_VIEW: plain(chosen.area.name)}
    # The selection is the truth and the switch shows it, also after a click on the map.
    st.session_state[_VIEW] = chosen.view
    st.segmented_control(
        "Kaartbeeld", names, format_func=names.__getitem__, key=_VIEW, required=True, on_change=_take_view
    )


def _take_view() -> None:
    selection.keep(replace(selection.current(), view=st.session_state[_VIEW]))


def unit_level(indicator: Indicator) -> str:
    """The smallest level that the map of an area can show for an indicator: buurt, wijk or the area itself."""
    return next((level for level in ("buurt", "wijk") if level in indicator.levels), "focusgebied")


def shown_level(chosen: Selection) -> str:
    """Level of what is coloured on the map."""
    return "focusgebied" if chosen.view == COUNTRY_VIEW else unit_level(chosen.indicator)


def shown(chosen: Selection) -> gpd.GeoDataFrame:
    """Shapes that are coloured on the map, with their code, name and inhabitants."""
    level = shown_level(chosen)
    shapes = data.areas(level)
    if chosen.view == COUNTRY_VIEW:
        return shapes
    own = shapes["code"] if level == "focusgebied" else shapes["focus_area"]
    return shapes[own == chosen.area.slug].reset_index(drop=True)


def draw(chosen: Selection, observations: pd.DataFrame) -> None:
    """Draws map and legend; a click on an area chooses it.

    Args:
        chosen: Area, indicator, year and view.
        observations: All observations of the indicator.
    """
    level = shown_level(chosen)
    rows = observations[observations["level"] == level]
    classes = classify(rows["value"], chosen.indicator.decimals)
    values = rows[rows["period"] == chosen.year].set_index("area_code")["value"]
    try:
        drawing = _country if chosen.view == COUNTRY_VIEW else _area
        picture = drawing(chosen, classes, values)
    except OSError:
        st.error(
            "De kaart kan niet worden getekend: de map static/ naast app.py is niet beschrijfbaar. Maak die map "
            "beschrijfbaar voor de gebruiker onder wie het dashboard draait."
        )
        return
    # A new key for each view: the map starts at its own place, without the marks of an earlier click.
    key = f"kaart-{chosen.view}-{chosen.area.slug}-{level}"
    description = f"Kaart van {chosen.indicator.title} in {chosen.year}. De tabel hieronder heeft dezelfde cijfers."
    event = st.pydeck_chart(
        picture, height=deck.HEIGHT, on_select="rerun", selection_mode="single-object", key=key, alt=description
    )
    if rows["value"].notna().any():
        _legend(chosen, classes, level)
    clicked = event.selection.objects.get(deck.AREAS_LAYER)
    slug = clicked[0]["properties"]["code"] if clicked else None
    if slug in areas():
        selection.choose(replace(chosen, area=areas()[slug], view=AREA_VIEW))


def _country(chosen: Selection, classes: Classes, values: pd.Series) -> pdk.Deck:
    shapes = shown(chosen)
    coloured = deck.Coloured(_address("focusgebied"), classes.codes(values.reindex(shapes["code"])), classes)
    place = list(shapes["code"]).index(chosen.area.slug)
    bounds = tuple(data.areas("provincie").total_bounds)
    return deck.country(
        _address("provincie"), coloured, _address("punten"), place, bounds, _tooltip(chosen, "focusgebied")
    )


def _area(chosen: Selection, classes: Classes, values: pd.Series) -> pdk.Deck:
    shapes, slug, level = shown(chosen), chosen.area.slug, shown_level(chosen)
    coloured = deck.Coloured(_address(level, slug), classes.codes(values.reindex(shapes["code"])), classes)
    outline = data.areas("focusgebied").set_index("code").loc[[slug]]
    return deck.area(
        _address("provincie"),
        _address("gemeente", chosen.area.municipality_code),
        _address("omtrek", slug),
        coloured,
        tuple(outline.total_bounds),
        _tooltip(chosen, level),
    )


def _declared(level: str) -> list[Indicator]:
    """Indicators whose texts stand in the file of a level."""
    return [indicator for indicator in indicators().values() if level in indicator.levels]


def _tooltip(chosen: Selection, level: str) -> str:
    columns = text_columns(_declared(level))
    if level not in chosen.indicator.levels or chosen.year is None:
        return "<b>{naam}</b><br>geen cijfer"
    text = f"{{{text_key(columns, chosen.indicator.id, chosen.year)}}}"
    title = f"{chosen.indicator.short_title} ({chosen.indicator.unit}), {chosen.year}"
    return f"<b>{{naam}}</b><br>{escape(title)}: <b>{text}</b>"


def _address(kind: str, code: str | None = None) -> str:
    """Address of a file with shapes; made once for each snapshot."""
    return _written(data.snapshot().fingerprint, kind, code)


@st.cache_resource(max_entries=200, show_spinner=False)
def _written(_version: str, kind: str, code: str | None) -> str:
    level = {"punten": "focusgebied", "omtrek": "focusgebied"}.get(kind, kind)
    shapes = data.areas(level)
    if code is not None:
        own = shapes["focus_area"] if level in ("wijk", "buurt") else shapes["code"]
        shapes = shapes[own == code]
    if kind == "punten":
        shapes = as_points(shapes)
    written = None
    if kind in ("punten", "focusgebied", "wijk", "buurt"):
        written = texts(data.all_observations(level), list(shapes["code"]), _declared(level))
    name = kind if code is None else f"{kind}-{code.lower()}"
    return static.address(name, feature_file(shapes, written))


def _legend(chosen: Selection, classes: Classes, level: str) -> None:
    """Draws the classes in words and colours. The words come from the registry and the number formatter only."""
    swatches = [
        (f"background:rgb{colour}", label)
        for colour, label in zip(classes.colours, classes.labels(chosen.indicator), strict=True)
    ]
    swatches.append(("background:#f4f4f1", "geen cijfer: alleen de omtrek"))
    box = "width:1.4rem;height:.9rem;border:1px solid #555"
    items = "".join(
        f'<li style="display:flex;align-items:center;gap:.4rem"><span style="{box};{fill}"></span>{escape(label)}</li>'
        for fill, label in swatches
    )
    kinds = {"focusgebied": "focusgebieden", "wijk": "wijken", "buurt": "buurten"}
    title = f"{chosen.indicator.short_title}, {chosen.indicator.unit}: klassen met elk ongeveer evenveel {kinds[level]}"
    st.html(
        f'<p style="margin:0;font-size:.875rem">{escape(title)}</p><ul style="list-style:none;display:flex;flex-wrap:'
        f'wrap;gap:.15rem 1rem;margin:.25rem 0 0;padding:0;font-size:.875rem">{items}</ul>'
    )
