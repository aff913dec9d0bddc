"""The wijken elsewhere in the country: small hand-made (SYNTHETIC) units, and the recorded data by another route."""

import csv
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from nplv.check import check
from nplv.pipeline.elsewhere import wijken_elsewhere
from nplv.pipeline.measurements import UNIT_COLUMNS, Measurements
from nplv.pipeline.publish import publish, table_bytes
from nplv.registry import Area, Indicator, areas, indicators
from nplv.registry.similar import matching
from nplv.schema import MANIFEST, TABLES, WIJKEN
from nplv.snapshot import open_snapshot
from tests.refreshing import NO_DATA, ROOT
from tests.snapshot_files import stored
from tests.stand_in.recorded import DATA

FILE = TABLES["wijken"]
LEVELS = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}
LONG = "Wijk met een naam die langer is dan veertig letters"
# Gemeente 1 has one large wijk outside the area, one with a buurt in it, and a small one; 3 and 4 have no large ones.
PEOPLE = {
    **{"GM0001": 11_000, "WK000101": 4_000, "BU00010101": 3_000, "BU00010102": 1_000},
    **{"WK000102": 4_005, "BU00010201": 5, "BU00010202": 4_000, "WK000103": 2_995, "BU00010301": 2_995},
    **{"GM0002": 3_000, "WK000201": 3_000, "BU00020101": 2_400, "BU00020102": 600},
    **{"GM0003": 100, "WK000301": 100, "BU00030101": 100, "GM0004": 100, "WK000401": 100, "BU00040101": 100},
}
AREA = replace(areas()["rotterdam-zuid"], municipality_code="GM0001", wijken=(), buurten=("BU00010201",), divisions=())
# Not of the indicators that decide which wijken are alike.
JUDGED = replace(indicators()["misdrijven"], id="overlast", baseline=2022, polarity="lower_is_better")
NO_PARTS = pd.DataFrame(columns=["focus_area", "period", "numerator", "weight"])


def measured(
    counts: Mapping[str, float | None], *years: int, weights: Mapping[str, float | None] | None = None
) -> Measurements:
    """The same counts in every year, over the inhabitants unless other weights are given."""
    weight = {**PEOPLE, **(weights or {})}
    rows = [(LEVELS[code[:2]], code, year, count, weight[code]) for code, count in counts.items() for year in years]
    return Measurements(
        pd.DataFrame(rows, columns=UNIT_COLUMNS).astype({"numerator": float, "weight": float}), NO_PARTS
    )


def table_of(indicator: Indicator, one: Measurements, *declared: Area) -> pd.DataFrame:
    kerncijfers = pd.DataFrame({"code": list(PEOPLE), "inwoners": list(map(float, PEOPLE.values()))})
    kerncijfers["level"] = kerncijfers["code"].str[:2].map(LEVELS)
    kerncijfers["municipality"] = "GM" + kerncijfers["code"].str[2:6]
    kerncijfers["name"] = [LONG[:40] if code == "WK000201" else f"Naam van {code}" for code in PEOPLE]
    return wijken_elsewhere({indicator: one}, kerncijfers, {"WK000201": LONG}, list(declared or [AREA]))


def values(found: pd.DataFrame, year: int = 2022) -> dict[str, float]:
    return dict(found[found["period"] == year].set_index("code")["value"])


ALL = {"BU00010101": 30.0, "BU00010102": 20.0, "BU00010202": 7.0, "BU00020101": 24.0, "BU00020102": 6.0}
YEARS = (2021, 2022, 2024)
DECIDING = indicators()["misdrijven"]


def test_a_wijk_is_its_buurten_together_with_its_names_and_inhabitants() -> None:
    found = table_of(DECIDING, measured(ALL, *YEARS))
    assert list(found.columns) == WIJKEN.names
    # 50 per 4,000 people, not the mean of 10 and 20 per 1,000.
    assert values(found) == pytest.approx({"WK000101": 12.5, "WK000201": 10.0})
    first, last = found.iloc[0], found.iloc[-1]
    assert list(first[["code", "name", "gemeente", "inhabitants", "period"]]) == [
        *("WK000101", "Naam van WK000101", "Naam van GM0001", 4_000, 2021)
    ]
    assert list(last[["code", "name", "inhabitants", "period"]]) == ["WK000201", LONG, 3_000, 2024]
    assert set(found["source"]) == {DECIDING.source}


def test_a_mean_is_weighted_by_inhabitants() -> None:
    means = {code: PEOPLE[code] * (80.0 if code.endswith("01") else 60.0) for code in ALL}
    found = table_of(indicators()["ervaren-gezondheid"], measured(means, *YEARS))
    assert values(found)["WK000101"] == pytest.approx((3_000 * 80 + 1_000 * 60) / 4_000)


