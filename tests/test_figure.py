"""What comes with a figure: table, download, source. The tables are synthetic."""

import pandas as pd
import pytest

from nplv.registry import Source
from tests.pages import alone

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
    app = alone(_app).run()
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
    app = alone(_folded_app).run()
    assert not app.exception
    assert "made" not in app.session_state
    assert not app.table
    app.session_state["synthetic_table"] = True
    app.run()
    assert app.session_state["made"] == 1
    assert len(app.table) == 1
