"""The units on the map: all of one level with their figures of one indicator and year.

Where the layers of the whole country were built these are all of the country, else those of the gemeenten with a
focusgebied. Tables are shared by all visitors: copy one before changing it.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import streamlit as st

from nplv.analysis import search
from nplv.class_limits import class_limits
from nplv.maps.classes import Classes
from nplv.national import National
from nplv.registry import Indicator, Level
from nplv.schema import NOT_THERE
from nplv.ui import data
from nplv.ui.link import AREAS_LEVEL, MAP_LEVELS

_FIGURES = ["value", "lower", "upper", "reason"]
_IN_GEMEENTEN = "in de gemeenten met een focusgebied"
_MOST = 0.5  # share of the units with a figure from which on they stand for all of those gemeenten


@dataclass(frozen=True)
class Units:
    """All units of one level, with the figures of one indicator and year.

    Attributes:
        indicator: What is measured.
        level: Of ``MAP_LEVELS``.
        national: Whether they are those of the whole country.
        version: Differs whenever the shapes do.
        table: One row per unit: code, name, municipality (GM code), focus_area, inhabitants, geometry (EPSG:4326,
            missing where the boundary is not known), value, lower, upper, reason (why there is no value; else an empty
            text).
        classes: The same for all years.
        gemeenten: GM code -> name.
    """

    indicator: Indicator
    level: Level
    national: bool
    version: str
    table: gpd.GeoDataFrame
    classes: Classes
    gemeenten: dict[str, str]

    @property
    def group(self) -> str:
        """Which units these are, to stand behind "buurten"; empty for the focusgebieden."""
        if self.level == AREAS_LEVEL:
            return ""
        if self.national:
            return "in Nederland"
        if self.level == "gemeente":
            return "met een focusgebied"
        known = self.table["value"].notna().mean()
        return _IN_GEMEENTEN if known >= _MOST else "met een cijfer in dit dashboard"

    def label(self, code: str) -> str:
        """Return the name of a unit, with its gemeente where it is smaller: "Tarwewijk (Rotterdam)"."""
        row = self.table.iloc[self.place(code)]
        within = self.level in ("wijk", "buurt")
        return f"{row['name']} ({self.gemeenten[row['municipality']]})" if within else str(row["name"])

    def has(self, code: str) -> bool:
        """Whether a unit is among them."""
        return self.place(code) is not None

    def place(self, code: str | None) -> int | None:
        """Return the row of a unit; None where it is not among them."""
        found = np.flatnonzero((self.table["code"] == code).to_numpy())
        return int(found[0]) if len(found) else None


def offered(indicator: Indicator) -> list[Level]:
    """Return the levels that have figures of an indicator, from large to small; the focusgebieden always."""
    layers = data.national()
    return [
        level
        for level in MAP_LEVELS
        if level == AREAS_LEVEL or level in indicator.levels or (layers and layers.years(indicator.id, level))
    ]


def shown_level(wanted: Level, indicator: Indicator) -> Level:
    """Return the wanted level where it has figures, else the next smaller one, else the next larger."""
    levels, at = offered(indicator), MAP_LEVELS.index(wanted)
    return next(level for level in (*MAP_LEVELS[at:], *reversed(MAP_LEVELS[:at])) if level in levels)


def units(indicator: Indicator, level: Level, year: int | None) -> Units:
    """Return all units of a level with their figures.

    Args:
        indicator: What is measured.
        level: One of `offered(indicator)`.
        year: None for an indicator without figures.
    """
    layers = data.national()
    if layers and year is not None and year in layers.years(indicator.id, level):
        return _of_country(layers.fingerprint, indicator.id, level, year, layers, indicator)
    return _of_gemeenten(data.snapshot().fingerprint, indicator.id, level, year, indicator)


def gemeenten() -> dict[str, str]:
    """Return GM code -> name, of all gemeenten that there are shapes of."""
    layers = data.national()
    shapes = data.areas("gemeente") if layers is None else layers.areas("gemeente")
    return dict(zip(shapes["code"], shapes["name"], strict=True))


def index(indicator: Indicator) -> pd.DataFrame:
    """Return the names that can be searched for: those of all levels that have figures of an indicator."""
    layers = data.national()
    version = f"{data.snapshot().fingerprint} {layers.fingerprint if layers else ''}"
    return _index(version, tuple(offered(indicator)), layers)


@st.cache_resource(show_spinner=False, max_entries=8)
def _index(version: str, levels: tuple[Level, ...], _layers: National | None) -> pd.DataFrame:
    def shapes(level: Level) -> gpd.GeoDataFrame:
        return data.areas(level) if _layers is None or level == AREAS_LEVEL else _layers.areas(level)

    return search.index({level: shapes(level) for level in levels}, gemeenten())


@st.cache_resource(show_spinner=False, max_entries=60)
def _of_country(
    version: str, identity: str, level: Level, year: int, _layers: National, _indicator: Indicator
) -> Units:
    table = _joined(_layers.areas(level), _layers.observations(identity, level, year))
    classes = Classes(_layers.limits(identity, level), _indicator.decimals)
    return Units(_indicator, level, True, version, table, classes, gemeenten())


@st.cache_resource(show_spinner=False, max_entries=60)
def _of_gemeenten(version: str, identity: str, level: Level, year: int | None, _indicator: Indicator) -> Units:
    every = data.observations(identity)
    every = every[every["level"] == level]
    table = _joined(data.areas(level), every[every["period"] == year])
    classes = Classes(class_limits(every["value"], _indicator.decimals), _indicator.decimals)
    return Units(_indicator, level, False, version, table, classes, gemeenten())


def _joined(shapes: gpd.GeoDataFrame, rows: pd.DataFrame) -> gpd.GeoDataFrame:
    figures = rows.set_index("area_code")[_FIGURES].reindex(shapes["code"]).reset_index(drop=True)
    why = figures["reason"].astype(object).where(figures["reason"].notna(), "")
    figures["reason"] = why.where(figures["value"].notna() | (why != ""), NOT_THERE)
    return pd.concat([shapes, figures], axis="columns")
