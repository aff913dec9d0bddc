"""The wijken elsewhere in the country that the areas can be compared with, and their figures."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from nplv.pipeline.boundaries import whole_names
from nplv.pipeline.composition import declared_units, member_buurten, wijk_of
from nplv.pipeline.extent import all_over_the_country
from nplv.pipeline.measurements import Measurements
from nplv.pipeline.observations import observe_units, observe_wijken
from nplv.registry import Area, Indicator
from nplv.registry.similar import matching
from nplv.schema import WIJKEN

_SMALL = ("wijk", "buurt")  # of two levels with as many years the first is taken


def wijken_elsewhere(
    measured: Mapping[Indicator, Measurements],
    kerncijfers: pd.DataFrame,
    names: Mapping[str, str],
    areas: list[Area],
) -> pd.DataFrame:
    """The figures of all wijken that lie outside every area and are large enough (see ``nplv.registry.similar``).

    There are those of the indicators that decide which wijken are alike, and of those of which it can be said whether
    they developed for the better since the 0-meting: with a polarity, and known all over the country in the year of the
    0-meting, in one before and in one after.

    Args:
        measured: What the sources measured.
        kerncijfers: Key figures 2024 with columns code, level, name, municipality, inwoners.
        names: Names by code, to complete those of wijken that the key figures cut off.
        areas: The focus areas.

    Returns:
        As :func:`joined`. A figure is that of the wijk itself, or of its buurten together where the source has more
        years of these all over the country.
    """
    wijken = _wijken(kerncijfers, names, areas)
    buurten = kerncijfers.loc[kerncijfers["level"] == "buurt", ["code", "inwoners"]]
    buurten = buurten[wijk_of(buurten["code"]).isin(wijken["code"])]
    gemeenten = int((kerncijfers["level"] == "gemeente").sum())
    found = (_figures(indicator, one, buurten, gemeenten) for indicator, one in measured.items())
    return joined(wijken.merge(figures, on="code") for figures in found if figures is not None)


def joined(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The tables as one, with the columns of ``nplv.schema.WIJKEN``, ordered by indicator, code and period."""
    both = pd.concat([WIJKEN.empty_table().to_pandas(), *tables])
    return both[WIJKEN.names].sort_values(["indicator", "code", "period"], ignore_index=True)


def _wijken(kerncijfers: pd.DataFrame, names: Mapping[str, str], areas: list[Area]) -> pd.DataFrame:
    """Columns code, name, gemeente (its name), inhabitants, of the wijken outside every area that are large enough."""
    inside = wijk_of(member_buurten(declared_units(areas, kerncijfers), kerncijfers)["code"])
    wijken = kerncijfers[(kerncijfers["level"] == "wijk") & (kerncijfers["inwoners"] >= matching().smallest)]
    wijken = wijken[~wijken["code"].isin(inside)]
    return pd.DataFrame(
        {
            "code": wijken["code"],
            "name": whole_names(wijken["name"], wijken["code"].map(names).fillna("")),
            "gemeente": wijken["municipality"].map(kerncijfers.set_index("code")["name"]),
            "inhabitants": wijken["inwoners"],
        }
    )


def _figures(
    indicator: Indicator, measurements: Measurements, buurten: pd.DataFrame, gemeenten: int
) -> pd.DataFrame | None:
    """Columns code, indicator, period, value, source, of wijken; None for an indicator that is not in the table."""
    deciding = indicator.id in {variable.indicator for variable in matching().variables}
    if not deciding and (not indicator.has_direction or indicator.baseline is None):
        return None
    small = measurements.units[measurements.units["level"].isin(_SMALL)]
    units = observe_units(indicator, replace(measurements, units=small))
    wide = all_over_the_country(units, gemeenten)
    years = {level: set(wide.loc[wide["level"] == level, "period"]) for level in _SMALL}
    level = max(_SMALL, key=lambda level: len(years[level]))
    if not deciding and not indicator.spans_baseline(years[level]):
        return None
    own = level == "wijk"
    table = units[units["level"] == "wijk"] if own else observe_wijken(indicator, measurements, buurten)
    table = table[table["value"].notna() & table["period"].isin(years[level])]
    return table.rename(columns={"area_code": "code"})[["code", "indicator", "period", "value", "source"]]
