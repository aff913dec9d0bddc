"""Remarks that stand with a figure: what it can carry, and whose denominator it has."""

import pandas as pd

from nplv import numbers
from nplv.registry import Area, Indicator

PROGRAMME_NOTE = (
    "De cijfers laten zien hoe het gaat, niet hoe dat komt: van geen enkel verschil is aangetoond dat het "
    "programma de oorzaak is."
)


LETTER_WARNING = (
    "Ook de Kamerbrief van 12 juni 2023 waarschuwt: de eerste resultaten dienen zich pas na enkele jaren aan."
)


def denominator_note(indicator: Indicator, observations: pd.DataFrame, year: int | None = None) -> str | None:
    """Name the year of the denominator where it is not that of the figures.

    Args:
        indicator: What is measured.
        observations: Rows of this indicator, as in the observations table.
        year: The only period that is looked at; None for all of them.
    """
    if indicator.denominator_period is not None:
        return f"De noemer is voor elk jaar die van {indicator.denominator_period}: {indicator.denominator}."
    rows = observations[observations["value"].notna() & observations["denominator_period"].notna()]
    rows = rows[(rows["denominator_period"] != rows["period"]) & (rows["period"].eq(year) if year else True)]
    if rows.empty:
        return None
    years = rows.groupby("denominator_period")["period"].unique()
    told = [f"voor {', '.join(map(str, sorted(some)))} die van {of:.0f}" for of, some in years.items()]
    start = "Waar de noemer van het jaar zelf niet bekend is, is die van het dichtstbijzijnde jaar gebruikt"
    return f"{start}: {'; '.join(told)}."


def coverage_note(observations: pd.DataFrame, area: Area, year: int) -> str | None:
    """Say for which part of the area the figure is known, where that is not all of it.

    Args:
        observations: Rows of one indicator, as in the observations table.
        area: The focusgebied.
        year: The period.
    """
    own = (observations["area_code"] == area.slug) & (observations["period"] == year) & observations["value"].notna()
    for share in observations.loc[own, "coverage"]:
        if share < 1 and (known := numbers.percent(100 * share, 0)) != "100%":
            return f"De bron heeft gegevens over {known} van {area.name}; het cijfer geldt voor dat deel."
    return None
