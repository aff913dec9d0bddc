"""From polygons that were each drawn apart to polygons that fit together without gaps or overlaps.

All functions take and give arrays of polygons in metres.
"""

import numpy as np
import shapely
from numpy.typing import NDArray

Polygons = NDArray[np.object_]

# Gaps between neighbours in the recorded buurten are up to about 100 metres wide; anything wider is real.
GAP_WIDTH = 120.0
# Distance between the points on both banks of a gap, from which the line halfway is found.
_STEP = 25.0
# The smallest separate part that is real in the recorded buurten is an island of 1.1 hectare; smaller parts are
# crumbs of the generalisation. In square metres.
SMALLEST_PART = 5_000.0
# Tolerance of the simplification, and the least distance to keep between vertices and edges, without which a shape can
# fold over when its coordinates are rounded, with another to try where that goes wrong. In metres.
_TOLERANCE = 30.0
_CLEARANCES = (5.0, 4.0)
# What two polygons may share by rounding of their coordinates, in square metres.
_ROUNDING = 1.0


def seamless(polygons: Polygons) -> Polygons:
    """Makes neighbours share their edges exactly.

    What two polygons both claim, and gaps narrower than ``GAP_WIDTH`` that none claims, go to the nearest polygon
    (Thiessen polygons of points along the banks): the border comes halfway, which favours no one. The result is
    simplified with its shared edges kept shared (Visvalingam-Whyatt, ``shapely.coverage_simplify``).

    Args:
        polygons: Valid polygons or multipolygons.

    Returns:
        As many polygons in the same order, together a valid coverage.

    Raises:
        ValueError: A polygon is left without area.
    """
    shared = _shared(polygons)
    if shapely.is_empty(shared).any():
        raise ValueError(f"polygons left without area: {np.flatnonzero(shapely.is_empty(shared)).tolist()}")
    return shared


def nearly_seamless(polygons: Polygons) -> Polygons:
    """As :func:`seamless`, but a polygon that would be left without area keeps its own, over its neighbours'."""
    shared = _shared(polygons)
    return np.where(shapely.is_empty(shared), polygons, shared)


def _shared(polygons: Polygons) -> Polygons:
    """The polygons with shared edges; one may be left without area."""
    shared = _filled(_undisputed(polygons), _closed(shapely.union_all(polygons)))
    shared = shapely.coverage_simplify(shapely.coverage_clean(shared), _TOLERANCE)
    return shapely.coverage_clean(_without_crumbs(_spaced(shared)), gap_width=GAP_WIDTH)


def _closed(outline: shapely.Geometry) -> shapely.Geometry:
    """The outline with its gaps and inlets narrower than ``GAP_WIDTH`` filled."""
    wide = outline.buffer(GAP_WIDTH / 2, join_style="mitre").buffer(-GAP_WIDTH / 2, join_style="mitre")
    return wide.union(outline)


def _undisputed(polygons: Polygons) -> Polygons:
    """Each polygon without what it shares with another."""
    first, second = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    once = first < second
    overlaps = _areal(shapely.intersection(polygons[first[once]], polygons[second[once]]))
    return shapely.difference(polygons, shapely.union_all(overlaps))


def _filled(polygons: Polygons, outline: shapely.Geometry) -> Polygons:
    """The polygons with every gap inside the outline divided over those around it, each point to the nearest."""
    tree = shapely.STRtree(polygons)
    gains: list[list[shapely.Geometry]] = [[] for _ in polygons]
    for gap in _gaps(polygons, outline, tree):
        around = np.sort(tree.query(gap, predicate="dwithin", distance=1))
        if not len(around):  # a scrap of the closing that lies by itself
            continue
        banks = shapely.intersection(shapely.boundary(polygons[around]), gap.buffer(1))
        points = [shapely.get_coordinates(shapely.segmentize(bank, _STEP)).round(2) for bank in banks]
        owners = np.repeat(around, [len(some) for some in points])
        distinct, at = np.unique(np.vstack(points), axis=0, return_index=True)
        owners = owners[at]
        cells = shapely.voronoi_polygons(shapely.MultiPoint(distinct), extend_to=gap, ordered=True)
        cells = shapely.get_parts(cells)
        for owner in np.unique(owners):
            nearest = shapely.coverage_union_all(cells[owners == owner])
            gains[owner].extend(_areal(shapely.intersection(nearest, gap)))
    return np.array([shapely.union_all([own, *gain]) for own, gain in zip(polygons, gains, strict=True)])


def _gaps(polygons: Polygons, outline: shapely.Geometry, tree: shapely.STRtree) -> Polygons:
    """What lies inside the outline and in none of the polygons."""
    gaps = _areal(shapely.difference(outline, shapely.union_all(polygons)))
    # Of the recorded buurten GEOS 3.14 leaves a few out of the union of all, wholly or partly.
    places, owners = tree.query(gaps, predicate="intersects")
    left_out = shapely.area(shapely.intersection(gaps[places], polygons[owners])) > _ROUNDING
    for place, owner in zip(places[left_out], owners[left_out], strict=True):
        gaps[place] = shapely.difference(gaps[place], polygons[owner])
    return _areal(gaps)


def _spaced(polygons: Polygons) -> Polygons:
    """The polygons with vertices and edges apart, at the first of the distances at which none is swallowed."""
    # GEOS 3.14 may give all of a polygon to its neighbour at one distance, and nothing of it at another.
    apart = polygons
    for clearance in _CLEARANCES:
        apart = shapely.coverage_clean(polygons, snapping_distance=clearance)
        if (shapely.area(apart) > shapely.area(polygons) / 2).all():
            break
    return apart


def _without_crumbs(polygons: Polygons) -> Polygons:
    """The polygons without parts smaller than ``SMALLEST_PART``; of each, the largest part always stays."""
    kept = []
    for polygon in polygons:
        parts = _areal(polygon)
        size = shapely.area(parts)
        parts = parts[size >= min(SMALLEST_PART, size.max(initial=0))]
        kept.append(parts[0] if len(parts) == 1 else shapely.multipolygons(parts))
    return np.array(kept)


def _areal(geometry: shapely.Geometry | Polygons) -> Polygons:
    """All polygons in the geometry, however nested; lines and points, where shapes only touch, are left out."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return parts[(shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)]
