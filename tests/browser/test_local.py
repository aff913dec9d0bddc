"""A local indicator in a browser: its mark is on the page and in the file that is taken home."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page

from tests.browser.harness import running_app, wait_until_settled
from tests.local_figures import add, leeuwarden

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app with a local indicator."""
    folder = tmp_path_factory.mktemp("eigen")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NPLV_LOCAL", str(folder / "local"))
        assert add(folder, leeuwarden(2022, 2024)) == 0
        with running_app() as url:
            yield url


@pytest.mark.parametrize("path", ["ontwikkeling", "vergelijken"])
def test_the_mark_is_on_the_page_and_in_the_file(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}?gebied=leeuwarden-oost&indicator=verzonnen")
    wait_until_settled(page)
    assert "(eigen cijfer)" in page.locator("h2").first.inner_text()
    assert "geen deel van de officiële momentopname" in page.locator("main, section").first.inner_text()
    page.locator('[class*="_downloads"] button').first.click()
    with page.expect_download() as download:
        page.locator('[data-testid="stPopoverBody"]').get_by_role("button", name="CSV").click()
    table = pd.read_csv(Path(download.value.path()), sep=";", decimal=",", encoding="utf-8-sig")
    assert table["Bron"].str.contains("eigen cijfer, geen deel van de officiële momentopname").all()
    assert table.astype(str).apply(lambda column: column.str.contains("10")).any(axis=None)
