"""Naast elkaar: two focusgebieden on everything, and two indicators against each other."""

import streamlit as st

from nplv.ui import pair, scatter, selection
from nplv.ui.figure import programme_note

st.title("Naast elkaar", anchor=False)
chosen = selection.controls(indicator=False, year=False, second_area=True)
pair.draw(chosen.area, chosen.second_area)
programme_note()

st.header("Twee indicatoren tegen elkaar", divider="gray", anchor=False)
selection.controls(area=False, year=False, second_indicator=True)
scatter.draw(chosen)
