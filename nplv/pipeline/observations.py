"""The long table of observations: every indicator for every area, with a status where there is no value."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from nplv import intervals
from nplv.numbers import percent
from nplv.pipeline.composition import wijk_of
from nplv.pipeline.measurements import Measurements, in_every_period
from nplv.registry import Area, Indicator, NationalValue
from nplv.schema import COUNTRY, LEVELS, NOT_THERE, OBSERVATIONS, TOGETHER, UNIT_LEVELS

_SECRET = "De bron geeft geen cijfer: geheim of onbekend (te weinig waarnemingen)."
_NOT_ALL = "Niet voor alle twintig gebieden is er een cijfer in de bron."
_NO_REST = "Zonder cijfer voor de gemeente én haar focusgebied is de rest van de gemeente niet te berekenen."


def observe(
    indicator: Indicator, measurements: Measurements, areas: Iterable[Area], national: Iterable[NationalValue]
) -> pd.DataFrame:
    """All observations of one measured indicator.

    Args:
        indicator: Its declaration.
        measurements: What its source measured.
        areas: The focus areas.
        national: Published values of the country, used where the measurements have no country row.

    Returns:
        The columns of ``nplv.schema.OBSERVATIONS``; for each period a row of the country, each gemeente and its
        rest, the areas together and each area, with or without a value, and the wijken and buurten that the source has
        of those gemeenten.
    """
    areas = list(areas)
    parts = measurements.parts
    units = _within(measurements.units, areas).rename(columns={"code": "area_code"})
    by_area = _aggregate(parts, ["focus_area", "period"]).rename(columns={"focus_area": "area_code"})
    found = [
        _units(units, measurements.national),
        by_area.assign(level="focusgebied", origin="aggregated"),
        _together(parts, areas),
        _rest(units[units["level"] == "gemeente"], by_area, areas),
    ]
    table = pd.concat(found, ignore_index=True)
    table = _finish(indicator, table)
    unmatched = measurements.unmatched.rename(columns={"focus_area": "area_code"})
    unmatched = unmatched.assign(level="focusgebied", status="incomplete")
    table = pd.concat([table, _national(indicator, national, table), unmatched], ignore_index=True)
    table["denominator_period"] = table["period"].map(measurements.denominator_periods)
    return _complete(indicator, table, areas)


def observe_units(indicator: Indicator, measurements: Measurements) -> pd.DataFrame:
    """The observations of all gemeenten, wijken and buurten of the country.

    Args:
        indicator: Its declaration.
        measurements: What its source measured.

    Returns:
        The columns of ``nplv.schema.OBSERVATIONS``; in the gemeenten with a focus area the same as :func:`observe`.
    """
    units = measurements.units[measurements.units["level"].isin(UNIT_LEVELS)].rename(columns={"code": "area_code"})
    table = _finish(indicator, _units(units, measurements.national))
    table["denominator_period"] = table["period"].map(measurements.denominator_periods)
    return _sorted(_declared(indicator, table))


def observe_wijken(indicator: Indicator, measurements: Measurements, buurten: pd.DataFrame) -> pd.DataFrame:
    """The observations of wijken, aggregated from their buurten as an area is from its parts.

    Args:
        indicator: Its declaration.
        measurements: What its source measured per buurt.
        buurten: Columns code and inwoners: all buurten of these wijken. One without a figure lowers the coverage by its
            inhabitants.

    Returns:
        The columns of ``nplv.schema.OBSERVATIONS``: a row per wijk and period.
    """
    units = measurements.units[measurements.units["level"] == "buurt"]
    parts = in_every_period(buurten, units[["code", "period", "numerator", "weight"]])
    # Without a weight, though people live there: it was another buurt in the year of the weights.
    another = parts["weight"].isna() & parts["inwoners"].notna()
    parts = parts.assign(
        area_code=wijk_of(parts["code"]),
        numerator=parts["numerator"].mask(another),
        weight=parts["weight"].fillna(parts["inwoners"]),
    )
    table = _aggregate(parts, ["area_code", "period"]).assign(level="wijk", origin="aggregated")
    return _sorted(_declared(indicator, _finish(indicator, table)))


def published(indicator: Indicator, rows: pd.DataFrame, areas: Iterable[Area]) -> pd.DataFrame:
    """All observations of one indicator that is only published, never computed here.

    Args:
        indicator: Its declaration.
        rows: Columns level, name, municipality, period, value, note, of this indicator; years that are not declared
            are left out.
        areas: The focus areas; ``name`` is matched with their names and aliases.

    Returns:
        As :func:`observe`.

    Raises:
        KeyError: A published focus area has a name that no declared area has.
    """
    areas = list(areas)
    rows = rows[rows["period"].isin(indicator.years)]
    slugs = {name: area.slug for area in areas for name in (area.name, *area.aliases)}

    fixed = {"nederland": COUNTRY, "focusgebieden": TOGETHER}
    codes = [
        fixed.get(row.level) or (row.municipality if row.level == "rest_gemeente" else slugs[row.name])
        for row in rows.itertuples(index=False)
    ]
    table = rows[["level", "period", "value"]].assign(
        area_code=codes,
        status=np.where(rows["value"].notna(), "ok", "not_collected"),
        reason=("Niet gepubliceerd; de bron meldt: " + rows["note"] + ".").where(rows["value"].isna()),
        origin="published",
    )
    return _complete(indicator, table, areas)


def _within(units: pd.DataFrame, areas: list[Area]) -> pd.DataFrame:
    """The country, and the units in the gemeenten with a focus area; a code holds the number of its gemeente."""
    gemeenten = {area.municipality_code[2:] for area in areas}
    return units[(units["level"] == "nederland") | units["code"].str[2:6].isin(gemeenten)]


def _aggregate(parts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sums the parts per group; a part without numerator lowers the coverage and stays out of the denominator."""
    # A part with a numerator whose weight is secret, such as crimes where hardly anyone lives, counts all the same.
    known = parts["numerator"].notna()
    summed = parts.assign(
        known=parts["weight"].where(known, 0.0).fillna(0.0),
        all=parts["weight"].fillna(0.0),
    )
    groups = summed.groupby(by, as_index=False)[["numerator", "known", "all"]].sum(min_count=1)
    groups["coverage"] = (groups["known"] / groups["all"]).where(groups["all"] > 0)
    return groups.rename(columns={"known": "weight"}).drop(columns="all")


