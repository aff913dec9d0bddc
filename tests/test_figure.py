"""What comes with a figure: table, download, source. The tables are synthetic."""

import io

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from nplv.registry import Source
from nplv.ui.figure import csv

SOURCE = Source(
    id="synthetisch",
    producer="Synthetisch bureau",
    title="Synthetische cijfers",
    url="https://voorbeeld.example",
    licence="CC BY 4.0",
    attribution="Bron: Synthetisch bureau; bewerkt",
)
TABLE = pd.DataFrame(
    {"Gebied": ["Café-Zuid", "=1+1"], "Jaar": [2024, 2025], "Aantal": [12345, 1], "Waarde": [-1234.5678, None]}
)


def test_csv_is_what_a_dutch_spreadsheet_opens() -> None:
    content = csv(TABLE, [SOURCE], "2024", "%", "Wat er te zien is.")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == [
        "Gebied;Jaar;Aantal;Waarde;Eenheid;Bevinding;Bron",
        'Café-Zuid;2024;12345;-1234,5678;%;Wat er te zien is.;"Bron: Synthetisch bureau; bewerkt"',
        '\'=1+1;2025;1;;%;Wat er te zien is.;"Bron: Synthetisch bureau; bewerkt"',
        "",
    ]


def test_csv_reads_back_with_period_and_all_sources() -> None:
    table = TABLE.drop(columns="Jaar")
    back = pd.read_csv(io.BytesIO(csv(table, [SOURCE, SOURCE], "2014–2024", None, "=1+1")), sep=";", decimal=",")
    assert list(back.columns) == ["Gebied", "Aantal", "Waarde", "Periode", "Bevinding", "Bron"]
    assert back["Periode"].tolist() == ["2014–2024"] * 2
    assert back["Waarde"][0] == pytest.approx(-1234.5678)
    assert back["Bevinding"].tolist() == ["'=1+1"] * 2
    assert back["Bron"][0].count("Synthetisch bureau") == 2


def test_the_table_given_is_not_changed() -> None:
    before = TABLE.copy()
    csv(TABLE, [SOURCE], "2024", "%", "Wat er te zien is.")
    pd.testing.assert_frame_equal(TABLE, before)


def _app() -> None:
    from nplv.ui.figure import figure
    from tests.test_figure import SOURCE, TABLE

    figure(
        key="synthetic",
        title="In *Café*-Zuid 12,3%.",
        chart=None,
        table=TABLE,
        source=SOURCE,
        file_name="synthetisch",
        period="2024",
        unit="%",
        decimals=1,
        note="Een <b>opmerking</b>.",
    )


def test_figure_has_title_note_source_and_table() -> None:
    app = AppTest.from_function(_app).run()
    assert not app.exception
    assert app.header[0].value == r"In \*Café\*\-Zuid 12\,3\%\."
    text = app.caption[0].value
    assert r"Een \<b\>opmerking\<\/b\>\." in text
    assert r"[Bron\: Synthetisch bureau\; bewerkt](https://voorbeeld.example)" in text
    assert r"licentie: CC BY 4\.0; periode: 2024" in text
    assert app.expander[0].label == "Cijfers als tabel"
    assert len(app.table) == 1


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("Gebied", ["Café\\-Zuid", "\\=1\\+1"]),
        ("Jaar", ["2024", "2025"]),
        ("Aantal", ["12.345", "1"]),
        ("Waarde", ["−1.234,6", "—"]),
    ],
)
def test_table_on_the_screen_is_dutch(column: str, expected: list[str]) -> None:
    from nplv.ui.unit_table import dutch

    shown = dutch(TABLE, 1)._translate(False, False)["body"]
    index = list(TABLE.columns).index(column)
    cells = [[cell for cell in row if cell["type"] == "td"][index]["display_value"] for row in shown]
    assert cells == expected


def _folded_app() -> None:
    import streamlit as st

    from nplv.ui.figure import figure
    from tests.test_figure import SOURCE, TABLE

    def made() -> object:
        st.session_state["made"] = st.session_state.get("made", 0) + 1
        return TABLE

    figure(key="synthetic", title="Groot", chart=lambda: None, table=made, source=SOURCE, file_name="groot")


def test_a_large_table_is_made_when_it_is_opened_and_not_before() -> None:
    app = AppTest.from_function(_folded_app).run()
    assert not app.exception
    assert "made" not in app.session_state
    assert not app.table
    app.session_state["synthetic_table"] = True
    app.run()
    assert app.session_state["made"] == 1
    assert len(app.table) == 1
