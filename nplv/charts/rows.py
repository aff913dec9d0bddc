"""Rows of bars with a line of text above each: names and amounts that fit a phone as well as a projector.

Only the bars are for a screen reader; what stands around them says the same once more, or is empty at times.
"""

from typing import Any

import altair as alt
import pandas as pd

from nplv.charts.theme import QUIET_TEXT, TEXT

ROW = 42  # pixels: a line of text and its bar
BAR = 18
SHIFT = 9  # of the bar below the middle of its row
_MARKED = "#fdebd9"  # pale orange behind a marked row


def row_of(lines: pd.DataFrame) -> alt.Y:
    """The row of each bar, in the order of `lines`, without an axis."""
    return alt.Y("bar:N", sort=list(lines["bar"]), axis=None)


def background(lines: pd.DataFrame) -> alt.Chart:
    """Colour behind the marked rows; the lowest layer.

    Args:
        lines: Columns bar, left, right (text), marked; one row per bar, in order.
    """
    band = alt.Chart(lines[lines["marked"]]).mark_bar(color=_MARKED, aria=False)
    return band.encode(y=row_of(lines), x=alt.value(0), x2=alt.value("width"))


def texts(lines: pd.DataFrame) -> list[alt.Chart]:
    """The texts above the bars, left and right, that of a marked row in bold; the highest layers.

    Args:
        lines: As for :func:`background`.
    """
    above = alt.Y("bar:N", sort=list(lines["bar"]), axis=None, bandPosition=0)

    def text(rows: pd.DataFrame, column: str, x: int | str, **look: Any) -> alt.Chart:
        marks = alt.Chart(rows).mark_text(baseline="top", dy=6, aria=False, **look)
        return marks.encode(text=f"{column}:N", x=alt.value(x), y=above)

    return [
        text(lines[~lines["marked"]], "left", 0, align="left", color=TEXT),
        text(lines[lines["marked"]], "left", 0, align="left", color=TEXT, fontWeight="bold"),
        text(lines, "right", "width", align="right", color=QUIET_TEXT),
    ]
