"""What the stand-in serves, what can go wrong with it, and what it was asked."""

import re
import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

Row = dict[str, Any]

_STATUSES = {"429", "500", "503"}
WHOLE = frozenset({*_STATUSES, "html", "refuse", "xml"})  # these replace the whole answer
KINDS = WHOLE | frozenset(
    "doubled dot drop empty foreign_zip invalid_geometry missing_next negative other_crs out_of_range padding renamed "
    "short slow truncated_zip vanished zip_bomb zip_html zip_outside".split()
)
_BIG = 1_000  # rows; what is made of smaller tables is not kept
_MOST_KEPT = 200


class Cache:
    """Keeps what was made of the rows of a big table, until the table gets other rows."""

    def __init__(self) -> None:
        self._rows: pd.DataFrame | None = None
        self._kept: dict[Hashable, Any] = {}
        self._lock = threading.RLock()

    def get(self, rows: pd.DataFrame, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made anew unless it was made before of the same ``rows`` under the same ``key``."""
        if len(rows) < _BIG:
            return make()
        with self._lock:
            if self._rows is not rows or len(self._kept) >= _MOST_KEPT:
                self._rows, self._kept = rows, {}
            if key not in self._kept:
                self._kept[key] = make()
            return self._kept[key]


@dataclass(eq=False)
class Table:
    """A table of CBS or of a third party. Give it other rows by assigning, not by changing them in place.

    Attributes:
        id: As in the address: "85984NED".
        rows: One column per dimension and per topic; keys padded as the service pads them; missing = NaN or None.
            Topics have the number that CBS puts behind their names ("AantalInwoners_5").
        dimensions: Names of the dimension columns.
        titles: Dimension -> key without padding -> Title.
        host: "cbs" or "derden".
        modified: As in TableInfos.
        page: Rows per page of the feed, of data and of keys.
        title: Of the table; made from the id when empty.
        period: As in TableInfos; the years of the dimension Perioden when empty.
        units: Topic without its number -> Unit.
        groups: Topic with its number -> Title of the TopicGroup it stands under.
    """

    id: str
    rows: pd.DataFrame
    dimensions: tuple[str, ...]
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    host: str = "cbs"
    modified: str = "2026-07-19T02:00:00"
    page: int = 10_000
    title: str = ""
    period: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    cache: Cache = field(default_factory=Cache, init=False, repr=False)

    @property
    def topics(self) -> list[str]:
        """Names of the topic columns, with their numbers."""
        return [name for name in self.rows.columns if name not in self.dimensions]


@dataclass
class Fault:
    """One thing that goes wrong.

    Attributes:
        kind: One of KINDS.
        match: Part of the path and query (unquoted, "path?query") of the requests it applies to.
        times: How many requests it changes, $count among them; None = all.
        column: The topic it is about, with or without its number (without: all topics of that name).
        seconds: Retry-After of a status, or how long a slow answer takes.
        hits: How many requests it has changed.
    """

    kind: str
    match: str
    times: int | None = None
    column: str | None = None
    seconds: int | None = None
    hits: int = field(default=0, init=False, compare=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault: {self.kind}; known: {', '.join(sorted(KINDS))}")


@dataclass(frozen=True)
class Request:
    """One request as it came in: unquoted, names of headers in Title-Case; status 0 when it was refused."""

    path: str
    query: str
    headers: Mapping[str, str]
    status: int


@dataclass
class Reply:
    """An answer to be sent; status 0 closes the connection without one."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain;charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


def base_name(column: str) -> str:
    """The name of a topic without the number that CBS puts behind it."""
    return re.sub(r"_\d+$", "", column)


def months(table: Table) -> Table:
    """The same table with each row of a year (2021JJ00) as twelve rows of months that sum to the year.

    Topics have to be whole numbers; what twelve does not divide comes in the first months.
    """
    parts = []
    for month in range(1, 13):
        part = table.rows.reset_index(drop=True)
        part["Perioden"] = part["Perioden"].str[:4] + f"MM{month:02d}"
        for topic in table.topics:
            part[topic] = part[topic] // 12 + (part[topic] % 12 >= month)
        parts.append(part)
    # Rows of one area and year come together, as in the table of years. A stable sort keeps the months in order.
    return replace(table, rows=pd.concat(parts).sort_index(kind="stable").reset_index(drop=True))
