"""Shapes as GeoJSON (RFC 7946): WGS 84, degrees in six decimals, outer rings against the clock."""

import json
import math
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

_DECIMALS = 6


def collection(frame: gpd.GeoDataFrame, name: str, attribution: str) -> bytes:
    """Write shapes with their properties.

    Args:
        frame: Columns code (the id of a feature) and geometry in EPSG:4326; the others are properties, in this order.
        name: Of the collection.
        attribution: How its sources want to be named.
    """
    content = {
        "type": "FeatureCollection",
        "name": name,
        "attribution": attribution,
        "features": list(_features(frame)),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _features(frame: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    shapes = shapely.orient_polygons(frame.geometry.to_numpy())
    properties = frame.drop(columns="geometry").to_dict("records")
    for shape, known in zip(shapes, properties, strict=True):
        geometry = json.loads(shapely.to_geojson(shape))
        yield {
            "type": "Feature",
            "id": known["code"],
            "properties": {key: _value(value) for key, value in known.items()},
            "geometry": {**geometry, "coordinates": _rounded(geometry["coordinates"])},
        }


def _rounded(coordinates: Any) -> Any:
    return [_rounded(one) for one in coordinates] if isinstance(coordinates, list) else round(coordinates, _DECIMALS)


def _value(value: Any) -> Any:
    """A property as JSON has it: whole numbers without decimals, null for what is missing."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, float) and math.isnan(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value
