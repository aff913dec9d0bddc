"""What there is and what is missing, and how both are told."""

from typing import Any

import pandas as pd
import pytest

from nplv.analysis import method, provenance
from nplv.analysis.coverage import (
    FIGURES,
    MISSING,
    NO_DATA,
    WORDS,
    by_year,
    grouped,
    kernindicatoren,
    names,
    newest,
)
from nplv.analysis.sentences.coverage import newest_title, summary, year_title
from nplv.charts import coverage as charts
from nplv.charts.coverage import matrix
from nplv.registry import Indicator, areas, indicators
from nplv.schema import STATUSES

CRIMES = indicators()["misdrijven"]
LIVEABILITY = indicators()["leefbaarometer"]
OWNED = indicators()["koopwoningen"]
SLUGS = list(areas())


def synthetic(indicator: Indicator, holes: dict[tuple[str, int], tuple[str, str]] | None = None) -> pd.DataFrame:
    """Made-up observations: a figure everywhere but in `holes`: (code, year) to (status, reason)."""
    rows = []
    for code in names():
        level = {"NL00": "nederland", "focusgebieden": "focusgebieden"}.get(code, "focusgebied")
        for year in indicator.years:
            status, reason = (holes or {}).get((code, year), ("ok", None))
            rows.append((indicator.id, level, code, year, status, reason))
    return pd.DataFrame(rows, columns=["indicator", "level", "area_code", "period", "status", "reason"])


def everything(**holes: dict[tuple[str, int], tuple[str, str]]) -> pd.DataFrame:
    """Made-up observations of all indicators with figures."""
    known = [indicator for indicator in indicators().values() if indicator.has_figures]
    return pd.concat([synthetic(one, holes.get(one.id.replace("-", "_"))) for one in known], ignore_index=True)


def test_every_status_has_a_word_and_a_sign() -> None:
    assert set(WORDS) == {*STATUSES, NO_DATA}
    assert set(charts._SIGNS) == set(WORDS)
    assert len(set(WORDS.values())) == len(WORDS)
    assert len({shape for shape, _ in charts._SIGNS.values()}) == len(WORDS)


def test_one_indicator_has_a_cell_for_the_country_the_20_and_each_area_in_each_year() -> None:
    shuffled = synthetic(CRIMES).sample(frac=1, random_state=1)
    cells = by_year(shuffled, CRIMES)
    assert len(cells) == 22 * 5
    assert list(cells["name"].unique())[:3] == ["Nederland", "De 20 samen", "Amsterdam Nieuw-West"]
    assert list(cells["period"])[:5] == [2021, 2022, 2023, 2024, 2025]


def test_an_observation_that_is_missing_altogether_is_an_error() -> None:
    with pytest.raises(KeyError):
        by_year(synthetic(CRIMES).iloc[1:], CRIMES)


def test_newest_has_all_indicators_in_their_newest_year() -> None:
    cells = newest(everything())
    assert len(cells) == 22 * len(indicators())
    assert list(cells["indicator"].unique()) == list(indicators())
    assert set(cells.loc[cells["indicator"] == "leefbaarometer", "period"]) == {2024}
    without = cells[cells["indicator"] == "schooladvies"]
    assert set(without["status"]) == {NO_DATA}
    assert without["period"].isna().all()
    assert set(without["reason"]) == {indicators()["schooladvies"].missing}


def test_table_puts_together_what_is_the_same_and_gives_each_reason() -> None:
    thin = ("incomplete", "Het cijfer is bekend voor 71%.")
    holes = {(SLUGS[0], 2021): thin, (SLUGS[0], 2022): thin, (SLUGS[1], 2021): ("suppressed", "Geheim.")}
    table = grouped(by_year(synthetic(CRIMES, holes), CRIMES))
    assert list(table.columns) == ["Indicator", "Jaren", "Wat er is", "Focusgebieden", "Welke", "Reden"]
    by_reason = table.set_index("Reden")
    row = by_reason.loc["Het cijfer is bekend voor 71%."]
    assert (row["Jaren"], row["Focusgebieden"], row["Welke"]) == ("2021, 2022", 1, "Amsterdam Nieuw-West")
    assert by_reason.loc["Geheim.", "Wat er is"] == "geheim of onbekend"
    whole = table[table["Welke"] == "Nederland, De 20 samen, alle 20 focusgebieden"]
    assert list(whole["Jaren"]) == ["2023, 2024, 2025"]


