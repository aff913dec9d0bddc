"""Draws the matrix of focusgebieden and indicators: what is in it, its order, and the reasons for its holes."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from nplv.analysis import matrix
from nplv.analysis.matrix import PARTS, Part
from nplv.analysis.sentences import matrix as words
from nplv.charts import matrix_picture
from nplv.charts.matrix import html
from nplv.export.embed import Heights
from nplv.export.picture import Rows
from nplv.registry import Indicator, Source, indicators
from nplv.ui import downloads, only
from nplv.ui.link import Selection
from nplv.ui.style import plain

_PART = "matrix_part"
HEIGHT = Heights(wide=1110, narrow=1020)  # of the table of the kernindicatoren and what explains it


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
    title = words.title(shown, chosen.area, which)
    if only.key() is not None:
        by = _sorted_by(shown, chosen, which)
        st.html(html(shown, matrix.row_order(shown, by), matrix.column_order(shown, by), chosen.area, title))
        st.caption(plain(words.LEGEND))
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.segmented_control(
            "Welke indicatoren", PARTS, default=PARTS[0], format_func=str.capitalize, key=_PART, required=True
        )
        by = _order(shown, chosen, which)
    st.html(html(shown, matrix.row_order(shown, by), matrix.column_order(shown, by), chosen.area, title))
    st.caption(plain(words.LEGEND))
    st.caption("  \n".join(plain(f"{number}. {reason}") for number, reason in matrix.notes(shown).items()))
    downloads.draw(
        lambda: matrix.long_table(cells),
        downloads.about(title, sources, indicators=measured(cells)),
        key="matrix_list",
        file_name="focusgebieden-alle-indicatoren",
        decimals=[indicators()[name].decimals for name in cells["indicator"]],
        label="Downloaden als lijst",
    )


def picture(cells: pd.DataFrame, chosen: Selection) -> Callable[[], Rows]:
    """Return what makes the picture of what the reader sees; it may be called outside the run of a page."""
    which = part()
    shown = matrix.part(cells, which)
    order = _sorted_by(shown, chosen, which)
    title = words.title(shown, chosen.area, which)
    slugs, columns = matrix.row_order(shown, order), matrix.column_order(shown, order)
    return lambda: matrix_picture.charts(shown, slugs, columns, chosen.area, title)


def measured(cells: pd.DataFrame) -> list[Indicator]:
    """Return the indicators of a matrix."""
    return [indicators()[name] for name in cells["indicator"].unique()]


def _sorted_by(shown: pd.DataFrame, chosen: Selection, which: Part) -> str | None:
    """Return what is sorted by; the choice stands below the title, and is at first what `_order` offers."""
    by = st.session_state.get(_order_key(chosen, which), chosen.indicator.id)
    return by if by in matrix.sortable(shown) else None


def _order(shown: pd.DataFrame, chosen: Selection, which: Part) -> str | None:
    """Draw the choice of the indicator that is sorted by; None for the order of the names."""
    names = {"": "Naam"} | {name: indicators()[name].short_title for name in matrix.sortable(shown)}
    by = st.selectbox(
        "Sorteer op",
        list(names),
        index=list(names).index(chosen.indicator.id) if chosen.indicator.id in names else 0,
        format_func=names.__getitem__,
        key=_order_key(chosen, which),
        width=320,
    )
    return by or None


def _order_key(chosen: Selection, which: Part) -> str:
    """A key for each indicator and part: when another is chosen the order follows it again."""
    return f"matrix_by_{which}_{chosen.indicator.id}"
