"""What a reader takes home of a figure: files that are made when they are asked for, and a citation."""

from collections.abc import Callable, Sequence
from typing import TypeAlias
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from nplv.analysis import provenance
from nplv.analysis.tables import Decimals
from nplv.export import picture, table
from nplv.export.about import About, citation
from nplv.export.picture import Rows
from nplv.registry import Indicator, Source, in_use, use
from nplv.ui import data, link, selection
from nplv.ui.link import Selection

Table: TypeAlias = pd.DataFrame | Callable[[], pd.DataFrame]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def about(
    finding: str,
    sources: Sequence[Source],
    *,
    period: str | None = None,
    unit: str | None = None,
    note: str | None = None,
    indicators: Sequence[Indicator] = (),
) -> About:
    """Return what is known of a figure, with what the reader has chosen and of when the data are.

    Args:
        finding: Its title.
        sources: Where it comes from.
        period: Of the figures.
        unit: Of the figures.
        note: What the reader must know to read it right.
        indicators: What is measured.
    """
    chosen = selection.current()
    selected = {"Gekozen gebied": chosen.area.name, "Gekozen indicator": chosen.indicator.title}
    if chosen.year is not None:
        selected["Gekozen jaar"] = str(chosen.year)
    return About(
        finding=finding,
        sources=sources,
        dated=provenance.dated(data.snapshot().manifest),
        link=_address(chosen),
        selection=selected,
        period=period,
        unit=unit,
        note=note,
        indicators=indicators,
    )


def draw(
    rows: Table,
    known: About,
    *,
    key: str,
    file_name: str,
    decimals: Decimals,
    charts: Callable[[], Rows] | None = None,
    label: str = "Downloaden",
) -> None:
    """Draw the row of downloads of a figure; a file is made when the reader asks for it, and not before.

    Args:
        rows: The figures, or the function that makes them; it is called outside the run of a page and must not use
            Streamlit.
        known: Result of `about`.
        key: Unique on the page.
        file_name: Without extension.
        decimals: Decimals of the figures in a spreadsheet; see `analysis.tables.places`.
        charts: Makes the charts of the figure; None where there is no picture to take home. As `rows`.
        label: What the button says.
    """
    with st.container(horizontal=True, gap="small"):
        with st.popover(label, icon=":material/download:", key=f"{key}_downloads"):
            csv_button("CSV, voor Excel en andere programma’s", rows, known, key=f"{key}_csv", file_name=file_name)
            button(
                "XLSX, met een blad Toelichting",
                lambda: table.xlsx(_made(rows), known, decimals),
                _XLSX,
                f"{key}_xlsx",
                f"{file_name}.xlsx",
            )
            if charts is not None:
                button(
                    "PNG, een afbeelding",
                    lambda: picture.png(charts(), known),
                    "image/png",
                    f"{key}_png",
                    f"{file_name}.png",
                )
                button(
                    "SVG, een afbeelding om te vergroten",
                    lambda: picture.svg(charts(), known),
                    "image/svg+xml",
                    f"{key}_svg",
                    f"{file_name}.svg",
                )
        with st.popover("Kopieer citaat", icon=":material/format_quote:", key=f"{key}_citation"):
            st.caption("Deze knop kopieert het citaat:")
            st.code(citation(known), language=None, wrap_lines=True)


def csv_button(label: str, rows: Table, known: About, *, key: str, file_name: str) -> None:
    """Draw the button for the CSV alone; arguments as for `draw`."""
    button(label, lambda: table.csv(_made(rows), known), "text/csv", key, f"{file_name}.csv")


def button(label: str, make: Callable[[], bytes], mime: str, key: str, file_name: str) -> None:
    """Draw a button for a file that is made when the reader asks for it; `make` must not use Streamlit."""
    edition = in_use()

    def made() -> bytes:
        use(edition)  # Streamlit calls this in a thread that knows nothing of the run of the page
        return make()

    st.download_button(label, data=made, file_name=file_name, mime=mime, key=key, on_click="ignore")


def _made(rows: Table) -> pd.DataFrame:
    return rows() if callable(rows) else rows


def _address(chosen: Selection) -> str:
    """The address of what is shown, whatever the defaults are later: area, indicator and year are always named."""
    named = {link.AREA: chosen.area.slug, link.INDICATOR: chosen.indicator.id}
    if chosen.year is not None:
        named[link.YEAR] = str(chosen.year)
    return f"{st.context.url or ''}?{urlencode(named | link.to_query(chosen), safe=',')}"
