"""Similar wijken: which they are, what a difference with them is, and how much of it can be chance."""

import dataclasses
import math
import statistics
from collections.abc import Sequence

import pandas as pd
import pytest

from nplv.analysis.similar import Comparison, NoComparison, offered, similar
from nplv.analysis.similar_tables import balance, values, wijken
from nplv.registry import indicators
from nplv.registry.similar import Matching, Variable
from tests.similar_places import ZUID, Figures, observed, published

CRIMES = indicators()["misdrijven"]
HEALTH = indicators()["ervaren-gezondheid"]
CRIME, FEELING = CRIMES.id, HEALTH.id
# One variable, the nearest wijk only, and no limit to the distance: to be worked out by hand.
BY_HAND = Matching(3000, 1, 1, 99.0, 100, 39, (Variable(FEELING, 2012, False),))


def place(position: float, earlier: float = 0.0, since: float = 0.0) -> dict[tuple[str, int], float]:
    """A place on a line, whose crimes changed so much until the 0-meting and after it."""
    return {
        (FEELING, 2012): position,
        (CRIME, 2021): 50.0 - earlier,
        (CRIME, 2022): 50.0,
        (CRIME, 2025): 50.0 + since,
    }


def pairs(number: int = 20) -> list[dict[tuple[str, int], float]]:
    """Twenty pairs of wijken, each the other's nearest; within pair k crimes developed k apart, after and before."""
    return [one for k in range(number) for one in (place(k, k, k), place(k + 0.01))]


def compared(own: Figures, pool: Sequence[Figures], how: Matching = BY_HAND) -> Comparison:
    found = similar(published(pool), observed(own), ZUID, CRIMES, how)
    assert isinstance(found, Comparison)
    return found


def reason(own: Figures, pool: Sequence[Figures], how: Matching = BY_HAND) -> str:
    found = similar(published(pool), observed(own), ZUID, CRIMES, how)
    assert isinstance(found, NoComparison)
    return found.reason


@pytest.mark.parametrize(
    ("since", "as_far", "stands_out"),
    # The placebos differ 0, 0, 1, 1, … 19, 19: of 41 with the area two are the 5% furthest, so the margin is 19.
    [(17.0, 6, False), (-17.0, 6, False), (18.5, 2, False), (19.0, 2, False), (19.5, 0, True), (-20.0, 0, True)],
)
def test_placebos_give_the_share_and_the_margin(since: float, as_far: int, stands_out: bool) -> None:
    found = compared(place(-1, since=since), pairs()).since
    assert (found.difference, found.placebos, found.as_far, found.margin) == (since, 40, as_far, 19.0)
    assert found.share == (1 + as_far) / 41
    assert found.stands_out is stands_out


@pytest.mark.parametrize("number", [20, 29, 30, 31, 40, 50])
@pytest.mark.parametrize("more", [[], [place(99, since=99.0)]])
def test_a_margin_never_contradicts_the_share(number: int, more: list[Figures]) -> None:
    for furthest in range(5):
        found = compared(place(-1, since=number - furthest - 0.5), [*pairs(number), *more]).since
        assert found.stands_out == (found.share <= 0.05)


def test_a_planted_effect_is_found() -> None:
    found = compared(place(-1, since=25.0), pairs())
    assert found.since.difference == 25.0
    assert found.earlier.difference == 0.0
    assert found.distinguishable is True


def test_a_planted_difference_before_the_baseline_spoils_the_verdict() -> None:
    found = compared(place(-1, earlier=25.0, since=25.0), pairs())
    assert found.since.stands_out
    assert found.earlier.stands_out
    assert (found.earlier.years, found.since.years) == ((2021, 2022), (2022, 2025))
    assert found.distinguishable is False


def test_with_too_few_placebos_there_is_no_verdict() -> None:
    found = compared(place(-1, since=25.0), pairs(19))
    assert (found.since.placebos, found.since.as_far, found.since.margin) == (38, 0, None)
    assert found.distinguishable is None
    assert found.since.share == 1 / 39


def test_the_least_number_of_placebos_has_a_margin() -> None:
    found = compared(place(-1, since=25.0), [*pairs(19), place(99, since=99.0)])
    # Differences of 0, 0, 1, 1, … 18, 18 and 99: of 40 with the area two are the 5% furthest.
    assert (found.since.placebos, found.since.as_far, found.since.margin) == (39, 1, 18.0)
    assert found.since.stands_out


def test_placebos_without_enough_wijken_of_their_own_do_not_count() -> None:
    # In standard deviations the pairs lie about 0,17 apart, so within 0,1 each wijk has only its partner.
    near = dataclasses.replace(BY_HAND, reach=0.1)
    alone = [*pairs(), place(-1.005)]
    found = compared(place(-1), alone, near)
    assert (len(found.group), found.since.placebos, found.pool) == (1, 40, 41)


def test_the_group_is_the_nearest_and_its_mean_counts() -> None:
    pool = [place(1, since=4.0), place(5), place(2, since=8.0), place(9)]
    found = compared(place(0, since=10.0), pool, dataclasses.replace(BY_HAND, group=2))
    assert list(found.group["code"]) == ["W000", "W002"]
    # Differences of 1 and 2 in standard deviations of 1, 5, 2 and 9: the root of 38,75 / 3.
    assert list(found.group["distance"]) == pytest.approx([1 / math.sqrt(38.75 / 3), 2 / math.sqrt(38.75 / 3)])
    assert list(found.group["development"]) == [4.0, 8.0]
    assert (found.since.area, found.since.group, found.since.difference) == ((50.0, 60.0), (50.0, 56.0), 4.0)
    assert found.balance.to_dict("records") == [{"indicator": FEELING, "period": 2012, "area": 0.0, "group": 1.5}]


