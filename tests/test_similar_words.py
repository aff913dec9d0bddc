"""What is written of a comparison with similar wijken: figures agree, nothing is surer than it is, and no cause."""

import dataclasses
import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nplv import numbers
from nplv.analysis.sentences.similar import check_sentence, finding, limits_note, method_note, not_offered, summary
from nplv.analysis.similar import Comparison, Development
from nplv.registry import Indicator, areas, indicators
from nplv.registry.similar import Matching, Variable, matching

CRIMES = indicators()["misdrijven"]
HEALTH = indicators()["ervaren-gezondheid"]
LIVEABILITY = indicators()["leefbaarometer"]
ZUID = areas()["rotterdam-zuid"]
CAUSE = re.compile(
    r"\b(door|dankzij|vanwege|omdat|doordat|daardoor|waardoor|wegens|gevolg|oorzaak|effect|werkt)\b", re.I
)
NUMBER = re.compile(r"−?\d[\d.]*(?:,\d+)?")


def developed(
    area: tuple[float, float] = (60.4, 58.5),
    group: tuple[float, float] = (60.0, 61.1),
    placebos: int = 60,
    as_far: int = 40,
    margin: float | None = 12.4,
    years: tuple[int, int] = (2022, 2025),
) -> Development:
    """A made-up development."""
    difference = (area[1] - area[0]) - (group[1] - group[0])
    return Development(years, area, group, difference, placebos, as_far, margin)


def comparison(since: Development, earlier: Development | None = None, wijken: int = 17) -> Comparison:
    """A made-up comparison, with no more of its tables than sentences need."""
    before = earlier or developed((60.0, 60.4), (59.0, 60.0), years=(2021, 2022))
    nothing = pd.DataFrame()
    return Comparison(since, before, nothing, nothing, pd.DataFrame(index=range(wijken)), 1626)


def test_finding_of_a_rate() -> None:
    assert finding(comparison(developed()), ZUID, CRIMES) == (
        "Misdrijven per 1.000 inwoners in Rotterdam-Zuid: van 60,4 bij de 0-meting van 2022 naar 58,5 in 2025, een "
        "daling van 1,9; in 17 vergelijkbare wijken elders gemiddeld een stijging van 1,1. Verschil in ontwikkeling: "
        "3,0 lager, met een marge van 12,4 naar beide kanten. Dat is niet te onderscheiden van toeval: van 60 wijken "
        "die erop lijken weken er 40 minstens zo ver af van hun eigen vergelijkbare wijken."
    )


def test_finding_of_a_percentage_is_in_percentage_points() -> None:
    text = finding(comparison(developed((61.8, 67.1), (62.0, 66.2), margin=2.3)), ZUID, HEALTH)
    assert text.startswith(
        "Goede ervaren gezondheid in Rotterdam-Zuid: van 61,8% bij de 0-meting van 2022 naar 67,1% in 2025, een "
        "stijging van 5,3 procentpunt; in 17 vergelijkbare wijken elders gemiddeld een stijging van 4,2 procentpunt. "
        "Verschil in ontwikkeling: 1,1 procentpunt hoger, met een marge van 2,3 procentpunt naar beide kanten."
    )


def test_finding_of_a_score_has_no_unit() -> None:
    text = finding(comparison(developed((-0.1, -0.05), (0.1, 0.1), margin=0.2)), ZUID, LIVEABILITY)
    assert text.startswith(
        "Leefbaarheid (totaal) in Rotterdam-Zuid: van −0,100 bij de 0-meting van 2022 naar −0,050 in 2025, een "
        "stijging van 0,050; in 17 vergelijkbare wijken elders gemiddeld geen verandering. Verschil in ontwikkeling: "
        "0,050 hoger, met een marge van 0,200 naar beide kanten."
    )


def test_finding_without_any_change_or_difference() -> None:
    text = finding(comparison(developed((60.0, 60.01), (61.0, 61.02))), ZUID, CRIMES)
    assert "naar 60,0 in 2025, geen verandering; in 17 vergelijkbare wijken elders gemiddeld geen verandering" in text
    assert "Verschil in ontwikkeling: geen, met een marge" in text


