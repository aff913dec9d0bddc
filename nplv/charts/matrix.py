"""The matrix as a table in HTML: values with a sign, a word and colour, hatching where there is no figure.

Not a drawing: a table can be read at any width, copied, searched, and followed by a screen reader. Not Streamlit's own
table either: that has no headings over several columns, and takes long for some hundreds of cells.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from nplv import numbers
from nplv.analysis.matrix import headings
from nplv.analysis.sentences.profile import bare
from nplv.charts.theme import GREY, ORANGE, TEXT
from nplv.registry import Area, indicators
from nplv.schema import COUNTRY

_JUDGED = ("beter", "slechter")
_STYLE = f"""<style>
.matrix {{ overflow: auto; max-height: min(85vh, 62rem); border: 1px solid #d5d8dc; color: {TEXT}; }}
.matrix table {{ border-collapse: separate; border-spacing: 0; width: 100%; margin: 0; font-size: 13px; }}
.matrix :is(th, td) {{ padding: 3px 6px; border-bottom: 1px solid #e3e6e9; font-weight: 400; }}
.matrix td {{ text-align: right; line-height: 1.25; white-space: nowrap; }}
/* Names and headings stay in sight when the table is moved. */
.matrix thead {{ position: sticky; top: 0; z-index: 2; }}
.matrix thead th {{ background: white; vertical-align: bottom; }}
.matrix :is(tbody th, thead th:first-child) {{ position: sticky; left: 0; z-index: 1; background: white; }}
.matrix th {{ text-align: left; line-height: 1.2; }}
.matrix tbody th {{ min-width: clamp(7rem, 16vw, 13rem); }}
.matrix .lijn {{ min-width: 15rem; font-weight: 600; }}
.matrix .eerste {{ border-left: 2px solid {GREY}; }}
/* Headings stand upright, so that a column is no wider than the figures in it. */
.matrix .kop span {{
  writing-mode: vertical-rl; transform: rotate(180deg); max-height: 13rem;
}}
.matrix .beter {{ background: #d3e3f1; }}
.matrix .slechter {{ background: #fbdcc4; }}
.matrix .geen {{ background: repeating-linear-gradient(135deg, #ffffff 0 5px, #e6e8eb 5px 7px); }}
.matrix .land > * {{ border-bottom: 2px dashed {GREY}; }}
.matrix .eigen > * {{ font-weight: 700; border-top: 2px solid {ORANGE}; border-bottom: 2px solid {ORANGE}; }}
</style>"""


def html(
    cells: pd.DataFrame, slugs: Sequence[str], columns: Mapping[str, Sequence[str]], area: Area, description: str
) -> str:
    """Build the table.

    Args:
        cells: Result of `analysis.matrix.part`.
        slugs: The rows, in their order.
        columns: Ids of the indicators in their order, by the title of their action line.
        area: The area whose row is marked.
        description: What the table shows, for a reader who cannot see it.

    Returns:
        A box that can be moved by mouse, finger and keyboard, with a row for the country and each area.
    """
    firsts = {names[0] for names in columns.values()}
    order = [name for names in columns.values() for name in names]
    drawn = {(cell.slug, cell.indicator): _cell(cell, cell.indicator in firsts) for cell in cells.itertuples()}
    names = cells.drop_duplicates("slug").set_index("slug")["name"]
    rows = "".join(
        f'<tr class="{_row(slug, area)}"><th scope="row">{"◆ " if slug == area.slug else ""}{escape(names[slug])}</th>'
        f"{''.join(drawn[slug, name] for name in order)}</tr>"
        for slug in slugs
    )
    return (
        f'<div class="matrix" role="region" tabindex="0" aria-label="{escape(description)}"><table>'
        f"{_head(cells, columns, firsts)}<tbody>{rows}</tbody></table>{_STYLE}</div>"
    )


def _head(cells: pd.DataFrame, columns: Mapping[str, Sequence[str]], firsts: set[str]) -> str:
    named = headings(cells)
    lines = "".join(
        f'<th class="lijn eerste" scope="colgroup" colspan="{len(names)}">{escape(title)}</th>'
        for title, names in columns.items()
    )
    heads = "".join(
        f'<th class="kop{" eerste" if name in firsts else ""}" scope="col"><span>{escape(named[name])}</span></th>'
        for names in columns.values()
        for name in names
    )
    return f'<thead><tr><th rowspan="2" scope="col">Gebied</th>{lines}</tr><tr>{heads}</tr></thead>'


def _row(slug: str, area: Area) -> str:
    return {COUNTRY: "land", area.slug: "eigen"}.get(slug, "")


def _cell(cell: Any, is_first: bool) -> str:
    """Write "86,8 ▲ slechter", "57,8% ▼ lager" with the word on a line below, or "—" with the number of the reason."""
    look = "geen" if cell.note else cell.verdict if cell.verdict in _JUDGED else ""
    classes = " ".join(filter(None, [look, "eerste" if is_first else ""]))
    start = f'<td class="{classes}"' if classes else "<td"
    if cell.note:
        return f'{start} title="{escape(cell.reason)}">{numbers.MISSING}<sup>{cell.note}</sup></td>'
    compared = f" {cell.sign}<br>{cell.verdict}" if cell.sign else ""
    return f"{start}>{bare(cell.value, indicators()[cell.indicator])}{compared}</td>"
