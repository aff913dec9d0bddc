"""Writes how two indicators go together, and what that does not show."""

from nplv import numbers
from nplv.analysis.place import PLURALS, SMALLEST_RANKED
from nplv.analysis.ranking import measure
from nplv.analysis.scatter import LEAST_DOTS, Correlation, Reason, Scatter, beyond
from nplv.registry import Indicator

NOT_A_CAUSE = (
    "Samenhang is geen oorzaak: twee cijfers kunnen samen op en neer gaan zonder dat het ene het andere bepaalt, en "
    "wat voor gebieden geldt hoeft niet voor de mensen in die gebieden te gelden."
)
_CLEAR = 0.3  # a medium correlation (Cohen, Statistical Power Analysis for the Behavioral Sciences, 1988)
_NONE: dict[Reason, str] = {
    "few": f"Er is geen samenhang berekend: daarvoor zijn ten minste {LEAST_DOTS} stippen nodig.",
    "constant": "Er is geen samenhang berekend: een van beide cijfers is overal hetzelfde.",
}


def title(found: Scatter, correlation: Correlation | Reason, first: Indicator, second: Indicator) -> str:
    """Write whether more of the one goes with more of the other.

    "Focusgebieden met een hoger cijfer voor ‘Koopwoningen’ hebben vaak ook een hoger cijfer voor ‘WOZ-waarde’ (2024)."
    A connection is named where rho is at least 0.3, either way, and its 95% interval leaves out zero.

    Args:
        found: Result of `scatter.scatter`.
        correlation: Result of `scatter.correlation`.
        first: The indicator on the horizontal axis.
        second: The one on the vertical axis.
    """
    names, plural = (f"‘{first.short_title}’", f"‘{second.short_title}’"), PLURALS[found.level]
    when = years(found)
    if not isinstance(correlation, Correlation):
        return f"{names[0]} en {names[1]} bij {_count(found)} ({when})."
    if correlation.rho >= _CLEAR and correlation.lower > 0:
        direction = "ook een hoger"
    elif correlation.rho <= -_CLEAR and correlation.upper < 0:
        direction = "juist een lager"
    else:
        return f"Geen duidelijk verband tussen {names[0]} en {names[1]} bij {_count(found)} ({when})."
    more = f"{plural.capitalize()} met een hoger cijfer voor {names[0]}"
    return f"{more} hebben vaak {direction} cijfer voor {names[1]} ({when})."


def note(found: Scatter, correlation: Correlation | Reason, first: Indicator, second: Indicator) -> str:
    """Say how strong the connection is and that it is no cause, of when the figures are, and what is left out."""
    lines = [_when(found, first, second)]
    if found.level != "focusgebied":
        lines.append(f"U ziet de {PLURALS[found.level]} van de gemeenten met een focusgebied.")
    lines += [_left_out(found), _at_the_edge(found)]
    return "\n\n".join([_strength(correlation), NOT_A_CAUSE, " ".join(filter(None, lines))])


def years(found: Scatter) -> str:
    """Write the years of both figures: "2024", or "2025 en 2022"."""
    one, other = found.years
    return str(one) if one == other else f"{one} en {other}"


def columns(found: Scatter, first: Indicator, second: Indicator) -> tuple[str, str]:
    """Name the two columns of figures of `scatter.table`: "Koopwoningen, % (2024)"."""
    one, other = found.years
    return f"{measure(first)} ({one})", f"{measure(second)} ({other})"


def _strength(correlation: Correlation | Reason) -> str:
    if not isinstance(correlation, Correlation):
        return _NONE[correlation]
    rho, lower, upper = (numbers.number(value, 2) for value in (correlation.rho, correlation.lower, correlation.upper))
    return (
        f"Rangcorrelatie van Spearman: {rho} (95%-interval {lower} tot {upper}, {numbers.number(correlation.pairs)} "
        f"stippen). 1 is geheel dezelfde volgorde, {numbers.MINUS}1 de omgekeerde, 0 geen verband. Alleen de "
        "volgorde telt: een paar uitzonderlijke cijfers bepalen de uitkomst niet."
    )


def _when(found: Scatter, first: Indicator, second: Indicator) -> str:
    one, other = found.years
    if one == other:
        return f"Beide cijfers zijn van {one}, het nieuwste jaar dat ze gemeen hebben."
    return (
        f"De cijfers hebben geen jaar gemeen: ‘{first.short_title}’ is van {one} en ‘{second.short_title}’ van "
        f"{other}, elk het nieuwste jaar."
    )


def _left_out(found: Scatter) -> str:
    """Count the units without a dot, by reason; empty where all have one."""
    parts = []
    if found.too_small:
        parts.append(f"{_counted(found.too_small, found)} met minder dan {SMALLEST_RANKED} of onbekend veel inwoners")
    if found.without_figure:
        parts.append(f"{_counted(found.without_figure, found)} zonder cijfer voor een van beide")
    return f"Weggelaten: {' en '.join(parts)}." if parts else ""


def _at_the_edge(found: Scatter) -> str:
    number = beyond(found)
    counted = "1 stip staat" if number == 1 else f"{numbers.number(number)} stippen staan"
    return (
        f"{counted} op de rand van het beeld, met een uitzonderlijk cijfer dat erbuiten ligt; de tabel heeft het."
        if number
        else ""
    )


def _count(found: Scatter) -> str:
    return _counted(len(found.dots), found)


def _counted(number: int, found: Scatter) -> str:
    return f"1 {found.level}" if number == 1 else f"{numbers.number(number)} {PLURALS[found.level]}"
