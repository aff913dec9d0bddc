"""The command line: ``python -m nplv build`` and ``python -m nplv check``."""

import argparse
import sys
from pathlib import Path

from nplv.check import check
from nplv.pipeline.build import build
from nplv.sources import SourceError

_HERE = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 when all is well, 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m nplv", description="Bouw en controleer de momentopname.")
    commands = parser.add_subparsers(dest="command", required=True)
    builder = commands.add_parser("build", help="bouw de momentopname uit vastgelegde brondata")
    builder.add_argument("--from", dest="source", type=Path, required=True, help="map met de brondata")
    builder.add_argument("--out", type=Path, default=_HERE, help="map waarin data/ en geodata/ komen")
    checker = commands.add_parser("check", help="controleer de gepubliceerde momentopname")
    checker.add_argument("--root", type=Path, default=_HERE, help="map met data/ en geodata/")
    options = parser.parse_args(arguments)
    if options.command == "check":
        return _check(options.root)
    try:
        build(options.source, options.out)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Momentopname geschreven naar {options.out}")
    return _check(options.out)


def _check(root: Path) -> int:
    findings = check(root)
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print("Controle: geen bevindingen")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
