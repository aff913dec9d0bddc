"""The rooms of the house: who may import whom, and what else holds for every file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BASE = {"nplv.registry", "nplv.numbers", "nplv.intervals", "nplv.class_limits", "nplv.schema", "nplv.files"}
BASE |= {"nplv.address"}
ANALYSIS = BASE | {"nplv.analysis"}
DRAWING = ANALYSIS | {"nplv.charts", "nplv.maps"}
OUTSIDE_PAGES = {"nplv.export", "nplv.report", "nplv.local", "nplv.snapshot", "nplv.national", "nplv.open_data"}
UI = DRAWING | OUTSIDE_PAGES | {"nplv.ui"}
REPORT = DRAWING - {"nplv.maps"} | {"nplv.export", "nplv.snapshot", "nplv.report"}
COMMANDS = (UI - {"nplv.ui"}) | {"nplv.sources", "nplv.fetch", "nplv.pipeline", "nplv.check", "nplv.refresh"}
COMMANDS |= {"nplv.commands"}

# Room -> the rooms it may import from; data flows from left to right, so a room imports only from its left.
MAY_IMPORT = {
    "nplv.registry": BASE,
    "nplv.numbers": BASE,
    "nplv.intervals": BASE,
    "nplv.class_limits": set(),
    "nplv.schema": BASE,
    "nplv.files": set(),
    "nplv.address": set(),
    "nplv.sources": BASE | {"nplv.sources"},
    "nplv.fetch": BASE | {"nplv.sources", "nplv.fetch"},
    "nplv.pipeline": BASE | {"nplv.sources", "nplv.pipeline"},
    "nplv.local": BASE,
    "nplv.snapshot": BASE | {"nplv.local"},
    "nplv.national": BASE | {"nplv.snapshot"},
    "nplv.check": BASE | {"nplv.snapshot"},
    "nplv.refresh": BASE
    | {"nplv.sources", "nplv.fetch", "nplv.pipeline", "nplv.snapshot", "nplv.national", "nplv.check"},
    "nplv.analysis": ANALYSIS,
    "nplv.charts": DRAWING - {"nplv.maps"},
    "nplv.maps": DRAWING - {"nplv.charts"},
    "nplv.export": DRAWING - {"nplv.maps"} | {"nplv.export"},
    "nplv.open_data": ANALYSIS | {"nplv.export", "nplv.snapshot", "nplv.open_data"},
    "nplv.report": REPORT,
    "nplv.ui": UI,
    "nplv.commands": COMMANDS,
    "nplv.__main__": COMMANDS,
    "pages": UI - OUTSIDE_PAGES,
    "app": UI - OUTSIDE_PAGES,
}
MAY_USE_STREAMLIT = {"nplv.ui", "pages", "app"}
# Numbers made up by a machine have no place between real figures.
RANDOM = {"random", "secrets", "faker", "numpy.random", "scipy.stats"}

APP = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "nplv").rglob("*.py"))]
ALL = [*APP, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "bench").rglob("*.py"))]
ALL = [path for path in ALL if "node_modules" not in path.parts]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(dotted: str) -> str:
    """The room of a module: "pages.kaart" is in pages, "nplv.ui.figure" and "nplv.ui" are in nplv.ui."""
    return ".".join(dotted.split(".")[: 2 if dotted.startswith("nplv.") else 1])


def imported(source: str) -> Iterator[str]:
    """Every module that a source text imports, at any depth; of "from a import b" both a and a.b."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that they can be read and checked"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def forbidden(source: str, own: str) -> set[str]:
    """Rooms that a source text imports though its own room may not."""
    found = {
        room(target) for target in imported(source) if target.startswith("nplv.") or room(target) in ("pages", "app")
    }
    return found - MAY_IMPORT[own]


def random_numbers(source: str) -> set[str]:
    targets = set(imported(source))
    attributes = {
        ast.unparse(node).replace("np.", "numpy.", 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
    }
    return RANDOM & (targets | attributes)


@pytest.mark.parametrize("path", APP, ids=name)
def test_imports_go_one_way(path: Path) -> None:
    own = room(module(path))
    if own == "nplv" and path.name == "__init__.py":
        assert not list(imported(path.read_text(encoding="utf-8")))
        return
    assert own in MAY_IMPORT, f"{name(path)} is in no known room"
    assert forbidden(path.read_text(encoding="utf-8"), own) == set()


@pytest.mark.parametrize("path", APP, ids=name)
def test_only_the_screen_uses_streamlit(path: Path) -> None:
    uses = any(target.split(".")[0] == "streamlit" for target in imported(path.read_text(encoding="utf-8")))
    assert not uses or room(module(path)) in MAY_USE_STREAMLIT


@pytest.mark.parametrize("path", APP, ids=name)
def test_no_figure_comes_from_chance(path: Path) -> None:
    assert random_numbers(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("path", ALL, ids=name)
def test_files_stay_small(path: Path) -> None:
    limit = 80 if path.parent == ROOT / "pages" else 300
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


def test_what_may_not_be_imported_would_be_found() -> None:
    assert forbidden("from nplv.ui import data", "nplv.analysis") == {"nplv.ui"}
    assert forbidden("from nplv import snapshot, numbers", "nplv.charts") == {"nplv.snapshot"}
    assert forbidden("def f():\n    import nplv.pipeline.build", "pages") == {"nplv.pipeline"}
    assert forbidden("from nplv.export import table", "pages") == {"nplv.export"}
    assert forbidden("from nplv.export import table", "nplv.charts") == {"nplv.export"}
    assert forbidden("from nplv.registry import areas\nfrom nplv.analysis import ranking", "nplv.charts") == set()


def test_random_numbers_would_be_found() -> None:
    assert random_numbers("from numpy import random") == {"numpy.random"}
    assert random_numbers("import numpy as np\nnp.random.default_rng()") == {"numpy.random"}
    assert random_numbers("import random") == {"random"}
    assert random_numbers("from nplv import numbers") == set()
