"""Synthetic tables and boundaries, and a plain client, for the tests of the stand-in itself."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import ProxyHandler, Request, build_opener

import geopandas as gpd
import pandas as pd
import shapely

from tests.stand_in import StandIn, Table
from tests.stand_in.leefbaarometer import PATH, WIJKEN, zip_of

CODES = ["NL00", "GM0363", "WK036300", "BU03630000", "GM0599"]
FEED, API = "cbs/ODataFeed/odata/85984NED", "cbs/ODataApi/odata/85984NED"
ROWS, COUNT = f"{FEED}/TypedDataSet?$format=json", f"{FEED}/TypedDataSet/$count"
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
ITEMS = f"pdok-api/cbs/wijken-en-buurten-2024/ogc/v1/collections/buurten/items?f=json&limit=2&crs={RD}"
WFS = "pdok-service/cbs/gebiedsindelingen/2024/wfs/v1_0?" + urlencode(
    {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeName": "gebiedsindelingen:buurt_gegeneraliseerd",
        "outputFormat": "application/json",
        "srsName": "EPSG:28992",
        "startIndex": "0",
        "count": "2",
    }
)
ARCHIVE = f"leefbaarometer{PATH}"
OPENER = build_opener(ProxyHandler({}))


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def value(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.json["value"]
        return rows


def key_figures() -> Table:
    rows = {
        "WijkenEnBuurten": [code.ljust(10) for code in CODES],
        "Codering_3": [code.ljust(10) for code in CODES],
        "AantalInwoners_5": [100, 50, 30, None, 20],
        "GemiddeldInkomenPerInwoner_80": [34.9, None, 31.0, 30.5, None],
    }
    titles = {"WijkenEnBuurten": {"GM0363": "Amsterdam"}}
    return Table("85984NED", pd.DataFrame(rows), ("WijkenEnBuurten",), titles, page=2)


def crimes() -> Table:
    rows = {
        "SoortMisdrijf": ["0.0.0 ", "1.1.1 "],
        "WijkenEnBuurten": ["GM0363    "] * 2,
        "Perioden": "2021JJ00",
        "GeregistreerdeMisdrijven_1": [125, 7],
    }
    return Table("47022NED", pd.DataFrame(rows), ("SoortMisdrijf", "WijkenEnBuurten", "Perioden"), host="derden")


def buurten() -> gpd.GeoDataFrame:
    shapes = [shapely.box(120_000 + 100 * i, 480_000, 120_100 + 100 * i, 480_100) for i in range(3)]
    codes = ["BU03630000", "BU03630001", "BU03630002"]
    return gpd.GeoDataFrame({"code": codes, "name": codes, "municipality": "GM0363"}, geometry=shapes, crs=28992)


def sample() -> StandIn:
    return StandIn([key_figures(), crimes()], {("buurt", 2024): buurten()}, zip_of({WIJKEN: b"wk_code\nWK1\n"}))


def get(service: StandIn, target: str, **headers: str) -> Answer:
    """Asks for a full address, or for one after the server's."""
    root = service.environment["NPLV_CBS_ODATA"].removesuffix("cbs")
    address = target if target.startswith("http") else root + quote(target, safe="/?&=$:%',()")
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with OPENER.open(Request(address, headers=sent)) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read())


def filtered(service: StandIn, text: str, path: str = FEED) -> Answer:
    return get(service, f"{path}/TypedDataSet?$format=json&$filter={text}")


def areas(answer: Answer) -> list[str]:
    return [row["WijkenEnBuurten"].strip() for row in answer.value]


def all_rows(service: StandIn) -> list[dict[str, Any]]:
    answer = get(service, ROWS)
    rows = answer.value
    while "odata.nextLink" in answer.json:
        answer = get(service, answer.json["odata.nextLink"])
        rows += answer.value
    return rows
