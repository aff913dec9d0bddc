"""Adding, listing and removing local indicators: whole or not at all, and beside the snapshot."""

from pathlib import Path

import pytest

from nplv.__main__ import main
from nplv.check import check
from nplv.local import open_local
from nplv.registry import Edition, indicators, sources, use
from nplv.snapshot import open_snapshot
from tests.local_figures import GOOD_MEANS, MEANS, add, leeuwarden, lines_of, metadata, rows
from tests.refreshing import ROOT, Place


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "local"
    monkeypatch.setenv("NPLV_LOCAL", str(folder))
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_added_stands_after_the_official_indicators_and_changes_the_fingerprint(
    tmp_path: Path, local: Path
) -> None:
    official = open_snapshot(ROOT)
    assert add(tmp_path, leeuwarden(2021, 2024)) == 0
    together = official.beside(open_local(local))
    assert together.fingerprint != official.fingerprint
    names = list(indicators(together.edition))
    assert names == [*indicators(official.edition), "verzonnen"]
    one = indicators(together.edition)["verzonnen"]
    assert (one.title, one.short_title, one.local) == (
        *("Verzonnen cijfer van een test (eigen cijfer)", "Verzonnen (eigen cijfer)", True),
    )
    assert (one.years, one.baseline) == ((2021, 2024), 2021)
    try:
        use(together.edition)
        assert "geen deel van de officiële momentopname" in sources()[one.source].attribution
    finally:
        use(Edition())
    every = together.all_observations(["focusgebied"])
    rows_of = together.observations("verzonnen", ["focusgebied"])
    assert len(every) == len(official.all_observations(["focusgebied"])) + len(rows_of)
    assert (every.dtypes == official.all_observations(["focusgebied"]).dtypes).all()
    assert len(rows_of) == 20 * 2


def test_wrong_files_give_a_line_each_and_write_nothing(
    tmp_path: Path, local: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(tmp_path, rows("WK008020;2023;x;1;", "XX;2023;1;2;")) == 1
    assert [line.split(":")[0] for line in lines_of(capsys)] == ["rij 2, kolom teller", "rij 3, kolom gebied"]
    assert add(tmp_path, leeuwarden(2024), metadata(id='"misdrijven"', indeling="2021")) == 1
    assert [line.split(":")[0] for line in lines_of(capsys)] == ["sleutel id", "sleutel indeling"]
    assert main(["add-local", str(tmp_path / "weg.csv"), "--meta", str(tmp_path / "metadata.toml")]) == 1
    assert not local.exists()


def test_one_that_is_there_is_replaced_only_when_that_is_asked(
    tmp_path: Path, local: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(tmp_path, leeuwarden(2024)) == 0
    before = content(local)
    assert add(tmp_path, leeuwarden(2023)) == 1
    assert "vervang het met --replace" in lines_of(capsys)[0]
    assert content(local) == before
    assert add(tmp_path, leeuwarden(2023), None, "--replace") == 0
    assert open_local(local).found["verzonnen"].entry.indicator.years == (2023,)
    assert len(content(local)) == len(before) == 4


def test_the_template_is_the_documented_one_and_its_example_is_refused(
    tmp_path: Path, local: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add-local", "--template", str(tmp_path)]) == 0
    given = [str(tmp_path / "eigen-cijfer.csv"), "--meta", str(tmp_path / "eigen-cijfer.toml")]
    assert main(["add-local", *given]) == 1
    assert [line.split("(")[0] for line in lines_of(capsys)] == [
        "sleutel titel: dit is het voorbeeld ",
        "rij 1: dit is het voorbeeld ",
    ]
    assert not local.exists()
    # Filled in, it is what can be added.
    for path in map(Path, given[::2]):
        path.write_bytes(path.read_bytes().replace(b"VOORBEELD, verzonnen cijfers", b"Test"))
    assert main(["add-local", *given]) == 0
    assert main(["add-local", "--template", str(tmp_path)]) == 1


def test_the_list_names_them_and_what_was_removed_is_gone(
    tmp_path: Path, local: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list-local"]) == 0
    assert "Er zijn geen eigen cijfers" in capsys.readouterr().out
    assert add(tmp_path, leeuwarden(2021, 2024)) == add(tmp_path, GOOD_MEANS, MEANS) == 0
    capsys.readouterr()
    assert main(["list-local"]) == 0
    header, *listed = capsys.readouterr().out.splitlines()
    assert header.split() == "id titel organisatie niveau jaren rijen toegevoegd toestand".split()
    assert [line.split()[0] for line in listed] == ["score", "verzonnen"]
    assert listed[1].endswith("in orde")
    assert main(["remove-local", "onbekend"]) == 1
    assert lines_of(capsys)[0].endswith("Wel zijn er: score, verzonnen.")
    assert main(["remove-local", "verzonnen"]) == 0
    assert [path.name for path in local.iterdir()] == ["score"]


@pytest.mark.parametrize("damage", ["missing", "changed"])
@pytest.mark.parametrize("file", ["cijfers-*.csv", "metadata-*.toml", "observations-*.parquet", "local.json"])
def test_a_damaged_one_is_left_out_with_the_name_of_the_file(
    tmp_path: Path, local: Path, file: str, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(tmp_path, leeuwarden(2024)) == add(tmp_path, GOOD_MEANS, MEANS) == 0
    path = next((local / "verzonnen").glob(file))
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-10])
    found = open_local(local)
    assert list(found.found) == ["score"]
    sentence = found.left_out["verzonnen"]
    assert f"verzonnen/{path.name}" in sentence
    assert "python -m nplv remove-local verzonnen" in sentence
    assert main(["list-local"]) == 1
    assert "beschadigd" in capsys.readouterr().out
    assert add(tmp_path, leeuwarden(2024), None, "--replace") == 0
    assert list(open_local(local).found) == ["score", "verzonnen"]


def test_a_refresh_leaves_it_and_the_official_snapshot_stays_without_it(refreshed: Place) -> None:
    found = open_local(refreshed.root / "local")  # added before the refresh; opening checks every file
    assert (list(found.found), found.left_out) == (["verzonnen"], {})
    assert refreshed.snapshot.refreshed is not None
    assert check(refreshed.root) == []
    assert "verzonnen" not in set(refreshed.snapshot.all_observations(["focusgebied"])["indicator"])
    assert list(indicators(refreshed.snapshot.beside(found).edition))[-1] == "verzonnen"
