"""Files that the browser fetches once and keeps: derived from the snapshot, named after their content."""

import hashlib
import os
import tempfile

from nplv.ui.data import ROOT

_FOLDER = ROOT / "static"


def address(name: str, content: bytes) -> str:
    """Makes a file available to the browser and returns its address, relative to the app's own.

    The name changes with the content, so that a browser may keep what it has; an older file of the same name is
    removed, so that the folder does not grow.

    Args:
        name: What is in it, such as "focusgebied"; letters, digits and hyphens.
        content: GeoJSON.

    Raises:
        OSError: The folder ``static/`` cannot be written.
    """
    path = _FOLDER / f"{name}.{hashlib.sha256(content).hexdigest()[:12]}.geojson"
    if not path.exists():
        _FOLDER.mkdir(exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=_FOLDER, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(aside, 0o644)
        os.replace(aside, path)
        for old in _FOLDER.glob(f"{name}.*.geojson"):
            if old != path:
                old.unlink(missing_ok=True)
    return f"app/static/{path.name}"