def test_table_loses_no_cell() -> None:
    cells = newest(everything(misdrijven={(SLUGS[3], 2025): ("suppressed", "Geheim.")}))
    table = grouped(cells)
    assert table["Focusgebieden"].sum() == 20 * len(indicators())
    assert set(table.loc[table["Wat er is"] == WORDS[NO_DATA], "Jaren"]) == {""}
    assert set(table["Jaren"]) == {"", *(str(max(one.years)) for one in indicators().values() if one.has_figures)}


@pytest.mark.parametrize(
    ("indicator", "missing", "expected"),
    [
        (CRIMES, 0, "Misdrijven: een cijfer voor alle 20 focusgebieden, in elk van de 5 meetjaren."),
        (CRIMES, 6, "Misdrijven: 94 van de 100 cijfers (20 focusgebieden, 5 meetjaren)."),
        (CRIMES, 100, "Misdrijven: geen cijfer voor een afzonderlijk focusgebied."),
        (OWNED, 0, "Koopwoningen: een cijfer voor alle 20 focusgebieden, in 2024."),
        (OWNED, 18, "Koopwoningen: een cijfer voor 2 van de 20 focusgebieden, in 2024."),
    ],
)
def test_title_counts_the_figures_of_the_areas(indicator: Indicator, missing: int, expected: str) -> None:
    keys = [(slug, year) for slug in SLUGS for year in indicator.years][:missing]
    observations = synthetic(indicator, dict.fromkeys(keys, ("not_collected", "Niet genoemd.")))
    assert year_title(by_year(observations, indicator), indicator) == expected


def test_summary_counts_kernindicatoren_and_not_their_figures() -> None:
    # Number 4 has two figures, of which one is whole; numbers 7 and 8 have some areas, 9 has none.
    nowhere = {(slug, 2022): ("not_collected", "Niet genoemd.") for slug in SLUGS}
    some = {(slug, 2019): ("not_collected", "Niet genoemd.") for slug in SLUGS[2:]}
    cells = newest(
        everything(
            koopwoningen={(SLUGS[0], 2024): ("suppressed", "Geheim.")},
            ses_woa=some,
            sociaal_minimum=some,
            arbeidsparticipatie=nowhere,
        )
    )
    assert summary(cells) == (
        "Van de 17 kernindicatoren hebben er 5 een cijfer voor alle 20 focusgebieden, 2 voor enkele gebieden en 10 nog "
        "voor geen enkel gebied."
    )
    known = sum(indicator.has_figures for indicator in indicators().values())
    assert newest_title(cells) == (
        f"Van de {len(indicators())} indicatoren hebben er {known - 4} een cijfer voor alle 20 focusgebieden en 3 voor "
        "enkele."
    )


def test_kernindicatoren_are_the_17_of_the_letter_with_what_is_missing() -> None:
    table = kernindicatoren(newest(everything())).set_index("Kernindicator")
    assert sorted(set(table["Nummer"])) == list(range(1, 18))
    assert table.loc["Arbeidsparticipatie", FIGURES] == "20 van de 20 gebieden, 2022"
    assert table.loc["Arbeidsparticipatie", MISSING] == ""
    without = table[table[FIGURES] == "nog geen cijfers"]
    assert len(without) == 11  # numbers 8 and 14 have a second figure that only a refresh brings
    assert (without[MISSING] != "").all()


def signs(chart: Any) -> dict[str, Any]:
    spec = chart.to_dict()
    (layer,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    return {**layer, "rows": spec["datasets"][layer["data"]["name"]]}


def test_matrix_draws_a_sign_for_each_cell_with_its_reason() -> None:
    holes = {("arnhem-oost", 2024): ("incomplete", "Het cijfer is bekend voor 71%.")}
    cells = by_year(synthetic(OWNED, holes), OWNED)
    drawn = signs(matrix(cells, rows="period", marked="Arnhem-Oost", description="d"))
    assert len(drawn["rows"]) == 22
    (hole,) = [row for row in drawn["rows"] if row["reason"]]
    assert (hole["name"], hole["row"], hole["word"]) == ("Arnhem-Oost", "2024", "voor een te klein deel bekend")
    domain = ["cijfer", "voor een te klein deel bekend"]
    assert [drawn["encoding"][channel]["scale"]["domain"] for channel in ("shape", "fill", "stroke")] == [domain] * 3


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.id)
def test_facts_of_every_indicator_are_whole_sentences_of_words(indicator: Indicator) -> None:
    facts = method.facts(indicator)
    assert all(facts.values())
    assert "None" not in " ".join(facts.values())
    assert ("Berekening" in facts) is indicator.has_figures
    assert len(method.holes(indicator)) == len(indicator.holes)


