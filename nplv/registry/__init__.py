"""The declared facts that every other room reads: indicators, areas, sources, schemes, national values.

Each function reads its TOML file once; the mappings are shared and are not to be changed. Indicators and sources are
those of the snapshot that is open, with the local ones beside it: whoever opens one says so with `use`.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from nplv.registry.editions import Edition, LocalIndicator, apply_to_indicators, apply_to_sources
from nplv.registry.loader import RegistryError, build, entries, read
from nplv.registry.model import Area, Indicator, Level, NationalValue, Polarity, Recoded, Scheme, Source, ThemeId

__all__ = [
    "Area",
    "Edition",
    "Indicator",
    "Level",
    "LocalIndicator",
    "NationalValue",
    "Polarity",
    "Recoded",
    "RegistryError",
    "Scheme",
    "Source",
    "ThemeId",
    "areas",
    "in_use",
    "indicators",
    "national_values",
    "recoded",
    "schemes",
    "sources",
    "sources_of",
    "themes",
    "use",
]

_FOLDER = Path(__file__).parent
_RECORDED = Edition()
_EDITION: ContextVar[Edition] = ContextVar("edition", default=_RECORDED)


def use(edition: Edition) -> None:
    """Make `indicators` and `sources` those of a snapshot, for whatever runs after this in the same thread or task."""
    _EDITION.set(edition)


def in_use() -> Edition:
    """Return the edition that `indicators` and `sources` are of."""
    return _EDITION.get()


def indicators(edition: Edition | None = None) -> dict[str, Indicator]:
    """Return all indicators by id, in the order in which they are shown; those of the open snapshot unless told."""
    return _indicators(edition or in_use())


@cache
def _indicators(edition: Edition) -> dict[str, Indicator]:
    return apply_to_indicators(entries(Indicator, _FOLDER / "indicators.toml", section="indicator"), edition)


@cache
def themes() -> dict[str, str]:
    """Return theme id to Dutch title, in the order in which they are shown."""
    return dict(read(_FOLDER / "indicators.toml")["themes"])


@cache
def areas() -> dict[str, Area]:
    """Return the focusgebieden by slug, alphabetical by name."""
    found = entries(Area, _FOLDER / "areas.toml", identity="slug")
    return dict(sorted(found.items(), key=lambda item: item[1].name.casefold()))


def sources() -> dict[str, Source]:
    """Return the sources by id."""
    return _sources(in_use())


def sources_of(some: Iterable[Indicator]) -> list[Source]:
    """Return the sources of indicators, each once, in the order of these."""
    return [sources()[name] for name in dict.fromkeys(one.source for one in some)]


@cache
def _sources(edition: Edition) -> dict[str, Source]:
    return apply_to_sources(entries(Source, _FOLDER / "sources.toml").values(), edition)


@cache
def recoded() -> tuple[Recoded, ...]:
    """Return the wijken that had other codes in earlier divisions, by gemeente."""
    return tuple(entries(Recoded, _FOLDER / "recoded.toml", identity="gemeente").values())


@cache
def schemes() -> dict[str, Scheme]:
    """Return the funding schemes by id."""
    return entries(Scheme, _FOLDER / "schemes.toml")


@cache
def national_values() -> tuple[NationalValue, ...]:
    """Return the published country figures for which the recorded extracts have no country row."""
    path = _FOLDER / "national.toml"
    tables = read(path)["value"]
    return tuple(build(NationalValue, table, path, f"value {row}") for row, table in enumerate(tables, start=1))
