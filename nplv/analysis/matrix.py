"""Puts all indicators of the focusgebieden beside each other: their newest year, the country, and what is missing."""

from typing import Any, Literal

import pandas as pd

from nplv import numbers
from nplv.analysis.comparison import newest_years
from nplv.analysis.coverage import label
from nplv.analysis.ranking import against, measure
from nplv.registry import areas, indicators, themes
from nplv.schema import COUNTRY, NOT_THERE

# How an area compares with the country; a figure without a sign is not compared.
HIGHER, LOWER, SIMILAR = "▲", "▼", "≈"
Part = Literal["kernindicatoren", "achtergrond", "alle"]
PARTS: tuple[Part, ...] = ("kernindicatoren", "achtergrond", "alle")

_FIGURE = ["value", "lower", "upper", "reason"]


def matrix(observations: pd.DataFrame) -> pd.DataFrame:
    """Return one cell for each declared indicator and each of the country and the 20 areas.

    Args:
        observations: Rows of all indicators, as in the observations table, of the levels nederland and focusgebied.

    Returns:
        By indicator in the order of the registry, the country first and then the areas by name: indicator, slug
        (NL00 for the country), name, period (Int64; the newest year in which an area has a figure, else the newest
        of the indicator, missing for one without any), value, verdict (see `ranking.against`; None for the country),
        sign (HIGHER, LOWER, SIMILAR or empty) and reason (why there is no value, else None).
    """
    years = {one.id: max(one.years) for one in indicators().values() if one.years} | newest_years(observations)
    names = {COUNTRY: "Nederland"} | {slug: area.name for slug, area in areas().items()}
    keys = pd.MultiIndex.from_product([list(indicators()), list(names)], names=["indicator", "slug"]).to_frame(False)
    keys.insert(2, "name", keys["slug"].map(names))
    keys.insert(3, "period", keys["indicator"].map(years).astype("Int64"))
    found = observations.rename(columns={"area_code": "slug"})[["indicator", "slug", "period", *_FIGURE]]
    cells = keys.merge(found.astype({"period": "Int64"}), how="left", on=["indicator", "slug", "period"])
    country = cells[cells["slug"] == COUNTRY].set_index("indicator")["value"]
    compared = [_compared(cell, country[cell.indicator]) for cell in cells.itertuples()]
    cells[["verdict", "sign"]] = pd.DataFrame(compared, dtype=object)
    cells["reason"] = pd.Series([_reason(cell) for cell in cells.itertuples()], dtype=object)
    return cells.drop(columns=["lower", "upper"])


def sign(verdict: str | None, value: float, other: float) -> str:
    """Return the sign of a figure that was compared with another; an empty text where it was not (no verdict)."""
    if verdict is None:
        return ""
    if verdict in ("vergelijkbaar", "gelijk"):
        return SIMILAR
    return HIGHER if value > other else LOWER


def part(cells: pd.DataFrame, which: Part) -> pd.DataFrame:
    """Return the cells of the kernindicatoren, of the other indicators, or all.

    Args:
        cells: Result of `matrix`.
        which: The part.

    Returns:
        As `matrix`, with note: the number of the reason in order of appearance, 0 where there is a figure.
    """
    if which != "alle":
        kern = cells["indicator"].map(lambda name: indicators()[name].kernindicator is not None)
        cells = cells[kern if which == "kernindicatoren" else ~kern]
    return cells.assign(note=pd.factorize(cells["reason"])[0] + 1)


def row_order(cells: pd.DataFrame, by: str | None) -> list[str]:
    """Return the slugs of `cells` from the highest value of one indicator to the lowest, the country always first.

    Args:
        cells: Result of `matrix` or `part`.
        by: Id of the indicator; None for the order of the names. Areas without a value come last.
    """
    rows = cells[cells["slug"] != COUNTRY]
    if by is not None:
        rows = rows[rows["indicator"] == by].sort_values("value", ascending=False, kind="stable")
    return [COUNTRY, *rows["slug"].unique()]


