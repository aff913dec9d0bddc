"""Whether a difference becomes smaller. Tables are synthetic unless they are those of the snapshot."""

import dataclasses
import math
import re
from functools import cache

import numpy as np
import pandas as pd
import pytest

from nplv import intervals
from nplv.analysis import gap
from nplv.analysis.comparison import BENCHMARK_LEVELS, OTHERS
from nplv.analysis.sentences import gap as words
from nplv.charts.gap import chart
from nplv.export import picture
from nplv.registry import Indicator, Level, Polarity, areas, indicators
from nplv.snapshot import open_snapshot
from tests.pages import ROOT

CRIMES, HEALTH = indicators()["misdrijven"], indicators()["ervaren-gezondheid"]
OVERVECHT, HEERLEN = areas()["utrecht-overvecht"], areas()["heerlen-noord"]
LEVELS = ("nederland", "gemeente", "rest_gemeente", "focusgebieden", "focusgebied")


@cache
def observations() -> pd.DataFrame:
    return open_snapshot(ROOT).all_observations(LEVELS)


def of(identity: str) -> pd.DataFrame:
    return observations()[observations()["indicator"] == identity]


def synthetic(
    own: dict[int, float | None], country: dict[int, float | None], people: tuple[float, float] = (10_000, 1_000_000)
) -> pd.DataFrame:
    """Synthetic observations of Utrecht Overvecht and the country: a rate per 1,000 by year, with its counts."""
    rows = []
    for level, code, values, persons in (
        ("focusgebied", "utrecht-overvecht", own, people[0]),
        ("nederland", "NL00", country, people[1]),
    ):
        for year, value in values.items():
            count = math.nan if value is None else value * persons / 1000
            rows.append((level, code, year, value, count, persons, None if value is not None else "Niet gemeten."))
    columns = ["level", "area_code", "period", "value", "numerator", "denominator", "reason"]
    table = pd.DataFrame(rows, columns=columns).assign(lower=math.nan, upper=math.nan, status="ok", indicator="x")
    return table.astype({"value": float})


def found(own: dict[int, float | None], country: dict[int, float | None], indicator: Indicator = CRIMES) -> gap.Gap:
    one = gap.gap(synthetic(own, country), OVERVECHT, indicator, "nederland")
    assert one is not None
    return one


def real(identity: str, level: Level = "nederland", slug: str = "utrecht-overvecht") -> gap.Gap:
    one = gap.gap(of(identity), areas()[slug], indicators()[identity], level)
    assert one is not None
    return one


def test_the_gap_of_overvecht_on_crimes_is_that_of_the_published_figures() -> None:
    # 2022: 65.9 and 44.4; 2025: 68.4 and 44.3 per 1,000 inhabitants. 24.1 / 17 years = 1.42 a year until 2042.
    one = real("misdrijven")
    assert (one.start, one.first["gap"], one.last["gap"], one.change) == (2022, 21.5, 24.1, 2.6)
    assert one.needed == pytest.approx(-24.1 / 17)
    assert one.outcome == "chance"
    assert one.pace is None


def test_the_margin_agrees_with_draws_of_the_counts() -> None:
    """Another route: draw the four independent counts (area and rest, then and now) and look where 95% ends up."""
    rng = np.random.default_rng(20260724)
    people, country = 35_255, 17_942_942
    counts = {2022: (2_324, 796_769), 2025: (2_411, 795_052)}
    drawn = {}
    for year, (own, whole) in counts.items():
        area, rest = rng.poisson(own, 200_000), rng.poisson(whole - own, 200_000)
        drawn[year] = 1000 * (area / people - (area + rest) / country)
    change = drawn[2025] - drawn[2022]
    expected = np.quantile(change, [0.025, 0.975])
    assert real("misdrijven").limits == pytest.approx(expected, abs=0.12)


