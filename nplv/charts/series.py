"""Lines through measuring years. What was not measured is not drawn: no line crosses a missing year.

The vertical axis of rates, percentages, counts and amounts starts at zero, always: a change too small to see there is
small beside the level, and the sentence above the chart gives it in figures. A score runs as far as its values and
holds its zero, which is named.
"""

import math
import textwrap
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from nplv import numbers
from nplv.analysis.series import START
from nplv.charts.theme import BLUE, COUNTRY_DASH, FIT_WIDTH, GREY, GRID, ORANGE, QUIET_TEXT, TEXT, AltairChart, finish
from nplv.registry import Indicator

_HEIGHT = 340  # pixels of the plot
_LINE = 15  # pixels of a line of text
_CHARACTER = 6.9  # pixels, on the wide side
_LABEL_CHARACTERS = 17
_GAP = 26  # pixels between the last measurement and its label
_MARGIN = 10  # pixels left of the first measurement
_FOUR_DIGITS, _TWO_DIGITS = 36, 24  # pixels that a year needs on the axis
_TICKS = 5
_ROW = 46  # pixels of a row of dots: a line of text and its dot


# Lines differ in dash and in the shape of their points, not in colour only. Drawn in this order, the area on top.
_LEVELS = ["focusgebieden", "rest_gemeente", "gemeente", "nederland", "focusgebied"]
_COLOURS = ["#767676", "#4b86bd", BLUE, "#4a4a4a", ORANGE]
_DASHES = [[10, 3, 2, 3], [2, 3], [1, 0], list(COUNTRY_DASH), [1, 0]]
_SHAPES = ["cross", "diamond", "triangle-up", "square", "circle"]
_WIDTHS = [2, 2, 2, 2, 3]


@dataclass(frozen=True)
class Axis:
    """An axis for values, with round limits and ticks."""

    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Return where a value lies: 0 at the low end, 1 at the high end."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])

    def value_at(self, pixel: float) -> float:
        """Return the value drawn at this distance from the top of the plot of `lines`."""
        return self.ticks[-1] - pixel / _HEIGHT * (self.ticks[-1] - self.ticks[0])

    def channel(self, channel: type[alt.X] | type[alt.Y], *, grid: bool = True) -> Any:
        """Return the encoding of the column value on this axis."""
        scale = alt.Scale(domain=[self.ticks[0], self.ticks[-1]], nice=False, zero=False)
        ticks = list(self.ticks)
        # Vega thins even ticks that are given, down to the count of the theme.
        axis = alt.Axis(
            values=ticks, tickCount=len(ticks), format=",.4~f", domain=False, ticks=False, grid=grid, title=None
        )
        return channel("value:Q", scale=scale, axis=axis)


def axis_of(rows: pd.DataFrame) -> Axis:
    """Return an axis that holds zero and all values and limits of `rows` (columns value, lower, upper)."""
    known = rows[["value", "lower", "upper"]].stack().dropna()
    low, high = min(known.min(), 0.0), max(known.max(), 0.0)
    if low == high:
        high = 1.0
    rough = (high - low) / _TICKS
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Axis(tuple(round(step * tick, 10) for tick in range(first, last + 1)))


def lines(rows: pd.DataFrame, indicator: Indicator, *, description: str) -> AltairChart:
    """Draw an area and its comparators over the years, each line named at its end.

    Args:
        rows: Result of `analysis.series.series` for an indicator of several years; at least one row has a value.
        indicator: Gives years, unit and 0-meting.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    axis = axis_of(rows)
    marks = in_words(rows, indicator)
    labels = _labels(marks, axis, indicator)
    room = _GAP + _CHARACTER * max(len(part) for text in labels["text"] for part in text.split("\n"))
    years = sorted(indicator.years)
    x = alt.X(
        "period:Q",
        scale=alt.Scale(
            domain=[years[0], years[-1]], nice=False, zero=False, range=[_MARGIN, alt.ExprRef(f"width - {room:.0f}")]
        ),
        axis=alt.Axis(
            values=years,
            tickCount=len(years),
            labelExpr=_year_label(years, room),
            labelOverlap=False,
            labelFlush=False,
            grid=False,
            title=None,
        ),
    )
    layers = [*_zero(axis), *_moments(indicator, x), *_marks(marks, x, axis), *_names(labels, room)]
    unit = "afwijking van het ijkpunt" if indicator.unit == "afwijking" else indicator.unit
    chart = alt.layer(*layers).properties(
        title=alt.Title(unit, fontSize=12, fontWeight="normal", color=QUIET_TEXT, offset=8),
        autosize=FIT_WIDTH,
    )
    return finish(chart, description=description, height=_HEIGHT)


def dots(rows: pd.DataFrame, indicator: Indicator, *, description: str) -> AltairChart:
    """Draw an area and its comparators in one year: a row each, with its name and value above its dot.

    Args:
        rows: Result of `analysis.series.series` of which at least one row has a value.
        indicator: Gives unit and decimals.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    axis = axis_of(rows)
    order = list(rows["label"])
    marks = in_words(rows, indicator)

    def y(place: float) -> alt.Y:
        return alt.Y("label:N", sort=order, axis=None, scale=alt.Scale(domain=order), bandPosition=place)

    every = rows.assign(words=[numbers.with_unit(value, indicator) for value in rows["value"]])
    texts = alt.Chart(every).encode(y=y(0))
    base = alt.Chart(marks).encode(y=y(0.72))
    x = axis.channel(alt.X, grid=False)
    with_margin = marks.dropna(subset="lower")
    margins = [alt.Chart(with_margin).mark_rule(color=TEXT).encode(y=y(0.72), x=alt.X("lower:Q"), x2=alt.X2("upper:Q"))]
    layers = [
        base.mark_rule(color=GRID, strokeWidth=6).encode(x=x, x2=alt.datum(0)),
        *(margins if len(with_margin) else []),  # marks without limits would be images without a name
        _points(base).encode(x=x, tooltip=tooltip(marks)),
        texts.mark_text(align="left", baseline="top", dy=6, x=0).encode(text=alt.Text("label:N")),
        texts.mark_text(align="right", baseline="top", dy=6, x=alt.ExprRef("width"), fontWeight=600).encode(
            text=alt.Text("words:N")
        ),
    ]
    return finish(alt.layer(*layers).properties(height=alt.Step(_ROW)), description=description)


