"""All files of the open data, by their path in the folder."""

import hashlib
import json
from contextvars import copy_context
from pathlib import Path
from typing import Any

from nplv.analysis import provenance
from nplv.export.about import DASHBOARD, About, citation
from nplv.open_data import csvw, datasets, dcat
from nplv.open_data.datasets import Dataset, File
from nplv.registry import use
from nplv.snapshot import Snapshot

PLACE = "app/static/open-data"  # below the address of the dashboard
INDEX, CHECKSUMS = "index.json", "SHA256SUMS"

_CODE = (Path(__file__).parent, Path(__file__).parents[1] / "registry")


def files(snapshot: Snapshot, address: str) -> dict[str, bytes]:
    """Return the content of every file by its path; the same snapshot and address give the same bytes.

    Args:
        snapshot: What is published.
        address: Of the dashboard, for addresses in the descriptions; without it these are relative to the folder.
    """
    return copy_context().run(_files, snapshot, address)  # the registry's edition stays as it was


def version(snapshot: Snapshot, address: str) -> str:
    """Return what is another one whenever `files` could give other bytes."""
    found = hashlib.sha256(f"{snapshot.fingerprint} {address}".encode())
    for path in sorted(path for folder in _CODE for path in folder.iterdir() if path.suffix in (".py", ".toml")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def is_written(path: Path) -> bool:
    """Whether a folder holds open data that was written here before."""
    try:
        return bool(json.loads((path / INDEX).read_text(encoding="utf-8"))["dashboard"] == DASHBOARD)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _files(snapshot: Snapshot, address: str) -> dict[str, bytes]:
    use(snapshot.edition)
    base = f"{address}/{PLACE}/" if address else ""
    known = dcat.Known(
        address=address,
        base=base,
        modified=snapshot.refreshed or snapshot.as_of,
        version=snapshot.fingerprint,
        provenance=provenance.made(snapshot.manifest),
    )
    published = list(datasets.datasets(snapshot))
    found = {file.path: file.content for dataset in published for file in dataset.files}
    described = []
    for dataset in published:
        if dataset.table:
            table, schema = dataset.table
            described.append((table, schema, _of_table(dataset, snapshot)))
            found[csvw.metadata_path(table.id)] = _json(csvw.described(*described[-1]))
    found[csvw.GROUP_PATH] = _json(csvw.group(described, {"dc:title": f"Open data van {DASHBOARD}"}))
    cited = [(dataset, _citation(dataset, snapshot, f"{base}{dataset.files[0].path}")) for dataset in published]
    description = dcat.document(cited, known)
    found[dcat.JSON_LD] = _json(description)
    found[dcat.TURTLE] = dcat.turtle(description)
    found[INDEX] = _json(_index(published, snapshot, base))
    found[CHECKSUMS] = "".join(f"{_sha256(found[path])}  {path}\n" for path in sorted(found)).encode()
    return found


def _of_table(dataset: Dataset, snapshot: Snapshot) -> dict[str, Any]:
    """What is known of a table in the words of Dublin Core; a licence only where there is one for all its rows."""
    licence = dcat.LICENCES.get(dataset.licence)
    return {
        **({"dc:license": {"@id": licence}} if licence else {}),
        "dc:rights": dcat.rights_of(dataset),
        "dc:source": [{"@id": source.url} for source in dataset.sources],
        "dc:modified": snapshot.refreshed or snapshot.as_of,
    }


def _citation(dataset: Dataset, snapshot: Snapshot, link: str) -> str:
    period = "–".join(map(str, dataset.years)) if dataset.years else None
    return citation(About(dataset.title, dataset.sources, provenance.dated(snapshot.manifest), link, period=period))


def _index(published: list[Dataset], snapshot: Snapshot, base: str) -> dict[str, Any]:
    return {
        "dashboard": DASHBOARD,
        "address": base,
        "as_of": snapshot.as_of,
        "refreshed": snapshot.refreshed,
        "snapshot": snapshot.fingerprint,
        "files": [_entry(dataset, file, snapshot, base) for dataset in published for file in dataset.files],
    }


def _entry(dataset: Dataset, file: File, snapshot: Snapshot, base: str) -> dict[str, Any]:
    is_csv = file.path == csvw.path(dataset.id)
    return {
        "path": file.path,
        "dataset": dataset.id,
        "title": dataset.title,
        "description": dataset.description,
        "format": file.kind.name,
        "media_type": file.kind.media_type,
        "rows": dataset.rows,
        "bytes": len(file.content),
        "sha256": file.sha256,
        "licence": dataset.licence,
        "rights": dcat.rights_of(dataset),
        "citation": _citation(dataset, snapshot, f"{base}{file.path}"),
        "described_by": csvw.metadata_path(dataset.id) if is_csv else None,
    }


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
