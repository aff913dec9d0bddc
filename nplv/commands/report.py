"""Write the half-yearly report."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from nplv.commands.arguments import ROOT, Commands, add_address
from nplv.files import write_whole
from nplv.report.report import CHAPTERS, file_name, report
from nplv.snapshot import open_snapshot

_BAR = "{desc}|{bar}| {n_fmt} van {total_fmt} hoofdstukken"


def add(commands: Commands) -> None:
    """Adds report; it sets `run`, which returns an exit code."""
    reporter = commands.add_parser("report", help="schrijf de halfjaarrapportage, één bestand in HTML")
    reporter.add_argument("--out", type=Path, required=True, metavar="MAP", help="map waarin de rapportage komt")
    add_address(reporter)
    reporter.add_argument("--quiet", action="store_true", help="geen voortgangsbalk")
    reporter.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    snapshot = open_snapshot(ROOT)
    with _progress(quiet=options.quiet) as say:
        content = report(snapshot, address=options.address, say=say)
    path = options.out / file_name(snapshot)
    write_whole(path, content)
    print(f"Halfjaarrapportage geschreven naar {path}")
    return 0


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A bar that names the chapter that is being made; what it yields is told the title of each."""
    with tqdm(total=len(CHAPTERS), bar_format=_BAR, disable=quiet or None, file=sys.stderr, dynamic_ncols=True) as bar:
        begun: list[str] = []

        def say(title: str) -> None:
            bar.update(1 if begun else 0)
            bar.set_description(title)
            begun.append(title)

        yield say
        bar.update(1)
