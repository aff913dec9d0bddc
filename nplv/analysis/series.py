"""Puts the measurements of an indicator in time, and writes in Dutch how they changed since the baseline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nplv import numbers
from nplv.analysis.comparison import area_code, label
from nplv.intervals import difference_limits
from nplv.registry import Area, Indicator, Level, areas

START = 2022.5  # 1 July 2022, the start of the programme, on a scale where a whole number is a measuring year

_COLUMNS = ["value", "lower", "upper", "status", "reason"]
_Line = tuple[Level, str, str]  # level, area code, label


@dataclass(frozen=True)
class Change:
    """First and last measurement of one line; `before` and `after` are rows of `series`, by column."""

    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def may_be_chance(self) -> bool:
        """Whether the 95% interval of the difference holds zero (see `difference_limits`); False without intervals."""
        first, last = self.before, self.after
        if any(numbers.is_missing(row[limit]) for row in (first, last) for limit in ("lower", "upper")):
            return False
        then, now = ((row["value"], (row["lower"], row["upper"])) for row in (first, last))
        lower, upper = difference_limits(*now, *then)
        return lower <= 0 <= upper


def series(observations: pd.DataFrame, area: Area, indicator: Indicator, comparators: Sequence[Level]) -> pd.DataFrame:
    """Return the line of an area and those of its comparators.

    Args:
        observations: Rows of this indicator, as in the observations table, of any levels.
        area: The focusgebied.
        indicator: Gives the years.
        comparators: Levels of the other lines, in their order; a count is put beside its gemeente only.

    Returns:
        One row per line and year of the indicator, also where nothing was measured: level, area_code, label,
        period, value, lower, upper, status, reason, and stretch. Rows of one line with the same stretch are
        consecutive measurements: only between these may a line be drawn.
    """
    if indicator.aggregation == "sum":  # beside all inhabitants of the country those of an area cannot be seen
        comparators = [level for level in comparators if level in ("gemeente", "rest_gemeente")]
    levels: list[Level] = ["focusgebied", *comparators]
    lines: list[_Line] = [(level, area_code(level, area), label(level, area)) for level in levels]
    return _rows(observations, lines, indicator)


def every_area(observations: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return the lines of the country and of all focusgebieden, alphabetical by name; columns as `series`."""
    each = list(areas().values())
    lines: list[_Line] = [("nederland", area_code("nederland", each[0]), label("nederland", each[0]))]
    lines += [("focusgebied", area.slug, area.name) for area in each]
    return _rows(observations, lines, indicator)


def together(observations: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return the lines of the 20 focusgebieden together and of the country, the latter not for a count of a size.

    Columns as `series`.
    """
    levels: list[Level] = ["focusgebieden"] if indicator.aggregation == "sum" else ["focusgebieden", "nederland"]
    any_area = next(iter(areas().values()))
    lines: list[_Line] = [(level, area_code(level, any_area), label(level, any_area)) for level in levels]
    return _rows(observations, lines, indicator)


def change(line: pd.DataFrame, indicator: Indicator) -> Change | None:
    """Compare the newest measurement of one line with its 0-meting, or else with its first measurement.

    Args:
        line: The rows of one line of `series`.
        indicator: Gives the year of the 0-meting.

    Returns:
        None for a line with fewer than two measurements, or with none after the 0-meting.
    """
    measured = [row for row in line.to_dict("records") if not numbers.is_missing(row["value"])]
    before = next((row for row in measured if row["period"] == indicator.baseline), measured[0] if measured else None)
    if before is None or measured[-1]["period"] <= before["period"]:
        return None
    return Change(before, measured[-1])


def period(indicator: Indicator) -> str:
    """Write the measuring years: "2021–2025", or "2024" where there is one."""
    first, last = min(indicator.years), max(indicator.years)
    return str(first) if first == last else f"{first}–{last}"


def values(rows: pd.DataFrame) -> pd.DataFrame:
    """Write `series` as a table for a reader: a row per line and year, and why a value is missing.

    Returns:
        Columns Gebied, Jaar, Waarde, Ondergrens, Bovengrens (only where there are intervals) and Toelichting
        (only where there is something to say).
    """
    table = pd.DataFrame(
        {
            "Gebied": rows["label"],
            "Jaar": rows["period"],
            "Waarde": rows["value"],
            "Ondergrens": rows["lower"],
            "Bovengrens": rows["upper"],
            "Toelichting": rows["reason"].where(rows["status"] != "provisional", "Voorlopig cijfer."),
        }
    )
    return table.dropna(axis="columns", how="all").fillna({"Toelichting": ""})


def values_by_year(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Write `every_area` as a table for a reader.

    Returns:
        A row per line: Gebied, a column per year, and Verandering: the newest measurement minus the 0-meting, as
        the figures on the screen show it.
    """
    table = rows.pivot(index="label", columns="period", values="value").reindex(rows["label"].unique())
    table.columns = table.columns.astype(str)
    by_name = {name: moved(line, indicator) for name, line in rows.groupby("label")}
    return table.assign(Verandering=pd.Series(by_name, dtype=float)).rename_axis("Gebied").reset_index()


def _rows(observations: pd.DataFrame, lines: Sequence[_Line], indicator: Indicator) -> pd.DataFrame:
    """Return a row for each line and year, and number the stretches without a missing year."""
    keys = [(level, code, year) for level, code, _ in lines for year in sorted(indicator.years)]
    index = pd.MultiIndex.from_tuples(keys, names=["level", "area_code", "period"])
    rows = observations.set_index(["level", "area_code", "period"])[_COLUMNS].reindex(index).reset_index()
    rows.insert(2, "label", [name for _, _, name in lines for _ in indicator.years])
    gaps = rows["value"].isna()
    return rows.assign(stretch=gaps.groupby([rows["level"], rows["area_code"]]).cumsum())


def moved(line: pd.DataFrame, indicator: Indicator) -> float | None:
    """Return how far one line moved, as its rounded figures show it; None where that is unknown."""
    found = change(line, indicator)
    if found is None:
        return None
    return float(numbers.shown_difference(found.after["value"], found.before["value"], indicator))
