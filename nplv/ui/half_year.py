"""The half-yearly report as a file to take home."""

from functools import lru_cache, partial
from threading import Lock

import streamlit as st

from nplv import address
from nplv.report.report import file_name, report
from nplv.snapshot import Snapshot
from nplv.ui import data, downloads

_ONE_AT_A_TIME = Lock()


def draw() -> None:
    """Say what the report is, and offer it; it is made when a reader asks for it, once for each snapshot."""
    snapshot = data.snapshot().official
    st.markdown(
        "Alles bij elkaar in één bestand, om te lezen, te bewaren of af te drukken: de 17 kernindicatoren voor de 20 "
        "focusgebieden samen en per gebied, met de 0-meting, de verandering en het verschil met Nederland, het geld, "
        "wat er ontbreekt en waarom, wat er is herzien, en de bronnen. Het maken duurt een halve minuut of langer; "
        "intussen kunt u hier verder lezen."
    )
    name, make = file_name(snapshot), partial(_made, snapshot)
    downloads.button("Halfjaarrapportage (HTML)", make, "text/html", "halfjaarrapportage_html", name)


def _made(snapshot: Snapshot) -> bytes:
    with _ONE_AT_A_TIME:  # whoever asks for it meanwhile gets the same one
        return _report(snapshot)


@lru_cache(maxsize=1)
def _report(snapshot: Snapshot) -> bytes:
    return report(snapshot, address=address.dashboard())
