"""The matrix and its table. Most tables are synthetic; expected values are worked out by hand."""

import math
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from nplv.analysis import matrix
from nplv.analysis.sentences import matrix as words
from nplv.charts.matrix import html
from nplv.registry import areas, indicators, themes
from nplv.snapshot import open_snapshot

ROOT = Path(__file__).parents[1]

ZUID, DELFT = areas()["rotterdam-zuid"], areas()["delft-west"]
SLUGS = ["NL00", *areas()]


def column(
    indicator: str,
    year: int,
    values: Mapping[str, float | None],
    *,
    nederland: float | None = None,
    margin: float = math.nan,
    reason: str = "De bron zwijgt.",
) -> pd.DataFrame:
    """Synthetic observations of one indicator and year; areas that are not in `values` have 50, a None is a hole."""
    places = {"NL00": nederland} | {slug: values.get(slug, 50.0) for slug in areas()}
    table = pd.DataFrame({"area_code": places.keys(), "value": pd.Series(list(places.values()), dtype=float)})
    table["level"] = ["nederland"] + ["focusgebied"] * 20
    table["reason"] = [reason if value is None else None for value in places.values()]
    table = table.assign(indicator=indicator, period=year, lower=table["value"] - margin, upper=table["value"] + margin)
    return table


def synthetic() -> pd.DataFrame:
    """Crimes with an interval, homes without, a score without a country, inhabitants, and one for the country only."""
    only_delft = dict.fromkeys(areas()) | {"delft-west": -0.25}
    return matrix.matrix(
        pd.concat(
            [
                column("inwoners", 2024, {"rotterdam-zuid": 212_635.0}, nederland=17_942_942.0),
                column("misdrijven", 2024, {"delft-west": 99.0}, nederland=44.0),
                column("misdrijven", 2025, {"delft-west": 44.9, "zaandam-oost": 36.9}, nederland=44.31, margin=1.0),
                column("koopwoningen", 2024, {"delft-west": 57.04, "breda-noord": None}, nederland=57.0),
                column("ses-woa", 2019, only_delft, reason="Alleen Delft is bekend."),
                column("energiearmoede", 2022, dict.fromkeys(areas()), nederland=7.4),
            ]
        )
    )


def cell(cells: pd.DataFrame, indicator: str, slug: str) -> pd.Series:
    return cells.set_index(["indicator", "slug"]).loc[(indicator, slug)]


def test_each_declared_indicator_has_a_cell_for_the_country_and_all_areas() -> None:
    cells = synthetic()
    assert list(cells["indicator"].unique()) == list(indicators())
    assert [list(group["slug"]) for _, group in cells.groupby("indicator")] == [SLUGS] * len(indicators())


def test_newest_year_with_a_figure_for_an_area() -> None:
    cells = matrix.matrix(
        pd.concat(
            [
                column("misdrijven", 2024, {}, nederland=44.0),
                column("misdrijven", 2025, dict.fromkeys(areas()), nederland=44.3),
            ]
        )
    )
    assert set(cells.loc[cells["indicator"] == "misdrijven", "period"]) == {2024}


def test_an_indicator_without_any_figure_is_missing_everywhere_with_its_reason() -> None:
    cells = synthetic()
    found = cells[cells["indicator"] == "energielabels"]
    assert list(found["slug"]) == SLUGS
    assert set(found["reason"]) == {indicators()["energielabels"].missing}
    assert found[["value", "period", "verdict"]].isna().all(axis=None)


def test_an_indicator_of_the_country_only_has_a_figure_there_and_a_reason_for_each_area() -> None:
    cells = synthetic()
    assert cell(cells, "energiearmoede", "NL00")["value"] == 7.4
    assert cell(cells, "energiearmoede", "NL00")["period"] == 2022
    assert cell(cells, "energiearmoede", "delft-west")["reason"] == "De bron zwijgt."


def test_a_hole_that_is_not_in_the_observations_has_the_declared_reason() -> None:
    declared = indicators()["zwakke-leefbaarheid"].holes
    assert cell(synthetic(), "zwakke-leefbaarheid", "delft-west")["reason"] == declared["focusgebied"]
    assert cell(synthetic(), "misdrijven", "delft-west")["reason"] is None


