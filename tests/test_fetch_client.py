"""Patience with a service, its bounds, and which addresses are asked at all (synthetic data)."""

import email.utils
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from urllib3.connection import HTTPConnection

from nplv.fetch.addresses import to_ask
from nplv.fetch.client import Unreachable
from nplv.sources import SourceError
from tests.fetching import CBS, Bench, bench
from tests.stand_in import Fault

INFO = f"{CBS}/90001NED/TableInfos?$format=json"
NOW = 1_800_000_000.0


class HttpDate(int):
    """A Retry-After that the stand-in gives as a moment, so many seconds from now."""

    def __str__(self) -> str:
        return email.utils.formatdate(NOW + int(self), usegmt=True)


@pytest.fixture
def fetching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setattr("nplv.fetch.client.time", SimpleNamespace(time=lambda: NOW))
    with bench(tmp_path, monkeypatch) as it:
        yield it


@pytest.mark.parametrize("kind", ["429", "503", "drop", "refuse"])
def test_what_may_be_over_soon_is_tried_again(fetching: Bench, kind: str) -> None:
    whole = fetching.client().get(INFO).content
    fetching.service.requests.clear()
    fetching.service.faults.append(Fault(kind, "TableInfos", times=2))
    assert fetching.client(tries=3).get(INFO).content == whole
    assert fetching.service.faults[0].hits == 2
    assert len(fetching.sleeps) == 2
    statuses = {"429": [429, 429, 200], "503": [503, 503, 200], "drop": [200, 200, 200], "refuse": [0, 0, 200]}
    assert [request.status for request in fetching.service.requests] == statuses[kind]


@pytest.mark.parametrize(
    ("kind", "said"),
    [("429", "status 429"), ("503", "status 503"), ("drop", "verbroken"), ("refuse", "verbroken")],
)
@pytest.mark.parametrize("tries", [1, 4])
def test_the_number_of_tries_is_bounded(fetching: Bench, kind: str, said: str, tries: int) -> None:
    fetching.service.faults.append(Fault(kind, "TableInfos"))
    with pytest.raises(Unreachable, match=f"geen antwoord na {tries} pogingen.*{said}.*verwacht status 200"):
        fetching.client(tries=tries).get(INFO)
    assert (len(fetching.service.requests), len(fetching.sleeps)) == (tries, tries - 1)


@pytest.mark.parametrize(("kind", "status"), [("500", 500), ("html", 200), ("xml", 200)])
def test_what_another_try_would_not_change_is_asked_once(fetching: Bench, kind: str, status: int) -> None:
    fetching.service.faults.append(Fault(kind, "TableInfos"))
    if status == 200:
        assert fetching.client().get(INFO).content.startswith(b"<")
    else:
        with pytest.raises(SourceError, match="status 500; verwacht status 200") as error:
            fetching.client().get(INFO)
        assert not isinstance(error.value, Unreachable)
    assert [request.status for request in fetching.service.requests] == [status]
    assert fetching.sleeps == []


@pytest.mark.parametrize("kind", ["429", "503"])
@pytest.mark.parametrize("asked", [7, 600, HttpDate(30), HttpDate(-30)])
def test_the_pause_that_a_service_asks_for_is_kept(fetching: Bench, kind: str, asked: int) -> None:
    fetching.service.faults.append(Fault(kind, "TableInfos", times=2, seconds=asked))
    assert fetching.client(pause=1.0).get(INFO).status == 200
    assert fetching.sleeps == [max(0.0, int(asked))] * 2


@pytest.mark.parametrize("asked", [601, HttpDate(3_600)])
def test_a_pause_that_is_too_long_is_not_waited_for(fetching: Bench, asked: int) -> None:
    fetching.service.faults.append(Fault("503", "TableInfos", seconds=asked))
    with pytest.raises(Unreachable, match=f"vraagt {int(asked)} seconden te wachten; verwacht hoogstens 600"):
        fetching.client().get(INFO)
    assert (len(fetching.service.requests), fetching.sleeps) == (1, [])


