"""One area on all indicators. Expected values are worked out by hand or by another route from the snapshot."""

import math
from functools import cache

import pandas as pd
import pytest

from nplv.analysis import profile
from nplv.analysis.comparison import OTHERS
from nplv.analysis.sentences import profile as words
from nplv.charts.profile import chart
from nplv.registry import Level, areas, indicators
from nplv.snapshot import open_snapshot
from tests.pages import ROOT

OVERVECHT, HEERLEN = areas()["utrecht-overvecht"], areas()["heerlen-noord"]
LEVELS = ("nederland", "gemeente", "rest_gemeente", "focusgebieden", "focusgebied")


@cache
def observations() -> pd.DataFrame:
    return open_snapshot(ROOT).all_observations(LEVELS)


@cache
def rows(slug: str, wanted: Level = "nederland") -> pd.DataFrame:
    return profile.profile(observations(), areas()[slug], wanted)


def row(slug: str, identity: str, wanted: Level = "nederland") -> dict:
    found = rows(slug, wanted).set_index("indicator").loc[identity].to_dict()
    return {"indicator": identity, **found}


def test_overvecht_on_crimes() -> None:
    # 68.4 against 44.3 per 1,000; in five areas it is higher, so place 15 of 20 from the lowest.
    found = row("utrecht-overvecht", "misdrijven")
    every = observations().query("indicator == 'misdrijven' and level == 'focusgebied' and period == 2025")["value"]
    assert (found["difference"], found["verdict"]) == (24.1, "slechter")
    assert found["place"] == 1 + (every.round(1) < 68.4).sum() == 15
    assert (found["lowest"], found["highest"], found["known"]) == (every.min(), every.max(), 20)
    assert words.beside(found) == "68,4 in 2025 · Nederland 44,3"
    assert words.verdict(found) == "▲ slechter"


def test_without_a_national_figure_the_other_nineteen_take_its_place_and_are_named() -> None:
    found = row("utrecht-overvecht", "leefbaarometer")
    assert found["level"] == OTHERS
    assert words.beside(found) == "−0,248 in 2024 · andere 19 −0,164"
    assert words.verdict(found) == "▼ lager"  # no interval, so it is not called worse


def test_counts_are_there_and_are_not_compared() -> None:
    found = row("utrecht-overvecht", "inwoners")
    assert (found["level"], found["verdict"]) == (None, None)
    assert math.isnan(found["difference"])
    assert words.verdict(found) == "niet vergeleken"


def synthetic(places: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """Synthetic rows of a profile: indicator -> place and number of areas."""
    table = pd.DataFrame({"indicator": list(places), "place": [0] * len(places), "known": [0] * len(places)})
    table[["place", "known"]] = list(places.values())
    return table


def test_strengths_and_concerns_follow_the_declared_rule() -> None:
    best, worst = profile.outstanding(
        synthetic(
            {
                "koopwoningen": (1, 20),  # composition: never good or bad
                "leefbaarometer": (10, 20),
                "misdrijven": (2, 20),
                "ervaren-gezondheid": (11, 20),
                "arbeidsparticipatie": (18, 18),
                "lage-financiele-welvaart": (1, 5),  # too few areas
                "leefbaarometer-overlast": (3, 20),
                "leefbaarometer-woningvoorraad": (4, 20),
            }
        )
    )
    assert list(best["indicator"]) == ["misdrijven", "leefbaarometer-overlast", "leefbaarometer-woningvoorraad"]
    assert list(worst["indicator"]) == ["arbeidsparticipatie", "ervaren-gezondheid"]


def test_overvecht_has_no_strength_and_the_page_says_so() -> None:
    best, worst = profile.outstanding(rows("utrecht-overvecht"))
    assert best.empty
    assert list(worst["indicator"]) == ["leefbaarometer", "leefbaarometer-woningvoorraad", "arbeidsparticipatie"]
    assert words.none_outstanding(OVERVECHT, better=True) == (
        "Geen: Utrecht Overvecht staat op geen van deze indicatoren in de betere helft van de focusgebieden."
    )


def test_a_strength_tells_place_level_and_difference() -> None:
    best, _ = profile.outstanding(rows("heerlen-noord"))
    assert [words.place(one) for one in best.to_dict("records")] == [
        "plaats 2 van 20. −0,013 (afwijking van het ijkpunt) in 2024, 0,054 hoger dan in de andere 19 focusgebieden.",
        "plaats 7 van 20. −0,138 (afwijking van het ijkpunt) in 2024, 0,029 hoger dan in de andere 19 focusgebieden.",
        "plaats 8 van 20. 58,5 per 1.000 inwoners in 2025, 14,2 meer dan in Nederland.",
    ]


def test_who_lives_there() -> None:
    assert words.inhabitants(rows("utrecht-overvecht"), OVERVECHT) == (
        "In Utrecht Overvecht wonen 35.255 mensen in 17.470 huishoudens (2024). 17,7% is jonger dan 15 jaar "
        "(Nederland: 15,1%). 13,9% is 65 jaar of ouder (Nederland: 20,5%)."
    )


def test_the_title_counts_only_what_is_held_against_the_wanted() -> None:
    assert words.title(rows("heerlen-noord"), HEERLEN, "nederland") == (
        "Heerlen-Noord naast Nederland: van 11 cijfers 4 hoger, 7 lager en 0 vergelijkbaar of gelijk; aantoonbaar "
        "slechter op 1."
    )
    assert words.title(rows("heerlen-noord").iloc[:0], HEERLEN, "gemeente") == (
        "Heerlen-Noord: er is geen cijfer van de hele gemeente om mee te vergelijken."
    )


@pytest.mark.parametrize("slug", areas())
def test_every_declared_indicator_has_a_row_or_a_reason(slug: str) -> None:
    missing = profile.missing(observations(), areas()[slug])
    named = [one.id for some in missing.values() for one in some]
    assert sorted([*rows(slug)["indicator"], *named]) == sorted(indicators())
    assert all(len(reason) > 20 for reason in missing)


@pytest.mark.parametrize("wanted", ["nederland", "gemeente", "rest_gemeente", OTHERS])
@pytest.mark.parametrize("slug", areas())
def test_each_area_has_a_chart_within_its_frame(slug: str, wanted: Level) -> None:
    drawn = chart(rows(slug, wanted), areas()[slug], "beschrijving").to_dict()
    lines = next(some for some in drawn["datasets"].values() if "own" in some[0])
    for one in lines:
        places = [one[name] for name in ("low", "first", "third", "high", "own")]
        assert max(map(abs, places)) == pytest.approx(1)
        assert min(one["low"], one["high"]) - 1e-9 <= one["own"] <= max(one["low"], one["high"]) + 1e-9
    crimes = next(one for one in lines if one["name"] == "Misdrijven")
    found = row(slug, "misdrijven", wanted)
    assert (crimes["own"] < 0) == (found["value"] > found["other"])  # more crimes are drawn on the worse side, left
