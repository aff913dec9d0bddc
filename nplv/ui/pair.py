"""Draws two focusgebieden beside each other: a chart for each action line, and all figures as a table."""

from typing import Any

import pandas as pd
import streamlit as st

from nplv.analysis.pair import drawn, pair
from nplv.analysis.sentences import pair as words
from nplv.charts.pair import chart
from nplv.registry import Area, areas, indicators, sources_of, themes
from nplv.ui import data
from nplv.ui.figure import figure
from nplv.ui.style import plain


def draw(first: Area, second: Area) -> None:
    """Draw the figure of two areas.

    Args:
        first: The selected area.
        second: The area beside it.
    """
    rows, charts = _pair(data.snapshot().fingerprint, first.slug, second.slug)
    measured = [indicators()[name] for name in rows["indicator"]]

    def picture() -> None:
        for theme, drawing in charts.items():
            st.subheader(plain(themes()[theme]), anchor=False)
            st.vega_lite_chart(drawing, width="stretch", theme=None, key=f"pair_{theme}")

    figure(
        key="pair",
        title=words.title(rows, first, second),
        chart=picture,
        table=lambda: words.table(rows, first, second),
        source=sources_of(measured),
        file_name=f"naast-elkaar-{first.slug}-{second.slug}",
        # On the page each action line is a heading above its chart.
        picture=[[{**drawing, "title": themes()[theme]}] for theme, drawing in charts.items()],
        indicators=measured,
        decimals=[one.decimals for one in measured],
        note=words.READING,
    )


@st.cache_resource(show_spinner=False, max_entries=200)
def _pair(version: str, first: str, second: str) -> tuple[pd.DataFrame, dict[str, dict[str, Any]]]:
    """Find the rows and make the charts, by action line: making a chart takes longer than all the rest of the page."""
    two = areas()[first], areas()[second]
    rows = pair(data.all_observations("nederland", "focusgebied"), *two)
    shown = drawn(rows)
    by_theme = shown.groupby(shown["indicator"].map(lambda name: indicators()[name].theme), sort=False)
    title = words.title(rows, *two)
    charts = {
        theme: chart(some, *two, f"{title} {themes()[theme]}", legend=place == 0).to_dict()
        for place, (theme, some) in enumerate(by_theme)
    }
    return rows, charts
