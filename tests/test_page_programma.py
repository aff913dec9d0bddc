"""The page Programma tells of every area what is declared of it, and the profile does so in short."""

import pytest
from streamlit.testing.v1 import AppTest

from nplv.registry import areas, indicators, sources
from nplv.registry import programme as declared
from tests import pages

pytestmark = pytest.mark.skipif(
    not (pages.ROOT / "data" / "snapshot.json").exists(), reason="there is no snapshot: data/snapshot.json is missing"
)


def text(app: AppTest) -> str:
    elements = [*app.title, *app.header, *app.markdown, *app.caption]
    return pages.readable("\n".join(element.value for element in elements))


@pytest.mark.parametrize("slug", areas())
def test_every_area_has_all_that_is_said_of_it_with_place_and_day(slug: str) -> None:
    app = pages.opened("programma", gebied=slug)
    assert not app.exception
    assert not app.error
    said = text(app)
    shown = [*declared.about(slug), *declared.about_all()]
    for one in declared.statements().values():
        assert (f"**{one.title}:** {one.text} *({one.place}, 12 juni 2023)*" in said) == (one in shown)
    assert ("niet bij naam" in said) == (not declared.is_named(slug))
    assert "het beschrijft juni 2023 en niet vandaag" in said


def test_groups_annexes_and_sources_are_there() -> None:
    app = pages.opened("programma")
    said = text(app)
    assert [header.value for header in app.header][2:] == [
        "16 oorspronkelijke en 4 toegevoegde gebieden",
        "Vier actielijnen en drie subdoelen",
        "Juridisch instrumentarium",
        "Kennisinfrastructuur",
    ]
    assert "- **Toegevoegd in 2022:** Delft-West, Dordrecht West, Roosendaal Ring, Vlaardingen Westwijk" in said
    assert "**Actielijn 1: We zorgen voor een integrale aanpak" in said
    for indicator in indicators().values():
        assert indicator.kernindicator is None or indicator.title in said
    for one in declared.instruments().values():
        assert f"**{one.name}:** {one.purpose} *({one.place}, 12 juni 2023)*" in said
        assert all(f"[{title}]({address})" in said for title, address in one.links.items())
    for name in ("kamerbrief-2023", "vlaardingen-2022"):
        assert f"({sources()[name].url})" in said


@pytest.mark.parametrize("slug", areas())
def test_a_profile_tells_what_is_said_of_its_area(slug: str) -> None:
    said = text(pages.opened("gebiedsprofiel", gebied=slug))
    assert f"{areas()[slug].name} in de Kamerbrief van 12 juni 2023" in said
    for one in declared.about(slug):
        assert f"**{one.title}:** {one.text} *({one.place})*" in said
