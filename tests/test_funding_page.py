"""The page on money, run as Streamlit runs it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nplv.registry import areas
from tests.pages import readable

ROOT = Path(__file__).parent.parent


def page(slug: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["gebied"] = slug
    return app.run().switch_page("pages/geldstromen.py").run()


def titles(app: AppTest) -> list[str]:
    return [readable(header.value) for header in app.header]


@pytest.mark.parametrize("slug", areas())
def test_the_page_is_drawn_for_every_area(slug: str) -> None:
    app = page(slug)
    assert not app.exception
    assert areas()[slug].municipality in titles(app)[0]


def test_the_switch_shows_euros_per_inhabitant() -> None:
    app = page("vlaardingen-westwijk")
    assert "€ 11,3 mln" in titles(app)[0]
    app.toggle(key="choose_per_inhabitant").set_value(True).run()
    assert "per inwoner van het focusgebied € 818" in titles(app)[0]


def test_every_amount_has_a_link_to_its_source() -> None:
    app = page("utrecht-overvecht")
    lists = [block.value for block in app.markdown if "Bron: [" in block.value]
    # What adds up, what stands beside it, and what is of no one gemeente
    assert [text.count("Bron: [") for text in lists] == [8, 2, 48]
    assert [text.count("](http") for text in lists] == [8, 2, 48]


def test_the_900_million_is_called_a_quotation() -> None:
    assert "De brief noemt ongeveer € 900 mln: dat is een citaat, geen som van de balken" in titles(page("delft-west"))
