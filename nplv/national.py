"""The read side of the national layers: all gemeenten, wijken and buurten of the country; never changed."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq

from nplv.schema import GEODATA, MANIFEST, UNIT_LEVELS, unit_file
from nplv.snapshot import fingerprint, read_verified

_ADVICE = (
    "Maak de landelijke kaartlagen opnieuw (make national, of make refresh REFRESH=--national), of verwijder hun map."
)


class National:
    """Typed, read-only queries on the national layers."""

    def __init__(self, root: Path, manifest: dict[str, Any]) -> None:
        self._root = root
        self._files: dict[str, dict[str, Any]] = manifest["files"]
        self.fingerprint = fingerprint(manifest)
        self.inputs: dict[str, str] = manifest["input"]

    def years(self, indicator: str, level: str) -> tuple[int, ...]:
        """The years of which there are figures of all units of a level; none where the level has none."""
        return tuple(self._entry(indicator, level).get("years", ()))

    def limits(self, indicator: str, level: str) -> tuple[float, ...]:
        """Limits between the classes of an indicator, for all of its years; see ``nplv.class_limits``."""
        return tuple(self._entry(indicator, level).get("limits", ()))

    def observations(self, indicator: str, level: str, year: int) -> pd.DataFrame:
        """Observations of one indicator, level and year; only that part of the file is read.

        Returns:
            The columns of ``nplv.schema.OBSERVATIONS``.

        Raises:
            ValueError: There are no figures of that year.
        """
        group = self.years(indicator, level).index(year)  # each year is a row group, in the order of the years
        file = self._root / self._entry(indicator, level)["path"]
        return pq.ParquetFile(file).read_row_group(group).to_pandas()

    def areas(self, level: str) -> gpd.GeoDataFrame:
        """All units of a level in EPSG:4326, ordered by code; a boundary that is not known is missing."""
        return gpd.read_parquet(self._root / self._files[GEODATA[level]]["path"])

    def _entry(self, indicator: str, level: str) -> dict[str, Any]:
        return self._files.get(unit_file(indicator, level), {})


def open_national(root: Path) -> National | None:
    """Opens the national layers under ``root`` after checking each of its files.

    Returns:
        None where there are none.

    Raises:
        SnapshotError: The manifest or a file is missing, damaged or another one than published.
    """
    if not (root / MANIFEST).exists():
        return None
    return read_verified(root, National, [GEODATA[level] for level in UNIT_LEVELS], _ADVICE)
