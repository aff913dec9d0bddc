"""SYNTHETIC tables, small enough to compute with by hand, in the shape of those that there are no recorded data for.

None of their figures is true; only names and codes of areas are. The figures follow from the formulas below, where `t`
is the year minus 2013. Each table says in its title that it is synthetic.
"""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from nplv.registry import areas
from tests.stand_in.model import Table
from tests.stand_in.recorded_cbs import EMPLOYMENT, EMPLOYMENT_TITLES, EMPLOYMENT_UNITS, years

_Titles = Mapping[str, Mapping[str, str]]
_START = 2013


class Unit(NamedTuple):
    """An area of the Kerncijfers: `inhabitants + growth * t` people live in it, and its mean figure is `level + t`."""

    name: str
    inhabitants: int
    growth: int
    level: int

    def people(self, year: int) -> int:
        """Inhabitants in a year: a multiple of 10, near those on record."""
        return self.inhabitants + self.growth * (year - _START)

    def mean(self, year: int) -> int:
        """The figure that all percentages and means are made of."""
        return self.level + year - _START


UNITS = {
    "NL00": Unit("Nederland", 16_800_000, 100_000, 50),
    "GM0344": Unit("Utrecht", 325_000, 4_500, 45),
    "WK034401": Unit("Wijk 01 West", 28_600, 100, 40),
    "WK034403": Unit("Wijk 03 Overvecht", 34_000, 100, 20),  # the three buurten below together
    "BU03440311": Unit("Taag- en Rubicondreef en omgeving", 10_000, 30, 10),
    "BU03440312": Unit("Wolga- en Donaudreef en omgeving", 12_000, 40, 20),
    "BU03440321": Unit("Zamenhofdreef en omgeving", 12_000, 30, 30),
    "GM0622": Unit("Vlaardingen", 71_000, 400, 40),
    "WK062202": Unit("Westwijk", 11_700, 100, 30),  # BU06220201 and BU06220202
    "BU06220201": Unit("Hoogkamer", 5_700, 50, 25),
    "BU06220202": Unit("Zuidbuurt", 6_000, 50, 35),
    "WK062203": Unit("Vettenoordse Polder", 2_400, 20, 20),  # BU06220301 and BU06220307
    "BU06220301": Unit("De Vergulde Hand", 900, 10, 10),
    "BU06220307": Unit("Maasboulevard", 1_500, 10, 30),
}
# In this year Overvecht and its buurten got other boundaries, so that it is not known what they were before.
REDRAWN, REDRAWN_CODES = 2016, "WK034403 BU03440311 BU03440312 BU03440321".split()


class Topic(NamedTuple):
    """A topic of the Kerncijfers.

    Attributes:
        unit: As the table says it.
        numbers: Number behind the name from a year on; 0 = not there from then on. Partly made up for 2013 to 2016 and
            2026, as is the year in which the shares of low and high incomes got their longer names.
        figure: Of the people and the mean of a unit.
    """

    unit: str
    numbers: Mapping[int, int]
    figure: Callable[[int, int], float]

    def number(self, year: int) -> int:
        """The number behind the name in a year; 0 where the table lacks the topic."""
        return self.numbers.get(max((first for first in self.numbers if first <= year), default=0), 0)


