"""A figure in another site: what puts it there, how high it must be, and the same as a page without a server."""

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from nplv.analysis.sentences import PROGRAMME_NOTE
from nplv.analysis.tables import Decimals
from nplv.export import html, picture
from nplv.export.about import About
from nplv.export.picture import Chart, Rows

WIDE, NARROW = 700, 360  # pixels of a frame: in a text, and on a phone
_MARGIN = 24  # left and right of what is in a frame, together
_GAP = 16  # between the parts of a figure
_BESIDE = 168  # pixels that a chart beside others has at least; else it goes below
_LINK = 48  # the link to the whole page
# A letter is seldom wider than this share of its size, a bold one than this; too much leaves a little room below.
_LETTER, _BOLD = 0.52, 0.6
# Size of letters, and of their lines.
_TITLE, _TITLE_LINE = 20, 27
_TEXT, _TEXT_LINE = 16, 26
_SMALL, _SMALL_LINE = 14, 22.5
_FOLDED = 40  # the closed table of a page without a server
# An item of a list: what is left of its text, what is below it, and the letters of a text with a bold name.
_INDENT, _ITEM, _MIXED = 30, 4, 0.56


@dataclass(frozen=True)
class Heights:
    """Pixels that a figure takes in a frame of `WIDE` and of `NARROW` pixels."""

    wide: int
    narrow: int


def heights(about: About, drawn: Rows | Heights) -> Heights:
    """Return how high a frame must be to show a figure without scrolling.

    Args:
        about: Title, outcome, note and sources.
        drawn: The charts; or the pixels that something else than charts takes.
    """
    wide, narrow = (math.ceil(_height(about, drawn, width)) for width in (WIDE, NARROW))
    return Heights(wide, narrow)


def listed(texts: Iterable[str]) -> Heights:
    """Return how high a list of plain texts is on a page; a text of several lines has each on a line of its own."""
    every = list(texts)
    wide, narrow = (
        math.ceil(sum(_lines(text, width - _MARGIN - _INDENT, _TEXT * _MIXED) * _TEXT_LINE + _ITEM for text in every))
        for width in (WIDE, NARROW)
    )
    return Heights(wide, narrow)


def snippet(address: str, title: str, room: Heights) -> str:
    """Write the HTML that puts a frame in a page; its attribute is for browsers that do not know the unit of its style.

    Args:
        address: Of what is in the frame.
        title: What is in it, for a screen reader; plain text.
        room: Result of `heights`.
    """
    return (
        '<div style="container-type:inline-size">'
        f'<iframe src="{escape(address)}" title="{escape(title)}" loading="lazy" height="{room.narrow}" '
        f'style="width:100%;border:0;height:{css_height(room)}"></iframe></div>'
    )


def css_height(room: Heights) -> str:
    """Write a height that follows the width of the container without a script.

    It is linear through the two heights that are known, and never lower than that of a wide frame.
    """
    slope = max(room.narrow - room.wide, 0) / (WIDE - NARROW)  # pixels of height per pixel of width
    return f"max({room.wide}px, calc({math.ceil(room.wide + slope * WIDE)}px - {slope * 100:.1f}cqw))"


def static_heights(about: About, charts: Rows) -> Heights:
    """Return how high a frame must be for the page that `static` writes."""
    found = heights(about, charts)
    return Heights(found.wide + _FOLDED, found.narrow + _FOLDED)


def static(table: pd.DataFrame, about: About, decimals: Decimals, charts: Rows, *, is_for_phones: bool = True) -> bytes:
    """Write a figure as a page that any server can give: charts for a wide and a narrow frame, table, sources, link.

    Args:
        table: Its figures, with Dutch column names.
        about: Its link leads to the dashboard, where it is known.
        decimals: See `analysis.tables.places`.
        charts: What is drawn.
        is_for_phones: Whether the charts can be drawn for a narrow frame; else they shrink there.
    """
    below = [[chart] for row in charts for chart in row] if is_for_phones else None
    body = html.figure(table, about, decimals, name="figuur", charts=charts, narrow=below, level=1)
    note = f'\n<p class="quiet">{escape(PROGRAMME_NOTE)}</p>'
    return html.page(about.finding, f"<main>\n{body}{note}{whole_page(about.link)}\n</main>")


def whole_page(address: str) -> str:
    """Write the link to the dashboard; empty where its address is not known."""
    if not address.startswith("http"):
        return ""
    return f'\n<p><a href="{escape(address)}" target="_blank" rel="noopener">Bekijk op het dashboard</a></p>'


def _height(about: About, drawn: Rows | Heights, width: int) -> float:
    room = width - _MARGIN
    title = _lines(about.finding, room, _TITLE * _BOLD) * _TITLE_LINE + _GAP
    caption = sum(_lines(line, room, _SMALL * _LETTER) for line in _caption(about)) * _SMALL_LINE
    if isinstance(drawn, Heights):
        pixels: float = drawn.wide if width == WIDE else drawn.narrow
    else:
        pixels = sum(_row_height(row, room) for row in drawn)
    outcome = _lines(about.outcome, room, _TEXT * _BOLD) * _TEXT_LINE + _GAP if about.outcome else 0
    return title + outcome + pixels + _GAP + caption + _LINK + 3 * _GAP


def _row_height(row: Sequence[Chart], room: int) -> float:
    """Return the height of charts beside each other, of which those that do not fit go below."""
    fitting = max(1, min(len(row), (room + _GAP) // _BESIDE))
    width = (room - (fitting - 1) * _GAP) / fitting
    heights = [picture.height(chart, width) for chart in row]
    return sum(max(heights[first : first + fitting]) + _GAP for first in range(0, len(heights), fitting))


def _lines(text: str, room: float, letter: float) -> int:
    return sum(max(1, len(textwrap.wrap(part, int(room / letter)))) for part in text.split("\n"))


def _caption(about: About) -> Iterator[str]:
    if about.note:
        yield about.note
    for source in about.sources:
        yield f"{source.attribution}; licentie: {source.licence}; periode: {about.period}; opgehaald op 01-01-2000"
    yield PROGRAMME_NOTE
