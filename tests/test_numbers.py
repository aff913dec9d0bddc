"""Dutch notation; expected texts are written by hand from the rules of Dutch typography and CBS rounding."""

import math
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nplv import numbers
from nplv.registry import Indicator


def synthetic(unit: str, decimals: int = 1, **changes: Any) -> Indicator:
    declared: dict[str, Any] = {
        "id": "synthetisch",
        "title": "Synthetisch",
        "short_title": "Synthetisch",
        "theme": "context",
        "unit": unit,
        "decimals": decimals,
        "polarity": "neutral",
        "definition": "-",
        "numerator": "-",
        "denominator": "-",
        "source": "-",
        "aggregation": "ratio",
    }
    return Indicator(**declared | changes)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1.234,5"),
        (1_234_567, 0, "1.234.567"),
        (-0.25, 2, "−0,25"),
        (-1234.5, 1, "−1.234,5"),
        (0, 1, "0,0"),
        (-0.0004, 3, "0,000"),  # never "−0,000"
        (75.25, 1, "75,3"),  # half away from zero, not to even
        (-75.25, 1, "−75,3"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (2.675, 2, "2,68"),  # stored as 2.67499999999999982
        (75.24999999999999, 1, "75,3"),  # a sum that should have been 75.25
        (75.2499, 1, "75,2"),
        (17_900_000_000.4, 0, "17.900.000.000"),
        (1e-20, 2, "0,00"),
    ],
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert numbers.number(value, decimals) == text


@pytest.mark.parametrize("nothing", [None, math.nan, math.inf, -math.inf, pd.NA])
def test_a_missing_number_is_a_dash_everywhere(nothing: float | None) -> None:
    assert numbers.number(nothing, 1) == "—"
    assert numbers.percent(nothing) == "—"
    assert numbers.euro(nothing) == "—"
    assert numbers.with_unit(nothing, synthetic("%")) == "—"
    assert numbers.difference(nothing, 1.0, synthetic("%")) == "—"
    assert numbers.difference(1.0, nothing, synthetic("%")) == "—"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (27_100_000, "€ 27,1 mln"),
        (500_000, "€ 500.000"),
        (0, "€ 0"),
        (84.4, "€ 84"),
        (-1_500, "−€ 1.500"),
        (1_000_000, "€ 1 mln"),
        (900_000_000, "€ 900 mln"),
        (999_999_999, "€ 1 mld"),
        (1_250_000_000, "€ 1,3 mld"),
    ],
)
def test_euro(amount: float, text: str) -> None:
    assert numbers.euro(amount) == text


def test_a_billion_is_reached_only_after_rounding() -> None:
    assert numbers.euro(960_000_000) == "€ 960 mln"
    assert numbers.euro(999_940_000) == "€ 999,9 mln"
    assert numbers.euro(999_000) == "€ 999.000"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (73.93, "per 1.000 inwoners", 1, "73,9 per 1.000 inwoners"),
        (13.2, "%", 1, "13,2%"),
        (378.0, "x € 1.000", 0, "€ 378.000"),
        (27.34, "x € 1.000", 1, "€ 27.300"),
        (-0.2478, "afwijking", 3, "−0,248"),
        (-0.2478, "score", 3, "−0,248"),
        (210345.0, "inwoners", 0, "210.345 inwoners"),
    ],
)
def test_with_unit(value: float, unit: str, decimals: int, text: str) -> None:
    assert numbers.with_unit(value, synthetic(unit, decimals)) == text


@pytest.mark.parametrize(
    ("value", "other", "unit", "decimals", "text"),
    [
        (73.9, 44.3, "per 1.000 inwoners", 1, "29,6 meer"),
        (44.3, 73.9, "per 1.000 inwoners", 1, "29,6 minder"),
        (13.2, 7.4, "%", 1, "5,8 procentpunt hoger"),
        (57.8, 72.8, "%", 1, "15,0 procentpunt lager"),
        (230, 378, "x € 1.000", 0, "€ 148.000 lager"),
        (22.1, 29.4, "x € 1.000", 1, "€ 7.300 lager"),
        (-0.248, 0.0, "afwijking", 3, "0,248 lager"),
        (44.34, 44.26, "per 1.000 inwoners", 1, "gelijk"),
        # unrounded 10.9, but the screen shows 20,0 and 9,0
        (19.95, 9.04, "%", 1, "11,0 procentpunt hoger"),
    ],
)
def test_difference(value: float, other: float, unit: str, decimals: int, text: str) -> None:
    assert numbers.difference(value, other, synthetic(unit, decimals)) == text


def test_day() -> None:
    assert numbers.day(date(2026, 7, 19)) == "19 juli 2026"


def test_moment_is_in_the_time_of_the_netherlands() -> None:
    assert numbers.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 juli 2026, 00.30 uur"  # summer: two hours on
    assert numbers.moment(datetime(2026, 11, 24, 13, 3, tzinfo=UTC)) == "24 november 2026, 14.03 uur"


@given(st.floats(-1e7, 1e7), st.integers(0, 3))
def test_the_text_reads_back_as_the_number(value: float, decimals: int) -> None:
    text = numbers.number(value, decimals)
    back = float(text.replace(".", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(value, rel=1e-11, abs=0.5000001 * 10**-decimals)
