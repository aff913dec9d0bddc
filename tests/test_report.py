"""The half-yearly report, read by a parser that knows nothing of how it is made."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from nplv.registry import areas, indicators, schemes, sources
from nplv.schema import MANIFEST
from nplv.snapshot import Snapshot, open_snapshot
from nplv.ui import half_year
from tests.dutch import written

ROOT = Path(__file__).parents[1]
KERNINDICATOREN = [one for one in indicators().values() if one.kernindicator is not None]

pytestmark = pytest.mark.skipif(not (ROOT / MANIFEST).exists(), reason="there is no snapshot")


@pytest.fixture(scope="module")
def page(half_yearly_report: bytes) -> ElementTree.Element:
    """The report as a tree: its HTML is also well-formed XML, but for four tags that are never closed."""
    text = half_yearly_report.decode().removeprefix("<!doctype html>")
    return ElementTree.fromstring(re.sub(r"<(meta[^>]*)>", r"<\1/>", text))


def text(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def at(page: ElementTree.Element, identity: str) -> ElementTree.Element:
    """The section or figure under the heading with an id."""
    return next(one for one in page.iter() if one.get("aria-labelledby") == identity)


def cells(figure: ElementTree.Element) -> dict[str, dict[str, str]]:
    """The table of a figure: name of the row -> name of the column -> text."""
    table = next(figure.iter("table"))
    head, *rows = ([text(cell) for cell in row] for row in table.iter("tr"))
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


@cache
def measured() -> pd.DataFrame:
    """The file of observations, read as such."""
    path = json.loads((ROOT / MANIFEST).read_text())["files"]["data/observations.parquet"]["path"]
    return pd.read_parquet(ROOT / path)


def value(indicator: str, code: str, year: int) -> Decimal:
    """A figure, from its counts where it has any."""
    rows = measured()
    row = rows[(rows["indicator"] == indicator) & (rows["area_code"] == code) & (rows["period"] == year)].iloc[0]
    counted = Decimal(row["numerator"]) * 1000 / Decimal(row["denominator"]) if indicator == "misdrijven" else None
    return counted or Decimal(str(row["value"]))


def test_headings_descend_one_level_at_a_time(page: ElementTree.Element) -> None:
    levels = [int(tag(one)[1]) for one in page.iter() if re.fullmatch("h[1-6]", tag(one))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_language_landmarks_and_ways_through_the_page(page: ElementTree.Element) -> None:
    assert page.get("lang") == "nl"
    assert [len(list(page.iter(name))) for name in ("main", "nav", "header", "title")] == [1, 1, 1, 1]
    identities = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(identities) == len(set(identities))
    inside = [str(one.get("href"))[1:] for one in page.iter("a") if str(one.get("href")).startswith("#")]
    assert inside[0] == next(page.iter("main")).get("id")  # the link that skips
    assert set(inside) <= set(identities)
    chapters = [one.get("id") for one in page.iter("h2")]
    assert inside[1:] == chapters
    labelled = {one.get("aria-labelledby") for one in page.iter() if one.get("aria-labelledby")}
    assert labelled <= set(identities)


def test_every_picture_has_a_description_and_its_figures_as_a_table(page: ElementTree.Element) -> None:
    figures = [one for one in page.iter("figure") if any(tag(part) == "svg" for part in one)]
    outer = [part for figure in figures for part in figure if tag(part) == "svg"]
    assert len(outer) == 2 * len(figures) == 2 * (sum(one.has_figures for one in KERNINDICATOREN) + 2)
    for figure in figures:
        for picture in (part for part in figure if tag(part) == "svg"):
            assert picture.get("role") == "img"
            assert picture.get("aria-label") == text(figure[0])
        assert cells(figure)
    for table in page.iter("table"):
        assert text(table[0])
        assert [tag(part) for part in table] == ["caption", "thead", "tbody"]


def test_nothing_is_fetched_from_elsewhere(half_yearly_report: bytes) -> None:
    content = half_yearly_report.decode()
    assert not re.search(r"<(script|link|img|image|iframe|object|embed|video|audio|source|base)\b", content)
    assert not re.search(r"\b(src|srcset|poster|data|action|background)=|@import", content)
    assert set(re.findall(r"url\(([^)]?)", content)) <= {"#"}
    assert not re.search(r"xlink:href|<use\b", content)
    assert len(half_yearly_report) < 3_000_000


def test_all_kernindicatoren_are_there_and_those_without_figures_say_who_has_them(page: ElementTree.Element) -> None:
    lines = [text(one) for one in at(page, "kernindicatoren").iter("h3")]
    assert [line[:12] for line in lines] == ["Actielijn 2:", "Actielijn 3:", "Actielijn 4:"]
    found = [text(one) for one in at(page, "kernindicatoren").iter("h4")]
    assert found == [f"{one.kernindicator} · {one.title}" for one in KERNINDICATOREN]
    assert {int(title.split()[0]) for title in found} == set(range(1, 18))
    for one in KERNINDICATOREN:
        said = text(at(page, one.id))
        assert one.definition in said
        assert one.missing is None or one.missing in said


def test_all_areas_are_in_each_table_and_have_a_section(page: ElementTree.Element) -> None:
    names = [area.name for area in areas().values()]
    assert [text(one) for one in at(page, "gebieden").iter("h3")] == names
    for one in KERNINDICATOREN:
        if one.has_figures:
            assert list(cells(at(page, f"{one.id}-gebieden"))) == ["De 20 focusgebieden samen", "Nederland", *names]


def test_crimes_of_an_area_are_those_of_the_file(page: ElementTree.Element) -> None:
    own, country = (
        [written(value("misdrijven", code, year), 1) for year in (2022, 2025)] for code in ("heerlen-noord", "NL00")
    )
    then, now, other = (Decimal(one.replace(",", ".")) for one in (*own, country[1]))
    shown = cells(at(page, "misdrijven-gebieden"))
    row = {
        "0-meting": own[0],
        "Jaar 0-meting": "2022",
        "Nieuwste cijfer": own[1],
        "Jaar": "2025",
        "Verandering": written(now - then, 1),
        "Verschil met Nederland": written(now - other, 1),
        "Naast Nederland": "slechter",
        "Dat verschil wordt": "te vroeg om te zeggen",
    }
    assert shown["Heerlen-Noord"] == row
    assert [shown["Nederland"][name] for name in ("0-meting", "Nieuwste cijfer")] == country
    profile = cells(at(page, "heerlen-noord-cijfers"))["Misdrijven"]
    assert {name: profile[name] for name in row} == row
    gemeente = Decimal(written(value("misdrijven", "GM0917", 2025), 1).replace(",", "."))
    assert profile["Verschil met gemeente"] == written(now - gemeente, 1)


def test_published_figures_are_those_of_the_letter_and_the_news(page: ElementTree.Element) -> None:
    energy = cells(at(page, "energiearmoede-gebieden"))
    assert energy["De 20 focusgebieden samen"]["Nieuwste cijfer"] == "13,2"
    assert energy["De 20 focusgebieden samen"]["Verschil met Nederland"] == "5,8"
    assert energy["Nederland"]["Nieuwste cijfer"] == "7,4"
    homes = cells(at(page, "koopwoningen-samen"))
    assert homes["De 20 focusgebieden samen"] == {"2024": written(value("koopwoningen", "focusgebieden", 2024), 1)}
    assert homes["Nederland"] == {"2024": "57,0"}


def test_a_figure_that_is_missing_has_a_reason(page: ElementTree.Element) -> None:
    figure = at(page, "ses-woa-gebieden")
    assert cells(figure)["Heerlen-Noord"]["Nieuwste cijfer"] == "—"
    reasons = measured().query("indicator == 'ses-woa' and area_code == 'heerlen-noord'")["reason"]
    assert reasons.iloc[0] in text(figure)


def test_summary_money_coverage_and_sources_are_told(page: ElementTree.Element) -> None:
    said = text(at(page, "samenvatting"))
    assert "Van de 17 kernindicatoren" in said
    assert "de eerste resultaten dienen zich pas na enkele jaren aan" in said
    assert len(list(at(page, "samenvatting").iter("li"))) == sum(one.has_figures for one in KERNINDICATOREN)
    money = open_snapshot(ROOT).funding()
    beside, stacked = (len(list(at(page, name).iter("tr"))) - 1 for name in ("ernaast", "stapels"))
    assert beside + stacked > 100
    assert beside < len(money)
    assert any(scheme.title in text(at(page, "stapels")) for scheme in schemes().values())
    used = {name for one in open_snapshot(ROOT).manifest["files"].values() for name in one["sources"]}
    links = {one.get("href") for one in at(page, "lijst-van-bronnen").iter("a")}
    assert links == {sources()[name].url for name in used}
    assert open_snapshot(ROOT).fingerprint in text(next(page.iter("header")))


def test_links_lead_to_the_dashboard(page: ElementTree.Element) -> None:
    links = {one.get("href") for one in page.iter("a")}
    assert "https://dashboard.example/gebiedsprofiel?gebied=heerlen-noord" in links
    assert "https://dashboard.example/ontwikkeling?indicator=ses-woa" in links


def test_the_button_makes_it_once_for_all_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def make(_: Snapshot, *, address: str) -> bytes:
        made.append(address)
        return b"whole"

    monkeypatch.setattr(half_year, "report", make)
    monkeypatch.setenv("NPLV_ADDRESS", "https://dashboard.example/")
    half_year._report.cache_clear()
    snapshot = open_snapshot(ROOT)
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(half_year._made, [snapshot] * 3)) == [b"whole"] * 3
    assert made == ["https://dashboard.example"]
    half_year._report.cache_clear()
