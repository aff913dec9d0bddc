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
    assert headings[-1].startswith(f"{area.name} naast Nederland, kernindicatoren: van ")
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


def rows_of_matrix(app: AppTest) -> list[str]:
    """The names of the rows of the matrix, from top to bottom."""
    return re.findall(r'<th scope="row">(.*?)</th>', matrix_of(app))


def columns_of_matrix(app: AppTest) -> list[str]:
    return re.findall(r'scope="col"><span>(.*?)</span>', matrix_of(app))


def matrix_of(app: AppTest) -> str:
    (found,) = [element.proto.body for element in app.get("html") if 'class="matrix"' in element.proto.body]
    return found


def test_the_matrix_follows_the_indicator_until_the_reader_sorts_it() -> None:
    app = opened("delft-west", "koopwoningen")
    assert rows_of_matrix(app)[:2] == ["Nederland", "Lelystad Oost"]
    assert columns_of_matrix(app)[0] == "4 · Koopwoningen, % in 2024"
    app.selectbox(key="matrix_by_kernindicatoren_koopwoningen").select("").run()
    assert rows_of_matrix(app)[:2] == ["Nederland", "Amsterdam Nieuw-West"]
    assert "◆ Delft-West" in rows_of_matrix(app)


def test_the_reader_chooses_which_indicators_the_matrix_has() -> None:
    app = opened("delft-west", "misdrijven")
    kern = columns_of_matrix(app)
    assert len(kern) == sum(one.kernindicator is not None for one in indicators().values())
    assert rows_of_matrix(app)[:2] == ["Nederland", "Amsterdam Nieuw-West"]  # crimes are not among these
    for part, count, first in (
        ("achtergrond", len(indicators()) - len(kern), "achtergrond"),
        ("alle", len(indicators()), "alle indicatoren"),
    ):
        app.segmented_control(key="matrix_part").select(part).run()
        assert not app.exception
        assert len(columns_of_matrix(app)) == count
        assert rows_of_matrix(app)[1] == "Amsterdam Zuidoost"
        assert text(list(app.header))[-1].startswith(f"Delft-West naast Nederland, {first}: van ")


def test_every_hole_of_the_matrix_has_its_reason_below_it() -> None:
    app = opened("delft-west", "misdrijven")
    numbers = set(map(int, re.findall(r"<sup>(\d+)</sup>", matrix_of(app))))
    (notes,) = [note for note in text(list(app.caption)) if note.startswith("1. ")]
    listed = [int(line.split(".")[0]) for line in notes.split("\n")]
    assert sorted(numbers) == listed
    assert str(indicators()["energielabels"].missing) in notes


def test_the_table_of_the_matrix_has_all_indicators() -> None:
    app = opened("delft-west", "misdrijven")
    app.session_state["matrix_table"] = True
    app.run()
    assert len(app.table[-1].value.columns) == 1 + len(indicators())
