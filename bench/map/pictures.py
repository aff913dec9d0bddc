"""The same SYNTHETIC picture for the static page and for the bare Streamlit app, as files beside each."""

import json
import shutil
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from bench.map.servers import copy_of_app
from nplv.maps.classes import Classes
from nplv.maps.picture import pack
from nplv.maps.shapes import shape_file
from nplv.snapshot import Snapshot

TURNS = ("SYNTHETIC a", "SYNTHETIC b")  # the two pictures that take turns
_HERE = Path(__file__).parent
LIBRARY = _HERE.parent / "node_modules" / "@deck.gl"
_DECIMALS = 1
_SHARES = (0.05, 0.2, 0.4, 0.6, 0.8, 0.95)  # of the values below each limit between two classes


def static_page(folder: Path, shapes: gpd.GeoDataFrame, bounds: list[float]) -> None:
    """Write the static page, its shapes and its colours.

    Args:
        folder: Where to; it is made.
        shapes: All polygons.
        bounds: What is in view: west, south, east, north.
    """
    folder.mkdir(parents=True)
    shutil.copy(_HERE / "static.html", folder / "index.html")
    for part in ("core", "layers"):
        shutil.copy(LIBRARY / part / "dist.min.js", folder / f"{part}.min.js")
    features = [
        {"type": "Feature", "properties": {"place": place}, "geometry": json.loads(text)}
        for place, text in enumerate(shapely.to_geojson(shapes.geometry.to_numpy()))
    ]
    _write(folder / "shapes.geojson", {"type": "FeatureCollection", "features": features})
    classes = [_classes(values).of(values).tolist() for values in map(_values, range(len(TURNS)), _counts(shapes))]
    colours = [*Classes(_SHARES, _DECIMALS).colours, [255, 255, 255]]
    _write(folder / "colours.json", {"classes": classes, "colours": colours, "bounds": bounds})


def bare_app(folder: Path, shapes: gpd.GeoDataFrame, bounds: list[float], snapshot: Snapshot) -> Path:
    """Write the bare app with its pictures, and return its script.

    Args:
        folder: Where to; it is made.
        shapes: All polygons, with code, name and municipality.
        bounds: What is in view: west, south, east, north.
        snapshot: For the shapes that lie below and above them.
    """
    copy_of_app(folder)
    script = Path(shutil.copy(_HERE / "bare_app.py", folder / "bare_app.py"))
    tables = {"land": snapshot.areas("provincie"), "areas": snapshot.areas("focusgebied"), "units": shapes}
    for name, table in tables.items():
        (folder / f"{name}.json.gz").write_bytes(shape_file(table, {}))
    pictures = map(_picture, range(len(TURNS)), _counts(shapes))
    shared = {"place": {"key": "nederland", "bounds": bounds}, "country": bounds}
    _write(folder / "bare.json", {turn: picture | shared for turn, picture in zip(TURNS, pictures, strict=True)})
    return script


def _picture(turn: int, count: int) -> dict[str, Any]:
    """What the map is sent; see nplv.ui.map."""
    values = _values(turn, count)
    classes = _classes(values)
    packed = pack(values, [""] * count, _DECIMALS)
    return {
        "key": TURNS[turn],
        "values": packed.values,
        "reasons": packed.reasons,
        "limits": classes.whole_limits,
        "colours": classes.colours,
        "decimals": _DECIMALS,
        "title": TURNS[turn],
        "chosenArea": 0,
        "chosenUnit": None,
        "bordersFrom": 10,
        "background": None,
        "description": TURNS[turn],
    }


def _counts(shapes: gpd.GeoDataFrame) -> list[int]:
    return [len(shapes)] * len(TURNS)


def _values(turn: int, count: int) -> np.ndarray:
    return np.random.default_rng(turn).gamma(2.0, 20.0, count)


def _classes(values: np.ndarray) -> Classes:
    return Classes(tuple(np.quantile(values, _SHARES).round(_DECIMALS)), _DECIMALS)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")
