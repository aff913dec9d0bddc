"""Intervals against published tables and against another route to the same limits."""

import math

import numpy as np
import pytest
from scipy.stats import binomtest

from nplv.intervals import byar, difference_limits, limits, linear_limits, spearman_limits, wilson


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


def test_limits_of_a_difference_give_the_published_example() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10: 56 of 70 minus 48 of 80.
    (first_low, second_low), (first_high, second_high) = wilson([56, 48], [70, 80])
    limits = difference_limits(56 / 70, (first_low, first_high), 48 / 80, (second_low, second_high))
    assert [round(limit, 4) for limit in limits] == [0.0524, 0.3339]


def test_a_difference_without_margins_is_itself() -> None:
    assert difference_limits(7.0, (7.0, 7.0), 5.0, (5.0, 5.0)) == (2.0, 2.0)


def test_limits_of_a_rank_correlation_give_the_published_example() -> None:
    # 15 pairs in the reference of the R package statpsych, by the author of the method: ci.spear.
    assert spearman_limits(0.8699639, 15) == pytest.approx((0.5840951, 0.9638297), abs=1e-6)


def test_limits_of_a_rank_correlation_by_hand() -> None:
    # atanh(0.5) = 0.549306; sqrt(1.125 / 25) = 0.212132, times 1.959964 is 0.415771: 0.133535 and 0.965077.
    assert spearman_limits(0.5, 28) == pytest.approx((0.132747, 0.746533), abs=1e-6)
    assert spearman_limits(-1.0, 12) == (-1.0, -1.0)


def test_a_coefficient_below_zero_turns_the_limits_round() -> None:
    # Terms 2 ± 0.2 / 0.4 and -6 (-8 to -5): the distances are 0.2 and 2 down, 0.4 and 1 up.
    low, high = linear_limits([2, -1], [1.0, 6.0], [0.9, 5.0], [1.2, 8.0])
    assert low == pytest.approx(-4 - math.hypot(0.2, 2))
    assert high == pytest.approx(-4 + math.hypot(0.4, 1))


def test_limits_of_a_rate_and_of_a_share() -> None:
    low, high = limits("byar", [20.0], [1000.0])
    assert (1000 * low[0], 1000 * high[0]) == pytest.approx(tuple(float(one) for one in byar(20)))
    assert limits("wilson", 81, 263) == wilson(81, 263)


@pytest.mark.parametrize(("successes", "total"), [(0, 10), (1, 29), (81, 263), (500, 1000), (7, 7)])
def test_wilson_agrees_with_scipy(successes: int, total: int) -> None:
    expected = binomtest(successes, total).proportion_ci(method="wilson")
    assert tuple(map(float, wilson(successes, total))) == pytest.approx((expected.low, expected.high), abs=1e-9)
