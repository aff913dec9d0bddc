"""What a module of a service needs to get at raw answers, from the network or from what was kept of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from nplv.sources import SourceError


class Answers(Protocol):
    """Gets raw answers by official address."""

    def get(self, url: str, *, settles: bool = False) -> bytes:
        """The content of an address; `settles` marks the answer that says when its table was last changed."""

    def count(self, url: str, rows: int) -> None:
        """Notes how many rows an answer holds."""


@dataclass(frozen=True)
class Place:
    """Where in a source something is: its id in the registry, the table and the address."""

    source: str
    table: str
    url: str = ""

    def at(self, url: str) -> "Place":
        """The same table at another address."""
        return Place(self.source, self.table, url)

    def error(self, found: str, expected: str) -> SourceError:
        """The one line that says what was found, what was expected, and where."""
        return SourceError(f"{self.source} {self.table}: {found}; verwacht: {expected} ({self.url})")

    @contextmanager
    def named(self) -> Iterator[None]:
        """Names this place in an error of whoever got the answer, and knows its address only."""
        try:
            yield
        except SourceError as error:
            raise type(error)(f"{self.source} {self.table}: {error} ({self.url})") from error
