"""Findings in Dutch. The tables are synthetic; the expected sentences are written by hand."""

import math
import re
from dataclasses import replace

import pandas as pd
import pytest

from nplv.analysis import sentences
from nplv.registry import Indicator, areas, indicators

ZUID = areas()["rotterdam-zuid"]
CAUSE = re.compile(r"\b(door|dankzij|vanwege|omdat|doordat|daardoor|waardoor|wegens|als gevolg)\b")


def synthetic(
    own: float | None,
    *,
    indicator: str = "misdrijven",
    nederland: float | None = None,
    together: float | None = None,
    gemeente: float | None = None,
    interval: tuple[float, float] = (math.nan, math.nan),
    status: str = "ok",
    reason: str | None = None,
) -> str:
    """The finding for Rotterdam-Zuid on synthetic figures of the indicator's newest year."""
    chosen = indicators()[indicator]
    year = max(chosen.years)
    rows = [
        ("focusgebied", "rotterdam-zuid", own, *interval, status, reason),
        ("nederland", "NL00", nederland, math.nan, math.nan, "ok", None),
        ("focusgebieden", "focusgebieden", together, math.nan, math.nan, "ok", None),
        ("gemeente", "GM0599", gemeente, math.nan, math.nan, "ok", None),
    ]
    table = pd.DataFrame(rows, columns=["level", "area_code", "value", "lower", "upper", "status", "reason"])
    return sentences.finding(table.assign(period=year), ZUID, chosen, year)


def test_rate() -> None:
    assert synthetic(73.93, nederland=44.31) == (
        "In Rotterdam-Zuid 73,9 misdrijven per 1.000 inwoners in 2025, 29,6 meer dan landelijk."
    )
    assert "29,6 minder dan landelijk" in synthetic(44.31, nederland=73.93)


def test_rate_whose_short_title_is_no_thing_that_is_counted() -> None:
    assert synthetic(82.14, indicator="wmo", nederland=68.0) == (
        "In Rotterdam-Zuid 82,1 cliënten met ondersteuning uit de Wmo per 1.000 inwoners in 2019, "
        "14,1 meer dan landelijk."
    )


def test_percentage_differs_in_percentage_points() -> None:
    assert synthetic(57.8, indicator="ervaren-gezondheid", nederland=72.8) == (
        "Goede ervaren gezondheid in Rotterdam-Zuid: 57,8% in 2024, 15,0 procentpunt lager dan landelijk."
    )


def test_amount() -> None:
    assert synthetic(230, indicator="woz-waarde", nederland=378) == (
        "WOZ-waarde in Rotterdam-Zuid: € 230.000 in 2024, € 148.000 lager dan landelijk."
    )


def test_deviation_without_a_country_is_compared_with_the_twenty() -> None:
    assert synthetic(-0.2478, indicator="leefbaarometer", together=-0.1961, gemeente=-0.1) == (
        "Leefbaarheid (totaal) in Rotterdam-Zuid: −0,248 in 2024, 0,052 lager dan de 20 focusgebieden samen."
    )


def test_municipality_is_the_comparator_where_it_is_the_only_one() -> None:
    assert synthetic(-0.2, indicator="ses-woa", gemeente=0.05).endswith(", 0,250 lager dan in de gemeente Rotterdam.")


def test_count_is_a_share_of_the_country() -> None:
    assert synthetic(210_345, indicator="inwoners", nederland=17_900_000) == (
        "In Rotterdam-Zuid 210.345 inwoners in 2024, 1,2% van het aantal in Nederland."
    )


def test_difference_agrees_with_the_figures_that_are_shown() -> None:
    # Unrounded 29,58; the reader sees 73,9 and 44,4.
    assert "29,5 meer" in synthetic(73.94, nederland=44.36)
    assert "gelijk aan landelijk." in synthetic(44.34, nederland=44.26)


def test_difference_within_the_interval_is_called_so() -> None:
    text = synthetic(44.9, nederland=44.3, interval=(43.8, 46.0))
    assert text.endswith("0,6 meer dan landelijk, een verschil binnen de onzekerheidsmarge.")
    assert "onzekerheidsmarge" not in synthetic(73.9, nederland=44.3, interval=(73.1, 74.8))


