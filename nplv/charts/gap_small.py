"""A small picture of one gap: the lines of the area and of what it is held against, without axes."""

import textwrap

import altair as alt
import pandas as pd

from nplv import numbers
from nplv.analysis.gap import Gap
from nplv.charts.theme import COUNTRY_DASH, FIT_WIDTH, GREY, ORANGE, QUIET_TEXT, AltairChart, finish

_HEIGHT = 84
_CHARACTERS = 19  # of a title, in the narrowest column
_SIDES = {"value": (ORANGE, [1, 0], 2.5), "other": (QUIET_TEXT, list(COUNTRY_DASH), 1.5)}


def chart(gap: Gap, description: str) -> AltairChart:
    """Draw the lines over all years that both were measured, with the first and last figure of the area.

    Args:
        gap: Result of `analysis.gap.gap`.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    rows = gap.years
    values = pd.concat([rows["value"], rows["other"]])
    room = (values.max() - values.min()) * 0.35 or 1.0
    first, last = int(rows["period"].min()), int(rows["period"].max())
    x = alt.X(
        "period:Q",
        scale=alt.Scale(domain=[first, last], nice=False, padding=14),
        axis=alt.Axis(values=[first, last], format="d", grid=False, domain=False, ticks=False, title=None),
    )
    scale = alt.Scale(domain=[values.min() - room, values.max() + room], nice=False, zero=False)
    layers: list[alt.Chart] = []
    if first < gap.start < last:
        base = alt.Chart(rows[rows["period"] == gap.start])
        layers.append(base.mark_rule(color=GREY, strokeDash=[2, 2], aria=False).encode(x=x))
    for side, (colour, dash, width) in _SIDES.items():
        line = alt.Chart(rows).mark_line(color=colour, strokeDash=dash, strokeWidth=width, aria=False)
        layers.append(line.encode(x=x, y=alt.Y(f"{side}:Q", scale=scale, axis=None)))
    ends = rows.iloc[[0, -1]].assign(
        text=[numbers.number(value, gap.indicator.decimals) for value in rows["value"].iloc[[0, -1]]]
    )
    up = gap.last["value"] >= gap.last["other"]
    point = alt.Chart(ends).encode(x=x, y=alt.Y("value:Q", scale=scale, axis=None))
    layers += [
        point.mark_point(fill=ORANGE, stroke="white", size=60, opacity=1, aria=False),
        point.mark_text(dy=-11 if up else 11, fontWeight="bold", aria=False).encode(text=alt.Text("text:N")),
    ]
    drawn = alt.layer(*layers).properties(
        title=alt.Title(_title(gap.indicator.short_title), fontSize=12, offset=2), autosize=FIT_WIDTH
    )
    return finish(drawn, description=description, height=_HEIGHT)


def _title(name: str) -> list[str]:
    """Break a name in two lines; always two, so that pictures beside each other line up."""
    first, *rest = textwrap.wrap(name, _CHARACTERS)
    return [first, " ".join(rest)]
