"""The declared facts that every other room reads: indicators, areas, sources, schemes, national values.

Each function reads its TOML file once; the mappings are shared and are not to be changed.
"""

from functools import cache
from pathlib import Path

from nplv.registry.loader import RegistryError, build, entries, read
from nplv.registry.model import Area, Indicator, Level, NationalValue, Polarity, Scheme, Source, ThemeId

__all__ = [
    "Area",
    "Indicator",
    "Level",
    "NationalValue",
    "Polarity",
    "RegistryError",
    "Scheme",
    "Source",
    "ThemeId",
    "areas",
    "indicators",
    "national_values",
    "schemes",
    "sources",
    "themes",
]

_FOLDER = Path(__file__).parent


@cache
def indicators() -> dict[str, Indicator]:
    """Return all indicators by id, in the order in which they are shown."""
    return entries(Indicator, _FOLDER / "indicators.toml", section="indicator")


@cache
def themes() -> dict[str, str]:
    """Return theme id to Dutch title, in the order in which they are shown."""
    return dict(read(_FOLDER / "indicators.toml")["themes"])


@cache
def areas() -> dict[str, Area]:
    """Return the focusgebieden by slug, alphabetical by name."""
    found = entries(Area, _FOLDER / "areas.toml", identity="slug")
    return dict(sorted(found.items(), key=lambda item: item[1].name.casefold()))


@cache
def sources() -> dict[str, Source]:
    """Return the sources by id."""
    return entries(Source, _FOLDER / "sources.toml")


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
