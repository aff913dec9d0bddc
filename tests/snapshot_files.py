"""Where the files of a published snapshot stand, for tests that damage them."""

import json
from pathlib import Path

from nplv.schema import MANIFEST


def stored(root: Path, name: str) -> Path:
    """The file that stands for a name such as "data/areas.parquet" in the snapshot under a folder."""
    if name == MANIFEST:
        return root / name
    return root / json.loads((root / MANIFEST).read_text(encoding="utf-8"))["files"][name]["path"]
