"""One area on all indicators: beside what it is held against, and in the spread of the 20 areas."""

from typing import Any

import numpy as np
import pandas as pd

from nplv import numbers
from nplv.analysis.comparison import line, newest_years, shown_verdict
from nplv.analysis.gap import in_order
from nplv.registry import Area, Indicator, Level, indicators

# Which areas a place among the others is told of, and how many strengths and concerns.
LEAST_AREAS = 10
MOST = 3

_COLUMNS = [
    *("indicator", "period", "value", "lower", "upper", "status", "level", "other", "difference", "verdict"),
    *("lowest", "first_quarter", "third_quarter", "highest", "known", "place"),
]


def profile(observations: pd.DataFrame, area: Area, wanted: Level) -> pd.DataFrame:
    """Put the newest figure of each indicator beside what the area is held against.

    Args:
        observations: Rows of all indicators, as in the observations table, of all levels above the wijk.
        area: The focusgebied.
        wanted: What it is held against, of `comparison.BENCHMARK_LEVELS`; an indicator that has no such figure is held
            against the next that has one (see `gap.in_order`).

    Returns:
        One row per indicator of which this area has a figure in the newest year (`comparison.newest_years`), in the
        order of the registry: indicator, period, value, lower, upper, status; level (what it is held against; missing
        where nothing has a figure, and for counts), other (its figure), difference (as the rounded figures show it) and
        verdict (see `comparison.shown_verdict`); lowest, first_quarter, third_quarter, highest (of the areas with a
        figure), known (how many these are) and place (1 is the best where the indicator says what is better, else the
        highest).
    """
    of_indicator = dict(iter(observations.groupby("indicator")))
    years = newest_years(observations)
    rows = [
        _row(of_indicator[name], area, indicator, years[name], wanted)
        for name, indicator in indicators().items()
        if name in years
    ]
    table = pd.DataFrame([row for row in rows if row is not None], columns=_COLUMNS)
    # As objects: in a column of texts None would become NaN.
    texts = table[["level", "verdict"]].astype(object)
    return table.assign(**texts.where(texts.notna(), None))


def missing(observations: pd.DataFrame, area: Area) -> dict[str, list[Indicator]]:
    """Return why indicators have no newest figure of this area: reason -> indicators, in the order of the registry.

    Args:
        observations: As for `profile`.
        area: The focusgebied.
    """
    years = newest_years(observations)
    own = observations[(observations["level"] == "focusgebied") & (observations["area_code"] == area.slug)]
    reasons = own.set_index(["indicator", "period"])[["value", "reason"]]
    found: dict[str, list[Indicator]] = {}
    for name, indicator in indicators().items():
        if not indicator.has_figures:
            found.setdefault(str(indicator.missing), []).append(indicator)
            continue
        year = years.get(name, max(indicator.years))
        row = reasons.loc[(name, year)]
        if numbers.is_missing(row["value"]):
            found.setdefault(str(row["reason"]), []).append(indicator)
    return found


def outstanding(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Choose what stands out among the 20 areas, by a fixed rule.

    Only indicators that say what is better, with a figure for at least `LEAST_AREAS` areas. A strength is one on which
    the area is in the better half of these, a concern one on which it is in the other half; at most `MOST` of each,
    the best and the worst places first (as a share of the known areas), equal ones in the order of the registry.

    Args:
        rows: Result of `profile`.

    Returns:
        Rows of the strengths and of the concerns; either may be empty.
    """
    directed = rows["indicator"].map(lambda name: indicators()[name].has_direction).astype(bool)
    candidates = rows[directed & (rows["known"] >= LEAST_AREAS)]
    share = (candidates["place"] - 0.5) / candidates["known"]
    ordered = candidates.assign(share=share).sort_values("share", kind="stable")
    best = ordered[ordered["share"] < 0.5].head(MOST)
    worst = ordered[ordered["share"] > 0.5].sort_values("share", ascending=False, kind="stable").head(MOST)
    return best.drop(columns="share"), worst.drop(columns="share")


def _row(
    observations: pd.DataFrame, area: Area, indicator: Indicator, year: int, wanted: Level
) -> dict[str, Any] | None:
    own = line(observations, area, indicator, "focusgebied").loc[year]
    if numbers.is_missing(own["value"]):
        return None
    row: dict[str, Any] = {"indicator": indicator.id, "period": year}
    row |= {name: own[name] for name in ("value", "lower", "upper", "status")}
    row |= _held_against(observations, area, indicator, year, wanted, own)
    return row | _spread(observations, indicator, year, own["value"])


def _held_against(
    observations: pd.DataFrame, area: Area, indicator: Indicator, year: int, wanted: Level, own: pd.Series
) -> dict[str, Any]:
    nothing = {"level": None, "other": float("nan"), "difference": float("nan"), "verdict": None}
    if indicator.aggregation == "sum":  # that the country has more inhabitants than a part of it is no finding
        return nothing
    for level in in_order(wanted):
        other = line(observations, area, indicator, level)["value"].get(year)
        if numbers.is_missing(other):
            continue
        return {
            "level": level,
            "other": other,
            "difference": float(numbers.shown_difference(own["value"], other, indicator)),
            "verdict": shown_verdict(own["value"], own["lower"], own["upper"], other, indicator),
        }
    return nothing


def _spread(observations: pd.DataFrame, indicator: Indicator, year: int, value: float) -> dict[str, Any]:
    """Where the areas lie, and the place of one of them; figures that look the same share a place."""
    every = observations[(observations["level"] == "focusgebied") & (observations["period"] == year)]
    known = every["value"].dropna().to_numpy()
    lowest, first, third, highest = np.quantile(known, [0, 0.25, 0.75, 1])
    shown, own = (numbers.shown(np.asarray(some), indicator.decimals) for some in (known, [value]))
    ahead = shown < own[0] if indicator.polarity == "lower_is_better" else shown > own[0]
    return {
        "lowest": lowest,
        "first_quarter": first,
        "third_quarter": third,
        "highest": highest,
        "known": len(known),
        "place": int(ahead.sum()) + 1,
    }
