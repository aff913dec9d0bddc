"""What the services measured, per indicator, in the shape that can be aggregated; from their tidy tables.

Each table is in the division of one year: one of Kerncijfers in that of its own year, any other in the one whose
release of Kerncijfers holds its codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from nplv.pipeline.composition import with_buurten
from nplv.pipeline.divisions import Divisions
from nplv.pipeline.measurements import PART_COLUMNS, UNIT_COLUMNS, Measurements
from nplv.registry import Area, Indicator
from nplv.registry.model import Measure
from nplv.schema import COUNTRY

KERNCIJFERS = "kwb"
_SMALL = ["wijk", "buurt"]
_WHOLE = 0.9999  # shares are ratios of numbers that CBS rounded
_NO_WEIGHT = "Het aantal inwoners van {} is voor dit gebied niet bekend."
_NO_DIVISION = "De wijken en buurten in de tabel over {} horen bij geen indeling die is opgehaald."


@dataclass(frozen=True)
class Weights:
    """What divides a count or weighs a mean in one period.

    Attributes:
        by_code: Weight by code, for the country, gemeenten, wijken and buurten as they are shown; missing where the
            unit was another one in the year of the weights.
        in_division: Weight by code in the division of the table, for the pieces of the areas.
        by_area: Slug -> what brings the weight of an area in that division to the year of the weights; missing where
            its composition in that year is not known.
        year: Year of the weights.
    """

    by_code: pd.Series
    in_division: pd.Series
    by_area: pd.Series
    year: int


def measurements(
    indicator: Indicator,
    measure: Measure,
    tables: Mapping[str, pd.DataFrame],
    divisions: Divisions,
    areas: list[Area],
) -> Measurements | None:
    """Makes the measurements of one indicator.

    Args:
        indicator: Its declaration for figures of the services.
        measure: The columns it is made of.
        tables: Family of tables -> columns level, code, municipality, period, table (its id) and those of the family.
        divisions: The releases of Kerncijfers; of wijken and buurten only those are kept that did not change since.
        areas: The focus areas.

    Returns:
        None where the tables have no figure at all.
    """
    gemeenten = {area.municipality_code for area in areas}
    units, parts, unmatched, years = [], [], [], {}
    of_tables: dict[tuple[str, str], int | None] = {}
    national = "measured"
    for family, period, rows in _periods(measure, tables):
        small = rows[rows["level"].isin(_SMALL) & rows["municipality"].isin(gemeenten)]
        division: int | None = period
        if family != KERNCIJFERS:
            key = (family, rows["table"].iloc[0])
            if key not in of_tables:
                every = tables[family][tables[family]["table"] == key[1]]
                of_tables[key] = divisions.of_table(every["code"], int(every["period"].max()))
            division = of_tables[key] or divisions.of_table(small["code"], period)
        weights = _weights(indicator, measure, tables, divisions, family, period, division, areas)
        if weights is None:
            continue
        if weights.year != period:
            years[period] = weights.year
        measured = rows.assign(weight=rows["code"].map(weights.by_code))
        mean = indicator.aggregation == "weighted_mean"
        measured["numerator"] = measured["value"] * (measured["weight"] if mean else 1.0)
        shown = measured[measured["level"] == "gemeente"]
        if weights.year != (drawn := division or period):  # a gemeente elsewhere that was redrawn in between: no rate
            fitting = gemeenten | divisions.same_gemeenten(weights.year, drawn)
            shown = shown[shown["code"].isin(fitting)]
        if division is not None:
            units_now = measured[measured["level"].isin(_SMALL)]
            units_now = units_now.assign(code=divisions.current(units_now["code"], division)).dropna(subset="code")
            shown = pd.concat([shown, units_now])
        country = measured[measured["level"] == "nederland"]
        if country.empty and "nederland" not in indicator.holes:
            national = "aggregated"
            country = _sum_of_gemeenten(measured[measured["level"] == "gemeente"])
        units.append(pd.concat([country.assign(code=COUNTRY), shown])[UNIT_COLUMNS])
        if len(small):
            inside = measured[measured["code"].isin(small["code"])]
            found, reasons = _of_areas(indicator, inside, division, divisions, weights, areas)
            parts.append(found.assign(period=period))
            unmatched += [(slug, period, reason) for slug, reason in reasons.items()]
    if not units:
        return None
    return Measurements(
        units=pd.concat(units, ignore_index=True),
        parts=pd.concat(parts, ignore_index=True)[PART_COLUMNS] if parts else _no_parts(),
        national=national,
        unmatched=pd.DataFrame(unmatched, columns=["focus_area", "period", "reason"]),
        denominator_periods=years,
    )


def _no_parts() -> pd.DataFrame:
    types = {"focus_area": "str", "period": "int64", "numerator": "float64", "weight": "float64"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})


def _periods(measure: Measure, tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, int, pd.DataFrame]]:
    """Family, year and rows (with value) of each year with figures; the first declared column that has them."""
    found: dict[int, tuple[str, int, pd.DataFrame]] = {}
    for name in measure.value:
        family, _, column = name.partition(".")
        for period, rows in tables.get(family, pd.DataFrame(columns=["period"])).groupby("period"):
            if int(period) not in found and rows[column].notna().any():
                kept = rows[["level", "code", "municipality", "period", "table"]].assign(value=rows[column])
                found[int(period)] = (family, int(period), kept)
    return [found[period] for period in sorted(found)]


def _weights(
    indicator: Indicator,
    measure: Measure,
    tables: Mapping[str, pd.DataFrame],
    divisions: Divisions,
    family: str,
    period: int,
    division: int | None,
    areas: list[Area],
) -> Weights | None:
    """The weights of one period: of the table itself, else the inhabitants of the year or the nearest that is known."""
    same = pd.Series(1.0, index=[area.slug for area in areas])
    for name in measure.weight or (f"{KERNCIJFERS}.inwoners",):
        source, _, column = name.partition(".")
        if source != KERNCIJFERS or family == KERNCIJFERS:
            rows = tables.get(source, pd.DataFrame(columns=["period"]))
            rows = rows[rows["period"] == period]
            if len(rows) and rows[column].notna().any():
                by_code = rows.set_index("code")[column]
                return Weights(by_code, by_code, same, period)
            continue
        if indicator.aggregation == "weighted_mean" and division is not None:
            year = division if _knows(tables[KERNCIJFERS], column, division) else divisions.nearest_complete(division)
        else:
            year = divisions.nearest_complete(period)
        if year is not None:
            return _of_kerncijfers(tables[KERNCIJFERS], column, year, division, divisions, same)
    return None


def _knows(kerncijfers: pd.DataFrame, column: str, year: int) -> bool:
    return bool(kerncijfers.loc[kerncijfers["period"] == year, column].notna().any())


def _of_kerncijfers(
    kerncijfers: pd.DataFrame, column: str, year: int, division: int | None, divisions: Divisions, same: pd.Series
) -> Weights:
    """Weights from the release of a year, for units in the division of maybe another year."""
    release = kerncijfers[kerncijfers["period"] == year].set_index("code")
    if division in (None, year):
        return Weights(release[column], release[column], same, year)
    of_division = kerncijfers[kerncijfers["period"] == division].set_index("code")
    codes = of_division.index[of_division["level"].isin(_SMALL)].to_series()
    gemeenten = divisions.same_gemeenten(year, division)
    outside = ~release["municipality"].isin(divisions.gemeenten) & ~release["level"].isin(_SMALL)
    alike = codes.index[divisions.same(codes, year, division)]
    kept = release.index.isin(alike) | release.index.isin(gemeenten) | outside
    there, now = divisions.composition(division).units, divisions.composition(year).units
    before, after = (
        (units["code"].map(rows[column]) * units["share"]).groupby(units["focus_area"]).sum(min_count=1)
        for units, rows in ((there, of_division), (now, release))
    )
    factor = (after / before).reindex(same.index)
    return Weights(release[column].where(kept), of_division[column], factor, year)


def _sum_of_gemeenten(gemeenten: pd.DataFrame) -> pd.DataFrame:
    """The country, as the sum of all gemeenten of which count and weight are known."""
    known = gemeenten[gemeenten["numerator"].notna() & gemeenten["weight"].notna()]
    summed = known.groupby("period", as_index=False)[["numerator", "weight"]].sum()
    return summed.assign(level="nederland", code=COUNTRY)


def _of_areas(
    indicator: Indicator,
    measured: pd.DataFrame,
    division: int | None,
    divisions: Divisions,
    weights: Weights,
    areas: list[Area],
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The pieces of the areas in one period (focus_area, numerator, weight), and why those of some are not known."""
    present, mean = set(measured["municipality"]), indicator.aggregation == "weighted_mean"
    own = {area.slug for area in areas if area.municipality_code in present}
    if division is None:
        return _no_parts(), dict.fromkeys(sorted(own), _NO_DIVISION.format(measured["period"].iloc[0]))
    composition = divisions.composition(division)
    reasons = {slug: why for slug, why in composition.unmatched.items() if slug in own}
    unknown = own - set(reasons) - set(weights.by_area.dropna().index)
    of_weights = divisions.composition(weights.year).unmatched if unknown else {}
    reasons |= {slug: of_weights.get(slug, _NO_WEIGHT.format(weights.year)) for slug in sorted(unknown)}
    units = composition.units[composition.units["focus_area"].isin(own - set(reasons))]
    if units.empty:
        return _no_parts(), reasons
    levels = set(measured["level"])
    numerator = measured.set_index("code")["value"]
    if "buurt" not in levels:
        units = _in_wijken(units, division, divisions)
    elif "wijk" not in levels and mean:
        units = with_buurten(units, divisions.buurten(division))
    elif "wijk" not in levels:
        members = with_buurten(units, divisions.buurten(division))
        numerator = members["code"].map(numerator).groupby(members["unit"]).sum(min_count=1)
    weight = units["code"].map(weights.in_division) * units["share"]
    value = units["code"].map(numerator)
    if mean:
        pieces = units.assign(numerator=value * weight)
    elif indicator.aggregation == "sum":  # of a part of a wijk the number is not known
        pieces = units.assign(numerator=value.where(units["share"] > _WHOLE))
    else:
        pieces = units.assign(numerator=value * units["share"])
    # Where the weights are of another year, numerators of means are brought to it too: that leaves the mean as it is.
    factor = units["focus_area"].map(weights.by_area)
    pieces["weight"] = weight * factor
    if mean:
        pieces["numerator"] *= factor
    return pieces[["focus_area", "numerator", "weight"]], reasons


def _in_wijken(units: pd.DataFrame, division: int, divisions: Divisions) -> pd.DataFrame:
    """The units with their buurten as shares of wijken, for a table that goes no further than these."""
    small = units["code"].str.startswith("BU")
    shares = [
        divisions.wijk_shares(rows["code"], division).assign(focus_area=slug)
        for slug, rows in units[small].groupby("focus_area")
    ]
    return pd.concat([units[~small], *shares], ignore_index=True)
