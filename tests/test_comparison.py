"""Comparing an area with others, on small synthetic tables; expected values worked out by hand."""

import math
from typing import Any

import pandas as pd
import pytest

from nplv.analysis.comparison import area_code, comparators, label, shown_verdict, verdict
from nplv.registry import Indicator, areas, indicators

ZUID = areas()["rotterdam-zuid"]
CRIMES = indicators()["misdrijven"]


def synthetic(*rows: tuple[str, str, int, float | None], **columns: Any) -> pd.DataFrame:
    """Synthetic observations: (level, area_code, period, value), the other columns the same in each row."""
    table = pd.DataFrame(rows, columns=["level", "area_code", "period", "value"])
    fixed = {"lower": math.nan, "upper": math.nan, "status": "ok", "reason": None} | columns
    return table.assign(**fixed)


@pytest.mark.parametrize(
    ("value", "lower", "upper", "comparator", "polarity", "expected"),
    [
        (73.9, 73.1, 74.8, 44.3, "lower_is_better", "slechter"),
        (40.0, 39.0, 41.0, 44.3, "lower_is_better", "beter"),
        (73.9, 73.1, 74.8, 44.3, "higher_is_better", "beter"),
        (40.0, 39.0, 41.0, 44.3, "higher_is_better", "slechter"),
        (44.0, 43.0, 45.0, 44.3, "lower_is_better", "vergelijkbaar"),
        (44.0, 43.0, 44.3, 44.3, "lower_is_better", "vergelijkbaar"),  # the limit belongs to the interval
        (73.9, 73.1, 74.8, 44.3, "neutral", "hoger"),
        (40.0, 39.0, 41.0, 44.3, "not_judged", "lager"),
        (44.0, 43.0, 45.0, 44.3, "neutral", "vergelijkbaar"),
        (57.8, None, None, 72.8, "higher_is_better", "lager"),  # without an interval never a judgement
        (57.8, math.nan, math.nan, 72.8, "lower_is_better", "lager"),
        (72.8, None, None, 72.8, "higher_is_better", "gelijk"),
    ],
)
def test_verdict(
    value: float, lower: float | None, upper: float | None, comparator: float, polarity: Any, expected: str
) -> None:
    assert verdict(value, lower, upper, comparator, polarity) == expected


def test_area_with_its_four_comparators() -> None:
    observations = synthetic(
        ("focusgebied", "rotterdam-zuid", 2025, 73.93),
        ("focusgebied", "rotterdam-zuid", 2024, 99.0),
        ("focusgebied", "breda-noord", 2025, 88.0),
        ("nederland", "NL00", 2025, 44.31),
        ("gemeente", "GM0599", 2025, 70.0),
        ("gemeente", "GM0758", 2025, 50.0),
        ("rest_gemeente", "GM0599", 2025, None),
        ("focusgebieden", "focusgebieden", 2025, 60.5),
        lower=73.1,
        upper=74.8,
    )
    rows = comparators(observations, ZUID, CRIMES, 2025)
    assert list(rows["label"]) == [
        "Rotterdam-Zuid",
        "Nederland",
        "Gemeente Rotterdam",
        "Rest van gemeente Rotterdam",
        "De 20 focusgebieden samen",
    ]
    assert list(rows["level"]) == ["focusgebied", "nederland", "gemeente", "rest_gemeente", "focusgebieden"]
    assert list(rows["value"].fillna(-1)) == [73.93, 44.31, 70.0, -1, 60.5]
    # 73,9 − 44,3, as the figures are shown
    assert list(rows["difference"].fillna(-1)) == [-1, 29.6, 3.9, -1, 13.4]
    assert list(rows["verdict"]) == [None, "slechter", "slechter", None, "slechter"]


def test_a_level_without_a_row_is_there_without_a_value() -> None:
    rows = comparators(synthetic(("nederland", "NL00", 2025, 44.3)), ZUID, CRIMES, 2025)
    assert len(rows) == 5
    assert rows["value"].notna().sum() == 1
    assert rows["verdict"].isna().all()


def test_reason_and_status_of_a_hole_are_kept() -> None:
    observations = synthetic(
        ("focusgebied", "rotterdam-zuid", 2025, None), status="incomplete", reason="Te weinig bekend."
    )
    own = comparators(observations, ZUID, CRIMES, 2025).iloc[0]
    assert (own["status"], own["reason"]) == ("incomplete", "Te weinig bekend.")


def test_figures_that_look_the_same_are_called_the_same() -> None:
    observations = synthetic(("focusgebied", "rotterdam-zuid", 2024, 57.84), ("nederland", "NL00", 2024, 57.76))
    rows = comparators(observations, ZUID, indicators()["ervaren-gezondheid"], 2024)
    assert (rows.loc[1, "difference"], rows.loc[1, "verdict"]) == (0.0, "gelijk")


def test_counts_are_not_compared() -> None:
    observations = synthetic(("focusgebied", "rotterdam-zuid", 2024, 210_000), ("nederland", "NL00", 2024, 17_900_000))
    rows = comparators(observations, ZUID, indicators()["inwoners"], 2024)
    assert rows["difference"].isna().all()
    assert rows["verdict"].isna().all()


@pytest.mark.parametrize("indicator", indicators().values(), ids=str)
def test_no_observations_at_all(indicator: Indicator) -> None:
    rows = comparators(synthetic(), ZUID, indicator, 2024)
    assert rows["value"].isna().all()


def test_codes_of_an_area_with_a_neighbour_in_the_same_municipality() -> None:
    west, zuidoost = areas()["amsterdam-nieuw-west"], areas()["amsterdam-zuidoost"]
    assert area_code("rest_gemeente", west) == area_code("rest_gemeente", zuidoost) == "GM0363"
    assert area_code("focusgebied", west) == "amsterdam-nieuw-west"
    assert label("gemeente", areas()["den-haag-zuidwest"]) == "Gemeente 's-Gravenhage"


def test_figures_that_look_the_same_are_not_judged_by_a_narrow_interval() -> None:
    assert shown_verdict(44.34, 44.33, 44.35, 44.26, CRIMES) == "gelijk"
    assert shown_verdict(44.34, 44.20, 44.48, 44.26, CRIMES) == "vergelijkbaar"
    assert shown_verdict(44.36, 44.35, 44.37, 44.26, CRIMES) == "slechter"
