"""The raw store: what the services answered, compressed, with a manifest; and nothing half.

The manifest has two lists of answers by official address. ``answers`` are those of tables that were fetched whole: only
these are built from. ``staged`` are those of a table that is being fetched; they take the place of its old ones in one
step, once all are there. A run that was broken off goes on from them.
"""

import gzip
import hashlib
import json
import zlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from nplv.files import write_whole
from nplv.sources import SourceError

MANIFEST = "manifest.json"
_ANSWERS = "answers"
_RESUME_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Entry:
    """One raw answer.

    Attributes:
        table: The table it belongs to, as the registry calls it.
        time: When it was fetched or found unchanged, ISO with offset.
        status: What the service answered then: 200, or 304 for unchanged.
        sha256: Of the content; its first letters name the file.
        rows: Number of rows or features in it, None where it has none.
        etag: Of the service, for the next question whether anything changed. last_modified likewise.
        version: The sha256 of the answer that said when the table was last changed, when this one was got; None where
            a service has none such.
    """

    table: str
    time: str
    status: int
    sha256: str
    rows: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    version: str | None = None


class Store:
    """A folder of raw answers."""

    def __init__(self, root: Path) -> None:
        """Opens a store; a folder that is not there yet is an empty one.

        Raises:
            SourceError: The manifest cannot be read.
        """
        self.root = root
        self.started: str | None = None
        self._answers: dict[str, Entry] = {}
        self._staged: dict[str, Entry] = {}
        self._lock = FileLock(root / ".lock")
        self._read()

    @staticmethod
    def is_store(root: Path) -> bool:
        """Whether a folder is a raw store, rather than one of recorded extracts."""
        return (root / MANIFEST).is_file()

    @property
    def tables(self) -> dict[str, str]:
        """The tables that were fetched whole, with the time of their newest answer (ISO)."""
        found: dict[str, str] = {}
        for entry in self._answers.values():
            found[entry.table] = max(entry.time, found.get(entry.table, ""))
        return found

    def hashes(self) -> dict[str, str]:
        """The sha256 of every answer that is built from, by official address."""
        return {url: entry.sha256 for url, entry in sorted(self._answers.items())}

    def get(self, url: str, *, settles: bool = False) -> bytes:
        """The content of an answer; here nothing depends on which answer settles whether a table changed.

        Raises:
            SourceError: There is no such answer, or its file is missing or damaged.
        """
        entry = self._answers.get(url)
        if entry is None:
            raise SourceError(f"dit antwoord staat niet in de opslag {self.root}; haal het op met fetch")
        return self.content(entry)

    def count(self, url: str, rows: int) -> None:
        """Reading an answer changes nothing in the store."""

    def known(self, url: str) -> Entry | None:
        """The answer of a table that was fetched whole, if there is one."""
        return self._answers.get(url)

    def staged(self, url: str) -> Entry | None:
        """The answer of a table that is being fetched, if there is one."""
        return self._staged.get(url)

    def content(self, entry: Entry) -> bytes:
        """The content of an answer; errors as for :meth:`get`."""
        path = self._path(entry.sha256)
        try:
            content = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise SourceError(
                f"bestand {path.name} in de opslag ontbreekt of is beschadigd; haal opnieuw op"
            ) from error
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            raise SourceError(f"bestand {path.name} in de opslag is beschadigd; haal opnieuw op")
        return content

    def intact(self, entry: Entry) -> bytes | None:
        """The content of an answer; None where it is missing or damaged."""
        try:
            return self.content(entry)
        except SourceError:
            return None

    # --- Writing, by one process at a time ------------------------------------------------------------------

    def begin(self) -> None:
        """Takes the store for writing, and goes on with a run that was broken off less than a day ago.

        Raises:
            SourceError: Another process is writing, or the folder cannot be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise SourceError(f"een ander proces haalt al op in {self.root}; wacht tot dat klaar is") from error
        except OSError as error:
            raise SourceError(f"{self.root}: de map is niet beschrijfbaar ({error.strerror})") from error
        self._read()
        now = datetime.now(UTC)
        if self.started is None or now - datetime.fromisoformat(self.started) > _RESUME_WITHIN:
            self.started, self._staged = now.isoformat(timespec="microseconds"), {}
        self._write()
        self._remove_unlisted()

    def stage(self, url: str, entry: Entry, content: bytes | None) -> None:
        """Keeps an answer of the table that is being fetched; None for content that is there already."""
        if content is not None and self.intact(entry) is None:
            write_whole(self._path(entry.sha256), gzip.compress(content, compresslevel=6, mtime=0))
        self._staged[url] = entry
        self._write()

    def commit(self, table: str, urls: set[str]) -> None:
        """Puts the staged answers of a table in the place of its old ones.

        Args:
            table: The table.
            urls: All addresses that it now consists of; each is staged or was there already.
        """
        current = {url: self._staged.get(url) or self._answers[url] for url in urls}
        others = {url: entry for url, entry in self._answers.items() if entry.table != table}
        self._answers = {**others, **current}
        self._staged = {url: entry for url, entry in self._staged.items() if entry.table != table}
        self._write()

    def discard(self, table: str) -> None:
        """Forgets the staged answers of a table, of which the content is not as expected."""
        self._staged = {url: entry for url, entry in self._staged.items() if entry.table != table}
        self._write()

    def end(self, *, complete: bool) -> None:
        """Releases the store. A complete run is closed; another is gone on with next time."""
        if complete:
            self.started = None
            self._write()
            self._remove_unlisted()
        self._lock.release()

    def _path(self, sha256: str) -> Path:
        return self.root / _ANSWERS / f"{sha256[:20]}.gz"

    def _read(self) -> None:
        path = self.root / MANIFEST
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
            self.started = content.get("started")
            if self.started is not None and datetime.fromisoformat(self.started).tzinfo is None:
                raise ValueError("a moment without an offset")
            self._answers = {url: Entry(**entry) for url, entry in content.get("answers", {}).items()}
            self._staged = {url: Entry(**entry) for url, entry in content.get("staged", {}).items()}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise SourceError(f"{path}: geen leesbaar manifest; verwijder de map en haal opnieuw op") from error

    def _write(self) -> None:
        lists = {"answers": self._answers, "staged": self._staged}
        content = {name: {url: asdict(entry) for url, entry in sorted(some.items())} for name, some in lists.items()}
        text = json.dumps({"started": self.started, **content}, indent=1, ensure_ascii=False)
        write_whole(self.root / MANIFEST, text.encode())

    def _remove_unlisted(self) -> None:
        """Removes files that no answer needs any more, also those that a stopped run left."""
        needed = {self._path(entry.sha256) for entry in [*self._answers.values(), *self._staged.values()]}
        for path in (self.root / _ANSWERS).glob("*"):
            if path not in needed:
                path.unlink()
