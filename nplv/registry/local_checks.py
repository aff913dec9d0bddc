"""What the metadata of a local indicator may hold; a Dutch line for each thing that is wrong with it."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, get_args

from nplv.registry import Edition, Polarity, ThemeId, indicators
from nplv.registry.model import Weight

LocalLevel = Literal["focusgebied", "wijk", "buurt"]
Kind = Literal["aantal per inwoners", "percentage", "gemiddelde"]

POLARITY: dict[str, Polarity] = {
    "hoger is beter": "higher_is_better",
    "lager is beter": "lower_is_better",
    "neutraal": "neutral",
    "geen oordeel": "not_judged",
}
THEMES: dict[str, ThemeId] = {
    "actielijn 2": "actielijn-2",
    "actielijn 3": "actielijn-3",
    "actielijn 4": "actielijn-4",
    "achtergrond": "context",
}
SOURCE = "bron"  # the table that says where the figures come from

_IDENTITY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ADDRESS = re.compile(r"https?://[^\s()<>\[\]\"'\\`]+")
_LONGEST = {"id": 60, "titel": 120, "korte_titel": 30, "definitie": 1000, "teller": 120, "noemer": 120}
_LONG = 500  # characters of any other text
_MOST_DECIMALS = 4
_FIRST_DIVISION = 2000
_SOURCE_KEYS = ("organisatie", "titel", "adres", "licentie", "opgehaald")


def problems(table: dict[str, Any]) -> Iterator[str]:
    """Find what is wrong: a line for each problem, by key in the order of the template.

    Args:
        table: The metadata, as tomllib gives it.
    """
    kind, level = table.get("soort"), table.get("niveau")
    superfluous = {"gewicht"} if kind in ("aantal per inwoners", "percentage") else set()
    superfluous |= {"noemer"} if kind == "gemiddelde" else set()
    optional = superfluous | {"opmerkingen"} | ({"indeling"} if level == "focusgebied" else set())
    if kind not in get_args(Kind):
        optional |= {"noemer", "gewicht"}
    yield from _of_table(table, _checks(), optional, superfluous, known=(SOURCE,))
    units = _units().get(kind, ()) if isinstance(kind, str) else ()  # type: ignore[call-overload]
    if units and isinstance(table.get("eenheid"), str) and table["eenheid"] not in units:
        yield f"sleutel eenheid: bij de soort ‘{kind}’ hoort {_either(units)}."
    origin = table.get(SOURCE)
    if origin is None:
        yield "sleutel bron: het deel [bron] ontbreekt."
    elif not isinstance(origin, dict):
        yield "sleutel bron: schrijf [bron] op een regel en daaronder organisatie, titel, adres, licentie en opgehaald."
    else:
        checks = {key: _text(_LONG) for key in _SOURCE_KEYS} | {"adres": _address, "opgehaald": _day}
        yield from _of_table(origin, checks, set(), set(), prefix=f"{SOURCE}.")


def is_identity(text: str) -> bool:
    """Whether a text can be the id of a local indicator, and so the name of its folder."""
    return len(text) <= _LONGEST["id"] and _IDENTITY.fullmatch(text) is not None


def shortened(value: object) -> str:
    """A stranger's value in a sentence: on one line, printable, not long."""
    line = "".join(character if character.isprintable() else " " for character in str(value))
    return f"‘{line if len(line) <= 40 else line[:39] + '…'}’"


@cache
def _units() -> dict[Kind, tuple[str, ...]]:
    """The units that the official indicators have, by the kind of figure that they suit."""
    every = dict.fromkeys(one.unit for one in indicators(Edition()).values() if one.aggregation != "sum")
    means = {one.unit for one in indicators(Edition()).values() if one.aggregation == "weighted_mean"}
    return {
        "aantal per inwoners": tuple(unit for unit in every if unit.startswith("per ")),
        "percentage": ("%",),
        "gemiddelde": tuple(unit for unit in every if unit in means),
    }


def _of_table(
    table: dict[str, Any],
    checks: dict[str, Callable[[Any], str | None]],
    optional: Collection[str],
    superfluous: Collection[str],
    *,
    known: Collection[str] = (),
    prefix: str = "",
) -> Iterator[str]:
    for key, check in checks.items():
        if key in table and key in superfluous:
            yield f"sleutel {prefix}{key}: die hoort niet bij de soort ‘{table['soort']}’."
        elif key in table:
            wrong = check(table[key])
            if wrong:
                yield f"sleutel {prefix}{key}: {wrong}"
        elif key not in optional:
            yield f"sleutel {prefix}{key}: ontbreekt."
    for key in table:
        if key not in checks and key not in known:
            yield f"sleutel {prefix}{shortened(key)}: die is onbekend."


def _checks() -> dict[str, Callable[[Any], str | None]]:
    """Key -> what is wrong with a value, or None; in the order of the template."""
    texts = {key: _text(size) for key, size in _LONGEST.items()}
    return {
        "id": lambda value: texts["id"](value) or _identity(value),
        "titel": texts["titel"],
        "korte_titel": texts["korte_titel"],
        "definitie": texts["definitie"],
        "soort": _one_of(get_args(Kind)),
        "eenheid": _text(_LONG),
        "decimalen": _whole(0, _MOST_DECIMALS),
        "richting": _one_of(POLARITY),
        "actielijn": _one_of(THEMES),
        "niveau": _one_of(get_args(LocalLevel)),
        "indeling": _whole(_FIRST_DIVISION, date.today().year),
        "teller": texts["teller"],
        "noemer": texts["noemer"],
        "gewicht": _one_of(get_args(Weight)),
        "opmerkingen": _remarks,
    }


def _text(longest: int) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if not isinstance(value, str) or not value.strip():
            return "schrijf een tekst tussen aanhalingstekens."
        if not value.isprintable():
            return "er staat een teken in dat niet te lezen is, of meer dan één regel."
        return f"hoogstens {longest} tekens; dit zijn er {len(value)}." if len(value) > longest else None

    return check


def _one_of(allowed: Collection[str]) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if isinstance(value, str) and value in allowed:
            return None
        return f"kies {_either(allowed)}; er staat {shortened(value)}."

    return check


def _whole(least: int, most: int) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if type(value) is int and least <= value <= most:
            return None
        return f"schrijf een heel getal van {least} tot en met {most}, zonder aanhalingstekens."

    return check


def _identity(value: str) -> str | None:
    return None if is_identity(value) else "gebruik alleen kleine letters en cijfers, met streepjes daartussen."


def _address(value: Any) -> str | None:
    if isinstance(value, str) and len(value) <= _LONG and _ADDRESS.fullmatch(value):
        return None
    return "schrijf een webadres dat begint met https:// en geen spaties, haakjes of aanhalingstekens bevat."


def _day(value: Any) -> str | None:
    if type(value) is not date:
        return "schrijf een datum zonder aanhalingstekens, zoals 2026-01-31."
    return "die dag is nog niet geweest." if value > date.today() else None


def _remarks(value: Any) -> str | None:
    if not isinstance(value, list):
        return 'schrijf een lijst van teksten: ["…", "…"].'
    return next((wrong for one in value if (wrong := _text(_LONG)(one))), None)


def _either(allowed: Collection[str]) -> str:
    quoted = [f"‘{one}’" for one in allowed]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} of {quoted[-1]}"
