"""What the parts of the bench share: a Markdown table, and the line that says on which machine it was measured."""

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version


def machine() -> str:
    """The machine's size and the versions, as one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()} on {platform.machine()}, "
        f"Python {platform.python_version()}, Streamlit {version('streamlit')}"
    )


def table(rows: Iterable[Iterable[str]]) -> str:
    """The rows as a Markdown table; the first is its head."""
    head, *body = [list(row) for row in rows]
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
