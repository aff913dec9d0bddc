"""The files of the open data are served at the addresses that the page gives, as what they are."""

import hashlib

import pytest
from playwright.sync_api import Page, expect

from nplv.open_data.folder import PLACE
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

MEDIA_TYPES = {
    "csv/observations.csv": "text/csv; charset=utf-8",
    "csv/observations.csv-metadata.json": "application/json",
    "parquet/observations.parquet": "application/vnd.apache.parquet",
    "geojson/focusgebieden.geojson": "application/geo+json",
    "dcat.ttl": "text/turtle; charset=utf-8",
    "dcat.jsonld": "application/ld+json",
}


def test_links_lead_to_the_files_whose_checksums_are_given(open_page: OpenPage) -> None:
    page = open_page("open_data")
    expect(page.get_by_role("link", name="SHA256SUMS").first).to_be_visible(timeout=60_000)
    lines = fetched(page, "SHA256SUMS")[1].decode().splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    for path, media_type in MEDIA_TYPES.items():
        assert page.locator(f'a[href="{PLACE}/{path}"]').count() == 1
        headers, content = fetched(page, path)
        assert headers["content-type"] == media_type
        assert headers["access-control-allow-origin"] == "*"
        assert hashlib.sha256(content).hexdigest() == sums[path]


def fetched(page: Page, path: str) -> tuple[dict[str, str], bytes]:
    """The headers and content of a file, asked for at the address of its link."""
    address = page.locator(f'a[href="{PLACE}/{path}"]').first.evaluate("link => link.href")
    answer = page.request.get(address)
    assert answer.ok
    return answer.headers, answer.body()
