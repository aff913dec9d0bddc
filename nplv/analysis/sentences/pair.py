"""Writes how two focusgebieden differ, indicator by indicator; never which of the two is the better."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nplv import numbers
from nplv.analysis.coverage import label
from nplv.analysis.pair import comparable
from nplv.analysis.ranking import measure
from nplv.registry import Area, indicators

READING = (
    "Elke lijn loopt van het laagste tot het hoogste cijfer van de focusgebieden waarvan een cijfer bekend is; die "
    "twee cijfers staan aan de uiteinden. Het verschil is dat van het eerste gebied (◆) met het tweede (■). Het is "
    "aantoonbaar als het 95%-interval ervan nul uitsluit; zonder betrouwbaarheidsinterval van beide cijfers is dat "
    "niet te zeggen. Aantallen, zoals inwoners, staan alleen in de tabel."
)
_CERTAINTY = {True: "aantoonbaar verschil", False: "verschil binnen de onzekerheidsmarge"}
_SHORT = {True: "aantoonbaar", False: "binnen de marge"}


def title(rows: pd.DataFrame, first: Area, second: Area) -> str:
    """Count on how many indicators the first has the higher, the lower and the same figure.

    "Utrecht Overvecht en Heerlen-Noord: op 5 van 14 indicatoren heeft Utrecht Overvecht het hogere cijfer, op 8 het
    lagere en op 1 hetzelfde. Van 3 indicatoren met een onzekerheidsmarge is het verschil bij 2 aantoonbaar."

    Args:
        rows: Result of `pair`.
        first: Its first area.
        second: Its second area.
    """
    both = comparable(rows)
    names = f"{first.name} en {second.name}"
    if both.empty:
        return f"{names}: geen indicator waarvan van beide een cijfer bekend is."
    gap = both["difference"]
    higher, lower, same = (int(some.sum()) for some in (gap > 0, gap < 0, gap == 0))
    text = (
        f"{names}: op {higher} van {len(both)} indicatoren heeft {first.name} het hogere cijfer, op {lower} het lagere "
        f"en op {same} hetzelfde."
    )
    known = both["certain"].dropna()
    if known.empty:
        return text
    which = "de ene indicator" if len(known) == 1 else f"de {len(known)} indicatoren"
    return f"{text} Van {which} met een onzekerheidsmarge is het verschil bij {int(known.sum())} aantoonbaar."


def name(row: Mapping[str, Any]) -> str:
    """Name a row with its unit and year: "Misdrijven, per 1.000 inwoners (2025)"."""
    return f"{measure(indicators()[row['indicator']])} ({row['period']})"


def difference(row: Mapping[str, Any]) -> str:
    """Write the difference in short and whether it is certain: "verschil +18,9 (aantoonbaar)"; empty without one."""
    if numbers.is_missing(row["difference"]):
        return ""
    size = numbers.size(row["difference"], indicators()[row["indicator"]]).removesuffix(" procentpunt")
    sign = "+" if row["difference"] > 0 else numbers.MINUS
    text = f"verschil {sign}{size}" if row["difference"] else "gelijk"
    return text if row["certain"] is None else f"{text} ({_SHORT[row['certain']]})"


def table(rows: pd.DataFrame, first: Area, second: Area) -> pd.DataFrame:
    """Write `pair` as a table for a reader, with plain figures.

    Returns:
        Indicator, Eenheid, Jaar; for both areas, by name, the figure and its limits where there are any; Verschil,
        Tussen beide (what the interval says); for both the comparison with the country; Nederland, Laagste and
        Hoogste focusgebied, Bekend (areas with a figure) and Toelichting (why a figure is missing).
    """
    each = [indicators()[identity] for identity in rows["indicator"]]
    columns: dict[str, Any] = {
        "Indicator": [label(one) for one in each],
        "Eenheid": [one.unit for one in each],
        "Jaar": rows["period"].to_numpy(),
    }
    sides = (("first", first.name), ("second", second.name))
    for side, place in sides:
        columns[place] = rows[f"value_{side}"].to_numpy()
        columns[f"{place}: ondergrens 95%"] = rows[f"lower_{side}"].to_numpy()
        columns[f"{place}: bovengrens 95%"] = rows[f"upper_{side}"].to_numpy()
    columns["Verschil"] = rows["difference"].to_numpy()
    columns["Tussen beide"] = [_CERTAINTY.get(certain, "") for certain in rows["certain"]]
    for side, place in sides:
        columns[f"{place} naast Nederland"] = rows[f"verdict_{side}"].fillna("").to_numpy()
    columns |= {
        "Nederland": rows["country"].to_numpy(),
        "Laagste focusgebied": rows["lowest"].to_numpy(),
        "Hoogste focusgebied": rows["highest"].to_numpy(),
        "Bekend": rows["known"].to_numpy(),
        "Toelichting": [_reasons(row, sides) for row in rows.to_dict("records")],
    }
    return pd.DataFrame(columns)


def _reasons(row: Mapping[str, Any], sides: tuple[tuple[str, str], ...]) -> str:
    return " ".join(f"{place}: {row[f'reason_{side}']}" for side, place in sides if row[f"reason_{side}"])