def test_provisional_figure_says_so() -> None:
    assert "in 2025 (voorlopig cijfer), 29,6 meer" in synthetic(73.9, nederland=44.3, status="provisional")


def test_nothing_to_compare_with() -> None:
    assert synthetic(73.9) == "In Rotterdam-Zuid 73,9 misdrijven per 1.000 inwoners in 2025."


def test_missing_value_says_why_and_what_is_known() -> None:
    assert synthetic(None, indicator="energiearmoede", nederland=7.4, together=13.2, reason="Alleen samen bekend.") == (
        "Energiearmoede in Rotterdam-Zuid: geen cijfer over 2022. Alleen samen bekend. "
        "Energiearmoede in de 20 focusgebieden samen: 13,2% in 2022, 5,8 procentpunt hoger dan landelijk (7,4%)."
    )
    assert synthetic(None, reason="Te weinig bekend.") == (
        "Misdrijven in Rotterdam-Zuid: geen cijfer over 2025. Te weinig bekend."
    )


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.id)
def test_every_indicator_has_a_sentence_without_a_cause(indicator: Indicator) -> None:
    if indicator.missing is not None:
        found = [sentences.finding(pd.DataFrame(), ZUID, indicator, None)]
        assert found[0].startswith(indicator.title)
        assert indicator.missing in found[0]
    else:
        found = [
            synthetic(12.5, indicator=indicator.id, nederland=10.25),
            synthetic(-12.5, indicator=indicator.id, together=10.25, gemeente=1.0),
            synthetic(12.5, indicator=indicator.id),
            synthetic(None, indicator=indicator.id, nederland=10.25, reason="De bron geeft geen cijfer."),
        ]
        assert all("Rotterdam-Zuid" in text for text in found)
        assert all(str(max(indicator.years)) in text for text in found)
        assert "De bron geeft geen cijfer." in found[-1]
        assert not any(re.search(r"\bnan\b|None", text) for text in found)
        assert not any(CAUSE.search(text) for text in found)
    assert all(not text[0].islower() and text.endswith(".") and "  " not in text for text in found)


def test_note_names_a_denominator_of_another_year() -> None:
    own = pd.DataFrame({"period": [2024], "value": [1.0], "denominator_period": [2024]})
    note = sentences.denominator_note(indicators()["misdrijven"], own)
    assert note == "De noemer is voor elk jaar die van 2024: inwoners op 1 januari 2024."
    assert sentences.denominator_note(indicators()["koopwoningen"], own) is None


def test_note_names_only_the_years_without_a_denominator_of_their_own() -> None:
    periods, of = [2011, 2012, 2013, 2026, 2027], [2013, 2013, 2013, 2025, 2025]
    synthetic = pd.DataFrame({"period": periods, "value": [1.0, 1.0, 1.0, 1.0, None], "denominator_period": of})
    indicator = replace(indicators()["misdrijven"], denominator_period=None)
    start = "Waar de noemer van het jaar zelf niet bekend is, is die van het dichtstbijzijnde jaar gebruikt: "
    assert sentences.denominator_note(indicator, synthetic) == (
        f"{start}voor 2011, 2012 die van 2013; voor 2026 die van 2025."
    )
    assert sentences.denominator_note(indicator, synthetic, 2026) == f"{start}voor 2026 die van 2025."
    assert sentences.denominator_note(indicator, synthetic, 2013) is None


def test_a_figure_of_a_part_of_the_area_says_so() -> None:
    area = areas()["groningen-noord"]
    rows = pd.DataFrame(
        {"area_code": [area.slug] * 3, "period": [2023, 2024, 2025], "value": 44.0, "coverage": [1.0, 0.999, 0.935]}
    )
    assert sentences.coverage_note(rows, area, 2023) is None
    assert sentences.coverage_note(rows, area, 2024) is None
    note = sentences.coverage_note(rows, area, 2025)
    assert note == "De bron heeft gegevens over 94% van Groningen-Noord; het cijfer geldt voor dat deel."
