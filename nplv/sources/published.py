"""Published figures on the focus areas: news items, reports and the letter of 12 June 2023."""

from pathlib import Path

import pandas as pd

from nplv.sources.tables import read_csv

# Name in the record -> indicator. Rows under any other name have another definition or are derived by others.
_INDICATORS = {
    "energiearmoede": "energiearmoede",
    "energiearmoede (TNO-inschatting)": "energiearmoede",
    "lage financiële welvaart (inwoners 12+)": "lage-financiele-welvaart",
    "Leefbaarometer: aandeel woningen in gebied met zwakke of lagere leefbaarheid": "zwakke-leefbaarheid",
    "aandeel werkenden": "werkenden",
    "huishoudens in armoede": "armoede-huishoudens",
}
_LEVELS = {
    "land": "nederland",
    "alle 20 gebieden": "focusgebieden",
    "focusgebied": "focusgebied",
    "rest gemeente": "rest_gemeente",
}


def published_figures(root: Path) -> pd.DataFrame:
    """Figures that were read in a source and fit a declared indicator.

    Rows marked as derived, computed or estimated by the one who recorded them are left out.

    Returns:
        Columns indicator, level, name (of the area as published), municipality (GM code or empty), period (year),
        value (empty when the source names the area without its value), note.

    Raises:
        SourceError: The file is missing or not as expected.
    """
    table = read_csv(
        root / "gepubliceerd" / "figures.csv",
        {
            "indicator": "indicator",
            "level": "level",
            "area": "name",
            "gm_code": "municipality",
            "year": "period",
            "value": "value",
            "certainty": "certainty",
            "note": "note",
        },
    )
    table["indicator"] = table["indicator"].map(_INDICATORS)
    # The rest of a gemeente is written as "rest gemeente GM0518", without the code in its own column.
    named = table["level"].str.extract(r"^(?P<level>.*?)(?: (?P<code>GM\d{4}))?$")
    table["level"] = named["level"].map(_LEVELS)
    table["municipality"] = table["municipality"].fillna(named["code"])
    table = table[
        table["indicator"].notna() & table["level"].notna() & table["certainty"].str.startswith("read")
    ].copy()
    table["period"] = table["period"].astype(int)
    table["value"] = pd.to_numeric(table["value"])
    return table.drop(columns="certainty").reset_index(drop=True)
