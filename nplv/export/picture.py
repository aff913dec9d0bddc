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
# Attributes of the parts of a chart that nothing looks at: the picture as a whole has a title and a font.
_NEEDLESS = {"class", "role", "pointer-events"}

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
    if about.outcome:
        bottom = _text(picture, [about.outcome], bottom + _GAP / 2, _SMALL, {"font-weight": "bold", "fill": TEXT})
    bottom = _rows(picture, rows, WIDTH - 2 * _EDGE, _EDGE, bottom + _GAP)
    notes = about.note.split("\n") if about.note else []
    below = [*notes, *source_lines(about), f"{DASHBOARD}. {about.dated}."]
    bottom = _text(picture, below, bottom + _GAP, _SMALL, {"fill": QUIET_TEXT})
    return _finished(picture, WIDTH, bottom + _EDGE).encode()


def inline(rows: Rows, width: int, description: str, name: str) -> str:
    """Draw charts alone, as an SVG element for a page of HTML that says the rest in words.

    Args:
        rows: As for `svg`.
        width: In pixels; letters keep their size, so that a narrow page asks for a chart of its own.
        description: What a screen reader says in its place.
        name: Of letters, digits and hyphens; unique on the page, since names in one picture hold for the whole page.
    """
    xml.register_namespace("", _SVG)
    picture = xml.Element(_tag("svg"), {"width": str(width), "role": "img", "aria-label": description})
    picture.set("font-family", _FONT)
    return _finished(picture, width, _rows(picture, rows, width, 0, 0, prefix=f"{name}-"))


def height(chart: Chart, width: float) -> float:
    """Return how high a chart is that fills a width, in pixels."""
    return float(_drawn(chart, width, prefix="").attrib["height"])


def _finished(picture: xml.Element, width: float, height: float) -> str:
    picture.attrib |= {"height": f"{height:.0f}", "viewBox": f"0 0 {width} {height:.0f}"}
    return xml.tostring(picture, encoding="unicode").translate(_SIGNS)


def _text(picture: xml.Element, texts: Sequence[str], top: float, size: int, look: dict[str, str]) -> float:
    """Write texts, each from a new line, and return where they end."""
    for text in texts:
        for line in textwrap.wrap(text, _LETTERS[size]):
            place = {"x": str(_EDGE), "y": f"{top + size:.1f}", "font-size": str(size)}
            xml.SubElement(picture, _tag("text"), place | look).text = line
            top += size * _LEADING
    return top


def _rows(picture: xml.Element, rows: Rows, width: float, left: float, top: float, prefix: str = "") -> float:
    """Draw rows of charts below each other, the charts of a row beside each other, and return where the last ends."""
    columns = max(map(len, rows))
    each = (width - (columns - 1) * _GAP) / columns
    bottom = top - _GAP
    for row in rows:
        top = bottom + _GAP
        for place, chart in enumerate(row):
            drawn = _drawn(chart, each, prefix=f"{prefix}c{len(picture)}-")
            drawn.attrib |= {"x": f"{left + place * (each + _GAP):.1f}", "y": f"{top:.1f}"}
            picture.append(drawn)
            bottom = max(bottom, top + float(drawn.attrib["height"]))
    return bottom


def _drawn(chart: Chart, width: float, prefix: str) -> xml.Element:
    """Draw one chart; its names get a prefix, for in one picture no two parts may have the same."""
    fixed = _with_font(chart) | {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    drawn = xml.fromstring(vl_convert.vegalite_to_svg(fixed, allowed_base_urls=[]))  # nothing is fetched
    for element in drawn.iter():
        for name, value in list(element.attrib.items()):
            if name in _NEEDLESS or name.startswith("aria-") or value == _FONT:
                del element.attrib[name]
            elif name == "id":
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
