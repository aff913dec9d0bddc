"""A page of another site shows a figure with the code of the dialog, live or as a page without a server."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from nplv.export import embeds
from nplv.registry import indicators
from nplv.snapshot import open_snapshot
from tests.browser.conftest import OpenPage
from tests.browser.harness import wait_until_settled
from tests.browser.listening import findings
from tests.refreshing import ROOT

pytestmark = pytest.mark.browser

WIDTHS = [700, 360]

PAGE = "<!doctype html><html lang=nl><title>Een ander</title><body style='margin:0'><h1>Een ander</h1>{}</body></html>"
# Of Streamlit the box below the document scrolls.
ROOM = """() => {
    const box = document.querySelector('.stMain') ?? document.documentElement;
    return [box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth];
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and folder of another site."""
    folder = tmp_path_factory.mktemp("ander")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()


def codes(page: Page, key: str) -> list[str]:
    """Link, live code and code without a server, as the dialog of a figure gives them."""
    page.locator(f".st-key-{key}_embed button").click()
    dialog = page.get_by_test_id("stDialog")
    expect(dialog.locator("iframe")).to_be_visible(timeout=30_000)
    wait_until_settled(page)
    return dialog.locator("code").all_inner_texts()


def shown(page: Page, site: tuple[str, Path], code: str, width: int) -> FrameLocator:
    """Open a page of the other site with the code in it."""
    address, folder = site
    (folder / "pagina.html").write_text(PAGE.format(code), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(f"{address}/pagina.html")
    return page.frame_locator("iframe")


def does_not_scroll(page: Page) -> None:
    (frame,) = page.frames[1:]
    assert frame.evaluate(ROOM) == [0, 0]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("ontwikkeling?gebied=heerlen-noord&vergelijk=nederland", "ontwikkeling"),
        ("gebiedsprofiel?gebied=utrecht-overvecht", "profiel-ontwikkeling"),
        ("kaart?gebied=delft-west&niveau=buurt", "kaart"),
        ("vergelijken", "ranking"),
    ],
)
def test_the_live_code_shows_the_figure_without_scrolling(
    page: Page, open_page: OpenPage, other_site: tuple[str, Path], path: str, key: str
) -> None:
    _, code, *_ = codes(open_page(path), key)
    for width in WIDTHS:
        frame = shown(page, other_site, code, width)
        expect(frame.locator("h2:visible")).to_have_count(1, timeout=30_000)
        expect(frame.get_by_role("link", name="Bekijk op het dashboard")).to_be_visible(timeout=30_000)
        expect(frame.get_by_role("link", name="Bron:").first).to_be_visible()
        expect(frame.locator("canvas, svg.marks").first).to_be_visible(timeout=30_000)
        expect(frame.get_by_test_id("stSkeleton")).to_have_count(0)
        expect(frame.locator("h1:visible, [data-testid=stSelectbox]:visible")).to_have_count(0)
        does_not_scroll(page)


@pytest.mark.parametrize(
    ("path", "key"), [("geldstromen?gebied=heerlen-noord", "besluiten"), ("verantwoording", "gebieden")]
)
def test_the_live_code_of_a_list_shows_it_without_scrolling(
    page: Page, open_page: OpenPage, other_site: tuple[str, Path], path: str, key: str
) -> None:
    _, code = codes(open_page(path), key)
    for width in WIDTHS:
        link = shown(page, other_site, code, width).get_by_role("link", name="Bekijk op het dashboard")
        expect(link).to_be_visible(timeout=30_000)
        does_not_scroll(page)
        box, whole = link.bounding_box(), page.locator("iframe").bounding_box()
        assert box is not None
        assert whole is not None
        assert box["y"] - whole["y"] > 0.75 * whole["height"]  # and little of it is empty


def test_the_figure_in_another_site_leads_to_the_same_on_the_dashboard(
    page: Page, open_page: OpenPage, other_site: tuple[str, Path]
) -> None:
    _, code, *_ = codes(open_page("ontwikkeling?gebied=heerlen-noord&vergelijk=nederland"), "ontwikkeling")
    frame = shown(page, other_site, code, 700)
    with page.context.expect_page() as opening:
        frame.get_by_role("link", name="Bekijk op het dashboard").click(timeout=30_000)
    whole = opening.value
    wait_until_settled(whole)
    expect(whole.get_by_text("Heerlen-Noord").first).to_be_visible()
    assert "gebied=heerlen-noord" in whole.url
    assert "vergelijk=nederland" in whole.url
    expect(whole.locator("h1")).to_have_text("Ontwikkeling")
    whole.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_dialog_is_accessible_and_its_preview_does_not_scroll(
    page: Page, open_page: OpenPage, axe_source: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    codes(open_page("ontwikkeling?gebied=heerlen-noord"), "ontwikkeling")
    preview = page.get_by_test_id("stDialog").frame_locator("iframe")
    expect(preview.get_by_role("link", name="Bekijk op het dashboard")).to_be_visible(timeout=30_000)
    expect(preview.locator("canvas, svg.marks").first).to_be_visible(timeout=30_000)
    does_not_scroll(page)
    assert findings(page, axe_source) == []


def test_a_page_without_a_server_shows_the_same(
    page: Page, open_page: OpenPage, other_site: tuple[str, Path], axe_source: str
) -> None:
    one = indicators()["misdrijven"]
    pages = embeds.pages_of(one, open_snapshot(ROOT).observations(one.id), "Gegevens", "http://dashboard.voorbeeld.nl")
    name, content = next(found for found in pages if found[0].endswith("heerlen-noord.html"))
    (other_site[1] / name).write_bytes(content)
    *_, code = codes(open_page("ontwikkeling?gebied=heerlen-noord"), "ontwikkeling")
    page.goto("about:blank")  # the preview in the dialog may still be asking
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for width in WIDTHS:
        frame = shown(page, other_site, code, width)
        expect(frame.locator("svg:is(.wide, .narrow):visible")).to_have_count(1)
        expect(frame.locator("h1")).to_contain_text("In Heerlen-Noord 58,5 misdrijven")
        does_not_scroll(page)
    assert {address.rpartition("/")[0] for address in asked} == {other_site[0]}
    page.goto(f"{other_site[0]}/{name}")
    page.get_by_text("Cijfers als tabel").click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        assert findings(page, axe_source) == []
