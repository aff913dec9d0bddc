"""How the pages get at the snapshot: what is wrong with it is said on the page, a new one is taken up."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nplv.schema import MANIFEST, TABLES
from nplv.ui import data
from tests.snapshot_files import stored


def _app() -> None:
    import streamlit as st

    from nplv.ui import data, frame

    frame.begin()
    st.text(f"{len(data.composition())} {len(data.observations('misdrijven')) > 0} {data.snapshot().as_of}")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the published snapshot that the pages read instead."""
    for folder in ("data", "geodata"):
        shutil.copytree(data.ROOT / folder, tmp_path / folder)
    monkeypatch.setattr(data, "ROOT", tmp_path)
    return tmp_path


def test_whole_snapshot_is_read(root: Path) -> None:
    app = AppTest.from_function(_app).run()
    assert app.text[0].value.startswith("20 True ")
    assert not app.error


@pytest.mark.parametrize("name", [MANIFEST, *TABLES.values(), "geodata/focusgebieden.parquet"])
def test_missing_file_is_named_and_ends_the_page(root: Path, name: str) -> None:
    stored(root, name).unlink()
    app = AppTest.from_function(_app).run()
    assert not app.exception
    assert not app.text
    assert any(name in error.value for error in app.error)
    assert app.info  # what to do


def test_damage_while_the_app_runs_is_noticed_and_so_is_the_repair(root: Path) -> None:
    app = AppTest.from_function(_app).run()
    assert app.text
    path = stored(root, TABLES["observations"])
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])
    assert not app.run().text
    assert any(TABLES["observations"] in error.value for error in app.error)
    path.write_bytes(whole)
    assert app.run().text
    assert not app.error
