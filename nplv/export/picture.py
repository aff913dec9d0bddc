"""Charts as one picture, made on the server without a browser: title, charts, note, sources and date."""

import textwrap
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as xml

import vl_convert

from nplv.charts.theme import QUIET_TEXT, TEXT
from nplv.export.about import DASHBOARD, About, source_lines

Chart = dict[str, Any]  # as Vega-Lite with its data, of those that fill the width of their place
Rows = Sequence[Sequence[Chart]]  # the charts of a picture: some beside each other, row below row

WIDTH = 900  # pixels
SCALE = 2  # pixels of a PNG for each of these
_EDGE, _GAP = 20, 16  # around the picture, and between its parts
_TITLE, _SMALL = 18, 12  # size of letters
_LETTERS = {_TITLE: 92, _SMALL: 142}  # that fit on a line
_LEADING = 1.35

# The converter brings the first along, so that a picture is the same on any machine; the others have its measures.
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# That font lacks these signs. One that is missing would take its whole line to whatever font the machine has.
_SIGNS = str.maketrans({"◆": "♦", "▶": "►", "◀": "◄"})

_SVG = "http://www.w3.org/2000/svg"


def png(rows: Rows, about: About) -> bytes:
    """Draw charts as an image of `WIDTH` times `SCALE` pixels wide; arguments as for `svg`."""
    return vl_convert.svg_to_png(svg(rows, about).decode(), scale=SCALE)


def svg(rows: Rows, about: About) -> bytes:
    """Draw charts as a picture that can be enlarged, `WIDTH` wide.

    Args:
        rows: At least one chart; in all rows a chart is as wide as in the fullest.
        about: Its finding is the title; its note, its sources, and of when the data are, stand below.
    """
    xml.register_namespace("", _SVG)
    picture = xml.Element(_tag("svg"), {"width": str(WIDTH), "role": "img", "font-family": _FONT})
    xml.SubElement(picture, _tag("title")).text = about.finding
    xml.SubElement(picture, _tag("rect"), {"width": "100%", "height": "100%", "fill": "white"})
    bottom = _text(picture, [about.finding], _EDGE, _TITLE, {"font-weight": "bold", "fill": TEXT})
    columns = max(map(len, rows))
    width = (WIDTH - 2 * _EDGE - (columns - 1) * _GAP) / columns
    for row in rows:
        bottom = _row(picture, row, width, bottom + _GAP)
    notes = about.note.split("\n") if about.note else []
    below = [*notes, *source_lines(about), f"{DASHBOARD}. {about.dated}."]
    bottom = _text(picture, below, bottom + _GAP, _SMALL, {"fill": QUIET_TEXT})
    height = f"{bottom + _EDGE:.0f}"
    picture.attrib |= {"height": height, "viewBox": f"0 0 {WIDTH} {height}"}
    return xml.tostring(picture, encoding="unicode").translate(_SIGNS).encode()


def _text(picture: xml.Element, texts: Sequence[str], top: float, size: int, look: dict[str, str]) -> float:
    """Write texts, each from a new line, and return where they end."""
    for text in texts:
        for line in textwrap.wrap(text, _LETTERS[size]):
            place = {"x": str(_EDGE), "y": f"{top + size:.1f}", "font-size": str(size)}
            xml.SubElement(picture, _tag("text"), place | look).text = line
            top += size * _LEADING
    return top


def _row(picture: xml.Element, charts: Sequence[Chart], width: float, top: float) -> float:
    """Draw charts beside each other and return where the tallest ends."""
    bottom = top
    for place, chart in enumerate(charts):
        drawn = _drawn(chart, width, prefix=f"c{len(picture)}-")
        drawn.attrib |= {"x": f"{_EDGE + place * (width + _GAP):.1f}", "y": f"{top:.1f}"}
        picture.append(drawn)
        bottom = max(bottom, top + float(drawn.attrib["height"]))
    return bottom


def _drawn(chart: Chart, width: float, prefix: str) -> xml.Element:
    """Draw one chart; its names get a prefix, for in one picture no two parts may have the same."""
    fixed = _with_font(chart) | {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    drawn = xml.fromstring(vl_convert.vegalite_to_svg(fixed, allowed_base_urls=[]))  # nothing is fetched
    for element in drawn.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, prefix + value)
            elif "url(#" in value:
                element.set(name, value.replace("url(#", f"url(#{prefix}"))
    return drawn


def _with_font(chart: Chart) -> Chart:
    """Return the chart with the font of pictures; all fonts of a chart are set by the theme."""

    def changed(part: Any) -> Any:
        if not isinstance(part, dict):
            return part
        return {name: _FONT if name.lower().endswith("font") else changed(value) for name, value in part.items()}

    return {**chart, "config": changed(chart["config"])}


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"
