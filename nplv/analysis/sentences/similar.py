"""Writes how an area developed beside similar wijken elsewhere, how sure that is, and what it does not say."""

from decimal import Decimal

from nplv import numbers
from nplv.analysis.similar import Comparison, Development
from nplv.registry import Area, Indicator, indicators
from nplv.registry.similar import Matching


def finding(comparison: Comparison, area: Area, indicator: Indicator) -> str:
    """Write all of it: `title` and `outcome`."""
    return f"{title(comparison, area, indicator)} {outcome(comparison, area, indicator)}"


def title(comparison: Comparison, area: Area, indicator: Indicator) -> str:
    """Write both developments; changes are those of the rounded figures.

    "Misdrijven per 1.000 inwoners in Delft-West: van 46,0 bij de 0-meting van 2022 naar 50,5 in 2025, een stijging van
    4,5; in 20 vergelijkbare wijken elders gemiddeld een stijging van 0,2."
    """
    since = comparison.since
    first, last = since.years
    before, after = (_level(value, indicator) for value in since.area)
    unit = f" {indicator.unit}" if indicator.unit.startswith("per ") else ""
    own, mean = (_moved(_change(levels, indicator), indicator) for levels in (since.area, since.group))
    return (
        f"{indicator.short_title}{unit} in {area.name}: van {before} bij de 0-meting van {first} naar {after} "
        f"in {last}, {own}; in {len(comparison.group)} vergelijkbare wijken elders gemiddeld {mean}."
    )


def outcome(comparison: Comparison, area: Area, indicator: Indicator) -> str:
    """Write the difference in development with its margin, and whether that can be chance.

    "Verschil in ontwikkeling: 4,3 hoger, met een marge van 15,2 naar beide kanten. Dat is niet te onderscheiden van
    toeval: van 100 wijken die erop lijken weken er 56 minstens zo ver af van hun eigen vergelijkbare wijken."
    """
    since = comparison.since
    apart = f"{_apart(since, indicator, 'geen')}{_margin(since, indicator)}"
    return f"Verschil in ontwikkeling: {apart}. {_verdict(comparison, area)}"


def summary(comparison: Comparison, indicator: Indicator) -> str:
    """Write the difference and whether it can be chance, in one sentence.

    "Naast 20 vergelijkbare wijken elders: de ontwikkeling sinds de 0-meting van 2022 is 4,3 hoger, niet te
    onderscheiden van toeval."
    """
    if comparison.distinguishable is None:
        certainty = "; of dat toeval kan zijn, is niet te zeggen"
    elif comparison.distinguishable:
        certainty = ", te onderscheiden van toeval"
    elif comparison.since.stands_out:
        certainty = ", maar ook vóór de 0-meting was er een verschil"
    else:
        certainty = ", niet te onderscheiden van toeval"
    return (
        f"Naast {len(comparison.group)} vergelijkbare wijken elders: de ontwikkeling sinds de 0-meting van "
        f"{comparison.since.years[0]} is {_apart(comparison.since, indicator, 'gelijk')}{certainty}."
    )


def check_sentence(comparison: Comparison, area: Area, indicator: Indicator) -> str:
    """Write whether the area developed otherwise before the 0-meting already, which the group was not chosen on."""
    earlier = comparison.earlier
    first, last = earlier.years
    text = (
        f"Controle op de tijd ervoor: van {first} tot de 0-meting van {last} was de ontwikkeling "
        f"{_beside(earlier, indicator)}{_margin(earlier, indicator)}."
    )
    if earlier.stands_out is None:
        return f"{text} Of dat toeval kan zijn, is niet te zeggen."
    if earlier.stands_out:
        return (
            f"{text} Dat is buiten de marge: {area.name} ontwikkelde zich toen al anders dan deze wijken, en dan zegt "
            "een verschil sinds de 0-meting weinig."
        )
    return f"{text} Dat is binnen de marge: geen aanwijzing dat {area.name} zich toen al anders ontwikkelde."


def method_note(comparison: Comparison, matching: Matching) -> str:
    """Write which wijken are similar, and where the margin comes from."""
    least, reach = numbers.number(matching.smallest), numbers.number(matching.reach, 1)
    return (
        f"Vergelijkbaar zijn de hoogstens {matching.group} wijken die vóór de 0-meting het meest op het gebied leken "
        f"in {_variables(matching)}. Gekozen is uit {numbers.number(comparison.pool)} wijken in Nederland met ten "
        f"minste {least} inwoners en alle cijfers, waarvan geen buurt in een focusgebied ligt. Een wijk mag hoogstens "
        f"{reach} afwijken: het kwadratisch gemiddelde van de verschillen, elk in standaardafwijkingen van deze "
        f"wijken. Met minder dan {matching.least} wijken is er geen vergelijking. De marge (95%) komt van de hoogstens "
        f"{matching.placebos} wijken die het meest op het gebied lijken, ook als die verder afwijken: voor elk is "
        f"hetzelfde berekend, alsof die wijk het gebied was. Met minder dan {matching.least_placebos} is er geen marge."
    )


