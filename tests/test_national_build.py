"""The layers of the whole country, made of the recorded data and of what the stand-in of the services answers.

The borders are not fitted to each other here: that takes minutes, and tests/test_tessellation.py is about it.
"""

import csv
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from nplv.__main__ import main
from nplv.fetch.store import MANIFEST as STORE_MANIFEST
from nplv.national import National, open_national
from nplv.pipeline.country import country_boundaries
from nplv.pipeline.national import of_services
from nplv.pipeline.services import Tables
from nplv.registry import areas, indicators
from nplv.schema import GEODATA, MANIFEST, OBSERVATIONS, UNIT_LEVELS
from nplv.snapshot import Snapshot, open_snapshot
from nplv.sources import SourceError
from tests.refreshing import NO_DATA, ROOT, Place
from tests.stand_in.recorded import DATA

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=NO_DATA)

KEYS = ["area_code", "period"]
# A buurt, its wijk and its gemeente (Zwolle) without a focus area.
BUURT, WIJK, GEMEENTE = "BU01933110", "WK019331", "GM0193"


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nplv.pipeline.country.nearly_seamless", lambda polygons: polygons)
        yield


def opened(root: Path) -> National:
    found = open_national(root)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def recorded(quick: None, tmp_path_factory: pytest.TempPathFactory) -> National:
    out = tmp_path_factory.mktemp("vastgelegd")
    assert main(["build", "--national", "--from", str(DATA), "--out", str(out)]) == 0
    return opened(out)


