"""The examples on the page Open data do what they say: each is run on the files, as a reader would."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pandas as pd
import pyarrow.parquet as pq
import pytest

from nplv.open_data.snippets import EXCEL, PYTHON, PYTHON_MAP, R, snippet
from nplv.schema import TABLES
from tests.pages import ROOT
from tests.snapshot_files import stored

R_SCRIPT = shutil.which("Rscript")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(open_data: Path) -> Iterator[str]:
    """Where a server gives the files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(open_data))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def crimes() -> dict[tuple[str, int], float]:
    """Crimes per 1,000 inhabitants by area and year, read row by row from the snapshot."""
    rows = pq.read_table(stored(ROOT, TABLES["observations"])).to_pylist()
    return {
        (row["area_code"], row["period"]): row["value"]
        for row in rows
        if row["indicator"] == "misdrijven" and row["level"] in ("nederland", "focusgebied")
    }


def printed(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def series(text: str) -> dict[tuple[str, int], float]:
    """The figures of a printed table with a row per year, and NL00 before rotterdam-zuid."""
    assert re.search(r"NL00\s+rotterdam-zuid", text)
    rows = re.findall(r"^(\d{4})\s+([\d.]+)\s+([\d.]+)$", text, flags=re.MULTILINE)
    columns = ("NL00", "rotterdam-zuid")
    return {
        (column, int(year)): float(value) for year, *found in rows for column, value in zip(columns, found, strict=True)
    }


def expected() -> dict[tuple[str, int], float]:
    return {key: round(value, 1) for key, value in crimes().items() if key[0] in ("NL00", "rotterdam-zuid")}


def test_python_prints_the_figures_of_the_snapshot(address: str) -> None:
    found = series(printed([sys.executable, "-c", snippet(PYTHON, address)]))
    assert found == expected()
    assert found["rotterdam-zuid", 2025] == 73.9  # as on the page Ontwikkeling


def test_python_with_shapes_orders_all_areas(address: str) -> None:
    lines = printed([sys.executable, "-c", snippet(PYTHON_MAP, address)]).splitlines()
    values = [float(line.split()[-1]) for line in lines[1:]]
    newest = [value for (code, year), value in crimes().items() if year == 2025 and code != "NL00"]
    assert values == [round(value, 1) for value in sorted(newest, reverse=True)]
    assert len(values) == 20


@pytest.mark.skipif(R_SCRIPT is None, reason="Rscript is not installed; on Debian: apt install r-base-core")
def test_r_prints_the_figures_of_the_snapshot(address: str) -> None:
    assert series(printed([str(R_SCRIPT), "--vanilla", "-e", snippet(R, address)])) == expected()


def test_excel_is_told_how_the_file_is_written(open_data: Path) -> None:
    # M cannot be run here: what it says of the file is followed with pandas instead.
    text = snippet(EXCEL, "https://voorbeeld.example/open")
    path = re.search(r'Web\.Contents\("https://voorbeeld\.example/open/([^"]+)"\)', text)
    options = re.search(r'\[Delimiter = "(.)", Encoding = (\d+), QuoteStyle = QuoteStyle\.Csv\]', text)
    types = dict(re.findall(r'\{"(\w+)", (type text|type number|Int64\.Type)\}', text))
    assert path
    assert options
    assert options[2] == "65001"  # what Windows calls UTF-8
    assert '"en-US"' in text  # decimal points
    kinds = {"type text": "str", "type number": "float64", "Int64.Type": "Int64"}
    read = pd.read_csv(
        open_data / path[1],
        sep=options[1],
        encoding="utf-8",
        decimal=".",
        dtype={name: kinds[kind] for name, kind in types.items()},
    )
    assert list(types) == list(read.columns)
    metadata = json.loads((open_data / f"{path[1]}-metadata.json").read_text(encoding="utf-8"))
    assert metadata["dialect"]["delimiter"] == options[1]
    of_csvw = {"integer": "Int64.Type", "double": "type number"}
    for column in metadata["tableSchema"]["columns"]:
        kind = column["datatype"]
        assert types[column["name"]] == (of_csvw.get(kind, "type text") if isinstance(kind, str) else "type text")
    wanted = dict(re.findall(r'\[(\w+)\] = "([\w-]+)"', text))
    chosen = read[(read[list(wanted)] == pd.Series(wanted)).all(axis="columns")]
    areas = {key: value for key, value in crimes().items() if key[0] != "NL00"}
    assert {(row.area_code, row.period): row.value for row in chosen.itertuples()} == areas
