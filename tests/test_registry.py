import csv
import re
from pathlib import Path

import pytest

from nplv.registry import Indicator, areas, indicators, national_values, schemes, sources, themes
from nplv.registry.similar import matching

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the source data in ../shared/data is not here")

LEVELS = {"nederland", "gemeente", "rest_gemeente", "focusgebieden", "focusgebied", "wijk", "buurt"}
ORDER = {
    "actielijn-2": """leefbaarometer-woningvoorraad herstructurering nieuwbouw koopwoningen eengezinswoningen
        energielabels woningtoewijzing""",
    "actielijn-3": """ses-woa sociaal-minimum personen-in-armoede arbeidsparticipatie schooladvies startkwalificatie
        schuldsanering wmo jeugdzorg jongeren-met-jeugdzorg""",
    "actielijn-4": "leefbaarometer-overlast verdachten-jonger-dan-25 jeugdoverlast",
    "context": """leefbaarometer misdrijven ervaren-gezondheid energiearmoede lage-financiele-welvaart
        zwakke-leefbaarheid werkenden armoede-huishoudens laag-inkomen hoog-inkomen inkomen-per-inwoner
        woz-waarde inwoners huishoudens aandeel-65-plus aandeel-0-tot-15""",
}
# Annex 1 of the letter to parliament of 12 June 2023, in its order.
ANNEX = {
    "actielijn-2": [
        "Leefbaarometer ‘woningvoorraad’",
        "Het aantal te herstructureren en geherstructureerde woningen",
        "Het aantal nieuw te bouwen woningen",
        "Samenstelling woningvoorraad",
        "Woningen met energielabels E t/m G",
        "Inzet sturingsinstrumentarium woningtoewijzing",
    ],
    "actielijn-3": [
        "SES-WOA-score",
        "Huishoudens onder sociaal minimum",
        "Arbeidsparticipatie",
        "Definitief schooladvies PO",
        "Inwoners zonder startkwalificatie",
        "Personen in schuldsanering",
        "Gebruik WMO",
        "Jongeren met jeugdzorg",
    ],
    "actielijn-4": [
        "Leefbaarometer ‘overlast & onveiligheid’",
        "Aantal personen jonger dan 25 verdacht van een delict",
        "Inwoners die ‘veel jeugdoverlast’ ervaren volgens de Veiligheidsmonitor",
    ],
}
WITH_FIGURES = [indicator for indicator in indicators().values() if indicator.has_figures]
WITHOUT_FIGURES = [indicator for indicator in indicators().values() if not indicator.has_figures]


