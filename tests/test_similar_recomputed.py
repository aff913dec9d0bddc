"""Similar wijken by another route than the code: a plain loop over made-up wijken, a search tree over the real ones."""

import dataclasses
import math
import statistics
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from scipy.spatial import KDTree
from scipy.stats import percentileofscore

from nplv.analysis.similar import Comparison, Development, NoComparison, offered, similar
from nplv.registry import Area, areas, indicators
from nplv.registry.similar import Matching, Variable, matching
from nplv.snapshot import Snapshot, open_snapshot
from tests.pages import ROOT
from tests.similar_places import ZUID, Figures, observed, published

CRIMES = indicators()["misdrijven"]


def spread_out(number: int, start: float) -> list[Figures]:
    """Made-up places without ties or order."""

    def wave(step: int, turn: float) -> float:
        return math.sin(start + step * turn)

    return [
        {("ervaren-gezondheid", year): 70 + 8 * wave(step, 12.9 + year) for year in (2012, 2016, 2020)}
        | {("misdrijven", year): 50 + 30 * wave(step, 78.2 + year / 7) for year in (2021, 2022, 2023, 2024, 2025)}
        for step in range(number)
    ]


def plainly(
    own: Figures, pool: Sequence[Figures], how: Matching, years: tuple[int, int]
) -> tuple[list[int], float, list[float]]:
    """The group, the difference, and those of the placebos."""

    def feature(figures: Figures, one: Variable) -> float:
        value = figures[one.indicator, one.year]
        return math.log(value) if one.logarithm else value

    spread = [statistics.stdev(feature(figures, one) for figures in pool) for one in how.variables]

    def near(figures: Figures, but: int | None, reach: float) -> list[int]:
        found = []
        for index, other in enumerate(pool):
            gaps = [
                (feature(figures, one) - feature(other, one)) / size
                for one, size in zip(how.variables, spread, strict=True)
            ]
            distance = math.sqrt(sum(gap**2 for gap in gaps) / len(gaps))
            if index != but and distance <= reach:
                found.append((distance, index))
        return [index for _, index in sorted(found)]

    def change(figures: Figures) -> float:
        return figures["misdrijven", years[1]] - figures["misdrijven", years[0]]

    def beside(figures: Figures, group: list[int]) -> float:
        return change(figures) - statistics.fmean(change(pool[index]) for index in group[: how.group])

    around = near(own, None, how.reach)
    others = {index: near(pool[index], index, how.reach) for index in near(own, None, math.inf)[: how.placebos]}
    placebos = [beside(pool[index], group) for index, group in others.items() if len(group) >= how.least]
    return around[: how.group], beside(own, around), placebos


def check_chance(found: Development, placebos: Sequence[float], how: Matching) -> None:
    """Share and margin, by the percentile of the difference among those of the placebos."""
    sizes = [abs(one) for one in placebos]
    assert found.placebos == len(sizes)
    below = percentileofscore(sizes, abs(found.difference), kind="strict") if sizes else 0.0
    assert found.share == pytest.approx((1 + len(sizes) * (1 - below / 100)) / (1 + len(sizes)))
    assert (found.margin is None) == (len(sizes) < how.least_placebos)
    if found.margin is not None:
        # The smallest that stands out leaves no more than one in twenty as far, itself counted.
        further = sum(size > found.margin * (1 + 1e-9) for size in sizes)
        assert (1 + further) / (1 + len(sizes)) <= 0.05 < (2 + further) / (1 + len(sizes))


@pytest.mark.parametrize("start", [0.0, 1.0, 2.0])
@pytest.mark.parametrize("reach", [0.6, 0.9])
def test_everything_agrees_with_a_plain_loop(start: float, reach: float) -> None:
    how = dataclasses.replace(matching(), reach=reach, group=8, least=3, placebos=60)
    own, *pool = spread_out(251, start)
    found = similar(published(pool), observed(own), ZUID, CRIMES, how)
    assert isinstance(found, Comparison)
    for development in (found.earlier, found.since):
        group, difference, placebos = plainly(own, pool, how, development.years)
        assert list(found.group["code"]) == [f"W{index:03}" for index in group]
        assert development.difference == pytest.approx(difference)
        check_chance(development, placebos, how)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return open_snapshot(ROOT)


@pytest.fixture(scope="module")
def observations(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.all_observations(["focusgebied"])


def test_the_snapshot_offers_what_is_known_of_wijken_all_over_the_country(snapshot: Snapshot) -> None:
    assert offered(snapshot.wijken()) == ["misdrijven", "ervaren-gezondheid"]


@pytest.mark.parametrize("identity", ["misdrijven", "ervaren-gezondheid"])
@pytest.mark.parametrize("area", areas().values(), ids=lambda area: area.slug)
def test_each_area_has_a_comparison_or_a_reason(
    snapshot: Snapshot, observations: pd.DataFrame, area: Area, identity: str
) -> None:
    wijken, indicator, how = snapshot.wijken(), indicators()[identity], matching()
    found = similar(wijken, observations, area, indicator, how)
    figures = pd.concat([wijken, observations.rename(columns={"area_code": "code"})])
    table = figures.pivot_table(index="code", columns=["indicator", "period"], values="value")
    before = max(year for year in indicator.years if year < 2022)
    years = [(identity, year) for year in (before, 2022, max(indicator.years))]
    variables = [(one.indicator, one.year) for one in how.variables]
    logarithmic = [(one.indicator, one.year) for one in how.variables if one.logarithm]
    scaled = table[variables].apply(lambda column: np.log(column) if column.name in logarithmic else column)
    pool = table.loc[table.index.str.startswith("WK"), [*variables, *years]].dropna().index
    scaled = scaled / scaled.loc[pool].std()
    tree = KDTree(scaled.loc[pool])
    reach = how.reach * math.sqrt(len(variables))

    def near(code: str, reach: float = reach) -> list[str]:
        distances, rows = tree.query(scaled.loc[code], k=len(pool), distance_upper_bound=reach)
        return [pool[row] for row in rows[np.isfinite(distances)] if pool[row] != code]

    around = near(area.slug)
    assert isinstance(found, NoComparison) == (len(around) < how.least)
    if isinstance(found, NoComparison):
        assert str(len(around)) in found.reason
        return
    assert list(found.group["code"]) == around[: how.group]
    assert found.pool == len(pool)
    assert (found.earlier.years, found.since.years) == ((before, 2022), (2022, max(indicator.years)))
    others = {code: near(code) for code in near(area.slug, math.inf)[: how.placebos]}
    for development in (found.earlier, found.since):
        first, last = ((identity, year) for year in development.years)
        change = table[last] - table[first]
        differences = {
            code: change[code] - change[group[: how.group]].mean()
            for code, group in others.items()
            if len(group) >= how.least
        }
        assert development.difference == pytest.approx(change[area.slug] - change[around[: how.group]].mean())
        check_chance(development, list(differences.values()), how)