# Of people p and mean m.
TOPICS = {
    "AantalInwoners": Topic("aantal", {2013: 5}, lambda p, m: p),
    "k_0Tot15Jaar": Topic("aantal", {2013: 8}, lambda p, m: p // 5),
    "k_15Tot25Jaar": Topic("aantal", {2013: 9}, lambda p, m: p // 10),
    "k_65JaarOfOuder": Topic("aantal", {2013: 12, 2026: 0}, lambda p, m: 3 * p // 10),
    "k_65JaarTot80Jaar": Topic("aantal", {2026: 12}, lambda p, m: 2 * p // 10),
    "k_80JaarOfOuder": Topic("aantal", {2026: 13}, lambda p, m: p // 10),
    "HuishoudensTotaal": Topic("aantal", {2013: 28, 2023: 29, 2026: 30}, lambda p, m: p // 2),
    "Woningvoorraad": Topic("aantal", {2014: 34, 2023: 35, 2026: 36}, lambda p, m: 2 * p // 5),
    "GemiddeldeWoningwaarde": Topic("x 1 000 euro", {2014: 35, 2019: 0}, lambda p, m: 10 * m),
    "GemiddeldeWOZWaardeVanWoningen": Topic(
        "x 1 000 euro", {2019: 35, 2023: 36, 2024: 39, 2026: 40}, lambda p, m: 10 * m
    ),
    "PercentageEengezinswoning": Topic("%", {2014: 36, 2023: 37, 2024: 40, 2026: 41}, lambda p, m: m + 10),
    "Koopwoningen": Topic("%", {2014: 40, 2023: 41, 2024: 47, 2026: 48}, lambda p, m: m),
    "GemiddeldInkomenPerInwoner": Topic(
        "x 1 000 euro", {2014: 66, 2018: 69, 2019: 72, 2023: 81, 2024: 78, 2026: 79}, lambda p, m: m / 2
    ),
    "PersonenMetLaagInkomen": Topic("%", {2014: 67, 2016: 0}, lambda p, m: 80 - m),
    "PersonenMetHoogInkomen": Topic("%", {2014: 68, 2016: 0}, lambda p, m: m - 5),
    "k_40PersonenMetLaagsteInkomen": Topic(
        "%", {2016: 67, 2018: 70, 2019: 73, 2023: 82, 2024: 79, 2026: 80}, lambda p, m: 80 - m
    ),
    "k_20PersonenMetHoogsteInkomen": Topic(
        "%", {2016: 68, 2018: 71, 2019: 74, 2023: 83, 2024: 80, 2026: 81}, lambda p, m: m - 5
    ),
    "HuishOnderOfRondSociaalMinimum": Topic(
        "%", {2013: 73, 2018: 76, 2019: 79, 2023: 88, 2024: 0}, lambda p, m: (100 - m) / 10
    ),
    "PersonenInArmoede": Topic("%", {2024: 81, 2026: 82}, lambda p, m: (90 - m) / 10),
    "PercentageJongerenMetJeugdzorg": Topic(
        "%", {2018: 85, 2019: 88, 2023: 97, 2024: 92, 2026: 93}, lambda p, m: (100 - m) / 5
    ),
    "WmoClienten": Topic("aantal", {2018: 86, 2019: 89, 2023: 98, 2024: 93, 2026: 94}, lambda p, m: p // 10),
}
_AGES = ("k_0Tot15Jaar", "k_15Tot25Jaar", "k_65JaarOfOuder")  # % of the inhabitants in 2013
# Which topics are there without a figure, as in a table that is not finished.
_EMPTY = {2025: ("WmoClienten",), 2026: tuple(TOPICS)[list(TOPICS).index("Woningvoorraad") :]}
_KERNCIJFERS = {
    **{2013: "82339NED", 2014: "82931NED", 2015: "83220NED", 2016: "83487NED", 2017: "83765NED", 2018: "84286NED"},
    **{2020: "84799NED", 2021: "85039NED", 2023: "85618NED", 2025: "86165NED", 2026: "86358NED"},
}
_EMPLOYMENT = {2019: "85118NED", 2020: "85175NED", 2021: "85485NED", 2023: "86089NED"}
_KINDS = {"NL": "Land", "GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"}

# The gemeenten with a focus area are numbered i = 1 to 19 in the order of their codes; figures follow from i and t.
GEMEENTEN = {area.municipality_code: area.municipality for area in areas().values()}
PLACES = {code: place for place, code in enumerate(sorted(GEMEENTEN), start=1)}
COUNT_OF_COUNTRY, RATE_OF_COUNTRY = 1_000, 20  # i of the country in counts, and in rates
# Wijken of the tables on care, which go no further; their k is part of the formula there.
WIJKEN = {"WK034401": 4, "WK034403": 6, "WK062202": 3, "WK062203": 1}


@functools.cache
def tables() -> tuple[Table, ...]:
    """Every declared table that there are no recorded data for."""
    kerncijfers = [_kerncijfers(id_, year) for year, id_ in _KERNCIJFERS.items()]
    employment = [_employment(id_, year) for year, id_ in _EMPLOYMENT.items()]
    return (*kerncijfers, *employment, _youth_care(), _wmo(), _suspects(), _debts(), _safety(), _qualification())


def _kerncijfers(id_: str, year: int) -> Table:
    dimension = "RegioS" if year == _START else "WijkenEnBuurten"
    codes = pd.Series(list(UNITS))
    marks = {code: "3" if year == REDRAWN and code in REDRAWN_CODES else "1" for code in UNITS} | {"NL00": "."}
    gemeenten = codes.map(lambda code: "Nederland" if code == "NL00" else UNITS["GM" + code[2:6]].name)
    columns = {
        dimension: codes.str.ljust(10),
        "Gemeentenaam_1": gemeenten.str.ljust(40),
        "SoortRegio_2": codes.str[:2].map(_KINDS).str.ljust(10),
        "Codering_3": codes.str.ljust(10),
        "IndelingswijzigingWijkenEnBuurten_4": codes.map(marks),
    }
    there = {name: topic for name, topic in TOPICS.items() if topic.number(year)}
    for name, topic in sorted(there.items(), key=lambda item: item[1].number(year)):
        values = pd.Series([topic.figure(unit.people(year), unit.mean(year)) for unit in UNITS.values()])
        if name in _EMPTY.get(year, ()):
            values = pd.Series(float("nan"), index=codes.index)
        elif _in_percent(name, year):
            values = 100 * values / [unit.people(year) for unit in UNITS.values()]
        columns[f"{name}_{topic.number(year)}"] = values
    return Table(
        id_,
        pd.DataFrame(columns),
        (dimension,),
        titles={dimension: {code: unit.name for code, unit in UNITS.items()}},
        title=f"Kerncijfers wijken en buurten {year} (synthetisch)",
        period=str(year),
        units={name: "%" if _in_percent(name, year) else topic.unit for name, topic in there.items()},
    )


def _in_percent(name: str, year: int) -> bool:
    return year == _START and name in _AGES


def _employment(id_: str, year: int) -> Table:
    """Of those from 15 to 75 (7 in 10 people) `mean + 20` % have work; of those from 15 to 25 it is `mean` %."""
    rows = [
        ("T001038", age, code.ljust(10), unit.people(year) * tenths // 10, unit.mean(year) + more)
        for age, tenths, more in (("52052", 7, 20), ("52053", 1, 0))
        for code, unit in UNITS.items()
    ]
    topics = ("BeroepsEnNietBeroepsbevolking_1", "NettoArbeidsparticipatie_3")
    return Table(
        id_,
        pd.DataFrame(rows, columns=[*EMPLOYMENT, *topics]),
        EMPLOYMENT,
        titles={"WijkenEnBuurten": {code: unit.name for code, unit in UNITS.items()}, **EMPLOYMENT_TITLES},
        title=f"Arbeidsdeelname; wijken en buurten, {year} (synthetisch)",
        period=str(year),
        units=EMPLOYMENT_UNITS,
    )


def _youth_care() -> Table:
    """2025: 1,000 + 100 i youths in a gemeente, 100 k in a wijk."""
    forms = {"T001203": "Totaal alle jeugdzorg in natura", "A042502": "Totaal jeugdhulp in natura"}
    topics = ("TotaalJongerenMetJeugdzorgInNatur_1", "TotaalTrajectenInNatur_9")
    title = "Jongeren met jeugdzorg in natura; vormen, wijken"
    return _care("86204NED", title, {"Vormen": forms}, topics, 100)


def _wmo() -> Table:
    """2025: 5,000 + 500 i clients in a gemeente, 500 k in a wijk."""
    kinds = {"T001024": "Totaal", "A019507": "Hulp bij het huishouden"}
    topics = ("WmoClienten_5", "WmoClientenPer1000Inwoners_6")
    title = "Wmo-cliënten; type maatwerkvoorziening, wijken"
    return _care("86158NED", title, {"TypeMaatwerkvoorziening": kinds}, topics, 500)


def _care(id_: str, title: str, kinds: _Titles, topics: tuple[str, str], step: int) -> Table:
    """A table on care, of gemeenten and wijken: the total first, then a part of it, which half of them get."""
    ((dimension, keys),) = kinds.items()
    counts = {code: step * (10 + i) for code, i in _numbered(COUNT_OF_COUNTRY)}
    counts |= {code: step * k for code, k in WIJKEN.items()}
    rows = [
        (key, code.ljust(10), "2025JJ00", count // parts, 50)
        for key, parts in zip(keys, (1, 2), strict=True)
        for code, count in counts.items()
    ]
    return _table(id_, title, rows, (dimension, "Wijken", "Perioden", *topics), kinds)


def _suspects() -> Table:
    """2022 to 2024: 100 + 10 i + t suspects per 10,000 people of 12 to 25; half of that of all ages. Counts: 20 i."""
    ages = {"10000": "Totaal", "A052600": "12 tot 25 jaar"}
    rows = [
        (age, "T001038", code.ljust(6), f"{year}JJ00", 20 * i, (100 + 10 * i + year - _START) / parts)
        for age, parts in zip(ages, (2, 1), strict=True)
        for code, i in _numbered(RATE_OF_COUNTRY)
        for year in (2022, 2023, 2024)
    ]
    topics = (f"TotaalVerdachtenVanMisdrijven_{number}" for number in (1, 8))
    columns = ("Leeftijd", "Geslacht", "RegioS", "Perioden", *topics)
    titles = {"Leeftijd": ages, "Geslacht": {"T001038": "Totaal mannen en vrouwen"}}
    return _table("85655NED", "Verdachten; delict, leeftijd, geslacht en woongemeente", rows, columns, titles)


def _debts() -> Table:
    """2019 to 2025: 10 i + t persons."""
    rows = [
        (code.ljust(6), f"{year}JJ00", 10 * i + year - _START)
        for code, i in _numbered(COUNT_OF_COUNTRY)
        for year in range(2019, 2026)
    ]
    columns = ("RegioS", "Perioden", "PersonenMetUitgesprokenSchuldsanering_1")
    return _table("84926NED", "Personen in de schuldsanering op 31 december; regio", rows, columns, {})


def _safety() -> Table:
    """2021 and 2023: i + t / 10 % of the people, give or take 1."""
    margins = {"MW00000": "Waarde", "MOG0095": "Ondergrens 95%-interval", "MBG0095": "Bovengrens 95%-interval"}
    rows = [
        (margin, code.ljust(6), f"{year}JJ00", 50.0, round(i + (year - _START) / 10 + more, 1))
        for margin, more in zip(margins, (0, -1, 1), strict=True)
        for code, i in _numbered(RATE_OF_COUNTRY)
        for year in (2021, 2023)
    ]
    columns = ("Marges", "RegioS", "Perioden", "DronkenMensenOpStraat_27", "RondhangendeJongeren_33")
    return _table("85146NED", "Veiligheidsmonitor; leefbaarheid en overlast, regio", rows, columns, {"Marges": margins})


def _qualification() -> Table:
    """2021 to 2024: 2,000 + 100 i youths, 10 i + t of them without the qualification; half of each have work."""
    every, without = ("T001100", "Totaal"), ("A041000", "Zonder startkwalificatie")
    rows = [
        (school, work, "T001101", "T001102", code.ljust(6), f"{year}JJ00", count // parts)
        for code, i in _numbered(COUNT_OF_COUNTRY)
        for year in range(2021, 2025)
        for school, count in ((every[0], 2_000 + 100 * i), (without[0], 10 * i + year - _START))
        for work, parts in (("T001103", 1), ("A041001", 2))
    ]
    titles = {
        "Onderwijsvolgend": dict((every, without)),
        "Arbeidskenmerken": {"T001103": "Totaal", "A041001": "Werkzaam"},
        "Uitkering": {"T001101": "Totaal met of zonder uitkering"},
        "GeregistreerdWerkzoekendeBijUWV": {"T001102": "Totaal"},
    }
    columns = (*titles, "RegioS", "Perioden", "Jongeren15Tot27Jaar_1")
    return _table("86223NED", "Arbeidsmarktsituatie jongeren (15 tot 27 jaar); regio", rows, columns, titles)


def _numbered(country: int) -> Iterable[tuple[str, int]]:
    """Code and i of the country and of each gemeente."""
    return [("NL01", country), *PLACES.items()]


def _table(
    id_: str, title: str, rows: Sequence[tuple[object, ...]], columns: tuple[str, ...], titles: _Titles
) -> Table:
    """A table with a dimension Perioden, after which the topics come, and one of areas."""
    frame = pd.DataFrame(rows, columns=list(columns))
    region = next(name for name in columns if name in ("RegioS", "Wijken"))
    names = {"NL01": "Nederland", **GEMEENTEN, **{code: UNITS[code].name for code in WIJKEN}}
    return Table(
        id_,
        frame,
        columns[: columns.index("Perioden") + 1],
        titles={**titles, region: names, "Perioden": years(frame["Perioden"])},
        title=f"{title} (synthetisch)",
    )
