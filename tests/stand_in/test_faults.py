"""Every fault of the stand-in changes what it says, as often as it should (synthetic data)."""

import http.client
import io
import json
import zipfile
from collections.abc import Iterator

import pytest
import shapely

from tests.stand_in import KINDS, Fault, StandIn
from tests.stand_in.leefbaarometer import WIJKEN
from tests.stand_in.sample import ARCHIVE, COUNT, FEED, ITEMS, ROWS, WFS, Answer, all_rows, areas, get, sample


@pytest.fixture
def service() -> Iterator[StandIn]:
    with sample() as it:
        yield it


def test_a_fault_strikes_as_often_as_it_says_and_where_it_matches(service: StandIn) -> None:
    service.faults += [Fault("503", "TypedDataSet", times=1, seconds=7), Fault("429", "85984NED/Typed", times=1)]
    answers = [get(service, ROWS) for _ in range(3)]
    assert [answer.status for answer in answers] == [503, 429, 200]
    assert answers[0].headers["Retry-After"] == "7"
    assert "Retry-After" not in answers[1].headers
    assert [request.status for request in service.requests] == [503, 429, 200]
    service.faults[:] = [Fault("500", "$skiptoken=2")]
    assert get(service, ROWS).status == 200
    assert get(service, f"{ROWS}&$skiptoken=2").status == 500
    with pytest.raises(ValueError, match="unknown kind"):
        Fault("nonsense", "")


ANSWERS = {  # kind of fault: (what is asked, column, what the answer then holds)
    "html": (ROWS, None, lambda answer: answer.headers["Content-Type"].startswith("text/html")),
    "xml": (ROWS, None, lambda answer: answer.status == 200 and b"ExceptionReport" in answer.body),
    "slow": (ROWS, None, lambda answer: answer.status == 200),
    "empty": (ROWS, None, lambda answer: answer.json["value"] == [] and "odata.nextLink" not in answer.json),
    "short": (f"{ROWS}&$skiptoken=4", None, lambda answer: answer.value == []),
    "renamed": (ROWS, "AantalInwoners", lambda answer: list(answer.value[0])[3] == "HerzieneAantalInwoners_5"),
    "vanished": (ROWS, "AantalInwoners", lambda answer: "AantalInwoners_5" not in answer.value[0]),
    "doubled": (ROWS, None, lambda answer: areas(answer) == ["NL00", "NL00"]),
    "padding": (ROWS, None, lambda answer: answer.value[1]["WijkenEnBuurten"] == "GM0363      "),
    "dot": (ROWS, None, lambda answer: answer.value[1]["GemiddeldInkomenPerInwoner_80"] == "."),
    "negative": (ROWS, "AantalInwoners", lambda answer: answer.value[0]["AantalInwoners_5"] == -99997),
    "out_of_range": (ROWS, "AantalInwoners", lambda answer: answer.value[0]["AantalInwoners_5"] == 1e9),
    "truncated_zip": (ARCHIVE, None, lambda answer: not zipfile.is_zipfile(io.BytesIO(answer.body))),
    "foreign_zip": (ARCHIVE, None, lambda answer: WIJKEN not in members(answer)),
    "zip_bomb": (ARCHIVE, None, lambda answer: len(answer.body) < 5e6 and members(answer)[WIJKEN] > 3e9),
    "zip_outside": (ARCHIVE, None, lambda answer: set(members(answer)) == {WIJKEN, "../../evil.csv"}),
    "zip_html": (ARCHIVE, None, lambda answer: answer.status == 200 and answer.body.startswith(b"<!DOCTYPE")),
    "invalid_geometry": (WFS, None, lambda answer: not first_shape(answer).is_valid),
    "other_crs": (ITEMS, None, lambda answer: first_shape(answer).bounds[0] < 10),
    "missing_next": (ITEMS, None, lambda answer: [link["rel"] for link in answer.json["links"]] == ["self"]),
}


def members(answer: Answer) -> dict[str, int]:
    return {info.filename: info.file_size for info in zipfile.ZipFile(io.BytesIO(answer.body)).infolist()}


def first_shape(answer: Answer) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(answer.json["features"][0]["geometry"]))


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_fault_changes_the_answer_as_long_as_it_lasts(service: StandIn, kind: str) -> None:
    target, column, holds = ANSWERS[kind]
    before = get(service, target)
    assert kind == "slow" or not holds(before)
    service.faults.append(Fault(kind, target.partition("?")[0], times=1, column=column, seconds=0))
    assert holds(get(service, target))
    assert service.faults[0].hits == 1
    assert get(service, target).body == before.body


@pytest.mark.parametrize("kind", ["drop", "refuse"])
def test_a_connection_that_breaks(service: StandIn, kind: str) -> None:
    service.faults.append(Fault(kind, "TypedDataSet", times=1))
    with pytest.raises((http.client.IncompleteRead, http.client.RemoteDisconnected)) as error:
        get(service, ROWS)
    assert isinstance(error.value, http.client.IncompleteRead) == (kind == "drop")
    assert get(service, ROWS).status == 200


def test_every_kind_of_fault_is_tried() -> None:
    assert {*ANSWERS, "429", "500", "503", "drop", "refuse"} == KINDS


@pytest.mark.parametrize(("kind", "count"), [("doubled", 6), ("short", 5), ("empty", 5), ("padding", 5)])
def test_the_count_beside_a_fault_in_the_rows(service: StandIn, kind: str, count: int) -> None:
    service.faults.append(Fault(kind, "TypedDataSet"))
    rows = all_rows(service)
    assert len(rows) == {"doubled": 6, "short": 4, "empty": 0, "padding": 5}[kind]
    assert int(get(service, COUNT).body) == count


def test_a_renamed_column_has_the_same_name_everywhere(service: StandIn) -> None:
    service.faults.append(Fault("renamed", "85984NED", column="AantalInwoners"))
    names = {row["Key"] for row in get(service, f"{FEED}/DataProperties?$format=json").value}
    assert names >= set(get(service, ROWS).value[0]) - {"ID"}
    assert get(service, f"{ROWS}&$select=AantalInwoners_5").status == 500
