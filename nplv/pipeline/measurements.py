"""What each source measured, per indicator, in one shape that can be aggregated.

An indicator's measurements are two tables:

* ``units``: what the source publishes per country, gemeente, wijk or buurt;
* ``parts``: the pieces that the focus areas consist of in the division of that source.
"""

from dataclasses import dataclass, field

import pandas as pd

from nplv.pipeline.composition import declared_units, member_buurten, parts_of_wijken_2022, wijk_of
from nplv.registry import Area

UNIT_COLUMNS = ["level", "code", "period", "numerator", "weight"]
PART_COLUMNS = ["focus_area", "period", "numerator", "weight"]
# Fields of the Kerncijfers 2024: indicator -> (column, column that weighs it).
_KERNCIJFERS_2024 = {
    "koopwoningen": ("koopwoningen", "huishoudens"),
    "eengezinswoningen": ("eengezinswoningen", "huishoudens"),
    "woz-waarde": ("woz", "huishoudens"),
    "inkomen-per-inwoner": ("inkomen", "inwoners"),
}
_COUNTS_2024 = {
    "inwoners": "inwoners",
    "huishoudens": "huishoudens",
    "aandeel-65-plus": "inwoners_65_plus",
    "aandeel-0-tot-15": "inwoners_0_tot_15",
}
_KERNCIJFERS_2022 = {
    "arbeidsparticipatie": "employment_rate",
    "laag-inkomen": "income_low",
    "hoog-inkomen": "income_high",
}
_LEEFBAAROMETER = {
    "leefbaarometer": "afw",
    "leefbaarometer-woningvoorraad": "won",
    "leefbaarometer-overlast": "onv",
}


@dataclass(frozen=True)
class Measurements:
    """The measurements of one indicator.

    Attributes:
        units: Of the whole country: columns level (nederland, gemeente, wijk, buurt), code, period, numerator, weight.
            The value of a unit is its numerator (a count), or numerator / weight. An unknown numerator is missing; its
            weight may be known.
        parts: Columns focus_area (slug), period, numerator, weight, likewise.
        national: How the country row came about: "measured" or "aggregated" from the gemeenten.
        unmatched: Columns focus_area, period, reason: why the pieces of an area in a period are not known.
        denominator_periods: Period -> year of its weights, where that is another year.
    """

    units: pd.DataFrame
    parts: pd.DataFrame
    national: str = field(default="measured")
    unmatched: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["focus_area", "period", "reason"]))
    denominator_periods: dict[int, int] = field(default_factory=dict)


def _means(table: pd.DataFrame, value: str, weight: str) -> pd.DataFrame:
    """Adds numerator and weight for a published mean: the mean times its weight is the numerator."""
    return table.assign(numerator=table[value] * table[weight], weight=table[weight])


def _country(gemeenten: pd.DataFrame) -> pd.DataFrame:
    """Sums the units of all gemeenten, one row per period, to a row of the country."""
    country = gemeenten.groupby("period", as_index=False)[["numerator", "weight"]].sum(min_count=1)
    return country.assign(level="nederland", code="NL00")


def kerncijfers_2024(kerncijfers: pd.DataFrame, areas: list[Area]) -> dict[str, Measurements]:
    """Indicators of the Kerncijfers 2024: counts, shares of counts and published means.

    Args:
        kerncijfers: Result of ``sources.cbs.kerncijfers_2024``, all gemeenten of the country.
        areas: The focus areas.
    """
    units = declared_units(areas, kerncijfers)
    table = kerncijfers.assign(period=2024)
    result = {}
    for indicator, column in _COUNTS_2024.items():
        measured = table.assign(numerator=table[column], weight=table["inwoners"])
        result[indicator] = _assemble(measured, units, with_country=True)
    for indicator, (column, weight) in _KERNCIJFERS_2024.items():
        result[indicator] = _assemble(_means(table, column, weight), units, with_country=False)
    return result


