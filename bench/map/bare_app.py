"""A Streamlit app that holds nothing but the map, drawn by the same component, and writes what was clicked.

``?width=..`` of the map in pixels. With ``&choice`` it also has a select box, to see what Streamlit takes for a change.
"""

import json
from pathlib import Path
from typing import Any

import streamlit as st

from nplv.ui import map_component, static

_HERE = Path(__file__).parent
_FILE = "shapes.json.gz"


@st.cache_resource(show_spinner=False)
def _pictures() -> dict[str, dict[str, Any]]:
    """The pictures that bench/map/pictures.py has put beside this script, with the addresses of their shapes."""
    shapes = {
        name: f"{static.address(name, {_FILE: (_HERE / f'{name}.json.gz').read_bytes()})}/{_FILE}"
        for name in ("land", "areas", "units")
    }
    pictures = json.loads((_HERE / "bare.json").read_text(encoding="utf-8"))
    return {key: picture | shapes for key, picture in pictures.items()}


def _take() -> None:
    st.session_state["code"] = map_component.choice()


st.set_page_config(layout="wide")
pictures = _pictures()
key = st.selectbox("Indicator", list(pictures)) if "choice" in st.query_params else next(iter(pictures))
with st.container(width=int(st.query_params["width"])):
    map_component.draw(pictures[key], _take)
if code := st.session_state.get("code"):
    st.header(f"Buurt {code[2:]}")
