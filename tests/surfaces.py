"""Where a figure of the snapshot is shown: each surface gives the newest figure of an indicator, area by area.

A surface yields the slug of an area, the level of the line that is shown (the area itself, or what it is held against)
and the number or the text that stands there.
"""

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd

from nplv.analysis import comparison, gap, matrix, pair, profile, ranking, series
from nplv.analysis.comparison import BENCHMARK_LEVELS, COMPARATOR_LEVELS
from nplv.charts import profile as profile_chart
from nplv.registry import Area, Level, areas, indicators
from nplv.schema import COUNTRY
from nplv.snapshot import Snapshot, open_snapshot
from tests.pages import ROOT

LEVELS = ("nederland", "gemeente", "rest_gemeente", "focusgebieden", "focusgebied")
OWN: Level = "focusgebied"
Numbers = Iterator[tuple[str, str, float]]


@cache
def snapshot() -> Snapshot:
    return open_snapshot(ROOT)


@cache
def observations() -> pd.DataFrame:
    return snapshot().all_observations(LEVELS)


@cache
def of(identity: str) -> pd.DataFrame:
    return observations()[observations()["indicator"] == identity]


@cache
def years() -> dict[str, int]:
    """The newest year in which an area has a figure, read row by row."""
    found: dict[str, int] = {}
    for row in observations().to_dict("records"):
        if row["level"] == OWN and not math.isnan(row["value"]):
            found[row["indicator"]] = max(found.get(row["indicator"], 0), int(row["period"]))
    return found


def drawn(chart: Any, column: str) -> pd.DataFrame:
    """The first rows of a chart, of any of its layers, that have this column."""
    for one in [chart, *getattr(chart, "layer", [])]:
        if isinstance(one.data, pd.DataFrame) and column in one.data:
            return one.data
    raise KeyError(column)


@cache
def profiles(slug: str, level: Level) -> pd.DataFrame:
    return profile.profile(observations(), areas()[slug], level)


@cache
def profile_drawings(slug: str, level: Level) -> pd.DataFrame:
    return drawn(profile_chart.chart(profiles(slug, level), areas()[slug], ""), "beside")


def wanted(slug: str) -> list[Level]:
    """What an area is held against here: the country, and one other thing, which differs from area to area."""
    other = BENCHMARK_LEVELS[list(areas()).index(slug) % len(BENCHMARK_LEVELS)]
    return list(dict.fromkeys(("nederland", other)))


@cache
def cells() -> pd.DataFrame:
    return matrix.matrix(observations()[observations()["level"].isin(["nederland", OWN])])


@cache
def pairs(slug: str) -> pd.DataFrame:
    return pair.pair(observations()[observations()["level"].isin(["nederland", OWN])], areas()[slug], next_to(slug))


def next_to(slug: str) -> Any:
    """Another area, so that each is once the first and once the second."""
    order = list(areas())
    return areas()[order[(order.index(slug) + 1) % len(order)]]


def gemeenten() -> dict[str, str]:
    return {area.municipality_code: area.municipality for area in areas().values()}


@cache
def units(identity: str) -> pd.DataFrame:
    """The focusgebieden with their figures, as for the map."""
    shapes = pd.DataFrame(snapshot().areas(OWN).drop(columns="geometry"))
    rows = of(identity)[(of(identity)["level"] == OWN) & (of(identity)["period"] == years()[identity])]
    figures = rows.rename(columns={"area_code": "code"})[["code", "value", "lower", "upper", "reason"]]
    return shapes.merge(figures, how="left", on="code")


def own(table: pd.DataFrame, key: str, column: str) -> Iterator[tuple[str, str, Any]]:
    """The figures of a table with a row for each area, by slug or name."""
    names = {area.name: area.slug for area in areas().values()} | {"Nederland": COUNTRY}
    for name, value in zip(table[key], table[column], strict=True):
        slug = names.get(name, name)
        if slug == COUNTRY:
            yield from ((one, "nederland", value) for one in areas())
        elif slug in areas():
            yield slug, OWN, value


def ranks(identity: str) -> tuple[pd.DataFrame, float | None]:
    chosen = of(identity), indicators()[identity], years()[identity]
    return ranking.ranking(*chosen), ranking.country_value(*chosen)


@cache
def lines(identity: str, slug: str) -> pd.DataFrame:
    return series.series(of(identity), areas()[slug], indicators()[identity], COMPARATOR_LEVELS)


def some() -> dict[str, Area]:
    """Every fourth area, for charts that take long."""
    return dict(list(areas().items())[::4])


@cache
def gaps(identity: str) -> list[tuple[str, gap.Gap]]:
    """The differences of each area with all that it can be held against, where these reach to the newest year."""
    found = [
        (slug, gap.gap(of(identity), area, indicators()[identity], level))
        for slug, area in areas().items()
        for level in BENCHMARK_LEVELS
    ]
    return [(slug, one) for slug, one in found if one is not None and one.last["period"] == years()[identity]]


@cache
def compared(identity: str, slug: str) -> pd.DataFrame:
    return comparison.comparators(of(identity), areas()[slug], indicators()[identity], years()[identity])
