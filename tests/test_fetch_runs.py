"""Runs that follow each other: what is asked again, and what a run that was broken off leaves (synthetic data)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nplv.sources import SourceError
from tests.fetching import (
    BUURTEN,
    CBS,
    DATA,
    KEYS,
    OTHER,
    PROEF,
    SECOND,
    THIRD,
    ZIP,
    Bench,
    archive,
    bench,
    buurten,
    by_code,
    family,
    people,
    steps_of,
)
from tests.stand_in import Fault, odata

NEW = people(counts=(101, 51, 31, None, 21), modified="2026-02-02T02:00:00")
OF_OLD = {"NL00": 100, "GM0363": 50, "WK036300": 30, "BU03630000": None, "GM0599": 20}
OF_NEW = {"NL00": 101, "GM0363": 51, "WK036300": 31, "BU03630000": None, "GM0599": 21}
INFO = "90001NED/TableInfos?$format=json"


@pytest.fixture
def fetching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with bench(tmp_path, monkeypatch, people(), people("90002NED")) as it:
        yield it


def undisturbed(fetching: Bench) -> dict[str, str]:
    """What a fetch into another store comes to."""
    faults, fetching.service.faults[:] = fetching.service.faults[:], []
    other = Bench(fetching.service, fetching.root.parent / "other", fetching.monkeypatch)
    assert other.fetch().failures == {}
    fetching.service.faults[:] = faults
    return other.store.hashes()


def test_a_fetch_asks_for_each_part_once_and_keeps_it(fetching: Bench) -> None:
    assert fetching.fetch().failures == {}
    select = "$format=json&$select=WijkenEnBuurten,AantalInwoners_5,GemiddeldInkomenPerInwoner_80"
    data = f"90001NED/TypedDataSet?{select}"
    assert fetching.asked()[:3] == [INFO, "90001NED/DataProperties?$format=json", data]
    assert sorted(fetching.asked(SECOND) + fetching.asked(THIRD)) == [f"{data}&{SECOND}", f"{data}&{THIRD}"]
    assert len(fetching.asked()) == 6
    assert by_code(fetching.kept()) == OF_OLD
    assert fetching.kept()["period"].unique().tolist() == [2024]
    assert {entry["rows"] for url, entry in fetching.manifest["answers"].items() if "TypedDataSet?" in url} == {2, 1}


def test_an_unchanged_table_is_not_downloaded_again(fetching: Bench) -> None:
    fetching.fetch()
    hashes, first = fetching.store.hashes(), fetching.store.tables
    assert fetching.fetch().failures == {}
    assert fetching.asked() == [INFO]
    assert fetching.store.hashes() == hashes
    assert fetching.store.tables[PROEF.name] > first[PROEF.name]


def test_unchanged_boundaries_and_an_unchanged_archive_are_not_sent_again(fetching: Bench) -> None:
    fetching.fetch(BUURTEN, ZIP)
    hashes = fetching.store.hashes()
    assert len(hashes) == 2
    assert fetching.fetch(BUURTEN, ZIP).failures == {}
    assert [request.status for request in fetching.service.requests] == [304, 304]
    assert fetching.store.hashes() == hashes
    fetching.service.archive = archive(won=0.25)
    fetching.service.boundaries["buurt", 2024] = buurten(2)
    assert fetching.fetch(BUURTEN, ZIP).failures == {}
    assert [request.status for request in fetching.service.requests] == [200, 200]
    assert fetching.kept(ZIP)["won"].tolist() == [0.25]
    assert fetching.kept(BUURTEN)["code"].tolist() == ["BU03630000", "BU03630001"]


def test_a_changed_table_is_downloaded_again(fetching: Bench) -> None:
    fetching.fetch()
    fetching.service.tables["90001NED"] = NEW
    assert fetching.fetch().failures == {}
    assert len(fetching.asked()) == 6
    assert by_code(fetching.kept()) == OF_NEW
    assert set(fetching.files()) == {f"{sha256[:20]}.gz" for sha256 in fetching.store.hashes().values()}


def test_families_that_share_a_table_are_both_left_alone_or_both_renewed(fetching: Bench) -> None:
    pair = steps_of(family("tweede", columns={"inkomen": ("GemiddeldInkomenPerInwoner",)}, ranges={"inkomen": (0, 99)}))
    fetching.fetch(PROEF, *pair)
    assert fetching.fetch(PROEF, *pair).failures == {}
    assert set(fetching.asked()) == {INFO}
    fetching.service.tables["90001NED"] = NEW
    fetching.service.tables["90001NED"].rows.iloc[0, 2] = 35.9
    fetching.service.faults.append(Fault("503", "$select=WijkenEnBuurten,Gemiddeld"))
    assert list(fetching.fetch(PROEF, *pair).failures) == ["tweede/90001NED"]
    assert by_code(fetching.kept(pair[0]), "inkomen")["NL00"] == 34.9
    fetching.service.faults.clear()
    fetching.rewrite(started=None)  # another run, later
    assert fetching.fetch(PROEF, *pair, only=["tweede"]).failures == {}
    assert by_code(fetching.kept(pair[0]), "inkomen")["NL00"] == 35.9


@pytest.mark.parametrize(
    ("broken", "missing"),
    [
        (SECOND, [SECOND, THIRD, "$count"]),
        (THIRD, [THIRD, "$count"]),
        ("$count", ["$count"]),
        ("DataProperties", ["DataProperties", f"{DATA}$format", SECOND, THIRD, "$count"]),
    ],
)
def test_a_run_that_was_broken_off_goes_on_where_it_was(fetching: Bench, broken: str, missing: list[str]) -> None:
    fetching.service.faults.append(Fault("503", broken))
    assert "status 503" in fetching.fetch().failures[PROEF.name]
    assert fetching.store.hashes() == {}
    fetching.service.faults.clear()
    assert fetching.fetch().failures == {}
    asked = [one for one in fetching.asked() if one != INFO]  # this tells whether what was got is still good
    assert len(asked) == len(missing)
    assert all(part in one for part, one in zip(missing, asked, strict=True))
    assert fetching.store.hashes() == undisturbed(fetching)


def test_what_was_got_of_an_older_version_does_not_get_mixed_with_a_newer(fetching: Bench) -> None:
    fetching.service.faults.append(Fault("503", SECOND))
    fetching.fetch()
    fetching.service.faults.clear()
    fetching.service.tables["90001NED"] = NEW
    assert fetching.fetch().failures == {}
    assert by_code(fetching.kept()) == OF_NEW
    assert fetching.store.hashes() == undisturbed(fetching)


@pytest.mark.parametrize(("hours", "asked"), [(23, [INFO, SECOND, THIRD, "$count"]), (25, [INFO] + 5 * [""])])
def test_what_was_got_more_than_a_day_ago_is_not_used(fetching: Bench, hours: int, asked: list[str]) -> None:
    fetching.service.faults.append(Fault("503", SECOND))
    fetching.fetch()
    fetching.service.faults.clear()
    fetching.rewrite(started=(datetime.now(UTC) - timedelta(hours=hours)).isoformat())
    assert fetching.fetch().failures == {}
    assert len(fetching.asked()) == len(asked)
    assert all(part in one for part, one in zip(asked, fetching.asked(), strict=True))
    assert fetching.store.hashes() == undisturbed(fetching)


def test_tables_that_a_broken_run_did_fetch_are_not_fetched_again_by_the_next(fetching: Bench) -> None:
    fetching.service.faults.append(Fault("503", "90002NED"))
    fetching.fetch(PROEF, BUURTEN, OTHER)
    fetching.service.faults.clear()
    assert fetching.fetch(PROEF, BUURTEN, OTHER).failures == {}
    assert set(fetching.asked("90001NED")) <= {INFO}
    assert len(fetching.asked("90002NED")) == 6
    assert fetching.asked("wijken-en-buurten") == []


@pytest.mark.parametrize("broken", ["TableInfos", "DataProperties", DATA, SECOND, THIRD, "$count"])
def test_a_table_is_replaced_whole(fetching: Bench, broken: str) -> None:
    fetching.fetch()
    hashes = fetching.store.hashes()
    fetching.service.tables["90001NED"] = NEW
    fetching.service.faults.append(Fault("503", broken))
    assert list(fetching.fetch().failures) == [PROEF.name]
    assert fetching.store.hashes() == hashes
    assert by_code(fetching.kept()) == OF_OLD
    fetching.service.faults.clear()
    assert fetching.fetch().failures == {}
    assert by_code(fetching.kept()) == OF_NEW


@pytest.mark.parametrize("keep_going", [True, False])
@pytest.mark.parametrize("kind", ["503", "html"])
def test_a_run_stops_at_the_first_failure_unless_it_may_go_on(fetching: Bench, kind: str, keep_going: bool) -> None:
    fetching.fetch(PROEF, OTHER)
    hashes = fetching.store.hashes()
    fetching.service.tables |= {"90001NED": NEW, "90002NED": people("90002NED", modified=NEW.modified)}
    fetching.service.faults.append(Fault(kind, f"90001NED/{DATA}"))
    assert list(fetching.fetch(PROEF, OTHER, keep_going=keep_going).failures) == [PROEF.name]
    assert len(fetching.asked("90002NED")) == (6 if keep_going else 0)
    after = fetching.store.hashes()
    assert {url for url in hashes if hashes[url] != after[url]} == (
        {f"{CBS}/90002NED/TableInfos?$format=json"} if keep_going else set()
    )


def test_only_what_is_named_is_fetched(fetching: Bench) -> None:
    fetching.fetch(PROEF, OTHER, ZIP, only=["ander", "leefbaarometer"])
    assert set(fetching.store.tables) == {OTHER.name, ZIP.name}
    fetching.fetch(PROEF, OTHER, ZIP, only=["proefbron"])
    assert set(fetching.store.tables) == {PROEF.name, OTHER.name, ZIP.name}
    with pytest.raises(SourceError, match="onbekende bron: niets; verwacht een van ander, ander/90002NED, "):
        fetching.fetch(PROEF, OTHER, only=["ander", "niets"])


def test_a_next_page_on_another_host_is_asked_of_the_service_itself(fetching: Bench) -> None:
    titled = steps_of(family(titles=True))[0]
    for name in ("NPLV_CBS_ODATA", "NPLV_PDOK_API"):  # what the stand-in calls itself in its links
        fetching.service.environment[name] = "http://127.0.0.1:9/foreign"
    fetching.monkeypatch.setattr("nplv.sources.pdok._PAGE", 2)
    assert fetching.fetch(titled, BUURTEN).failures == {}
    assert fetching.kept(titled)["name"].tolist()[1] == "Amsterdam"
    assert len(fetching.asked(SECOND)) == len(fetching.asked(THIRD)) == 2
    assert len(fetching.asked(KEYS)) == 3
    assert len(fetching.kept(BUURTEN)) == 3
    assert {url.split("/")[2] for url in fetching.store.hashes()} == {"opendata.cbs.nl", "api.pdok.nl"}


def test_a_next_page_elsewhere_than_in_the_feed_is_an_error(fetching: Bench) -> None:
    fetching.monkeypatch.setattr("tests.stand_in.odata._next_link", lambda question, end: "https://example.org/more")
    assert "een volgende pagina op https://example.org/more" in fetching.fetch().failures[PROEF.name]


def test_pages_that_go_round_in_a_circle_are_an_error(fetching: Bench) -> None:
    link = odata._next_link
    fetching.monkeypatch.setattr("tests.stand_in.odata._next_link", lambda question, end: link(question, 2))
    assert "verwacht: een laatste pagina" in fetching.fetch().failures[PROEF.name]
