"""Tables as files, read back with other tools. The tables are synthetic."""

import io
from typing import Any

import openpyxl
import pandas as pd
import pytest

from nplv.export.about import About
from nplv.export.table import csv, xlsx
from nplv.registry import indicators
from tests.test_figure import SOURCE, TABLE

ABOUT = About(
    finding="Wat er te zien is.",
    sources=[SOURCE],
    dated="Gegevens tot en met 19 juli 2026",
    link="https://voorbeeld.example/kaart?gebied=heerlen-noord",
    selection={"Gekozen gebied": "Heerlen-Noord", "Gekozen jaar": "2024"},
    period="2024",
    unit="%",
    note="Let op de noemer.",
    indicators=[indicators()["misdrijven"]],
)
BARE = About("=1+1", [SOURCE, SOURCE], ABOUT.dated, ABOUT.link, period="2014–2024")
DANGEROUS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx"]


def workbook(table: pd.DataFrame, about: About = ABOUT, decimals: Any = 1) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx(table, about, decimals)))


def test_csv_is_what_a_dutch_spreadsheet_opens() -> None:
    content = csv(TABLE, ABOUT)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == [
        "Gebied;Jaar;Aantal;Waarde;Eenheid;Bevinding;Bron",
        'Café-Zuid;2024;12345;-1234,5678;%;Wat er te zien is.;"Bron: Synthetisch bureau; bewerkt"',
        '\'=1+1;2025;1;;%;Wat er te zien is.;"Bron: Synthetisch bureau; bewerkt"',
        "",
    ]


def test_csv_reads_back_with_period_and_all_sources() -> None:
    back = pd.read_csv(io.BytesIO(csv(TABLE.drop(columns="Jaar"), BARE)), sep=";", decimal=",")
    assert list(back.columns) == ["Gebied", "Aantal", "Waarde", "Periode", "Bevinding", "Bron"]
    assert back["Periode"].tolist() == ["2014–2024"] * 2
    pd.testing.assert_frame_equal(back[["Aantal", "Waarde"]], TABLE[["Aantal", "Waarde"]])
    assert back["Bevinding"].tolist() == ["'=1+1"] * 2
    assert back["Bron"][0].count("Synthetisch bureau") == 2


def test_xlsx_holds_the_figures_of_the_table() -> None:
    back = pd.read_excel(io.BytesIO(xlsx(TABLE, ABOUT, 1)), sheet_name="Cijfers")
    pd.testing.assert_frame_equal(back.drop(columns="Gebied"), TABLE.drop(columns="Gebied"))
    assert back["Gebied"].tolist() == ["Café-Zuid", "'=1+1"]


@pytest.mark.parametrize(
    ("decimals", "expected"),
    [
        (0, ["#,##0", "#,##0"]),
        (3, ["#,##0.000", "#,##0.000"]),
        ({"Waarde": 2}, ["#,##0.00", "#,##0.00"]),
        ({}, ["#,##0.0", "#,##0.0"]),
        ([0, 2], ["#,##0", "#,##0.00"]),
    ],
)
def test_xlsx_shows_numbers_in_the_decimals_of_the_screen(decimals: Any, expected: list[str]) -> None:
    sheet = workbook(TABLE.assign(Waarde=[1.25, 2.5]), decimals=decimals)["Cijfers"]
    assert [cell.number_format for cell in sheet["D"][1:]] == expected
    assert [cell.value for cell in sheet["D"][1:]] == [1.25, 2.5]
    assert {cell.number_format for cell in sheet["B"][1:]} == {"0"}  # a year
    assert {cell.number_format for cell in sheet["C"][1:]} == {"#,##0"}  # a count


def test_xlsx_can_be_read_at_once() -> None:
    sheet = workbook(TABLE.assign(Toelichting=["kort", "Een zin die langer is dan de breedste kolom. " * 3]))["Cijfers"]
    assert sheet.freeze_panes == "A2"
    assert [cell.font.bold for cell in sheet[1]] == [True] * 5
    widths = {letter: sheet.column_dimensions[letter].width for letter in "ADE"}
    assert widths["A"] >= len("Café-Zuid")
    assert widths["D"] >= len("-1.234,6")
    assert len("kort") < widths["E"] <= 70
    assert sheet["E3"].alignment.wrap_text


def test_the_second_sheet_explains_the_figures() -> None:
    rows = [(name, text) for name, text in workbook(TABLE)["Toelichting"].iter_rows(values_only=True)]
    said = dict(rows)
    indicator = indicators()["misdrijven"]
    assert rows[:4] == [
        ("Bevinding", "Wat er te zien is."),
        ("Eenheid", "%"),
        ("Periode", "2024"),
        ("Bij het lezen", "Let op de noemer."),
    ]
    assert {name: said[name] for name in ("Bronvermelding", "Licentie", "Opgehaald", "Adres")} == {
        "Bronvermelding": "Bron: Synthetisch bureau; bewerkt",
        "Licentie": "CC BY 4.0",
        "Opgehaald": "de dag is niet vastgelegd",
        "Adres": "https://voorbeeld.example",
    }
    assert said["Definitie"] == indicator.definition
    assert said["Teller"] == indicator.numerator
    assert said["Noemer"].startswith(indicator.denominator)
    assert [text for name, text in rows if name == "Let op"] == list(indicator.caveats)
    assert said["Momentopname"] == "Gegevens tot en met 19 juli 2026"
    assert (said["Gekozen gebied"], said["Gekozen jaar"]) == ("Heerlen-Noord", "2024")
    assert rows[-1] == ("Link", "https://voorbeeld.example/kaart?gebied=heerlen-noord")


def test_every_indicator_can_be_explained() -> None:
    every = list(indicators().values())
    rows = list(workbook(TABLE, About("x", [], "y", "z", indicators=every))["Toelichting"].iter_rows(values_only=True))
    assert [text for name, text in rows if name == "Definitie"] == [one.definition for one in every]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_spreadsheet_calculates_a_text(text: str) -> None:
    table = pd.DataFrame({"Gebied": [text], text: ["gewoon"], "Waarde": [-1.5]})
    about = About(text, [], text, text, selection={text: text}, note=text)
    back = pd.read_csv(io.BytesIO(csv(table, about)), sep=";", decimal=",", lineterminator="\n", quotechar='"')
    assert back["Gebied"].tolist() == [f"'{text}"]
    assert back.columns[1].startswith("'")
    assert back["Bevinding"].tolist() == [f"'{text}"]
    assert back["Waarde"].tolist() == [-1.5]
    book = workbook(table, about)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [cell.value for cell in cells if cell.data_type == "n"] == [-1.5]
    assert not [cell for cell in cells if cell.data_type == "s" and str(cell.value).startswith(tuple("=+-@\t\r"))]
    assert sum(text.strip() in str(cell.value) for cell in cells) >= 7


def test_what_is_missing_is_an_empty_cell() -> None:
    table = pd.DataFrame({"Waarde": [1.0, float("nan"), float("inf")], "Tekst": ["a", None, "c"]})
    sheet = workbook(table)["Cijfers"]
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [(1, "a"), (None, None), (None, "c")]


def test_the_table_given_is_not_changed() -> None:
    before = TABLE.copy()
    csv(TABLE, ABOUT)
    xlsx(TABLE, ABOUT, 1)
    pd.testing.assert_frame_equal(TABLE, before)
