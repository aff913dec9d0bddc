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
    _version: str | None = None

    def get(self, url: str, *, settles: bool = False) -> bytes:
        """The content of an official address.

        What this run has fetched already, before it was broken off, is not asked for again. Of what an earlier run
        fetched, the service is asked whether it changed. Where an answer settles that, it decides: the answers that
        were got beside the same one are good, and those beside another one are not.

        Args:
            url: Official address.
            settles: Whether this answer says when the table was changed; it is asked for first, and always.

        Raises:
            Unreachable: The service gives no answer. SourceError: it gives another one than asked for.
        """
        self.report(f"antwoord {len(self._visited) + 1}")
        content = self._good(url) if not settles else None
        if content is None:
            content = self._asked(url)
        if settles:
            self._version = hashlib.sha256(content).hexdigest()
        self._visited.add(url)
        return content

    def _good(self, url: str) -> bytes | None:
        """The content of an answer that is there, if it is known to be good still."""
        for entry in (staged := self.store.staged(url), self.store.known(url)):
            if entry is None:
                continue
            of_this_run = entry is staged or entry.time >= (self.store.started or "")
            is_current = entry.version == self._version if self._version is not None else of_this_run
            if is_current and (content := self.store.intact(entry)) is not None:
                self.unchanged += 1
                return content
        return None

    def _asked(self, url: str) -> bytes:
        """The content that the service gives, or says to be what is there already."""
        known = self.store.known(url)
        kept = None if known is None else self.store.intact(known)
        if kept is None:
            known = None
        answer = self.client.get(
            url, etag=known.etag if known else None, last_modified=known.last_modified if known else None
        )
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        if answer.status == 304 and known is not None and kept is not None:
            self.unchanged += 1
            self.store.stage(url, replace(known, time=now, status=304, version=self._version), None)
            return kept
        self.fetched += 1
        sha256 = hashlib.sha256(answer.content).hexdigest()
        entry = Entry(self.table, now, answer.status, sha256, None, answer.etag, answer.last_modified, self._version)
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
