"""How each focusgebied stands on each indicator, beside the 0-meting, the country and its gemeente: a half-year's look.

One row holds for an area, for the 20 together or for the country; the tables of the report are made of these rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from nplv import numbers
from nplv.analysis import series
from nplv.analysis.comparison import newest_years, shown_verdict
from nplv.analysis.coverage import label
from nplv.analysis.gap import gap
from nplv.analysis.sentences import gap as gap_words
from nplv.registry import Indicator, areas, indicators
from nplv.schema import COUNTRY

_COLUMNS = [
    *("indicator", "level", "code", "name", "start_year", "start", "year", "value", "lower", "upper", "reason"),
    *("change", "country", "difference", "verdict", "gemeente", "difference_gemeente", "verdict_gemeente", "outcome"),
]
_TEXTS = ["reason", "verdict", "verdict_gemeente", "outcome"]
_TITLES = {
    "difference": "Verschil met Nederland",
    "verdict": "Naast Nederland",
    "difference_gemeente": "Verschil met gemeente",
    "verdict_gemeente": "Naast gemeente",
    "outcome": "Dat verschil wordt",
}


def monitor(observations: pd.DataFrame) -> pd.DataFrame:
    """Put every area, the 20 together and the country in a row for each indicator with figures.

    Args:
        observations: Rows of all indicators, as in the observations table, of all levels above the wijk.

    Returns:
        In the order of the registry, per indicator the 20 together, the country (not for a count of a size) and the 20
        areas by name: indicator (id), level, code, name; start_year and start (the 0-meting, or else the first
        measurement); year, value, lower, upper and reason (of the newest year in which any area has a figure, or else
        in which the 20 together have); change (value minus start, as shown; missing without two measurements); country,
        difference and verdict (beside the country in that year); the same three for the gemeente, of areas only; and
        outcome (whether the difference of an area with the country becomes smaller, in words; None without a series).
    """
    of_indicator = dict(iter(observations.groupby("indicator")))
    newest = newest_years(observations)
    rows = [
        row
        for name, indicator in indicators().items()
        if name in of_indicator
        for row in _of_indicator(of_indicator[name], indicator, newest.get(name))
    ]
    table = pd.DataFrame(rows, columns=_COLUMNS)
    texts = table[_TEXTS].astype(object)
    return table.assign(**texts.where(texts.notna(), None))


def of_indicator(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Write how the areas stand on one indicator as a table for a reader: a row each, with plain figures.

    Args:
        rows: Result of `monitor`, of any indicators.
        indicator: What is measured.

    Returns:
        Gebied, 0-meting and its year, Nieuwste cijfer and its year, Verandering, Verschil met Nederland, Naast
        Nederland (the verdict) and Dat verschil wordt; without the columns that have nothing at all, and without
        the areas where none of them has a figure.
    """
    own = rows[rows["indicator"] == indicator.id]
    if own.loc[own["level"] == "focusgebied", "value"].isna().all():
        own = own[own["level"] != "focusgebied"]
    return _table(own, {"Gebied": own["name"]}, ["difference", "verdict", "outcome"])


def of_area(rows: pd.DataFrame, slug: str, some: Sequence[Indicator]) -> pd.DataFrame:
    """Write how one area stands on several indicators as a table for a reader.

    Args:
        rows: Result of `monitor`.
        slug: The area.
        some: In the order of the table; those without a figure of this area are left out.

    Returns:
        Indicator and Eenheid, and then as `of_indicator`, with what differs from the gemeente.
    """
    own = area_rows(rows, slug, some)
    each = [indicators()[name] for name in own["indicator"]]
    names = {"Indicator": [label(one) for one in each], "Eenheid": [one.unit for one in each]}
    return _table(own, names, ["difference", "verdict", "outcome", "difference_gemeente", "verdict_gemeente"])


def area_rows(rows: pd.DataFrame, slug: str, some: Sequence[Indicator]) -> pd.DataFrame:
    """Return the rows of `monitor` that `of_area` writes."""
    own = rows[(rows["code"] == slug) & rows["value"].notna()].set_index("indicator", drop=False)
    return own.loc[[one.id for one in some if one.id in own.index]]


