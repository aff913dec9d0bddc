"""Geldstromen: public money per gemeente, what adds up and what does not, each amount with its source."""

import streamlit as st

from nplv.analysis import funding as money
from nplv.analysis import funding_tables as tables
from nplv.analysis.sentences import funding as words
from nplv.registry import sources
from nplv.ui import data, selection
from nplv.ui import funding as parts
from nplv.ui.figure import figure, programme_note

st.title("Geldstromen", anchor=False)
chosen = selection.controls(indicator=False, year=False)
code, gemeente = chosen.area.municipality_code, chosen.area.municipality
per_inhabitant = selection.per_inhabitant_switch()
funding, letter, version = data.funding(), data.letter(), data.snapshot().fingerprint

stacks = money.stacks(funding, data.composition(), per_inhabitant=per_inhabitant)
stacked, listed = money.stackable(funding), money.beside(funding)
years = money.grant_year(stacked)
title = words.stacks_finding(stacks, per_inhabitant=per_inhabitant, gm_code=code)
figure(
    key="stapels",
    title=title,
    chart=parts.stacked_chart(version, per_inhabitant, code, stacks, title),
    table=tables.stack_table(stacks),
    source=sources()["geldstromen"],
    file_name="geldstromen-per-gemeente",
    period=f"toekenningen {years.min()}–{years.max()}",
    unit="euro",
    decimals=0,
    note=words.STACKS_NOTE,
)

by_year = money.by_year(funding, code)
if len(by_year):
    title = words.years_finding(by_year, gemeente)
    figure(
        key="jaren",
        title=title,
        chart=parts.yearly_chart(version, code, by_year, title),
        table=tables.year_table(by_year),
        source=sources()["geldstromen"],
        file_name=f"geldstromen-{code}-per-jaar",
        unit="euro",
        decimals=0,
        note=words.YEARS_NOTE,
    )
    rows = stacked[stacked["gm_code"] == code]
    parts.decisions(
        rows,
        key="besluiten",
        title=words.stacked_finding(rows, gemeente),
        file_name=f"geldstromen-{code}-besluiten",
        note="De bedragen van de balk, elk met de eigen bron.",
    )

apart = listed[listed["gm_code"] == code]
parts.decisions(
    apart,
    key="ernaast",
    title=words.beside_finding(apart, gemeente),
    file_name=f"geldstromen-{code}-ernaast",
    note="Met de reden waarom, en de eigen bron.",
)
parts.published_totals(funding)
parts.letter_block(letter, funding)
programme_note()
