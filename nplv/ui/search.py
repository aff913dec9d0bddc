"""The search box: finds an area, gemeente, wijk or buurt by name. Typing in it does not run the page again."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from nplv import numbers
from nplv.analysis.search import find
from nplv.ui.status import say
from nplv.ui.style import plain

_TEXT = "zoek_tekst"
_SHOWN_LENGTH = 40


@st.fragment
def draw(index: pd.DataFrame, choose: Callable[[str, str], None]) -> None:
    """Draw the box and, below it, a button for each match.

    Args:
        index: As `nplv.analysis.search.index` makes it.
        choose: Called with level and code of the unit that the reader chose; then the whole page runs again.
    """
    # Live, so that matches come while typing; without it Streamlit would add an English "Press Enter to apply".
    text = st.text_input(
        "Zoek een gebied, gemeente, wijk of buurt",
        key=_TEXT,
        placeholder="Bijvoorbeeld: Tarwewijk, of centrum Utrecht",
        autocomplete="off",
        live=True,
    )
    if not text.strip():
        return
    matches, total = find(index, text)
    say(_summary(text, len(matches), total))
    with st.container(horizontal=True, gap="xsmall"):
        for code, name, level, municipality in zip(
            matches["code"], matches["name"], matches["level"], matches["municipality"], strict=True
        ):
            kind = f"{level} in {municipality}" if municipality else level
            label = plain(f"{name} · {kind}")
            st.button(label, key=f"zoek_{code}", on_click=_take, args=(choose, level, code), wrap=True)


def _take(choose: Callable[[str, str], None], level: str, code: str) -> None:
    st.session_state[_TEXT] = ""
    choose(level, code)
    st.rerun()  # the whole page: without it only the fragment would run


def _summary(text: str, shown: int, total: int) -> str:
    """Say how many were found, in words."""
    if total == 0:
        line = " ".join(text[: _SHOWN_LENGTH + 1].split())
        asked = line if len(line) <= _SHOWN_LENGTH else f"{line[: _SHOWN_LENGTH - 1]}…"
        return f"Geen gebied, gemeente, wijk of buurt gevonden met ‘{asked}’."
    if shown < total:
        return f"{shown} van {numbers.number(total)} gevonden; typ meer letters om de lijst korter te maken."
    return f"{shown} gevonden."
