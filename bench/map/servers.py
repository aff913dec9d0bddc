"""Servers for the bench: Streamlit apps, each in a folder of its own, and one that only gives files."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.harness import ROOT, free_port, started, streamlit_arguments

_COPIED = ("app.py", "pages", "nplv", ".streamlit")
_LINKED = ("data", "geodata")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        url: Its address, without a slash at the end.
        process: Its process id.
    """

    url: str
    process: int

    @property
    def cpu(self) -> float:
        """Seconds of CPU that it has used, in the program and in the system for it; on Linux only."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory(self) -> float:
        """Megabytes of memory that it holds; on Linux only."""
        pages = Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * _PAGE / 1e6


def copy_of_app(folder: Path, *without: str) -> Path:
    """Copies the app, so that it can be run beside another without their files in ``static/`` meeting.

    Args:
        folder: Where to; it is made.
        without: Names of folders that are left out.

    Returns:
        The folder.
    """
    ignored = shutil.ignore_patterns("node_modules", "__pycache__", *without)
    folder.mkdir(parents=True)
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    for name in _LINKED:
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    return folder


@contextmanager
def streamlit(script: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run a Streamlit app in the folder of its script.

    Raises:
        RuntimeError: It did not start.
    """
    (script.parent / "static").mkdir(exist_ok=True)
    port = free_port()
    url = f"http://localhost:{port}"
    arguments = streamlit_arguments(script.name, port)
    with started(arguments, script.parent, f"{url}/_stcore/health", environment) as process:
        yield Server(url, process.pid)


@contextmanager
def files(folder: Path) -> Iterator[Server]:
    """Give the files of a folder to a browser.

    Raises:
        RuntimeError: It did not start.
    """
    port = free_port()
    url = f"http://localhost:{port}"
    arguments = ["-m", "http.server", str(port), "--bind", "localhost", "--protocol", "HTTP/1.1"]
    with started(arguments, folder, f"{url}/") as process:
        yield Server(url, process.pid)
