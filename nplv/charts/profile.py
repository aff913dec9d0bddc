"""The profile of one area: a row for each indicator, around what it is held against, in the spread of the 20 areas."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from nplv.analysis.sentences.profile import beside, verdict
from nplv.charts.theme import FIT_WIDTH, ORANGE, QUIET_TEXT, TEXT, AltairChart, finish
from nplv.registry import Area, indicators

_ROW = 50  # pixels: two lines of text, and the bar
_RANGE, _MIDDLE, _DOT = "#dfe4ea", "#a9b8c8", 120
_SIDES = {True: ("slechter", "beter"), False: ("lager", "hoger")}


def chart(rows: pd.DataFrame, area: Area, description: str) -> AltairChart:
    """Draw the profile: first the indicators that say what is better, then the others; the better side is right.

    Args:
        rows: Result of `analysis.profile.profile` with at least one row that is held against something.
        area: The area, for the tooltip.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    lines = _lines(rows, area)
    y = alt.Y("line:N", sort=list(lines["line"]), axis=None)
    scale = alt.Scale(domain=[-1.06, 1.06], nice=False)
    drawn = lines[~lines["heading"]]
    base = alt.Chart(drawn).encode(y=y)
    x = alt.X("own:Q", scale=scale, axis=None)
    # Bars are thin and stand low in their row, below two lines of text.
    bar: dict[str, Any] = {"yOffset": 15, "aria": False}
    layers = [
        base.mark_bar(height=12, color=_RANGE, **bar).encode(alt.X("low:Q", scale=scale, axis=None), alt.X2("high:Q")),
        base.mark_bar(height=12, color=_MIDDLE, **bar).encode(
            alt.X("first:Q", scale=scale, axis=None), alt.X2("third:Q")
        ),
        base.mark_tick(size=16, thickness=2, color=TEXT, **bar).encode(alt.X("zero:Q", scale=scale, axis=None)),
        base.mark_point(
            shape="diamond", fill=ORANGE, stroke="white", strokeWidth=1.5, size=_DOT, opacity=1, yOffset=15
        ).encode(
            x=x,
            description=alt.Description("told:N"),
            tooltip=[
                alt.Tooltip("name:N", title="Indicator"),
                alt.Tooltip("who:N", title="Gebied"),
                alt.Tooltip("beside:N", title="Cijfer"),
                alt.Tooltip("verdict:N", title="Uitkomst"),
            ],
        ),
        *_texts(lines),
    ]
    chart = alt.layer(*layers).properties(height=alt.Step(_ROW), autosize=FIT_WIDTH)
    return finish(chart, description=description)


def _lines(rows: pd.DataFrame, area: Area) -> pd.DataFrame:
    """A line for each row of the chart: a heading for each kind of indicator, and what is drawn of each indicator."""
    found = []
    for directed, (left, right) in _SIDES.items():
        of_kind = [
            row
            for row in rows.to_dict("records")
            if row["level"] is not None and indicators()[row["indicator"]].has_direction == directed
        ]
        if not of_kind:
            continue
        found.append({"line": f"heading {directed}", "heading": True, "name": f"◀ {left}", "verdict": f"{right} ▶"})
        for row in of_kind:
            indicator = indicators()[row["indicator"]]
            flip = -1 if indicator.polarity == "lower_is_better" else 1
            points = np.array([row[name] for name in ("value", "lowest", "first_quarter", "third_quarter", "highest")])
            # In widths of the farther end of the spread, so that the row fills its half.
            apart = flip * (points - row["other"])
            reach = np.abs(apart).max() or 1.0
            own, low, first, third, high = apart / reach
            found.append(
                {
                    "line": row["indicator"],
                    "heading": False,
                    "name": indicator.short_title,
                    "who": area.name,
                    "beside": beside(row),
                    "verdict": verdict(row),
                    "told": f"{indicator.short_title}: {beside(row)}; {verdict(row)}",
                    **{"own": own, "low": low, "first": first, "third": third, "high": high, "zero": 0.0},
                }
            )
    return pd.DataFrame(found)


def _texts(lines: pd.DataFrame) -> list[alt.Chart]:
    """Two lines of text above each bar: name and verdict, then the figures; and what each side means."""
    y = alt.Y("line:N", sort=list(lines["line"]), axis=None, bandPosition=0)

    def text(rows: pd.DataFrame, column: str, x: int | str, dy: int, **look: Any) -> alt.Chart:
        marks = alt.Chart(rows).mark_text(baseline="top", dy=dy, aria=False, **look)
        return marks.encode(text=f"{column}:N", x=alt.value(x), y=y)

    rows, headings = lines[~lines["heading"]], lines[lines["heading"]]
    return [
        text(rows, "name", 0, 2, align="left", fontWeight="bold"),
        text(rows, "verdict", "width", 2, align="right"),
        text(rows, "beside", 0, 16, align="left", color=QUIET_TEXT),
        text(headings, "name", 0, 30, align="left", color=QUIET_TEXT),
        text(headings, "verdict", "width", 30, align="right", color=QUIET_TEXT),
    ]
