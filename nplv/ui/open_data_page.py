"""The parts of the page Open data."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import pandas as pd
import streamlit as st

from nplv import address, numbers
from nplv.analysis.provenance import used_sources
from nplv.open_data import csvw, datasets, dcat, folder
from nplv.open_data.snippets import EXCEL, PYTHON, PYTHON_MAP, R, snippet
from nplv.registry.open_data import Column, tables
from nplv.ui import data, open_data
from nplv.ui.style import bullets, plain

Entries: TypeAlias = list[dict[str, Any]]

_LOCAL = "http://localhost:8501"  # what make run opens
_PAGE = "/open_data"
_SECONDS = 2  # between two looks at whether the files are there
_DESCRIPTIONS = {
    csvw.GROUP_PATH: "alle tabellen met hun kolommen, en welke kolom naar welke verwijst (CSVW)",
    dcat.TURTLE: "de hele verzameling voor een datacatalogus (DCAT-AP-NL, Turtle)",
    dcat.JSON_LD: "hetzelfde als JSON-LD",
    folder.INDEX: "alle bestanden met rijen, grootte, licentie, citaat en controlegetal (JSON)",
    folder.CHECKSUMS: "de hele controlegetallen; na te rekenen met `sha256sum -c SHA256SUMS`",
}
_TERMS = {
    "CC BY 4.0": "vrij te gebruiken, ook bewerkt en ook commercieel, als de bron genoemd wordt",
    "CC0": "vrij te gebruiken zonder voorwaarden; de bron noemen is netjes",
}
_UNKNOWN_TERMS = "een open licentie die voor alles geldt is niet vastgesteld; kijk bij de bron wat er mag"


def files() -> Entries:
    """Say how it stands with the files, and return what index.json says of each; none where there are none yet."""
    found = open_data.index()
    written = open_data.keep_written(data.snapshot().official)
    if not written.done():
        if found is None or found["snapshot"] != data.snapshot().official.fingerprint:
            _wait(first=found is None)
    elif written.exception():
        st.error("De bestanden konden niet worden geschreven. Wat er misging staat in het logboek van de server.")
    return found["files"] if found else []


def table(entries: Entries) -> None:
    """List what there is, with a link to each file."""
    rows = [
        {
            "Gegevens": plain(of_dataset[0]["title"]),
            "Rijen": of_dataset[0]["rows"],
            "Bestanden": " · ".join(_links(of_dataset)),
        }
        for of_dataset in _by_dataset(entries).values()
    ]
    styled = pd.DataFrame(rows).style.format({"Rijen": numbers.number})
    st.table(styled, border="horizontal", hide_index=True, alt="Welke open data er zijn")
    st.markdown("**Beschrijvingen die een programma leest**")
    st.markdown("\n".join(f"- {_link(path, path)}: {text}" for path, text in _DESCRIPTIONS.items()))


def checksums(entries: Entries) -> None:
    """List the checksums, folded away, as they are copied."""
    with st.expander("Controlegetal (SHA-256) van elk bestand", key="open_data_checksums"):
        lines = "\n".join(f"{entry['sha256']}  {entry['path']}" for entry in entries)
        st.code(lines, language=None, wrap_lines=True)


@st.fragment
def explained(entries: Entries) -> None:
    """Let the reader choose one of the tables or shapes, and say what is in it, of whom it is and how it is cited."""
    choices = _by_dataset(entries)
    chosen = st.selectbox(
        "Gegevens",
        choices,
        format_func=lambda name: choices[name][0]["title"],
        key="open_data_chosen",
        filter_mode="contains",
    )
    entry = choices[chosen][0]
    st.markdown(plain(entry["description"]))
    st.markdown(f"**Licentie:** {plain(entry['licence'])}")
    st.markdown("**Citeren**")
    st.code(_citation(entry), language=None, wrap_lines=True)
    if chosen in tables():
        columns = tables()[chosen].columns
        st.markdown(f"**Kolommen** (als gegevens: {_link('CSVW', csvw.metadata_path(chosen))})")
    else:
        columns = tables()["units"].columns
        st.markdown("**Kenmerken van elk vlak**")
    bullets((f"{name} ({column.title.lower()})", _meaning(column)) for name, column in columns.items())


def licences() -> None:
    """Say in plain words what may be done with the data."""
    by_licence: dict[str, list[str]] = {}
    for source in used_sources(data.snapshot().official.manifest):
        by_licence.setdefault(source.licence, []).append(source.title)
    bullets(
        (licence, f"{_TERMS.get(licence, _UNKNOWN_TERMS)}. Het gaat om: {'; '.join(titles)}.")
        for licence, titles in by_licence.items()
    )
    st.markdown(
        f"Wat de makers van dit dashboard zelf vastlegden (namen en definities van indicatoren, de lijst van bronnen "
        f"en regelingen) valt onder de {datasets.OWN_LICENCE}, net als de broncode."
    )


def examples() -> None:
    """Show how the data are used from Python, R and Excel."""
    where = _folder()
    st.subheader("Python", anchor=False)
    st.markdown("Nodig: pandas; voor de tweede ook geopandas.")
    for name in (PYTHON, PYTHON_MAP):
        st.code(snippet(name, where), language=None, wrap_lines=True)
    st.subheader("R", anchor=False)
    st.markdown("Er is geen pakket voor nodig.")
    st.code(snippet(R, where), language=None, wrap_lines=True)
    st.subheader("Excel", anchor=False)
    st.markdown(
        "Kies *Gegevens > Gegevens ophalen > Uit andere bronnen > Lege query*, open de *Geavanceerde editor* en plak "
        "dit erin. Alleen het adres invullen bij *Gegevens > Van web* kan ook; let er dan op dat de landinstelling van "
        "de getallen Engels (Verenigde Staten) is."
    )
    st.code(snippet(EXCEL, where), language=None, wrap_lines=True)
    st.markdown(
        "Dubbelklikken op een CSV-bestand hiervan geeft in een Nederlands Excel verkeerde getallen, en teksten die op "
        "een formule lijken zouden worden uitgerekend: de bestanden zijn voor programma’s en geven elke tekst zoals "
        "zij is. Onder elke grafiek en tabel van dit dashboard staat bij *Downloaden* een CSV en een XLSX voor Excel."
    )
    st.caption(
        "De voorbeelden in Python en R zijn uitgevoerd op deze bestanden. Van het voorbeeld in Excel is alleen "
        "nagegaan of scheidingsteken, tekens, getallen en kolommen kloppen met het bestand; in Excel zelf is het niet "
        "uitgevoerd."
    )


@st.fragment(run_every=_SECONDS)
def _wait(*, first: bool) -> None:
    """Say that the files are being written, and draw the page again when they are there."""
    if open_data.keep_written(data.snapshot().official).done():
        st.rerun()
    text = "De bestanden worden nu voor het eerst gemaakt; dat duurt enkele seconden."
    st.info(text if first else "Er zijn nieuwe gegevens. De bestanden hieronder worden nu vernieuwd.")


def _by_dataset(entries: Entries) -> dict[str, Entries]:
    found: dict[str, Entries] = {}
    for entry in entries:
        found.setdefault(entry["dataset"], []).append(entry)
    return found


def _links(entries: Iterable[dict[str, Any]]) -> Iterable[str]:
    for entry in entries:
        yield f"{_link(entry['format'], entry['path'])} ({_size(entry['bytes'])})"


def _link(text: str, path: str) -> str:
    return f"[{plain(text)}]({folder.PLACE}/{path})"


def _size(count: int) -> str:
    text = f"{numbers.number(count / 1e6, 1)} MB" if count >= 1e6 else f"{numbers.number(max(count / 1e3, 1))} kB"
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _meaning(column: Column) -> str:
    values = "; ".join(f"{value} = {meaning}" for value, meaning in column.values.items())
    return f"{column.description} {values}." if values else column.description


def _citation(entry: dict[str, Any]) -> str:
    """How a file is cited, with an address that leads to it also where the server does not know its own."""
    text, _, link = entry["citation"].rpartition(" ")
    return f"{text} {_folder()}/{link}" if link == entry["path"] else str(entry["citation"])


def _folder() -> str:
    """The address of the folder as the reader can use it elsewhere."""
    own = (st.context.url or _LOCAL).rstrip("/").removesuffix(_PAGE)
    return f"{address.dashboard() or own}/{folder.PLACE}"
