"""A part of a page that is folded away, and made only when the reader opens it."""

from collections.abc import Callable

import streamlit as st

from nplv.registry import Edition, in_use, use


def folded(label: str, draw: Callable[[], None], *, key: str) -> None:
    """Draw a box that can be opened; opening it runs only this part of the page again.

    Args:
        label: What is in it.
        draw: Draws what is in it.
        key: Unique on the page.
    """
    _fragment(in_use(), label, draw, key)


@st.fragment
def _fragment(edition: Edition, label: str, draw: Callable[[], None], key: str) -> None:
    use(edition)  # run by itself it comes without app.py, which says what snapshot is open
    with st.expander(label, key=key, on_change="rerun") as box:
        if box.open:
            draw()
