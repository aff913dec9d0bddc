"""Maps: classes by hand, the files for the browser read back, and the view that a place is shown in."""

import json
import math

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from nplv.maps.classes import COLOURS, Classes, classify
from nplv.maps.deck import Coloured, fit
from nplv.maps.features import as_points, feature_file, text_columns, text_key, texts
from nplv.registry import indicators

SYNTHETIC = pd.Series([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])


def test_five_classes_hold_two_of_ten_values_each() -> None:
    classes = classify(SYNTHETIC, 1)
    assert classes.codes(SYNTHETIC) == "0011223344"
    assert len(set(classes.colours)) == 5


def test_a_missing_value_has_a_code_of_its_own() -> None:
    assert classify(SYNTHETIC, 1).codes(pd.Series([1.0, None, 10.0])) == "054"


def test_a_value_on_a_limit_belongs_to_the_class_above_it() -> None:
    classes = Classes((2.0, 4.0))
    assert classes.codes(pd.Series([1.9, 2.0, 3.9, 4.0])) == "0112"
    assert classes.labels(indicators()["misdrijven"]) == ["minder dan 2,0", "2,0 tot 4,0", "4,0 of meer"]


@pytest.mark.parametrize(("values", "count"), [([], 1), ([5.0], 1), ([5.0, 5.0, 5.0], 1), ([1.0, 9.0], 2)])
def test_few_values_make_few_classes(values: list[float], count: int) -> None:
    classes = classify(pd.Series(values, dtype=float), 0)
    assert classes.count <= count
    assert all(colour in COLOURS for colour in classes.colours)


def test_limits_are_rounded_as_the_values_are_shown() -> None:
    limits = classify(pd.Series([0.12345, 0.23456, 0.34567, 0.45678, 0.56789, 0.67891]), 2).breaks
    assert all(limit == round(limit, 2) for limit in limits)


def shapes() -> gpd.GeoDataFrame:
    names = ["Noord <b>", "Zuid"]
    return gpd.GeoDataFrame(
        {"code": ["A", "B"], "name": names}, geometry=[box(4, 52, 5, 53), box(5, 52, 6, 53)], crs=4326
    )


def test_the_file_holds_shapes_names_and_texts_in_order() -> None:
    crimes = indicators()["misdrijven"]
    observations = pd.DataFrame(
        {"indicator": crimes.id, "area_code": ["B", "A", "X"], "period": 2025, "value": [1234.56, None, 3.0]}
    )
    written = texts(observations, ["A", "B"], [crimes])
    features = json.loads(feature_file(shapes(), written))["features"]
    key = text_key(text_columns([crimes]), crimes.id, 2025)
    assert [feature["properties"]["idx"] for feature in features] == [0, 1]
    assert [feature["properties"]["naam"] for feature in features] == ["Noord <b>", "Zuid"]
    assert [feature["properties"][key] for feature in features] == ["geen cijfer", "1.234,6"]
    assert features[0]["geometry"]["type"] == "Polygon"


def test_points_lie_inside_their_shape() -> None:
    points = as_points(shapes())
    assert points.geometry.within(shapes().geometry).all()


def test_the_colour_expression_looks_the_class_up_by_place() -> None:
    fill = Coloured("x", "10", Classes((2.0,))).fill
    assert fill == "([[198,219,239,235],[8,81,156,235],[255,255,255,0]])[('10')[properties.idx]]"


def test_a_view_shows_all_of_its_bounds() -> None:
    view = fit((3.36, 50.75, 7.23, 53.56))  # the Netherlands
    width = (7.23 - 3.36) * 512 * 2**view.zoom / 360
    assert 300 < width <= 350
    assert 50.75 < view.latitude < 53.56
    assert math.isclose(view.longitude, 5.295)
