"""No page has to be scrolled sideways, on a projector, in an iframe of 700 pixels or on a telephone."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.harness import PAGES

pytestmark = pytest.mark.browser

# What is wider than its place, of the document and of the boxes Streamlit scrolls instead of it.
TOO_WIDE = """() => ['html', 'body', '[data-testid="stApp"]', '[data-testid="stMain"]'].filter(selector => {
    const box = document.querySelector(selector);
    return box.scrollWidth > box.clientWidth;
})"""


@pytest.mark.parametrize("width", [1280, 700, 390])
@pytest.mark.parametrize("path", PAGES)
def test_page_needs_no_sideways_scrolling(page: Page, open_page: OpenPage, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert open_page(path).evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("path", PAGES)
def test_embedded_page_needs_no_sideways_scrolling(page: Page, open_page: OpenPage, path: str) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    assert open_page(f"{path}?embed=true").evaluate(TOO_WIDE) == []
