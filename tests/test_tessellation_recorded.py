"""Recorded buurten that were once lost to a neighbour: each keeps its ground among those around it."""

import geopandas as gpd
import pytest
import shapely

from nplv.pipeline.tessellation import seamless
from nplv.sources.boundaries import buurten_2024_country
from tests.refreshing import NO_DATA
from tests.stand_in.recorded import DATA

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=NO_DATA)


@pytest.fixture(scope="module")
def buurten() -> gpd.GeoDataFrame:
    return buurten_2024_country(DATA).set_index("code")


@pytest.mark.parametrize(
    ("code", "metres"),
    [
        # De Zilk: swallowed when vertices are kept five metres apart, not when they are kept four apart.
        ("BU05750501", 3_000),
        # Industrieterrein Oost in Franeker: left out of the union, and so taken for a gap between its neighbours.
        ("BU19492806", 1_500),
    ],
)
def test_a_buurt_keeps_its_ground_among_its_neighbours(buurten: gpd.GeoDataFrame, code: str, metres: float) -> None:
    around = buurten[buurten.distance(buurten.geometry[code]) < metres]
    shared = gpd.GeoSeries(seamless(around.geometry.to_numpy()), index=around.index)
    assert shared.area[code] == pytest.approx(around.area[code], rel=0.05)
    assert shapely.coverage_is_valid(shared.to_numpy())
