"""The records of public money for the focus areas: decisions, published totals and the figures of the letter."""

from pathlib import Path

import pandas as pd

from nplv.sources.tables import read_csv

_FOLDER = "geldstromen"


def decisions(root: Path) -> pd.DataFrame:
    """Amounts per gemeente, focus area or region, one row per decision as recorded from its own source.

    Returns:
        Columns gm_code, municipality, focus_area (name or missing), scheme, ministry, tranche, year_from, year_to,
        amount_eur (missing = unknown), status, exclusive, source_title, source_date (day, month or year), source_url,
        certainty, basis, precision, geo_level, note (English); all but the years and the amount as recorded text.

    Raises:
        SourceError: The file is missing or not as expected.
    """
    table = read_csv(
        root / _FOLDER / "funding.csv",
        {
            "municipality_code": "gm_code",
            "municipality": "municipality",
            "focus_area": "focus_area",
            "scheme": "scheme",
            "ministry": "ministry",
            "tranche": "tranche",
            "year_from": "year_from",
            "year_to": "year_to",
            "amount_eur": "amount_eur",
            "status": "status",
            "exclusive_to_focus_area": "exclusive",
            "source_title": "source_title",
            "source_date": "source_date",
            "source_url": "source_url",
            "certainty": "certainty",
            "amount_basis": "basis",
            "precision": "precision",
            "geo_level": "geo_level",
            "note": "note",
        },
    )
    return _with_years(table)


def national_totals(root: Path) -> pd.DataFrame:
    """Published totals per scheme and round, for the country or for the twenty areas together.

    Returns:
        Columns scheme, tranche, year_from, year_to, amount_eur, status, scope, note (English), source_url.

    Raises:
        SourceError: The file is missing or not as expected.
    """
    names = (
        "scheme",
        "tranche",
        "year_from",
        "year_to",
        "amount_eur",
        "status",
        "scope",
        "note",
        "source_url",
    )
    return _with_years(read_csv(root / _FOLDER / "national_totals.csv", {name: name for name in names}))


def letter_figures(root: Path) -> pd.DataFrame:
    """Every amount and count in the letter to parliament of 12 June 2023.

    Returns:
        Columns scheme, figure (English), value, unit, year_from, year_to (years, missing where the letter says
        "structural"), status, quote (Dutch), note (English), source.

    Raises:
        SourceError: The file is missing or not as expected.
    """
    table = read_csv(
        root / _FOLDER / "letter_figures.csv",
        {
            "scheme": "scheme",
            "figure": "figure",
            "value": "value",
            "unit": "unit",
            "period_from": "year_from",
            "period_to": "year_to",
            "status": "status",
            "quote": "quote",
            "note": "note",
            "source": "source",
        },
    )
    return _with_years(table)


def _with_years(table: pd.DataFrame) -> pd.DataFrame:
    """Years as whole numbers; "structural" and empty are no year."""
    for name in ("year_from", "year_to"):
        text = table[name].replace("structural", pd.NA)
        table[name] = pd.to_numeric(text).astype("Int64")
    return table
