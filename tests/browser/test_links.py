"""A link with values that do not exist, or that mean harm, gives the default with a message in Dutch.

What else is refused, and in which words, is in tests/test_selection.py.
"""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.harness import PAGES

pytestmark = pytest.mark.browser

SCRIPT = "<script>window.hacked = true</script>"
IMAGE = "<img src=x onerror='window.hacked = true'>"
MARKDOWN = "[klik](javascript:window.hacked=true)"

MESSAGE = re.compile("^(De|In de) link ")

REFUSED = {
    "unknown area": "gebied=atlantis",
    "empty area": "gebied=",
    "area twice": "gebied=rotterdam-zuid&gebied=utrecht-overvecht",
    "script as area": f"gebied={quote(SCRIPT)}",
    "image as indicator": f"indicator={quote(IMAGE)}",
    "link as year": f"jaar={quote(MARKDOWN)}",
    "script as comparator": f"vergelijk={quote(SCRIPT)}",
    "control characters": "gebied=%00%0a%1b&jaar=%e2%80%ae2024",
    "text that is not UTF-8": "gebied=%ff%fe",
    "ten kilobytes": f"gebied={'a' * 10_000}",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED.keys())
def test_refused_value_gives_the_default_with_a_message(
    open_page: OpenPage, console_errors: list[str], query: str
) -> None:
    page = open_page(f"?{query}")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert").get_by_text(MESSAGE)).not_to_have_count(0)
    assert page.evaluate("window.hacked") is None
    assert console_errors == []


@pytest.mark.parametrize("path", PAGES)
def test_hostile_link_does_nothing_on_any_page(open_page: OpenPage, path: str) -> None:
    hostile = "&".join(
        f"{key}={quote(value)}"
        for key, value in {
            "gebied": SCRIPT,
            "indicator": IMAGE,
            "jaar": MARKDOWN,
            "vergelijk": SCRIPT,
        }.items()
    )
    page = open_page(f"{path}?{hostile}")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_role("link", name="klik")).to_have_count(0)
    assert page.evaluate("window.hacked") is None


def test_accepted_link_gives_no_message(open_page: OpenPage) -> None:
    page = open_page("kaart?gebied=utrecht-overvecht&indicator=misdrijven&jaar=2022&vergelijk=nederland")
    expect(page.get_by_text(MESSAGE)).to_have_count(0)
