"""Puts two indicators against each other, a dot for each focusgebied, wijk or buurt, and measures how they go together.

Spearman's rank correlation, and not Pearson's: crimes and values of homes are skewed, and a shopping street with few
inhabitants would by itself make or undo a Pearson correlation. Ranks only ask whether a higher figure of the one goes
with a higher figure of the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from nplv.analysis.place import FAR_OUT, too_small
from nplv.analysis.tables import municipality_names
from nplv.intervals import spearman_limits
from nplv.registry import Level

LEVELS: tuple[Level, ...] = ("focusgebied", "wijk", "buurt")
LEAST_DOTS = 10  # with fewer an interval is so wide that it says nothing

Reason = Literal["few", "constant"]


@dataclass(frozen=True)
class Scatter:
    """The dots of two indicators at one level.

    Attributes:
        level: What a dot is.
        years: Of the first and of the second indicator; the same where they have a year in common.
        dots: code, name, municipality (GM code, may be missing), focus_area (slug of the area that it is, or lies in
            wholly or partly; missing outside), x (figure of the first indicator) and y (of the second).
        too_small: Units left out for their number of inhabitants, see `place.too_small`.
        without_figure: Other units left out because at least one figure is missing.
    """

    level: Level
    years: tuple[int, int]
    dots: pd.DataFrame
    too_small: int
    without_figure: int


@dataclass(frozen=True)
class Correlation:
    """Spearman's rho with its 95% interval (see `intervals.spearman_limits`).

    The interval takes the dots as independent draws; neighbouring wijken and buurten are alike, so that it is rather
    too narrow than too wide for these.
    """

    rho: float
    lower: float
    upper: float
    pairs: int


def levels(first: pd.DataFrame, second: pd.DataFrame) -> list[Level]:
    """Return the levels, of `LEVELS`, at which both indicators have a figure.

    Args:
        first: Rows of one indicator, as in the observations table.
        second: Rows of the other.
    """
    known = [set(some.loc[some["value"].notna(), "level"]) for some in (first, second)]
    return [level for level in LEVELS if all(level in some for some in known)]


def scatter(first: pd.DataFrame, second: pd.DataFrame, units: pd.DataFrame, level: Level) -> Scatter:
    """Find the dots: the units of a level with both figures, in the newest year that both indicators have.

    Where they have no year in common each has its own newest. Wijken and buurten that are too small
    (`place.too_small`) are left out, as in a place among others.

    Args:
        first: Rows of the indicator on the horizontal axis, as in the observations table.
        second: Rows of the one on the vertical axis.
        units: All units of the level: code, name, municipality, focus_area, inhabitants.
        level: One of `levels(first, second)`.
    """
    known = [some[(some["level"] == level) & some["value"].notna()] for some in (first, second)]
    common = set(known[0]["period"]) & set(known[1]["period"])
    one, other = (int(max(common or set(some["period"]))) for some in known)
    values = (
        some.loc[some["period"] == year].set_index("area_code")["value"].reindex(units["code"]).to_numpy()
        for some, year in zip(known, (one, other), strict=True)
    )
    dots = units[["code", "name", "municipality", "focus_area"]].assign(**dict(zip("xy", values, strict=True)))
    if level == "focusgebied":
        dots["focus_area"] = dots["code"]
    small = too_small(units, level)
    whole = dots[["x", "y"]].notna().all(axis=1).to_numpy()
    shown = pd.DataFrame(dots[whole & ~small]).reset_index(drop=True)
    return Scatter(level, (one, other), shown, int(small.sum()), int((~whole & ~small).sum()))


def correlation(dots: pd.DataFrame) -> Correlation | Reason:
    """Return the rank correlation of x and y; equal figures share the mean of their ranks.

    Args:
        dots: Columns x and y, without missing figures.

    Returns:
        Or why there is none: "few" (fewer than `LEAST_DOTS`), "constant" (one of the two is the same everywhere).
    """
    if len(dots) < LEAST_DOTS:
        return "few"
    ranks = dots[["x", "y"]].rank().to_numpy()
    if (np.ptp(ranks, axis=0) == 0).any():
        return "constant"
    rho = float(np.clip(np.corrcoef(ranks, rowvar=False)[0, 1], -1, 1))
    return Correlation(rho, *spearman_limits(rho, len(dots)), len(dots))


def reach(values: pd.Series, level: Level) -> tuple[float, float]:
    """Return where an axis begins and ends: at the outermost figure that is not far out.

    Far out is further from the quartiles than three times the distance between them (Tukey, Exploratory Data Analysis,
    1977): a buurt with a shopping street has so many crimes per inhabitant that all others would become one spot. The
    focusgebieden are all shown where they are.

    Args:
        values: Figures on one axis, at least one.
        level: What a dot is.
    """
    if level == "focusgebied":
        return float(values.min()), float(values.max())
    first, third = values.quantile(0.25), values.quantile(0.75)
    far = FAR_OUT * (third - first) or float(np.ptp(values))  # half of them may be the same
    within = values[(values >= first - far) & (values <= third + far)]
    return float(within.min()), float(within.max())


def beyond(found: Scatter) -> int:
    """Count the dots of which a figure lies outside its axis (see `reach`), so that they stand at the edge."""
    outside = [~found.dots[axis].between(*reach(found.dots[axis], found.level)) for axis in ("x", "y")]
    return int((outside[0] | outside[1]).sum())


def table(found: Scatter, gemeenten: Mapping[str, str], names: tuple[str, str]) -> pd.DataFrame:
    """Write the dots as a table for a reader.

    Args:
        found: Result of `scatter`.
        gemeenten: GM code -> name.
        names: Of the columns of the first and of the second indicator.

    Returns:
        Gebied, Gemeente, Code and the two figures, from the highest of the first indicator down.
    """
    rows = pd.DataFrame(
        {
            "Gebied": found.dots["name"],
            "Gemeente": municipality_names(found.dots, gemeenten),
            "Code": found.dots["code"],
            names[0]: found.dots["x"],
            names[1]: found.dots["y"],
        }
    )
    return rows.sort_values(names[0], ascending=False, kind="stable", ignore_index=True)