def named(declared: list[Indicator]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("indicator", declared, ids=lambda indicator: indicator.id)


# --- Indicators -------------------------------------------------------------------------------------------


def test_indicators_are_declared_in_their_order_and_theme():
    declared = {
        theme: [indicator.id for indicator in indicators().values() if indicator.theme == theme] for theme in themes()
    }
    assert declared == {theme: ids.split() for theme, ids in ORDER.items()}
    assert list(indicators()) == " ".join(ORDER.values()).split()


def test_the_17_kernindicatoren_carry_the_titles_of_the_annex():
    titles = [(theme, title) for theme, lines in ANNEX.items() for title in lines]
    numbered: dict[int, list[Indicator]] = {}
    for indicator in indicators().values():
        if indicator.kernindicator is not None:
            numbered.setdefault(indicator.kernindicator, []).append(indicator)
    assert list(numbered) == list(range(1, 18))
    for number, (theme, title) in enumerate(titles, start=1):
        for indicator in numbered[number]:
            assert indicator.theme == theme
            assert indicator.title == title or indicator.title.startswith(f"{title}: ")
    ids = {number: [indicator.id for indicator in some] for number, some in numbered.items() if len(some) > 1}
    assert ids == {
        4: ["koopwoningen", "eengezinswoningen"],
        8: ["sociaal-minimum", "personen-in-armoede"],
        14: ["jeugdzorg", "jongeren-met-jeugdzorg"],
    }


@needs_shared
def test_the_annex_is_what_the_letter_says():
    letter = next((SHARED / "brief").glob("kamerbrief*.txt")).read_text(encoding="utf-8")
    annex = letter[
        letter.index("Kernindicatoren NPLV") : letter.index("Bijlage 2", letter.index("Kernindicatoren NPLV"))
    ]
    assert re.findall(r"^ - o (.+?)\s*$", annex, flags=re.MULTILINE) == [t for lines in ANNEX.values() for t in lines]
    assert re.findall(r"“(.+?)”", annex) == [themes()[theme] for theme in ANNEX]


def test_only_context_has_no_kernindicator():
    for indicator in indicators().values():
        assert (indicator.kernindicator is None) == (indicator.theme == "context")


@named(WITH_FIGURES)
def test_an_indicator_with_figures_says_where_they_come_from_and_where_not(indicator):
    assert indicator.source in sources()
    assert indicator.table == sources()[indicator.source].table
    assert indicator.columns
    assert indicator.years == tuple(sorted(set(indicator.years)))
    assert set(indicator.levels) <= LEVELS
    assert len(set(indicator.levels)) == len(indicator.levels)
    assert LEVELS - set(indicator.levels) <= set(indicator.holes), "a level without figures has no reason"
    assert indicator.caveats
    assert indicator.aggregation != "none"


@named(WITH_FIGURES)
def test_the_way_of_aggregating_is_complete(indicator):
    assert (indicator.weight is not None) == (indicator.aggregation == "weighted_mean")
    assert 0 < indicator.minimum_coverage <= 1
    # An interval needs a count; a published mean or a model estimate has none.
    assert indicator.interval == "none" or indicator.aggregation == "ratio"
    assert indicator.interval != "wilson" or indicator.unit == "%"


@named(WITH_FIGURES)
def test_the_baseline_is_the_measurement_of_2022_or_the_last_before(indicator):
    assert indicator.baseline == max((year for year in indicator.years if year <= 2022), default=None)


@named(WITHOUT_FIGURES)
def test_an_indicator_without_figures_says_who_holds_the_data(indicator):
    assert re.search(r"CBS|DUO|RVO|gemeenten", indicator.missing, flags=re.IGNORECASE)
    assert indicator.missing.endswith(".")
    assert (indicator.levels, indicator.years, indicator.columns, indicator.holes) == ((), (), (), {})
    assert indicator.baseline is None
    assert indicator.aggregation == "none"
    assert indicator.source in sources()


def test_eight_kernindicatoren_have_figures_and_nine_say_why_not():
    with_figures = {indicator.kernindicator for indicator in WITH_FIGURES} - {None}
    assert with_figures == {1, 4, 7, 8, 9, 13, 14, 15}
    without = {indicator.kernindicator for indicator in WITHOUT_FIGURES}
    assert without - with_figures == {2, 3, 5, 6, 10, 11, 12, 16, 17}
    assert without & with_figures == {8, 14}  # of which a refresh adds a second figure


@named(list(indicators().values()))
def test_texts_are_fit_to_be_shown(indicator):
    assert len(indicator.short_title) <= 28
    sentences = [
        indicator.definition,
        *indicator.caveats,
        *indicator.holes.values(),
        indicator.missing or "Geen.",
    ]
    for sentence in sentences:
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")
        assert "  " not in sentence
        assert "<" not in sentence
    for phrase in (indicator.numerator, indicator.denominator):
        assert not phrase.endswith(".")


def test_names_tell_indicators_apart():
    for field in ("title", "short_title"):
        names = [getattr(indicator, field) for indicator in indicators().values()]
        assert len(set(names)) == len(names)


def test_composition_and_use_of_care_are_never_judged():
    declared: dict[str, set[str]] = {}
    for indicator in WITH_FIGURES:
        declared.setdefault(indicator.polarity, set()).add(indicator.id)
    leefbaarometer = {"leefbaarometer", "leefbaarometer-woningvoorraad", "leefbaarometer-overlast"}
    assert declared == {
        "higher_is_better": leefbaarometer | {"ervaren-gezondheid", "arbeidsparticipatie", "werkenden", "ses-woa"},
        "lower_is_better": {"misdrijven", "energiearmoede", "lage-financiele-welvaart", "zwakke-leefbaarheid"}
        | {"armoede-huishoudens", "sociaal-minimum"},
        "neutral": {"koopwoningen", "eengezinswoningen", "inwoners", "huishoudens"}
        | {"aandeel-65-plus", "aandeel-0-tot-15"},
        "not_judged": {
            "wmo",
            "jeugdzorg",
            "laag-inkomen",
            "hoog-inkomen",
            "inkomen-per-inwoner",
            "woz-waarde",
        },
    }


def test_a_denominator_of_another_year_is_declared_and_said():
    declared = {indicator.id for indicator in WITH_FIGURES if indicator.denominator_period is not None}
    assert declared == {"misdrijven", "ervaren-gezondheid"} | {i for i in indicators() if "leefbaarometer" in i}
    for each in declared:
        assert indicators()[each].denominator_period == 2024
        assert any("inwoners van 2024" in text for text in indicators()[each].caveats)


# --- What the texts claim, held against the data ------------------------------------------------------------


@needs_shared
def test_published_indicators_have_the_years_and_levels_of_the_record():
    levels = {"land": "nederland", "alle 20 gebieden": "focusgebieden", "focusgebied": "focusgebied"}
    with (SHARED / "gepubliceerd" / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["certainty"].startswith("read") and row["value"]]
    published = [i for i in WITH_FIGURES if i.aggregation == "published" and i.id != "energiearmoede"]
    assert len(published) == 4
    for indicator in published:
        own = [row for row in rows if row["indicator"] in indicator.columns]
        assert {int(row["year"]) for row in own} == set(indicator.years)
        assert {levels.get(row["level"], "rest_gemeente") for row in own} == set(indicator.levels)


@needs_shared
def test_caveats_on_crimes_and_weights_hold():
    with (SHARED / "politie" / "misdrijven_47022NED_2021_2025.csv").open(encoding="utf-8", newline="") as file:
        total = {"gemeente": 0, "buurt": 0}
        for row in csv.DictReader(file):
            total[row["niveau"]] += int(row["misdrijven"])
    assert total["gemeente"] / total["buurt"] == pytest.approx(1.01, abs=0.002)  # "ongeveer 1% hoger"
    with (SHARED / "cbs" / "kwb_2024_85984NED_20velden.csv").open(encoding="utf-8", newline="") as file:
        gemeenten = [row for row in csv.DictReader(file) if row["niveau"] == "gemeente"]
    households = sum(float(row["huishoudens"]) for row in gemeenten)

    def mean(column: str) -> float:
        return sum(float(row[column]) * float(row["huishoudens"]) for row in gemeenten) / households

    published = {value.indicator: value.value for value in national_values() if value.year == 2024}
    assert round(mean("koopwoningen")) == published["koopwoningen"]  # "hetzelfde hele procent"
    assert round(mean("eengezinswoning")) == published["eengezinswoningen"]
    assert mean("wozWaarde") - published["woz-waarde"] == pytest.approx(1, abs=0.3)  # "ongeveer € 1.000 hoger"


# --- Similar wijken ---------------------------------------------------------------------------------------


def test_wijken_are_alike_by_what_was_measured_before_the_baseline():
    for variable in matching().variables:
        indicator = indicators()[variable.indicator]
        assert variable.year in indicator.years
        assert indicator.baseline is not None
        assert variable.year < indicator.baseline


def test_a_comparison_with_similar_wijken_has_enough_of_them():
    found = matching()
    assert 0 < found.least <= found.group <= found.placebos
    assert 1 / (found.least_placebos + 1) <= 0.025  # Phipson & Smyth; 2.5% on each side
    assert found.least_placebos <= found.placebos
    assert found.reach > 0


# --- Sources, national values, areas, schemes ---------------------------------------------------------------


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.id)
def test_a_source_can_be_cited(source):
    assert source.url.startswith("https://")
    assert source.attribution
    assert source.licence
    assert source.retrieved or source.note, "without a day of retrieval the note says why"


