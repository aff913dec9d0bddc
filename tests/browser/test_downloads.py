"""What is on the screen can be taken home, with a mouse or a finger, on a wide screen and on a telephone."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.listening import findings

pytestmark = pytest.mark.browser

WIDTHS = [1280, 700, 390]
BODY = '[data-testid="stPopoverBody"]'
# Of a box that has come up: whether it sticks out of the window, or has something in it that is wider than the box.
TOO_WIDE = """body => {
    const {left, right} = body.getBoundingClientRect();
    return left < 0 || right > innerWidth || [body, ...body.querySelectorAll('pre, code')].some(
        box => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline');
}"""


def opened(page: Page, open_page: OpenPage, width: int, button: str) -> Locator:
    """The box that comes up below a button of the first figure of a page."""
    page.set_viewport_size({"width": width, "height": 900})
    open_page("ontwikkeling?gebied=heerlen-noord").locator(f".st-key-ontwikkeling_{button} button").first.click()
    body = page.locator(BODY)
    expect(body).to_be_visible()
    return body


@pytest.mark.parametrize("width", WIDTHS)
def test_a_click_brings_the_file(page: Page, open_page: OpenPage, width: int) -> None:
    body = opened(page, open_page, width, "downloads")
    assert not body.evaluate(TOO_WIDE)
    for kind, start in {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "png": b"\x89PNG", "svg": b"<svg"}.items():
        with page.expect_download() as download:
            body.get_by_role("button", name=kind.upper()).click()
        assert download.value.suggested_filename == f"ontwikkeling-misdrijven-heerlen-noord.{kind}"
        assert Path(download.value.path()).read_bytes().startswith(start)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_citation_is_read_and_copied_without_hovering(page: Page, open_page: OpenPage, width: int) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    body = opened(page, open_page, width, "citation")
    assert not body.evaluate(TOO_WIDE)
    copy = body.get_by_role("button")
    expect(copy).to_be_visible()
    copy.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == body.locator("code").inner_text()
    assert copied.endswith(f"{page.url.split('?')[0]}?gebied=heerlen-noord&indicator=misdrijven&jaar=2025")


@pytest.mark.parametrize("button", ["downloads", "citation"])
@pytest.mark.parametrize("width", [1280, 390])
def test_what_comes_up_is_accessible(page: Page, open_page: OpenPage, axe_source: str, width: int, button: str) -> None:
    opened(page, open_page, width, button)
    assert findings(page, axe_source) == []
