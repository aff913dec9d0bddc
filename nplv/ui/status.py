"""A line of small print that a screen reader speaks by itself when it changes."""

from html import escape

import streamlit as st


def say(text: str) -> None:
    """Draw the line.

    Args:
        text: Plain text.
    """
    st.html(f'<p role="status" style="margin:0;font-size:.875rem;color:#5a5a5a">{escape(text)}</p>')
