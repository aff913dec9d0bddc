"""Runs the browser tests last, and skips them where there is no Chromium; the summary then says so."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.find_chromium import COMMANDS, find_installed

CHROMIUM = pytest.StashKey[str | None]()
AXE = pytest.StashKey[Path | None]()
_AXE_PATH = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"
_NO_CHROMIUM = (
    f"Browser tests were skipped: no Chromium that starts ({', '.join(COMMANDS)} or Playwright's own); "
    "make test tries to install one."
)
_NO_AXE = "Tests with axe-core were skipped: it is not installed; make test fetches it where npm is there."


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Playwright keeps an event loop running in this thread, so what comes after it could not start one.
    items.sort(key=_needs_browser)
    config.stash[AXE] = _AXE_PATH if _AXE_PATH.exists() else None
    if not any(map(_needs_browser, items)):
        return
    config.stash[CHROMIUM] = os.environ.get("CHROMIUM") or find_installed()
    if config.stash[CHROMIUM] is None:
        for item in filter(_needs_browser, items):
            item.add_marker(pytest.mark.skip(reason="no Chromium"))


@pytest.hookimpl(wrapper=True, tryfirst=True)  # around pytest's own summary, to have the last word
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> Iterator[None]:
    yield
    if config.stash.get(CHROMIUM, "") is None:
        terminalreporter.write_line(_NO_CHROMIUM, yellow=True)
    elif CHROMIUM in config.stash and config.stash[AXE] is None:
        terminalreporter.write_line(_NO_AXE, yellow=True)


def _needs_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None
