"""Every figure of every page can be taken home; nothing is made before it is asked for."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from nplv.export import picture, table
from nplv.registry import Edition, in_use, use
from tests.pages import alone, opened

# Page, what is chosen, the boxes that are opened, and the figures that have a picture.
PAGES: list[tuple[str, dict[str, str], list[str], set[str]]] = [
    ("gebiedsprofiel", {"naast": "overige"}, ["profiel_weging"], {"profiel", "profiel-ontwikkeling", "profiel_grens"}),
    ("kaart", {}, ["place_distribution", "kaart_table"], {"kaart", "place"}),
    (
        "kaart",
        {"niveau": "buurt", "gebied": "heerlen-noord"},
        ["place_distribution", "kaart_table"],
        {"kaart", "place"},
    ),
    (
        "ontwikkeling",
        {"gebied": "heerlen-noord"},
        ["vergelijkbaar_wijken"],
        {"ontwikkeling", "verschil", "vergelijkbaar", "alle-gebieden"},
    ),
    ("ontwikkeling", {"indicator": "energiearmoede"}, [], {"ontwikkeling"}),
    (
        "vergelijken",
        {},
        ["matrix_table"],
        {
            "matrix",
            "ranking",
            *map("published_{}".format, ("energiearmoede", "lage-financiele-welvaart", "zwakke-leefbaarheid")),
        },
    ),
    ("naast_elkaar", {"punten": "buurt"}, ["pair_table", "scatter_table"], {"pair", "scatter"}),
    ("geldstromen", {}, [], {"stapels", "jaren", "woningen"}),
    ("verantwoording", {}, [], {"dekking-jaren", "dekking-indicatoren"}),
]
# Tables that are not the twin of a figure.
OTHER_TABLES = {
    "gebiedsprofiel": {"profiel_weging", "profiel_grens"},
    "kaart": {"place", "vergeleken"},
    "ontwikkeling": {"vergelijkbaar_lijst", "vergelijkbaar_overeenkomst"},
    "vergelijken": {"matrix_list"},
}
SIGNATURES = {"xlsx": b"PK\x03\x04", "csv": b"\xef\xbb\xbf", "png": b"\x89PNG\r\n\x1a\n", "svg": b"<svg"}
# What the converter's own font can draw, beside ASCII and the letters of Latin-1.
SIGNS = set("−–—’‘“”€…▲▼♦■►◄≥≤≈×·")


@dataclass
class Seen:
    """What a page drew: the buttons by key with their file name and what makes it, and the boxes by key."""

    buttons: dict[str, tuple[str, Callable[[], bytes]]] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    found = Seen()
    button, expander = st.download_button, st.expander

    def download_button(label: str, *, data: Any, file_name: str, key: str, **rest: Any) -> bool:
        found.buttons[key] = (file_name, data)
        return button(label, data=data, file_name=file_name, key=key, **rest)

    def box(label: str, *, key: str, **rest: Any) -> Any:
        found.boxes.append(key)
        return expander(label, key=key, **rest)

    monkeypatch.setattr(st, "download_button", download_button)
    monkeypatch.setattr(st, "expander", box)
    return found


def walked(page: str, query: dict[str, str], open_boxes: list[str]) -> AppTest:
    app = opened(page, **query)
    assert not app.exception
    for key in open_boxes:
        app.session_state[key] = True
    app.run()
    assert not app.exception
    return app


def asked_for(make: Callable[[], bytes]) -> bytes:
    """Make a file as Streamlit does: in a thread that knows nothing of the run of a page."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(make).result()


@pytest.mark.parametrize(("page", "query", "boxes", "drawn"), PAGES)
def test_every_figure_has_its_downloads_and_nothing_is_made_before_a_click(
    seen: Seen, monkeypatch: pytest.MonkeyPatch, page: str, query: dict[str, str], boxes: list[str], drawn: set[str]
) -> None:
    made: list[str] = []
    for module, name in ((table, "csv"), (table, "xlsx"), (picture, "png"), (picture, "svg")):
        monkeypatch.setattr(module, name, lambda *_, name=name: made.append(name))
    app = walked(page, query, boxes)
    assert made == []
    figures = {key.removesuffix("_table") for key in seen.boxes if key.endswith("_table")}
    figures |= OTHER_TABLES.get(page, set()) if boxes else set()
    by_kind = {
        kind: {key.removesuffix(f"_{kind}") for key in seen.buttons if key.endswith(kind)} for kind in SIGNATURES
    }
    assert {key for key in by_kind["csv"] if not key.endswith("_table")} == by_kind["xlsx"] == figures != set()
    assert by_kind["png"] == by_kind["svg"] == drawn <= figures
    assert len(app.code) == len(figures)  # the citations


