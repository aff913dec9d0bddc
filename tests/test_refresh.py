"""The refresh against a stand-in of the services: what it publishes, what it keeps, and what it says of it.

The stand-in serves the recorded data in the shapes of the services, and small synthetic tables for all others; the
formulas of these are at the top of tests/stand_in/small.py.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nplv.__main__ import main
from nplv.check import check
from nplv.registry import areas, indicators
from nplv.schema import CHANGE_LOG, GEODATA, LEVELS, MANIFEST
from nplv.snapshot import open_snapshot
from tests.refreshing import NO_DATA, ROOT, Place
from tests.stand_in import Fault, StandIn
from tests.stand_in.recorded import DATA

KEYS = ["indicator", "level", "area_code", "period"]

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=NO_DATA)


@pytest.fixture
def place(refreshed: Place, tmp_path: Path) -> Iterator[Place]:
    """A copy of the refreshed folder, to be changed; the services are put right afterwards."""
    shutil.copytree(refreshed.root, tmp_path, dirs_exist_ok=True)
    tables = dict(refreshed.services.tables)
    yield Place(tmp_path, refreshed.services)
    refreshed.services.tables = tables
    refreshed.services.faults.clear()


def observations(root: Path) -> pd.DataFrame:
    return open_snapshot(root).all_observations(LEVELS)


def test_a_refresh_gives_the_figures_of_the_snapshot_in_the_repository(refreshed: Place) -> None:
    recorded, now = observations(ROOT), observations(refreshed.root)
    joined = recorded[recorded["value"].notna()].merge(now, on=KEYS, how="left", suffixes=("", "_now"))
    assert len(joined) > 40_000
    assert joined["value_now"].notna().all()
    decimals = joined["indicator"].map({one.id: one.decimals for one in indicators().values()})
    # One and the same figure by two routes; shares of wijken of 2022 differ a little in Groningen.
    assert ((joined["value"] - joined["value_now"]).abs() < 0.2 * 10.0**-decimals).all()
    exact = joined[~joined["indicator"].isin(["arbeidsparticipatie", "laag-inkomen", "hoog-inkomen"])]
    exact = exact[~exact["indicator"].str.startswith("leefbaarometer")]
    np.testing.assert_allclose(exact["value_now"], exact["value"], rtol=1e-12)


def test_a_refresh_gives_the_wijken_elsewhere_of_the_snapshot_in_the_repository(refreshed: Place) -> None:
    pd.testing.assert_frame_equal(_wijken(refreshed.root).drop(columns="source"), _wijken(ROOT).drop(columns="source"))
    assert set(_wijken(refreshed.root)["source"]) == {"politie-misdrijven", "rivm-gezondheid"}


def test_the_snapshot_of_a_refresh_has_no_findings(refreshed: Place) -> None:
    assert check(refreshed.root) == []
    assert refreshed.snapshot.refreshed is not None
    assert refreshed.snapshot.old == []


# By hand, from the formulas of the synthetic tables; t is the year minus 2013.
@pytest.mark.parametrize(
    ("indicator", "level", "code", "year", "expected"),
    [
        # WK062202: 11,700 + 1,000 people, 2/5 as many dwellings, 30 + 10 percent; BU06220301: 900 + 100 and 10 + 10.
        ("koopwoningen", "focusgebied", "vlaardingen-westwijk", 2023, (5_080 * 40 + 400 * 20) / 5_480),
        ("koopwoningen", "focusgebied", "utrecht-overvecht", 2023, 30),
        # 34,000 + 700 and 325,000 + 31,500 people in 2020; income is half of the mean: 13.5 and 26.
        (
            "inkomen-per-inwoner",
            "rest_gemeente",
            "GM0344",
            2020,
            (356_500 * 26 - 34_700 * 13.5) / (356_500 - 34_700),
        ),
        ("inwoners", "focusgebied", "utrecht-overvecht", 2026, 35_300),
        # From 2026 the older inhabitants come in two columns: 2/10 and 1/10 of all.
        ("aandeel-65-plus", "focusgebied", "utrecht-overvecht", 2026, 30),
        ("aandeel-65-plus", "focusgebied", "utrecht-overvecht", 2018, 30),
        ("woz-waarde", "gemeente", "GM0344", 2015, 470),  # by the spelling of the time
        ("sociaal-minimum", "focusgebied", "utrecht-overvecht", 2023, 7.0),
        ("personen-in-armoede", "focusgebied", "utrecht-overvecht", 2025, 5.8),
        ("wmo", "focusgebied", "utrecht-overvecht", 2023, 100),
        ("jeugdzorg", "focusgebied", "utrecht-overvecht", 2021, 14.4),
        ("jongeren-met-jeugdzorg", "focusgebied", "utrecht-overvecht", 2025, 600),
        ("jongeren-met-jeugdzorg", "gemeente", "GM0344", 2025, 1_400),
        ("arbeidsparticipatie", "focusgebied", "utrecht-overvecht", 2023, 50),
        # Of all municipalities in order, Utrecht is the fourth and the country counts as the thousandth.
        ("startkwalificatie", "gemeente", "GM0344", 2024, 100 * 51 / 2_400),
        ("verdachten-jonger-dan-25", "gemeente", "GM0344", 2024, 151),
        ("jeugdoverlast", "gemeente", "GM0344", 2023, 5.0),
        # 52 people in the Utrecht of 2025, and 374,238 inhabitants in 2024, the nearest year of which all are known.
        ("schuldsanering", "gemeente", "GM0344", 2025, 10_000 * 52 / 374_238),
    ],
)
def test_figures_of_every_table_are_those_computed_by_hand(
    refreshed: Place, indicator: str, level: str, code: str, year: int, expected: float
) -> None:
    assert refreshed.find(indicator, level, code, year)["value"] == pytest.approx(expected)


def test_what_is_published_per_gemeente_is_never_that_of_an_area(refreshed: Place) -> None:
    for name in ("startkwalificatie", "schuldsanering", "verdachten-jonger-dan-25", "jeugdoverlast"):
        rows = refreshed.snapshot.observations(name)
        assert set(rows.loc[rows["value"].notna(), "level"]) <= {"gemeente", "nederland"}
        own = rows[rows["level"] == "focusgebied"]
        assert len(own) == len(areas()) * rows["period"].nunique()
        assert (own["status"] == "not_collected").all()
        assert own["reason"].str.contains("er is alleen een cijfer van de hele gemeente").all()


def test_poverty_is_two_series_with_a_break_in_2024(refreshed: Place) -> None:
    before = refreshed.snapshot.observations("sociaal-minimum")
    after = refreshed.snapshot.observations("personen-in-armoede")
    assert before.loc[before["value"].notna(), "period"].max() == 2023
    assert after.loc[after["value"].notna(), "period"].min() >= 2024


def test_a_division_that_cannot_be_matched_gives_no_figure_but_a_reason(refreshed: Place) -> None:
    # The synthetic release of 2016 marks Overvecht as redrawn in that year.
    assert refreshed.find("koopwoningen", "focusgebied", "utrecht-overvecht", 2016)["value"] == pytest.approx(23)
    row = refreshed.find("koopwoningen", "focusgebied", "utrecht-overvecht", 2015)
    assert row["status"] == "incomplete"
    assert pd.isna(row["value"])
    assert row["reason"].startswith(
        "De indeling van 2015 is niet met zekerheid aan het gebied te koppelen: WK034403 is"
    )


def test_the_denominator_says_of_which_year_it_is(refreshed: Place) -> None:
    own = refreshed.find("aandeel-0-tot-15", "focusgebied", "utrecht-overvecht", 2020)
    assert (own["denominator"], own["denominator_period"]) == (34_700, 2020)
    nearest = refreshed.find("misdrijven", "focusgebied", "rotterdam-zuid", 2025)
    assert nearest["denominator_period"] == 2024  # the only year of which all inhabitants are on record


def test_the_manifest_says_which_answers_it_is_made_of(refreshed: Place) -> None:
    inputs = refreshed.snapshot.manifest["input"]
    assert any(name.startswith("https://dataderden.cbs.nl/ODataFeed/odata/47022NED/TypedDataSet") for name in inputs)
    assert any(name.startswith("geldstromen/") for name in inputs)
    assert not any("127.0.0.1" in name for name in inputs)
    assert dict(refreshed.snapshot.edition.retrieved).keys() >= {"cbs-kwb", "politie-misdrijven", "cbs-pdok"}


def test_a_refresh_without_news_downloads_nothing_and_changes_no_figure(place: Place) -> None:
    before, asked = observations(place.root), len(place.services.requests)
    shapes = [place.snapshot.path(name) for name in GEODATA.values()]
    assert place.run() == 0
    assert [place.snapshot.path(name) for name in GEODATA.values()] == shapes
    downloaded = [one for one in place.services.requests[asked:] if one.status == 200]
    # The WFS says of nothing whether it changed; of it only the twelve provincies are asked.
    assert {one.path.rsplit("/")[-1] for one in downloaded} == {"TableInfos", "v1_0"}
    pd.testing.assert_frame_equal(observations(place.root), before)
    log = (place.root / CHANGE_LOG).read_text(encoding="utf-8")
    assert log.split("\n## ")[1].splitlines()[2] == "Geen wijzigingen."


def test_the_raw_store_alone_gives_the_same_snapshot(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nplv.fetch.client.Client.get", lambda *_, **__: pytest.fail("build asks for nothing"))
    before = observations(place.root)
    assert main(["build", "--from", str(place.root / "raw"), "--out", str(place.root)]) == 0
    pd.testing.assert_frame_equal(observations(place.root), before)


def test_a_failure_leaves_the_old_snapshot_and_says_why_in_one_line(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (place.root / MANIFEST).read_bytes()
    _revise_crimes(place.services)
    place.services.faults.append(Fault("html", "47022NED/TypedDataSet?"))
    assert place.run() == 1
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if line.startswith("MISLUKT")] == [
        line for line in said if "politie-misdrijven 47022NED: HTML in plaats van JSON; verwacht: JSON" in line
    ]
    assert (place.root / MANIFEST).read_bytes() == before
    place.services.faults.clear()
    assert place.run() == 0


def test_keep_going_refreshes_the_rest_and_says_which_part_is_old(place: Place) -> None:
    _revise_crimes(place.services)
    table = place.services.tables["86158NED"]
    rows = table.rows.assign(WmoClienten_5=table.rows["WmoClienten_5"] * 2)
    place.services.tables["86158NED"] = replace(table, rows=rows, modified="2026-12-01T02:00:00")
    before = observations(place.root).set_index(KEYS)["value"]
    place.services.faults.append(Fault("503", "47022NED"))
    assert place.run("refresh", "--keep-going") == 1
    after = observations(place.root).set_index(KEYS)["value"]
    pd.testing.assert_series_equal(after["misdrijven"], before["misdrijven"])
    key = ("wmo", "gemeente", "GM0344", 2025)
    assert after[key] == pytest.approx(2 * before[key])
    (old,) = place.snapshot.old
    assert (old["table"], old["source"]) == ("misdrijven/47022NED", "politie-misdrijven")
    assert "geen antwoord na 2 pogingen (status 503)" in old["reason"]
    assert "Niet ververst" in (place.root / CHANGE_LOG).read_text(encoding="utf-8")


@pytest.mark.parametrize(("failing", "kept"), [("47022NED", {"misdrijven"}), ("85618NED/TypedDataSet?", None)])
def test_keep_going_leaves_the_wijken_of_what_failed_and_all_of_them_without_key_figures(
    place: Place, failing: str, kept: set[str] | None
) -> None:
    _revise_crimes(place.services)
    table = place.services.tables["50150NED"]
    column = "ErvarenGezondheidGoedZeerGoed_4"
    rows = table.rows.assign(**{column: table.rows[column] / 2})
    place.services.tables["50150NED"] = replace(table, rows=rows, modified="2026-12-01T02:00:00")
    before = _wijken(place.root)
    shutil.rmtree(place.root / "raw")  # what was fetched before would do
    place.services.faults.append(Fault("html", failing))
    assert place.run("refresh", "--keep-going") == 1
    halved = before["value"].where(before["indicator"].isin(kept or set(before["indicator"])), before["value"] / 2)
    pd.testing.assert_frame_equal(_wijken(place.root), before.assign(value=halved))


def test_a_part_of_the_tables_alone_is_no_complete_snapshot(place: Place) -> None:
    before = observations(place.root).set_index(KEYS)["value"]
    shutil.rmtree(place.root / "raw")
    assert place.run("refresh", "--keep-going", "--source", "kwb", "arbeid") == 1
    assert "misdrijven/47022NED" in {one["table"] for one in place.snapshot.old}
    pd.testing.assert_series_equal(observations(place.root).set_index(KEYS)["value"], before)


def test_a_table_without_any_figure_keeps_the_old_ones_and_says_so(place: Place) -> None:
    before = observations(place.root).set_index(KEYS)["value"]
    table = place.services.tables["86204NED"]
    column = "TotaalJongerenMetJeugdzorgInNatur_1"
    rows = table.rows.assign(**{column: None})
    place.services.tables["86204NED"] = replace(table, rows=rows, modified="2026-12-01T02:00:00")
    assert place.run() == 1
    (old,) = place.snapshot.old
    assert (old["table"], old["reason"]) == ("jeugdzorg.jongeren", "De tabel geeft geen enkel cijfer.")
    assert old["indicators"] == ["jongeren-met-jeugdzorg"]
    pd.testing.assert_series_equal(observations(place.root).set_index(KEYS)["value"], before)


def test_a_release_that_lacks_a_code_of_an_area_is_refused(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    before = (place.root / MANIFEST).read_bytes()
    table = place.services.tables["85984NED"]
    rows = table.rows[table.rows["WijkenEnBuurten"] != "WK034403  "]
    place.services.tables["85984NED"] = replace(table, rows=rows, modified="2026-12-01T02:00:00")
    assert place.run() == 1
    assert "cbs-kwb 85984NED: 1 codes van focusgebieden ontbreken, zoals WK034403; verwacht" in capsys.readouterr().err
    assert (place.root / MANIFEST).read_bytes() == before


def test_shapes_are_drawn_anew_only_when_the_boundaries_changed_and_not_forgotten_after_a_failure(place: Place) -> None:
    def shapes() -> bytes:
        return place.snapshot.path(GEODATA["wijk"]).read_bytes()

    before, buurten = shapes(), place.services.boundaries["buurt", 2024]
    place.services.boundaries["buurt", 2024] = buurten.set_geometry(buurten.translate(500))
    try:
        # A new store without all Kerncijfers: nothing is redrawn, though the new boundaries are in it.
        shutil.rmtree(place.root / "raw")
        place.services.faults.append(Fault("html", "85618NED/TypedDataSet?"))
        assert place.run("refresh", "--keep-going") == 1
        assert shapes() == before
        place.services.faults.clear()
        assert place.run() == 0
    finally:
        place.services.boundaries["buurt", 2024] = buurten
    assert shapes() != before
    assert "de grens op de kaart is voor" in (place.root / CHANGE_LOG).read_text(encoding="utf-8")


def _wijken(root: Path) -> pd.DataFrame:
    return open_snapshot(root).wijken()


def _revise_crimes(services: StandIn) -> None:
    """Twice the recorded crimes everywhere, as of a later day."""
    table = services.tables["47022NED"]
    rows = table.rows.assign(GeregistreerdeMisdrijven_1=2 * table.rows["GeregistreerdeMisdrijven_1"])
    services.tables["47022NED"] = replace(table, rows=rows, modified="2026-12-01T02:00:00")
