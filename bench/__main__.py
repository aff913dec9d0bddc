"""Measures each page and prints a Markdown table: time on the server, and bytes sent to the browser.

The time is that of a rerun as a visitor asks for it over the web socket, from the question until the last
answer, with warm caches: each selection has been asked for once before. The bytes are what Chromium receives,
from HTTP as it comes over the line and from the web socket. A second table is about size: see ``bench.national``.
"""

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from bench import national
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
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as visitor:  # type: ignore[list-item]
        for query in selections():
            _rerun(visitor, path, query)
        return [_rerun(visitor, path, query) for query in selections()]


def _rerun(visitor: ClientConnection, path: str, query: str) -> float:
    """Ask for one run of the page and return the seconds until its end.

    Raises:
        RuntimeError: the script of the page failed.
    """
    question = BackMsg()
    question.rerun_script.query_string = query
    question.rerun_script.page_name = path
    start = perf_counter()
    visitor.send(question.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(visitor.recv(timeout=60, decode=False))
        if answer.delta.new_element.HasField("exception"):
            raise RuntimeError(f"/{path}?{query}: {answer.delta.new_element.exception}")
        if answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and answer.HasField("script_finished"):
            return perf_counter() - start


def browser_bytes(browser: Browser, url: str, path: str) -> tuple[int, int | None]:
    """Bytes that a new visitor receives on a page, and those on a change of indicator.

    Returns:
        Bytes of the first visit, and the median of the changes to the next indicator in the list; None
        where the page has no such list.
    """
    context = browser.new_context(locale=LOCALE, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    with _received(page) as first:
        page.goto(f"{url}/{path}")
        wait_until_settled(page)
    chosen = page.get_by_role("combobox", name="Indicator")
    changes = []
    for _ in range(CHANGES if chosen.count() else 0):
        with _received(page) as change:
            chosen.click()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            page.wait_for_timeout(500)  # until the server has heard of it
            wait_until_settled(page)
        changes.append(sum(change))
    context.close()
    return sum(first), round(median(changes)) if changes else None


@contextmanager
def _received(page: Page) -> Iterator[list[int]]:
    """Note the bytes of whatever the page receives meanwhile."""
    sizes: list[int] = []
    devtools = page.context.new_cdp_session(page)
    devtools.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    devtools.on("Network.webSocketFrameReceived", lambda event: sizes.append(_frame_size(event["response"])))
    devtools.send("Network.enable")
    yield sizes
    devtools.detach()


def _frame_size(frame: dict) -> int:
    is_binary = frame["opcode"] == 2
    return len(base64.b64decode(frame["payloadData"])) if is_binary else len(frame["payloadData"].encode())


def kilobytes(size: int | None) -> str:
    """Bytes as thousands of bytes; a dash where there is nothing to measure."""
    return "—" if size is None else f"{size / 1000:,.1f}"


def main() -> None:
    """Measure all pages and the national scale, and print a table of each."""
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
    print(f"\n{at_scale}")


if __name__ == "__main__":
    main()
