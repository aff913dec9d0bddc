"""The page Vergelijken says something for every indicator and every area, also where there is no figure."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nplv.registry import Area, Indicator, areas, indicators
from tests import pages

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(
    not (ROOT / "data" / "snapshot.json").exists(), reason="there is no snapshot: data/snapshot.json is missing"
)


def opened(area: str, indicator: str, **others: str) -> AppTest:
    return pages.opened("vergelijken", gebied=area, indicator=indicator, **others)


def text(elements: list) -> list[str]:
    """What elements say."""
    return [pages.readable(element.value) for element in elements]


def check(app: AppTest, area: Area, indicator: Indicator) -> None:
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == ["Vergelijken"]
    headings, notes = text(list(app.header)), text([*app.caption, *app.info])
    assert headings[-1].startswith(f"{area.name} naast Nederland: van ")
    assert "Energiearmoede in de 20 focusgebieden samen: 13,2% in 2022" in " ".join(headings)
    if not indicator.has_figures:
        assert headings[0] == f"{indicator.title}: nog geen open cijfers"
        assert indicator.missing in notes
    said = " ".join([*headings, *notes])
    assert "None" not in said
    assert "nan" not in said.split()


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.id)
def test_every_indicator_is_shown(indicator: Indicator) -> None:
    check(opened("amsterdam-zuidoost", indicator.id), areas()["amsterdam-zuidoost"], indicator)


@pytest.mark.parametrize("area", areas().values(), ids=lambda area: area.slug)
def test_every_area_is_shown(area: Area) -> None:
    check(opened(area.slug, "inkomen-per-inwoner"), area, indicators()["inkomen-per-inwoner"])


def test_ranking_of_crimes_is_that_of_the_source() -> None:
    # Crimes in 2025 and inhabitants in 2024: 8.018 of 92.350, 1.272 of 34.465 and 15.722 of 212.635.
    headings = text(list(opened("rotterdam-zuid", "misdrijven").header))
    assert headings[0] == (
        "In Amsterdam Zuidoost de meeste geregistreerde misdrijven per 1.000 inwoners (86,8) in 2025, in Lelystad Oost "
        "de minste (36,9); Rotterdam-Zuid staat op plaats 2 van 20 (73,9)."
    )


def test_figures_of_the_letter_and_of_the_news_items() -> None:
    headings = text(list(opened("delft-west", "energiearmoede").header))
    assert headings[0] == "Energiearmoede: geen cijfer"
    assert headings[2:5] == [
        "Energiearmoede in de 20 focusgebieden samen: 13,2% in 2022, 5,8 procentpunt hoger dan landelijk (7,4%).",
        "Lage financiële welvaart in de 20 focusgebieden samen: 12,6% in 2024, 7,2 procentpunt hoger dan landelijk "
        "(5,4%).",
        "Zwakke leefbaarheid in de 20 focusgebieden samen: 55% in 2024, 44 procentpunt hoger dan landelijk (11%).",
    ]


def test_areas_without_a_figure_are_named() -> None:
    notes = " ".join(text(list(opened("delft-west", "inkomen-per-inwoner").caption)))
    assert re.search(r"Dordrecht West — geen cijfer: .*\sNieuwegein Centrale As — geen cijfer: ", notes, re.DOTALL)


def test_the_matrix_follows_the_indicator_until_the_reader_sorts_it() -> None:
    app = opened("delft-west", "misdrijven")
    matrix = app.table[-1] if len(app.table) == 1 else app.table[-2]
    assert list(matrix.value.index[:2]) == ["Nederland", "Amsterdam Zuidoost"]
    assert matrix.value.columns[0].replace("\\", "").startswith("Misdrijven")
    app.selectbox(key="matrix_by_misdrijven").select("").run()
    matrix = app.table[-2]
    assert list(matrix.value.index[:2]) == ["Nederland", "Amsterdam Nieuw\\-West"]
    assert "◆ Delft\\-West" in matrix.value.index
