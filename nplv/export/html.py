"""Figures as HTML that needs nothing from elsewhere: finding, charts as inline SVG, table, note and sources."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import pandas as pd
from pandas.api.types import is_numeric_dtype

from nplv import numbers
from nplv.analysis import tables
from nplv.analysis.tables import Decimals
from nplv.export import picture
from nplv.export.about import DASHBOARD, About
from nplv.export.picture import Rows

WIDE, NARROW = 660, 340  # pixels of a chart on a page, and on that of a phone
TABLE = "Cijfers als tabel"
_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def page(title: str, body: str, style: str = "") -> bytes:
    """Return a whole page in Dutch.

    Args:
        title: Of the browser's window; plain text.
        body: HTML.
        style: Rules beside those that all pages have.
    """
    return (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{DASHBOARD}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def figure(
    table_of: pd.DataFrame,
    about: About,
    decimals: Decimals,
    *,
    name: str,
    charts: Rows | None = None,
    narrow: Rows | None = None,
    level: int = 2,
    folded: bool = True,
    caption: str | None = None,
) -> str:
    """Return a figure with all it owes its reader.

    Args:
        table_of: Its figures, with Dutch column names; numbers as numbers, unrounded.
        about: Its finding is the heading, its outcome the first line; note, sources, period and unit stand below.
        decimals: As on the screen; see `analysis.tables.places`.
        name: Unique on the page: letters, digits and hyphens.
        charts: What is drawn; None for a table alone.
        narrow: The same for a phone; without it the wide one shrinks there.
        level: Of the heading, 1 to 6.
        folded: Whether the table is closed until the reader opens it; without charts it never is.
        caption: Of the table; by default its unit, or else the finding.
    """
    heading = f'<h{level} id="{name}">{escape(about.finding)}</h{level}>'
    twin = table(table_of, decimals, caption or (f"Eenheid: {about.unit}" if about.unit else about.finding))
    if charts and folded:
        twin = f"<details>\n<summary>{TABLE}</summary>\n{twin}\n</details>"
    outcome = f"\n<p><strong>{escape(about.outcome)}</strong></p>" if about.outcome else ""
    drawn = "\n".join(_drawn(charts, narrow, about.finding, name)) if charts else ""
    lines = "\n".join(f"<p>{line}</p>" for line in _caption(about))
    below = f"<figcaption>\n{lines}\n</figcaption>" if lines else ""
    return f'<figure aria-labelledby="{name}">\n{heading}{outcome}\n{drawn}\n{below}\n{twin}\n</figure>'


def table(rows: pd.DataFrame, decimals: Decimals, caption: str) -> str:
    """Return a table whose first column names the rows; numbers are Dutch, as on the screen.

    Args:
        rows: With Dutch column names.
        decimals: See `analysis.tables.places`.
        caption: What a reader hears before the first cell; plain text.
    """
    shown = [_column(rows.iloc[:, place], decimals) for place in range(rows.shape[1])]
    kinds = [' class="number"' if is_numeric_dtype(kind) else "" for kind in rows.dtypes]
    head = "".join(
        f'<th scope="col"{kind}>{escape(str(name))}</th>' for name, kind in zip(rows.columns, kinds, strict=True)
    )
    body = "\n".join(f"<tr>{_cells(cells, kinds)}</tr>" for cells in zip(*shown, strict=True))
    return (
        f'<div class="table" tabindex="0" role="group" aria-label="{escape(caption)}">\n'
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _column(column: pd.Series, decimals: Decimals) -> list[str]:
    name = str(column.name)
    return [
        escape(tables.writer(column, tables.places(decimals, row, name))(value)) for row, value in enumerate(column)
    ]


def _cells(texts: Sequence[str], kinds: Sequence[str]) -> str:
    first, *others = zip(texts, kinds, strict=True)
    row_head = f'<th scope="row"{first[1]}>{first[0]}</th>'
    return row_head + "".join(f"<td{kind}>{text}</td>" for text, kind in others)


def _drawn(charts: Rows, narrow: Rows | None, description: str, name: str) -> Iterator[str]:
    yield _marked(picture.inline(charts, WIDE, description, f"{name}-wide"), "wide" if narrow else "")
    if narrow:
        yield _marked(picture.inline(narrow, NARROW, description, f"{name}-narrow"), "narrow")


def _marked(svg: str, kind: str) -> str:
    return svg.replace("<svg ", f'<svg class="{kind}" ', 1) if kind else svg


def _caption(about: About) -> Iterator[str]:
    """Yield what stands below a figure: its note, and each source with licence, period and day of retrieval."""
    if about.note:
        yield from map(escape, about.note.split("\n"))
    for source in about.sources:
        parts = [f"licentie: {escape(source.licence)}"]
        if about.period:
            parts.append(f"periode: {escape(about.period)}")
        if source.retrieved:
            parts.append(f"opgehaald op {numbers.day(source.retrieved)}")
        yield f'<a href="{escape(source.url)}">{escape(source.attribution)}</a>; {"; ".join(parts)}'
