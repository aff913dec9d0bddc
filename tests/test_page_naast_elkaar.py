"""The page Naast elkaar says something for every area, every indicator and every kind of dot."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nplv.registry import areas, indicators
from tests import pages

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(
    not (ROOT / "data" / "snapshot.json").exists(), reason="there is no snapshot: data/snapshot.json is missing"
)


def opened(**query: str) -> AppTest:
    app = pages.opened("naast_elkaar", **query)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == ["Naast elkaar"]
    said = " ".join([*headings(app), *captions(app)])
    assert "None" not in said
    assert "nan" not in said.split()
    return app


def headings(app: AppTest) -> list[str]:
    return [pages.readable(element.value) for element in app.header]


def captions(app: AppTest) -> list[str]:
    return [pages.readable(element.value) for element in [*app.caption, *app.info]]


@pytest.mark.parametrize("slug", areas())
def test_every_area_is_put_beside_the_next(slug: str) -> None:
    others = list(areas())
    second = others[(others.index(slug) + 1) % len(others)]
    found = headings(opened(gebied=slug, gebied2=second))
    assert found[0].startswith(f"{areas()[slug].name} en {areas()[second].name}: op ")


@pytest.mark.parametrize("name", indicators())
def test_every_indicator_is_put_against_another_or_it_is_said_why_not(name: str) -> None:
    app = opened(indicator=name, indicator2="woz-waarde" if name != "woz-waarde" else "misdrijven")
    indicator, found = indicators()[name], headings(app)
    if not indicator.has_figures:
        assert f"{indicator.title}: nog geen open cijfers" in found
        assert indicator.missing in captions(app)
    elif "focusgebied" not in indicator.levels:
        assert f"{indicator.title}: geen cijfer" in found
        assert indicator.holes["focusgebied"] in captions(app)
    else:
        assert f"‘{indicator.short_title}’" in found[-1]
        assert any("Samenhang is geen oorzaak: " in caption for caption in captions(app))


def test_both_indicators_without_figures_are_named() -> None:
    found = headings(opened(indicator="energielabels", indicator2="energiearmoede"))
    assert found[-2:] == [
        f"{indicators()['energielabels'].title}: nog geen open cijfers",
        f"{indicators()['energiearmoede'].title}: geen cijfer",
    ]


def test_the_switch_changes_what_a_dot_is_and_is_kept() -> None:
    app = opened(indicator="koopwoningen", indicator2="woz-waarde")
    assert "focusgebieden" in headings(app)[-1].lower()
    app.segmented_control(key="scatter_level").select("buurt").run()
    app.selectbox(key="choose_second_area").select("delft-west").run()
    assert not app.exception
    assert headings(app)[0].startswith("Rotterdam-Zuid en Delft-West: op ")
    assert headings(app)[-1].startswith("Buurten met een hoger cijfer voor ‘Koopwoningen’ hebben vaak ook een hoger")


def test_a_level_that_one_of_both_does_not_have_is_not_offered() -> None:
    app = opened(indicator="misdrijven", indicator2="woz-waarde", punten="wijk")
    assert "focusgebieden" in headings(app)[-1]
    assert app.segmented_control(key="scatter_level").value == "focusgebied"
    assert "Deze twee indicatoren hebben niet allebei cijfers per wijk." in captions(app)


def test_the_table_of_many_dots_is_drawn_in_pages() -> None:
    app = opened(indicator="koopwoningen", indicator2="woz-waarde", punten="buurt")
    app.session_state["scatter_table"] = True
    app.run()
    assert not app.exception
    assert len(app.table[-1].value) == 25
    assert [pages.readable(name) for name in app.table[-1].value.columns] == [
        *("Gebied", "Gemeente", "Code"),
        *("Koopwoningen, % (2024)", "WOZ-waarde, x € 1.000 (2024)"),
    ]


def test_the_table_of_two_areas_has_a_row_for_each_indicator() -> None:
    app = opened(gebied="rotterdam-zuid", gebied2="delft-west")
    app.session_state["pair_table"] = True
    app.run()
    assert not app.exception
    table = app.table[0].value
    assert {"Inwoners", "Misdrijven"} <= {pages.readable(name) for name in table["Indicator"]}
    assert len(table) >= 15
