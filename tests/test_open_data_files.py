"""The folder of open data: complete, the same for the same snapshot, and written whole or not at all."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from rdflib import Graph, Namespace, URIRef

from nplv.__main__ import main
from nplv.open_data import folder
from nplv.schema import GEODATA, MANIFEST, TABLES
from nplv.snapshot import open_snapshot
from tests.pages import ROOT
from tests.snapshot_files import stored

BASE = "https://voorbeeld.example/app/static/open-data/"
DCAT, SPDX = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://spdx.org/rdf/terms#")


def content(place: Path) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def index(place: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((place / "index.json").read_text(encoding="utf-8"))["files"]
    return found


def test_every_file_has_the_checksum_that_is_said_of_it(open_data: Path) -> None:
    real = {name: hashlib.sha256(data).hexdigest() for name, data in content(open_data).items()}
    lines = (open_data / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line[66:]: line[:64] for line in lines} == {name: real[name] for name in real if name != "SHA256SUMS"}
    assert {line[64:66] for line in lines} == {"  "}
    described = {entry["path"]: (entry["sha256"], entry["bytes"]) for entry in index(open_data)}
    assert described == {name: (real[name], (open_data / name).stat().st_size) for name in described}
    graph = Graph().parse(open_data / "dcat.ttl")
    in_catalogue = {
        str(graph.value(one, DCAT.downloadURL)).removeprefix(BASE): (
            str(graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)),
            int(str(graph.value(one, DCAT.byteSize))),
        )
        for one in graph.subjects(predicate=DCAT.downloadURL)
    }
    # rdflib writes hexBinary in capitals.
    assert {name: (value.lower(), size) for name, (value, size) in in_catalogue.items()} == described
    assert len(described) == 10 + 6 + 6 + 6  # CSV; parquet of the snapshot; GeoJSON and GeoParquet of six levels


def test_parquet_is_that_of_the_snapshot(open_data: Path) -> None:
    for table, name in TABLES.items():
        assert (open_data / f"parquet/{table}.parquet").read_bytes() == stored(ROOT, name).read_bytes()
    for name in GEODATA.values():
        path = open_data / "geoparquet" / Path(name).name
        assert path.read_bytes() == stored(ROOT, name).read_bytes()


def test_rows_licence_and_citation_are_those_of_the_snapshot(open_data: Path) -> None:
    manifest = json.loads((ROOT / MANIFEST).read_text(encoding="utf-8"))["files"]
    by_path = {entry["path"]: entry for entry in index(open_data)}
    for table, name in TABLES.items():
        entry = by_path[f"csv/{table}.csv"]
        assert entry["rows"] == manifest[name]["rows"] == pq.read_metadata(stored(ROOT, name)).num_rows
        licences = set(filter(None, manifest[name]["licence"].split("; ")))
        assert set(entry["licence"].split("; ")) == (licences or {"EUPL-1.2"})
    assert by_path["csv/letter.csv"]["citation"] == (
        "“De cijfers van de Kamerbrief van 12 juni 2023”. Bron: Kamerstuk 30995-102, 12 juni 2023, kenmerk "
        "2023-0000316309 (licentie: Openbaar Kamerstuk; zie bron). Zicht op Focuswijken. Gegevens tot en met 19 juli "
        f"2026. {BASE}csv/letter.csv"
    )
    assert "(2002–2025)" in by_path["csv/observations.csv"]["citation"]


def test_another_process_writes_the_same_bytes(open_data: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nplv", "open-data", "--out", str(tmp_path / "other")]
    environment = {**os.environ, "PYTHONHASHSEED": "1", "NPLV_ADDRESS": "https://voorbeeld.example/"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f"43 bestanden geschreven naar {tmp_path / 'other'}\n"
    assert content(tmp_path / "other") == content(open_data)


def test_without_an_address_everything_is_relative_to_the_folder() -> None:
    files = folder.files(open_snapshot(ROOT), "")
    turtle = files["dcat.ttl"].decode()
    assert "<csv/observations.csv>" in turtle
    assert "De adressen van de bestanden zijn relatief aan de map waarin dit bestand staat." in turtle
    assert "invalid" not in turtle
    elsewhere = Graph().parse(data=turtle, publicID="https://elders.example/map/dcat.ttl")
    other = Graph().parse(data=files["dcat.jsonld"], format="json-ld", base="https://elders.example/map/dcat.jsonld")
    assert URIRef("https://elders.example/map/csv/areas.csv") in set(elsewhere.objects(predicate=DCAT.downloadURL))
    assert elsewhere.isomorphic(other)


def test_a_version_differs_with_snapshot_address_and_code(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = open_snapshot(ROOT)
    versions = {folder.version(snapshot, ""), folder.version(snapshot, "https://voorbeeld.example")}
    monkeypatch.setattr(folder, "_CODE", folder._CODE[:1])
    versions.add(folder.version(snapshot, ""))
    monkeypatch.setitem(snapshot.manifest, "as_of", "2030-01-01")
    versions.add(folder.version(snapshot, ""))
    assert len(versions) == 4


def write(out: Path, *options: str) -> int:
    return main(["open-data", "--out", str(out), *options])


def test_what_is_there_stays_when_writing_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "open"
    monkeypatch.setattr(folder, "files", lambda *_: {"index.json": b'{"dashboard": "Zicht op Focuswijken"}'})
    assert write(out) == 0
    monkeypatch.setattr(folder, "files", lambda *_: {"a": b"new", "a/b": b"a is a file, so this cannot be written"})
    assert write(out) == 1
    assert "Lezen of schrijven is mislukt" in capsys.readouterr().err
    assert content(tmp_path) == {"open/index.json": b'{"dashboard": "Zicht op Focuswijken"}'}
    monkeypatch.setattr(folder, "files", lambda *_: {"a": b"new"})
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", _fails_for_the_new_folder)
        assert write(out) == 1
    assert content(tmp_path) == {"open/index.json": b'{"dashboard": "Zicht op Focuswijken"}'}
    assert write(out) == 0
    assert content(tmp_path) == {"open/a": b"new"}


def _fails_for_the_new_folder(own: Path, to: Path, rename: Callable[[Path, Path], Path] = Path.rename) -> Path:
    if own.name == "new":
        raise OSError("no room")
    return rename(own, to)


@pytest.mark.parametrize("name", ["notes.txt", "index.json"])
def test_another_folder_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / name).write_text("{}", encoding="utf-8")
    assert write(tmp_path) == 1
    assert capsys.readouterr().err == f"{tmp_path} bestaat al en is geen map met open data; kies een andere map.\n"
    assert content(tmp_path) == {name: b"{}"}


@pytest.mark.parametrize("text", ["voorbeeld.example", "https://voor beeld.example", "javascript:alert(1)"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    with pytest.raises(SystemExit):
        write(tmp_path / "open", "--address", text)
    assert f"‘{text}’ is geen webadres dat begint met http:// of https://" in capsys.readouterr().err
