"""Measures the pages without a server: how large they are, and how long it takes to write all of them."""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.report import table
from nplv.commands.embeds import write
from nplv.export.embeds import INDEX

_LIMIT = 60  # kB of a page


def report() -> str:
    """Write all pages once and return a Markdown table."""
    with TemporaryDirectory() as folder:
        begun = time.perf_counter()
        write(Path(folder), "https://voorbeeld.nl", quiet=True)
        seconds = time.perf_counter() - begun
        sizes = [path.stat().st_size / 1000 for path in Path(folder).glob("*.html") if path.name != INDEX]
    return table(
        [
            ["pages without a server", "limit", "measured"],
            ["pages", "", f"{len(sizes)}"],
            ["largest, kB", f"{_LIMIT}", f"{max(sizes):.1f}"],
            ["median, kB", "", f"{median(sizes):.1f}"],
            ["write all, s", "", f"{seconds:.0f}"],
        ]
    )
