"""The pages Kaart and Start say something for every indicator and every area, also where there is no figure."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nplv.registry import Indicator, areas, indicators
from tests import pages

ROOT = Path(__file__).parents[1]


def opened(page: str, **query: str) -> AppTest:
    app = pages.opened(page, **query)
    assert not app.exception
    assert not app.error
    return app


def heading(app: AppTest) -> str:
    """The first figure's title."""
    return pages.readable(app.header[0].value)


def layers(app: AppTest) -> dict[str, dict]:
    """The layers of the map by id, as they are sent to the browser."""
    chart = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return {layer["id"]: layer for layer in chart["layers"]}


@pytest.mark.parametrize("view", ["nederland", "gebied"])
@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.id)
def test_every_indicator_is_shown(indicator: Indicator, view: str) -> None:
    app = opened("kaart", gebied="amsterdam-zuidoost", indicator=indicator.id, beeld=view)
    if indicator.has_figures:
        assert "Amsterdam Zuidoost" in heading(app)
    else:
        assert heading(app) == f"{indicator.title}: nog geen open cijfers"
    assert ("focusgebieden" if view == "nederland" else "eenheden") in layers(app)


@pytest.mark.parametrize("slug", areas())
def test_every_area_is_shown_with_its_buurten(slug: str) -> None:
    app = opened("kaart", gebied=slug, beeld="gebied")
    assert areas()[slug].name in heading(app)
    drawn = layers(app)
    assert drawn["eenheden"]["data"].startswith(f"app/static/buurt-{slug}.")
    assert drawn["gemeente"]["data"].startswith(f"app/static/gemeente-{areas()[slug].municipality_code.lower()}.")
    assert (ROOT / "static" / Path(drawn["eenheden"]["data"]).name).is_file()


@pytest.mark.parametrize("slug", areas())
def test_home_page_opens_for_every_area(slug: str) -> None:
    app = opened("start", gebied=slug)
    assert [title.value for title in app.title] == ["Zicht op Focuswijken"]
    assert len(app.header) == 3
