"""The stacked bars of public money: what they draw, and that it can be read without colour and on a phone."""

from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

from nplv.analysis import funding as money
from nplv.analysis.homes import expected_homes
from nplv.charts import funding as charts
from nplv.charts.homes import homes_bars
from nplv.registry import schemes
from nplv.snapshot import open_snapshot

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def stacks() -> pd.DataFrame:
    snapshot = open_snapshot(ROOT)
    return money.stacks(snapshot.funding(), snapshot.composition())


def spec_of(chart: alt.LayerChart) -> dict[str, Any]:
    return chart.to_dict()


def rows_of(spec: dict[str, Any], *columns: str) -> list[dict[str, Any]]:
    """The rows of the first data set that has all these columns."""
    found = [rows for rows in spec["datasets"].values() if rows and set(columns) <= set(rows[0])]
    assert found, f"no data with {columns}"
    return found[0]


def test_every_scheme_in_a_stack_has_its_own_colour_and_number(stacks: pd.DataFrame) -> None:
    shown = set(stacks["scheme"].dropna())
    assert shown == set(charts.COLOURS), "a colour for each scheme that appears, and no more"
    assert len(set(charts.COLOURS.values())) == len(charts.COLOURS)
    assert list(charts.COLOURS) == [name for name in schemes() if name in charts.COLOURS]


def test_all_gemeenten_are_written_with_amount_and_known_schemes(stacks: pd.DataFrame) -> None:
    spec = spec_of(charts.stacked_bars(stacks, per_inhabitant=False, description="Synthetisch"))
    lines = {row["left"]: row["right"] for row in rows_of(spec, "left", "right")}
    assert len(lines) == 19
    assert lines["Rotterdam"] == "€ 286,8 mln · 4 van 8 regelingen"
    assert lines["Nieuwegein"] == "geen bedrag bekend"
    # On a phone the chart is 350 pixels wide, and a character of 12 pixels at most 7 on average.
    assert max(len(left) + len(right) for left, right in lines.items()) * 7 <= 350


def test_segments_of_a_bar_follow_each_other(stacks: pd.DataFrame) -> None:
    spec = spec_of(charts.stacked_bars(stacks, per_inhabitant=False, description="Synthetisch"))
    utrecht = [row for row in rows_of(spec, "start", "end", "purpose") if row["bar"] == "GM0344"]
    assert utrecht[0]["start"] == 0
    assert [row["start"] for row in utrecht[1:]] == [row["end"] for row in utrecht[:-1]]
    assert utrecht[-1]["end"] == pytest.approx(96e6)


def test_stripes_stand_in_every_hatched_segment_and_nowhere_else(stacks: pd.DataFrame) -> None:
    spec = spec_of(charts.stacked_bars(stacks, per_inhabitant=False, description="Synthetisch"))
    segments = rows_of(spec, "start", "end", "hatched")
    stripes = next(rows for rows in spec["datasets"].values() if rows and set(rows[0]) == {"bar", "x"})
    striped = {
        (segment["bar"], segment["start"])
        for segment in segments
        for stripe in stripes
        if stripe["bar"] == segment["bar"] and segment["start"] < stripe["x"] < segment["end"]
    }
    assert striped == {(segment["bar"], segment["start"]) for segment in segments if segment["hatched"]}


def test_the_legend_explains_numbers_and_stripes(stacks: pd.DataFrame) -> None:
    spec = spec_of(charts.stacked_bars(stacks, per_inhabitant=False, description="Synthetisch"))
    colour = next(layer["encoding"]["color"] for layer in spec["layer"] if "color" in layer["encoding"])
    assert colour["title"] == [
        "Regeling, met haar nummer in de balk",
        "/// niet of niet zeker alleen voor het focusgebied",
    ]
    assert colour["scale"]["domain"][:2] == ["1 Volkshuisvestingsfonds", "2 Kansrijke Wijk"]


def test_only_the_selected_gemeente_is_marked(stacks: pd.DataFrame) -> None:
    spec = spec_of(charts.stacked_bars(stacks, per_inhabitant=True, description="Synthetisch", selected="GM0344"))
    marked = [rows for rows in spec["datasets"].values() if rows and rows[0].get("marked") is True]
    assert {row["left"] for rows in marked for row in rows if row["marked"]} == {"Utrecht"}


def test_years_in_order_and_the_unknown_year_last() -> None:
    chart = charts.yearly_bars(money.by_year(open_snapshot(ROOT).funding(), "GM0014"), description="Synthetisch")
    lines = [(row["left"], row["right"]) for row in rows_of(spec_of(chart), "left", "right")]
    assert lines == [
        ("2021", "€ 10,5 mln"),
        ("2022", "€ 4 mln"),
        ("2023", "€ 12,7 mln"),
        ("2024", "€ 10,4 mln"),
        ("2025", "€ 18 mln"),
        ("jaar onbekend", "€ 15 mln"),
    ]


def test_homes_are_drawn_with_social_rent_first() -> None:
    homes = expected_homes(open_snapshot(ROOT).letter())
    spec = spec_of(homes_bars(homes, description="Synthetisch"))
    parts = {(row["bar"], row["part"]): (row["start"], row["end"]) for row in rows_of(spec, "part", "start", "end")}
    assert parts["Zes focusgebieden, nieuwbouw", "sociale huur"] == (0, 668)
    assert parts["Zes focusgebieden, nieuwbouw", "andere woningen"] == (668, 1588)
    lines = {row["left"]: row["right"] for row in rows_of(spec, "left", "right")}
    assert lines["Heel Nederland, sloop"] == "1.139 · 527 sociaal"
    assert max(len(left) + len(right) for left, right in lines.items()) * 7 <= 350


def test_the_chart_describes_itself(stacks: pd.DataFrame) -> None:
    spec = spec_of(charts.stacked_bars(stacks, per_inhabitant=False, description="Wat hier staat"))
    assert spec["description"] == "Wat hier staat"
    assert spec["width"] == "container"
    assert spec["config"]["locale"]["number"]["decimal"] == ","
