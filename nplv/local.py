"""The read side of local indicators: figures of municipalities beside the snapshot, in a folder of their own.

Each has a folder by its id, with the two files as they were given, the observations made of them, and a record that
names these three. A folder that is not as it was written is left out, with a sentence that says why.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from nplv.registry import Edition, LocalIndicator, indicators
from nplv.registry.local import Declaration, declaration
from nplv.registry.local_checks import is_identity
from nplv.schema import OBSERVATIONS

VARIABLE = "NPLV_LOCAL"  # names another folder than local/
RECORD = "local.json"
FIGURES, METADATA, TABLE = "cijfers.csv", "metadata.toml", "observations.parquet"


@dataclass(frozen=True)
class LocalFigures:
    """One local indicator that is whole.

    Attributes:
        entry: What it adds to the registry.
        declared: What its metadata says.
        table: File of its observations, with the columns of ``nplv.schema.OBSERVATIONS``.
        added: Day on which it was added.
        rows: Number of rows with figures that were given.
        composition: Hash of what the focus areas consisted of then; see ``Snapshot.composition_hash``.
    """

    entry: LocalIndicator
    declared: Declaration
    table: Path
    added: date
    rows: int
    composition: str


@dataclass(frozen=True)
class Local:
    """All local indicators.

    Attributes:
        found: Those that are whole, by id.
        left_out: Id of a damaged one -> a Dutch sentence that says which file, and what to do.
    """

    found: dict[str, LocalFigures]
    left_out: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """Hash that differs whenever one of them differs; empty where there is none."""
        parts = [one.entry.fingerprint for one in self.found.values()] + list(self.left_out.values())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16] if parts else ""


class _Damage(Exception):
    """Why a local indicator cannot be used: a Dutch sentence."""


def folder(root: Path) -> Path:
    """Return where the local indicators are: beside the snapshot under ``root``, or where ``NPLV_LOCAL`` says."""
    return Path(os.environ.get(VARIABLE) or root / "local")


def files(root: Path) -> list[Path]:
    """Return every file of the local indicators under ``root``; empty where there is no such folder."""
    try:
        return sorted(path for path in root.glob("*/*") if not path.parent.name.startswith("."))
    except OSError:
        return []


def open_local(root: Path) -> Local:
    """Opens the local indicators under ``root``, after checking that each file is the one that was written."""
    found, left_out = {}, {}
    for name in _names(root):
        try:
            found[name] = _opened(root / name)
        except _Damage as damage:
            left_out[name] = f"Het eigen cijfer ‘{name}’ is weggelaten. {damage} {_advice(name)}"
    return Local(found, left_out)


def _names(root: Path) -> Iterator[str]:
    """Names of the folders; one that begins with a dot is being written or removed."""
    try:
        yield from sorted(path.name for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return


def _advice(name: str) -> str:
    if not is_identity(name):
        return "Verwijder die map."
    return (
        f"Voeg het opnieuw toe (python -m nplv add-local … --replace) of verwijder het (python -m nplv remove-local "
        f"{name})."
    )


def _opened(root: Path) -> LocalFigures:
    if root.name in indicators(Edition()):
        raise _Damage("Dit dashboard heeft inmiddels een officiële indicator met deze naam.")
    record = root / RECORD
    try:
        written = json.loads(_read(record))
        paths = {name: root / Path(written["files"][name]["path"]).name for name in (FIGURES, METADATA, TABLE)}
        hashes = {name: str(written["files"][name]["sha256"]) for name in paths}
        years = [int(year) for year in written["years"]]
        added, rows = date.fromisoformat(written["added"]), int(written["rows"])
        composition = str(written["composition"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _Damage(f"Het bestand {_shown(record)} is beschadigd.") from error
    contents = {name: _verified(path, hashes[name]) for name, path in paths.items()}
    declared = declaration(contents[METADATA])
    if isinstance(declared, list) or declared.id != root.name or not years:
        raise _Damage(f"Het bestand {_shown(paths[METADATA])} past niet bij deze versie van het dashboard.")
    if not _is_table(paths[TABLE]):
        raise _Damage(f"Het bestand {_shown(paths[TABLE])} past niet bij deze versie van het dashboard.")
    entry = LocalIndicator(_hash(written), declared.indicator(years), declared.source())
    return LocalFigures(entry, declared, paths[TABLE], added, rows, composition)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _Damage(f"Het bestand {_shown(path)} ontbreekt.") from error
    except OSError as error:
        raise _Damage(f"Het bestand {_shown(path)} kan niet worden gelezen.") from error


def _verified(path: Path, sha256: str) -> bytes:
    content = _read(path)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _Damage(f"Het bestand {_shown(path)} is veranderd of beschadigd (controlegetal klopt niet).")
    return content


def _is_table(path: Path) -> bool:
    try:
        return pq.read_schema(path).equals(OBSERVATIONS)
    except Exception:  # pyarrow raises many kinds; whichever it is, the file cannot be read
        return False


def _hash(record: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:16]


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
