"""The button Insluiten: what another site needs to show a figure, with a preview."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from nplv.address import without_slash
from nplv.analysis.comparison import COMPARATOR_LEVELS
from nplv.analysis.tables import Decimals
from nplv.export import embed, embeds
from nplv.export.about import About
from nplv.export.embed import Heights
from nplv.export.picture import Rows
from nplv.ui import downloads, selection
from nplv.ui.downloads import Table
from nplv.ui.only import FIGURE

# Where the pages of `python -m nplv embeds` stand.
_STATIC = without_slash(os.environ.get("NPLV_EMBEDS", ""))
_PREVIEW = "insluiten_voorbeeld"


@dataclass(frozen=True)
class Embedded:
    """What is embedded.

    Attributes:
        key: Of the figure.
        rows: Its figures.
        known: What is known of it.
        file_name: Without extension.
        decimals: See `analysis.tables.places`.
        charts: Makes what is drawn, without Streamlit; None for a list.
        drawn: Says how many pixels the figure takes where it draws something else than these charts.
    """

    key: str
    rows: Table
    known: About
    file_name: str
    decimals: Decimals
    charts: Callable[[], Rows] | None
    drawn: Callable[[], Heights] | None


def button(figure: Embedded) -> None:
    """Draw the button; a click opens the dialog, and nothing is made before."""
    if st.button("Insluiten", icon=":material/code:", key=f"{figure.key}_embed"):
        _dialog(figure)


@st.dialog("Insluiten in een andere website", width="large")
def _dialog(figure: Embedded) -> None:
    with st.spinner("De hoogte van het kader wordt bepaald…"):
        charts = figure.charts() if figure.charts else []
        room = embed.heights(figure.known, figure.drawn() if figure.drawn else charts)
    link = f"{figure.known.link}&{FIGURE}={figure.key}&embed=true"
    snippet = embed.snippet(link, figure.known.finding, room)
    what = "deze grafiek" if charts else "deze lijst"
    st.markdown(f"**Link naar alleen {what}**, met dit gebied, deze indicator en dit jaar:")
    st.code(link, language=None, wrap_lines=True)
    st.markdown("**Code voor uw pagina.** De hoogte past zich aan de breedte aan; er is geen script nodig:")
    st.code(snippet, language=None, wrap_lines=True)
    if charts:
        _without_server(figure, charts)
    st.markdown("**Zo ziet het eruit:**")
    with st.container(key=_PREVIEW):
        st.html(
            f"<style>.st-key-{_PREVIEW} {{ container-type: inline-size; }} "
            f".st-key-{_PREVIEW} iframe {{ height: {embed.css_height(room)}; }}</style>"
        )
        st.iframe(link, height=room.narrow)


def _without_server(figure: Embedded, charts: Rows) -> None:
    """Offer the same as a page that needs no server, for a site with many visitors."""
    name = f"{figure.file_name}.html"
    st.markdown("**Zonder dit dashboard:** de grafiek als losse pagina, die elke webserver kan geven.")
    # Of the pages that the command writes, only those of the usual comparators show what is on the screen.
    is_there = _STATIC and name in embeds.names() and selection.current().comparators == COMPARATOR_LEVELS
    where = f"{_STATIC}/{name}" if is_there else name
    st.code(
        embed.snippet(where, figure.known.finding, embed.static_heights(figure.known, charts)),
        language=None,
        wrap_lines=True,
    )
    if not is_there:
        st.caption("Zet het bestand in dezelfde map als uw pagina; de code verwijst ernaar met alleen de naam.")
    downloads.button(
        "Losse pagina (HTML)",
        lambda: embed.static(
            downloads.made(figure.rows), figure.known, figure.decimals, charts, is_for_phones=figure.drawn is None
        ),
        "text/html",
        key=f"{figure.key}_static",
        file_name=name,
    )
