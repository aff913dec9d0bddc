"""What a link says of the map: where it begins, which level is coloured and which unit is chosen."""

from urllib.parse import parse_qs, urlencode

import pytest

from nplv.registry import areas
from nplv.ui import link


def parsed(query: str) -> tuple[link.Selection, list[str]]:
    return link.parse(parse_qs(query, keep_blank_values=True))


def written(selection: link.Selection) -> str:
    return urlencode(link.to_query(selection))


def test_without_an_area_the_map_shows_all_of_them() -> None:
    selection, _ = parsed("")
    assert (selection.view, selection.level, selection.unit) == ("nederland", "focusgebied", None)


def test_a_link_that_names_an_area_shows_what_lies_in_it() -> None:
    selection, _ = parsed("gebied=utrecht-overvecht")
    assert (selection.view, selection.level, selection.unit) == ("gebied", "buurt", None)


@pytest.mark.parametrize(
    "query",
    [
        "niveau=gemeente",
        "beeld=gebied",
        "beeld=gebied&niveau=wijk",
        "gebied=utrecht-overvecht&niveau=focusgebied",
        "gebied=utrecht-overvecht&beeld=nederland",
        "eenheid=GM0363",
        "eenheid=WK0363AA",
        "eenheid=BU0363MK03",
        "gebied=utrecht-overvecht&eenheid=WK034403",
    ],
)
def test_what_differs_from_the_default_is_written_as_it_was_read(query: str) -> None:
    selection, messages = parsed(query)
    assert messages == []
    assert written(selection) == query


def test_a_unit_says_its_own_level() -> None:
    selection, messages = parsed("eenheid=BU05990001&niveau=gemeente")
    assert (selection.level, selection.unit, messages) == ("buurt", "BU05990001", [])
    assert written(selection) == "eenheid=BU05990001"


@pytest.mark.parametrize("code", ["BU0599", "bu05990001", "XX05990001", "BU0599000A1", "BU05990001 ", "<b>"])
def test_what_is_not_a_code_is_named(code: str) -> None:
    selection, messages = parsed(urlencode({"eenheid": code}))
    assert selection.unit is None
    assert messages == [f"In de link staat eenheid ‘{code}’; dat is hier niet te vinden."]


@pytest.mark.parametrize(
    ("code", "level"),
    [("GM0363", "gemeente"), ("WK0363AA", "wijk"), ("BU0363MK03", "buurt"), ("rotterdam-zuid", None), ("", None)],
)
def test_a_code_tells_its_level(code: str, level: str | None) -> None:
    assert link.level_of(code) == level


def test_going_to_an_area_shows_its_buurten_but_keeps_a_level_that_was_chosen() -> None:
    overvecht = areas()["utrecht-overvecht"]
    gone = parsed("")[0].with_area(overvecht)
    assert (gone.area, gone.view, gone.level) == (overvecht, "gebied", "buurt")
    kept = parsed("eenheid=GM0363")[0].with_area(overvecht)
    assert (kept.view, kept.level, kept.unit) == ("gebied", "gemeente", None)


def test_another_level_chooses_what_the_unit_lies_in() -> None:
    buurt = parsed("eenheid=BU05990001")[0]
    assert buurt.with_level("wijk").unit == "WK059900"
    assert buurt.with_level("gemeente").unit == "GM0599"
    assert buurt.with_level("buurt").unit == "BU05990001"
    assert buurt.with_level("focusgebied").unit is None
    assert buurt.with_level("wijk").with_level("buurt").unit is None


def test_the_areas_are_seen_as_a_whole() -> None:
    assert parsed("gebied=utrecht-overvecht")[0].with_level("focusgebied").view == "nederland"


def test_choosing_a_unit_chooses_its_level() -> None:
    chosen = parsed("niveau=gemeente")[0].with_unit("WK034403")
    assert (chosen.level, chosen.unit) == ("wijk", "WK034403")


def test_only_a_code_can_be_chosen() -> None:
    with pytest.raises(ValueError, match="Overvecht"):
        parsed("")[0].with_unit("Overvecht")
