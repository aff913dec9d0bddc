"""The ranking, its words and its chart. The tables are synthetic; expected values are worked out by hand."""

import json
import math

import pandas as pd
import pytest

from nplv.analysis import ranking
from nplv.analysis.sentences import ranking as words
from nplv.charts.ranking import chart
from nplv.registry import Indicator, areas, indicators

ZUID = areas()["rotterdam-zuid"]
CRIMES = indicators()["misdrijven"]


def synthetic(
    values: dict[str, float],
    *,
    nederland: float | None = None,
    others: float | None = None,
    margin: float = math.nan,
    reason: str | None = None,
) -> pd.DataFrame:
    """Synthetic observations of 2025: a value by slug, the same value (or none, with a reason) for the other areas."""
    rows = [
        {
            "level": "focusgebied",
            "area_code": slug,
            "value": values.get(slug, others),
            "reason": None if values.get(slug, others) is not None else reason,
        }
        for slug in areas()
    ]
    rows.append({"level": "nederland", "area_code": "NL00", "value": nederland, "reason": None})
    table = pd.DataFrame(rows).assign(period=2025, status="ok")
    table["value"] = table["value"].astype(float)
    return table.assign(lower=table["value"] - margin, upper=table["value"] + margin)


def ranked(observations: pd.DataFrame, indicator: Indicator = CRIMES) -> pd.DataFrame:
    return ranking.ranking(observations, indicator, 2025)


def title(observations: pd.DataFrame, indicator: str = "misdrijven", area: str = "rotterdam-zuid") -> str:
    chosen = indicators()[indicator]
    return words.title(ranked(observations, chosen), areas()[area], chosen, 2025)


HIGH_AND_LOW = {"amsterdam-zuidoost": 86.82, "rotterdam-zuid": 73.94, "lelystad-oost": 36.91}


def test_highest_first_and_equal_figures_share_a_place() -> None:
    ranks = ranked(synthetic({**HIGH_AND_LOW, "delft-west": 73.9}, others=50.0))
    assert list(ranks["slug"][:3]) == ["amsterdam-zuidoost", "delft-west", "rotterdam-zuid"]
    # 73,94 and 73,90 are both shown as 73,9; sixteen areas have 50,0.
    assert list(ranks["rank"]) == [1, 2, 2, *[4] * 16, 20]
    assert ranks["slug"].iloc[-1] == "lelystad-oost"


def test_no_area_is_dropped() -> None:
    ranks = ranked(synthetic(HIGH_AND_LOW, reason="De bron zwijgt."))
    assert sorted(ranks["slug"]) == sorted(areas())
    assert list(ranks["rank"].notna()) == [True] * 3 + [False] * 17
    assert ranks["name"].iloc[3] == "Amsterdam Nieuw-West"  # those without a figure by name
    assert set(ranks["reason"].iloc[3:]) == {"De bron zwijgt."}


def test_a_table_without_rows_for_the_areas_still_gives_all_twenty() -> None:
    assert len(ranked(synthetic(HIGH_AND_LOW).iloc[:0])) == 20


def test_other_years_and_levels_are_left_alone() -> None:
    table = synthetic(HIGH_AND_LOW, others=50.0)
    noise = table.assign(period=2024, value=99.0)
    buurt = table.assign(level="buurt", area_code="BU05990110", value=200.0)
    assert ranked(pd.concat([noise, buurt, table])).equals(ranked(table))


def test_comparison_with_the_country() -> None:
    ranks = ranked(synthetic({"delft-west": 44.9, "breda-noord": 40.0}, others=60.0, nederland=44.31, margin=1.0))
    found = ranks.set_index("slug")
    assert found.at["delft-west", "verdict"] == "vergelijkbaar"  # 43,9 to 45,9 holds 44,3
    assert found.at["breda-noord", "verdict"] == "beter"
    assert found.at["rotterdam-zuid", "verdict"] == "slechter"
    assert found.at["delft-west", "difference"] == pytest.approx(0.6)  # 44,9 minus 44,3, as shown


def test_without_an_interval_there_is_no_judgement() -> None:
    found = ranked(synthetic({"delft-west": 44.34}, others=60.0, nederland=44.31)).set_index("slug")
    assert found.at["rotterdam-zuid", "verdict"] == "hoger"
    assert found.at["delft-west", "verdict"] == "gelijk"  # both are shown as 44,3


def test_counts_are_not_compared_with_the_country() -> None:
    table = synthetic({}, others=50_000.0, nederland=17_900_000.0)
    assert ranking.country_value(table, indicators()["inwoners"], 2025) is None
    assert ranking.country_value(table, CRIMES, 2025) == 17_900_000
    assert ranked(table, indicators()["inwoners"])["verdict"].isna().all()


