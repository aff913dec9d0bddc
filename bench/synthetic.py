"""SYNTHETIC measurements of the size of the whole country: random numbers, for the bench only, never shown."""

from dataclasses import replace

import numpy as np
import pandas as pd

from nplv.pipeline.measurements import PART_COLUMNS, UNIT_COLUMNS, Measurements
from nplv.registry import Area, Indicator, indicators
from nplv.schema import COUNTRY

BUURTEN = 14_357
YEARS = tuple(range(2013, 2025))
_GEMEENTEN = 342
_BUURTEN_PER_AREA = 16
_KINDS = ("misdrijven", "koopwoningen")  # a ratio with an interval, and a weighted mean
_SECRET = 0.05  # share of the buurten without a figure


def synthetic_id(number: int) -> str:
    """The id of one made-up indicator."""
    return f"synthetisch-{number:02d}"


def synthetic_indicator(number: int) -> Indicator:
    """A real declaration under a made-up id; ratios and weighted means take turns."""
    real = indicators()[_KINDS[number % len(_KINDS)]]
    return replace(real, id=synthetic_id(number), years=YEARS, baseline=2022, denominator_period=None, holes={})


def synthetic_measurements(indicator: Indicator, areas: list[Area], seed: int) -> Measurements:
    """Random measurements: the country, the gemeenten of the focus areas, all buurten, and the pieces of the areas.

    Each gemeente has equally many buurten, and each area consists of some of its gemeente's.
    """
    chance = np.random.default_rng(seed)
    own = sorted({area.municipality_code for area in areas})
    gemeenten = np.array([*own, *(f"GM9{number:03d}" for number in range(_GEMEENTEN - len(own)))])
    of_gemeente = np.arange(BUURTEN) * _GEMEENTEN // BUURTEN
    codes = [f"BU{gemeenten[gemeente][2:]}{number:04d}" for number, gemeente in enumerate(of_gemeente)]
    size = (len(YEARS), BUURTEN)
    weight = np.round(chance.lognormal(6.5, 1.0, size))
    if indicator.aggregation == "ratio":
        numerator = chance.poisson(0.05 * weight).astype(float)
    else:
        numerator = np.round(chance.uniform(5.0, 95.0, size)) * weight
    buurten = pd.DataFrame(
        {
            "level": "buurt",
            "code": np.tile(codes, len(YEARS)),
            "period": np.repeat(YEARS, BUURTEN),
            "numerator": np.where(chance.random(size) < _SECRET, np.nan, numerator).ravel(),
            "weight": weight.ravel(),
        }
    )
    gemeente = np.tile(gemeenten[of_gemeente], len(YEARS))
    whole = buurten.assign(numerator=numerator.ravel(), code=gemeente)
    by_gemeente = whole[whole["code"].isin(own)].groupby(["code", "period"], as_index=False)[["numerator", "weight"]]
    country = whole.groupby("period", as_index=False)[["numerator", "weight"]].sum()
    units = [
        country.assign(level="nederland", code=COUNTRY),
        by_gemeente.sum().assign(level="gemeente"),
        buurten,
    ]
    pieces = buurten.assign(focus_area=np.tile(_focus_areas(areas, gemeenten[of_gemeente]), len(YEARS)))
    return Measurements(
        units=pd.concat(units, ignore_index=True)[UNIT_COLUMNS],
        parts=pieces.loc[pieces["focus_area"].notna(), PART_COLUMNS],
        national="aggregated",
    )


def _focus_areas(areas: list[Area], gemeente: np.ndarray) -> np.ndarray:
    """For each buurt, given its gemeente, the area that it is made part of; None for most."""
    found = np.full(len(gemeente), None, dtype=object)
    for area in areas:
        free = np.flatnonzero((gemeente == area.municipality_code) & (found == None))  # noqa: E711
        found[free[:_BUURTEN_PER_AREA]] = area.slug
    return found
