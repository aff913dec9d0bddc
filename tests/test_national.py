"""The layers of a made-up country (SYNTHETIC): which figures it has, how its shapes are made, what is written and read.

Gemeente 1 has two buurten on the map and one that is not; of gemeente 3 no buurt is on the map.
"""

import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely

from nplv.national import National, open_national
from nplv.pipeline.boundaries import COLUMNS
from nplv.pipeline.country import country_boundaries
from nplv.pipeline.measurements import UNIT_COLUMNS, Measurements
from nplv.pipeline.national import Layers, figures, write
from nplv.registry import Area, areas, indicators
from nplv.schema import GEODATA, MANIFEST, OBSERVATIONS, UNIT_LEVELS, unit_file
from nplv.snapshot import SnapshotError
from nplv.sources import SourceError
from nplv.ui import data
from tests.snapshot_files import stored

LEVELS = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}
LONG = "Wijk met een naam die langer is dan veertig letters"
PEOPLE: dict[str, float | None] = {
    **{"GM0001": 1_050, "WK000101": 1_000, "BU00010101": 400, "BU00010102": 600, "WK000102": 50, "BU00010201": None},
    **{"GM0002": 2_000, "WK000201": 2_000, "BU00020101": 2_000},
    **{"GM0003": 3_000, "WK000301": 3_000, "BU00030101": 3_000},
}
MISDRIJVEN = replace(indicators()["misdrijven"], minimum_denominator=0)


def square(column: int) -> shapely.Polygon:
    """A square kilometre in the middle of the country; neighbouring columns share an edge."""
    return shapely.box(155_000 + 1_000 * column, 463_000, 156_000 + 1_000 * column, 464_000)


