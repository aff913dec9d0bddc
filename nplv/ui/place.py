"""The place of the chosen unit, or of the area, among all units of its level."""

import streamlit as st

from nplv.analysis.place import histogram, place
from nplv.analysis.place_words import PLURALS, distribution_table, note, position, sentence
from nplv.charts.place import chart
from nplv.ui import unit_table
from nplv.ui.style import plain
from nplv.ui.units import Units


def draw(units: Units, code: str, year: int) -> None:
    """Draw the sentence, the distribution in which the unit is marked, and which units are left out.

    Args:
        units: All units of the level.
        code: The unit; one of these.
        year: The period.
    """
    indicator, level = units.indicator, units.level
    own = place(units.table, code, indicator, level)
    told = sentence(own, units.label(code), indicator, level, year, units.group)
    st.subheader(f"Plaats tussen de {PLURALS[level]}", anchor=False)
    st.markdown(plain(told))
    if own.ranked > 1:
        rows = histogram(units.table, code, indicator, level)
        st.altair_chart(chart(rows, own, indicator, level, told), width="stretch", theme=None, key="place")
    st.caption(plain(" ".join(filter(None, [position(own), note(own, level)]))))
    if own.ranked > 1:
        with st.expander("Verdeling als tabel"):
            table = distribution_table(own, rows, units.label(code), level)
            decimals = {"Van": indicator.decimals, "Tot": indicator.decimals}
            unit_table.draw(table, key="place_table", decimals=decimals, title=told)
