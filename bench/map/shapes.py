"""SYNTHETIC buurten: as many polygons as are asked for, together the Netherlands. For the bench only, never shown."""

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

CORNERS = 12  # points that a buurt has, about
_OUTLINE = 0.01  # degrees: how far the outline of the country may be off
_STEP = 0.47  # of the width of a buurt: the longest straight line, which gives about as many corners as wanted
_AWAY = 0.03  # of the width of a buurt: how far a point may be off its straight line


def synthetic_buurten(count: int, country: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Divides a country into pieces around random points.

    Args:
        count: Number of pieces.
        country: Its polygons in EPSG:4326.

    Returns:
        Columns code, name, municipality and geometry (EPSG:4326); a hundred pieces share a municipality.
    """
    outline = shapely.simplify(country.union_all(), _OUTLINE)
    width = float(np.sqrt(outline.area / count))
    points = shapely.multipoints(_inside(outline, count))
    pieces = gpd.GeoSeries(list(shapely.voronoi_polygons(points, extend_to=outline).geoms), crs=4326).clip(outline)
    # The way a point is moved depends on where it is only, so that neighbours keep their border in common.
    bent = shapely.transform(shapely.segmentize(pieces.to_numpy(), _STEP * width), lambda at: _moved(at, width))
    # Neighbours have numbers close together, and so a municipality lies together.
    bent = bent[np.argsort(gpd.GeoSeries(bent).hilbert_distance(), kind="stable")]
    number = range(len(bent))
    return gpd.GeoDataFrame(
        {
            "code": [f"BU{place // 100:04d}{place % 100:04d}" for place in number],
            "name": [f"Buurt {place:05d}" for place in number],
            "municipality": [f"GM{place // 100:04d}" for place in number],
        },
        geometry=shapely.set_precision(shapely.make_valid(bent), 1e-5),
        crs=4326,
    )


def _inside(outline: shapely.Geometry, count: int) -> NDArray[np.float64]:
    chance = np.random.default_rng(count)
    west, south, east, north = outline.bounds
    found = chance.uniform((west, south), (east, north), (4 * count, 2))
    return found[shapely.contains_xy(outline, found)][:count]


def _moved(at: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    waves = np.sin(at[:, ::-1] / width * 7.0) + np.sin(at / width * 5.0)
    return at + _AWAY * width * waves
