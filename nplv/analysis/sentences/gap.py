"""Writes whether the difference between an area and what it is held against becomes smaller."""

from collections.abc import Sequence

import pandas as pd

from nplv import numbers
from nplv.analysis.comparison import OTHERS, label
from nplv.analysis.gap import GOAL, LEAST_POINTS, Gap
from nplv.registry import Area, Indicator, Level

TOO_EARLY = "Te vroeg om te zeggen"
_SHORT: dict[Level, str] = {
    "nederland": "Nederland",
    "gemeente": "de hele gemeente",
    "rest_gemeente": "de rest van de gemeente",
    OTHERS: "de andere 19 focusgebieden",
}
METHOD = (
    "Het verschil van een jaar is dat tussen de twee cijfers zoals ze hier staan. Van een verandering van het verschil "
    "is de marge van 95% berekend waar het cijfer een aantal is (Byar) of een aandeel (Wilson); die marge telt alleen "
    f"toeval in die aantallen. Er staat ‘{TOO_EARLY.lower()}’ bij minder dan {LEAST_POINTS} metingen vanaf de "
    f"0-meting, en waar de marge nul bevat. Het tempo dat nodig is, is het verschil van nu gedeeld over de jaren tot "
    f"{GOAL}, twintig jaar na de start in 2022: een rekensom, geen verwachting en geen afspraak."
)


def short(level: Level) -> str:
    """Name what an area is held against in a sentence: "de rest van de gemeente"."""
    return _SHORT[level]


def title(gap: Gap, area: Area) -> str:
    """Write the difference then and now.

    "Misdrijven in Utrecht Overvecht: 21,5 meer dan in Nederland bij de 0-meting van 2022, 24,1 meer in 2025."
    """
    first, last = gap.first, gap.last
    then, now = (numbers.difference(row["value"], row["other"], gap.indicator) for row in (first, last))
    other = short(gap.level)
    was = f"gelijk aan {other}" if then == "gelijk" else f"{then} dan in {other}"
    place = f"{gap.indicator.short_title} in {area.name}"
    return f"{place}: {was} bij {_start(gap)} van {gap.start}, {now} in {last['period']}."


def no_gap(area: Area, indicator: Indicator, level: Level) -> str:
    """Write why there is no difference to follow."""
    if indicator.aggregation == "sum":
        return "Dit is een aantal: een verschil met een groter gebied zegt hier niets."
    text = f"Voor {area.name} en {short(level)} zijn er geen twee jaren waarin beide een cijfer hebben."
    return f"{text} {indicator.holes.get(level, '')}".rstrip()


def outcome(gap: Gap) -> str:
    """Write in one sentence whether the difference becomes smaller, or that it is too early to say."""
    size = numbers.size(gap.change, gap.indicator)
    match gap.outcome:
        case "too few":
            count = len(gap.since)
            return (
                f"{TOO_EARLY} of het verschil kleiner wordt: er zijn {count} metingen vanaf {_start(gap)}, en daarvoor "
                f"zijn er ten minste {LEAST_POINTS} nodig."
            )
        case "chance":
            return (
                f"{TOO_EARLY} of het verschil kleiner wordt: de verandering sinds {_start(gap)} ({_signed(gap)}) valt "
                f"binnen de onzekerheidsmarge ({margin(gap)})."
            )
        case "equal":
            text = f"Het verschil is even groot als bij {_start(gap)}"
        case "turned":
            text = f"Het verschil is sinds {_start(gap)} omgeslagen: {size} verschoven"
        case direction:
            word = "kleiner" if direction == "smaller" else "groter"
            text = f"Het verschil is sinds {_start(gap)} {size} {word} geworden"
    if gap.limits is None:
        return f"{text}; een marge is bij dit cijfer niet te berekenen, dus een kleine verandering zegt weinig."
    return f"{text} (marge {_margin_of_size(gap, gap.limits)})."


def pace(gap: Gap) -> str:
    """Write the mean pace per year, and the pace that would close the difference; empty where neither applies."""
    parts = []
    if gap.pace is not None and gap.outcome in ("smaller", "larger"):
        word = "kleiner" if gap.outcome == "smaller" else "groter"
        parts.append(f"Gemiddeld werd het {_per_year(gap.pace, gap.indicator)} per jaar {word}.")
    if gap.needed is not None:
        parts.append(
            f"Om in {GOAL} gelijk te staan met {short(gap.level)} moet het verschil vanaf {gap.last['period']} elk "
            f"jaar gemiddeld {_per_year(gap.needed, gap.indicator)} kleiner worden."
        )
    elif gap.is_disadvantage is False:
        parts.append(f"Het cijfer is nu niet ongunstiger dan dat van {short(gap.level)}: er is geen achterstand.")
    return " ".join(parts)


def verdict(gap: Gap) -> str:
    """Write the outcome in a few words for a table: "te vroeg om te zeggen", "kleiner", "groter"."""
    match gap.outcome:
        case "too few" | "chance":
            return TOO_EARLY.lower()
        case "equal":
            return "even groot"
        case "turned":
            return "omgeslagen"
        case direction:
            return "kleiner" if direction == "smaller" else "groter"


def overview(gaps: Sequence[Gap]) -> str:
    """Count of how many indicators the difference became smaller, larger, and of how many that cannot be said yet."""
    if not gaps:
        return "Er is geen indicator met cijfers van voor en na de 0-meting; een ontwikkeling is niet te tonen."
    outcomes = [verdict(gap) for gap in gaps]
    words = ("kleiner", "groter", "even groot", "omgeslagen", TOO_EARLY.lower())
    told = [f"bij {count} {word}" for word in words if (count := outcomes.count(word))]
    many = "1 indicator" if len(gaps) == 1 else f"{len(gaps)} indicatoren"
    return f"Wordt het verschil sinds de 0-meting kleiner? Van {many} met een reeks: {', '.join(told)}."


