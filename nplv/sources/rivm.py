"""RIVM, GGD and CBS: good perceived health (table 50150NED), as a recorded extract."""

from pathlib import Path

import pandas as pd

from nplv.sources.tables import read_csv, require_range, require_unique


def good_perceived_health(root: Path) -> pd.DataFrame:
    """Share of adults in good or very good perceived health per gemeente and buurt.

    Small-area model estimates, for 2012, 2016, 2020, 2022 and 2024.

    Returns:
        Columns code (division of 2024), level (gemeente or buurt), municipality, period (year), value (%).

    Raises:
        SourceError: The file is missing or not as expected.
    """
    path = root / "rivm" / "ervaren_gezondheid_50150NED.csv"
    table = read_csv(
        path,
        {
            "code": "code",
            "niveau": "level",
            "gm_code": "municipality",
            "jaar": "period",
            "goed_ervaren_gezondheid_pct": "value",
        },
    )
    require_unique(table, ["code", "period"], name=path.name)
    require_range(table, "value", 0, 100, name=path.name)
    return table