def _table(rows: pd.DataFrame, names: dict[str, Any], more: Sequence[str]) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            **names,
            "0-meting": rows["start"].to_numpy(),
            "Jaar 0-meting": _years(rows["start_year"]),
            "Nieuwste cijfer": rows["value"].to_numpy(),
            "Jaar": _years(rows["year"].where(rows["value"].notna())),
            "Verandering": rows["change"].to_numpy(),
            **{_TITLES[name]: rows[name].to_numpy() for name in more},
        }
    )
    texts = [_TITLES[name] for name in more if name in _TEXTS]
    table[texts] = table[texts].astype(object).where(table[texts].notna(), "")
    empty = [name for name in table.columns[len(names) :] if table[name].isin(["", None, float("nan")]).all()]
    return table.drop(columns=empty)


def _years(years: pd.Series) -> list[str]:
    return ["" if pd.isna(year) else f"{year:.0f}" for year in years]


def _of_indicator(observations: pd.DataFrame, indicator: Indicator, newest: int | None) -> list[dict[str, Any]]:
    together = series.together(observations, indicator)
    every = series.every_area(observations, indicator)
    lines = pd.concat([together, every[every["level"] == "focusgebied"]])
    known = together.loc[(together["level"] == "focusgebieden") & together["value"].notna(), "period"]
    year = newest or int(known.max() if len(known) else max(indicator.years))
    in_year = observations[observations["period"] == year].set_index("area_code")
    country = in_year["value"].get(COUNTRY)
    gemeenten = in_year.loc[in_year["level"] == "gemeente", "value"].to_dict()
    outcomes = _outcomes(observations, indicator)
    return [
        _row(indicator, part, year, country, gemeenten, outcomes)
        for _, part in lines.groupby(["level", "area_code"], sort=False)
    ]


def _outcomes(observations: pd.DataFrame, indicator: Indicator) -> dict[str, str]:
    """Whether the difference of each area with the country becomes smaller, in words, where there are such series."""
    if observations.loc[observations["area_code"] == COUNTRY, "value"].count() < 2:
        return {}
    found = {slug: gap(observations, area, indicator, "nederland") for slug, area in areas().items()}
    return {slug: gap_words.verdict(one) for slug, one in found.items() if one is not None}


def _row(
    indicator: Indicator,
    part: pd.DataFrame,
    year: int,
    country: float | None,
    gemeenten: Mapping[str, float],
    outcomes: Mapping[str, str],
) -> dict[str, Any]:
    """The row of one line of `series`."""
    first = part.iloc[0]
    now = part[part["period"] == year].iloc[0]
    row: dict[str, Any] = {"indicator": indicator.id, "level": first["level"], "code": first["area_code"]}
    row |= {"name": first["label"], "year": year} | {name: now[name] for name in ("value", "lower", "upper", "reason")}
    row |= _since(part[part["period"] <= year], indicator)
    if first["level"] == "nederland":
        return row
    row |= {"country": country} | _beside(now, country, indicator, "")
    if first["level"] == "focusgebied":
        gemeente = gemeenten.get(areas()[first["area_code"]].municipality_code)
        row |= {"gemeente": gemeente} | _beside(now, gemeente, indicator, "_gemeente")
        row["outcome"] = outcomes.get(first["area_code"])
    return row


def _since(part: pd.DataFrame, indicator: Indicator) -> dict[str, Any]:
    """The 0-meting and the change since, of a line up to the year that is shown."""
    if (found := series.change(part, indicator)) is not None and part["value"].notna().iloc[-1]:
        start = found.before
        return {
            "start_year": start["period"],
            "start": start["value"],
            "change": float(numbers.shown_difference(found.after["value"], start["value"], indicator)),
        }
    zero = part[(part["period"] == indicator.baseline) & part["value"].notna()]
    return {} if zero.empty else {"start_year": zero["period"].iloc[0], "start": zero["value"].iloc[0]}


def _beside(now: pd.Series, other: float | None, indicator: Indicator, suffix: str) -> dict[str, Any]:
    """How a figure differs from another one of the same year; nothing for a count of a size."""
    if indicator.aggregation == "sum" or other is None or any(map(numbers.is_missing, (now["value"], other))):
        return {}
    return {
        f"difference{suffix}": float(numbers.shown_difference(now["value"], other, indicator)),
        f"verdict{suffix}": shown_verdict(now["value"], now["lower"], now["upper"], other, indicator),
    }