def _together(parts: pd.DataFrame, areas: list[Area]) -> pd.DataFrame:
    """The areas together, for the periods in which every area has parts."""
    counted = parts.groupby("period")["focus_area"].transform("nunique")
    every = parts[counted == len(areas)].assign(area_code=TOGETHER)
    return _aggregate(every, ["area_code", "period"]).assign(level=TOGETHER, origin="aggregated")


def _units(units: pd.DataFrame, national: str) -> pd.DataFrame:
    """Units as the source publishes them; only a country row may be a sum of gemeenten."""
    summed = (units["level"] == "nederland") & (national == "aggregated")
    # Coverage is full for what a source publishes as one figure; without a figure there is none.
    coverage = units["numerator"].notna().astype(float).replace(0.0, np.nan)
    return units.assign(origin=np.where(summed, "aggregated", "measured"), coverage=coverage)


def _rest(gemeenten: pd.DataFrame, by_area: pd.DataFrame, areas: list[Area]) -> pd.DataFrame:
    """Each gemeente minus its focus area(s), by numerator and denominator.

    An area of which a part is unknown is counted with its known mean over all of its denominator.
    """
    municipality = {area.slug: area.municipality_code for area in areas}
    inside = by_area.assign(
        area_code=by_area["area_code"].map(municipality),
        numerator=by_area["numerator"] / by_area["coverage"],
        weight=by_area["weight"] / by_area["coverage"],
    )
    inside = inside.groupby(["area_code", "period"]).agg(
        numerator_inside=("numerator", lambda column: column.sum(min_count=len(column))),
        weight_inside=("weight", lambda column: column.sum(min_count=len(column))),
        coverage=("coverage", "min"),
        areas=("numerator", "size"),
    )
    expected = pd.Series(municipality).value_counts()
    whole = gemeenten.set_index(["area_code", "period"])[["numerator", "weight"]]
    joined = whole.join(inside, how="inner").reset_index()
    joined = joined[joined["areas"] == joined["area_code"].map(expected)]
    return pd.DataFrame(
        {
            "level": "rest_gemeente",
            "area_code": joined["area_code"],
            "period": joined["period"],
            "numerator": joined["numerator"] - joined["numerator_inside"],
            "weight": joined["weight"] - joined["weight_inside"],
            "coverage": joined["coverage"],
            "origin": "aggregated",
        }
    )


