"""Leefbaarometer 3.0 (Ministry of Housing): scores per wijk, as a recorded extract."""

from pathlib import Path

import pandas as pd

from nplv.sources import SourceError
from nplv.sources.tables import read_csv, require_range, require_unique

# The total score of the instrument is the deviation plus this constant: a check on how the table was copied.
_SCORE_MINUS_DEVIATION = 4.10226485


def scores(root: Path) -> pd.DataFrame:
    """Scores per wijk that a focus area touches: total deviation and two of its dimensions.

    Returns:
        Columns code (wijk, division of 2024), name, period (year), dimension ("afw" total deviation,
        "won" housing stock, "onv" nuisance and unsafety), value (deviation from the fixed reference; empty if unknown).

    Raises:
        SourceError: The file is missing or not as expected, or a total score does not match its deviation.
    """
    path = root / "leefbaarometer" / "leefbaarometer3_wijken_focus.csv"
    table = read_csv(
        path,
        {
            "wk_code": "code",
            "wk_naam": "name",
            "jaar": "period",
            "dimensie": "dimension",
            "waarde": "value",
            "score_lbm": "score",
        },
    )
    require_unique(table, ["code", "period", "dimension"], name=path.name)
    require_range(table, "value", -2, 2, name=path.name)
    unmatched = table[(table["score"] - table["value"] - _SCORE_MINUS_DEVIATION).abs() > 1e-6]
    if len(unmatched):
        raise SourceError(f"{path.name}: {len(unmatched)} totaalscores passen niet bij hun afwijking")
    return table.drop(columns="score")
