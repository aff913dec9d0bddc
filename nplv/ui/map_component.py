"""The map in the browser: deck.gl with a few scripts of our own, in ``nplv/ui/browser``.

deck.gl is that of the package pydeck. Where npm is there, ``make`` bundles the small part of it that the map uses: the
same version, which does the same, but a new visitor waits less.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pydeck
import streamlit as st

from nplv.ui import static

_KEY = "kaart"
_DRAWN = "kaart_getekend"
_SCRIPTS = Path(__file__).parent / "browser"
_OWN = ("map.js", "layers.js", "shapes.js", "background.js")
_SMALL = _SCRIPTS / "built" / "deck.js"
_WHOLE = Path(pydeck.__file__).parent / "nbextension" / "static" / "index.js"

# Sent with each run, so it is short: it fetches the rest once, all of it at the same time.
_LOADER = """
const at = (address) => new URL(address, document.baseURI).href;
const ahead = (rel, as, address) =>
  document.head.append(Object.assign(document.createElement("link"), { rel, as, href: at(address), crossOrigin: "" }));
const library = () => new Promise((ready, failed) => {
  const script = Object.assign(document.createElement("script"), { src: at("LIBRARY/deck.js"), onerror: failed });
  script.onload = () => ready(globalThis.deck);
  document.head.append(script);
});
export default function (component) {
  if (!globalThis.focuswijkenMap) {
    for (const name of ["layers", "shapes", "background"]) ahead("modulepreload", "script", `SCRIPTS/${name}.js`);
    const { land, areas, units } = component.data;
    for (const address of new Set([land, areas, units])) ahead("preload", "fetch", address);
    globalThis.focuswijkenMap = Promise.all([import(at("SCRIPTS/map.js")), library()]);
  }
  let remove = null;
  let removed = false;
  globalThis.focuswijkenMap.then(([scripts, deck]) => {
    if (!removed) remove = scripts.draw(deck, component);
  }).catch((error) => {
    console.error(error);
    globalThis.focuswijkenMap = undefined;
    component.parentElement.querySelector(".kaart-melding").hidden = false;
    if (component.data.waiting) component.setTriggerValue("drawn", true);
  });
  return () => { removed = true; remove?.(); };
}
"""

_HTML = """
<div class="kaart">
  <p class="kaart-wacht" role="status">De kaart wordt geladen…</p>
  <canvas class="kaart-doek" tabindex="0" role="application"></canvas>
  <div class="kaart-knoppen">
    <button type="button" class="kaart-in" aria-label="Inzoomen" title="Inzoomen">+</button>
    <button type="button" class="kaart-uit" aria-label="Uitzoomen" title="Uitzoomen">−</button>
    <button type="button" class="kaart-heel">Heel Nederland</button>
  </div>
  <p class="kaart-bron" hidden>Achtergrond: © Kadaster (BRT), CC BY 4.0</p>
  <p class="kaart-melding" role="status" hidden>De kaart kan in deze browser niet worden getekend. De tabel hieronder
    heeft dezelfde cijfers.</p>
</div>
"""

_CSS = """
.kaart { position: relative; height: 540px; border: 1px solid #c8c8c4; background: #fff; overflow: hidden; }
@media (max-width: 640px) { .kaart { height: 420px; } }
.kaart-doek { position: absolute; inset: 0; width: 100%; height: 100%; }
.kaart-doek:focus-visible { outline: 3px solid #d95f02 !important; outline-offset: -3px; }
.kaart-knoppen { position: absolute; top: .5rem; right: .5rem; display: flex; gap: .25rem; }
.kaart-knoppen button { min-width: 2rem; height: 2rem; padding: 0 .5rem; font: inherit; font-size: .875rem;
  color: #1c1c1c; background: #fff; border: 1px solid #767676; border-radius: .25rem; cursor: pointer; }
.kaart-knoppen button:hover { background: #eef2f6; }
.kaart-knoppen button:focus-visible { outline: 3px solid #d95f02; }
.kaart-wacht { position: absolute; inset: 45% 1rem auto; margin: 0; color: #1c1c1c; text-align: center; }
.kaart[data-shown] .kaart-wacht, .kaart:has(.kaart-melding:not([hidden])) .kaart-wacht { display: none; }
.kaart-bron, .kaart-melding { position: absolute; margin: 0; color: #1c1c1c; background: rgb(255 255 255 / .9); }
.kaart-bron { right: 0; bottom: 0; padding: .1rem .4rem; font-size: .75rem; }
.kaart-melding { inset: 40% 1rem auto; padding: 1rem; font-size: .95rem; text-align: center; }
.kaart-tip { white-space: pre-line; max-width: 18rem; padding: .4rem .6rem; font-size: .875rem; line-height: 1.35;
  color: #1c1c1c; background: #fff; border: 1px solid #767676; border-radius: .25rem; z-index: 2; }
"""


def draw(data: Mapping[str, Any], on_choice: Callable[[], None]) -> None:
    """Draw the map, or bring the one that is there up to date.

    Args:
        data: What is drawn; see ``nplv.ui.map``.
        on_choice: Called before the next run when something was clicked; its code is ``choice()``.

    Raises:
        OSError: The folder ``static/`` cannot be written.
    """
    sent = {**data, "waiting": not is_drawn()}
    _component()(key=_KEY, data=sent, on_chosen_change=on_choice, on_drawn_change=_note_drawn)


def is_drawn() -> bool:
    """Whether the visitor has seen the map, or was told that it cannot be drawn.

    What stands beside the map waits for this: its scripts would keep the browser from drawing the map.
    """
    return _DRAWN in st.session_state


def _note_drawn() -> None:
    st.session_state[_DRAWN] = True


def choice() -> str | None:
    """Return the code that was clicked, as the browser sent it; only within ``on_choice``."""
    event = st.session_state[_KEY].get("chosen")
    return event if isinstance(event, str) else None


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    library = static.address("deck", {"deck.js": (_SMALL if _SMALL.is_file() else _WHOLE).read_bytes()})
    scripts = static.address("kaart", {name: (_SCRIPTS / name).read_bytes() for name in _OWN})
    loader = _LOADER.replace("LIBRARY", library).replace("SCRIPTS", scripts)
    return st.components.v2.component("focuswijken_map", html=_HTML, css=_CSS, js=loader, isolate_styles=False)
