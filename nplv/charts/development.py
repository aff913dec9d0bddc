"""The development of one indicator in one area as a figure: the same on the screen, in a file and in a report."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from nplv.analysis import series
from nplv.analysis.comparison import COMPARATOR_LEVELS
from nplv.analysis.sentences import denominator_note
from nplv.analysis.sentences import development as words
from nplv.charts.series import dots, lines
from nplv.charts.theme import AltairChart
from nplv.registry import Area, Indicator, Level


@dataclass(frozen=True)
class Development:
    """What is drawn of an indicator through the years.

    Attributes:
        title: The finding.
        chart: A line through the years, or dots where there is one year.
        table: Its figures; see `analysis.series.values`.
        file_name: Without extension.
        note: What the reader must know to read it right.
        gaps: Why a line or a part of it is not there, a sentence each.
    """

    title: str
    chart: AltairChart
    table: pd.DataFrame
    file_name: str
    note: str | None
    gaps: list[str]


def file_name(area: Area, indicator: Indicator) -> str:
    """Name the files of this figure, without extension."""
    return f"ontwikkeling-{indicator.id}-{area.slug}"


def development(
    observations: pd.DataFrame, area: Area, indicator: Indicator, comparators: Sequence[Level] = COMPARATOR_LEVELS
) -> Development | str:
    """Make the figure, or return the reason why there is none.

    Args:
        observations: Those of the indicator, which has figures.
        area: The area.
        indicator: The indicator.
        comparators: Levels that are drawn beside the area.
    """
    rows = series.series(observations, area, indicator, comparators)
    if rows["value"].isna().all():
        return str(rows["reason"].iloc[0])
    title = words.development(observations, area, indicator)
    draw = lines if len(indicator.years) > 1 else dots
    return Development(
        title=title,
        chart=draw(rows, indicator, description=title),
        table=series.values(rows),
        file_name=file_name(area, indicator),
        note=denominator_note(indicator, observations),
        gaps=words.gaps(rows),
    )
