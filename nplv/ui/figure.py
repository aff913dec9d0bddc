"""Draws a figure with all it owes its reader: title, source, and its numbers and picture to take home."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from nplv.analysis.sentences import PROGRAMME_NOTE
from nplv.analysis.tables import Decimals
from nplv.charts.theme import AltairChart
from nplv.export.embed import Heights
from nplv.export.picture import Rows
from nplv.registry import Indicator, Source
from nplv.ui import downloads, embed, only, unit_table
from nplv.ui.embed import Embedded
from nplv.ui.folded import folded
from nplv.ui.style import plain

_TABLE = "Cijfers als tabel"


def figure(
    *,
    key: str,
    title: str,
    chart: AltairChart | Callable[[], object] | None,
    table: downloads.Table,
    source: Source | Sequence[Source],
    file_name: str,
    picture: Rows | Callable[[], Rows] | None = None,
    indicators: Sequence[Indicator] = (),
    period: str | None = None,
    unit: str | None = None,
    decimals: Decimals = 1,
    note: str | None = None,
    selected: str | None = None,
    outcome: str | None = None,
    drawn_height: Callable[[], Heights] | None = None,
) -> object:
    """Draw a figure with everything that belongs to it; nothing where another is shown by itself (see `ui.only`).

    Args:
        key: Unique on the page and the same in each run.
        title: The finding as a sentence; plain text.
        chart: An Altair chart (see `charts.theme.finish`), a function that draws something else (a map), or None for
            a table only, which then stands open.
        table: The figures of the chart, with Dutch column names; numbers as numbers, unrounded. A large table is given
            as the function that makes it, which is called when the reader opens or downloads it and must not use
            Streamlit.
        source: Where the figures come from.
        file_name: Name of the downloads without extension, in Dutch.
        picture: What a function draws, as charts of Vega-Lite, for the download as an image, or what makes these when
            a reader asks for it, without Streamlit.
        indicators: What is measured; a download defines them.
        period: Period for the source line and the downloads, such as "2025" or "2014–2024".
        unit: Unit for the table and the downloads.
        decimals: Decimals in the table on the screen: for all columns, by column, or for each row; integers have none.
        note: What the reader must know to read it right; plain text.
        selected: Code of the row that is marked in a table with a column Code.
        outcome: What follows from the figures, where the title does not say it all; plain text.
        drawn_height: Says, when a reader asks, how many pixels a function takes which draws something else than
            `picture`; without either the figure cannot be embedded.

    Returns:
        What drawing the chart returned, such as the selection of a map.
    """
    if only.leaves_out(key):
        return None
    sources = [source] if isinstance(source, Source) else list(source)
    with only.place():
        st.header(plain(title), anchor=False)
        if outcome:
            st.markdown(f"**{plain(outcome)}**")
        drawn = _draw(chart, key)
        lines = [plain(note)] if note else []
        st.caption("  \n".join(lines + [_source_line(one, period) for one in sources]))
    if only.key():
        return drawn
    known = downloads.about(title, sources, period=period, unit=unit, note=note, outcome=outcome, indicators=indicators)
    charts = _charts(chart, picture)
    is_embeddable = charts or drawn_height
    embedded = Embedded(key, table, known, file_name, decimals, charts, drawn_height) if is_embeddable else None
    downloads.draw(
        table,
        known,
        key=key,
        file_name=file_name,
        decimals=decimals,
        charts=charts,
        beside=partial(embed.button, embedded) if embedded else None,
    )

    def twin() -> None:
        rows = table() if callable(table) else table
        _table(rows, key=key, title=title, unit=unit, decimals=decimals, selected=selected)
        downloads.csv_button("Deze tabel als CSV", rows, known, key=f"{key}_table_csv", file_name=file_name)

    if callable(table):
        folded(_TABLE, twin, key=f"{key}_table")
    else:
        with st.expander(_TABLE, expanded=chart is None, key=f"{key}_table"):
            twin()
    return drawn


def with_downloads(
    rows: pd.DataFrame,
    *,
    key: str,
    title: str,
    sources: Sequence[Source],
    file_name: str,
    picture: Rows | Callable[[], Rows] | None = None,
    indicators: Sequence[Indicator] = (),
    unit: str | None = None,
    decimals: Decimals = 1,
) -> None:
    """Draw a table, and below it its downloads; arguments as for `figure`.

    On a phone their buttons are also what the keyboard reaches a table by that is wider than the screen.
    """
    _table(rows, key=key, title=title, unit=unit, decimals=decimals)
    known = downloads.about(title, sources, unit=unit, indicators=indicators)
    downloads.draw(rows, known, key=key, file_name=file_name, decimals=decimals, charts=_charts(None, picture))


def hole(indicator: Indicator, reason: str | None = None) -> None:
    """Say why there is no figure.

    Args:
        indicator: What is asked for.
        reason: Why there is none here; by default that of an indicator without any open figure.
    """
    title = f"{indicator.title}: {'geen cijfer' if reason else 'nog geen open cijfers'}"
    why = reason or indicator.missing or "De bron geeft hier geen cijfer."
    if not only.note_hole(title, why):
        st.header(plain(title), anchor=False)
        st.info(plain(why))


def programme_note() -> None:
    """Remark that no difference has been shown to come from the programme."""
    st.caption(plain(PROGRAMME_NOTE))


def _table(
    rows: pd.DataFrame, *, key: str, title: str, unit: str | None, decimals: Decimals, selected: str | None = None
) -> None:
    if unit:
        st.caption(plain(f"Eenheid: {unit}"))
    unit_table.draw(rows, key=f"{key}_rows", decimals=decimals, title=title, selected=selected)


def _draw(chart: AltairChart | Callable[[], object] | None, key: str) -> object:
    match chart:
        case None:
            return None
        case Callable():
            return chart()
        case _:
            # The theme is the project's own: Streamlit's would undo fonts and colours.
            return st.altair_chart(chart, width="stretch", theme=None, key=key)


def _charts(
    chart: AltairChart | Callable[[], object] | None, picture: Rows | Callable[[], Rows] | None
) -> Callable[[], Rows] | None:
    """Return what makes the charts of a figure, if it has any that can be drawn without a browser."""
    if picture:
        return picture if callable(picture) else lambda: picture
    if chart is None or callable(chart):
        return None
    return lambda: [[chart.to_dict()]]


def _source_line(source: Source, period: str | None) -> str:
    """Write "Bron: …; licentie …; peildatum …" with a link to the source."""
    parts = [f"[{plain(source.attribution)}]({source.url})", f"licentie: {plain(source.licence)}"]
    if period:
        parts.append(f"periode: {plain(period)}")
    if source.retrieved:
        parts.append(f"opgehaald op {source.retrieved:%d-%m-%Y}")
    return "; ".join(parts)
