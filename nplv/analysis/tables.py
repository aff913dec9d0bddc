"""Observations as tables for a reader: Dutch column names, one row per area."""

import pandas as pd

from nplv import numbers
from nplv.registry import Indicator


def area_values(observations: pd.DataFrame, shapes: pd.DataFrame, year: int) -> pd.DataFrame:
    """The values behind a map, one row per area on it.

    Args:
        observations: Rows of one indicator and one level.
        shapes: Columns code, name, inhabitants, of the areas on the map.
        year: The period.

    Returns:
        Columns Gebied, Code, Jaar, Waarde, Ondergrens, Bovengrens (95%; only where the indicator has intervals),
        Inwoners 2024, Toelichting (why there is no value), ordered by value, areas without one last.
    """
    rows = observations[observations["period"] == year].set_index("area_code").reindex(shapes["code"])
    table = pd.DataFrame(
        {
            "Gebied": shapes["name"].to_numpy(),
            "Code": shapes["code"].to_numpy(),
            "Jaar": year,
            "Waarde": rows["value"].to_numpy(),
            "Ondergrens": rows["lower"].to_numpy(),
            "Bovengrens": rows["upper"].to_numpy(),
            "Inwoners 2024": shapes["inhabitants"].to_numpy(),
            "Toelichting": rows["reason"].fillna("").to_numpy(),
        }
    )
    if table["Ondergrens"].isna().all():
        table = table.drop(columns=["Ondergrens", "Bovengrens"])
    if (table["Toelichting"] == "").all():
        table = table.drop(columns="Toelichting")
    return table.sort_values("Waarde", ascending=False, na_position="last", kind="stable", ignore_index=True)


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


def missing_comparators(comparators: pd.DataFrame) -> list[str]:
    """Why comparators have no value, one sentence per reason with the names of those it holds for.

    Args:
        comparators: Result of ``analysis.comparison.comparators``.
    """
    missing = comparators.iloc[1:].dropna(subset="reason")
    return [f"{', '.join(rows['label'])}: {reason}" for reason, rows in missing.groupby("reason", sort=False)]
