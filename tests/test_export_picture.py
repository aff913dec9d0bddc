"""Charts as pictures, made without a browser. What is drawn is synthetic."""

import io
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
from PIL import Image

from nplv.charts.theme import ORANGE, finish
from nplv.export.picture import png, svg
from tests.test_export_table import ABOUT

SVG = "{http://www.w3.org/2000/svg}"
LONG = replace(ABOUT, finding="Café-Zuid: € 1.000 & meer, −0,5 <minder> ▲▼◆; " + "een lange bevinding " * 10)


def chart(height: int = 200) -> dict[str, Any]:
    """A bar that ends at an expression of the width, with a clipped mark and a Dutch axis."""
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, 2000], range=[0, alt.expr("width - 70")]))
    bars = alt.Chart(pd.DataFrame({"name": ["◆ één"], "value": [1500.5]})).encode(x, alt.Y("name:N"))
    return finish(alt.layer(bars.mark_bar(color=ORANGE, clip=True)), description="Een balk", height=height).to_dict()


def opened(rows: list[list[dict[str, Any]]]) -> ElementTree.Element:
    return ElementTree.fromstring(svg(rows, LONG))


def test_a_png_has_its_size_and_what_is_drawn() -> None:
    image = Image.open(io.BytesIO(png([[chart()]], ABOUT))).convert("RGB")
    picture = ElementTree.fromstring(svg([[chart()]], ABOUT))
    assert image.size == (1800, 2 * int(picture.attrib["height"]))
    colours = {colour: count for count, colour in image.getcolors(1 << 24) or []}
    assert colours[(0xD9, 0x5F, 0x02)] > 10_000  # the bar
    assert image.getpixel((0, 0)) == image.getpixel((1799, image.height - 1)) == (255, 255, 255)
    title = image.crop((0, 0, 1800, 90)).getcolors(1 << 24) or []
    assert len(title) > 10  # letters have shades


def test_an_svg_says_its_title_whole_and_in_lines_that_fit() -> None:
    picture = opened([[chart()]])
    assert picture.findtext(f"{SVG}title") == LONG.finding.replace("◆", "♦")
    lines = [text.text or "" for text in picture.findall(f"{SVG}text")]
    assert " ".join(lines).startswith(LONG.finding.replace("◆", "♦").strip())
    assert max(map(len, lines)) <= 142
    assert lines[-3:] == [
        "Let op de noemer.",
        "Bron: Synthetisch bureau; bewerkt (licentie: CC BY 4.0)",
        "Zicht op Focuswijken. Gegevens tot en met 19 juli 2026.",
    ]


def test_an_svg_needs_nothing_from_elsewhere() -> None:
    for element in opened([[chart()]]).iter():
        assert element.tag.removeprefix(SVG) in {
            "svg",
            "title",
            "rect",
            "text",
            "g",
            "path",
            "line",
            "defs",
            "clipPath",
        }
        for name, value in element.attrib.items():
            assert "href" not in name
            assert "http" not in value
            assert "url(" not in value or "url(#" in value


def test_an_svg_uses_the_font_that_the_converter_brings_along() -> None:
    fonts = {value for part in opened([[chart()]]).iter() for name, value in part.attrib.items() if "font-f" in name}
    assert {font.split(",")[0].strip("\"'") for font in fonts} == {"Liberation Sans"}
    assert "◆" not in svg([[chart()]], LONG).decode()


def test_numbers_are_dutch() -> None:
    texts = [text.text for text in opened([[chart()]]).iter(f"{SVG}text")]
    assert "2.000" in texts
    assert not [text for text in texts if text and "," in text and text.replace(",", "").isdigit()]


def test_charts_fill_the_width_in_rows() -> None:
    first, second, third = (part for part in opened([[chart(), chart(300)], [chart()]]).findall(f"{SVG}svg"))
    assert [float(part.attrib["width"]) for part in (first, second, third)] == [422, 422, 422]
    assert [float(part.attrib["x"]) for part in (first, second, third)] == [20, 458, 20]
    assert first.attrib["y"] == second.attrib["y"]
    assert float(third.attrib["y"]) >= float(second.attrib["y"]) + float(second.attrib["height"])


def test_an_expression_of_the_width_is_that_of_the_picture() -> None:
    """The bar of 1,500.5 of 2,000 is that share of the plot but for 70 pixels; the plot ends 4 from the edge."""
    part = next(iter(opened([[chart()]]).findall(f"{SVG}svg")))
    bar = next(path for path in part.iter(f"{SVG}path") if path.attrib.get("fill", "").lower() == ORANGE)
    axis = [float(line.attrib["x2"]) for line in part.iter(f"{SVG}line") if float(line.attrib.get("x2", 0)) > 400]
    drawn = float(bar.attrib["d"].split("h")[1].split("v")[0])
    assert drawn == pytest.approx(max(axis) * 1500.5 / 2000, abs=1)


def test_parts_of_two_charts_have_names_of_their_own() -> None:
    picture = opened([[chart()], [chart()]])
    names = [part.attrib["id"] for part in picture.iter() if "id" in part.attrib]
    used = {value for part in picture.iter() for value in part.attrib.values() if value.startswith("url(#")}
    assert len(names) == len(set(names)) >= 2
    assert used <= {f"url(#{name})" for name in names}
    assert len(used) == 2


def test_the_chart_given_is_not_changed() -> None:
    one = chart()
    before = repr(one)
    svg([[one]], ABOUT)
    assert repr(one) == before
