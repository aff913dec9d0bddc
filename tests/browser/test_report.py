"""The half-yearly report in a browser without a network: accessible, and never wider than its screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.harness import LOCALE
from tests.browser.listening import findings

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_report_is_accessible_offline(
    browser: Browser, half_yearly_report: bytes, axe_source: str, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "rapportage.html"
    path.write_bytes(half_yearly_report)
    context = browser.new_context(locale=LOCALE, offline=True, viewport={"width": width, "height": 900})
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert findings(page, axe_source) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#inhoud"
    assert requests == [path.as_uri()]
    context.close()