def test_a_wijk_with_any_buurt_in_an_area_is_left_out_and_so_is_a_small_one() -> None:
    counts = ALL | {"BU00010201": 1.0, "BU00010301": 9.0}
    assert set(values(table_of(DECIDING, measured(counts, *YEARS)))) == {"WK000101", "WK000201"}
    whole = replace(AREA, wijken=("WK000201",), buurten=())
    assert set(values(table_of(DECIDING, measured(counts, *YEARS), whole))) == {"WK000101", "WK000102"}


@pytest.mark.parametrize("unknown", [{"BU00020102": None}, {}], ids=["without a figure", "not in the source"])
def test_known_buurten_have_to_cover_four_fifths_of_the_inhabitants(unknown: dict[str, float | None]) -> None:
    # Of WK000201 exactly 2,400 of 3,000 people; of WK000101 3,000 of 4,000.
    counts = {"BU00010101": 30.0, "BU00010202": 7.0, "BU00020101": 24.0, **unknown}
    assert values(table_of(DECIDING, measured(counts, *YEARS))) == pytest.approx({"WK000201": 10.0})


def test_a_buurt_that_was_another_one_in_the_year_of_the_weights_is_not_known() -> None:
    found = table_of(DECIDING, measured(ALL, *YEARS, weights={"BU00010102": None, "BU00020102": None}))
    assert values(found) == pytest.approx({"WK000201": 10.0})  # not 30 crimes over 2,400 people


def test_the_figure_of_the_wijk_itself_is_taken_where_the_source_has_wijken_all_over_the_country() -> None:
    own = {"WK000101": 44.0, "WK000201": 33.0, "WK000301": 1.0}
    assert values(table_of(DECIDING, measured(ALL | own, *YEARS))) == pytest.approx({"WK000101": 11, "WK000201": 11})
    # Of one gemeente in four there are wijken.
    assert values(table_of(DECIDING, measured(ALL | {"WK000101": 44.0}, *YEARS)))["WK000101"] == pytest.approx(12.5)


@pytest.mark.parametrize(
    ("declared", "years", "there"),
    [
        (JUDGED, YEARS, True),
        (replace(JUDGED, polarity="not_judged"), YEARS, False),
        (replace(JUDGED, baseline=None), YEARS, False),
        (JUDGED, (2021, 2022), False),
        (JUDGED, (2022, 2024), False),
        (JUDGED, (2021, 2024), False),
        (DECIDING, (2021,), True),
    ],
)
def test_an_indicator_is_there_for_what_it_can_say(declared: Indicator, years: tuple[int, ...], there: bool) -> None:
    found = table_of(declared, measured(ALL, *years))
    assert set(found["indicator"]) == ({declared.id} if there else set())
    assert set(found["period"]) == (set(years) if there else set())


def test_what_is_known_in_a_part_of_the_country_only_is_left_out() -> None:
    assert table_of(DECIDING, measured({"BU00010101": 30.0, "BU00010102": 20.0}, *YEARS)).empty
    both = pd.concat([measured(ALL, *YEARS).units, measured({"BU00010101": 3.0, "BU00010102": 2.0}, 2025).units])
    assert set(table_of(DECIDING, Measurements(both, NO_PARTS))["period"]) == set(YEARS)


# --- The published table ----------------------------------------------------------------------------------


def published() -> pd.Series:
    return open_snapshot(ROOT).wijken().set_index(["code", "indicator", "period"])["value"]


def test_published_figures_are_those_computed_by_hand() -> None:
    found = published()
    # Aa-landen in Zwolle: four buurten.
    assert found["WK019331", "misdrijven", 2021] == pytest.approx(1_000 * (257 + 93 + 73 + 83) / 13_355)
    assert found["WK019331", "misdrijven", 2025] == pytest.approx(1_000 * (160 + 90 + 63 + 86) / 13_355)
    healthy = 3_955 * 70.8 + 3_850 * 78.8 + 3_335 * 78 + 2_215 * 70.4
    assert found["WK019331", "ervaren-gezondheid", 2012] == pytest.approx(healthy / 13_355)
    # Of Oosterheem in Zoetermeer the police know the buurt of two thirds of the people only.
    years = found["WK063706"].index
    assert set(years.get_level_values("indicator")) == {"ervaren-gezondheid"}


def test_published_are_the_variables_and_what_can_be_judged_since_the_baseline() -> None:
    table = open_snapshot(ROOT).wijken()
    years = {name: set(rows["period"]) for name, rows in table.groupby("indicator")}
    assert years == {"misdrijven": {2021, 2022, 2023, 2024, 2025}, "ervaren-gezondheid": {2012, 2016, 2020, 2022, 2024}}
    assert {variable.indicator for variable in matching().variables} == set(years)
    assert table["inhabitants"].min() >= 3_000
    assert stored(ROOT, FILE).stat().st_size < 500_000


