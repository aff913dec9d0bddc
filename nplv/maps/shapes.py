"""Files with shapes for the browser: fetched once and kept, coloured and named for any indicator afterwards.

A file is a JSON object, compressed with gzip. By place (the row of the table that it was made of):

- ``codes``, ``names``, ``gemeenten`` (name, or an empty text where the unit is a gemeente itself or has none).

By polygon, since a unit may consist of several, or of none where its boundary is not known:

- ``owners``: the place it belongs to;
- ``rings``: the number of points of its outline and of each hole; the first point is not repeated at the end.

And ``steps``: for all points in that order the difference with the point before, x and y in turn, in whole units of
1 / ``scale`` degree. Neighbouring points differ little, so the file is small.
"""

import gzip
import json
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import shapely

SCALE = 100_000  # about one metre
Bounds = tuple[float, float, float, float]


def shape_file(shapes: gpd.GeoDataFrame, gemeenten: Mapping[str, str]) -> bytes:
    """The file of one level.

    Args:
        shapes: Columns code, name, municipality (GM code) and geometry (EPSG:4326, polygons; missing where unknown).
        gemeenten: GM code -> name, for units smaller than a gemeente; empty for gemeenten themselves.
    """
    geometry = shapes.geometry.to_numpy()
    polygons, owners = shapely.get_parts(geometry, return_index=True)
    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    # A ring ends with its first point; without that last one it has one point less.
    lengths = np.bincount(of_ring, minlength=len(rings))
    kept = np.ones(len(points), dtype=bool)
    kept[np.cumsum(lengths) - 1] = False
    whole = np.rint(points[kept] * SCALE).astype(int)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=int))
    counts: list[list[int]] = [[] for _ in polygons]
    for polygon, length in zip(of_polygon.tolist(), (lengths - 1).tolist(), strict=True):
        counts[polygon].append(length)
    content = {
        "codes": shapes["code"].tolist(),
        "names": shapes["name"].tolist(),
        "gemeenten": [gemeenten.get(code, "") for code in shapes["municipality"].fillna("")],
        "scale": SCALE,
        "owners": owners.tolist(),
        "rings": counts,
        "steps": steps.ravel().tolist(),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)  # without a time in it: the same shapes give the same bytes


def points(shapes: gpd.GeoDataFrame) -> list[list[float]]:
    """One point inside each shape, as longitude and latitude."""
    inside = shapes.geometry.representative_point()
    return np.column_stack([inside.x, inside.y]).round(5).tolist()
