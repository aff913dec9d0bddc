"""Puts a unit in its place among all units of its level: how many have a lower and how many a higher figure."""

from dataclasses import dataclass
from itertools import count
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nplv import numbers
from nplv.registry import Indicator, Level

# With fewer inhabitants one case more or less moves a figure so far that a place among others is mostly chance.
SMALLEST_RANKED = 200
FEW = 60  # below this each unit is drawn for itself, and the sentence counts units instead of percents

_MOST_BINS = 40
_TAIL = 0.01  # of the units, on each side
FAR_OUT = 3  # times the distance between the quartiles
_SMALL_LEVELS: tuple[Level, ...] = ("wijk", "buurt")
Reason = Literal["no figure", "too small", "inhabitants unknown"]


@dataclass(frozen=True)
class Place:
    """Where one unit stands among the units of its level, for one indicator and one year.

    Attributes:
        value: Its figure, unrounded; None without one.
        ranked: Units with a figure that are not too small, itself included.
        lower: Ranked units with a lower figure, both rounded as the screen shows them; 0 without a place.
        equal: Other ranked units with the same figure on the screen.
        higher: Ranked units with a higher one; lower + equal + higher is ranked - 1.
        percentile: Mid-rank percentile, 0 to 100: the share of the other ranked units with a lower figure, plus
            half of those with the same one. It is ``scipy.stats.percentileofscore(others, value, kind="mean")``.
            None without a place, or without another unit.
        too_small: Units of the level left out for their size, with or without a figure.
        without_figure: Units left out because there is no figure, not counted as too small already.
        reason: Why the unit has no place; None if it has one.
    """

    value: float | None
    ranked: int
    lower: int
    equal: int
    higher: int
    percentile: float | None
    too_small: int
    without_figure: int
    reason: Reason | None

    @property
    def others(self) -> int:
        """The ranked units it is compared with."""
        return self.lower + self.equal + self.higher


def place(units: pd.DataFrame, code: str, indicator: Indicator, level: Level) -> Place:
    """Find the place of a unit.

    Wijken and buurten with fewer than `SMALLEST_RANKED` inhabitants, or an unknown number, are left out: their
    figures swing so much by chance that they would fill both ends of any order. Gemeenten and focusgebieden never are.

    Args:
        units: All units of the level: code, name, value (missing without a figure), inhabitants (may be missing).
        code: The unit that is placed.
        indicator: Gives the decimals.
        level: Level of the units.

    Raises:
        KeyError: No unit has this code.
    """
    own = _position(units, code)
    values, small = _floats(units["value"]), too_small(units, level)
    known = np.isfinite(values)
    ranked = known & ~small
    value = float(values[own]) if known[own] else None
    left_out = {"too_small": int(small.sum()), "without_figure": int((~known & ~small).sum())}
    if not ranked[own]:
        counts = {"ranked": int(ranked.sum()), "lower": 0, "equal": 0, "higher": 0}
        return Place(value=value, **counts, percentile=None, **left_out, reason=_reason(units, own, value))
    shown = numbers.shown(values, indicator.decimals)
    lower, equal = int((shown[ranked] < shown[own]).sum()), int((shown[ranked] == shown[own]).sum()) - 1
    others = int(ranked.sum()) - 1
    return Place(
        value=value,
        ranked=others + 1,
        lower=lower,
        equal=equal,
        higher=others - lower - equal,
        percentile=100 * (lower + equal / 2) / others if others else None,
        **left_out,
        reason=None,
    )


