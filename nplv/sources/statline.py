"""Tables of CBS StatLine and of third parties beside it: from the declared families of tables to tidy tables."""

import re

import pandas as pd

from nplv.registry.tables import TableFamily
from nplv.schema import COUNTRY
from nplv.sources import odata
from nplv.sources.answers import Answers, Place
from nplv.sources.odata import Query

_LEVELS = {"NL": "nederland", "GM": "gemeente", "WK": "wijk", "BU": "buurt"}
_LENGTHS = {"GM": 6, "WK": 8, "BU": 10}
_YEAR, _MONTH = re.compile(r"(\d{4})(?:JJ|SJ)00"), re.compile(r"(\d{4})MM(\d{2})")
_MONTHS = 12


def query(family: TableFamily, table: str, year: int | None) -> Query:
    """What to ask for one table of a family; `year` is that of a table of one year."""
    return Query(
        base=family.host,
        table=table,
        source=family.source,
        keys={"code": family.region} | ({"period": (family.period,)} if family.period else {}),
        columns=family.columns,
        optional=family.may_lack(year),
        texts=family.texts,
        filters=family.filters,
        choices=family.choices,
        units=family.units,
        named="code" if family.titles else None,
    )


def read(family: TableFamily, table: str, year: int | None, answers: Answers) -> pd.DataFrame:
    """Reads one table of a family.

    Args:
        family: Its declaration.
        table: Id of the table.
        year: Year of a table of one year, None for one with periods.
        answers: Where to get the raw answers.

    Returns:
        Columns level (nederland, gemeente, wijk, buurt), code, municipality (GM code; missing for the country), period
        (year), table (its id), name (where the family has titles), and the columns of the family. Other levels are
        left out. Months are added up to years; a year of which a month is missing or unknown has no figure.

    Raises:
        SourceError: The table is not as expected; names source, table, address and what was expected.
    """
    asked = query(family, table, year)
    rows = odata.read(asked, answers)
    place = Place(family.source, table, asked.address("TypedDataSet", format="json"))
    for column, (low, high) in family.ranges.items():
        outside = rows.loc[rows[column].notna() & ~rows[column].between(low, high), column]
        if len(outside):
            raise place.error(
                f"{len(outside)} waarden van {column}, zoals {outside.iloc[0]:g}", f"{low:g} tot {high:g}"
            )
    rows = rows.assign(level=rows["code"].str[:2].map(_LEVELS))
    rows = rows[rows["level"].notna() & (rows["code"].str.len() == rows["code"].str[:2].map(_LENGTHS).fillna(4))]
    if not (rows["level"] == "gemeente").any():
        raise place.error("geen enkele gemeente", "codes zoals GM0363")
    rows["municipality"] = ("GM" + rows["code"].str[2:6]).where(rows["level"] != "nederland")
    rows["code"] = rows["code"].where(rows["level"] != "nederland", COUNTRY)
    rows = rows.assign(period=year) if year is not None else _yearly(rows, list(family.columns), place)
    return rows.assign(table=table).reset_index(drop=True)


def _yearly(rows: pd.DataFrame, columns: list[str], place: Place) -> pd.DataFrame:
    """The rows per year: those that the table has for years, else its months added up."""
    year, month = rows["period"].str.extract(_YEAR)[0], rows["period"].str.extract(_MONTH)
    strange = rows.loc[year.isna() & month[0].isna(), "period"]
    if len(strange):
        raise place.error(f"periode {strange.iloc[0]}", "perioden zoals 2023JJ00 of 2023MM01")
    counted = month.drop_duplicates().groupby(0)[1].nunique()
    begun = set(counted.index[counted < _MONTHS])  # of a year that is not over there is no figure yet
    of_year = year.notna() & ~year.isin(begun)
    yearly = rows[of_year].assign(period=year[of_year])
    of_month = month[0].notna() & ~month[0].isin(begun | set(yearly["period"]))
    monthly = rows[of_month].assign(period=month.loc[of_month, 0])
    if yearly.empty and monthly.empty:
        raise place.error("geen enkel heel jaar", "jaren, of twaalf maanden")
    keys = [name for name in rows.columns if name not in columns]
    added = monthly.groupby(keys, dropna=False)[columns].sum(min_count=_MONTHS).reset_index()
    table = pd.concat([part for part in (yearly, added) if len(part)], ignore_index=True)
    return table.assign(period=table["period"].map(int))
