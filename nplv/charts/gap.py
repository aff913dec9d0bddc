"""The difference between an area and what it is held against: per year, and the way to nothing in 2042."""

from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from nplv import numbers
from nplv.analysis.gap import GOAL, Gap
from nplv.analysis.series import START
from nplv.charts.series import axis_of
from nplv.charts.theme import COUNTRY_DASH, FIT_WIDTH, ORANGE, QUIET_TEXT, TEXT, AltairChart, finish

_HEIGHT = 260
_LINE = 15
_LABEL = 40  # pixels from one year to the next, if both are named


def chart(gap: Gap, benchmark: str, description: str) -> AltairChart:
    """Draw the difference in each measuring year, with its margin; and, where there is something to close, how.

    Args:
        gap: Result of `analysis.gap.gap`.
        benchmark: What the area is held against, as in a sentence.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    rows = gap.years.rename(columns={"value": "own", "gap": "value"})
    rows["words"] = [numbers.difference(row.own, row.other, gap.indicator) for row in rows.itertuples()]
    axis = axis_of(rows)
    first, last = int(rows["period"].min()), GOAL if gap.needed is not None else int(rows["period"].max())
    x = alt.X(
        "period:Q",
        scale=alt.Scale(domain=[first, last], nice=False, zero=False, padding=16),
        axis=_years(gap, sorted({*map(int, rows["period"]), last})),
    )
    base = alt.Chart(rows).encode(x=x)
    y = axis.channel(alt.Y)
    layers: list[alt.Chart] = [*_zero(benchmark, gap.last["gap"] < 0), *_starts(gap, x)]
    margin = rows.dropna(subset="lower")
    if len(margin):
        limits = alt.Chart(margin).encode(x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q"))
        layers.append(limits.mark_rule(color=ORANGE, strokeWidth=6, opacity=0.3, aria=False))
    if gap.needed is not None:
        layers += _way(gap, x)
    tooltip = [
        alt.Tooltip("period:Q", title="Jaar", format="d"),
        alt.Tooltip("words:N", title="Verschil"),
    ]
    layers += [
        base.mark_line(color=ORANGE, strokeWidth=3).encode(y=y),
        base.mark_point(fill=ORANGE, stroke="white", size=90, opacity=1).encode(y=y, tooltip=tooltip),
        _newest(gap, x),
    ]
    unit = "afwijking van het ijkpunt" if gap.indicator.unit == "afwijking" else gap.indicator.unit
    drawn = alt.layer(*layers).properties(
        title=alt.Title(f"Verschil, {unit}", fontSize=12, fontWeight="normal", color=QUIET_TEXT, offset=8),
        autosize=FIT_WIDTH,
    )
    return finish(drawn, description=description, height=_HEIGHT)


def _years(gap: Gap, ticks: list[int]) -> alt.Axis:
    """Tick every measuring year, and name as many as fit beside each other, those that the sentence names first."""
    newest, end = int(gap.last["period"]), ticks[-1]
    shown = str([newest, end])
    for some in ([gap.start, newest, end], [ticks[0], gap.start, newest, end], ticks):
        named = sorted({*some})
        nearest = min((later - year for year, later in pairwise(named)), default=1)
        shown = f"width * {nearest} < {_LABEL * (end - ticks[0])} ? {shown} : {named}"
    shown = f"indexof({shown}, datum.value) < 0 ? '' : toString(datum.value)"
    return alt.Axis(values=[*ticks], tickCount=len(ticks), labelExpr=shown, labelOverlap=False, grid=False, title=None)


def _zero(benchmark: str, below: bool) -> list[alt.Chart]:
    """The line on which area and benchmark are equal, with its name on the side of the differences."""
    zero = alt.Chart(pd.DataFrame({"value": [0.0], "text": [f"0 = gelijk aan {benchmark}"]})).encode(y=alt.Y("value:Q"))
    middle = alt.ExprRef("width / 2")
    name = zero.mark_text(
        align="center",
        baseline="top" if below else "bottom",
        dy=6 if below else -4,
        color=QUIET_TEXT,
        x=middle,
        aria=False,
    )
    rule = zero.mark_rule(color=QUIET_TEXT, strokeWidth=2, strokeDash=list(COUNTRY_DASH), aria=False)
    return [rule, name.encode(text=alt.Text("text:N"))]


def _starts(gap: Gap, x: alt.X) -> list[alt.Chart]:
    """The start of the programme, where it lies between the years that are drawn."""
    if not gap.years["period"].min() <= START:
        return []
    base = alt.Chart(pd.DataFrame({"period": [START], "text": ["Start programma\njuli 2022"]})).encode(x=x)
    options: dict[str, Any] = {"lineBreak": "\n", "lineHeight": _LINE}
    rule = base.mark_rule(color=QUIET_TEXT, strokeWidth=1, strokeDash=[2, 2], y=-32, y2=_HEIGHT, aria=False)
    name = base.mark_text(y=-34, baseline="top", align="left", dx=4, color=TEXT, aria=False, **options)
    return [rule, name.encode(text=alt.Text("text:N"))]


def _way(gap: Gap, x: alt.X) -> list[alt.Chart]:
    """The straight way from the newest difference to none: a sum, dotted since it is not measured."""
    ends = pd.DataFrame({"period": [gap.last["period"], GOAL], "value": [gap.last["gap"], 0.0]})
    line = alt.Chart(ends).mark_line(color=TEXT, strokeWidth=2, strokeDash=[1, 5], strokeCap="round", aria=False)
    middle = pd.DataFrame(
        {"period": [(gap.last["period"] + GOAL) / 2], "value": [gap.last["gap"] / 2], "text": [f"nodig voor {GOAL}"]}
    )
    below = gap.last["gap"] < 0
    name = alt.Chart(middle).mark_text(align="left", baseline="top" if below else "bottom", dx=8, aria=False)
    encoding = {"x": x, "y": alt.Y("value:Q")}
    return [line.encode(**encoding), name.encode(text=alt.Text("text:N"), **encoding)]


def _newest(gap: Gap, x: alt.X) -> alt.Chart:
    """The newest difference in figures."""
    last = gap.last
    row = pd.DataFrame(
        {
            "period": [last["period"]],
            "value": [last["gap"]],
            "text": [numbers.number(last["gap"], gap.indicator.decimals)],
        }
    )
    above = last["gap"] >= 0
    label = alt.Chart(row).mark_text(
        baseline="bottom" if above else "top", dy=-10 if above else 10, fontWeight="bold", aria=False
    )
    return label.encode(x=x, y=alt.Y("value:Q"), text=alt.Text("text:N"))
