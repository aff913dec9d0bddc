"""Verantwoording: what the figures mean, which are missing, and where everything comes from."""

import streamlit as st

from nplv.analysis.coverage import LEVELS
from nplv.analysis.provenance import used_sources
from nplv.schema import TABLES
from nplv.ui import data, half_year, method, selection

st.title("Verantwoording", anchor=False)
method.contents()

method.heading("indicator")
chosen = selection.controls(year=False)
method.definition(chosen.indicator)

method.heading("dekking")
if chosen.indicator.has_figures:
    method.by_year(data.observations(chosen.indicator.id), chosen.indicator, chosen.area)
cells = method.newest(data.all_observations(*LEVELS), chosen.area)

method.heading("kernindicatoren")
method.kernindicatoren(cells)

method.heading("gebieden")
snapshot = data.snapshot()
method.composition(data.composition(), used_sources(snapshot.manifest, TABLES["areas"]))

method.heading("bronnen")
method.all_sources(snapshot.manifest)

method.heading("eigen")
method.local(snapshot.edition.local, data.local_remarks(), dict(snapshot.edition.left_out).values())

method.heading("momentopname")
method.snapshot(snapshot.manifest)

method.heading("wijzigingen")
method.changes(data.changes(), snapshot.refreshed)

method.heading("halfjaarrapportage")
half_year.draw()

method.heading("toegankelijkheid")
method.accessibility()

method.heading("over")
method.about()
