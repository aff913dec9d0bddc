"""The stand-in itself speaks as the services do (synthetic data, and the recorded data where they are)."""

import http.client
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from tests.stand_in import StandIn, months, recorded
from tests.stand_in.leefbaarometer import WIJKEN, zip_of
from tests.stand_in.sample import (
    API,
    ARCHIVE,
    CODES,
    COUNT,
    FEED,
    ITEMS,
    RD,
    ROWS,
    WFS,
    all_rows,
    areas,
    buurten,
    crimes,
    filtered,
    get,
    sample,
)

needs_recorded_data = pytest.mark.skipif(
    not recorded.DATA.is_dir(), reason="the recorded data are not here (../shared/data from the root of the project)"
)


@pytest.fixture
def service() -> Iterator[StandIn]:
    with sample() as it:
        yield it


def test_the_feed_gives_pages_with_links_and_the_true_count(service: StandIn) -> None:
    rows = all_rows(service)
    assert [row["WijkenEnBuurten"].strip() for row in rows] == CODES
    assert [row["AantalInwoners_5"] for row in rows] == [100, 50, 30, None, 20]
    assert next(iter(rows[0])) == "ID"
    assert len(service.requests) == 3
    assert "$skiptoken=4" in service.requests[-1].query
    count = get(service, COUNT)
    assert (count.body, count.headers["Content-Type"].split(";")[0]) == (b"5", "text/plain")
    assert "ETag" not in get(service, ROWS).headers


def test_without_a_format_it_answers_atom(service: StandIn) -> None:
    answer = get(service, f"{FEED}/TypedDataSet")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert b"<d:AantalInwoners_5>100<" in answer.body
    assert b"rel='next'" in answer.body


def test_untyped_rows_are_text_with_a_dot_for_a_missing_value(service: StandIn) -> None:
    rows = get(service, f"{FEED}/UntypedDataSet?$format=json&$filter=startswith(Codering_3,'B')").value
    assert (rows[0]["AantalInwoners_5"], rows[0]["GemiddeldInkomenPerInwoner_80"]) == (".", "30.5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WijkenEnBuurten eq 'GM0363    '", ["GM0363"]),
        ("WijkenEnBuurten eq 'GM0363'", []),
        ("startswith(WijkenEnBuurten,'GM')", ["GM0363", "GM0599"]),
        ("substringof('0363',WijkenEnBuurten) and not_a_column eq '1'", None),
        (
            "(startswith(WijkenEnBuurten,'WK') or startswith(WijkenEnBuurten,'GM')) and AantalInwoners_5 lt 25",
            ["GM0599"],
        ),
        ("WijkenEnBuurten ge 'GM' and WijkenEnBuurten lt 'GN'", CODES[:2]),
    ],
)
def test_filters(service: StandIn, text: str, expected: list[str] | None) -> None:
    answer = filtered(service, text)
    if expected is None:
        assert (answer.status, answer.headers["Content-Type"]) == (500, "application/xml;charset=utf-8")
    else:
        assert (answer.status, areas(answer)) == (200, expected)


def test_the_count_follows_the_filter(service: StandIn) -> None:
    assert get(service, f"{COUNT}?$filter=substringof('0363',WijkenEnBuurten)").body == b"3"


def test_a_selection_gives_only_those_columns(service: StandIn) -> None:
    assert list(get(service, f"{ROWS}&$select=AantalInwoners_5,WijkenEnBuurten").value[0]) == [
        "WijkenEnBuurten",
        "AantalInwoners_5",
    ]


def test_what_the_api_refuses(service: StandIn) -> None:
    assert len(get(service, f"{API}/TypedDataSet?$format=json").value) == 5
    assert get(service, f"{API}/TypedDataSet?$format=json&$skip=1").status == 500
    assert filtered(service, "AantalInwoners_5 gt 3", API).status == 500
    many = pd.concat([service.tables["85984NED"].rows] * 2001, ignore_index=True)
    service.tables["85984NED"] = replace(service.tables["85984NED"], rows=many)
    assert get(service, f"{API}/TypedDataSet?$format=json").status == 500
    assert filtered(service, "startswith(WijkenEnBuurten,'GM0363')", API).status == 200


