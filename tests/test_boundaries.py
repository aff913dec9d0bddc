"""Polygons of every level, and where buurten lie in older divisions, made from the record."""

import csv
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from nplv.pipeline.boundaries import COLUMNS, build_boundaries, crosswalk_2022, placed
from nplv.pipeline.tessellation import GAP_WIDTH, SMALLEST_PART
from nplv.registry import Area, areas, recoded
from nplv.sources import SourceError
from nplv.sources.boundaries import RD_NEW, buurten_2024, provincies_2022, wijken_2022
from nplv.sources.cbs import kerncijfers_2024

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the source data in ../shared/data is not here")


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(cell: str) -> list[str]:
    return [code for code in cell.split(",") if code]


@pytest.fixture(scope="module")
def kerncijfers() -> pd.DataFrame:
    return kerncijfers_2024(SHARED)


@pytest.fixture(scope="module")
def levels(kerncijfers: pd.DataFrame) -> dict[str, gpd.GeoDataFrame]:
    wijken = wijken_2022(SHARED)
    names = wijken.set_index("code")["name"]
    buurten = placed(buurten_2024(SHARED), wijken)
    return build_boundaries(buurten, names, provincies_2022(SHARED), kerncijfers, areas().values())


@pytest.fixture(scope="module")
def metres(levels: dict[str, gpd.GeoDataFrame]) -> dict[str, gpd.GeoDataFrame]:
    return {level: table.to_crs(RD_NEW).set_index("code") for level, table in levels.items()}


@pytest.fixture(scope="module")
def crosswalk(levels: dict[str, gpd.GeoDataFrame]) -> pd.DataFrame:
    return crosswalk_2022(levels["buurt"], wijken_2022(SHARED))


@needs_shared
def test_every_level_is_complete_and_of_one_form(levels: dict[str, gpd.GeoDataFrame]) -> None:
    counts = {level: len(table) for level, table in levels.items()}
    assert counts == {
        "focusgebied": 20, "gemeente": 19, "wijk": 476, "buurt": 2322, "provincie": 12, "nederland": 1
    }  # fmt: skip
    for level, table in levels.items():
        assert list(table.columns) == COLUMNS
        assert table.crs.to_epsg() == 4326
        assert set(table["level"]) == {level}
        assert table["code"].is_monotonic_increasing
        assert table["code"].is_unique
        assert table["name"].notna().all()


@needs_shared
def test_parents_are_one_level_up(levels: dict[str, gpd.GeoDataFrame]) -> None:
    above = {"buurt": "wijk", "wijk": "gemeente", "focusgebied": "gemeente", "gemeente": "nederland",
             "provincie": "nederland"}  # fmt: skip
    for level, parent in above.items():
        assert set(levels[level]["parent"]) <= set(levels[parent]["code"])


@needs_shared
def test_areas_cover_what_the_trial_dissolve_covers(metres: dict[str, gpd.GeoDataFrame]) -> None:
    trial = gpd.read_file(SHARED / "gebieden" / "focusgebieden_proef.gpkg").set_index("naam").geometry
    ours = metres["focusgebied"].set_index("name").geometry
    overlap = ours.intersection(trial.loc[ours.index]).area / ours.union(trial.loc[ours.index]).area
    assert len(overlap) == 20
    assert overlap[overlap < 0.95].to_dict() == {}


@needs_shared
def test_shapes_are_valid_and_share_their_edges(levels: dict[str, gpd.GeoDataFrame]) -> None:
    for table in levels.values():
        assert table.is_valid.all()
        assert not table.is_empty.any()
        assert shapely.coverage_is_valid(table.geometry.to_numpy())


@needs_shared
def test_there_are_no_slivers(metres: dict[str, gpd.GeoDataFrame]) -> None:
    assert not any(len(part.interiors) for part in shapely.get_parts(metres["focusgebied"].geometry))
    for level in ("focusgebied", "gemeente", "wijk", "buurt"):
        parts = shapely.get_parts(metres[level].geometry)
        assert shapely.area(parts).min() > SMALLEST_PART
    holes = [
        shapely.Polygon(ring) for part in shapely.get_parts(metres["gemeente"].geometry) for ring in part.interiors
    ]
    widths = [2 * shapely.maximum_inscribed_circle(hole).length for hole in holes]
    assert min(widths, default=np.inf) > GAP_WIDTH


