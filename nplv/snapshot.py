"""The read side: one published snapshot, opened whole and never changed."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from nplv.local import Local
from nplv.registry import Edition
from nplv.schema import GEODATA, MANIFEST, TABLES

Published = TypeVar("Published")

ADVICE = "Haal de map data/ en geodata/ opnieuw op (git checkout -- data geodata) of bouw de momentopname opnieuw."


class SnapshotError(Exception):
    """The snapshot cannot be used.

    Attributes:
        findings: One Dutch sentence per file: what is wrong with it.
        advice: What to do about it, in Dutch.
    """

    def __init__(self, findings: Sequence[str], advice: str = ADVICE) -> None:
        super().__init__("; ".join(findings))
        self.findings = list(findings)
        self.advice = advice


class Snapshot:
    """Typed, read-only queries on a published snapshot; see ``nplv.schema`` for the columns.

    Local indicators may stand beside it: then its edition, its observations and its fingerprint include them.

    Attributes:
        manifest: What the snapshot says of itself.
        local: The local indicators beside it.
        edition: What is declared for both.
        official: The snapshot without local indicators, for what is published of it.
    """

    def __init__(
        self,
        root: Path,
        manifest: dict[str, Any],
        local: Local | None = None,
        official: "Snapshot | None" = None,
    ) -> None:
        self._root = root
        self.manifest = manifest
        self.local = local or Local({}, {})
        self.official = official or self
        entries = tuple(one.entry for one in self.local.found.values())
        self.edition = replace(Edition.of(manifest), local=entries, left_out=tuple(self.local.left_out.items()))

    def beside(self, local: Local) -> "Snapshot":
        """The same snapshot with local indicators beside it."""
        return Snapshot(self._root, self.manifest, local, self.official)

    @property
    def as_of(self) -> str:
        """Date (ISO) of the newest source in the snapshot."""
        return str(self.manifest["as_of"])

    @property
    def refreshed(self) -> str | None:
        """Moment (ISO, with offset) at which it was refreshed from the services; None for recorded extracts."""
        moment = self.manifest.get("refreshed")
        return None if moment is None else str(moment)

    @property
    def old(self) -> list[dict[str, Any]]:
        """What is older than the refresh, per table: table, source, since (ISO date), reason, indicators."""
        return list(self.manifest.get("old", []))

    @property
    def fingerprint(self) -> str:
        """Hash that differs whenever a file of the snapshot, or a local indicator beside it, differs."""
        return fingerprint(self.manifest) + self.local.fingerprint

    def path(self, name: str) -> Path:
        """Where a file of the snapshot stands, such as "data/areas.parquet"; its own name holds its hash."""
        return self._root / self.manifest["files"][name]["path"]

    def observations(self, indicator: str, levels: Sequence[str] | None = None) -> pd.DataFrame:
        """Observations of one indicator; only that part of the file is read.

        Args:
            indicator: Its id.
            levels: Levels to keep; all of them when None.

        Returns:
            The columns of ``nplv.schema.OBSERVATIONS``; empty for an indicator without figures.
        """
        filters: list[tuple[str, str, Any]] = [("indicator", "==", indicator)]
        if levels is not None:
            filters.append(("level", "in", list(levels)))
        local = self.local.found.get(indicator)
        return pd.read_parquet(self.path(TABLES["observations"]) if local is None else local.table, filters=filters)

    def all_observations(self, levels: Sequence[str]) -> pd.DataFrame:
        """Observations of all indicators at the given levels, the local ones last."""
        paths = [self.path(TABLES["observations"]), *(one.table for one in self.local.found.values())]
        tables = [pq.read_table(path, filters=[("level", "in", list(levels))]) for path in paths]
        return pa.concat_tables(tables).to_pandas()

    def composition(self) -> pd.DataFrame:
        """The focus areas, one row each: the columns of ``nplv.schema.AREAS``."""
        return pd.read_parquet(self.path(TABLES["areas"]))

    def composition_hash(self) -> str:
        """Hash that differs whenever an area consists of other wijken or buurten, or of those of another division."""
        table = self.composition().sort_values("slug")
        parts = [(row.slug, list(row.wijken), list(row.buurten)) for row in table.itertuples()]
        division = self.manifest["files"][TABLES["areas"]]["vintage"]
        return hashlib.sha256(json.dumps([division, parts]).encode()).hexdigest()[:16]

    def wijken(self) -> pd.DataFrame:
        """The wijken elsewhere that areas can be compared with: the columns of ``nplv.schema.WIJKEN``.

        A row per wijk, indicator and period with a figure; ``nplv.registry.similar`` says which wijken there are.
        """
        return pd.read_parquet(self.path(TABLES["wijken"]))

    def funding(self) -> pd.DataFrame:
        """One row per decision on money."""
        return pd.read_parquet(self.path(TABLES["funding"]))

    def letter(self) -> pd.DataFrame:
        """The figures of the letter of 12 June 2023, one row each."""
        return pd.read_parquet(self.path(TABLES["letter"]))

    def changes(self) -> pd.DataFrame:
        """What each refresh changed, newest first: the columns of ``nplv.schema.CHANGES``."""
        return pd.read_parquet(self.path(TABLES["changes"]))

    def areas(self, level: str) -> gpd.GeoDataFrame:
        """Polygons of one level in EPSG:4326, ordered by code."""
        return gpd.read_parquet(self.path(GEODATA[level]))


def open_snapshot(root: Path) -> Snapshot:
    """Opens the snapshot under ``root`` after checking that each of its files is there and is the one published.

    Raises:
        SnapshotError: The manifest or a file is missing, damaged or another one than published.
    """
    return read_verified(root, Snapshot, (*TABLES.values(), *GEODATA.values()), ADVICE)


def read_verified(
    root: Path, make: Callable[[Path, dict[str, Any]], Published], required: Sequence[str], advice: str
) -> Published:
    """Reads the manifest under ``root`` and checks that each file is there and is the one published.

    Args:
        root: Folder that holds ``data/`` and ``geodata/``.
        make: Makes what is returned from that folder and the manifest.
        required: Names that the manifest has to hold.
        advice: What to do where something is wrong, in Dutch.

    Raises:
        SnapshotError: The manifest or a file is missing, damaged or another one than published.
    """
    try:
        manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        listed = {name: (root / entry["path"], entry["sha256"]) for name, entry in manifest["files"].items()}
        published = make(root, manifest)
    except FileNotFoundError as error:
        raise SnapshotError([f"Het bestand {MANIFEST} ontbreekt."], advice) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotError([f"Het bestand {MANIFEST} is beschadigd en kan niet worden gelezen."], advice) from error
    findings = [f"Het bestand {name} staat niet in {MANIFEST}." for name in required if name not in listed]
    findings += [finding for name, (path, sha256) in listed.items() if (finding := _verify(path, name, sha256))]
    if findings:
        raise SnapshotError(findings, advice)
    return published


def fingerprint(manifest: dict[str, Any]) -> str:
    """Hash that differs whenever a file that a manifest names differs."""
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]


def _verify(path: Path, name: str, sha256: str) -> str | None:
    """What is wrong with one file, as a Dutch sentence, or None."""
    if not path.is_file():
        return f"Het bestand {name} ontbreekt."
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        return f"Het bestand {name} is beschadigd of hoort niet bij deze momentopname (controlegetal klopt niet)."
    try:
        pq.read_metadata(path)
    except Exception:  # pyarrow raises many kinds; whichever it is, the file cannot be read
        return f"Het bestand {name} is geen leesbaar parquetbestand."
    return None