@pytest.mark.parametrize(
    ("indicator", "slug", "verdict", "sign"),
    [
        ("misdrijven", "rotterdam-zuid", "slechter", "▲"),  # 49 to 51, the country 44,3
        ("misdrijven", "zaandam-oost", "beter", "▼"),
        ("misdrijven", "delft-west", "vergelijkbaar", "≈"),  # 43,9 to 45,9
        ("koopwoningen", "rotterdam-zuid", "lager", "▼"),
        ("koopwoningen", "delft-west", "gelijk", "≈"),  # both are shown as 57,0
        ("koopwoningen", "breda-noord", None, ""),
        ("ses-woa", "delft-west", None, ""),
        ("inwoners", "rotterdam-zuid", None, ""),
        ("misdrijven", "NL00", None, ""),
        ("energielabels", "delft-west", None, ""),
    ],
)
def test_comparison_with_the_country(indicator: str, slug: str, verdict: str | None, sign: str) -> None:
    found = cell(synthetic(), indicator, slug)
    assert (found["verdict"], found["sign"]) == (verdict, sign)


def test_the_parts_are_all_indicators_once() -> None:
    cells = synthetic()
    kern, others, every = (set(matrix.part(cells, which)["indicator"]) for which in matrix.PARTS)
    assert kern == {one.id for one in indicators().values() if one.kernindicator}
    assert {indicators()[name].kernindicator for name in kern} == set(range(1, 18))
    assert kern | others == every == set(indicators())
    assert not kern & others


def test_each_hole_has_the_number_of_its_reason_in_order_of_appearance() -> None:
    kern = matrix.part(synthetic(), "kernindicatoren")
    reasons = matrix.notes(kern)
    assert list(reasons) == list(range(1, len(set(reasons.values())) + 1))
    assert list(kern["note"] > 0) == list(kern["value"].isna())
    assert all(reasons[row.note] == row.reason for row in kern[kern["note"] > 0].itertuples())
    # The first column is the score of the homes, of which the synthetic table has no row at all.
    assert reasons[1] == indicators()["leefbaarometer-woningvoorraad"].holes["nederland"]


def test_rows_in_the_order_of_one_indicator_or_of_the_names() -> None:
    cells = synthetic()
    assert matrix.row_order(cells, None) == SLUGS
    by_homes = matrix.row_order(cells, "koopwoningen")
    assert by_homes[:3] == ["NL00", "delft-west", "amsterdam-nieuw-west"]
    assert by_homes[-1] == "breda-noord"  # without a figure
    assert sorted(by_homes) == sorted(SLUGS)


def test_the_indicator_that_is_sorted_by_comes_first_and_so_does_its_action_line() -> None:
    cells = synthetic()
    assert list(matrix.column_order(cells, None)) == list(themes().values())
    columns = matrix.column_order(cells, "wmo")
    assert list(columns) == [themes()[name] for name in ("actielijn-3", "actielijn-2", "actielijn-4", "context")]
    assert columns[themes()["actielijn-3"]][:2] == ["wmo", "ses-woa"]
    assert sorted(name for names in columns.values() for name in names) == sorted(indicators())


def test_only_a_column_with_a_figure_of_an_area_can_be_sorted() -> None:
    assert matrix.sortable(synthetic()) == ["koopwoningen", "ses-woa", "misdrijven", "inwoners"]


def test_title_counts_what_is_shown() -> None:
    cells = synthetic()
    # Of the 20 declared under a kernindicator only homes have a figure of both; of the 16 others only crimes and
    # inhabitants have one at all.
    assert words.title(matrix.part(cells, "kernindicatoren"), ZUID, "kernindicatoren") == (
        "Rotterdam-Zuid naast Nederland, kernindicatoren: van 1 cijfers 0 hoger, 1 lager en 0 vergelijkbaar of gelijk; "
        "bij 19 van de 20 indicatoren is er geen cijfer."
    )
    assert words.title(matrix.part(cells, "alle"), DELFT, "alle") == (
        "Delft-West naast Nederland, alle indicatoren: van 2 cijfers 0 hoger, 0 lager en 2 vergelijkbaar of gelijk; "
        "bij 32 van de 36 indicatoren is er geen cijfer."
    )


def test_headings_have_the_number_of_the_kernindicator_and_the_year() -> None:
    headings = matrix.headings(synthetic())
    assert headings["koopwoningen"] == "4 · Koopwoningen, % in 2024"
    assert headings["ses-woa"] == "7 · SES-WOA-score in 2019"
    assert headings["energielabels"] == "5 · Energielabels E t/m G, %"
    assert headings["misdrijven"] == "Misdrijven, per 1.000 inwoners in 2025"
    assert len(set(headings.values())) == len(indicators())


def test_table_has_plain_figures() -> None:
    table = matrix.table(synthetic())
    assert list(table.columns) == ["Gebied", *matrix.headings(synthetic()).values()]
    assert list(table["Gebied"][:2]) == ["Nederland", "Amsterdam Nieuw-West"]
    delft = table[table["Gebied"] == "Delft-West"].dropna(axis=1).iloc[0]
    assert list(delft) == ["Delft-West", 57.04, -0.25, 44.9, 50.0]


