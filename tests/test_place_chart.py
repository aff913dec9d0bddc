"""The chart of a place: what it draws, and that it can be read without colour and on a phone. Tables are synthetic."""

from typing import Any

import pandas as pd
import pytest

from nplv.analysis.place import histogram, place
from nplv.charts.place import chart
from nplv.charts.theme import GREY, ORANGE
from nplv.registry import Indicator, Level, indicators

CRIMES = indicators()["misdrijven"]


def synthetic(values: list[float | None], inhabitants: int = 1000) -> pd.DataFrame:
    """Synthetic units U0, U1, …, all of the same size."""
    codes = [f"U{number}" for number in range(len(values))]
    return pd.DataFrame(
        {"code": codes, "name": codes, "value": pd.Series(values, dtype=float), "inhabitants": inhabitants}
    )


def drawn(
    units: pd.DataFrame, code: str = "U0", indicator: Indicator = CRIMES, level: Level = "buurt"
) -> dict[str, Any]:
    found = chart(
        histogram(units, code, indicator, level), place(units, code, indicator, level), indicator, level, "Wat er staat"
    )
    return found.to_dict()


def rows_of(spec: dict[str, Any], column: str) -> list[dict[str, Any]]:
    """The rows of the data set with this column; empty where there is none."""
    return next((rows for rows in spec["datasets"].values() if rows and column in rows[0]), [])


def marks(spec: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in spec["layer"]]


MANY = synthetic([7.25, *(float(value) for value in range(90)), *([1200.0] * 3)])


def test_many_units_are_bars_and_few_are_ticks() -> None:
    assert marks(drawn(MANY)) == ["bar", "rule", "text"]
    assert marks(drawn(synthetic([1.0, 2.0, 3.0]))) == ["tick", "rule", "text"]
    assert len(rows_of(drawn(synthetic([1.0, 2.0, 3.0])), "told")) == 3


def test_the_unit_is_marked_by_a_line_and_its_figure_not_by_colour_only() -> None:
    spec = drawn(MANY)
    assert rows_of(spec, "at") == [{"at": 7.25, "text": "7,3"}]
    bars = rows_of(spec, "told")
    # 7,25 is shown as 7,3: in the bar of 5 to 10, with 5, 6, 7, 8 and 9.
    assert [(bar["from"], bar["to"], bar["count"]) for bar in bars if bar["selected"]] == [(5, 10, 6)]
    assert spec["layer"][0]["encoding"]["color"] == {
        "condition": {"test": "datum.selected", "value": ORANGE},
        "value": GREY,
    }


@pytest.mark.parametrize(("code", "side"), [("U1", "left"), ("U90", "right")])
def test_the_figure_stands_on_the_side_that_has_room(code: str, side: str) -> None:
    assert drawn(MANY, code)["layer"][2]["mark"]["align"] == side


def test_an_open_bin_is_drawn_as_wide_as_the_others_and_explained() -> None:
    spec = drawn(MANY, "U93")
    bars = rows_of(spec, "told")
    assert {bar["to"] - bar["from"] for bar in bars} == {5}
    assert [bar["open"] for bar in bars] == [False] * 18 + [True]
    assert bars[-1]["told"] == "90 of meer, tot 1.200,0: 3 buurten"
    assert spec["layer"][0]["encoding"]["x"]["title"] == [
        "Misdrijven, per 1.000 inwoners",
        "Laatste staaf: 90 of meer, tot 1.200,0",
    ]
    # Its line stands in the middle of the bar, and its text tells the figure.
    assert rows_of(spec, "at") == [{"at": 92.5, "text": "1.200,0"}]


def test_an_open_bin_below() -> None:
    spec = drawn(synthetic([-900.0, *(float(value) for value in range(100))]))
    assert rows_of(spec, "told")[0]["told"] == "minder dan 0, vanaf −900,0: 1 buurt"
    assert spec["layer"][0]["encoding"]["x"]["title"][1] == "Eerste staaf: minder dan 0, vanaf −900,0"


def test_bars_tell_what_they_are() -> None:
    told = [bar["told"] for bar in rows_of(drawn(MANY), "told")]
    assert told[:2] == ["0 tot 5: 5 buurten", "5 tot 10: 6 buurten"]
    small = synthetic([value / 1000 for value in range(100)])
    scores = [bar["told"] for bar in rows_of(drawn(small, "U0", indicators()["leefbaarometer"], "wijk"), "told")]
    assert scores[:2] == ["0 tot 0,005: 5 wijken", "0,005 tot 0,010: 5 wijken"]
    assert rows_of(drawn(synthetic([1.0, 2.0])), "told")[0]["told"] == "U0: 1,0 per 1.000 inwoners"


def test_a_unit_without_a_place_is_not_marked() -> None:
    spec = drawn(synthetic([None, *(float(value) for value in range(90))]))
    assert marks(spec) == ["bar"]
    assert not any(bar["selected"] for bar in rows_of(spec, "told"))
    small = synthetic([5.0, *(float(value) for value in range(90))])
    small.loc[0, "inhabitants"] = 10
    assert marks(drawn(small)) == ["bar"]


def test_axes_name_what_they_count() -> None:
    spec = drawn(MANY)
    heights = spec["layer"][0]["encoding"]
    assert (heights["y"]["title"], heights["y"]["scale"]["zero"], heights["y2"]) == (
        "aantal buurten",
        True,
        {"datum": 0},
    )
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert (spec["width"], spec["height"], spec["description"]) == ("container", 110, "Wat er staat")


@pytest.mark.parametrize("indicator", [one for one in indicators().values() if one.has_figures], ids=lambda one: one.id)
def test_texts_fit_a_phone(indicator: Indicator) -> None:
    # A phone leaves 330 pixels, of which 45 for the vertical axis; characters of 12 pixels take at most 6,5 on average.
    figures = [931_298.0 if indicator.aggregation == "sum" else 9_999.0, *(float(value) for value in range(100))]
    for spec in (drawn(synthetic(list(figures)), "U0", indicator), drawn(synthetic([1.0, 2.0]), "U0", indicator)):
        assert max(map(len, spec["layer"][0]["encoding"]["x"]["title"])) * 6.5 <= 330 - 45


def test_equal_figures_can_be_drawn() -> None:
    for number in (1, 2, 70):
        spec = drawn(synthetic([5.0] * number))
        low, high = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
        assert low < high
