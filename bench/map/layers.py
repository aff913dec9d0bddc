"""SYNTHETIC layers of the whole country, in the files in which the pipeline publishes the real ones. Never shown."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from nplv.pipeline.boundaries import finished
from nplv.pipeline.national import Layers, write
from nplv.registry import Indicator, indicators
from nplv.schema import COUNTRY, UNIT_LEVELS

INDICATORS = ("misdrijven", "ervaren-gezondheid", "koopwoningen")  # real ones with the level buurt: a page offers them
_LEVEL = "buurt"
_SECRET = 0.05  # share of the buurten without a figure


def write_layers(folder: Path, buurten: gpd.GeoDataFrame, times: int = 1) -> Path:
    """Publish layers with random figures of the buurten.

    Args:
        folder: Where to; see ``nplv.national``.
        buurten: Code, name, municipality and geometry, as ``synthetic_buurten`` gives them.
        times: How many indicators there are for each of ``INDICATORS``, and years for each of its years. The others
            have made-up ids, and the years lie before the real ones.

    Returns:
        The folder.
    """
    figures = {}
    for seed, name in enumerate(INDICATORS):
        real = indicators()[name]
        table = _figures(real, times, buurten["code"], seed)
        for number in range(times):
            figures[real if number == 0 else replace(real, id=f"synthetisch-{name}-{number}")] = table
    sources = sorted({indicator.source for indicator in figures})
    write(Layers(figures, _units(buurten), sources, inputs={}, as_of="2025-12-31"), folder)
    return folder


def _units(buurten: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """All levels; a wijk is a whole gemeente here, since no figure is shown of it."""
    chance = np.random.default_rng(0)
    smallest = buurten.assign(
        parent="WK" + buurten["code"].str[2:8], inhabitants=chance.integers(0, 5000, len(buurten))
    )
    largest = smallest.dissolve("municipality", aggfunc={"inhabitants": "sum"}).reset_index()
    number = largest["municipality"].str[2:]
    largest = largest.assign(code=largest["municipality"], name="Gemeente " + number, parent=COUNTRY)
    wijken = largest.assign(code="WK" + number + "00", parent=largest["code"])
    found = zip(UNIT_LEVELS, (largest, wijken, smallest), strict=True)
    return {level: finished(units, level) for level, units in found}


def _figures(indicator: Indicator, times: int, codes: pd.Series, seed: int) -> pd.DataFrame:
    chance = np.random.default_rng(seed)
    extra = range(min(indicator.years) - (times - 1) * len(indicator.years), min(indicator.years))
    years = [*extra, *indicator.years]
    size = len(years) * len(codes)
    value = chance.gamma(2.0, 20.0, size)
    secret = chance.random(size) < _SECRET
    return pd.DataFrame(
        {
            "indicator": indicator.id,
            "level": _LEVEL,
            "area_code": np.tile(codes, len(years)),
            "period": np.repeat(years, len(codes)),
            "value": np.where(secret, np.nan, value),
            "numerator": np.where(secret, np.nan, np.round(value * 10)),
            "denominator": 10_000.0,
            "denominator_period": max(indicator.years),
            "lower": np.where(secret, np.nan, value * 0.9),
            "upper": np.where(secret, np.nan, value * 1.1),
            "status": np.where(secret, "suppressed", "ok"),
            "coverage": np.where(secret, 0.0, 1.0),
            "origin": "measured",
            "source": indicator.source,
            "reason": np.where(secret, "SYNTHETIC", ""),
        }
    )
