"""Aggregation: small hand-made (synthetic) units, and the recorded data against values computed elsewhere."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely

from nplv.pipeline.build import recorded
from nplv.pipeline.content import write
from nplv.pipeline.measurements import Measurements
from nplv.pipeline.observations import observe, published
from nplv.registry import Area, Indicator, NationalValue, areas, indicators
from nplv.schema import GEODATA
from nplv.snapshot import Snapshot, open_snapshot

RECORDED = Path(__file__).parents[2] / "shared" / "data"


def area(slug: str, gemeente: str) -> Area:
    return replace(areas()["rotterdam-zuid"], slug=slug, name=slug.title(), municipality_code=gemeente, aliases=())


def units(*rows: tuple[str, str, float | None, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["level", "code", "numerator", "weight"])
    return table.assign(period=2024, numerator=table["numerator"].astype(float))


def parts(*rows: tuple[str, float | None, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["focus_area", "numerator", "weight"])
    return table.assign(period=2024, numerator=table["numerator"].astype(float))


def indicator(name: str) -> Indicator:
    return replace(indicators()[name], years=(2024,), minimum_denominator=0)


def find(table: pd.DataFrame, level: str, code: str) -> pd.Series:
    return table.set_index(["level", "area_code"]).loc[(level, code)]


SYNTHETIC_UNITS = units(("nederland", "NL00", 500, 10_000), ("gemeente", "GM0001", 90, 1_000))


def test_a_ratio_is_the_sum_of_numerators_over_the_sum_of_denominators() -> None:
    # 10 of 100 and 30 of 500: 40 per 600, not the mean of 100 and 60 per 1,000.
    measured = Measurements(SYNTHETIC_UNITS, parts(("a", 10, 100), ("a", 30, 500)))
    table = observe(indicator("misdrijven"), measured, [area("a", "GM0001")], [])
    row = find(table, "focusgebied", "a")
    assert row["value"] == pytest.approx(66.6667, abs=1e-4)
    assert (row["numerator"], row["denominator"], row["coverage"], row["status"]) == (40, 600, 1, "ok")
    rest = find(table, "rest_gemeente", "GM0001")
    assert (rest["numerator"], rest["denominator"]) == (50, 400)
    assert rest["value"] == pytest.approx(125)


def test_the_rest_of_a_gemeente_with_two_areas_is_without_both() -> None:
    measured = Measurements(SYNTHETIC_UNITS, parts(("a", 10, 100), ("b", 20, 300)))
    table = observe(indicator("misdrijven"), measured, [area("a", "GM0001"), area("b", "GM0001")], [])
    assert find(table, "rest_gemeente", "GM0001")["value"] == pytest.approx(1000 * 60 / 600)
    assert find(table, "focusgebieden", "focusgebieden")["value"] == pytest.approx(1000 * 30 / 400)


def test_an_unknown_part_lowers_the_coverage_and_leaves_the_denominator() -> None:
    measured = Measurements(SYNTHETIC_UNITS, parts(("a", 36, 900), ("a", None, 100)))
    row = find(observe(indicator("misdrijven"), measured, [area("a", "GM0001")], []), "focusgebied", "a")
    assert row["value"] == pytest.approx(40)
    assert row["coverage"] == pytest.approx(0.9)


def test_crimes_count_where_the_number_of_inhabitants_is_secret() -> None:
    measured = Measurements(SYNTHETIC_UNITS, parts(("a", 30, 600), ("a", 6, float("nan"))))
    row = find(observe(indicator("misdrijven"), measured, [area("a", "GM0001")], []), "focusgebied", "a")
    assert (row["numerator"], row["denominator"], row["coverage"]) == (36, 600, 1)


def test_too_little_coverage_gives_no_value_but_a_reason() -> None:
    measured = Measurements(SYNTHETIC_UNITS, parts(("a", 30, 700), ("a", None, 300)))
    table = observe(indicator("misdrijven"), measured, [area("a", "GM0001")], [])
    for level, code in (("focusgebied", "a"), ("rest_gemeente", "GM0001")):
        row = find(table, level, code)
        assert pd.isna(row["value"])
        assert row["status"] == "incomplete"
        assert "70%" in row["reason"]
        assert "80%" in row["reason"]


def test_a_denominator_below_the_minimum_gives_no_rate() -> None:
    few = units(("buurt", "BU00010001", 5, 99), ("buurt", "BU00010002", 5, 100))
    declared = replace(indicator("misdrijven"), minimum_denominator=100)
    table = observe(declared, Measurements(few, parts(("a", 1, 1_000))), [area("a", "GM0001")], [])
    assert find(table, "buurt", "BU00010001")["status"] == "not_applicable"
    assert find(table, "buurt", "BU00010001")["numerator"] == 5
    assert find(table, "buurt", "BU00010002")["value"] == pytest.approx(50)


def test_the_country_is_taken_as_published_only_where_it_was_not_measured() -> None:
    declared = indicator("koopwoningen")
    value = NationalValue(indicator=declared.id, year=2024, value=57.0, source="cbs-kwb-2024", table="85984NED")
    without = Measurements(units(("gemeente", "GM0001", 4_000, 100)), parts(("a", 100, 10)))
    row = find(observe(declared, without, [area("a", "GM0001")], [value]), "nederland", "NL00")
    assert (row["value"], row["origin"]) == (57.0, "published")
    row = find(
        observe(declared, Measurements(SYNTHETIC_UNITS, parts(("a", 1, 1))), [area("a", "GM0001")], [value]),
        "nederland",
        "NL00",
    )
    assert (row["value"], row["origin"]) == (0.05, "measured")


def test_every_hole_has_a_row_with_its_reason() -> None:
    empty = pd.DataFrame(columns=["level", "name", "municipality", "period", "value", "note"])
    table = published(indicator("energiearmoede"), empty, areas().values())
    assert len(table) == 1 + 1 + 19 + 19 + 20
    assert (table["status"] == "not_collected").all()
    assert table["reason"].str.endswith(".").all()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    if not RECORDED.is_dir():
        pytest.skip(f"de vastgelegde brondata staat niet in {RECORDED}")
    out = tmp_path_factory.mktemp("snapshot")
    write(recorded(RECORDED), out)
    return open_snapshot(out)


# Computed apart from this project, from the same tables (inhabitants of 2024 as denominator).
@pytest.mark.parametrize(
    ("name", "level", "code", "year", "decimals", "expected"),
    [
        ("misdrijven", "focusgebied", "rotterdam-zuid", 2025, 1, 73.9),
        ("misdrijven", "focusgebied", "zaandam-oost", 2025, 1, 46.2),
        ("misdrijven", "focusgebied", "amsterdam-zuidoost", 2025, 1, 86.8),
        # 1,272 crimes in all buurten of Lelystad Oost, 34,465 inhabitants; 1,759 and 28,970 in Dordrecht West.
        ("misdrijven", "focusgebied", "lelystad-oost", 2025, 1, 36.9),
        ("misdrijven", "focusgebied", "dordrecht-west", 2025, 1, 60.7),
        ("misdrijven", "focusgebied", "tilburg-noordwest", 2025, 1, 62.1),
        ("misdrijven", "nederland", "NL00", 2025, 1, 44.3),
        ("ervaren-gezondheid", "focusgebied", "den-haag-zuidwest", 2024, 1, 57.8),
        ("ervaren-gezondheid", "nederland", "NL00", 2024, 1, 72.8),
        ("koopwoningen", "focusgebied", "lelystad-oost", 2024, 1, 56.8),
        ("koopwoningen", "focusgebied", "utrecht-overvecht", 2024, 1, 21.0),
        ("leefbaarometer", "focusgebied", "utrecht-overvecht", 2024, 3, -0.248),
        ("energiearmoede", "focusgebieden", "focusgebieden", 2022, 1, 13.2),
        ("energiearmoede", "nederland", "NL00", 2022, 1, 7.4),
        ("lage-financiele-welvaart", "rest_gemeente", "GM0518", 2024, 1, 9.0),
        ("inwoners", "nederland", "NL00", 2024, 0, 17_942_942),
        ("huishoudens", "nederland", "NL00", 2024, 0, 8_374_404),
        ("woz-waarde", "nederland", "NL00", 2024, 0, 378),
    ],
)
def test_the_recorded_data_gives_the_values_computed_elsewhere(
    snapshot: Snapshot, name: str, level: str, code: str, year: int, decimals: int, expected: float
) -> None:
    rows = snapshot.observations(name)
    rows = rows[(rows["level"] == level) & (rows["area_code"] == code) & (rows["period"] == year)]
    assert [round(value, decimals) for value in rows["value"]] == [expected]


def test_leefbaarometer_agrees_with_an_aggregation_by_others(snapshot: Snapshot) -> None:
    theirs = pd.read_csv(RECORDED / "leefbaarometer" / "leefbaarometer3_focus_aggregates.csv")
    slugs = {one.name: one.slug for one in areas().values()}
    for name, dimension in {
        "leefbaarometer": "afw",
        "leefbaarometer-overlast": "onv",
        "leefbaarometer-woningvoorraad": "won",
    }.items():
        ours = snapshot.observations(name, ["focusgebied"])
        rows = theirs[theirs["dim"] == dimension].assign(area_code=lambda table: table["area"].map(slugs))
        joined = ours.merge(
            rows, left_on=["area_code", "period"], right_on=["area_code", "year"], suffixes=("", "_theirs")
        )
        assert len(joined) == len(ours) == len(rows)
        shown = joined[joined["value"].notna()]
        assert (shown["value"] - shown["value_theirs"]).abs().max() < 1e-4
        assert (joined["coverage"] - joined["coverage_theirs"]).abs().max() < 1e-3
        assert set(joined.loc[joined["value"].isna(), "coverage_theirs"] < 0.8) <= {True}


def test_a_missing_buurt_is_named_by_coverage(snapshot: Snapshot) -> None:
    # The police table has no row for De Hoogte (BU00140300, 4,140 of the 63,625 inhabitants of Groningen-Noord).
    rows = snapshot.observations("misdrijven", ["focusgebied"])
    coverage = rows[(rows["area_code"] == "groningen-noord") & (rows["period"] == 2025)]["coverage"].item()
    assert coverage == pytest.approx(1 - 4_140 / 63_625)


def test_building_twice_gives_the_same_bytes(snapshot: Snapshot, tmp_path: Path) -> None:
    write(recorded(RECORDED), tmp_path)
    assert open_snapshot(tmp_path).manifest == snapshot.manifest


def test_the_snapshot_in_the_repository_is_the_one_that_the_pipeline_makes(snapshot: Snapshot) -> None:
    committed = open_snapshot(Path(__file__).parents[1])
    assert _without_shapes(committed.manifest) == _without_shapes(snapshot.manifest)
    for level in GEODATA:
        ours, theirs = snapshot.areas(level), committed.areas(level)
        pd.testing.assert_frame_equal(ours.drop(columns="geometry"), theirs.drop(columns="geometry"))
        # Processors round differently, so here and there the simplification keeps another vertex.
        apart = shapely.symmetric_difference(ours.geometry.to_numpy(), theirs.geometry.to_numpy())
        assert shapely.area(apart).sum() < 1e-3 * shapely.area(theirs.geometry.to_numpy()).sum()


def _without_shapes(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest but for the hashes of polygons."""
    files = {
        name: {
            key: value for key, value in entry.items() if name not in GEODATA.values() or key not in ("sha256", "path")
        }
        for name, entry in manifest["files"].items()
    }
    return {**manifest, "files": files}
