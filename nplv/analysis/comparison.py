"""Puts an area beside the country, its municipality, the rest of that and the 20 areas together."""

import pandas as pd

from nplv import numbers
from nplv.intervals import limits
from nplv.registry import Area, Indicator, Level, Polarity
from nplv.schema import COUNTRY, TOGETHER

COMPARATOR_LEVELS: tuple[Level, ...] = ("nederland", "gemeente", "rest_gemeente", "focusgebieden")
OTHERS: Level = "overige_focusgebieden"
_FIGURE = ["value", "numerator", "denominator", "lower", "upper", "status", "reason"]
# What an area can be held against; the last is a mean weighted by the denominator of each area.
BENCHMARK_LEVELS: tuple[Level, ...] = ("nederland", "gemeente", "rest_gemeente", OTHERS)
_NO_OTHERS = "De bron geeft van de focusgebieden geen aantallen om een gemiddelde van de andere 19 mee te berekenen."


def area_code(level: Level, area: Area) -> str:
    """Return the code under which `level` is found in the observations for this area."""
    codes = {"nederland": COUNTRY, "focusgebieden": TOGETHER, "focusgebied": area.slug, OTHERS: area.slug}
    return codes.get(level, area.municipality_code)


def label(level: Level, area: Area) -> str:
    """Return the Dutch name of a comparator, or of the area itself, as it stands in tables and legends."""
    names = {
        "nederland": "Nederland",
        "gemeente": f"Gemeente {area.municipality}",
        "rest_gemeente": f"Rest van gemeente {area.municipality}",
        "focusgebieden": "De 20 focusgebieden samen",
        OTHERS: "De andere 19 focusgebieden",
    }
    return names.get(level, area.name)


def newest_years(observations: pd.DataFrame) -> dict[str, int]:
    """Return the newest year in which any focusgebied has a figure, by indicator.

    It is the year that profile, matrix and pair show of an indicator, so that they agree.

    Args:
        observations: As the observations table, of at least the level focusgebied.
    """
    known = observations[(observations["level"] == "focusgebied") & observations["value"].notna()]
    return {str(name): int(year) for name, year in known.groupby("indicator", sort=False)["period"].max().items()}


def line(observations: pd.DataFrame, area: Area, indicator: Indicator, level: Level) -> pd.DataFrame:
    """Return what an area is held against, or the area itself, over the years.

    Args:
        observations: Rows of this indicator, as in the observations table, of any levels.
        area: The focusgebied.
        indicator: What is measured.
        level: focusgebied, or one of `BENCHMARK_LEVELS` or `COMPARATOR_LEVELS`.

    Returns:
        value, numerator, denominator, lower, upper, status and reason, by period; a value may be missing.
    """
    if level == OTHERS:
        return _others(observations, area, indicator)
    rows = observations[(observations["level"] == level) & (observations["area_code"] == area_code(level, area))]
    return rows.set_index("period")[_FIGURE].sort_index()


def weights(observations: pd.DataFrame, area: Area, year: int) -> pd.Series:
    """Return how heavily each of the other 19 counts in their mean: its share of their denominator, by slug.

    Args:
        observations: Rows of one indicator, as in the observations table.
        area: The area that is left out.
        year: The period.
    """
    rows = observations[(observations["level"] == "focusgebied") & (observations["period"] == year)]
    others = rows[rows["area_code"] != area.slug].set_index("area_code")["denominator"]
    return others / others.sum()


