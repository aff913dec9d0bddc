"""The GeoJSON files, read with geopandas and as plain JSON: the shapes of the snapshot, as RFC 7946 has them."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from nplv.schema import GEODATA
from nplv.snapshot import open_snapshot
from tests.pages import ROOT

Ring = list[list[float]]


def collection(open_data: Path, level: str) -> tuple[Path, dict[str, Any]]:
    path = open_data / "geojson" / f"{Path(GEODATA[level]).stem}.geojson"
    return path, json.loads(path.read_text(encoding="utf-8"))


def rings(geometry: dict[str, Any]) -> Iterator[tuple[bool, Ring]]:
    """Every ring, and whether it is the outer one of its polygon."""
    for polygon in [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]:
        yield from ((place == 0, ring) for place, ring in enumerate(polygon))


def twice_the_area(ring: Ring) -> float:
    """Positive where the ring runs against the clock."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring))


@pytest.mark.parametrize("level", GEODATA)
def test_shapes_are_those_of_the_snapshot(open_data: Path, level: str) -> None:
    path, content = collection(open_data, level)
    read = gpd.read_file(path)
    expected = open_snapshot(ROOT).areas(level)
    assert read.crs == "OGC:CRS84" or read.crs.to_epsg() == 4326
    assert list(read["code"]) == [feature["id"] for feature in content["features"]] == list(expected["code"])
    assert list(read["name"]) == list(expected["name"])
    same = shapely.equals(read.geometry.to_numpy(), expected.geometry.to_numpy())
    assert same.all()
    assert read["inhabitants"].fillna(-1).tolist() == expected["inhabitants"].fillna(-1).tolist()


@pytest.mark.parametrize("level", GEODATA)
def test_file_is_as_rfc_7946_has_it(open_data: Path, level: str) -> None:
    _, content = collection(open_data, level)
    assert content["type"] == "FeatureCollection"
    assert "crs" not in content
    assert "CBS" in content["attribution"]
    for feature in content["features"]:
        for outer, ring in rings(feature["geometry"]):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert (twice_the_area(ring) > 0) == outer
            assert all(3 < x < 7.3 and 50.7 < y < 53.6 for x, y in ring)
            assert all(value == round(value, 6) for point in ring for value in point)


def test_focusgebieden_say_where_they_are_and_what_they_consist_of(open_data: Path) -> None:
    features = {feature["id"]: feature["properties"] for feature in collection(open_data, "focusgebied")[1]["features"]}
    assert len(features) == 20
    breda = features["breda-noord"]
    assert (breda["municipality"], breda["municipality_name"]) == ("GM0758", "Breda")
    assert (breda["certainty"], breda["wijken"], len(breda["buurten"])) == ("inferred", [], 13)
    assert breda["inhabitants"] == 60_760
