"""Writes findings in plain Dutch: what is, and how it differs. Never why: no figure here shows a cause."""

import pandas as pd

from nplv import numbers
from nplv.analysis.comparison import comparators
from nplv.registry import Area, Indicator, Level
from nplv.schema import TOGETHER

# The country first; without it the 20 areas, which say more than one municipality that the area is part of.
_PREFERRED: tuple[Level, ...] = ("nederland", "focusgebieden", "gemeente", "rest_gemeente")


def finding(observations: pd.DataFrame, area: Area, indicator: Indicator, year: int | None) -> str:
    """Write where an area stands: its level, and the difference with the country or else the next comparator.

    "In Rotterdam-Zuid 73,9 misdrijven per 1.000 inwoners in 2025, 29,6 meer dan landelijk." The difference is
    that of the rounded figures, so that it agrees with the table beside it (see `numbers.shown_difference`).

    Args:
        observations: Rows of this indicator, as in the observations table.
        area: The focusgebied.
        indicator: What is measured.
        year: The period; None for an indicator without figures.
    """
    if indicator.missing is not None or year is None:
        return f"{indicator.title}: nog geen open cijfers. {indicator.missing or ''}".rstrip()
    rows = comparators(observations, area, indicator, year)
    own = rows.iloc[0]
    if numbers.is_missing(own["value"]):
        known = of_gemeente(observations, area, indicator, year) or finding_together(observations, indicator, year)
        return f"{no_figure(area.name, indicator, year, own['reason'])} {known}".rstrip()
    provisional = " (voorlopig cijfer)" if own["status"] == "provisional" else ""
    return f"{level(area.name, own['value'], indicator, year)}{provisional}{_comparison(rows, area, indicator)}."


def of_gemeente(observations: pd.DataFrame, area: Area, indicator: Indicator, year: int) -> str:
    """Write the figure of the gemeente of an area for an indicator that is published no smaller; else empty.

    "Schuldsanering in de hele gemeente Utrecht: 1,4 per 10.000 inwoners in 2025."
    """
    rows = observations[
        (observations["level"] == "gemeente")
        & (observations["area_code"] == area.municipality_code)
        & (observations["period"] == year)
    ]["value"].dropna()
    if "focusgebied" in indicator.levels or rows.empty:
        return ""
    amount = numbers.with_unit(rows.iloc[0], indicator)
    return f"{indicator.short_title} in de hele gemeente {area.municipality}: {amount} in {year}."


def finding_together(observations: pd.DataFrame, indicator: Indicator, year: int) -> str:
    """Write where the 20 areas together stand beside the country; empty where their figure is not known.

    "Energiearmoede in de 20 focusgebieden samen: 13,2% in 2022, 5,8 procentpunt hoger dan landelijk (7,4%)."
    """
    values = observations[observations["period"] == year].groupby("level")["value"].first()
    together, country = values.get(TOGETHER), values.get("nederland")
    if together is None or numbers.is_missing(together):
        return ""
    text = level("de 20 focusgebieden samen", together, indicator, year)
    if country is not None and not numbers.is_missing(country) and indicator.aggregation != "sum":
        national = numbers.with_unit(country, indicator)
        text += f", {compared(together, country, indicator, 'landelijk')} ({national})"
    return f"{text}."


def level(place: str, value: float, indicator: Indicator, year: int) -> str:
    """Write one value without a full stop: "WOZ-waarde in Rotterdam-Zuid: € 230.000 in 2024"."""
    amount = numbers.with_unit(value, indicator)
    if indicator.unit.startswith("per "):
        count = numbers.number(value, indicator.decimals)
        return f"In {place} {count} {_counted(indicator)} {indicator.unit} in {year}"
    if indicator.aggregation == "sum":
        return f"In {place} {amount} in {year}"
    return f"{indicator.short_title} in {place}: {amount} in {year}"


def no_figure(place: str, indicator: Indicator, year: int, reason: object) -> str:
    """Write that there is no figure, and why where that is known: "Misdrijven in Zuid: geen cijfer over 2025. …"."""
    explanation = f" {reason}" if isinstance(reason, str) else ""
    return f"{indicator.short_title} in {place}: geen cijfer over {year}.{explanation}"


def compared(value: float, other: float, indicator: Indicator, than: str) -> str:
    """Write "29,6 meer dan landelijk" or "gelijk aan landelijk"; `than` is what comes after dan."""
    text = numbers.difference(value, other, indicator)
    return f"gelijk aan {than}" if text == "gelijk" else f"{text} dan {than}"


def _counted(indicator: Indicator) -> str:
    """What a rate counts: "misdrijven" where that is the last word of "geregistreerde misdrijven"."""
    short = indicator.short_title.lower()
    return short if indicator.numerator.endswith(short) else indicator.numerator


def _comparison(rows: pd.DataFrame, area: Area, indicator: Indicator) -> str:
    """Write ", 29,6 meer dan landelijk" against the first comparator that has a value; else nothing."""
    own = rows["value"].iloc[0]
    for comparator in _PREFERRED:
        row = rows[rows["level"] == comparator].iloc[0]
        if numbers.is_missing(row["value"]):
            continue
        if indicator.aggregation == "sum":
            share = numbers.percent(100 * own / row["value"])
            return f", {share} van het aantal in {_place(comparator, area)}"
        text = f", {compared(own, row['value'], indicator, _than(comparator, area))}"
        if row["verdict"] == "vergelijkbaar" and "gelijk aan" not in text:
            text += ", een verschil binnen de onzekerheidsmarge"
        return text
    return ""


def _than(comparator: Level, area: Area) -> str:
    if comparator == "nederland":
        return "landelijk"
    return _place(comparator, area) if comparator == "focusgebieden" else f"in {_place(comparator, area)}"


def _place(comparator: Level, area: Area) -> str:
    places = {
        "nederland": "Nederland",
        "gemeente": f"de gemeente {area.municipality}",
        "rest_gemeente": f"de rest van de gemeente {area.municipality}",
        "focusgebieden": "de 20 focusgebieden samen",
    }
    return places[comparator]
