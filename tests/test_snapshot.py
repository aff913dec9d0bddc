"""The published snapshot: what is in it, and what is said when a file of it is not as it should be."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from nplv.__main__ import main
from nplv.check import check
from nplv.pipeline.publish import publish, table_bytes
from nplv.registry import areas, indicators
from nplv.schema import AREAS, GEODATA, MANIFEST, OBSERVATIONS, TABLES
from nplv.snapshot import SnapshotError, open_snapshot
from tests.snapshot_files import stored

ROOT = Path(__file__).parents[1]
OBSERVATIONS_FILE = TABLES["observations"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("data", "geodata"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_the_snapshot_in_the_repository_has_no_findings() -> None:
    assert check(ROOT) == []


def test_every_file_is_described() -> None:
    manifest = json.loads((ROOT / MANIFEST).read_text(encoding="utf-8"))
    assert set(manifest["files"]) == {*TABLES.values(), *GEODATA.values()}
    for name, entry in manifest["files"].items():
        assert entry["path"].startswith(name.removesuffix(".parquet"))
        assert pq.read_metadata(stored(ROOT, name)).num_rows == entry["rows"]
        # The change log is our own comparison of snapshots.
        assert bool(entry["sources"]) == bool(entry["licence"]) == (name != TABLES["changes"])
        assert 2021 < entry["vintage"] < 2027


def test_every_indicator_with_figures_has_a_row_for_every_area_and_year() -> None:
    snapshot = open_snapshot(ROOT)
    for indicator in indicators().values():
        rows = snapshot.observations(indicator.id, ["focusgebied"])
        assert len(rows) == len(areas()) * len(indicator.years)
        assert rows.loc[rows["value"].isna(), "reason"].notna().all()


def test_only_the_row_groups_of_an_indicator_are_its_own() -> None:
    metadata = pq.read_metadata(stored(ROOT, OBSERVATIONS_FILE))
    with_figures = [indicator for indicator in indicators().values() if indicator.has_figures]
    assert metadata.num_row_groups == len(with_figures)


def damage_nothing_but_remove(path: Path) -> None:
    path.unlink()


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def make_empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [damage_nothing_but_remove, cut_in_half, make_empty])
@pytest.mark.parametrize("name", [MANIFEST, *TABLES.values(), *GEODATA.values()])
def test_a_damaged_file_is_named_by_the_app_and_by_check(
    copy: Path, capsys: pytest.CaptureFixture[str], name: str, damage: Callable[[Path], None]
) -> None:
    damage(stored(copy, name))
    with pytest.raises(SnapshotError) as error:
        open_snapshot(copy)
    assert any(name in finding for finding in error.value.findings)
    assert error.value.advice
    assert main(["check", "--root", str(copy)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said == error.value.findings


def test_files_of_two_snapshots_do_not_pass_for_one(copy: Path) -> None:
    path = stored(copy, TABLES["areas"])
    table = pd.read_parquet(path)
    path.write_bytes(table_bytes(table.iloc[::-1], AREAS))
    with pytest.raises(SnapshotError, match=r"data/areas\.parquet"):
        open_snapshot(copy)


def republish(copy: Path, change: Callable[[pd.DataFrame], pd.DataFrame]) -> list[str]:
    """Publishes changed observations, hashes and all, and returns what check finds."""
    manifest = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    table = change(pd.read_parquet(stored(copy, OBSERVATIONS_FILE)))
    files = {name: stored(copy, name).read_bytes() for name in manifest["files"]}
    publish(copy, {**files, OBSERVATIONS_FILE: table_bytes(table, OBSERVATIONS, group_by="indicator")}, manifest)
    return check(copy)


def last(table: pd.DataFrame, indicator: str, level: str) -> int:
    return int(table.index[(table["indicator"] == indicator) & (table["level"] == level) & table["value"].notna()][-1])


def with_cell(indicator: str, level: str, column: str, value: object) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[last(table, indicator, level), column] = value
        return table

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda table: pd.concat([table.iloc[:1], table]), "dubbele sleutels"),
        (lambda table: table[table["period"] != 2023], "jaren van misdrijven"),
        (with_cell("koopwoningen", "focusgebied", "value", 104.0), "percentage buiten 0 tot 100"),
        (with_cell("misdrijven", "focusgebied", "value", -1.0), "een negatieve waarde"),
        (with_cell("misdrijven", "focusgebied", "status", "goed"), "onbekende waarde in status: goed"),
        (with_cell("misdrijven", "focusgebied", "value", None), "een waarde met een status die dat uitsluit"),
        (with_cell("misdrijven", "focusgebied", "upper", 1.0), "een interval dat de waarde niet omvat"),
        (with_cell("misdrijven", "gemeente", "area_code", "GM9999"), "onbekende code op niveau gemeente: GM9999"),
        (with_cell("inwoners", "gemeente", "numerator", 1.0), "tellen op tot"),
        (with_cell("misdrijven", "rest_gemeente", "numerator", 1.0), "zijn samen niet de gemeente"),
    ],
)
def test_check_finds_what_was_broken(copy: Path, change: Callable[[pd.DataFrame], pd.DataFrame], expected: str) -> None:
    findings = republish(copy, change)
    assert any(expected in finding for finding in findings), findings


def test_a_source_that_is_not_there_is_one_line_and_leaves_the_snapshot(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (copy / MANIFEST).read_bytes()
    assert main(["build", "--from", str(tmp_path / "nowhere"), "--out", str(copy)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert (copy / MANIFEST).read_bytes() == before


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--tries", "0"], "‘0’ is geen geheel getal van 1 of meer"),
        (["--tries", "veel"], "‘veel’ is geen geheel getal van 1 of meer"),
        (["--pause", "-1"], "‘-1’ is geen aantal seconden van 0 of meer"),
        (["--pause", "nan"], "‘nan’ is geen aantal seconden van 0 of meer"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    options: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["fetch", *options])
    assert expected in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bestand"
    file.write_text("geen map")
    assert main(["fetch", "--raw", str(file / "raw"), "--source", "kwb"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "de map is niet beschrijfbaar" in line


def test_an_unknown_source_is_named_with_those_that_are_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch", "--raw", str(tmp_path), "--source", "misdaad"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("onbekende bron: misdaad; verwacht een van ")
    assert "misdrijven" in line


def tables(text: str) -> dict[str, bytes]:
    """A snapshot of which each file holds the same text, as far as publishing is concerned."""
    return {name: f"{name}: {text}".encode() for name in (*TABLES.values(), *GEODATA.values())}


def publish_text(root: Path, text: str) -> None:
    publish(root, tables(text), {"files": {name: {} for name in tables(text)}})


def read_text(root: Path) -> set[str]:
    """What the files say that the manifest names; more than one text would be a mixture."""
    return {stored(root, name).read_text().split(": ")[1] for name in tables("")}


def test_whoever_reads_a_snapshot_can_go_on_while_the_next_is_published(tmp_path: Path) -> None:
    publish_text(tmp_path, "one")
    names = [stored(tmp_path, name) for name in tables("")]
    publish_text(tmp_path, "two")
    assert read_text(tmp_path) == {"two"}
    assert all(path.read_text().endswith(": one") for path in names)


def test_a_stop_before_the_manifest_leaves_the_old_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_text(tmp_path, "one")
    for stop in range(len(tables("")) + 1):
        replaced: list[Path] = []

        def replace_some(source: Path, target: Path, stop: int = stop, replaced: list[Path] = replaced) -> None:
            if len(replaced) == stop:
                raise KeyboardInterrupt
            replaced.append(Path(source).rename(target))

        with monkeypatch.context() as patch:
            patch.setattr("nplv.files.os.replace", replace_some)
            with pytest.raises(KeyboardInterrupt):
                publish_text(tmp_path, "two")
        assert read_text(tmp_path) == {"one"}


def test_what_older_runs_left_is_removed_but_not_what_may_be_in_use(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        publish_text(tmp_path, text)
    (tmp_path / "data" / ".areas-0.parquet.part").write_bytes(b"half")
    count = len(list(tmp_path.rglob("*.p*")))
    publish_text(tmp_path, "four")
    assert len(list(tmp_path.rglob("*.p*"))) > count  # all is younger than an hour
    for path in tmp_path.rglob("*.p*"):
        os.utime(path, (0, 0))
    (tmp_path / "data" / "notes.parquet").write_bytes(b"not ours")
    os.utime(tmp_path / "data" / "notes.parquet", (0, 0))
    publish_text(tmp_path, "five")
    left = {path.read_bytes() for path in tmp_path.rglob("*.p*")}
    assert left == {*tables("four").values(), *tables("five").values(), b"not ours"}
