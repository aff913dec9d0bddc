"""Synthetic tables, and a fetch of them from the stand-in, for the tests of downloading (no figure here is real)."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from nplv.fetch.client import Client
from nplv.fetch.run import Fetched, fetch
from nplv.fetch.store import MANIFEST, Store
from nplv.registry.tables import TableFamily
from nplv.sources import leefbaarometer, pdok, statline
from nplv.sources.catalogue import Step
from tests.stand_in import StandIn, Table
from tests.stand_in.leefbaarometer import COLUMNS, WIJKEN, zip_of

CBS = "https://opendata.cbs.nl/ODataFeed/odata"
CODES = ["NL00", "GM0363", "WK036300", "BU03630000", "GM0599"]
PEOPLE = (100, 50, 30, None, 20)
DATA, KEYS = "TypedDataSet?", "WijkenEnBuurten?"
SECOND, THIRD = "$skiptoken=2", "$skiptoken=4"  # pages of two rows
ZIP, API = Step("leefbaarometer/proef", "leefbaarometer", leefbaarometer.open_data), "/cbs/wijken-en-buurten-2024/"
WFS = "/cbs/gebiedsindelingen/2024/"
BUURTEN = Step("grenzen/buurt", pdok.SOURCE, partial(pdok.boundaries, "buurt", 2024))


def people(
    name: str = "90001NED", counts: Sequence[float | None] = PEOPLE, modified: str = "2026-01-01T02:00:00"
) -> Table:
    """A synthetic table of five areas on three pages, with keys padded to ten."""
    rows = {"WijkenEnBuurten": [code.ljust(10) for code in CODES], "AantalInwoners_5": list(counts)}
    rows["GemiddeldInkomenPerInwoner_80"] = [34.9, None, 31.0, 30.5, None]
    titles = {"WijkenEnBuurten": {"GM0363": "Amsterdam"}}
    return Table(name, pd.DataFrame(rows), ("WijkenEnBuurten",), titles, modified=modified, page=2)


def family(name: str = "proef", **changes: Any) -> TableFamily:
    """A declaration of the synthetic table; what is named in `changes` is declared otherwise."""
    declared: dict[str, Any] = {
        "source": "proefbron",
        "host": "https://opendata.cbs.nl",
        "region": ("WijkenEnBuurten",),
        "columns": {"inwoners": ("AantalInwoners",), "inkomen": ("GemiddeldInkomenPerInwoner",)},
        "ranges": {"inwoners": (0, 1_000), "inkomen": (0, 100)},
        "by_year": {} if "period" in changes else {"2024": "90001NED"},
    }
    return TableFamily(**{"id": name, **declared, **changes})


def steps_of(declared: TableFamily) -> list[Step]:
    """What is fetched of a family."""
    return [
        Step(f"{declared.id}/{table}", declared.source, partial(statline.read, declared, table, year))
        for table, year in declared.releases()
    ]


PROEF = steps_of(family())[0]
OTHER = steps_of(family("ander", by_year={"2024": "90002NED"}))[0]


def buurten(count: int = 3) -> gpd.GeoDataFrame:
    """Synthetic squares of a hundred metres, in a row."""
    shapes = [shapely.box(120_000 + 100 * i, 480_000, 120_100 + 100 * i, 480_100) for i in range(count)]
    codes = [f"BU0363000{i}" for i in range(count)]
    return gpd.GeoDataFrame({"code": codes, "name": codes, "municipality": "GM0363"}, geometry=shapes, crs=28992)


def archive(won: float = 0.5) -> bytes:
    """A synthetic archive of one wijk; the five parts add up to `afw`, and `lbm` is that and the constant."""
    afw = 0.4 + won
    values = ["WK036300", "Wijk", 2024, 4.10226485 + afw, afw, 0.1, 0.1, 0.1, 0.1, won]
    return zip_of({WIJKEN: f"{','.join(COLUMNS)}\n{','.join(map(str, values))}\n".encode()})


def large_archive(size: int) -> bytes:
    """An archive of which the one file is `size` bytes of zeros."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr(WIJKEN, bytes(size))
    return target.getvalue()


@dataclass
class Bench:
    """The stand-in, a store, and a client that notes its pauses rather than waiting."""

    service: StandIn
    root: Path
    monkeypatch: pytest.MonkeyPatch
    sleeps: list[float] = field(default_factory=list)

    def fetch(self, *steps: Step, tries: int = 3, **options: Any) -> Fetched:
        """Fetches these tables; what was asked and waited before is forgotten."""
        self.service.requests.clear()
        self.sleeps.clear()
        self.monkeypatch.setattr("nplv.fetch.run.steps", lambda: iter(steps or (PROEF,)))
        return fetch(self.root, self.client(tries=tries), quiet=True, **options)

    def client(self, *, tries: int = 3, pause: float = 0.0) -> Client:
        return Client(tries=tries, pause=pause, sleep=self.sleeps.append)

    def asked(self, *parts: str) -> list[str]:
        """The path and query of the requests, from the name of the table on; those that hold all of these parts."""
        asked = [f"{one.path}?{one.query}" for one in self.service.requests]
        return [re.sub(r"^.*/odata/", "", one) for one in asked if all(part in one for part in parts)]

    @property
    def store(self) -> Store:
        return Store(self.root)

    @property
    def manifest(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.root / MANIFEST).read_text(encoding="utf-8"))
        return content

    def rewrite(self, **changes: Any) -> None:
        """Changes entries of the manifest."""
        (self.root / MANIFEST).write_text(json.dumps({**self.manifest, **changes}), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.root / "answers").iterdir()}

    def kept(self, step: Step = PROEF) -> pd.DataFrame:
        """The tidy table that is read again from the store."""
        return step.read(self.store)


@contextmanager
def bench(root: Path, monkeypatch: pytest.MonkeyPatch, *tables: Table) -> Iterator[Bench]:
    """The stand-in with tables (one synthetic table if none are given), boundaries and an archive, and a store."""
    with StandIn(tables or [people()], {("buurt", 2024): buurten()}, archive()) as service:
        for name, address in service.environment.items():
            monkeypatch.setenv(name, address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setattr("nplv.files.os.fsync", lambda _: None)  # a test does not outlive the power
        yield Bench(service, root / "store", monkeypatch)


def by_code(table: pd.DataFrame, column: str = "inwoners") -> Mapping[str, float | None]:
    """Code -> value, None where it is unknown."""
    return {code: None if pd.isna(value) else value for code, value in zip(table["code"], table[column], strict=True)}
