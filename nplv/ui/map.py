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
from nplv.ui.link import Selection
from nplv.ui.style import plain

COUNTRY, AREA = "nederland", "gebied"
_VIEW, _SHOWN_AREA = "kaart_beeld", "kaart_gebied"


def view(chosen: Selection) -> str:
    """Draws the switch between the country and one area, and returns which is wanted.

    A newly chosen area is shown at once, and so is one that the link names.
    """
    state = st.session_state
    known = state.get(_SHOWN_AREA)
    if known is None:
        state.setdefault(_VIEW, AREA if "gebied" in st.query_params else COUNTRY)
    elif known != chosen.area.slug:
        state[_VIEW] = AREA
    state[_SHOWN_AREA] = chosen.area.slug
    names = {COUNTRY: "Nederland", AREA: plain(chosen.area.name)}
    wanted = st.segmented_control("Kaartbeeld", names, format_func=names.__getitem__, key=_VIEW, required=True)
    return wanted or COUNTRY


def unit_level(indicator: Indicator) -> str:
    """The smallest level that the map of an area can show for an indicator: buurt, wijk or the area itself."""
    return next((level for level in ("buurt", "wijk") if level in indicator.levels), "focusgebied")


def units(chosen: Selection) -> gpd.GeoDataFrame:
    """Shapes that the map of the chosen area shows, with their code, name and inhabitants."""
    level = unit_level(chosen.indicator)
    shapes = data.areas(level)
    own = shapes["code"] if level == "focusgebied" else shapes["focus_area"]
    return shapes[own == chosen.area.slug].reset_index(drop=True)


def draw(chosen: Selection, wanted: str, observations: pd.DataFrame) -> None:
    """Draws map and legend; a click on an area chooses it.

    Args:
        chosen: Area, indicator and year.
        wanted: ``COUNTRY`` or ``AREA``.
        observations: All observations of the indicator.
    """
    level = "focusgebied" if wanted == COUNTRY else unit_level(chosen.indicator)
    rows = observations[observations["level"] == level]
    classes = classify(rows["value"], chosen.indicator.decimals)
    values = rows[rows["period"] == chosen.year].set_index("area_code")["value"]
    try:
        picture = _country(chosen, classes, values) if wanted == COUNTRY else _area(chosen, classes, values)
    except OSError:
        st.error(
            "De kaart kan niet worden getekend: de map static/ naast app.py is niet beschrijfbaar. Maak die map "
            "beschrijfbaar voor de gebruiker onder wie het dashboard draait."
        )
        return
    # A new key for each view: the map starts at its own place, without the marks of an earlier click.
    key = f"kaart-{wanted}-{chosen.area.slug}-{level}"
    description = f"Kaart van {chosen.indicator.title} in {chosen.year}. De tabel hieronder heeft dezelfde cijfers."
    event = st.pydeck_chart(
        picture, height=deck.HEIGHT, on_select="rerun", selection_mode="single-object", key=key, alt=description
    )
    if rows["value"].notna().any():
        _legend(chosen, classes, level)
    clicked = event.selection.objects.get(deck.AREAS_LAYER)
    slug = clicked[0]["properties"]["code"] if clicked else None
    if slug in areas() and wanted == COUNTRY:
        st.session_state[_SHOWN_AREA] = ""  # also a click on the area that was chosen already goes to it
        selection.choose(replace(chosen, area=areas()[slug]))


def _country(chosen: Selection, classes: Classes, values: pd.Series) -> pdk.Deck:
    shapes = data.areas("focusgebied")
    coloured = deck.Coloured(_address("focusgebied"), classes.codes(values.reindex(shapes["code"])), classes)
    place = list(shapes["code"]).index(chosen.area.slug)
    bounds = tuple(data.areas("provincie").total_bounds)
    return deck.country(
        _address("provincie"), coloured, _address("punten"), place, bounds, _tooltip(chosen, "focusgebied")
    )


def _area(chosen: Selection, classes: Classes, values: pd.Series) -> pdk.Deck:
    shapes, slug, level = units(chosen), chosen.area.slug, unit_level(chosen.indicator)
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
    known = level in chosen.indicator.levels and chosen.year is not None
    text = f"{{{text_key(columns, chosen.indicator.id, chosen.year)}}}" if known else "geen cijfer"
    title = f"{chosen.indicator.short_title} ({chosen.indicator.unit}), {chosen.year}"
    return f"<b>{{naam}}</b><br>{escape(title)}: <b>{text}</b>"


def _address(kind: str, code: str | None = None) -> str:
    """Address of a file with shapes; made once for each snapshot."""
    return _written(data.snapshot().fingerprint, kind, code)


@st.cache_resource(max_entries=200, show_spinner=False)
def _written(_version: str, kind: str, code: str | None) -> str:
    level = {"punten": "focusgebied", "omtrek": "focusgebied"}.get(kind, kind)
    shapes = data.areas(level)
    if kind in ("gemeente", "omtrek") or (kind == "focusgebied" and code):
        shapes = shapes[shapes["code"] == code]
    elif code:
        shapes = shapes[shapes["focus_area"] == code]
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
    items = "".join(
        f'<li style="display:flex;align-items:center;gap:.4rem"><span style="width:1.4rem;height:.9rem;border:1px solid '
        f'#555;{style}"></span>{escape(label)}</li>'
        for style, label in swatches
    )
    kinds = {"focusgebied": "focusgebieden", "wijk": "wijken", "buurt": "buurten"}
    title = f"{chosen.indicator.short_title}, {chosen.indicator.unit}: klassen met elk ongeveer evenveel {kinds[level]}"
    st.html(
        f'<p style="margin:0;font-size:.875rem">{escape(title)}</p><ul style="list-style:none;display:flex;flex-wrap:'
        f'wrap;gap:.15rem 1rem;margin:.25rem 0 0;padding:0;font-size:.875rem">{items}</ul>'
    )
