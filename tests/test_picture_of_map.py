"""The map and the matrix as pictures to take home: what is drawn, read back from the SVG."""

from collections import Counter
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import pytest
from shapely import box

from nplv.analysis import matrix
from nplv.charts import matrix_picture
from nplv.charts.choropleth import Legend, chart
from nplv.charts.theme import ORANGE
from nplv.export.picture import inline
from nplv.registry import areas
from nplv.snapshot import open_snapshot
from tests.refreshing import ROOT

SVG = "{http://www.w3.org/2000/svg}"
LEGEND = Legend("Synthetisch, %", ["minder dan 5 (1)", "5 of meer (2)", "geen cijfer (1)"], ["#c6dbef", "#08519c"])


def squares(codes: str) -> gpd.GeoDataFrame:
    """Squares of a kilometre beside each other; made up."""
    shapes = [box(155_000 + 1000 * place, 463_000, 156_000 + 1000 * place, 464_000) for place in range(len(codes))]
    return gpd.GeoDataFrame({"code": list(codes)}, geometry=shapes, crs="EPSG:28992").to_crs("EPSG:4326")


def drawn(chosen: str, *, dots: bool = False, around: str = "abcd") -> ElementTree.Element:
    units = squares("abcd")
    made = chart(
        units,
        np.array([0, 1, 2, 1]),
        LEGEND,
        land=units,
        areas=squares("x"),
        chosen=chosen,
        around=units[units["code"].isin(list(around))],
        dots=dots,
        description="Een kaart",
    )
    return ElementTree.fromstring(inline([[made.to_dict()]], 800, "Een kaart", "k"))


def paths(picture: ElementTree.Element, **wanted: str) -> list[str]:
    """The outlines of what is drawn so, without the squares of the legend, which have no line of their own colour."""
    return [
        path.get("d", "")
        for path in picture.iter(f"{SVG}path")
        if all(path.get(name) == value for name, value in wanted.items())
    ]


def fills(picture: ElementTree.Element) -> Counter[str]:
    """How many units have which colour, by the thin line that only units have."""
    lines = (path for path in picture.iter(f"{SVG}path") if path.get("stroke-width") == "0.3")
    return Counter(path.get("fill", "") for path in lines if path.get("d"))


def test_units_have_the_colour_of_their_class_and_the_legend_says_which() -> None:
    picture = drawn("b")
    assert fills(picture) == {"#c6dbef": 1, "#08519c": 2, "#fafaf7": 1}
    words = "".join(picture.itertext())
    assert all(label in words for label in [LEGEND.title, *LEGEND.labels])


@pytest.mark.parametrize(("chosen", "expected"), [("b", 1), ("x", 1), ("z", 0)])
def test_the_chosen_unit_or_area_has_an_orange_outline(chosen: str, expected: int) -> None:
    outlined = [path for path in paths(drawn(chosen), stroke=ORANGE) if path]
    assert len(outlined) == expected


def test_small_areas_are_dots_on_a_map_of_the_country() -> None:
    assert not any("a6,6" in path for path in paths(drawn("a")))
    dots = [path for path in paths(drawn("a", dots=True)) if "a6,6" in path]
    assert len(dots) == 5  # four units, and the line around the chosen one


def test_what_lies_outside_is_cut_off() -> None:
    assert fills(drawn("a", around="a")) == {"#c6dbef": 1, "#08519c": 1}  # b begins where the room around a is


@pytest.fixture(scope="module")
def cells() -> Any:
    return matrix.part(matrix.matrix(open_snapshot(ROOT).all_observations(["nederland", "focusgebied"])), "achtergrond")


def test_the_picture_of_the_matrix_has_each_figure_and_judgement(cells: Any) -> None:
    slugs, columns = matrix.row_order(cells, "misdrijven"), matrix.column_order(cells, "misdrijven")
    rows = matrix_picture.charts(cells, slugs, columns, areas()["heerlen-noord"], "De matrix")
    picture = ElementTree.fromstring(inline(rows, 860, "De matrix", "m"))
    texts = Counter(text for element in picture.iter(f"{SVG}text") if (text := "".join(element.itertext()).strip()))
    # Of the 20 areas 16 are shown to have more crimes than the country, one fewer, and three about as many.
    assert (texts["▲ −"], texts["▼ +"], texts["≈"]) == (16, 1, 4)
    assert texts["58,5"] >= 1  # crimes in Heerlen-Noord in 2025
    assert texts["◆ Heerlen-Noord"] + texts["♦ Heerlen-Noord"] == 1
    assert texts["—"] == int((cells["note"] > 0).sum())
    assert texts["17,9 mln"] == 1  # inhabitants of the country, which do not fit otherwise
