"""What is made of the figures of a local indicator; expected values are worked out by hand."""

import pandas as pd
import pytest

from nplv.commands.local import division_of
from nplv.pipeline.local.division import Division
from nplv.pipeline.local.figures import figures
from nplv.pipeline.local.observations import observations
from nplv.registry.local import Declaration
from nplv.snapshot import open_snapshot
from tests.local_figures import LEEUWARDEN, MEANS, declared, metadata, rows
from tests.refreshing import ROOT


@pytest.fixture(scope="module")
def division() -> Division:
    found = division_of(open_snapshot(ROOT))
    assert found is not None
    return found


def made(content: bytes, described: Declaration, division: Division) -> pd.DataFrame:
    """The observations by level, code and year."""
    found = figures(content, described, division)
    assert isinstance(found, pd.DataFrame), found
    indicator = described.indicator(found["period"].unique().tolist())
    table = observations(indicator, described.niveau, found, division)
    return table.set_index(["level", "area_code", "period"])


def test_wijken_add_up_to_their_area(division: Division) -> None:
    counts = dict(zip(LEEUWARDEN, (10, 20, 30, 40, 50), strict=True))
    table = made(rows(*(f"{code};2024;{count};200;" for code, count in counts.items())), declared(), division)
    row = table.loc[("focusgebied", "leeuwarden-oost", 2024)]
    # 150 of 1,000. Wilson: centre (0.15 + 1.9208 / 1000) / 1.0038416, and 0.0220 beside it.
    assert row["value"] == pytest.approx(15.0)
    assert (row["numerator"], row["denominator"], row["coverage"]) == (150, 1000, 1)
    assert (row["lower"], row["upper"]) == (pytest.approx(12.92, abs=0.01), pytest.approx(17.35, abs=0.01))
    assert table.loc[("wijk", "WK008060", 2024), "value"] == pytest.approx(20.0)
    assert table.loc[("wijk", "WK008060", 2024), "origin"] == "measured"


def test_a_wijk_without_a_figure_lowers_the_coverage_by_its_inhabitants(division: Division) -> None:
    lived = sum(LEEUWARDEN.values())
    kept = [f"{code};2024;10;100;" for code in LEEUWARDEN if code != "WK008050"]
    without = made(rows(*kept), declared(), division).loc[("focusgebied", "leeuwarden-oost", 2024)]
    assert without["coverage"] == pytest.approx(1 - LEEUWARDEN["WK008050"] / lived)
    assert without["value"] == pytest.approx(10.0)
    largest = [f"{code};2024;10;100;" for code in LEEUWARDEN if code != "WK008020"]
    thin = made(rows(*largest, "WK008020;2024;;;Verzonnen reden."), declared(), division)
    row = thin.loc[("focusgebied", "leeuwarden-oost", 2024)]
    assert (row["status"], pd.isna(row["value"])) == ("incomplete", True)
    share = round(100 * (1 - LEEUWARDEN["WK008020"] / lived))
    assert row["reason"] == f"Het cijfer is bekend voor {share}% van het gebied; de ondergrens is 80%."
    assert thin.loc[("wijk", "WK008020", 2024), "reason"] == "Verzonnen reden."


def test_of_a_wijk_that_lies_partly_in_an_area_the_share_of_the_inhabitants_counts(division: Division) -> None:
    people = division.units.set_index("code")["inwoners"]
    inside = sorted(code for area in division.areas if area.slug == "breda-noord" for code in area.buurten)
    wijken = sorted({f"WK{code[2:8]}" for code in inside})
    counts = {code: 10 * place for place, code in enumerate(wijken, start=1)}
    table = made(rows(*(f"{code};2024;{count};1000;" for code, count in counts.items())), declared(), division)
    share = {
        wijk: people[[code for code in inside if code[2:8] == wijk[2:]]].sum()
        / people[[code for code in people.index if code.startswith(f"BU{wijk[2:]}")]].sum()
        for wijk in wijken
    }
    row = table.loc[("focusgebied", "breda-noord", 2024)]
    assert any(one < 0.99 for one in share.values())
    assert row["numerator"] == pytest.approx(sum(counts[one] * share[one] for one in wijken))
    assert row["denominator"] == pytest.approx(sum(1000 * share[one] for one in wijken))


def test_buurten_count_each_for_itself(division: Division) -> None:
    described = declared(metadata(niveau='"buurt"', soort='"aantal per inwoners"', eenheid='"per 1.000 inwoners"'))
    every = [code for code in division.units["code"] if code.startswith("BU") and f"WK{code[2:8]}" in LEEUWARDEN]
    table = made(rows(*(f"{code};2024;3;60;" for code in every)), described, division)
    row = table.loc[("focusgebied", "leeuwarden-oost", 2024)]
    assert (row["numerator"], row["denominator"], row["value"]) == (3 * len(every), 60 * len(every), 50)
    assert row["lower"] < 50 < row["upper"]


def test_figures_of_areas_stand_as_they_are_given_and_together_by_weight(division: Division) -> None:
    areas = [area.slug for area in division.areas]
    header = ("gebied", "jaar", "waarde", "gewicht", "toelichting")
    given = [f"{slug};2024;{place / 10};{100 + place};" for place, slug in enumerate(areas)]
    table = made(rows(*given, "breda-noord;2023;;;Verzonnen reden.", header=header), declared(MEANS), division)
    place = areas.index("breda-noord")
    row = table.loc[("focusgebied", "breda-noord", 2024)]
    assert (row["value"], row["origin"], pd.isna(row["lower"])) == (pytest.approx(place / 10), "measured", True)
    # The sum of place / 10 x (100 + place) is 10 x 190 + 0.1 x 2,470, over 2,000 + 190.
    assert table.loc[("focusgebieden", "focusgebieden", 2024), "value"] == pytest.approx(2147 / 2190)
    assert table.loc[("focusgebied", "breda-noord", 2023), "reason"] == "Verzonnen reden."
    assert table.loc[("nederland", "NL00", 2024), "reason"].startswith("Dit is een eigen cijfer van één organisatie")


def test_what_the_file_does_not_speak_of_is_a_hole_with_a_reason(division: Division) -> None:
    table = made(rows(*(f"{code};2024;10;100;" for code in LEEUWARDEN)), declared(), division)
    figures_of = table[table["value"].notna()].reset_index()
    assert set(figures_of["area_code"]) == {"leeuwarden-oost", *LEEUWARDEN}
    holes = table[table["value"].isna()]
    assert holes["reason"].notna().all()
    assert len(holes) == 1 + 1 + 19 + 19 + 19  # the country, the areas together, gemeenten, their rests, other areas
