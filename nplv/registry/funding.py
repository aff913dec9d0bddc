"""What is declared about money: rounds, the letter's figures, overlaps and Dutch notes."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from nplv.registry.loader import RegistryError, build, entries, read

GeoLevel = Literal["nationaal", "focusgebieden", "gemeenten_19", "regio", "gemeente", "focusgebied"]
Exclusive = Literal["yes", "no", "unknown"]
Precision = Literal["exact", "rounded", "at_least", "about"]

_FOLDER = Path(__file__).parent
_UNKNOWN_TRANCHE = "unknown"


@dataclass(frozen=True)
class Round:
    """One round of a scheme; see funding_rounds.toml for the keys."""

    id: str
    scheme: str
    name: str
    tranches: tuple[str, ...]
    projects: dict[str, str] = field(default_factory=dict, hash=False)
    decided_on: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class LetterFigure:
    """One figure of the letter; see letter.toml for the keys."""

    id: str
    source: tuple[str, ...]
    label: str
    scope: str
    scheme: str | None = None
    round: str | None = None
    geo_level: GeoLevel | None = None
    exclusive: Exclusive | None = None
    precision: Precision | None = None
    note: str | None = None


@dataclass(frozen=True)
class Relation:
    """Declared overlap of decisions.

    Attributes:
        kind: part_of (all money of `rows` is in `other` too), superseded_by (`other` replaces `rows`) or apart
            (`rows` may not be added up, for the reason given; no `other`).
        rows: Ids of the decisions that the relation is about.
        reason: Why, in Dutch, shown to readers.
        evidence: What the source says, quoted.
    """

    kind: Literal["part_of", "superseded_by", "apart"]
    rows: tuple[str, ...]
    reason: str
    evidence: str
    other: str | None = None


@dataclass(frozen=True)
class Notes:
    """Dutch notes, days of decision and precisions, each by id of the decision."""

    notes: dict[str, str]
    decided_on: dict[str, str]
    precision: dict[str, Precision]


@cache
def scheme_ids() -> dict[str, str]:
    """Return the id in schemes.toml for each name of a scheme in the records."""
    return dict(read(_FOLDER / "funding_rounds.toml")["schemes"])


@cache
def rounds() -> dict[str, Round]:
    """Return the rounds by id."""
    return entries(Round, _FOLDER / "funding_rounds.toml", section="rounds")


def find_round(scheme: str, tranche: str | None) -> tuple[Round, str | None]:
    """Return the round of a scheme that a record's tranche belongs to, and the name of the deal or part if any.

    Args:
        scheme: Id in schemes.toml.
        tranche: The record's own words, None where it has none.

    Raises:
        RegistryError: no round of that scheme is declared with this tranche.
    """
    tranche = tranche or _UNKNOWN_TRANCHE
    for candidate in rounds().values():
        if candidate.scheme == scheme and (tranche in candidate.tranches or tranche in candidate.projects):
            return candidate, candidate.projects.get(tranche)
    raise RegistryError(f"funding_rounds.toml: no round of {scheme} has the tranche {tranche!r}")


@cache
def letter_figures() -> dict[str, LetterFigure]:
    """Return the figures of the letter by id, in the order of the record."""
    return entries(LetterFigure, _FOLDER / "letter.toml")


@cache
def relations() -> tuple[Relation, ...]:
    """Return the declared overlaps."""
    path = _FOLDER / "funding_relations.toml"
    tables = read(path)["relation"]
    return tuple(build(Relation, table, path, f"relation {row}") for row, table in enumerate(tables, start=1))


@cache
def notes() -> Notes:
    """Return the Dutch notes and what else is declared per decision."""
    path = _FOLDER / "funding_notes.toml"
    return build(Notes, read(path), path, "file")
