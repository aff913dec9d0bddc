"""Writes what a ranking of the 20 focusgebieden means and what it does not."""

import pandas as pd

from nplv import numbers
from nplv.registry import Area, Indicator

_POLARITY = {
    "higher_is_better": "Hoger is beter.",
    "lower_is_better": "Lager is beter.",
    "neutral": "Hoger of lager is hier niet beter of slechter: het cijfer beschrijft een gebied.",
    "not_judged": "Of hoger beter is, is bij dit cijfer niet te zeggen; er hoort geen oordeel bij.",
}


_NO_REASON = "de bron geeft het niet."


# What the highest and the lowest are called.
_EXTREMES = {
    "count": ("de meeste", "de minste"),
    "%": ("het hoogste percentage", "het laagste"),
    numbers.THOUSANDS_OF_EUROS: ("het hoogste bedrag", "het laagste"),
    "score": ("de hoogste score", "de laagste"),
}


def title(ranks: pd.DataFrame, area: Area | None, indicator: Indicator, year: int) -> str:
    """Write which areas have the highest and the lowest figure, and the place of one area.

    "In Amsterdam Zuidoost de meeste geregistreerde misdrijven per 1.000 inwoners (86,8) in 2025, in Lelystad Oost
    de minste (36,9); Rotterdam-Zuid staat op plaats 2 van 20 (73,9)."

    Args:
        ranks: Result of `ranking`.
        area: The area whose place is told, unless it is the highest or the lowest; None for no place.
        indicator: What is measured.
        year: The period.
    """
    known = ranks[ranks["rank"].notna()]
    when = f"{indicator.short_title} in {year}"
    if known.empty:
        return f"{when}: voor geen van de {len(ranks)} focusgebieden is er een cijfer."
    if len(known) < len(ranks):
        when += f", bekend voor {len(known)} van de {len(ranks)} gebieden"
    top, bottom = (known[known["rank"] == place] for place in (known["rank"].min(), known["rank"].max()))
    highest, lowest = (_figure(rows["value"].iloc[0], indicator) for rows in (top, bottom))
    if len(top) == len(known):
        return f"{when}: {highest} in {_listed(top['name'])}{_own(ranks, top, area, indicator)}."
    most, least = _extremes(indicator)
    own = _own(ranks, pd.concat([top, bottom]), area, indicator)
    at_top, at_bottom = _listed(top["name"]), _listed(bottom["name"])
    if _is_count(indicator) and len(known) == len(ranks):
        return f"In {at_top} {most} ({highest}) in {year}, in {at_bottom} {least} ({lowest}){own}."
    of_these = "" if len(known) == len(ranks) else "daarvan "
    return f"{when}: {of_these}{most} in {at_top} ({highest}), {least} in {at_bottom} ({lowest}){own}."


def reading(ranks: pd.DataFrame, country: float | None, indicator: Indicator) -> str:
    """Say what place 1 means, whether high is good, what a small difference is worth, and why there is no country.

    Args:
        ranks: Result of `ranking`.
        country: Result of `country_value`.
        indicator: Gives polarity, whether it is a count, and the reason why there is no national figure.
    """
    sentences = ["Plaats 1 heeft het hoogste cijfer."]
    if indicator.aggregation == "sum":
        sentences.append("Dit is de omvang van een gebied en geen oordeel.")
        return " ".join(sentences)
    sentences.append(_POLARITY[indicator.polarity])
    if ranks["lower"].notna().any():
        sentences.append(
            "De streep bij elk punt is het 95%-betrouwbaarheidsinterval. Overlappen twee strepen elkaar, dan is "
            "een verschil in plaats niet altijd een echt verschil."
        )
    else:
        sentences.append(
            "Dit cijfer heeft geen betrouwbaarheidsinterval: aan een klein verschil in plaats is geen betekenis te "
            "hechten."
        )
    if country is None:
        sentences.append(f"Geen landelijk cijfer: {indicator.holes.get('nederland', _NO_REASON)}")
    return " ".join(sentences)


def without_figure(ranks: pd.DataFrame) -> list[str]:
    """Write for each reason which areas have no figure: "Delft-West en Heerlen-Noord — geen cijfer: …"."""
    missing = ranks[ranks["rank"].isna()]
    reasons = missing["reason"].fillna(_NO_REASON)
    if reasons.nunique() == 1 and len(missing) == len(ranks):
        return [f"Alle {len(ranks)} focusgebieden {numbers.MISSING} geen cijfer: {reasons.iloc[0]}"]
    return [
        f"{_listed(rows['name'])} {numbers.MISSING} geen cijfer: {reason}"
        for reason, rows in missing.groupby(reasons, sort=False)
    ]


def _is_count(indicator: Indicator) -> bool:
    return indicator.aggregation == "sum" or indicator.unit.startswith("per ")


def _extremes(indicator: Indicator) -> tuple[str, str]:
    """Name the highest and the lowest: "de meeste inwoners" and "de minste"."""
    if indicator.aggregation == "sum":
        counted = indicator.unit
    elif indicator.unit.startswith("per "):
        counted = f"{indicator.numerator} {indicator.unit}"
    else:
        kind = "score" if numbers.is_score(indicator) else indicator.unit
        return _EXTREMES[kind]
    most, least = _EXTREMES["count"]
    return f"{most} {counted}", least


def _figure(value: float, indicator: Indicator) -> str:
    """Write a value; without its unit where the sentence names what is counted."""
    if _is_count(indicator):
        return numbers.number(value, indicator.decimals)
    return numbers.with_unit(value, indicator)


def _own(ranks: pd.DataFrame, named: pd.DataFrame, area: Area | None, indicator: Indicator) -> str:
    """Write "; Rotterdam-Zuid staat op plaats 2 van 20 (73,9)", or nothing for an area that is named already."""
    if area is None or area.slug in set(named["slug"]):
        return ""
    own = ranks[ranks["slug"] == area.slug].iloc[0]
    if pd.isna(own["rank"]):
        return f"; voor {area.name} is er geen cijfer"
    known = ranks["rank"].notna().sum()
    return f"; {area.name} staat op plaats {own['rank']} van {known} ({_figure(own['value'], indicator)})"


def _listed(names: pd.Series) -> str:
    """Write "A, B en C"."""
    *others, last = names
    return f"{', '.join(others)} en {last}" if others else last
