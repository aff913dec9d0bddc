"""Writes what stands out of one area, and how it stands beside what it is held against."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nplv import numbers
from nplv.analysis import matrix
from nplv.analysis.matrix import HIGHER, LOWER, SIMILAR
from nplv.analysis.profile import LEAST_AREAS, MOST
from nplv.analysis.sentences.gap import short
from nplv.analysis.sentences.standing import compared
from nplv.registry import Area, Indicator, Level, indicators

RULE = (
    "Vaste regel: alleen indicatoren waarvan vaststaat wat beter is en met een cijfer voor ten minste "
    f"{LEAST_AREAS} gebieden. Sterk is een plaats in de betere helft van de focusgebieden, zorg een plaats in de "
    f"andere helft; de uiterste plaatsen eerst, hoogstens {MOST}. Een sterk punt kan nog ongunstiger zijn dan het "
    "landelijke cijfer. Zonder betrouwbaarheidsinterval zegt een klein verschil in plaats weinig."
)
READING = (
    "De stip is het gebied, de streep in het midden waarmee het wordt vergeleken. De lichte balk loopt van het laagste "
    "tot het hoogste van de 20 focusgebieden, de donkere over de middelste helft. Elke rij heeft haar eigen schaal. "
    "Alleen waar een 95%-interval het andere cijfer uitsluit staat er beter of slechter."
)
_COLUMN: dict[Level, str] = {
    "nederland": "Nederland",
    "gemeente": "gemeente",
    "rest_gemeente": "rest gemeente",
    "overige_focusgebieden": "andere 19",
}


def title(rows: pd.DataFrame, area: Area, wanted: Level) -> str:
    """Count how an area stands beside what it is held against; counts of a size are left out.

    "Utrecht Overvecht naast Nederland: van 10 cijfers 4 hoger, 5 lager en 1 vergelijkbaar of gelijk." Better or worse
    is told of those that can be judged only.

    Args:
        rows: Result of `analysis.profile.profile`.
        area: The focusgebied.
        wanted: What it is held against.
    """
    beside = rows[rows["level"] == wanted]
    if beside.empty:
        return f"{area.name}: er is geen cijfer van {short(wanted)} om mee te vergelijken."
    signs = [sign(row) for row in beside.to_dict("records")]
    count = {one: signs.count(one) for one in (HIGHER, LOWER, SIMILAR)}
    text = (
        f"{area.name} naast {short(wanted)}: van {len(beside)} cijfers {count[HIGHER]} hoger, {count[LOWER]} lager en "
        f"{count[SIMILAR]} vergelijkbaar of gelijk"
    )
    judged = [f"{word} op {(beside['verdict'] == word).sum()}" for word in ("beter", "slechter")]
    told = [part for part in judged if not part.endswith(" 0")]
    return f"{text}; aantoonbaar {' en '.join(told)}." if told else f"{text}."


def sign(row: Mapping[str, Any]) -> str:
    """Return ▲, ▼ or ≈; an empty text where nothing is compared. The row is one of `profile`."""
    return matrix.sign(row["verdict"], row["value"], row["other"])


def place(row: Mapping[str, Any]) -> str:
    """Write one strength or concern.

    "Goede ervaren gezondheid: plaats 3 van 20. 64,9% in 2024, 7,9 procentpunt lager dan in Nederland."
    """
    indicator = indicators()[row["indicator"]]
    text = f"plaats {row['place']} van {row['known']}. {figure(row['value'], indicator)} in {row['period']}"
    if row["level"] is not None:
        other = short(row["level"])
        words = compared(row["value"], row["other"], indicator, other)
        text += f", {words.replace(' dan ', ' dan in ')}"
        if row["verdict"] == "vergelijkbaar" and "gelijk aan" not in words:
            text += " (binnen de onzekerheidsmarge)"
    return f"{text}."


def figure(value: float, indicator: Indicator) -> str:
    """Write a value with its unit; a score with the name of its scale, which has no word of its own."""
    text = numbers.with_unit(value, indicator)
    scale = "afwijking van het ijkpunt" if indicator.unit == "afwijking" else indicator.unit
    return f"{text} ({scale})" if numbers.is_score(indicator) else text


def beside(row: Mapping[str, Any]) -> str:
    """Write the figure with its year and that beside it, in short: "57,4% in 2024 · Nederland 72,8%"."""
    indicator = indicators()[row["indicator"]]
    text = f"{bare(row['value'], indicator)} in {row['period']}"
    if row["level"] is None:
        return text
    return f"{text} · {_COLUMN[row['level']]} {bare(row['other'], indicator)}"


def bare(value: float, indicator: Indicator) -> str:
    """Write a value without the words of its unit, which stand in the name of the row."""
    if indicator.unit in ("%", numbers.THOUSANDS_OF_EUROS):
        return numbers.with_unit(value, indicator)
    return numbers.number(value, indicator.decimals)


def verdict(row: Mapping[str, Any]) -> str:
    """Write sign and word: "▲ slechter", "▼ lager", "≈ vergelijkbaar"."""
    return f"{sign(row)} {row['verdict']}" if sign(row) else "niet vergeleken"


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Write `profile` as a table for a reader, with plain figures.

    Returns:
        Indicator, Eenheid, Jaar, Cijfer, its limits where any has them, Vergeleken met, Cijfer daarvan, Verschil,
        Oordeel, Plaats (1 is the best, or the highest), Bekend (areas with a figure), Laagste and Hoogste (of these).
    """
    each = [indicators()[name] for name in rows["indicator"]]
    found = pd.DataFrame(
        {
            "Indicator": [one.short_title for one in each],
            "Eenheid": [one.unit for one in each],
            "Jaar": rows["period"].to_numpy(),
            "Cijfer": rows["value"].to_numpy(),
            "Ondergrens 95%": rows["lower"].to_numpy(),
            "Bovengrens 95%": rows["upper"].to_numpy(),
            "Vergeleken met": [_COLUMN.get(level, "niet vergeleken") for level in rows["level"]],
            "Cijfer daarvan": rows["other"].to_numpy(),
            "Verschil": rows["difference"].to_numpy(),
            "Uitkomst": [row["verdict"] or "" for row in rows.to_dict("records")],
            "Plaats": rows["place"].to_numpy(),
            "Van": rows["known"].to_numpy(),
            "Laagste focusgebied": rows["lowest"].to_numpy(),
            "Hoogste focusgebied": rows["highest"].to_numpy(),
        }
    )
    return found.dropna(axis="columns", how="all")


