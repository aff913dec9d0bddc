"""Confidence intervals of 95% for counts and proportions."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

_Z = 1.959963984540054  # 97.5% point of the standard normal distribution


def byar(count: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Limits of a Poisson count by Byar's approximation.

    Source: Breslow & Day, Statistical Methods in Cancer Research II (1987), p. 69; used by public health
    observatories for rates. Divide the limits by the population for the limits of a rate.

    Args:
        count: Observed events, zero or more.

    Returns:
        Lower and upper limit of the count, same shape. The lower limit of zero events is zero.
    """
    count = np.asarray(count, dtype=float)
    # At a count of zero the formula divides by zero; its limit there is zero.
    safe = np.where(count > 0, count, 1.0)
    lower = np.where(count > 0, count * (1 - 1 / (9 * safe) - _Z / (3 * np.sqrt(safe))) ** 3, 0.0)
    above = count + 1
    upper = above * (1 - 1 / (9 * above) + _Z / (3 * np.sqrt(above))) ** 3
    return np.where(np.isnan(count), np.nan, lower), upper


def wilson(successes: ArrayLike, total: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Limits of a proportion by Wilson's score method, without continuity correction.

    Source: E.B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.

    Args:
        successes: Number with the property, 0 to ``total``.
        total: Known denominator, above zero.

    Returns:
        Lower and upper limit of the proportion (0 to 1), same shape.
    """
    successes, total = np.asarray(successes, dtype=float), np.asarray(total, dtype=float)
    share = successes / total
    centre = share + _Z**2 / (2 * total)
    half = _Z * np.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    scale = 1 + _Z**2 / total
    return (centre - half) / scale, (centre + half) / scale
