"""What the bench makes up for the map: it has to be what the app reads, or the bench would measure something else."""

from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from bench.map.layers import INDICATORS, write_layers
from bench.map.shapes import synthetic_buurten
from nplv.national import open_national
from nplv.registry import indicators

COUNT = 120


@pytest.fixture(scope="module")
def buurten() -> gpd.GeoDataFrame:
    return synthetic_buurten(COUNT, gpd.GeoDataFrame(geometry=[box(4.0, 51.0, 6.0, 53.0)], crs=4326))


def test_buurten_divide_the_country_without_holes_or_overlap(buurten: gpd.GeoDataFrame) -> None:
    projected = buurten.to_crs(28992)
    whole = projected.union_all()
    assert len(buurten) == buurten["code"].nunique() == COUNT
    assert projected.area.sum() == pytest.approx(whole.area, rel=1e-4)
    assert whole.area == pytest.approx(
        gpd.GeoSeries([box(4.0, 51.0, 6.0, 53.0)], crs=4326).to_crs(28992).area[0], rel=0.01
    )
    assert 9 <= buurten.geometry.count_coordinates().mean() - 1 <= 15


def test_layers_are_read_as_the_real_ones(buurten: gpd.GeoDataFrame, tmp_path: Path) -> None:
    layers = open_national(write_layers(tmp_path, buurten, times=3))
    assert layers is not None
    for name in INDICATORS:
        real = indicators()[name].years
        years = layers.years(name, "buurt")
        assert set(real) < set(years)
        assert len(years) == len(layers.years(f"synthetisch-{name}-2", "buurt")) == 3 * len(real)
        figures = layers.observations(name, "buurt", real[0])
        assert set(figures["area_code"]) == set(layers.areas("buurt")["code"]) == set(buurten["code"])
        assert len(layers.limits(name, "buurt")) == 6
