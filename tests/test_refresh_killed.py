"""A refresh that is killed at any moment leaves a whole snapshot, a whole store, and nothing that piles up.

The services are those of tests/test_refresh.py. Each run has something new to publish: in one buurt of three focus
areas, on three pages of the table of crimes, there are as many crimes more as there were runs before. So an app that
reads sees the same number added in all three, and never fewer than it saw before.
"""

import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

import nplv.refresh
from nplv.__main__ import main
from nplv.check import check
from nplv.fetch.store import MANIFEST as STORE_MANIFEST
from nplv.fetch.store import Entry, Store
from nplv.pipeline import content
from nplv.schema import CHANGE_LOG, GEODATA, MANIFEST, TABLES
from nplv.snapshot import Snapshot, open_snapshot
from nplv.ui import data, open_data
from tests.pages import ROOT, opened
from tests.stand_in import StandIn
from tests.stand_in.complete import complete
from tests.stand_in.recorded import DATA

SEED = 20230612
CRIMES, YEAR, COUNT = "47022NED", 2025, "GeregistreerdeMisdrijven_1"
# Focus area -> a wijk of it, of which the first buurt gets more crimes (and so does its gemeente).
RAISED = {"leeuwarden-oost": "WK008020", "rotterdam-zuid": "WK059910", "heerlen-noord": "WK091710"}
SOUTH = ("059910", "059912", "059915")  # the wijken of Rotterdam-Zuid
# Command and stage of it in which a run is killed. In most of them files of the snapshot are being replaced: "write" of
# a refresh, for which it has to build first, and of a command that does only that.
REFRESH_STAGES = "write fetch check fetch build fetch fetch fetch fetch fetch".split()
CYCLE = [*(("refresh", stage) for stage in REFRESH_STAGES), *[("publish", "write")] * 14]

Numbers = tuple[int, ...]

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"de vastgelegde brondata staat niet in {DATA}")


def crimes_of(snapshot: Snapshot) -> Numbers:
    """The crimes of the areas of which the number differs per version."""
    rows = snapshot.observations("misdrijven", ["focusgebied"])
    numbers = rows[rows["period"] == YEAR].set_index("area_code")["numerator"]
    return tuple(int(numbers[slug]) for slug in RAISED)


def told(marks: Connection, module: ModuleType, name: str, stages: Iterable[str]) -> None:
    """Has a function tell that a stage begins, one for each time that it is called."""
    function, left = getattr(module, name), iter(stages)

    def telling(*arguments: Any, **options: Any) -> Any:
        marks.send(next(left))
        return function(*arguments, **options)

    setattr(module, name, telling)


def run_refresh(folder: Path, marks: Connection, environment: Mapping[str, str]) -> None:
    """One refresh, of which the parent hears the stages: fetch, build, check (on a trial folder) and write."""
    os.environ.update(environment)
    tempfile.tempdir = str(folder / "tmp")
    told(marks, nplv.refresh, "fetch", ["fetch"])
    told(marks, nplv.refresh, "read_all", ["build"])
    told(marks, content, "publish", ["check", "write"])
    quick = ["--quiet", "--tries", "2", "--pause", "0"]
    sys.exit(main(["refresh", "--raw", str(folder / "raw"), "--out", str(folder / "root"), *quick]))


def run_publish(folder: Path, marks: Connection, crimes: Numbers) -> None:
    """Only the last step of a refresh: publishes the snapshot that is there, with other numbers of crimes."""
    published = nplv.refresh.content_of(open_snapshot(folder / "root"))
    table = published.observations
    for slug, number in zip(RAISED, crimes, strict=True):
        own = (table["indicator"] == "misdrijven") & (table["area_code"] == slug) & (table["period"] == YEAR)
        table.loc[own, "numerator"] = float(number)
    told(marks, content, "publish", ["write"])
    content.write(replace(published, observations=table), folder / "root")


def run_reader(root: Path, enough: Event, results: Connection) -> None:
    """Opens and reads the snapshot again and again, as an app does; tells in the end what it saw or what was wrong."""
    seen: list[tuple[str, Numbers]] = []
    wrong: list[str] = []
    reads = 0
    while not enough.is_set() and len(wrong) < 3:
        try:
            snapshot = open_snapshot(root)
            now = (snapshot.fingerprint, crimes_of(snapshot))
        except Exception:  # whatever it is, the app would show it
            wrong.append(traceback.format_exc())
        else:
            reads += 1
            if now not in seen[-1:]:
                seen.append(now)
        enough.wait(0.05)
    results.send((reads, seen, wrong))


