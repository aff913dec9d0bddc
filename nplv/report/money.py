"""The money: what adds up per gemeente, what stands beside it and why, and which part of the totals is known."""

import pandas as pd

from nplv.analysis import funding as money
from nplv.analysis import funding_tables as tables
from nplv.analysis.sentences import funding as words
from nplv.charts.funding import stacked_bars
from nplv.export import html
from nplv.registry import sources
from nplv.report.facts import Facts

BESIDE = "Bedragen die niet in een balk staan, en waarom"
_BESIDE_COLUMNS = ["Regeling", "Bedrag", "Status", "Reden", "Bron", "Datum bron"]


def chapter(facts: Facts) -> str:
    """Return the money as HTML."""
    return "\n".join([_stacks(facts), _totals(facts), _beside(facts)])


def _stacks(facts: Facts) -> str:
    stacks = money.stacks(facts.funding, facts.composition)
    years = money.grant_year(money.stackable(facts.funding))
    finding = words.stacks_finding(stacks, per_inhabitant=False)
    chart = stacked_bars(stacks, per_inhabitant=False, description=finding).to_dict()
    known = facts.about(
        finding,
        [sources()["geldstromen"]],
        unit="euro",
        period=f"toekenningen {years.min()}–{years.max()}",
        note=words.STACKS_NOTE,
    )
    drawn = [[chart]]
    table = tables.stack_table(stacks)
    return html.figure(table, known, 0, name="stapels", charts=drawn, narrow=drawn, level=3, folded=False)


def _totals(facts: Facts) -> str:
    reconciled = money.reconcile(facts.funding)
    known = facts.about(
        words.totals_finding(reconciled), [sources()["geldstromen"]], unit="euro", note=words.TOTALS_NOTE
    )
    return html.figure(tables.reconciled_table(reconciled), known, 0, name="totalen", level=3)


def _beside(facts: Facts) -> str:
    """What does not add up, by gemeente; each with its own source, of which the dashboard has the address."""
    listed = money.beside(facts.funding)
    gemeenten = facts.composition.drop_duplicates("municipality_code").set_index("municipality_code")["municipality"]
    listed = listed.assign(place=listed["gm_code"].map(gemeenten).fillna("Meer gemeenten samen"))
    found = [
        tables.decision_table(rows)[_BESIDE_COLUMNS].assign(Gemeente=place) for place, rows in listed.groupby("place")
    ]
    table = pd.concat(found, ignore_index=True)[["Gemeente", *_BESIDE_COLUMNS]]
    known = facts.about(BESIDE, [sources()["geldstromen"]])
    return html.figure(table, known, 0, name="ernaast", level=3, caption="Per gemeente, met de reden en de bron")
