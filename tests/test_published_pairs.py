"""Published figures of the 20 areas together beside the country; the first tables are synthetic."""

import json
from pathlib import Path

import pandas as pd
import pytest

from nplv.analysis.published import pairs
from nplv.charts.published import chart
from nplv.registry import indicators
from nplv.schema import MANIFEST, TABLES
from tests.snapshot_files import stored

ROOT = Path(__file__).parents[1]


def synthetic(*rows: tuple[str, str, int, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["indicator", "level", "period", "value"])


def test_newest_year_in_which_both_figures_were_published() -> None:
    found = pairs(
        synthetic(
            ("zwakke-leefbaarheid", "focusgebieden", 2018, 60.0),
            ("zwakke-leefbaarheid", "nederland", 2018, 12.0),
            ("zwakke-leefbaarheid", "focusgebieden", 2024, 55.0),
            ("zwakke-leefbaarheid", "nederland", 2024, None),
        )
    )
    assert [(indicator.id, year) for indicator, year, _ in found] == [("zwakke-leefbaarheid", 2018)]
    assert found[0][2].to_dict("list") == {
        "Gebied": ["De 20 focusgebieden samen", "Nederland"],
        "Zwakke leefbaarheid": [60.0, 12.0],
    }


def test_without_a_national_figure_or_computed_here_there_is_no_pair() -> None:
    assert not pairs(
        synthetic(
            ("werkenden", "focusgebieden", 2024, 64.0),
            ("werkenden", "nederland", 2024, None),
            ("misdrijven", "focusgebieden", 2025, 65.0),
            ("misdrijven", "nederland", 2025, 44.3),
        )
    )


def test_bars_start_at_zero_and_carry_their_figure() -> None:
    table = pd.DataFrame({"Gebied": ["De 20 focusgebieden samen", "Nederland"], "Energiearmoede": [13.2, 7.4]})
    spec = json.dumps(chart(table, indicators()["energiearmoede"], "Een beschrijving").to_dict())
    assert '"domain": [0, 13.2]' in spec
    assert '"13,2%"' in spec
    assert '"7,4%"' in spec
    assert "Een beschrijving" in spec


@pytest.mark.skipif(not (ROOT / MANIFEST).exists(), reason="there is no snapshot: data is missing")
def test_the_snapshot_has_the_figures_of_the_letter_and_of_the_news_items() -> None:
    # Kamerstuk 30995-102: 13,2% against 7,4%; CBS, 11 February 2026: 12,6 and 5,4; Rijksoverheid, 27 November 2025.
    table = pd.read_parquet(stored(ROOT, TABLES["observations"]), filters=[("origin", "==", "published")])
    found = {indicator.id: (year, *values.iloc[:, 1]) for indicator, year, values in pairs(table)}
    assert found == {
        "energiearmoede": (2022, 13.2, 7.4),
        "lage-financiele-welvaart": (2024, 12.6, 5.4),
        "zwakke-leefbaarheid": (2024, 55.0, 11.0),
    }
