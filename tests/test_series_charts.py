"""What the charts of the page Ontwikkeling draw, and what they leave out."""

from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from nplv.analysis.series import every_area, series
from nplv.charts.panels import panels
from nplv.charts.series import axis_of, dots, lines
from nplv.registry import areas, indicators

CRIMES = indicators()["misdrijven"]
LIVEABILITY = indicators()["leefbaarometer"]
OWNED = indicators()["koopwoningen"]
ZUID = areas()["rotterdam-zuid"]


def synthetic(level: str, code: str, values: dict[int, float], margin: float | None = None) -> pd.DataFrame:
    """Made-up observations of one line."""
    table = pd.DataFrame({"period": list(values), "value": list(values.values())}, dtype=float)
    limits = float("nan") if margin is None else margin
    return table.assign(
        level=level,
        area_code=code,
        lower=table["value"] - limits,
        upper=table["value"] + limits,
        status="ok",
        reason=None,
    ).astype({"period": int})


def crimes(values: dict[int, float] | None = None, margin: float | None = None) -> pd.DataFrame:
    own = values or {2021: 80.0, 2022: 78.0, 2023: 77.0, 2024: 75.0, 2025: 74.0}
    country = dict.fromkeys(CRIMES.years, 44.0)
    lines = [
        synthetic("focusgebied", ZUID.slug, own, margin),
        synthetic("nederland", "NL00", country),
        synthetic("focusgebieden", "focusgebieden", dict.fromkeys(CRIMES.years, 44.5)),
    ]
    return series(pd.concat(lines), ZUID, CRIMES, ["nederland", "focusgebieden", "gemeente"])


def layers(chart: Any, mark: str) -> list[dict[str, Any]]:
    """The layers with this mark, each with its rows under "rows"."""
    spec = chart.to_dict()
    found = [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]
    return [{**layer, "rows": spec["datasets"][layer["data"]["name"]]} for layer in found]


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([73.9, 44.3], 0, 80),
        ([57.8, 101.0], 0, 125),
        ([-0.248, -0.303], -0.4, 0),
        ([-0.12, 0.07], -0.15, 0.1),
        ([0.3, 0.2], 0, 0.3),
        ([0.0], 0, 1),
        ([18_000_000.0], 0, 20_000_000),
    ],
)
def test_axis_holds_zero_and_ends_on_round_numbers(values: list[float], low: float, high: float) -> None:
    rows = pd.DataFrame({"value": values, "lower": float("nan"), "upper": float("nan")})
    ticks = axis_of(rows).ticks
    assert 0 in ticks
    assert (ticks[0], ticks[-1]) == pytest.approx((low, high))
    assert len(ticks) <= 8


def test_axis_holds_the_intervals() -> None:
    assert axis_of(pd.DataFrame({"value": [79.0], "lower": [77.0], "upper": [81.0]})).ticks[-1] > 81


def test_a_line_is_drawn_between_consecutive_measurements_only() -> None:
    (line,) = layers(lines(crimes({2021: 80.0, 2023: 77.0, 2024: 75.0}), CRIMES, description="d"), "line")
    assert line["encoding"]["detail"] == [{"field": "stretch", "type": "nominal"}]
    stretches = {row["period"]: row["stretch"] for row in line["rows"] if row["level"] == "focusgebied"}
    assert set(stretches) == {2021, 2023, 2024}
    assert stretches[2021] != stretches[2023] == stretches[2024]


def test_years_on_the_axis_are_the_measuring_years_spaced_in_time() -> None:
    rows = series(synthetic("focusgebied", ZUID.slug, dict.fromkeys(LIVEABILITY.years, -0.1)), ZUID, LIVEABILITY, [])
    (line,) = layers(lines(rows, LIVEABILITY, description="d"), "line")
    x = line["encoding"]["x"]
    assert x["axis"]["values"] == [2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022, 2024]
    assert x["axis"]["tickCount"] == 9  # Vega thins given values down to the count of the theme
    assert (x["type"], x["scale"]["domain"]) == ("quantitative", [2002, 2024])


def test_on_a_narrow_page_every_other_year_is_written_and_the_last_always() -> None:
    rows = series(synthetic("focusgebied", ZUID.slug, dict.fromkeys(LIVEABILITY.years, -0.1)), ZUID, LIVEABILITY, [])
    (line,) = layers(lines(rows, LIVEABILITY, description="d"), "line")
    assert "indexof([2022, 2018, 2014, 2008], datum.value)" in line["encoding"]["x"]["axis"]["labelExpr"]


def test_baseline_and_start_are_marked_and_named() -> None:
    chart = lines(crimes(), CRIMES, description="d")
    texts = [row["text"] for layer in layers(chart, "text") for row in layer["rows"]]
    assert {"0-meting\n2022", "Start programma\njuli 2022"} <= set(texts)
    periods = [row["period"] for layer in layers(chart, "rule") for row in layer["rows"] if "period" in row]
    assert {2022, 2022.5} <= set(periods)


