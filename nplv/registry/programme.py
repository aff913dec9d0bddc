"""What the letter of 12 June 2023 says of the programme itself, declared in programme.toml."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from nplv.registry.loader import build, entries, read

_FILE = Path(__file__).parent / "programme.toml"


@dataclass(frozen=True)
class Letter:
    """The letter: its id in sources.toml, and the day of which it tells."""

    source: str
    written: date


@dataclass(frozen=True)
class Statement:
    """What the letter says, in our own Dutch words.

    Attributes:
        title: What it is about, in a word or two.
        place: Where it stands in the letter, of `places`.
        areas: Slugs of the areas that it is about; none where it is about the programme, and so about all of them.
        areas_source: Id in sources.toml of what names these areas, where the letter does not.
    """

    id: str
    title: str
    text: str
    place: str
    areas: tuple[str, ...] = ()
    areas_source: str | None = None


@dataclass(frozen=True)
class Subgoal:
    """One of the three subdoelen, in the letter's words."""

    id: str
    title: str
    place: str


@dataclass(frozen=True)
class ActionLine:
    """One of the four actielijnen.

    Attributes:
        id: Also that of the group of indicators, for the three that have kernindicatoren.
        title: As in annex 1 of the letter; of the one that is not there, as in its heading.
        subgoal: Id of the subdoel that we read it with; None where there is none.
    """

    id: str
    title: str
    place: str
    subgoal: str | None = None


@dataclass(frozen=True)
class Instrument:
    """A legal instrument (annex 2) or a part of the knowledge infrastructure (annex 3); links are title to address."""

    id: str
    name: str
    purpose: str
    place: str
    links: dict[str, str] = field(default_factory=dict, hash=False)


@cache
def letter() -> Letter:
    """Return what letter it is."""
    return build(Letter, read(_FILE)["letter"], _FILE, "letter")


@cache
def places() -> dict[str, str]:
    """Return the places in the letter, in its order: as readers see it -> the words that it begins with."""
    return dict(read(_FILE)["places"])


@cache
def statements() -> dict[str, Statement]:
    """Return the statements by id, in the order in which they are shown."""
    return entries(Statement, _FILE, section="statement")


def about(slug: str) -> list[Statement]:
    """Return what the letter says of one area only, or of some: not what holds for all."""
    return [one for one in statements().values() if slug in one.areas]


def about_all() -> list[Statement]:
    """Return what the letter says of the programme, which holds for every area."""
    return [one for one in statements().values() if not one.areas]


def is_named(slug: str) -> bool:
    """Tell whether the letter names an area itself."""
    return any(one.areas_source is None for one in about(slug))


@cache
def subgoals() -> dict[str, Subgoal]:
    """Return the three subdoelen by id."""
    return entries(Subgoal, _FILE, section="subgoal")


@cache
def action_lines() -> dict[str, ActionLine]:
    """Return the four actielijnen by id."""
    return entries(ActionLine, _FILE, section="action_line")


@cache
def instruments() -> dict[str, Instrument]:
    """Return what annexes 2 and 3 list, by id."""
    return entries(Instrument, _FILE, section="instrument")