@needs_shared
def test_an_area_is_the_sum_of_its_buurten(
    levels: dict[str, gpd.GeoDataFrame], metres: dict[str, gpd.GeoDataFrame]
) -> None:
    buurten = metres["buurt"]
    for row in rows("gebieden/focusgebieden_samenstelling.csv"):
        wijken, extra = codes(row["wijken_2024"]), codes(row["buurten_2024"])
        inside = [code for code in buurten.index if code in extra or f"WK{code[2:8]}" in wijken]
        assert set(extra) <= set(inside)
        assert {f"WK{code[2:8]}" for code in inside} >= set(wijken)
        area = metres["focusgebied"].set_index("name").geometry[row["naam"]]
        # One square metre: areas are made of the same vertices, so only arithmetic may differ.
        assert buurten.geometry[inside].union_all().symmetric_difference(area).area < 1
    slugs = {area.slug for area in areas().values()}
    assert set(levels["buurt"]["focus_area"].dropna()) == slugs


@needs_shared
def test_inhabitants_of_areas_are_the_check_values(levels: dict[str, gpd.GeoDataFrame]) -> None:
    expected = {row["naam"]: int(row["inwoners_2024_kwb"]) for row in rows("gebieden/focusgebieden_samenstelling.csv")}
    areas_table = levels["focusgebied"]
    assert dict(zip(areas_table["name"], areas_table["inhabitants"], strict=True)) == expected
    assert levels["nederland"]["inhabitants"].item() == 17_942_942


@needs_shared
def test_a_wijk_partly_in_an_area_says_for_which_share(levels: dict[str, gpd.GeoDataFrame]) -> None:
    # The Leefbaarometer record counted the inhabitants of each wijk and of its part in the area by itself.
    expected = {
        row["wk_code"]: float(row["inwoners_in_gebied_2024"]) / float(row["inwoners_wijk_2024"])
        for row in rows("leefbaarometer/leefbaarometer3_wijken_focus.csv")
    }
    wijken = levels["wijk"].set_index("code")
    touched = wijken[wijken["focus_area"].notna()]
    assert len(expected) == 110
    # Two wijken that lie in an area for less than half are not in that record.
    assert set(touched.index) - set(expected) == {"WK062203", "WK085537"}
    assert touched["focus_share"].loc[list(expected)].to_dict() == pytest.approx(expected, abs=0.0005)
    assert wijken.loc[wijken["focus_area"].isna(), "focus_share"].isna().all()
    assert touched.loc["WK001403", "focus_share"] == pytest.approx(12580 / 19120)


@needs_shared
def test_one_buurt_without_inhabitants_has_no_polygon(
    levels: dict[str, gpd.GeoDataFrame], kerncijfers: pd.DataFrame
) -> None:
    gemeenten = set(levels["gemeente"]["code"])
    known = kerncijfers[(kerncijfers["level"] == "buurt") & kerncijfers["municipality"].isin(gemeenten)]
    absent = known[~known["code"].isin(levels["buurt"]["code"])]
    assert absent[["code", "name"]].to_numpy().tolist() == [["BU0363MK03", "Pampusbuurt-Oost"]]
    assert absent["inwoners"].isna().all()


@needs_shared
def test_an_inhabited_buurt_without_polygon_is_an_error(kerncijfers: pd.DataFrame) -> None:
    without_overvecht = buurten_2024(SHARED)
    without_overvecht = without_overvecht[without_overvecht["code"] != "BU03440332"]
    with pytest.raises(SourceError, match="BU03440332"):
        build_boundaries(
            without_overvecht, pd.Series(dtype="str"), provincies_2022(SHARED), kerncijfers, areas().values()
        )


@needs_shared
def test_names_that_the_source_cut_off_are_completed(levels: dict[str, gpd.GeoDataFrame]) -> None:
    buurten = levels["buurt"].set_index("code")["name"]
    assert buurten["BU09951019"] == "Visvijver-, Bijl-, Klokbeker-, Plavuizenweg"
    assert levels["wijk"].set_index("code")["name"]["WK051806"].endswith("Scheveningse Bosjes")
    assert levels["provincie"].set_index("code")["name"]["PV21"] == "Fryslân"


@needs_shared
def test_a_gemeente_that_was_recorded_out_of_place_is_put_in_place(metres: dict[str, gpd.GeoDataFrame]) -> None:
    then = wijken_2022(SHARED).set_index("code").geometry
    for gemeente in ("GM0772", "GM0356"):
        now = metres["wijk"].loc[metres["wijk"]["municipality"] == gemeente].geometry
        assert now.centroid.distance(then[now.index].centroid).median() < 20


@needs_shared
def test_polygons_are_small_enough_for_a_browser(levels: dict[str, gpd.GeoDataFrame]) -> None:
    def kilobytes(table: gpd.GeoDataFrame) -> float:
        features = json.loads(table[["code", "name", "inhabitants", "geometry"]].to_json(drop_id=True))
        return len(json.dumps(features, separators=(",", ":"), ensure_ascii=False).encode()) / 1000

    assert kilobytes(levels["focusgebied"]) < 60
    assert kilobytes(levels["buurt"].query("municipality == 'GM0363'")) < 200
    for table in levels.values():
        coordinates = shapely.get_coordinates(table.geometry.to_numpy())
        assert (coordinates == coordinates.round(5)).all()


