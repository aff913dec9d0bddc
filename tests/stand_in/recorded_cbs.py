"""The recorded data of CBS in the shape of its tables: Kerncijfers, employment and SES-WOA."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from nplv.sources.boundaries import gemeenten_2022, wijken_2022
from nplv.sources.cbs import kerncijfers_2024, ses_woa_2019_amsterdam
from nplv.sources.tables import read_csv
from tests.stand_in.model import Table

_KINDS = {"nederland": "Land", "gemeente": "Gemeente", "wijk": "Wijk", "buurt": "Buurt"}
_COUNTRY = {
    "code": "NL00",
    "level": "nederland",
    "name": "Nederland",
    "municipality": "NL00",
    "inwoners": 17_942_942,
    "huishoudens": 8_374_404,
    "woz": 378,
    "koopwoningen": 57,
    "eengezinswoningen": 63,
    "inkomen": 34.9,
}
# Numbers behind the names per table. CBS has more columns; a topic that is not on record is empty. Where a number is
# not on record either, it is one that no other topic has.
_TOPICS: dict[str, tuple[int, int, int]] = {  # name: number in 2024, 2022, 2019
    "AantalInwoners": (5, 5, 5),
    "k_0Tot15Jaar": (8, 8, 8),
    "k_15Tot25Jaar": (9, 9, 9),
    "k_65JaarOfOuder": (12, 12, 12),
    "HuishoudensTotaal": (29, 28, 28),
    "Woningvoorraad": (35, 34, 34),
    "GemiddeldeWOZWaardeVanWoningen": (39, 35, 35),
    "PercentageEengezinswoning": (40, 36, 36),
    "Koopwoningen": (47, 40, 40),
    "GemiddeldInkomenPerInwoner": (80, 77, 72),
    "k_40PersonenMetLaagsteInkomen": (81, 78, 73),
    "k_20PersonenMetHoogsteInkomen": (82, 79, 74),
    "HuishOnderOfRondSociaalMinimum": (90, 84, 80),
    "PersonenInArmoede": (91, 86, 81),
    "PercentageJongerenMetJeugdzorg": (99, 94, 89),
    "JongerenMetJeugdzorgInNatura": (98, 93, 88),
    "WmoClienten": (100, 95, 90),
}
_VINTAGE = {2024: 0, 2022: 1, 2019: 2}
_OTHER_UNITS = {
    "GemiddeldeWOZWaardeVanWoningen": "x 1 000 euro",
    "PercentageEengezinswoning": "%",
    "Koopwoningen": "%",
    "GemiddeldInkomenPerInwoner": "x 1 000 euro",
    "k_40PersonenMetLaagsteInkomen": "%",
    "k_20PersonenMetHoogsteInkomen": "%",
    "HuishOnderOfRondSociaalMinimum": "%",
    "PercentageJongerenMetJeugdzorg": "%",
}
_UNITS = dict.fromkeys(_TOPICS, "aantal") | _OTHER_UNITS
# The tables of employment, one per year.
EMPLOYMENT = ("Geslacht", "Leeftijd", "WijkenEnBuurten")
EMPLOYMENT_TITLES = {
    "Geslacht": {"T001038": "Totaal mannen en vrouwen"},
    "Leeftijd": {"52052": "15 tot 75 jaar", "52053": "15 tot 25 jaar"},
}
EMPLOYMENT_UNITS = {"BeroepsEnNietBeroepsbevolking": "aantal", "NettoArbeidsparticipatie": "%"}


def tables(root: Path) -> tuple[Table, ...]:
    """The tables of CBS that there are recorded data for, from the folder of recorded data."""
    return _kerncijfers_2024(root), *_of_2022(root), _kerncijfers_2019(root), _ses_woa(root)


def padded(codes: pd.Series) -> pd.Series:
    """Codes of areas as the tables have them."""
    return codes.str.ljust(10)


def years(periods: pd.Series) -> dict[str, str]:
    """Titles of periods that are years."""
    return {period: period[:4] for period in periods.unique()}


def _kerncijfers_2024(root: Path) -> Table:
    known = kerncijfers_2024(root)
    gemeenten = known[known["level"] == "gemeente"]
    sums = gemeenten[["inwoners_0_tot_15", "inwoners_65_plus"]].sum()
    areas = pd.concat([pd.DataFrame([_COUNTRY | sums.to_dict()]), known], ignore_index=True)
    topics = {
        "AantalInwoners": areas["inwoners"],
        "k_0Tot15Jaar": areas["inwoners_0_tot_15"],
        "k_65JaarOfOuder": areas["inwoners_65_plus"],
        "HuishoudensTotaal": areas["huishoudens"],
        "GemiddeldeWOZWaardeVanWoningen": areas["woz"],
        "PercentageEengezinswoning": areas["eengezinswoningen"],
        "Koopwoningen": areas["koopwoningen"],
        "GemiddeldInkomenPerInwoner": areas["inkomen"],
    }
    names = dict(zip(gemeenten["code"], gemeenten["name"], strict=True)) | {"NL00": "Nederland"}
    return _kerncijfers("85984NED", 2024, areas, areas["municipality"].map(names), topics)


def _of_2022(root: Path) -> tuple[Table, Table]:
    """Kerncijfers 2022 and employment 2022, of gemeenten and wijken."""
    gemeenten, wijken = gemeenten_2022(root), wijken_2022(root)
    areas = pd.concat(
        [pd.DataFrame(gemeenten).assign(level="gemeente"), pd.DataFrame(wijken).assign(level="wijk")]
    ).reset_index(drop=True)
    names = dict(zip(gemeenten["code"].str[2:], gemeenten["name"], strict=True))
    topics = {
        "AantalInwoners": areas["population"],
        "k_40PersonenMetLaagsteInkomen": areas["income_low"],
        "k_20PersonenMetHoogsteInkomen": areas["income_high"],
    }
    kerncijfers = _kerncijfers("85318NED", 2022, areas, areas["code"].str[2:6].map(names), topics)
    rows = pd.DataFrame(
        {
            "Geslacht": "T001038",
            "Leeftijd": "52052",
            "WijkenEnBuurten": padded(areas["code"]),
            "BeroepsEnNietBeroepsbevolking_1": float("nan"),
            "NettoArbeidsparticipatie_3": areas["employment_rate"],
        }
    )
    # Synthetic rows of another age.
    younger = rows.head(10).assign(Leeftijd="52053")
    younger["NettoArbeidsparticipatie_3"] -= 10
    employment = Table(
        "85814NED",
        pd.concat([rows, younger], ignore_index=True),
        EMPLOYMENT,
        titles={**kerncijfers.titles, **EMPLOYMENT_TITLES},
        title="Arbeidsdeelname; wijken en buurten, 2022",
        period="2022",
        units=EMPLOYMENT_UNITS,
    )
    return kerncijfers, employment


def _kerncijfers_2019(root: Path) -> Table:
    areas = read_csv(
        root / "cbs" / "kwb2019_amsterdam_nl_group7.csv",
        {
            "Regioaanduiding.Codering..code.": "code",
            "Regioaanduiding.Soort.regio..omschrijving.": "kind",
            "Regioaanduiding.Gemeentenaam..naam.": "municipality_name",
            "Regioaanduiding.Indelingswijziging.wijken.en.buurten..code.": "changed",
            "Wijken.en.buurten": "name",
            "Bevolking.Aantal.inwoners..aantal.": "AantalInwoners",
            "Bevolking.Leeftijdsgroepen.0.tot.15.jaar..aantal.": "k_0Tot15Jaar",
            "Bevolking.Leeftijdsgroepen.15.tot.25.jaar..aantal.": "k_15Tot25Jaar",
            "Bevolking.Particuliere.huishoudens.Huishoudens.totaal..aantal.": "HuishoudensTotaal",
            "Inkomen.Inkomen.van.huishoudens.Huish..onder.of.rond.sociaal.minimum....": (
                "HuishOnderOfRondSociaalMinimum"
            ),
            "Zorg.Jongeren.met.jeugdzorg.in.natura..aantal.": "JongerenMetJeugdzorgInNatura",
            "Zorg.Percentage.jongeren.met.jeugdzorg....": "PercentageJongerenMetJeugdzorg",
            "Zorg.Wmo.cliënten..aantal.": "WmoClienten",
        },
        decimal=",",
    )
    areas["level"] = areas["kind"].map({kind: level for level, kind in _KINDS.items()})
    topics = {topic: pd.to_numeric(areas[topic]) for topic in _TOPICS if topic in areas}
    return _kerncijfers("84583NED", 2019, areas, areas["municipality_name"], topics, changed=areas["changed"])


def _kerncijfers(
    id_: str,
    year: int,
    areas: pd.DataFrame,
    municipalities: pd.Series,
    topics: Mapping[str, pd.Series],
    *,
    changed: pd.Series | None = None,
) -> Table:
    """A table of Kerncijfers.

    Args:
        id_: Of the table.
        year: Of the table, which decides the numbers behind the names.
        areas: Columns code, level and name, one row per area.
        municipalities: Name of the gemeente per area.
        topics: Topic without number -> values; every other topic is empty.
        changed: Whether the area was redrawn, as recorded.
    """
    none = pd.Series(None, index=areas.index, dtype="str")
    columns = {
        "WijkenEnBuurten": padded(areas["code"]),
        "Gemeentenaam_1": municipalities.str.ljust(40),
        "SoortRegio_2": areas["level"].map(_KINDS).str.ljust(10),
        "Codering_3": padded(areas["code"]),
        "IndelingswijzigingWijkenEnBuurten_4": none if changed is None else changed,
    }
    numbers = {topic: known[_VINTAGE[year]] for topic, known in _TOPICS.items()}
    for topic, number in sorted(numbers.items(), key=lambda item: item[1]):
        values = topics.get(topic)
        columns[f"{topic}_{number}"] = pd.Series(float("nan"), index=areas.index) if values is None else values
    return Table(
        id_,
        pd.DataFrame(columns),
        ("WijkenEnBuurten",),
        titles={"WijkenEnBuurten": dict(zip(areas["code"], areas["name"], strict=True))},
        title=f"Kerncijfers wijken en buurten {year}",
        period=str(year),
        units=_UNITS,
    )


def _ses_woa(root: Path) -> Table:
    areas = ses_woa_2019_amsterdam(root)
    none = pd.Series(float("nan"), index=areas.index)
    rows = pd.DataFrame(
        {
            "WijkenEnBuurten": padded(areas["code"]),
            "Perioden": "2019JJ00",
            "ParticuliereHuishoudens_1": areas["huishoudens"],
            "GemiddeldeScore_29": areas["ses_woa"],
            "GemiddeldeScore_31": none,
            "GemiddeldeScore_33": none,
            "GemiddeldeScore_35": none,
        }
    )
    return Table(
        "86296NED",
        rows,
        ("WijkenEnBuurten", "Perioden"),
        titles={
            "WijkenEnBuurten": dict(zip(areas["code"], areas["name"], strict=True)),
            "Perioden": years(rows["Perioden"]),
        },
        title="Sociaal-economische status; scores per wijk en buurt",
        units={"ParticuliereHuishoudens": "aantal", "GemiddeldeScore": "getal"},
        groups={
            "GemiddeldeScore_29": "Totaalscore",
            "GemiddeldeScore_31": "Deelscore financiële welvaart",
            "GemiddeldeScore_33": "Deelscore opleidingsniveau",
            "GemiddeldeScore_35": "Deelscore arbeid",
        },
    )
