"""Figures that were published for the 20 focusgebieden together, with the national figure beside them."""

import pandas as pd

from nplv.registry import Indicator, indicators
from nplv.schema import TOGETHER

NAMES = {TOGETHER: "De 20 focusgebieden samen", "nederland": "Nederland"}


def pairs(observations: pd.DataFrame) -> list[tuple[Indicator, int, pd.DataFrame]]:
    """Find the indicators of which both figures were published for one year.

    Args:
        observations: Rows of all indicators, as in the observations table, of the levels nederland and
            focusgebieden.

    Returns:
        In the order of the registry: the indicator, the newest year with both figures, and the two figures in the
        columns Gebied and the indicator's short title. Figures that this project computed are left out.
    """
    found = []
    for indicator in indicators().values():
        if indicator.aggregation != "published":
            continue
        own = observations[(observations["indicator"] == indicator.id) & observations["level"].isin(NAMES)]
        both = own.pivot(index="period", columns="level", values="value").reindex(columns=list(NAMES)).dropna()
        if not both.empty:
            values = both.sort_index().iloc[-1]
            table = pd.DataFrame({"Gebied": list(NAMES.values()), indicator.short_title: values.to_list()})
            found.append((indicator, int(both.index.max()), table))
    return found
