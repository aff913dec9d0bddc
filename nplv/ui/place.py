"""The place of the chosen unit, or of the area, among all units of its level."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from nplv.analysis.place import PLURALS, Place, distribution_table, histogram, place
from nplv.analysis.sentences.place import note, position, sentence
from nplv.charts.place import chart
from nplv.registry import sources
from nplv.ui.figure import with_downloads
from nplv.ui.folded import folded
from nplv.ui.style import plain
from nplv.ui.units import Units


@dataclass(frozen=True)
class _Distribution:
    """What is drawn of a distribution; no chart where there is only one unit.

    Attributes:
        rows: Result of `analysis.place.histogram`.
        chart: The chart as Vega-Lite.
    """

    place: Place
    told: str
    rows: pd.DataFrame
    chart: dict[str, Any] | None


def draw(units: Units, code: str, year: int) -> None:
    """Draw the sentence, the distribution in which the unit is marked, and which units are left out.

    Args:
        units: All units of the level.
        code: The unit; one of these.
        year: The period.
    """
    found = _distribution(units.version, units.indicator.id, units.level, year, code, units)
    st.subheader(f"Plaats tussen de {PLURALS[units.level]}", anchor=False)
    st.markdown(plain(found.told))
    if found.chart is not None:
        st.vega_lite_chart(found.chart, width="stretch", theme=None, key="place")
    st.caption(plain(" ".join(filter(None, [position(found.place), note(found.place, units.level)]))))
    if found.chart is not None:
        folded("Verdeling als tabel", partial(_table, found, units, code), key="place_distribution")


@st.cache_resource(show_spinner=False, max_entries=500)
def _distribution(version: str, identity: str, level: str, year: int, code: str, _units: Units) -> _Distribution:
    """Find the place and make its chart: making a chart takes longer than all the rest of the page."""
    own = place(_units.table, code, _units.indicator, _units.level)
    told = sentence(own, _units.label(code), _units.indicator, _units.level, year, _units.group)
    rows = histogram(_units.table, code, _units.indicator, _units.level)
    drawn = chart(rows, own, _units.indicator, _units.level, told).to_dict() if own.ranked > 1 else None
    return _Distribution(own, told, rows, drawn)


def _table(found: _Distribution, units: Units, code: str) -> None:
    table = distribution_table(found.place, found.rows, units.label(code), units.level)
    decimals = {"Van": units.indicator.decimals, "Tot": units.indicator.decimals}
    indicator = units.indicator
    with_downloads(
        table,
        key="place",
        title=found.told,
        sources=[sources()[indicator.source]],
        file_name=f"verdeling-{indicator.id}-{PLURALS[units.level]}",
        picture=[[found.chart]] if found.chart else None,
        indicators=[indicator],
        unit=indicator.unit,
        decimals=decimals,
    )
