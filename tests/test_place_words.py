"""The place of a unit in Dutch. The places are synthetic; expected sentences are written by hand."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nplv.analysis.place import Place, distribution_table, histogram, place
from nplv.analysis.sentences.place import note, position, sentence
from nplv.registry import Indicator, Level, indicators

CRIMES = indicators()["misdrijven"]
CAUSE = re.compile(r"\b(door|dankzij|vanwege|omdat|doordat|daardoor|waardoor|wegens|als gevolg)\b")
JUDGEMENT = re.compile(r"\b(beter|slechter|best|slechtst|goede?r|erger|gunstig|ongunstig)")

# What a unit has that is lower than another; each was read by hand, and a new indicator has to be read as well.
LOWER = {
    "leefbaarometer-woningvoorraad": "een lagere score op de Leefbaarometer ‘woningvoorraad’",
    "herstructurering": "minder woningen die geherstructureerd zijn of worden",
    "nieuwbouw": "minder woningen die volgens de plannen gebouwd worden",
    "koopwoningen": "een lager percentage koopwoningen",
    "eengezinswoningen": "een lager percentage eengezinswoningen",
    "energielabels": "een lager percentage woningen met energielabel E, F of G",
    "woningtoewijzing": "minder maatregelen die gelden voor het gebied",
    "ses-woa": "een lagere SES-WOA-score",
    "sociaal-minimum": "een lager percentage huishoudens met een inkomen onder of rond het sociaal minimum",
    "personen-in-armoede": "een lager percentage inwoners in armoede",
    "arbeidsparticipatie": "een lager percentage inwoners van 15 tot 75 jaar met betaald werk",
    "schooladvies": "een lager percentage leerlingen met een advies van een bepaald niveau",
    "startkwalificatie": "een lager percentage inwoners zonder startkwalificatie",
    "schuldsanering": "minder personen in de wettelijke schuldsanering op 31 december per 10.000 inwoners",
    "wmo": "minder cliënten met ondersteuning uit de Wmo per 1.000 inwoners",
    "jeugdzorg": "een lager percentage jongeren tot 23 jaar met jeugdzorg in natura",
    "jongeren-met-jeugdzorg": "minder jongeren tot 23 jaar met jeugdzorg in natura",
    "leefbaarometer-overlast": "een lagere score op de Leefbaarometer ‘overlast & onveiligheid’",
    "verdachten-jonger-dan-25": (
        "minder geregistreerde verdachten van 12 tot 25 jaar per 1.000 inwoners van 12 tot 25 jaar"
    ),
    "jeugdoverlast": "een lager percentage ondervraagden die veel jeugdoverlast ervaren",
    "leefbaarometer": "een lagere totaalscore op de Leefbaarometer",
    "misdrijven": "minder geregistreerde misdrijven per 1.000 inwoners",
    "ervaren-gezondheid": "een lager percentage volwassenen die hun gezondheid goed of zeer goed noemen",
    "energiearmoede": "een lager percentage huishoudens in energiearmoede",
    "lage-financiele-welvaart": ("een lager percentage inwoners van 12 jaar en ouder met een lage financiële welvaart"),
    "zwakke-leefbaarheid": "een lager percentage woningen op een plek met zwakke of lagere leefbaarheid",
    "werkenden": "een lager percentage bewoners met werk",
    "armoede-huishoudens": "een lager percentage huishoudens in armoede",
    "laag-inkomen": "een lager percentage inwoners met een inkomen in de laagste 40% van Nederland",
    "hoog-inkomen": "een lager percentage inwoners met een inkomen in de hoogste 20% van Nederland",
    "inkomen-per-inwoner": "een lager gemiddeld inkomen per inwoner",
    "woz-waarde": "een lagere gemiddelde WOZ-waarde van woningen",
    "inwoners": "minder inwoners",
    "huishoudens": "minder huishoudens",
    "aandeel-65-plus": "een lager percentage inwoners van 65 jaar en ouder",
    "aandeel-0-tot-15": "een lager percentage inwoners jonger dan 15 jaar",
}


def synthetic(lower: int, equal: int, higher: int, **changes: Any) -> Place:
    declared: dict[str, Any] = {
        "value": 96.96,
        "ranked": lower + equal + higher + 1,
        "lower": lower,
        "equal": equal,
        "higher": higher,
        "percentile": 50.0,
        "too_small": 0,
        "without_figure": 0,
        "reason": None,
    }
    return Place(**declared | changes)


def said(
    found: Place, indicator: Indicator = CRIMES, level: Level = "buurt", group: str = "in Nederland", year: int = 2025
) -> str:
    return sentence(found, "Tarwewijk (Rotterdam)", indicator, level, year, group)


def test_most_have_a_lower_or_a_higher_figure() -> None:
    assert said(synthetic(12_101, 0, 911)) == (
        "93% van de 13.012 andere buurten in Nederland heeft minder geregistreerde misdrijven per 1.000 inwoners dan "
        "Tarwewijk (Rotterdam) in 2025."
    )
    assert said(synthetic(911, 0, 12_101)).startswith(
        "93% van de 13.012 andere buurten in Nederland heeft meer geregistreerde misdrijven"
    )


def test_most_have_the_same_figure() -> None:
    assert said(synthetic(20, 50, 30)).startswith(
        "50% van de 100 andere buurten in Nederland heeft evenveel geregistreerde misdrijven per 1.000 inwoners als T"
    )


def test_units_that_are_left_out_are_not_among_those_counted() -> None:
    start = "93% van de 100 andere meegetelde buurten in Nederland heeft minder"
    assert said(synthetic(93, 0, 7, too_small=3)).startswith(start)
    assert said(synthetic(93, 0, 7, without_figure=1)).startswith(start)


@pytest.mark.parametrize(
    ("lower", "higher", "start"),
    [
        (994, 6, "99% van de 1.000 andere buurten heeft minder "),
        (995, 5, "Meer dan 99% van de 1.000 andere buurten heeft minder "),
        (1, 999, "Meer dan 99% van de 1.000 andere buurten heeft meer "),
        (1000, 0, "Alle 1.000 andere buurten hebben minder "),
    ],
)
def test_no_share_is_rounded_to_all_or_nothing(lower: int, higher: int, start: str) -> None:
    assert said(synthetic(lower, 0, higher), group="").startswith(start)


@pytest.mark.parametrize(
    ("counts", "start"),
    [
        (
            (17, 1, 1),
            "17 van de 19 andere focusgebieden hebben minder geregistreerde misdrijven per 1.000 inwoners dan",
        ),
        ((0, 0, 19), "Alle 19 andere focusgebieden hebben meer "),
        ((0, 19, 0), "Alle 19 andere focusgebieden hebben evenveel "),
        ((1, 0, 1), "1 van de 2 andere focusgebieden heeft minder "),
        ((2, 0, 0), "Beide andere focusgebieden hebben minder "),
        ((0, 0, 1), "Het enige andere focusgebied heeft meer "),
    ],
)
def test_few_units_are_counted(counts: tuple[int, int, int], start: str) -> None:
    assert said(synthetic(*counts), level="focusgebied", group="").startswith(start)


def test_the_only_other_buurt() -> None:
    assert said(synthetic(0, 1, 0, without_figure=4), group="in dit dashboard").startswith(
        "De enige andere meegetelde buurt in dit dashboard heeft evenveel "
    )


def test_no_place() -> None:
    nowhere = {"reason": "no figure", "value": None, "percentile": None}
    assert said(synthetic(0, 0, 0, **nowhere)) == (
        "Misdrijven in Tarwewijk (Rotterdam): geen cijfer over 2025, dus ook geen plaats tussen de andere buurten in "
        "Nederland."
    )
    start = "In Tarwewijk (Rotterdam) 97,0 misdrijven per 1.000 inwoners in 2025; geen plaats"
    assert said(synthetic(0, 0, 0, reason="too small")) == (
        f"{start} tussen de andere buurten in Nederland: er wonen minder dan 200 mensen."
    )
    assert said(synthetic(0, 0, 0, reason="inhabitants unknown"), group="") == (
        f"{start} tussen de andere buurten: het aantal inwoners is niet bekend."
    )
    assert said(synthetic(0, 0, 0)) == f"{start}: er tellen geen andere buurten in Nederland mee."


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.id)
def test_every_indicator_has_good_sentences(indicator: Indicator) -> None:
    lower = LOWER[indicator.id]
    higher = re.sub("^minder ", "meer ", re.sub("^een lager", "een hoger", lower))
    equal = re.sub("^minder ", "evenveel ", re.sub("^een lager(e?) ", r"een even hoog\1 ", lower))
    equal = equal.replace("even hooge", "even hoge")
    name = "Tarwewijk (Rotterdam)"
    found = [
        said(synthetic(10, 5, 4), indicator, "focusgebied", ""),
        said(synthetic(10, 5, 84), indicator, "wijk", "in Nederland"),
        said(synthetic(0, 7, 0), indicator, "gemeente", "met een focusgebied"),
        said(synthetic(0, 0, 0), indicator),
        said(synthetic(0, 0, 0, reason="too small"), indicator),
        said(synthetic(0, 0, 0, reason="no figure", value=None), indicator),
    ]
    assert found[0] == f"10 van de 19 andere focusgebieden hebben {lower} dan {name} in 2025."
    assert found[1] == f"85% van de 99 andere wijken in Nederland heeft {higher} dan {name} in 2025."
    assert found[2] == f"Alle 7 andere gemeenten met een focusgebied hebben {equal} als {name} in 2025."
    for text in found:
        assert not CAUSE.search(text)
        assert not JUDGEMENT.search(text)
        assert not re.search(r"\bnan\b|None|  ", text)


def test_the_percentile_counts_half_of_those_with_the_same_figure() -> None:
    three = units_of([1.0, 2.0, 2.0, 4.0, 5.0])  # of the four others one is lower and one the same: 1.5 of 4
    found = place(three, three["code"][1], CRIMES, "buurt")
    assert position(found) == "Percentiel 38: 0 is het laagste cijfer van alle, 100 het hoogste."
    assert position(synthetic(0, 0, 0, value=None, percentile=None)) == ""


def test_note() -> None:
    assert note(synthetic(0, 0, 19), "focusgebied") == "Alle 20 focusgebieden tellen mee."
    text = note(synthetic(0, 0, 19, too_small=1516, without_figure=1), "buurt")
    assert text.startswith("1.516 buurten tellen niet mee: daar wonen minder dan 200 mensen of is het aantal inwoners")
    assert "vooral toeval. 1 buurt telt niet mee: daarvan is er geen cijfer." in text
    assert not CAUSE.search(text)


def units_of(values: list[float | None]) -> pd.DataFrame:
    """Synthetic units; every tenth has 100 inhabitants, the others 1.000."""
    codes = [f"BU{number}" for number in range(len(values))]
    inhabitants = [100 if number % 10 == 9 else 1000 for number in range(len(values))]
    return pd.DataFrame(
        {"code": codes, "name": codes, "value": pd.Series(values, dtype=float), "inhabitants": inhabitants}
    )


def test_table_by_hand() -> None:
    units = units_of([3.0, 1.0, None, 5.0])
    found = place(units, "BU0", CRIMES, "buurt")
    table = distribution_table(found, histogram(units, "BU0", CRIMES, "buurt"), "BU0", "buurt")
    assert list(table.columns) == ["Groep", "Van", "Tot", "Aantal", "Aandeel (%)"]
    assert list(table["Groep"]) == [
        "Andere buurten die meetellen", "Lager dan BU0", "Gelijk aan BU0", "Hoger dan BU0",
        "Niet meegeteld: minder dan 200 inwoners of onbekend", "Niet meegeteld: geen cijfer", "BU1", "BU0", "BU3",
    ]  # fmt: skip
    assert list(table["Aantal"]) == [2, 1, 0, 1, 0, 1, 1, 1, 1]
    assert list(table["Van"].iloc[6:]) == list(table["Tot"].iloc[6:]) == [1, 3, 5]
    assert list(table["Aandeel (%)"].iloc[:4]) == [100, 50, 0, 50]
    assert table["Aandeel (%)"].iloc[4:].isna().all()
    without = distribution_table(
        replace(found, lower=0, higher=0, reason="too small"), histogram(units, "BU0", CRIMES, "buurt"), "BU0", "buurt"
    )
    assert without["Groep"].iloc[0].startswith("Niet meegeteld")


def test_table_of_bins() -> None:
    units = units_of([float(value) for value in range(100)])
    rows = histogram(units, "BU50", CRIMES, "buurt")
    table = distribution_table(place(units, "BU50", CRIMES, "buurt"), rows, "BU50", "buurt")
    spread = table[table["Groep"].str.startswith("Verdeling")]
    assert spread["Aantal"].sum() == 90
    assert spread["Aandeel (%)"].sum() == pytest.approx(100)
    own = spread[spread["Groep"] == "Verdeling, met BU50"]
    assert (own["Van"].item(), own["Tot"].item(), own["Aantal"].item()) == (50, 55, 5)


@given(st.lists(st.none() | st.integers(0, 60).map(float), min_size=1, max_size=120))
def test_every_figure_of_the_sentence_and_the_note_is_in_the_table(values: list[float | None]) -> None:
    units = units_of(values)
    found = place(units, "BU0", CRIMES, "buurt")
    text = f"{sentence(found, 'X', CRIMES, 'buurt', 2025, '')} {note(found, 'buurt')}"
    table = distribution_table(found, histogram(units, "BU0", CRIMES, "buurt"), "X", "buurt")
    given = {"2025", "1.000", "200", "99"}  # the year, the unit, the limit, and "meer dan 99%"
    counts = {f"{number:.0f}" for number in table["Aantal"]} | {str(found.ranked)}
    shares = {f"{share + 1e-9:.0f}" for share in table["Aandeel (%)"].dropna()}
    figures = {f"{number:.1f}".replace(".", ",") for number in table["Van"].dropna()}
    assert set(re.findall(r"\d[\d.,]*\d|\d", text)) <= given | counts | shares | figures
