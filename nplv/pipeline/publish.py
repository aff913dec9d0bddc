"""Writing a snapshot: tables to bytes, bytes to files, and the manifest that describes them."""

import hashlib
import io
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from nplv.schema import MANIFEST


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
    """Puts the files of a snapshot in place, the manifest last.

    Everything is written aside first, so that a full disk or a stop leaves the old snapshot as it was.

    Args:
        root: Folder that holds ``data/`` and ``geodata/``.
        files: Path below the root -> content.
        manifest: Content of the manifest but for the hashes, which are added under ``files``.
    """
    for name, content in files.items():
        manifest["files"][name]["sha256"] = hashlib.sha256(content).hexdigest()
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    everything = {**files, MANIFEST: text.encode()}
    root.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".snapshot-", dir=root))
    try:
        for name, content in everything.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name in everything:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(aside / name, root / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
