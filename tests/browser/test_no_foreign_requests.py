"""The app asks nothing of any other host: not the visitor's browser, and not the server."""

import socket
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.harness import PAGES, running_app, wait_until_settled

pytestmark = pytest.mark.browser


def foreign(requests: list[str], app_url: str) -> list[str]:
    """The requests over the network to another host or port than the app's."""
    own = urlsplit(app_url).netloc
    parts = [(request, urlsplit(request)) for request in requests]
    return [request for request, part in parts if part.scheme not in ("data", "blob") and part.netloc != own]


@pytest.mark.parametrize("path", PAGES)
def test_page_asks_no_other_host(requests_made: list[str], open_page: OpenPage, app_url: str, path: str) -> None:
    open_page(path)
    assert any(request.startswith("ws:") for request in requests_made)
    assert foreign(requests_made, app_url) == []


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
