"""What the browser gets beside the shapes: values in a short text, and which reason belongs to which hole."""

import base64
import gzip
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nplv.numbers import shown

NO_FIGURE = "geen cijfer"
_LEAST = -(2**31)  # of a whole number of 32 bits; see nplv/ui/browser/shapes.js
_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Packed:
    """Values for the browser.

    Attributes:
        values: By place, as base64 of compressed whole numbers of 32 bits: the value as shown times ten to the power of
            its decimals; for a hole the place of its reason among ``reasons``, counted from the least number upward.
            First the lowest byte of all numbers, then the next and so on: alike bytes together compress better.
        reasons: Why there is no figure, each once.
    """

    values: str
    reasons: list[str]


def pack(values: NDArray[np.float64], reasons: Sequence[str], decimals: int) -> Packed:
    """Packs values, so that those of all buurten of the country take about twenty thousand bytes.

    Args:
        values: By place; NaN for a hole.
        reasons: By place: why there is no figure; not read where there is one.
        decimals: Decimals in which the values are shown.

    Raises:
        OverflowError: A value is too large to be written.
    """
    holes = np.isnan(values)
    numbers = shown(np.where(holes, 0.0, values), decimals)
    if np.abs(numbers).max(initial=0) > _LARGEST:
        raise OverflowError(f"a value of {np.abs(numbers).max():.0f} does not fit in 32 bits")
    distinct, kinds = np.unique(np.array(reasons, dtype=object)[holes].astype(str), return_inverse=True)
    whole = numbers.astype("<i8")
    whole[holes] = _LEAST + kinds
    # Without a time in it the same values give the same text.
    planes = whole.astype("<i4").view(np.uint8).reshape(-1, 4).T
    compressed = gzip.compress(planes.tobytes(), mtime=0)
    return Packed(base64.b64encode(compressed).decode(), distinct.tolist())
