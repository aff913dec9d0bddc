"""Where one unit stands among all of its level: a small histogram, or a tick for each where they are few."""

from typing import Any

import altair as alt
import pandas as pd

from nplv import numbers
from nplv.analysis.place import PLURALS, Place
from nplv.analysis.ranking import measure
from nplv.charts.theme import FIT_WIDTH, GREY, GRID, ORANGE, AltairChart, finish
from nplv.registry import Indicator, Level

_HEIGHT, _STRIP = 110, 64  # pixels of the plot, with bars and with ticks
_LABEL = 20  # pixels on top, for the figure of the unit
_TICK = 30  # pixels


def chart(rows: pd.DataFrame, place: Place, indicator: Indicator, level: Level, description: str) -> AltairChart:
    """Draw how the figures are spread; the unit is marked by a colour, a line and its figure.

    Args:
        rows: Result of `analysis.place.histogram`, not empty.
        place: Result of `analysis.place.place`; a unit without a place is not marked.
        indicator: What is measured.
        level: Level of the units.
        description: What the chart shows, for a reader who cannot see it.
    """
    single = bool(rows["name"].notna().any())
    drawn = _drawn(rows, indicator, level)
    low, high = float(drawn["from"].min()), float(drawn["to"].max())
    margin = (0.02 * (high - low) or 1) if single else 0
    scale = alt.Scale(domain=[low - margin, high + margin], nice=False, zero=False)
    title = [measure(indicator), *_open_ends(rows, indicator)]
    x = alt.X("from:Q", scale=scale, title=title, axis=alt.Axis(tickCount=5, grid=False, titleAnchor="start"))
    base = alt.Chart(drawn).encode(x, description="told:N", tooltip=alt.Tooltip("told:N", title="Hier"))
    layers = [_ticks(base)] if single else [_bars(base, level)]
    if place.value is not None and drawn["selected"].any():
        layers += _mark(drawn[drawn["selected"]], place.value, (low + high) / 2, scale, indicator)
    layered = alt.layer(*layers).properties(autosize=FIT_WIDTH)
    return finish(layered, description=description, height=_STRIP if single else _HEIGHT)


def _drawn(rows: pd.DataFrame, indicator: Indicator, level: Level) -> pd.DataFrame:
    """Give open bins the width of the others, and write what each mark stands for."""
    is_open = rows["open_low"] | rows["open_high"]
    width = (rows["high"] - rows["low"])[~is_open].min()
    return pd.DataFrame(
        {
            "from": rows["low"].mask(rows["open_low"], rows["high"] - width),
            "to": rows["high"].mask(rows["open_high"], rows["low"] + width),
            "count": rows["count"],
            "selected": rows["selected"],
            "open": is_open,
            "told": [_told(row, indicator, level) for row in rows.itertuples()],
        }
    )


def _bars(base: alt.Chart, level: Level) -> alt.Chart:
    axis = alt.Axis(tickCount=2, domain=False, ticks=False, gridColor=GRID)
    y = alt.Y(
        "count:Q", title=f"aantal {PLURALS[level]}", axis=axis, scale=alt.Scale(zero=True, range=[_HEIGHT, _LABEL])
    )
    # An open bin holds figures from further away: only its outline is full.
    return base.mark_bar(strokeWidth=1).encode(
        y,
        alt.X2("to:Q"),
        alt.Y2Datum(0),
        color=_selected_or(GREY),
        stroke=alt.condition("datum.open", alt.value(GREY), alt.value("white")),
        fillOpacity=alt.condition("datum.open && !datum.selected", alt.value(0.35), alt.value(1)),
    )


def _ticks(base: alt.Chart) -> alt.Chart:
    ticks = base.mark_tick(thickness=2, size=_TICK, opacity=0.8)
    return ticks.encode(color=_selected_or(GREY), y=alt.value((_LABEL + _STRIP) / 2))


def _selected_or(other: str) -> Any:
    return alt.condition("datum.selected", alt.value(ORANGE), alt.value(other))


def _mark(
    selected: pd.DataFrame, value: float, middle: float, scale: alt.Scale, indicator: Indicator
) -> list[alt.Chart]:
    """Draw the line and the figure of the unit, its text on the side that has room."""
    bar = selected.iloc[0]
    at = (bar["from"] + bar["to"]) / 2 if bar["open"] else value
    text = numbers.number(value, indicator.decimals)
    base = alt.Chart(pd.DataFrame({"at": [at], "text": [text]})).encode(alt.X("at:Q", scale=scale))
    on_the_right = at > middle
    label = base.mark_text(
        align="right" if on_the_right else "left", dx=-6 if on_the_right else 6, aria=False, fontWeight=600
    )
    return [
        base.mark_rule(strokeWidth=3, color=ORANGE, aria=False),
        label.encode(alt.Text("text:N"), y=alt.value(_LABEL / 2)),
    ]


def _told(row: Any, indicator: Indicator, level: Level) -> str:
    """Write what a mark stands for: "20 tot 25: 312 buurten"."""
    if isinstance(row.name, str):
        return f"{row.name}: {numbers.with_unit(row.low, indicator)}"
    if row.open_low or row.open_high:
        limits = _beyond(row, indicator)
    else:
        limits = f"{_edge(row.low, indicator)} tot {_edge(row.high, indicator)}"
    return f"{limits}: {numbers.number(row.count)} {level if row.count == 1 else PLURALS[level]}"


def _open_ends(rows: pd.DataFrame, indicator: Indicator) -> list[str]:
    """Write under the axis how far the open bins reach, for they are drawn no wider than the others."""
    ends = rows[rows["open_low"] | rows["open_high"]].itertuples()
    return [f"{'Eerste' if row.open_low else 'Laatste'} staaf: {_beyond(row, indicator)}" for row in ends]


def _beyond(row: Any, indicator: Indicator) -> str:
    if row.open_low:
        return f"minder dan {_edge(row.high, indicator)}, vanaf {numbers.number(row.low, indicator.decimals)}"
    return f"{_edge(row.low, indicator)} of meer, tot {numbers.number(row.high, indicator.decimals)}"


def _edge(value: float, indicator: Indicator) -> str:
    return numbers.number(value, 0 if value == round(value) else indicator.decimals)