def test_a_wijk_without_one_of_the_figures_is_not_in_the_pool() -> None:
    lacking = [{key: value for key, value in place(0).items() if key != gone} for gone in place(0)]
    found = compared(place(0), [*lacking, *pairs(2)])
    assert found.pool == 4
    assert list(found.group["code"]) == ["W004"]


def test_a_logarithm_leaves_out_what_has_none() -> None:
    how = dataclasses.replace(BY_HAND, variables=(Variable(FEELING, 2012, True),))
    found = compared(place(4), [place(0), place(1), place(16), place(3)], how)
    assert found.pool == 3
    assert list(found.group["code"]) == ["W003"]
    assert list(found.group["distance"]) == pytest.approx(
        [math.log(4 / 3) / statistics.stdev([math.log(1), math.log(16), math.log(3)])]
    )
    assert "is er geen wijk die genoeg op Rotterdam-Zuid leek" in reason(place(0), pairs(), how)


@pytest.mark.parametrize(("positions", "text"), [([], "is er geen wijk"), ([1], "is er 1"), ([1, 1], "zijn er 2")])
def test_too_few_wijken_are_counted(positions: list[float], text: str) -> None:
    how = dataclasses.replace(BY_HAND, reach=0.5, least=10)
    told = reason(place(1), [*map(place, positions), place(49), place(99)], how)
    assert text in told
    assert told.endswith("voor een vergelijking zijn er ten minste 10 nodig.")


@pytest.mark.parametrize(
    ("gone", "told"),
    [((FEELING, 2012), "‘Goede ervaren gezondheid’ (2012)"), ((CRIME, 2022), "‘Misdrijven’ (2022)")],
)
def test_an_area_without_one_of_the_figures_has_no_comparison(gone: tuple[str, int], told: str) -> None:
    missing = {key: math.nan if key == gone else value for key, value in place(0).items()}
    absent = {key: value for key, value in place(0).items() if key != gone}
    assert reason(missing, pairs()) == reason(absent, pairs())
    assert reason(missing, pairs()).endswith(f"nodig is: {told}.")


def test_a_year_that_not_every_wijk_of_the_group_has_is_no_point_of_the_line() -> None:
    pool = [place(1) | {(CRIME, 2023): 40.0, (CRIME, 2024): 42.0}, place(2) | {(CRIME, 2024): 44.0}, place(9)]
    found = compared(place(0) | {(CRIME, 2023): 30.0}, pool, dataclasses.replace(BY_HAND, group=2))
    rows = found.lines.set_index("period")
    assert list(rows.index) == list(CRIMES.years)
    assert rows.loc[[2021, 2022, 2024, 2025], "group"].to_list() == [50.0, 50.0, 43.0, 50.0]
    assert math.isnan(rows.loc[2023, "group"])
    assert rows["reason"].to_dict() == {
        2021: "",
        2022: "",
        2023: "Niet elke wijk van de groep heeft een cijfer over dit jaar.",
        2024: "Geen cijfer van Rotterdam-Zuid.",
        2025: "",
    }
    assert list(values(found, ZUID)["Toelichting"]) == list(rows["reason"])


def test_a_line_without_holes_has_no_remarks() -> None:
    years = {(CRIME, year): 50.0 for year in CRIMES.years}
    table = values(compared(place(0) | years, [place(1) | years, place(9)]), ZUID)
    assert list(table.columns) == ["Jaar", "Rotterdam-Zuid", "Vergelijkbare wijken, gemiddeld"]
    assert table.to_numpy().tolist() == [[year, 50.0, 50.0] for year in CRIMES.years]


def test_offered_is_what_is_judged_and_measured_before_at_and_after_the_baseline() -> None:
    def table(name: str, years: Sequence[int]) -> pd.DataFrame:
        return published([{(name, year): 1.0 for year in years}])

    assert offered(pd.concat([table(FEELING, [2020, 2022, 2024]), table(CRIME, [2021, 2022, 2025])])) == [
        CRIME,
        FEELING,
    ]
    for years in ([2022, 2025], [2021, 2022], [2021, 2025]):
        assert offered(table(CRIME, years)) == []
    assert indicators()["wmo"].baseline == 2019
    assert offered(table("wmo", [2018, 2019, 2020])) == []


def test_tables_name_what_they_hold() -> None:
    found = compared(place(0, since=9.96), [place(1, since=4.04), place(3)])
    table = wijken(found, CRIMES)
    assert table.to_dict("records") == [
        {
            "Wijk": "Wijk 0",
            "Gemeente": "Elders",
            "Inwoners": 4000,
            "Afstand": pytest.approx(1 / math.sqrt(2)),
            "2022": 50.0,
            "2025": 54.04,
            "Verandering": 4.0,
        }
    ]
    row = {"Kenmerk": "Goede ervaren gezondheid", "Jaar": 2012, "Rotterdam-Zuid": "0,0%"}
    assert balance(found, ZUID).to_dict("records") == [row | {"Vergelijkbare wijken, gemiddeld": "1,0%"}]
