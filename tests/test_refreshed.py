"""How tables of the services become measurements: small synthetic tables of one gemeente, figures by hand."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from nplv.pipeline.divisions import Divisions
from nplv.pipeline.measurements import Measurements
from nplv.pipeline.observations import observe
from nplv.pipeline.refreshed import measurements
from nplv.registry import Area, Indicator, areas
from nplv.registry.editions import declared_for_refresh
from nplv.registry.model import Measure

BASE = 2024
LEVELS = {"NL": "nederland", "GM": "gemeente", "WK": "wijk", "BU": "buurt"}
AREA = replace(
    areas()["rotterdam-zuid"],
    slug="a",
    municipality_code="GM0001",
    wijken=("WK000101",),
    buurten=("BU00010200",),
    divisions=(),
)
# Inhabitants of 2024; wijk 02 lies in the area with the first of its two buurten.
PEOPLE = {"NL00": 100_000.0, "GM0001": 10_000.0, "GM0002": 40_000.0, "WK000101": 1_000.0, "WK000102": 500.0}
PEOPLE |= {"BU00010100": 400.0, "BU00010101": 600.0, "BU00010200": 200.0, "BU00010201": 300.0}


def table(year: int, values: Mapping[str, float | None], column: str = "value") -> pd.DataFrame:
    rows = pd.DataFrame({"code": list(values), column: pd.Series(list(values.values()), dtype=float)})
    rows["level"] = rows["code"].str[:2].map(LEVELS)
    rows["municipality"] = ("GM" + rows["code"].str[2:6]).where(rows["level"] != "nederland")
    return rows.assign(period=year, table="synthetisch")


def release(year: int, factor: float = 1.0, marks: dict[str, str] | None = None, **more: float) -> pd.DataFrame:
    """Kerncijfers of a year: the inhabitants of 2024 times a factor, and other columns for all units alike."""
    rows = table(year, {code: people * factor for code, people in PEOPLE.items()}, "inwoners")
    rows["gewijzigd"] = [(marks or {}).get(code, "1") for code in rows["code"]]
    return rows.assign(**more)


def measured(
    name: str, measure: Measure, *releases: pd.DataFrame, area: Area = AREA, **tables: pd.DataFrame
) -> Measurements:
    kerncijfers = pd.concat(releases, ignore_index=True)
    found = measurements(
        declared(name),
        measure,
        {"kwb": kerncijfers, **tables},
        Divisions(kerncijfers, [area], BASE),
        [area],
    )
    assert found is not None
    return found


def declared(name: str, *years: int) -> Indicator:
    return replace(declared_for_refresh()[name], years=years, minimum_denominator=0)


def rows(name: str, found: Measurements, *years: int, area: Area = AREA) -> pd.DataFrame:
    return observe(declared(name, *years), found, [area], ()).set_index(["level", "area_code", "period"])


CRIMES = Measure(value=("police.crimes",), weight=("kwb.inwoners",))
COUNTS = {
    "GM0001": 500.0,
    "GM0002": 1_500.0,
    "BU00010100": 10.0,
    "BU00010101": 20.0,
    "BU00010200": 6.0,
    "BU00010201": 9.0,
}


def test_counts_of_buurten_are_divided_by_the_inhabitants_of_the_same_year() -> None:
    crimes = pd.concat([table(year, COUNTS, "crimes") for year in (2023, 2024)])
    found = measured("misdrijven", CRIMES, release(2023, 0.98), release(2024), police=crimes)
    table_ = rows("misdrijven", found, 2023, 2024)
    # 36 crimes among 1,200 inhabitants in 2024 and 1,176 in 2023.
    assert table_.loc[("focusgebied", "a", 2024), "value"] == pytest.approx(30.0)
    own = table_.loc[("focusgebied", "a", 2023)]
    assert own["value"] == pytest.approx(1_000 * 36 / 1_176)
    assert (own["denominator"], own["denominator_period"]) == (pytest.approx(1_176), 2023)
    assert table_.loc[("gemeente", "GM0001", 2023), "value"] == pytest.approx(1_000 * 500 / 9_800)
    assert table_.loc[("buurt", "BU00010100", 2023), "value"] == pytest.approx(1_000 * 10 / 392)
    # Without a row of its own the country is the sum of all gemeenten.
    assert table_.loc[("nederland", "NL00", 2023), "value"] == pytest.approx(1_000 * 2_000 / 49_000)


def test_a_year_without_inhabitants_takes_those_of_the_nearest_and_says_so() -> None:
    crimes = pd.concat([table(year, COUNTS, "crimes") for year in (2012, 2024, 2026)])
    found = measured("misdrijven", CRIMES, release(2023, 0.98), release(2024), police=crimes)
    table_ = rows("misdrijven", found, 2012, 2024, 2026)
    assert table_.loc[("focusgebied", "a", 2012), ["denominator", "denominator_period"]].tolist() == [1_176, 2023]
    assert table_.loc[("focusgebied", "a", 2026), ["denominator", "denominator_period"]].tolist() == [1_200, 2024]
    assert table_.loc[("focusgebied", "a", 2024), "denominator_period"] == 2024


def test_a_buurt_that_was_redrawn_has_no_rate_in_earlier_years_and_its_area_has() -> None:
    crimes = pd.concat([table(year, COUNTS, "crimes") for year in (2023, 2024)])
    changed = release(2024, marks={"BU00010100": "3"})
    found = measured("misdrijven", CRIMES, release(2023, 0.98), changed, police=crimes)
    table_ = rows("misdrijven", found, 2023, 2024)
    assert pd.isna(table_.loc[("buurt", "BU00010100", 2023), "value"])
    assert table_.loc[("buurt", "BU00010101", 2023), "value"] == pytest.approx(1_000 * 20 / 588)
    assert table_.loc[("focusgebied", "a", 2023), "value"] == pytest.approx(1_000 * 36 / 1_176)


def test_an_area_that_was_redrawn_is_incomplete_in_earlier_years() -> None:
    crimes = pd.concat([table(year, COUNTS, "crimes") for year in (2023, 2024)])
    changed = release(2024, marks={"WK000101": "3"})
    found = measured("misdrijven", CRIMES, release(2023, 0.98), changed, police=crimes)
    table_ = rows("misdrijven", found, 2023, 2024)
    assert table_.loc[("focusgebied", "a", 2024), "value"] == pytest.approx(30.0)
    own = table_.loc[("focusgebied", "a", 2023)]
    assert own["status"] == "incomplete"
    assert pd.isna(own["value"])
    assert "WK000101 is tussen 2023 en 2024 gewijzigd" in own["reason"]


def test_a_gemeente_that_was_redrawn_has_no_rate_in_earlier_years() -> None:
    crimes = pd.concat([table(year, COUNTS, "crimes") for year in (2023, 2024)])
    before = release(2023)
    before.loc[before["code"] == "GM0001", "inwoners"] = 8_000.0
    table_ = rows("misdrijven", measured("misdrijven", CRIMES, before, release(2024), police=crimes), 2023, 2024)
    assert pd.isna(table_.loc[("gemeente", "GM0001", 2023), "value"])
    assert table_.loc[("gemeente", "GM0001", 2024), "value"] == pytest.approx(50.0)


def test_an_unknown_buurt_lowers_the_coverage_of_its_unit() -> None:
    counts = {**COUNTS, "BU00010200": None}
    found = measured("misdrijven", CRIMES, release(2024), police=table(2024, counts, "crimes"))
    own = rows("misdrijven", found, 2024).loc[("focusgebied", "a", 2024)]
    assert (own["numerator"], own["denominator"]) == (30, 1_000)
    assert own["coverage"] == pytest.approx(1_000 / 1_200)


def test_a_mean_is_weighted_by_the_first_count_that_is_known_in_the_year() -> None:
    means = {"GM0001": 50.0, "WK000101": 40.0, "WK000102": 80.0, "BU00010100": 40.0, "BU00010200": 70.0}
    measure = Measure(value=("kwb.koopwoningen",), weight=("kwb.woningen", "kwb.huishoudens"))

    def with_means(year: int, **counts: dict[str, float]) -> pd.DataFrame:
        found, nothing = release(year), dict[str, float]()
        for column in ("koopwoningen", "woningen", "huishoudens"):
            values = means if column == "koopwoningen" else counts.get(column, nothing)
            found[column] = found["code"].map(values).astype(float)
        return found

    homes, households = {"WK000101": 300.0, "BU00010200": 100.0}, {"WK000101": 100.0, "BU00010200": 100.0}
    found = measured(
        "koopwoningen",
        measure,
        with_means(2023, huishoudens=households),
        with_means(2024, woningen=homes, huishoudens=households),
    )
    table_ = rows("koopwoningen", found, 2023, 2024)
    assert table_.loc[("focusgebied", "a", 2023), "value"] == pytest.approx((40 + 70) / 2)
    assert table_.loc[("focusgebied", "a", 2024), "value"] == pytest.approx((300 * 40 + 100 * 70) / 400)


def test_a_table_of_wijken_counts_a_partial_wijk_for_its_share_of_inhabitants() -> None:
    scores = table(2024, {"WK000101": -0.1, "WK000102": 0.2}, "afw")
    measure = Measure(value=("leefbaarometer.afw",), weight=("kwb.inwoners",))
    found = measured("leefbaarometer", measure, release(2024), leefbaarometer=scores)
    # 1,000 people in the one, and 200 of the 500 in the other.
    own = rows("leefbaarometer", found, 2024).loc[("focusgebied", "a", 2024)]
    assert own["value"] == pytest.approx((1_000 * -0.1 + 200 * 0.2) / 1_200)
    assert own["denominator"] == pytest.approx(1_200)


def test_of_a_partial_wijk_the_number_is_not_known() -> None:
    counts = table(2024, {"GM0001": 90.0, "WK000101": 30.0, "WK000102": 10.0}, "jongeren")
    measure = Measure(value=("jeugdzorg.jongeren",))
    table_ = rows(
        "jongeren-met-jeugdzorg", measured("jongeren-met-jeugdzorg", measure, release(2024), jeugdzorg=counts), 2024
    )
    assert table_.loc[("focusgebied", "a", 2024), "status"] == "incomplete"
    assert pd.isna(table_.loc[("focusgebied", "a", 2024), "value"])
    assert table_.loc[("wijk", "WK000101", 2024), "value"] == 30
    whole = replace(AREA, buurten=())
    found = measured("jongeren-met-jeugdzorg", measure, release(2024), area=whole, jeugdzorg=counts)
    assert rows("jongeren-met-jeugdzorg", found, 2024, area=whole).loc[("focusgebied", "a", 2024), "value"] == 30


def test_of_several_columns_the_first_that_has_figures_in_a_year_is_taken() -> None:
    clients = {code: people / 20 for code, people in PEOPLE.items()}
    before = release(2023).assign(wmo=lambda found: found["inwoners"] / 10)
    now = release(2024).assign(wmo=float("nan"))
    other = pd.concat([table(year, clients, "wmo") for year in (2023, 2024)])
    found = measured("wmo", Measure(value=("kwb.wmo", "wmo.wmo"), weight=("kwb.inwoners",)), before, now, wmo=other)
    table_ = rows("wmo", found, 2023, 2024)
    assert table_.loc[("focusgebied", "a", 2023), "value"] == pytest.approx(100.0)
    assert table_.loc[("focusgebied", "a", 2024), "value"] == pytest.approx(50.0)


def test_a_table_in_no_known_division_gives_the_areas_no_figure_but_a_reason() -> None:
    counts = {"GM0001": 500.0, "BU00019900": 1.0, "BU00019901": 2.0}
    found = measured("misdrijven", CRIMES, release(2024), police=table(2024, counts, "crimes"))
    table_ = rows("misdrijven", found, 2024)
    own = table_.loc[("focusgebied", "a", 2024)]
    assert own["status"] == "incomplete"
    assert own["reason"] == "De wijken en buurten in de tabel over 2024 horen bij geen indeling die is opgehaald."
    assert table_.loc[("gemeente", "GM0001", 2024), "value"] == pytest.approx(50.0)
    assert not set(table_.index.get_level_values("level")) & {"wijk", "buurt"}


def test_tables_without_any_figure_give_nothing() -> None:
    kerncijfers = release(2024)
    empty = table(2024, dict.fromkeys(COUNTS), "crimes")
    tables = {"kwb": kerncijfers, "police": empty}
    divisions = Divisions(kerncijfers, [AREA], BASE)
    assert measurements(declared("misdrijven"), CRIMES, tables, divisions, [AREA]) is None
