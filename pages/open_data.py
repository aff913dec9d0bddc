"""Open data: all figures and shapes as files, what is in them, and how they are used and cited."""

import streamlit as st

from nplv.ui import open_data_page

st.title("Open data", anchor=False)
st.markdown(
    "Alle gegevens achter dit dashboard als bestanden, voor wie er zelf mee wil rekenen. De adressen blijven dezelfde: "
    "na een verversing staan er de nieuwe cijfers."
)
if entries := open_data_page.files():
    st.header("Wat er is", anchor=False)
    open_data_page.table(entries)
    open_data_page.checksums(entries)
    st.header("Wat erin staat en hoe u het citeert", anchor=False)
    open_data_page.explained(entries)
st.header("Wat u ermee mag", anchor=False)
open_data_page.licences()
st.header("Gebruiken in Python, R en Excel", anchor=False)
open_data_page.examples()
