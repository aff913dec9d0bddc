"""One figure of a page by itself, as another site shows it, and the dialog that says how."""

import re
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from nplv.analysis.sentences import PROGRAMME_NOTE
from nplv.analysis.sentences import development as words
from nplv.registry import areas, indicators
from nplv.snapshot import open_snapshot
from tests.pages import ROOT, opened, readable


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the app stood in a frame: no address can say so to AppTest."""
    monkeypatch.setattr(
        st, "context", SimpleNamespace(is_embedded=True, url="http://dashboard.voorbeeld.nl/ontwikkeling")
    )


def headers(app: AppTest) -> list[str]:
    return [readable(header.value) for header in app.header]


@pytest.mark.usefixtures("embedded")
def test_only_the_figure_is_made_with_its_source_and_the_way_to_the_whole_page() -> None:
    app = opened("ontwikkeling", gebied="heerlen-noord", figuur="alle-gebieden", vergelijk="nederland")
    assert not app.exception
    observations, crimes = open_snapshot(ROOT).observations("misdrijven"), indicators()["misdrijven"]
    assert words.changes(observations, crimes) in headers(app)
    assert words.development(observations, areas()["heerlen-noord"], crimes) not in headers(app)
    assert not app.get("download_button")
    captions = [readable(caption.value) for caption in app.caption]
    assert ["Bron: Politie" in caption for caption in captions if "Bron: " in caption] == [True]
    assert PROGRAMME_NOTE in captions
    assert app.markdown[-1].value == (
        "[Bekijk op het dashboard](http://dashboard.voorbeeld.nl/ontwikkeling"
        "?gebied=heerlen-noord&indicator=misdrijven&jaar=2025&vergelijk=nederland)"
    )


@pytest.mark.usefixtures("embedded")
def test_the_whole_page_in_a_frame_leads_to_the_dashboard_too() -> None:
    app = opened("ontwikkeling")
    assert len(app.get("download_button")) > 3
    assert any(one.value.startswith("[Bekijk op het dashboard](http://dashboard") for one in app.markdown)


@pytest.mark.usefixtures("embedded")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"figuur": "bestaat-niet"}, "De weergave ‘bestaat-niet’ staat niet op de pagina Ontwikkeling."),
        ({"figuur": "verschil", "indicator": "energiearmoede"}, "De weergave ‘verschil’ staat niet op de pagina"),
    ],
)
def test_a_figure_that_is_not_there_is_named(query: dict[str, str], said: str) -> None:
    app = opened("ontwikkeling", **query)
    assert not app.exception
    assert [said in readable(warning.value) for warning in app.warning] == [True]
    assert "Bekijk op het dashboard" in app.markdown[-1].value


@pytest.mark.usefixtures("embedded")
def test_a_hole_says_why_in_a_frame() -> None:
    app = opened("ontwikkeling", indicator="energielabels", figuur="ontwikkeling")
    assert not app.exception
    assert any("nog geen open cijfers" in header for header in headers(app))
    assert len(app.info) == 1
    assert not app.warning


def test_outside_a_frame_the_page_is_whole() -> None:
    assert len(headers(opened("ontwikkeling", figuur="alle-gebieden"))) > 2


def test_the_dialog_gives_link_code_and_the_file_that_the_code_asks_for() -> None:
    app = opened("ontwikkeling", gebied="heerlen-noord", jaar="2024")
    citations = len(app.code)
    app.button(key="ontwikkeling_embed").click().run()
    assert not app.exception
    link, live, static = [code.value for code in app.code if "embed=true" in code.value or "iframe" in code.value]
    assert len(app.code) == citations + 3
    assert link.endswith("?gebied=heerlen-noord&indicator=misdrijven&jaar=2024&figuur=ontwikkeling&embed=true")
    assert re.findall('src="([^"]*)"', live)[0].replace("&amp;", "&") == link
    assert 'src="ontwikkeling-misdrijven-heerlen-noord.html"' in static
    assert "In Heerlen-Noord 58,5 misdrijven" in live


def test_the_dialog_of_a_list_gives_link_and_code() -> None:
    app = opened("verantwoording", gebied="heerlen-noord")
    app.button(key="gebieden_embed").click().run()
    link, live = [code.value for code in app.code if "embed=true" in code.value or "iframe" in code.value]
    assert link.endswith("&figuur=gebieden&embed=true")
    assert "<iframe" in live
    assert any("alleen deze lijst" in element.value for element in app.markdown)


@pytest.mark.parametrize(
    ("page", "query", "key", "address"),
    [
        ("ontwikkeling", {}, "ontwikkeling", "https://cdn.voorbeeld.nl/ontwikkeling-misdrijven-rotterdam-zuid.html"),
        ("ontwikkeling", {"vergelijk": "nederland"}, "ontwikkeling", "ontwikkeling-misdrijven-rotterdam-zuid.html"),
        ("vergelijken", {}, "ranking", "rangorde-misdrijven-2025.html"),
    ],
)
def test_the_code_asks_elsewhere_only_for_pages_that_are_there(
    monkeypatch: pytest.MonkeyPatch, page: str, query: dict[str, str], key: str, address: str
) -> None:
    monkeypatch.setattr("nplv.ui.embed._STATIC", "https://cdn.voorbeeld.nl")
    app = opened(page, **query)
    app.button(key=f"{key}_embed").click().run()
    codes = [code.value for code in app.code if "iframe" in code.value]
    assert [f'src="{address}"' in code for code in codes] == [False, True]
