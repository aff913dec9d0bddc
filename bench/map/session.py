"""All that visitors meet with one number of polygons: samples by name, taken in turns so that noise meets all alike."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from bench.map import visits
from bench.map.pictures import TURNS
from bench.map.servers import Server
from tests.browser.harness import wait_until_settled

VISITORS = 7
QUERY = "niveau=buurt&beeld=nederland&indicator=misdrijven"
# Kind, label of the select box, what is typed, how the key of the map begins afterwards. The page begins with QUERY.
CHANGES = (
    ("indicator", "Indicator", "Goede ervaren", "ervaren-gezondheid buurt"),
    ("year", "Jaar", "2022", "ervaren-gezondheid buurt 2022"),
)
Samples = dict[str, list[float]]


@dataclass(frozen=True)
class Servers:
    """What is compared, all with the same polygons.

    Attributes:
        app: The app, with the small deck.gl where npm has made it.
        whole: The app with the deck.gl of pydeck.
        bare: The Streamlit app that holds nothing but the map.
        static: The static page.
    """

    app: Server
    whole: Server
    bare: Server
    static: Server


def session(browser: Browser, servers: Servers) -> Samples:
    """Let new visitors come to each of the servers in turns.

    Returns:
        Name of what was measured -> milliseconds (bytes for ``bytes``), one for each time.
    """
    samples: Samples = defaultdict(list)
    with visits.visitor(browser, f"{servers.app.url}/kaart?{QUERY}") as page:
        canvas = visits.canvas(page)
        wait_until_settled(page)
        for change in CHANGES:  # whatever a server reads once has been read after this
            _select(page, change)
    static = f"{servers.static.url}/?width={canvas['width']}&height={canvas['height']}"
    bare = f"{servers.bare.url}/?width={canvas['width'] + 2}"  # with the border
    with visits.visitor(browser, static) as page:
        size = visits.size_of_polygons(page)
    for address in (f"{servers.whole.url}/kaart?{QUERY}", bare):
        with visits.visitor(browser, address) as page:
            visits.first_map(page, size)
    for number in range(VISITORS):
        _static(browser, static, size, samples)
        _app(browser, f"{servers.app.url}/kaart?{QUERY}", size, samples)
        _bare(browser, bare, size, samples)
        if number % 2 == 0:  # no limit is set to these, so fewer will do
            _bare_change(browser, f"{bare}&choice", size, samples)
            with visits.visitor(browser, f"{servers.whole.url}/kaart?{QUERY}") as page:
                samples["whole first"].append(visits.first_map(page, size))
    return samples


def _static(browser: Browser, address: str, size: int, samples: Samples) -> None:
    with visits.visitor(browser, address) as page:
        samples["static first"].append(visits.first_map(page, size))
        for turn in (1, 0):
            visits.wait_a_while(page)
            samples["static change"].append(visits.static_change(page, size, turn))


def _app(browser: Browser, address: str, size: int, samples: Samples) -> None:
    with visits.visitor(browser, address) as page:
        _add(samples, "app first", visits.parts_of_first_map(page, size))
        wait_until_settled(page)
        for kind, box, text, key in CHANGES:
            times, received = visits.choose(page, size, box, text, key)
            _add(samples, f"app {kind}", times)
            samples["bytes"].append(received)
        samples["app click"].append(visits.click(page))


def _select(page: Page, change: tuple[str, str, str, str]) -> None:
    _, box, text, key = change
    page.get_by_role("combobox", name=box).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_selector(f'.kaart[data-shown^="{key}"]')
    wait_until_settled(page)


def _bare(browser: Browser, address: str, size: int, samples: Samples) -> None:
    with visits.visitor(browser, address) as page:
        _add(samples, "bare first", visits.parts_of_first_map(page, size))
        wait_until_settled(page)
        samples["bare click"].append(visits.click(page))


def _bare_change(browser: Browser, address: str, size: int, samples: Samples) -> None:
    with visits.visitor(browser, address) as page:
        visits.first_map(page, size)
        wait_until_settled(page)
        for key in reversed(TURNS):
            times, _ = visits.choose(page, size, "Indicator", key, key)
            _add(samples, "bare change", times)


def _add(samples: Samples, name: str, parts: Mapping[str, float]) -> None:
    for part, time in parts.items():
        samples[f"{name} {part}"].append(time)
