"""Which units an area has in which year: small synthetic releases of Kerncijfers, and what they allow."""

from dataclasses import replace

import pandas as pd
import pytest

from nplv.pipeline.divisions import Divisions, shares_of_wijken
from nplv.registry import Area, areas
from nplv.registry.model import Division, Recoded

BASE = 2024


def area(
    slug: str = "a", wijken: tuple[str, ...] = ("WK000101",), buurten: tuple[str, ...] = (), **more: object
) -> Area:
    declared = replace(areas()["rotterdam-zuid"], slug=slug, municipality_code="GM0001", divisions=())
    return replace(declared, wijken=wijken, buurten=buurten, **more)  # type: ignore[arg-type]


def release(year: int, **inhabitants: float | tuple[float, str]) -> pd.DataFrame:
    """A release with inhabitants by code, and with the mark of a changed boundary where one is given."""
    rows = []
    for code, given in {"GM0001": 10_000, **inhabitants}.items():
        people, mark = given if isinstance(given, tuple) else (given, "1")
        level = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}[code[:2]]
        rows.append((year, level, code, "GM0001", people, mark))
    return pd.DataFrame(rows, columns=["period", "level", "code", "municipality", "inwoners", "gewijzigd"])


WHOLE = {"WK000101": 1_000, "BU00010100": 400, "BU00010101": 600}


def divisions(*releases: pd.DataFrame, of: Area | None = None) -> Divisions:
    return Divisions(pd.concat(releases, ignore_index=True), [of or area()], BASE)


def why(found: Divisions, year: int) -> str:
    return found.composition(year).unmatched["a"]


def test_the_codes_of_the_declared_division_hold_for_its_year() -> None:
    units = divisions(release(2024, **WHOLE)).composition(2024).units
    assert units.to_dict("records") == [{"focus_area": "a", "code": "WK000101", "share": 1.0}]


def test_they_hold_for_another_year_when_nothing_changed_in_between() -> None:
    found = divisions(*(release(year, **WHOLE) for year in (2021, 2022, 2023, 2024, 2025)))
    for year in (2021, 2022, 2023, 2025):
        assert list(found.composition(year).units["code"]) == ["WK000101"]
        assert found.composition(year).unmatched == {}


@pytest.mark.parametrize("mark", ["2", "3"])
def test_a_mark_in_any_release_in_between_ends_that(mark: str) -> None:
    changed = release(2022, **WHOLE | {"WK000101": (1_000, mark)})
    found = divisions(release(2020, **WHOLE), release(2021, **WHOLE), changed, release(2024, **WHOLE))
    # The mark of 2022 says that the unit is another one than in the year before.
    assert found.composition(2022).unmatched == {}
    assert why(found, 2021) == (
        "De indeling van 2021 is niet met zekerheid aan het gebied te koppelen: "
        "WK000101 is tussen 2021 en 2024 gewijzigd."
    )
    assert found.composition(2021).units.empty


def test_a_code_that_does_not_exist_ends_that() -> None:
    found = divisions(release(2022, WK000199=1_000), release(2024, **WHOLE))
    assert "WK000101 is niet in de opgehaalde indeling" in why(found, 2022)


def test_so_does_a_number_of_inhabitants_that_is_too_different() -> None:
    # Two years: 5% and twice 2% may be growth.
    found = divisions(release(2022, WK000101=910), release(2024, **WHOLE))
    assert found.composition(2022).unmatched == {}
    found = divisions(release(2022, WK000101=900), release(2024, **WHOLE))
    assert "het aantal inwoners verschilt 10% van dat in de indeling van 2024" in why(found, 2022)


def test_a_year_without_a_release_has_no_composition() -> None:
    assert why(divisions(release(2024, **WHOLE)), 2020) == (
        "De indeling van 2020 in wijken en buurten is niet opgehaald."
    )


def test_other_codes_are_declared_for_a_range_of_years_and_carried_over_from_there() -> None:
    redrawn = area(divisions=(Division(2019, 2020, wijken=("WK000150", "WK000151")),))
    old = {"WK000150": 500, "WK000151": 450}
    found = divisions(*(release(year, **old) for year in (2018, 2019, 2020, 2021)), release(2024, **WHOLE), of=redrawn)
    for year in (2018, 2019, 2020, 2021):
        assert list(found.composition(year).units["code"]) == ["WK000150", "WK000151"]
    assert list(found.composition(2024).units["code"]) == ["WK000101"]