def development(gap: Gap) -> str:
    """Write the figures then and now, and the differences: "65,9 in 2022, 68,4 in 2025. Verschil met …"."""
    first, last = gap.first, gap.last
    then, now = (numbers.with_unit(row["value"], gap.indicator) for row in (first, last))
    then = then.removesuffix(f" {gap.indicator.unit}")
    was, became = (numbers.difference(row["value"], row["other"], gap.indicator) for row in (first, last))
    differences = f"toen {was}, nu {became}"
    return f"{then} in {gap.start}, {now} in {last['period']}. Verschil met {short(gap.level)}: {differences}."


def brief(gap: Gap) -> str:
    """Write outcome and needed pace as short as a page of paper asks for; `outcome` and `pace` are the whole story."""
    match gap.outcome:
        case "too few":
            text = f"{TOO_EARLY} of dat kleiner wordt ({len(gap.since)} metingen)."
        case "chance":
            text = f"{TOO_EARLY} of dat kleiner wordt (verandering {_signed(gap)}, marge {margin(gap)})."
        case found:
            limits = "geen marge te berekenen" if gap.limits is None else f"marge {_margin_of_size(gap, gap.limits)}"
            size = numbers.size(gap.change, gap.indicator)
            became = {"equal": "even groot", "turned": f"omgeslagen: {size} verschoven"}
            text = f"Het verschil is {became.get(found, f'{size} {verdict(gap)}')} ({limits})."
    if gap.needed is not None:
        text += f" Nodig voor {GOAL}: {_per_year(gap.needed, gap.indicator)} per jaar."
    return text


def small_note(area: Area) -> str:
    """Explain the small pictures of several gaps."""
    return (
        f"Oranje met cijfers: {area.name}; gestreept: waarmee het wordt vergeleken. Stippellijn: de 0-meting. Elk "
        "plaatje heeft zijn eigen schaal, die niet bij nul begint."
    )


def table(gaps: Sequence[Gap]) -> pd.DataFrame:
    """Write several gaps as a table for a reader, with plain figures: a row for each.

    Returns:
        Indicator, Eenheid, Vergeleken met, Beginjaar, Cijfer toen, Verschil toen, Laatste jaar, Cijfer nu, Verschil
        nu, Verandering verschil and its limits, Wordt het verschil kleiner?, Tempo per jaar, Nodig per jaar voor 2042;
        without the columns that have no figure at all.
    """
    rows = [
        {
            "Indicator": gap.indicator.short_title,
            "Eenheid": gap.indicator.unit,
            "Vergeleken met": short(gap.level),
            "Beginjaar": str(gap.start),
            "Cijfer toen": gap.first["value"],
            "Verschil toen": gap.first["gap"],
            "Laatste jaar": str(gap.last["period"]),
            "Cijfer nu": gap.last["value"],
            "Verschil nu": gap.last["gap"],
            "Verandering verschil": gap.change,
            "Ondergrens 95%": None if gap.limits is None else gap.limits[0],
            "Bovengrens 95%": None if gap.limits is None else gap.limits[1],
            "Wordt het verschil kleiner?": verdict(gap),
            "Tempo per jaar": gap.pace,
            f"Nodig per jaar voor {GOAL}": gap.needed,
        }
        for gap in gaps
    ]
    return pd.DataFrame(rows).dropna(axis="columns", how="all")


def margin(gap: Gap) -> str:
    """Write the 95% interval of the change: "−1,3 tot 6,4"; a dash without one."""
    if gap.limits is None:
        return numbers.MISSING
    return _interval(*gap.limits, gap.indicator)


def values(gap: Gap, area: Area) -> pd.DataFrame:
    """Write the differences as a table for a reader.

    Returns:
        Jaar, the area, what it is held against, Verschil, and its Ondergrens and Bovengrens where there are intervals.
    """
    table = gap.years.rename(
        columns={
            "period": "Jaar",
            "value": area.name,
            "other": label(gap.level, area),
            "gap": "Verschil",
            "lower": "Ondergrens verschil",
            "upper": "Bovengrens verschil",
        }
    )
    return table.dropna(axis="columns", how="all")


def _start(gap: Gap) -> str:
    return "de 0-meting" if gap.start == gap.indicator.baseline else "de eerste meting"


def _margin_of_size(gap: Gap, limits: tuple[float, float]) -> str:
    """Write the interval of the size of the change, which is told without a sign: "4,9 tot 11,2"."""
    lower, upper = limits
    return _interval(lower, upper, gap.indicator) if gap.change >= 0 else _interval(-upper, -lower, gap.indicator)


def _interval(lower: float, upper: float, indicator: Indicator) -> str:
    """Write an interval; a word more where only the rounded limits hold zero."""
    text = " tot ".join(numbers.number(limit, indicator.decimals) for limit in (lower, upper))
    shown = [numbers.rounded(limit, indicator.decimals) for limit in (lower, upper)]
    turned = shown[0] <= 0 <= shown[1] and not lower <= 0 <= upper
    return f"{text}; nul valt er vóór afronding net buiten" if turned else text


def _signed(gap: Gap) -> str:
    sign = "+" if gap.change > 0 else numbers.MINUS if gap.change < 0 else ""
    return sign + numbers.size(gap.change, gap.indicator)


def _per_year(amount: float, indicator: Indicator) -> str:
    """Write a pace; one too small for the decimals of the indicator is still not nothing."""
    text = numbers.size(amount, indicator)
    if numbers.rounded(abs(amount), indicator.decimals) == 0:
        least = numbers.size(10.0**-indicator.decimals, indicator)
        return f"minder dan {least}"
    return text
