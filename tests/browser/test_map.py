"""The map in a real browser, by mouse and by keyboard: it selects, moves, stays, and sends little."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.harness import wait_until_settled

pytestmark = pytest.mark.browser
TIP = ".kaart-tip"


def canvas(page: Page) -> Locator:
    return page.locator(".kaart-doek")


def wait_for_map(page: Page) -> None:
    page.wait_for_selector(".kaart[data-shown]")
    wait_until_settled(page)
    page.wait_for_timeout(1200)  # until the map has come to rest


def middle(page: Page) -> tuple[float, float]:
    place = canvas(page).bounding_box()
    assert place is not None
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def named(page: Page, right: float = 0, down: float = 0) -> str:
    """What the tooltip says at a distance from the middle of the map; empty without one."""
    x, y = middle(page)
    page.mouse.move(x + right + 3, y + down)
    page.mouse.move(x + right, y + down)
    page.wait_for_timeout(250)
    tip = page.locator(TIP)
    return tip.inner_text() if tip.is_visible() else ""


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=2).first


def level(page: Page, name: str) -> Locator:
    return page.get_by_role("radio", name=name)


def test_a_click_on_a_dot_goes_to_the_buurten_of_that_area_without_a_new_map(open_page: OpenPage, page: Page) -> None:
    open_page("kaart")
    wait_for_map(page)
    canvas(page).evaluate("canvas => { canvas.mark = 'the same'; }")
    # Heerlen-Noord lies by itself in the south-east; found by its tooltip, wherever the view puts it.
    x, y = middle(page)
    for right in range(60, 200, 6):
        for down in range(150, 260, 6):
            page.mouse.move(x + right, y + down)
            if page.locator(TIP, has_text="Heerlen-Noord").is_visible():
                page.mouse.click(x + right, y + down)
                expect(heading(page)).to_contain_text("Heerlen-Noord", timeout=15_000)
                expect(page).to_have_url(re.compile("gebied=heerlen-noord"))
                expect(level(page, "Buurten")).to_be_checked()
                wait_for_map(page)
                assert "Heerlen" in named(page), "the map went there"
                assert canvas(page).evaluate("canvas => canvas.mark") == "the same"
                return
    pytest.fail("no tooltip of Heerlen-Noord on the map")


def test_a_click_chooses_a_buurt_and_the_map_stays_there_after_other_choices(open_page: OpenPage, page: Page) -> None:
    open_page("kaart?gebied=utrecht-overvecht")
    wait_for_map(page)
    name, gemeente, figure = named(page).split("\n")
    assert gemeente == "Utrecht"
    assert re.fullmatch(r"Misdrijven \(per 1\.000 inwoners\), 2025: [\d.]+,\d", figure)
    page.mouse.click(*middle(page))
    expect(heading(page)).to_contain_text(f"In {name} (Utrecht)", timeout=15_000)
    expect(page).to_have_url(re.compile("eenheid=BU0344"))
    wait_for_map(page)
    before = [named(page, right, down) for right, down in ((0, 0), (-150, 40), (120, -60))]
    assert before[0].split("\n")[0] == name
    page.mouse.click(*middle(page))  # a second click lets it go
    expect(heading(page)).to_contain_text("In Utrecht Overvecht", timeout=15_000)
    wait_for_map(page)
    assert [named(page, right, down) for right, down in ((0, 0), (-150, 40), (120, -60))] == before
    page.get_by_role("combobox", name="Jaar").fill("2023")
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("in 2023", timeout=15_000)
    wait_for_map(page)
    after = [named(page, right, down) for right, down in ((0, 0), (-150, 40), (120, -60))]
    assert [text.replace("2023", "2025").rpartition(":")[0] for text in after] == [
        text.rpartition(":")[0] for text in before
    ]


def test_another_indicator_sends_no_shapes_again(open_page: OpenPage, page: Page, requests_made: list[str]) -> None:
    open_page("kaart?gebied=utrecht-overvecht")
    wait_for_map(page)
    assert sum("shapes.json" in address for address in requests_made) == 3
    requests_made.clear()
    page.get_by_role("combobox", name=re.compile("Indicator")).fill("gezondheid")
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("ezondheid", timeout=15_000)
    wait_for_map(page)
    assert "ervaren gezondheid (%)" in named(page)
    assert not [address for address in requests_made if "/app/static/" in address]


def test_the_map_can_be_used_without_a_mouse(open_page: OpenPage, page: Page) -> None:
    open_page("kaart?gebied=utrecht-overvecht")
    wait_for_map(page)
    before = named(page)
    page.mouse.move(0, 0)
    canvas(page).focus()
    expect(canvas(page)).to_have_attribute("aria-label", re.compile("Kaart van .*Pijltjestoetsen"))
    for key in ("+", "+", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        page.wait_for_timeout(500)
    wait_for_map(page)
    assert named(page) not in ("", before), "another place is in the middle"
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Inzoomen")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Heel Nederland")).to_be_focused()
    page.keyboard.press("Enter")
    wait_for_map(page)
    assert named(page, 0, 250) != before


def test_a_buurt_is_found_and_chosen_by_keyboard(open_page: OpenPage, page: Page) -> None:
    open_page("kaart")
    wait_for_map(page)
    page.get_by_role("textbox", name=re.compile("Zoek een gebied")).focus()
    page.keyboard.type("tarwewijk rotterdam", delay=20)
    page.keyboard.press("Enter")
    found = page.get_by_role("button", name=re.compile("Tarwewijk.*buurt in Rotterdam"))
    expect(found.first).to_be_visible(timeout=15_000)
    found.first.focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("Tarwewijk (Rotterdam)", timeout=15_000)
    expect(level(page, "Buurten")).to_be_checked()
    wait_for_map(page)
    assert named(page).startswith("Tarwewijk\nRotterdam")


def test_the_level_is_switched_by_keyboard_and_the_map_stays(open_page: OpenPage, page: Page) -> None:
    open_page("kaart?gebied=utrecht-overvecht")
    wait_for_map(page)
    level(page, "Buurten").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect(level(page, "Gemeenten")).to_be_checked(timeout=15_000)
    expect(page).to_have_url(re.compile("niveau=gemeente"))
    wait_for_map(page)
    assert named(page).startswith("Utrecht\n")


def test_the_background_is_off_and_without_a_network_only_it_is_missing(
    open_page: OpenPage, page: Page, requests_made: list[str]
) -> None:
    page.route("https://**", lambda route: route.abort())
    open_page("kaart?gebied=utrecht-overvecht")
    wait_for_map(page)
    assert not [address for address in requests_made if "pdok" in address]
    page.get_by_test_id("stCheckbox").get_by_text("Achtergrondkaart").click()
    expect(page.get_by_text("© Kadaster (BRT)")).to_be_visible(timeout=15_000)
    wait_for_map(page)
    assert [address for address in requests_made if "service.pdok.nl/brt/achtergrondkaart" in address]
    assert "Utrecht" in named(page)
    expect(page.locator(".kaart-melding")).to_be_hidden()


def test_a_map_that_is_not_there_yet_says_so(page: Page, app_url: str) -> None:
    held: list[Route] = []
    page.route("**/shapes.json.gz", lambda route: held.append(route))  # no answer until the test gives one
    page.goto(f"{app_url}/kaart")
    waiting = page.get_by_text("De kaart wordt geladen…")
    expect(waiting).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Cijfers als tabel")).to_be_visible()  # the rest of the page does not wait
    while held:
        held.pop().continue_()
    wait_for_map(page)
    expect(waiting).to_be_hidden()


def test_without_webgl_the_page_says_so_and_keeps_its_table(open_page: OpenPage, page: Page) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    open_page("kaart")
    expect(page.locator(".kaart-melding")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("De kaart wordt geladen…")).to_be_hidden()
    # What stands beside the map does not wait for it any longer.
    expect(page.get_by_role("heading", name="Plaats tussen de focusgebieden")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Cijfers als tabel")).to_be_visible()
