"""Development since the 0-meting: what is compared, what is never joined, and how it is written."""

import dataclasses
from collections.abc import Mapping

import pandas as pd
import pytest

from nplv.analysis.sentences.development import changes, development, gaps, panels_note
from nplv.analysis.series import change, every_area, period, series, values, values_by_year
from nplv.registry import Area, Indicator, areas, indicators

Values = Mapping[int, float | None]

CRIMES = indicators()["misdrijven"]
HEALTH = indicators()["ervaren-gezondheid"]
LIVEABILITY = indicators()["leefbaarometer"]
OWNED = indicators()["koopwoningen"]
WEAK = indicators()["zwakke-leefbaarheid"]
ZUID = areas()["rotterdam-zuid"]


def synthetic(
    lines: Mapping[tuple[str, str], Values], margin: float | None = None, reason: str = "Niet gemeten."
) -> pd.DataFrame:
    """Made-up observations: one row per line and year, with an interval of `margin` on both sides."""
    rows = [
        {
            "level": level,
            "area_code": code,
            "period": year,
            "value": value,
            "lower": None if margin is None or value is None else value - margin,
            "upper": None if margin is None or value is None else value + margin,
            "status": "ok" if value is not None else "not_collected",
            "reason": None if value is not None else reason,
        }
        for (level, code), values in lines.items()
        for year, value in values.items()
    ]
    return pd.DataFrame(rows).astype({"value": float, "lower": float, "upper": float})


def zuid(values: Values, margin: float | None = None, **others: Values) -> pd.DataFrame:
    codes = {"nederland": "NL00", "focusgebieden": "focusgebieden"}
    lines = {("focusgebied", ZUID.slug): values}
    return synthetic(lines | {(level, codes[level]): line for level, line in others.items()}, margin)


def sentence(observations: pd.DataFrame, indicator: Indicator, area: Area = ZUID) -> str:
    return development(observations, area, indicator)


def test_series_has_a_row_for_each_line_and_declared_year() -> None:
    observations = zuid({2021: 80.0, 2025: 70.0}, nederland={2022: 44.0})
    rows = series(observations, ZUID, CRIMES, ["nederland", "rest_gemeente"])
    assert list(rows["label"].unique()) == ["Rotterdam-Zuid", "Nederland", "Rest van gemeente Rotterdam"]
    assert list(rows["period"]) == [2021, 2022, 2023, 2024, 2025] * 3
    assert list(rows["area_code"].unique()) == ["rotterdam-zuid", "NL00", "GM0599"]
    assert rows["value"].notna().sum() == 3


def test_a_missing_year_starts_a_new_stretch() -> None:
    observations = zuid({2012: 60.0, 2016: None, 2020: 61.0, 2022: 62.0, 2024: 63.0})
    rows = series(observations, ZUID, HEALTH, []).dropna(subset="value")
    first, second, third, fourth = rows["stretch"]
    assert first != second
    assert second == third == fourth


def test_uneven_years_that_follow_each_other_in_the_measurements_are_one_stretch() -> None:
    observations = zuid(dict.fromkeys(LIVEABILITY.years, 0.0))
    assert series(observations, ZUID, LIVEABILITY, [])["stretch"].nunique() == 1


def test_a_gap_in_one_line_leaves_the_other_whole() -> None:
    full = {2012: 76.0, 2016: 75.0, 2020: 78.0, 2022: 69.0, 2024: 73.0}
    rows = series(zuid({**full, 2020: None}, nederland=full), ZUID, HEALTH, ["nederland"])
    country = rows[(rows["level"] == "nederland") & rows["value"].notna()]
    assert country["stretch"].nunique() == 1


def test_change_is_from_the_baseline_to_the_newest_measurement() -> None:
    rows = series(zuid({2021: 90.0, 2022: 80.0, 2023: 85.0, 2024: 70.0}), ZUID, CRIMES, [])
    found = change(rows, CRIMES)
    assert found is not None
    assert (found.before["period"], found.after["period"]) == (2022, 2024)


def test_without_a_measured_baseline_the_first_measurement_counts() -> None:
    rows = series(zuid({2021: 90.0, 2022: None, 2023: 85.0}), ZUID, CRIMES, [])
    found = change(rows, CRIMES)
    assert found is not None
    assert found.before["period"] == 2021


@pytest.mark.parametrize("values", [{}, {2024: 70.0}, {2021: 90.0, 2022: 80.0}])
def test_no_change_without_a_measurement_after_the_first(values: Values) -> None:
    assert change(series(zuid(values or {2021: None}), ZUID, CRIMES, []), CRIMES) is None


@pytest.mark.parametrize(
    ("margin", "later", "expected"),
    # Two margins of 1 make one of the square root of 2, about 1,41, for the difference.
    [(1.0, 78.5, False), (1.0, 78.6, True), (1.0, 81.5, False), (1.0, 81.4, True), (None, 80.0, False)],
)
def test_difference_may_be_chance_where_its_interval_holds_zero(
    margin: float | None, later: float, expected: bool
) -> None:
    rows = series(zuid({2022: 80.0, 2025: later}, margin=margin), ZUID, CRIMES, [])
    found = change(rows, CRIMES)
    assert found is not None
    assert found.may_be_chance is expected


