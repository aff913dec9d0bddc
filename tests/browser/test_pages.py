"""Each page opens, by itself and inside another site, also as the first thing a new server is asked."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.harness import PAGES, running_app, wait_until_settled

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", PAGES)
def test_page_opens_without_errors(open_page: OpenPage, console_errors: list[str], path: str) -> None:
    page = open_page(path)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert console_errors == []


@pytest.mark.parametrize("path", PAGES)
def test_embedded_page_shows_the_same_without_navigation(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    expect(navigation(page)).to_have_count(1)
    title = page.locator("h1").inner_text()
    open_page(f"{path}?embed=true")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(navigation(page)).to_have_count(0)


@pytest.mark.parametrize("path", PAGES[1:])
def test_new_server_may_first_be_asked_for_any_page(page: Page, path: str) -> None:
    # Until a server has run app.py once, Streamlit runs the files in pages/ without it.
    with running_app() as url:
        page.goto(f"{url}/{path}?gebied=atlantis")
        wait_until_settled(page)
        expect(navigation(page)).to_have_count(1)
        expect(page.get_by_test_id("stAlert").first).to_contain_text("atlantis")


def navigation(page: Page) -> Locator:
    """The row of links to all pages."""
    return page.locator(".st-key-navigation")
