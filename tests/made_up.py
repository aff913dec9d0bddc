"""Made-up observations for tests of sentences: figures near halves, equal, zero, huge and tiny, with holes."""

import dataclasses
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from nplv.analysis.comparison import BENCHMARK_LEVELS, OTHERS
from nplv.registry import Area, Indicator, Level, areas, indicators
from tests.dutch import half_up

REASON = "Niet gemeten in deze verzonnen tabel."
MEASURED = [one for one in indicators().values() if one.has_figures]
_YEARS = (2014, 2018, 2021, 2022, 2024, 2025)
_PEOPLE: dict[str, int] = {
    "focusgebied": 10_000, "focusgebieden": 200_000, "gemeente": 400_000, "rest_gemeente": 390_000,
    "nederland": 17_000_000,
}  # fmt: skip
_Key = tuple[str, str, int]  # level, area code, period


@dataclass(frozen=True)
class World:
    """Made-up observations of one indicator.

    Attributes:
        benchmark: What the area is held against.
        values: The figures, by level, area code and period; None for a hole.
        margin: Half the width of each interval; None without intervals.
        table: The same, as in the observations table.
    """

    indicator: Indicator
    area: Area
    benchmark: Level
    values: Mapping[_Key, float | None]
    margin: float | None
    table: pd.DataFrame

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What hypothesis shows of a world in which a test fails."""
        near = {key[0::2]: value for key, value in self.values.items() if self._is_near(key[1])}
        printer.text(
            f"{self.indicator.id} {self.area.slug} {self.benchmark} {self.indicator.baseline} {self.margin} {near}"
        )

    def _is_near(self, where: str) -> bool:
        return where == self.area.slug or where not in areas()

    @property
    def year(self) -> int:
        """The newest period."""
        return max(self.indicator.years)

    def exact(self, level: str, year: int, slug: str | None = None) -> Fraction | None:
        """A figure; that of the other 19 worked out from the counts of all 20."""
        if level == OTHERS:
            own, together = self.exact("focusgebied", year), self.exact("focusgebieden", year)
            if own is None or together is None or self.table["numerator"].isna().all():
                return None
            return (20 * together - own) / 19
        value = self.values[level, slug or code(level, self.area), year]
        return None if value is None else Fraction(repr(value))

    def shown(self, level: str, year: int, slug: str | None = None) -> Decimal | None:
        """A figure as a reader sees it."""
        value = self.exact(level, year, slug)
        return None if value is None else half_up(value, self.indicator.decimals)

    def measured(self, *levels: str) -> list[int]:
        """The years in which all of these have a figure."""
        return [
            year
            for year in sorted(self.indicator.years)
            if all(self.exact(level, year) is not None for level in levels)
        ]

    @property
    def is_count(self) -> bool:
        """Whether it only tells a size."""
        return self.indicator.aggregation == "sum"


def code(level: str, area: Area) -> str:
    """The code under which a line stands in the observations."""
    codes = {"nederland": "NL00", "focusgebieden": "focusgebieden", "focusgebied": area.slug}
    return codes.get(level, area.municipality_code)


def figures(indicator: Indicator) -> st.SearchStrategy[float]:
    """Figures that an indicator can have, in at most fourteen digits: those near a half more often than at random."""
    if indicator.aggregation == "sum":
        return st.integers(1, 20_000_000).map(float)
    places, least = indicator.decimals, Decimal(1).scaleb(-indicator.decimals)
    top = Decimal(100) if indicator.unit == "%" else Decimal(1).scaleb(9 - places)
    usual = min(top, Decimal(300))
    halves = st.integers(0, int(usual / least)).map(lambda steps: (steps + Decimal("0.5")) * least)
    many = st.decimals(0, usual, places=places + 3)
    odd = st.sampled_from([Decimal(0), least / 1000, least * Decimal("0.4999"), least, top, top / 3 // least * least])
    positive = halves | many | odd
    signed = st.tuples(positive, st.booleans()).map(lambda drawn: -drawn[0] if drawn[1] else drawn[0])
    return (signed if indicator.unit in ("afwijking", "score") else positive).map(lambda one: float(min(one, top)))


@st.composite
def worlds(
    draw: st.DrawFn, of: Sequence[Indicator] = MEASURED, area: Area | None = None, declared_years: bool = False
) -> World:
    """Draw a world; unless they have to be those declared, the years of most are several.

    A count goes with each figure in some of them, of which the margin of a difference follows; there no figure is so
    small that more was counted in an area than in what it lies in.
    """
    indicator = draw(st.sampled_from(of))
    if not declared_years and draw(st.sampled_from([True, True, False])):
        years = draw(st.sets(st.sampled_from(_YEARS), min_size=2, max_size=6))
        baseline = draw(st.sampled_from([None, *sorted(years)[:-1]]))
        indicator = dataclasses.replace(indicator, years=tuple(sorted(years)), baseline=baseline)
    area = area or draw(st.sampled_from(list(areas().values())))
    benchmark = draw(st.sampled_from(BENCHMARK_LEVELS))
    pool = draw(st.lists(figures(indicator), min_size=4, max_size=9))
    counted = draw(st.booleans())
    if counted and indicator.interval != "none":
        pool = [float(10 + abs(Decimal(repr(value))) % 80) for value in pool]
    margin = draw(st.none() | st.sampled_from([1, 5, 400]).map(lambda steps: steps * 10.0**-indicator.decimals))
    holes = draw(st.sampled_from([0.0, 0.0, 0.0, 0.2, 0.9]))
    chance = random.Random(draw(st.integers(0, 2**32)))
    keys = [(level, where, year) for level, where in _lines(area) for year in sorted(indicator.years)]
    values = {key: None if chance.random() < holes else chance.choice(pool) for key in keys}
    return World(indicator, area, benchmark, values, margin, _table(indicator, values, margin, counted, chance))


@st.composite
def several(draw: st.DrawFn) -> list[World]:
    """Draw worlds of several indicators of one area, each in its declared years."""
    area = draw(st.sampled_from(list(areas().values())))
    who = ("inwoners", "huishoudens", "aandeel-0-tot-15", "aandeel-65-plus")
    chosen = draw(st.lists(st.sampled_from(MEASURED), min_size=1, max_size=3, unique_by=lambda one: one.id))
    chosen += [indicators()[name] for name in who if draw(st.booleans()) and indicators()[name] not in chosen]
    order = list(indicators())
    chosen.sort(key=lambda one: order.index(one.id))
    found = [draw(worlds([one], area, declared_years=True)) for one in chosen]
    return [dataclasses.replace(one, benchmark=found[0].benchmark) for one in found]


def _lines(area: Area) -> list[tuple[str, str]]:
    lines = [("nederland", "NL00"), ("focusgebieden", "focusgebieden")]
    lines += [(level, area.municipality_code) for level in ("gemeente", "rest_gemeente")]
    return lines + [("focusgebied", slug) for slug in areas()]


def _table(
    indicator: Indicator,
    values: Mapping[_Key, float | None],
    margin: float | None,
    counted: bool,
    chance: random.Random,
) -> pd.DataFrame:
    rows = []
    for (level, where, year), value in values.items():
        people = _PEOPLE[level]
        rows.append(
            {
                "indicator": indicator.id,
                "level": level,
                "area_code": where,
                "period": year,
                "value": value,
                "numerator": value * people / indicator.scale if counted and value is not None else None,
                "denominator": people if counted else None,
                "denominator_period": year - 1 if counted else None,
                "lower": None if margin is None or value is None else value - margin,
                "upper": None if margin is None or value is None else value + margin,
                "status": "not_collected" if value is None else chance.choice(("ok", "provisional")),
                "coverage": chance.choice((1.0, 0.999, 0.935, 0.825)),
                "reason": REASON if value is None else None,
            }
        )
    numbers = ("value", "numerator", "denominator", "denominator_period", "lower", "upper")
    return pd.DataFrame(rows).astype(dict.fromkeys(numbers, float))
