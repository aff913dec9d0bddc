"""Finds a Chromium for the browser tests, and installs one where that is possible.

Run as a script (make test does) it prints the path of a Chromium that starts, or nothing. It then
tries in this order: one that is installed, Playwright's own download, and as root on Debian the
package chromium. Imported, it only looks and never installs: see `find_installed`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome")
DOWNLOAD_SECONDS = 600


def find_installed() -> str | None:
    """The first Chromium on this machine that starts: a command on the PATH, else Playwright's own."""
    commands = [path for command in COMMANDS if (path := shutil.which(command))]
    return next(filter(_starts, commands), None) or _of_playwright()


def find_or_install() -> str | None:
    """As `find_installed`, and where there is none: install one and look again."""
    found = find_installed()
    installers: tuple[Callable[[], None], ...] = (_install_with_playwright, _install_with_apt)
    for install in installers:
        if found is None:
            install()
            found = find_installed()
    return found


def _starts(path: str) -> bool:
    """Whether the program runs here: a download without its system libraries does not."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if _starts(path) else None


def _install_with_playwright() -> None:
    _run([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"])


def _install_with_apt() -> None:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get"):
        _run(["apt-get", "update"])
        _run(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"])


def _run(command: list[str]) -> None:
    """Run an installer, its output on stderr: stdout is for the answer only."""
    print("+", *command, file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, timeout=DOWNLOAD_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{command[0]}: {error}", file=sys.stderr)


if __name__ == "__main__":
    print(find_or_install() or "")
