"""The page Open data and the folder that the running app keeps: what is there, and what is said while it is not."""

import json
import shutil
from concurrent.futures import Future
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nplv.open_data import folder
from nplv.open_data.snippets import EXCEL, PYTHON, PYTHON_MAP, R, snippet
from nplv.registry.open_data import shapes, tables
from nplv.schema import MANIFEST
from nplv.snapshot import open_snapshot
from nplv.ui import data, open_data
from tests import pages
from tests.pages import ROOT

WAIT = 120  # seconds, at most


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the snapshot, with a folder static/ of its own."""
    for name in ("data", "geodata"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setattr(data, "ROOT", tmp_path)
    monkeypatch.delenv("NPLV_ADDRESS", raising=False)
    return tmp_path


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """What a server that does not know its own address writes."""
    return folder.files(open_snapshot(ROOT), "")


@pytest.fixture
def page(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page when the files are there."""
    written: Future[None] = Future()
    written.set_result(None)
    monkeypatch.delenv("NPLV_ADDRESS", raising=False)
    monkeypatch.setattr(open_data, "keep_written", lambda _: written)
    monkeypatch.setattr(open_data, "index", lambda: json.loads(files["index.json"]))
    app = pages.opened("open_data")
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    elements = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.info, *app.error]
    return pages.readable("\n".join(element.value for element in elements))


def test_a_new_snapshot_takes_the_place_of_the_old_one(root: Path) -> None:
    first = open_data.keep_written(open_snapshot(root))
    first.result(WAIT)
    assert open_data.keep_written(open_snapshot(root)) is first  # nothing is written twice
    stable = root / "static" / "open-data"
    old = stable.resolve()
    assert (stable / "csv/areas.csv").read_bytes() == folder.files(open_snapshot(root), "")["csv/areas.csv"]
    shutil.rmtree(root / "static")  # as make clean does while the app runs
    open_data.keep_written(open_snapshot(root)).result(WAIT)
    assert (stable / "SHA256SUMS").is_file()
    manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
    manifest["as_of"] = "2030-01-01"  # synthetic
    (root / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    open_data.keep_written(open_snapshot(root)).result(WAIT)
    assert json.loads((stable / "index.json").read_text(encoding="utf-8"))["as_of"] == "2030-01-01"
    assert {path.name for path in (root / "static").iterdir()} == {"open-data", stable.resolve().name}
    assert not old.exists()


def test_every_file_is_linked(page: AppTest, files: dict[str, bytes]) -> None:
    listed = page.table[0].value
    links = said(page) + "\n".join(listed["Bestanden"])
    for name in files:
        if not name.endswith(".csv-metadata.json"):  # those are linked where the columns are explained
            assert f"(app/static/open-data/{name})" in links
    assert len(listed) == len(tables()) + len(shapes())
    sums = files["SHA256SUMS"].decode().splitlines()
    shown = page.code[0].value.splitlines()
    assert len(shown) == 28
    assert set(shown) < set(sums)


@pytest.mark.parametrize("chosen", ["observations", "funding", "shapes-focusgebieden"])
def test_a_choice_is_explained_and_cited(page: AppTest, files: dict[str, bytes], chosen: str) -> None:
    page.selectbox(key="open_data_chosen").set_value(chosen).run()
    entry = next(entry for entry in json.loads(files["index.json"])["files"] if entry["dataset"] == chosen)
    assert entry["description"] in said(page)
    assert f"**Licentie:** {entry['licence']}" in said(page)
    citation = page.code[1].value
    assert citation.startswith(f"“{entry['title']}”")
    assert citation.endswith(f" http://localhost:8501/app/static/open-data/{entry['path']}")
    for name, column in tables()[chosen if chosen in tables() else "units"].columns.items():
        assert f"**{name} ({column.title.lower()}):** {column.description}" in said(page)


def test_examples_are_those_that_are_tested_with_the_address_filled_in(page: AppTest) -> None:
    shown = [code.value for code in page.code][2:]
    where = "http://localhost:8501/app/static/open-data"
    assert shown == [snippet(name, where).rstrip("\n") for name in (PYTHON, PYTHON_MAP, R, EXCEL)]
    assert "in Excel zelf is het niet uitgevoerd" in said(page)


def test_the_address_of_the_dashboard_is_used_where_it_is_known(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPLV_ADDRESS", "https://voorbeeld.example/focus/")
    page.run()
    where = "https://voorbeeld.example/focus/app/static/open-data"
    assert page.code[1].value.endswith(f" {where}/csv/observations.csv")
    assert f'"{where}"' in page.code[2].value


def test_licences_are_said_in_plain_words(page: AppTest) -> None:
    assert "**CC BY 4.0:** vrij te gebruiken, ook bewerkt en ook commercieel, als de bron genoemd wordt." in said(page)
    assert (
        "**Zie bron:** een open licentie die voor alles geldt is niet vastgesteld; kijk bij de bron wat er mag."
        in said(page)
    )


@pytest.mark.parametrize(
    ("there", "error", "words"),
    [
        (False, None, "De bestanden worden nu voor het eerst gemaakt"),
        (True, None, "Er zijn nieuwe gegevens."),
        (False, OSError("no room"), "De bestanden konden niet worden geschreven."),
    ],
)
def test_page_says_what_it_waits_for(
    monkeypatch: pytest.MonkeyPatch, there: bool, error: OSError | None, words: str
) -> None:
    writing: Future[None] = Future()
    if error:
        writing.set_exception(error)
    index = {"snapshot": "another", "files": []} if there else None
    monkeypatch.setattr(open_data, "keep_written", lambda _: writing)
    monkeypatch.setattr(open_data, "index", lambda: index)
    app = pages.opened("open_data")
    assert not app.exception
    assert words in said(app)
    assert "Gebruiken in Python, R en Excel" in said(app)


def test_a_folder_that_cannot_be_written_is_logged(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (root / "static").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(folder, "files", lambda *_: {"a": b"synthetic"})
    assert isinstance(open_data.keep_written(open_snapshot(root)).exception(WAIT), OSError)
    assert "The open data could not be written" in caplog.text
