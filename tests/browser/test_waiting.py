"""Whoever has to wait is told so in Dutch, and nothing on the page moves for it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import ROOT, free_port, started, streamlit_arguments, wait_until_settled

pytestmark = pytest.mark.browser

BEHIND = "button => getComputedStyle(button, '::after').content"


@pytest.fixture(scope="module")
def slow_url() -> Iterator[str]:
    port = free_port()
    arguments = streamlit_arguments("tests/browser/slow_page.py", port)
    with started(arguments, ROOT, f"http://localhost:{port}/_stcore/health", {"PYTHONPATH": str(ROOT)}):
        yield f"http://localhost:{port}"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_that_takes_long_says_so_and_does_not_move(page: Page, slow_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(slow_url)
    words = page.get_by_test_id("stSpinner")
    expect(words).to_have_text("De pagina Langzaam wordt gemaakt…", timeout=20_000)
    during = page.locator("h1").bounding_box()
    box = words.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    wait_until_settled(page)
    expect(words).to_have_count(0)
    assert page.locator("h1").bounding_box() == during


def test_a_file_that_takes_long_or_fails_says_so(page: Page, slow_url: str) -> None:
    page.goto(slow_url)
    wait_until_settled(page)
    button = page.get_by_role("button", name="Traag bestand")
    assert button.evaluate(BEHIND) == "none"
    with page.expect_download() as download:
        button.click()
        expect(button).to_be_disabled()
        assert button.evaluate(BEHIND) == '"– wordt gemaakt…"'
    assert download.value.path().read_bytes() == b"klaar"
    expect(button).to_be_enabled()

    page.get_by_role("button", name="Kapot bestand").click()
    message = page.get_by_test_id("stDownloadButtonError")
    assert message.evaluate(BEHIND) == '"Het bestand kon niet worden gemaakt. Probeer het nog eens."'
    assert message.evaluate("message => getComputedStyle(message).fontSize") == "0px"
