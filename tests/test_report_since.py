"""The command that writes the report, and what it says was revised since an older snapshot."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nplv.__main__ import main
from nplv.commands import report as command
from nplv.pipeline.content import write
from nplv.refresh import content_of
from nplv.report import revised
from nplv.report.facts import Facts
from nplv.schema import CHANGES, MANIFEST
from nplv.snapshot import open_snapshot
from tests.snapshot_files import stored

ROOT = Path(__file__).parents[1]
OLD, NEW = "2026-01-15", "2026-07-15"
NAME = "halfjaarrapportage-2026-07-19.html"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
Run = Callable[..., int]


def git(folder: Path, *arguments: str, day: str = NEW) -> None:
    moment = {f"GIT_{who}_DATE": f"{day}T12:00:00+00:00" for who in ("AUTHOR", "COMMITTER")}
    names = ("-c", "user.name=Synthetisch", "-c", "user.email=synthetisch@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *names, *arguments], check=True, capture_output=True, env=os.environ | moment)


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot in which the newest crimes of Heerlen-Noord were another, synthetic figure."""
    folder = tmp_path_factory.mktemp("ouder")
    content = content_of(open_snapshot(ROOT))
    rows = content.observations.copy()
    revised = (rows["indicator"] == "misdrijven") & (rows["area_code"] == "heerlen-noord") & (rows["period"] == 2025)
    rows.loc[revised, "value"] = 60.0
    write(replace(content, observations=rows, as_of="2026-01-10"), folder)
    return folder


@pytest.fixture(scope="module")
def repository(older: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history with the older snapshot, the published one, and something else."""
    folder = tmp_path_factory.mktemp("geschiedenis")
    git(folder, "init", "--quiet")
    for source, day in ((older, OLD), (ROOT, NEW)):
        for name in ("data", "geodata"):
            shutil.rmtree(folder / name, ignore_errors=True)
            shutil.copytree(source / name, folder / name)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "-m", "Synthetisch", day=day)
    (folder / "other.txt").write_text("iets anders", encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Synthetisch", day="2026-07-20")
    return folder


@pytest.fixture
def run(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command, with no more of the report than the chapter on what was revised."""

    def short(snapshot: Any, *, compared: Any, **_: Any) -> bytes:
        return revised.chapter(Facts(snapshot, compared=compared)).encode()

    monkeypatch.setattr(command, "report", short)
    monkeypatch.setattr(command, "ROOT", repository)
    return lambda *arguments: main(["report", "--out", str(tmp_path / "uit"), "--quiet", *map(str, arguments)])


def said(tmp_path: Path) -> str:
    return (tmp_path / "uit" / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("since", [OLD, "2026-07-14"])
def test_what_was_revised_since_a_day_is_told(run: Run, tmp_path: Path, since: str) -> None:
    assert run("--since", since) == 0
    text = said(tmp_path)
    assert "Geregistreerde misdrijven, Heerlen-Noord, 2025: was 60,0, is 58,5 (verschil −1,5)." in text
    assert "Wat er veranderde, in regels: 1 met een herzien cijfer." in text
    assert "Gegevens tot en met 10 januari 2026." in text


@pytest.mark.parametrize("since", [NEW, "2026-07-31"])
def test_the_same_snapshot_is_said_to_be_the_same(run: Run, tmp_path: Path, since: str) -> None:
    assert run("--since", since) == 0
    assert "Niets veranderd" in said(tmp_path)


def test_a_folder_can_be_compared_with(run: Run, older: Path, tmp_path: Path) -> None:
    assert run("--snapshot", older) == 0
    assert "was 60,0, is 58,5" in said(tmp_path)


def test_without_an_older_snapshot_the_last_refresh_is_told_of(run: Run, tmp_path: Path) -> None:
    assert run() == 0
    assert "nog niet ververst" in said(tmp_path)


def test_a_refreshed_snapshot_tells_of_its_last_refresh(older: Path, tmp_path: Path) -> None:
    moments = ["2026-07-15T06:00:00+00:00", "2026-01-15T06:00:00+00:00"]
    log = pd.DataFrame(columns=CHANGES.names).assign(refreshed=moments, kind="revised", text=["Nieuwste.", "Vorige."])
    write(replace(content_of(open_snapshot(older)), refreshed=moments[0], changes=log), tmp_path)
    text = revised.chapter(Facts(open_snapshot(tmp_path)))
    assert "Wijzigingen bij de verversing van 15 juli 2026, 08.00 uur: 1, waarvan 0 om na te kijken." in text
    assert "<li>Nieuwste.</li>" in text
    assert "Vorige." not in text


def damaged(older: Path, to: Path) -> Path:
    shutil.copytree(older, to)
    stored(to, "data/areas.parquet").write_bytes(b"geen parquet")
    return to


def unlike(older: Path, to: Path) -> Path:
    """A snapshot of a time in which there was an indicator that is no more."""
    content = content_of(open_snapshot(older))
    rows = content.observations.replace({"indicator": {"misdrijven": "verdwenen-indicator"}})
    write(replace(content, observations=rows), to)
    return to


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (damaged, "data/areas.parquet is beschadigd"),
        (unlike, "onbekende indicator verdwenen-indicator"),
        (lambda older, to: to, f"Het bestand {MANIFEST} ontbreekt."),
    ],
)
def test_what_cannot_be_compared_with_is_refused(
    run: Run, older: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Any, expected: str
) -> None:
    assert run("--snapshot", make(older, tmp_path / "ander")) == 1
    error = capsys.readouterr().err
    assert expected in error
    assert "Er is niets geschreven." in error
    assert not (tmp_path / "uit").exists()


def test_a_day_before_all_history_is_refused(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--since", "2025-12-31") == 1
    assert "geen momentopname van 31 december 2025 of eerder" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


def test_without_history_or_git_it_is_refused(
    run: Run, older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(older.parent))
    monkeypatch.setattr(command, "ROOT", older)
    assert run("--since", NEW) == 1
    assert "kan niet worden gelezen" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert run("--since", NEW) == 1
    assert "Het programma git is er niet" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize("arguments", [["--since", "gisteren"], ["--since", OLD, "--snapshot", "."]])
def test_arguments_that_are_wrong_are_refused(run: Run, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    assert stopped.value.code == 2
