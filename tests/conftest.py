"""Runs the browser tests last, and skips them where there is no Chromium; the summary then says so."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from nplv.__main__ import main
from nplv.report.report import report
from nplv.snapshot import open_snapshot
from tests.browser.find_chromium import COMMANDS, find_installed
from tests.local_figures import add, leeuwarden
from tests.refreshing import ROOT, Place
from tests.stand_in import StandIn
from tests.stand_in.complete import complete

# How long one example takes says more about the machine than about the code.
settings.register_profile("without deadlines", deadline=None)
settings.load_profile("without deadlines")

CHROMIUM = pytest.StashKey[str | None]()
AXE = pytest.StashKey[Path | None]()
# The layers of the whole country are there only for whoever built them: no test may depend on that, nor the server of
# the browser tests, which inherits this. Test modules import nplv.ui, which reads it, after this file.
os.environ["NPLV_NATIONAL"] = str(Path(__file__).parent / "no-national-layers")
os.environ["NPLV_LOCAL"] = str(Path(__file__).parent / "no-local-indicators")  # likewise
_AXE_PATH = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"
NO_CHROMIUM, NO_AXE = "no Chromium", "no axe-core"  # why tests are skipped
_CHROMIUM_ADVICE = (
    f"Browser tests were skipped: no Chromium that starts ({', '.join(COMMANDS)} or Playwright's own); "
    "make test tries to install one."
)
_AXE_ADVICE = "Tests with axe-core were skipped: it is not installed; make test fetches it where npm is there."


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills",
        type=int,
        default=24,
        metavar="N",
        help="how many times tests/test_refresh_killed.py kills a refresh (default 24; 300 for a thorough test)",
    )


@pytest.fixture(scope="session")
def services() -> Iterator[StandIn]:
    """The stand-in of the official services, with every table that is downloaded."""
    with complete() as running:
        yield running


@pytest.fixture(scope="session")
def half_yearly_report() -> bytes:
    """The report of the snapshot of the repository, which takes long to make."""
    return report(open_snapshot(ROOT), address="https://dashboard.example")


@pytest.fixture(scope="session")
def refreshed(services: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A copy of the snapshot of the repository, with a local indicator beside it, after one refresh.

    Tests leave it as it is.
    """
    place = Place(tmp_path_factory.mktemp("ververst"), services)
    for folder in ("data", "geodata"):
        shutil.copytree(ROOT / folder, place.root / folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NPLV_LOCAL")
        assert add(place.root, leeuwarden(2024), None, "--root", str(place.root)) == 0
    assert place.run() == 0
    return place


@pytest.fixture(scope="session")
def open_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The open data of the snapshot in the repository, for a dashboard at https://voorbeeld.example."""
    folder = tmp_path_factory.mktemp("open") / "data"
    assert main(["open-data", "--out", str(folder), "--address", "https://voorbeeld.example"]) == 0
    return folder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Playwright keeps an event loop running in this thread, so what comes after it could not start one.
    items.sort(key=_needs_browser)
    config.stash[AXE] = _AXE_PATH if _AXE_PATH.exists() else None
    if not any(map(_needs_browser, items)):
        return
    config.stash[CHROMIUM] = os.environ.get("CHROMIUM") or find_installed()
    if config.stash[CHROMIUM] is None:
        for item in filter(_needs_browser, items):
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


@pytest.hookimpl(wrapper=True, tryfirst=True)  # around pytest's own summary, to have the last word
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    yield
    reasons = " ".join(str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    for reason, advice in ((NO_CHROMIUM, _CHROMIUM_ADVICE), (NO_AXE, _AXE_ADVICE)):
        if reason in reasons:
            terminalreporter.write_line(advice, yellow=True)


def _needs_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None