def test_long_table_has_a_row_for_each_figure_and_the_reason_where_it_is_missing() -> None:
    rows = matrix.long_table(synthetic())
    assert len(rows) == len(indicators()) * 21
    assert list(rows["Cijfer"].isna()) == list(rows["Toelichting"].notna())
    homes = rows[rows["Indicator"] == indicators()["koopwoningen"].title]
    assert set(homes["Kernindicator"]) == {4}
    assert rows.loc[rows["Indicator"] == "Inwoners", "Kernindicator"].isna().all()


def test_matrix_has_the_figures_of_the_observations() -> None:
    # Another route: plain loops over the rows of the published table.
    observations = open_snapshot(ROOT).all_observations(("nederland", "focusgebied"))
    figures: dict[tuple[str, str], dict[int, float]] = {}
    for row in observations.to_dict("records"):
        if row["value"] == row["value"]:
            figures.setdefault((row["indicator"], row["area_code"]), {})[row["period"]] = row["value"]
    cells = matrix.matrix(observations)
    compared = 0
    for name in indicators():
        years = {year for slug in areas() for year in figures.get((name, slug), {})}
        of_indicator = cells[cells["indicator"] == name].set_index("slug")
        for slug in areas():
            expected = figures.get((name, slug), {}).get(max(years)) if years else None
            found = of_indicator.at[slug, "value"]
            assert found == expected if expected is not None else math.isnan(found)
            compared += expected is not None
    assert compared > 250
    assert cells.loc[cells["value"].isna(), "reason"].str.len().min() > 10


def drawn(by: str | None = None) -> str:
    cells = matrix.part(synthetic(), "alle")
    return html(cells, matrix.row_order(cells, by), matrix.column_order(cells, by), ZUID, "Wat er is & wat niet")


def rows_of(text: str) -> dict[str, list[tuple[str, str]]]:
    """Name of each row -> attributes and content of its cells, as in the order of the registry."""
    rows = re.findall(r"<tr[^>]*><th scope=\"row\">(.*?)</th>(.*?)</tr>", text)
    return {name: re.findall(r"<td([^>]*)>(.*?)</td>", cells) for name, cells in rows}


def test_cells_say_in_words_what_their_colour_says() -> None:
    rows, at = rows_of(drawn()), list(indicators()).index
    crimes, homes = at("misdrijven"), at("koopwoningen")
    assert rows["◆ Rotterdam-Zuid"][crimes] == (' class="slechter"', "50,0 ▲<br>slechter")
    assert rows["Zaandam-Oost"][crimes] == (' class="beter"', "36,9 ▼<br>beter")
    assert rows["Delft-West"][crimes] == ("", "44,9 ≈<br>vergelijkbaar")
    assert rows["Nederland"][crimes] == ("", "44,3")
    assert rows["Arnhem-Oost"][homes] == ("", "50,0% ▼<br>lager")
    assert rows["◆ Rotterdam-Zuid"][at("inwoners")] == ("", "212.635")
    assert re.fullmatch(r"—<sup>\d+</sup>", rows["Breda-Noord"][homes][1])


def test_only_judged_cells_are_coloured_and_only_holes_are_hatched() -> None:
    cells = [cell for row in rows_of(drawn()).values() for cell in row]
    assert len(cells) == 21 * len(indicators())
    for attributes, content in cells:
        assert ("geen" in attributes) == ("<sup>" in content)
        assert bool(re.search("beter|slechter", attributes)) == bool(re.search("beter|slechter", content))


def test_each_column_stands_below_its_action_line() -> None:
    text = drawn()
    spans = re.findall(r'scope="colgroup" colspan="(\d+)">(.*?)</th>', text)
    count = {name: sum(one.theme == name for one in indicators().values()) for name in themes()}
    assert spans == [(str(count[name]), title) for name, title in themes().items()]
    heads = re.findall(r'scope="col"><span>(.*?)</span>', text)
    assert heads == list(matrix.headings(synthetic()).values())


def test_the_row_of_the_selected_area_is_marked_wherever_it_stands() -> None:
    for by in (None, "misdrijven", "koopwoningen"):
        assert drawn(by).count('<tr class="eigen"><th scope="row">◆ Rotterdam-Zuid</th>') == 1
        assert drawn(by).count('class="eigen"') == 1


def test_the_table_can_be_reached_and_moved_by_keyboard_and_says_what_it_is() -> None:
    assert drawn().startswith('<div class="matrix" role="region" tabindex="0" aria-label="Wat er is &amp; wat niet">')
