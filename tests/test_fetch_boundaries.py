"""Boundaries from one door or the other, and what is said when both fail (synthetic squares)."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from nplv.sources import pdok
from nplv.sources.catalogue import Step
from tests.fetching import API, BUURTEN, WFS, Bench, bench, buurten
from tests.stand_in import Fault

CODES = ["BU03630000", "BU03630001", "BU03630002"]
AT_API = f"https://api.pdok.nl{API}ogc/v1/collections/buurten/items?"
AT_WFS = f"https://service.pdok.nl{WFS}wfs/v1_0?"


@pytest.fixture
def fetching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with bench(tmp_path, monkeypatch) as it:
        yield it


def doors(fetching: Bench) -> list[str]:
    """Which door each request went to."""
    return ["api" if "pdok-api" in request.path else "wfs" for request in fetching.service.requests]


def assert_whole(fetching: Bench) -> None:
    table = fetching.kept(BUURTEN)
    assert (table["code"].tolist(), table["municipality"].unique().tolist()) == (CODES, ["GM0363"])
    assert table.crs.to_epsg() == 28992
    assert table.geometry.area.tolist() == [10_000.0] * 3
    assert table.total_bounds.tolist() == [120_000, 480_000, 120_300, 480_100]


def test_the_first_door_is_enough(fetching: Bench) -> None:
    assert fetching.fetch(BUURTEN).failures == {}
    assert doors(fetching) == ["api"]
    assert_whole(fetching)


@pytest.mark.parametrize("kind", ["500", "503", "html", "xml", "empty", "invalid_geometry", "other_crs", "refuse"])
def test_what_fails_at_the_first_door_goes_through_the_second(fetching: Bench, kind: str) -> None:
    fetching.service.faults.append(Fault(kind, API))
    assert fetching.fetch(BUURTEN).failures == {}
    assert doors(fetching) == ["api"] * (3 if kind in ("503", "refuse") else 1) + ["wfs"]
    assert_whole(fetching)
    fetching.service.faults.clear()
    assert fetching.fetch(BUURTEN).failures == {}
    assert doors(fetching) == ["api"]
    assert all(url.startswith(AT_API) for url in fetching.store.hashes())
    assert_whole(fetching)


def test_old_shapes_of_the_first_door_are_not_read_beside_new_ones_of_the_second(fetching: Bench) -> None:
    fetching.fetch(BUURTEN)
    fetching.service.boundaries["buurt", 2024] = buurten(2)
    fetching.service.faults.append(Fault("503", API))
    assert fetching.fetch(BUURTEN).failures == {}
    assert fetching.kept(BUURTEN)["code"].tolist() == CODES[:2]
    assert all(url.startswith(AT_WFS) for url in fetching.store.hashes())


@pytest.mark.parametrize("first", ["503", "html"])
@pytest.mark.parametrize("second", ["503", "xml"])
def test_when_both_doors_fail_both_are_named(fetching: Bench, first: str, second: str) -> None:
    fetching.service.faults += [Fault(first, API), Fault(second, WFS)]
    failures = fetching.fetch(BUURTEN).failures
    assert list(failures) == [BUURTEN.name]
    line = failures[BUURTEN.name]
    for part in ("cbs-pdok wijken-en-buurten-2024 buurt: ", AT_API, "; tweede deur: ", AT_WFS):
        assert part in line
    assert line.count("verwacht") == 2
    assert "127.0.0.1" not in line
    assert fetching.store.hashes() == {}


def test_a_wrong_answer_of_the_first_door_is_not_kept_for_a_next_run(fetching: Bench) -> None:
    fetching.service.faults += [Fault("html", API), Fault("503", WFS)]
    assert list(fetching.fetch(BUURTEN).failures) == [BUURTEN.name]
    fetching.service.faults.pop(0)  # the first door is good again, the second is not
    assert fetching.fetch(BUURTEN).failures == {}
    assert_whole(fetching)


@pytest.mark.parametrize("match", [API, WFS])
def test_pages_are_put_together(fetching: Bench, monkeypatch: pytest.MonkeyPatch, match: str) -> None:
    monkeypatch.setattr("nplv.sources.pdok._PAGE", 2)
    fetching.service.faults.append(Fault("html", API, times=None if match == WFS else 0))
    assert fetching.fetch(BUURTEN).failures == {}
    assert doors(fetching) == (["api", "api"] if match == API else ["api", "wfs", "wfs"])
    assert_whole(fetching)


def test_a_page_that_does_not_name_the_next_is_not_taken_for_the_last(
    fetching: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nplv.sources.pdok._PAGE", 2)
    fetching.service.faults.append(Fault("missing_next", API))
    assert fetching.fetch(BUURTEN).failures == {}
    assert doors(fetching) == ["api", "wfs", "wfs"]
    assert_whole(fetching)


def test_a_page_with_a_full_number_of_shapes_may_be_the_last(fetching: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nplv.sources.pdok._PAGE", 3)
    assert fetching.fetch(BUURTEN).failures == {}
    assert_whole(fetching)


def test_provincies_have_one_door(fetching: Bench) -> None:
    fetching.service.boundaries["provincie", 2024] = buurten(2).assign(code=["PV27", "PV28"], municipality=None)
    step = Step("grenzen/provincie", pdok.SOURCE, partial(pdok.boundaries, "provincie", 2024))
    assert fetching.fetch(step).failures == {}
    assert doors(fetching) == ["wfs"]
    assert fetching.kept(step)["code"].tolist() == ["PV27", "PV28"]
    assert fetching.kept(step)["municipality"].isna().all()


def test_open_water_is_left_out_and_two_shapes_of_one_code_are_not_believed(fetching: Bench) -> None:
    fetching.service.boundaries["buurt", 2024] = buurten(4).assign(water=["NEE", "NEE", "NEE", "JA"])
    assert fetching.fetch(BUURTEN).failures == {}
    assert_whole(fetching)
    fetching.service.boundaries["buurt", 2024] = buurten(2).assign(code=CODES[0])
    assert f"code {CODES[0]} meer dan eens" in fetching.fetch(BUURTEN).failures[BUURTEN.name]
    assert_whole(fetching)
