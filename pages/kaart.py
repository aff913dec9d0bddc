"""Kaart: all areas, gemeenten, wijken or buurten on one map, with the place of the chosen one among them."""

from functools import partial

import streamlit as st

from nplv.analysis import sentences
from nplv.analysis.place import PLURALS
from nplv.analysis.tables import area_values
from nplv.registry import sources
from nplv.ui import compared, data, map, map_component, map_picture, only, search, selection
from nplv.ui import place as place_ui
from nplv.ui.figure import figure, hole, programme_note
from nplv.ui.link import AREAS_LEVEL
from nplv.ui.units import Units, index, shown_level, units

st.title("Kaart", anchor=False)
above = st.container()  # filled last: the map is on its way to the browser first
chosen = selection.current()
indicator, area, year = chosen.indicator, chosen.area, chosen.year
level = shown_level(chosen.level, indicator)
observations = data.observations(indicator.id)
shown = units(indicator, level, year)


def picture(shown: Units, year: int) -> None:
    """The map with, beside it, the place of the chosen unit, and the area with its comparators; by itself no more."""
    if only.key() is not None:
        map.draw(chosen, shown)
        return
    left, right = st.container(key="kaart_vlak").columns([3, 2], gap="medium")
    with left:
        map.draw(chosen, shown)
    if not map_component.is_drawn():
        return
    with right:
        if chosen.unit and shown.has(chosen.unit):
            place_ui.draw(shown, chosen.unit, year)
            map.release(chosen.unit, shown)
        else:
            place_ui.draw(units(indicator, AREAS_LEVEL, year), area.slug, year)
        compared.draw(observations, area, indicator, year)
        programme_note()


if year is None:
    hole(indicator)
    map.draw(chosen, shown)
else:
    notes = (
        sentences.coverage_note(observations, area, year),
        sentences.denominator_note(indicator, observations, year),
        map.note(shown),
    )
    figure(
        key="kaart",
        title=map.title(chosen, shown) or sentences.finding(observations, area, indicator, year),
        chart=partial(picture, shown, year),
        table=partial(area_values, shown.table, shown.gemeenten, year),
        source=sources()[indicator.source],
        file_name=f"kaart-{indicator.id}-{year}-{PLURALS[level]}",
        picture=map_picture.picture(chosen, shown),
        drawn_height=lambda: map.HEIGHT,
        indicators=[indicator],
        period=str(year),
        unit=indicator.unit,
        decimals=indicator.decimals,
        note=" ".join(filter(None, notes)) or None,
        selected=chosen.unit or area.slug,
    )

with above:
    selection.controls()
    left, right = st.container(key="kaart_schakelaars").columns([16, 9], vertical_alignment="bottom")
    with left:
        map.switches(chosen, level)
    with right:
        search.draw(index(indicator), lambda _, code: map.choose(code))
    data.warn_of_national()
    map.warn(chosen, shown)
