"""Boundaries as PDOK gives them: OGC API Features with cursors, and WFS 2.0 with a start index."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import geopandas as gpd
import shapely

from tests.stand_in.faults import Faults, exception_report, html
from tests.stand_in.leefbaarometer import tagged
from tests.stand_in.model import Reply

RD_NEW, WGS84 = 28992, 4326
LIMIT = 1_000
_COLLECTIONS = {"gemeenten": "gemeente", "wijken": "wijk", "buurten": "buurt"}
_ITEMS = re.compile(r"/cbs/wijken-en-buurten-(\d{4})/ogc/v1/collections/([^/]+)/items")
_WFS = re.compile(r"/cbs/gebiedsindelingen/(\d{4})/wfs/v1_0")
_LAYER = re.compile(r"(?:gebiedsindelingen:)?(provincie|gemeente|wijk|buurt)_gegeneraliseerd")
_CRS = {
    "http://www.opengis.net/def/crs/EPSG/0/28992": RD_NEW,
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84": WGS84,
}
_CRS_OF_WFS = {"EPSG:28992": RD_NEW, "urn:ogc:def:crs:EPSG::28992": RD_NEW, "EPSG:4326": WGS84}


@dataclass
class _Shapes:
    """One level of one year in one reference system: a JSON geometry per row of the frame."""

    frame: gpd.GeoDataFrame
    geometries: list[str]


class Places:
    """Boundaries by level and year; the mapping may change."""

    def __init__(self, boundaries: Mapping[tuple[str, int], gpd.GeoDataFrame]) -> None:
        self._boundaries = boundaries
        self._made: dict[tuple[str, int, int], _Shapes] = {}

    def features(
        self, base: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], faults: Faults
    ) -> Reply:
        """Answers OGC API Features; ``path`` comes after ``base``."""
        match = _ITEMS.fullmatch(path)
        level = _COLLECTIONS.get(match[2], "") if match else ""
        year = int(match[1]) if match else 0
        if (level, year) not in self._boundaries:
            return _problem(404, "Not Found")
        unknown = [name for name in query if name not in ("f", "limit", "crs", "cursor")]
        if unknown:
            return _problem(400, f"unknown query parameter(s) found: {unknown[0]}")
        if query.get("f", "json") != "json":
            return html("Wijken en buurten")
        limit, cursor, crs = query.get("limit", "10"), query.get("cursor", "0"), query.get("crs")
        if not limit.isdecimal() or int(limit) < 1 or not cursor.isdecimal():
            return _problem(400, "limit must be a positive number, cursor one that a link gave")
        if crs is not None and crs not in _CRS:
            return _problem(400, f"requested crs not supported: {crs}")
        shapes = self._shapes(level, year, WGS84 if crs is None else _CRS[crs], faults)
        start, end = int(cursor), int(cursor) + min(int(limit), LIMIT)
        rows = _page(shapes, start, end, faults)
        names = self._names(level, year, shapes.frame)
        features = [_feature(names[row], geometry, id_=f"{level}-{year}-{row + 1}") for row, geometry in rows.items()]
        links = [_link("self", f"{base}{path}", query)]
        if end < len(shapes.frame) and rows and not faults.take("missing_next"):
            links.append(_link("next", f"{base}{path}", {**query, "cursor": str(end)}))
        body = _collection(features, {"links": links, "numberReturned": len(features)})
        told = crs or "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
        return tagged(Reply(200, body, "application/geo+json", {"Content-Crs": f"<{told}>"}), headers)

    def wfs(self, path: str, query: Mapping[str, str], faults: Faults) -> Reply:
        """Answers WFS 2.0; names of parameters in any case, errors with status 200, cql_filter ignored."""
        match = _WFS.fullmatch(path)
        if match is None:
            return html("Not Found", 404)
        asked = {name.lower(): value for name, value in query.items()}
        wrong = _wrong(asked)
        if wrong:
            return exception_report("InvalidParameterValue", wrong)
        layer = asked.get("typenames", asked.get("typename", ""))
        named, year = _LAYER.fullmatch(layer), int(match[1])
        if named is None or (named[1], year) not in self._boundaries:
            return exception_report("InvalidParameterValue", f"msWFSDispatch(): TYPENAME '{layer}' doesn't exist")
        crs = _CRS_OF_WFS[asked.get("srsname", "EPSG:28992")]
        shapes = self._shapes(named[1], year, crs, faults)
        start = int(asked.get("startindex", "0"))
        end = start + min(int(asked.get("count", LIMIT)), LIMIT)
        rows = _page(shapes, start, end, faults)
        if end >= len(shapes.frame) and rows and faults.take("short"):
            rows.popitem()
        codes, titles = shapes.frame["code"].tolist(), shapes.frame["name"].tolist()
        features = []
        for row, geometry in rows.items():
            about = {"statcode": codes[row], "statnaam": titles[row], "jrstatcode": f"{year}{codes[row]}"}
            features.append(_feature({**about, "rubriek": named[1]}, geometry, id_=f"{named[0]}.{row + 1}"))
        more = {
            "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}},
            "numberMatched": len(shapes.frame),
            "numberReturned": len(features),
        }
        return Reply(200, _collection(features, more), "application/json; subtype=geojson; charset=utf-8")

    def _shapes(self, level: str, year: int, crs: int, faults: Faults) -> _Shapes:
        if crs == RD_NEW and faults.take("other_crs"):  # what the answer says of its crs stays as asked
            crs = WGS84
        frame = self._boundaries[level, year]
        made = self._made.get((level, year, crs))
        if made is None or made.frame is not frame:
            moved = frame if crs == RD_NEW else frame.to_crs(crs)
            made = _Shapes(frame, shapely.to_geojson(moved.geometry.to_numpy()).tolist())
            self._made[level, year, crs] = made
        return made

    def _names(self, level: str, year: int, frame: gpd.GeoDataFrame) -> list[dict[str, str]]:
        """Properties per row; the name of a larger area is its code unless its boundaries are here too."""
        gemeenten, wijken = self._titles("gemeente", year), self._titles("wijk", year)
        water = frame["water"] if "water" in frame else ["NEE"] * len(frame)
        own = frame["code"] if level == "gemeente" else frame["municipality"]
        rows: list[dict[str, str]] = []
        for code, name, gemeente, wet in zip(frame["code"], frame["name"], own, water, strict=True):
            row: dict[str, str] = {"gemeentecode": gemeente, "gemeentenaam": gemeenten.get(gemeente, gemeente)}
            if level == "wijk":
                row |= {"wijkcode": code, "wijknaam": name}
            elif level == "buurt":
                wijk = f"WK{code[2:8]}"
                row |= {"wijkcode": wijk, "wijknaam": wijken.get(wijk, wijk), "buurtcode": code, "buurtnaam": name}
            rows.append({**row, "water": wet})
        return rows

    def _titles(self, level: str, year: int) -> dict[str, str]:
        frame = self._boundaries.get((level, year))
        return {} if frame is None else dict(zip(frame["code"], frame["name"], strict=True))


def _wrong(asked: Mapping[str, str]) -> str | None:
    """What is wrong with the parameters of a WFS request, if anything."""
    if asked.get("service", "").upper() != "WFS":
        return "msWFSDispatch(): SERVICE must be WFS"
    if asked.get("request", "").lower() != "getfeature":
        return "the stand-in only knows REQUEST=GetFeature"
    if "json" not in asked.get("outputformat", "").lower():
        return "the stand-in only knows OUTPUTFORMAT=application/json"
    if asked.get("srsname", "EPSG:28992") not in _CRS_OF_WFS:
        return "msWFSGetFeature(): SRSNAME value not supported"
    if not asked.get("count", "1").isdecimal() or not asked.get("startindex", "0").isdecimal():
        return "COUNT and STARTINDEX must be numbers"
    return None


def _page(shapes: _Shapes, start: int, end: int, faults: Faults) -> dict[int, str]:
    """Row -> geometry; the first row of all may be spoilt."""
    if start < len(shapes.geometries) and faults.take("empty"):
        return {}
    rows = dict(enumerate(shapes.geometries[start:end], start))
    if 0 in rows and faults.take("invalid_geometry"):
        west, south, east, north = shapely.from_geojson(rows[0]).bounds
        rows[0] = shapely.to_geojson(shapely.Polygon([(west, south), (east, north), (east, south), (west, north)]))
    return rows


def _feature(properties: Mapping[str, str], geometry: str, *, id_: str) -> str:
    about = json.dumps(properties, ensure_ascii=False)
    return f'{{"type":"Feature","id":{json.dumps(id_)},"properties":{about},"geometry":{geometry}}}'


def _collection(features: list[str], more: Mapping[str, object]) -> bytes:
    extra = json.dumps(more).removeprefix("{")
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}],{extra}'.encode()


def _link(rel: str, address: str, query: Mapping[str, str]) -> dict[str, str]:
    href = f"{address}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
    return {"rel": rel, "type": "application/geo+json", "href": href}


def _problem(status: int, detail: str) -> Reply:
    body = json.dumps({"title": "Bad Request" if status == 400 else "Not Found", "status": status, "detail": detail})
    return Reply(status, body.encode(), "application/problem+json")
