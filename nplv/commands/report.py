"""Write the half-yearly report."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from pathlib import Path

from tqdm import tqdm

from nplv.commands.arguments import ROOT, Commands, add_address
from nplv.commands.older import compared, from_git
from nplv.files import write_whole
from nplv.report.report import CHAPTERS, file_name, report
from nplv.snapshot import open_snapshot

_BAR = "{desc}|{bar}| {n_fmt} van {total_fmt} hoofdstukken"


def add(commands: Commands) -> None:
    """Adds report; it sets `run`, which returns an exit code."""
    reporter = commands.add_parser("report", help="schrijf de halfjaarrapportage, één bestand in HTML")
    reporter.add_argument("--out", type=Path, required=True, metavar="MAP", help="map waarin de rapportage komt")
    older = reporter.add_mutually_exclusive_group()
    older.add_argument(
        "--since", type=_day, metavar="DATUM", help="vergelijk met de momentopname in git van die dag (2026-01-31)"
    )
    older.add_argument("--snapshot", type=Path, metavar="MAP", help="vergelijk met de momentopname in deze map")
    add_address(reporter)
    reporter.add_argument("--quiet", action="store_true", help="geen voortgangsbalk")
    reporter.set_defaults(run=_report)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"‘{text}’ is geen datum zoals 2026-01-31") from None


def _report(options: argparse.Namespace) -> int:
    snapshot = open_snapshot(ROOT)
    with _older(options) as folder:
        found = None if folder is None else compared(folder, snapshot)
    with _progress(quiet=options.quiet) as say:
        content = report(snapshot, address=options.address, compared=found, say=say)
    path = options.out / file_name(snapshot)
    write_whole(path, content)
    print(f"Halfjaarrapportage geschreven naar {path}")
    return 0


def _older(options: argparse.Namespace) -> AbstractContextManager[Path | None]:
    """The folder of the older snapshot that is asked for, if any."""
    return nullcontext(options.snapshot) if options.since is None else from_git(ROOT, options.since)


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
