"""The table of a figure: drawn whole where it is short; that of many units in pages, sorted on the server."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray
from pandas.api.types import is_numeric_dtype
from pandas.io.formats.style import Styler

from nplv import numbers
from nplv.analysis import tables
from nplv.analysis.search import fold
from nplv.analysis.tables import YEARS, Decimals
from nplv.ui.status import say
from nplv.ui.style import plain

_LARGEST_WHOLE = 50  # rows
_ROWS = 25  # on a page
_CODE = "Code"
_MARK = "▶"
_DESCENDING, _ASCENDING = "aflopend", "oplopend"


@dataclass
class _View:
    """How a reader looks at a table, kept in the session.

    Attributes:
        column: The table is sorted by it; until the reader chooses, by its first figure.
        page: From 1.
        turned_to: The row that the page was last turned to by itself: its code, and where it stands in the table as
            given, since another year or indicator puts it elsewhere.
    """

    column: str = ""
    descending: bool = True
    page: int = 1
    turned_to: tuple[str | None, int | None] = (None, None)


def draw(table: pd.DataFrame, *, key: str, decimals: Decimals, title: str, selected: str | None = None) -> None:
    """Draw a table; in pages that can be sorted if it has a column Code and more than 50 rows.

    Args:
        table: With Dutch column names; numbers as numbers, unrounded. One in pages is like that of
            `analysis.tables.area_values`: in the order of its first figure, from the highest.
        key: Unique on the page; the session keeps the reader's page and order under it.
        decimals: For all columns, by column (1 for one that is not named), or one for each row of a table that is drawn
            whole; integers have none.
        title: What the table shows, for a screen reader.
        selected: Code of the row that is marked, and on whose page a table in pages opens.
    """
    row = None
    if _CODE in table:
        found = np.flatnonzero((table[_CODE] == selected).to_numpy(dtype=bool))
        row = int(found[0]) if len(found) else None
    if _CODE in table and len(table) > _LARGEST_WHOLE:
        _in_pages(table, key, decimals, title, selected, row)
    else:
        _draw(table, decimals, title, row)


def dutch(table: pd.DataFrame, decimals: Decimals, marked: int | None = None) -> Styler:
    """Return the table with each number written the Dutch way and every text escaped for Markdown.

    A Styler, since its columns stay numbers for Streamlit and are aligned as such.

    Args:
        table: As for `draw`.
        decimals: As for `draw`.
        marked: Place of the row that is bold and has a mark before its first cell, which is a text.
    """
    rows = table.set_axis([plain(str(name)) for name in table.columns], axis="columns").reset_index(drop=True)
    if marked is not None:
        rows.iloc[marked, 0] = f"{_MARK} {rows.iloc[marked, 0]}"
    styled = rows.style
    for some, places in _alike(decimals, len(rows)):
        written = {plain(str(name)): _writer(str(name), column, places) for name, column in table.items()}
        styled = styled.format(written, subset=(some, list(written)))
    if marked is None:
        return styled
    return styled.set_properties(subset=pd.IndexSlice[[marked], :], **{"font-weight": "600"})


def ordered(column: pd.Series, descending: bool) -> NDArray[np.intp]:
    """Return the places of a column's values in order: equal ones as given, missing and empty ones last.

    Args:
        column: Numbers, or texts; these are compared without capitals, accents and punctuation.
        descending: Whether the highest comes first.
    """
    keys = column if is_numeric_dtype(column) else pd.Series([fold(text) or None for text in column.fillna("")])
    keys = keys.reset_index(drop=True)
    return keys.sort_values(ascending=not descending, na_position="last", kind="stable").index.to_numpy()


@st.fragment
def _in_pages(
    table: pd.DataFrame,
    key: str,
    decimals: Decimals,
    title: str,
    selected: str | None,
    row: int | None,
) -> None:
    columns = [str(name) for name in table.columns if name not in YEARS]
    view: _View = st.session_state.setdefault(key, _View())
    if view.column not in columns:
        view.column = next(name for name in columns if is_numeric_dtype(table[name]))
        view.descending = True
    order = ordered(table[view.column], view.descending)
    place = None if row is None else int(np.flatnonzero(order == row)[0])
    if view.turned_to != (selected, row):
        view.turned_to = (selected, row)
        view.page = view.page if place is None else place // _ROWS + 1
    pages = -(-len(table) // _ROWS)
    view.page = min(view.page, pages)

    _controls(table, view, key, columns, pages)
    first = (view.page - 1) * _ROWS
    rows = order[first : first + _ROWS]
    line = f"Rij {numbers.number(first + 1)}–{numbers.number(first + len(rows))} van {numbers.number(len(table))}"
    if place is not None:
        line += f" · {_MARK} {table.iloc[row, 0]} staat op rij {numbers.number(place + 1)}"
    say(line)
    marked = place - first if place is not None and 0 <= place - first < len(rows) else None
    _draw(table.iloc[rows], decimals, title, marked)


def _controls(table: pd.DataFrame, view: _View, key: str, columns: list[str], pages: int) -> None:
    """Draw what sorts the table and what turns its pages."""
    column_key, order_key, page_key = f"{key}_column", f"{key}_order", f"{key}_page"

    def take_column() -> None:
        view.column, view.page = st.session_state[column_key], 1
        view.descending = is_numeric_dtype(table[view.column])  # numbers from the highest, names from A

    def take_order() -> None:
        view.descending, view.page = st.session_state[order_key] == _DESCENDING, 1

    def take_page() -> None:
        view.page = st.session_state[page_key]

    def turn(step: int) -> None:
        view.page += step

    # The view is the truth and the widgets show it.
    st.session_state[column_key], st.session_state[page_key] = view.column, view.page
    st.session_state[order_key] = _DESCENDING if view.descending else _ASCENDING
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.selectbox("Sorteer op", columns, key=column_key, filter_mode="contains", on_change=take_column, width=240)
        st.segmented_control("Volgorde", (_DESCENDING, _ASCENDING), key=order_key, required=True, on_change=take_order)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.button("Vorige", key=f"{key}_previous", disabled=view.page == 1, on_click=turn, args=(-1,))
        st.selectbox(
            "Bladzijde",
            range(1, pages + 1),
            key=page_key,
            filter_mode="contains",
            on_change=take_page,
            width=120,
        )
        st.button("Volgende", key=f"{key}_next", disabled=view.page == pages, on_click=turn, args=(1,))


def _draw(table: pd.DataFrame, decimals: Decimals, title: str, marked: int | None) -> None:
    st.table(dutch(table, decimals, marked), border="horizontal", hide_index=True, alt=title)


def _alike(decimals: Decimals, rows: int) -> list[tuple[list[int], int | Mapping[str, int]]]:
    """Return which rows are written with which decimals."""
    if not isinstance(decimals, Sequence):
        return [(list(range(rows)), decimals)]
    return [([row for row in range(rows) if decimals[row] == places], places) for places in sorted(set(decimals))]


def _writer(name: str, column: pd.Series, decimals: int | Mapping[str, int]) -> Callable[[Any], str]:
    write = tables.writer(column, tables.places(decimals, 0, name))
    return write if is_numeric_dtype(column) else lambda text: plain(write(text))
