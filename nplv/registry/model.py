"""What the registry declares: indicators, areas, sources, schemes and published national values.

Fields without a default are required in the TOML files; the loader rejects any key not named here.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ThemeId = Literal["actielijn-2", "actielijn-3", "actielijn-4", "context"]
Polarity = Literal["higher_is_better", "lower_is_better", "neutral", "not_judged"]
Aggregation = Literal["sum", "ratio", "weighted_mean", "published", "none"]
Weight = Literal["inwoners", "huishoudens", "woningen", "inwoners 0 tot 25", "inwoners van 15 tot 75 jaar"]
IntervalMethod = Literal["byar", "wilson", "none"]
Level = Literal[
    "nederland",
    "gemeente",
    "rest_gemeente",
    "focusgebieden",
    "overige_focusgebieden",  # all but one: computed where it is asked for, never published
    "focusgebied",
    "wijk",
    "buurt",
]


@dataclass(frozen=True)
class Indicator:
    """One indicator, declared once; texts are Dutch and shown to readers as they stand.

    Attributes:
        kernindicator: Number in annex 1 of the letter (1 to 17), None for a context indicator.
        denominator_period: Year of the denominator where it is another year than the period.
        source: Id in sources.toml; for an indicator without figures the document that asks for it.
        table: Table number at the source. columns: the columns read from it, as the source names them.
        levels: Levels that have figures for at least some areas and years.
        weight: Count that weighs a `weighted_mean`.
        minimum_coverage: Least known share of the denominator (0 to 1); below it there is no value.
        minimum_denominator: Least denominator for which a value is shown.
        baseline: Year of the 0-meting: the measurement of 2022, else the last one before it, else None.
        holes: Level to the reason why that level has no figure, or has one for some areas or years only.
        missing: For an indicator without any figure: which data is missing and who holds it.
        local: Whether it is a municipality's own, which stands beside the snapshot and is no part of it.
    """

    id: str
    title: str
    short_title: str
    theme: ThemeId
    unit: str
    decimals: int
    polarity: Polarity
    definition: str
    numerator: str
    denominator: str
    source: str
    aggregation: Aggregation
    kernindicator: int | None = None
    denominator_period: int | None = None
    table: str | None = None
    columns: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    years: tuple[int, ...] = ()
    weight: Weight | None = None
    minimum_coverage: float = 0.8
    minimum_denominator: int = 0
    interval: IntervalMethod = "none"
    baseline: int | None = None
    caveats: tuple[str, ...] = ()
    holes: dict[Level, str] = field(default_factory=dict, hash=False)
    missing: str | None = None
    local: bool = False

    @property
    def has_figures(self) -> bool:
        """Whether the snapshot holds figures for this indicator."""
        return self.missing is None

    @property
    def has_direction(self) -> bool:
        """Whether it is declared which way is better."""
        return self.polarity in ("higher_is_better", "lower_is_better")

    def spans_baseline(self, years: Collection[int]) -> bool:
        """Whether the year of the 0-meting is among `years`, with one before it and one after it."""
        return self.baseline is not None and self.baseline in years and min(years) < self.baseline < max(years)

    @property
    def scale(self) -> float:
        """What numerator / denominator is multiplied by to be in the unit: 100 for a share, 1,000 for "per 1.000 …"."""
        if self.aggregation != "ratio":
            return 1.0
        if self.unit == "%":
            return 100.0
        return 10_000.0 if self.unit.startswith("per 10.000 ") else 1_000.0


@dataclass(frozen=True)
class Measure:
    """How the figures of an indicator come from the tables of the services; columns are written "family.column".

    Attributes:
        value: Column with a count, or with a mean or share; of several the first that has figures in a period.
        weight: Count that divides a count or weighs a mean, likewise.
    """

    value: tuple[str, ...]
    weight: tuple[str, ...] = ()


@dataclass(frozen=True)
class Division:
    """What an area consists of in the divisions of an earlier time; first and last are years of these divisions."""

    first: int
    last: int
    wijken: tuple[str, ...] = ()
    buurten: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recoded:
    """Wijken of a gemeente under other codes, in the divisions of the years first to last.

    Attributes:
        gemeente: GM code in those years.
        wijken: Code then -> code in the division that the areas are declared in.
    """

    gemeente: str
    first: int
    last: int
    wijken: dict[str, str] = field(hash=False)


@dataclass(frozen=True)
class Area:
    """One of the 20 focusgebieden; wijken and buurten are CBS codes of 2024.

    Attributes:
        divisions: Its composition in earlier divisions, where the codes differ.
    """

    slug: str
    name: str
    municipality_code: str
    municipality: str
    certainty: Literal["documented", "inferred"]
    composition_source: str
    inhabitants_2025: int
    wijken: tuple[str, ...] = ()
    buurten: tuple[str, ...] = ()
    divisions: tuple[Division, ...] = ()
    aliases: tuple[str, ...] = ()

    def declared_for(self, year: int) -> Division | None:
        """The composition that is declared for the division of an earlier year, if any."""
        return next((one for one in self.divisions if one.first <= year <= one.last), None)


@dataclass(frozen=True)
class Source:
    """One official source; `retrieved` is None where the day of retrieval was not recorded."""

    id: str
    producer: str
    title: str
    url: str
    licence: str
    attribution: str
    table: str | None = None
    retrieved: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class Scheme:
    """One funding scheme (geldstroom)."""

    id: str
    title: str
    ministry: str
    description: str


@dataclass(frozen=True)
class NationalValue:
    """A published figure for the whole country, in the indicator's own unit."""

    indicator: str
    year: int
    value: float
    source: str
    table: str