def test_what_a_table_says_of_itself(service: StandIn) -> None:
    info = get(service, f"{FEED}/TableInfos?$format=json").value
    assert [(row["Identifier"], row["Modified"]) for row in info] == [("85984NED", "2026-07-19T02:00:00")]
    kinds = {
        row["Key"]: (row["Type"], row["Decimals"]) for row in get(service, f"{FEED}/DataProperties?$format=json").value
    }
    assert kinds["WijkenEnBuurten"] == ("GeoDetail", 0)
    assert kinds["GemiddeldInkomenPerInwoner_80"] == ("Topic", 1)
    keys = get(service, f"{FEED}/WijkenEnBuurten?$format=json").value
    assert (keys[1]["Key"], keys[1]["Title"]) == ("GM0363    ", "Amsterdam")
    for path in ("cbs/ODataFeed/odata/47022NED/TypedDataSet", "cbs/ODataFeed/odata/1NED/TableInfos", f"{FEED}/Nothing"):
        assert get(service, path).status == 404
    assert len(get(service, "derden/ODataFeed/odata/47022NED/TypedDataSet?$format=json").value) == 2


def test_months_sum_to_the_year() -> None:
    table = months(crimes())
    assert list(table.rows["Perioden"][:12]) == [f"2021MM{month:02d}" for month in range(1, 13)]
    assert table.rows.groupby("SoortMisdrijf")["GeregistreerdeMisdrijven_1"].sum().to_dict() == {
        "0.0.0 ": 125,
        "1.1.1 ": 7,
    }


def test_features_come_in_pages_with_links(service: StandIn) -> None:
    first = get(service, ITEMS)
    assert (first.headers["Content-Crs"], first.json["numberReturned"]) == (f"<{RD}>", 2)
    assert first.json["features"][0]["geometry"]["coordinates"][0][0][0] >= 120_000
    links = {link["rel"]: link["href"] for link in first.json["links"]}
    last = get(service, links["next"])
    assert [feature["properties"]["buurtcode"] for feature in last.json["features"]] == ["BU03630002"]
    assert [link["rel"] for link in last.json["links"]] == ["self"]
    without = get(service, ITEMS.split("&crs")[0])
    assert without.json["features"][0]["geometry"]["coordinates"][0][0][0] < 10


def test_wfs_tells_errors_with_status_200(service: StandIn) -> None:
    answer = get(service, WFS + "&cql_filter=statcode='BU03630002'").json
    assert (answer["numberMatched"], answer["numberReturned"]) == (3, 2)
    assert answer["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::28992"
    assert answer["features"][0]["properties"]["statcode"] == "BU03630000"
    wrong = get(service, WFS.replace("buurt_", "straat_"))
    assert (wrong.status, b"ExceptionReport" in wrong.body) == (200, True)


@pytest.mark.parametrize("target", [ITEMS, ARCHIVE])
def test_what_a_client_has_is_not_sent_again(service: StandIn, target: str) -> None:
    tag = get(service, target).headers["ETag"]
    again = get(service, target, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert service.requests[-1].headers["If-None-Match"] == tag
    service.archive, service.boundaries["buurt", 2024] = zip_of({}), buurten().iloc[1:].reset_index(drop=True)
    assert get(service, target, If_None_Match=tag).status == 200


def test_one_connection_serves_many_requests_until_the_end(service: StandIn) -> None:
    host, _, port = service.environment["NPLV_CBS_ODATA"].removeprefix("http://").removesuffix("/cbs").partition(":")
    connection = http.client.HTTPConnection(host, int(port))
    for _ in range(2):
        connection.request("GET", f"/{COUNT}")
        assert connection.getresponse().read() == b"5"
    used = connection.sock
    connection.request("HEAD", f"/{ARCHIVE}")
    answer = connection.getresponse()
    assert (answer.read(), connection.sock is used, int(answer.headers["Content-Length"]) > 0) == (b"", True, True)
    connection.close()


@needs_recorded_data
def test_the_recorded_data_are_served_whole() -> None:
    with recorded.recorded() as service:
        for table in recorded.tables():
            path = f"{table.host}/ODataFeed/odata/{table.id}/TypedDataSet"
            assert get(service, f"{path}/$count").body == str(len(table.rows)).encode()
        derden = "derden/ODataFeed/odata/{}/TypedDataSet/$count?$filter={}"
        assert get(service, derden.format("47022NED", "SoortMisdrijf eq '0.0.0 '")).body == b"74180"
        assert get(service, derden.format("47022NED", "SoortMisdrijf eq '0.0.0'")).body == b"0"
        country = filtered(service, "WijkenEnBuurten eq 'NL00      '").value[0]
        assert (country["AantalInwoners_5"], country["GemiddeldInkomenPerInwoner_80"]) == (17942942, 34.9)
        with zipfile.ZipFile(io.BytesIO(get(service, ARCHIVE).body)) as archive, archive.open(WIJKEN) as file:
            scores = pd.read_csv(file)
        known = scores.dropna()
        assert len(known) == 550
        assert (known["afw"] - known[["fys", "onv", "soc", "vrz", "won"]].sum(axis=1)).abs().max() < 1e-9
        assert get(service, WFS.replace("buurt_", "provincie_")).json["numberMatched"] == 12
