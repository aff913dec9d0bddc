"""What is known of a figure beside its numbers, and how it is written down in a file and in a citation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nplv import numbers
from nplv.analysis import method
from nplv.registry import Indicator, Source

DASHBOARD = "Zicht op Focuswijken"
NOT_OFFICIAL = f"{DASHBOARD} is een open dashboard op open gegevens; het is geen officiële website van de overheid."


@dataclass(frozen=True)
class About:
    """What belongs to a figure wherever it goes; texts are Dutch.

    Attributes:
        finding: The title under which the figures stood.
        sources: Where they come from.
        dated: Of when the data of the dashboard are, as its footer says.
        link: Address that shows the same; only its query where the address of the dashboard is not known.
        selection: What the reader had chosen, by name of the choice.
        period: Such as "2025" or "2014–2024".
        unit: Of the figures, where they have one in common.
        note: What the reader must know to read it right.
        outcome: What follows from the figures, where the finding does not say it all.
        indicators: What is measured, for its definitions.
    """

    finding: str
    sources: Sequence[Source]
    dated: str
    link: str
    selection: Mapping[str, str] = field(default_factory=dict)
    period: str | None = None
    unit: str | None = None
    note: str | None = None
    outcome: str | None = None
    indicators: Sequence[Indicator] = ()


def explained(about: About) -> Iterator[tuple[str, str]]:
    """Yield all that is known of a figure as pairs of a name and a text; an empty text makes the name a heading."""
    yield "Bevinding", about.finding
    for name, text in (
        ("Uitkomst", about.outcome),
        ("Eenheid", about.unit),
        ("Periode", about.period),
        ("Bij het lezen", about.note),
    ):
        if text:
            yield name, text
    for source in about.sources:
        yield "Bron", ""
        yield "Bronvermelding", source.attribution
        yield "Titel", f"{source.producer}, {source.title}" + (f" (tabel {source.table})" if source.table else "")
        yield "Licentie", source.licence
        yield "Opgehaald", numbers.day(source.retrieved) if source.retrieved else "de dag is niet vastgelegd"
        yield "Adres", source.url
        if source.note:
            yield "Let op", source.note
    for indicator in about.indicators:
        yield "Indicator", ""
        yield "Naam", indicator.title
        yield "Definitie", indicator.definition
        yield from method.facts(indicator).items()
        yield from (("Let op", caveat) for caveat in indicator.caveats)
    yield "Dashboard", ""
    yield "Naam", DASHBOARD
    yield "Momentopname", about.dated
    yield from about.selection.items()
    yield "Link", about.link


def source_lines(about: About) -> list[str]:
    """Name each source with its licence, in a line of its own: "Bron: CBS, … (licentie: CC BY 4.0)"."""
    return [f"{one.attribution} (licentie: {one.licence})" for one in about.sources]


def citation(about: About) -> str:
    """Write how a figure is cited: finding, period, sources with licence, dashboard, of when its data are, and link."""
    period = f" ({about.period})" if about.period else ""
    finding = f"“{about.finding.rstrip('.')}”{period}."
    return " ".join(
        [finding, *(f"{line}." for line in source_lines(about)), f"{DASHBOARD}. {about.dated}. {about.link}"]
    )
