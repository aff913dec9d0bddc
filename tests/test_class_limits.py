"""Where the classes of the map begin and end: limits by hand, for made-up values (SYNTHETIC)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from nplv.class_limits import class_limits


def limits(values: Sequence[float | None], decimals: int = 2) -> tuple[float, ...]:
    return class_limits(pd.Series(values, dtype=float), decimals)


def test_a_hundred_values_or_more_have_classes_for_their_tails() -> None:
    assert limits(range(101)) == (5, 20, 40, 60, 80, 95)


def test_between_two_values_the_limit_lies_in_proportion() -> None:
    # The q-th quantile of n values lies at place (n - 1)q counted from 0: of 1 to 100 at 1 + 99q.
    assert limits(range(1, 101)) == pytest.approx((5.95, 20.8, 40.6, 60.4, 80.2, 95.05))


def test_fewer_values_are_divided_in_five() -> None:
    assert limits(range(99)) == pytest.approx((19.6, 39.2, 58.8, 78.4))


def test_values_that_are_missing_do_not_count() -> None:
    assert limits([*range(99), None, None, np.nan]) == limits(range(99))


def test_limits_are_rounded_as_the_values_are_shown() -> None:
    assert limits(range(1, 101), 0) == (6, 21, 41, 60, 80, 95)
    assert limits(range(99), 0) == (20, 39, 59, 78)


def test_limits_that_coincide_are_one_and_no_class_is_below_the_least() -> None:
    # Places 9.95, 39.8, 79.6 and 119.4 hold 0; at 159.2 and 189.05 lie 10.2 and 40.05.
    assert limits([0.0] * 150 + list(range(1, 51))) == pytest.approx((10.2, 40.05))
    # Of 99.6 and 99.8 and 100 without decimals all is 100, so that nothing would be below the limit.
    assert limits([99.6, 99.8, 100.0], 0) == ()


def test_of_few_distinct_values_there_are_no_more_classes_than_values() -> None:
    # Two values: one limit, halfway the ordered values; three: at one and two thirds of them, at places 2/3 and 4/3.
    assert limits([10, 20]) == (15,)
    assert limits([10, 20, 30]) == pytest.approx((16.67, 23.33))
    assert limits([1, 2] * 100, 1) == (1.5,)


@pytest.mark.parametrize("values", [[], [None, None], [7.0], [7.0] * 200])
def test_without_differing_values_there_are_no_limits(values: list[float | None]) -> None:
    assert limits(values) == ()
