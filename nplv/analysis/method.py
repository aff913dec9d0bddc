"""Says in plain Dutch how the figures of an indicator are made and how certain they are."""

from nplv import numbers
from nplv.registry import Indicator

_POLARITY = {
    "higher_is_better": "Hoger is beter.",
    "lower_is_better": "Lager is beter.",
    "neutral": "Hoger of lager is op zichzelf niet goed of slecht.",
    "not_judged": "Dit cijfer wordt hier niet als goed of slecht beoordeeld.",
}
_LEVELS = {
    "nederland": "Nederland",
    "gemeente": "Gemeente",
    "rest_gemeente": "Rest van de gemeente",
    "focusgebieden": "De 20 focusgebieden samen",
    "focusgebied": "Focusgebied",
    "wijk": "Wijk",
    "buurt": "Buurt",
}

_INTERVAL = {
    "byar": (
        "95%-betrouwbaarheidsinterval voor aantallen, met de benadering van Byar: hoe ver het aantal in een jaar "
        "door toeval van het gewone niveau kan afwijken."
    ),
    "wilson": (
        "95%-betrouwbaarheidsinterval voor een aandeel, met de methode van Wilson: hoe ver het aandeel door toeval "
        "kan afwijken."
    ),
    "none": (
        "Geen betrouwbaarheidsinterval: voor een schatting uit een model, een gewogen gemiddelde of een overgenomen "
        "cijfer is dat met deze gegevens niet te berekenen. Kleine verschillen zeggen daarom weinig."
    ),
}


def facts(indicator: Indicator) -> dict[str, str]:
    """Return what is counted and how, by name of the fact."""
    denominator = indicator.denominator
    if indicator.denominator_period is not None:
        denominator += f"; voor alle jaren die van {indicator.denominator_period}"
    found = {
        "Teller": indicator.numerator,
        "Noemer": denominator,
        "Eenheid": indicator.unit,
        "Richting": _POLARITY[indicator.polarity],
    }
    if indicator.has_figures:
        found |= {
            "Meetjaren": ", ".join(map(str, indicator.years)),
            "0-meting": "geen" if indicator.baseline is None else str(indicator.baseline),
            "Berekening": aggregation(indicator),
            "Onzekerheid": _INTERVAL[indicator.interval],
        }
    return found


def holes(indicator: Indicator) -> dict[str, str]:
    """Return why a level has no figure, or not always, by name of the level."""
    return {_LEVELS[level]: reason for level, reason in indicator.holes.items()}


def aggregation(indicator: Indicator) -> str:
    """Say how the figure of a focusgebied comes from those of its wijken and buurten, and when there is none."""
    if indicator.aggregation == "published":
        return "Overgenomen zoals de bron het publiceert; hier is niets opnieuw berekend."
    if indicator.local and indicator.levels == ("focusgebied",):
        return "Overgenomen zoals de organisatie het per focusgebied geeft."
    how = {
        "sum": "Opgeteld over de wijken en buurten in het gebied.",
        "ratio": "De tellers van de wijken en buurten in het gebied opgeteld, gedeeld door hun opgetelde noemers.",
        "weighted_mean": f"Gemiddelde van de wijken en buurten in het gebied, gewogen naar {indicator.weight}.",
    }[indicator.aggregation]
    share = numbers.percent(100 * indicator.minimum_coverage, 0)
    text = f"{how} Een gebied krijgt alleen een cijfer als dat voor ten minste {share} ervan bekend is."
    if indicator.minimum_denominator:
        text += f" Bij minder dan {indicator.minimum_denominator} inwoners staat er geen cijfer."
    if indicator.local:
        return text
    return f"{text} De rest van een gemeente is de gemeente zonder haar focusgebied of focusgebieden."
