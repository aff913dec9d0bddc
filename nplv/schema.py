"""The shape of the published tables, shared by the side that writes them and the side that reads them."""

import pyarrow as pa

LEVELS = ("nederland", "gemeente", "rest_gemeente", "focusgebieden", "focusgebied", "wijk", "buurt")
UNIT_LEVELS = ("gemeente", "wijk", "buurt")  # what the country is divided in, each level within the one before
STATUSES = ("ok", "provisional", "suppressed", "incomplete", "not_collected", "not_applicable")
ORIGINS = ("measured", "aggregated", "published")
COUNTRY, TOGETHER = "NL00", "focusgebieden"
# The reason of a hole that has none of its own.
NOT_THERE = "De bron bevat voor dit gebied en jaar geen cijfer."

OBSERVATIONS = pa.schema(
    [
        ("indicator", pa.string()),
        ("level", pa.string()),
        ("area_code", pa.string()),
        ("period", pa.int16()),
        ("value", pa.float64()),
        ("numerator", pa.float64()),
        ("denominator", pa.float64()),
        ("denominator_period", pa.int16()),
        ("lower", pa.float64()),
        ("upper", pa.float64()),
        ("status", pa.string()),
        ("coverage", pa.float64()),
        ("origin", pa.string()),
        ("source", pa.string()),
        ("reason", pa.string()),
    ]
)
AREAS = pa.schema(
    [
        ("slug", pa.string()),
        ("name", pa.string()),
        ("municipality_code", pa.string()),
        ("municipality", pa.string()),
        ("wijken", pa.list_(pa.string())),
        ("buurten", pa.list_(pa.string())),
        ("certainty", pa.string()),
        ("composition_source", pa.string()),
        ("inhabitants_2024", pa.int32()),
        ("inhabitants_2025", pa.int32()),
        ("difference_percent", pa.float64()),
    ]
)
# Wijken elsewhere in the country, with which the areas can be compared; value is in the unit of the indicator.
WIJKEN = pa.schema(
    [
        ("code", pa.string()),
        ("name", pa.string()),
        ("gemeente", pa.string()),
        ("inhabitants", pa.int32()),
        ("indicator", pa.string()),
        ("period", pa.int16()),
        ("value", pa.float64()),
        ("source", pa.string()),
    ]
)
_MONEY = {"year_from": pa.int64(), "year_to": pa.int64(), "amount_eur": pa.float64()}
FUNDING = pa.schema(
    [
        (name, _MONEY.get(name, pa.large_string()))
        for name in (
            *("id", "part_of", "supersedes", "relation", "apart", "scheme", "ministry", "round", "project"),
            *("geo_level", "gm_code", "focus_area", "exclusive", "decided_on", "year_from", "year_to", "amount_eur"),
            *("basis", "precision", "status", "source_title", "source_date", "source_url", "certainty", "note"),
        )
    ]
)
LETTER = pa.schema(
    [
        (name, pa.float64() if name == "value" else pa.large_string())
        for name in (
            *("id", "figure", "value", "unit", "period", "scope", "status", "quote", "note", "source"),
            *("source_url", "funding_id"),
        )
    ]
)
CHANGES = pa.schema(
    [
        ("refreshed", pa.string()),
        ("kind", pa.string()),
        ("indicator", pa.string()),
        ("area", pa.string()),
        ("period", pa.int16()),
        ("old", pa.float64()),
        ("new", pa.float64()),
        ("text", pa.string()),
    ]
)
# Kind of change -> what a reader is told it is, in the order in which they are told.
CHANGE_KINDS = {
    "look": "Om na te kijken",
    "new": "Nieuwe cijfers",
    "revised": "Herziene cijfers",
    "vanished": "Verdwenen cijfers",
    "area": "Grenzen en samenstelling van de focusgebieden",
}
# Level -> file of its polygons; nplv.pipeline.boundaries names the columns. Geometry in EPSG:4326.
GEODATA = {
    "focusgebied": "geodata/focusgebieden.parquet",
    "gemeente": "geodata/gemeenten.parquet",
    "wijk": "geodata/wijken.parquet",
    "buurt": "geodata/buurten.parquet",
    "provincie": "geodata/provincies.parquet",
    "nederland": "geodata/nederland.parquet",
}
TABLES = {
    "observations": "data/observations.parquet",
    "areas": "data/areas.parquet",
    "wijken": "data/wijken.parquet",
    "funding": "data/funding.parquet",
    "letter": "data/letter.parquet",
    "changes": "data/changes.parquet",
}
MANIFEST = "data/snapshot.json"
CHANGE_LOG = "data/CHANGES.md"


def unit_file(indicator: str, level: str) -> str:
    """File of the national layers with the figures of one indicator at one level."""
    return f"data/{indicator}-{level}.parquet"
