"""The other 19 areas together: figures of the snapshot by another route than the code's."""

from functools import cache

import pandas as pd
import pytest

from nplv.analysis.comparison import BENCHMARK_LEVELS, OTHERS, label, line, newest_years, weights
from nplv.registry import Level, areas, indicators
from nplv.snapshot import open_snapshot
from tests.pages import ROOT

OVERVECHT = areas()["utrecht-overvecht"]


@cache
def observations(identity: str) -> pd.DataFrame:
    return open_snapshot(ROOT).observations(identity)


def of_areas(identity: str, year: int) -> pd.DataFrame:
    rows = observations(identity)
    return rows[(rows["level"] == "focusgebied") & (rows["period"] == year)].set_index("area_code")


def test_crimes_of_the_other_nineteen_are_summed_and_divided() -> None:
    rows = of_areas("misdrijven", 2025).drop(index="utrecht-overvecht")
    found = line(observations("misdrijven"), OVERVECHT, indicators()["misdrijven"], OTHERS).loc[2025]
    assert len(rows) == 19
    assert found["value"] == pytest.approx(1000 * rows["numerator"].sum() / rows["denominator"].sum())
    assert found["lower"] < found["value"] < found["upper"]


@pytest.mark.parametrize("identity", ["leefbaarometer", "ervaren-gezondheid", "woz-waarde"])
def test_a_mean_of_the_other_nineteen_is_weighted_with_the_shares_that_are_shown(identity: str) -> None:
    year = max(indicators()[identity].years)
    shares = weights(observations(identity), OVERVECHT, year)
    rows = of_areas(identity, year).drop(index="utrecht-overvecht")
    assert shares.sum() == pytest.approx(1)
    found = line(observations(identity), OVERVECHT, indicators()[identity], OTHERS).loc[year]
    assert found["value"] == pytest.approx((rows["value"] * shares).sum())
    assert pd.isna(found["lower"])


def test_what_is_published_without_counts_has_no_mean_of_the_others_and_says_why() -> None:
    identity = "lage-financiele-welvaart"
    found = line(observations(identity), areas()["delft-west"], indicators()[identity], OTHERS).loc[2024]
    assert pd.isna(found["value"])
    assert found["reason"].startswith("De bron geeft van de focusgebieden geen aantallen")
    assert found["status"] == "not_collected"


@pytest.mark.parametrize("level", BENCHMARK_LEVELS)
def test_every_benchmark_has_a_name_and_a_line(level: Level) -> None:
    assert label(level, OVERVECHT)
    found = line(observations("misdrijven"), OVERVECHT, indicators()["misdrijven"], level)
    assert list(found.index) == [2021, 2022, 2023, 2024, 2025]
    assert found["value"].notna().all()


def test_the_newest_year_is_one_in_which_an_area_has_a_figure() -> None:
    rows = [
        ("x", "focusgebied", 2021, 1.0),
        ("x", "focusgebied", 2022, 2.0),
        ("x", "focusgebied", 2023, None),
        ("x", "nederland", 2024, 3.0),
        ("y", "nederland", 2024, 3.0),
    ]
    table = pd.DataFrame(rows, columns=["indicator", "level", "period", "value"])
    assert newest_years(table) == {"x": 2022}
