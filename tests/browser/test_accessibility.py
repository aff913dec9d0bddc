"""axe-core finds nothing on any page but what Streamlit itself causes and this project declares."""

from dataclasses import asdict

import pytest
from playwright.sync_api import Page, expect

from nplv.registry.accessibility import limitations
from tests.browser.conftest import OpenPage
from tests.browser.harness import PAGES, wait_until_settled

pytestmark = pytest.mark.browser

# Every finding as "rule: selector: what is wrong", but those on elements that a limitation accepts.
FINDINGS = """async (limitations) => {
    const accepted = (rule, target) => limitations.some(({axe_rule, axe_selector}) =>
        axe_rule === rule && document.querySelector(target).matches(axe_selector));
    const {violations} = await axe.run();
    return violations.flatMap(({id, nodes}) => nodes
        .filter(({target}) => !accepted(id, target[0]))
        .map(({target, failureSummary}) => `${id}: ${target}: ${failureSummary}`));
}"""

OPEN_ALL = "document.querySelectorAll('details:not([open]) > summary').forEach(summary => summary.click())"


def findings(page: Page, axe_source: str) -> list[str]:
    page.evaluate(axe_source)
    declared = [asdict(limitation) for limitation in limitations().values()]
    found: list[str] = page.evaluate(FINDINGS, declared)
    return found


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible(page: Page, open_page: OpenPage, axe_source: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_page(path)
    page.evaluate(OPEN_ALL)
    wait_until_settled(page)
    assert findings(page, axe_source) == []


def test_what_is_not_accessible_would_be_found(open_page: OpenPage, axe_source: str) -> None:
    page = open_page("")
    page.evaluate("document.querySelector('h1').after(document.createElement('img'))")
    assert [finding.split(":")[0] for finding in findings(page, axe_source)] == ["image-alt"]


def test_declared_page_language_is_what_streamlit_still_does(open_page: OpenPage) -> None:
    expect(open_page("").locator("html")).to_have_attribute("lang", "en")