@pytest.mark.parametrize(("page", "query", "boxes", "drawn"), PAGES)
def test_every_file_can_be_made(
    seen: Seen, page: str, query: dict[str, str], boxes: list[str], drawn: set[str]
) -> None:
    walked(page, query, boxes)
    # The half-yearly report takes long; tests/test_report.py makes it.
    asked = {key: one for key, one in seen.buttons.items() if not key.endswith("_html")}
    files = {key: (name, asked_for(make)) for key, (name, make) in asked.items()}
    for key, (name, content) in files.items():
        kind = name.rpartition(".")[2]
        assert content.startswith(SIGNATURES[kind])
        assert key.endswith(f"_{kind}")
        if kind == "xlsx":
            _same_figures(content, files[key.replace("_xlsx", "_csv")][1])
        elif kind == "svg":
            _drawable(content)
    names = [name for key, (name, _) in files.items() if not key.endswith("_table_csv")]
    assert len(names) == len(set(names))


def _same_figures(workbook: bytes, csv: bytes) -> None:
    """Both files of a table hold the same numbers."""
    figures = pd.read_excel(io.BytesIO(workbook), sheet_name="Cijfers").select_dtypes("number")
    others = pd.read_csv(io.BytesIO(csv), sep=";", decimal=",")
    assert len(figures) == len(others) > 0
    for column in figures:
        pd.testing.assert_series_equal(figures[column], others[column], rtol=1e-9, check_dtype=False)
    said = pd.read_excel(io.BytesIO(workbook), sheet_name="Toelichting", header=None)
    assert {"Bevinding", "Momentopname", "Gekozen gebied", "Link"} <= set(said[0])


def _drawable(svg: bytes) -> None:
    texts = "".join(ElementTree.fromstring(svg).itertext())
    assert {sign for sign in texts if ord(sign) > 0xFF} - SIGNS == set()


def test_two_pages_of_one_selection_give_files_of_different_names(seen: Seen) -> None:
    for page in ("vergelijken", "ontwikkeling"):
        opened(page)
    names = [name for key, (name, _) in seen.buttons.items() if key.endswith("_xlsx")]
    assert len(names) == len(set(names))


def _app() -> None:
    from nplv.export.about import About
    from nplv.registry import Edition, use
    from nplv.ui import downloads
    from tests.test_downloads import RETRIEVED, edition_in_use

    use(Edition(retrieved=RETRIEVED))
    downloads.draw(edition_in_use, About("x", [], "y", "z"), key="synthetic", file_name="x", decimals=0)


RETRIEVED = (("synthetisch", date(2030, 1, 1)),)


def edition_in_use() -> pd.DataFrame:
    return pd.DataFrame({"edition": [repr(in_use().retrieved)]})


def test_a_file_is_made_with_the_registry_of_the_page(seen: Seen) -> None:
    use(Edition())
    assert not alone(_app).run().exception
    use(Edition())
    assert repr(RETRIEVED) in asked_for(seen.buttons["synthetic_csv"][1]).decode()


def test_a_citation_links_to_what_is_shown_whatever_the_defaults_are() -> None:
    app = opened("vergelijken", jaar="2024", vergelijk="nederland,rest")
    citation = app.code[0].value
    assert citation.endswith("?gebied=rotterdam-zuid&indicator=misdrijven&jaar=2024&vergelijk=nederland,rest")
    assert opened("vergelijken").code[0].value.endswith("?gebied=rotterdam-zuid&indicator=misdrijven&jaar=2025")


def test_the_small_table_beside_the_map_has_the_figures_of_the_screen(seen: Seen) -> None:
    opened("kaart")
    content = asked_for(seen.buttons["vergeleken_csv"][1])
    rows = pd.read_csv(io.BytesIO(content), sep=";", decimal=",").set_index("Gebied")
    assert list(rows.index[:2]) == ["Rotterdam-Zuid", "Nederland"]
    assert rows["Waarde"].round(1).tolist()[:2] == [73.9, 44.3]
    assert rows["Verschil"].isna().tolist()[:2] == [True, False]
    assert rows.loc["Nederland", "Verschil"] == 29.6  # of the figures as shown
    assert set(rows["Jaar"]) == {2025}
