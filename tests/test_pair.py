"""Two areas side by side. The tables are synthetic, except where said; expected values are worked out by hand."""

import math
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from nplv.analysis import pair
from nplv.analysis.sentences import pair as words
from nplv.charts.pair import chart
from nplv.registry import areas, indicators
from nplv.snapshot import open_snapshot

ROOT = Path(__file__).parents[1]
ZUID, DELFT = areas()["rotterdam-zuid"], areas()["delft-west"]


def column(
    indicator: str, year: int, values: Mapping[str, float], *, nederland: float = math.nan, margin: float = math.nan
) -> pd.DataFrame:
    """Synthetic observations of one indicator and year: the areas that are named, and the country."""
    table = pd.DataFrame({"area_code": ["NL00", *values], "value": [nederland, *values.values()]})
    table["level"] = ["nederland", *["focusgebied"] * len(values)]
    table["reason"] = ["De bron zwijgt." if math.isnan(value) else None for value in table["value"]]
    return table.assign(indicator=indicator, period=year, lower=table["value"] - margin, upper=table["value"] + margin)


def synthetic() -> pd.DataFrame:
    return pair.pair(
        pd.concat(
            [
                column("inwoners", 2024, {"rotterdam-zuid": 212_635.0, "delft-west": 30_000.0}, nederland=17e6),
                column("misdrijven", 2024, {"rotterdam-zuid": 99.0, "delft-west": 99.0}, nederland=44.0),
                column(
                    "misdrijven",
                    2025,
                    {"rotterdam-zuid": 60.0, "delft-west": 50.0, "arnhem-oost": 40.0, "zaandam-oost": 80.0},
                    nederland=44.0,
                    margin=3.0,
                ),
                column(
                    "aandeel-65-plus", 2024, {"rotterdam-zuid": 14.0, "delft-west": 17.0}, nederland=20.0, margin=3.0
                ),
                column("koopwoningen", 2024, {"rotterdam-zuid": 30.04, "delft-west": 30.0}, nederland=57.0),
                column("ses-woa", 2019, {"rotterdam-zuid": math.nan, "delft-west": -0.25}),
                column("wmo", 2019, {"rotterdam-zuid": math.nan, "delft-west": math.nan, "arnhem-oost": 60.0}),
            ]
        ),
        ZUID,
        DELFT,
    )


def row(indicator: str) -> dict[str, object]:
    rows = synthetic()
    return rows[rows["indicator"] == indicator].to_dict("records")[0]


def test_a_row_for_each_indicator_with_a_figure_of_one_of_both_in_its_newest_year() -> None:
    rows = synthetic()
    assert list(rows["indicator"]) == ["koopwoningen", "ses-woa", "misdrijven", "inwoners", "aandeel-65-plus"]
    assert list(rows["period"]) == [2024, 2019, 2025, 2024, 2024]


def test_a_row_has_both_figures_and_the_outermost_of_all_areas() -> None:
    crimes = row("misdrijven")
    assert (crimes["value_first"], crimes["value_second"], crimes["difference"]) == (60.0, 50.0, 10.0)
    assert (crimes["lowest"], crimes["highest"], crimes["known"], crimes["country"]) == (40.0, 80.0, 4, 44.0)


def test_both_are_judged_beside_the_country() -> None:
    assert (row("misdrijven")["verdict_first"], row("misdrijven")["verdict_second"]) == ("slechter", "slechter")
    assert (row("aandeel-65-plus")["verdict_first"], row("aandeel-65-plus")["verdict_second"]) == (
        "lager",
        "vergelijkbaar",  # 14 to 20, the country 20
    )
    assert pd.isna(row("inwoners")["verdict_first"])


@pytest.mark.parametrize(
    ("indicator", "certain"),
    [
        ("misdrijven", True),  # a difference of 10, its margin sqrt(3² + 3²) = 4,24
        ("aandeel-65-plus", False),  # a difference of -3 with the same margin
        ("koopwoningen", None),  # without an interval
        ("ses-woa", None),
    ],
)
def test_a_difference_is_certain_where_its_interval_leaves_out_zero(indicator: str, certain: bool | None) -> None:
    assert row(indicator)["certain"] is certain


def test_a_missing_figure_is_not_subtracted_and_has_its_reason() -> None:
    score = row("ses-woa")
    assert pd.isna(score["difference"])
    assert (score["reason_first"], score["reason_second"]) == ("De bron zwijgt.", None)


def test_counts_are_listed_but_not_drawn_or_counted() -> None:
    assert "inwoners" not in set(pair.drawn(synthetic())["indicator"])
    assert list(pair.comparable(synthetic())["indicator"]) == ["koopwoningen", "misdrijven", "aandeel-65-plus"]
    assert row("inwoners")["difference"] == 182_635


