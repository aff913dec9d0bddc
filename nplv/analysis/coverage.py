"""Which figures there are, which are missing, and why: by area, year and indicator."""

import pandas as pd

from nplv.analysis.series import period
from nplv.registry import Indicator, areas, indicators, themes
from nplv.schema import COUNTRY, TOGETHER

FIGURES, MISSING = "Cijfers in dit dashboard", "Wat ontbreekt en wie het heeft"
LEVELS = ("nederland", "focusgebieden", "focusgebied")
NO_DATA = "no_data"
# Status in the observations, and NO_DATA for an indicator without any figure, to what a reader is told.
WORDS = {
    "ok": "cijfer",
    "provisional": "voorlopig cijfer",
    "incomplete": "voor een te klein deel bekend",
    "suppressed": "geheim of onbekend",
    "not_applicable": "te weinig inwoners",
    "not_collected": "niet in de bron",
    NO_DATA: "nog geen open gegevens",
}

FIGURE = ("ok", "provisional")
_COLUMNS = ["indicator", "label", "code", "name", "period", "status", "reason"]


def names() -> dict[str, str]:
    """Return what is looked at, by area code: the country, the 20 together, and each area by name."""
    return {COUNTRY: "Nederland", TOGETHER: "De 20 samen"} | {slug: area.name for slug, area in areas().items()}


def label(indicator: Indicator) -> str:
    """Name an indicator with its kernindicator number, if it has one: "1 · Leefbaarheid: woningen"."""
    if indicator.kernindicator is None:
        return indicator.short_title
    return f"{indicator.kernindicator} · {indicator.short_title}"


def by_year(observations: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return a cell for each area and year of one indicator.

    Args:
        observations: Rows of this indicator, as in the observations table, of at least `LEVELS`.
        indicator: One with figures.

    Returns:
        Columns indicator (its id), label, code, name, period, status (a key of `WORDS`) and reason (None where there is
        a figure), in the order of `names` and of the years.
    """
    return _cells(observations, {indicator: sorted(indicator.years)})


def newest(observations: pd.DataFrame) -> pd.DataFrame:
    """Return a cell for each area and each indicator, in the newest year of that indicator.

    Args:
        observations: Rows of all indicators, as in the observations table, of at least `LEVELS`.

    Returns:
        Columns as `by_year`, for all indicators in the order of the registry. An indicator without any figure
        has the status NO_DATA and no period.
    """
    known = _cells(observations, {one: [max(one.years)] for one in indicators().values() if one.has_figures})
    unknown = [
        (one.id, label(one), code, name, pd.NA, NO_DATA, one.missing)
        for one in indicators().values()
        if not one.has_figures
        for code, name in names().items()
    ]
    cells = pd.concat([known.astype({"period": "Int64"}), pd.DataFrame(unknown, columns=_COLUMNS)])
    order = cells["indicator"].map(list(indicators()).index)
    return cells.assign(order=order).sort_values("order", kind="stable")[_COLUMNS].reset_index(drop=True)


def grouped(cells: pd.DataFrame) -> pd.DataFrame:
    """Write cells as a table for a reader: what is the same for several areas and years stands in one row.

    Args:
        cells: Result of `by_year` or `newest`.

    Returns:
        Columns Indicator, Jaren, Wat er is, Focusgebieden (how many of the 20), Welke, Reden.
    """
    rows = []
    # Where a year is missing, pandas gives the others as floats.
    keys = ["label", "period", "status", "reason"]
    for (name, year, status, reason), group in cells.groupby(keys, sort=False, dropna=False):
        named = dict(zip(group["code"], group["name"], strict=True))
        own = [named[code] for code in named if code in areas()]
        which = [f"alle {len(own)} focusgebieden"] if len(own) == len(areas()) else own
        rows.append(
            {
                "Indicator": name,
                "Jaren": "" if pd.isna(year) else f"{year:.0f}",
                "Wat er is": WORDS[status],
                "Focusgebieden": len(own),
                "Welke": ", ".join([*(named[code] for code in named if code not in areas()), *which]),
                "Reden": reason if isinstance(reason, str) else "",
            }
        )
    table = pd.DataFrame(rows)
    same = [column for column in table.columns if column != "Jaren"]
    merged = table.groupby(same, sort=False)["Jaren"].agg(", ".join).reset_index()
    return merged[table.columns]


def kernindicatoren(cells: pd.DataFrame) -> pd.DataFrame:
    """List the kernindicatoren of the letter: which have figures here, and for the others who has the data.

    Args:
        cells: Result of `newest`.

    Returns:
        Columns Nummer, Kernindicator, Actielijn, Cijfers in dit dashboard, Wat ontbreekt en wie het heeft.
    """
    known = areas_with_figure(cells)
    rows = []
    for indicator in indicators().values():
        if indicator.kernindicator is None:
            continue
        number = known[indicator.id]
        there = f"{number} van de {len(areas())} gebieden, {period(indicator)}" if number else "nog geen cijfers"
        hole = indicator.holes.get("focusgebied", "") if number < len(areas()) else ""
        rows.append(
            {
                "Nummer": indicator.kernindicator,
                "Kernindicator": indicator.title,
                "Actielijn": themes()[indicator.theme],
                FIGURES: there,
                MISSING: indicator.missing or hole,
            }
        )
    return pd.DataFrame(rows)


def _cells(observations: pd.DataFrame, years: dict[Indicator, list[int]]) -> pd.DataFrame:
    """Return a cell for each area in each of the years of each indicator; a KeyError where there is no observation."""
    wanted = [(one.id, code, year) for one, chosen in years.items() for code in names() for year in chosen]
    keys = ["indicator", "area_code", "period"]
    rows = observations[observations["level"].isin(LEVELS)].set_index(keys)[["status", "reason"]]
    cells = rows.loc[pd.MultiIndex.from_tuples(wanted, names=keys)].reset_index().rename(columns={"area_code": "code"})
    labels = {one.id: label(one) for one in years}
    return cells.assign(label=cells["indicator"].map(labels), name=cells["code"].map(names()))[_COLUMNS]


def areas_with_figure(cells: pd.DataFrame) -> dict[str, int]:
    """Return for each indicator how many of the 20 areas have a figure."""
    own = cells[cells["code"].isin(areas())]
    return own["status"].isin(FIGURE).groupby(own["indicator"]).sum().astype(int).to_dict()
