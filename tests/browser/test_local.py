"""A local indicator in a browser: its mark is on the page and in the file that is taken home."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

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


def test_it_is_chosen_from_the_list(page: Page, address: str) -> None:
    """What a widget calls comes before the page says which indicators there are."""
    page.goto(f"{address}/ontwikkeling?gebied=leeuwarden-oost")
    wait_until_settled(page)
    box = page.get_by_role("combobox", name="Indicator")
    box.click()
    box.fill("Verzonnen")  # of a long list only the part in view is in the page
    page.get_by_role("option", name="(eigen cijfer)").click()
    expect(page.locator("h2").first).to_contain_text("(eigen cijfer)")
    wait_until_settled(page)
    assert "indicator=verzonnen" in page.url


def test_a_part_that_runs_by_itself_knows_it(page: Page, address: str) -> None:
    page.goto(f"{address}/vergelijken?gebied=leeuwarden-oost&indicator=verzonnen")
    wait_until_settled(page)
    page.get_by_text("Cijfers als tabel").last.click()
    expect(page.locator(".st-key-matrix_table").get_by_text("(eigen cijfer)").first).to_be_visible(timeout=20_000)
