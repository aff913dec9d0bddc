"""Tables of what the ids in the other tables stand for, from the registry."""

from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa

from nplv.registry import indicators, schemes, sources

_TEXTS = pa.list_(pa.string())
_INDICATORS = pa.schema(
    [
        ("id", pa.string()),
        ("title", pa.string()),
        ("short_title", pa.string()),
        ("theme", pa.string()),
        ("kernindicator", pa.int8()),
        ("unit", pa.string()),
        ("decimals", pa.int8()),
        ("polarity", pa.string()),
        ("definition", pa.string()),
        ("numerator", pa.string()),
        ("denominator", pa.string()),
        ("denominator_period", pa.int16()),
        ("source", pa.string()),
        ("table", pa.string()),
        ("columns", _TEXTS),
        ("levels", _TEXTS),
        ("years", pa.list_(pa.int16())),
        ("aggregation", pa.string()),
        ("weight", pa.string()),
        ("minimum_coverage", pa.float64()),
        ("minimum_denominator", pa.int32()),
        ("interval", pa.string()),
        ("baseline", pa.int16()),
        ("caveats", _TEXTS),
        ("holes", _TEXTS),
        ("missing", pa.string()),
    ]
)
_SOURCES = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "producer", "title", "table", "url", "licence", "attribution")),
        ("retrieved", pa.date32()),
        ("note", pa.string()),
    ]
)
_SCHEMES = pa.schema([(name, pa.string()) for name in ("id", "title", "ministry", "description")])


def _table(entries: Iterable[Any], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(
        [{name: _value(getattr(one, name)) for name in schema.names} for one in entries], schema
    )


def _value(value: Any) -> Any:
    """A value as Arrow takes it: of a mapping a list of texts "key: value"."""
    if isinstance(value, dict):
        return [f"{key}: {item}" for key, item in value.items()]
    return list(value) if isinstance(value, tuple) else value


# Id of the table -> what makes it, of the edition that is in use.
TABLES: dict[str, Callable[[], pa.Table]] = {
    "indicators": lambda: _table(indicators().values(), _INDICATORS),
    "sources": lambda: _table(sources().values(), _SOURCES),
    "schemes": lambda: _table(schemes().values(), _SCHEMES),
}