def test_what_an_area_lies_in_is_split_so_that_nobody_is_on_both_sides() -> None:
    # The area is a quarter of the whole: area - whole = 3/4 of (area - rest), and so are the limits of a year.
    one = gap.gap(synthetic({2022: 40, 2025: 40}, {2022: 20, 2025: 20}, (1000, 4000)), OVERVECHT, CRIMES, "nederland")
    assert one is not None
    row = one.years.iloc[0]
    (low, high), (rest_low, rest_high) = (
        [1000 * float(limit) / people for limit in intervals.byar(count)] for count, people in ((40, 1000), (40, 3000))
    )
    rest = 1000 * 40 / 3000
    down, up = math.hypot(40 - low, rest_high - rest), math.hypot(high - 40, rest - rest_low)
    assert row["gap"] == 20
    assert row["lower"] == pytest.approx(20 - 0.75 * down)
    assert row["upper"] == pytest.approx(20 + 0.75 * up)


@pytest.mark.parametrize(
    ("own", "outcome", "pace"),
    [
        ({2022: 60, 2023: 55, 2024: 50, 2025: 30}, "smaller", -10.0),
        ({2022: 60, 2023: 60, 2024: 60, 2025: 90}, "larger", 10.0),
        ({2022: 60, 2023: 60, 2024: 60, 2025: 61}, "chance", None),
        ({2022: 60, 2025: 30}, "too few", None),
        ({2022: 60, 2024: 20, 2025: 5}, "turned", -55 / 3),
        # Only what was measured since the 0-meting counts.
        ({2020: 60, 2021: 60, 2022: 60, 2025: 30}, "too few", None),
    ],
)
def test_direction_is_told_only_where_points_and_margin_allow(
    own: dict[int, float | None], outcome: str, pace: float | None
) -> None:
    one = found(own, dict.fromkeys(own, 20.0))
    assert one.outcome == outcome
    assert one.pace == (None if pace is None else pytest.approx(pace))


def test_without_an_interval_the_direction_is_told_and_that_there_is_no_margin() -> None:
    one = found({2022: 60.0, 2023: 61.0, 2024: 62.0}, dict.fromkeys((2022, 2023, 2024), 70.0), HEALTH)
    assert one.limits is None
    assert one.outcome == "smaller"
    assert "een marge is bij dit cijfer niet te berekenen" in words.outcome(one)


def test_years_in_which_one_side_is_missing_are_left_out() -> None:
    one = found({2021: 60, 2022: None, 2023: 50, 2025: 40}, {2021: 20, 2022: 20, 2023: None, 2025: 20})
    assert list(one.years["period"]) == [2021, 2025]
    assert one.start == 2021  # the 0-meting has no figure, so the first measurement counts
    assert "bij de eerste meting van 2021" in words.title(one, OVERVECHT)


@pytest.mark.parametrize("years", [{}, {2022: 60.0}, {2021: 60.0, 2022: 50.0}])
def test_there_is_no_gap_without_two_years_since_the_start(years: dict[int, float | None]) -> None:
    assert gap.gap(synthetic(years, dict.fromkeys(years, 20.0)), OVERVECHT, CRIMES, "nederland") is None


def test_a_count_of_a_size_has_no_gap() -> None:
    assert gap.gap(of("inwoners"), OVERVECHT, indicators()["inwoners"], "gemeente") is None


@pytest.mark.parametrize(
    ("polarity", "own", "expected"),
    [
        ("lower_is_better", 30.0, True),
        ("lower_is_better", 10.0, False),
        ("higher_is_better", 10.0, True),
        ("neutral", 30.0, None),
    ],
)
def test_only_a_gap_on_the_wrong_side_has_a_pace_that_closes_it(
    polarity: Polarity, own: float, expected: bool | None
) -> None:
    indicator = dataclasses.replace(CRIMES, polarity=polarity)
    years = (2022, 2023, 2025)
    one = found(dict.fromkeys(years, own), dict.fromkeys(years, 20.0), indicator)
    assert one.is_disadvantage is expected
    assert (one.needed is not None) == (expected is True)


def test_an_indicator_without_the_wanted_comparison_is_put_beside_the_other_nineteen() -> None:
    rows = observations()
    all_gaps = gap.gaps(rows, OVERVECHT, list(indicators().values()), "nederland")
    levels = {one.indicator.id: one.level for one in all_gaps}
    assert levels == {
        "leefbaarometer-woningvoorraad": OTHERS,
        "leefbaarometer-overlast": OTHERS,
        "leefbaarometer": OTHERS,
        "misdrijven": "nederland",
        "ervaren-gezondheid": "nederland",
    }