@pytest.fixture(scope="module")
def built(quick: None, refreshed: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("landelijk")
    assert build(refreshed, out) == 0
    return out


def build(place: Place, out: Path) -> int:
    return main(["build", "--national", "--from", str(place.root / "raw"), "--out", str(out)])


def all_years(layers: National, indicator: str, level: str) -> pd.DataFrame:
    years = layers.years(indicator, level)
    return pd.concat([layers.observations(indicator, level, year) for year in years], ignore_index=True)


def value(layers: National, indicator: str, code: str, year: int) -> float:
    level = {"BU": "buurt", "WK": "wijk", "GM": "gemeente"}[code[:2]]
    return float(layers.observations(indicator, level, year).set_index("area_code")["value"][code])


def compared(layers: National, snapshot: Snapshot) -> int:
    """Compares all columns of the units that both have; returns how many figures are known in both."""
    gemeenten = {area.municipality_code[2:] for area in areas().values()}
    known = 0
    for name in indicators():
        for level in (level for level in UNIT_LEVELS if layers.years(name, level)):
            ours = snapshot.observations(name, [level]).sort_values(KEYS, ignore_index=True)
            ours = ours[ours["period"].isin(layers.years(name, level))]  # other years cover too little of the country
            theirs = all_years(layers, name, level)
            theirs = theirs[theirs["area_code"].str[2:6].isin(gemeenten)].sort_values(KEYS, ignore_index=True)
            # The snapshot has a row for each gemeente and year, the layers only where the source has one.
            nothing = (ours["status"] == "not_collected") & ~ours.set_index(KEYS).index.isin(
                theirs.set_index(KEYS).index
            )
            ours = ours[~nothing].reset_index(drop=True)
            pd.testing.assert_frame_equal(theirs, ours, obj=f"{name} {level}", check_dtype=False)
            known += int(ours["value"].notna().sum())
    return known


def test_in_the_gemeenten_of_the_areas_all_figures_are_those_of_the_snapshot(recorded: National) -> None:
    assert compared(recorded, open_snapshot(ROOT)) > 38_000


def test_what_is_known_of_a_part_of_the_country_only_is_no_layer(recorded: National) -> None:
    there = {(name, level) for name in indicators() for level in UNIT_LEVELS if recorded.years(name, level)}
    kerncijfers = "inwoners huishoudens aandeel-65-plus aandeel-0-tot-15 koopwoningen eengezinswoningen woz-waarde"
    of_2024 = [*kerncijfers.split(), "inkomen-per-inwoner"]
    expected = {(name, level) for name in of_2024 for level in UNIT_LEVELS}
    expected |= {(name, level) for name in ("misdrijven", "ervaren-gezondheid") for level in ("gemeente", "buurt")}
    of_2022 = ("arbeidsparticipatie", "laag-inkomen", "hoog-inkomen")
    expected |= {(name, level) for name in of_2022 for level in ("gemeente", "wijk")}
    assert there == expected
    assert {len(recorded.areas(level)) for level in UNIT_LEVELS} == {342, 3_393, 14_574}
    assert set(all_years(recorded, "inwoners", "wijk")["area_code"]) == set(recorded.areas("wijk")["code"])


def cells(name: str, code: str, column: str, **where: str) -> float:
    """A cell of a recorded file, read as text."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if {**where, "code": code}.items() <= row.items()]
    return float(row[column])


def crimes(code: str, year: int) -> float:
    """Registered crimes per 1,000 inhabitants of 2024, from the recorded files."""
    people = cells("cbs/kwb_2024_85984NED_20velden.csv", code, "inwoners")
    return 1_000 * cells("politie/misdrijven_47022NED_2021_2025.csv", code, "misdrijven", jaar=str(year)) / people


def test_elsewhere_figures_are_those_of_the_files(recorded: National) -> None:
    assert GEMEENTE not in {area.municipality_code for area in areas().values()}
    for code in (BUURT, GEMEENTE):
        for year in (2021, 2025):
            assert value(recorded, "misdrijven", code, year) == pytest.approx(crimes(code, year))
    key_figures, health = "cbs/kwb_2024_85984NED_20velden.csv", "rivm/ervaren_gezondheid_50150NED.csv"
    for code in (BUURT, WIJK, GEMEENTE):
        assert value(recorded, "koopwoningen", code, 2024) == cells(key_figures, code, "koopwoningen")
        share = 100 * cells(key_figures, code, "inwoners65plus") / cells(key_figures, code, "inwoners")
        assert value(recorded, "aandeel-65-plus", code, 2024) == pytest.approx(share)
    healthy = cells(health, BUURT, "goed_ervaren_gezondheid_pct", jaar="2016")
    assert value(recorded, "ervaren-gezondheid", BUURT, 2016) == pytest.approx(healthy)


def test_so_are_those_of_2022_on_wijken_of_the_same_code(recorded: National) -> None:
    with closing(sqlite3.connect(DATA / "gebieden" / "wijken_2022_nl.gpkg")) as file:
        rows = file.execute("SELECT code, income_low FROM tmap_NLD_dist_2022 WHERE income_low IS NOT NULL")
        low = {code: share for code, share in rows if code.startswith(GEMEENTE.replace("GM", "WK"))}
    assert len(low) > 10
    found = {code: value(recorded, "laag-inkomen", code, 2022) for code in low}
    assert found == pytest.approx(low)


def test_layers_of_the_services_have_the_figures_of_the_refreshed_snapshot(built: Path, refreshed: Place) -> None:
    assert compared(opened(built), refreshed.snapshot) > 35_000
    manifest = json.loads((built / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["refreshed"]
    assert any("pdok.nl/" in address for address in manifest["input"])
    assert manifest["files"][GEODATA["buurt"]]["sources"] == ["cbs-pdok", "cbs-kwb"]


def test_they_have_those_of_units_elsewhere(built: Path) -> None:
    layers = opened(built)
    for code in (BUURT, GEMEENTE):
        assert value(layers, "misdrijven", code, 2024) == pytest.approx(crimes(code, 2024))
    rows = all_years(layers, "misdrijven", "buurt")
    assert list(rows.columns) == OBSERVATIONS.names
    assert rows.loc[rows["area_code"] == BUURT, "denominator_period"].unique().tolist() == [2024]
    # The stand-in has shapes of the 19 gemeenten only; the others are there without.
    shapes = layers.areas("buurt").set_index("code").geometry
    assert shapes[BUURT] is None
    assert shapes["BU03440311"].is_valid


def test_the_shapes_are_made_anew_only_where_the_boundaries_are_others(
    built: Path, refreshed: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def noted(*arguments: Any) -> dict[str, gpd.GeoDataFrame]:
        made.append("shapes")
        return country_boundaries(*arguments)

    def manifest() -> dict[str, Any]:
        content: dict[str, Any] = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
        return content

    monkeypatch.setattr("nplv.pipeline.national.country_boundaries", noted)
    monkeypatch.setattr("nplv.pipeline.services.measured_by", lambda *_: {})  # the figures are not what it is about
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    before = {name: manifest()["files"][name] for name in (GEODATA[level] for level in UNIT_LEVELS)}
    assert build(refreshed, tmp_path) == 0
    assert made == []
    assert manifest()["files"] == before
    inputs = manifest()["input"]
    other = inputs | {next(address for address in inputs if "pdok.nl/" in address): "0" * 64}
    (tmp_path / MANIFEST).write_text(json.dumps(manifest() | {"input": other}), encoding="utf-8")
    assert build(refreshed, tmp_path) == 0
    assert made == ["shapes"]
    assert manifest()["files"] == before


def test_a_store_without_boundaries_is_one_line(
    refreshed: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(refreshed.root / "raw", raw)
    manifest = json.loads((raw / STORE_MANIFEST).read_text(encoding="utf-8"))
    manifest["answers"] = {url: one for url, one in manifest["answers"].items() if "pdok.nl/" not in url}
    (raw / STORE_MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert build(Place(tmp_path, refreshed.services), tmp_path / "out") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "haal het op met fetch" in line
    assert "cbs-pdok" in line
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("step", ["grenzen/wijk", "kwb/85984NED"])
def test_without_boundaries_or_key_figures_no_layers_are_made_of_the_rest(step: str) -> None:
    read = Tables(missing={"misdrijven/47022NED": "niet nodig", step: "de dienst zweeg"})
    with pytest.raises(SourceError, match="de landelijke kaartlagen zijn niet te maken: de dienst zweeg"):
        of_services(read, before=None, retrieved={}, inputs={}, refreshed="2026-01-01T00:00:00+00:00")


def test_a_refresh_publishes_the_snapshot_and_the_layers(
    refreshed: Place, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(refreshed.root, tmp_path, dirs_exist_ok=True)
    place = Place(tmp_path, refreshed.services)
    before = place.snapshot.refreshed
    assert place.run("refresh", "--national") == 0
    assert capsys.readouterr().err.splitlines()[-1] == f"Landelijke kaartlagen gepubliceerd in {tmp_path / 'national'}."
    assert place.snapshot.refreshed != before
    layers = opened(tmp_path / "national")
    manifest = json.loads((tmp_path / "national" / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["refreshed"] == place.snapshot.refreshed
    assert value(layers, "misdrijven", BUURT, 2024) == value(opened(built), "misdrijven", BUURT, 2024)
