"""What is said of the tables and shapes that are published as open data, declared in open_data.toml."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from nplv.registry.loader import entries

# Of the data themes of the Publications Office of the EU, those that are used here.
Theme = Literal["ECON", "GOVE", "JUST", "REGI", "SOCI"]

_PATH = Path(__file__).parent / "open_data.toml"


@dataclass(frozen=True)
class Column:
    """One column; texts are Dutch.

    Attributes:
        values: The only values that it has, each with what it means.
        datatype: That of the texts in it, where it is a narrower one of CSVW than string.
    """

    title: str
    description: str
    values: dict[str, str] = field(default_factory=dict, hash=False)
    datatype: Literal["anyURI", "date", "dateTime"] | None = None


@dataclass(frozen=True)
class Table:
    """One table; texts are Dutch.

    Attributes:
        themes: What it is about.
        columns: By name, in the order in which they stand in the files.
        key: The columns that together name a row; none where rows have no name.
        references: Column to the column it refers to, as "table.column".
    """

    id: str
    title: str
    description: str
    themes: tuple[Theme, ...]
    columns: dict[str, Column] = field(hash=False)
    key: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Shapes:
    """The polygons of one level; texts are Dutch."""

    level: str
    title: str
    description: str


@cache
def tables() -> dict[str, Table]:
    """Return the tables by id, in the order in which they are shown."""
    return entries(Table, _PATH, section="table")


@cache
def shapes() -> dict[str, Shapes]:
    """Return the shapes by level, in the order in which they are shown."""
    return entries(Shapes, _PATH, section="shapes", identity="level")