def test_margins_that_overlap_need_not_make_a_difference_chance() -> None:
    # Counts of 1.417 and 1.272 in as many inhabitants differ by 145, against a standard error of 52 (the root of
    # their sum): a clear difference, although the two intervals touch.
    observations = zuid({2022: 41.11, 2025: 36.91})
    observations["lower"], observations["upper"] = [39.0, 34.9], [43.3, 39.0]
    found = change(series(observations, ZUID, CRIMES, []), CRIMES)
    assert found is not None
    assert not found.may_be_chance


def test_sentence_names_both_years_and_the_difference_as_shown() -> None:
    text = sentence(zuid({2022: 78.46, 2025: 73.94}), CRIMES)
    # 73,9 from 78,5 is 4,6, although the unrounded values differ by 4,52.
    assert text == (
        "In Rotterdam-Zuid 73,9 misdrijven per 1.000 inwoners in 2025, 4,6 minder dan de 0-meting van 2022 (78,5)."
    )


@pytest.mark.parametrize(
    ("own", "country", "expected"),
    [
        ((78.5, 73.9), (44.0, 44.3), "werd kleiner: van 34,5 meer naar 29,6 meer."),
        ((70.0, 73.9), (44.0, 44.3), "werd groter: van 26,0 meer naar 29,6 meer."),
        ((43.0, 43.9), (44.0, 44.3), "werd kleiner: van 1,0 minder naar 0,4 minder."),
        ((70.0, 71.0), (44.0, 45.0), "bleef gelijk: 26,0 meer."),
        ((44.0, 45.0), (44.0, 45.0), "bleef gelijk: nul."),
        ((44.0, 46.0), (44.0, 45.0), "ging van nul naar 1,0 meer."),
        ((43.0, 46.0), (44.0, 45.0), "ging van 1,0 minder naar 1,0 meer."),
    ],
)
def test_sentence_says_what_became_of_the_difference_with_the_country(
    own: tuple[float, float], country: tuple[float, float], expected: str
) -> None:
    years = (2022, 2025)
    observations = zuid(dict(zip(years, own, strict=True)), nederland=dict(zip(years, country, strict=True)))
    assert sentence(observations, CRIMES).endswith(f". Het verschil met Nederland {expected}")


def test_sentence_calls_no_gap_smaller_within_the_margins() -> None:
    flat = {2022: 44.0, 2025: 44.0}
    text = sentence(zuid({2022: 78.5, 2025: 77.0}, margin=2.0, nederland=flat), CRIMES)
    assert ", een verschil binnen de onzekerheidsmarge. " in text
    assert text.endswith("Het verschil met Nederland ging van 34,5 meer naar 33,0 meer.")


def test_sentence_is_silent_on_the_gap_where_the_country_has_no_figure() -> None:
    observations = zuid({2022: -0.1, 2024: -0.05}, nederland={2022: None, 2024: None})
    assert sentence(observations, LIVEABILITY) == (
        "Leefbaarheid (totaal) in Rotterdam-Zuid: −0,050 in 2024, 0,050 hoger dan de 0-meting van 2022 (−0,100)."
    )


def test_sentence_when_nothing_changed() -> None:
    text = sentence(zuid({2022: 78.52, 2025: 78.48}, margin=1.0), CRIMES)
    assert text == (
        "In Rotterdam-Zuid 78,5 misdrijven per 1.000 inwoners in 2025, gelijk aan de 0-meting van 2022 (78,5)."
    )


def test_sentence_does_not_call_another_year_the_baseline() -> None:
    text = sentence(zuid({2021: 78.5, 2022: None, 2025: 73.9}), CRIMES)
    assert "dan de meting van 2021 (78,5)" in text
    assert "0-meting" not in text


def test_sentence_on_one_year_says_that_it_is_no_development() -> None:
    assert sentence(zuid({2024: 26.2}), OWNED) == (
        "Koopwoningen in Rotterdam-Zuid: 26,2% in 2024. Eén meetjaar laat geen ontwikkeling zien."
    )


def test_sentence_marks_a_provisional_figure() -> None:
    observations = zuid({2022: 78.5, 2025: 73.9})
    observations.loc[observations["period"] == 2025, "status"] = "provisional"
    assert "in 2025 (voorlopig cijfer), 4,6 minder" in sentence(observations, CRIMES)


def test_sentence_without_a_figure_describes_the_20_areas_together() -> None:
    observations = zuid(
        {2018: None, 2024: None}, focusgebieden={2018: 34.0, 2024: 25.0}, nederland={2018: None, 2024: 8.0}
    )
    assert sentence(observations, WEAK) == (
        "Zwakke leefbaarheid in Rotterdam-Zuid: geen cijfer. Zwakke leefbaarheid in de 20 "
        "focusgebieden samen: 25% in 2024, 9 procentpunt lager dan de 0-meting van 2018 (34%)."
    )