def inhabitants(rows: pd.DataFrame, area: Area) -> str:
    """Write who lives in an area: how many people and households, and which part is young or old.

    "In Utrecht Overvecht wonen 35.255 mensen in 17.470 huishoudens (2024). 17,7% is jonger dan 15 jaar …".
    """
    found = {row["indicator"]: row for row in rows.to_dict("records")}
    people, households = found.get("inwoners"), found.get("huishoudens")
    parts = []
    if people is not None:
        text = f"In {area.name} wonen {numbers.number(people['value'])} mensen"
        if households is not None and households["period"] == people["period"]:
            text += f" in {numbers.number(households['value'])} huishoudens"
        parts.append(f"{text} ({people['period']}).")
    ages = (("aandeel-0-tot-15", "is jonger dan 15 jaar"), ("aandeel-65-plus", "is 65 jaar of ouder"))
    for name, words in ages:
        if (row := found.get(name)) is not None:
            indicator = indicators()[name]
            told = f"{bare(row['value'], indicator)} {words}"
            if row["level"] is not None:
                told += f" ({short(row['level'])}: {bare(row['other'], indicator)})"
            parts.append(f"{told}.")
    return " ".join(parts)


def none_outstanding(area: Area, better: bool) -> str:
    """Write that an area is in one half of the order on all indicators."""
    half = "betere" if better else "andere"
    return f"Geen: {area.name} staat op geen van deze indicatoren in de {half} helft van de focusgebieden."