def test_each_line_is_named_once_at_its_end_and_no_name_covers_another() -> None:
    chart = lines(crimes(), CRIMES, description="d")
    names = [row for layer in layers(chart, "text") for row in layer["rows"] if "is_area" in row]
    assert sorted(row["text"] for row in names) == [
        "De 20\nfocusgebieden\nsamen\n44,5",
        "Nederland\n44,0",
        "Rotterdam-Zuid\n74,0",
    ]
    pixels = 340 / 80  # height of the plot by the length of its axis
    placed = sorted(((80 - row["top"]) * pixels, 15 * (row["text"].count("\n") + 1)) for row in names)
    for (top, height), (following, _) in pairwise(placed):
        assert top + height <= following
    assert placed[-1][0] + placed[-1][1] <= 340


def test_a_line_that_ends_early_says_in_which_year() -> None:
    chart = lines(crimes({2021: 80.0, 2022: 78.0}), CRIMES, description="d")
    names = [row["text"] for layer in layers(chart, "text") for row in layer["rows"]]
    assert "Rotterdam-Zuid\n(2022)\n78,0" in names


def test_band_only_where_there_are_intervals() -> None:
    assert layers(lines(crimes(), CRIMES, description="d"), "area") == []
    (band,) = layers(lines(crimes(margin=1.0), CRIMES, description="d"), "area")
    assert {row["level"] for row in band["rows"]} == {"focusgebied"}


def test_lines_differ_in_dash_and_shape_and_not_in_colour_only() -> None:
    chart = lines(crimes(), CRIMES, description="d")
    (line,), (point,) = layers(chart, "line"), layers(chart, "point")
    for channel in (line["encoding"]["strokeDash"], point["encoding"]["shape"]):
        assert len(channel["scale"]["domain"]) == 5
    assert len({str(dash) for dash in line["encoding"]["strokeDash"]["scale"]["range"]}) == 4
    assert len(set(point["encoding"]["shape"]["scale"]["range"])) == 5


def test_zero_of_a_score_is_named_and_that_of_a_rate_is_the_bottom() -> None:
    rows = series(synthetic("focusgebied", ZUID.slug, {2022: -0.1, 2024: 0.1}), ZUID, LIVEABILITY, [])
    texts = [
        row["text"] for layer in layers(lines(rows, LIVEABILITY, description="d"), "text") for row in layer["rows"]
    ]
    assert "0 = ijkpunt" in texts
    chart = lines(crimes(), CRIMES, description="d")
    assert "0 = ijkpunt" not in [row["text"] for layer in layers(chart, "text") for row in layer["rows"]]


def test_one_year_is_dots_with_a_dash_for_what_is_missing() -> None:
    rows = series(synthetic("focusgebied", ZUID.slug, {2024: 27.9}), ZUID, OWNED, ["nederland"])
    chart = dots(rows, OWNED, description="d")
    assert layers(chart, "line") == []
    words = {row["label"]: row["words"] for row in layers(chart, "text")[0]["rows"]}
    assert words == {"Rotterdam-Zuid": "27,9%", "Nederland": "—"}


def test_dots_have_a_margin_only_where_there_is_an_interval() -> None:
    observations = synthetic("focusgebied", ZUID.slug, {2024: 27.9})
    assert len(layers(dots(series(observations, ZUID, OWNED, []), OWNED, description="d"), "rule")) == 1
    with_margin = synthetic("focusgebied", ZUID.slug, {2024: 27.9}, margin=1.0)
    _bar, margin = layers(dots(series(with_margin, ZUID, OWNED, []), OWNED, description="d"), "rule")
    assert margin["encoding"]["x"]["field"] == "lower"


def test_every_area_has_a_panel_with_its_own_line_and_the_country() -> None:
    observations = pd.concat(
        [
            synthetic("nederland", "NL00", dict.fromkeys(CRIMES.years, 44.0)),
            *(
                synthetic("focusgebied", slug, dict.fromkeys(CRIMES.years, 50.0 + index))
                for index, slug in enumerate(areas())
            ),
        ]
    )
    chart = panels(every_area(observations, CRIMES), CRIMES, selected=ZUID.slug, description="d")
    names = {row["label"]: row["panel"] for layer in layers(chart, "text") for row in layer["rows"] if "label" in row}
    assert sorted(names) == sorted(area.name for area in areas().values())
    assert sorted(names.values()) == list(range(20))
    (line,) = layers(chart, "line")
    kinds = pd.DataFrame(line["rows"]).groupby("panel")["level"].agg(lambda column: tuple(sorted(set(column))))
    assert kinds[names["Rotterdam-Zuid"]] == ("gekozen", "nederland")
    assert (kinds.drop(names["Rotterdam-Zuid"]) == ("focusgebied", "nederland")).all()
    own = {(row["panel"], round(row["up"], 4)) for row in line["rows"] if row["level"] != "nederland"}
    assert own == {(index, (50 + index) / 80) for index in range(20)}


def test_charts_carry_their_description() -> None:
    assert lines(crimes(), CRIMES, description="Wat er te zien is").to_dict()["description"] == "Wat er te zien is"
