"""Write a page without a server for every area and indicator."""

import argparse
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tqdm import tqdm

from nplv.analysis.provenance import dated
from nplv.commands.arguments import ROOT, Commands, add_address
from nplv.export import embeds
from nplv.export.about import DASHBOARD
from nplv.files import write_whole
from nplv.registry import indicators, use
from nplv.snapshot import open_snapshot


def add(commands: Commands) -> None:
    """Adds embeds, which sets `run`."""
    writer = commands.add_parser("embeds", help="schrijf van elk gebied en elke indicator een losse pagina")
    writer.add_argument("--out", type=Path, required=True, help="map waarin de pagina's komen")
    writer.add_argument("--quiet", action="store_true", help="geen voortgangsbalk")
    add_address(writer)
    writer.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    written = write(options.out, options.address, quiet=options.quiet)
    print(f"{written} pagina's geschreven naar {options.out}")
    if not options.address:
        print("Zonder --address hebben de pagina's geen link naar het dashboard.", file=sys.stderr)
    return 0


def write(out: Path, address: str, *, quiet: bool) -> int:
    """Writes all pages, side by side on all processors, and returns how many; what is no longer made is removed.

    Args:
        out: The folder.
        address: Of the dashboard, for the links; may be empty.
        quiet: Whether there is no progress bar.

    Raises:
        SnapshotError: The snapshot cannot be used.
        OSError: A page cannot be written, or the index is not of this command.
    """
    index = out / embeds.INDEX
    if index.exists() and not _is_ours(index):
        raise FileExistsError(f"{index} is van iets anders; kies een andere map")
    snapshot = open_snapshot(ROOT)
    use(snapshot.edition)
    names = set(embeds.names())
    # A new process each: a copy of this one could hang in the threads of the converter of charts.
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(_write_indicator, name, out, address) for name in indicators()]
        with tqdm(total=len(names) - 1, desc="Pagina's", unit=" pagina", disable=quiet) as bar:
            for done in as_completed(waiting):
                bar.update(done.result())
    write_whole(index, embeds.index(dated(snapshot.manifest)))
    for old in out.glob("ontwikkeling-*.html"):
        if old.name not in names and _is_ours(old):
            old.unlink()
    return len(names)


def _is_ours(path: Path) -> bool:
    """Whether this command wrote a page: another may have put files of the same name there."""
    return f'content="{DASHBOARD}"' in path.read_text(encoding="utf-8", errors="replace")


def _write_indicator(name: str, out: Path, address: str) -> int:
    snapshot = open_snapshot(ROOT)
    use(snapshot.edition)
    pages = dict(embeds.pages_of(indicators()[name], snapshot.observations(name), dated(snapshot.manifest), address))
    for file, content in pages.items():
        write_whole(out / file, content)
    return len(pages)
