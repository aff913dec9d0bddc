"""The profile of an area prints on two sheets of A4, whatever the width of the screen it is printed from."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

# What still takes room on paper, of what can only be used on a screen.
ON_SCREEN_ONLY = """() => [
    'stHeader', 'stExpander', 'stSelectbox', 'stPageLink', 'stDownloadButton', 'stPopover'
].filter(name =>
    [...document.querySelectorAll(`[data-testid="${name}"]`)].some(box => box.getBoundingClientRect().height > 0))"""
# Blocks of text that reach into the next one.
OVERLAPPING = """() => {
    const boxes = [...document.querySelectorAll('.st-key-profiel_blad [data-testid="stMarkdownContainer"]')]
        .map(box => [box.getBoundingClientRect(), box.textContent.slice(0, 40)]).filter(([box]) => box.height > 0);
    return boxes.filter(([a], i) => boxes.some(([b], j) => j > i && b.top < a.bottom - 1 && b.bottom > a.top + 1
        && b.left < a.right - 1 && b.right > a.left + 1)).map(([, text]) => text);
}"""
SHEET = re.compile(rb"/Type\s*/Page[^s]")
A4_POINTS = (595, 842)


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("heerlen-noord", 1280),
        ("utrecht-overvecht", 1280),
        ("utrecht-overvecht", 390),
        ("utrecht-overvecht&naast=overige", 700),
        ("amsterdam-zuidoost", 1920),  # has the most indicators
        ("den-haag-zuidwest&naast=rest", 1280),
        ("rotterdam-zuid&naast=overige", 1280),  # of which the letter says most
    ],
)
def test_a_profile_prints_on_two_sheets(page: Page, open_page: OpenPage, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_page(f"gebiedsprofiel?gebied={path}").wait_for_selector(".st-key-profiel_vlak .marks")
    page.wait_for_timeout(500)  # the charts take their width
    document = page.pdf(prefer_css_page_size=True)
    assert len(SHEET.findall(document)) == 2
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", document)
    assert box is not None
    assert [float(size) for size in box.groups()] == pytest.approx(A4_POINTS, abs=1)


def test_on_paper_there_is_only_what_can_be_read_there(page: Page, open_page: OpenPage) -> None:
    open_page("gebiedsprofiel?gebied=heerlen-noord")
    assert page.evaluate(ON_SCREEN_ONLY) != []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1039})  # A4 without its margins
    assert page.evaluate(ON_SCREEN_ONLY) == []
    assert page.evaluate(OVERLAPPING) == []
