"""What the page on money draws: lists of decisions with their sources, and the letter's figures."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from nplv.analysis import funding as money
from nplv.analysis import funding_tables as tables
from nplv.analysis import homes
from nplv.analysis.sentences import funding as words
from nplv.charts.funding import stacked_bars, yearly_bars
from nplv.charts.homes import homes_bars
from nplv.charts.theme import AltairChart
from nplv.export.embed import listed
from nplv.registry import sources
from nplv.ui.figure import figure
from nplv.ui.style import plain

_UNSEEN = r"\]\(\S+\)|\\|\*"  # what of Markdown takes no room


def decisions(rows: pd.DataFrame, *, key: str, title: str, file_name: str, note: str, folded: bool = False) -> None:
    """Draw a list of decisions, each with a link to its source, and the full record as its table.

    Args:
        rows: Rows of the table of decisions, or the result of ``funding.beside``, which adds the reason.
        key: Unique on the page.
        title: The finding as a sentence.
        file_name: Name of the download without extension.
        note: What the reader must know.
        folded: Whether the list is closed at first, since it is long.
    """
    table = tables.decision_table(rows)
    items = [list(_lines(row)) for row in table.to_dict("records")]

    def draw() -> None:
        place = st.expander("De lijst, met bronnen", key=f"{key}_list") if folded else st.container()
        place.markdown("\n".join("  \n  ".join(lines) for lines in items))

    figure(
        key=key,
        title=title,
        chart=draw,
        drawn_height=None if folded else lambda: listed(re.sub(_UNSEEN, "", "\n".join(lines)) for lines in items),
        table=table,
        source=sources()["geldstromen"],
        file_name=file_name,
        decimals=0,
        note=note,
    )


@st.cache_resource(show_spinner=False, max_entries=60)
def stacked_chart(
    version: str, per_inhabitant: bool, selected: str, _stacks: pd.DataFrame, description: str
) -> AltairChart:
    """Return the stacked bars; `version` is the fingerprint of the snapshot that `_stacks` is from."""
    return stacked_bars(_stacks, per_inhabitant=per_inhabitant, description=description, selected=selected)


@st.cache_resource(show_spinner=False, max_entries=30)
def yearly_chart(version: str, gm_code: str, _by_year: pd.DataFrame, description: str) -> AltairChart:
    """Return the bars per year; `version` is the fingerprint of the snapshot that `_by_year` is from."""
    return yearly_bars(_by_year, description=description)


def published_totals(funding: pd.DataFrame) -> None:
    """Draw the published total of each round beside what is known here, and the amounts that are of no one gemeente."""
    reconciled = money.reconcile(funding)
    table = tables.reconciled_table(reconciled)
    sentences = map(words.reconciled, reconciled.to_dict("records"))
    items = list(zip(table["Regeling"], sentences, strict=True))
    lines = [f"- **{plain(name)}**  \n  {plain(text)}" for name, text in items]
    figure(
        key="totalen",
        title=words.totals_finding(reconciled),
        chart=lambda: st.markdown("\n".join(lines)),
        drawn_height=lambda: listed(map("\n".join, items)),
        table=table,
        source=sources()["geldstromen"],
        file_name="geldstromen-totalen",
        unit="euro",
        decimals=0,
        note=words.TOTALS_NOTE,
    )
    aside = money.beside(funding)
    shared = aside[aside["gm_code"].isna()]
    decisions(
        shared,
        key="gezamenlijk",
        title=f"{len(shared)} bedragen gelden voor heel Nederland of voor meer gemeenten samen",
        file_name="geldstromen-gezamenlijk",
        note="Deze bedragen overlappen elkaar en staan daarom in geen enkele balk.",
        folded=True,
    )


def letter_block(letter: pd.DataFrame, funding: pd.DataFrame) -> None:
    """Draw what the letter of 12 June 2023 says: the 900 million as a quotation, the homes, and every figure."""
    quoted = funding.set_index("id").loc["brief-nplv-900-miljoen"]
    quote = letter.set_index("id").loc["brief-nplv-900-miljoen", "quote"]
    expected = homes.expected_homes(letter)
    finding = words.homes_finding(expected)
    figure(
        key="woningen",
        title=finding,
        chart=homes_bars(expected, description=finding),
        table=expected.rename(
            columns={"place": "Waar", "kind": "Wat", "homes": "Woningen", "social": "Waarvan sociale huur"}
        ),
        source=sources()["kamerbrief-2023"],
        file_name="geldstromen-woningen",
        period="verwachting van juni 2023",
        unit="woningen",
        note="Volkshuisvestingsfonds, tranche van 2021. De zes gebieden zijn "
        + letter.set_index("id").loc["brief-gebieden-met-sloop", "scope"]
        + ".",
    )
    figure(
        key="brief",
        title=f"De brief noemt {words.amount(quoted)}: dat is een citaat, geen som van de balken",
        chart=lambda: st.markdown(f"“… {plain(quote)}”"),
        drawn_height=lambda: listed([quote]),
        table=tables.letter_table(letter),
        source=sources()["kamerbrief-2023"],
        file_name="geldstromen-brief",
        period="2018–2030, zie de regels",
        decimals=1,
        note="De tabel heeft alle bedragen en aantallen uit de brief, met het citaat erbij.",
    )


def _lines(row: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a decision in Markdown: a list fits a phone too; its source is a link."""
    day = "" if pd.isna(row["Datum bron"]) else f", {plain(row['Datum bron'])}"
    yield f"- **{plain(row['Bedrag'])}** · {plain(row['Regeling'])}"
    if "Reden" in row:
        yield f"*Waarom niet:* {plain(row['Reden'])}"
    if pd.notna(row["Toelichting"]):
        yield plain(row["Toelichting"])
    yield f"Bron: [{plain(row['Bron'])}]({row['Adres']}){day}"
