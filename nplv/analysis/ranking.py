"""Ranks the 20 focusgebieden on one indicator, and says in words what the order means and what it does not."""

import pandas as pd

from nplv import numbers
from nplv.analysis.comparison import shown_verdict
from nplv.registry import Indicator, areas
from nplv.schema import COUNTRY


def ranking(observations: pd.DataFrame, indicator: Indicator, year: int) -> pd.DataFrame:
    """Rank the focusgebieden from the highest value to the lowest.

    Args:
        observations: Rows of this indicator, as in the observations table, of any levels and years.
        indicator: Gives the decimals: areas with the same figure on the screen share a place.
        year: The period.

    Returns:
        Always 20 rows: rank (Int64; 1 is the highest, missing without a value), slug, name, value, lower, upper,
        status, reason, difference (with the country, as the rounded figures show it) and verdict (see
        `against`). Areas without a value come last, by name.
    """
    in_year = observations[(observations["level"] == "focusgebied") & (observations["period"] == year)]
    rows = in_year.set_index("area_code")[["value", "lower", "upper", "status", "reason"]].reindex(list(areas()))
    rows = rows.rename_axis("slug").reset_index()
    rows.insert(1, "name", [areas()[slug].name for slug in rows["slug"]])
    shown = rows["value"].map(lambda value: _shown(value, indicator))
    rows.insert(0, "rank", shown.rank(method="min", ascending=False).astype("Int64"))
    country = country_value(observations, indicator, year)
    rows["difference"] = [_difference(value, country, indicator) for value in rows["value"]]
    limits = zip(rows["value"], rows["lower"], rows["upper"], strict=True)
    rows["verdict"] = [against(country, *row, indicator) for row in limits]
    # The registry gives the areas by name, and a stable sort keeps that order within a place.
    return rows.sort_values("rank", kind="stable").reset_index(drop=True)


def country_value(observations: pd.DataFrame, indicator: Indicator, year: int) -> float | None:
    """Return the national figure; None where there is none, and for counts, which only tell a size."""
    found = observations[(observations["area_code"] == COUNTRY) & (observations["period"] == year)]["value"]
    if indicator.aggregation == "sum" or found.dropna().empty:
        return None
    return float(found.iloc[0])


def against(country: float | None, value: float, lower: float, upper: float, indicator: Indicator) -> str | None:
    """Judge a value against the national figure: see `comparison.shown_verdict`; None where one of them is missing."""
    if country is None or numbers.is_missing(value):
        return None
    return shown_verdict(value, lower, upper, country, indicator)


def measure(indicator: Indicator) -> str:
    """Name what is measured with its unit: "Koopwoningen, %"; without it where the name says it: "Inwoners"."""
    name = indicator.short_title
    return name if indicator.unit in name.lower() else f"{name}, {indicator.unit}"


def table(ranks: pd.DataFrame, country: float | None, indicator: Indicator) -> pd.DataFrame:
    """Return the ranking with Dutch column names, and the national figure in the last row where there is one.

    Args:
        ranks: Result of `ranking`.
        country: Result of `country_value`.
        indicator: What is measured.

    Returns:
        Plaats, Gebied, the indicator's short title, both limits where there are any, the comparison with the
        country where there is a national figure, and Toelichting where a figure is missing.
    """
    value = indicator.short_title
    columns = {"rank": "Plaats", "name": "Gebied", "value": value}
    if ranks["lower"].notna().any():
        columns |= {"lower": "Ondergrens 95%", "upper": "Bovengrens 95%"}
    if country is not None:
        columns |= {"difference": "Verschil met Nederland", "verdict": "Vergeleken met Nederland"}
    if ranks["rank"].isna().any():
        columns["reason"] = "Toelichting"
    rows = ranks[list(columns)].rename(columns=columns)
    if country is not None:
        rows.loc[len(rows)] = {"Plaats": pd.NA, "Gebied": "Nederland", value: country}
    return rows


def _shown(value: float, indicator: Indicator) -> float:
    return value if numbers.is_missing(value) else float(numbers.rounded(value, indicator.decimals))


def _difference(value: float, country: float | None, indicator: Indicator) -> float:
    if country is None or numbers.is_missing(value):
        return float("nan")
    return float(numbers.shown_difference(value, country, indicator))
