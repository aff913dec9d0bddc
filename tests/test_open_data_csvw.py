"""The CSV files and their descriptions, read as others read them: with the csvw package and with pandas."""

import csv
import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from csvw import CSVW, TableGroup

from nplv.open_data import csvw
from nplv.registry import indicators, schemes, sources
from nplv.registry import open_data as declared
from nplv.registry.open_data import Column, Table
from nplv.schema import CHANGE_KINDS, LEVELS, ORIGINS, STATUSES, TABLES
from tests.pages import ROOT
from tests.snapshot_files import stored

LARGE = {"observations": 40, "wijken": 20}  # of these every so manieth row, since csvw reads slowly


@pytest.fixture(scope="module")
def thinned(open_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CSV folder with part of the rows of the large tables."""
    folder = tmp_path_factory.mktemp("thinned") / "csv"
    shutil.copytree(open_data / "csv", folder)
    for table, step in LARGE.items():
        lines = (folder / f"{table}.csv").read_bytes().split(b"\r\n")
        (folder / f"{table}.csv").write_bytes(b"\r\n".join([lines[0], *lines[1:-1:step], b""]))
    return folder


def of_snapshot(table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(stored(ROOT, TABLES[table])).to_pylist()
    return rows


@pytest.mark.parametrize("table", TABLES)
def test_csvw_reads_the_values_of_the_snapshot(thinned: Path, table: str) -> None:
    read = [dict(row) for row in CSVW(str(thinned / f"{table}.csv-metadata.json")).tables[0]]
    assert read == of_snapshot(table)[:: LARGE.get(table, 1)]


@pytest.mark.parametrize("table", LARGE)
def test_pandas_reads_all_values_of_the_snapshot(open_data: Path, table: str) -> None:
    read = pd.read_csv(open_data / f"csv/{table}.csv", low_memory=False)
    pd.testing.assert_frame_equal(read, pd.read_parquet(stored(ROOT, TABLES[table])), check_dtype=False)


def test_every_reference_leads_to_a_row(thinned: Path, tmp_path: Path) -> None:
    group = TableGroup.from_file(thinned / "csv-metadata.json")
    assert {str(table.url) for table in group.tables} == {path.name for path in thinned.glob("*.csv")}
    assert group.check_referential_integrity() is True
    assert sum(len(table.tableSchema.foreignKeys) for table in group.tables) == 11
    broken = shutil.copytree(thinned, tmp_path / "csv")
    lines = (broken / "schemes.csv").read_bytes().splitlines(keepends=True)
    (broken / "schemes.csv").write_bytes(b"".join(lines[:3]))  # the others are referred to
    with pytest.raises(ValueError, match="schemes"):
        TableGroup.from_file(broken / "csv-metadata.json").check_referential_integrity()


def test_what_ids_stand_for_is_what_the_registry_says(thinned: Path) -> None:
    read = {
        table: {row["id"]: row for row in CSVW(str(thinned / f"{table}.csv-metadata.json")).tables[0]}
        for table in ("indicators", "sources")
    }
    assert list(read["indicators"]) == list(indicators())
    crimes = read["indicators"]["misdrijven"]
    assert (crimes["unit"], crimes["years"]) == ("per 1.000 inwoners", [2021, 2022, 2023, 2024, 2025])
    assert crimes["caveats"] == list(indicators()["misdrijven"].caveats)
    assert crimes["holes"] == [f"{level}: {why}" for level, why in indicators()["misdrijven"].holes.items()]
    assert list(read["sources"]) == list(sources())
    kerncijfers = read["sources"]["cbs-kwb-2024"]
    assert (kerncijfers["retrieved"].date(), kerncijfers["licence"]) == (date(2026, 7, 19), "CC BY 4.0")
    assert kerncijfers["url"].unsplit() == sources()["cbs-kwb-2024"].url
    assert schemes().keys() == {row[0] for row in rows_of(thinned / "schemes.csv")}


def test_names_of_areas_are_with_their_codes(open_data: Path) -> None:
    names = {(row[2], row[0]): row[1] for row in rows_of(open_data / "csv/units.csv")}
    assert names["focusgebied", "rotterdam-zuid"] == "Rotterdam-Zuid"
    assert names["gemeente", "GM0599"] == "Rotterdam"
    assert names["nederland", "NL00"] == "Nederland"
    used = {(row["level"], row["area_code"]) for row in of_snapshot("observations")}
    unnamed = {one for one in used - set(names) if one[0] not in ("rest_gemeente", "focusgebieden")}
    assert unnamed == {("buurt", "BU0363MK03")}  # it has a code, but nobody lives there and it has no boundary


def rows_of(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from list(csv.reader(file, strict=True))[1:]


@pytest.mark.parametrize("path", [csvw.path(name) for name in declared.tables()])
def test_the_file_is_as_rfc_4180_has_it(open_data: Path, path: str) -> None:
    content = (open_data / path).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    table = declared.tables()[Path(path).stem]
    with (open_data / path).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    assert header == list(table.columns)  # each column is explained, in the order of the file
    assert {len(row) for row in rows} <= {len(header)}
    keys = [tuple(row[header.index(name)] for name in table.key) for row in rows]
    assert not table.key or len(keys) == len(set(keys))
    for name, column in table.columns.items():
        found = {row[header.index(name)] for row in rows} - {""}
        assert not column.values or found <= set(column.values)


def test_explained_values_are_those_of_the_schema() -> None:
    observations = declared.tables()["observations"].columns
    assert tuple(observations["level"].values) == LEVELS
    assert tuple(observations["status"].values) == STATUSES
    assert tuple(observations["origin"].values) == ORIGINS
    assert tuple(declared.tables()["changes"].columns["kind"].values) == tuple(CHANGE_KINDS)


SYNTHETIC = Table(
    "synthetic",
    "Synthetisch",
    "Verzonnen voor deze test.",
    ("GOVE",),
    {
        "text": Column("Tekst", "Tekst."),
        "when": Column("Wanneer", "Moment.", datatype="dateTime"),
        "kind": Column("Soort", "Soort.", {"a": "het ene", "b": "het andere"}),
        "number": Column("Getal", "Getal."),
        "list": Column("Lijst", "Lijst."),
    },
)


def test_awkward_values_come_through_as_they_are(tmp_path: Path) -> None:
    values = {
        "text": ["=1+1", "-2,5", '"a", b\r\nc', None, "'s-Gravenhage é"],
        "when": ["2026-11-28T05:30:00+01:00", None, None, None, None],
        "kind": ["a", "b", None, "a", "b"],
        "number": [1e-9, 0.1 + 0.2, None, 12_345_678.9, -1.0],
        "list": [["x", "y z"], [], ["q"], [], []],
    }
    rows = pa.table(values)
    (tmp_path / "synthetic.csv").write_bytes(csvw.csv(rows))
    (tmp_path / "synthetic.csv-metadata.json").write_bytes(_json(csvw.described(SYNTHETIC, rows.schema, {})))
    read = [dict(row) for row in CSVW(str(tmp_path / "synthetic.csv")).tables[0]]
    expected = rows.to_pylist()
    expected[0]["when"] = datetime.fromisoformat("2026-11-28T05:30:00+01:00")
    assert read == expected


def test_csvw_would_find_a_value_that_is_not_explained(tmp_path: Path) -> None:
    columns = {name: column for name, column in SYNTHETIC.columns.items() if name == "kind"}
    rows = pa.table({"kind": ["a", "c"]})
    (tmp_path / "synthetic.csv").write_bytes(csvw.csv(rows))
    one = Table("synthetic", "Synthetisch", "Verzonnen.", ("GOVE",), columns)
    (tmp_path / "synthetic.csv-metadata.json").write_bytes(_json(csvw.described(one, rows.schema, {})))
    with pytest.raises(ValueError, match="c"):
        list(CSVW(str(tmp_path / "synthetic.csv")).tables[0])


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content).encode()