def test_national_values_are_those_on_record():
    found = {(value.indicator, value.year): value.value for value in national_values()}
    assert found == {
        ("koopwoningen", 2024): 57,
        ("eengezinswoningen", 2024): 63,
        ("woz-waarde", 2024): 378,
        ("inkomen-per-inwoner", 2024): 34.9,
        ("ervaren-gezondheid", 2012): 76.3,
        ("ervaren-gezondheid", 2016): 75.4,
        ("ervaren-gezondheid", 2020): 78.4,
        ("ervaren-gezondheid", 2022): 69.0,
        ("ervaren-gezondheid", 2024): 72.8,
    }
    for value in national_values():
        indicator = indicators()[value.indicator]
        assert value.year in indicator.years
        assert (value.source, value.table) == (indicator.source, indicator.table)


def test_there_are_20_areas_in_19_municipalities_and_no_unit_lies_in_two():
    assert len(areas()) == 20
    assert len({area.municipality_code for area in areas().values()}) == 19
    assert list(areas()) == sorted(areas(), key=lambda slug: areas()[slug].name.casefold())
    units = [unit for area in areas().values() for unit in (*area.wijken, *area.buurten)]
    assert len(set(units)) == len(units)


def test_schemes_load():
    assert "volkshuisvestingsfonds" in schemes()
