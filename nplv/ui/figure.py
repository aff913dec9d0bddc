"""Draws a figure with all it owes its reader: title, source, and its numbers as a table and as a file."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st
from pandas.api.types import is_numeric_dtype

from nplv.analysis.sentences import PROGRAMME_NOTE
from nplv.charts.theme import AltairChart
from nplv.registry import Indicator, Source
from nplv.ui import unit_table
from nplv.ui.folded import folded
from nplv.ui.style import plain

_TABLE = "Cijfers als tabel"
_FORMULA = ("=", "+", "-", "@")  # how a cell starts that a spreadsheet would calculate


def figure(
    *,
    key: str,
    title: str,
    chart: AltairChart | Callable[[], object] | None,
    table: pd.DataFrame | Callable[[], pd.DataFrame],
    source: Source | Sequence[Source],
    file_name: str,
    period: str | None = None,
    unit: str | None = None,
    decimals: unit_table.Decimals = 1,
    note: str | None = None,
    selected: str | None = None,
) -> object:
    """Draw a figure with everything that belongs to it.

    Args:
        key: Unique on the page and the same in each run.
        title: The finding as a sentence; plain text.
        chart: An Altair chart (see `charts.theme.finish`), a function that draws something else (a map), or None for
            a table only, which then stands open.
        table: The figures of the chart, with Dutch column names; numbers as numbers, unrounded. A large table is given
            as the function that makes it, which is called when the reader opens it.
        source: Where the figures come from.
        file_name: Name of the download without extension, in Dutch.
        period: Period for the source line and the download, such as "2025" or "2014–2024".
        unit: Unit for the table and the download.
        decimals: Decimals in the table on the screen: for all columns, by column, or for each row; integers have none.
        note: What the reader must know to read it right; plain text.
        selected: Code of the row that is marked in a table with a column Code.

    Returns:
        What drawing the chart returned, such as the selection of a map.
    """
    sources = [source] if isinstance(source, Source) else list(source)
    st.header(plain(title), anchor=False)
    drawn = _draw(chart, key)
    lines = [plain(note)] if note else []
    st.caption("  \n".join(lines + [_source_line(one, period) for one in sources]))

    def twin() -> None:
        rows = table() if callable(table) else table
        with_download(
            rows,
            key=key,
            title=title,
            sources=sources,
            file_name=file_name,
            period=period,
            unit=unit,
            decimals=decimals,
            selected=selected,
        )

    if callable(table):
        folded(_TABLE, twin, key=f"{key}_table")
    else:
        with st.expander(_TABLE, expanded=chart is None, key=f"{key}_table"):
            twin()
    return drawn


def with_download(
    rows: pd.DataFrame,
    *,
    key: str,
    title: str,
    sources: Sequence[Source],
    file_name: str,
    period: str | None = None,
    unit: str | None = None,
    decimals: unit_table.Decimals = 1,
    selected: str | None = None,
) -> None:
    """Draw a table, and below it the button that brings it to a spreadsheet; arguments as for `figure`.

    On a phone the button is also what the keyboard reaches a table by that is wider than the screen.
    """
    if unit:
        st.caption(plain(f"Eenheid: {unit}"))
    unit_table.draw(rows, key=f"{key}_rows", decimals=decimals, title=title, selected=selected)
    st.download_button(
        "Download als CSV (voor Excel)",
        data=lambda: csv(rows, sources, period, unit, title),
        file_name=f"{file_name}.csv",
        mime="text/csv",
        key=f"{key}_csv",
        on_click="ignore",
    )


def hole(indicator: Indicator, reason: str | None = None) -> None:
    """Say why there is no figure.

    Args:
        indicator: What is asked for.
        reason: Why there is none here; by default that of an indicator without any open figure.
    """
    title = f"{indicator.title}: {'geen cijfer' if reason else 'nog geen open cijfers'}"
    st.header(plain(title), anchor=False)
    st.info(plain(reason or indicator.missing or "De bron geeft hier geen cijfer."))


def programme_note() -> None:
    """Remark that no difference has been shown to come from the programme."""
    st.caption(plain(PROGRAMME_NOTE))


def csv(table: pd.DataFrame, sources: Sequence[Source], period: str | None, unit: str | None, finding: str) -> bytes:
    """Write a table as a Dutch spreadsheet opens it: semicolons, decimal commas, UTF-8 with byte order mark.

    Args:
        table: As given to `figure`; numbers keep ten significant digits.
        sources: Named in the column Bron of each row.
        period: Column Periode, unless the table has one or has Jaar.
        unit: Column Eenheid, unless the table has one.
        finding: Column Bevinding: the title under which the figures stood.
    """
    content = table.copy()
    for column in content.columns[~content.dtypes.map(is_numeric_dtype)]:
        content[column] = content[column].map(_harmless)
    if period and not set(unit_table.YEARS) & set(content.columns):
        content["Periode"] = period
    if unit and "Eenheid" not in content.columns:
        content["Eenheid"] = unit
    content["Bevinding"] = _harmless(finding)
    content["Bron"] = "; ".join(one.attribution for one in sources)
    text = content.to_csv(index=False, sep=";", decimal=",", float_format="%.10g", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _draw(chart: AltairChart | Callable[[], object] | None, key: str) -> object:
    match chart:
        case None:
            return None
        case Callable():
            return chart()
        case _:
            # The theme is the project's own: Streamlit's would undo fonts and colours.
            return st.altair_chart(chart, width="stretch", theme=None, key=key)


def _source_line(source: Source, period: str | None) -> str:
    """Write "Bron: …; licentie …; peildatum …" with a link to the source."""
    parts = [f"[{plain(source.attribution)}]({source.url})", f"licentie: {plain(source.licence)}"]
    if period:
        parts.append(f"periode: {plain(period)}")
    if source.retrieved:
        parts.append(f"opgehaald op {source.retrieved:%d-%m-%Y}")
    return "; ".join(parts)


def _harmless(value: object) -> object:
    """Keep a spreadsheet from calculating a text: put an apostrophe before what looks like a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
