"""The tables of the official services that are downloaded, declared in tables.toml."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from nplv.registry.loader import RegistryError, build, read

Host = Literal["https://opendata.cbs.nl", "https://dataderden.cbs.nl"]

_PATH = Path(__file__).parent / "tables.toml"


@dataclass(frozen=True)
class TableFamily:
    """Tables of one kind: one that holds all years, or one per year with the same content.

    Attributes:
        id: Name of the entry.
        source: Id in sources.toml.
        host: Official address of the catalogue.
        region: Dimensions that may hold the code of the area, the first that is there.
        columns: Name in the tidy table -> topics at the service without their numbers, the first that is there.
        tables: Ids of tables that each hold several years.
        by_year: Year -> id of the table of that year.
        period: Dimension that holds the period; None for tables of one year.
        filters: Dimension -> key of the rows that are wanted.
        choices: Dimension -> title of that key, where the key is not known; the first title that is there.
        texts: Column -> topics that are codes rather than numbers; not every table has them.
        optional: Column -> years of which the table may lack it, in pairs of a first and a last; it is then unknown.
        ranges: Column -> least and greatest value that is believed.
        units: Column -> unit that its topics must have, in lower case.
        titles: Whether the names of the areas are read too.
    """

    id: str
    source: str
    host: Host
    region: tuple[str, ...]
    columns: dict[str, tuple[str, ...]] = field(hash=False)
    ranges: dict[str, tuple[float, ...]] = field(hash=False)
    tables: tuple[str, ...] = ()
    by_year: dict[str, str] = field(default_factory=dict, hash=False)
    period: str | None = None
    filters: dict[str, str] = field(default_factory=dict, hash=False)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    optional: dict[str, tuple[int, ...]] = field(default_factory=dict, hash=False)
    units: dict[str, str] = field(default_factory=dict, hash=False)
    titles: bool = False

    def may_lack(self, year: int | None) -> frozenset[str]:
        """The columns that the table of a year need not have."""
        if year is None:
            return frozenset()
        return frozenset(
            name
            for name, years in self.optional.items()
            if any(first <= year <= last for first, last in zip(years[::2], years[1::2], strict=True))
        )

    def releases(self) -> Iterator[tuple[str, int | None]]:
        """Each table of the family with its year; None for one that names the period of each row."""
        yield from ((table, None) for table in self.tables)
        yield from ((table, int(year)) for year, table in sorted(self.by_year.items()))


@cache
def table_families() -> dict[str, TableFamily]:
    """Return the families of tables by id, in the order in which they are fetched.

    Raises:
        RegistryError: A column has no range, or a range is not one.
    """
    found = {name: build(TableFamily, table, _PATH, name, {"id": name}) for name, table in read(_PATH).items()}
    for name, family in found.items():
        if set(family.ranges) != set(family.columns) or any(len(limits) != 2 for limits in family.ranges.values()):
            raise RegistryError(f"{_PATH.name} [{name}]: each column needs a range of two numbers")
        if bool(family.by_year) == bool(family.period):
            raise RegistryError(f"{_PATH.name} [{name}]: a table has a period, or a year is declared for it")
    return found
