"""Answers of one table: from the store where they are known to be good, else from the service."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from nplv.fetch.client import Client
from nplv.fetch.store import Entry, Store


@dataclass
class Answers:
    """Gets the answers that a table consists of, and keeps them staged until the table is whole.

    Attributes:
        report: Is told, in a few words, what has been got so far.
        fetched: How many answers were downloaded; unchanged: how many were good already.
    """

    store: Store
    client: Client
    table: str
    report: Callable[[str], object] = lambda text: None
    fetched: int = 0
    unchanged: int = 0
    _visited: set[str] = field(default_factory=set)
    _table_unchanged: bool = False

    def get(self, url: str, *, settles: bool = False) -> bytes:
        """The content of an official address.

        What this run has fetched already, before it was broken off, is not asked for again. Of what an earlier run
        fetched, the service is asked whether it changed.

        Args:
            url: Official address.
            settles: Whether this answer says when the table was changed: if it is what it was, so is the whole table.

        Raises:
            Unreachable: The service gives no answer. SourceError: it gives another one than asked for.
        """
        self._visited.add(url)
        self.report(f"antwoord {len(self._visited)}")
        staged, known = self.store.staged(url), self.store.known(url)
        fresh = known is not None and (self._table_unchanged or known.time >= (self.store.started or ""))
        if (good := staged or (known if fresh else None)) is not None and self.store.holds(good):
            self.unchanged += 1
            return self.store.content(good)
        if known is not None and not self.store.holds(known):
            known = None
        answer = self.client.get(
            url, etag=known.etag if known else None, last_modified=known.last_modified if known else None
        )
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        if answer.status == 304 and known is not None:
            self.unchanged += 1
            self.store.stage(url, replace(known, time=now, status=304), None)
            return self.store.content(known)
        self.fetched += 1
        sha256 = hashlib.sha256(answer.content).hexdigest()
        self._table_unchanged = settles and known is not None and known.sha256 == sha256
        entry = Entry(self.table, now, answer.status, sha256, None, answer.etag, answer.last_modified)
        self.store.stage(url, entry, answer.content)
        return answer.content

    def count(self, url: str, rows: int) -> None:
        """Notes how many rows an answer holds."""
        if (staged := self.store.staged(url)) is not None and staged.rows != rows:
            self.store.stage(url, replace(staged, rows=rows), None)

    def discard(self) -> None:
        """Forgets the answers that were staged, which are not as expected."""
        self.store.discard(self.table)

    def commit(self) -> None:
        """Makes the answers that were got the table's own."""
        self.store.commit(self.table, self._visited)
