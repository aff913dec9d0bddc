"""One figure of a page by itself, for another site: `?figuur=ontwikkeling&embed=true`.

The page runs as ever, so that the figure is the same. Other figures are not made, and the style hides what else the
page draws, but not what went wrong.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import streamlit as st

from nplv.analysis.sentences import PROGRAMME_NOTE
from nplv.ui.style import plain

FIGURE = "figuur"  # key in a link
_KEY, _DRAWN, _HOLES = "alleen_figuur", "only_drawn", "only_holes"
# A part of the page stays if it is in the figure, holds it, or says that something is wrong.
_FIGURE = f".st-key-{_KEY}, .st-key-{_KEY}_verder"
_KEPT = f'{_FIGURE}, :is({_FIGURE}) *, :has({_FIGURE}), :has([data-testid="stAlert"]), :has(style)'
_PART = ':is([data-testid="stVerticalBlock"], [data-testid="stHorizontalBlock"], [data-testid="stColumn"])'
_STYLE = f"""<style>
  .stMainBlockContainer {_PART} > :not({_KEPT}) {{ display: none; }}
  .stMainBlockContainer {{ padding: 0.25rem 0.5rem; }}
  .stMainBlockContainer .matrix {{ max-height: none; }}
</style>"""


def key() -> str | None:
    """Return the key of the only figure that is shown; None where the whole page is."""
    return st.query_params.get(FIGURE) if st.context.is_embedded else None


def leaves_out(figure: str) -> bool:
    """Whether a figure is left out, because another is shown by itself."""
    wanted = key()
    return wanted is not None and wanted != figure


def place() -> AbstractContextManager[object]:
    """Return where a figure is drawn: in a container that the style knows if it is shown by itself."""
    if key() is None:
        return nullcontext()
    st.session_state[_DRAWN] = True
    return st.container(key=_KEY)


def note_hole(title: str, reason: str) -> bool:
    """Keep the reason why a page has no figure for when the wanted one is not drawn.

    Returns:
        Whether it was kept; else the page says it where it stands.
    """
    if key() is None:
        return False
    st.session_state[_HOLES].append((title, reason))
    return True


@contextmanager
def around(page: str, address: str) -> Iterator[None]:
    """What stands around a page that shows one figure only: the style, and below it the link to the whole page.

    Args:
        page: Its title.
        address: Of the whole page with what is selected.
    """
    wanted = key()
    if wanted is None:
        yield
        return
    st.session_state[_DRAWN], st.session_state[_HOLES] = False, []
    st.html(_STYLE)
    yield
    if st.session_state[_DRAWN]:
        with st.container(key=f"{_KEY}_verder"):
            st.caption(plain(PROGRAMME_NOTE))
            whole_page(address)
        return
    holes = st.session_state[_HOLES]
    with st.container(key=_KEY):
        for title, reason in holes:
            st.header(plain(title), anchor=False)
            st.info(plain(reason))
        if not holes:
            st.warning(plain(f"De weergave ‘{wanted[:40]}’ staat niet op de pagina {page}."))
        whole_page(address)


def whole_page(address: str) -> None:
    """Draw the link to the whole page, in a window of its own."""
    st.markdown(f"[Bekijk op het dashboard]({address})")
