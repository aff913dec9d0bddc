"""The outline of an area in its gemeente: where it lies, for a page that is printed."""

import json

import altair as alt
import geopandas as gpd

from nplv.charts.theme import GREY, ORANGE, TEXT, AltairChart, finish

_METRES = "EPSG:28992"
_DETAIL = 40  # metres: finer than a line on a page of paper


def chart(area: gpd.GeoDataFrame, gemeente: gpd.GeoDataFrame, description: str) -> AltairChart:
    """Draw the outline.

    Args:
        area: One row with the geometry of the focusgebied.
        gemeente: One row with the geometry of its gemeente.
        description: What the picture shows, in Dutch, for a reader who cannot see it.
    """
    layers = [
        _shape(gemeente).mark_geoshape(fill="#f1f3f5", stroke=GREY, strokeWidth=1, aria=False),
        _shape(area).mark_geoshape(fill=ORANGE, fillOpacity=0.45, stroke=TEXT, strokeWidth=2, aria=False),
    ]
    drawn = alt.layer(*layers).project(type="identity", reflectY=True)
    return finish(drawn, description=description, height=220)


def _shape(shapes: gpd.GeoDataFrame) -> alt.Chart:
    plain = gpd.GeoDataFrame(geometry=shapes.to_crs(_METRES).geometry.simplify(_DETAIL).round())
    features = json.loads(plain.to_json())["features"]
    return alt.Chart(alt.Data(values=features))
