"""How far over the country the figures of a source go."""

import pandas as pd

# What a source has all over the country is known in at least this share of its gemeenten; else it covers a part only.
_LEAST_GEMEENTEN = 0.5


def all_over_the_country(table: pd.DataFrame, gemeenten: int) -> pd.DataFrame:
    """The levels and periods with a value in at least half of all gemeenten.

    Args:
        table: Columns level, area_code (a code holds the number of its gemeente), period, value.
        gemeenten: How many gemeenten there are.

    Returns:
        Columns level, period.
    """
    there = table[table["value"].notna()]
    known = there["area_code"].str[2:6].groupby([there["level"], there["period"]]).nunique()
    return known.index[known >= _LEAST_GEMEENTEN * gemeenten].to_frame(index=False)
