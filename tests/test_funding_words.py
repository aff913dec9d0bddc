"""Findings on money in words, and its tables for a reader."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nplv.analysis import funding as money
from nplv.analysis import funding_tables as tables
from nplv.analysis.homes import expected_homes
from nplv.analysis.sentences import funding as words
from nplv.snapshot import open_snapshot

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def funding() -> pd.DataFrame:
    return open_snapshot(ROOT).funding()


@pytest.fixture(scope="module")
def letter() -> pd.DataFrame:
    return open_snapshot(ROOT).letter()


@pytest.fixture(scope="module")
def composition() -> pd.DataFrame:
    return open_snapshot(ROOT).composition()


def of(rows: pd.DataFrame, gm_code: str) -> pd.DataFrame:
    return rows[rows["gm_code"] == gm_code]


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
    assert words.amount({"amount_eur": 1e6, "precision": "exact", "basis": "total", **changes}) == text


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


def test_what_the_letter_says_of_homes_is_put_in_words(letter: pd.DataFrame) -> None:
    # 416 of 707 is 58.8%, 668 of 1,588 is 42.1%
    assert words.homes_finding(expected_homes(letter)) == (
        "In zes focusgebieden worden naar verwachting 707 woningen gesloopt en 1.588 gebouwd; "
        "sociale huur is 59% van de sloop en 42% van de nieuwbouw"
    )


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
