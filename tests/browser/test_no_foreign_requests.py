"""The server asks nothing of any other host; that no page does is in test_pages.py, in a way that would see it."""

import socket

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.harness import running_app, wait_until_settled
from tests.browser.listening import foreign

pytestmark = pytest.mark.browser


def test_a_foreign_request_would_be_seen(requests_made: list[str], open_page: OpenPage, app_url: str) -> None:
    page = open_page("")
    page.evaluate("fetch('http://elders.invalid/letter.woff2').catch(() => null)")
    assert foreign(requests_made, app_url) == ["http://elders.invalid/letter.woff2"]


def test_server_asks_no_other_host(page: Page) -> None:
    # Whatever the server would send out goes to this socket, which nobody answers.
    with socket.create_server(("127.0.0.1", 0)) as outside:
        proxy = f"http://127.0.0.1:{outside.getsockname()[1]}"
        with running_app({"http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""}) as url:
            page.goto(url)
            wait_until_settled(page)
        outside.setblocking(False)
        with pytest.raises(BlockingIOError):
            outside.accept()
