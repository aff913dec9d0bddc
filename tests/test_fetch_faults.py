"""A table that is not as it should be: one line says so, and the store keeps what it had (synthetic data)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nplv.fetch.run import Fetched
from nplv.sources.catalogue import Step
from tests.fetching import API, BUURTEN, DATA, PROEF, WFS, ZIP, Bench, archive, bench, buurten, large_archive, people
from tests.stand_in import Fault
from tests.stand_in.leefbaarometer import zip_of

OFFICIAL = {
    PROEF.name: ("proefbron", "90001NED", "https://opendata.cbs.nl/ODataFeed/odata/90001NED/"),
    ZIP.name: ("leefbaarometer", "meting", "https://www.leefbaarometer.nl/resources/"),
    BUURTEN.name: ("cbs-pdok", "2024 buurt", "https://service.pdok.nl/cbs/gebiedsindelingen/2024/"),
}
PEOPLE = "AantalInwoners"
WRONG = {  # name: step, faults, part of what is said of it
    "empty": (PROEF, [Fault("empty", DATA)], "0 rijen; verwacht: de 5 rijen"),
    "short": (PROEF, [Fault("short", DATA)], "4 rijen; verwacht: de 5 rijen"),
    "html": (PROEF, [Fault("html", DATA)], "HTML in plaats van JSON"),
    "html instead of a count": (PROEF, [Fault("html", "$count")], "een aantal rijen als getal"),
    "html instead of properties": (PROEF, [Fault("html", "DataProperties")], "HTML in plaats van JSON"),
    "html instead of information": (PROEF, [Fault("html", "TableInfos")], "HTML in plaats van JSON"),
    "xml": (PROEF, [Fault("xml", DATA)], "XML in plaats van JSON"),
    "xml on the last page": (PROEF, [Fault("xml", "$skiptoken=4")], "XML in plaats van JSON"),
    "500": (PROEF, [Fault("500", DATA)], "status 500"),
    "renamed": (PROEF, [Fault("renamed", "90001NED", column=PEOPLE)], f"kolom {PEOPLE} ontbreekt of heet anders"),
    "vanished": (PROEF, [Fault("vanished", "90001NED", column=PEOPLE)], f"kolom {PEOPLE} ontbreekt of heet anders"),
    "vanished from the rows": (PROEF, [Fault("vanished", "TypedDataSet", column=PEOPLE)], "status 500"),
    "doubled": (PROEF, [Fault("doubled", "TypedDataSet")], "1 dubbele sleutels, zoals NL00"),
    "dot": (PROEF, [Fault("dot", "TypedDataSet")], "in kolom AantalInwoners_5; verwacht: getallen"),
    "negative": (PROEF, [Fault("negative", DATA, column=PEOPLE)], "1 waarden van inwoners, zoals -99997"),
    "out_of_range": (PROEF, [Fault("out_of_range", DATA, column=PEOPLE)], "verwacht: 0 tot 1000"),
    "truncated_zip": (ZIP, [Fault("truncated_zip", "")], "geen leesbaar zipbestand"),
    "foreign_zip": (ZIP, [Fault("foreign_zip", "")], "0 bestanden met scores per wijk (other.csv)"),
    "zip_outside": (ZIP, [Fault("zip_outside", "")], "het pad ../../evil.csv"),
    "zip_html": (ZIP, [Fault("zip_html", "")], "geen leesbaar zipbestand"),
    "invalid_geometry": (BUURTEN, [Fault("invalid_geometry", "")], "1 ongeldige vormen, zoals BU03630000"),
    "other_crs": (BUURTEN, [Fault("other_crs", "")], "meters in EPSG:28992"),
    "empty layer": (BUURTEN, [Fault("empty", "")], "0 vormen"),
    "short layer": (BUURTEN, [Fault("html", API), Fault("short", WFS)], "2 vormen; verwacht: de 3 vormen"),
    "xml instead of shapes": (BUURTEN, [Fault("xml", "")], "XML of HTML in plaats van JSON"),
}


@pytest.fixture
def fetching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with bench(tmp_path, monkeypatch) as it:
        yield it


def renew(fault: Fault) -> Fault:
    return Fault(fault.kind, fault.match, fault.times, fault.column)


def assert_one_line(result: Fetched, step: Step, said: str, printed: str) -> None:
    assert list(result.failures) == [step.name]
    line = result.failures[step.name]
    source, table, address = OFFICIAL[step.name]
    for part in (said, source, table, address, "verwacht"):
        assert part in line
    assert "127.0.0.1" not in line
    assert printed.splitlines() == [f"MISLUKT {step.name}: {line}"]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_is_one_line_and_nothing_of_it_is_kept(
    fetching: Bench, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    step, faults, said = WRONG[name]
    fetching.service.faults += map(renew, faults)
    result = fetching.fetch(step)
    assert_one_line(result, step, said, capsys.readouterr().err)
    assert (fetching.store.hashes(), fetching.store.tables) == ({}, {})
    assert fetching.manifest["staged"] == {}
    assert all(fault.hits for fault in fetching.service.faults)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_leaves_what_was_there_byte_for_byte(fetching: Bench, name: str) -> None:
    step, faults, _ = WRONG[name]
    assert fetching.fetch(step).failures == {}
    hashes, files = fetching.store.hashes(), fetching.files()
    fetching.service.tables["90001NED"] = people(counts=(101, 51, 31, None, 21), modified="2026-02-02T02:00:00")
    fetching.service.archive = archive(won=0.25)
    fetching.service.boundaries["buurt", 2024] = buurten().assign(name=["a", "b", "c"])
    fetching.service.faults += map(renew, faults)
    assert list(fetching.fetch(step).failures) == [step.name]
    assert fetching.store.hashes() == hashes
    assert {name: fetching.files()[name] for name in files} == files
    fetching.service.faults.clear()
    assert fetching.fetch(step).failures == {}
    assert fetching.store.hashes() != hashes


def test_a_zip_that_unpacks_to_too_much_is_given_up(
    fetching: Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nplv.sources.archive._LARGEST_FILE", 5_000_000)
    fetching.service.archive = large_archive(5_000_001)
    assert_one_line(fetching.fetch(ZIP), ZIP, "pakt uit tot meer dan 5 MB", capsys.readouterr().err)
    fetching.service.archive = archive()
    assert fetching.fetch(ZIP).failures == {}
    hashes = fetching.store.hashes()
    fetching.service.faults.append(Fault("zip_bomb", ""))
    assert_one_line(fetching.fetch(ZIP), ZIP, "pakt uit tot meer dan 5 MB", capsys.readouterr().err)
    assert fetching.store.hashes() == hashes


@pytest.mark.parametrize("name", ["/etc/a.csv", "C:/a.csv", "\\\\host\\a.csv", "b/../../a.csv", "..\\..\\a.csv"])
def test_a_zip_that_names_a_path_outside_itself_is_not_unpacked(fetching: Bench, name: str) -> None:
    fetching.service.archive = zip_of({name: b"x\n"})
    assert f"een bestand met het pad {name}; verwacht" in fetching.fetch(ZIP).failures[ZIP.name]
    assert not list(fetching.root.parent.rglob("*.csv"))


def test_a_table_that_is_not_there_any_more_is_one_line(fetching: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    fetching.service.tables.clear()
    assert_one_line(fetching.fetch(), PROEF, "status 404; verwacht status 200", capsys.readouterr().err)


def test_keys_that_are_padded_otherwise_give_the_same_table(fetching: Bench) -> None:
    fetching.fetch()
    before = fetching.kept()
    assert before["code"].tolist() == ["NL00", "GM0363", "WK036300", "BU03630000", "GM0599"]
    fetching.service.tables["90001NED"] = people(modified="2026-02-02T02:00:00")
    fetching.service.faults.append(Fault("padding", "90001NED"))
    hashes = fetching.store.hashes()
    assert fetching.fetch().failures == {}
    assert fetching.store.hashes() != hashes
    assert fetching.kept().equals(before)
