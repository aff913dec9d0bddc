"""What a visitor waits for, in Chromium: the first map, other colours, a click. All times in milliseconds."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from bench.wire import received
from tests.browser.harness import LOCALE, wait_until_settled

WINDOW = {"width": 1280, "height": 900}
_WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
_REST = (5, 5)  # where the pointer rests: not on the map, which would be drawn again to find what is below it


@contextmanager
def visitor(browser: Browser, address: str) -> Iterator[Page]:
    """A new visitor, with nothing kept from before, on a page that has begun to load."""
    context: BrowserContext = browser.new_context(locale=LOCALE, viewport=WINDOW)  # type: ignore[arg-type]
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.mouse.move(*_REST)
    page.goto(address, wait_until="commit")
    yield page
    context.close()


def canvas(page: Page) -> dict[str, int]:
    """Width and height of the map of the app, for the static page."""
    page.wait_for_selector(".kaart[data-shown]", timeout=60_000)
    box = page.locator(".kaart-doek").bounding_box()
    assert box is not None
    return {"width": round(box["width"]), "height": round(box["height"])}


def size_of_polygons(page: Page) -> int:
    """How many vertices the GPU is asked for at once for the polygons of the static page: it draws nothing else."""
    page.wait_for_function("bench.largest() > 0")
    wait_a_while(page)
    return int(page.evaluate("bench.largest()"))


def first_map(page: Page, size: int) -> float:
    """From the navigation until the first frame with all polygons was finished."""
    return float(page.evaluate("size => bench.first(size)", size))


def parts_of_first_map(page: Page, size: int) -> dict[str, float]:
    """When each part of the first map of the app was there; "drawn" is what ``first_map`` gives."""
    return dict(page.evaluate("size => bench.parts(size)", size))


def static_change(page: Page, size: int, turn: int) -> float:
    """From the call for other colours until they were drawn, on the static page."""
    return float(page.evaluate("([size, turn]) => bench.drawn(size, change(turn))", [size, turn]))


def choose(page: Page, size: int, box: str, text: str, key: str) -> tuple[Mapping[str, float], int]:
    """Choose in a select box by typing, as a visitor does who knows what to look for.

    Args:
        page: The app, settled.
        size: See ``size_of_polygons``.
        box: Label of the select box.
        text: What is typed; its first match is taken with Enter.
        key: How the key begins of what the map shows afterwards.

    Returns:
        What it took from Enter until the question was sent, the colours were handed to deck.gl and all was drawn; and
        the bytes that came in until the page had settled.
    """
    page.get_by_role("combobox", name=box).click()
    page.keyboard.type(text)
    wait_a_while(page)
    with received(page) as sizes:
        page.keyboard.press("Enter")
        times = page.evaluate("([size, key]) => bench.change(size, key)", [size, key])
        wait_until_settled(page)
    return times, sum(sizes)


def click(page: Page) -> float:
    """From a click on a buurt in the middle of the map until a heading named it."""
    box = page.locator(".kaart-doek").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait_a_while(page)  # until the map has found what is below the pointer, which it does anyway
    page.mouse.down()
    page.mouse.up()
    return float(page.evaluate("bench.click()"))


def wait_a_while(page: Page) -> None:
    """Let the page come to rest where there is nothing to wait for."""
    page.wait_for_timeout(250)