def test_changes_counts_the_areas_and_names_the_unknown() -> None:
    slugs = list(areas())
    lines: dict[tuple[str, str], Values] = {("focusgebied", slugs[0]): {2022: 50.0, 2025: 60.0}}
    lines |= {("focusgebied", slug): {2022: 50.0, 2025: 40.0} for slug in slugs[1:18]}
    lines[("focusgebied", slugs[18])] = {2022: 50.0, 2025: 50.01}
    lines[("nederland", "NL00")] = {2022: 44.0, 2025: 43.0}
    assert changes(synthetic(lines), CRIMES) == (
        "Misdrijven sinds de 0-meting van 2022: lager in 17 focusgebieden, hoger in 1, gelijk in 1, "
        "onbekend in 1; landelijk lager."
    )


def test_changes_without_a_country_figure_or_a_baseline() -> None:
    lines: dict[tuple[str, str], Values] = {("focusgebied", slug): {2021: 50.0, 2025: 60.0} for slug in areas()}
    without_baseline = dataclasses.replace(CRIMES, baseline=None)
    assert changes(synthetic(lines), without_baseline) == (
        "Misdrijven sinds de eerste meting: hoger in 20 focusgebieden."
    )


def test_every_area_starts_with_the_country_and_holds_the_20() -> None:
    rows = every_area(zuid({2025: 73.9}), CRIMES)
    assert list(rows["label"].unique()) == ["Nederland", *(area.name for area in areas().values())]


def test_gaps_name_the_line_the_years_and_the_reason() -> None:
    observations = zuid({2021: 80.0, 2022: None, 2023: None, 2024: 70.0, 2025: 70.0})
    rows = series(observations, ZUID, CRIMES, ["nederland"])
    assert gaps(rows) == [
        "Rotterdam-Zuid: geen cijfer over 2022, 2023. Niet gemeten.",
        "Nederland: geen cijfer.",
    ]


def test_gaps_of_a_whole_series_are_none() -> None:
    assert gaps(series(zuid(dict.fromkeys(CRIMES.years, 80.0)), ZUID, CRIMES, [])) == []


def test_a_count_is_not_put_beside_the_country() -> None:
    rows = series(zuid({2024: 200_000.0}), ZUID, indicators()["inwoners"], ["nederland", "gemeente", "focusgebieden"])
    assert list(rows["label"]) == ["Rotterdam-Zuid", "Gemeente Rotterdam"]


def test_table_holds_every_measurement_and_every_reason() -> None:
    rows = series(zuid({2021: 80.0, 2022: None, 2025: 70.0}, margin=1.0), ZUID, CRIMES, [])
    table = values(rows)
    assert list(table.columns) == ["Gebied", "Jaar", "Waarde", "Ondergrens", "Bovengrens", "Toelichting"]
    assert table.loc[table["Jaar"] == 2025, ["Waarde", "Ondergrens", "Bovengrens"]].to_numpy().tolist() == [
        [70, 69, 71]
    ]
    assert list(table.loc[table["Jaar"] == 2022, "Toelichting"]) == ["Niet gemeten."]


def test_table_without_intervals_or_remarks_has_no_empty_columns() -> None:
    rows = series(zuid(dict.fromkeys(HEALTH.years, 60.0)), ZUID, HEALTH, [])
    assert list(values(rows).columns) == ["Gebied", "Jaar", "Waarde"]


def test_table_by_year_gives_the_change_as_shown() -> None:
    rows = every_area(zuid({2022: 78.46, 2025: 73.94}, nederland={2022: 44.0}), CRIMES)
    table = values_by_year(rows, CRIMES).set_index("Gebied")
    assert list(table.columns) == ["2021", "2022", "2023", "2024", "2025", "Verandering"]
    assert table.loc["Rotterdam-Zuid", "Verandering"] == -4.6
    assert pd.isna(table.loc["Nederland", "Verandering"])
    assert table.index[0] == "Nederland"
    assert len(table) == 21


def test_note_on_the_panels_names_only_what_is_drawn() -> None:
    with_country = every_area(zuid({2022: 78.0}, nederland={2022: 44.0}), CRIMES)
    without = every_area(zuid({2022: -0.1}), LIVEABILITY)
    note = panels_note(with_country, ZUID, CRIMES)
    assert "oranje Rotterdam-Zuid, gestreept Nederland, stippellijn de 0-meting van 2022" in note
    assert "Nederland" not in panels_note(without, ZUID, LIVEABILITY)


def test_period_is_a_range_or_one_year() -> None:
    assert (period(CRIMES), period(OWNED)) == ("2021–2025", "2024")


def test_sentences_name_no_cause() -> None:
    words = ("door", "dankzij", "vanwege", "omdat", "waardoor", "gevolg", "effect", "helpt", "werkt")
    texts = [
        sentence(zuid({2022: 78.5, 2025: 73.9}, nederland={2022: 44.0, 2025: 44.3}), CRIMES),
        sentence(zuid({2024: 26.2}), OWNED),
        changes(zuid({2022: 78.5, 2025: 73.9}), CRIMES),
    ]
    assert not {word for text in texts for word in words if word in text.lower().split()}
