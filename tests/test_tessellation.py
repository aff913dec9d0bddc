"""Polygons that fit together, on made-up squares of one kilometre."""

import numpy as np
import pytest
import shapely

from nplv.pipeline.tessellation import GAP_WIDTH, nearly_seamless, seamless


def box(x: float, y: float, width: float, height: float) -> shapely.Polygon:
    return shapely.box(x, y, x + width, y + height)


def arrays(*polygons: shapely.Geometry) -> np.ndarray:
    return np.array(polygons, dtype=object)


def test_a_narrow_gap_is_divided_halfway() -> None:
    left, right = seamless(arrays(box(0, 0, 1000, 1000), box(1040, 0, 1000, 1000)))
    assert left.bounds == pytest.approx((0, 0, 1020, 1000), abs=1)
    assert right.bounds == pytest.approx((1020, 0, 2040, 1000), abs=1)


def test_an_overlap_is_divided_halfway() -> None:
    left, right = seamless(arrays(box(0, 0, 1000, 1000), box(960, 0, 1000, 1000)))
    assert left.bounds == pytest.approx((0, 0, 980, 1000), abs=1)
    assert right.bounds == pytest.approx((980, 0, 1960, 1000), abs=1)


def test_a_gap_wider_than_the_limit_stays() -> None:
    ring = box(0, 0, 1000, 1000) - box(400, 400, 2 * GAP_WIDTH, 2 * GAP_WIDTH)
    (result,) = seamless(arrays(ring))
    assert result.area == pytest.approx(ring.area)


def test_a_polygon_in_the_hole_of_another_stays_there() -> None:
    inner = box(400, 400, 200, 200)
    outer, island = seamless(arrays(box(0, 0, 1000, 1000) - inner, inner))
    assert island.area == pytest.approx(inner.area)
    assert len(outer.interiors) == 1


def test_crumbs_are_left_out() -> None:
    crumb = box(1500, 0, 20, 20)
    (result,) = seamless(arrays(shapely.union_all([box(0, 0, 1000, 1000), crumb])))
    assert result.equals(box(0, 0, 1000, 1000))


def test_a_polygon_that_would_be_left_without_area_is_an_error_or_keeps_its_own() -> None:
    large, tiny = box(0, 0, 1000, 1000), box(1000, 0, 3, 3)  # smaller than what vertices are kept apart by
    with pytest.raises(ValueError, match=r"without area: \[1\]"):
        seamless(arrays(large, tiny))
    kept = nearly_seamless(arrays(large, tiny))
    assert kept[0].area == pytest.approx(large.area)
    assert kept[1].equals(tiny)


def test_polygons_that_all_keep_area_are_as_seamless_as_ever() -> None:
    polygons = arrays(box(0, 0, 1000, 1000), box(1040, 0, 1000, 1000))
    assert shapely.equals(nearly_seamless(polygons), seamless(polygons)).all()


def test_a_scrap_of_the_closing_that_touches_no_polygon_is_nobodys() -> None:
    # The widened tips cross each other far from both, and there a scrap remains when they are narrowed again.
    left = shapely.Polygon([(90, 70), (200, 240), (50, 170)])
    right = shapely.Polygon([(400, 440), (650, 850), (520, 720)])
    shared = seamless(arrays(left, right))
    assert [one.area for one in shared] == pytest.approx([left.area, right.area], rel=0.1)
