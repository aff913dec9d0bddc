"""Measures the map against a static page and a bare Streamlit app, and prints Markdown tables.

All polygons and figures are SYNTHETIC. The times are those of a real browser until a frame was finished by its GPU,
which is software here as in the tests; the ratios are of medians, all taken in turns in one run.
"""

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from bench.map import server_cost, tables
from bench.map.layers import INDICATORS, write_layers
from bench.map.pictures import LIBRARY, bare_app, static_page
from bench.map.servers import Server, copy_of_app, files, streamlit
from bench.map.session import Servers, session
from bench.map.shapes import synthetic_buurten
from bench.map.tables import Measured
from nplv.snapshot import open_snapshot
from tests.browser.find_chromium import find_installed
from tests.browser.harness import CHROMIUM_FLAGS, ROOT

COUNTS = (700, 14_357)
TIMES = 10  # as many indicators and years
_VIEW = "niveau=buurt&beeld=nederland"
_QUERIES = [*(f"{_VIEW}&indicator={name}" for name in INDICATORS), f"{_VIEW}&indicator=misdrijven&jaar=2023"]
# Years that these do not show, so that each is a first look.
_OTHERS = {"misdrijven": (2021, 2022), "ervaren-gezondheid": (2012, 2016, 2020, 2022)}
_FIRST = [f"{_VIEW}&indicator={name}&jaar={year}" for name, years in _OTHERS.items() for year in years]


def measured(browser: Browser, folder: Path, count: int) -> Measured:
    """Measure everything with some number of polygons; the folder is filled."""
    snapshot = open_snapshot(ROOT)
    buurten = synthetic_buurten(count, snapshot.areas("nederland"))
    bounds = snapshot.areas("provincie").total_bounds.tolist()
    static_page(folder / "static", buurten, bounds)
    bare = bare_app(folder / "bare", buurten, bounds, snapshot)
    layers = {times: write_layers(folder / f"layers-{times}", buurten, times) for times in (1, TIMES)}

    def app(stay: ExitStack, name: str, times: int, *without: str) -> Server:
        script = copy_of_app(folder / name, *without) / "app.py"
        return stay.enter_context(streamlit(script, {"NPLV_NATIONAL": str(layers[times])}))

    with ExitStack() as stay:
        tenth, whole = server_cost.in_turns(app(stay, "tenth", 1), app(stay, "all", TIMES), _FIRST, _QUERIES)
    with ExitStack() as stay:
        one = app(stay, "server", 1)
        memory = server_cost.memory_per_visitor(one, _QUERIES)
        cpu, answer = server_cost.cpu_per_change(one, _QUERIES)
    with ExitStack() as stay:
        servers = Servers(
            app=app(stay, "app", 1),
            whole=app(stay, "whole", 1, "built"),
            bare=stay.enter_context(streamlit(bare)),
            static=stay.enter_context(files(folder / "static")),
        )
        samples = session(browser, servers)
    return Measured(count, samples, memory, cpu, answer, tenth, whole)


def report() -> str:
    """Measure with few and with many polygons, and give the result as Markdown; else say why it cannot be measured."""
    chromium = os.environ.get("CHROMIUM") or find_installed()
    if not chromium:
        return "There is no Chromium here, so the map was not measured."
    if not LIBRARY.is_dir():
        return "deck.gl is not there (make bench fetches it with npm), so the map was not measured."
    if sys.platform != "linux":
        return "The map is measured on Linux only: the figures of its server come from /proc."
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        return tables.report([measured(browser, Path(folder) / str(count), count) for count in COUNTS])
