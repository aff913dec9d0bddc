"""Add, list and remove the own indicators of municipalities."""

import argparse
import sys
from datetime import date
from pathlib import Path

import pandas as pd

from nplv import local, numbers
from nplv.analysis.local import DAMAGED, remark, state
from nplv.commands.arguments import ROOT, Commands
from nplv.files import write_whole
from nplv.local import FIGURES, METADATA, RECORD, TABLE, LocalFigures, open_local
from nplv.pipeline.local import add as adding
from nplv.pipeline.local import folder
from nplv.pipeline.local.division import Division
from nplv.schema import GEODATA, TABLES, UNIT_LEVELS
from nplv.snapshot import Snapshot, open_snapshot

_TEMPLATE = Path(adding.__file__).parent
_TEMPLATES = ("eigen-cijfer.toml", "eigen-cijfer.csv")
_COLUMNS = ("id", "titel", "organisatie", "niveau", "jaren", "rijen", "toegevoegd", "toestand")


def add(commands: Commands) -> None:
    """Adds add-local, list-local and remove-local; each sets `run`, which returns an exit code."""
    adder = commands.add_parser("add-local", help="voeg een eigen cijfer van een gemeente toe, naast de momentopname")
    adder.add_argument("file", type=Path, nargs="?", metavar="BESTAND.csv", help="de cijfers")
    adder.add_argument("--meta", type=Path, metavar="BESTAND.toml", help="wat er over de cijfers te weten is")
    adder.add_argument("--replace", action="store_true", help="vervang het eigen cijfer met hetzelfde id")
    adder.add_argument("--template", type=Path, metavar="MAP", help="schrijf alleen een sjabloon en een voorbeeld")
    _add_root(adder)
    adder.set_defaults(run=_add)

    lister = commands.add_parser("list-local", help="toon de eigen cijfers die er zijn")
    _add_root(lister)
    lister.set_defaults(run=_list)

    remover = commands.add_parser("remove-local", help="verwijder een eigen cijfer")
    remover.add_argument("id", help="het id, zoals list-local het toont")
    _add_root(remover)
    remover.set_defaults(run=_remove)


def _add_root(command: argparse.ArgumentParser) -> None:
    command.add_argument("--root", type=Path, default=ROOT, help="map met data/ en geodata/")


def _add(options: argparse.Namespace) -> int:
    if options.template is not None:
        return _write_template(options.template)
    if options.file is None or options.meta is None:
        return _fail("Geef beide bestanden: add-local BESTAND.csv --meta BESTAND.toml, of --template MAP.")
    contents = []
    for path in (options.meta, options.file):
        try:
            contents.append(path.read_bytes())
        except OSError:
            return _fail(f"Het bestand {path} is er niet of kan niet worden gelezen.")
    metadata, content = contents
    snapshot, root = open_snapshot(options.root), local.folder(options.root)
    division = division_of(snapshot)
    if division is None:
        return _fail("In de momentopname zijn grenzen en samenstelling van verschillende jaren; ververs haar eerst.")
    there = open_local(root)
    present = () if options.replace else {*there.found, *there.left_out}
    made = adding.make(metadata, content, division, present)
    if isinstance(made, list):
        return _fail(*made)
    record = {
        "added": date.today().isoformat(),
        "composition": snapshot.composition_hash(),
        "rows": len(made.figures),
        "years": made.years,
    }
    files = {FIGURES: content, METADATA: metadata, TABLE: made.table}
    folder.write(root / made.declared.id, files, (RECORD, record))
    years = ", ".join(map(str, made.years))
    print(f"Toegevoegd: {made.declared.titel} ({len(made.figures)} rijen, {years}), in {root / made.declared.id}")
    return 0


def division_of(snapshot: Snapshot) -> Division | None:
    """Return what local figures are placed in; None where areas and boundaries are of different years."""
    files = snapshot.manifest["files"]
    years = {files[name]["vintage"] for name in (TABLES["areas"], *(GEODATA[level] for level in UNIT_LEVELS[1:]))}
    if len(years) > 1:
        return None
    polygons = {level: pd.DataFrame(snapshot.areas(level).drop(columns="geometry")) for level in UNIT_LEVELS}
    return Division.of(snapshot.composition(), polygons, int(years.pop()))


def _write_template(into: Path) -> int:
    there = [into / name for name in _TEMPLATES if (into / name).exists()]
    if there:
        return _fail(*(f"Het bestand {path} is er al en blijft zoals het is; kies een andere map." for path in there))
    for name in _TEMPLATES:
        write_whole(into / name, (_TEMPLATE / name).read_bytes())
        print(f"Geschreven: {into / name}")
    return 0


def _list(options: argparse.Namespace) -> int:
    found, root = open_local(local.folder(options.root)), local.folder(options.root)
    if not found.found and not found.left_out:
        print(f"Er zijn geen eigen cijfers in {root}")
        return 0
    now = open_snapshot(options.root).composition_hash()
    rows = [_COLUMNS, *(_row(name, one, state(one.composition, now)) for name, one in found.found.items())]
    rows += [(name, *["—"] * (len(_COLUMNS) - 2), DAMAGED) for name in found.left_out]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    remarks = [(name, remark(one.composition, now)) for name, one in found.found.items()]
    for sentence in [*found.left_out.values(), *(f"{name}: {text}" for name, text in remarks if text)]:
        print(sentence, file=sys.stderr)
    return 1 if found.left_out else 0


def _row(name: str, one: LocalFigures, state: str) -> tuple[str, ...]:
    years, declared = one.entry.indicator.years, one.declared
    span = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
    added = numbers.day(one.added)
    return (name, declared.titel, declared.organisatie, declared.niveau, span, numbers.number(one.rows), added, state)


def _remove(options: argparse.Namespace) -> int:
    root = local.folder(options.root)
    found = open_local(root)
    known = sorted([*found.found, *found.left_out])
    if options.id not in known:
        there = f"Wel zijn er: {', '.join(known)}." if known else "Er zijn geen eigen cijfers."
        return _fail(f"Er is geen eigen cijfer ‘{options.id}’ in {root}. {there}")
    folder.remove(root / options.id)
    print(f"Verwijderd: {options.id}")
    return 0


def _fail(*lines: str) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return 1
