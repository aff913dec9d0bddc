"""Writes findings on money in plain Dutch, from the tables of ``nplv.analysis.funding``."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from nplv import numbers

HATCHED = "niet of niet zeker alleen voor het focusgebied"
STACKS_NOTE = (
    "Een balk telt alleen op wat optelt: toegekende totaalbedragen voor de gemeente of haar focusgebied, elk één keer. "
    "Onbekend is geen nul: bij elke balk staat van hoeveel regelingen een bedrag bekend is."
)
YEARS_NOTE = (
    "Het jaar is dat van het besluit; er is niets over jaren uitgesmeerd. Waar de dag van het besluit niet bekend is, "
    "telt het eerste jaar waarvoor het geld is."
)
TOTALS_NOTE = "Per regeling en ronde. Geld dat twee keer in de lijst staat, telt één keer; bedragen per jaar niet."
NOT_KNOWN = "geen bedrag bekend"
_APPROXIMATE = {"at_least": "ruim ", "about": "ongeveer "}
_BASIS = {"per_year": " per jaar", "maximum": " (maximum)"}


def amount(decision: Mapping[str, Any]) -> str:
    """Write the amount of one decision as precisely as its source: "ruim € 39 mln", "€ 3,9 mln per jaar".

    Args:
        decision: A row of the table of decisions: amount_eur, precision and basis are read.
    """
    if numbers.is_missing(decision["amount_eur"]):
        return "onbekend"
    words = _APPROXIMATE.get(decision["precision"], "")
    return f"{words}{numbers.euro(decision['amount_eur'])}{_BASIS.get(decision['basis'], '')}"


def day(text: str) -> str:
    """Write a day, month or year: "2023-12-12" as "12 december 2023", "2023-12" as "december 2023"."""
    if len(text) == len("2023-12-12"):
        return numbers.day(date.fromisoformat(text))
    return numbers.day(date.fromisoformat(f"{text}-01")).removeprefix("1 ") if "-" in text else text


def bar_label(bar: Mapping[str, Any]) -> str:
    """Write what stands at one bar: "€ 286,8 mln · 4 van 8 regelingen".

    Args:
        bar: A row of ``funding.stacks``: total, schemes_known and schemes_total are read.
    """
    if numbers.is_missing(bar["total"]):
        return NOT_KNOWN
    return f"{numbers.euro(bar['total'])} · {bar['schemes_known']} van {bar['schemes_total']} regelingen"


def stacks_finding(stacks: pd.DataFrame, *, per_inhabitant: bool, gm_code: str | None = None) -> str:
    """Write what the stacked bars show: of one gemeente, or else which gemeente has most.

    Args:
        stacks: Result of ``funding.stacks`` with the same `per_inhabitant`.
        per_inhabitant: Whether values are euros per inhabitant of the focus area.
        gm_code: The gemeente to write about.
    """
    rows = stacks if gm_code is None else stacks[stacks["gm_code"] == gm_code]
    bar = rows.iloc[0]
    if numbers.is_missing(bar["total"]):
        return f"Van {bar['municipality']} is geen bedrag bekend dat opgeteld kan worden; dat is iets anders dan nul"
    per = "per inwoner van het focusgebied " if per_inhabitant else ""
    known = f"uit {bar['schemes_known']} van de {bar['schemes_total']} regelingen"
    total = numbers.euro(bar["total"])
    if gm_code is None:
        return f"In {bar['municipality']} is {per}het meeste toegekende geld bekend: {total}, {known}"
    shared = rows.loc[rows["hatched"].eq(True), "value"].sum()
    part = f"; {numbers.euro(shared)} daarvan is {HATCHED}" if shared else ""
    return f"In {bar['municipality']} is {per}{total} toegekend geld bekend, {known}{part}"


def stacked_finding(decisions: pd.DataFrame, municipality: str) -> str:
    """Write what the bar of one gemeente consists of: "9 toekenningen voor Utrecht, samen € 96 mln".

    Args:
        decisions: The rows of that gemeente in the result of ``funding.stackable``.
        municipality: Its name.
    """
    count = "1 toekenning" if len(decisions) == 1 else f"{len(decisions)} toekenningen"
    return f"{count} voor {municipality}, samen {numbers.euro(decisions['amount_eur'].sum())}"


def beside_finding(decisions: pd.DataFrame, municipality: str) -> str:
    """Write how many amounts of one gemeente do not add up.

    Args:
        decisions: The rows of that gemeente in the result of ``funding.beside``.
        municipality: Its name.
    """
    count = "1 bedrag telt" if len(decisions) == 1 else f"{len(decisions)} bedragen tellen"
    return f"{count} voor {municipality} niet mee in de balk"


def years_finding(by_year: pd.DataFrame, municipality: str) -> str:
    """Write in which year a gemeente was granted most.

    Args:
        by_year: Result of ``funding.by_year``.
        municipality: Name of the gemeente.
    """
    dated = by_year.dropna(subset="year")
    if dated.empty:
        return f"Van {municipality} is geen toekenning met een jaar bekend"
    totals = dated.groupby("year")["amount_eur"].sum()
    return f"{municipality} kreeg in {totals.idxmax()} het meeste toegekend: {numbers.euro(totals.max())}"


def reconciled(row: Mapping[str, Any]) -> str:
    """Write how the known decisions of one round compare with its published total.

    Args:
        row: A row of ``funding.reconcile``.
    """
    known, total = numbers.euro(row["known_eur"]), numbers.euro(row["total_eur"])
    if row["known_eur"] > row["total_eur"]:
        return f"Hier is {known} bekend, meer dan het gepubliceerde totaal van {total}: een van beide klopt niet."
    share = numbers.percent(100 * row["share"], 0)
    rest = {
        "nationaal": "de rest ging naar andere gemeenten of is hier niet bekend",
        "focusgebieden": "hoe de rest over de gemeenten is verdeeld, is hier niet bekend",
    }[row["scope"]]
    return f"Van {total} is hier {known} ({share}) bekend per gemeente of regio; {rest}."


def totals_finding(reconciled: pd.DataFrame) -> str:
    """Write which part of the published totals is known per gemeente or region.

    Args:
        reconciled: Result of ``funding.reconcile``, with at least one row.
    """
    low, high = (numbers.percent(100 * share, 0) for share in (reconciled["share"].min(), reconciled["share"].max()))
    return f"Van de gepubliceerde totalen is {low} tot {high} terug te vinden per gemeente of regio"


def homes_finding(homes: pd.DataFrame) -> str:
    """Write what changes in the six focus areas: how many homes, and which part of them is social rent.

    Args:
        homes: Result of :func:`expected_homes`.
    """
    areas = homes[homes["place"] == "Zes focusgebieden"].set_index("kind")
    gone, built = areas.loc["sloop"], areas.loc["nieuwbouw"]
    before, after = (numbers.percent(100 * row["social"] / row["homes"], 0) for row in (gone, built))
    return (
        f"In zes focusgebieden worden naar verwachting {numbers.number(gone['homes'])} woningen gesloopt en "
        f"{numbers.number(built['homes'])} gebouwd; sociale huur is {before} van de sloop en {after} van de nieuwbouw"
    )
