"""The change log of a refresh: what a reader is told of two synthetic versions of a snapshot."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.affinity import translate

from nplv.pipeline.change_log import markdown, summary
from nplv.pipeline.changes import changes
from nplv.pipeline.content import Content
from nplv.refresh import content_of
from nplv.registry import indicators
from nplv.schema import CHANGES
from nplv.snapshot import open_snapshot

ROOT = Path(__file__).parents[1]
FIRST, SECOND = "2026-11-24T06:00:00+00:00", "2026-12-24T06:00:00+00:00"


@pytest.fixture(scope="module")
def published() -> Content:
    return content_of(open_snapshot(ROOT))


def with_rows(content: Content, *rows: tuple[str, str, str, int, float | None], **more: Any) -> Content:
    """The content with these observations only: indicator, level, area, period, value."""
    table = pd.DataFrame(rows, columns=["indicator", "level", "area_code", "period", "value"])
    table = table.reindex(columns=content.observations.columns)
    table["status"] = table["value"].notna().map({True: "ok", False: "suppressed"})
    return replace(content, observations=table, **{"refreshed": FIRST, "changes": None, **more})


def told(old: Content, new: Content) -> dict[str, list[str]]:
    """Kind -> texts of the newest refresh."""
    table = changes(old, new, indicators(), indicators())
    newest = table[table["refreshed"] == new.refreshed]
    return {str(kind): list(rows["text"]) for kind, rows in newest.groupby("kind")}


CRIME = ("misdrijven", "focusgebied", "rotterdam-zuid", 2025, 73.9)


def test_the_same_figures_are_no_change(published: Content) -> None:
    assert told(with_rows(published, CRIME), with_rows(published, CRIME)) == {}


def test_a_revised_figure_is_told_with_old_new_and_difference(published: Content) -> None:
    new = with_rows(published, (*CRIME[:4], 76.04))
    assert told(with_rows(published, CRIME), new) == {
        "revised": ["Geregistreerde misdrijven, Rotterdam-Zuid, 2025: was 73,9, is 76,0 (verschil +2,1)."]
    }
    table = changes(with_rows(published, CRIME), new, indicators(), indicators())
    assert list(table.columns) == CHANGES.names
    assert tuple(table.loc[0, ["indicator", "area", "period", "old", "new"]]) == (
        "misdrijven",
        "rotterdam-zuid",
        2025,
        73.9,
        76.04,
    )


def test_a_difference_that_cannot_be_seen_is_none(published: Content) -> None:
    assert told(with_rows(published, CRIME), with_rows(published, (*CRIME[:4], 73.92))) == {}


def test_a_large_revision_is_for_a_person_to_look_at(published: Content) -> None:
    found = told(with_rows(published, CRIME), with_rows(published, (*CRIME[:4], 60.0)))
    text = "Geregistreerde misdrijven, Rotterdam-Zuid, 2025: was 73,9, is 60,0 (verschil −13,9)."
    assert found == {"revised": [text], "look": [f"Grote herziening. {text}"]}


def test_a_vanished_figure_is_told_with_what_it_was(published: Content) -> None:
    other = ("misdrijven", "nederland", "NL00", 2025, 44.3)
    found = told(with_rows(published, CRIME, other), with_rows(published, (*CRIME[:4], None), other))
    assert found == {"vanished": ["Geregistreerde misdrijven, Rotterdam-Zuid, 2025: 73,9 is verdwenen."]}


def test_new_periods_are_counted_by_area(published: Content) -> None:
    more = [("misdrijven", "focusgebied", slug, 2026, 50.0) for slug in ("rotterdam-zuid", "zaandam-oost")]
    found = told(with_rows(published, CRIME), with_rows(published, CRIME, *more))
    assert found == {"new": ["Geregistreerde misdrijven: 2026, met een cijfer voor 2 van de 20 focusgebieden."]}


def test_figures_of_wijken_and_buurten_are_counted_not_listed(published: Content) -> None:
    old = [("misdrijven", "buurt", f"BU0599100{n}", 2025, 10.0) for n in range(3)]
    new = [(*row[:4], 20.0) for row in old[:2]] + [(*old[2][:4], None)]
    assert told(with_rows(published, *old), with_rows(published, *new)) == {
        "revised": ["Geregistreerde misdrijven, 2025: cijfers van 2 wijken en buurten zijn herzien."],
        "vanished": ["Geregistreerde misdrijven, 2025: cijfers van 1 wijk of buurt zijn verdwenen."],
    }


def test_other_codes_and_inhabitants_of_an_area_are_told(published: Content) -> None:
    areas = published.areas.copy()
    row = areas.index[areas["slug"] == "utrecht-overvecht"][0]
    areas.at[row, "wijken"] = ["WK034403", "WK034404"]
    areas.loc[row, ["inhabitants_2024", "difference_percent"]] = [40_000, 11.1]
    found = told(with_rows(published, CRIME), with_rows(published, CRIME, areas=areas))
    assert found == {
        "area": [
            "Utrecht Overvecht: wijken erbij: WK034404; eraf: geen.",
            "Utrecht Overvecht: inwoners 2024 waren 35.255, zijn 40.000 "
            "(11,1% ten opzichte van het CBS-cijfer van 2025).",
        ]
    }


def test_another_boundary_on_the_map_is_told(published: Content) -> None:
    shapes = published.polygons["focusgebied"].to_crs(28992)
    moved = [
        translate(shape, 200) if code == "utrecht-overvecht" else shape
        for code, shape in zip(shapes["code"], shapes.geometry, strict=True)
    ]
    polygons = gpd.GeoDataFrame(shapes.drop(columns="geometry"), geometry=moved, crs=28992).to_crs(4326)
    new = with_rows(published, CRIME, polygons={**published.polygons, "focusgebied": polygons})
    (text,) = told(with_rows(published, CRIME), new)["area"]
    assert text.startswith("Utrecht Overvecht: de grens op de kaart is voor ")


def test_what_could_not_be_fetched_is_for_a_person_to_look_at(published: Content) -> None:
    old = [
        {
            "table": "kwb/85984NED",
            "source": "cbs-kwb",
            "since": "2026-11-01",
            "reason": "Geen antwoord.",
            "indicators": [],
        }
    ]
    found = told(with_rows(published, CRIME), with_rows(published, CRIME, old=old))
    assert found == {"look": ["Niet ververst, nog van 2026-11-01: kwb/85984NED. Geen antwoord."]}


def test_the_log_remembers_earlier_refreshes_newest_first(published: Content) -> None:
    base = with_rows(published, CRIME)
    first = with_rows(published, (*CRIME[:4], 76.0))
    first = replace(first, changes=changes(base, first, indicators(), indicators()))
    second = with_rows(published, (*CRIME[:4], 75.0), refreshed=SECOND)
    table = changes(first, second, indicators(), indicators())
    assert list(table["refreshed"]) == [SECOND, FIRST]
    text = markdown(table, SECOND)
    assert text.index(SECOND) < text.index("was 76,0, is 75,0") < text.index(FIRST) < text.index("was 73,9, is 76,0")


def test_a_summary_counts_and_names_what_to_look_at(published: Content) -> None:
    new = with_rows(published, (*CRIME[:4], 60.0))
    lines = summary(changes(with_rows(published, CRIME), new, indicators(), indicators()), FIRST)
    text = "Geregistreerde misdrijven, Rotterdam-Zuid, 2025: was 73,9, is 60,0 (verschil −13,9)."
    assert lines == ["Om na te kijken: 1", "Herziene cijfers: 1", f"- Grote herziening. {text}"]
    assert summary(pd.DataFrame(columns=CHANGES.names), FIRST) == ["Geen wijzigingen."]


def test_the_log_says_when_nothing_changed_or_nothing_was_refreshed_yet() -> None:
    nothing = pd.DataFrame(columns=CHANGES.names)
    assert "Geen wijzigingen." in markdown(nothing, FIRST)
    assert "nog niet ververst" in markdown(nothing, None)
