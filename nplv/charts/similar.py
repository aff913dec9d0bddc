"""The line of an area beside the mean of similar wijken elsewhere."""

import pandas as pd

from nplv.analysis.similar import Comparison
from nplv.charts.series import lines
from nplv.charts.theme import AltairChart
from nplv.registry import Area, Indicator, Level

# Both are comparators without a place of their own: the mean of several areas is drawn in grey dashes with crosses.
_DRAWN_AS: Level = "focusgebieden"


def chart(comparison: Comparison, area: Area, indicator: Indicator, *, description: str) -> AltairChart:
    """Draw both lines over the measuring years, with the 0-meting and the start of the programme.

    Args:
        comparison: The area and its group.
        area: The focusgebied.
        indicator: Gives years, unit and 0-meting.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    mean = f"Gemiddelde van {len(comparison.group)} vergelijkbare wijken"
    own, others = (
        _line(comparison.lines, column, level, label)
        for column, level, label in (("area", "focusgebied", area.name), ("group", _DRAWN_AS, mean))
    )
    return lines(pd.concat([own, others]), indicator, description=description)


def _line(rows: pd.DataFrame, column: str, level: str, label: str) -> pd.DataFrame:
    """One line, with the columns of `analysis.series.series` that are drawn."""
    values = rows[column]
    nothing = float("nan")  # the margin is that of a difference, and not of a line
    return pd.DataFrame({"period": rows["period"], "value": values, "stretch": values.isna().cumsum()}).assign(
        level=level, label=label, lower=nothing, upper=nothing, status="ok", reason=None
    )