def test_title_counts_directions_and_never_says_who_is_better() -> None:
    # Homes look the same on the screen, crimes are higher, the share of the old is lower.
    assert words.title(synthetic(), ZUID, DELFT) == (
        "Rotterdam-Zuid en Delft-West: op 1 van 3 indicatoren heeft Rotterdam-Zuid het hogere cijfer, op 1 het lagere "
        "en op 1 hetzelfde. Van de 2 indicatoren met een onzekerheidsmarge is het verschil bij 1 aantoonbaar."
    )


def test_title_of_two_areas_without_a_figure_in_common() -> None:
    rows = pair.pair(column("ses-woa", 2019, {"delft-west": -0.25}), ZUID, DELFT)
    assert words.title(rows, ZUID, DELFT) == (
        "Rotterdam-Zuid en Delft-West: geen indicator waarvan van beide een cijfer bekend is."
    )


def test_words_of_a_row() -> None:
    assert words.name(row("misdrijven")) == "Misdrijven, per 1.000 inwoners (2025)"
    assert words.difference(row("misdrijven")) == "verschil +10,0 (aantoonbaar)"
    assert words.difference(row("aandeel-65-plus")) == "verschil −3,0 (binnen de marge)"
    assert words.difference(row("koopwoningen")) == "gelijk"
    assert words.difference(row("ses-woa")) == ""


def test_table_has_all_figures_unrounded_with_the_words() -> None:
    table = words.table(synthetic(), ZUID, DELFT).set_index("Indicator")
    homes = table.loc["4 · Koopwoningen"]
    assert (homes["Rotterdam-Zuid"], homes["Delft-West"], homes["Verschil"], homes["Tussen beide"]) == (
        30.04,
        30,
        0,
        "",
    )
    crimes = table.loc["Misdrijven"]
    assert crimes["Tussen beide"] == "aantoonbaar verschil"
    assert crimes["Rotterdam-Zuid naast Nederland"] == "slechter"
    assert crimes["Delft-West: bovengrens 95%"] == 53
    assert table.loc["65 jaar en ouder", "Tussen beide"] == "verschil binnen de onzekerheidsmarge"
    assert table.loc["7 · SES-WOA-score", "Toelichting"] == "Rotterdam-Zuid: De bron zwijgt."
    assert table.loc["Inwoners", "Rotterdam-Zuid naast Nederland"] == ""


def test_chart_puts_both_between_the_lowest_and_the_highest() -> None:
    rows = synthetic()
    drawn = chart(rows[rows["indicator"] == "misdrijven"], ZUID, DELFT, "Wat er is", legend=True).to_dict()
    data = [row for rows in drawn["datasets"].values() for row in rows]
    at = {row["who"]: row["at"] for row in data if "who" in row}
    assert at == {"Rotterdam-Zuid": 0.5, "Delft-West": 0.25}  # 60 and 50 between 40 and 80
    (line,) = {row["figures"] for row in data if "figures" in row}
    assert line == "◆ 60,0 · ■ 50,0 · verschil +10,0 (aantoonbaar)"
    (ends,) = {(row["lowest"], row["highest"]) for row in data if "lowest" in row}
    assert ends == ("40,0", "80,0")
    assert drawn["description"] == "Wat er is"


def test_a_missing_figure_has_no_mark_and_an_axis_of_one_figure_its_middle() -> None:
    rows = synthetic()
    drawn = chart(rows[rows["indicator"] == "ses-woa"], ZUID, DELFT, "Wat er is", legend=True).to_dict()
    data = [row for rows in drawn["datasets"].values() for row in rows]
    assert [(row["who"], row["at"]) for row in data if "who" in row] == [("Delft-West", 0.5)]


def test_figures_of_the_snapshot_by_another_route() -> None:
    observations = open_snapshot(ROOT).all_observations(("nederland", "focusgebied"))
    rows = pair.pair(observations, ZUID, DELFT).set_index("indicator")
    found = {
        (row["indicator"], row["area_code"], row["period"]): row["value"] for row in observations.to_dict("records")
    }
    assert len(rows) >= 15
    for name, one in rows.iterrows():
        first, second = (found[name, slug, one["period"]] for slug in ("rotterdam-zuid", "delft-west"))
        assert [one["value_first"], one["value_second"]] == pytest.approx([first, second], nan_ok=True)
        last_decimal = 10.0 ** -indicators()[str(name)].decimals
        assert one["difference"] == pytest.approx(first - second, abs=1.01 * last_decimal, nan_ok=True)