def test_pauses_of_its_own_are_left_to_chance_within_a_bound_that_doubles(fetching: Bench) -> None:
    fetching.service.faults.append(Fault("503", "TableInfos"))
    for _ in range(5):
        with pytest.raises(Unreachable):
            fetching.client(tries=9, pause=2.0).get(INFO)
    bounds = [2, 4, 8, 16, 32, 60, 60, 60] * 5
    assert all(0 <= pause <= bound for pause, bound in zip(fetching.sleeps, bounds, strict=True))
    assert max(fetching.sleeps) > 8
    assert len(set(fetching.sleeps)) == len(fetching.sleeps)


def test_a_service_that_is_not_there_is_one_line_with_its_official_address(fetching: Bench) -> None:
    fetching.monkeypatch.setenv("NPLV_CBS_ODATA", "http://127.0.0.1:9")  # nothing listens there
    result = fetching.fetch()
    line = result.failures["proef/90001NED"]
    assert "proefbron 90001NED: geen antwoord na 3 pogingen (verbinding verbroken" in line
    assert CBS in line
    assert "127.0.0.1" not in line


def test_a_client_says_who_it_is_and_what_it_has(fetching: Bench) -> None:
    fetching.client().get(INFO, etag='"abc"', last_modified="Wed, 01 Oct 2025 08:00:00 GMT")
    headers = fetching.service.requests[0].headers
    assert headers["User-Agent"].startswith("zicht-op-focuswijken/")
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"abc"', "Wed, 01 Oct 2025 08:00:00 GMT")


def test_one_connection_serves_all_requests(fetching: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[HTTPConnection] = []
    connect = HTTPConnection.connect

    def noted(self: HTTPConnection) -> None:
        opened.append(self)
        connect(self)

    monkeypatch.setattr(HTTPConnection, "connect", noted)
    assert fetching.fetch().failures == {}
    assert (len(fetching.service.requests), len(opened)) == (6, 1)


BASES = {
    "NPLV_CBS_ODATA": "https://opendata.cbs.nl",
    "NPLV_DERDEN_ODATA": "https://dataderden.cbs.nl",
    "NPLV_PDOK_API": "https://api.pdok.nl",
    "NPLV_PDOK_SERVICE": "https://service.pdok.nl",
    "NPLV_LEEFBAAROMETER": "https://www.leefbaarometer.nl",
}


@pytest.mark.parametrize("setting", BASES)
def test_a_setting_takes_the_place_of_one_base(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    for name in BASES:
        monkeypatch.delenv(name, raising=False)
    addresses = {name: f"{base}/a/b?c=https://d" for name, base in BASES.items()}
    assert {name: to_ask(address) for name, address in addresses.items()} == addresses
    for given in ("http://proxy.test/x", "http://proxy.test/x/"):
        monkeypatch.setenv(setting, given)
        changed = {**addresses, setting: "http://proxy.test/x/a/b?c=https://d"}
        assert {name: to_ask(address) for name, address in addresses.items()} == changed


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/ODataFeed/odata/90001NED/TableInfos",
        "https://opendata.cbs.nl.example.org/ODataFeed",
        "https://opendata.cbs.nl@example.org/ODataFeed",
        "https://opendata.cbs.nl:8443/ODataFeed",
        "http://opendata.cbs.nl/ODataFeed",
        "//opendata.cbs.nl/ODataFeed",
        "file:///etc/hostname",
        "",
    ],
)
def test_an_address_of_another_host_is_not_asked(fetching: Bench, address: str) -> None:
    for ask in (to_ask, fetching.client().get):
        with pytest.raises(SourceError, match=r"geen adres van een bekende dienst; verwacht een van https://opendata"):
            ask(address)
    assert fetching.service.requests == []
