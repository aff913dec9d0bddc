"""The declared focus areas against the record."""

import csv
from pathlib import Path

import pytest

from nplv.registry import areas

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the source data in ../shared/data is not here")


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(cell: str) -> list[str]:
    return [code for code in cell.split(",") if code]


@needs_shared
def test_declared_areas_are_those_on_record() -> None:
    recorded = {row["naam"]: row for row in rows("gebieden/focusgebieden_samenstelling.csv")}
    assert {area.name for area in areas().values()} == set(recorded)
    for area in areas().values():
        row = recorded[area.name]
        assert (area.municipality_code, area.municipality) == (row["gm_code"], row["gemeente"])
        assert set(area.wijken) == set(codes(row["wijken_2024"]))
        assert set(area.buurten) == set(codes(row["buurten_2024"]))
        assert area.certainty == row["zekerheid"]


@needs_shared
def test_declared_inhabitants_2025_are_those_published() -> None:
    published = {
        row["area"]: float(row["value"])
        for row in rows("gepubliceerd/figures.csv")
        if row["indicator"].startswith("inwoners") and row["level"] == "focusgebied" and row["year"] == "2025"
    }
    assert {area.name: area.inhabitants_2025 for area in areas().values()} == published


@needs_shared
def test_every_area_name_in_the_funding_sources_is_known_once() -> None:
    known = [name for area in areas().values() for name in {area.name, *area.aliases}]
    assert len(known) == len(set(known))
    assert {row["focus_area"] for row in rows("geldstromen/funding.csv")} - {""} <= set(known)
