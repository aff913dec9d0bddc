"""Kaart: where the focus areas are and how they stand, with one of them beside its comparators."""

from functools import partial

import streamlit as st

from nplv.analysis import comparison, sentences
from nplv.analysis.tables import area_values, comparator_values, missing_comparators
from nplv.registry import sources
from nplv.ui import data, map, selection
from nplv.ui.figure import figure, hole, programme_note
from nplv.ui.link import COUNTRY_VIEW
from nplv.ui.style import plain

st.title("Kaart", anchor=False)
chosen = selection.controls()
indicator, area, year = chosen.indicator, chosen.area, chosen.year
map.view(chosen)
observations = data.observations(indicator.id)


def picture(year: int) -> None:
    """The map with, beside it, the area and its comparators."""
    left, right = st.container(key="kaart_vlak").columns([3, 2], gap="medium")
    with left:
        map.draw(chosen, observations)
    with right:
        st.subheader("Naast elkaar", anchor=False)
        rows = comparison.comparators(observations, area, indicator, year)
        st.table(comparator_values(rows, indicator), hide_index=True, border="horizontal")
        for sentence in missing_comparators(rows):
            st.caption(plain(sentence))
        programme_note()


if year is None:
    hole(indicator)
    map.draw(chosen, observations)
else:
    notes = (
        sentences.coverage_note(observations, area, year),
        sentences.denominator_note(indicator, observations, year),
    )
    figure(
        key="kaart",
        title=sentences.finding(observations, area, indicator, year),
        chart=partial(picture, year),
        table=area_values(observations[observations["level"] == map.shown_level(chosen)], map.shown(chosen), year),
        source=sources()[indicator.source],
        file_name=f"kaart-{indicator.id}-{year}-{chosen.view if chosen.view == COUNTRY_VIEW else area.slug}",
        period=str(year),
        unit=indicator.unit,
        decimals=indicator.decimals,
        note=" ".join(filter(None, notes)) or None,
    )
