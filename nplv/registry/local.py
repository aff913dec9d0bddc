"""What a municipality declares of an indicator of its own, read strictly: a Dutch line for each thing that is wrong."""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date

from nplv.registry import Indicator, Source
from nplv.registry.local_checks import POLARITY, SOURCE, THEMES, Kind, LocalLevel, problems
from nplv.registry.model import IntervalMethod, Level, Weight

# What stands in the example that nobody may take for figures.
EXAMPLE = "VOORBEELD, verzonnen cijfers"

_MARK = " (eigen cijfer)"
_APART = "eigen cijfer, geen deel van de officiële momentopname"
_BASELINE = 2022
_INTERVAL: dict[Kind, IntervalMethod] = {"aantal per inwoners": "byar", "percentage": "wilson", "gemiddelde": "none"}
_ELSEWHERE = "Dit is een eigen cijfer van één organisatie; {} is er geen."
_REST = "Zonder cijfer voor de hele gemeente is de rest van de gemeente niet te berekenen."
_OTHERS = "Het eigen cijfer gaat niet over dit gebied, of niet over dit jaar."
_FINER = "Het eigen cijfer gaat niet verder dan {}."
_COARSER = "Het eigen cijfer is per buurt."
_PARTS = (
    "Van een wijk die voor een deel in een focusgebied ligt, tellen teller en noemer mee naar het deel van de inwoners "
    "dat daar woont."
)


@dataclass(frozen=True)
class Declaration:
    """What the metadata of a local indicator says; the keys are Dutch, and so are these names.

    Attributes:
        indeling: Year of the division in wijken and buurten; None for figures of focus areas.
        noemer: For a count and a percentage; gewicht: for a mean.
    """

    id: str
    titel: str
    korte_titel: str
    definitie: str
    soort: Kind
    eenheid: str
    decimalen: int
    richting: str
    actielijn: str
    niveau: LocalLevel
    indeling: int | None
    teller: str
    noemer: str | None
    gewicht: Weight | None
    opmerkingen: tuple[str, ...]
    organisatie: str
    bron_titel: str
    adres: str
    licentie: str
    opgehaald: date

    @property
    def is_mean(self) -> bool:
        """Whether the file holds means with a weight rather than numerators with denominators."""
        return self.soort == "gemiddelde"

    def indicator(self, years: Collection[int]) -> Indicator:
        """Return the indicator, with figures of these years, as the rest of the registry is."""
        reached: dict[LocalLevel, tuple[Level, ...]] = {
            "focusgebied": ("focusgebied",),
            "wijk": ("focusgebied", "wijk"),
            "buurt": ("focusgebied", "buurt"),
        }
        mark = f"Dit is een eigen cijfer van {self.organisatie}. Het hoort niet bij de officiële momentopname."
        return Indicator(
            id=self.id,
            title=f"{self.titel}{_MARK}",
            short_title=f"{self.korte_titel}{_MARK}",
            theme=THEMES[self.actielijn],
            unit=self.eenheid,
            decimals=self.decimalen,
            polarity=POLARITY[self.richting],
            definition=self.definitie,
            numerator=f"{self.teller}{_MARK}",  # findings name what is counted, and not always the title
            denominator=self.noemer or str(self.gewicht),
            source=_source_id(self.id),
            aggregation="weighted_mean" if self.is_mean else "ratio",
            levels=reached[self.niveau],
            years=tuple(sorted(years)),
            weight=self.gewicht,
            interval=_INTERVAL[self.soort],
            baseline=max((year for year in years if year <= _BASELINE), default=None),
            caveats=(mark, *self.opmerkingen, *([_PARTS] if self.niveau == "wijk" else [])),
            holes=_holes(self.niveau),
            local=True,
        )

    def source(self) -> Source:
        """Return where it comes from; the words to cite it by say that it is no part of the snapshot."""
        return Source(
            id=_source_id(self.id),
            producer=self.organisatie,
            title=self.bron_titel,
            url=self.adres,
            licence=self.licentie,
            attribution=f"Bron: {self.organisatie}, {self.bron_titel}; {_APART}",
            retrieved=self.opgehaald,
        )


def declaration(content: bytes) -> Declaration | list[str]:
    """Read the metadata of a local indicator.

    Args:
        content: A TOML file; any bytes.

    Returns:
        What it declares, or a Dutch line for each problem: "sleutel eenheid: …".
    """
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return ["metadata: het bestand is geen UTF-8; sla het op als UTF-8."]
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        where = f" (regel {at[1]}, teken {at[2]})" if at else ""
        return [f"metadata: het bestand is geen geldige TOML{where}. Staan alle teksten tussen aanhalingstekens?"]
    lines = list(problems(table))
    if lines:
        return lines
    origin = {"bron_titel" if key == "titel" else key: value for key, value in table[SOURCE].items()}
    declared = {one.name: table.get(one.name) for one in fields(Declaration)}
    return Declaration(**{**declared, **origin, "opmerkingen": tuple(table.get("opmerkingen", ()))})


def _source_id(identity: str) -> str:
    return f"eigen:{identity}"  # no id in sources.toml has a colon


def _holes(level: LocalLevel) -> dict[Level, str]:
    small: dict[LocalLevel, dict[Level, str]] = {
        "focusgebied": {"wijk": _FINER.format("het focusgebied"), "buurt": _FINER.format("het focusgebied")},
        "wijk": {"buurt": _FINER.format("de wijk")},
        "buurt": {"wijk": _COARSER},
    }
    return {
        "nederland": _ELSEWHERE.format("voor heel Nederland"),
        "gemeente": _ELSEWHERE.format("voor hele gemeenten"),
        "rest_gemeente": _REST,
        "focusgebied": _OTHERS,
        **small[level],
    }
