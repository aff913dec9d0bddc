"""Small multiples: the line of every area in a panel of its own, all on the same axes.

One chart that places its panels itself, since a faceted chart has a fixed number of columns and cannot follow the
width of the page. Python gives each mark a panel and a place in it as shares of the plot (0 to 1); the browser makes
pixels of these, and again when the width changes.
"""

import altair as alt
import pandas as pd

from nplv import numbers
from nplv.charts.series import Axis, axis_of, in_words, tooltip
from nplv.charts.theme import BLUE, FIT_WIDTH, GRID, ORANGE, QUIET_TEXT, AltairChart, finish
from nplv.registry import Indicator

_HEIGHT = 840  # pixels of all panels together, at every width
_COLUMNS = "width < 500 ? 2 : width < 900 ? 4 : 5"
# Pixels around the plot of a panel: a name above, values left, years below.
_TOP, _RIGHT, _BOTTOM, _LEFT = 24, 16, 30, 34
_KINDS = ["nederland", "focusgebied", "gekozen"]  # drawn in this order
_COLOURS = ["#4a4a4a", BLUE, ORANGE]
_DASHES = [[4, 3], [1, 0], [1, 0]]
_WIDTHS = [1.2, 2, 3]


def panels(rows: pd.DataFrame, indicator: Indicator, *, selected: str, description: str) -> AltairChart:
    """Draw every area beside the country, two to five panels in a row, whatever the width allows.

    Args:
        rows: Result of `analysis.series.every_area` of which at least one row has a value.
        indicator: Gives years, decimals and 0-meting.
        selected: Slug of the area that is drawn in orange.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    axis = axis_of(rows)
    each = rows[rows["level"] == "focusgebied"].drop_duplicates("area_code")[["area_code", "label"]]
    each = each.assign(panel=range(len(each)))
    marks = in_words(rows, indicator)
    country = marks[marks["level"] == "nederland"].merge(each[["panel"]], how="cross")
    own = marks.merge(each[["area_code", "panel"]], on="area_code")
    own["level"] = own["level"].where(own["area_code"] != selected, "gekozen")
    layers = [
        *_frame(each[["panel"]], indicator, axis),
        *_names(each, selected),
        *_lines(pd.concat([country, own]), indicator, axis),
    ]
    chart = (
        alt.layer(*layers)
        .properties(autosize=FIT_WIDTH)
        .add_params(
            alt.param(name="columns", expr=_COLUMNS),
            alt.param(name="wide", expr="width / columns"),
            alt.param(name="tall", expr=f"{_HEIGHT} / ceil({len(each)} / columns)"),
        )
    )
    return finish(chart, description=description, height=_HEIGHT)


def _placed(marks: pd.DataFrame) -> alt.Chart:
    """Start a layer whose marks stand at the share `along` and `up` of the plot of their `panel`."""
    inside_x, inside_y = f"(wide - {_LEFT + _RIGHT})", f"(tall - {_TOP + _BOTTOM})"
    corner_x, corner_y = "datum.panel % columns * wide", "floor(datum.panel / columns) * tall"
    return (
        alt.Chart(marks)
        .transform_calculate(
            x=f"{corner_x} + {_LEFT} + datum.along * {inside_x}",
            y=f"{corner_y} + {_TOP} + (1 - datum.up) * {inside_y}",
            right=f"{corner_x} + {_LEFT} + {inside_x}",
            bottom=f"{corner_y} + {_TOP} + {inside_y}",
        )
        .encode(x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None))
    )


def _frame(each: pd.DataFrame, indicator: Indicator, axis: Axis) -> list[alt.Chart]:
    """Grid, its values, the first and last year, and the year of the 0-meting."""
    grid = pd.DataFrame({"up": [axis.share(tick) for tick in axis.ticks], "text": _few(axis.ticks), "along": 0.0})
    ends = [(0.0, min(indicator.years)), (1.0, max(indicator.years))]
    years = pd.DataFrame([{"up": 0.0, "along": share, "text": str(year)} for share, year in ends])
    layers = [
        _placed(each.merge(grid, how="cross")).mark_rule(color=GRID).encode(x2=alt.X2("right:Q")),
        _placed(each.merge(grid, how="cross")).mark_text(align="right", dx=-6).encode(text=alt.Text("text:N")),
        _placed(each.merge(years, how="cross")).mark_text(dy=12).encode(text=alt.Text("text:N")),
    ]
    if indicator.baseline is not None:
        baseline = each.assign(up=1.0, along=_along(indicator, indicator.baseline))
        rule = _placed(baseline).mark_rule(color=QUIET_TEXT, strokeDash=[2, 2])
        layers.append(rule.encode(y2=alt.Y2("bottom:Q")))
    return layers


def _names(each: pd.DataFrame, selected: str) -> list[alt.Chart]:
    """The name of each area above its panel, the selected one in bold where there is room for that."""
    names = each.assign(up=1.0, along=0.0)
    layers = []
    for is_selected, weight in ((True, alt.ExprRef("columns > 2 ? 700 : 400")), (False, alt.ExprRef("400"))):
        some = _placed(names[(names["area_code"] == selected) == is_selected])
        text = some.mark_text(align="left", baseline="bottom", dx=-_LEFT, dy=-8, fontWeight=weight)
        layers.append(text.encode(text=alt.Text("label:N")))
    return layers


def _lines(marks: pd.DataFrame, indicator: Indicator, axis: Axis) -> list[alt.Chart]:
    """The country and the areas; only the points of the areas answer to the pointer."""
    marks = marks.assign(
        up=[axis.share(value) for value in marks["value"]],
        along=[_along(indicator, year) for year in marks["period"]],
    )
    colour = alt.Scale(domain=_KINDS, range=_COLOURS)
    line = (
        _placed(marks[["panel", "stretch", "level", "along", "up"]])
        .mark_line()
        .encode(
            detail=alt.Detail(["panel:N", "stretch:N"]),
            color=alt.Color("level:N", scale=colour, legend=None),
            strokeDash=alt.StrokeDash("level:N", scale=alt.Scale(domain=_KINDS, range=_DASHES), legend=None),
            strokeWidth=alt.StrokeWidth("level:O", scale=alt.Scale(domain=_KINDS, range=_WIDTHS), legend=None),
        )
    )
    points = marks[marks["level"] != "nederland"]
    point = _placed(points).mark_circle(size=36, opacity=1)
    return [line, point.encode(color=alt.Color("level:N", scale=colour, legend=None), tooltip=tooltip(points))]


def _along(indicator: Indicator, year: int) -> float:
    """Return where a year lies: 0 at the first measuring year, 1 at the last."""
    first, last = min(indicator.years), max(indicator.years)
    return (year - first) / (last - first)


def _few(ticks: tuple[float, ...]) -> list[str]:
    """Write the lowest and highest tick and zero; the others stay without a number."""
    places = max(len(f"{tick:g}".partition(".")[2]) for tick in ticks)
    return [numbers.number(tick, places) if tick in (ticks[0], 0, ticks[-1]) else "" for tick in ticks]