def test_no_national_figure() -> None:
    table = synthetic(HIGH_AND_LOW, others=50.0)
    assert ranking.country_value(table, CRIMES, 2025) is None
    assert ranking.country_value(table[table["level"] != "nederland"], CRIMES, 2025) is None


def test_title_of_a_rate() -> None:
    assert title(synthetic(HIGH_AND_LOW, others=50.0)) == (
        "In Amsterdam Zuidoost de meeste geregistreerde misdrijven per 1.000 inwoners (86,8) in 2025, in Lelystad Oost "
        "de minste (36,9); Rotterdam-Zuid staat op plaats 2 van 20 (73,9)."
    )


def test_title_of_a_percentage() -> None:
    table = synthetic({"lelystad-oost": 56.8, "utrecht-overvecht": 21.04}, others=30.0)
    assert title(table, "koopwoningen") == (
        "Koopwoningen in 2025: het hoogste percentage in Lelystad Oost (56,8%), het laagste in Utrecht Overvecht "
        "(21,0%); Rotterdam-Zuid staat op plaats 2 van 20 (30,0%)."
    )


def test_title_of_an_amount() -> None:
    assert title(synthetic({"delft-west": 394.0, "heerlen-noord": 177.0}, others=266.0), "woz-waarde") == (
        "WOZ-waarde in 2025: het hoogste bedrag in Delft-West (€ 394.000), het laagste in Heerlen-Noord (€ 177.000); "
        "Rotterdam-Zuid staat op plaats 2 van 20 (€ 266.000)."
    )


def test_title_of_a_score() -> None:
    assert title(
        synthetic({"breda-noord": -0.0512, "vlaardingen-westwijk": -0.3036}, others=-0.2), "leefbaarometer"
    ) == (
        "Leefbaarheid (totaal) in 2025: de hoogste score in Breda-Noord (−0,051), de laagste in Vlaardingen Westwijk "
        "(−0,304); Rotterdam-Zuid staat op plaats 2 van 20 (−0,200)."
    )


def test_title_of_a_count_and_an_area_that_is_named_already() -> None:
    table = synthetic({"rotterdam-zuid": 212_635.0, "vlaardingen-westwijk": 13_840.0}, others=50_000.0)
    expected = "In Rotterdam-Zuid de meeste inwoners (212.635) in 2025, in Vlaardingen Westwijk de minste (13.840)"
    assert title(table, "inwoners") == f"{expected}."
    assert title(table, "inwoners", "vlaardingen-westwijk") == f"{expected}."
    assert title(table, "inwoners", "delft-west") == f"{expected}; Delft-West staat op plaats 2 van 20 (50.000)."


def test_title_says_for_how_many_areas_a_figure_is_known() -> None:
    table = synthetic({"amsterdam-zuidoost": 102.5, "amsterdam-nieuw-west": 90.0})
    assert title(table, "wmo") == (
        "Gebruik Wmo in 2025, bekend voor 2 van de 20 gebieden: daarvan de meeste cliënten met ondersteuning uit de "
        "Wmo per 1.000 inwoners in Amsterdam Zuidoost (102,5), de minste in Amsterdam Nieuw-West (90,0); voor "
        "Rotterdam-Zuid is er geen cijfer."
    )


def test_title_names_all_areas_that_share_the_highest_place() -> None:
    table = synthetic({"delft-west": 60.0, "breda-noord": 60.04, "zaandam-oost": 60.0}, others=50.0)
    assert title(table, "koopwoningen").startswith(
        "Koopwoningen in 2025: het hoogste percentage in Breda-Noord, Delft-West en Zaandam-Oost (60,0%)"
    )


def test_title_with_one_known_figure_or_none() -> None:
    assert title(synthetic({"delft-west": 18.2}), "koopwoningen") == (
        "Koopwoningen in 2025, bekend voor 1 van de 20 gebieden: 18,2% in Delft-West; voor Rotterdam-Zuid is er geen "
        "cijfer."
    )
    assert title(synthetic({}), "koopwoningen") == (
        "Koopwoningen in 2025: voor geen van de 20 focusgebieden is er een cijfer."
    )


@pytest.mark.parametrize(
    "indicator", [one for one in indicators().values() if one.has_figures], ids=lambda indicator: indicator.id
)
def test_title_can_be_made_for_every_indicator(indicator: Indicator) -> None:
    sentence = title(synthetic({"delft-west": 20.0, "zaandam-oost": 1.0}, others=5.0), indicator.id)
    assert indicator.short_title in sentence or indicator.unit in sentence
    assert "; Rotterdam-Zuid staat op plaats 2 van 20 (" in sentence
    assert sentence.endswith(").")


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("misdrijven", "Lager is beter."),
        ("ervaren-gezondheid", "Hoger is beter."),
        ("koopwoningen", "niet beter of slechter"),
        ("wmo", "geen oordeel"),
        ("inwoners", "omvang van een gebied en geen oordeel"),
    ],
)
def test_reading_says_whether_high_is_good(indicator: str, expected: str) -> None:
    ranks = ranked(synthetic(HIGH_AND_LOW, others=50.0))
    assert expected in words.reading(ranks, 44.3, indicators()[indicator])