@needs_shared
def test_every_buurt_lies_in_a_wijk_of_2022(crosswalk: pd.DataFrame, levels: dict[str, gpd.GeoDataFrame]) -> None:
    assert list(crosswalk["buurt"]) == list(levels["buurt"]["code"])
    assert crosswalk["wijk_2022"].notna().all()
    assert crosswalk["overlap"].between(0.5, 1).all()


@needs_shared
def test_the_crosswalk_finds_the_codes_where_they_did_not_change(crosswalk: pd.DataFrame) -> None:
    recoded = crosswalk["buurt"].str[2:6].isin(["0363", "0606"])  # Amsterdam and Schiedam
    same = crosswalk["wijk_2022"] == "WK" + crosswalk["buurt"].str[2:8]
    # Groningen moved Peizerweg and both parts of De Suikerzijde out of the wijk Hoogkerk e.o.
    assert set(crosswalk.loc[~recoded & ~same, "buurt"]) == {"BU00140110", "BU00140908", "BU00140909"}


@needs_shared
def test_the_crosswalk_finds_recoded_wijken_by_place(crosswalk: pd.DataFrame) -> None:
    found = crosswalk.set_index("buurt")["wijk_2022"]
    # Wijken of Amsterdam with the same name under another code: Apollobuurt, Betondorp, Nellestein, Gein.
    for new, old in {"KJ": "49", "MP": "57", "TK": "95", "TM": "97"}.items():
        assert set(found[found.index.str.startswith(f"BU0363{new}")]) == {f"WK0363{old}"}


def wijken_2019(area: Area) -> list[str]:
    declared = area.declared_for(2019)
    return list(declared.wijken) if declared else []


@needs_shared
def test_declared_wijken_of_2019_are_where_the_buurten_of_the_area_lie(
    crosswalk: pd.DataFrame, levels: dict[str, gpd.GeoDataFrame]
) -> None:
    buurten = levels["buurt"].set_index("code")
    placed = crosswalk.join(buurten[["focus_area", "inhabitants"]], on="buurt")
    for slug in ("amsterdam-nieuw-west", "amsterdam-zuidoost"):
        inside = placed["focus_area"] == slug
        assert set(placed.loc[inside, "wijk_2022"]) == set(wijken_2019(areas()[slug]))
        assert set(placed.loc[placed["wijk_2022"].isin(wijken_2019(areas()[slug])), "focus_area"]) == {slug}


@needs_shared
def test_declared_codes_of_recoded_wijken_are_those_at_the_same_place(crosswalk: pd.DataFrame) -> None:
    pairs = crosswalk.assign(wijk="WK" + crosswalk["buurt"].str[2:8]).groupby("wijk_2022")["wijk"].agg(set)
    whole = crosswalk.assign(wijk="WK" + crosswalk["buurt"].str[2:8]).groupby("wijk")["wijk_2022"].agg(set)
    for one in recoded():
        of_gemeente = {old: new for old, new in pairs.items() if f"GM{old[2:6]}" == one.gemeente}
        same = {old: min(new) for old, new in of_gemeente.items() if len(new) == 1 and whole[min(new)] == {old}}
        assert dict(one.wijken) == same
    assert {one.gemeente: len(one.wijken) for one in recoded()} == {"GM0363": 92, "GM0457": 1, "GM0606": 1}
    assert {one.last for one in recoded()} == {2022}


@needs_shared
def test_wijken_of_amsterdam_have_the_same_code_and_name_in_2019_and_2022() -> None:
    table = pd.read_csv(SHARED / "cbs" / "kwb2019_amsterdam_nl_group7.csv")
    code = table["Regioaanduiding.Codering..code."].str.strip()
    then = pd.Series(table["Wijken.en.buurten"].str.strip().to_numpy(), index=code)
    then = then[then.index.str.startswith("WK")].str.replace("é", "e")
    now = wijken_2022(SHARED).set_index("code")["name"]
    now = now[now.index.str.startswith("WK0363")]
    assert len(now) == 99
    assert then.to_dict() == now.to_dict()


@needs_shared
def test_areas_had_about_as_many_inhabitants_in_2019() -> None:
    table = pd.read_csv(SHARED / "cbs" / "kwb2019_amsterdam_nl_group7.csv")
    inhabitants = pd.Series(
        table["Bevolking.Aantal.inwoners..aantal."].to_numpy(),
        index=table["Regioaanduiding.Codering..code."].str.strip(),
    )
    found = {slug: inhabitants[wijken_2019(area)].sum() for slug, area in areas().items() if wijken_2019(area)}
    assert found == {"amsterdam-nieuw-west": 157_895, "amsterdam-zuidoost": 86_965}
