"""Draws the matrix of focusgebieden and indicators, with the choice of its order and the reasons for its holes."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from nplv.analysis import matrix
from nplv.analysis.sentences import matrix as words
from nplv.charts.matrix import styler
from nplv.registry import Source, indicators
from nplv.ui.figure import csv
from nplv.ui.link import Selection
from nplv.ui.style import plain

# Room for all rows on a wide screen. With a height Streamlit keeps the headings in sight and lets the keyboard in.
_HEIGHT = 970


def draw(cells: pd.DataFrame, chosen: Selection, sources: Sequence[Source]) -> None:
    """Draw the matrix; at first in the order of the chosen indicator, where it has figures.

    Args:
        cells: Result of `analysis.matrix.matrix`.
        chosen: Its area is marked.
        sources: Where the figures come from, named in the download.
    """
    names = {"": "Naam"} | {name: indicators()[name].short_title for name in cells["indicator"].unique()}
    # A key for each indicator: when another is chosen the order follows it again.
    by = st.selectbox(
        "Sorteer op",
        list(names),
        index=list(names).index(chosen.indicator.id) if chosen.indicator.id in names else 0,
        format_func=names.__getitem__,
        key=f"matrix_by_{chosen.indicator.id}",
    )
    rows, columns = matrix.row_order(cells, by or None), matrix.column_order(cells, by)
    drawn = styler(cells, rows, columns, chosen.area, plain)
    st.table(drawn, height=_HEIGHT, alt=words.title(cells, chosen.area))
    st.caption(plain(words.LEGEND))
    st.caption("  \n".join(plain(f"{number}. {reason}") for number, reason in matrix.notes(cells).items()))
    st.download_button(
        "Download als lijst (CSV), met de reden bij elk ontbrekend cijfer",
        data=lambda: csv(matrix.long_table(cells), sources, None, None),
        file_name="focusgebieden-alle-indicatoren.csv",
        mime="text/csv",
        key="matrix_list",
        on_click="ignore",
    )