def histogram(units: pd.DataFrame, code: str, indicator: Indicator, level: Level) -> pd.DataFrame:
    """Spread the ranked units over at most 40 bins of a round width, on the figures as the screen shows them.

    The outer 1% on each side, and what is "far out" (further from the quartiles than three times the distance between
    them; Tukey, Exploratory Data Analysis, 1977), is gathered in an open bin where it reaches further than one bin:
    else extreme figures would press all the others together. Fewer than `FEW` units get a row each.

    Args:
        units: As for `place`.
        code: The unit that is selected.
        indicator: Gives the decimals.
        level: Level of the units.

    Returns:
        Rows from low to high, empty bins included: low, high (both the figure itself for a single unit; a bin holds
        its low and not its high; an open one runs to the most extreme figure and holds it), count, selected (whether
        it holds the unit), open_low, open_high and name (of a single unit; missing for a bin).

    Raises:
        KeyError: No unit has this code.
    """
    own = _position(units, code)
    values = _floats(units["value"])
    ranked = np.isfinite(values) & ~too_small(units, level)
    if ranked.sum() < FEW:
        single = pd.DataFrame({"low": values, "high": values, "count": 1, "selected": np.arange(len(units)) == own})
        single = single.assign(open_low=False, open_high=False, name=units["name"].to_numpy())
        return single[ranked].sort_values("low", kind="stable", ignore_index=True)
    shown = numbers.shown(values[ranked], indicator.decimals).astype(np.int64)
    step, first, last = _bins(shown)
    # 100% belongs to the bin below it: there is no bin of 100 to 105%.
    full = 100 * 10**indicator.decimals
    binned = np.where(shown == full, full - 1, shown) if indicator.unit == "%" else shown
    bins = (binned // step).clip(first - 1, last + 1)
    edges = np.arange(bins.min(), bins.max() + 2) * step
    table = pd.DataFrame({"low": edges[:-1], "high": edges[1:], "count": np.bincount(bins - bins.min())})
    at = bins[np.count_nonzero(ranked[:own])] - bins.min() if ranked[own] else None
    table["selected"] = table.index == at
    table["open_low"] = (table.index == 0) & (binned.min() < edges[0])
    table["open_high"] = (table.index == len(table) - 1) & (binned.max() >= edges[-1])
    table.loc[table["open_low"], "low"] = shown.min()
    table.loc[table["open_high"], "high"] = shown.max()
    table[["low", "high"]] /= 10**indicator.decimals
    return table.assign(name=pd.Series(None, index=table.index, dtype="str"))


def _position(units: pd.DataFrame, code: str) -> int:
    found = np.flatnonzero(units["code"] == code)
    if not len(found):
        raise KeyError(code)
    return int(found[0])


def _floats(column: pd.Series) -> NDArray[np.float64]:
    return column.to_numpy(dtype=float, na_value=np.nan)


def too_small(units: pd.DataFrame, level: Level) -> NDArray[np.bool_]:
    """Tell which wijken and buurten have fewer inhabitants than `SMALLEST_RANKED`, or an unknown number.

    Args:
        units: As for `place`; the inhabitants are read.
        level: Level of the units; none of another level is too small.
    """
    if level not in _SMALL_LEVELS:
        return np.zeros(len(units), dtype=bool)
    return ~(_floats(units["inhabitants"]) >= SMALLEST_RANKED)  # an unknown number is not


def _reason(units: pd.DataFrame, own: int, value: float | None) -> Reason:
    if value is None:
        return "no figure"
    return "too small" if np.isfinite(_floats(units["inhabitants"])[own]) else "inhabitants unknown"


def _bins(shown: NDArray[np.int64]) -> tuple[int, int, int]:
    """Return the width of the bins (1, 2 or 5 times a power of ten) and the first and last number within the tails.

    A source that gives whole percents, or fives, has no figures in between: a finer bin would stand empty.
    """
    ordered = np.sort(shown)
    tail, quarter = int(_TAIL * len(ordered)), len(ordered) // 4
    first, third = ordered[quarter], ordered[-1 - quarter]
    reach = FAR_OUT * (third - first) or ordered[-1] - ordered[0]
    within = ordered[tail : len(ordered) - tail]
    within = within[(within >= first - reach) & (within <= third + reach)]
    low, high = int(within[0]), int(within[-1])
    finest = np.gcd.reduce(np.diff(np.unique(shown)))  # 0 for a single figure
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(step for step in steps if step >= finest and high // step - low // step < _MOST_BINS - 2)
    return step, low // step, high // step


PLURALS: dict[Level, str] = {
    "focusgebied": "focusgebieden",
    "gemeente": "gemeenten",
    "wijk": "wijken",
    "buurt": "buurten",
}


def distribution_table(place: Place, rows: pd.DataFrame, name: str, level: Level) -> pd.DataFrame:
    """Return the figures of the sentence, the note and the chart with Dutch column names.

    Args:
        place: Result of `place`.
        rows: Result of `histogram`.
        name: The unit, as in the sentence.
        level: Level of the units.

    Returns:
        Groep, Van, Tot (in the unit of the indicator; equal for a single unit), Aantal and Aandeel (%). First, for a
        unit with a place, how many others there are and how many of them have a lower, the same and a higher figure
        (share of the others); then those left out; then the bins (share of all ranked units) or the single units,
        from low to high. What does not apply is missing.
    """
    counts = []
    if place.others:
        counts = [
            (f"Andere {PLURALS[level]} die meetellen", place.others),
            (f"Lager dan {name}", place.lower),
            (f"Gelijk aan {name}", place.equal),
            (f"Hoger dan {name}", place.higher),
        ]
    shares = [100 * number / place.others for _, number in counts]
    counts += [
        (f"Niet meegeteld: minder dan {SMALLEST_RANKED} inwoners of onbekend", place.too_small),
        ("Niet meegeteld: geen cijfer", place.without_figure),
    ]
    single = rows["name"].notna()
    classes = np.where(rows["open_low"] | rows["open_high"], "Verdeling, uiterste cijfers", "Verdeling")
    classes = np.where(rows["selected"], f"Verdeling, met {name}", classes)
    groups = [*(group for group, _ in counts), *rows["name"].where(single, classes)]
    head = [np.nan] * len(counts)
    return pd.DataFrame(
        {
            "Groep": groups,
            "Van": [*head, *rows["low"]],
            "Tot": [*head, *rows["high"]],
            "Aantal": [*(number for _, number in counts), *rows["count"]],
            "Aandeel (%)": [*shares, np.nan, np.nan, *(100 * rows["count"] / place.ranked).mask(single)],
        }
    )
