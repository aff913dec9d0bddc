"""Ontwikkeling: the chosen indicator through the years, in the area, beside others and in all areas."""

import streamlit as st

from nplv.analysis import series
from nplv.analysis.sentences import development as words
from nplv.charts import development as whole
from nplv.charts.panels import panels
from nplv.registry import sources
from nplv.ui import data, gap, selection, similar
from nplv.ui.figure import figure, hole, programme_note
from nplv.ui.style import plain

st.title("Ontwikkeling", anchor=False)
chosen = selection.controls(year=False, comparators=True)
area, indicator = chosen.area, chosen.indicator
observations = data.observations(indicator.id)


def development() -> None:
    """The area and its comparators, and why a line or a part of it is not there."""
    found = whole.development(observations, area, indicator, chosen.comparators)
    if isinstance(found, str):
        hole(indicator, found)
        return
    figure(
        key="ontwikkeling",
        title=found.title,
        chart=found.chart,
        table=found.table,
        source=sources()[indicator.source],
        file_name=found.file_name,
        indicators=[indicator],
        period=series.period(indicator),
        unit=indicator.unit,
        decimals=indicator.decimals,
        note=found.note,
    )
    st.caption("  \n".join(map(plain, found.gaps)))
    programme_note()


def every_area() -> None:
    """All areas in little; a single year is left to the page that ranks it."""
    rows = series.every_area(observations, indicator)
    if len(indicator.years) == 1:
        st.page_link("pages/vergelijken.py", label="De 20 focusgebieden naast elkaar in dit jaar")
    elif rows.loc[rows["level"] == "focusgebied", "value"].notna().any():
        title = words.changes(observations, indicator)
        figure(
            key="alle-gebieden",
            title=title,
            chart=panels(rows, indicator, selected=area.slug, description=title),
            table=series.values_by_year(rows, indicator),
            source=sources()[indicator.source],
            file_name=f"ontwikkeling-{indicator.id}-alle-gebieden",
            indicators=[indicator],
            period=series.period(indicator),
            unit=indicator.unit,
            decimals=indicator.decimals,
            note=words.panels_note(rows, area, indicator),
        )


if indicator.has_figures:
    development()
    if len(indicator.years) > 1:
        gap.draw(chosen, observations)
        similar.draw(area, indicator)
    every_area()
else:
    hole(indicator)
