"""Write the snapshot as open data."""

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp

from nplv.commands.arguments import ROOT, Commands, add_address
from nplv.files import write_folder
from nplv.open_data import folder
from nplv.snapshot import open_snapshot


def add(commands: Commands) -> None:
    """Adds open-data; it sets `run`, which returns an exit code."""
    command = commands.add_parser("open-data", help="schrijf de momentopname als open data, met beschrijvingen")
    command.add_argument("--out", type=Path, required=True, metavar="MAP", help="map die geschreven wordt")
    command.add_argument("--root", type=Path, default=ROOT, metavar="MAP", help="map met data/ en geodata/")
    add_address(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    out: Path = options.out
    if out.is_symlink() or (out.exists() and not _may_be_replaced(out)):
        print(f"{out} bestaat al en is geen map met open data; kies een andere map.", file=sys.stderr)
        return 1
    files = folder.files(open_snapshot(options.root), options.address)
    _replace(out, files)
    print(f"{len(files)} bestanden geschreven naar {out}")
    if not options.address:
        print("Zonder --address zijn de adressen in de beschrijvingen relatief aan deze map.")
    return 0


def _may_be_replaced(out: Path) -> bool:
    return out.is_dir() and (folder.is_written(out) or not any(out.iterdir()))


def _replace(out: Path, files: dict[str, bytes]) -> None:
    """Write the folder beside the one that is there, and then put it in its place."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(dir=out.parent, prefix="."))
    new, old = beside / "new", beside / "old"
    try:
        write_folder(new, files)
        if out.exists():
            out.rename(old)
        new.rename(out)
    finally:
        if old.exists() and not out.exists():
            old.rename(out)
        shutil.rmtree(beside, ignore_errors=True)
