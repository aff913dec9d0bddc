"""The pages Kaart and Start say something for every indicator and every area, also where there is no figure."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nplv.registry import Indicator, areas, indicators
from nplv.snapshot import open_snapshot
from nplv.ui import data
from tests import pages

ROOT = Path(__file__).parents[1]
MAP_LEVELS = ("focusgebied", "gemeente", "wijk", "buurt")


def opened(page: str, **query: str) -> AppTest:
    app = pages.opened(page, **query)
    assert not app.exception
    assert not app.error
    return app


def heading(app: AppTest) -> str:
    """The first figure's title."""
    return pages.readable(app.header[0].value)


def picture(app: AppTest) -> dict[str, Any]:
    """What the map is sent."""
    return dict(json.loads(app.get("bidi_component")[0].proto.json))


def values(sent: dict[str, Any]) -> list[int]:
    return pages.unpacked(sent["values"])


def codes(sent: dict[str, Any]) -> list[str]:
    """The codes in the file of shapes that the map is told to fetch."""
    path = ROOT / "static" / Path(*Path(sent["units"]).parts[2:])
    return list(json.loads(gzip.decompress(path.read_bytes()))["codes"])


@pytest.mark.parametrize("level", MAP_LEVELS)
@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.id)
def test_every_indicator_is_shown_at_every_level(indicator: Indicator, level: str) -> None:
    app = opened("kaart", gebied="amsterdam-zuidoost", indicator=indicator.id, niveau=level)
    if indicator.has_figures:
        assert "Amsterdam Zuidoost" in heading(app)
    else:
        assert heading(app) == f"{indicator.title}: nog geen open cijfers"
    sent = picture(app)
    assert len(values(sent)) == len(codes(sent))
    offered = [option for option in MAP_LEVELS if option == "focusgebied" or option in indicator.levels]
    assert app.segmented_control[0].value in offered
    if level in offered:
        assert app.segmented_control[0].value == level
    told = " ".join(caption.value for caption in app.caption)
    absent = [option for option in MAP_LEVELS if option not in offered]
    assert all(f" {option}" in told for option in absent)
    assert ("heeft geen cijfers per" in told) == bool(absent)


@pytest.mark.parametrize("slug", areas())
def test_every_area_is_shown_with_its_buurten(slug: str) -> None:
    app = opened("kaart", gebied=slug, beeld="gebied")
    assert areas()[slug].name in heading(app)
    sent = picture(app)
    west, south, east, north = sent["place"]["bounds"]
    assert sent["place"]["around"] == slug
    assert 3 < west < east < 7.3
    assert 50.7 < south < north < 53.6
    assert sent["chosenArea"] == sorted(areas()).index(slug)


def test_the_map_gets_the_figures_of_the_snapshot_in_the_order_of_its_shapes() -> None:
    sent = picture(opened("kaart", gebied="utrecht-overvecht", jaar="2024"))
    rows = open_snapshot(ROOT).observations("misdrijven", ["buurt"])
    rows = rows[(rows["period"] == 2024)].set_index("area_code")
    shown = dict(zip(codes(sent), values(sent), strict=True))
    assert shown["BU03440311"] == round(10 * rows.loc["BU03440311", "value"])
    hole = rows[rows["value"].isna()].index[0]
    assert sent["reasons"][shown[hole] + 2**31] == rows.loc[hole, "reason"]


def test_a_chosen_unit_is_named_marked_and_put_in_its_place() -> None:
    app = opened("kaart", eenheid="BU05991081")
    assert heading(app) == "In Bloemhof (Rotterdam) 61,9 misdrijven per 1.000 inwoners in 2025."
    sent = picture(app)
    assert codes(sent)[sent["chosenUnit"]] == "BU05991081"
    assert sent["place"]["unit"] == "BU05991081"
    told = [pages.readable(text.value) for text in app.markdown]
    assert any("andere meegetelde buurten" in text and "Bloemhof (Rotterdam)" in text for text in told)


def test_what_stands_beside_the_map_waits_for_it() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).switch_page("pages/kaart.py").run()
    assert picture(app)["waiting"]
    assert not app.subheader
    later = opened("kaart")
    assert not picture(later)["waiting"]
    assert [pages.readable(title.value) for title in later.subheader] == [
        "Plaats tussen de focusgebieden",
        "Rotterdam-Zuid vergeleken",
    ]


def test_a_unit_can_be_let_go() -> None:
    app = opened("kaart", eenheid="BU05991081")
    app.button(key="kaart_loslaten").click().run()
    assert picture(app)["chosenUnit"] is None
    assert heading(app).startswith("In Rotterdam-Zuid")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"eenheid": "BU99990000"}, "Een buurt met de code BU99990000 is op deze kaart niet te vinden."),
        ({"eenheid": "WK034403"}, "Misdrijven: geen cijfers per wijk; u ziet buurten."),
    ],
)
def test_a_unit_that_cannot_be_shown_is_named(query: dict[str, str], told: str) -> None:
    app = opened("kaart", **query)
    assert [pages.readable(warning.value) for warning in app.warning] == [told]
    assert picture(app)["chosenUnit"] is None


def test_without_the_layers_of_the_country_the_page_says_what_is_shown_and_how_to_get_the_rest() -> None:
    app = opened("kaart", gebied="utrecht-overvecht")
    told = " ".join(pages.readable(caption.value) for caption in app.caption)
    assert "U ziet de buurten in de gemeenten met een focusgebied." in told
    assert "make refresh REFRESH=--national" in told


def test_damaged_layers_are_named_once_and_the_map_does_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "snapshot.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(data, "NATIONAL", tmp_path)
    app = opened("kaart", gebied="utrecht-overvecht")
    assert len(app.warning) == 1
    assert "heel Nederland kunnen niet worden gebruikt" in app.warning[0].value
    assert len(codes(picture(app))) == 2_322


def test_the_level_is_chosen_by_a_switch_and_the_map_stays_where_it_is() -> None:
    app = opened("kaart")
    before = picture(app)
    app.segmented_control[0].set_value("gemeente").run()
    after = picture(app)
    assert len(values(after)) == len(codes(after)) == 19
    assert before["place"] == after["place"]
    assert "dots" in before
    assert "dots" not in after


@pytest.mark.parametrize("slug", areas())
def test_home_page_opens_for_every_area(slug: str) -> None:
    app = opened("start", gebied=slug)
    assert [title.value for title in app.title] == ["Zicht op Focuswijken"]
    assert len(app.header) == 3
