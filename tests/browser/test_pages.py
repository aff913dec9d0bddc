"""Each page, opened once: without errors, accessible, never too wide, asking no other host, and as others embed it.

The page is opened on a telephone (390 pixels), where room is short, and made wider, to an iframe (700) and a projector
(1280).
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError, expect

from tests.browser.conftest import OpenPage
from tests.browser.harness import PAGES, running_app, wait_until_settled
from tests.browser.listening import errors_of, findings, foreign, requests_of

pytestmark = pytest.mark.browser

# What is wider than its place, of the document and of the boxes Streamlit scrolls instead of it.
TOO_WIDE = """() => ['html', 'body', '[data-testid="stApp"]', '[data-testid="stMain"]'].filter(selector => {
    const box = document.querySelector(selector);
    return box.scrollWidth > box.clientWidth;
})"""
OPEN_ALL = "document.querySelectorAll('details:not([open]) > summary').forEach(summary => summary.click())"


@dataclass(frozen=True)
class Visit:
    """A page that has been opened, what it asked for and which errors it gave."""

    path: str
    page: Page
    requests: list[str]
    errors: list[str]

    def at(self, width: int) -> Page:
        """The page at another width."""
        self.page.set_viewport_size({"width": width, "height": 900})
        wait_until_settled(self.page)
        return self.page


@pytest.fixture(scope="module", params=PAGES)
def visit(request: pytest.FixtureRequest, context: BrowserContext, app_url: str) -> Iterator[Visit]:
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 900})
    visit = Visit(request.param, page, requests_of(page), errors_of(page))
    page.goto(f"{app_url}/{request.param}")
    wait_until_settled(page)
    yield visit
    page.close()


def test_page_opens_without_errors(visit: Visit) -> None:
    expect(visit.page.locator("h1")).to_have_count(1)
    expect(visit.page.get_by_test_id("stException")).to_have_count(0)
    assert visit.errors == []


def test_page_asks_no_other_host(visit: Visit, app_url: str) -> None:
    assert any(request.startswith("ws:") for request in visit.requests)
    assert foreign(visit.requests, app_url) == []


def test_embedded_page_shows_the_same_without_navigation(visit: Visit, page: Page, open_page: OpenPage) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    open_page(f"{visit.path}?embed=true")
    expect(page.locator("h1")).to_have_text(visit.page.locator("h1").inner_text())
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(navigation(visit.page)).to_have_count(1)
    expect(navigation(page)).to_have_count(0)
    assert too_wide(page) == []


@pytest.mark.parametrize("width", [390, 700, 1280])
def test_page_needs_no_sideways_scrolling(visit: Visit, width: int) -> None:
    assert too_wide(visit.at(width)) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_page_is_accessible(visit: Visit, axe_source: str, width: int) -> None:
    page = visit.at(width)
    page.evaluate(OPEN_ALL)
    wait_until_settled(page)
    assert findings(page, axe_source) == []


@pytest.mark.parametrize("path", PAGES[1:])
def test_new_server_may_first_be_asked_for_any_page(page: Page, path: str) -> None:
    # Until a server has run app.py once, Streamlit runs the files in pages/ without it.
    with running_app() as url:
        page.goto(f"{url}/{path}?gebied=atlantis")
        wait_until_settled(page)
        expect(navigation(page)).to_have_count(1)
        expect(page.get_by_test_id("stAlert").first).to_contain_text("atlantis")


def test_what_is_not_accessible_would_be_found(open_page: OpenPage, axe_source: str) -> None:
    page = open_page("")
    page.evaluate("document.querySelector('h1').after(document.createElement('img'))")
    assert [finding.split(":")[0] for finding in findings(page, axe_source)] == ["image-alt"]


def test_what_is_too_wide_would_be_seen(open_page: OpenPage) -> None:
    page = open_page("")
    page.evaluate("document.querySelector('h1').style.width = '2000px'")
    assert too_wide(page) == ['[data-testid="stMain"]']


def test_declared_page_language_is_what_streamlit_still_does(open_page: OpenPage) -> None:
    expect(open_page("").locator("html")).to_have_attribute("lang", "en")


def navigation(page: Page) -> Locator:
    """The row of links to all pages."""
    return page.locator(".st-key-navigation")


def too_wide(page: Page) -> list[str]:
    """What has to be scrolled sideways and stays so: a chart of which the column just got narrower is drawn again."""
    with suppress(TimeoutError):
        page.wait_for_function(f"({TOO_WIDE})().length === 0", timeout=3_000)
    found: list[str] = page.evaluate(TOO_WIDE)
    return found
