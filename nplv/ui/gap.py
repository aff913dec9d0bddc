"""Whether the difference between the area and what it is held against becomes smaller."""

from typing import Any

import pandas as pd
import streamlit as st

from nplv.analysis import gap
from nplv.analysis.sentences import LETTER_WARNING
from nplv.analysis.sentences import gap as words
from nplv.charts.gap import chart
from nplv.registry import sources
from nplv.ui import data, selection
from nplv.ui.figure import figure
from nplv.ui.link import Selection
from nplv.ui.style import plain


def draw(chosen: Selection, observations: pd.DataFrame) -> None:
    """Draw the difference per year, what became of it, and the pace that would close it.

    Args:
        chosen: The selection of the reader; its benchmark is what the area is held against, or the next that has
            figures where it has none.
        observations: All rows of its indicator.
    """
    area, indicator = chosen.area, chosen.indicator
    st.header("Wordt het verschil kleiner?", anchor=False, divider="gray")
    st.markdown(plain(LETTER_WARNING))
    selection.benchmark_box("Verschil met")
    found = gap.first_gap(observations, area, indicator, chosen.benchmark)
    if found is None or found.level != chosen.benchmark:
        st.info(plain(words.no_gap(area, indicator, chosen.benchmark)))
    if found is None:
        return
    title = words.title(found, area)
    drawn = _chart(data.snapshot().fingerprint, area.slug, indicator.id, found.level, found, title)
    figure(
        key="verschil",
        title=title,
        chart=lambda: st.vega_lite_chart(drawn, width="stretch", theme=None, key="verschil_beeld"),
        table=words.values(found, area),
        source=sources()[indicator.source],
        file_name=f"verschil-{indicator.id}-{area.slug}",
        picture=[[drawn]],
        indicators=[indicator],
        period=f"{found.years['period'].min()}–{found.last['period']}",
        unit=indicator.unit,
        decimals=indicator.decimals,
        note=words.METHOD,
        outcome=f"{words.outcome(found)} {words.pace(found)}",
    )


@st.cache_data(show_spinner=False, max_entries=200)
def _chart(version: str, slug: str, identity: str, level: str, _gap: gap.Gap, _title: str) -> dict[str, Any]:
    """The chart as Vega-Lite: making it takes longer than all the rest."""
    return chart(_gap, words.short(_gap.level), f"{_title} {words.outcome(_gap)}").to_dict()
