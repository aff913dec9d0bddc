"""Make, check, fetch and refresh the snapshot."""

import argparse
import sys
from pathlib import Path

from nplv.check import check
from nplv.commands.arguments import ROOT, Commands
from nplv.fetch.client import Client
from nplv.fetch.run import fetch
from nplv.fetch.store import Store
from nplv.pipeline import national
from nplv.pipeline.build import recorded
from nplv.pipeline.content import write
from nplv.refresh import build_from_store, national_from_store, refresh
from nplv.schema import MANIFEST

_RAW = ROOT / "raw"
_NATIONAL = "national"  # folder of the national layers, in that of the snapshot


def add(commands: Commands) -> None:
    """Adds build, check, fetch and refresh; each sets `run`, which returns an exit code."""
    builder = commands.add_parser("build", help="bouw de momentopname uit vastgelegde brondata of uit ruwe antwoorden")
    builder.add_argument("--from", dest="source", type=Path, required=True, help="map met de brondata, of de opslag")
    _add_out(builder)
    builder.add_argument(
        "--national", action="store_true", help="maak alleen de landelijke kaartlagen (standaard in de map national)"
    )
    builder.set_defaults(run=_build)

    checker = commands.add_parser("check", help="controleer de gepubliceerde momentopname")
    checker.add_argument("--root", type=Path, default=ROOT, help="map met data/ en geodata/")
    checker.set_defaults(run=lambda options: _check(options.root))

    fetcher = commands.add_parser("fetch", help="haal de brondata op bij de officiële diensten")
    _add_fetching(fetcher)
    fetcher.set_defaults(run=_fetch)

    refresher = commands.add_parser("refresh", help="haal op, bouw, controleer en publiceer in één keer")
    _add_fetching(refresher)
    _add_out(refresher)
    refresher.add_argument("--national", action="store_true", help="maak ook de landelijke kaartlagen")
    refresher.set_defaults(run=_refresh)


def _add_out(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, help="map waarin data/ en geodata/ komen")


def _add_fetching(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--source", action="extend", nargs="+", default=[], metavar="NAAM", help="alleen deze bronnen of tabellen"
    )
    command.add_argument("--raw", type=Path, default=_RAW, help="map van de opslag met ruwe antwoorden")
    command.add_argument("--keep-going", action="store_true", help="ga door met andere tabellen als er een mislukt")
    command.add_argument("--quiet", action="store_true", help="geen voortgangsbalk")
    command.add_argument(
        "--tries", type=_at_least_one, default=5, metavar="N", help="hoe vaak een adres hoogstens wordt gevraagd"
    )
    command.add_argument(
        "--pause",
        type=_not_negative,
        default=1.0,
        metavar="SECONDEN",
        help="langste eerste pauze voor een nieuwe poging",
    )


def _at_least_one(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"‘{text}’ is geen geheel getal van 1 of meer")
    return int(text)


def _not_negative(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"‘{text}’ is geen aantal seconden van 0 of meer, zoals 0.5")
    return value


def _build(options: argparse.Namespace) -> int:
    if options.national:
        return _build_national(options.source, options.out or ROOT / _NATIONAL)
    out = options.out or ROOT
    if Store.is_store(options.source):
        return 0 if build_from_store(options.source, out, _base(out), say=_say) else 1
    write(recorded(options.source), out)
    print(f"Momentopname geschreven naar {out}")
    return _check(out)


def _build_national(source: Path, out: Path) -> int:
    if Store.is_store(source):
        national_from_store(source, out, say=_say)
        return 0
    _say("De landelijke kaartlagen worden gemaakt; dat duurt enkele minuten.")
    national.write(national.recorded(source), out)
    print(f"Landelijke kaartlagen geschreven naar {out}")
    return 0


def _fetch(options: argparse.Namespace) -> int:
    client = Client(tries=options.tries, pause=options.pause)
    found = fetch(options.raw, client, only=options.source, keep_going=options.keep_going, quiet=options.quiet)
    return 1 if found.failures else 0


def _refresh(options: argparse.Namespace) -> int:
    out = options.out or ROOT
    complete = refresh(
        options.raw,
        out,
        _base(out),
        Client(tries=options.tries, pause=options.pause),
        only=options.source,
        keep_going=options.keep_going,
        quiet=options.quiet,
        national=out / _NATIONAL if options.national else None,
        say=_say,
    )
    return 0 if complete else 1


def _base(out: Path) -> Path:
    """The snapshot to build on: the one that is replaced, else the one of this project."""
    return out if (out / MANIFEST).is_file() else ROOT


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _check(root: Path) -> int:
    findings = check(root)
    for finding in findings:
        _say(finding)
    if not findings:
        print("Controle: geen bevindingen")
    return 1 if findings else 0