def test_units_of_a_gemeente_with_other_declared_codes_are_not_the_same() -> None:
    redrawn = area(divisions=(Division(2020, 2020, wijken=("WK000101",)),))
    found = divisions(release(2020, **WHOLE), release(2024, **WHOLE), of=redrawn)
    codes = pd.Series(["WK000101", "BU00010100"])
    assert list(found.same(codes, 2020, 2024)) == [False, False]
    plain = divisions(release(2020, **WHOLE), release(2024, **WHOLE))
    assert list(plain.same(codes, 2020, 2024)) == [True, True]


def test_the_current_code_of_a_unit_is_its_own_or_the_declared_one_or_none() -> None:
    changed = release(2024, **WHOLE | {"BU00010101": (600, "3")})
    then = release(2022, **WHOLE | {"WK000150": 70})
    recoded = Recoded("GM0001", 2021, 2022, {"WK000150": "WK000199"})
    found = Divisions(pd.concat([then, changed], ignore_index=True), [area()], BASE, [recoded])
    codes = pd.Series(["WK000101", "BU00010101", "WK000150"])
    assert found.current(codes, 2022).fillna("").tolist() == ["WK000101", "", "WK000199"]
    assert found.current(codes, 2024).fillna("").tolist() == ["WK000101", "BU00010101", ""]


def test_a_release_without_buurten_gives_a_declared_buurt_as_its_share_of_the_wijk() -> None:
    partly = area(wijken=(), buurten=("BU00010100",))
    found = divisions(release(2022, WK000101=950), release(2024, **WHOLE), of=partly)
    units = found.composition(2022).units
    assert units[["code", "share"]].to_dict("records") == [{"code": "WK000101", "share": 0.4}]
    assert list(found.composition(2024).units["code"]) == ["BU00010100"]


def test_shares_of_wijken_are_by_inhabitants() -> None:
    rows = release(2024, BU00010100=100, BU00010101=300, BU00010200=50).set_index("code")
    shares = shares_of_wijken(pd.Series(["BU00010100", "BU00010200"]), rows).set_index("code")["share"]
    assert shares.to_dict() == {"WK000101": 0.25, "WK000102": 1.0}


def test_a_table_is_in_the_division_that_holds_its_codes_and_of_several_in_the_nearest() -> None:
    found = divisions(release(2019, WK000150=1, WK000151=1), release(2023, **WHOLE), release(2024, **WHOLE))
    assert found.of_table(pd.Series(["GM0001", "WK000150"]), 2023) == 2019
    assert found.of_table(pd.Series(["WK000101", "BU00010100"]), 2021) == 2023
    assert found.of_table(pd.Series(["WK000101", "BU00010100"]), 2025) == 2024
    assert found.of_table(pd.Series(["WK000150", "WK000101"]), 2023) is None  # half of its codes is no match
    assert found.of_table(pd.Series(["GM0001", "WK999901"]), 2023) is None  # of other gemeenten nothing is known here


def test_only_releases_with_inhabitants_of_buurten_are_complete() -> None:
    found = divisions(
        release(2022, WK000101=1_000), release(2023, **WHOLE), release(2025, **WHOLE), release(2024, **WHOLE)
    )
    assert found.complete == [2023, 2024, 2025]
    assert found.nearest_complete(2013) == 2023
    assert found.nearest_complete(2024) == 2024
    assert divisions(release(2023, **WHOLE), release(2025, **WHOLE)).nearest_complete(2024) == 2025


def test_a_jump_in_inhabitants_says_that_a_gemeente_was_redrawn() -> None:
    def year(number: int, people: float) -> pd.DataFrame:
        return release(number, **{"GM0001": people, **WHOLE})

    grown = divisions(year(2022, 10_000), year(2023, 10_250), year(2024, 10_500))
    assert grown.same_gemeenten(2022, 2024) == {"GM0001"}
    merged = divisions(year(2022, 10_000), year(2023, 11_000), year(2024, 11_100))
    assert merged.same_gemeenten(2022, 2024) == set()
    assert merged.same_gemeenten(2023, 2024) == {"GM0001"}
