"""Files with shapes for the browser: drawn once, coloured and labelled for any indicator afterwards.

Each feature has ``idx``, its place in the file: the colours of a map are a text with one digit per place. The texts of
all indicators and years stand in the file as ``t0``, ``t1``, …, so that a change of indicator sends neither again.
"""

import json
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from nplv.numbers import number
from nplv.registry import Indicator

NO_FIGURE = "geen cijfer"


def text_key(columns: Sequence[tuple[str, int]], indicator: str, year: int) -> str:
    """Name of the property that holds the text of one indicator and year."""
    return f"t{columns.index((indicator, year))}"


def text_columns(indicators: Sequence[Indicator]) -> list[tuple[str, int]]:
    """Indicator and year of each text in a file, in order."""
    return [(indicator.id, year) for indicator in indicators for year in indicator.years]


def texts(observations: pd.DataFrame, codes: Sequence[str], indicators: Sequence[Indicator]) -> pd.DataFrame:
    """Values as Dutch text, a row per area and a column per indicator and year.

    Args:
        observations: Rows of one level, of the given indicators, with columns indicator, area_code, period, value.
        codes: The areas, in the order wanted.
        indicators: The indicators whose texts are wanted.

    Returns:
        Index ``codes``, columns ``t0``, ``t1``, … in the order of :func:`text_columns`.
    """
    decimals = {indicator.id: indicator.decimals for indicator in indicators}
    keys = {pair: f"t{place}" for place, pair in enumerate(text_columns(indicators))}
    rows = observations[observations["area_code"].isin(codes) & observations["value"].notna()]
    rows = rows[rows["indicator"].isin(decimals)]
    written = [number(value, decimals[name]) for value, name in zip(rows["value"], rows["indicator"], strict=True)]
    names = [keys[pair] for pair in zip(rows["indicator"], rows["period"], strict=True)]
    wide = rows.assign(text=written, key=names).pivot(index="area_code", columns="key", values="text")
    return wide.reindex(index=list(codes), columns=list(keys.values())).astype(object).fillna(NO_FIGURE)


def feature_file(shapes: gpd.GeoDataFrame, written: pd.DataFrame | None = None) -> bytes:
    """GeoJSON of shapes with their texts.

    Args:
        shapes: Columns code, name and geometry (EPSG:4326); further columns are left out.
        written: Result of :func:`texts` for the same codes, or None for shapes without texts.
    """
    features = []
    for place, row in enumerate(shapes[["code", "name", "geometry"]].itertuples(index=False)):
        properties = {"idx": place, "code": row.code, "naam": row.name}
        if written is not None:
            properties |= written.loc[row.code].to_dict()
        features.append({"type": "Feature", "properties": properties, "geometry": row.geometry.__geo_interface__})
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def as_points(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same areas as one point inside each: a focus area is too small to be seen on a map of the country."""
    return shapes.assign(geometry=shapes.geometry.representative_point().set_precision(1e-5))
