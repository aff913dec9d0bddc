"""The table of a figure: whole where it is short, else in pages that are sorted on the server. Tables are synthetic."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from nplv import numbers
from nplv.analysis.tables import area_values
from nplv.ui.unit_table import dutch, ordered
from tests.pages import alone, readable

BUURTEN = 14_574
GEMEENTEN = {"GM0344": "Utrecht", "GM0599": "Rotterdam"}


def synthetic(count: int) -> pd.DataFrame:
    """A table as that of a map: SYNTHETIC values count down from `count`, and the last hundred rows have none."""
    places = range(count)
    values = [None if place >= count - 100 else count - place + 0.25 for place in places]
    return pd.DataFrame(
        {
            "Gebied": [f"Buurt {count - place:05d}" for place in places],
            "Gemeente": [("Utrecht", "Rotterdam", "Ámstelveen")[place % 3] for place in places],
            "Code": [f"BU{place:08d}" for place in places],
            "Jaar": 2024,
            "Waarde": pd.Series(values, dtype=float),
            "Inwoners 2024": pd.Series([None if place % 2 else place for place in places], dtype="Int64"),
            "Toelichting": ["Niet gemeten." if value is None else "" for value in values],
        }
    )


def _app() -> None:
    import streamlit as st

    from nplv.ui.figure import figure
    from tests.test_figure import SOURCE
    from tests.test_unit_table import synthetic

    figure(
        key="kaart",
        title="Synthetisch",
        chart=None,
        table=synthetic(st.session_state["rows"]),
        source=SOURCE,
        file_name="synthetisch",
        selected=st.session_state.get("selected"),
    )


def opened(rows: int, selected: str | None = None) -> AppTest:
    app = alone(_app)
    app.session_state["rows"], app.session_state["selected"] = rows, selected
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def column(app: AppTest, name: str = "Code") -> list:
    shown = app.table[0].value
    return shown[{readable(str(label)): label for label in shown}[name]].tolist()


def line(app: AppTest) -> str:
    return app.html[0].value


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return run(app)


def sort(app: AppTest, name: str) -> AppTest:
    app.selectbox[0].select(name)
    return run(app)


def order(app: AppTest, name: str) -> AppTest:
    app.button_group[0].set_value(name)
    return run(app)


def test_a_short_table_is_whole() -> None:
    app = opened(50)
    assert len(column(app)) == 50
    assert not app.selectbox
    assert not app.html


def test_a_long_table_without_units_is_whole() -> None:
    def app() -> None:
        from nplv.ui import unit_table
        from tests.test_unit_table import synthetic

        unit_table.draw(synthetic(60).drop(columns="Code"), key="kaart", decimals=1, title="Synthetisch")

    assert len(run(alone(app)).table[0].value) == 60


def test_one_row_more_is_in_pages() -> None:
    app = opened(51)
    assert column(app) == [f"BU{place:08d}" for place in range(25)]
    assert "Rij 1–25 van 51<" in line(app)
    assert app.selectbox[0].options == ["Gebied", "Gemeente", "Code", "Waarde", "Inwoners 2024", "Toelichting"]
    assert app.selectbox[1].options == ["1", "2", "3"]


def test_pages_are_turned_with_buttons() -> None:
    app = opened(BUURTEN)
    previous, following = (next(one for one in app.button if one.label == label) for label in ("Vorige", "Volgende"))
    assert (previous.disabled, following.disabled) == (True, False)
    press(app, "Volgende")
    assert column(app) == [f"BU{place:08d}" for place in range(25, 50)]
    assert "Rij 26–50 van 14.574" in line(app)
    assert app.selectbox[1].value == 2
    press(app, "Vorige")
    assert "Rij 1–25 van 14.574" in line(app)


def test_a_page_is_chosen() -> None:
    app = opened(BUURTEN)
    app.selectbox[1].select(583)
    run(app)
    assert column(app)[-1] == "BU00014573"
    assert len(column(app)) == 14_574 - 582 * 25
    assert "Rij 14.551–14.574 van 14.574" in line(app)
    assert next(button for button in app.button if button.label == "Volgende").disabled


def test_only_the_rows_of_the_page_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    number = numbers.number

    def counted(value: float | None, decimals: int = 0) -> str:
        written.append(value)
        return number(value, decimals)

    monkeypatch.setattr(numbers, "number", counted)
    opened(BUURTEN)
    assert 0 < len(written) <= 25 * 2 + 4  # two columns of numbers and the line above


def test_text_is_sorted_from_a_and_numbers_from_the_highest() -> None:
    app = press(opened(BUURTEN), "Volgende")
    sort(app, "Gemeente")
    assert "Rij 1–25" in line(app)
    assert app.button_group[0].value == "oplopend"
    # Of the same gemeente as given; the accent does not count.
    assert column(app, "Gemeente") == ["Ámstelveen"] * 25
    assert column(app)[:2] == ["BU00000002", "BU00000005"]
    sort(app, "Inwoners 2024")
    assert column(app)[:2] == ["BU00014572", "BU00014570"]
    order(app, "oplopend")
    assert column(app)[:2] == ["BU00000000", "BU00000002"]


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize(
    ("values", "up", "down"),
    [
        (pd.Series([2.0, None, 1.0, 2.0]), [2, 0, 3, 1], [0, 3, 2, 1]),
        (pd.Series([2, None, 1, 2], dtype="Int64"), [2, 0, 3, 1], [0, 3, 2, 1]),
        (pd.Series(["'s-Zand", "", "élan", "Zand", "s zand"], index=[5, 5, 6, 7, 8]), [2, 0, 4, 3, 1], [3, 0, 4, 2, 1]),
        (pd.Series(["", ""]), [0, 1], [0, 1]),
    ],
)
def test_missing_comes_last_and_equal_ones_stay(
    values: pd.Series, up: list[int], down: list[int], descending: bool
) -> None:
    assert ordered(values, descending).tolist() == (down if descending else up)


@pytest.mark.parametrize(("descending", "first"), [(True, 1), (False, 0)])
def test_many_equal_ones_stay_as_given(descending: bool, first: int) -> None:
    values = pd.Series([place % 2 for place in range(1000)])
    assert ordered(values, descending).tolist() == [*range(first, 1000, 2), *range(1 - first, 1000, 2)]


def test_the_page_of_the_chosen_row_is_shown_and_the_row_marked() -> None:
    app = opened(BUURTEN, selected="BU00000030")
    assert "Rij 26–50 van 14.574 · ▶ Buurt 14544 staat op rij 31<" in line(app)
    marked = [name for name in column(app, "Gebied") if name.startswith("▶ ")]
    assert marked == ["▶ Buurt 14544"]
    assert column(app)[5] == "BU00000030"


def test_the_chosen_row_is_bold() -> None:
    text = dutch(synthetic(60).head(3), 1, marked=1).to_html(table_uuid="t")
    bold = text[: text.index("</style>")]
    assert "font-weight: 600" in bold
    assert "#T_t_row1_col0" in bold
    assert "row0" not in bold


def test_the_page_follows_another_choice_and_else_the_reader() -> None:
    app = opened(BUURTEN, selected="BU00000030")
    press(app, "Volgende")
    assert "Rij 51–75" in line(app)
    run(app)  # the page runs again with the same choice
    assert "Rij 51–75" in line(app)
    app.session_state["selected"] = "BU00000099"
    assert "Rij 76–100" in line(run(app))
    app.session_state["selected"] = None
    assert "Rij 76–100 van 14.574<" in line(run(app))
    app.session_state["selected"] = "GM0344"  # not in this table
    assert "Rij 76–100 van 14.574<" in line(run(app))


def test_the_page_follows_the_chosen_row_in_another_order() -> None:
    app = sort(opened(BUURTEN), "Gebied")
    app.session_state["selected"] = "BU00000000"  # the first by value has the last name
    run(app)
    assert "Rij 14.551–14.574" in line(app)
    assert "staat op rij 14.574" in line(app)


def test_a_shorter_table_has_fewer_pages() -> None:
    app = opened(BUURTEN)
    app.selectbox[1].select(583)
    run(app)
    app.session_state["rows"] = 60
    assert "Rij 51–60 van 60" in line(run(app))


def test_area_values_of_buurten() -> None:
    units = pd.DataFrame(
        {
            "code": ["BU03440000", "BU05990000", "BU99990000"],
            "name": ["Noord", "Zuid", "Elders"],
            "municipality": ["GM0344", "GM0599", None],
            "inhabitants": [120.0, None, 50.0],
            "value": [1.5, None, 2.5],
            "lower": [1.0, None, 2.0],
            "upper": [2.0, None, 3.0],
            "reason": ["", "Niet gemeten.", ""],
        }
    )
    table = area_values(units, GEMEENTEN, 2024)
    assert list(table.columns) == (
        ["Gebied", "Gemeente", "Code", "Jaar", "Waarde", "Ondergrens", "Bovengrens", "Inwoners 2024", "Toelichting"]
    )
    assert table["Gebied"].tolist() == ["Elders", "Noord", "Zuid"]
    assert table["Gemeente"].tolist() == ["", "Utrecht", "Rotterdam"]
    shown = dutch(table, 1).to_html()
    assert ">120<" in shown
    assert "120,0" not in shown


def test_area_values_of_gemeenten_name_no_gemeente_and_no_reason() -> None:
    units = pd.DataFrame(
        {"code": ["GM0344"], "name": ["Utrecht"], "municipality": ["GM0344"], "inhabitants": [5], "value": [1.5]}
    ).assign(lower=float("nan"), upper=float("nan"), reason="")
    assert list(area_values(units, GEMEENTEN, 2024).columns) == ["Gebied", "Code", "Jaar", "Waarde", "Inwoners 2024"]
