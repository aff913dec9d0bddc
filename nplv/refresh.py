"""The refresh: fetch, build, check and publish in one go; or nothing at all."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd

from nplv.check import check
from nplv.fetch.client import Client
from nplv.fetch.run import fetch
from nplv.fetch.store import Store
from nplv.files import is_abandoned
from nplv.national import open_national
from nplv.pipeline.change_log import summary
from nplv.pipeline.changes import changes
from nplv.pipeline.content import Content, write
from nplv.pipeline.national import of_services
from nplv.pipeline.national import write as write_national
from nplv.pipeline.services import Tables, content, of_boundaries, read_all
from nplv.registry import indicators
from nplv.schema import CHANGE_LOG, GEODATA, LEVELS, UNIT_LEVELS
from nplv.snapshot import Snapshot, SnapshotError, open_snapshot
from nplv.sources import SourceError

_TRIAL = "zicht-op-focuswijken-"  # folder in which a snapshot is checked before it is published


def refresh(
    raw: Path,
    out: Path,
    base: Path,
    client: Client,
    *,
    only: Sequence[str] = (),
    keep_going: bool = False,
    quiet: bool = False,
    national: Path | None = None,
    say: Callable[[str], object] = print,
) -> bool:
    """Downloads what changed, and publishes a snapshot of it when that is whole and valid.

    Args:
        raw: Folder of the raw store.
        out: Folder whose ``data/`` and ``geodata/`` are published.
        base: Folder with the snapshot from which figures without a service are taken, and parts that failed.
        client: Asks the services.
        only: Sources or kinds of tables to fetch; the others are taken from the store as they are.
        keep_going: Whether to publish although some tables failed; the snapshot says which part is old.
        quiet: Whether to leave out the progress bar.
        national: Folder of the national layers, to be made of the same tables; None to leave these as they are.
        say: Is told each finding in one line.

    Returns:
        Whether a complete snapshot was published.

    Raises:
        SourceError: A source is not as expected; nothing was published. SnapshotError: there is no base to build on.
    """
    fetched = fetch(raw, client, only=only, keep_going=keep_going, quiet=quiet)
    if fetched.failures and not keep_going:
        say("Er is niets gepubliceerd; de oude momentopname blijft in gebruik.")
        return False
    failures = fetched.failures if keep_going else None
    return build_from_store(raw, out, base, failures=failures, national=national, say=say)


def build_from_store(
    raw: Path,
    out: Path,
    base: Path,
    *,
    failures: Mapping[str, str] | None = None,
    national: Path | None = None,
    say: Callable[[str], object] = print,
) -> bool:
    """Makes a snapshot of a raw store, and publishes it when the check has no findings.

    Args:
        raw: Folder of the raw store.
        out: Folder whose ``data/`` and ``geodata/`` are published.
        base: Folder with the snapshot to build on.
        failures: Name of a table -> why it could not be fetched; None where everything has to be there.
        national: As for :func:`refresh`.
        say: Is told each finding in one line.

    Returns:
        Whether it was published, and nothing in it is older than the others.

    Raises:
        SourceError: As for :func:`refresh`.
    """
    store, before = Store(raw), open_snapshot(base)
    old = content_of(before)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    read = read_all(store, failures)
    new = content(
        read,
        old,
        retrieved=store.tables,
        inputs=store.hashes(),
        failures=failures or {},
        refreshed=moment,
    )
    log = changes(old, new, indicators(old.edition), indicators(new.edition))
    new = replace(new, changes=log)
    if findings := _findings(new):
        for finding in findings:
            say(finding)
        say("De nieuwe momentopname is niet in orde en niet gepubliceerd; de oude blijft in gebruik.")
        return False
    write(new, out)
    for line in summary(log, moment):
        say(line)
    say(f"Momentopname gepubliceerd in {out}; alle wijzigingen staan in {CHANGE_LOG}.")
    if national is not None:
        _publish_national(read, store, national, moment, say)
    return not new.old


def national_from_store(raw: Path, out: Path, *, say: Callable[[str], object] = print) -> None:
    """Makes only the national layers of a raw store.

    Args:
        raw: Folder of the raw store.
        out: Folder of the layers.
        say: Is told what is done.

    Raises:
        SourceError: A table is missing or not as expected; nothing was published.
    """
    store = Store(raw)
    _publish_national(read_all(store), store, out, datetime.now(UTC).isoformat(timespec="seconds"), say)


def _publish_national(read: Tables, store: Store, out: Path, moment: str, say: Callable[[str], object]) -> None:
    say("De landelijke kaartlagen worden gemaakt; dat duurt enkele minuten als er nieuwe grenzen zijn.")
    inputs = store.hashes()
    layers = of_services(
        read,
        before=_same_polygons(out, inputs),
        retrieved=store.tables,
        inputs=inputs,
        refreshed=moment,
    )
    write_national(layers, out)
    say(f"Landelijke kaartlagen gepubliceerd in {out}.")


def _same_polygons(out: Path, inputs: Mapping[str, str]) -> dict[str, gpd.GeoDataFrame] | None:
    """The polygons of the national layers that are there, if they were made of the same answers."""
    try:
        before = open_national(out)
    except SnapshotError:
        return None
    if before is None or of_boundaries(before.inputs) != of_boundaries(inputs):
        return None
    return {level: before.areas(level).astype({"inhabitants": "Int64"}) for level in UNIT_LEVELS}


def content_of(snapshot: Snapshot) -> Content:
    """The content of a published snapshot."""
    manifest = snapshot.manifest
    return Content(
        observations=snapshot.all_observations(LEVELS),
        areas=snapshot.composition(),
        wijken=snapshot.wijken(),
        funding=snapshot.funding(),
        letter=snapshot.letter(),
        # Read back, a whole number that may be missing is a float; as it was written it gives the same bytes again.
        polygons={level: snapshot.areas(level).astype({"inhabitants": "Int64"}) for level in GEODATA},
        polygon_sources={level: manifest["files"][name]["sources"] for level, name in GEODATA.items()},
        vintages={level: manifest["files"][name]["vintage"] for level, name in GEODATA.items()},
        division=manifest["files"][GEODATA["buurt"]]["vintage"],
        inputs=manifest["input"],
        as_of=snapshot.as_of,
        edition=snapshot.edition,
        refreshed=snapshot.refreshed,
        old=manifest.get("old", []),
        changes=snapshot.changes(),
    )


def _findings(new: Content) -> list[str]:
    """What the check says of a snapshot before it is published: it is written elsewhere first."""
    _remove_abandoned_trials()
    with tempfile.TemporaryDirectory(prefix=_TRIAL) as folder:
        try:
            write(new, Path(folder))
        except OSError as error:
            raise SourceError(f"de momentopname kan niet worden geschreven: {error}") from error
        return check(Path(folder))


def _remove_abandoned_trials() -> None:
    """Removes what runs left that were killed while they checked."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_TRIAL}*"):
        with contextlib.suppress(OSError):  # it is of someone else, or already gone
            if is_abandoned(folder):
                shutil.rmtree(folder)
