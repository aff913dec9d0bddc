"""Classes of a choropleth: which values share a colour, and what the legend says about them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from nplv.numbers import number
from nplv.registry import Indicator

# ColorBrewer "Blues" without its lightest steps, which would pass for an area without a figure. One hue: it can be read
# in the common colour blindnesses and in grey print.
COLOURS = ((198, 219, 239), (158, 202, 225), (107, 174, 214), (49, 130, 189), (8, 81, 156))


@dataclass(frozen=True)
class Classes:
    """Classes of values.

    Attributes:
        breaks: Ascending limits between the classes; a value equal to a limit belongs to the class above it.
    """

    breaks: tuple[float, ...]

    @property
    def count(self) -> int:
        """Number of classes; the code of a missing value is this number."""
        return len(self.breaks) + 1

    @property
    def colours(self) -> tuple[tuple[int, int, int], ...]:
        """One colour per class, light to dark; with few classes they are spread over the palette."""
        steps = np.linspace(0, len(COLOURS) - 1, self.count) if self.count > 1 else [len(COLOURS) // 2]
        return tuple(COLOURS[round(step)] for step in steps)

    def codes(self, values: pd.Series) -> str:
        """One digit per value: its class from 0 upward, or ``count`` where it is missing."""
        places = np.searchsorted(self.breaks, values.to_numpy(dtype=float), side="right")
        return "".join(str(place) for place in np.where(values.isna(), self.count, places))

    def labels(self, indicator: Indicator) -> list[str]:
        """What the legend says of each class: "minder dan 35,1", "35,1 tot 52,0", "52,0 of meer"."""
        if not self.breaks:
            return ["alle bekende waarden"]
        limits = [number(limit, indicator.decimals) for limit in self.breaks]
        between = [f"{low} tot {high}" for low, high in pairwise(limits)]
        return [f"minder dan {limits[0]}", *between, f"{limits[-1]} of meer"]


def classify(values: pd.Series, decimals: int) -> Classes:
    """Classes with about as many values in each (quintiles), their limits rounded as the values are shown.

    Pass the values of all years of an indicator, so that one year's map can be laid beside another's.

    Args:
        values: Known and missing values of one indicator at one level.
        decimals: Decimals in which the values are shown.

    Returns:
        At most five classes; fewer where there are fewer values, or where limits coincide after rounding.
    """
    known = values.dropna().to_numpy(dtype=float)
    if not len(known):
        return Classes(())
    wanted = min(len(COLOURS), len(np.unique(known)))
    shares = np.arange(1, wanted) / wanted
    breaks = np.unique(np.round(np.quantile(known, shares), decimals))
    return Classes(tuple(float(limit) for limit in breaks if known.min() < limit <= known.max()))
