"""An area beside similar wijken elsewhere: the finding, both lines, and which wijken these are."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from nplv.analysis import similar_tables
from nplv.analysis.sentences import similar as words
from nplv.analysis.similar import Comparison, NoComparison, offered, similar
from nplv.charts.similar import chart
from nplv.registry import Area, Indicator, areas, indicators, sources_of
from nplv.registry.similar import matching
from nplv.ui import data
from nplv.ui.figure import figure, with_downloads
from nplv.ui.folded import folded
from nplv.ui.style import plain


@dataclass(frozen=True)
class _Found:
    """What is drawn of a comparison; `chart` is its chart as Vega-Lite."""

    comparison: Comparison
    chart: dict[str, Any]


def draw(area: Area, indicator: Indicator) -> None:
    """Draw the comparison, or say why there is none.

    Args:
        area: The focusgebied.
        indicator: One with figures.
    """
    st.header("Naast vergelijkbare wijken elders", anchor=False, divider="gray")
    found = _found(area, indicator)
    match found:
        case None:
            st.caption(plain(words.not_offered(_offered(data.snapshot().fingerprint))))
        case NoComparison(reason):
            st.info(plain(reason))
        case _:
            _draw(found, area, indicator)


def summary(area: Area, indicator: Indicator) -> str | None:
    """Return the result in one sentence; None where there is no comparison.

    Args:
        area: The focusgebied.
        indicator: Any.
    """
    found = _found(area, indicator)
    return words.summary(found.comparison, indicator) if isinstance(found, _Found) else None


def _found(area: Area, indicator: Indicator) -> _Found | NoComparison | None:
    """The comparison of an area, or why it has none; None for an indicator without figures of wijken."""
    version = data.snapshot().fingerprint
    return _compared(version, indicator.id, area.slug) if indicator.id in _offered(version) else None


@st.cache_data(show_spinner=False, max_entries=2)
def _offered(version: str) -> list[str]:
    return offered(data.wijken())


@st.cache_resource(show_spinner=False, max_entries=200)
def _compared(version: str, identity: str, slug: str) -> _Found | NoComparison:
    """Compare and make the chart, once for all visitors."""
    area, indicator = areas()[slug], indicators()[identity]
    found = similar(data.wijken(), data.all_observations("focusgebied"), area, indicator, matching())
    if isinstance(found, NoComparison):
        return found
    told = words.finding(found, area, indicator)
    return _Found(found, chart(found, area, indicator, description=told).to_dict())


def _draw(found: _Found, area: Area, indicator: Indicator) -> None:
    comparison, declared = found.comparison, matching()
    notes = [
        words.check_sentence(comparison, area, indicator),
        words.method_note(comparison, declared),
        words.limits_note(indicator, declared),
    ]
    figure(
        key="vergelijkbaar",
        title=words.title(comparison, area, indicator),
        chart=lambda: st.vega_lite_chart(found.chart, width="stretch", theme=None, key="vergelijkbaar"),
        table=similar_tables.values(comparison, area),
        source=sources_of(_used(indicator)),
        file_name=f"vergelijkbare-wijken-{indicator.id}-{area.slug}",
        picture=[[found.chart]],
        indicators=[indicator],
        unit=indicator.unit,
        decimals=indicator.decimals,
        note="  \n".join(notes),
        outcome=words.outcome(comparison, area, indicator),
    )
    folded("Welke wijken dit zijn", partial(_wijken, comparison, area, indicator), key="vergelijkbaar_wijken")


def _wijken(comparison: Comparison, area: Area, indicator: Indicator) -> None:
    """The wijken of the group, and how alike they are."""
    first, last = map(str, comparison.since.years)
    decimals = {"Afstand": 2, first: indicator.decimals, last: indicator.decimals, "Verandering": indicator.decimals}
    tables = [
        (
            "lijst",
            "De wijken, de meest gelijke eerst. Afstand: in standaardafwijkingen.",
            similar_tables.wijken(comparison, indicator),
            decimals,
        ),
        (
            "overeenkomst",
            "Waarin gebied en wijken op elkaar lijken.",
            similar_tables.balance(comparison, area),
            {},
        ),
    ]
    for name, title, table, places in tables:
        st.caption(plain(title))
        with_downloads(
            table,
            key=f"vergelijkbaar_{name}",
            title=title,
            sources=sources_of(_used(indicator)),
            file_name=f"vergelijkbare-wijken-{indicator.id}-{area.slug}-{name}",
            indicators=_used(indicator),
            decimals=places,
        )


def _used(indicator: Indicator) -> list[Indicator]:
    """An indicator and those that wijken are matched on, each once."""
    names = dict.fromkeys([indicator.id, *(one.indicator for one in matching().variables)])
    return [indicators()[name] for name in names]
