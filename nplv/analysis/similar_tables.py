"""Writes a comparison with similar wijken as tables for a reader."""

import pandas as pd

from nplv import numbers
from nplv.analysis.similar import Comparison
from nplv.registry import Area, Indicator, indicators

GROUP = "Vergelijkbare wijken, gemiddeld"


def values(comparison: Comparison, area: Area) -> pd.DataFrame:
    """Return the lines of the chart: Jaar, a column for the area, one for its group, and Toelichting if needed."""
    rows = comparison.lines
    table = pd.DataFrame({"Jaar": rows["period"], area.name: rows["area"], GROUP: rows["group"]})
    return table.assign(Toelichting=rows["reason"]) if rows["reason"].any() else table


def wijken(comparison: Comparison, indicator: Indicator) -> pd.DataFrame:
    """Return the wijken of the group, the nearest first.

    Returns:
        Columns Wijk, Gemeente, Inwoners, Afstand, one for each of the two years, and Verandering between these, as
        the figures on the screen show it.
    """
    rows = comparison.group
    first, last = map(str, comparison.since.years)
    pairs = zip(rows["last"], rows["baseline"], strict=True)
    return pd.DataFrame(
        {
            "Wijk": rows["name"],
            "Gemeente": rows["gemeente"],
            "Inwoners": rows["inhabitants"],
            "Afstand": rows["distance"],
            first: rows["baseline"],
            last: rows["last"],
            "Verandering": [float(numbers.shown_difference(*pair, indicator)) for pair in pairs],
        }
    )


def balance(comparison: Comparison, area: Area) -> pd.DataFrame:
    """Return how alike area and group are in what they were matched on, each figure written in its own unit.

    Returns:
        Columns Kenmerk, Jaar, one for the area and one for the mean of its group.
    """
    rows = comparison.balance
    of = [indicators()[name] for name in rows["indicator"]]
    return pd.DataFrame(
        {
            "Kenmerk": [one.short_title for one in of],
            "Jaar": rows["period"],
            area.name: [numbers.with_unit(value, one) for value, one in zip(rows["area"], of, strict=True)],
            GROUP: [numbers.with_unit(value, one) for value, one in zip(rows["group"], of, strict=True)],
        }
    )
