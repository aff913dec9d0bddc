"""Gebiedsprofiel: one area on one page, which prints on two sheets of paper."""

import streamlit as st

from nplv.analysis.sentences import profile as words
from nplv.ui import profile, selection
from nplv.ui.figure import programme_note
from nplv.ui.style import plain

chosen = selection.current()
area, benchmark = chosen.area, chosen.benchmark
st.title(plain(f"Gebiedsprofiel {area.name}"), anchor=False)
with st.container(key="niet_op_papier"):
    selection.controls(indicator=False, year=False, benchmark=True)

with st.container(key="profiel_blad"):
    rows = profile.rows_of(area, benchmark)
    st.markdown(plain(words.inhabitants(rows, area)))
    profile.outstanding(rows, area)
    profile.spine(rows, area, benchmark)
    profile.development(area, benchmark)
    profile.funding(area)
    profile.boundary(area)
    profile.programme(area)
    programme_note()
