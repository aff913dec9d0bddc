"""The published snapshot for the pages: opened once for all visitors, taken up anew when a file changes."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from nplv.analysis.local import remark
from nplv.local import Local, files, folder, open_local
from nplv.national import National, open_national
from nplv.registry import use
from nplv.schema import MANIFEST
from nplv.snapshot import Snapshot, SnapshotError, open_snapshot
from nplv.ui import frame

ROOT = Path(__file__).parents[2]
# Where the layers of the whole country are, for those who have built them.
NATIONAL = Path(os.environ.get("NPLV_NATIONAL", ROOT / "national"))
# Where the indicators of municipalities are, for those who have added any.
LOCAL = folder(ROOT)

_FOLDERS = ("data", "geodata")
_BY_CONTENT: dict[str | type, Callable[[Any], Any]] = {
    Snapshot: lambda snapshot: snapshot.fingerprint,
    Local: lambda local: local.fingerprint,
}


def snapshot() -> Snapshot:
    """Return the published snapshot with the local indicators, and make the registry's indicators and sources those.

    Where it cannot be used, say why in Dutch and end the page.
    """
    frame.through_app()
    paths = sorted(path for folder in _FOLDERS for path in (ROOT / folder).glob("*"))
    try:
        official = _open(ROOT, tuple((path.name, _version(path)) for path in paths))
        local = _open_local(LOCAL, tuple((str(path), _version(path)) for path in files(LOCAL)))
        found = _beside(official, local)
        use(found.edition)
        return found
    except SnapshotError as error:
        st.error("De gegevens van dit dashboard kunnen niet worden gebruikt.")
        for finding in error.findings:
            st.error(finding)
        st.info(error.advice)
        st.stop()


def national() -> National | None:
    """Return the layers of the whole country; None where they were not built or are damaged (`warn_of_national`)."""
    found = _open_national(NATIONAL, _version(NATIONAL / MANIFEST))
    return None if isinstance(found, SnapshotError) else found


def warn_of_national() -> None:
    """Say what is wrong with the layers of the whole country, if anything; once on a page that uses them."""
    found = _open_national(NATIONAL, _version(NATIONAL / MANIFEST))
    if isinstance(found, SnapshotError):
        st.warning(" ".join(["De kaartlagen van heel Nederland kunnen niet worden gebruikt.", *found.findings]))
        st.info(found.advice)


def observations(indicator: str) -> pd.DataFrame:
    """Return all observations of one indicator; empty for an indicator without figures."""
    return _observations(snapshot(), indicator)


def all_observations(*levels: str) -> pd.DataFrame:
    """Return the observations of all indicators at the given levels."""
    return _all_observations(snapshot(), levels)


def composition() -> pd.DataFrame:
    """Return one row per focusgebied: codes, certainty and inhabitants."""
    return _composition(snapshot())


def funding() -> pd.DataFrame:
    """Return one row per decision on money."""
    return _funding(snapshot())


def letter() -> pd.DataFrame:
    """Return the figures of the letter of 12 June 2023, one row each."""
    return _letter(snapshot())


def changes() -> pd.DataFrame:
    """Return what each refresh changed, newest first."""
    return _changes(snapshot())


def local_remarks() -> list[str]:
    """Return what is to be said of each local indicator, in the order of the edition; mostly nothing."""
    found = snapshot()
    now = found.composition_hash()
    return [remark(one.composition, now) for one in found.local.found.values()]


def wijken() -> pd.DataFrame:
    """Return the figures of the wijken elsewhere that areas are compared with: a row per wijk, indicator and year."""
    return _wijken(snapshot())


def areas(level: str) -> gpd.GeoDataFrame:
    """Return the polygons of one level. All visitors share this table: copy it before changing it."""
    return _areas(snapshot(), level)


def _version(path: Path) -> tuple[int, int] | None:
    """Return what changes with a file's content (time and size), None for a missing file."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


@st.cache_resource(show_spinner=False, max_entries=1)
def _open(root: Path, versions: tuple[tuple[str, tuple[int, int] | None], ...]) -> Snapshot:
    """Check and open the snapshot; `versions` is there so that a changed file is checked again."""
    return open_snapshot(root)


@st.cache_resource(show_spinner=False, max_entries=1)
def _open_local(root: Path, versions: tuple[tuple[str, tuple[int, int] | None], ...]) -> Local:
    """Check and open the local indicators; `versions` as in `_open`."""
    return open_local(root)


@st.cache_resource(show_spinner=False, hash_funcs=_BY_CONTENT, max_entries=1)
def _beside(official: Snapshot, local: Local) -> Snapshot:
    """Return one and the same object as long as nothing changes: the registry is looked up by it."""
    return official.beside(local)


@st.cache_resource(show_spinner=False, max_entries=1)
def _open_national(root: Path, version: tuple[int, int] | None) -> National | SnapshotError | None:
    """Check and open the layers, or find out why that cannot be done.

    Their manifest names all files by content, so its `version` is that of all.
    """
    try:
        return open_national(root)
    except SnapshotError as error:
        return error


@st.cache_data(show_spinner=False, hash_funcs=_BY_CONTENT, max_entries=100)
def _observations(snapshot: Snapshot, indicator: str) -> pd.DataFrame:
    return snapshot.observations(indicator)


@st.cache_data(show_spinner=False, hash_funcs=_BY_CONTENT, max_entries=10)
def _all_observations(snapshot: Snapshot, levels: tuple[str, ...]) -> pd.DataFrame:
    return snapshot.all_observations(levels)


@st.cache_data(show_spinner=False, hash_funcs=_BY_CONTENT, max_entries=2)
def _composition(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.composition()


@st.cache_data(show_spinner=False, hash_funcs=_BY_CONTENT, max_entries=2)
def _funding(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.funding()


@st.cache_data(show_spinner=False, hash_funcs=_BY_CONTENT, max_entries=2)
def _changes(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.changes()


@st.cache_data(show_spinner=False, hash_funcs=_BY_CONTENT, max_entries=2)
def _letter(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.letter()


@st.cache_data(show_spinner=False, hash_funcs=_BY_CONTENT, max_entries=2)
def _wijken(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.wijken()


@st.cache_resource(show_spinner=False, hash_funcs=_BY_CONTENT, max_entries=12)
def _areas(snapshot: Snapshot, level: str) -> gpd.GeoDataFrame:
    return snapshot.areas(level)
