"""What several commands take."""

import argparse
import re
from pathlib import Path
from typing import TypeAlias

from nplv import address

ROOT = Path(__file__).resolve().parents[2]  # the project, with data/ and geodata/

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_address(command: argparse.ArgumentParser) -> None:
    """Adds the address that links in written files lead to."""
    command.add_argument(
        "--address",
        type=_address,
        default=address.dashboard(),
        metavar="URL",
        help=f"adres van het dashboard, voor de links (standaard uit {address.VARIABLE})",
    )


def _address(text: str) -> str:
    if text.strip() and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text.strip()):
        raise argparse.ArgumentTypeError(f"‘{text}’ is geen webadres dat begint met http:// of https://")
    return address.without_slash(text)
