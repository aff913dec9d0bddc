"""Tables as CSV for programs (RFC 4180), and what their columns hold as CSVW, the W3C's metadata for CSV.

Texts stand as they are, also those that a spreadsheet would calculate: a program that reads these files must get what
the source has. The CSV at the buttons of the dashboard is the one to open in a spreadsheet.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from nplv.registry.open_data import Column, Table

SEPARATOR = "|"  # between the items of a list
_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "nl"}]
_LINE_END = "\r\n"
_DIALECT = {
    "delimiter": ",",
    "doubleQuote": True,
    "encoding": "utf-8",
    "header": True,
    "lineTerminators": [_LINE_END],
    "quoteChar": '"',
}


def path(table: str) -> str:
    """Return where the CSV of a table stands."""
    return f"csv/{table}.csv"


def metadata_path(table: str) -> str:
    """Return where the description of a table stands, which is where CSVW has programs look for it."""
    return f"{path(table)}-metadata.json"


GROUP_PATH = "csv/csv-metadata.json"  # of all tables together: the other place where CSVW has programs look


def csv(rows: pa.Table) -> bytes:
    """Write a table: comma, decimal point, UTF-8, numbers in full; what is missing is empty."""
    frame = _without_lists(rows).to_pandas(types_mapper=pd.ArrowDtype)
    return bytes(frame.to_csv(index=False, lineterminator=_LINE_END).encode())


def described(table: Table, schema: pa.Schema, known: dict[str, Any]) -> dict[str, Any]:
    """Return the description of one table that can be read by itself.

    Args:
        table: What is declared of it.
        schema: Its columns and their types.
        known: What else is known of it, by property of Dublin Core ("dc:…").
    """
    return {"@context": _CONTEXT, **_table(table, schema, known)}


def group(parts: Iterable[tuple[Table, pa.Schema, dict[str, Any]]], known: dict[str, Any]) -> dict[str, Any]:
    """Return the description of all tables, with which column refers to which; arguments as of `described`."""
    described_tables = []
    for table, schema, of_table in parts:
        one = _table(table, schema, of_table)
        if table.references:
            one["tableSchema"]["foreignKeys"] = [_reference(*item) for item in table.references.items()]
        described_tables.append(one)
    return {"@context": _CONTEXT, **known, "tables": described_tables}


def _without_lists(rows: pa.Table) -> pa.Table:
    for place, column in enumerate(rows.schema):
        if pa.types.is_list(column.type):
            joined = pc.binary_join(rows.column(place).cast(pa.list_(pa.string())), SEPARATOR)
            rows = rows.set_column(place, column.name, joined)
    return rows


def _table(table: Table, schema: pa.Schema, known: dict[str, Any]) -> dict[str, Any]:
    columns = [_column(column, table.columns[column.name], required=column.name in table.key) for column in schema]
    keys = {"primaryKey": list(table.key)} if table.key else {}
    return {
        "url": f"{table.id}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        **known,
        "dialect": _DIALECT,
        "tableSchema": {"columns": columns, **keys},
    }


def _column(column: pa.Field, declared: Column, *, required: bool) -> dict[str, Any]:
    description = declared.description
    if declared.values:
        meanings = "; ".join(f"{value} = {meaning}" for value, meaning in declared.values.items())
        description = f"{description} Waarden: {meanings}."
    of_list = {"separator": SEPARATOR} if pa.types.is_list(column.type) else {}
    return {
        "name": column.name,
        # The first is what stands above the column, the second what a reader calls it.
        "titles": {"und": column.name, "nl": declared.title},
        "dc:description": description,
        "datatype": _datatype(column.type, declared),
        "null": "",
        "required": required,
        **of_list,
    }


def _datatype(kind: pa.DataType, declared: Column) -> str | dict[str, str]:
    if pa.types.is_list(kind):
        kind = kind.value_type
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind):
        return "double"
    if declared.values:
        return {"base": "string", "format": "|".join(declared.values)}
    return declared.datatype or "string"


def _reference(column: str, target: str) -> dict[str, Any]:
    table, _, other = target.partition(".")
    return {"columnReference": column, "reference": {"resource": f"{table}.csv", "columnReference": other}}
