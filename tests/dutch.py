"""How a figure has to be written, by another route than the code: Decimal on the digits of the number itself."""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import chain

import pandas as pd

from nplv.registry import Indicator, areas, indicators

Number = float | Decimal | Fraction

CAUSE = re.compile(r"\b(door|dankzij|vanwege|omdat|doordat|daardoor|waardoor|wegens|als gevolg|oorzaak)\b", re.I)
ENGLISH = re.compile(r"\b(none|nan|nat|true|false|inf|null)\b|<NA>", re.I)
NUMBER = re.compile(r"−?\d+(?:\.\d{3})*(?:,\d+)?")
DIRECTION = re.compile(
    r"\b(hoger|hogere|lager|lagere|meer|minder|kleiner|groter|gelijk|even\w*|stijging|daling|omgeslagen)\b|[▲▼≈+]", re.I
)
# A full stop between digits that are not thousands, and a minus that is a hyphen.
_COMPUTER = re.compile(r"\d\.\d{1,2}(?!\d)|\d\.\d{4}|(?<![\w–])-\d|\de[+-]?\d")


@dataclass(frozen=True)
class Told:
    """A finding with what it may say.

    Attributes:
        phrases: What it has to say, in this order; all its figures and directions are in these.
        allowed: Other numbers in it: years, constants of the method, the sizes of a group.
        is_sentence: Whether it ends with a full stop.
        twin: The table beside it, and the figures that have to be found there.
        declared: Texts of the registry in it, which are not written by the finding.
        directions: Pattern of the words of direction that may stand outside the phrases.
    """

    text: str
    phrases: Sequence[str] = ()
    allowed: Collection[object] = ()
    is_sentence: bool = True
    twin: tuple[pd.DataFrame, Sequence[Number]] | None = None
    declared: Collection[str] = ()
    directions: str = "-"


def check(told: Told) -> None:
    """Hold that a finding says what it has to, and nothing else."""
    plain(told.text, told.is_sentence, told.declared)
    rest, start = told.text, 0
    for phrase in told.phrases:
        # No part of a longer number, and no number of which the minus is left out.
        found = re.compile(rf"(?<![\d−])(?<!\d[.,]){re.escape(phrase)}(?![.,]?\d)").search(rest, start)
        assert found, f"{phrase!r} is not said (in this order) in {told.text!r}"
        rest = rest[: found.start()] + "#" * len(phrase) + rest[found.end() :]
        start = found.end()
    for text in sorted(chain(told.declared, _DECLARED), key=len, reverse=True):
        rest = rest.replace(text, "#")
    numbers = set(NUMBER.findall(rest)) - {written(Decimal(str(one)), 0) for one in told.allowed}
    numbers -= {str(one) for one in told.allowed}  # a year has no thousands
    assert not numbers, f"{numbers} in {told.text!r}"
    for found in DIRECTION.finditer(rest):
        assert re.fullmatch(told.directions, found[0]), f"{found[0]} in {told.text!r}"
    if told.twin is not None:
        table, figures = told.twin
        there = _in_table(table)
        for figure in map(float, figures):
            assert any(math.isclose(figure, one, rel_tol=1e-12, abs_tol=1e-9) for one in there), f"{figure}: {told}"


def plain(text: str, is_sentence: bool = True, declared: Iterable[str] = ()) -> None:
    """Hold that a text is Dutch for a reader, and names no cause."""
    assert text == text.strip()
    assert "  " not in text.replace("  \n", "\n")
    assert not re.search(r"\.\.|,,| [.,;:]", text), text
    assert not ENGLISH.search(text), text
    assert not _COMPUTER.search(text), text
    if is_sentence:
        assert text.endswith("."), text
    for one in declared:
        text = text.replace(one, "")
    assert not CAUSE.search(text), text


def half_up(value: Number, decimals: int) -> Decimal:
    """Round half away from zero."""
    if isinstance(value, Fraction):
        scaled = abs(value) * 10**decimals
        whole = (scaled + Fraction(1, 2)).__floor__()
        return Decimal(whole if value >= 0 else -whole).scaleb(-decimals) + 0
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def written(value: Number, decimals: int) -> str:
    """Write a number: "1.234,5", "−0,3"."""
    shown = half_up(value, decimals)
    digits = str(abs(shown).scaleb(decimals).quantize(Decimal(1))).zfill(decimals + 1)
    whole, fraction = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    groups = re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", whole)
    return f"{'−' if shown < 0 else ''}{groups}{',' if decimals else ''}{fraction}"


def bare(value: Number, indicator: Indicator) -> str:
    """Write a figure; of the units only "%" and "€" stand at it."""
    text = written(value, indicator.decimals)
    if indicator.unit == "x € 1.000":
        thousands = written(abs(half_up(value, indicator.decimals)) * 1000, 0)
        return f"{'−' if text.startswith('−') else ''}€ {thousands}"
    return f"{text}%" if indicator.unit == "%" else text


def amount(value: Number, indicator: Indicator) -> str:
    """Write a figure with its unit."""
    text = bare(value, indicator)
    no_unit = indicator.unit in ("%", "x € 1.000", "afwijking", "score")
    return text if no_unit else f"{text} {indicator.unit}"


def size(value: Number, indicator: Indicator) -> str:
    """Write a difference without its sign."""
    text = bare(abs(half_up(value, indicator.decimals)), indicator)
    return f"{text[:-1]} procentpunt" if indicator.unit == "%" else text


def apart(difference: Number, indicator: Indicator) -> str:
    """Write a difference with its direction: "5,8 procentpunt hoger", "29,6 minder", "gelijk"."""
    if difference == 0:
        return "gelijk"
    is_quality = indicator.unit in ("%", "x € 1.000", "afwijking", "score")
    more, less = ("hoger", "lager") if is_quality else ("meer", "minder")
    return f"{size(difference, indicator)} {more if difference > 0 else less}"


def _texts_with_digits() -> set[str]:
    told = {text for one in indicators().values() for text in (one.title, one.short_title, one.numerator, one.unit)}
    return {"0-meting"} | {text for text in told | {area.name for area in areas().values()} if re.search(r"\d", text)}


_DECLARED = _texts_with_digits()


def _in_table(table: pd.DataFrame) -> set[float]:
    """All numbers of a table; those in its texts as well."""
    found: set[float] = set()
    for cell in table.to_numpy().ravel():
        if isinstance(cell, str):
            texts = (text.replace(".", "").replace(",", ".").replace("−", "-") for text in NUMBER.findall(cell))
            found.update(map(float, texts))
        elif pd.notna(cell):
            found.add(float(cell))
    return found
