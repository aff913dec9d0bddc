"""The page Verantwoording accounts for every indicator, area, source and file."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nplv.registry import Indicator, areas, indicators, sources
from nplv.registry.accessibility import limitations
from nplv.snapshot import open_snapshot
from tests import pages

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(
    not (ROOT / "data" / "snapshot.json").exists(), reason="there is no snapshot: data/snapshot.json is missing"
)


def opened(area: str = "rotterdam-zuid", indicator: str = "misdrijven") -> AppTest:
    return pages.opened("verantwoording", gebied=area, indicator=indicator)


def text(app: AppTest) -> str:
    """All text of the page."""
    elements = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.info]
    return pages.readable("\n".join(element.value for element in elements))


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.id)
def test_every_indicator_is_accounted_for(indicator: Indicator) -> None:
    app = opened(indicator=indicator.id)
    assert not app.exception
    assert not app.error
    said = text(app)
    assert indicator.definition in said
    assert sources()[indicator.source].licence in said
    for sentence in (*indicator.caveats, *indicator.holes.values(), *filter(None, [indicator.missing])):
        assert sentence in said


@pytest.mark.parametrize("area", areas())
def test_every_area_is_accounted_for(area: str) -> None:
    app = opened(area, "inkomen-per-inwoner")
    assert not app.exception
    assert f"{areas()[area].name}:" in text(app)


def test_parts_are_linked_from_the_top_of_the_page() -> None:
    app = opened()
    links = dict(re.findall(r"- \[([^\]]+)\]\(#([^)]+)\)", app.markdown[0].value))
    anchors = {header.value: header.proto.anchor for header in app.header if header.proto.anchor}
    assert links == anchors
    assert len(links) == 11


def test_sources_files_and_limitations_are_all_there() -> None:
    said = text(opened())
    used = {name for entry in open_snapshot(ROOT).manifest["files"].values() for name in entry["sources"]}
    assert {"cbs-kwb-2024", "geldstromen", "cbs-pdok-buurten-2024"} <= used
    for source in map(sources().__getitem__, used):
        assert source.attribution in said
        assert f"({source.url})" in said
    for limitation in limitations().values():
        assert limitation.why in said
    for name in ("data/observations.parquet", "geodata/buurten.parquet"):
        assert f"**{name}:**" in said


def test_breda_noord_is_named_as_the_one_that_differs() -> None:
    # 60.760 inhabitants in the buurten, 57.000 according to CBS; the other 19 are within 3%.
    said = text(opened())
    assert "Groot is het verschil bij Breda-Noord 6,6% hoger:" in said
    assert "**Breda-Noord:** afgeleid; 13 buurten in Breda. 60.760 inwoners in 2024, 6,6% meer dan de 57.000" in said
    assert "hoogstens 2,8%." in said


def test_kernindicatoren_without_open_data_say_who_has_it() -> None:
    said = text(opened())
    assert "hebben er 4 een cijfer voor alle 20 focusgebieden, 4 voor enkele gebieden en 9 nog" in said
    assert "**10 · Definitief schooladvies PO:** nog geen cijfers. De Dienst Uitvoering Onderwijs (DUO)" in said


def test_holes_of_the_chosen_indicator_are_in_a_table_with_their_reason() -> None:
    app = opened(indicator="leefbaarometer")
    assert any("174 van de 180 cijfers" in header.value.replace("\\", "") for header in app.header)
    table = app.table[0].value
    reasons = table.astype(str).apply(" ".join, axis="columns")
    assert reasons.str.contains("Rotterdam").any()
    assert reasons.str.contains("71").any()
