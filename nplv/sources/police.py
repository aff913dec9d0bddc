"""Dutch police: registered crimes per year (table 47022NED), as a recorded extract."""

from pathlib import Path

import pandas as pd

from nplv.sources.tables import read_csv, require_range, require_unique


def registered_crimes(root: Path) -> pd.DataFrame:
    """Registered crimes of all kinds per gemeente and buurt, 2021 to 2025.

    The total of a gemeente exceeds the sum of its buurten by about one percent: crimes without a known buurt.

    Returns:
        Columns code (division of 2024), level (gemeente or buurt), municipality, period (year), crimes (count).

    Raises:
        SourceError: The file is missing or not as expected.
    """
    path = root / "politie" / "misdrijven_47022NED_2021_2025.csv"
    table = read_csv(
        path,
        {
            "code": "code",
            "niveau": "level",
            "gm_code": "municipality",
            "jaar": "period",
            "misdrijven": "crimes",
        },
    )
    require_unique(table, ["code", "period"], name=path.name)
    require_range(table, "crimes", 0, 200_000, name=path.name)
    return table
