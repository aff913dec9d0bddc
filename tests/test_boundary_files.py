"""What a boundary file must hold, on made-up provincies."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from nplv.sources import SourceError
from nplv.sources.boundaries import RD_NEW, provincies_2022


def write_provincies(root: Path, table: gpd.GeoDataFrame) -> Path:
    (root / "gebieden").mkdir()
    table.to_file(root / "gebieden" / "provincies_2022_nl.gpkg", driver="GPKG")
    return root


def made_up_provincies() -> gpd.GeoDataFrame:
    names = [f"Provincie {number}" for number in range(20, 32)]
    shapes = [shapely.box(1000 * number, 0, 1000 * number + 1000, 1000) for number in range(12)]
    return gpd.GeoDataFrame(
        {"code": [f"PV{number}" for number in range(20, 32)], "name": names}, geometry=shapes, crs=RD_NEW
    )


def test_a_good_file_is_read(tmp_path: Path) -> None:
    assert len(provincies_2022(write_provincies(tmp_path, made_up_provincies()))) == 12


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"provincies_2022_nl\.gpkg: bestand niet gevonden"):
        provincies_2022(tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "gebieden").mkdir()
    (tmp_path / "gebieden" / "provincies_2022_nl.gpkg").write_bytes(b"no GeoPackage")
    with pytest.raises(SourceError, match=r"provincies_2022_nl\.gpkg: geen leesbaar bestand met grenzen"):
        provincies_2022(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table: table.to_crs(4326), "EPSG:28992"),
        (lambda table: table.drop(columns="name"), "kolom ontbreekt: name"),
        (lambda table: table.iloc[:11], "11 provincies, verwacht 12"),
        (lambda table: table.assign(code="PV20"), "PV20 komt meer dan eens voor"),
        (lambda table: table.assign(code=table["code"].str.replace("PV", "GM")), "beginnen"),
        (lambda table: table.set_geometry(table.buffer(10)), "overlappen"),
        (
            lambda table: table.set_geometry([shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)])] * 12),
            "12 ongeldige vormen",
        ),
    ],
)
def test_an_unfit_file_says_what_was_expected(tmp_path: Path, change, message: str) -> None:
    root = write_provincies(tmp_path, gpd.GeoDataFrame(change(made_up_provincies())))
    with pytest.raises(SourceError, match=message):
        provincies_2022(root)