@pytest.mark.parametrize(
    ("as_far", "differed"), [(0, "week er geen minstens"), (1, "week er 1 minstens"), (2, "weken er 2 minstens")]
)
def test_what_stands_out_is_told_from_chance(as_far: int, differed: str) -> None:
    found = comparison(developed(as_far=as_far, margin=2.0))
    assert "Dat is te onderscheiden van toeval: van 60 wijken die erop lijken" in finding(found, ZUID, CRIMES)
    assert differed in finding(found, ZUID, CRIMES)
    assert summary(found, CRIMES) == (
        "Naast 17 vergelijkbare wijken elders: de ontwikkeling sinds de 0-meting van 2022 is 3,0 lager, te "
        "onderscheiden van toeval."
    )


def test_what_stood_out_before_the_baseline_says_little() -> None:
    earlier = developed((50.0, 60.4), (60.0, 60.0), margin=5.0, years=(2021, 2022))
    found = comparison(developed(as_far=1, margin=2.0), earlier)
    assert "maar zegt weinig: ook vóór de 0-meting ontwikkelde Rotterdam-Zuid zich al" in finding(found, ZUID, CRIMES)
    assert "onderscheiden" not in finding(found, ZUID, CRIMES)
    assert summary(found, CRIMES).endswith("is 3,0 lager, maar ook vóór de 0-meting was er een verschil.")
    assert check_sentence(found, ZUID, CRIMES) == (
        "Controle op de tijd ervoor: van 2021 tot de 0-meting van 2022 was de ontwikkeling 10,4 hoger dan in deze "
        "wijken, met een marge van 5,0 naar beide kanten. Dat is buiten de marge: Rotterdam-Zuid ontwikkelde zich toen "
        "al anders dan deze wijken, en dan zegt een verschil sinds de 0-meting weinig."
    )


def test_check_that_is_passed() -> None:
    assert check_sentence(comparison(developed()), ZUID, CRIMES) == (
        "Controle op de tijd ervoor: van 2021 tot de 0-meting van 2022 was de ontwikkeling 0,6 lager dan in deze "
        "wijken, met een marge van 12,4 naar beide kanten. Dat is binnen de marge: geen aanwijzing dat Rotterdam-Zuid "
        "zich toen al anders ontwikkelde."
    )


@pytest.mark.parametrize(
    ("placebos", "told"), [(0, "voor geen enkele wijk"), (1, "voor maar 1 wijk "), (13, "voor maar 13 wijken ")]
)
def test_without_a_margin_nothing_is_said_of_chance(placebos: int, told: str) -> None:
    before = developed((60.4, 60.4), (60.0, 60.0), placebos, 0, None, (2021, 2022))
    found = comparison(developed(placebos=placebos, as_far=0, margin=None), before)
    text = finding(found, ZUID, CRIMES)
    assert "Verschil in ontwikkeling: 3,0 lager. Of dat toeval kan zijn, is niet te zeggen: hetzelfde is" in text
    assert told in text
    assert summary(found, CRIMES).endswith("is 3,0 lager; of dat toeval kan zijn, is niet te zeggen.")
    assert check_sentence(found, ZUID, CRIMES).endswith(
        "was de ontwikkeling gelijk aan die in deze wijken. Of dat toeval kan zijn, is niet te zeggen."
    )


def test_where_rounding_turns_difference_and_margin_around_it_is_said() -> None:
    # 4,92 is within 4,94; of rounded levels it is 5,0, and the margin 4,9.
    found = comparison(developed((60.04, 64.96), (50.0, 50.0), margin=4.94))
    told = (
        "5,0 hoger, met een marge van 4,9 naar beide kanten (vóór afronding vergeleken). Dat is niet te onderscheiden"
    )
    assert told in finding(found, ZUID, CRIMES)


levels = st.tuples(*[st.floats(-2000, 2000)] * 2)


