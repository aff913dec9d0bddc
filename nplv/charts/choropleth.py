"""A map as a picture to take home: units coloured by class, on the land, with the outlines of the focusgebieden."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shapely import box

from nplv.charts.theme import GREY, ORANGE, TEXT, AltairChart, finish

_METRES = "EPSG:28992"
_WIDTH, _TALLEST = 860, 720  # pixels
_AROUND = 0.08  # room around what is shown, as a share of its longest side
_DOT = 6  # pixels: what stands for an area that is too small to be seen on a map of the country
_NO_FIGURE = "#fafaf7"  # a picture has no hatching: what has no figure is almost white
_LAND = "#e9ebee"


@dataclass(frozen=True)
class Legend:
    """What the colours mean.

    Attributes:
        title: What is measured, with unit and year.
        labels: One per class, and one for what has no figure.
        colours: One per class, as "#rrggbb".
    """

    title: str
    labels: Sequence[str]
    colours: Sequence[str]


def chart(
    units: gpd.GeoDataFrame,
    classes: NDArray[np.int64],
    legend: Legend,
    *,
    land: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    chosen: str,
    around: gpd.GeoDataFrame,
    dots: bool,
    description: str,
) -> AltairChart:
    """Draw the map.

    Args:
        units: Column code, and geometry (polygons in any coordinates; missing where the boundary is not known).
        classes: The class of each, from 0 upward; the last of the legend is for those without a figure.
        legend: What the colours mean.
        land: What lies below, such as provincies.
        areas: Column code (slug) and geometry of the focusgebieden, whose outlines are drawn.
        chosen: Code of the unit or area that has an orange outline.
        around: What has to be in the picture.
        dots: Whether each unit is a dot, for a map on which their shapes would be too small.
        description: What the map shows, in Dutch, for a reader who cannot see it.
    """
    seen = _seen(around)
    metres_per_pixel = max(seen[2] - seen[0], seen[3] - seen[1]) / _WIDTH
    coloured = units.assign(label=[legend.labels[one] for one in classes])[["code", "label", "geometry"]]
    colour = alt.Color(
        "properties.label:N",
        scale=alt.Scale(domain=list(legend.labels), range=[*legend.colours, _NO_FIGURE]),
        legend=alt.Legend(
            title=legend.title,
            orient="bottom",
            columns=4,
            symbolType="square",
            symbolStrokeColor=GREY,
            labelLimit=0,
            titleLimit=0,
        ),
    )
    shapes = coloured.assign(geometry=coloured.geometry.representative_point()) if dots else coloured
    outlines = shapes if dots else pd.concat([shapes, areas[["code", "geometry"]]])
    layers = [
        _drawn(gpd.GeoDataFrame(geometry=[box(*seen)], crs=_METRES), seen, 0).mark_geoshape(fill="white"),
        _drawn(land, seen, metres_per_pixel).mark_geoshape(fill=_LAND, stroke="white"),
        _drawn(shapes, seen, metres_per_pixel).mark_geoshape(stroke=TEXT, strokeWidth=0.3).encode(color=colour),
    ]
    if not dots:
        layers.append(_outline(areas, seen, metres_per_pixel, TEXT, 1.2))
    layers.append(_outline(outlines[outlines["code"] == chosen], seen, metres_per_pixel, ORANGE, 3))
    wide, tall = seen[2] - seen[0], seen[3] - seen[1]
    drawn = alt.layer(*layers).project(type="identity", reflectY=True, pointRadius=_DOT)
    return finish(drawn, description=description, height=round(min(_TALLEST, _WIDTH * tall / wide)))


def _seen(around: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    """Return the box that is drawn, in metres: what has to be in it, with some room around."""
    left, low, right, high = around.to_crs(_METRES).total_bounds
    room = _AROUND * max(right - left, high - low)
    return left - room, low - room, right + room, high + room


def _outline(shapes: gpd.GeoDataFrame, seen: Sequence[float], detail: float, colour: str, width: float) -> alt.Chart:
    return _drawn(shapes, seen, detail).mark_geoshape(filled=False, stroke=colour, strokeWidth=width)


def _drawn(shapes: gpd.GeoDataFrame, seen: Sequence[float], detail: float) -> alt.Chart:
    """Return what lies in the box, no finer than a pixel."""
    known = shapes[shapes.geometry.notna()].to_crs(_METRES)
    cut = known.assign(geometry=known.geometry.simplify(detail / 2).clip_by_rect(*seen).round())
    features = json.loads(cut[~cut.geometry.is_empty].to_json(drop_id=True))["features"]
    return alt.Chart(alt.Data(values=features))
