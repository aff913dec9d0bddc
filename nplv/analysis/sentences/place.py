"""Says in Dutch where a unit stands among the units of its level. Never why, and never whether that is good."""

from nplv import numbers
from nplv.analysis.place import FEW, PLURALS, SMALLEST_RANKED, Place
from nplv.analysis.sentences import standing
from nplv.registry import Indicator, Level

# How much of something; a quality of a het-word; that of a de-word; what comes before the unit compared with.
_WORDS = {
    "lower": ("minder", "lager", "lagere", "dan"),
    "higher": ("meer", "hoger", "hogere", "dan"),
    "equal": ("evenveel", "even hoog", "even hoge", "als"),
}

_NO_PLACE: dict[str, str] = {
    "too small": f"er wonen minder dan {SMALLEST_RANKED} mensen",
    "inhabitants unknown": "het aantal inwoners is niet bekend",
}


def sentence(place: Place, name: str, indicator: Indicator, level: Level, year: int, group: str) -> str:
    """Write how many of the others have a lower, a higher or the same figure, whichever they are most.

    "93% van de 13.012 andere buurten in Nederland heeft minder geregistreerde misdrijven per 1.000 inwoners dan
    Tarwewijk (Rotterdam) in 2025." The share comes first: "heeft 93% minder misdrijven" would say something else.

    Args:
        place: Result of `place`.
        name: The unit, as it stands in a sentence.
        indicator: What is measured.
        level: Level of the unit.
        year: The period.
        group: Which units they are, to stand behind "buurten": "in Nederland"; may be empty.
    """
    group = f" {group}" if group else ""
    others = f"andere {PLURALS[level]}{group}"
    if place.value is None:
        return f"{indicator.short_title} in {name}: geen cijfer over {year}, dus ook geen plaats tussen de {others}."
    figure = standing.level(name, place.value, indicator, year)
    if place.reason is not None:
        return f"{figure}; geen plaats tussen de {others}: {_NO_PLACE[place.reason]}."
    if place.others == 0:
        return f"{figure}; geen plaats: er tellen geen {others} mee."
    counts = {"lower": place.lower, "higher": place.higher, "equal": place.equal}
    direction = max(counts, key=lambda one: counts[one])
    who = _who(counts[direction], place, level, group)
    return f"{who} {_compared(indicator, direction)} {name} in {year}."


def position(place: Place) -> str:
    """Write the percentile; empty for a unit without a place."""
    if place.percentile is None:
        return ""
    return f"Percentiel {numbers.number(place.percentile)}: 0 is het laagste cijfer van alle, 100 het hoogste."


def note(place: Place, level: Level) -> str:
    """Say how many units are left out of the order, and why.

    Args:
        place: Result of `place`.
        level: Level of the units.
    """
    lines = []
    if place.too_small:
        lines.append(
            f"{_counted(place.too_small, level)} niet mee: daar wonen minder dan {SMALLEST_RANKED} mensen of is het "
            "aantal inwoners niet bekend. Bij zo weinig inwoners verschuift een cijfer al sterk met een paar gevallen "
            "meer of minder, en is een plaats vooral toeval."
        )
    if place.without_figure:
        lines.append(f"{_counted(place.without_figure, level)} niet mee: daarvan is er geen cijfer.")
    return " ".join(lines) or f"Alle {numbers.number(place.ranked)} {PLURALS[level]} tellen mee."


def _who(number: int, place: Place, level: Level, group: str) -> str:
    """Write whom it holds for, with the verb: "17 van de 19 andere focusgebieden hebben"."""
    counted = "meegetelde " if place.too_small or place.without_figure else ""
    if place.others == 1:
        article = "Het" if level == "focusgebied" else "De"
        return f"{article} enige andere {counted}{level}{group} heeft"
    others = f"andere {counted}{PLURALS[level]}{group}"
    total = numbers.number(place.others)
    if number == place.others:
        return f"{'Beide' if number == 2 else f'Alle {total}'} {others} hebben"
    if place.ranked < FEW:
        return f"{number} van de {total} {others} {'heeft' if number == 1 else 'hebben'}"
    # The most frequent of three is never near 0%, but may be near enough to 100% to be rounded to it.
    share = numbers.percent(100 * number / place.others, 0)
    return f"{'Meer dan 99%' if share == '100%' else share} van de {total} {others} heeft"


def _compared(indicator: Indicator, direction: str) -> str:
    """Write what they have: "minder geregistreerde misdrijven per 1.000 inwoners dan"."""
    amount, quality, inflected, than = _WORDS[direction]
    match indicator.unit:
        case "%":
            what = f"een {quality} percentage {indicator.numerator}"
        case numbers.THOUSANDS_OF_EUROS:
            # "gemiddelde waarde" is a de-word, "gemiddeld inkomen" a het-word: the title inflects as it should.
            mean = indicator.title[0].lower() + indicator.title[1:]
            what = f"een {inflected if mean.startswith('gemiddelde ') else quality} {mean}"
        case "score":
            what = f"een {inflected} {indicator.title}"
        case _ if numbers.is_score(indicator):
            scale, _, score = indicator.title.partition(": ")
            what = f"een {inflected} {score or 'score'} op de {scale}"
        case unit if unit.startswith("per "):
            what = f"{amount} {indicator.numerator} {unit}"
        case unit:
            what = f"{amount} {unit if indicator.aggregation == 'sum' else indicator.numerator}"
    return f"{what} {than}"


def _counted(number: int, level: Level) -> str:
    return f"1 {level} telt" if number == 1 else f"{numbers.number(number)} {PLURALS[level]} tellen"
