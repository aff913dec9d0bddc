"""The folder of open data: written beside the pages whenever there is a new snapshot, at an address that stays."""

import json
import logging
import mimetypes
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from nplv import address
from nplv.files import write_folder
from nplv.open_data import datasets, folder
from nplv.snapshot import Snapshot
from nplv.ui import data

_NAME = folder.PLACE.rpartition("/")[2]
_LOG = logging.getLogger(__name__)
_WRITER = ThreadPoolExecutor(max_workers=1, thread_name_prefix=_NAME)

# Python's own list lacks these: a server whose system has no list either would not say what it sends.
for _kind, _ending in (
    (datasets.PARQUET.media_type, ".parquet"),
    (datasets.GEOJSON.media_type, ".geojson"),
    ("text/turtle", ".ttl"),
    ("application/ld+json", ".jsonld"),
):
    mimetypes.add_type(_kind, _ending)


def keep_written(snapshot: Snapshot) -> Future[None]:
    """See to it that the folder holds the open data of the snapshot.

    Nothing waits for it, and what is there stays until the new files are complete.

    Returns:
        Done when the folder is that of the snapshot; with the OSError for which it could not be written.
    """
    static, where = data.ROOT / "static", address.dashboard()
    written = _writing(static, snapshot.fingerprint, where, snapshot)
    if written.done() and not written.exception() and not _index_path().is_file():
        _writing.clear()  # somebody removed the folder
        written = _writing(static, snapshot.fingerprint, where, snapshot)
    return written


def index() -> dict[str, Any] | None:
    """Return what index.json says of the files that are there now; None where there are none yet."""
    try:
        found: dict[str, Any] = json.loads(_index_path().read_text(encoding="utf-8"))
    except OSError:
        return None
    return found


def _index_path() -> Path:
    return data.ROOT / "static" / _NAME / folder.INDEX


@st.cache_resource(show_spinner=False, max_entries=1)
def _writing(static: Path, fingerprint: str, where: str, _snapshot: Snapshot) -> Future[None]:
    """Begin to write; `fingerprint` is there so that it is done once for each snapshot."""
    return _WRITER.submit(_write_or_log, static, _snapshot, where)


def _write_or_log(static: Path, snapshot: Snapshot, where: str) -> None:
    try:
        _write(static, snapshot, where)
    except Exception:
        _LOG.exception("The open data could not be written")
        raise


def _write(static: Path, snapshot: Snapshot, where: str) -> None:
    """Write a folder named after what is in it, and then let the lasting name lead to it."""
    path = static / f"{_NAME}.{folder.version(snapshot, where)}"
    if not path.is_dir():
        write_folder(path, folder.files(snapshot, where))
    with TemporaryDirectory(dir=static, prefix=".") as beside:
        link = Path(beside) / _NAME
        link.symlink_to(path.name)  # seen from static/, where it is put in one step
        link.replace(static / _NAME)
    for old in static.glob(f"{_NAME}.*"):
        if old != path:
            shutil.rmtree(old, ignore_errors=True)
