"""Units outside the gemeenten with a focus area, of tables of the services: never a figure of one unit over another.

SYNTHETIC: gemeente 1 has a focus area, gemeente 2 does not; what CBS marks as changed in 2024 is another unit since.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from nplv.pipeline.divisions import Divisions
from nplv.pipeline.observations import observe_units
from nplv.pipeline.refreshed import measurements
from nplv.registry import areas
from nplv.registry.editions import declared_for_refresh
from nplv.registry.model import Measure

LEVELS = {"NL": "nederland", "GM": "gemeente", "WK": "wijk", "BU": "buurt"}
AREA = replace(
    areas()["rotterdam-zuid"], slug="a", municipality_code="GM0001", wijken=("WK000101",), buurten=(), divisions=()
)
PEOPLE = {"NL00": 60_000.0, "GM0001": 10_000.0, "WK000101": 10_000.0, "BU00010100": 10_000.0}
PEOPLE |= {"GM0002": 40_000.0, "WK000201": 40_000.0, "BU00020100": 15_000.0, "BU00020101": 25_000.0}
CRIMES = {code: people / 100 for code, people in PEOPLE.items() if code[:2] in ("GM", "BU")}
PER_PERSON = Measure(value=("police.crimes",), weight=("kwb.inwoners",))


def table(year: int, values: Mapping[str, float], column: str) -> pd.DataFrame:
    rows = pd.DataFrame({"code": list(values), column: list(values.values())})
    rows["level"] = rows["code"].str[:2].map(LEVELS)
    rows["municipality"] = ("GM" + rows["code"].str[2:6]).where(rows["level"] != "nederland")
    return rows.assign(period=year, table="synthetisch")


def release(year: int, changed: tuple[str, ...] = (), **people: float) -> pd.DataFrame:
    """Kerncijfers of a year: the same inhabitants every year, but for those that are given."""
    rows = table(year, {**PEOPLE, **people}, "inwoners")
    return rows.assign(gewijzigd=["3" if code in changed else "1" for code in rows["code"]])


def observed(measure: Measure, *releases: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    """The observations of the units that have a figure, by code and year."""
    kerncijfers = pd.concat(releases, ignore_index=True)
    police = pd.concat([table(year, CRIMES, "crimes") for year in years])
    name = "misdrijven" if measure is PER_PERSON else "inwoners"
    indicator = replace(declared_for_refresh()[name], years=years, minimum_denominator=0)
    divisions = Divisions(kerncijfers, [AREA], 2024)
    found = measurements(indicator, measure, {"kwb": kerncijfers, "police": police}, divisions, [AREA])
    assert found is not None
    return observe_units(indicator, found).dropna(subset="value").set_index(["area_code", "period"])


def values(measure: Measure, *releases: pd.DataFrame, years: tuple[int, ...]) -> dict[tuple[str, int], float]:
    """Code and year -> value, of the units that have one."""
    found: dict[tuple[str, int], float] = observed(measure, *releases, years=years)["value"].to_dict()
    return found


def test_where_nothing_changed_all_units_have_a_rate_in_each_year() -> None:
    found = values(PER_PERSON, release(2023), release(2024), years=(2023, 2024))
    assert found == pytest.approx({(code, year): 10.0 for code in CRIMES for year in (2023, 2024)})


def test_a_rate_says_of_which_year_its_inhabitants_are() -> None:
    found = observed(PER_PERSON, release(2023), release(2024), years=(2022, 2024))
    assert found["denominator_period"].groupby("period").unique().to_dict() == {2022: [2023], 2024: [2024]}


def test_a_buurt_that_was_redrawn_has_no_rate_with_the_inhabitants_of_another_year() -> None:
    redrawn = release(2024, changed=("BU00020100",))
    found = values(PER_PERSON, release(2023, BU00020100=5_000), redrawn, years=(2023, 2024))
    # Its crimes of 2023 are those in the boundaries of 2024, where not 5,000 but 15,000 people live.
    assert ("BU00020100", 2023) not in found
    others = {(code, year) for code in CRIMES for year in (2023, 2024)} - {("BU00020100", 2023)}
    assert found == pytest.approx(dict.fromkeys(others, 10.0))


def test_a_count_of_what_was_another_unit_is_left_out() -> None:
    then = release(2023, BU00020100=5_000)
    now = release(2024, changed=("BU00020100",))
    found = values(Measure(value=("kwb.inwoners",)), then, now, years=(2023, 2024))
    assert ("BU00020100", 2023) not in found
    assert found["BU00020100", 2024] == 15_000
    assert found["BU00020101", 2023] == found["WK000201", 2023] - 15_000 == 25_000


def test_a_gemeente_that_was_redrawn_has_no_rate_with_the_inhabitants_of_another_year() -> None:
    # Of 2022 no inhabitants are on record: those of 2023 are the nearest, of a gemeente half the size.
    found = values(PER_PERSON, release(2023, GM0002=20_000), release(2024), years=(2022, 2024))
    assert ("GM0002", 2022) not in found
    assert found["GM0002", 2024] == found["GM0001", 2022] == pytest.approx(10.0)


def test_nor_in_that_other_year_itself() -> None:
    # The crimes of 2023 are those in the boundaries of 2024, the inhabitants those in the boundaries of 2023.
    found = values(PER_PERSON, release(2023, GM0002=20_000), release(2024), years=(2023, 2024))
    assert ("GM0002", 2023) not in found
