"""The store of raw answers: what is in its files, what damage does, and who may write (synthetic data)."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nplv.fetch.store import MANIFEST, Entry, Store
from nplv.sources import SourceError
from tests.fetching import BUURTEN, CBS, PROEF, SECOND, ZIP, Bench, archive, bench, by_code, people
from tests.stand_in import Fault
from tests.stand_in.leefbaarometer import PATH

COUNT = f"{CBS}/90001NED/TypedDataSet/$count?"


@pytest.fixture
def fetching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with bench(tmp_path, monkeypatch) as it:
        yield it


def path_of(fetching: Bench, url: str) -> Path:
    return fetching.root / "answers" / f"{fetching.store.hashes()[url][:20]}.gz"


def data_page(fetching: Bench) -> str:
    return next(url for url in fetching.store.hashes() if SECOND in url)


def test_a_file_is_the_compressed_raw_answer_under_its_hash(fetching: Bench) -> None:
    fetching.fetch(PROEF, ZIP, BUURTEN)
    answers = fetching.manifest["answers"]
    assert len(answers) == 8
    assert fetching.manifest["staged"] == {}
    for entry in answers.values():
        content = gzip.decompress((fetching.root / "answers" / f"{entry['sha256'][:20]}.gz").read_bytes())
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        assert (entry["status"], entry["time"][-6:]) == (200, "+00:00")
    assert set(fetching.files()) == {f"{entry['sha256'][:20]}.gz" for entry in answers.values()}
    assert {url: entry["sha256"] for url, entry in answers.items()} == fetching.store.hashes()
    assert fetching.store.get(COUNT) == b"5"
    assert fetching.store.get(f"https://www.leefbaarometer.nl{PATH}") == archive()
    page = json.loads(fetching.store.get(data_page(fetching)))
    assert [row["AantalInwoners_5"] for row in page["value"]] == [30, None]
    assert set(fetching.store.tables) == {PROEF.name, ZIP.name, BUURTEN.name}


def test_the_same_answers_make_the_same_files(fetching: Bench) -> None:
    fetching.fetch(PROEF, BUURTEN)
    other = Bench(fetching.service, fetching.root.parent / "other", fetching.monkeypatch)
    other.fetch(BUURTEN, PROEF)
    assert other.files() == fetching.files()
    assert other.store.hashes() == fetching.store.hashes()


def test_an_empty_folder_is_no_store_and_holds_nothing(fetching: Bench) -> None:
    assert not Store.is_store(fetching.root)
    assert fetching.store.hashes() == fetching.store.tables == {}
    with pytest.raises(SourceError, match=r"dit antwoord staat niet in de opslag .*; haal het op met fetch"):
        fetching.store.get(COUNT)
    fetching.fetch()
    assert Store.is_store(fetching.root)


def remove(path: Path) -> None:
    path.unlink()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[10:20] = b"\xff" * 10
    path.write_bytes(bytes(content))


def exchange(path: Path) -> None:
    path.write_bytes(gzip.compress(b"something else"))


def make_text(path: Path) -> None:
    path.write_bytes(b"not compressed")


@pytest.mark.parametrize("damage", [remove, cut, flip, exchange, make_text])
@pytest.mark.parametrize("part", [SECOND, "TableInfos", "$count", "collections/buurten", "zip"])
def test_a_damaged_file_is_noticed_and_fetched_again(
    fetching: Bench, part: str, damage: Callable[[Path], None]
) -> None:
    fetching.fetch(PROEF, ZIP, BUURTEN)
    hashes, files = fetching.store.hashes(), fetching.files()
    url = next(url for url in hashes if part in url)
    damage(path_of(fetching, url))
    with pytest.raises(SourceError, match=r"in de opslag .*beschadigd; haal opnieuw op"):
        fetching.store.get(url)
    assert fetching.fetch(PROEF, ZIP, BUURTEN).failures == {}
    assert (fetching.store.hashes(), fetching.files()) == (hashes, files)
    assert [one.status for one in fetching.service.requests if part in f"{one.path}?{one.query}"] == [200]


def test_a_damaged_file_of_a_run_that_was_broken_off_is_fetched_again(fetching: Bench) -> None:
    fetching.service.faults.append(Fault("503", SECOND))
    fetching.fetch()
    for path in (fetching.root / "answers").iterdir():
        cut(path)
    fetching.service.faults.clear()
    assert fetching.fetch().failures == {}
    assert len(fetching.service.requests) == 6
    assert list(by_code(fetching.kept()).values()) == [100, 50, 30, None, 20]


def test_what_an_earlier_process_left_is_removed(fetching: Bench) -> None:
    fetching.fetch()
    files = fetching.files()
    for name in ("0123456789abcdef0123.gz", ".0123456789abcdef0123.gz.part"):
        (fetching.root / "answers" / name).write_bytes(b"half")
    fetching.fetch()
    assert fetching.files() == files


def test_a_second_process_is_refused_as_long_as_the_first_one_writes(fetching: Bench) -> None:
    fetching.fetch()
    hashes = fetching.store.hashes()
    first, second = fetching.store, fetching.store
    first.begin()
    refused = r"een ander proces haalt al op in .*store; wacht tot dat klaar is"
    with pytest.raises(SourceError, match=refused):
        second.begin()
    with pytest.raises(SourceError, match=refused):
        fetching.fetch()
    assert fetching.service.requests == []
    assert fetching.store.hashes() == hashes  # reading goes on
    first.end(complete=True)
    assert fetching.fetch().failures == {}


def test_a_failed_run_leaves_the_store_to_the_next(fetching: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    fetching.service.faults.append(Fault("503", SECOND))
    fetching.fetch()
    fetching.service.faults.clear()
    with monkeypatch.context() as patch:
        patch.setattr("nplv.fetch.store.Store.stage", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            fetching.fetch()
    assert fetching.fetch().failures == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"answers": []}',
        '{"answers": {"a": {"surprise": 1}}}',
        '{"staged": {"a": null}}',
        '{"started": "gisteren"}',
        '{"started": "2026-01-01T00:00:00"}',
        '{"started": 5}',
    ],
)
def test_a_manifest_that_cannot_be_read_is_one_sentence(fetching: Bench, text: str) -> None:
    fetching.fetch()
    (fetching.root / MANIFEST).write_text(text, encoding="utf-8")
    for use in (lambda: Store(fetching.root), fetching.fetch):
        with pytest.raises(SourceError, match=r"manifest\.json: geen leesbaar manifest; verwijder de map") as error:
            use()
        assert len(str(error.value).splitlines()) == 1
    assert fetching.service.requests == []


def test_a_manifest_of_bytes_that_are_no_text(fetching: Bench) -> None:
    fetching.root.mkdir()
    (fetching.root / MANIFEST).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError, match="geen leesbaar manifest"):
        Store(fetching.root)


def test_a_folder_that_cannot_be_made_is_one_sentence(fetching: Bench) -> None:
    fetching.root.write_text("a file is in the way")
    with pytest.raises(SourceError, match="de map is niet beschrijfbaar"):
        fetching.store.begin()


def test_what_is_staged_is_not_read_until_all_of_it_is_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.begin()
    sha256 = hashlib.sha256(b"content").hexdigest()
    store.stage("https://a/1", Entry("one/1", "2026-01-01", 200, sha256), b"content")
    assert Store(tmp_path).hashes() == {}
    store.discard("two/2")
    store.commit("one/1", {"https://a/1"})
    assert Store(tmp_path).hashes() == {"https://a/1": sha256}
    assert Store(tmp_path).get("https://a/1") == b"content"
    store.commit("one/1", set())
    assert Store(tmp_path).hashes() == {}
    assert Store(tmp_path).tables == {}
    store.end(complete=True)
    assert list((tmp_path / "answers").iterdir()) == []


def test_a_table_that_got_shorter_leaves_no_pages_behind(fetching: Bench) -> None:
    fetching.fetch()
    short = people(modified="2026-02-02T02:00:00")
    short.rows = short.rows.iloc[:2]
    fetching.service.tables["90001NED"] = short
    assert fetching.fetch().failures == {}
    assert not any("skiptoken" in url for url in fetching.store.hashes())
    assert len(fetching.files()) == len(fetching.store.hashes()) == 4