def _others(observations: pd.DataFrame, area: Area, indicator: Indicator) -> pd.DataFrame:
    """The other 19 together: the 20 minus this one, by numerator and denominator."""
    both: tuple[Level, Level] = ("focusgebied", "focusgebieden")
    own, together = (line(observations, area, indicator, level) for level in both)
    rows = together.copy()
    for column in ("numerator", "denominator"):
        rows[column] = together[column] - own[column].reindex(together.index)
    known = together["value"].notna() & rows["numerator"].notna() & (rows["denominator"] > 0)
    rows["value"] = (indicator.scale * rows["numerator"] / rows["denominator"]).where(known)
    rows["lower"] = rows["upper"] = float("nan")
    if indicator.interval != "none" and known.any():
        found = limits(indicator.interval, rows.loc[known, "numerator"], rows.loc[known, "denominator"])
        for column, limit in zip(("lower", "upper"), found, strict=True):
            rows.loc[known, column] = indicator.scale * limit
    rows["status"] = rows["status"].where(known | together["value"].isna(), "not_collected")
    rows["reason"] = rows["reason"].where(together["value"].isna(), _NO_OTHERS).where(~known, None)
    return rows


def comparators(observations: pd.DataFrame, area: Area, indicator: Indicator, year: int) -> pd.DataFrame:
    """Return the area and its four comparators for one year.

    Args:
        observations: Rows of this indicator, as in the observations table, of any levels and years.
        area: The focusgebied that is compared.
        indicator: Gives decimals, polarity and whether a difference means anything.
        year: The period.

    Returns:
        One row per level (focusgebied, nederland, gemeente, rest_gemeente, focusgebieden), always all five:
        label, level, value, lower, upper, status, reason, and for the comparators difference (area minus
        comparator, as the rounded figures show it) and verdict (see `verdict`). Counts (aggregation "sum")
        have neither: that the country has more inhabitants than a part of it is no finding.
    """
    in_year = observations[observations["period"] == year].set_index(["level", "area_code"])
    levels: tuple[Level, ...] = ("focusgebied", *COMPARATOR_LEVELS)
    keys = pd.MultiIndex.from_tuples([(level, area_code(level, area)) for level in levels])
    rows = in_year.reindex(keys)[["value", "lower", "upper", "status", "reason"]].reset_index(drop=True)
    rows.insert(0, "label", [label(level, area) for level in levels])
    rows.insert(1, "level", list(levels))
    own = rows.iloc[0]
    comparable = indicator.aggregation != "sum" and not numbers.is_missing(own["value"])
    rows["difference"] = float("nan")
    rows["verdict"] = None
    for index in rows.index[1:]:
        other = rows.at[index, "value"]
        if comparable and not numbers.is_missing(other):
            rows.at[index, "difference"] = float(numbers.shown_difference(own["value"], other, indicator))
            rows.at[index, "verdict"] = shown_verdict(own["value"], own["lower"], own["upper"], other, indicator)
    return rows


def verdict(value: float, lower: float | None, upper: float | None, comparator: float, polarity: Polarity) -> str:
    """Judge a value against a comparator.

    "beter" or "slechter" needs a declared polarity and an interval that excludes the comparator; an interval
    that holds it makes "vergelijkbaar". Without polarity, or without an interval, there is only the
    direction: "hoger", "lager" or "gelijk".

    Args:
        value: The value that is judged.
        lower: Lower limit of the 95% interval of `value`; None or NaN without one.
        upper: Upper limit.
        comparator: The value it is judged against, taken as exact.
        polarity: Which direction is good, as the indicator declares it.
    """
    direction = "hoger" if value > comparator else "lager" if value < comparator else "gelijk"
    if lower is None or upper is None or numbers.is_missing(lower) or numbers.is_missing(upper):
        return direction
    if lower <= comparator <= upper:
        return "vergelijkbaar"
    if polarity == "higher_is_better":
        return "beter" if direction == "hoger" else "slechter"
    if polarity == "lower_is_better":
        return "beter" if direction == "lager" else "slechter"
    return direction


def shown_verdict(value: float, lower: float, upper: float, other: float, indicator: Indicator) -> str:
    """As `verdict`, but figures that look the same on the screen are never told apart."""
    if numbers.shown_difference(value, other, indicator) == 0 and not lower <= other <= upper:
        return "gelijk"
    return verdict(value, lower, upper, other, indicator.polarity)
