"""The matrix as a picture to take home: an indicator per row, the country and each area per column.

On the page it is a table (`charts.matrix`). A picture cannot be moved, so the names of the indicators, which are long,
stand before the rows here, and a judgement is a plus or a minus, which also reads in grey.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from nplv import numbers
from nplv.analysis.matrix import headings
from nplv.analysis.sentences.matrix import PICTURE_LEGEND
from nplv.charts.theme import GRID, QUIET_TEXT, TEXT, AltairChart, finish
from nplv.registry import Area, indicators

_ROW = 30  # pixels: a value, and its sign below it
_NAMES, _LETTERS = 205, 36  # pixels before the rows, and how many letters of a name fit on a line there
_MILLION = 1_000_000
_FILLS = {"beter": "#d3e3f1", "slechter": "#fbdcc4"}
_NO_FIGURE = "#e6e8eb"
_MARKS = {"beter": " +", "slechter": " −"}


def charts(
    cells: pd.DataFrame, slugs: Sequence[str], columns: Mapping[str, Sequence[str]], area: Area, description: str
) -> list[list[dict[str, Any]]]:
    """Draw the matrix, a chart below the other for each action line.

    Args:
        cells: Result of `analysis.matrix.part`.
        slugs: The country and the areas, in their order from left to right.
        columns: Ids of the indicators in their order, by the title of their action line.
        area: The area whose name is marked.
        description: What the matrix shows, for a reader who cannot see it.
    """
    names = cells.drop_duplicates("slug").set_index("slug")["name"]
    order = [f"◆ {names[slug]}" if slug == area.slug else str(names[slug]) for slug in slugs]
    shown = pd.DataFrame(
        {
            "area": cells["slug"].map(dict(zip(slugs, order, strict=True))),
            "indicator": cells["indicator"].map(
                {name: "\n".join(wrap(head, _LETTERS)) for name, head in headings(cells).items()}
            ),
            "value": [_value(cell) for cell in cells.itertuples()],
            "sign": cells["sign"] + cells["verdict"].map(_MARKS).fillna(""),
            "fill": cells["verdict"].map(_FILLS).fillna("#ffffff").mask(cells["note"] > 0, _NO_FIGURE),
            "id": cells["indicator"],
        }
    )
    lines = list(columns.items())
    drawn = [
        _line(shown[shown["id"].isin(ids)], title, order, is_first=place == 0, description=description)
        for place, (title, ids) in enumerate(lines)
    ]
    drawn[-1] = drawn[-1].properties(title=alt.TitleParams(lines[-1][0], subtitle=PICTURE_LEGEND))
    return [[chart.to_dict()] for chart in drawn]


def _line(rows: pd.DataFrame, title: str, order: list[str], *, is_first: bool, description: str) -> AltairChart:
    heads = list(rows["indicator"].unique())
    x = alt.X(
        "area:N",
        sort=order,
        title=None,
        axis=alt.Axis(orient="top", labelAngle=-90, labelLimit=0, domain=False, ticks=False) if is_first else None,
    )
    y = alt.Y(
        "indicator:N",
        sort=heads,
        title=None,
        axis=alt.Axis(
            labelExpr="split(datum.label, '\\n')",
            labelFontSize=11,
            # The first of two lines stands above the middle of the row.
            labelBaseline={
                "condition": {"test": "indexof(datum.value, '\\n') > 0", "value": "bottom"},
                "value": "middle",
            },
            labelLimit=0,
            minExtent=_NAMES,
            maxExtent=_NAMES,
            domain=False,
            ticks=False,
        ),
    )
    base = alt.Chart(rows).encode(x=x, y=y)
    fill = alt.Color("fill:N", scale=None, legend=None)
    cells = base.mark_rect(stroke=GRID, aria=False).encode(color=fill)
    small = alt.condition("length(datum.value) > 5", alt.value(7.7), alt.value(10))
    values = base.mark_text(dy=-6, color=TEXT, aria=False).encode(text="value:N", size=small)
    signs = base.mark_text(fontSize=10, dy=7, color=QUIET_TEXT, aria=False).encode(text="sign:N")
    drawn = alt.layer(cells, values, signs).properties(title=title)
    return finish(drawn, description=description, height=_ROW * len(heads))


def _value(cell: Any) -> str:
    """Write a value as short as can be: its unit stands in the name of the row."""
    if cell.note:
        return numbers.MISSING
    if abs(cell.value) >= _MILLION:
        return f"{numbers.number(cell.value / _MILLION, 1)} mln"
    return numbers.number(cell.value, indicators()[cell.indicator].decimals)
