"""The table of decisions on money, built from the records, and the figures of the letter."""

import csv
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nplv.analysis import funding as money
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