@pytest.mark.skipif(not DATA.is_dir(), reason=NO_DATA)
@pytest.mark.parametrize("prefix", ["WK0193", "WK0200", "WK0014", "WK0351"])  # Zwolle, Apeldoorn, Groningen, Woudenberg
def test_published_figures_are_those_of_the_files(prefix: str) -> None:
    found, people = published(), cells("cbs/kwb_2024_85984NED_20velden.csv", "inwoners")
    sources = {
        "misdrijven": cells("politie/misdrijven_47022NED_2021_2025.csv", "misdrijven"),
        "ervaren-gezondheid": cells("rivm/ervaren_gezondheid_50150NED.csv", "goed_ervaren_gezondheid_pct"),
    }
    declared = {code for area in areas().values() for code in (*area.wijken, *area.buurten)}
    compared = 0
    for wijk in (code for code, _ in people if code.startswith(prefix) and people[code, ""] >= 3_000):
        for name, source in sources.items():
            # With those of which the key figures keep the number of inhabitants secret: their crimes count.
            buurten = {code for code, _ in [*people, *source] if code.startswith(wijk.replace("WK", "BU"))}
            for year in ("2012", "2016", "2020", "2021", "2022", "2023", "2024", "2025"):
                known = [code for code in buurten if (code, year) in source]
                weight = sum(people.get((code, ""), 0) for code in known)
                key = (wijk, name, int(year))
                if declared & {wijk, *buurten} or weight < 0.8 * sum(people.get((code, ""), 0) for code in buurten):
                    assert key not in found.index
                elif known:
                    each = {
                        code: people.get((code, ""), 0) if name == "ervaren-gezondheid" else 1_000 for code in known
                    }
                    total = sum(source[code, year] * each[code] for code in known)
                    assert found[key] == pytest.approx(total / weight)
                    compared += 1
    assert compared >= 10


def cells(name: str, column: str) -> dict[tuple[str, str], float]:
    """A column of a recorded file, read as text: code and year -> what is known."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return {(row["code"], row.get("jaar", "")): float(row[column]) for row in csv.DictReader(file) if row[column]}


# --- What check says of it --------------------------------------------------------------------------------


def with_cell(column: str, value: object, code: str = "WK019331") -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Changes one cell of the row of a wijk with health in 2024."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        key = ["code", "indicator", "period"]
        (row,) = table.index[table[key].apply(tuple, axis="columns") == (code, "ervaren-gezondheid", 2024)]
        table.loc[row, column] = value
        return table

    return change


def more_crimes(table: pd.DataFrame) -> pd.DataFrame:
    """A hundredth more crimes in the Centrum of Groningen, of which the snapshot has all buurten."""
    rows = (table["code"] == "WK001400") & (table["indicator"] == "misdrijven")
    return table.assign(value=table["value"].where(~rows, 1.01 * table["value"]))


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda table: table[table["period"] != 2012], "ervaren-gezondheid van 2012 ontbreekt"),
        (
            lambda table: pd.concat([table.iloc[:1], table]),
            "1 keer een dubbele sleutel, zoals ervaren-gezondheid, WK00",
        ),
        (with_cell("inhabitants", 2_999), "1 keer minder dan 3.000 inwoners, zoals ervaren-gezondheid, WK019331, 2024"),
        (with_cell("code", "WK034403"), "1 keer een wijk die in een focusgebied ligt"),  # Overvecht
        (with_cell("code", "WK062203"), "1 keer een wijk die in een focusgebied ligt"),  # a buurt of Westwijk is in it
        (with_cell("name", None), "1 keer een lege cel"),
        (with_cell("value", None), "1 keer een lege cel"),
        (with_cell("value", float("inf")), "1 keer een oneindige waarde"),
        (with_cell("value", 100.5), "1 keer een percentage buiten 0 tot 100"),
        (more_crimes, "5 keer een andere waarde dan van de buurten samen, zoals misdrijven, WK001400, 2021"),
    ],
)
def test_check_finds_what_was_broken(
    tmp_path: Path, change: Callable[[pd.DataFrame], pd.DataFrame], finding: str
) -> None:
    findings = republish(tmp_path, lambda table: table_bytes(change(table), WIJKEN))
    assert any(one.startswith(f"{FILE}: {finding}") for one in findings), findings


def test_check_finds_other_columns(tmp_path: Path) -> None:
    other = pa.schema([field for field in WIJKEN if field.name != "gemeente"])
    findings = republish(tmp_path, lambda table: table_bytes(table[other.names], other))
    assert findings == [f"{FILE}: kolommen of typen wijken af van het schema"]


def republish(copy: Path, change: Callable[[pd.DataFrame], bytes]) -> list[str]:
    """Publishes a copy of the snapshot with another table, hashes and all, and returns what check finds."""
    for folder in ("data", "geodata"):
        shutil.copytree(ROOT / folder, copy / folder)
    manifest: dict[str, Any] = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    files = {name: stored(copy, name).read_bytes() for name in manifest["files"]}
    publish(copy, {**files, FILE: change(pd.read_parquet(stored(copy, FILE)))}, manifest)
    return check(copy)