def in_words(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return the rows with a value, with that value and its interval in words, in the order of drawing."""
    known = rows.dropna(subset="value").drop(columns=["status", "reason"])
    limits = zip(known["lower"], known["upper"], strict=True)
    known = known.assign(
        words=[numbers.with_unit(value, indicator) for value in known["value"]],
        margin=[" tot ".join(numbers.number(limit, indicator.decimals) for limit in pair) for pair in limits],
    )
    order = known["level"].map(_LEVELS.index)
    return known.assign(order=order).sort_values("order", kind="stable").drop(columns="order")


def tooltip(marks: pd.DataFrame) -> list[alt.Tooltip]:
    """Return what a point says when it is pointed at; `marks` is a result of `in_words`."""
    said = [
        alt.Tooltip("label:N", title="Waar"),
        alt.Tooltip("period:Q", title="Jaar", format="d"),
        alt.Tooltip("words:N", title="Waarde"),
    ]
    if marks["lower"].notna().any():
        said.append(alt.Tooltip("margin:N", title="95%-interval"))
    return said


def _year_label(years: list[int], room: float) -> str:
    """Return the expression that writes a year: in two digits where room is short, every other one where shorter."""
    if len(years) == 1:
        return "toString(datum.value)"
    nearest = min(after - before for before, after in pairwise(years)) / (years[-1] - years[0])
    apart = f"(width - {room + _MARGIN:.0f}) * {nearest:.4f}"
    short = f'{apart} < {_FOUR_DIGITS} ? "\'" + slice(toString(datum.value), 2) : toString(datum.value)'
    return f"{apart} < {_TWO_DIGITS} && indexof({years[-2::-2]}, datum.value) >= 0 ? '' : {short}"


def _marks(marks: pd.DataFrame, x: alt.X, axis: Axis) -> list[alt.Chart]:
    """The band of the area, and lines and points of all."""
    y = axis.channel(alt.Y)
    base = alt.Chart(marks).encode(x=x)
    stretch = alt.Detail(["stretch:N"])
    line = base.mark_line().encode(
        y=y,
        detail=stretch,
        color=alt.Color("level:N", scale=alt.Scale(domain=_LEVELS, range=_COLOURS), legend=None),
        strokeDash=alt.StrokeDash("level:N", scale=alt.Scale(domain=_LEVELS, range=_DASHES), legend=None),
        strokeWidth=alt.StrokeWidth("level:O", scale=alt.Scale(domain=_LEVELS, range=_WIDTHS), legend=None),
    )
    layers = [line, _points(base).encode(y=y, tooltip=tooltip(marks))]
    own = marks[(marks["level"] == "focusgebied") & marks["lower"].notna()]
    if len(own):
        limits = alt.Chart(own).encode(x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q"))
        band = limits.mark_area(color=ORANGE, opacity=0.18).encode(detail=stretch)
        # A rule as well, since a measurement between two missing years has no band.
        layers = [band, limits.mark_rule(color=ORANGE, strokeWidth=1.5), *layers]
    return layers


def _points(base: alt.Chart) -> alt.Chart:
    return base.mark_point(stroke="white", strokeWidth=1, size=80, opacity=1).encode(
        fill=alt.Fill("level:N", scale=alt.Scale(domain=_LEVELS, range=_COLOURS), legend=None),
        shape=alt.Shape("level:N", scale=alt.Scale(domain=_LEVELS, range=_SHAPES), legend=None),
    )


def _labels(marks: pd.DataFrame, axis: Axis, indicator: Indicator) -> pd.DataFrame:
    """Place a label at the height of each line's last measurement, moved apart where they would overlap.

    Returns:
        Columns text (lines of text separated by newlines), value (of the measurement), top and middle (of the
        label, as values on the axis), is_area, is_last (whether the line goes on to the last year).
    """
    last = marks.sort_values("period").groupby("level").tail(1).sort_values("value", ascending=False)
    final = max(indicator.years)
    texts, tops, heights = [], [], []
    for row in last.to_dict("records"):
        name = row["label"] if row["period"] == final else f"{row['label']} ({row['period']})"
        text = [*textwrap.wrap(name, _LABEL_CHARACTERS), numbers.number(row["value"], indicator.decimals)]
        texts.append("\n".join(text))
        heights.append(_LINE * len(text) + 4.0)
        tops.append((1 - axis.share(row["value"])) * _HEIGHT - heights[-1] / 2)
    tops = _apart(tops, heights)
    return pd.DataFrame(
        {
            "text": texts,
            "value": last["value"].to_list(),
            "top": [axis.value_at(top) for top in tops],
            "middle": [axis.value_at(top + height / 2) for top, height in zip(tops, heights, strict=True)],
            "is_area": (last["level"] == "focusgebied").to_list(),
            "is_last": (last["period"] == final).to_list(),
        }
    )


def _apart(tops: list[float], heights: list[float]) -> list[float]:
    """Move blocks, given from top to bottom, so that none overlaps the next or sticks out below the plot."""
    placed: list[float] = []
    floor = 0.0
    for top, height in zip(tops, heights, strict=True):
        placed.append(max(top, floor))
        floor = placed[-1] + height
    ceiling = float(_HEIGHT)
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], ceiling - heights[index])
        ceiling = placed[index]
    return placed


def _names(labels: pd.DataFrame, room: float) -> list[alt.Chart]:
    """Labels right of the plot, each with a thin line to the end of its own."""
    start, end = (alt.ExprRef(f"width - {room - shift:.0f}") for shift in (8, _GAP - 4))
    leader = alt.Chart(labels[labels["is_last"]]).mark_rule(color=GREY, strokeWidth=1)
    layers = [leader.encode(x=alt.XValue(start), x2=alt.X2Value(end), y=alt.Y("value:Q"), y2=alt.Y2("middle:Q"))]
    for is_area, weight in ((True, "bold"), (False, "normal")):
        options: dict[str, Any] = {"fontWeight": weight, "lineBreak": "\n", "lineHeight": _LINE}
        names = alt.Chart(labels[labels["is_area"] == is_area]).mark_text(
            align="left", baseline="top", x=alt.ExprRef(f"width - {room - _GAP:.0f}"), **options
        )
        layers.append(names.encode(y=alt.Y("top:Q"), text=alt.Text("text:N")))
    return layers


def _zero(axis: Axis) -> list[alt.Chart]:
    """The zero of a score, named, where it is not the bottom of the axis."""
    if axis.ticks[0] == 0:
        return []
    zero = alt.Chart(pd.DataFrame({"value": [0.0], "text": ["0 = ijkpunt"]})).encode(y=alt.Y("value:Q"))
    name = zero.mark_text(align="left", baseline="bottom", dx=2, dy=-2, color=QUIET_TEXT, x=0)
    return [zero.mark_rule(color=GREY, strokeWidth=1.5), name.encode(text=alt.Text("text:N"))]


def _moments(indicator: Indicator, x: alt.X) -> list[alt.Chart]:
    """The 0-meting and the start of the programme: a line down the plot and a name above it, side by side."""
    moments = [(START, "Start programma\njuli 2022", {"align": "left", "dx": 4})]
    if indicator.baseline is not None:
        text = f"0-meting\n{indicator.baseline}"
        moments.append((float(indicator.baseline), text, {"align": "right", "dx": -4}))
    layers = []
    for period, text, side in moments:
        if not min(indicator.years) <= period <= max(indicator.years):
            continue
        options: dict[str, Any] = {**side, "lineBreak": "\n", "lineHeight": _LINE}
        base = alt.Chart(pd.DataFrame({"period": [period], "text": [text]})).encode(x=x)
        rule = base.mark_rule(color=QUIET_TEXT, strokeWidth=1, strokeDash=[2, 2], y=-32, y2=_HEIGHT)
        name = base.mark_text(y=-34, baseline="top", color=TEXT, **options)
        layers += [rule, name.encode(text=alt.Text("text:N"))]
    return layers
