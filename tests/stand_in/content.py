"""The lists of a table as OData gives them: its properties, its rows and the keys of its dimensions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import infer_dtype, is_numeric_dtype, is_object_dtype

from tests.stand_in.faults import Faults
from tests.stand_in.model import Fault, Row, Table, base_name

DATA_SETS = ("TypedDataSet", "UntypedDataSet")
_AREAS = "WijkenEnBuurten"
_WIDER = 12
_TYPES = {_AREAS: "GeoDetail", "RegioS": "GeoDimension", "Perioden": "TimeDimension"}
_MOST_DECIMALS = 4


@dataclass
class Listing:
    """Rows of one list, and the names of their columns (also when there is no row)."""

    columns: tuple[str, ...]
    rows: list[Row]


@dataclass(frozen=True)
class Changes:
    """How faults change the lists of a table: columns with their numbers, wider keys, text for numbers."""

    renamed: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    padded: bool = False
    dotted: bool = False

    def name(self, topic: str) -> str:
        """The name of a topic after the changes; a renamed one keeps its number."""
        return f"Herziene{topic}" if topic in self.renamed else topic

    def key(self, dimension: str, key: str) -> str:
        """A key of a dimension after the changes."""
        return key.rstrip().ljust(_WIDER) if self.padded and dimension == _AREAS else key


def changes(table: Table, name: str, faults: Faults) -> Changes:
    """Spends the faults that change the list of this name."""
    data = name in DATA_SETS
    if data or name == "DataProperties":
        renamed = _columns(table, faults.take_all("renamed", lambda fault: bool(_columns(table, [fault]))))
        vanished = _columns(table, faults.take_all("vanished", lambda fault: bool(_columns(table, [fault]))))
    else:
        renamed = vanished = ()
    padded = _AREAS in table.dimensions and (data or name == _AREAS) and faults.take("padding")
    return Changes(renamed, vanished, padded, name == "TypedDataSet" and faults.take("dot"))


def listing(table: Table, name: str, changed: Changes) -> Listing | None:
    """One list of a table, or None when it has no list of that name."""
    if name in DATA_SETS:
        as_text = changed.dotted or name == "UntypedDataSet"
        return _kept(table, (name, changed), lambda: _data(table, changed, as_text))
    if name == "TableInfos":
        return _of_rows([_info(table)])
    if name == "DataProperties":
        return _of_rows(_properties(table, changed))
    if name in table.dimensions:
        return _kept(table, (name, changed), lambda: _keys(table, name, changed))
    return None


def spoil(table: Table, rows: list[Row], asked: range, faults: Faults) -> list[Row]:
    """The rows of a data set that match, with wrong values in those that are asked for now."""
    for kind, value in (("negative", -99997), ("out_of_range", 1_000_000_000)):
        for column in table.topics:
            place = _first_known(rows, column)
            if place in asked and faults.take_all(kind, partial(_is_about, column)):
                wrong = str(value) if isinstance(rows[place][column], str) else value
                rows = [*rows[:place], {**rows[place], column: wrong}, *rows[place + 1 :]]
    return rows


def _columns(table: Table, faults: list[Fault]) -> tuple[str, ...]:
    """The topics that faults are about."""
    return tuple(topic for topic in table.topics if any(_is_about(topic, fault) for fault in faults))


def _is_about(topic: str, fault: Fault) -> bool:
    return fault.column in (topic, base_name(topic))


def _first_known(rows: list[Row], column: str) -> int:
    """Place of the first known value, of the first row when none is known, or -1 without the column or any row."""
    if not rows or column not in rows[0]:
        return -1
    return next((place for place, row in enumerate(rows) if row[column] not in (None, ".")), 0)


def _kept(table: Table, key: tuple[Any, ...], make: Callable[[], Listing]) -> Listing:
    kept: Listing = table.cache.get(table.rows, key, make)
    return kept


def _of_rows(rows: list[Row]) -> Listing:
    return Listing(tuple(rows[0]), rows)


def _data(table: Table, changed: Changes, as_text: bool) -> Listing:
    cells: dict[str, list[Any]] = {"ID": list(range(len(table.rows)))}
    for name in table.dimensions:
        cells[name] = [changed.key(name, key) for key in table.rows[name]]
    for topic in table.topics:
        if topic not in changed.vanished:
            cells[changed.name(topic)] = _cells(table.rows[topic], as_text)
    names = tuple(cells)
    return Listing(names, [dict(zip(names, row, strict=True)) for row in zip(*cells.values(), strict=True)])


def _cells(column: pd.Series, as_text: bool) -> list[Any]:
    """Values as JSON has them: whole numbers when the whole column is whole; null or "." for a missing one."""
    missing = "." if as_text else None
    decimals = _decimals(column)
    if decimals is None:
        return [missing if pd.isna(value) else str(value) for value in column]
    if as_text:
        return [missing if pd.isna(value) else f"{float(value):.{decimals}f}" for value in column]
    number = float if decimals else int
    return [missing if pd.isna(value) else number(value) for value in column]


def _decimals(column: pd.Series) -> int | None:
    """How many decimals the numbers of a column have; None for a column of text."""
    known = column.dropna()
    numbers = is_numeric_dtype(column) or (
        is_object_dtype(column) and infer_dtype(known) in ("empty", "integer", "floating", "mixed-integer-float")
    )
    if not numbers:
        return None
    values = known.to_numpy(dtype=float)
    for decimals in range(_MOST_DECIMALS):
        if np.allclose(values, values.round(decimals), rtol=0, atol=1e-9):
            return decimals
    return _MOST_DECIMALS


def _info(table: Table) -> Row:
    years = sorted({key[:4] for key in table.rows["Perioden"]}) if "Perioden" in table.dimensions else []
    return {
        "ID": 0,
        "Title": table.title or f"Tabel {table.id}",
        "Identifier": table.id,
        "Summary": "",
        "Modified": table.modified,
        "Language": "nl",
        "Period": table.period or " - ".join(dict.fromkeys([*years[:1], *years[-1:]])),
    }


def _properties(table: Table, changed: Changes) -> list[Row]:
    rows: list[Row] = []

    def add(kind: str, key: str, title: str, parent: int | None, **more: Any) -> int:
        row = {"odata.type": f"Cbs.OData.{kind}", "ID": len(rows), "Position": len(rows), "ParentID": parent}
        row |= {"Type": kind, "Key": key, "Title": title, "Description": "", "ReleasePolicy": False}
        rows.append({**row, "Datatype": "", "Unit": "", "Decimals": 0, "Default": "", **more})
        return len(rows) - 1

    for name in table.dimensions:
        add(_TYPES.get(name, "Dimension"), name, name, None)
    groups: dict[str, int] = {}
    for topic in table.topics:
        group = table.groups.get(topic, "Onderwerpen")
        if group not in groups:
            groups[group] = add("TopicGroup", "", group, None)
        if topic in changed.vanished:
            continue
        name, decimals = changed.name(topic), _decimals(table.rows[topic])
        kind = "String" if decimals is None else "Double" if decimals else "Integer"
        unit = table.units.get(base_name(topic), "")
        title = base_name(name).removeprefix("k_")
        add("Topic", name, title, groups[group], Datatype=kind, Unit=unit, Decimals=decimals or 0)
    return rows


def _keys(table: Table, dimension: str, changed: Changes) -> Listing:
    titles = table.titles.get(dimension, {})
    rows: list[Row] = []
    for key in dict.fromkeys(table.rows[dimension]):
        title = titles.get(key.strip(), key.strip())
        row = {"Key": changed.key(dimension, key), "Title": title, "Description": ""}
        rows.append({**row, "Status": "Definitief"} if dimension == "Perioden" else row)
    status = ("Status",) if dimension == "Perioden" else ()
    return Listing(("Key", "Title", "Description", *status), rows)
