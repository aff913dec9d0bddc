"""A running app and a Chromium for the browser tests; tests/conftest.py decides whether they run."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.harness import CHROMIUM_FLAGS, LOCALE, running_app, wait_until_settled
from tests.browser.listening import errors_of, requests_of
from tests.conftest import AXE, CHROMIUM, NO_AXE

OpenPage = Callable[[str], Page]


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """The address of one app for all tests."""
    with running_app() as url:
        yield url


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = pytestconfig.stash[CHROMIUM]
        yield playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """One visitor's cache for all tests: fetching Streamlit's own files anew takes longer than a test."""
    return browser.new_context(locale=LOCALE)


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of 1280 by 900 pixels; `page.set_viewport_size` before opening for another."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.fixture
def open_page(page: Page, app_url: str) -> OpenPage:
    """Opens a path with its query in `page`, such as "kaart?jaar=2024", and waits until it has settled."""

    def open_and_wait(path: str) -> Page:
        page.goto(f"{app_url}/{path}")
        wait_until_settled(page)
        return page

    return open_and_wait


@pytest.fixture
def requests_made(page: Page) -> list[str]:
    """The address of every request of the visitor from here on, web sockets included."""
    return requests_of(page)


@pytest.fixture
def console_errors(page: Page) -> list[str]:
    """The errors in the browser's console from here on, uncaught exceptions included."""
    return errors_of(page)


@pytest.fixture(scope="session")
def axe_source(pytestconfig: pytest.Config) -> str:
    """The script of axe-core, to be evaluated in a page."""
    path = pytestconfig.stash[AXE]
    if path is None:
        pytest.skip(NO_AXE)
    return path.read_text(encoding="utf-8")
