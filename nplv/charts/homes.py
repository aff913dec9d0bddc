"""Homes demolished and built, with the part that is social rent."""

import altair as alt
import pandas as pd

from nplv import numbers
from nplv.charts.rows import BAR, ROW, SHIFT, row_of, texts
from nplv.charts.theme import BLUE, finish

_PARTS = {"social": "sociale huur", "other": "andere woningen"}
_COLOURS = {"sociale huur": BLUE, "andere woningen": "#a9c3dc"}


def homes_bars(homes: pd.DataFrame, *, description: str) -> alt.LayerChart:
    """One bar per place and kind, social rent first.

    Args:
        homes: Result of ``analysis.homes.expected_homes``.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    table = homes.assign(
        bar=homes["place"] + ", " + homes["kind"],
        other=homes["homes"] - homes["social"],
        right=[f"{numbers.number(row.homes)} · {numbers.number(row.social)} sociaal" for row in homes.itertuples()],
    )
    lines = table.assign(left=table["bar"], marked=False)[["bar", "left", "right", "marked"]]
    parts = table.melt(["bar", "homes"], list(_PARTS), var_name="part", value_name="value")
    social = parts["bar"].map(table.set_index("bar")["social"])
    parts["start"] = social.where(parts["part"] == "other", 0)
    parts["end"] = parts["start"] + parts["value"]
    parts["part"] = parts["part"].map(_PARTS)
    parts["words"] = parts["value"].map(numbers.number)
    parts["told"] = parts[["bar", "part", "words"]].agg("; ".join, axis="columns")
    bars = alt.Chart(parts).mark_bar(height=BAR, yOffset=SHIFT, stroke="white", strokeWidth=1)
    bars = bars.encode(
        y=row_of(lines),
        x=alt.X("start:Q", title="Woningen", axis=alt.Axis(format=",.0f", tickCount=4, domain=False, grid=False)),
        x2="end:Q",
        description="told:N",
        color=alt.Color(
            "part:N",
            title=None,
            scale=alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values())),
            legend=alt.Legend(symbolType="square"),
        ),
        tooltip=[
            alt.Tooltip("bar:N", title="Balk"),
            alt.Tooltip("part:N", title="Deel"),
            alt.Tooltip("words:N", title="Woningen"),
        ],
    )
    return finish(alt.LayerChart(layer=[bars, *texts(lines)], height=alt.Step(ROW)), description=description)
