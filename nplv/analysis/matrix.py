"""Puts all indicators with figures for the focusgebieden beside each other: their newest year, and the country."""

from typing import Any

import pandas as pd

from nplv import numbers
from nplv.analysis.ranking import against, measure
from nplv.registry import Indicator, areas, indicators
from nplv.schema import COUNTRY

# How an area compares with the country; a figure without a sign is not compared.
HIGHER, LOWER, SIMILAR = "▲", "▼", "≈"


def matrix(observations: pd.DataFrame) -> pd.DataFrame:
    """Return one cell for each indicator that has figures and each of the country and the 20 areas.

    Args:
        observations: Rows of all indicators, as in the observations table, of at least the levels nederland and
            focusgebied.

    Returns:
        By indicator in the order of the registry, the country first and then the areas by name: indicator, slug
        (NL00 for the country), name, period (the newest year in which an area has a figure), value, verdict (see
        `ranking.against`; None for the country), sign (HIGHER, LOWER, SIMILAR or empty), reason (why there is no
        value, else None) and note (the number of that reason in order of appearance, 0 without one).
    """
    known = observations[(observations["level"] == "focusgebied") & observations["value"].notna()]
    newest = known.groupby("indicator")["period"].max().to_dict()
    names = {COUNTRY: "Nederland"} | {slug: area.name for slug, area in areas().items()}
    shown = [indicator for name, indicator in indicators().items() if name in newest]
    keys = [(one.id, slug, newest[one.id]) for one in shown for slug in names]
    index = ["indicator", "area_code", "period"]
    found = observations.set_index(index)[["value", "lower", "upper", "reason"]].reindex(
        pd.MultiIndex.from_tuples(keys, names=index)
    )
    cells = found.reset_index().rename(columns={"area_code": "slug"})
    cells.insert(2, "name", cells["slug"].map(names))
    country = cells[cells["slug"] == COUNTRY].set_index("indicator")["value"]
    compared = [_compared(cell, country[cell.indicator]) for cell in cells.itertuples()]
    cells[["verdict", "sign"]] = pd.DataFrame(compared, dtype=object)
    cells["note"] = pd.factorize(cells["reason"])[0] + 1
    return cells.drop(columns=["lower", "upper"])


def row_order(cells: pd.DataFrame, by: str | None) -> list[str]:
    """Return the slugs of `cells` from the highest value of one indicator to the lowest, the country always first.

    Args:
        cells: Result of `matrix`.
        by: Id of the indicator; None for the order of the names. Areas without a value come last.
    """
    rows = cells[cells["slug"] != COUNTRY]
    if by is not None:
        rows = rows[rows["indicator"] == by].sort_values("value", ascending=False, kind="stable")
    return [COUNTRY, *rows["slug"].unique()]


def column_order(cells: pd.DataFrame, by: str | None) -> list[str]:
    """Return the ids of the indicators in `cells`, the one that is sorted by first."""
    columns = list(cells["indicator"].unique())
    return sorted(columns, key=lambda name: name != by)


def heading(indicator: Indicator, year: int) -> str:
    """Name a column: "Koopwoningen, % in 2024"."""
    return f"{measure(indicator)} in {year}"


def notes(cells: pd.DataFrame) -> dict[int, str]:
    """Return the reasons why figures are missing, by their number."""
    missing = cells[cells["note"] > 0]
    return dict(zip(missing["note"], missing["reason"], strict=True))


def table(cells: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the matrix as plain figures.

    Args:
        cells: Result of `matrix`.

    Returns:
        A row for the country and each area, with Gebied and a column for each indicator (see `heading`); and the
        decimals of each of these columns.
    """
    periods = cells.drop_duplicates("indicator").set_index("indicator")["period"]
    headings = {name: heading(indicators()[name], year) for name, year in periods.items()}
    places = cells.drop_duplicates("slug")
    wide = cells.pivot(index="slug", columns="indicator", values="value").loc[places["slug"], list(headings)]
    wide = wide.rename(columns=headings).rename_axis(columns=None).reset_index(drop=True)
    wide.insert(0, "Gebied", places["name"].to_list())
    return wide, {headings[name]: indicators()[name].decimals for name in headings}


def long_table(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix as a list: a row for each figure, also where it is missing, then with the reason.

    Args:
        cells: Result of `matrix`.

    Returns:
        Gebied, Indicator, Jaar, Eenheid, Cijfer, Vergeleken met Nederland, Toelichting (why there is no figure).
    """
    return pd.DataFrame(
        {
            "Gebied": cells["name"],
            "Indicator": cells["indicator"].map(lambda name: indicators()[name].title),
            "Jaar": cells["period"],
            "Eenheid": cells["indicator"].map(lambda name: indicators()[name].unit),
            "Cijfer": cells["value"],
            "Vergeleken met Nederland": cells["verdict"],
            "Toelichting": cells["reason"],
        }
    )


def _compared(cell: Any, country: float) -> tuple[str | None, str]:
    """Return verdict and sign of one cell beside the national figure; counts are not compared."""
    indicator = indicators()[cell.indicator]
    if cell.slug == COUNTRY or indicator.aggregation == "sum" or numbers.is_missing(country):
        return None, ""
    verdict = against(country, cell.value, cell.lower, cell.upper, indicator)
    if verdict is None:
        return None, ""
    if verdict in ("vergelijkbaar", "gelijk"):
        return verdict, SIMILAR
    return verdict, HIGHER if cell.value > country else LOWER
