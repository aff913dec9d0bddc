"""Two areas on the indicators of one action line: a row for each, both between the lowest and highest of all areas."""

from typing import Any

import altair as alt
import pandas as pd

from nplv.analysis.pair import SIDES
from nplv.analysis.sentences.pair import difference, name
from nplv.analysis.sentences.profile import bare
from nplv.charts.theme import BLUE, FIT_WIDTH, GREY, ORANGE, QUIET_TEXT, AltairChart, finish
from nplv.registry import Area, indicators

LOOKS = ((ORANGE, "diamond"), (BLUE, "square"))  # of the first and the second area
_SIGNS = ("◆", "■")
_SIZES = (190, 110)  # a diamond looks smaller than a square of the same area
_ROW = 74  # pixels: two lines of text, and the line with both marks
_LINE = 52  # pixels from the top of a row
_ENDS = 70  # pixels on each side of the line, for the lowest and the highest figure


def chart(rows: pd.DataFrame, first: Area, second: Area, description: str, *, legend: bool) -> AltairChart:
    """Draw the rows of one action line.

    Args:
        rows: Some rows of `analysis.pair.pair`, none of them a count.
        first: Its first area.
        second: Its second area.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
        legend: Whether it says which mark is whose; the first of several charts does so for all.
    """
    lines = pd.DataFrame([_line(row) for row in rows.to_dict("records")])
    # The first lies on top where both are near.
    marks = pd.DataFrame([mark for row in rows.to_dict("records") for mark in reversed(_marks(row, first, second))])
    y = alt.Y("line:N", sort=list(lines["line"]), axis=None, bandPosition=0)
    scale = alt.Scale(domain=[0, 1], range=[_ENDS, alt.expr(f"width - {_ENDS}")])
    x = alt.X("at:Q", scale=scale, axis=None)
    names = [first.name, second.name]
    colours, shapes = (alt.Scale(domain=names, range=[look[part] for look in LOOKS]) for part in (0, 1))
    key = alt.Legend(title=None, symbolOpacity=1, symbolSize=110, columns=1) if legend else None
    range_ = alt.Chart(lines).mark_rule(color=GREY, strokeWidth=2, yOffset=_LINE, aria=False)
    points = alt.Chart(marks).mark_point(filled=True, opacity=1, stroke="white", strokeWidth=1, yOffset=_LINE)
    layers = [
        range_.encode(y, alt.X("from:Q", scale=scale, axis=None), alt.X2("to:Q")),
        points.encode(
            x,
            y,
            color=alt.Color("who:N", scale=colours, legend=key),
            shape=alt.Shape("who:N", scale=shapes, legend=key),
            size=alt.Size("size:Q", scale=None),
            description="told:N",
            tooltip=[alt.Tooltip("who:N", title="Gebied"), alt.Tooltip("told:N", title="Cijfer")],
        ),
        _text(lines, "name", 0, 4, align="left", fontWeight="bold"),
        _text(lines, "figures", 0, 21, align="left"),
        _text(lines, "lowest", _ENDS - 10, _LINE - 6, align="right", color=QUIET_TEXT),
        _text(lines, "highest", alt.expr(f"width - {_ENDS - 10}"), _LINE - 6, align="left", color=QUIET_TEXT),
    ]
    layered = alt.layer(*layers).properties(height=alt.Step(_ROW), autosize=FIT_WIDTH)
    return finish(layered, description=description)


def _text(lines: pd.DataFrame, column: str, x: Any, dy: int, **look: Any) -> alt.Chart:
    marks = alt.Chart(lines).mark_text(baseline="top", dy=dy, aria=False, **look)
    y = alt.Y("line:N", sort=list(lines["line"]), axis=None, bandPosition=0)
    return marks.encode(text=f"{column}:N", x=alt.value(x), y=y)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """What stands at one row: its name, both figures with their difference, and the limits of its axis."""
    indicator = indicators()[row["indicator"]]
    figures = [f"{sign} {bare(row[f'value_{side}'], indicator)}" for sign, side in zip(_SIGNS, SIDES, strict=True)]
    return {
        "line": row["indicator"],
        "name": name(row),
        "figures": " · ".join(filter(None, [*figures, difference(row)])),
        **{"from": 0, "to": 1},
        "lowest": bare(row["lowest"], indicator),
        "highest": bare(row["highest"], indicator),
    }


def _marks(row: dict[str, Any], first: Area, second: Area) -> list[dict[str, Any]]:
    """A mark for each area that has a figure; in the middle where all areas have the same."""
    indicator = indicators()[row["indicator"]]
    reach = row["highest"] - row["lowest"]
    found = []
    for side, area, size in zip(SIDES, (first, second), _SIZES, strict=True):
        value = row[f"value_{side}"]
        if pd.notna(value):
            at = (value - row["lowest"]) / reach if reach else 0.5
            told = f"{name(row)}: {bare(value, indicator)}"
            found.append({"line": row["indicator"], "who": area.name, "at": at, "size": size, "told": told})
    return found