def drawn(**shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    names = [LONG if code == "WK000301" else f"Naam van {code}" for code in shapes]
    return gpd.GeoDataFrame({"code": list(shapes), "name": names}, geometry=list(shapes.values()), crs=28992)


def area(*buurten: str, wijken: tuple[str, ...] = ()) -> Area:
    declared = replace(areas()["rotterdam-zuid"], slug="a", municipality_code="GM0001", divisions=())
    return replace(declared, wijken=wijken, buurten=buurten)


def shapes_of_country(*declared: Area) -> dict[str, gpd.GeoDataFrame]:
    kerncijfers = pd.DataFrame({"code": list(PEOPLE), "inwoners": pd.Series(list(PEOPLE.values()), dtype=float)})
    kerncijfers["level"] = kerncijfers["code"].str[:2].map(LEVELS)
    kerncijfers["municipality"] = "GM" + kerncijfers["code"].str[2:6]
    kerncijfers["name"] = [LONG[:40] if code == "WK000301" else code for code in PEOPLE]
    buurten = drawn(BU00010101=square(0), BU00010102=square(1), BU00020101=square(2))
    # Of another year: the shapes of gemeente 1 and wijk 0101 are others than those of their buurten together.
    others = {
        "wijk": drawn(WK000101=square(0), WK000301=square(4), WK000999=square(9)),
        "gemeente": drawn(GM0001=square(0), GM0003=square(4), GM0009=square(9)),
    }
    found = country_boundaries(buurten, others, kerncijfers, list(declared or [area("BU00010101")]))
    return {level: table.set_index("code", drop=False) for level, table in found.items()}


def test_a_unit_has_the_shape_of_its_buurten_or_that_of_another_year_or_none() -> None:
    found = shapes_of_country()
    assert {level: len(table) for level, table in found.items()} == {"gemeente": 3, "wijk": 4, "buurt": 5}
    for table in found.values():
        assert list(table.columns) == COLUMNS
        assert (table.crs, table.index.is_monotonic_increasing) == ("EPSG:4326", True)
    shapes = {code: shape for table in found.values() for code, shape in table.geometry.items()}
    assert {code for code, shape in shapes.items() if shape is None} == {"BU00010201", "WK000102", "BU00030101"}
    both = shapely.union(shapes["BU00010101"], shapes["BU00010102"])
    assert both.equals(shapes["WK000101"])
    assert both.equals(shapes["GM0001"])
    size = found["gemeente"].to_crs(28992).area
    assert size.tolist() == pytest.approx([2e6, 1e6, 1e6], rel=0.001)
    assert shapes["GM0003"].equals(shapes["WK000301"])
    east = gpd.GeoSeries([square(4)], crs=28992).to_crs(4326).total_bounds
    assert shapes["GM0003"].bounds == pytest.approx(east, abs=0.00001)


def test_units_lie_in_the_unit_above_and_have_their_whole_name_and_their_inhabitants() -> None:
    found = shapes_of_country()
    assert found["buurt"]["parent"]["BU00030101"] == "WK000301"
    assert found["wijk"]["parent"]["WK000301"] == found["buurt"]["municipality"]["BU00030101"] == "GM0003"
    assert set(found["gemeente"]["parent"]) == {"NL00"}
    assert found["wijk"]["name"].tolist() == ["WK000101", "WK000102", "WK000201", LONG]
    assert found["gemeente"]["inhabitants"].tolist() == [1_050, 2_000, 3_000]
    assert found["buurt"]["inhabitants"].isna().to_dict()["BU00010201"]


def test_a_wijk_says_which_share_of_its_people_lives_in_the_area() -> None:
    found = shapes_of_country(area("BU00010101", wijken=("WK000102",)))
    wijken, buurten = found["wijk"], found["buurt"]
    assert wijken["focus_share"].tolist() == pytest.approx([0.4, 1, np.nan, np.nan], nan_ok=True)  # 400 of 1,000
    assert wijken["focus_area"].fillna("").tolist() == ["a", "a", "", ""]
    # The people of the one buurt of wijk 0102 are secret; it lies in the area as a whole all the same.
    assert buurten["focus_share"].tolist() == pytest.approx([1, np.nan, 1, np.nan, np.nan], nan_ok=True)
    assert buurten["focus_area"].fillna("").tolist() == ["a", "", "a", "", ""]
    assert found["gemeente"]["focus_area"].isna().all()


def measured(rows: dict[str, float | None], *years: int) -> Measurements:
    """Crimes by code, the same in each year, among the inhabitants of the made-up country."""
    units = pd.DataFrame(
        [
            (LEVELS[code[:2]], code, year, value, PEOPLE.get(code, 1_000))
            for year in years
            for code, value in rows.items()
        ],
        columns=UNIT_COLUMNS,
    ).astype({"numerator": float, "weight": float})
    return Measurements(units, pd.DataFrame())


def four_gemeenten() -> dict[str, gpd.GeoDataFrame]:
    codes = {"gemeente": ["GM0001", "GM0002", "GM0003", "GM0004"], "wijk": [], "buurt": ["BU00010101", "BU00020101"]}
    return {level: gpd.GeoDataFrame({"code": some}) for level, some in codes.items()}


def test_figures_are_of_the_units_of_the_division_only() -> None:
    crimes = measured(
        {"GM0001": 21, "GM0002": 10, "GM0099": 5, "BU00010101": 8, "BU00020101": 1, "BU00020199": 3}, 2024
    )
    table = figures({MISDRIJVEN: crimes}, four_gemeenten())[MISDRIJVEN]
    found = table.set_index("area_code")["value"].to_dict()
    # 21 of 1,050, 10 of 2,000, 8 of 400 and 1 of 2,000, per 1,000.
    assert found == pytest.approx({"GM0001": 20.0, "GM0002": 5.0, "BU00010101": 20.0, "BU00020101": 0.5})
    assert list(table.columns) == OBSERVATIONS.names


@pytest.mark.parametrize(
    ("known", "levels"),
    [
        ({"GM0001": 21, "GM0002": None}, set()),  # figures in one of four; a row without a figure does not count
        ({"GM0001": 21, "GM0002": 10}, {"gemeente"}),  # exactly half
        ({"GM0001": 21, "GM0002": 10, "BU00010101": 8}, {"gemeente"}),
        ({"GM0001": 21, "BU00010101": 8, "BU00020101": 1}, {"buurt"}),
    ],
)
def test_a_level_with_figures_in_less_than_half_of_the_gemeenten_is_left_out(
    known: dict[str, float | None], levels: set[str]
) -> None:
    found = figures({MISDRIJVEN: measured(known, 2023, 2024)}, four_gemeenten())
    assert {level for table in found.values() for level in table["level"]} == levels


def test_a_year_with_figures_in_less_than_half_of_the_gemeenten_is_left_out() -> None:
    then, now = measured({"GM0001": 21}, 2023), measured({"GM0001": 21, "GM0002": 10}, 2024)
    both = Measurements(pd.concat([then.units, now.units], ignore_index=True), pd.DataFrame())
    assert set(figures({MISDRIJVEN: both}, four_gemeenten())[MISDRIJVEN]["period"]) == {2024}


def layers(first: float = 21) -> Layers:
    """Crimes of two years in all gemeenten, three times as many in the second."""
    then = measured({"GM0001": first, "GM0002": 10, "GM0003": None}, 2023)
    now = measured({"GM0001": 63, "GM0002": 30, "GM0003": 3}, 2024)
    polygons = {level: table.reset_index(drop=True) for level, table in shapes_of_country().items()}
    crimes = Measurements(pd.concat([now.units, then.units], ignore_index=True), pd.DataFrame())
    return Layers(
        figures({MISDRIJVEN: crimes}, polygons), polygons, ["cbs-kwb-2024"], {"bron.csv": "0" * 64}, "2025-01-01"
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(layers(), tmp_path)
    return tmp_path


@pytest.fixture
def read(root: Path) -> National:
    found = open_national(root)
    assert found is not None
    return found


def test_what_was_written_is_read_by_year(read: National) -> None:
    assert read.years("misdrijven", "gemeente") == (2023, 2024)
    then = read.observations("misdrijven", "gemeente", 2023).set_index("area_code")
    assert then["value"].tolist() == pytest.approx([20, 5, np.nan], nan_ok=True)
    assert then["status"].tolist() == ["ok", "ok", "suppressed"]
    assert set(then["period"]) == {2023}
    now = read.observations("misdrijven", "gemeente", 2024)
    assert list(now.columns) == OBSERVATIONS.names
    assert now["value"].tolist() == pytest.approx([60, 15, 1])
    # 1, 5, 15, 20 and 60: fifths at places 0.8, 1.6, 2.4 and 3.2, with the one decimal of the indicator.
    assert read.limits("misdrijven", "gemeente") == pytest.approx((4.2, 11.0, 17.0, 28.0))


def test_only_the_part_of_the_year_is_read(root: Path, read: National) -> None:
    path = stored(root, unit_file("misdrijven", "gemeente"))
    metadata = pq.read_metadata(path)
    assert metadata.num_row_groups == 2
    first = metadata.row_group(0)
    columns = [first.column(number) for number in range(first.num_columns)]
    begin = min(min(one.data_page_offset, one.dictionary_page_offset or one.data_page_offset) for one in columns)
    size = sum(one.total_compressed_size for one in columns)
    content = bytearray(path.read_bytes())
    content[begin : begin + size] = bytes(size)
    path.write_bytes(content)
    assert read.observations("misdrijven", "gemeente", 2024)["value"].tolist() == pytest.approx([60, 15, 1])
    with pytest.raises(OSError, match=r"."):
        read.observations("misdrijven", "gemeente", 2023)


def test_of_what_is_not_stored_there_are_no_years_and_no_limits(read: National) -> None:
    for indicator, level in (("misdrijven", "buurt"), ("inwoners", "gemeente"), ("onbekend", "wijk")):
        assert (read.years(indicator, level), read.limits(indicator, level)) == ((), ())
    with pytest.raises(ValueError, match="not in tuple"):
        read.observations("misdrijven", "gemeente", 2020)


def test_a_shape_that_is_missing_stays_missing(read: National) -> None:
    buurten = read.areas("buurt")
    assert (buurten.crs, list(buurten.columns)) == ("EPSG:4326", COLUMNS)
    assert buurten.loc[buurten.geometry.isna(), "code"].tolist() == ["BU00010201", "BU00030101"]
    assert buurten["inhabitants"].isna().tolist() == [False, False, True, False, False]


def test_the_manifest_says_what_is_in_each_file(root: Path) -> None:
    manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
    crimes = unit_file("misdrijven", "gemeente")
    assert set(manifest["files"]) == {crimes, *(GEODATA[level] for level in UNIT_LEVELS)}
    assert manifest["files"][crimes]["sources"] == ["politie-misdrijven"]
    assert {entry["vintage"] for entry in manifest["files"].values()} == {2024}
    assert all(entry["licence"] for entry in manifest["files"].values())
    for name, entry in manifest["files"].items():
        assert pq.read_metadata(stored(root, name)).num_rows == entry["rows"]
    assert "refreshed" not in manifest


def test_the_same_layers_give_the_same_bytes_and_others_another_fingerprint(root: Path, tmp_path: Path) -> None:
    def published(folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}

    again, other = tmp_path / "again", tmp_path / "other"
    before = published(root)
    write(layers(), again)
    assert published(again) == before
    write(layers(first=22), other)
    prints = [found.fingerprint for folder in (root, again, other) if (found := open_national(folder))]
    assert prints[0] == prints[1] != prints[2]


def test_two_figures_of_a_unit_for_a_year_are_refused(tmp_path: Path) -> None:
    twice = {MISDRIJVEN: pd.concat([layers().figures[MISDRIJVEN]] * 2)}
    with pytest.raises(SourceError, match="misdrijven: eenheden op niveau gemeente hebben meer dan één cijfer"):
        write(replace(layers(), figures=twice), tmp_path)
    assert open_national(tmp_path) is None


@pytest.mark.parametrize("name", [GEODATA["wijk"], unit_file("misdrijven", "gemeente")])
@pytest.mark.parametrize(("content", "said"), [(None, "ontbreekt"), (b"", "beschadigd"), (b"PAR1", "beschadigd")])
def test_a_damaged_file_is_named_with_what_to_do(root: Path, name: str, content: bytes | None, said: str) -> None:
    stored(root, name).unlink()
    if content is not None:
        (root / json.loads((root / MANIFEST).read_text(encoding="utf-8"))["files"][name]["path"]).write_bytes(content)
    with pytest.raises(SnapshotError) as error:
        open_national(root)
    (finding,) = error.value.findings
    assert finding.startswith(f"Het bestand {name} ")
    assert said in finding
    assert "Maak de landelijke kaartlagen opnieuw (make national" in error.value.advice


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": {}}', '{"files": {"data/x.parquet": {}}, "input": {}}'])
def test_so_is_a_manifest_that_cannot_be_read(root: Path, text: str) -> None:
    (root / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(SnapshotError, match=f"Het bestand {MANIFEST} is beschadigd") as error:
        open_national(root)
    assert "make national" in error.value.advice


def test_a_manifest_without_the_shapes_of_a_level_is_not_accepted(root: Path) -> None:
    manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
    del manifest["files"][GEODATA["buurt"]]
    (root / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(SnapshotError, match=rf"{GEODATA['buurt']} staat niet in {MANIFEST}"):
        open_national(root)


def test_without_a_manifest_there_are_no_layers_and_the_pages_of_the_tests_see_none(tmp_path: Path) -> None:
    assert open_national(tmp_path) is None
    assert open_national(data.NATIONAL) is None
