"""The map in a real browser: what a click does, what a change of indicator sends, and the way without a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.harness import wait_until_settled

pytestmark = pytest.mark.browser
MAP = "[data-testid=stDeckGlJsonChart]"


def wait_for_map(page: Page) -> None:
    page.wait_for_selector(f"{MAP} canvas")
    page.wait_for_timeout(1500)  # shapes are fetched and drawn after the canvas is there
    wait_until_settled(page)


def click_middle(page: Page) -> None:
    # Without a graphics card it takes so long to find what was clicked that the click passes for a long press, unless
    # the clock of the page stands still.
    page.clock.set_fixed_time("2026-01-01T00:00:00Z")
    place = page.locator(MAP).bounding_box()
    assert place is not None
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_timeout(1500)
    wait_until_settled(page)


def test_a_click_on_a_dot_chooses_the_area_and_goes_to_it(open_page: OpenPage, page: Page) -> None:
    open_page("kaart")
    wait_for_map(page)
    place = page.locator(MAP).bounding_box()
    assert place is not None
    page.clock.set_fixed_time("2026-01-01T00:00:00Z")
    # Heerlen-Noord lies by itself in the south-east; found by its tooltip, wherever the view puts it.
    for right in range(20, 160, 6):
        for down in range(120, 260, 6):
            page.mouse.move(place["x"] + place["width"] / 2 + right, place["y"] + place["height"] / 2 + down)
            if page.locator(".deck-tooltip", has_text="Heerlen-Noord").is_visible():
                page.mouse.down()
                page.mouse.up()
                expect(page.get_by_role("heading", level=2).first).to_contain_text("Heerlen-Noord", timeout=15_000)
                expect(page).to_have_url(re.compile("gebied=heerlen-noord"))
                wait_for_map(page)
                click_middle(page)  # in the view of the area a click marks a buurt, and the area stays
                expect(page).to_have_url(re.compile("gebied=heerlen-noord"))
                return
    pytest.fail("no tooltip of Heerlen-Noord on the map")


def test_another_indicator_sends_no_shapes_again(open_page: OpenPage, page: Page, requests_made: list[str]) -> None:
    open_page("kaart")
    wait_for_map(page)
    assert sum("/app/static/" in address for address in requests_made) == 3
    requests_made.clear()
    page.get_by_role("combobox", name=re.compile("Indicator")).fill("gezondheid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("ezondheid", timeout=15_000)
    wait_for_map(page)
    assert not [address for address in requests_made if "/app/static/" in address]


def test_the_area_can_be_chosen_without_a_mouse(open_page: OpenPage, page: Page) -> None:
    open_page("kaart")
    page.get_by_role("combobox", name=re.compile("Focusgebied")).focus()
    page.keyboard.type("Overvecht")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Utrecht Overvecht", timeout=15_000)
    expect(page.get_by_role("radio", name="Utrecht Overvecht")).to_be_checked()
