"""Tables on money for a reader: Dutch column names and words, numbers as numbers."""

import pandas as pd

from nplv.analysis.sentences import funding as words
from nplv.registry import schemes

_EXCLUSIVE = {"yes": "alleen voor het focusgebied", "no": "ook daarbuiten", "unknown": "niet bekend"}
_STATUSES = {
    "requested": "aangevraagd",
    "announced": "aangekondigd",
    "reserved": "gereserveerd of gekozen",
    "available": "beschikbaar gesteld",
    "granted": "toegekend",
    "expected": "verwacht",
    "target": "doel",
    "norm": "norm",
}
_CERTAINTY = {"read": "in de bron gelezen", "quoted": "elders aangehaald", "unstated": "niet vermeld"}


def scheme_name(decision: pd.Series) -> str:
    """Name scheme, round and deal of a decision: "Regio Deal, 4e tranche: Zaan-IJ"."""
    name = schemes()[decision["scheme"]].title
    if pd.notna(decision["round"]):
        name += f", {decision['round']}"
    return f"{name}: {decision['project']}" if pd.notna(decision["project"]) else name


def stack_table(stacks: pd.DataFrame) -> pd.DataFrame:
    """The segments of the bars.

    Args:
        stacks: Result of ``funding.stacks``.

    Returns:
        Columns Gemeente, Regeling, Bestemming, Euro, Inwoners focusgebied, Euro per inwoner, Regelingen bekend.
    """
    titles = {name: scheme.title for name, scheme in schemes().items()}
    purpose = {True: words.HATCHED, False: _EXCLUSIVE["yes"]}
    return pd.DataFrame(
        {
            "Gemeente": stacks["municipality"],
            "Regeling": stacks["scheme"].map(titles).fillna(words.NOT_KNOWN),
            "Bestemming": stacks["hatched"].map(purpose),
            "Euro": stacks["amount_eur"],
            "Inwoners focusgebied": stacks["inhabitants"],
            "Euro per inwoner": stacks["amount_eur"] / stacks["inhabitants"],
            "Regelingen bekend": [
                f"{known} van {total}"
                for known, total in zip(stacks["schemes_known"], stacks["schemes_total"], strict=True)
            ],
        }
    )


def year_table(by_year: pd.DataFrame) -> pd.DataFrame:
    """What was granted per year.

    Args:
        by_year: Result of ``funding.by_year``.

    Returns:
        Columns Jaar, Jaar van, Regeling, Bestemming, Euro.
    """
    return pd.DataFrame(
        {
            "Jaar": by_year["year"],
            "Jaar van": by_year["decided"].map({True: "het besluit", False: "het begin van de periode"}),
            "Regeling": [schemes()[name].title for name in by_year["scheme"]],
            "Bestemming": by_year["hatched"].map({True: words.HATCHED, False: _EXCLUSIVE["yes"]}),
            "Euro": by_year["amount_eur"],
        }
    )


def decision_table(decisions: pd.DataFrame) -> pd.DataFrame:
    """Decisions in full, with their source, in the order of schemes and rounds.

    Args:
        decisions: Rows of the table of decisions, or the result of ``funding.beside``.

    Returns:
        Columns Regeling, Bedrag (as precise as the source), Euro, Status, Bestemming, Besluit, Toelichting, Reden (why
        it does not add up; only for the result of ``beside``), Bron, Datum bron, Adres, Zekerheid, Kenmerk.
    """
    order = {name: position for position, name in enumerate(schemes())}
    decisions = decisions.assign(order=decisions["scheme"].map(order)).sort_values(["order", "round", "id"])
    table = pd.DataFrame(
        {
            "Regeling": [scheme_name(row) for _, row in decisions.iterrows()],
            "Bedrag": [words.amount(row) for row in decisions.to_dict("records")],
            "Euro": decisions["amount_eur"],
            "Status": decisions["status"].map(_STATUSES),
            "Bestemming": decisions["exclusive"].map(_EXCLUSIVE),
            "Besluit": decisions["decided_on"].map(words.day, na_action="ignore"),
            "Toelichting": decisions["note"],
            "Bron": decisions["source_title"],
            "Datum bron": decisions["source_date"].map(words.day, na_action="ignore"),
            "Adres": decisions["source_url"],
            "Zekerheid": decisions["certainty"].map(_CERTAINTY),
            "Kenmerk": decisions["id"],
        }
    )
    if "reason" in decisions:
        table.insert(table.columns.get_loc("Bron"), "Reden", decisions["reason"])
    return table


def reconciled_table(reconciled: pd.DataFrame) -> pd.DataFrame:
    """The known decisions of each round beside its published total.

    Args:
        reconciled: Result of ``funding.reconcile``.

    Returns:
        Columns Regeling, Gepubliceerd totaal (euro), Hier bekend (euro), Deel (%), Besluiten (how many are known).
    """
    return pd.DataFrame(
        {
            "Regeling": [f"{schemes()[row.scheme].title}, {row.round}" for row in reconciled.itertuples()],
            "Gepubliceerd totaal": reconciled["total_eur"],
            "Hier bekend": reconciled["known_eur"],
            "Deel (%)": 100 * reconciled["share"],
            "Besluiten": reconciled["decisions"],
        }
    )


def letter_table(letter: pd.DataFrame) -> pd.DataFrame:
    """The figures of the letter.

    Returns:
        Columns Wat, Waarde, Eenheid, Waar, Periode, Status, Citaat.
    """
    return pd.DataFrame(
        {
            "Wat": letter["figure"],
            "Waarde": letter["value"],
            "Eenheid": letter["unit"],
            "Waar": letter["scope"],
            "Periode": letter["period"],
            "Status": letter["status"].map(_STATUSES),
            "Citaat": letter["quote"],
        }
    )
