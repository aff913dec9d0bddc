"""An older snapshot, from a folder or from the history of git, and what changed since."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from nplv.numbers import day
from nplv.pipeline.changes import changes
from nplv.refresh import content_of
from nplv.registry import areas, indicators
from nplv.registry.editions import declared_for_refresh
from nplv.report.facts import Compared
from nplv.schema import AREAS, OBSERVATIONS, TABLES
from nplv.snapshot import Snapshot, SnapshotError, open_snapshot

_FOLDERS = ("data", "geodata")
_ADVICE = "Er is niets geschreven. Kies een andere datum, of geef met --snapshot de map van een oudere momentopname."


def compared(folder: Path, snapshot: Snapshot) -> Compared:
    """Says what changed between an older snapshot and a newer one.

    Args:
        folder: That holds data/ and geodata/ of the older one; it is not needed any more afterwards.
        snapshot: The newer one.

    Raises:
        SnapshotError: The older one cannot be read, or has what this version of the program does not know.
    """
    before = _opened(folder)
    # What the older one tells of refreshes before it was no change since.
    old, new = replace(content_of(before), changes=None), content_of(snapshot)
    return Compared(before, changes(old, new, indicators(before.edition), indicators(snapshot.edition)))


@contextmanager
def from_git(root: Path, until: date) -> Iterator[Path]:
    """Yields a folder with the snapshot of the last commit to data/ on or before a day; it is removed afterwards.

    Raises:
        SnapshotError: There is no git, no history or no such commit.
    """
    asked = ["log", "-1", "--format=%H", f"--until={until.isoformat()}T23:59:59", "--", "data"]
    commit = _git(root, asked).decode().strip()
    if not commit:
        raise SnapshotError([f"De geschiedenis van git heeft geen momentopname van {day(until)} of eerder."], _ADVICE)
    with tempfile.TemporaryDirectory(prefix="nplv-eerder-") as folder:
        with tarfile.open(fileobj=io.BytesIO(_git(root, ["archive", "--format=tar", commit, *_FOLDERS]))) as archive:
            for member in archive.getmembers():
                if member.isfile() and (content := archive.extractfile(member)):
                    path = Path(folder, member.name)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content.read())
        yield Path(folder)


def _git(root: Path, arguments: list[str]) -> bytes:
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True).stdout
    except FileNotFoundError as error:
        raise SnapshotError(["Het programma git is er niet; zonder git is er geen geschiedenis."], _ADVICE) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        told = f"De geschiedenis van {root} kan niet worden gelezen: {said[-1] if said else 'git geeft geen reden'}."
        raise SnapshotError([told], _ADVICE) from error


def _opened(folder: Path) -> Snapshot:
    """The snapshot in a folder, which holds nothing that this version of the program does not know."""
    try:
        found = open_snapshot(folder)
    except SnapshotError as error:
        told = ["De oudere momentopname kan niet worden gelezen.", *error.findings]
        raise SnapshotError(told, _ADVICE) from error
    if unlike := _without_columns(found) or _unknown(found):
        told = [f"De oudere momentopname is van een andere versie van dit programma: {', '.join(unlike)}."]
        raise SnapshotError(told, _ADVICE)
    return found


def _without_columns(found: Snapshot) -> list[str]:
    return [
        f"kolom {column} ontbreekt in {TABLES[name]}"
        for name, schema in (("observations", OBSERVATIONS), ("areas", AREAS))
        for column in schema.names
        if column not in pq.read_schema(found.path(TABLES[name])).names
    ]


def _unknown(found: Snapshot) -> list[str]:
    refreshed = {one.indicator for one in found.edition.refreshed} - set(declared_for_refresh())
    measured = pq.read_table(found.path(TABLES["observations"]), columns=["indicator"])["indicator"]
    names = sorted(refreshed | set(measured.unique().to_pylist()) - set(indicators()))
    slugs = sorted(set(found.composition()["slug"]) - set(areas()))
    return [*(f"onbekende indicator {name}" for name in names), *(f"onbekend gebied {slug}" for slug in slugs)]