def column_order(cells: pd.DataFrame, by: str | None) -> dict[str, list[str]]:
    """Return the ids of the indicators in `cells`, by the title of their action line.

    The indicator that is sorted by comes first, and so does its action line.
    """
    columns: dict[str, list[str]] = {}
    for name in sorted(cells["indicator"].unique(), key=_place(by)):
        columns.setdefault(themes()[indicators()[name].theme], []).append(name)
    return columns


def sortable(cells: pd.DataFrame) -> list[str]:
    """Return the ids of the indicators in `cells` in which at least one area has a figure."""
    known = cells[(cells["slug"] != COUNTRY) & cells["value"].notna()]
    return list(known["indicator"].unique())


def headings(cells: pd.DataFrame) -> dict[str, str]:
    """Name the columns by the id of their indicator: "4 · Koopwoningen, % in 2024", without a year where none is."""
    periods = cells.drop_duplicates("indicator").set_index("indicator")["period"]
    return {name: f"{_measure(name)}{'' if pd.isna(year) else f' in {year}'}" for name, year in periods.items()}


def notes(cells: pd.DataFrame) -> dict[int, str]:
    """Return the reasons why figures are missing, by their number; `cells` is a result of `part`."""
    missing = cells[cells["note"] > 0]
    return dict(zip(missing["note"], missing["reason"], strict=True))


def table(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix as plain figures.

    Args:
        cells: Result of `matrix`.

    Returns:
        A row for the country and each area, with Gebied and a column for each indicator (see `headings`).
    """
    columns = headings(cells)
    places = cells.drop_duplicates("slug")
    wide = cells.pivot(index="slug", columns="indicator", values="value").loc[places["slug"], list(columns)]
    wide = wide.rename(columns=columns).rename_axis(columns=None).reset_index(drop=True)
    wide.insert(0, "Gebied", places["name"].to_list())
    return wide


def long_table(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix as a list: a row for each figure, also where it is missing, then with the reason.

    Args:
        cells: Result of `matrix`.

    Returns:
        Gebied, Kernindicator (its number, missing for another indicator), Indicator, Jaar, Eenheid, Cijfer,
        Vergeleken met Nederland, Toelichting (why there is no figure).
    """
    declared = cells["indicator"].map(indicators())
    return pd.DataFrame(
        {
            "Gebied": cells["name"],
            "Kernindicator": declared.map(lambda one: one.kernindicator).astype("Int64"),
            "Indicator": declared.map(lambda one: one.title),
            "Jaar": cells["period"],
            "Eenheid": declared.map(lambda one: one.unit),
            "Cijfer": cells["value"],
            "Vergeleken met Nederland": cells["verdict"],
            "Toelichting": cells["reason"],
        }
    )


def _place(by: str | None) -> Any:
    """The key that puts one indicator, and before that its action line, in front and leaves the rest in order."""
    first = None if by is None else indicators()[by].theme
    return lambda name: (indicators()[name].theme != first, name != by)


def _measure(identity: str) -> str:
    """Name an indicator with its unit and, if it has one, the number of the kernindicator."""
    indicator = indicators()[identity]
    return measure(indicator).replace(indicator.short_title, label(indicator), 1)


def _compared(cell: Any, country: float) -> tuple[str | None, str]:
    """Return verdict and sign of one cell beside the national figure; counts are not compared."""
    indicator = indicators()[cell.indicator]
    if cell.slug == COUNTRY or indicator.aggregation == "sum" or numbers.is_missing(country):
        return None, ""
    verdict = against(country, cell.value, cell.lower, cell.upper, indicator)
    return verdict, sign(verdict, cell.value, country)


def _reason(cell: Any) -> str | None:
    """Say why a cell has no value: as the observations do, else as the indicator declares it."""
    if not numbers.is_missing(cell.value):
        return None
    if isinstance(cell.reason, str):
        return cell.reason
    indicator = indicators()[cell.indicator]
    return indicator.missing or indicator.holes.get("nederland" if cell.slug == COUNTRY else "focusgebied", NOT_THERE)
