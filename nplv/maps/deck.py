"""The deck.gl description of a map: shapes by address, colours as a short text."""

import math
from dataclasses import dataclass

import pydeck as pdk

from nplv.maps.classes import Classes

AREAS_LAYER, UNITS_LAYER = "focusgebieden", "eenheden"
HEIGHT = 540
_LAND, _BORDER, _OUTLINE, _SELECTED = [244, 244, 241], [176, 176, 170], [70, 70, 70], [217, 95, 2]
# The room that a view is fitted in: that of a telephone, since the server does not know the width of the screen.
_FITTED_WIDTH, _FITTED_HEIGHT = 350, 490
_TILE = 512
_PIXELS = pdk.types.String("pixels")


@dataclass(frozen=True)
class Coloured:
    """Shapes with a class each.

    Attributes:
        address: Where the browser gets the shapes; each feature has its place as ``idx``.
        codes: One digit per feature: its class.
        classes: The classes; the digit after the last one means that there is no figure.
    """

    address: str
    codes: str
    classes: Classes

    @property
    def fill(self) -> str:
        """Expression that gives a feature its colour; without a figure it has none, only its outline."""
        colours = [[*colour, 235] for colour in self.classes.colours] + [[255, 255, 255, 0]]
        return f"({colours})[('{self.codes}')[properties.idx]]".replace(" ", "")

    @property
    def triggers(self) -> dict[str, str]:
        """Tells deck.gl when to colour anew."""
        return {"getFillColor": self.fill}


def fit(bounds: tuple[float, float, float, float]) -> pdk.ViewState:
    """The view in which bounds (west, south, east, north, in degrees) just fit."""
    west, south, east, north = bounds
    low, high = _mercator(south), _mercator(north)
    zoom = min(
        math.log2(_FITTED_WIDTH * 360 / ((east - west) * _TILE)),
        math.log2(_FITTED_HEIGHT * 2 * math.pi / ((high - low) * _TILE)),
    )
    middle = math.degrees(2 * math.atan(math.exp((low + high) / 2)) - math.pi / 2)
    return pdk.ViewState(longitude=(west + east) / 2, latitude=middle, zoom=round(zoom, 2), min_zoom=5, max_zoom=15)


def country(
    land: str, areas: Coloured, points: str, selected: int, bounds: tuple[float, float, float, float], tooltip: str
) -> pdk.Deck:
    """The country with the focus areas as dots and, closer by, as shapes.

    Args:
        land: Address of the provinces.
        areas: Shapes of the areas and their classes.
        points: Address of one point per area, in the same order.
        selected: Place of the chosen area.
        bounds: What must be in view: west, south, east, north.
        tooltip: Text of the tooltip, with the names of properties in braces.
    """
    ring = f"properties.idx=={selected}?{_SELECTED}:{_OUTLINE}".replace(" ", "")
    width = f"properties.idx=={selected}?3.5:1"
    dots = pdk.Layer(
        "GeoJsonLayer",
        points,
        id=AREAS_LAYER,
        pickable=True,
        get_fill_color=areas.fill,
        get_line_color=ring,
        get_line_width=width,
        line_width_units=_PIXELS,
        get_point_radius=6,
        point_radius_units=_PIXELS,
        update_triggers={**areas.triggers, "getLineColor": selected, "getLineWidth": selected},
    )
    return _deck([_outline("land", land, fill=_LAND), _shapes("vormen", areas), dots], fit(bounds), tooltip)


def area(
    land: str,
    gemeente: str,
    outline: str,
    units: Coloured,
    bounds: tuple[float, float, float, float],
    tooltip: str,
) -> pdk.Deck:
    """One focus area with its wijken or buurten, inside the outline of its gemeente.

    Args:
        land: Address of the provinces.
        gemeente: Address of the gemeente.
        outline: Address of the area.
        units: Shapes of its wijken or buurten and their classes.
        bounds: What must be in view: west, south, east, north.
        tooltip: Text of the tooltip, with the names of properties in braces.
    """
    layers = [
        _outline("land", land, fill=_LAND),
        _outline("gemeente", gemeente, line=_OUTLINE, width=2),
        _shapes(UNITS_LAYER, units, pickable=True),
        _outline("omtrek", outline, line=_SELECTED, width=3),
    ]
    return _deck(layers, fit(bounds), tooltip)


def _deck(layers: list[pdk.Layer], view: pdk.ViewState, tooltip: str) -> pdk.Deck:
    # Without a provider there is no base map, and so no request to anyone else's server.
    return pdk.Deck(layers=layers, initial_view_state=view, map_provider=None, tooltip={"html": tooltip})


def _shapes(identity: str, shapes: Coloured, *, pickable: bool = False) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        shapes.address,
        id=identity,
        pickable=pickable,
        get_fill_color=shapes.fill,
        get_line_color=_OUTLINE,
        get_line_width=1,
        line_width_units=_PIXELS,
        update_triggers=shapes.triggers,
    )


def _outline(
    identity: str, address: str, *, fill: list[int] | None = None, line: list[int] | None = None, width: float = 1
) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        address,
        id=identity,
        pickable=False,
        filled=fill is not None,
        get_fill_color=fill or _LAND,
        get_line_color=line or _BORDER,
        get_line_width=width,
        line_width_units=_PIXELS,
    )


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
