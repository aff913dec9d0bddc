"""The command line: ``python -m nplv``."""

import argparse
import sys

from nplv.commands import embeds, local, open_data, report, snapshot
from nplv.snapshot import SnapshotError
from nplv.sources import SourceError

_ABOUT = "Ververs, bouw en controleer de momentopname, en zet er eigen cijfers naast."


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 when all is well, 1 when something was found or failed."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except SourceError as error:
        print(error, file=sys.stderr)
    except SnapshotError as error:
        print(*error.findings, error.advice, sep="\n", file=sys.stderr)
    except OSError as error:
        print(f"Lezen of schrijven is mislukt: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Afgebroken; de volgende keer gaat het verder waar het was.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m nplv",
        description="Ververs, bouw en controleer de momentopname, voeg eigen cijfers toe, of schrijf er bestanden van.",
    )
    commands = parser.add_subparsers(required=True)
    embeds.add(commands)
    snapshot.add(commands)
    open_data.add(commands)
    report.add(commands)
    local.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
