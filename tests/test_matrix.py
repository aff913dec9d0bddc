"""The matrix and its table. The tables are synthetic; expected values are worked out by hand."""

import math
import re
from collections.abc import Mapping

import pandas as pd
import pytest
from pandas.io.formats.style import Styler

from nplv.analysis import matrix
from nplv.analysis.sentences import matrix as words
from nplv.charts.matrix import styler
from nplv.registry import areas

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
    """Crimes with an interval, homes without, a score without a country, inhabitants, and one without any figure."""
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


def test_each_indicator_with_figures_has_a_cell_for_the_country_and_all_areas() -> None:
    cells = synthetic()
    # In the order of the registry; without energiearmoede, which has no figure for any area.
    assert list(cells["indicator"].unique()) == ["koopwoningen", "ses-woa", "misdrijven", "inwoners"]
    assert [list(group["slug"]) for _, group in cells.groupby("indicator")] == [SLUGS] * 4


def test_newest_year_with_a_figure_for_an_area() -> None:
    cells = matrix.matrix(
        pd.concat(
            [
                column("misdrijven", 2024, {}, nederland=44.0),
                column("misdrijven", 2025, dict.fromkeys(areas()), nederland=44.3),
            ]
        )
    )
    assert set(cells["period"]) == {2024}


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
    ],
)
def test_comparison_with_the_country(indicator: str, slug: str, verdict: str | None, sign: str) -> None:
    found = cell(synthetic(), indicator, slug)
    assert (found["verdict"], found["sign"]) == (verdict, sign)


def test_each_hole_has_the_number_of_its_reason() -> None:
    cells = synthetic()
    assert matrix.notes(cells) == {1: "De bron zwijgt.", 2: "Alleen Delft is bekend."}
    assert cell(cells, "koopwoningen", "breda-noord")["note"] == 1
    assert cell(cells, "ses-woa", "rotterdam-zuid")["note"] == 2
    assert list(cells["note"] > 0) == list(cells["value"].isna())


def test_rows_in_the_order_of_one_indicator_or_of_the_names() -> None:
    cells = synthetic()
    assert matrix.row_order(cells, None) == SLUGS
    by_homes = matrix.row_order(cells, "koopwoningen")
    assert by_homes[:3] == ["NL00", "delft-west", "amsterdam-nieuw-west"]
    assert by_homes[-1] == "breda-noord"  # without a figure
    assert sorted(by_homes) == sorted(SLUGS)


def test_the_indicator_that_is_sorted_by_comes_first() -> None:
    cells = synthetic()
    assert matrix.column_order(cells, "misdrijven") == ["misdrijven", "koopwoningen", "ses-woa", "inwoners"]
    assert matrix.column_order(cells, None) == ["koopwoningen", "ses-woa", "misdrijven", "inwoners"]


def test_title_counts_how_the_area_compares() -> None:
    assert words.title(synthetic(), ZUID) == (
        "Rotterdam-Zuid naast Nederland: van 2 cijfers 1 hoger, 1 lager en 0 vergelijkbaar of gelijk."
    )
    assert words.title(synthetic(), DELFT) == (
        "Delft-West naast Nederland: van 2 cijfers 0 hoger, 0 lager en 2 vergelijkbaar of gelijk."
    )


def test_table_has_plain_figures_and_their_decimals() -> None:
    table, decimals = matrix.table(synthetic())
    assert list(table.columns) == [
        "Gebied", "Koopwoningen, % in 2024", "SES-WOA-score in 2019", "Misdrijven, per 1.000 inwoners in 2025",
        "Inwoners in 2024",
    ]  # fmt: skip
    assert list(decimals.values()) == [1, 3, 1, 0]
    assert list(table["Gebied"][:2]) == ["Nederland", "Amsterdam Nieuw-West"]
    delft = table[table["Gebied"] == "Delft-West"].iloc[0]
    assert list(delft)[1:] == [57.04, -0.25, 44.9, 50.0]


def test_long_table_has_a_row_for_each_figure_and_the_reason_where_it_is_missing() -> None:
    rows = matrix.long_table(synthetic())
    assert len(rows) == 4 * 21
    missing = rows[rows["Cijfer"].isna() & (rows["Gebied"] != "Nederland")]
    assert len(missing) == 1 + 19
    assert missing["Toelichting"].notna().all()
    assert rows.loc[rows["Cijfer"].notna(), "Toelichting"].isna().all()


def styled(by: str | None = None) -> Styler:
    cells = synthetic()
    rows, columns = matrix.row_order(cells, by), matrix.column_order(cells, by)
    return styler(cells, rows, columns, ZUID, lambda text: f"safe {text}")


def test_cells_say_in_words_what_their_colour_says() -> None:
    texts = styled().data
    crimes = texts["safe Misdrijven, per 1.000 inwoners in 2025"]
    assert crimes["safe ◆ Rotterdam-Zuid"] == "50,0 ▲ slechter"
    assert crimes["safe Zaandam-Oost"] == "36,9 ▼ beter"
    assert crimes["safe Delft-West"] == "44,9 ≈"
    assert crimes["safe Nederland"] == "44,3"
    homes = texts["safe Koopwoningen, % in 2024"]
    assert homes["safe Delft-West"] == "57,0% ≈"
    assert homes["safe Breda-Noord"] == "—¹"
    assert texts["safe Inwoners in 2024"]["safe ◆ Rotterdam-Zuid"] == "212.635"


def cells_with(html: str, look: str) -> set[tuple[int, int]]:
    """Row and column of the cells that have a style, such as "background-color"."""
    blocks = re.findall(r"([^{}]*){([^{}]*)}", html.split("</style>")[0])
    selectors = " ".join(selector for selector, props in blocks if f"  {look}:" in props)
    return {(int(row), int(column)) for row, column in re.findall(r"_row(\d+)_col(\d+)", selectors)}


def test_only_judged_cells_are_coloured_and_only_holes_are_hatched() -> None:
    table, html = styled().data, styled().to_html()
    rows, columns = list(table.index), list(table.columns)
    crimes = columns.index("safe Misdrijven, per 1.000 inwoners in 2025")
    not_judged = [rows.index(name) for name in ("safe Nederland", "safe Delft-West")]
    assert cells_with(html, "background-color") == {(row, crimes) for row in range(21) if row not in not_judged}
    # One home figure; the score of 19 areas and the country.
    hatched = cells_with(html, "background")
    assert len(hatched) == 1 + 20
    assert {table.iat[row, column][0] for row, column in hatched} == {"—"}


def test_the_row_of_the_selected_area_is_marked_wherever_it_stands() -> None:
    for by in (None, "misdrijven", "koopwoningen"):
        place = list(styled(by).data.index).index("safe ◆ Rotterdam-Zuid") + 1
        assert f"tr:nth-child({place}) > * {{\n  font-weight: 700" in styled(by).to_html()
