"""What stands around every page: title of the window, style, footer, and the way through app.py."""

import gc
from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.pages_manager import PagesManager

from nplv.analysis import provenance
from nplv.export.about import DASHBOARD, NOT_OFFICIAL
from nplv.snapshot import Snapshot
from nplv.ui import only, style

APP = DASHBOARD
_STARTED = "frame_started"


def begin() -> None:
    """Set what holds for every page; the first thing app.py does."""
    st.set_page_config(page_title=APP, layout="wide")
    st.session_state[_STARTED] = True
    style.apply()


def title(page_title: str) -> None:
    """Name the page in the browser's window, where a screen reader and the history find it."""
    st.set_page_config(page_title=f"{page_title} · {APP}")


def through_app() -> None:
    """Send a page that was started by itself through app.py.

    As long as app.py has not run in a server, Streamlit takes the files in pages/ for pages of their own,
    so a new server that is first asked for /kaart would run pages/kaart.py without navigation or selection.
    """
    if _STARTED not in st.session_state:
        PagesManager.uses_pages_directory = False  # as st.navigation does; there is no setting for it
        st.rerun()


def navigation(pages: Sequence[Page], query: Mapping[str, str]) -> None:
    """Draw the links to all pages in a row that wraps, seen at every width; not inside another site.

    Args:
        pages: In the order of the row.
        query: Selection for the links, so that one opened in a new tab shows the same.
    """
    if st.context.is_embedded:
        return
    with st.container(horizontal=True, gap="small", key="navigation"):
        for page in pages:
            st.page_link(page, query_params=query)


def run(page: Page, whole: str) -> None:
    """Run a page, with words when that takes more than half a second (the style keeps them off the page's own text).

    If it fails, say so in Dutch. Streamlit's own box, which is English, is hidden by the style.

    Args:
        page: The page.
        whole: Its address with what is selected, for a reader who sees one figure of it.
    """
    try:
        with st.spinner(f"De pagina {style.plain(page.title)} wordt gemaakt…"), only.around(page.title, whole):
            page.run()
        _keep_what_is_loaded(page.url_path)
    except Exception:
        st.error(
            "Deze pagina kon niet worden gemaakt. Kies een ander gebied of een andere indicator, of probeer het "
            "later nog eens. Wat er misging staat in het logboek van de server."
        )
        raise


@st.cache_resource(show_spinner=False)
def _keep_what_is_loaded(page: str) -> None:
    """Let the collector of garbage pass by the modules and tables that a page loads at its first run.

    Streamlit collects after each run of each visitor; going through all that stays anyway takes longer than the run.
    """
    gc.collect()
    gc.freeze()


def footer(snapshot: Snapshot, whole: str) -> None:
    """Say what this is, what it is not, of when the figures are, and where to read on; not below a single figure.

    Args:
        snapshot: What is shown.
        whole: Address of the page with what is selected, for a reader who sees it inside another site.
    """
    if only.key() is not None:
        return
    st.divider()
    st.caption(f"{NOT_OFFICIAL} {provenance.dated(snapshot.manifest)}; bij elk cijfer staat de bron.")
    if st.context.is_embedded:
        only.whole_page(whole)
    st.page_link("pages/verantwoording.py", label="Bronnen en verantwoording")
