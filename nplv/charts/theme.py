"""How every chart looks: colours, fonts, Dutch numbers and months, a description for screen readers."""

from typing import Any, TypeVar, cast

import altair as alt

from nplv.numbers import MONTHS

BLUE = "#2b5c8a"  # figures without a special role
ORANGE = "#d95f02"  # the selected area
GREY = "#8a8a8a"  # comparators: lines and bars; too light for text
TEXT = "#1c1c1c"
QUIET_TEXT = "#5a5a5a"  # 6.9:1 on white
GRID = "#e3e6e9"
FIT_WIDTH = alt.AutoSizeParams(type="fit-x", contains="padding")  # the height is that of the plot
COUNTRY_DASH = (6, 4)  # the country's line is dashed everywhere

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_DAYS = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"]

DUTCH = alt.Locale(
    number=alt.NumberLocale(decimal=",", thousands=".", grouping=[3], currency=["€ ", ""]),
    time=alt.TimeLocale(
        dateTime="%A %e %B %Y %X",
        date="%d-%m-%Y",
        time="%H:%M:%S",
        periods=["", ""],
        days=_DAYS,
        shortDays=[day[:2] for day in _DAYS],
        months=list(MONTHS),
        shortMonths=["mrt" if month == "maart" else month[:3] for month in MONTHS],
    ),
)

AltairChart = (
    alt.Chart
    | alt.LayerChart
    | alt.ConcatChart
    | alt.HConcatChart
    | alt.VConcatChart
    | alt.FacetChart
    | alt.RepeatChart
)
AnyChart = TypeVar("AnyChart", bound=AltairChart)

_TEXT: dict[str, Any] = {"labelFont": _FONT, "titleFont": _FONT, "labelColor": TEXT, "titleColor": TEXT}
_SIZES: dict[str, Any] = {"labelFontSize": 12, "titleFontSize": 12}
_CONFIG = alt.Config(
    locale=DUTCH,
    font=_FONT,
    background="white",
    padding={"left": 4, "top": 10, "right": 4, "bottom": 4},
    axis=alt.AxisConfig(
        **_TEXT,
        **_SIZES,
        gridColor=GRID,
        domainColor=GREY,
        tickColor=GREY,
        titleFontWeight="normal",
        labelLimit=260,
    ),
    axisQuantitative=alt.AxisConfig(tickCount=6),
    legend=alt.LegendConfig(**_TEXT, **_SIZES, orient="top", titleFontWeight="normal", labelLimit=260),
    header=alt.HeaderConfig(**_TEXT, **_SIZES),
    title=alt.TitleConfig(font=_FONT, fontSize=13, anchor="start", color=TEXT, fontWeight=600),
    text=alt.MarkConfig(font=_FONT, fontSize=12, color=TEXT),
    view=alt.ViewConfig(stroke=None),
)


def finish(chart: AnyChart, *, description: str, height: int | None = None) -> AnyChart:
    """Give a top-level chart the project's looks; the last step before it is drawn.

    Args:
        chart: Any Altair chart. A single or layered one fills the width of its container; concatenated and
            faceted charts have no width of their own and keep the one their parts declare.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
        height: Height of the plot in pixels.

    Returns:
        A new chart with locale, fonts of at least 12 pixels, colours and description set.
    """
    # One property call: each copies the whole chart.
    properties: dict[str, Any] = {"description": description, "config": _CONFIG}
    if isinstance(chart, alt.Chart | alt.LayerChart):
        properties["width"] = "container"
    if height is not None:
        properties["height"] = height
    return cast(AnyChart, chart.properties(**properties))
