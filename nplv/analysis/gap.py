"""Whether the difference between an area and what it is held against becomes smaller, and how fast it would have to.

The difference of a year is that of the figures as a reader sees them. Its interval, where the figures have one, follows
from the counts: what an area lies in (the country, its gemeente) is split into the area and the rest, so that no
person is counted on both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from nplv import numbers
from nplv.analysis.comparison import BENCHMARK_LEVELS, OTHERS, line
from nplv.intervals import limits, linear_limits
from nplv.registry import Area, Indicator, Level

GOAL = 2042  # twenty years after the start in 2022: the letter speaks of fifteen to twenty years
LEAST_POINTS = 3  # measurements since the 0-meting, that one included, before a direction is told
_AROUND = ("nederland", "gemeente", "focusgebieden")  # what an area is a part of

Outcome = Literal["too few", "chance", "smaller", "larger", "equal", "turned"]


@dataclass(frozen=True)
class Gap:
    """The difference between an area and one other line, over the years that both were measured.

    Attributes:
        level: What the area is held against.
        years: period, value, other, gap (value minus other, as shown), lower and upper (95% limits of the gap; missing
            without an interval); at least two rows, the last after the first of `since`.
        start: Year from which change is counted: the 0-meting, or else the first measurement.
        change: Gap of the last year minus that of the start, as shown.
        limits: 95% limits of that change; None without intervals.
    """

    indicator: Indicator
    level: Level
    years: pd.DataFrame
    start: int
    change: float
    limits: tuple[float, float] | None

    @property
    def since(self) -> pd.DataFrame:
        """The rows from the start on."""
        return self.years[self.years["period"] >= self.start]

    @property
    def first(self) -> dict[str, Any]:
        """The row of the start."""
        return self.since.to_dict("records")[0]

    @property
    def last(self) -> dict[str, Any]:
        """The newest row."""
        return self.since.to_dict("records")[-1]

    @property
    def outcome(self) -> Outcome:
        """What can be said of the change: too few measurements, within the margin of chance, or its direction."""
        if len(self.since) < LEAST_POINTS:
            return "too few"
        if self.limits is not None and self.limits[0] <= 0 <= self.limits[1]:
            return "chance"
        then, now = self.first["gap"], self.last["gap"]
        if then * now < 0:
            return "turned"
        if abs(then) == abs(now):
            return "equal"
        return "smaller" if abs(now) < abs(then) else "larger"

    @property
    def pace(self) -> float | None:
        """Mean change of the gap per year since the start; None where it is too early to tell."""
        if self.outcome in ("too few", "chance"):
            return None
        return self.change / (int(self.last["period"]) - self.start)

    @property
    def is_disadvantage(self) -> bool | None:
        """Whether the area is on the wrong side; None where the indicator has no right side."""
        if not self.indicator.has_direction:
            return None
        return self.last["gap"] < 0 if self.indicator.polarity == "higher_is_better" else self.last["gap"] > 0

    @property
    def needed(self) -> float | None:
        """Mean change of the gap per year that would close it in `GOAL`; None where there is nothing to close."""
        if not self.is_disadvantage or self.last["period"] >= GOAL:
            return None
        return -self.last["gap"] / (GOAL - int(self.last["period"]))


def gap(observations: pd.DataFrame, area: Area, indicator: Indicator, level: Level) -> Gap | None:
    """Compare an area with one other line.

    Args:
        observations: Rows of this indicator, as in the observations table, of at least the levels involved.
        area: The focusgebied.
        indicator: What is measured; counts of a size (aggregation "sum") have no gap.
        level: What the area is held against, of `comparison.BENCHMARK_LEVELS`.

    Returns:
        None without two years since the start in which both have a figure.
    """
    if indicator.aggregation == "sum":
        return None
    own, other = (line(observations, area, indicator, one) for one in ("focusgebied", level))
    both = own.add_suffix("_own").join(other.add_suffix("_other")).dropna(subset=["value_own", "value_other"])
    if both.empty:
        return None
    known = list(both.index)
    start = next((year for year in known if year == indicator.baseline), known[0])
    if known[-1] <= start:
        return None
    gaps = [
        float(numbers.shown_difference(*pair, indicator))
        for pair in zip(both["value_own"], both["value_other"], strict=True)
    ]
    terms = {year: _terms(row, indicator, level) for year, row in both.iterrows()}
    intervals = [_limits([term]) for term in terms.values()]
    years = pd.DataFrame(
        {
            "period": known,
            "value": both["value_own"].to_list(),
            "other": both["value_other"].to_list(),
            "gap": gaps,
            "lower": [None if found is None else found[0] for found in intervals],
            "upper": [None if found is None else found[1] for found in intervals],
        }
    ).astype({"lower": float, "upper": float})
    first, last = gaps[known.index(start)], gaps[-1]
    change = float(numbers.rounded(last - first, indicator.decimals))
    return Gap(indicator, level, years, start, change, _limits([terms[known[-1]], _negative(terms[start])]))


def gaps(observations: pd.DataFrame, area: Area, indicators: Sequence[Indicator], wanted: Level) -> list[Gap]:
    """Compare an area on several indicators; where the wanted comparison has no figures, with the next that has.

    Args:
        observations: Rows of these indicators, as in the observations table.
        area: The focusgebied.
        indicators: In the order of the result; those without a series are left out.
        wanted: What the area is held against where that is possible.
    """
    found = []
    of_indicator = dict(iter(observations.groupby("indicator")))
    for indicator in indicators:
        rows = of_indicator.get(indicator.id)
        if rows is None or len(indicator.years) < 2:
            continue
        if one := first_gap(rows, area, indicator, wanted):
            found.append(one)
    return found


def first_gap(observations: pd.DataFrame, area: Area, indicator: Indicator, wanted: Level) -> Gap | None:
    """Compare an area with what is wanted, or with the next that it can be compared with; see `gap` and `in_order`."""
    options = (gap(observations, area, indicator, level) for level in in_order(wanted))
    return next((option for option in options if option is not None), None)


def in_order(wanted: Level) -> list[Level]:
    """Return what an area can be held against, in the order in which it is tried where figures are missing."""
    return sorted(BENCHMARK_LEVELS, key=lambda level: (level != wanted, level != OTHERS))


@dataclass(frozen=True)
class _Term:
    """One of the independent rates that a gap is a sum of, with its 95% limits."""

    coefficient: float
    rate: float
    lower: float
    upper: float


def _terms(row: pd.Series, indicator: Indicator, level: Level) -> list[_Term] | None:
    """The gap of one year as a sum of independent rates; None where they have no interval."""
    counts = [row[f"{part}_{side}"] for side in ("own", "other") for part in ("numerator", "denominator")]
    if indicator.interval == "none" or any(map(numbers.is_missing, counts)):
        return None
    events, people, other_events, other_people = map(float, counts)
    outside = 1.0
    if level in _AROUND:
        # area - whole = (1 - share of the area in the whole) * (area - rest)
        outside = 1 - people / other_people
        other_events, other_people = other_events - events, other_people - people
    terms = []
    for sign, count, persons in ((1, events, people), (-1, other_events, other_people)):
        lower, upper = limits(indicator.interval, count, persons)
        rate, low, high = (indicator.scale * float(one) for one in (count / persons, lower, upper))
        terms.append(_Term(sign * outside, rate, low, high))
    return terms


def _negative(terms: list[_Term] | None) -> list[_Term] | None:
    return terms and [replace(term, coefficient=-term.coefficient) for term in terms]


def _limits(years: Sequence[list[_Term] | None]) -> tuple[float, float] | None:
    """The 95% limits of a sum of gaps; None where one of them has no interval."""
    terms: list[_Term] = []
    for one in years:
        if one is None:
            return None
        terms += one
    return linear_limits(
        [term.coefficient for term in terms],
        [term.rate for term in terms],
        [term.lower for term in terms],
        [term.upper for term in terms],
    )
