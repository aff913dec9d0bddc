"""Measures each page and prints a Markdown table: time on the server, and bytes sent to the browser.

The time is that of a rerun as a visitor asks for it over the web socket, from the question until the last
answer, with warm caches: each selection has been asked for once before. The bytes are what Chromium receives,
from HTTP as it comes over the line and from the web socket. Other tables are about the pages without a server
(``bench.embeds``), about size (``bench.national``) and about what a visitor of the map waits for (``bench.map``).
"""

import os
from itertools import cycle, islice
from statistics import median, quantiles
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from bench import embeds, national, wire
from bench.map.report import report as map_report
from bench.report import machine, table
from nplv.registry import areas, indicators
from tests.browser.find_chromium import find_installed
from tests.browser.harness import CHROMIUM_FLAGS, LOCALE, PAGES, running_app, wait_until_settled

SELECTIONS = 30
CHANGES = 5


def selections() -> list[str]:
    """As many different queries as are measured, over all areas and indicators in turn."""
    pairs = zip(cycle(areas()), cycle(indicators()), strict=False)
    return [urlencode({"gebied": area, "indicator": name}) for area, name in islice(pairs, SELECTIONS)]


def server_seconds(url: str, path: str) -> list[float]:
    """Time of a rerun of one page for each of the selections, by one visitor, with warm caches."""
    with wire.visitor(url) as visitor:
        if path == "kaart":
            wire.see_map(visitor, path, selections()[0])
        for query in selections():
            wire.rerun(visitor, path, query)
        return [wire.rerun(visitor, path, query) for query in selections()]


def browser_bytes(browser: Browser, url: str, path: str) -> tuple[int, int | None]:
    """Bytes that a new visitor receives on a page, and those on a change of indicator.

    Returns:
        Bytes of the first visit, and the median of the changes to the next indicator in the list; None
        where the page has no such list.
    """
    context = browser.new_context(locale=LOCALE, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    with wire.received(page) as first:
        page.goto(f"{url}/{path}")
        wait_until_settled(page)
    chosen = page.get_by_role("combobox", name="Indicator").first
    changes = []
    for _ in range(CHANGES if chosen.count() else 0):
        with wire.received(page) as change:
            chosen.click()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            page.wait_for_timeout(500)  # until the server has heard of it
            wait_until_settled(page)
        changes.append(sum(change))
    context.close()
    return sum(first), round(median(changes)) if changes else None


def kilobytes(size: int | None) -> str:
    """Bytes as thousands of bytes; a dash where there is nothing to measure."""
    return "—" if size is None else f"{size / 1000:,.1f}"


def main() -> None:
    """Measure all pages, the national scale and the map, and print tables of each."""
    at_scale = national.report()  # first, while this process is small: see national.peak_memory
    head = ["page", "server, median ms", "server, p95 ms", "first visit kB", "change of indicator kB"]
    chromium = os.environ.get("CHROMIUM") or find_installed()
    rows = []
    with running_app() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS) if chromium else None
        for path in PAGES:
            times = [1000 * seconds for seconds in server_seconds(url, path)]
            sent = browser_bytes(browser, url, path) if browser else (None, None)
            p95 = quantiles(times, n=20)[-1]
            rows.append([f"/{path}", f"{median(times):.0f}", f"{p95:.0f}", *map(kilobytes, sent)])
    print(f"{SELECTIONS} selections per page; {machine()}.\n")
    print(table([head, *rows]))
    if not chromium:
        print("\nThere is no Chromium here, so the bytes sent to the browser were not measured.")
    print(f"\n{embeds.report()}")
    print(f"\n{at_scale}")
    print(f"\n{map_report()}")


if __name__ == "__main__":
    main()
