"""Classes of a choropleth: which values share a colour, and what the legend says about them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nplv.numbers import number, shown
from nplv.registry import Indicator

# ColorBrewer "Blues" from its third step on, ending in a darker one: the lightest would pass for an area without a
# figure. One hue, from light to dark: it can be read in the common colour blindnesses and in grey print.
_COLOURS = {
    1: ("6baed6",),
    2: ("9ecae1", "2171b5"),
    3: ("c6dbef", "6baed6", "08519c"),
    4: ("c6dbef", "6baed6", "2171b5", "08306b"),
    5: ("c6dbef", "9ecae1", "6baed6", "3182bd", "08519c"),
    6: ("d0e1f2", "a6cde4", "6baed6", "3787c0", "145aa5", "08306b"),
    7: ("d6e5f4", "b3d3e8", "89bedc", "579fca", "2f7ab8", "0f529c", "062350"),
}


@dataclass(frozen=True)
class Classes:
    """Classes of values as a reader sees them; a missing value has the class after the last.

    Attributes:
        limits: Ascending limits between the classes, as shown; a value equal to a limit belongs to the class above it.
        decimals: Decimals in which limits and values are shown.
    """

    limits: tuple[float, ...]
    decimals: int

    @property
    def colours(self) -> list[list[int]]:
        """One colour per class, light to dark, as red, green and blue."""
        return [list(bytes.fromhex(colour)) for colour in _COLOURS[len(self.limits) + 1]]

    @property
    def whole_limits(self) -> list[int]:
        """The limits as whole numbers, as shown: each times ten to the power of the decimals."""
        return shown(np.array(self.limits, dtype=float), self.decimals).astype(int).tolist()

    def of(self, values: NDArray[np.float64]) -> NDArray[np.int64]:
        """The class of each value, from 0 upward, by its value as shown."""
        places = np.searchsorted(self.whole_limits, shown(values, self.decimals), side="right")
        return np.where(np.isnan(values), len(self.limits) + 1, places)

    def counts(self, values: NDArray[np.float64]) -> list[int]:
        """How many values are in each class; the last is the number of those that are missing."""
        return np.bincount(self.of(values), minlength=len(self.limits) + 2).tolist()

    def labels(self, indicator: Indicator) -> list[str]:
        """What the legend says of each class: "minder dan 35,1", "35,1 tot 52,0", "52,0 of meer"."""
        if not self.limits:
            return ["alle bekende waarden"]
        limits = [number(limit, indicator.decimals) for limit in self.limits]
        between = [f"{low} tot {high}" for low, high in pairwise(limits)]
        return [f"minder dan {limits[0]}", *between, f"{limits[-1]} of meer"]
