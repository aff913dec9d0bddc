"""Two indicators against each other. The tables are synthetic, except where said."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from nplv.analysis import scatter
from nplv.analysis.scatter import Correlation, Scatter
from nplv.analysis.sentences import scatter as words
from nplv.charts.scatter import chart
from nplv.registry import Level, areas, indicators
from nplv.snapshot import open_snapshot

ROOT = Path(__file__).parents[1]
HOMES, WOZ = indicators()["koopwoningen"], indicators()["woz-waarde"]
ZUID, DELFT = areas()["rotterdam-zuid"], areas()["delft-west"]


def dots(x: list[float], y: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"x": x, "y": y}, dtype=float)


def test_rank_correlation_gives_the_published_example() -> None:
    # The reference of the R package statpsych, by the author of the interval: ci.spear, with ties in x.
    y = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19]
    x = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51]
    found = scatter.correlation(dots(list(map(float, x)), list(map(float, y))))
    assert isinstance(found, Correlation)
    assert (found.rho, found.lower, found.upper) == pytest.approx((0.8699639, 0.5840951, 0.9638297), abs=1e-6)
    assert found.pairs == 15


def test_rank_correlation_by_hand() -> None:
    # Ranks 1 to 10 against 2 1 4 3 6 5 8 7 10 9: each differs by 1, so rho = 1 - 6 * 10 / (10 * 99) = 0.939394.
    found = scatter.correlation(dots([*map(float, range(10))], [20.0, 10, 40, 30, 60, 50, 80, 70, 1000, 90]))
    assert isinstance(found, Correlation)
    assert found.rho == pytest.approx(1 - 60 / 990)


def test_an_extreme_figure_does_not_make_a_rank_correlation() -> None:
    x, y = [5.0, 3, 8, 1, 9, 2, 7, 4, 6, 10_000], [2.0, 9, 4, 6, 1, 7, 5, 3, 8, 10_000]
    found = scatter.correlation(dots(x, y))
    assert isinstance(found, Correlation)
    assert np.corrcoef(x, y)[0, 1] > 0.99
    assert found.rho < 0.2
    assert found.lower < 0 < found.upper


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        ([1.0, 2, 3, 4, 5, 6, 7, 8, 9], [1.0, 2, 3, 4, 5, 6, 7, 8, 9], "few"),
        ([1.0] * 12, [*map(float, range(12))], "constant"),
        ([], [], "few"),
    ],
)
def test_no_correlation_has_a_reason(x: list[float], y: list[float], reason: str) -> None:
    assert scatter.correlation(dots(x, y)) == reason


@pytest.mark.parametrize("level", scatter.LEVELS)
def test_rank_correlation_of_the_snapshot_is_that_of_scipy(level: Level) -> None:
    found = of_snapshot("koopwoningen", "woz-waarde", level)
    own = scatter.correlation(found.dots)
    assert isinstance(own, Correlation)
    assert own.rho == pytest.approx(spearmanr(found.dots["x"], found.dots["y"]).statistic, abs=1e-12)


def of_snapshot(first: str, second: str, level: Level) -> Scatter:
    snapshot = open_snapshot(ROOT)
    return scatter.scatter(snapshot.observations(first), snapshot.observations(second), snapshot.areas(level), level)


def test_dots_of_the_snapshot_by_another_route() -> None:
    snapshot = open_snapshot(ROOT)
    found = of_snapshot("koopwoningen", "woz-waarde", "wijk")
    values = {
        (row["indicator"], row["area_code"]): row["value"]
        for row in snapshot.all_observations(("wijk",)).to_dict("records")
        if row["period"] == 2024
    }
    expected = {}
    for wijk in snapshot.areas("wijk").to_dict("records"):
        both = [values.get((name, wijk["code"]), math.nan) for name in ("koopwoningen", "woz-waarde")]
        if wijk["inhabitants"] >= 200 and not any(map(math.isnan, both)):
            expected[wijk["code"]] = both
    assert found.years == (2024, 2024)
    assert {row.code: [row.x, row.y] for row in found.dots.itertuples()} == expected
    assert len(expected) + found.too_small + found.without_figure == len(snapshot.areas("wijk"))


def observations(level: str, years: dict[int, dict[str, float]]) -> pd.DataFrame:
    rows = [(level, code, year, value) for year, values in years.items() for code, value in values.items()]
    return pd.DataFrame(rows, columns=["level", "area_code", "period", "value"])


def units() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": ["WK1", "WK2", "WK3", "WK4", "WK5"],
            "name": ["Een", "Twee", "Drie", "Vier", "Vijf"],
            "municipality": ["GM0599", "GM0599", "GM0503", "GM0503", "GM0503"],
            "focus_area": ["rotterdam-zuid", None, "delft-west", None, None],
            "inhabitants": [5000.0, 199.0, 200.0, math.nan, 3000.0],
        }
    )


EVERY = {"WK1": 1.0, "WK2": 2.0, "WK3": 3.0, "WK4": 4.0, "WK5": 5.0}


def test_dots_are_of_the_newest_year_in_common() -> None:
    first = observations("wijk", {2022: EVERY, 2024: EVERY, 2025: EVERY})
    second = observations("wijk", {2020: EVERY, 2024: {"WK1": 10.0, "WK3": 30.0}})
    found = scatter.scatter(first, second, units(), "wijk")
    assert found.years == (2024, 2024)
    assert found.dots[["code", "x", "y"]].to_numpy().tolist() == [["WK1", 1.0, 10.0], ["WK3", 3.0, 30.0]]
    assert (found.too_small, found.without_figure) == (2, 1)  # 199 and unknown; the fifth has no second figure


def test_without_a_year_in_common_each_has_its_newest() -> None:
    found = scatter.scatter(
        observations("wijk", {2019: EVERY, 2022: EVERY}), observations("wijk", {2024: EVERY}), units(), "wijk"
    )
    assert found.years == (2022, 2024)
    assert "‘Koopwoningen’ is van 2022 en ‘WOZ-waarde’ van 2024" in words.note(found, "few", HOMES, WOZ)


def test_levels_are_those_that_both_have_with_a_figure() -> None:
    first = pd.concat([observations("focusgebied", {2024: {"a": 1.0}}), observations("wijk", {2024: EVERY})])
    second = pd.concat(
        [observations("focusgebied", {2024: {"a": 1.0}}), observations("wijk", {2024: {"WK1": math.nan}})]
    )
    assert scatter.levels(first, second) == ["focusgebied"]
    assert scatter.levels(first, first) == ["focusgebied", "wijk"]
    assert scatter.levels(first, observations("nederland", {2024: {"NL00": 1.0}})) == []


def test_what_has_figures_of_wijken_or_buurten_has_them_of_focusgebieden() -> None:
    for one in indicators().values():
        assert not {"wijk", "buurt"} & set(one.levels) or "focusgebied" in one.levels


def test_an_axis_ends_at_what_is_not_far_out() -> None:
    # Quartiles 3 and 8: far out is above 8 + 3 * 5 = 23.
    values = pd.Series([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 22, 1000])
    assert (values.quantile(0.25), values.quantile(0.75)) == (3.5, 8.5)
    assert scatter.reach(values, "buurt") == (1, 22)
    assert scatter.reach(values, "focusgebied") == (1, 1000)
    found = Scatter("buurt", (2024, 2024), pd.DataFrame({"x": values, "y": range(11)}), 0, 0)
    assert scatter.beyond(found) == 1


def synthetic(rho: float, lower: float, upper: float) -> str:
    rows = pd.DataFrame({"x": range(20), "y": range(20)})
    found = Scatter("focusgebied", (2024, 2024), rows, 0, 0)
    return words.title(found, Correlation(rho, lower, upper, 20), HOMES, WOZ)


@pytest.mark.parametrize(
    ("rho", "lower", "upper", "title"),
    [
        (
            0.6,
            0.2,
            0.8,
            "Focusgebieden met een hoger cijfer voor ‘Koopwoningen’ hebben vaak ook een hoger cijfer voor ‘WOZ-waarde’ "
            "(2024).",
        ),
        (
            -0.6,
            -0.8,
            -0.2,
            "Focusgebieden met een hoger cijfer voor ‘Koopwoningen’ hebben vaak juist een lager cijfer voor "
            "‘WOZ-waarde’ (2024).",
        ),
        # Too uncertain, and too weak.
        (0.4, -0.1, 0.7, "Geen duidelijk verband tussen ‘Koopwoningen’ en ‘WOZ-waarde’ bij 20 focusgebieden (2024)."),
        (0.2, 0.1, 0.3, "Geen duidelijk verband tussen ‘Koopwoningen’ en ‘WOZ-waarde’ bij 20 focusgebieden (2024)."),
    ],
)
def test_title_names_a_connection_only_where_it_is_clear(rho: float, lower: float, upper: float, title: str) -> None:
    assert synthetic(rho, lower, upper) == title


def test_note_has_the_figures_that_it_shows_no_cause_and_what_is_left_out() -> None:
    rows = pd.DataFrame({"x": range(20), "y": range(20)})
    found = Scatter("wijk", (2024, 2024), rows, 30, 1)
    strength, cause, rest = words.note(found, Correlation(-0.5, -0.76, -0.1, 20), HOMES, WOZ).split("\n\n")
    assert strength.startswith("Rangcorrelatie van Spearman: −0,50 (95%-interval −0,76 tot −0,10, 20 stippen).")
    assert cause.startswith("Samenhang is geen oorzaak: ")
    assert rest == (
        "Beide cijfers zijn van 2024, het nieuwste jaar dat ze gemeen hebben. U ziet de wijken van de gemeenten met "
        "een focusgebied. Weggelaten: 30 wijken met minder dan 200 of onbekend veel inwoners en 1 wijk zonder cijfer "
        "voor een van beide."
    )
    assert "ten minste 10 stippen" in words.note(found, "few", HOMES, WOZ)


def test_chart_marks_both_areas_on_top_and_writes_figures_as_the_screen_does() -> None:
    found = scatter.scatter(
        observations("wijk", {2024: {**EVERY, "WK1": 1.25}}), observations("wijk", {2024: EVERY}), units(), "wijk"
    )
    drawn = chart(found, {"GM0599": "Rotterdam", "GM0503": "Delft"}, (ZUID, DELFT), (HOMES, WOZ), "Wat er is").to_dict()
    (rows,) = drawn["datasets"].values()
    assert [row["who"] for row in rows] == ["Andere wijken", "Wijken in Delft-West", "Wijken in Rotterdam-Zuid"]
    assert (rows[2]["name"], rows[2]["gemeente"], rows[2]["x"]) == ("Een", "Rotterdam", 1.3)
    points = drawn["layer"][0]["encoding"]
    assert points["color"]["scale"]["range"] == ["#d95f02", "#2b5c8a", "#8a8a8a"]
    assert points["shape"]["scale"]["range"] == ["diamond", "square", "circle"]


def test_chart_of_areas_has_their_names_at_the_dots() -> None:
    found = of_snapshot("koopwoningen", "woz-waarde", "focusgebied")
    drawn = chart(
        found,
        {one.municipality_code: one.municipality for one in areas().values()},
        (ZUID, DELFT),
        (HOMES, WOZ),
        "Wat er is",
    ).to_dict()
    named = [layer["data"]["name"] for layer in drawn["layer"] if layer["mark"]["type"] == "text"]
    assert {row["name"] for name in named for row in drawn["datasets"][name]} == {"Rotterdam-Zuid", "Delft-West"}


def test_table_has_the_dots_from_the_highest_down_with_their_gemeente() -> None:
    found = scatter.scatter(observations("wijk", {2024: EVERY}), observations("wijk", {2024: EVERY}), units(), "wijk")
    names = words.columns(found, HOMES, WOZ)
    table = scatter.table(found, {"GM0599": "Rotterdam", "GM0503": "Delft"}, names)
    assert table.to_numpy().tolist() == [
        ["Vijf", "Delft", "WK5", 5.0, 5.0],
        ["Drie", "Delft", "WK3", 3.0, 3.0],
        ["Een", "Rotterdam", "WK1", 1.0, 1.0],
    ]
    assert list(table.columns[3:]) == ["Koopwoningen, % (2024)", "WOZ-waarde, x € 1.000 (2024)"]