def test_method_of_crimes_names_denominator_coverage_and_interval() -> None:
    facts = method.facts(CRIMES)
    assert facts["Noemer"] == "inwoners op 1 januari 2024; voor alle jaren die van 2024"
    assert "ten minste 80%" in facts["Berekening"]
    assert "minder dan 100 inwoners" in facts["Berekening"]
    assert "Byar" in facts["Onzekerheid"]
    assert facts["0-meting"] == "2022"


def test_published_figures_are_not_said_to_be_computed() -> None:
    assert method.facts(indicators()["energiearmoede"])["Berekening"] == (
        "Overgenomen zoals de bron het publiceert; hier is niets opnieuw berekend."
    )


def area_table(gaps: dict[str, float]) -> pd.DataFrame:
    """A made-up table of areas in which CBS counts 1.000 inhabitants everywhere, but for the `gaps` in percent."""
    return pd.DataFrame(
        {
            "slug": SLUGS,
            "name": [area.name for area in areas().values()],
            "municipality": [area.municipality for area in areas().values()],
            "wijken": [["WK000101"]] * 20,
            "buurten": [["BU00010101", "BU00010102"]] * 20,
            "certainty": ["documented"] * 19 + ["inferred"],
            "composition_source": ["Verzonnen."] * 20,
            "inhabitants_2024": [round(1000 + 10 * gaps.get(slug, 0.0)) for slug in SLUGS],
            "inhabitants_2025": [1000] * 20,
            "difference_percent": [gaps.get(slug, 0.0) for slug in SLUGS],
        }
    )


def test_composition_gives_codes_certainty_and_the_difference_in_inhabitants() -> None:
    table = area_table({"breda-noord": 6.6, "delft-west": -1.9})
    row = provenance.composition(table).set_index("Focusgebied").loc["Breda-Noord"]
    assert row["Wijken en buurten"] == "WK000101, BU00010101, BU00010102"
    assert row["Samenstelling"] == "vastgesteld in documenten"
    assert row["Verschil in %"] == 6.6
    said = provenance.described(table)
    assert said["Breda-Noord"] == (
        "vastgesteld in documenten; 1 wijk en 2 buurten in Breda. 1.066 inwoners in 2024, 6,6% meer dan de 1.000 van "
        "CBS in 2025."
    )
    assert "1,9% minder dan de 1.000" in said["Delft-West"]
    assert "gelijk aan de 1.000" in said["Zaandam-Oost"]


def test_composition_title_and_note_name_the_large_difference() -> None:
    table = area_table({"breda-noord": 6.6, "delft-west": -2.8})
    assert provenance.composition_title(table) == (
        "Van 19 van de 20 focusgebieden is de samenstelling vastgesteld in documenten, van 1 is zij afgeleid."
    )
    note = provenance.composition_note(table)
    assert "bij Breda-Noord 6,6% hoger:" in note
    assert note.endswith("Bij de andere gebieden is het hoogstens 2,8%.")
    assert "Groot is het verschil" not in provenance.composition_note(area_table({"delft-west": -2.8}))


def test_files_of_the_snapshot_are_listed_with_the_start_of_their_checksum() -> None:
    entry = {
        "rows": 20,
        "vintage": 2024,
        "sources": ["cbs-kwb-2024"],
        "licence": "CC BY 4.0",
        "sha256": "0123456789abcdef",
    }
    manifest = {"as_of": "2026-07-19", "files": {"data/areas.parquet": entry, "data/letter.parquet": entry}}
    row, _ = provenance.files(manifest).to_dict("records")
    assert row == {
        "Bestand": "data/areas.parquet",
        "Rijen": 20,
        "Jaargang": "2024",
        "Bronnen": "Kerncijfers wijken en buurten 2024",
        "Licentie": "CC BY 4.0",
        "Controlegetal": "0123456789ab",
    }
    assert provenance.files_title(manifest) == (
        "De momentopname telt 2 bestanden; de nieuwste bron is opgehaald op 19 juli 2026."
    )


def test_units_of_an_area_have_their_code_and_name() -> None:
    wijken = pd.DataFrame({"code": ["WK000102", "WK000101"], "name": ["Verzonnen Oost", "Verzonnen West"]})
    buurten = pd.DataFrame({"code": ["BU00010101"], "name": ["Verzonnen Hof"]})
    assert provenance.units(area_table({}), "breda-noord", wijken, buurten).fillna("onbekend").values.tolist() == [
        ["Breda-Noord", "wijk", "WK000101", "Verzonnen West"],
        ["Breda-Noord", "buurt", "BU00010101", "Verzonnen Hof"],
        ["Breda-Noord", "buurt", "BU00010102", "onbekend"],
    ]
