"""A page that takes its time, in the frame of the dashboard; for the test that waiting is told in words."""

import time

import streamlit as st

from nplv.ui import frame


def slow() -> None:
    st.title("Langzaam")
    time.sleep(2)
    st.download_button("Traag bestand", data=_slowly, file_name="traag.txt", on_click="ignore")
    st.download_button("Kapot bestand", data=_broken, file_name="kapot.txt", on_click="ignore")


def _slowly() -> bytes:
    time.sleep(2)
    return b"klaar"


def _broken() -> bytes:
    raise ValueError("broken on purpose")


frame.begin()
frame.run(st.navigation([st.Page(slow, title="Langzaam")], position="hidden"), "")
