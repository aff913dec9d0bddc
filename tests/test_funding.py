"""What adds up of the money, per gemeente and year, and why the rest does not."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nplv.analysis import funding as money
from nplv.snapshot import open_snapshot

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
needs_records = pytest.mark.skipif(not (DATA / "geldstromen").exists(), reason="the recorded source data is not here")

MILLION = 1_000_000


@pytest.fixture(scope="module")
def funding() -> pd.DataFrame:
    return open_snapshot(ROOT).funding()


@pytest.fixture(scope="module")
def composition() -> pd.DataFrame:
    return open_snapshot(ROOT).composition()


def decision(name: str, **changes: Any) -> dict[str, Any]:
    """A synthetic decision that adds up, with some fields replaced."""
    return {
        "id": name,
        "part_of": None,
        "supersedes": None,
        "relation": None,
        "apart": None,
        "scheme": "volkshuisvestingsfonds",
        "round": "synthetisch",
        "geo_level": "gemeente",
        "gm_code": "GM0599",
        "exclusive": "yes",
        "decided_on": "2021-07",
        "year_from": 2021,
        "amount_eur": 1.0 * MILLION,
        "basis": "total",
        "precision": "exact",
        "status": "granted",
    } | changes


def table(*rows: Mapping[str, Any]) -> pd.DataFrame:
    text = {"part_of": "str", "supersedes": "str", "relation": "str", "apart": "str", "decided_on": "str"}
    return pd.DataFrame(rows).astype({**text, "year_from": "Int64"})


def of(rows: pd.DataFrame, gm_code: str) -> pd.DataFrame:
    return rows[rows["gm_code"] == gm_code]


def test_stack_and_list_together_are_the_whole_table(funding: pd.DataFrame) -> None:
    stacked, listed = money.stackable(funding), money.beside(funding)
    assert sorted([*stacked["id"], *listed["id"]]) == sorted(funding["id"])
    assert len(stacked) == 80
    assert stacked["amount_eur"].sum() + listed["amount_eur"].sum() == pytest.approx(funding["amount_eur"].sum())
    assert (listed["reason"].str.len() > 0).all()


@needs_records
def test_stacks_hold_what_the_records_say_adds_up(funding: pd.DataFrame) -> None:
    """Given the record itself, When rule 1 is applied to it with its own words, Then the sums are the same."""
    with (DATA / "geldstromen" / "funding.csv").open(encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["geo_level"] in ("municipality", "area")
            and row["status"] == "granted"
            and row["amount_basis"] == "total for the period"
            and "maximum" not in row["precision"]
            and "keep out of the focus-area stack" not in row["note"]
            and "do NOT chart" not in row["note"]
        ]
    expected: dict[str, float] = {}
    for row in rows:
        expected[row["municipality_code"]] = expected.get(row["municipality_code"], 0) + float(row["amount_eur"])
    assert money.stackable(funding).groupby("gm_code")["amount_eur"].sum().to_dict() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("gm_code", "total"),
    [
        # Rotterdam: fund 40 + 28 + 21,102,103.66; deals 130 + 30; homes 11 + 26.7 million
        ("GM0599", 286_802_103.66),
        # Utrecht: fund 14; Kansrijke Wijk 7 + 7.8; deals 10 + 5; Woontop 20; homes 13 + 19.2 million
        ("GM0344", 96_000_000),
        # Delft: fund 2,235,449.17 + 2,166,223.64; deal 12.3 million; not the 5 million without a scheme
        ("GM0503", 16_701_672.81),
        # Schiedam: fund 11 million + 4,882,634.86; homes 18.05 million; not the deal of the region
        ("GM0606", 33_932_634.86),
    ],
)
def test_stack_of_a_gemeente_added_by_hand(
    funding: pd.DataFrame, composition: pd.DataFrame, gm_code: str, total: float
) -> None:
    bar = of(money.stacks(funding, composition), gm_code)
    assert bar["value"].sum() == pytest.approx(total)
    assert bar["total"].unique() == pytest.approx(total)


def test_all_nineteen_gemeenten_have_a_bar_and_unknown_is_not_zero(
    funding: pd.DataFrame, composition: pd.DataFrame
) -> None:
    rows = money.stacks(funding, composition)
    assert rows["gm_code"].nunique() == 19
    assert rows["gm_code"].iloc[0] == "GM0599"  # the largest first
    nieuwegein = of(rows, "GM0356").iloc[0]
    assert pd.isna(nieuwegein["total"])
    assert nieuwegein["schemes_known"] == 0
    assert rows["gm_code"].iloc[-1] == "GM0356"


def test_a_bar_says_how_many_schemes_are_known(funding: pd.DataFrame, composition: pd.DataFrame) -> None:
    heerlen = of(money.stacks(funding, composition), "GM0917")
    assert set(heerlen["schemes_known"]) == {6}
    assert set(heerlen["schemes_total"]) == {8}


def test_per_inhabitant_counts_both_areas_of_amsterdam(funding: pd.DataFrame, composition: pd.DataFrame) -> None:
    rows = money.stacks(funding, composition, per_inhabitant=True)
    amsterdam = of(rows, "GM0363")
    assert set(amsterdam["inhabitants"]) == {164_725 + 92_350}
    # 41 + 27 + 27,136,679.07 + 8.9 + 9.1 + 18 million, over 257,075
    assert amsterdam["value"].sum() == pytest.approx(131_136_679.07 / 257_075)
    assert of(rows, "GM0599")["value"].sum() == pytest.approx(1348.80, abs=0.01)
    assert rows["gm_code"].iloc[0] == "GM0479"


def test_hatched_is_all_that_is_not_surely_for_the_area(funding: pd.DataFrame, composition: pd.DataFrame) -> None:
    rotterdam = of(money.stacks(funding, composition), "GM0599")
    # 40 (unknown) + 11 (unknown) + 26.7 (no) million
    assert rotterdam.loc[rotterdam["hatched"].eq(True), "amount_eur"].sum() == 77.7 * MILLION


def test_a_decision_outside_the_nineteen_is_an_error(composition: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="GM9999"):
        money.stacks(table(decision("a", gm_code="GM9999")), composition)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("brief-nplv-900-miljoen", "citaat"),
        ("rijksbijdrage-onbekend-delft-west", "noemt de regeling niet"),
        ("woningbouwimpuls-4-amsterdam", "niet in een focusgebied"),
        ("regio-deal-5-waterwegregio-vlaardingen", "Dezelfde deal als bij Schiedam"),
        ("regio-deal-4-parkstad-limburg-heerlen-noord", "Regionaal bedrag"),
        ("preventie-met-gezag-1-rotterdam", "per jaar"),
        ("preventie-met-gezag-1-lelystad-oost", "Aangevraagd"),
        ("kansrijke-wijk-2023-eindhoven-woensel-zuid", "maximum"),
        ("programmabureau-2023-delft-west", "via Kansrijke Wijk"),
        ("woontop-2025-groningen-noord", "Gereserveerd"),
        ("brief-isolatie-2023", "verhoogd naar € 425 miljoen"),
        ("brief-isolatie-19-gemeenten", "306 miljoen"),
        ("vhf-2021-nationaal-412000", "Landelijk bedrag"),
    ],
)
def test_what_does_not_add_up_says_why(funding: pd.DataFrame, name: str, reason: str) -> None:
    assert reason in money.beside(funding).set_index("id").loc[name, "reason"]


def test_a_part_of_a_regional_deal_stands_in_for_it(funding: pd.DataFrame) -> None:
    stacked = set(money.stackable(funding)["id"])
    assert "regio-deal-3-vitale-wijken-utrecht-overvecht" in stacked
    assert "regio-deal-3-vitale-wijken-nieuwegein" not in stacked


def test_a_part_of_something_that_adds_up_stands_beside() -> None:
    rows = table(decision("whole"), decision("part", part_of="whole", relation="Deel."))
    assert list(money.stackable(rows)["id"]) == ["whole"]
    assert list(money.beside(rows)["reason"]) == ["Deel."]


def test_a_superseded_decision_stands_beside() -> None:
    rows = table(decision("old", relation="Vervangen."), decision("new", supersedes="old"))
    assert list(money.stackable(rows)["id"]) == ["new"]
    assert list(money.beside(rows)["reason"]) == ["Vervangen."]


def test_an_unknown_amount_stands_beside() -> None:
    rows = table(decision("known"), decision("unknown", amount_eur=float("nan")))
    assert list(money.beside(rows)["reason"]) == ["Het bedrag is niet bekend."]


def test_nothing_is_spread_over_years(funding: pd.DataFrame) -> None:
    rows = money.by_year(funding, "GM0599")
    assert rows["amount_eur"].sum() == pytest.approx(286_802_103.66)
    # 28 (fund) + 30 (deal) + 26.7 (homes) million were granted in 2023
    assert rows.loc[rows["year"] == 2023, "amount_eur"].sum() == pytest.approx(84.7 * MILLION)
    assert not rows.loc[rows["year"] == 2018, "decided"].any()


def test_the_year_is_that_of_the_decision_not_of_the_period(funding: pd.DataFrame) -> None:
    rows = money.by_year(funding, "GM0014")
    assert rows.loc[rows["scheme"] == "preventie-met-gezag", "year"].to_list() == [2022]  # for 2023 to 2026
    unknown = rows[rows["year"].isna()]
    assert unknown["amount_eur"].to_list() == [15 * MILLION]


def test_known_decisions_against_published_totals(funding: pd.DataFrame) -> None:
    found = money.reconcile(funding).set_index(["scheme", "round"])
    first = found.loc[("volkshuisvestingsfonds", "1e tranche (2021)")]
    # 41 + 40 + 43.4 + 39 + 26 + 25 + 10.5 + 8.2 + 20.568166 + 11 million, of 412: not of the 450 with VAT
    assert (first["known_eur"], first["total_eur"], first["decisions"]) == (264_668_166, 412 * MILLION, 10)
    deals = found.loc[("regio-deal", "5e tranche")]
    # Groningen 10, Delft 12.3, Drechtsteden 25, Waterwegregio 17.7 once
    assert (deals["known_eur"], deals["decisions"]) == (65 * MILLION, 4)
    assert found.loc[("regio-deal", "6e tranche"), "known_eur"] == 43.3 * MILLION  # 20 with the 5 in it, 15, 8.3
    assert found.loc[("kansrijke-wijk", "2e periode (2026–2028)"), "total_eur"] == 408 * MILLION
    assert (found["known_eur"] <= found["total_eur"]).all()
