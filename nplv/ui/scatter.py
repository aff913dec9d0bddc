"""Draws two indicators against each other, with the switch between focusgebieden, wijken and buurten."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from nplv.analysis import scatter
from nplv.analysis.place import PLURALS
from nplv.analysis.scatter import Correlation, Reason, Scatter
from nplv.analysis.sentences import scatter as words
from nplv.charts.scatter import chart
from nplv.registry import Area, Indicator, Level, areas, indicators, sources_of
from nplv.schema import NOT_THERE
from nplv.ui import data, only, selection
from nplv.ui.figure import figure, hole
from nplv.ui.link import Selection
from nplv.ui.units import gemeenten

_LEVEL = "scatter_level"


@dataclass(frozen=True)
class _Drawing:
    """What is drawn; the chart as Vega-Lite, None without a dot."""

    found: Scatter
    correlation: Correlation | Reason
    title: str
    chart: dict[str, Any] | None


def draw(chosen: Selection) -> None:
    """Draw the figure of two indicators, or say of which there is no figure.

    Args:
        chosen: Both indicators, both areas, and what a dot is; where they have no such figures another is shown.
    """
    first, second = chosen.indicator, chosen.second_indicator
    offered = scatter.levels(data.observations(first.id), data.observations(second.id))
    if not offered:
        _holes(first, second)
        return
    level = chosen.points if chosen.points in offered else offered[0]
    drawing = _drawing(
        data.snapshot().fingerprint, first.id, second.id, level, chosen.area.slug, chosen.second_area.slug
    )
    found, of_code = drawing.found, gemeenten()
    names = words.columns(found, first, second)

    def picture() -> None:
        if only.key() is None:
            _switch(offered, level)
        if drawing.chart is not None:
            st.vega_lite_chart(drawing.chart, width="stretch", theme=None, key="scatter_chart")

    figure(
        key="scatter",
        title=drawing.title,
        chart=picture,
        table=lambda: scatter.table(found, of_code, names),
        source=sources_of([first, second]),
        file_name=f"samenhang-{first.id}-{second.id}-{PLURALS[level]}",
        picture=[[drawing.chart]] if drawing.chart else None,
        indicators=[first, second],
        period=words.years(found),
        decimals=dict(zip(names, (first.decimals, second.decimals), strict=True)),
        note=words.note(found, drawing.correlation, first, second),
        selected=chosen.area.slug,
    )


def _holes(first: Indicator, second: Indicator) -> None:
    """Say why there is no dot: each indicator with a figure of a wijk or buurt has one of the focusgebieden too."""
    for one in (first, second):
        rows = data.observations(one.id)
        if not scatter.levels(rows, rows):
            hole(one, one.holes.get("focusgebied", NOT_THERE) if one.has_figures else None)


def _switch(offered: list[Level], level: Level) -> None:
    # The selection is the truth and the switch shows it.
    st.session_state[_LEVEL] = level
    st.segmented_control(
        "Elke stip is een van de",
        offered,
        format_func=PLURALS.__getitem__,
        key=_LEVEL,
        required=True,
        on_change=_take_level,
    )
    if absent := [one for one in scatter.LEVELS if one not in offered]:
        st.caption(f"Deze twee indicatoren hebben niet allebei cijfers per {' of '.join(absent)}.")


def _take_level() -> None:
    selection.keep(replace(selection.current(), points=st.session_state[_LEVEL]))


@st.cache_resource(show_spinner=False, max_entries=20)
def _drawing(version: str, first: str, second: str, level: Level, area: str, other: str) -> _Drawing:
    """Find the dots and make the chart: that takes longer than all the rest, most of all for the buurten."""
    both = indicators()[first], indicators()[second]
    found = scatter.scatter(data.observations(first), data.observations(second), data.areas(level), level)
    correlation = scatter.correlation(found.dots)
    title = words.title(found, correlation, *both)
    if found.dots.empty:
        return _Drawing(found, correlation, title, None)
    two: tuple[Area, Area] = areas()[area], areas()[other]
    return _Drawing(found, correlation, title, chart(found, gemeenten(), two, both, title).to_dict())