def test_a_board_reads_what_happened_and_what_would_be_needed() -> None:
    one = real("misdrijven")
    assert words.title(one, OVERVECHT) == (
        "Misdrijven in Utrecht Overvecht: 21,5 meer dan in Nederland bij de 0-meting van 2022, 24,1 meer in 2025."
    )
    assert words.outcome(one) == (
        "Te vroeg om te zeggen of het verschil kleiner wordt: de verandering sinds de 0-meting (+2,6) valt binnen de "
        "onzekerheidsmarge (−1,3 tot 6,4)."
    )
    assert words.pace(one) == (
        "Om in 2042 gelijk te staan met Nederland moet het verschil vanaf 2025 elk jaar gemiddeld 1,4 kleiner worden."
    )
    delft = real("misdrijven", slug="delft-west")
    assert words.outcome(delft).startswith("Het verschil is sinds de 0-meting 4,6 groter geworden (marge 1,5 tot 7,8)")
    assert words.pace(delft).startswith("Gemiddeld werd het 1,5 per jaar groter.")


def test_two_measurements_are_too_few_and_health_says_so() -> None:
    one = real("ervaren-gezondheid", slug="heerlen-noord")
    assert words.outcome(one) == (
        "Te vroeg om te zeggen of het verschil kleiner wordt: er zijn 2 metingen vanaf de 0-meting, en daarvoor zijn "
        "er ten minste 3 nodig."
    )
    assert words.pace(one).endswith("elk jaar gemiddeld 0,8 procentpunt kleiner worden.")  # 13.5 / 18


def test_an_area_that_stands_better_has_nothing_to_close() -> None:
    one = real("leefbaarometer", OTHERS, "heerlen-noord")
    assert words.pace(one) == (
        "Het cijfer is nu niet ongunstiger dan dat van de andere 19 focusgebieden: er is geen achterstand."
    )


def test_the_overview_counts() -> None:
    rows = observations()
    one = gap.gaps(rows, areas()["delft-west"], list(indicators().values()), "nederland")
    assert words.overview(one) == (
        "Wordt het verschil sinds de 0-meting kleiner? Van 5 indicatoren met een reeks: bij 1 groter, bij 4 te vroeg "
        "om te zeggen."
    )


@pytest.mark.parametrize("level", BENCHMARK_LEVELS)
@pytest.mark.parametrize("slug", areas())
def test_every_gap_of_the_snapshot_is_the_difference_of_its_figures(slug: str, level: Level) -> None:
    for indicator in indicators().values():
        if not indicator.has_figures:
            continue
        one = gap.gap(of(indicator.id), areas()[slug], indicator, level)
        if one is None:
            assert words.no_gap(areas()[slug], indicator, level).endswith(".")
            continue
        for row in one.years.to_dict("records"):
            rounded = [math.floor(abs(row[side]) * 10**indicator.decimals + 0.5 + 1e-9) for side in ("value", "other")]
            signs = [math.copysign(1, row[side]) for side in ("value", "other")]
            expected = (signs[0] * rounded[0] - signs[1] * rounded[1]) / 10**indicator.decimals
            assert row["gap"] == pytest.approx(expected, abs=1e-9)
            assert not row["lower"] > row["gap"] + 10**-indicator.decimals


@pytest.mark.parametrize(
    ("width", "named"),
    [
        (1100, ["2021", "2022", "2023", "2024", "2025", "2042"]),
        (650, ["2022", "2025", "2042"]),  # 31 pixels a year: too few for each, enough for every third
        (340, ["2022", "2025", "2042"]),
        (220, ["2025", "2042"]),
    ],
)
def test_years_on_the_axis_do_not_touch(width: int, named: list[str]) -> None:
    drawn = picture.inline([[chart(real("misdrijven"), "Nederland", "Verschil").to_dict()]], width, "Verschil", "x")
    assert re.findall(r">(20[0-9]{2})<", drawn) == named
