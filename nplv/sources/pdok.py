"""Boundaries of CBS and Kadaster at PDOK: OGC API Features, with the WFS as the second door."""

import json
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import shape

from nplv.sources import SourceError
from nplv.sources.answers import Answers, Place
from nplv.sources.boundaries import RD_NEW

SOURCE = "cbs-pdok"
_API = "https://api.pdok.nl"
_ITEMS = "/cbs/wijken-en-buurten-{year}/ogc/v1/collections/{collection}/items"
_CRS = f"http://www.opengis.net/def/crs/EPSG/0/{RD_NEW}"
_WFS = (
    "https://service.pdok.nl/cbs/gebiedsindelingen/{year}/wfs/v1_0?service=WFS&version=2.0.0&request=GetFeature"
    "&typeNames=gebiedsindelingen:{level}_gegeneraliseerd&outputFormat=application/json&srsName=EPSG:28992"
)
_PAGE = 1_000
_MOST_PAGES = 200
_PREFIXES = {"gemeente": "GM", "wijk": "WK", "buurt": "BU", "provincie": "PV"}
# The Netherlands in metres of the national grid; degrees would lie far outside.
_WEST, _SOUTH, _EAST, _NORTH = -10_000, 290_000, 300_000, 640_000


def boundaries(level: str, year: int, answers: Answers) -> gpd.GeoDataFrame:
    """All polygons of one level of the division of a year.

    Args:
        level: gemeente, wijk, buurt, or provincie, which only the second door has.
        year: Year of the division.
        answers: Where to get the raw answers.

    Returns:
        Columns code, name, municipality (GM code; its own for a gemeente, missing for a provincie), geometry
        (EPSG:28992), ordered by code.

    Raises:
        SourceError: Neither door gives the polygons; says what was wrong with both.
    """
    if level == "provincie":
        return _by_wfs(level, year, answers)
    try:
        return _by_api(level, year, answers)
    except SourceError as first:
        try:
            return _by_wfs(level, year, answers)
        except SourceError as second:
            # Where one answer was wrong, none is to be gone on from, even if the other door may open later.
            kind = type(second) if type(first) is type(second) else SourceError
            raise kind(f"{first}; tweede deur: {second}") from second


def _by_api(level: str, year: int, answers: Answers) -> gpd.GeoDataFrame:
    path = _ITEMS.format(year=year, collection={"gemeente": "gemeenten", "wijk": "wijken", "buurt": "buurten"}[level])
    url: str | None = f"{_API}{path}?f=json&limit={_PAGE}&crs={_CRS}"
    place = Place(SOURCE, f"wijken-en-buurten-{year} {level}", url or "")
    features: list[dict[str, Any]] = []
    visited: set[str] = set()
    while url:
        if url in visited or len(visited) == _MOST_PAGES:
            raise place.at(url).error("een pagina die naar een eerdere verwijst", "een laatste pagina")
        visited.add(url)
        page = _collection(url, answers, place)
        features += page["features"]
        following = [link for link in page.get("links", []) if isinstance(link, dict) and link.get("rel") == "next"]
        # Whoever the service says it is, only itself is asked.
        _, found, rest = str(following[0].get("href")).partition(path) if following else ("", "", "")
        if following and not found:
            raise place.at(url).error("een volgende pagina op een ander adres", f"een adres met {path}")
        if not following and len(page["features"]) >= _PAGE:  # this door does not say how many there are
            raise place.at(url).error("een volle pagina die geen volgende noemt", "een laatste pagina die niet vol is")
        url = _API + path + rest if following else None
    return _polygons(features, level, f"{level}code", f"{level}naam", place)


def _by_wfs(level: str, year: int, answers: Answers) -> gpd.GeoDataFrame:
    address = _WFS.format(year=year, level=level)
    place = Place(SOURCE, f"gebiedsindelingen {year} {level}", address)
    features: list[dict[str, Any]] = []
    announced: int | None = None
    for page_number in range(_MOST_PAGES):
        page = _collection(f"{address}&count={_PAGE}&startIndex={page_number * _PAGE}", answers, place)
        features += page["features"]
        announced = page.get("numberMatched")
        if not page["features"] or not isinstance(announced, int) or len(features) >= announced:
            break
    if isinstance(announced, int) and len(features) != announced:
        raise place.error(f"{len(features)} vormen", f"de {announced} vormen die de dienst aankondigt")
    return _polygons(features, level, "statcode", "statnaam", place)


def _collection(url: str, answers: Answers, place: Place) -> dict[str, Any]:
    """One page of GeoJSON, with a list of features."""
    place = place.at(url)
    with place.named():
        content = answers.get(url)
    try:
        page = json.loads(content)
    except ValueError:
        kind = "XML of HTML" if content.lstrip().startswith(b"<") else "onleesbare tekst"
        raise place.error(f"{kind} in plaats van JSON", "GeoJSON") from None
    if not isinstance(page, dict) or not isinstance(page.get("features"), list):
        raise place.error("JSON zonder lijst met vormen", "GeoJSON, een FeatureCollection")
    answers.count(url, len(page["features"]))
    return page


def _polygons(features: list[dict[str, Any]], level: str, code: str, name: str, place: Place) -> gpd.GeoDataFrame:
    """Features as a table, checked for what every layer of boundaries must hold."""
    prefix = _PREFIXES[level]
    try:
        # CBS marks open water with JA, and the Belgian land in Baarle-Nassau with B.
        features = [one for one in features if one["properties"].get("water", "NEE") == "NEE"]
        rows = [(one["properties"][code].strip(), one["properties"][name].strip(), one["geometry"]) for one in features]
        shapes = [shape(geometry) for _, _, geometry in rows]
    except (KeyError, TypeError, AttributeError, ValueError, shapely.errors.ShapelyError) as error:
        raise place.error(f"een vorm zonder {error}", f"vormen met {code} en {name}") from error
    table = gpd.GeoDataFrame(
        {"code": [row[0] for row in rows], "name": [row[1] for row in rows]}, geometry=shapes, crs=RD_NEW
    )
    if table.empty or not table["code"].str.startswith(prefix).all():
        raise place.error(f"{len(table)} vormen, of andere codes", f"codes die met {prefix} beginnen")
    west, south, east, north = table.total_bounds
    if not (west > _WEST and south > _SOUTH and east < _EAST and north < _NORTH):
        bounds = f"{west:.0f} {south:.0f} {east:.0f} {north:.0f}"
        raise place.error(f"coördinaten {bounds}", f"meters in EPSG:{RD_NEW}")
    polygons = table.geometry.to_numpy()
    wrong = shapely.is_missing(polygons) | shapely.is_empty(polygons) | ~shapely.is_valid(polygons)
    wrong |= shapely.get_dimensions(polygons) != 2
    if wrong.any():
        raise place.error(f"{wrong.sum()} ongeldige vormen, zoals {table['code'][wrong].iloc[0]}", "geldige vlakken")
    if table["code"].duplicated().any():
        doubled = table.loc[table["code"].duplicated(), "code"].iloc[0]
        raise place.error(f"code {doubled} meer dan eens", "elke code één keer")
    table["municipality"] = None if level == "provincie" else "GM" + table["code"].str[2:6]
    return table.sort_values("code", ignore_index=True)[["code", "name", "municipality", "geometry"]]