def test_reading_says_what_a_difference_in_place_is_worth() -> None:
    with_interval = words.reading(ranked(synthetic(HIGH_AND_LOW, margin=2.0)), 44.3, CRIMES)
    assert "niet altijd een echt verschil" in with_interval
    assert "heeft geen betrouwbaarheidsinterval" in words.reading(ranked(synthetic(HIGH_AND_LOW)), 44.3, CRIMES)
    assert "betrouwbaarheidsinterval" not in words.reading(ranked(synthetic({})), None, indicators()["inwoners"])


def test_reading_says_why_there_is_no_national_figure() -> None:
    chosen = indicators()["leefbaarometer"]
    text = words.reading(ranked(synthetic(HIGH_AND_LOW)), None, chosen)
    assert text.endswith(f"Geen landelijk cijfer: {chosen.holes['nederland']}")


def test_areas_without_a_figure_are_named_with_their_reason() -> None:
    table = synthetic({}, others=50.0)
    table.loc[table["area_code"].isin(["delft-west", "heerlen-noord"]), ["value", "reason"]] = [None, "Geheim."]
    table.loc[table["area_code"] == "breda-noord", ["value", "reason"]] = [None, "Te klein."]
    assert words.without_figure(ranked(table)) == [
        "Breda-Noord — geen cijfer: Te klein.",
        "Delft-West en Heerlen-Noord — geen cijfer: Geheim.",
    ]


def test_twenty_areas_without_a_figure_are_not_all_named() -> None:
    ranks = ranked(synthetic({}, reason="Niet gemeten."))
    assert words.without_figure(ranks) == ["Alle 20 focusgebieden — geen cijfer: Niet gemeten."]


def test_table_has_the_country_as_its_last_row() -> None:
    ranks = ranked(synthetic(HIGH_AND_LOW, others=50.0, nederland=44.3, margin=1.0))
    table = ranking.table(ranks, 44.3, CRIMES)
    assert list(table.columns) == [
        "Plaats", "Gebied", "Misdrijven", "Ondergrens 95%", "Bovengrens 95%", "Verschil met Nederland",
        "Vergeleken met Nederland",
    ]  # fmt: skip
    assert len(table) == 21
    assert table["Gebied"].iloc[-1] == "Nederland"
    assert table["Misdrijven"].iloc[-1] == 44.3
    assert table.iloc[-1].isna().sum() == 5


def test_table_has_only_columns_that_say_something() -> None:
    ranks = ranked(synthetic(HIGH_AND_LOW, reason="De bron zwijgt."))
    table = ranking.table(ranks, None, CRIMES)
    assert list(table.columns) == ["Plaats", "Gebied", "Misdrijven", "Toelichting"]
    assert table["Toelichting"].iloc[-1] == "De bron zwijgt."


def drawn(observations: pd.DataFrame, country: float | None, area: str = "rotterdam-zuid") -> str:
    return json.dumps(chart(ranked(observations), country, areas()[area], CRIMES, "Een beschrijving").to_dict())


def test_chart_marks_the_selected_area_by_colour_and_shape() -> None:
    spec = drawn(synthetic(HIGH_AND_LOW, others=50.0, margin=1.0), 44.31)
    assert '"range": ["#d95f02", "#2b5c8a"]' in spec
    assert '"range": ["diamond", "circle"]' in spec
    assert '"domain": ["Rotterdam-Zuid", "Andere focusgebieden"]' in spec
    assert '"2. Rotterdam-Zuid"' in spec.replace("\\", "")
    assert "Een beschrijving" in spec


def test_chart_has_a_labelled_dashed_line_for_the_country_only_where_there_is_a_figure() -> None:
    table = synthetic(HIGH_AND_LOW, others=50.0)
    assert "Nederland: 44,3" in drawn(table, 44.31)
    assert '"strokeDash": [6, 4]' in drawn(table, 44.31)
    assert "strokeDash" not in drawn(table, None)


def test_chart_of_one_area_and_of_an_area_without_a_figure() -> None:
    spec = drawn(synthetic({"delft-west": 18.2}), None)
    assert "1. Delft-West" in spec
    assert "Rotterdam-Zuid" not in spec
    assert '"range": ["#2b5c8a"]' in spec
    assert "1. Delft-West" in drawn(synthetic({"delft-west": 18.2}), None, "delft-west")
