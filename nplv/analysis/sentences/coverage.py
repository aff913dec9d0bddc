"""Counts which figures there are."""

import pandas as pd

from nplv.analysis.coverage import FIGURE, areas_with_figure
from nplv.registry import Indicator, areas, indicators

TWO_FIGURES = "De nummers 4, 8 en 14 hebben twee cijfers, die niet op te tellen of aan elkaar te rijgen zijn."


def year_title(cells: pd.DataFrame, indicator: Indicator) -> str:
    """Count the figures of one indicator; `cells` is the result of `by_year`."""
    own = cells[cells["code"].isin(areas())]
    number, years, every = int(own["status"].isin(FIGURE).sum()), len(indicator.years), len(areas())
    if number == 0:
        text = "geen cijfer voor een afzonderlijk focusgebied"
    elif years == 1:
        which = f"alle {every}" if number == every else f"{number} van de {every}"
        text = f"een cijfer voor {which} focusgebieden, in {max(indicator.years)}"
    elif number == len(own):
        text = f"een cijfer voor alle {every} focusgebieden, in elk van de {years} meetjaren"
    else:
        text = f"{number} van de {len(own)} cijfers ({every} focusgebieden, {years} meetjaren)"
    return f"{indicator.short_title}: {text}."


def newest_title(cells: pd.DataFrame) -> str:
    """Count the indicators with a figure for every area; `cells` is the result of `newest`."""
    known = areas_with_figure(cells)
    every = sum(number == len(areas()) for number in known.values())
    some = sum(0 < number < len(areas()) for number in known.values())
    return (
        f"Van de {len(known)} indicatoren hebben er {every} een cijfer voor alle {len(areas())} focusgebieden en "
        f"{some} voor enkele."
    )


def summary(cells: pd.DataFrame) -> str:
    """Count the kernindicatoren with figures for all areas, for some and for none; `cells` as from `newest`."""
    known = areas_with_figure(cells)
    best: dict[int, int] = {}
    for indicator in indicators().values():
        if indicator.kernindicator is not None:
            best[indicator.kernindicator] = max(best.get(indicator.kernindicator, 0), known[indicator.id])
    every = sum(number == len(areas()) for number in best.values())
    none = sum(number == 0 for number in best.values())
    return (
        f"Van de {len(best)} kernindicatoren hebben er {every} een cijfer voor alle {len(areas())} focusgebieden, "
        f"{len(best) - every - none} voor enkele gebieden en {none} nog voor geen enkel gebied."
    )
