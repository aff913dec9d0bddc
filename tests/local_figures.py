"""What the tests of local indicators share: made-up figures, named so, and a way to add them."""

from pathlib import Path

import pytest

from nplv.__main__ import main
from nplv.registry.local import Declaration, declaration

RATES = ("gebied", "jaar", "teller", "noemer", "toelichting")
# The wijken of Leeuwarden Oost and their inhabitants of 2024 (CBS, 85984NED).
LEEUWARDEN = {"WK008020": 12410, "WK008050": 3630, "WK008051": 10370, "WK008060": 6910, "WK008061": 3630}


def metadata(**changes: str | None) -> bytes:
    """Metadata of a percentage per wijk; a value is TOML, None leaves a key out, bron_titel is the titel of [bron]."""
    values: dict[str, str | None] = {
        "id": '"verzonnen"',
        "titel": '"Verzonnen cijfer van een test"',
        "korte_titel": '"Verzonnen"',
        "definitie": '"Verzonnen voor een test."',
        "soort": '"percentage"',
        "eenheid": '"%"',
        "decimalen": "1",
        "richting": '"lager is beter"',
        "actielijn": '"actielijn 4"',
        "niveau": '"wijk"',
        "indeling": "2024",
        "teller": '"verzonnen leerlingen"',
        "noemer": '"alle verzonnen leerlingen"',
    }
    source: dict[str, str | None] = {
        "organisatie": '"Gemeente Verzonnen"',
        "titel": '"Verzonnen tabel"',
        "adres": '"https://www.example.org/tabel"',
        "licentie": '"CC0"',
        "opgehaald": "2026-01-31",
    }
    for key, value in changes.items():
        (source if key.startswith("bron_") else values)[key.removeprefix("bron_")] = value
    lines = [f"{key} = {value}" for key, value in values.items() if value is not None]
    lines += ["[bron]", *(f"{key} = {value}" for key, value in source.items() if value is not None)]
    return "\n".join(lines).encode()


MEANS = metadata(
    id='"score"', soort='"gemiddelde"', eenheid='"score"', noemer=None, gewicht='"inwoners"', niveau='"focusgebied"'
)


def declared(content: bytes | None = None) -> Declaration:
    found = declaration(metadata() if content is None else content)
    assert isinstance(found, Declaration), found
    return found


def rows(*lines: str, header: tuple[str, ...] = RATES) -> bytes:
    return "\n".join([";".join(header), *lines]).encode()


GOOD_MEANS = rows("breda-noord;2023;6,5;200;", header=("gebied", "jaar", "waarde", "gewicht", "toelichting"))


def leeuwarden(*years: int) -> bytes:
    """A file with a tenth of a hundred in each wijk of Leeuwarden Oost."""
    return rows(*(f"{code};{year};10;100;" for code in LEEUWARDEN for year in years))


def add(folder: Path, content: bytes, meta: bytes | None = None, *options: str) -> int:
    """Runs add-local on two files that are written for it; NPLV_LOCAL, or --root, says where it goes."""
    figures, described = folder / "cijfers.csv", folder / "metadata.toml"
    figures.write_bytes(content)
    described.write_bytes(metadata() if meta is None else meta)
    return main(["add-local", str(figures), "--meta", str(described), *options])


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()
