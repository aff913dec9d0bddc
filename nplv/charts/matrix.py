"""The matrix as a table: values with a sign, a judgement in words and colour, hatching where there is no figure.

Not a drawing: a table can be read at any width, copied, searched, and followed by a screen reader.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler
from pandas.io.formats.style_render import CSSDict

from nplv import numbers
from nplv.analysis.matrix import heading
from nplv.charts.theme import GREY, ORANGE, TEXT
from nplv.registry import Area, indicators
from nplv.schema import COUNTRY

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_JUDGED = {"beter": "background-color: #d3e3f1", "slechter": "background-color: #fbdcc4"}
_HATCHED = "background: repeating-linear-gradient(135deg, #ffffff 0 5px, #e6e8eb 5px 7px)"
_COUNTRY = f"border-bottom: 2px dashed {GREY}"
_SELECTED = f"font-weight: 700; border-top: 2px solid {ORANGE}; border-bottom: 2px solid {ORANGE}"
_SHEET: list[CSSDict] = [
    # Headings stand upright, so that a column is no wider than the figures in it.
    {"selector": "thead th", "props": "vertical-align: bottom; padding: 6px 4px; background: white"},
    {"selector": "thead th > *", "props": f"writing-mode: vertical-rl; transform: rotate(180deg); color: {TEXT}"},
    {"selector": "tbody td", "props": "padding: 4px 6px; text-align: right !important; font-size: 13px"},
    {"selector": "tbody td p", "props": "white-space: nowrap !important"},
    # The names stay in sight when the table is moved sideways, and leave room for figures on a telephone.
    {
        "selector": "tbody th, thead th:first-child",
        "props": f"position: sticky; left: 0; z-index: 1; background: white; color: {TEXT}; padding: 4px 8px",
    },
    {"selector": "thead th:first-child", "props": "z-index: 3"},
    {"selector": "thead th:first-child > *", "props": "writing-mode: horizontal-tb; transform: none"},
    {"selector": "tbody th p", "props": "width: clamp(7.5rem, 16vw, 14rem); white-space: normal"},
]


def styler(cells: pd.DataFrame, slugs: list[str], columns: list[str], area: Area, safe: Callable[[str], str]) -> Styler:
    """Build the table.

    Args:
        cells: Result of `analysis.matrix.matrix`.
        slugs: The rows, in their order.
        columns: Ids of the indicators, in their order.
        area: The area whose row is marked.
        safe: Makes a text fit for where it will be shown, such as an escape for Markdown.

    Returns:
        A styled table of texts: a row for the country and each area, a column for each indicator.
    """
    years = cells.drop_duplicates("indicator").set_index("indicator")["period"]
    names = cells.drop_duplicates("slug").set_index("slug")["name"]
    drawn = cells.assign(
        text=[_text(cell) for cell in cells.itertuples()],
        look=[_HATCHED if cell.note else _JUDGED.get(cell.verdict, "") for cell in cells.itertuples()],
    )
    texts, looks = (
        drawn.pivot(index="slug", columns="indicator", values=what)
        .loc[slugs, columns]
        .set_axis([safe(f"◆ {names[slug]}" if slug == area.slug else names[slug]) for slug in slugs])
        .rename_axis("Gebied")
        .set_axis([safe(heading(indicators()[name], years[name])) for name in columns], axis="columns")
        for what in ("text", "look")
    )
    rows = [_row(slugs.index(COUNTRY), _COUNTRY), _row(slugs.index(area.slug), _SELECTED)]
    return texts.style.apply(lambda _: looks, axis=None).set_table_styles(_SHEET + rows)


def _row(position: int, props: str) -> CSSDict:
    return {"selector": f"tbody tr:nth-child({position + 1}) > *", "props": props}


def _text(cell: Any) -> str:
    """Write "86,8 ▲ slechter", "57,8% ▼", or "—⁴" with the number of the reason."""
    if cell.note:
        return f"{numbers.MISSING}{str(cell.note).translate(_SUPERSCRIPT)}"
    indicator = indicators()[cell.indicator]
    value = numbers.number(cell.value, indicator.decimals) + ("%" if indicator.unit == "%" else "")
    return " ".join(filter(None, [value, cell.sign, cell.verdict if cell.verdict in _JUDGED else ""]))
