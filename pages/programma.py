"""Programma: what the letter of 12 June 2023 says of the programme itself, with the place of each statement."""

import streamlit as st

from nplv.ui import programme, selection

st.title("Programma", anchor=False)
programme.origin()
chosen = selection.controls(indicator=False, year=False)
programme.of_area(chosen)
programme.of_all()
programme.members()
programme.grouping()
programme.annex("Bijlage 2", "Juridisch instrumentarium")
programme.annex("Bijlage 3", "Kennisinfrastructuur")
