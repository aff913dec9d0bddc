"""The page Ontwikkeling says something for every indicator and every area, also where there is no figure."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nplv.registry import Area, Indicator, areas, indicators
from tests import pages

ROOT = Path(__file__).parents[1]
FEW = ["rotterdam-zuid", "amsterdam-zuidoost"]

pytestmark = pytest.mark.skipif(
    not (ROOT / "data" / "snapshot.json").exists(), reason="there is no snapshot: data/snapshot.json is missing"
)


def opened(area: str, indicator: str, **others: str) -> AppTest:
    return pages.opened("ontwikkeling", gebied=area, indicator=indicator, **others)


def text(app: AppTest) -> list[str]:
    """Headings, notes, messages and other text."""
    elements = [*app.header, *app.caption, *app.info, *app.markdown]
    return [pages.readable(element.value) for element in elements]


def check(app: AppTest, area: Area, indicator: Indicator) -> None:
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == ["Ontwikkeling"]
    said = text(app)
    if not indicator.has_figures:
        assert said[0] == f"{indicator.title}: nog geen open cijfers"
        assert indicator.missing in said
        return
    assert area.name in said[0] or said[0] == f"{indicator.title}: geen cijfer"
    assert "None" not in " ".join(said)
    assert "nan" not in " ".join(said).split()


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.id)
@pytest.mark.parametrize("area", FEW)
def test_every_indicator_is_shown(area: str, indicator: Indicator) -> None:
    check(opened(area, indicator.id), areas()[area], indicator)


@pytest.mark.parametrize("area", areas().values(), ids=lambda area: area.slug)
def test_every_area_is_shown(area: Area) -> None:
    check(opened(area.slug, "leefbaarometer"), area, indicators()["leefbaarometer"])


def test_crimes_in_rotterdam_zuid_are_those_of_the_source() -> None:
    # 15.722 crimes in 2025 and 15.513 in 2022 in buurten with 212.635 inhabitants; the country 44,4 and 44,3.
    said = text(opened("rotterdam-zuid", "misdrijven"))
    assert said[0].startswith(
        "In Rotterdam-Zuid 73,9 misdrijven per 1.000 inwoners in 2025, 0,9 meer dan de 0-meting van 2022 (73,0)"
    )
    assert "van 28,6 meer naar 29,6 meer" in said[0]
    assert any("dat het programma de oorzaak is" in line for line in said)
    assert any("pas na enkele jaren" in line for line in said)


def test_one_year_points_to_the_page_that_compares() -> None:
    app = opened("heerlen-noord", "koopwoningen")
    assert "Eén meetjaar laat geen ontwikkeling zien." in text(app)[0]
    assert "Cijfers als tabel" in [expander.label for expander in app.expander]
    assert len(app.header) == 1


def test_only_amsterdam_has_ses_woa_and_another_area_says_why_not() -> None:
    assert "SES-WOA-score in Amsterdam Zuidoost: −" in text(opened("amsterdam-zuidoost", "ses-woa"))[0]
    elsewhere = text(opened("heerlen-noord", "ses-woa"))
    assert elsewhere[0] == "SES-WOA-score: geen cijfer"
    assert any("bevatten alleen Amsterdam" in line for line in elsewhere)


def test_without_comparators_there_is_still_a_chart() -> None:
    app = opened("rotterdam-zuid", "misdrijven", vergelijk="geen")
    assert not app.exception
    assert not any(line.startswith("Nederland:") for line in text(app))


def test_missing_years_are_named_with_their_reason() -> None:
    # Tilburg's wijk WK085538 has no score in 2002 and 2008: 29% of the inhabitants of the area.
    said = text(opened("tilburg-noordwest", "leefbaarometer"))
    assert any("Tilburg NoordWest: geen cijfer over 2002, 2008. Het cijfer is bekend voor" in line for line in said)