def _assemble(measured: pd.DataFrame, units: pd.DataFrame, *, with_country: bool) -> Measurements:
    """Adds to measured units the country, where it can be summed, and the parts of the focus areas."""
    parts = units[["focus_area", "code"]].merge(measured, on="code")[PART_COLUMNS]
    if with_country:
        country = _country(measured[measured["level"] == "gemeente"])
        measured = pd.concat([country, measured], ignore_index=True)
    return Measurements(measured[UNIT_COLUMNS], parts, national="aggregated")


def registered_crimes(crimes: pd.DataFrame, kerncijfers: pd.DataFrame, areas: list[Area]) -> Measurements:
    """Registered crimes per inhabitant of 2024.

    The parts are the declared wijken and buurten, each with the crimes of its buurten.

    Args:
        crimes: Result of ``sources.police.registered_crimes``.
        kerncijfers: Result of ``sources.cbs.kerncijfers_2024``.
        areas: The focus areas.
    """
    inhabitants = kerncijfers.set_index("code")["inwoners"]
    table = crimes.assign(numerator=crimes["crimes"].astype(float), weight=crimes["code"].map(inhabitants))
    units = declared_units(areas, kerncijfers)
    members = member_buurten(units, kerncijfers).merge(table[["code", "period", "numerator"]], on="code")
    by_unit = members.groupby(["unit", "period"], as_index=False)["numerator"].sum(min_count=1)
    parts = in_every_period(units, by_unit.rename(columns={"unit": "code"}))
    country = _country(table[table["level"] == "gemeente"])
    everything = pd.concat([country, table], ignore_index=True)
    return Measurements(everything[UNIT_COLUMNS], _parts(parts), national="aggregated")


