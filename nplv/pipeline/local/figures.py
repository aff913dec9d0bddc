"""A municipality's file of figures, read strictly: a Dutch line for each thing that is wrong, by row and column."""

import csv
import difflib
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from nplv.pipeline.local.division import Division
from nplv.registry.local import EXAMPLE, Declaration
from nplv.registry.local_checks import shortened

AREA, YEAR, NOTE = "gebied", "jaar", "toelichting"
RATIO, MEAN = ("teller", "noemer"), ("waarde", "gewicht")
_FIRST_YEAR = 1995
_LARGEST = 1e12
_LONGEST_NOTE = 300
_NUMBER = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}([.,\s'’]\d{3})+([.,]\d+)?")
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_CODE = re.compile(r"(GM|WK|BU)(\d{4})\d*", re.ASCII | re.IGNORECASE)
_BELOW_ZERO = ("score", "afwijking")  # units whose values may be negative
_FEW_CELLS = "Staat er een komma in een getal of tekst? Scheid de kolommen dan met puntkomma's."


@dataclass
class _File:
    """What was read so far: figures, and lines about what is wrong.

    Attributes:
        seen: Area and year -> the row in which they stood first.
    """

    declared: Declaration
    division: Division
    figures: list[tuple[str, int, float, float, str | None]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    seen: dict[tuple[str, int], int] = field(default_factory=dict)
    nearest: dict[str, str] = field(default_factory=dict)

    def wrong(self, row: int, column: str, what: str) -> None:
        self.lines.append(f"rij {row}, kolom {column}: {what}")


def figures(content: bytes, declared: Declaration, division: Division) -> pd.DataFrame | list[str]:
    """Reads the figures of a local indicator.

    Args:
        content: The file, any bytes: columns gebied, jaar, teller and noemer (or waarde and gewicht), toelichting.
        declared: What its metadata says.
        division: What the areas may be.

    Returns:
        Columns code (slug or CBS code), period, numerator, weight, note; a mean times its weight is the numerator.
        Else a Dutch line for each problem, "rij 7, kolom noemer: …", where the header is row 1.
    """
    text = _text(content)
    if text is None:
        return [
            "rij 1: het bestand is geen UTF-8 (misschien Windows-1252). Sla het in Excel op als ‘CSV UTF-8 (door "
            "komma's gescheiden)’, of in een kladblok met de codering UTF-8."
        ]
    if not text.strip():
        return ["rij 1: het bestand is leeg."]
    if EXAMPLE.lower() in text.lower():
        return [f"rij 1: dit is het voorbeeld (‘{EXAMPLE}’); vervang alle rijen door eigen cijfers en hun toelichting."]
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    file = _File(declared, division)
    number = 0
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        file.lines += _of_header(header, declared)
        if file.lines:
            return file.lines
        for number, cells in enumerate(rows, start=2):
            if any(cell.strip() for cell in cells):
                _read(file, number, header, cells)
    except csv.Error:
        file.lines.append(f"rij {number + 1}: deze rij is niet te lezen; staat er een los aanhalingsteken in?")
    if not file.lines and not file.figures:
        return ["rij 2: het bestand heeft geen rijen met cijfers."]
    if not file.lines and all(math.isnan(one[2]) for one in file.figures):
        return ["rij 2: geen enkele rij heeft een cijfer."]
    if file.lines:
        return file.lines
    return pd.DataFrame(file.figures, columns=["code", "period", "numerator", "weight", "note"])


def _text(content: bytes) -> str | None:
    """The text, None where it is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _of_header(header: list[str], declared: Declaration) -> Iterator[str]:
    wanted = [AREA, YEAR, *(MEAN if declared.is_mean else RATIO), NOTE]
    for name in wanted:
        if name not in header:
            yield f"rij 1, kolom {name}: die ontbreekt (bij de soort ‘{declared.soort}’ horen {', '.join(wanted)})."
    for place, name in enumerate(header):
        if name not in wanted:
            yield f"rij 1, kolom {shortened(name)}: die is onbekend."
        elif name in header[:place]:
            yield f"rij 1, kolom {name}: die staat er meer dan één keer."


def _read(file: _File, row: int, header: list[str], cells: list[str]) -> None:
    """Reads one row: adds its figures, or lines about what is wrong with it."""
    if len(cells) != len(header):
        file.lines.append(f"rij {row}: {len(cells)} cellen in plaats van {len(header)}. {_FEW_CELLS}")
        return
    cell = {name: value.strip() for name, value in zip(header, cells, strict=True)}
    before = len(file.lines)
    _check_area(file, row, cell[AREA])
    year = _year(file, row, cell[YEAR])
    note = _note(file, row, cell[NOTE])
    upper, lower = MEAN if file.declared.is_mean else RATIO
    numbers = [_number(file, row, column, cell[column]) for column in (upper, lower)]
    if note is None:
        for column in (upper, lower):
            if not cell[column]:
                file.wrong(row, column, f"leeg; vul een getal in, of zeg in de kolom {NOTE} waarom het er niet is.")
    elif cell[upper] and not cell[lower]:
        file.wrong(row, lower, f"leeg, terwijl er wel een {upper} staat; vul beide in, of laat beide leeg.")
    if len(file.lines) == before:
        _check_numbers(file, row, *numbers)
    if year is None:
        return
    key = (cell[AREA], year)
    if key in file.seen:
        file.wrong(row, AREA, f"{shortened(cell[AREA])} staat voor {year} al in rij {file.seen[key]}.")
    file.seen.setdefault(key, row)
    if len(file.lines) == before:
        value, weight = numbers
        file.figures.append((*key, value * weight if file.declared.is_mean else value, weight, note))


def _check_area(file: _File, row: int, text: str) -> None:
    level, known = file.declared.niveau, file.division.levels
    found = known.get(text)
    if found == level:
        return
    if not text:
        what = "leeg."
    elif found is not None:
        what = f"{shortened(text)} is een {found}; volgens de metadata is dit cijfer per {level}."
    elif (code := _CODE.fullmatch(text)) and f"GM{code[2]}" not in file.division.gemeenten:
        what = f"{shortened(text)} ligt buiten de {len(file.division.gemeenten)} gemeenten met een focusgebied."
    else:
        if text not in file.nearest:
            alike = [code for code, other in known.items() if other == level]
            close = difflib.get_close_matches(text[:80], alike, n=1, cutoff=0.5)
            file.nearest[text] = f" Bedoelt u {close[0]}?" if close else ""
        where = "" if level == "focusgebied" else f" in de indeling van {file.division.year}"
        what = f"{shortened(text)} is geen bekend{'e' if level != 'focusgebied' else ''} {level}{where}."
        what += file.nearest[text]
    file.wrong(row, AREA, what)


def _year(file: _File, row: int, text: str) -> int | None:
    this = date.today().year
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        file.wrong(row, YEAR, f"{shortened(text)} is geen jaar van vier cijfers." if text else "leeg.")
    elif int(text) > this:
        file.wrong(row, YEAR, f"{text} ligt in de toekomst.")
    elif int(text) < _FIRST_YEAR:
        file.wrong(row, YEAR, f"{text} ligt voor {_FIRST_YEAR}.")
    else:
        return int(text)
    return None


def _note(file: _File, row: int, text: str) -> str | None:
    if not text.isprintable():
        file.wrong(row, NOTE, "er staat een teken in dat niet te lezen is, of meer dan één regel.")
    elif len(text) > _LONGEST_NOTE:
        file.wrong(row, NOTE, f"hoogstens {_LONGEST_NOTE} tekens; dit zijn er {len(text)}.")
    return text or None


def _number(file: _File, row: int, column: str, text: str) -> float:
    """A number with a decimal comma or point; NaN for an empty cell, and for one that is wrong."""
    if not text:
        return math.nan
    if _EITHER.fullmatch(text):
        plain, longer = re.sub(r"[.,]", "", text), f"{text}0"
        what = f"{shortened(text)} kan op twee manieren worden gelezen; schrijf {plain} of {longer}."
    elif _GROUPED.fullmatch(text) and not _NUMBER.fullmatch(text):
        what = f"{shortened(text)} heeft scheidingstekens voor duizendtallen; schrijf het getal zonder."
    elif not _NUMBER.fullmatch(text):
        what = f"{shortened(text)} is geen getal."
    elif abs(number := float(text.replace(",", "."))) > _LARGEST:
        what = f"{shortened(text)} is te groot."
    else:
        return number
    file.wrong(row, column, what)
    return math.nan


def _check_numbers(file: _File, row: int, value: float, weight: float) -> None:
    """Checks numbers that may be missing."""
    upper, lower = MEAN if file.declared.is_mean else RATIO
    if weight <= 0:
        file.wrong(row, lower, "moet groter zijn dan 0; laat de cel leeg en zeg in de toelichting waarom.")
    if value < 0 and not (file.declared.is_mean and file.declared.eenheid in _BELOW_ZERO):
        file.wrong(row, upper, "is negatief.")
    if file.declared.soort == "percentage" and value > weight > 0:
        file.wrong(row, upper, "is groter dan de noemer; dat kan niet bij een percentage.")
    if file.declared.is_mean and file.declared.eenheid == "%" and value > 100:
        file.wrong(row, upper, "is meer dan 100%.")
