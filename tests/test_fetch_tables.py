"""From a declared table to a tidy one: years and months, choices, names and units of columns (synthetic data)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nplv.registry.tables import table_families
from nplv.sources.catalogue import Step, steps
from tests.fetching import Bench, bench, by_code, family, steps_of
from tests.stand_in import Table, months

REGION, PERIOD, KIND = "WijkenEnBuurten", "Perioden", "Soort"
DERDEN = {"host": "https://dataderden.cbs.nl", "by_year": {}, "tables": ("90003NED",), "period": PERIOD}
COUNTS = {"columns": {"aantal": ("Aantal",)}, "ranges": {"aantal": (0, 10_000)}}


@pytest.fixture
def fetching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with bench(tmp_path, monkeypatch) as it:
        yield it


def yearly(*rows: tuple[str, str, float | None]) -> Table:
    """A synthetic table of a third party with a period in each row."""
    table = pd.DataFrame(list(rows), columns=[REGION, PERIOD, "Aantal_1"])
    return Table("90003NED", table, (REGION, PERIOD), host="derden")


TWO_YEARS = yearly(
    ("NL00", "2021JJ00", 1_000), ("GM0363", "2021JJ00", 125), ("NL00", "2022JJ00", 1_100), ("GM0363", "2022JJ00", 140)
)


def read(fetching: Bench, table: Table, **declared: Any) -> pd.DataFrame:
    """The tidy table that a fetch leaves; of a failure it raises what was said."""
    fetching.service.tables = {table.id: table}
    (step,) = steps_of(family(**declared))
    if failures := fetching.fetch(step).failures:
        raise AssertionError(failures[step.name])
    return fetching.kept(step)


def by_year(table: pd.DataFrame) -> dict[tuple[str, int], float | None]:
    assert not table.duplicated(["code", "period"]).any()
    rows = zip(table["code"], table["period"], table["aantal"], strict=True)
    return {(code, year): None if pd.isna(value) else value for code, year, value in rows}


@pytest.mark.parametrize("monthly", [False, True])
def test_years_are_read_and_months_are_added_up_to_years(fetching: Bench, monthly: bool) -> None:
    table = read(fetching, months(TWO_YEARS) if monthly else TWO_YEARS, **DERDEN, **COUNTS)
    expected = {("NL00", 2021): 1_000, ("GM0363", 2021): 125, ("NL00", 2022): 1_100, ("GM0363", 2022): 140}
    assert by_year(table) == expected
    assert dict(zip(table["code"], table["level"], strict=True)) == {"NL00": "nederland", "GM0363": "gemeente"}
    assert table.loc[table["code"] == "NL00", "municipality"].isna().all()
    assert set(fetching.store.hashes()) == {url for url in fetching.store.hashes() if "//dataderden.cbs.nl/" in url}


def test_a_year_that_is_not_over_has_no_figure(fetching: Bench) -> None:
    table = months(TWO_YEARS)
    table.rows = table.rows[table.rows[PERIOD] != "2022MM12"]
    assert by_year(read(fetching, table, **DERDEN, **COUNTS)) == {("NL00", 2021): 1_000, ("GM0363", 2021): 125}


@pytest.mark.parametrize("gone", [False, True])
def test_a_month_that_is_unknown_or_missing_makes_that_year_of_that_area_unknown(fetching: Bench, gone: bool) -> None:
    table = months(TWO_YEARS)
    of_month = (table.rows[PERIOD] == "2022MM05") & (table.rows[REGION] == "GM0363")
    table.rows = table.rows[~of_month] if gone else table.rows.assign(Aantal_1=table.rows["Aantal_1"].mask(of_month))
    assert by_year(read(fetching, table, **DERDEN, **COUNTS)) == {
        ("NL00", 2021): 1_000,
        ("GM0363", 2021): 125,
        ("NL00", 2022): 1_100,
        ("GM0363", 2022): None,
    }


def test_a_table_with_a_year_and_its_months_is_not_counted_double(fetching: Bench) -> None:
    of_months = months(TWO_YEARS).rows
    mixed = [TWO_YEARS.rows[TWO_YEARS.rows[PERIOD] == "2021JJ00"], of_months]
    table = replace(TWO_YEARS, rows=pd.concat(mixed, ignore_index=True))
    expected = {("NL00", 2021): 1_000, ("GM0363", 2021): 125, ("NL00", 2022): 1_100, ("GM0363", 2022): 140}
    assert by_year(read(fetching, table, **DERDEN, **COUNTS)) == expected


@pytest.mark.parametrize(
    ("period", "said"),
    [("2021KW01", "periode 2021KW01; verwacht: perioden zoals"), ("2021MM03", "geen enkel heel jaar")],
)
def test_periods_that_are_no_years_are_an_error(fetching: Bench, period: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        read(fetching, yearly(("GM0363", period, 5)), **DERDEN, **COUNTS)


def test_a_table_without_a_municipality_is_an_error_and_other_levels_are_left_out(fetching: Bench) -> None:
    rows = [("GM0363", 1), ("NL01", 2), ("PV27", 3), ("LD01", 4), ("GM03", 5), ("WK036300", 6), ("BU036300", 7)]
    given = yearly(*((code, "2021JJ00", value) for code, value in rows))
    found = {("GM0363", 2021): 1, ("NL00", 2021): 2, ("WK036300", 2021): 6}
    assert by_year(read(fetching, given, **DERDEN, **COUNTS)) == found
    with pytest.raises(AssertionError, match="geen enkele gemeente; verwacht: codes zoals GM0363"):
        read(fetching, replace(yearly(("NL00", "2021JJ00", 5)), modified="2026-08-01T02:00:00"), **DERDEN, **COUNTS)


def sorts() -> Table:
    """Synthetic rows by sort, of which one key begins as the other does."""
    rows = [("GM0363", "10", 7), ("GM0363", "100", 8), ("GM0599", "10", 9), ("GM0599", "100", 4), ("GM0599", "2", 5)]
    table = pd.DataFrame(rows, columns=[REGION, KIND, "Aantal_1"])
    table[KIND] = table[KIND].str.ljust(6)
    return Table("90001NED", table, (REGION, KIND), {KIND: {"10": "Totaal", "100": "Deel", "2": "Rest"}})


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"filters": {KIND: "10"}}, {"GM0363": 7, "GM0599": 9}),
        ({"filters": {KIND: "100"}}, {"GM0363": 8, "GM0599": 4}),
        ({"choices": {KIND: ("Totaal",)}}, {"GM0363": 7, "GM0599": 9}),
        ({"choices": {KIND: ("Alles", "deel", "Totaal")}}, {"GM0363": 8, "GM0599": 4}),
    ],
)
def test_rows_are_chosen_by_key_or_by_title(
    fetching: Bench, declared: dict[str, Any], expected: Mapping[str, float]
) -> None:
    assert by_code(read(fetching, sorts(), **COUNTS, **declared), "aantal") == expected


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({"choices": {KIND: ("Alles",)}}, r"geen Soort met die naam \(gevonden: totaal, deel, rest\); verwacht: Alles"),
        ({"filters": {KIND: "7"}}, "0 rijen; verwacht: de 0 rijen die de dienst aankondigt, en ten minste één"),
        ({"filters": {"Leeftijd": "7"}}, r"dimensie Leeftijd ontbreekt \(gevonden: WijkenEnBuurten, Soort\)"),
        ({"region": ("RegioS", "Wijken")}, r"dimensie RegioS ontbreekt .*verwacht: RegioS of Wijken"),
        ({}, "3 dubbele sleutels, zoals GM0363"),
    ],
)
def test_a_choice_that_a_table_does_not_offer_is_an_error(fetching: Bench, declared: dict[str, Any], said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        read(fetching, sorts(), **COUNTS, **declared)


def wide() -> Table:
    """A synthetic table with names of columns as they vary; units differ between the last two."""
    columns = {
        REGION: ["GM0363    ", "GM0599    "],
        "GemiddeldeScore_3": [1, 2],
        "GemiddeldeScore_7": [3, 4],
        "k_65Tot80_8": [10, None],
        "k_80EnOuder_9": [5, 6],
        "OUDERE_naam_10": [21, 22],
        "Deel_11": [41, 42],
        "Aantal_12": [51, 52],
        "Codering_13": [" X ", "Y"],
    }
    units = {"Deel": "%", "Aantal": "Aantal"}
    return Table("90001NED", pd.DataFrame(columns), (REGION,), units=units)


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (("GemiddeldeScore[1]",), [1, 2]),
        (("GemiddeldeScore[2]",), [3, 4]),
        (("GemiddeldeScore[3]", "Aantal"), [51, 52]),
        (("k_65Tot80+k_80EnOuder",), [15, None]),
        (("k_65Tot80+k_90EnOuder", "k_80EnOuder"), [5, 6]),
        (("oudere_NAAM",), [21, 22]),
        (("Nieuw", "Oudere_Naam", "Aantal"), [21, 22]),
        (("GemiddeldeScore[2]+k_80EnOuder",), [8, 10]),
    ],
)
def test_the_first_spelling_that_is_there_is_read(
    fetching: Bench, spellings: tuple[str, ...], expected: list[float | None]
) -> None:
    table = read(fetching, wide(), columns={"x": spellings}, ranges={"x": (0, 100)})
    assert list(by_code(table, "x").values()) == expected


@pytest.mark.parametrize(
    ("spelling", "said"),
    [
        ("GemiddeldeScore", "2 kolommen heten GemiddeldeScore; verwacht: een opgave welke van die kolommen geldt"),
        ("GemiddeldeScore[3]", "ontbreekt of heet anders; verwacht: een kolom GemiddeldeScore"),
        ("Score", "kolom Score ontbreekt of heet anders; verwacht: een kolom Score_ met een nummer"),
        ("Codering", "‘X’ in kolom Codering_13; verwacht: getallen"),
    ],
)
def test_a_column_that_is_not_there_or_not_the_only_one_is_an_error(fetching: Bench, spelling: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        read(fetching, wide(), columns={"x": (spelling,)}, ranges={"x": (0, 100)})


def test_a_column_of_another_unit_is_not_taken(fetching: Bench) -> None:
    declared: dict[str, Any] = {"ranges": {"x": (0, 100)}, "units": {"x": "aantal"}}
    assert list(by_code(read(fetching, wide(), columns={"x": ("Aantal",)}, **declared), "x").values()) == [51, 52]
    assert list(by_code(read(fetching, wide(), columns={"x": ("Deel", "Aantal")}, **declared), "x").values()) == [
        51,
        52,
    ]
    with pytest.raises(AssertionError, match="kolom Deel ontbreekt of heet anders"):
        read(fetching, wide(), columns={"x": ("Deel",)}, **declared)
    optional = read(fetching, wide(), columns={"x": ("Deel",)}, optional={"x": (2024, 2024)}, **declared)
    assert list(by_code(optional, "x").values()) == [None, None]


def test_a_column_may_lack_only_in_the_years_that_are_declared(fetching: Bench) -> None:
    declared: dict[str, Any] = {"columns": {"x": ("Nieuw",)}, "ranges": {"x": (0, 100)}}
    found = read(fetching, wide(), optional={"x": (2023, 2024)}, **declared)
    assert list(by_code(found, "x").values()) == [None, None]
    with pytest.raises(AssertionError, match="kolom Nieuw ontbreekt"):
        read(fetching, wide(), optional={"x": (2022, 2023)}, **declared)


def test_codes_are_read_as_text_and_names_of_areas_by_key(fetching: Bench) -> None:
    table = replace(wide(), titles={REGION: {"GM0363": " Amsterdam "}}, page=1)
    found = read(fetching, table, texts={"code2": ("Codering",), "none": ("Nergens",)}, titles=True, **COUNTS)
    assert found[["code", "name", "code2"]].to_numpy().tolist() == [
        ["GM0363", "Amsterdam", "X"],
        ["GM0599", "GM0599", "Y"],
    ]
    assert found["none"].isna().all()


def test_the_declared_tables_load() -> None:
    families = table_families()
    assert sorted(map(int, families["kwb"].by_year)) == list(range(2013, 2027))
    assert len(set(families["kwb"].by_year.values())) == 14
    assert (families["kwb"].by_year["2013"], families["kwb"].by_year["2024"]) == ("82339NED", "85984NED")
    hosts = {name: declared.host for name, declared in families.items()}
    assert {name for name, host in hosts.items() if host == "https://dataderden.cbs.nl"} == {"misdrijven", "gezondheid"}
    for declared in families.values():
        assert declared.source
        assert set(declared.ranges) == set(declared.columns)
        assert all(low < high for low, high in declared.ranges.values())
        assert {*declared.optional, *declared.units} <= set(declared.columns)
        assert all(list(years) == sorted(years) and len(years) % 2 == 0 for years in declared.optional.values())
        assert list(declared.releases())


def test_every_declared_table_is_a_step_of_its_own() -> None:
    every = list(steps())
    assert len({step.name for step in every}) == len(every)
    count = sum(len(list(declared.releases())) for declared in table_families().values())
    assert len(every) == count + 5  # with the Leefbaarometer and four levels of boundaries
    assert sorted(step.name for step in every if step.kind == "grenzen") == [
        "grenzen/buurt",
        "grenzen/gemeente",
        "grenzen/provincie",
        "grenzen/wijk",
    ]
    assert Step("a/b", "c", lambda answers: pd.DataFrame()).kind == "a"
