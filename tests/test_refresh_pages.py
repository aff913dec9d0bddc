"""The pages on a refreshed snapshot: they follow it, say from when it is, and what is old."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from csvw import CSVW
from streamlit.testing.v1 import AppTest

from nplv.__main__ import main
from nplv.registry import Edition, areas, indicators, use
from nplv.ui import data, open_data
from tests import pages
from tests.refreshing import NO_DATA, ROOT, Place
from tests.stand_in import Fault
from tests.stand_in.recorded import DATA

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=NO_DATA)


@pytest.fixture
def recorded_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the recorded snapshot that the pages read; the registry is as it was afterwards."""
    for folder in ("data", "geodata"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setattr(data, "ROOT", tmp_path)
    monkeypatch.setattr(open_data, "keep_written", lambda _: Future())  # so that no test waits for it
    yield tmp_path
    use(Edition())


@pytest.fixture
def root(recorded_root: Path, refreshed: Place) -> Path:
    """A copy of the refreshed snapshot that the pages read."""
    for folder in ("data", "geodata"):
        shutil.copytree(refreshed.root / folder, recorded_root / folder, dirs_exist_ok=True)
    return recorded_root


def text(app: AppTest) -> str:
    elements = [
        *app.title,
        *app.header,
        *app.subheader,
        *app.markdown,
        *app.caption,
        *app.info,
        *app.warning,
        *app.error,
    ]
    return pages.readable("\n".join(element.value for element in elements))


@pytest.mark.parametrize("page", [path.stem for path in sorted((ROOT / "pages").glob("*.py"))])
def test_every_page_opens_for_every_kind_of_figure(root: Path, page: str) -> None:
    for name in ("misdrijven", "koopwoningen", "jeugdoverlast", "jongeren-met-jeugdzorg", "personen-in-armoede"):
        app = pages.opened(page, gebied="utrecht-overvecht", indicator=name)
        assert not app.exception, name
        assert not app.error, name


def test_the_footer_says_when_the_figures_were_refreshed(root: Path) -> None:
    said = text(pages.opened("kaart"))
    day = data.snapshot().refreshed
    assert day is not None
    dutch = datetime.fromisoformat(day).astimezone(ZoneInfo("Europe/Amsterdam"))
    assert f"Gegevens ververst op {dutch.day} " in said
    assert "ouder" not in said


def test_an_area_without_figure_has_that_of_its_gemeente_named_as_such(root: Path) -> None:
    # 52 of the 374,238 inhabitants of Utrecht, by the formula of the synthetic table.
    for page in ("kaart", "ontwikkeling"):
        said = text(pages.opened(page, gebied="utrecht-overvecht", indicator="schuldsanering"))
        assert "Schuldsanering in Utrecht Overvecht: geen cijfer" in said
        assert "Schuldsanering in de hele gemeente Utrecht: 1,4 per 10.000 inwoners in 2025." in said


def test_a_year_that_cannot_be_matched_says_why(root: Path) -> None:
    said = text(pages.opened("ontwikkeling", gebied="utrecht-overvecht", indicator="koopwoningen"))
    assert "De indeling van 2015 is niet met zekerheid aan het gebied te koppelen: WK034403 is tussen 2015 en" in said


def test_a_running_app_takes_up_a_new_snapshot_and_keeps_the_selection(recorded_root: Path, refreshed: Place) -> None:
    app = pages.opened("ontwikkeling", gebied="utrecht-overvecht", indicator="koopwoningen")
    assert "Gegevens tot en met 19 juli 2026" in text(app)
    for folder in ("data", "geodata"):
        shutil.copytree(refreshed.root / folder, recorded_root / folder, dirs_exist_ok=True)
    del app.session_state["frame_started"]  # a browser's rerun goes through app.py, which AppTest does at first only
    app.run()
    assert not app.exception
    said = text(app)
    assert "Gegevens ververst op" in said
    # The recorded snapshot has this indicator for 2024 only; the synthetic release of 2025 has 20 + 12 percent.
    assert "Koopwoningen in Utrecht Overvecht: 32,0% in 2025" in said


def test_verantwoording_accounts_for_the_refresh(root: Path) -> None:
    app = pages.opened("verantwoording", indicator="wmo")
    said = text(app)
    assert "antwoorden van de officiële diensten" in said
    assert "Kerncijfers wijken en buurten (een tabel per jaar)" in said
    assert "Kerncijfers wijken en buurten 2019 (84583NED)" not in said  # a source of the recorded snapshot only
    assert ", waarvan 3 om na te kijken." in said
    (table,) = [one.value for one in app.table if "Wat er veranderde" in one.value.columns]
    assert set(table["Soort"]) >= {"Om na te kijken", "Nieuwe cijfers"}


def test_a_recorded_snapshot_says_that_it_was_not_refreshed_yet(recorded_root: Path) -> None:
    assert "nog niet ververst uit de officiële diensten" in text(pages.opened("verantwoording"))


def test_what_is_older_than_the_refresh_is_named(root: Path, refreshed: Place) -> None:
    place = Place(root, refreshed.services)
    shutil.copytree(refreshed.root / "raw", root / "raw")
    table = refreshed.services.tables["86158NED"]
    refreshed.services.tables["86158NED"] = replace(table, modified="2026-12-01T02:00:00")
    refreshed.services.faults.append(Fault("html", "86158NED"))
    try:
        assert place.run("refresh", "--keep-going") == 1
    finally:
        refreshed.services.faults.clear()
        refreshed.services.tables["86158NED"] = table
    said = text(pages.opened("verantwoording"))
    assert "op een deel na dat ouder is (zie de verantwoording)" in said
    assert "Wmo-cliënten; gemeenten en wijken: de cijfers zijn nog van" in said
    assert "HTML in plaats van JSON" in said


def test_the_registry_follows_the_snapshot_that_is_open(root: Path) -> None:
    use(data.snapshot().edition)
    assert indicators()["koopwoningen"].source == "cbs-kwb"
    assert indicators()["koopwoningen"].baseline == 2021  # no synthetic figure of 2022
    assert indicators()["energiearmoede"].years == (2022,)
    use(Edition())
    assert indicators()["koopwoningen"].years == (2024,)
    assert len(areas()) == 20


@pytest.mark.parametrize("indicator", indicators())
def test_every_indicator_develops_without_a_failure(root: Path, indicator: str) -> None:
    app = pages.opened("ontwikkeling", gebied="utrecht-overvecht", indicator=indicator)
    assert not app.exception
    assert not app.error


def test_open_data_are_those_of_the_refresh(refreshed: Place, tmp_path: Path) -> None:
    assert main(["open-data", "--root", str(refreshed.root), "--out", str(tmp_path / "open")]) == 0
    read = {
        name: [dict(row) for row in CSVW(str(tmp_path / f"open/csv/{name}.csv-metadata.json")).tables[0]]
        for name in ("changes", "indicators", "sources")
    }
    moment = datetime.fromisoformat(str(refreshed.snapshot.refreshed))
    assert {row["refreshed"] for row in read["changes"]} == {moment}
    assert len(read["changes"]) == len(refreshed.snapshot.changes()) > 0
    years = {row["id"]: tuple(row["years"]) for row in read["indicators"]}
    assert years["wmo"] == indicators(refreshed.snapshot.edition)["wmo"].years != indicators(Edition())["wmo"].years
    days = {row["id"]: row["retrieved"] for row in read["sources"]}
    assert days["cbs-wmo"].date() == dict(refreshed.snapshot.edition.retrieved)["cbs-wmo"]