def _finish(indicator: Indicator, table: pd.DataFrame) -> pd.DataFrame:
    """Adds value, denominator, interval and status to rows with numerator, weight and coverage."""
    count = indicator.aggregation == "sum"
    known = table["numerator"].notna() & (count | (table["weight"] > 0))
    value = table["numerator"] if count else indicator.scale * table["numerator"] / table["weight"].where(known)
    table = table.assign(value=value.where(known), denominator=np.nan if count else table["weight"], reason=None)
    table["status"] = np.where(known, "ok", "suppressed")
    table.loc[~known, "reason"] = _SECRET
    thin = table["coverage"] < indicator.minimum_coverage
    floor = percent(100 * indicator.minimum_coverage, 0)
    reasons = [
        f"Het cijfer is bekend voor {percent(100 * share, 0)} van het gebied; de ondergrens is {floor}."
        for share in table.loc[thin, "coverage"]
    ]
    _withdraw(table, thin, "incomplete", reasons)
    small = known & (table["denominator"] < indicator.minimum_denominator)
    _withdraw(
        table,
        small,
        "not_applicable",
        f"Minder dan {indicator.minimum_denominator} inwoners: een verhouding zegt hier niets.",
    )
    _add_interval(indicator, table)
    return table


def _withdraw(table: pd.DataFrame, rows: pd.Series, status: str, reason: list[str] | str) -> None:
    """Takes the value from rows and says why, in place."""
    table.loc[rows, "value"] = np.nan
    table.loc[rows, "status"] = status
    table.loc[rows, "reason"] = reason


def _add_interval(indicator: Indicator, table: pd.DataFrame) -> None:
    """Adds columns lower and upper, in the unit of the value, in place."""
    shown = table["value"].notna()
    table["lower"] = table["upper"] = np.nan
    if indicator.interval == "none":
        return
    lower, upper = intervals.limits(indicator.interval, table.loc[shown, "numerator"], table.loc[shown, "denominator"])
    table.loc[shown, "lower"] = indicator.scale * lower
    table.loc[shown, "upper"] = indicator.scale * upper


def _national(indicator: Indicator, national: Iterable[NationalValue], table: pd.DataFrame) -> pd.DataFrame:
    """Published country values for the periods in which nothing was measured for the country."""
    there = set(table.loc[table["level"] == "nederland", "period"])
    rows = [
        {
            "level": "nederland",
            "area_code": COUNTRY,
            "period": value.year,
            "value": value.value,
            "status": "ok",
            "origin": "published",
        }
        for value in national
        if value.indicator == indicator.id and value.year not in there
    ]
    return pd.DataFrame(rows)


def _complete(indicator: Indicator, table: pd.DataFrame, areas: list[Area]) -> pd.DataFrame:
    """Adds a row with its reason for every area and period without one, and what is declared for all."""
    gemeenten = sorted({area.municipality_code for area in areas})
    keys = [("nederland", COUNTRY), (TOGETHER, TOGETHER)]
    keys += [(level, code) for level in ("gemeente", "rest_gemeente") for code in gemeenten]
    keys += [("focusgebied", area.slug) for area in areas]
    expected = pd.MultiIndex.from_tuples(
        [(level, code, year) for level, code in keys for year in indicator.years],
        names=["level", "area_code", "period"],
    )
    present = pd.MultiIndex.from_frame(table[["level", "area_code", "period"]])
    holes = expected.difference(present).to_frame(index=False)
    holes["status"] = "not_collected"
    reasons: dict[str, str] = dict.fromkeys(LEVELS, NOT_THERE)
    reasons |= {TOGETHER: _NOT_ALL, "rest_gemeente": _NO_REST} | dict(indicator.holes)
    holes["reason"] = holes["level"].map(reasons)
    return _sorted(_declared(indicator, pd.concat([table, holes], ignore_index=True)))


def _declared(indicator: Indicator, table: pd.DataFrame) -> pd.DataFrame:
    """Adds the columns that are declared for all rows alike."""
    table["indicator"], table["source"] = indicator.id, indicator.source
    table = table.reindex(columns=OBSERVATIONS.names)
    declared = table["period"].astype(float) if indicator.denominator_period is None else indicator.denominator_period
    year = pd.to_numeric(table["denominator_period"]).astype(float)
    table["denominator_period"] = year.where(year.notna(), declared).where(table["denominator"].notna())
    return table


def _sorted(table: pd.DataFrame) -> pd.DataFrame:
    """The rows by level, from large to small, then by code and period."""
    order = table["level"].map(LEVELS.index)
    return table.assign(order=order).sort_values(["order", "area_code", "period"], kind="stable").drop(columns="order")
