"""The place of a unit among all of its level, and its spread. The tables are synthetic; expected values by hand."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import percentileofscore

from nplv import numbers
from nplv.analysis.place import FEW, SMALLEST_RANKED, Place, histogram, place
from nplv.registry import Indicator, indicators

CRIMES = indicators()["misdrijven"]  # one decimal
OWNED = indicators()["koopwoningen"]  # a percentage with one decimal
PEOPLE = indicators()["inwoners"]  # a count


def synthetic(values: list[float | None], inhabitants: list[int | None] | None = None) -> pd.DataFrame:
    """Synthetic units BU0, BU1, …, each with 1.000 inhabitants unless told otherwise."""
    return pd.DataFrame(
        {
            "code": [f"BU{number}" for number in range(len(values))],
            "name": [f"Buurt {number}" for number in range(len(values))],
            "value": pd.Series(values, dtype=float),
            "inhabitants": pd.Series(inhabitants or [1000] * len(values), dtype="Int64"),
        }
    )


def spread(values: list[float], indicator: Indicator = CRIMES, code: str = "BU0") -> pd.DataFrame:
    return histogram(synthetic(values), code, indicator, "buurt")  # type: ignore[arg-type]


def test_place_by_hand() -> None:
    # 3 is above 1 and 2, as high as another 3, and below 4: (2 + 1/2) of 4 others is 62,5%.
    assert place(synthetic([3, 1, 2, 3, 4]), "BU0", CRIMES, "buurt") == Place(
        value=3.0, ranked=5, lower=2, equal=1, higher=1, percentile=62.5, too_small=0, without_figure=0, reason=None
    )


def test_figures_that_look_the_same_are_the_same() -> None:
    # 73,94 and 73,90 and 73,85 (half away from zero) are shown as 73,9; 73,84 as 73,8 and 73,95 as 74,0.
    found = place(synthetic([73.94, 73.9, 73.85, 73.84, 73.95]), "BU0", CRIMES, "buurt")
    assert (found.lower, found.equal, found.higher) == (1, 2, 1)
    assert place(synthetic([-0.04, 0.0, 0.04]), "BU0", CRIMES, "buurt").equal == 2


def test_small_and_unknown_units_have_no_place_and_take_none() -> None:
    units = synthetic([10, 5, 20, 20, 20, None, None], [200, 200, 199, 0, None, 500, 10])
    found = place(units, "BU0", CRIMES, "buurt")
    assert (found.ranked, found.lower, found.higher) == (2, 1, 0)
    assert (found.too_small, found.without_figure) == (4, 1)
    small = place(units, "BU2", CRIMES, "buurt")
    assert (small.reason, small.value, small.percentile, small.others) == ("too small", 20.0, None, 0)
    assert (small.ranked, small.too_small, small.without_figure) == (2, 4, 1)
    assert place(units, "BU4", CRIMES, "buurt").reason == "inhabitants unknown"
    assert place(units, "BU5", CRIMES, "buurt").reason == "no figure"
    assert place(units, "BU6", CRIMES, "buurt").reason == "no figure"


def test_gemeenten_and_focusgebieden_are_never_too_small() -> None:
    units = synthetic([10, 5, 20], [10, 5, None])
    for level in ("gemeente", "focusgebied"):
        found = place(units, "BU2", CRIMES, level)
        assert (found.lower, found.too_small, found.reason) == (2, 0, None)
    assert place(units, "BU2", CRIMES, "wijk").reason == "inhabitants unknown"


def test_a_division_by_zero_is_no_figure() -> None:
    assert place(synthetic([math.inf, 5]), "BU0", CRIMES, "buurt").reason == "no figure"
    assert place(synthetic([math.inf, 5]), "BU1", CRIMES, "buurt").without_figure == 1


def test_the_only_unit_has_no_percentile() -> None:
    found = place(synthetic([5, None]), "BU0", CRIMES, "buurt")
    assert (found.ranked, found.others, found.percentile, found.reason) == (1, 0, None, None)


def test_an_unknown_code_is_no_unit() -> None:
    for function in (place, histogram):
        with pytest.raises(KeyError, match="BU99"):
            function(synthetic([5, 6]), "BU99", CRIMES, "buurt")


FIGURES = st.decimals(-999, 999, places=3).map(float)
UNITS = st.lists(
    st.tuples(st.none() | FIGURES, st.none() | st.integers(0, 2 * SMALLEST_RANKED)), min_size=1, max_size=80
)


@given(UNITS)
def test_every_unit_is_counted_once(rows: list[tuple[float | None, int | None]]) -> None:
    units = synthetic([value for value, _ in rows], [inhabitants for _, inhabitants in rows])
    found = place(units, "BU0", CRIMES, "buurt")
    assert found.ranked + found.too_small + found.without_figure == len(rows)
    assert found.others == (found.ranked - 1 if found.reason is None else 0)
    assert found.percentile is None or 0 <= found.percentile <= 100


@given(st.lists(FIGURES, min_size=2, max_size=40))
def test_place_agrees_with_counting_what_is_shown_one_by_one(values: list[float]) -> None:
    found = place(synthetic(list(values)), "BU0", CRIMES, "buurt")
    own, *others = (numbers.rounded(value, 1) for value in values)
    counts = [sum(other < own for other in others), others.count(own), sum(other > own for other in others)]
    assert [found.lower, found.equal, found.higher] == counts
    assert found.percentile == pytest.approx(100 * (counts[0] + counts[1] / 2) / len(others))


@pytest.mark.parametrize("indicator", [CRIMES, OWNED, PEOPLE, indicators()["leefbaarometer"]], ids=lambda one: one.id)
@given(st.lists(st.integers(-12, 12).map(lambda steps: steps / 4), min_size=2, max_size=40))
def test_the_percentile_is_that_of_scipy_also_with_ties(indicator: Indicator, values: list[float]) -> None:
    found = place(synthetic(list(values)), "BU0", indicator, "buurt")
    own, *others = (float(numbers.rounded(value, indicator.decimals)) for value in values)
    assert found.percentile == pytest.approx(percentileofscore(others, own, kind="mean"))


@given(st.lists(FIGURES, min_size=2, max_size=40))
def test_another_sign_turns_the_order_and_another_unit_keeps_it(values: list[float]) -> None:
    found = place(synthetic(list(values)), "BU0", CRIMES, "buurt")
    turned = place(synthetic([-value for value in values]), "BU0", CRIMES, "buurt")
    assert (turned.lower, turned.equal, turned.higher) == (found.higher, found.equal, found.lower)
    assert found.percentile is not None
    assert turned.percentile == pytest.approx(100 - found.percentile)
    tenths = place(synthetic([value * 10 for value in values]), "BU0", replace(CRIMES, decimals=0), "buurt")
    assert (tenths.lower, tenths.equal, tenths.higher) == (found.lower, found.equal, found.higher)


def test_few_units_have_a_row_each() -> None:
    rows = histogram(synthetic([3, None, 1, 2], [500, 500, 500, 10]), "BU0", CRIMES, "buurt")
    assert list(rows["name"]) == ["Buurt 2", "Buurt 0"]
    assert list(rows["low"]) == list(rows["high"]) == [1, 3]
    assert list(rows["count"]) == [1, 1]
    assert list(rows["selected"]) == [False, True]
    assert len(spread([float(value) for value in range(FEW - 1)])) == FEW - 1


def test_bins_by_hand() -> None:
    # 60 figures 0 to 59: at a width of 1 too many, at 2 thirty bins of 2; 7 lies in that of 6 to 8.
    rows = spread([float(value) for value in range(60)], code="BU7")
    assert list(rows["low"]) == list(range(0, 60, 2))
    assert list(rows["high"]) == list(range(2, 61, 2))
    assert set(rows["count"]) == {2}
    assert list(rows.index[rows["selected"]]) == [3]
    assert not (rows["open_low"] | rows["open_high"]).any()


def test_a_bin_holds_the_figures_that_are_shown_in_it() -> None:
    rows = spread([1.96, *([1.0, 1.5, 2.0, 2.5, 3.0] * 20)])  # 1,96 is shown as 2,0
    assert rows.loc[rows["selected"], "low"].item() == 2.0
    assert rows.set_index("low").at[2.0, "count"] == 21


def test_extreme_figures_are_gathered_in_open_bins() -> None:
    rows = spread([1000.0, -500.0, *(float(value) for value in range(98))] * 2)
    limits = ["low", "high", "count", "open_low", "open_high"]
    assert list(rows.iloc[0][limits]) == [-500, 0, 2, True, False]
    assert list(rows.iloc[-1][limits]) == [100, 1000, 2, False, True]
    assert rows["selected"].iloc[-1]
    assert rows["open_low"].sum() == rows["open_high"].sum() == 1


def test_the_outer_hundredth_is_gathered_though_not_far_out() -> None:
    # 2 of 200 figures; the quartiles are 25 and 73, so that far out is above 217.
    rows = spread([150.0, *(float(value) for value in range(99))] * 2)
    assert list(rows.iloc[-1][["low", "high", "count", "open_high"]]) == [100, 150, 2, True]
    assert list(rows.iloc[-2][["low", "high", "count", "open_high"]]) == [95, 100, 8, False]


def test_a_heavy_tail_does_not_press_the_rest_together() -> None:
    # The tenth from 1.000 to 1.900 is far out: the quartiles are 25 and 74, and three times 49 above that is 221.
    rows = spread([*(float(value) for value in range(90)), *(float(value) for value in range(1000, 2000, 100))] * 5)
    assert rows["open_high"].sum() == 1
    assert list(rows.iloc[-1][["low", "high", "count"]]) == [90, 1900, 50]
    assert set(rows["high"] - rows["low"]) == {5, 1810}


def test_full_percent_is_no_bin_above_100() -> None:
    rows = spread([float(value) for value in range(101)], OWNED, code="BU100")
    assert (rows["low"].iloc[-1], rows["high"].iloc[-1], rows["count"].iloc[-1]) == (95, 100, 6)
    assert rows["selected"].iloc[-1]
    assert not rows["open_high"].any()


def test_bins_are_no_finer_than_the_source() -> None:
    fives = spread([float(value) for value in range(5, 65, 5)] * 6, PEOPLE)
    assert list(fives["low"]) == list(range(5, 65, 5))
    assert set(fives["count"]) == {6}


def test_equal_figures_make_one_bin() -> None:
    rows = spread([12.0] * 70)
    assert (len(rows), rows["count"].item(), rows["selected"].item()) == (1, 70, True)


@pytest.mark.parametrize("indicator", [CRIMES, OWNED, PEOPLE, indicators()["leefbaarometer"]], ids=lambda one: one.id)
@given(st.lists(st.floats(-99, 9999).map(lambda value: value**3 / 1e6), min_size=FEW, max_size=120))
def test_bins_hold_every_unit_once_and_lie_in_a_row(indicator: Indicator, values: list[float]) -> None:
    rows = spread(values, indicator)
    shown = [float(numbers.rounded(value, indicator.decimals)) for value in values]
    assert 1 <= len(rows) <= 40
    assert rows["count"].sum() == len(values)
    assert list(rows["high"][:-1]) == list(rows["low"][1:])
    assert rows["low"].iloc[0] <= min(shown) <= max(shown) <= rows["high"].iloc[-1]
    own = rows[rows["selected"]].iloc[0]
    assert rows["selected"].sum() == 1
    assert own["low"] <= shown[0] <= own["high"]


def test_a_unit_without_a_place_is_in_no_bin() -> None:
    units = synthetic([None, *(float(value) for value in range(99))])
    rows = histogram(units, "BU0", CRIMES, "buurt")
    assert not rows["selected"].any()
    assert rows["count"].sum() == 99
    # The position among those with a place is not that in the table.
    after = histogram(units, "BU1", CRIMES, "buurt")
    assert after.loc[after["selected"], "low"].item() == 0