def limits_note(indicator: Indicator, matching: Matching) -> str:
    """Write what the comparison can and cannot say, and the first remark on each figure that it rests on."""
    names = dict.fromkeys([indicator.id, *(one.indicator for one in matching.variables)])
    remarks = [f"{one.short_title}: {one.caveats[0]}" for one in map(indicators().__getitem__, names) if one.caveats]
    return " ".join(
        [
            "De vergelijking laat zien of een gebied zich anders ontwikkelde, niet waarom. Een klein verschil is zo "
            "niet te vinden: een wijk heeft minder inwoners dan de meeste gebieden en schommelt meer, dus de marge is "
            "eerder te ruim dan te krap. Gebied en wijken kunnen verschillen in wat niet is vergeleken, zoals inkomens "
            "en woningen.",
            *remarks,
        ]
    )


def not_offered(names: list[str]) -> str:
    """Say for which indicators wijken can be compared; `names` are ids."""
    titles = " en ".join(f"‘{indicators()[name].short_title}’" for name in names)
    return (
        f"Naast vergelijkbare wijken elders is een gebied alleen te zetten voor {titles}: daarvan zijn er cijfers van "
        "wijken in heel Nederland, van vóór, bij en na de 0-meting."
    )


def _verdict(comparison: Comparison, area: Area) -> str:
    since = comparison.since
    if comparison.distinguishable is None:
        number = "geen enkele wijk" if since.placebos == 0 else f"maar {_counted(since.placebos)}"
        return f"Of dat toeval kan zijn, is niet te zeggen: hetzelfde is voor {number} na te gaan."
    if since.stands_out and not comparison.distinguishable:
        return (
            "Dat is meer dan bij 95% van de wijken die erop lijken, maar zegt weinig: ook vóór de 0-meting "
            f"ontwikkelde {area.name} zich al anders dan vergelijkbare wijken."
        )
    able = "te onderscheiden" if comparison.distinguishable else "niet te onderscheiden"
    differed = {0: "week er geen", 1: "week er 1"}.get(since.as_far, f"weken er {since.as_far}")
    return (
        f"Dat is {able} van toeval: van {_counted(since.placebos)} die erop lijken {differed} minstens zo ver af van "
        "hun eigen vergelijkbare wijken."
    )


def _counted(number: int) -> str:
    return f"{number} wijk{'en' if number != 1 else ''}"


def _level(value: float, indicator: Indicator) -> str:
    """One figure; without a unit that stands before it already."""
    return numbers.with_unit(value, indicator).removesuffix(f" {indicator.unit}")


def _change(levels: tuple[float, float], indicator: Indicator) -> Decimal:
    """Last minus first, as a reader finds it who subtracts the two figures on the screen."""
    return numbers.shown_difference(levels[1], levels[0], indicator)


def _gap(development: Development, indicator: Indicator) -> Decimal:
    """Difference in development, as a reader finds it who subtracts the two changes in the sentence."""
    return _change(development.area, indicator) - _change(development.group, indicator)


def _moved(change: Decimal, indicator: Indicator) -> str:
    if change == 0:
        return "geen verandering"
    return f"een {'stijging' if change > 0 else 'daling'} van {numbers.size(change, indicator)}"


def _apart(development: Development, indicator: Indicator, nothing: str) -> str:
    """Write "4,3 hoger"; `nothing` where there is no difference."""
    gap = _gap(development, indicator)
    return nothing if gap == 0 else f"{numbers.size(gap, indicator)} {'hoger' if gap > 0 else 'lager'}"


def _beside(development: Development, indicator: Indicator) -> str:
    gap = _gap(development, indicator)
    return "gelijk aan die in deze wijken" if gap == 0 else f"{_apart(development, indicator, '')} dan in deze wijken"


def _margin(development: Development, indicator: Indicator) -> str:
    """Write the margin; a word more where the rounded figures would put the difference on its other side."""
    if development.margin is None:
        return ""
    shown = numbers.rounded(development.margin, indicator.decimals)
    turned = (abs(_gap(development, indicator)) > shown) != development.stands_out
    rounding = " (vóór afronding vergeleken)" if turned else ""
    return f", met een marge van {numbers.size(shown, indicator)} naar beide kanten{rounding}"


def _variables(matching: Matching) -> str:
    """Write what is compared, with the years: "‘Misdrijven’ (2021, op logaritmische schaal) en …"."""
    years: dict[tuple[str, bool], list[int]] = {}
    for one in matching.variables:
        years.setdefault((one.indicator, one.logarithm), []).append(one.year)
    return " en ".join(
        f"‘{indicators()[name].short_title}’ ({', '.join(map(str, some))}"
        f"{', op logaritmische schaal' if logarithm else ''})"
        for (name, logarithm), some in years.items()
    )
