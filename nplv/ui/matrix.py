"""Draws the matrix of focusgebieden and indicators: what is in it, its order, and the reasons for its holes."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from nplv.analysis import matrix
from nplv.analysis.matrix import PARTS, Part
from nplv.analysis.sentences import matrix as words
from nplv.charts.matrix import html
from nplv.registry import Source, indicators
from nplv.ui.figure import csv
from nplv.ui.link import Selection
from nplv.ui.style import plain

_PART = "matrix_part"


def part() -> Part:
    """Return which indicators the reader wants to see; the title tells of these, and stands above the switch."""
    return st.session_state.get(_PART, PARTS[0])


def draw(cells: pd.DataFrame, chosen: Selection, sources: Sequence[Source]) -> None:
    """Draw the matrix; at first in the order of the chosen indicator, where it has figures.

    Args:
        cells: Result of `analysis.matrix.matrix`.
        chosen: Its area is marked.
        sources: Where the figures come from, named in the download.
    """
    which = part()
    shown = matrix.part(cells, which)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.segmented_control(
            "Welke indicatoren", PARTS, default=PARTS[0], format_func=str.capitalize, key=_PART, required=True
        )
        by = _order(shown, chosen, which)
    title = words.title(shown, chosen.area, which)
    st.html(html(shown, matrix.row_order(shown, by), matrix.column_order(shown, by), chosen.area, title))
    st.caption(plain(words.LEGEND))
    st.caption("  \n".join(plain(f"{number}. {reason}") for number, reason in matrix.notes(shown).items()))
    st.download_button(
        "Download als lijst (CSV), met de reden bij elk ontbrekend cijfer",
        data=lambda: csv(matrix.long_table(cells), sources, None, None, title),
        file_name="focusgebieden-alle-indicatoren.csv",
        mime="text/csv",
        key="matrix_list",
        on_click="ignore",
    )


def _order(shown: pd.DataFrame, chosen: Selection, which: Part) -> str | None:
    """Draw the choice of the indicator that is sorted by; None for the order of the names."""
    names = {"": "Naam"} | {name: indicators()[name].short_title for name in matrix.sortable(shown)}
    # A key for each indicator and part: when another is chosen the order follows it again.
    by = st.selectbox(
        "Sorteer op",
        list(names),
        index=list(names).index(chosen.indicator.id) if chosen.indicator.id in names else 0,
        format_func=names.__getitem__,
        key=f"matrix_by_{which}_{chosen.indicator.id}",
        width=320,
    )
    return by or None
