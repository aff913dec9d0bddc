"""Puts two focusgebieden beside each other on everything that is known of at least one of them."""

from typing import Any

import pandas as pd

from nplv import numbers
from nplv.analysis.comparison import newest_years
from nplv.analysis.ranking import against
from nplv.intervals import difference_limits
from nplv.registry import Area, Indicator, areas, indicators
from nplv.schema import COUNTRY, NOT_THERE

SIDES = ("first", "second")
_FIGURE = ["value", "lower", "upper", "reason"]
_COLUMNS = [
    *("indicator", "period", "difference", "certain", "country", "lowest", "highest", "known"),
    *(f"{what}_{side}" for side in SIDES for what in (*_FIGURE, "verdict")),
]


def pair(observations: pd.DataFrame, first: Area, second: Area) -> pd.DataFrame:
    """Return a row for each indicator with a figure of at least one of the two areas in its newest year.

    The year is that of `comparison.newest_years`, the same for both: what one of them had in another year only is
    missing.

    Args:
        observations: Rows of all indicators, as in the observations table, of the levels nederland and focusgebied.
        first: One focusgebied.
        second: The other.

    Returns:
        In the order of the registry: indicator, period, difference (first minus second, as the rounded figures show
        it), certain (whether the 95% interval of the difference leaves out zero, see `intervals.difference_limits`;
        None unless both have an interval), country (the national figure), lowest and highest of the focusgebieden with
        a figure, known (how many these are), and for each of `SIDES`: value, lower, upper, reason (why there is no
        value, else None) and verdict beside the country (see `ranking.against`; None for counts), as value_first.
    """
    years = newest_years(observations)
    newest = observations[observations["period"] == observations["indicator"].map(years)]
    of_indicator = dict(iter(newest.set_index("area_code").groupby("indicator")[_FIGURE]))
    rows = [
        _row(of_indicator[name], indicator, years[name], first, second)
        for name, indicator in indicators().items()
        if name in years
    ]
    return pd.DataFrame([row for row in rows if row is not None], columns=_COLUMNS)


def comparable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `pair` with a figure of both; without counts, which only tell a size."""
    counts = rows["indicator"].map(lambda name: indicators()[name].aggregation == "sum").astype(bool)
    return rows[rows["difference"].notna() & ~counts]


def drawn(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `pair` that a chart shows: all but counts."""
    return rows[rows["indicator"].map(lambda name: indicators()[name].aggregation != "sum").astype(bool)]


def _row(found: pd.DataFrame, indicator: Indicator, year: int, first: Area, second: Area) -> dict[str, Any] | None:
    every = found.reindex([COUNTRY, *areas()])
    sides = {side: every.loc[area.slug] for side, area in zip(SIDES, (first, second), strict=True)}
    if all(numbers.is_missing(side["value"]) for side in sides.values()):
        return None
    known = every["value"].drop(COUNTRY).dropna()
    national = every.at[COUNTRY, "value"]
    country = None if indicator.aggregation == "sum" or numbers.is_missing(national) else float(national)
    row = {
        "indicator": indicator.id,
        "period": year,
        "difference": _difference(sides, indicator),
        "certain": _certain(sides),
        "country": national,
        **{"lowest": known.min(), "highest": known.max(), "known": len(known)},
    }
    for name, side in sides.items():
        missing = numbers.is_missing(side["value"])
        reason = side["reason"] if isinstance(side["reason"], str) else NOT_THERE
        row |= {f"{what}_{name}": side[what] for what in ("value", "lower", "upper")}
        row[f"reason_{name}"] = reason if missing else None
        row[f"verdict_{name}"] = against(country, side["value"], side["lower"], side["upper"], indicator)
    return row


def _difference(sides: dict[str, pd.Series], indicator: Indicator) -> float:
    first, second = (side["value"] for side in sides.values())
    if numbers.is_missing(first) or numbers.is_missing(second):
        return float("nan")
    return float(numbers.shown_difference(first, second, indicator))


def _certain(sides: dict[str, pd.Series]) -> bool | None:
    """Whether zero lies outside the interval of the difference; two areas share no inhabitant, so are independent."""
    figures = [(side["value"], (side["lower"], side["upper"])) for side in sides.values()]
    if any(numbers.is_missing(limit) for _, limits in figures for limit in limits):
        return None
    (one, one_limits), (other, other_limits) = figures
    lower, upper = difference_limits(one, one_limits, other, other_limits)
    return not lower <= 0 <= upper
