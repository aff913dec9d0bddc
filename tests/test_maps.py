"""Maps: classes by hand, and what the browser gets read back as its scripts read it."""

import gzip
import json
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import MultiPolygon, Point, Polygon, box

from nplv.maps.classes import Classes
from nplv.maps.picture import pack
from nplv.maps.shapes import points, shape_file
from nplv.registry import indicators
from tests.pages import unpacked

LEAST = -(2**31)
GEMEENTEN = {"GM0001": "Één"}


def test_a_value_on_a_limit_belongs_to_the_class_above_it() -> None:
    classes = Classes((2.0, 4.0), 1)
    assert classes.of(np.array([1.9, 2.0, 3.9, 4.0])).tolist() == [0, 1, 1, 2]
    assert classes.labels(indicators()["misdrijven"]) == ["minder dan 2,0", "2,0 tot 4,0", "4,0 of meer"]


def test_a_value_belongs_to_the_class_of_what_is_shown_of_it() -> None:
    assert Classes((2.0,), 1).of(np.array([1.94, 1.96])).tolist() == [0, 1]


def test_a_missing_value_has_a_class_of_its_own_and_all_are_counted() -> None:
    classes = Classes((2.0, 4.0), 1)
    values = np.array([1.0, np.nan, 9.0, 1.5])
    assert classes.of(values).tolist() == [0, 3, 2, 0]
    assert classes.counts(values) == [2, 0, 1, 1]
    assert Classes((), 0).counts(np.array([1.0, np.nan])) == [1, 1]


def test_limits_are_whole_numbers_for_the_browser() -> None:
    assert Classes((0.25, 1234.5), 2).whole_limits == [25, 123450]


def luminance(colour: list[int]) -> float:
    """Relative luminance, as in WCAG 2.2: what a grey print keeps of a colour."""
    linear = [part / 12.92 if (part := value / 255) <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for value in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("count", range(1, 8))
def test_colours_get_darker_by_clear_steps_so_that_a_grey_print_can_be_read(count: int) -> None:
    colours = Classes(tuple(float(limit) for limit in range(count - 1)), 0).colours
    light = [luminance(colour) for colour in colours]
    assert len(colours) == count
    # 1.2 is the contrast between neighbouring greys that an eye still tells apart side by side.
    assert all((one + 0.05) / (darker + 0.05) > 1.2 for one, darker in pairwise(light))
    assert light[0] < 0.85, "the lightest is not white, which would pass for a hole"


def test_values_are_packed_as_they_are_shown_and_holes_by_their_reason() -> None:
    packed = pack(
        np.array([73.94, np.nan, 0.0, -0.25, np.nan, np.nan]), ["", "geheim", "", "", "te klein", "geheim"], 1
    )
    assert packed.reasons == ["geheim", "te klein"]
    assert unpacked(packed.values) == [739, LEAST, 0, -3, LEAST + 1, LEAST]


def test_the_same_values_give_the_same_text() -> None:
    values = np.arange(100.0)
    assert pack(values, [""] * 100, 1) == pack(values, [""] * 100, 1)


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(OverflowError, match="32 bits"):
        pack(np.array([3e9]), [""], 0)


def shapes() -> gpd.GeoDataFrame:
    """SYNTHETIC: a square with a hole, two squares as one, and a unit without a boundary."""
    hole = Polygon(box(4, 52, 5, 53).exterior.coords, [box(4.25, 52.25, 4.75, 52.75).exterior.coords])
    twice = MultiPolygon([box(5, 52, 6, 53), box(6, 53, 6.5, 53.5)])
    return gpd.GeoDataFrame(
        {
            "code": ["BU00010000", "BU00010001", "BU00010002"],
            "name": ["Noord <b>", "Zuid", "West"],
            "municipality": ["GM0001", "GM0001", "GM0002"],
        },
        geometry=[hole, twice, None],
        crs=4326,
    )


def read(file: bytes) -> tuple[dict[str, Any], list[Polygon]]:
    """The file and its polygons, put together from their steps as nplv/ui/browser/shapes.js does."""
    content = json.loads(gzip.decompress(file))
    place = np.cumsum(np.array(content["steps"]).reshape(-1, 2), axis=0) / content["scale"]
    polygons, at = [], 0
    for lengths in content["rings"]:
        rings = []
        for length in lengths:
            rings.append(place[at : at + length])
            at += length
        polygons.append(Polygon(rings[0], rings[1:]))
    assert at == len(place)
    return content, polygons


def test_the_file_of_shapes_holds_them_all_with_their_names() -> None:
    content, polygons = read(shape_file(shapes(), GEMEENTEN))
    assert content["codes"] == ["BU00010000", "BU00010001", "BU00010002"]
    assert content["names"] == ["Noord <b>", "Zuid", "West"]
    assert content["gemeenten"] == ["Één", "Één", ""]
    assert content["owners"] == [0, 1, 1]
    assert polygons[0].equals(shapes().geometry[0])
    assert MultiPolygon(polygons[1:]).equals(shapes().geometry[1])


def test_the_same_shapes_give_the_same_file() -> None:
    assert shape_file(shapes(), GEMEENTEN) == shape_file(shapes(), GEMEENTEN)


def test_points_lie_inside_their_shape() -> None:
    own = shapes().iloc[:2]
    assert all(shape.contains(Point(place)) for place, shape in zip(points(own), own.geometry, strict=True))
