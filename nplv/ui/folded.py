"""A part of a page that is folded away, and made only when the reader opens it."""

from collections.abc import Callable

import streamlit as st


@st.fragment
def folded(label: str, draw: Callable[[], None], *, key: str) -> None:
    """Draw a box that can be opened; opening it runs only this part of the page again.

    Args:
        label: What is in it.
        draw: Draws what is in it.
        key: Unique on the page.
    """
    with st.expander(label, key=key, on_change="rerun") as box:
        if box.open:
            draw()
