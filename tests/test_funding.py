"""Public money: the table of decisions built from the records, and what adds up in it."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nplv.analysis import funding as money
from nplv.analysis import funding_tables as tables
from nplv.analysis import funding_words as words
from nplv.analysis.homes import expected_homes, homes_finding
from nplv.pipeline.funding import FundingError, build_funding, build_letter
from nplv.registry import RegistryError, areas, schemes
from nplv.registry.funding import Notes, Relation, letter_figures, notes, relations
from nplv.snapshot import open_snapshot
from nplv.sources import funding as source

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
needs_records = pytest.mark.skipif(not (DATA / "geldstromen").exists(), reason="the recorded source data is not here")

MILLION = 1_000_000


@pytest.fixture(scope="module")
def funding() -> pd.DataFrame:
    return open_snapshot(ROOT).funding()


@pytest.fixture(scope="module")
def letter() -> pd.DataFrame:
    return open_snapshot(ROOT).letter()


@pytest.fixture(scope="module")
def composition() -> pd.DataFrame:
    return open_snapshot(ROOT).composition()


def built(**changes: Any) -> pd.DataFrame:
    """The table of decisions from the records, with some inputs replaced."""
    inputs: dict[str, Any] = {
        "raw": source.decisions(DATA),
        "letter": source.letter_figures(DATA),
        "totals": source.national_totals(DATA),
        "area_slugs": {name: area.slug for area in areas().values() for name in (area.name, *area.aliases)},
        "schemes": schemes(),
        "figures": letter_figures(),
        "relations": relations(),
        "notes": notes(),
    }
    return build_funding(**{**inputs, **changes})


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


# --- the table of decisions -----------------------------------------------------------------------


@needs_records
def test_every_record_is_in_the_table(funding: pd.DataFrame) -> None:
    with (DATA / "geldstromen" / "funding.csv").open(encoding="utf-8") as file:
        recorded = sorted((row["source_url"], row["amount_eur"]) for row in csv.DictReader(file))
    with (DATA / "geldstromen" / "national_totals.csv").open(encoding="utf-8") as file:
        totals = sorted((row["source_url"], row["amount_eur"]) for row in csv.DictReader(file))
    with (DATA / "geldstromen" / "letter_figures.csv").open(encoding="utf-8") as file:
        letter = sorted(row["value"] for row in csv.DictReader(file) if row["unit"].startswith("EUR"))
    assert (len(recorded), len(totals), len(letter)) == (124, 26, 23)
    local = funding[funding["gm_code"].notna()]
    national = funding[funding["gm_code"].isna() & ~funding["id"].str.startswith("brief-")]
    quoted = funding[funding["id"].str.startswith("brief-")]
    assert sorted(zip(local["source_url"], map(as_recorded, local["amount_eur"]), strict=True)) == recorded
    assert sorted(zip(national["source_url"], map(as_recorded, national["amount_eur"]), strict=True)) == totals
    letter.remove("1460")  # euros per home: a norm, not a decision
    assert sorted(map(as_recorded, quoted["amount_eur"])) == letter


def as_recorded(amount: float) -> str:
    return f"{amount:.2f}".removesuffix(".00")


@needs_records
def test_the_snapshot_holds_what_the_records_say(funding: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(funding, built(), check_dtype=False)


@needs_records
def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    shuffled = source.decisions(DATA).sample(frac=1, random_state=7).reset_index(drop=True)
    pd.testing.assert_frame_equal(built(raw=shuffled), built())


def test_ids_are_unique_and_readable(funding: pd.DataFrame) -> None:
    assert funding["id"].is_unique
    assert funding["id"].str.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*").all()
    by_id = funding.set_index("id")["amount_eur"]
    assert by_id["vhf-2021-amsterdam-zuidoost"] == 41 * MILLION
    assert by_id["vhf-2023-breda-11400"] == 11.4 * MILLION
    assert by_id["vhf-2023-breda-2700"] == 2.7 * MILLION


def test_words_of_the_table_are_those_of_the_model(funding: pd.DataFrame) -> None:
    assert set(funding["scheme"]) <= set(schemes())
    assert set(funding["geo_level"]) <= {
        "nationaal", "focusgebieden", "gemeenten_19", "regio", "gemeente", "focusgebied",
    }  # fmt: skip
    assert set(funding["exclusive"]) == {"yes", "no", "unknown"}
    assert set(funding["basis"]) == {"total", "per_year", "maximum"}
    assert set(funding["precision"]) == {"exact", "rounded", "at_least", "about"}
    assert set(funding["status"]) <= {"requested", "announced", "reserved", "available", "granted"}
    assert set(funding["focus_area"].dropna()) <= set(areas())
    assert funding["decided_on"].dropna().str.fullmatch(r"\d{4}(-\d\d){0,2}").all()
    assert funding["source_url"].str.match(r"https?://").all()


@pytest.mark.parametrize(
    ("name", "precision", "basis"),
    [
        ("vhf-2024-1-rotterdam-zuid", "exact", "total"),
        ("vhf-2021-lelystad-oost", "at_least", "total"),  # "ruim"
        ("kansrijke-wijk-2023-breda-noord", "at_least", "total"),  # "meer dan"
        ("woontop-2025-groningen-noord", "at_least", "total"),  # lower bound
        ("vhf-2023-rotterdam-zuid", "about", "total"),  # "bijna"
        ("regio-deal-6-vitale-wijken-2-utrecht-overvecht", "about", "total"),  # sources differ
        ("woningbouwimpuls-1-schiedam", "rounded", "total"),  # exact to 10,000
        ("kansrijke-wijk-2023-eindhoven-woensel-zuid", "rounded", "maximum"),
        ("preventie-met-gezag-1-rotterdam", "at_least", "per_year"),
        ("gala-2023-nationaal", "about", "per_year"),
        ("brief-nplv-900-miljoen", "about", "total"),
        ("brief-isolatie-totaal", "at_least", "total"),
    ],
)
def test_precision_and_basis_follow_the_source(funding: pd.DataFrame, name: str, precision: str, basis: str) -> None:
    row = funding.set_index("id").loc[name]
    assert (row["precision"], row["basis"]) == (precision, basis)


def test_unknown_years_stay_unknown(funding: pd.DataFrame) -> None:
    by_id = funding.set_index("id")
    assert pd.isna(by_id.loc["regio-deal-3-groningen-noord", "year_from"])
    assert pd.isna(by_id.loc["brief-re-integratie-structureel", "year_to"])
    assert by_id.loc["vhf-2023-den-haag-zuidwest", "year_to"] == 2033


@needs_records
def test_every_note_of_the_record_has_a_dutch_one(funding: pd.DataFrame) -> None:
    noted = built(notes=Notes(notes=notes().notes, decided_on={}, precision={}))["note"].notna().sum()
    assert noted == funding["note"].notna().sum() >= 118 + 20 + 22
    english = r"\b(?:the|not|and|with|seen|checked|homes|municipality)\b"
    assert not funding["note"].dropna().str.contains(english).any()


@needs_records
def test_a_missing_dutch_note_is_an_error() -> None:
    kept = {name: text for name, text in notes().notes.items() if name != "vhf-2021-zaandam-oost"}
    with pytest.raises(FundingError, match="vhf-2021-zaandam-oost"):
        built(notes=Notes(notes=kept, decided_on={}, precision={}))


@needs_records
def test_a_declared_id_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FundingError, match="bestaat-niet"):
        built(notes=Notes(notes=notes().notes, decided_on={"bestaat-niet": "2021"}, precision={}))
    with pytest.raises(FundingError, match="bestaat-niet"):
        built(relations=(Relation("part_of", ("vhf-2021-rotterdam-zuid",), "reden", "bewijs", "bestaat-niet"),))


@needs_records
def test_an_undeclared_tranche_is_an_error() -> None:
    raw = source.decisions(DATA)
    raw.loc[0, "tranche"] = "9 (2030)"
    with pytest.raises(RegistryError, match=r"9 \(2030\)"):
        built(raw=raw)


# --- the letter -----------------------------------------------------------------------------------


def test_homes_of_the_letter(letter: pd.DataFrame) -> None:
    value = letter.set_index("id")["value"]
    homes = ("sloop", "sloop-sociale-huur", "nieuwbouw", "nieuwbouw-sociale-huur")
    assert [value[f"brief-{name}"] for name in homes] == [1139, 527, 1934, 1027]
    assert [value[f"brief-{name}-focusgebieden"] for name in homes] == [707, 416, 1588, 668]
    assert value["brief-woningbouwimpuls-woningen"] == 24463
    assert value["brief-energiearmoede-focusgebieden"] == 13.2
    assert value["brief-energiearmoede-nederland"] == 7.4


def test_amounts_of_the_letter_are_the_same_in_both_tables(letter: pd.DataFrame, funding: pd.DataFrame) -> None:
    assert len(letter) == 53
    both = letter.dropna(subset="funding_id").merge(funding, left_on="funding_id", right_on="id")
    assert len(both) == 22
    assert (both["value"] == both["amount_eur"]).all()


@needs_records
def test_quotes_stand_in_the_letter(letter: pd.DataFrame) -> None:
    text = (DATA / "brief" / "kamerbrief_voortgang_nplv_2023-06-12.txt").read_text(encoding="utf-8")
    # A footnote at the foot of a page cuts one sentence in two.
    text = re.sub(r"¹² Tevens is structureel.*?tijdelijke investeringen\.", "", text, flags=re.DOTALL) + text
    text = as_running_text(text)
    for quote in letter["quote"]:
        for part in quote.split("; "):
            assert as_running_text(part) in text


def as_running_text(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[⁰¹²³⁴-⁹]", "", text.replace("’", "'"))).strip()


@needs_records
def test_a_figure_that_is_not_declared_is_an_error() -> None:
    record = source.letter_figures(DATA)
    record.loc[3, "figure"] = "something else"
    with pytest.raises(FundingError, match="something else"):
        build_letter(record, letter_figures())


def test_what_the_letter_says_of_homes_is_put_in_words(letter: pd.DataFrame) -> None:
    # 416 of 707 is 58.8%, 668 of 1,588 is 42.1%
    assert homes_finding(expected_homes(letter)) == (
        "In zes focusgebieden worden naar verwachting 707 woningen gesloopt en 1.588 gebouwd; "
        "sociale huur is 59% van de sloop en 42% van de nieuwbouw"
    )


# --- overlaps -------------------------------------------------------------------------------------


def test_no_part_and_whole_are_both_in_the_stacks(funding: pd.DataFrame) -> None:
    whole = funding.dropna(subset="part_of").set_index("id")["part_of"].to_dict()
    stacked = set(money.stackable(funding)["id"])
    for name in whole:
        above, seen = whole.get(name), {name}
        while above is not None:
            assert above not in seen, f"{name} is part of itself"
            assert not (name in stacked and above in stacked)
            seen.add(above)
            above = whole.get(above)


def test_parts_are_not_more_than_the_whole(funding: pd.DataFrame) -> None:
    by_id = funding.set_index("id")
    parts = funding.dropna(subset="part_of")
    parts = parts[parts["basis"] == parts["part_of"].map(by_id["basis"])]
    assert (parts["amount_eur"] <= parts["part_of"].map(by_id["amount_eur"])).all()
    # What the letter names is the same money once more; the other parts lie beside each other.
    parts = parts[~parts["id"].str.startswith("brief-")]
    for name, amount in parts.groupby("part_of")["amount_eur"].sum().items():
        # The three tranches of 600 million make 600.5: the sources round.
        assert amount <= by_id.loc[name, "amount_eur"] * 1.001, name


def test_four_deals_are_the_93_million_of_the_letter(funding: pd.DataFrame) -> None:
    deals = funding[funding["part_of"] == "brief-regio-deals"]
    assert deals["amount_eur"].sum() == 93 * MILLION
    assert len(deals) == 4


def test_every_relation_quotes_its_evidence() -> None:
    assert all(relation.reason.endswith(".") and len(relation.evidence) > 10 for relation in relations())


# --- what adds up ---------------------------------------------------------------------------------


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


# --- years and reconciliation ---------------------------------------------------------------------


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


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"amount_eur": 41e6, "precision": "rounded"}, "€ 41 mln"),
        ({"amount_eur": 39e6, "precision": "at_least"}, "ruim € 39 mln"),
        ({"amount_eur": 900e6, "precision": "about"}, "ongeveer € 900 mln"),
        ({"amount_eur": 3.9e6, "basis": "per_year"}, "€ 3,9 mln per jaar"),
        ({"amount_eur": 4.9e6, "basis": "maximum"}, "€ 4,9 mln (maximum)"),
        ({"amount_eur": None}, "onbekend"),
    ],
)
def test_an_amount_is_as_precise_as_its_source(changes: dict[str, Any], text: str) -> None:
    assert words.amount(decision("a", **changes)) == text


def test_the_finding_names_the_most_or_the_selected(funding: pd.DataFrame, composition: pd.DataFrame) -> None:
    rows = money.stacks(funding, composition)
    assert words.stacks_finding(rows, per_inhabitant=False) == (
        "In Rotterdam is het meeste toegekende geld bekend: € 286,8 mln, uit 4 van de 8 regelingen"
    )
    assert words.stacks_finding(rows, per_inhabitant=False, gm_code="GM0503") == (
        "In Delft is € 16,7 mln toegekend geld bekend, uit 2 van de 8 regelingen; "
        "€ 4,4 mln daarvan is niet of niet zeker alleen voor het focusgebied"
    )
    assert words.stacks_finding(rows, per_inhabitant=False, gm_code="GM0356") == (
        "Van Nieuwegein is geen bedrag bekend dat opgeteld kan worden; dat is iets anders dan nul"
    )
    each = money.stacks(funding, composition, per_inhabitant=True)
    assert words.stacks_finding(each, per_inhabitant=True, gm_code="GM0622") == (
        "In Vlaardingen is per inwoner van het focusgebied € 818 toegekend geld bekend, uit 1 van de 8 regelingen"
    )


def test_the_finding_on_years(funding: pd.DataFrame) -> None:
    assert words.years_finding(money.by_year(funding, "GM0599"), "Rotterdam") == (
        "Rotterdam kreeg in 2018 het meeste toegekend: € 130 mln"
    )
    assert words.years_finding(money.by_year(funding, "GM0356"), "Nieuwegein") == (
        "Van Nieuwegein is geen toekenning met een jaar bekend"
    )


def test_days_months_and_years_are_written_in_full() -> None:
    assert [words.day(text) for text in ("2023-12-12", "2021-07", "2025")] == ["12 december 2023", "juli 2021", "2025"]


def test_counts_of_decisions_are_written(funding: pd.DataFrame) -> None:
    stacked, listed = money.stackable(funding), money.beside(funding)
    assert words.stacked_finding(of(stacked, "GM0344"), "Utrecht") == "8 toekenningen voor Utrecht, samen € 96 mln"
    assert words.stacked_finding(of(stacked, "GM0622"), "Vlaardingen") == (
        "1 toekenning voor Vlaardingen, samen € 11,3 mln"
    )
    # Rotterdam: the yearly amount, the regional deal and the programmabureau
    assert words.beside_finding(of(listed, "GM0599"), "Rotterdam") == (
        "3 bedragen tellen voor Rotterdam niet mee in de balk"
    )
    assert words.beside_finding(of(listed, "GM0855"), "Tilburg") == "1 bedrag telt voor Tilburg niet mee in de balk"


def test_a_difference_with_a_published_total_is_put_in_words() -> None:
    row = {"known_eur": 264_668_166, "total_eur": 412e6, "share": 264_668_166 / 412e6, "scope": "nationaal"}
    assert words.reconciled(row) == (
        "Van € 412 mln is hier € 264,7 mln (64%) bekend per gemeente of regio; "
        "de rest ging naar andere gemeenten of is hier niet bekend."
    )
    assert "klopt niet" in words.reconciled({**row, "known_eur": 413e6})


# --- tables for a reader ---------------------------------------------------------------------------


def test_the_table_of_segments_keeps_unknown_apart_from_zero(funding: pd.DataFrame, composition: pd.DataFrame) -> None:
    table_ = tables.stack_table(money.stacks(funding, composition)).set_index("Gemeente")
    assert table_.loc["Nieuwegein", "Regeling"] == "geen bedrag bekend"
    assert pd.isna(table_.loc["Nieuwegein", "Euro"])
    assert table_.loc["Vlaardingen", "Euro per inwoner"] == pytest.approx(11_322_761.16 / 13_840)


def test_the_table_of_decisions_has_a_source_for_each(funding: pd.DataFrame) -> None:
    table_ = tables.decision_table(money.beside(funding))
    assert len(table_) == 92
    assert table_[["Bedrag", "Status", "Bestemming", "Reden", "Bron", "Adres", "Zekerheid"]].notna().all(axis=None)
    parkstad = table_.set_index("Kenmerk").loc["regio-deal-6-parkstad-limburg-heerlen-noord"]
    assert parkstad["Regeling"] == "Regio Deal, 6e tranche: Parkstad Limburg"
    assert parkstad["Datum bron"] == "3 februari 2025"


def test_the_tables_of_years_totals_and_letter_are_complete(funding: pd.DataFrame, letter: pd.DataFrame) -> None:
    years = tables.year_table(money.by_year(funding, "GM0599"))
    assert years["Euro"].sum() == pytest.approx(286_802_103.66)
    assert years.loc[years["Jaar"] == 2018, "Jaar van"].to_list() == ["het begin van de periode"]
    assert len(tables.reconciled_table(money.reconcile(funding))) == 13
    assert tables.letter_table(letter)["Citaat"].notna().sum() == 53