def started(process: Any) -> Any:
    """Starts a process, which is not to run again what was run here: pytest, or a page that was opened in a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        process.start()
    return process


@dataclass
class Place:
    """A folder with a published snapshot, a raw store and room for temporary files, and the services.

    Attributes:
        version: How many runs there were; that many crimes more does the newest have.
        spans: Command and stage -> how long that stage took last time.
    """

    folder: Path
    services: StandIn
    version: int = 0
    spans: dict[tuple[str, str], float] = field(default_factory=dict)
    context: Any = field(default_factory=lambda: multiprocessing.get_context("forkserver"))

    def __post_init__(self) -> None:
        self.context.set_forkserver_preload(["nplv.__main__", __name__])
        self.recorded = self.services.tables[CRIMES]
        self.first: Numbers = (0,) * len(RAISED)
        self.root, self.raw = self.folder / "root", self.folder / "raw"
        (self.folder / "tmp").mkdir()
        for name in ("data", "geodata"):
            shutil.copytree(ROOT / name, self.root / name)

    def run(self, command: str, stage: str | None = None, share: float = 0.0) -> int:
        """Publishes the next version, or is killed in a stage after that share of the time that the stage takes."""
        self.version += 1
        marks, theirs = self.context.Pipe(duplex=False)
        target: Any = run_publish
        what: Any = tuple(number + self.version for number in self.first)
        if command == "refresh":
            self._renew()
            target, what = run_refresh, self.services.environment
        process = started(self.context.Process(target=target, args=(self.folder, theirs, what), daemon=True))
        theirs.close()
        self._follow(marks, command, stage, share)
        if stage is not None:
            process.kill()
        process.join()
        return int(process.exitcode)

    def _renew(self) -> None:
        """Gives the services other numbers of crimes, and three other tables a later day with the same rows."""
        rows, codes = self.recorded.rows.copy(), self.recorded.rows["WijkenEnBuurten"]
        total = (rows["SoortMisdrijf"] == "0.0.0 ") & (rows["Perioden"] == f"{YEAR}JJ00")
        for wijk in RAISED.values():
            buurt = codes[total & codes.str.startswith(f"BU{wijk[2:]}")].iloc[0]
            rows.loc[total & codes.isin([buurt, f"GM{wijk[2:6]}".ljust(10)]), COUNT] += self.version
        day = (pd.Timestamp("2027-01-01") + pd.Timedelta(days=self.version)).isoformat()
        self.services.tables[CRIMES] = replace(self.recorded, rows=rows, modified=day)
        others = sorted(self.services.tables.keys() - {CRIMES})
        for name in random.Random(self.version).sample(others, 3):
            self.services.tables[name] = replace(self.services.tables[name], modified=day)

    def _follow(self, marks: Connection, command: str, stage: str | None, share: float) -> None:
        """Listens to a run until it ends, or for a share of a stage; keeps how long its stages take."""
        now, since = None, 0.0
        while now is None or now != stage:
            try:
                then, now = now, marks.recv()
            except EOFError:
                then, now = now, None
            if then:
                self.spans[command, then] = time.monotonic() - since
            if now is None:
                return
            since = time.monotonic()
        time.sleep(share * self.spans[command, now])

    def files(self) -> set[str]:
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}

    def bytes_of_store(self) -> int:
        return sum(path.stat().st_size for path in self.raw.rglob("*") if path.is_file())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with complete() as services:
        place = Place(tmp_path, services)
        assert place.run("refresh") == 0
        place.first = tuple(number - 1 for number in crimes_of(open_snapshot(place.root)))
        assert place.run("publish") == 0
        yield place


@contextmanager
def reader(place: Place) -> Iterator[list[tuple[str, Numbers]]]:
    """Has an app read as long as this lasts; the list is filled with what it saw, and must be without errors."""
    enough, (results, theirs) = place.context.Event(), place.context.Pipe(duplex=False)
    process = started(place.context.Process(target=run_reader, args=(place.root, enough, theirs), daemon=True))
    theirs.close()
    seen: list[tuple[str, Numbers]] = []
    try:
        yield seen
    finally:
        enough.set()
        reads, found, wrong = results.recv()
        process.join()
    assert not wrong, "\n".join(wrong)
    assert reads > len(found) > 0
    seen += found


def entries_of(raw: Path) -> dict[str, Entry]:
    """All answers that the raw store lists, those of tables that are being fetched last."""
    manifest = json.loads((raw / STORE_MANIFEST).read_text(encoding="utf-8"))
    return {f"{part} {url}": Entry(**one) for part in ("answers", "staged") for url, one in manifest[part].items()}


def assert_whole_store(raw: Path) -> None:
    """Each answer that is listed is there, and those of the crimes are all of one version."""
    store, entries = Store(raw), entries_of(raw)
    assert [url for url, entry in entries.items() if store.intact(entry) is None] == []
    crimes = {entry.version for url, entry in entries.items() if url.startswith("answers") and CRIMES in url}
    assert len(crimes - {None}) == 1


def test_a_refresh_that_is_killed_leaves_all_whole(
    place: Place, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, moments, codes = place.bytes_of_store(), random.Random(SEED), []
    with reader(place) as seen:
        for number in range(pytestconfig.getoption("--kills")):
            (command, stage), share = CYCLE[number % len(CYCLE)], moments.random()
            try:
                codes.append(place.run(command, stage, share))
                open_snapshot(place.root)
                assert_whole_store(place.raw)
                assert place.bytes_of_store() < 3 * size
            except Exception as error:
                error.add_note(f"Kill {number + 1} (seed {SEED}): at {share:.0%} of the stage {stage} of {command}.")
                raise
    assert set(codes) <= {-9, 0}  # killed, or done before it could be
    assert codes.count(-9) > len(codes) // 4
    added = [tuple(now - then for now, then in zip(crimes, place.first, strict=True)) for _, crimes in seen]
    assert all(len(set(one)) == 1 for one in added), added
    assert added == sorted(added)
    assert len(dict(seen)) == len(set(seen)), "one manifest, and other figures"

    monkeypatch.setattr(data, "ROOT", place.root)
    monkeypatch.setattr(open_data, "keep_written", lambda _: None)  # the files of the app are not those of a refresh
    app = opened("ontwikkeling", gebied="rotterdam-zuid", indicator="misdrijven")
    assert not app.exception
    assert not app.error

    assert_nothing_is_left_after_an_hour(place)
    rows = open_snapshot(place.root).observations("misdrijven", ["focusgebied"])
    of_south = rows[(rows["area_code"] == "rotterdam-zuid") & (rows["period"] == YEAR)].iloc[0]
    assert of_south["value"] == pytest.approx(crime_in_south_by_hand(place.services))


def assert_nothing_is_left_after_an_hour(place: Place) -> None:
    """A refresh an hour later publishes without findings, and of all that was killed nothing is left."""
    before = {entry["path"] for entry in open_snapshot(place.root).manifest["files"].values()}
    for path in place.folder.rglob("*"):
        os.utime(path, (0, 0))
    assert place.run("refresh") == 0
    assert check(place.root) == []
    assert_whole_store(place.raw)
    now = {entry["path"] for entry in open_snapshot(place.root).manifest["files"].values()}
    assert len(now) == len(TABLES) + len(GEODATA)
    answers = {f"raw/answers/{entry.sha256[:20]}.gz" for entry in entries_of(place.raw).values()}
    ours = {f"root/{path}" for path in (*before, *now, MANIFEST, CHANGE_LOG)}
    assert place.files() == {*ours, *answers, f"raw/{STORE_MANIFEST}", "raw/.lock"}
    assert not any((place.folder / "tmp").iterdir())


def crime_in_south_by_hand(services: StandIn) -> float:
    """Crimes per 1,000 inhabitants: those of the buurten, over the inhabitants of their wijken."""
    crimes, people = services.tables[CRIMES].rows, services.tables["85984NED"].rows
    crimes = crimes[(crimes["SoortMisdrijf"] == "0.0.0 ") & (crimes["Perioden"] == f"{YEAR}JJ00")]
    crimes = crimes[crimes["WijkenEnBuurten"].str.startswith(tuple(f"BU{wijk}" for wijk in SOUTH))]
    people = people[people["WijkenEnBuurten"].str.strip().isin([f"WK{wijk}" for wijk in SOUTH])]
    return float(1_000 * crimes[COUNT].sum() / people["AantalInwoners_5"].sum())
