"""A figure as HTML that needs nothing from elsewhere. What is drawn is synthetic."""

from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd

from nplv.export import html
from nplv.export.about import About
from tests.test_export_picture import chart
from tests.test_export_table import ABOUT

VOID = {"meta"}
TABLE = pd.DataFrame(
    {"Gebied": ["Café <Zuid>", "Noord & Oost"], "Jaar": [2024, 2025], "Aantal": [12345, 7], "Waarde": [-1234.56, None]}
)


class Read(HTMLParser):
    """What a reader finds in a page, and whether each element is closed where it must be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data.strip()))

    def text(self, tag: str) -> list[str]:
        return [text for where, text in self.texts if where == tag]

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.found if "id" in attributes]


def read(content: bytes) -> Read:
    page = Read(content.decode())
    assert page.open == []
    assert len(page.ids()) == len(set(page.ids()))
    return page


def page_of(about: About = ABOUT) -> Read:
    drawn = [[chart(), chart()]]
    body = html.figure(TABLE, about, {"Waarde": 2}, name="een", charts=drawn, narrow=drawn) + html.figure(
        TABLE, about, 1, name="twee", charts=drawn, level=3
    )
    return read(html.page("Titel & meer", body))


def test_a_page_is_dutch_and_its_figures_are_read_back() -> None:
    page = page_of()
    assert ("html", {"lang": "nl"}) in page.found
    assert page.text("title") == ["Titel & meer"]
    assert page.text("th")[:6] == ["Gebied", "Jaar", "Aantal", "Waarde", "Café <Zuid>", "Noord & Oost"]
    assert page.text("td")[:6] == ["2024", "12.345", "−1.234,56", "2025", "7", "—"]
    assert page.text("td")[6:9] == ["2024", "12.345", "−1.234,6"]


def test_what_is_said_of_a_figure_stands_in_it_and_is_escaped() -> None:
    page = page_of(
        replace(
            ABOUT, finding="In <Zuid> € 5 & meer", note="Let op <de noemer>.\nEn dit.", outcome="Te vroeg & onzeker"
        )
    )
    assert page.text("h2") == page.text("h3") == ["In <Zuid> € 5 & meer"]
    assert page.text("strong") == ["Te vroeg & onzeker"] * 2
    assert {"Let op <de noemer>.", "En dit."} <= set(page.text("p"))
    links = [attributes["href"] for tag, attributes in page.found if tag == "a"]
    assert links == [source.url for source in ABOUT.sources] * 2


def test_each_picture_has_a_text_and_is_closed_to_the_outside() -> None:
    page = page_of()
    pictures = [attributes for tag, attributes in page.found if tag == "svg" and "class" in attributes]
    assert [(one["class"], one["aria-label"]) for one in pictures] == [
        ("wide", ABOUT.finding),
        ("narrow", ABOUT.finding),
    ]
    for tag, attributes in page.found:
        assert tag not in {"script", "link", "img", "iframe", "image"}
        assert not {"src", "srcset", "data"} & set(attributes)
        assert tag == "a" or "href" not in attributes


def test_a_table_alone_stands_open() -> None:
    page = read(html.page("Tabel", html.figure(TABLE, ABOUT, 1, name="tabel")))
    assert not [tag for tag, _ in page.found if tag in {"details", "svg"}]
    assert len(page.text("td")) == 6
