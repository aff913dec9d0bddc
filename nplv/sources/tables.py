"""Reading of recorded CSV extracts, with one clear error for whatever is wrong with a file."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from nplv.sources import SourceError


def read_csv(path: Path, columns: Mapping[str, str], *, decimal: str = ".") -> pd.DataFrame:
    """Reads the named columns of a comma-separated UTF-8 file and renames them.

    Args:
        path: The file.
        columns: Name in the file -> name in the result. Text columns are stripped of padding.
        decimal: Decimal sign of numbers in the file.

    Returns:
        One row per line of the file, one column per entry of ``columns``, in that order.

    Raises:
        SourceError: The file is missing, unreadable or empty, or lacks a column.
    """
    try:
        table = pd.read_csv(path, encoding="utf-8", decimal=decimal, low_memory=False)
    except FileNotFoundError as error:
        raise SourceError(f"{path.name}: bestand niet gevonden in {path.parent}") from error
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise SourceError(f"{path.name}: geen leesbaar CSV-bestand ({error})") from error
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise SourceError(f"{path.name}: kolom ontbreekt: {', '.join(missing)}")
    if table.empty:
        raise SourceError(f"{path.name}: bevat geen enkele rij")
    table = table[list(columns)].rename(columns=dict(columns))
    for name in table.select_dtypes(include=["object", "string"]):
        table[name] = table[name].str.strip()
    return table


def require_unique(table: pd.DataFrame, keys: list[str], *, name: str) -> None:
    """Raises SourceError when two rows of ``table`` share their ``keys``."""
    doubled = table.loc[table.duplicated(keys), keys]
    if len(doubled):
        example = ", ".join(str(value) for value in doubled.iloc[0])
        raise SourceError(f"{name}: {len(doubled)} dubbele sleutels, zoals {example}")


def require_range(table: pd.DataFrame, column: str, low: float, high: float, *, name: str) -> None:
    """Raises SourceError when a known value of ``column`` lies outside ``low`` to ``high``."""
    outside = table[table[column].notna() & ~table[column].between(low, high)]
    if len(outside):
        value = outside[column].iloc[0]
        raise SourceError(f"{name}: {len(outside)} waarden van {column} buiten {low} tot {high}, zoals {value}")
