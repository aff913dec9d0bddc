"""What the browser tests and the bench share: a running app and a page that has settled."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
PAGES = (
    *("", "gebiedsprofiel", "kaart", "ontwikkeling", "vergelijken", "naast_elkaar", "geldstromen"),
    *("programma", "open_data", "verantwoording"),
)
LOCALE = "nl-NL"

# Software WebGL for the map; the rest keeps Chromium itself from calling its maker.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

START_SECONDS = 60
SETTLE_SECONDS = 60

# A page has settled when its script has ended, every part has been drawn in place of its skeleton, nothing moves
# (an opening expander is for a moment a region that scrolls) and nothing has been fetched, all that for half a second:
# charts and maps come in after the script.
_SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const busy = !app || app.dataset.testScriptState !== 'notRunning'
        || document.querySelector('[data-testid="stSkeleton"]') !== null
        || document.getAnimations().some(one => Number.isFinite(one.effect.getComputedTiming().endTime)
            && one.playState === 'running');
    const fetched = performance.getEntriesByType('resource').length;
    const now = performance.now();
    if (busy || window.settling?.fetched !== fetched) window.settling = {fetched, since: now};
    return !busy && now - window.settling.since > 500;
}"""


@contextmanager
def running_app(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start the app on a free port and yield its address, such as http://localhost:40123.

    Args:
        environment: Environment variables for the server, beside those of this process.

    Raises:
        RuntimeError: the server ended or did not answer in time; the message has its output.
    """
    port = free_port()
    url = f"http://localhost:{port}"
    with started(streamlit_arguments("app.py", port), ROOT, f"{url}/_stcore/health", environment):
        yield url


def streamlit_arguments(script: str, port: int) -> list[str]:
    """What makes Python run a Streamlit app for a machine that looks at it."""
    arguments = ["-m", "streamlit", "run", script, "--server.port", str(port)]
    return [*arguments, "--server.headless", "true", "--server.fileWatcherType", "none"]


@contextmanager
def started(
    arguments: Sequence[str], folder: Path, health: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in Python and yield its process when it answers.

    Args:
        arguments: For Python.
        folder: In which it runs.
        health: Address that it answers when it is ready.
        environment: Environment variables for it, beside those of this process.

    Raises:
        RuntimeError: the server ended or did not answer in time; the message has its output.
    """
    with tempfile.TemporaryFile("w+") as output:
        server = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _answers(health, server):
                output.seek(0)
                raise RuntimeError(f"The app did not start:\n{output.read()}")
            yield server
        finally:
            server.terminate()
            server.wait()


def wait_until_settled(page: Page) -> None:
    """Wait until Streamlit has run the page's script and the browser has drawn what came of it."""
    page.wait_for_function(_SETTLED, timeout=SETTLE_SECONDS * 1000)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    """Whether the server says it is healthy before the time is up."""
    no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            no_proxy.open(address, timeout=5).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False
