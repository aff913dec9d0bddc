"""A matrix of signs: what there is and what is missing, told by shape and word and not by colour only."""

import json
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from nplv.analysis.coverage import WORDS
from nplv.charts.theme import BLUE, GRID, TEXT, AltairChart, finish

_ROW = 34  # pixels: a line of text and its signs
_LINE, _SLASH, _CROSS = "M-0.6,0L0.6,0", "M-0.45,0.45L0.45,-0.45", "M-0.45,-0.45L0.45,0.45M-0.45,0.45L0.45,-0.45"
# Status to shape and fill: only a figure is filled.
_SIGNS = {
    "ok": ("circle", BLUE),
    "provisional": ("triangle-up", BLUE),
    "incomplete": ("diamond", "white"),
    "suppressed": ("square", "white"),
    "not_applicable": (_SLASH, "white"),
    "not_collected": (_LINE, "white"),
    "no_data": (_CROSS, "white"),
}


def matrix(cells: pd.DataFrame, *, rows: str, marked: str, description: str) -> AltairChart:
    """Draw a sign for each cell, areas side by side; the name of a row stands above its signs, so that it fits a phone.

    Args:
        cells: Result of `analysis.coverage.by_year` or `newest`.
        rows: Column of `cells` that names the rows.
        marked: Name of the area that stands out.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    drawn = cells.assign(
        row=cells[rows].astype(str), word=cells["status"].map(WORDS), reason=cells["reason"].fillna("")
    )
    drawn = drawn[["row", "name", "word", "reason"]]
    order = list(drawn["row"].unique())
    is_marked = {"test": f"datum.value === {json.dumps(marked)}", "value": "bold"}
    x = alt.X(
        "name:N",
        sort=list(drawn["name"].unique()),
        title=None,
        axis=alt.Axis(
            orient="top",
            labelAngle=-90,
            labelFontWeight={"condition": is_marked, "value": "normal"},
            domain=False,
            ticks=False,
        ),
    )

    def y(place: float) -> alt.Y:
        return alt.Y("row:N", sort=order, axis=None, bandPosition=place)

    words = [word for word in WORDS.values() if word in set(drawn["word"])]
    shapes, fills = zip(*(_SIGNS[status] for status, word in WORDS.items() if word in words), strict=True)

    def by_word(channel: type[alt.Shape] | type[alt.Fill] | type[alt.Stroke], looks: Sequence[str]) -> Any:
        legend = alt.Legend(columns=2, symbolSize=80)
        return channel("word:N", scale=alt.Scale(domain=words, range=list(looks)), title=None, legend=legend)

    base = alt.Chart(pd.DataFrame({"row": order})).encode(y=y(0))
    signs = alt.Chart(drawn).mark_point(size=80, strokeWidth=1.4, opacity=1)
    layers = [
        base.mark_rule(color=GRID),
        base.mark_text(align="left", baseline="top", x=0, dy=4).encode(text=alt.Text("row:N")),
        signs.encode(
            x=x,
            y=y(0.75),
            shape=by_word(alt.Shape, shapes),
            fill=by_word(alt.Fill, fills),
            stroke=by_word(alt.Stroke, [TEXT] * len(words)),
            tooltip=[
                alt.Tooltip("name:N", title="Waar"),
                alt.Tooltip("row:N", title="Wat"),
                alt.Tooltip("word:N", title="Wat er is"),
                alt.Tooltip("reason:N", title="Reden"),
            ],
        ),
    ]
    return finish(alt.layer(*layers).properties(height=alt.Step(_ROW)), description=description)
