"""The area in one year beside the country, its gemeente and the other areas, in a small table."""

import pandas as pd
import streamlit as st

from nplv.analysis import comparison, sentences
from nplv.analysis.tables import comparator_figures, comparator_values, missing_comparators
from nplv.registry import Area, Indicator, sources
from nplv.ui import downloads
from nplv.ui.style import plain


def draw(observations: pd.DataFrame, area: Area, indicator: Indicator, year: int) -> None:
    """Draw the table with its downloads, and why a comparator has no figure.

    Args:
        observations: All rows of the indicator.
        area: The focusgebied.
        indicator: What is measured.
        year: One of its years.
    """
    st.subheader(f"{plain(area.name)} vergeleken", anchor=False)
    rows = comparison.comparators(observations, area, indicator, year)
    st.table(comparator_values(rows, indicator), hide_index=True, border="horizontal")
    for sentence in missing_comparators(rows):
        st.caption(plain(sentence))
    known = downloads.about(
        sentences.finding(observations, area, indicator, year),
        [sources()[indicator.source]],
        period=str(year),
        unit=indicator.unit,
        indicators=[indicator],
    )
    downloads.draw(
        comparator_figures(rows, year),
        known,
        key="vergeleken",
        file_name=f"vergeleken-{indicator.id}-{area.slug}-{year}",
        decimals=indicator.decimals,
    )
