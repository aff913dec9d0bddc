"""The little that Streamlit cannot be told otherwise: a few lines of CSS, and text that must stay plain."""

import re
from collections.abc import Iterable
from pathlib import Path

import streamlit as st

_CSS = """
<style>
  /* A figure's title is a heading of the second level, for the order of headings, but not that large. */
  .stMainBlockContainer h2 { font-size: 1.25rem; line-height: 1.35; padding: 0.5rem 0 0.25rem; }
  .stMainBlockContainer h3 { font-size: 1.05rem; line-height: 1.35; padding: 0.25rem 0; }
  /* Beside the map there must be room for a table of three columns; else it goes below. */
  .st-key-kaart_vlak [data-testid="stColumn"] { min-width: min(100%, 22rem); }
  /* Four levels fit beside each other on a phone with a little less room in each. */
  @media (max-width: 640px) {
    .st-key-kaart_niveau [role="radiogroup"] :is(button, label) { padding-left: 0.45rem; padding-right: 0.45rem; }
    .st-key-kaart_niveau [role="radiogroup"] p { font-size: 0.8125rem; }
  }
  /* The switches of the map stand in one row with the search box where both fit, and are never cut off. */
  .st-key-kaart_schakelaars [data-testid="stColumn"]:first-child { min-width: min(100%, 27.5rem); }
  .st-key-kaart_schakelaars [data-testid="stColumn"]:last-child { min-width: min(100%, 20rem); }
  /* Its small pictures keep room for their names: fewer beside each other on a narrow screen. */
  .st-key-profiel_klein [data-testid="stColumn"] { min-width: 9.5rem; max-width: 13rem; }
  /* A profile is as wide as a sheet of paper, so that its charts stay readable when they are printed. */
  .st-key-profiel_blad { max-width: 56rem; }
  .stMainBlockContainer h1 { font-size: 1.9rem; padding: 0 0 0.25rem; }
  .stMainBlockContainer { padding-top: 1.5rem; padding-bottom: 2rem; }
  /* A link to a page looks like a link and is never cut off. */
  .stMainBlockContainer [data-testid="stPageLink"] p {
    color: #2b5c8a; text-decoration: underline; white-space: normal; overflow: visible;
  }
  /* On a phone the box around a wide table scrolls and not the table: a download button in that box makes it
     reachable by keyboard. */
  .stMainBlockContainer [data-testid="stExpanderDetails"] { overflow-x: auto; }
  [data-testid="stExpanderDetails"] [data-testid="stTable"],
  [data-testid="stExpanderDetails"] [data-testid="stTable"] > div { overflow: visible !important; }
  /* A long address or word in a cell breaks; it does not make the cell scroll by itself. */
  .stMainBlockContainer table [data-testid="stMarkdownContainer"] { overflow: visible; overflow-wrap: anywhere; }
  /* Streamlit's buttons above a chart are English; figure() has its own table and download. */
  .stMainBlockContainer [data-testid="stElementToolbar"] { display: none; }
  /* What takes long is told over the page, so that nothing on it moves. */
  .stMainBlockContainer .stElementContainer:has([data-testid="stSpinner"]) {
    position: fixed; z-index: 1000; bottom: 1rem; left: 50%; transform: translateX(-50%); width: max-content;
    max-width: 90vw; padding: 0.5rem 1rem; border-radius: 0.5rem; background: #fff; box-shadow: 0 1px 6px #0005;
  }
  /* A file is being made as long as its button is disabled; Streamlit shows no words, and those of a failure are
     English. */
  [data-testid="stDownloadButton"] button:disabled::after {
    content: "– wordt gemaakt…"; padding-left: 0.5rem; font-size: 0.875rem; white-space: nowrap;
  }
  [data-testid="stDownloadButtonError"] { font-size: 0; }
  [data-testid="stDownloadButtonError"]::after {
    content: "Het bestand kon niet worden gemaakt. Probeer het nog eens."; font-size: 0.875rem;
  }
  /* frame.run says in Dutch that a page failed. */
  .stException { display: none; }
  /* Small print keeps 4.5:1 on white. */
  :is(.stMainBlockContainer, [data-testid="stPopoverBody"], [data-testid="stDialog"])
  [data-testid="stCaptionContainer"] {
    color: #5a5a5a; opacity: 1;
  }
  /* The button that copies a citation or a code stands above it and is always seen: a finger does not hover. */
  :is([data-testid="stPopoverBody"], [data-testid="stDialog"]) [data-testid="stCode"] {
    display: flex; flex-direction: column-reverse;
  }
  :is([data-testid="stPopoverBody"], [data-testid="stDialog"]) [data-testid="stCode"] > div {
    position: static; opacity: 1; visibility: visible; pointer-events: auto; padding: 0 0 0.5rem;
  }
  /* Figures stand under each other in tables. */
  .stMainBlockContainer table { font-variant-numeric: tabular-nums; }
</style>
"""


_PRINT = Path(__file__).with_name("print.css").read_text(encoding="utf-8")


def apply() -> None:
    """Add the style to the page; once per run, from app.py."""
    st.html(f"{_CSS}<style>{_PRINT}</style>")


def bullets(items: Iterable[tuple[str, str]]) -> None:
    """Draw a list of plain texts, each after its name in bold."""
    st.markdown("\n".join(f"- **{plain(name)}:** {plain(text)}" for name, text in items))


def plain(text: str) -> str:
    """Escape text for Streamlit's Markdown, so that a name or a value from a link is shown as it stands.

    An address in it does not become a link: an invisible word joiner keeps it from being recognised. An amount stays
    on one line.
    """
    whole = re.sub(r"(?<=€) | (?=(mln|mld)\b)", "\N{NO-BREAK SPACE}", text)
    unlinked = re.sub(r"(://|www\.|@)", "\N{WORD JOINER}\\1", whole, flags=re.IGNORECASE)
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", unlinked)
