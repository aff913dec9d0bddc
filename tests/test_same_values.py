"""The newest figure of an area is one and the same wherever it is shown, and so is what it is held against.

Numbers are compared unrounded with the observations of the snapshot, texts with these figures rounded by `tests.dutch`.
"""

import math
from collections.abc import Callable
from functools import cache

import pytest

from nplv.analysis.comparison import OTHERS, newest_years
from nplv.registry import Indicator, areas, indicators
from tests import surfaces_of_numbers, surfaces_of_text
from tests.dutch import amount, bare, written
from tests.surfaces import OWN, Numbers, observations, years
from tests.surfaces_of_text import Texts

EACH = sorted(years())
NUMBERS: list[Callable[[str], Numbers]] = [
    surfaces_of_numbers.profile_rows,
    surfaces_of_numbers.profile_twin,
    surfaces_of_numbers.matrix_cells,
    surfaces_of_numbers.matrix_table,
    surfaces_of_numbers.matrix_list,
    surfaces_of_numbers.ranking_rows,
    surfaces_of_numbers.ranking_table,
    surfaces_of_numbers.ranking_drawing,
    surfaces_of_numbers.series_end,
    surfaces_of_numbers.series_table,
    surfaces_of_numbers.series_drawing,
    surfaces_of_numbers.series_by_year,
    surfaces_of_numbers.series_panels,
    surfaces_of_numbers.gap_years,
    surfaces_of_numbers.gap_tables,
    surfaces_of_numbers.gap_drawing,
    surfaces_of_numbers.map_comparators,
    surfaces_of_numbers.map_table,
    surfaces_of_numbers.map_place,
    surfaces_of_numbers.pair_rows,
    surfaces_of_numbers.pair_table,
    surfaces_of_numbers.scatter_table,
]


def number(value: float, indicator: Indicator) -> str:
    return written(value, indicator.decimals)


def in_a_column(value: float, indicator: Indicator) -> str:
    return number(value, indicator) if indicator.unit.startswith("per ") else amount(value, indicator)


TEXTS: dict[Callable[[str], Texts], Callable[[float, Indicator], str]] = {
    surfaces_of_text.matrix_on_the_page: bare,
    surfaces_of_text.profile_on_the_page: bare,
    surfaces_of_text.ranking_on_the_page: number,
    surfaces_of_text.pair_on_the_page: bare,
    surfaces_of_text.map_comparators: in_a_column,
    surfaces_of_text.series_labels: number,
    surfaces_of_text.series_words: amount,
    surfaces_of_text.panel_words: amount,
    surfaces_of_text.small_picture: number,
    surfaces_of_text.place_ticks: amount,
    surfaces_of_text.place_mark: number,
    surfaces_of_text.scatter_dots: number,
}
# Those that leave areas out: only a series has them, or their charts take long and are made of some areas.
PARTIAL = {
    "profile_on_the_page", "pair_on_the_page", "series_drawing", "series_labels", "series_panels", "panel_words",
    "gap_years", "gap_tables", "gap_drawing", "small_picture", "place_mark",
}  # fmt: skip


@cache
def published() -> dict[tuple[str, str, str, int], tuple[float, float, float]]:
    """Value, numerator and denominator of each observation, by indicator, level, area code and period."""
    return {
        (row["indicator"], row["level"], row["area_code"], row["period"]): (
            row["value"],
            row["numerator"],
            row["denominator"],
        )
        for row in observations().to_dict("records")
    }


@cache
def expected(identity: str, slug: str, level: str) -> float:
    """The figure as published; that of the other 19 from the sums of these."""
    year = years()[identity]
    if level == OTHERS:
        others = [published()[identity, OWN, one, year] for one in areas() if one != slug]
        return indicators()[identity].scale * sum(one[1] for one in others) / sum(one[2] for one in others)
    codes: dict[str, str] = {OWN: slug, "nederland": "NL00", "focusgebieden": "focusgebieden"}
    code = codes.get(level, areas()[slug].municipality_code)
    return published().get((identity, level, code, year), (math.nan,))[0]


def test_the_newest_years_are_those_of_the_code() -> None:
    assert newest_years(observations()) == years()
    assert len(EACH) >= 20


@pytest.mark.parametrize("surface", NUMBERS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("identity", EACH)
def test_a_number_is_that_of_the_observations(identity: str, surface: Callable[[str], Numbers]) -> None:
    there = set()
    for slug, level, value in surface(identity):
        found = expected(identity, slug, level)
        if math.isnan(found):
            assert value is None or math.isnan(value)
        elif level == OTHERS:
            assert value == pytest.approx(found, rel=1e-9), (slug, level)
        else:
            assert value == found, (slug, level)
            there.add((slug, level))
    known = {(slug, OWN) for slug in areas() if not math.isnan(expected(identity, slug, OWN))}
    assert surface.__name__ in PARTIAL or known <= there


@pytest.mark.parametrize("surface", TEXTS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("identity", EACH)
def test_a_text_is_the_observation_rounded(identity: str, surface: Callable[[str], Texts]) -> None:
    there = set()
    for slug, level, text in surface(identity):
        found = expected(identity, slug, level)
        told = "—" if math.isnan(found) else TEXTS[surface](float(f"{found:.12g}"), indicators()[identity])
        assert text == told, (slug, level)
        if not math.isnan(found):
            there.add((slug, level))
    known = {(slug, OWN) for slug in areas() if not math.isnan(expected(identity, slug, OWN))}
    assert surface.__name__ in PARTIAL or known <= there
