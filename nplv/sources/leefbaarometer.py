"""Leefbaarometer 3.0 (Ministry of Housing): scores per wijk, as a recorded extract or as the open data themselves."""

import io
import re
from pathlib import Path

import pandas as pd

from nplv.sources import SourceError
from nplv.sources.answers import Answers, Place
from nplv.sources.archive import members
from nplv.sources.tables import read_csv, require_range, require_unique

SOURCE = "leefbaarometer-open-data"
ARCHIVE = "https://www.leefbaarometer.nl/resources/open-data-leefbaarometer-meting-2024.zip"

# The total score of the instrument is the deviation plus this constant: a check on how the table was copied.
_SCORE_MINUS_DEVIATION = 4.10226485
# The other check: the deviation is the sum of these dimensions. Scores are rounded, so a little may be left over.
_DIMENSIONS = ["fys", "onv", "soc", "vrz", "won"]
_SLACK = 1e-3
# Level -> word in the name of its file, and first letters of the names of its columns.
_FILES = {"gemeente": ("gemeente", "gm"), "wijk": ("wijk", "wk"), "buurt": ("buurt", "bu")}
_LENGTHS = {"gemeente": 6, "wijk": 8, "buurt": 10}


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


def open_data(answers: Answers) -> pd.DataFrame:
    """Scores per gemeente, wijk and buurt of the whole country, from the archive that the ministry publishes.

    Returns:
        Columns level, code (division of the archive), municipality, period (year), table, afw (total deviation), onv,
        won; unknown scores are missing. Only the level wijk is sure to be there.

    Raises:
        SourceError: The archive is not as expected, or scores do not agree with each other.
    """
    place = Place(SOURCE, "meting 2024", ARCHIVE)
    with place.named():
        content = answers.get(ARCHIVE)
    files = members(content, place)
    tables = []
    for level, (word, prefix) in _FILES.items():
        names = [name for name in files if re.search(rf"\b{word}(en|n)?\b", name.lower())]
        if len(names) > 1 or (not names and level == "wijk"):
            found = ", ".join(sorted(files)) or "geen csv-bestanden"
            raise place.error(f"{len(names)} bestanden met scores per {level} ({found})", "één bestand per niveau")
        tables += [_scores(files[name], level, prefix, place) for name in names]
    table = pd.concat(tables, ignore_index=True)
    answers.count(ARCHIVE, len(table))
    return table


def _scores(content: bytes, level: str, prefix: str, place: Place) -> pd.DataFrame:
    """The scores of one level, checked against the sums that hold in this instrument."""
    code = f"{prefix}_code"
    columns = [code, "jaar", "lbm", "afw", *_DIMENSIONS]
    expected = f"kolommen {', '.join(columns)}"
    try:
        table = pd.read_csv(io.BytesIO(content), na_values="NA", encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise place.error(f"geen leesbare csv per {level} ({error})", expected) from error
    if missing := [name for name in columns if name not in table.columns]:
        raise place.error(f"kolom {', '.join(missing)} ontbreekt per {level}", expected)
    table = table[columns].rename(columns={code: "code", "jaar": "period"})
    table["code"] = table["code"].astype("str").str.strip()
    if table.empty or not (table["code"].str.len() == _LENGTHS[level]).all():
        raise place.error(f"geen rijen of andere codes per {level}", f"codes van {_LENGTHS[level]} tekens")
    numbers = ["period", "lbm", "afw", *_DIMENSIONS]
    table[numbers] = table[numbers].apply(pd.to_numeric, errors="coerce")
    if table["period"].isna().any() or table.duplicated(["code", "period"]).any():
        raise place.error(f"ontbrekende jaren of dubbele sleutels per {level}", "elke code één keer per jaar")
    total = (table["lbm"] - table["afw"] - _SCORE_MINUS_DEVIATION).abs() > _SLACK
    parts = (table[_DIMENSIONS].sum(axis="columns", min_count=len(_DIMENSIONS)) - table["afw"]).abs() > _SLACK
    if total.any() or parts.any():
        row = table[total | parts].iloc[0]
        where = f"{row['code']} in {row['period']:.0f}"
        raise place.error(
            f"{int((total | parts).sum())} scores per {level} kloppen niet met elkaar, zoals {where}",
            f"lbm - afw = {_SCORE_MINUS_DEVIATION} en afw = {' + '.join(_DIMENSIONS)}",
        )
    outside = table[["afw", "onv", "won"]].abs().max(axis="columns") > 2
    if outside.any():
        raise place.error(f"{int(outside.sum())} scores buiten -2 tot 2 per {level}", "scores van -2 tot 2")
    table = table.astype({"period": int}).assign(level=level, municipality="GM" + table["code"].str[2:6])
    return table.assign(table=SOURCE)[["level", "code", "municipality", "period", "table", "afw", "onv", "won"]]