@given(
    indicator=st.sampled_from([CRIMES, HEALTH, LIVEABILITY]),
    area=levels,
    group=levels,
    earlier=levels,
    placebos=st.integers(0, 100),
    as_far=st.integers(0, 100),
    margin=st.none() | st.floats(0, 3000),
    wijken=st.integers(10, 20),
)
def test_figures_of_a_sentence_are_those_of_the_comparison_and_agree(
    indicator: Indicator,
    area: tuple[float, float],
    group: tuple[float, float],
    earlier: tuple[float, float],
    placebos: int,
    as_far: int,
    margin: float | None,
    wijken: int,
) -> None:
    since = developed(area, group, placebos, as_far, margin)
    before = developed(earlier, group, placebos, as_far, margin, (2021, 2022))
    found = comparison(since, before, wijken)
    for development, text in (
        (since, finding(found, ZUID, indicator)),
        (since, summary(found, indicator)),
        (before, check_sentence(found, ZUID, indicator)),
    ):
        assert not CAUSE.search(text)
        own, mean = (change(line, indicator) for line in (development.area, development.group))
        gap = own - mean
        sizes = [abs(own), abs(mean), abs(gap), *([] if margin is None else [shown(margin, indicator)])]
        figures = [*(shown(value, indicator) for value in development.area), *sizes]
        allowed = {numbers.number(float(figure), indicator.decimals) for figure in figures}
        allowed |= {str(one) for one in (*development.years, placebos, as_far, wijken, 0, 95)} | {"1.000", "1"}
        assert set(NUMBER.findall(text)) <= allowed
        assert ("hoger" in text, "lager" in text) == (gap > 0, gap < 0)
        margins = re.findall(r"marge van ([\d.,]+)", text)
        assert len(margins) == (margin is not None and text != summary(found, indicator))
        for one in margins:
            beyond = abs(gap) > Decimal(one.replace(".", "").replace(",", "."))
            assert (beyond != development.stands_out) == ("vóór afronding" in text)
    text = finding(found, ZUID, indicator)
    own, mean = (change(line, indicator) for line in (area, group))
    assert [text.count("stijging"), text.count("daling"), text.count("geen verandering")] == [
        sum(test(one) for one in (own, mean)) for test in (lambda c: c > 0, lambda c: c < 0, lambda c: c == 0)
    ]
    assert ("Dat is te onderscheiden" in text) == (found.distinguishable is True)


def shown(value: float, indicator: Indicator) -> Decimal:
    return numbers.rounded(value, indicator.decimals)


def change(line: tuple[float, float], indicator: Indicator) -> Decimal:
    return shown(line[1], indicator) - shown(line[0], indicator)


def test_method_names_what_is_declared() -> None:
    declared = Matching(
        4500, 21, 11, 0.6, 101, 59, (Variable("misdrijven", 2021, True), Variable("ervaren-gezondheid", 2012, False))
    )
    text = method_note(comparison(developed()), declared)
    assert "in ‘Misdrijven’ (2021, op logaritmische schaal) en ‘Goede ervaren gezondheid’ (2012)." in text
    assert set(NUMBER.findall(text)) == {"21", "0", "2021", "2012", "1.626", "4.500", "0,6", "11", "95", "101", "59"}
    more = dataclasses.replace(declared, variables=matching().variables)
    assert "‘Goede ervaren gezondheid’ (2012, 2016, 2020)" in method_note(comparison(developed()), more)


def test_limits_say_what_the_figures_rest_on() -> None:
    text = limits_note(CRIMES, matching())
    assert "niet waarom" in text
    assert "eerder te ruim dan te krap" in text
    assert text.count("Het RIVM schat deze cijfers met een rekenmodel") == 1
    assert text.count("de inwoners van 2024") == 1
    declared = [caveat for one in (CRIMES, HEALTH) for caveat in one.caveats]
    for remark in declared:  # declared texts explain a figure
        text = text.replace(remark, "")
    assert not CAUSE.search(text + method_note(comparison(developed()), matching()))


def test_what_is_not_offered_names_what_is() -> None:
    assert "voor ‘Misdrijven’ en ‘Goede ervaren gezondheid’: daarvan zijn er" in not_offered([CRIMES.id, HEALTH.id])
