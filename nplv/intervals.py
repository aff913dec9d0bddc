"""Confidence intervals of 95% for counts and proportions, and for what is computed from several of these."""

from collections.abc import Sequence
from typing import Literal

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


def limits(
    method: Literal["byar", "wilson"], numerator: ArrayLike, denominator: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Limits of numerator / denominator: of events per person (`byar`) or of a proportion (`wilson`).

    Args:
        method: As an indicator declares it.
        numerator: Events, or the number with the property.
        denominator: Known denominator, above zero.

    Returns:
        Lower and upper limit, same shape.
    """
    if method == "wilson":
        return wilson(numerator, denominator)
    lower, upper = byar(numerator)
    persons = np.asarray(denominator, dtype=float)
    return lower / persons, upper / persons


def linear_limits(
    coefficients: Sequence[float], values: Sequence[float], lower: Sequence[float], upper: Sequence[float]
) -> tuple[float, float]:
    """Limits of a sum of independent estimates, each times a coefficient; a difference has the coefficients 1 and -1.

    Of each term the distance to the limit that pulls the sum the same way is squared and added: MOVER, the method of
    variance estimates recovery. Source: Zou, Huang & Zhang, Computational Statistics & Data Analysis 53 (2009),
    1080-1085; for two estimates Zou & Donner, Statistics in Medicine 27 (2008), 1693-1702.

    Args:
        coefficients: One for each estimate.
        values: The estimates.
        lower: Their lower limits.
        upper: Their upper limits.

    Returns:
        Lower and upper limit of the sum.
    """
    terms = np.asarray(coefficients, dtype=float) * np.asarray([values, lower, upper], dtype=float)
    value, least, most = terms[0], terms[1:].min(axis=0), terms[1:].max(axis=0)
    down, up = np.sqrt(((value - least) ** 2).sum()), np.sqrt(((most - value) ** 2).sum())
    return float(value.sum() - down), float(value.sum() + up)


def difference_limits(
    first: float, first_limits: tuple[float, float], second: float, second_limits: tuple[float, float]
) -> tuple[float, float]:
    """Limits of the first of two independent estimates minus the second, from their own limits: see `linear_limits`."""
    (first_lower, first_upper), (second_lower, second_upper) = first_limits, second_limits
    return linear_limits((1, -1), (first, second), (first_lower, second_lower), (first_upper, second_upper))


def spearman_limits(rho: float, pairs: int) -> tuple[float, float]:
    """Limits of Spearman's rank correlation by Fisher's z with the variance (1 + rho² / 2) / (pairs - 3).

    Source: Bonett & Wright, Psychometrika 65 (2000), 23-28.

    Args:
        rho: Correlation of the ranks, -1 to 1; at -1 or 1 both limits are that number.
        pairs: Number of pairs, at least four.
    """
    if abs(rho) >= 1:
        return rho, rho
    centre, half = np.arctanh(rho), _Z * np.sqrt((1 + rho**2 / 2) / (pairs - 3))
    return float(np.tanh(centre - half)), float(np.tanh(centre + half))
