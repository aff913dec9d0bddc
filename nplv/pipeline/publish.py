"""Writing a snapshot: tables to bytes, bytes to files, and the manifest that describes them."""

import contextlib
import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from nplv.files import is_abandoned, write_whole
from nplv.schema import MANIFEST

_HASH = 12  # letters of the hash in a file's name


def table_bytes(table: pd.DataFrame, schema: pa.Schema, *, group_by: str | None = None) -> bytes:
    """A table as parquet, the same bytes for the same table.

    Args:
        table: The rows, in the order in which they are to be stored.
        schema: Columns and types.
        group_by: Column whose equal values are stored together (rows are adjacent), so that a reader of one value
            does not read the others.
    """
    arrow = pa.Table.from_pandas(table, schema=schema, preserve_index=False).replace_schema_metadata(None)
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, arrow.schema, compression="zstd") as writer:
        if group_by is None:
            writer.write_table(arrow)
        else:
            for _, rows in table.groupby(group_by, sort=False).indices.items():
                writer.write_table(arrow.slice(rows[0], len(rows)))
    return sink.getvalue()


def geodata_bytes(polygons: gpd.GeoDataFrame, vintage: int) -> bytes:
    """Polygons as GeoParquet, with the year of the division in the file's metadata under "vintage"."""
    first = io.BytesIO()
    polygons.to_parquet(first, index=False, compression="zstd")
    arrow = pq.read_table(io.BytesIO(first.getvalue()))
    metadata = {key: value for key, value in (arrow.schema.metadata or {}).items() if key != b"pandas"}
    sink = io.BytesIO()
    pq.write_table(
        arrow.replace_schema_metadata({**metadata, b"vintage": str(vintage).encode()}),
        sink,
        compression="zstd",
    )
    return sink.getvalue()


def publish(root: Path, files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    """Publishes a snapshot in one step: whoever reads meanwhile has the old one or the new one, whole.

    Every file stands under a name that holds its hash, so that none is ever overwritten; the manifest, which names
    them, is replaced last. A stop before that leaves the old snapshot as it was, and files that the next run
    writes again under the same names. The files of the snapshot before stay for those who are reading it.

    Args:
        root: Folder that holds ``data/`` and ``geodata/``.
        files: Name below the root -> content.
        manifest: Content of the manifest but for path and sha256 of each file, which are added under ``files``.
    """
    before = {root / entry["path"] for entry in _published(root).get("files", {}).values()}
    written = set()
    for name, content in files.items():
        sha256 = hashlib.sha256(content).hexdigest()
        stem, suffix = os.path.splitext(name)
        path = f"{stem}-{sha256[:_HASH]}{suffix}"
        manifest["files"][name] |= {"path": path, "sha256": sha256}
        write_whole(root / path, content)
        written.add(root / path)
    write_whole(root / MANIFEST, (json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode())
    _tidy(root, {*files, MANIFEST}, keep=before | written)


def _published(root: Path) -> dict[str, Any]:
    """The manifest that is there; empty where there is none that can be read."""
    try:
        manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _tidy(root: Path, names: set[str], keep: set[Path]) -> None:
    """Removes what earlier runs left: files of older snapshots and of runs that were stopped."""
    for name in names:
        stem, suffix = os.path.splitext(name)
        folder, stem = root / Path(stem).parent, Path(stem).name
        for path in [*folder.glob(f"{stem}-*{suffix}"), *folder.glob(f".{stem}*{suffix}.part")]:
            with contextlib.suppress(OSError):
                if path not in keep and is_abandoned(path):
                    path.unlink()