def in_every_period(units: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Joins what a source says per code and period to units with a code; what it does not name is missing."""
    periods = pd.DataFrame({"period": sorted(table["period"].unique())})
    return units.merge(periods, how="cross").merge(table, how="left", on=["code", "period"])


def _parts(parts: pd.DataFrame) -> pd.DataFrame:
    """The columns of parts that are weighted by their inhabitants."""
    return parts.rename(columns={"inwoners": "weight"})[PART_COLUMNS]


def good_health(health: pd.DataFrame, kerncijfers: pd.DataFrame, areas: list[Area]) -> Measurements:
    """Good perceived health, weighted by the inhabitants of 2024.

    Args:
        health: Result of ``sources.rivm.good_perceived_health``.
        kerncijfers: Result of ``sources.cbs.kerncijfers_2024``.
        areas: The focus areas.
    """
    inhabitants = kerncijfers.set_index("code")["inwoners"]
    table = _means(health.assign(inwoners=health["code"].map(inhabitants)), "value", "inwoners")
    units = declared_units(areas, kerncijfers)
    parts = in_every_period(member_buurten(units, kerncijfers), table[["code", "period", "numerator"]])
    return Measurements(table[UNIT_COLUMNS], _parts(parts))


def leefbaarometer(scores: pd.DataFrame, kerncijfers: pd.DataFrame, areas: list[Area]) -> dict[str, Measurements]:
    """Leefbaarometer scores, weighted by the inhabitants 2024 of the part of each wijk that lies in the area.

    Args:
        scores: Result of ``sources.leefbaarometer.scores``.
        kerncijfers: Result of ``sources.cbs.kerncijfers_2024``.
        areas: The focus areas.
    """
    units = declared_units(areas, kerncijfers)
    inside = units.groupby(["focus_area", "wijk"], as_index=False)["inwoners"].sum().rename(columns={"wijk": "code"})
    inhabitants = kerncijfers.set_index("code")["inwoners"]
    result = {}
    for indicator, dimension in _LEEFBAAROMETER.items():
        table = scores[scores["dimension"] == dimension]
        parts = in_every_period(inside, table)
        parts = _means(parts, "value", "inwoners")
        wijken = _means(table.assign(level="wijk", inwoners=table["code"].map(inhabitants)), "value", "inwoners")
        result[indicator] = Measurements(wijken[UNIT_COLUMNS], parts[PART_COLUMNS])
    return result


def kerncijfers_2022(
    wijken_2022: pd.DataFrame,
    gemeenten_2022: pd.DataFrame,
    buurten: pd.DataFrame,
    crosswalk: pd.DataFrame,
) -> dict[str, Measurements]:
    """Labour participation and incomes of 2022, published on the wijken of 2022, weighted by inhabitants of 2022.

    Args:
        wijken_2022: Columns code, population, employment_rate, income_low, income_high (%).
        gemeenten_2022: The same of all gemeenten of 2022.
        buurten: Columns code (buurt of 2024), inwoners, focus_area (slug or missing), of whole gemeenten.
        crosswalk: Columns buurt (2024), wijk_2022.
    """
    composition = parts_of_wijken_2022(buurten, crosswalk, wijken_2022.set_index("code")["population"])
    current = _same_wijk(buurten, crosswalk)
    result = {}
    for indicator, column in _KERNCIJFERS_2022.items():
        values = wijken_2022.set_index("code")[column]
        parts = composition.assign(period=2022, numerator=composition["weight"] * composition["code"].map(values))
        wijken = wijken_2022.assign(level="wijk", period=2022, code=wijken_2022["code"].map(current))
        wijken = _means(wijken.dropna(subset="code"), column, "population")
        all_gemeenten = _means(gemeenten_2022.assign(level="gemeente", period=2022), column, "population")
        country = _country(all_gemeenten)
        units = pd.concat([country, all_gemeenten, wijken], ignore_index=True)[UNIT_COLUMNS]
        result[indicator] = Measurements(units, parts[PART_COLUMNS], national="aggregated")
    return result


def _same_wijk(buurten: pd.DataFrame, crosswalk: pd.DataFrame) -> dict[str, str]:
    """Wijk code of 2022 -> wijk code of 2024, for the wijken that consist of the same buurten in both divisions."""
    pairs = crosswalk[crosswalk["buurt"].isin(buurten["code"])]
    pairs = pairs.assign(wijk_2024=wijk_of(pairs["buurt"])).drop_duplicates(["wijk_2022", "wijk_2024"])
    once_old = ~pairs["wijk_2022"].duplicated(keep=False)
    once_new = ~pairs["wijk_2024"].duplicated(keep=False)
    same = pairs[once_old & once_new]
    return dict(zip(same["wijk_2022"], same["wijk_2024"], strict=True))


def amsterdam_2019(kerncijfers: pd.DataFrame, ses_woa: pd.DataFrame, areas: list[Area]) -> dict[str, Measurements]:
    """Indicators of 2019 that are on record for Amsterdam only, on the wijken of 2019.

    Args:
        kerncijfers: Result of ``sources.cbs.kerncijfers_2019_amsterdam``.
        ses_woa: Result of ``sources.cbs.ses_woa_2019_amsterdam``.
        areas: The focus areas; those with a division of 2019 declared are used.
    """
    clients = kerncijfers.assign(numerator=kerncijfers["wmo"], weight=kerncijfers["inwoners"])
    tables = {
        "ses-woa": _means(ses_woa, "ses_woa", "huishoudens"),
        "sociaal-minimum": _means(kerncijfers, "sociaal_minimum", "huishoudens"),
        "wmo": clients,
        "jeugdzorg": _means(kerncijfers, "jeugdzorg", "inwoners_0_tot_25"),
    }
    members = pd.DataFrame(
        [(area.slug, code) for area in areas if (of_2019 := area.declared_for(2019)) for code in of_2019.wijken],
        columns=["focus_area", "code"],
    )
    result = {}
    for indicator, table in tables.items():
        table = table.assign(period=2019)
        parts = members.merge(table, on="code", how="left").fillna({"period": 2019, "weight": 0})
        shown = table[table["level"].isin(["nederland", "gemeente"])]
        result[indicator] = Measurements(shown[UNIT_COLUMNS], parts[PART_COLUMNS].astype({"period": int}))
    return result
