"""Two published figures as two bars: the 20 focusgebieden together and the country."""

import altair as alt
import pandas as pd

from nplv import numbers
from nplv.charts.theme import BLUE, FIT_WIDTH, GREY, AltairChart, finish
from nplv.registry import Indicator

_BAR = 28  # height of each bar with the room around it, in pixels
_FIGURE = 70  # width of the figure beside the longest bar


def chart(table: pd.DataFrame, indicator: Indicator, description: str) -> AltairChart:
    """Draw the bars, from zero.

    Args:
        table: Columns Gebied and the indicator's short title, as `analysis.published.pairs` gives it.
        indicator: What is measured.
        description: What the chart shows, for a reader who cannot see it.
    """
    values = table[indicator.short_title]
    rows = pd.DataFrame(
        {
            "name": table["Gebied"],
            "value": values,
            "text": [numbers.with_unit(value, indicator) for value in values],
        }
    )
    scale = alt.Scale(domain=[0, float(values.max())], range=[0, alt.expr(f"width - {_FIGURE}")], nice=False)
    x = alt.X("value:Q", axis=None, scale=scale)
    y = alt.Y("name:N", title=None, sort=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8))
    colour = alt.Color("name:N", legend=None, scale=alt.Scale(domain=list(rows["name"]), range=[BLUE, GREY]))
    base = alt.Chart(rows).encode(x, y)
    bars = base.mark_bar(size=22).encode(colour)
    texts = base.mark_text(aria=False, align="left", dx=6, fontSize=14, fontWeight=600).encode(alt.Text("text:N"))
    drawn = alt.layer(bars, texts).properties(height=alt.Step(_BAR), autosize=FIT_WIDTH)
    return finish(drawn, description=description)
