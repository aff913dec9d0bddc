"""Observations as tables for a reader: Dutch column names, one row per area."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from pandas.api.types import is_integer_dtype, is_numeric_dtype

from nplv import numbers
from nplv.registry import Indicator

YEARS = ("Jaar", "Periode")  # columns of whole numbers that take no thousands separator
_DECIMALS = 1  # of a column that is not named

# Decimals in which a table is shown: for all columns, by column, or for each row; whole numbers have none.
Decimals = int | Mapping[str, int] | Sequence[int]


def places(decimals: Decimals, row: int, column: str) -> int:
    """Return in how many decimals the number in a row (from 0) and column is shown."""
    match decimals:
        case int():
            return decimals
        case Mapping():
            return decimals.get(column, _DECIMALS)
        case _:
            return decimals[row]


def writer(column: pd.Series, places: int) -> Callable[[Any], str]:
    """Return what writes the values of a column: a text as it is, a year without separator, any other number Dutch.

    Args:
        column: Its name and type decide.
        places: Decimals; a column of whole numbers has none.
    """
    if not is_numeric_dtype(column):
        return lambda text: numbers.MISSING if pd.isna(text) else str(text)
    if column.name in YEARS:
        return lambda year: numbers.MISSING if numbers.is_missing(year) else f"{year:.0f}"
    if is_integer_dtype(column):
        return numbers.number
    return lambda value: numbers.number(value, places)


def area_values(units: pd.DataFrame, gemeenten: Mapping[str, str], year: int) -> pd.DataFrame:
    """The values behind a map, one row per unit on it.

    Args:
        units: All units of one level with their figures of one indicator: code, name, municipality (GM code, may be
            missing), inhabitants, value, lower, upper, reason (why there is no value; else an empty text).
        gemeenten: GM code -> name.
        year: The period.

    Returns:
        Columns Gebied, Gemeente (only for units that lie in one), Code, Jaar, Waarde, Ondergrens, Bovengrens (95%; only
        where the indicator has intervals), Inwoners 2024, Toelichting (why there is no value; only where one has none),
        ordered by value, units without one last.
    """
    table = pd.DataFrame(
        {
            "Gebied": units["name"].to_numpy(),
            "Gemeente": municipality_names(units, gemeenten),
            "Code": units["code"].to_numpy(),
            "Jaar": year,
            "Waarde": units["value"].to_numpy(),
            "Ondergrens": units["lower"].to_numpy(),
            "Bovengrens": units["upper"].to_numpy(),
            "Inwoners 2024": units["inhabitants"].astype("Int64").array,  # whole numbers, also where some are missing
            "Toelichting": units["reason"].to_numpy(),
        }
    )
    if table["Ondergrens"].isna().all():
        table = table.drop(columns=["Ondergrens", "Bovengrens"])
    table = table.drop(columns=[name for name in ("Gemeente", "Toelichting") if (table[name] == "").all()])
    return table.sort_values("Waarde", ascending=False, na_position="last", kind="stable", ignore_index=True)


def municipality_names(units: pd.DataFrame, gemeenten: Mapping[str, str]) -> list[str]:
    """Name the gemeente that each unit lies in; an empty text for a gemeente itself, and where it is not known.

    Args:
        units: Columns code and municipality (GM code, may be missing).
        gemeenten: GM code -> name.
    """
    names = units["municipality"].map(gemeenten).fillna("")
    return names.where(units["code"] != units["municipality"], "").tolist()


def comparator_values(comparators: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The area and its comparators as text.

    Args:
        comparators: Result of ``analysis.comparison.comparators``.
        indicator: Gives unit and decimals.

    Returns:
        Columns Gebied, the unit or "Waarde", and Verschil (of the area with the comparator), all text; no Verschil for
        counts.
    """
    own = comparators["value"].iloc[0]
    rate = indicator.unit.startswith("per ")  # too long to stand behind each value
    table = pd.DataFrame(
        {
            "Gebied": comparators["label"],
            indicator.unit.capitalize() if rate else "Waarde": [
                numbers.number(value, indicator.decimals) if rate else numbers.with_unit(value, indicator)
                for value in comparators["value"]
            ],
            "Verschil": ["", *(numbers.difference(own, value, indicator) for value in comparators["value"].iloc[1:])],
        }
    )
    return table.drop(columns="Verschil") if indicator.aggregation == "sum" else table


def comparator_figures(comparators: pd.DataFrame, year: int) -> pd.DataFrame:
    """The area and its comparators as figures.

    Args:
        comparators: Result of ``analysis.comparison.comparators``.
        year: The period.

    Returns:
        Columns Gebied, Jaar, Waarde, Ondergrens and Bovengrens (95%), Verschil (of the area with the comparator) and
        Toelichting (why there is no value); of the last four only those that have anything in them.
    """
    table = pd.DataFrame(
        {
            "Gebied": comparators["label"],
            "Jaar": year,
            "Waarde": comparators["value"],
            "Ondergrens": comparators["lower"],
            "Bovengrens": comparators["upper"],
            "Verschil": comparators["difference"],
            "Toelichting": comparators["reason"],
        }
    )
    return table.drop(columns=[name for name in table.columns[3:] if table[name].isna().all()])


def missing_comparators(comparators: pd.DataFrame) -> list[str]:
    """Why comparators have no value, one sentence per reason with the names of those it holds for.

    Args:
        comparators: Result of ``analysis.comparison.comparators``.
    """
    missing = comparators.iloc[1:].dropna(subset="reason")
    return [f"{', '.join(rows['label'])}: {reason}" for reason, rows in missing.groupby("reason", sort=False)]
