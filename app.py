"""Zicht op Focuswijken: what stands around every page, and which pages there are."""

import streamlit as st

from nplv.ui import data, frame, link, open_data, selection

PAGES = [
    st.Page("pages/start.py", title="Start", default=True),
    st.Page("pages/gebiedsprofiel.py", title="Gebiedsprofiel"),
    st.Page("pages/kaart.py", title="Kaart"),
    st.Page("pages/ontwikkeling.py", title="Ontwikkeling"),
    st.Page("pages/vergelijken.py", title="Vergelijken"),
    st.Page("pages/naast_elkaar.py", title="Naast elkaar"),
    st.Page("pages/geldstromen.py", title="Geldstromen"),
    st.Page("pages/programma.py", title="Programma"),
    st.Page("pages/open_data.py", title="Open data"),
    st.Page("pages/verantwoording.py", title="Verantwoording"),
]

frame.begin()
page = st.navigation(PAGES, position="hidden")
frame.title(page.title)
snapshot = data.snapshot()
open_data.keep_written(snapshot.official)
selection.restore(page.url_path, snapshot.fingerprint)
frame.navigation(PAGES, link.to_query(selection.current()))
selection.show_messages()
whole = link.address(selection.current(), st.context.url or "")
frame.run(page, whole)
frame.footer(snapshot, whole)
