"""Intervals against published tables and against another route to the same limits."""

import math

import numpy as np
import pytest

from nplv.intervals import byar, wilson


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    # Exact Poisson limits as tabulated (Garwood 1936; Breslow & Day 1987, table 2.11); Byar is within 0.1 of them.
    [(5, 1.62, 11.67), (10, 4.80, 18.39), (20, 12.22, 30.89), (100, 81.4, 121.6)],
)
def test_byar_is_close_to_the_exact_poisson_limits(count: int, lower: float, upper: float) -> None:
    low, high = byar(count)
    assert low == pytest.approx(lower, abs=0.1)
    assert high == pytest.approx(upper, abs=0.1)


def test_byar_of_no_events_starts_at_zero_and_of_an_unknown_count_is_unknown() -> None:
    lower, upper = byar([0, np.nan])
    assert lower[0] == 0
    assert upper[0] == pytest.approx(3.69, abs=0.08)
    assert np.isnan(lower[1])
    assert np.isnan(upper[1])


def test_wilson_gives_the_published_example() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 gives 0.2553 to 0.3662 without correction.
    lower, upper = wilson(81, 263)
    assert round(float(lower), 4) == 0.2553
    assert round(float(upper), 4) == 0.3662


@pytest.mark.parametrize(("successes", "total"), [(0, 10), (1, 29), (500, 1000), (7, 7)])
def test_wilson_limits_are_where_the_score_test_just_does_not_reject(successes: int, total: int) -> None:
    share = successes / total
    for limit in wilson(successes, total):
        error = math.sqrt(float(limit) * (1 - float(limit)) / total)
        assert abs(share - float(limit)) == pytest.approx(1.959964 * error, rel=1e-5, abs=1e-9)
