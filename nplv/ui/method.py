"""The parts of the page Verantwoording, each under a heading with an anchor."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from nplv import numbers
from nplv.analysis import coverage, method, provenance, series
from nplv.analysis import local as local_words
from nplv.analysis.sentences import coverage as words
from nplv.charts.coverage import matrix
from nplv.export.embed import listed
from nplv.registry import Area, Indicator, LocalIndicator, Source, sources
from nplv.registry.accessibility import limitations
from nplv.ui.figure import figure
from nplv.ui.style import bullets, plain

# Anchor to title, in the order of the page.
PARTS = {
    "indicator": "De gekozen indicator",
    "dekking": "Welke cijfers er zijn",
    "kernindicatoren": "De 17 kernindicatoren",
    "gebieden": "De gebieden",
    "bronnen": "Bronnen en licenties",
    "eigen": "Eigen cijfers",
    "momentopname": "De momentopname",
    "wijzigingen": "Wijzigingen",
    "halfjaarrapportage": "Halfjaarrapportage",
    "toegankelijkheid": "Toegankelijkheid",
    "over": "Over dit dashboard",
}


def contents() -> None:
    """Link to each part of the page."""
    st.markdown("\n".join(f"- [{title}](#{anchor})" for anchor, title in PARTS.items()))


def heading(anchor: str) -> None:
    """Start a part of the page."""
    st.header(PARTS[anchor], anchor=anchor, divider="gray")


def definition(indicator: Indicator) -> None:
    """Say what an indicator measures, how its figures are made, and what they cannot carry."""
    st.subheader(plain(indicator.title), anchor=False)
    st.markdown(plain(indicator.definition))
    if not indicator.has_figures:
        st.info(plain(indicator.missing or ""))
    bullets(method.facts(indicator).items())
    st.markdown(f"**Bron:** {_source(sources()[indicator.source], indicator.table, indicator.columns)}")
    if indicator.caveats:
        st.markdown("**Let op**")
        st.markdown("\n".join(f"- {plain(caveat)}" for caveat in indicator.caveats))
    if indicator.holes:
        st.markdown("**Waar een cijfer ontbreekt, en waarom**")
        bullets(method.holes(indicator).items())


def by_year(observations: pd.DataFrame, indicator: Indicator, area: Area) -> None:
    """Show for which areas and years the chosen indicator has a figure."""
    cells = coverage.by_year(observations, indicator)
    title = words.year_title(cells, indicator)
    figure(
        key="dekking-jaren",
        title=title,
        chart=matrix(cells, rows="period", marked=area.name, description=title),
        table=coverage.grouped(cells),
        source=sources()[indicator.source],
        file_name=f"dekking-{indicator.id}",
        indicators=[indicator],
        period=series.period(indicator),
        note="Waarom een cijfer ontbreekt staat bij elke rij van de tabel.",
    )


def newest(observations: pd.DataFrame, area: Area) -> pd.DataFrame:
    """Show for which areas each indicator has a figure in its newest year, and return these cells."""
    cells = coverage.newest(observations)
    title = words.newest_title(cells)
    figure(
        key="dekking-indicatoren",
        title=title,
        chart=matrix(cells, rows="label", marked=area.name, description=title),
        table=coverage.grouped(cells),
        source=[],
        file_name="dekking-alle-indicatoren",
        note=(
            "Per indicator het nieuwste meetjaar. Waarom een cijfer ontbreekt staat bij elke rij van de tabel; de "
            "bronnen staan verderop op deze pagina."
        ),
    )
    return cells


def kernindicatoren(cells: pd.DataFrame) -> None:
    """List the kernindicatoren of the letter, with what is missing and who has it; `cells` as from `newest`."""
    table = coverage.kernindicatoren(cells)
    items = [
        (f"{row['Nummer']} · {row['Kernindicator']}", f"{row[coverage.FIGURES]}. {row[coverage.MISSING]}")
        for row in table.to_dict("records")
    ]
    figure(
        key="kernindicatoren",
        title=words.summary(cells),
        chart=lambda: bullets(items),
        drawn_height=lambda: listed(map(": ".join, items)),
        table=table,
        source=sources()["kamerbrief-2023"],
        file_name="kernindicatoren",
        note=words.TWO_FIGURES,
    )


def composition(table: pd.DataFrame, origins: Sequence[Source]) -> None:
    """Show what each focusgebied consists of and how certain that is; `origins` are the sources of the table."""
    items = provenance.described(table).items()
    figure(
        key="gebieden",
        title=provenance.composition_title(table),
        chart=lambda: bullets(items),
        drawn_height=lambda: listed(map(": ".join, items)),
        table=provenance.composition(table),
        source=origins,
        file_name="focusgebieden-samenstelling",
        note=provenance.composition_note(table),
    )


def all_sources(manifest: dict[str, Any]) -> None:
    """List every source of the snapshot with its licence."""
    st.markdown("\n".join(f"- {_source(source)}" for source in provenance.used_sources(manifest)))


def local(entries: Sequence[LocalIndicator], remarks: Sequence[str], left_out: Iterable[str]) -> None:
    """List the own indicators of municipalities that stand beside the snapshot, and those that are left out.

    Args:
        entries: Those that are shown.
        remarks: What is to be said of each, if anything.
        left_out: A sentence for each that is damaged.
    """
    st.markdown(local_words.summary(len(entries)))
    for sentence in left_out:
        st.warning(plain(sentence))
    for entry, remark in zip(entries, remarks, strict=True):
        st.markdown(f"- **{plain(entry.indicator.title)}:** {_source(entry.source)} {plain(remark)}")


def snapshot(manifest: dict[str, Any]) -> None:
    """Show which files the dashboard reads, and how they were made."""
    st.markdown(
        f"Het dashboard leest alleen een vaste momentopname. {provenance.made(manifest)} Bij het openen worden de "
        "controlegetallen nagerekend; `python -m nplv check` controleert ook de inhoud."
    )
    for sentence in provenance.old_parts(manifest):
        st.warning(plain(sentence))
    table = provenance.files(manifest)
    items = [
        (row["Bestand"], f"{numbers.number(row['Rijen'])} {'rij' if row['Rijen'] == 1 else 'rijen'}. {row['Bronnen']}.")
        for row in table.to_dict("records")
    ]
    figure(
        key="momentopname",
        title=provenance.files_title(manifest),
        chart=lambda: bullets(items),
        drawn_height=lambda: listed(map(": ".join, items)),
        table=table,
        source=[],
        file_name="momentopname",
        note=(
            "De tabel geeft ook de licentie, het jaar van de gebiedsindeling en het begin van het controlegetal "
            "(SHA-256)."
        ),
    )


def changes(table: pd.DataFrame, refreshed: str | None) -> None:
    """Show what the refreshes changed; what a person must look at stands above the table."""
    if refreshed is None:
        st.markdown(provenance.changes_title(table, refreshed))
        return
    newest = table[table["refreshed"] == refreshed]
    to_look_at = list(newest.loc[newest["kind"] == "look", "text"])
    figure(
        key="wijzigingen",
        title=provenance.changes_title(table, refreshed),
        chart=lambda: st.markdown("\n".join(f"- {plain(text)}" for text in to_look_at)),
        drawn_height=lambda: listed(to_look_at),
        table=provenance.changes(table),
        source=[],
        file_name="wijzigingen",
        note="De lijst noemt wat een mens moet nakijken; de tabel alle wijzigingen van de laatste verversingen.",
    )


def accessibility() -> None:
    """Say what is done for accessibility and what cannot be mended here."""
    st.markdown(
        "Dit dashboard is gemaakt om voor iedereen bruikbaar te zijn, naar WCAG 2.2, niveau AA. Elke grafiek heeft "
        "een beschrijving en dezelfde cijfers als tabel, kleur is nergens het enige onderscheid en alles kan met "
        "het toetsenbord. Bij elke wijziging controleert axe-core alle pagina's; een onafhankelijk onderzoek is er "
        "niet gedaan. Wat Streamlit, het programma waarmee dit dashboard is gemaakt, zelf tegenhoudt:"
    )
    bullets((f"{one.where} ({one.criterion})", one.why) for one in limitations().values())


def about() -> None:
    """Say who made this and on which terms it can be used."""
    st.markdown(
        "Zicht op Focuswijken is een open project op open gegevens. Het is geen officiële website van het Rijk, van "
        "een gemeente of van het Nationaal Programma Leefbaarheid en Veiligheid, en de makers spreken niet namens "
        "hen. De broncode is vrij te gebruiken onder de EUPL-1.2; voor de cijfers geldt de licentie van hun bron."
    )


def _source(source: Source, table: str | None = None, columns: Sequence[str] = ()) -> str:
    """Write a source as Markdown."""
    return provenance.source_words(source, plain, lambda title, url: f"[{plain(title)}]({url})", table, columns)
