"""Files that the browser fetches once and keeps: shapes and scripts, named after their content."""

import hashlib
import shutil
from collections.abc import Mapping

from nplv.files import write_folder
from nplv.ui.data import ROOT

_FOLDER = ROOT / "static"
_HASH = 12  # letters of the hash in a name


def address(name: str, files: Mapping[str, bytes]) -> str:
    """Makes files available to the browser and returns the address of their folder, relative to the app's own.

    The folder's name changes with what is in it, so that a browser may keep what it has; an older folder of the same
    name is removed, so that there are never more than one of each.

    Args:
        name: What is in it, such as "buurt"; letters, digits and hyphens.
        files: Name -> content.

    Raises:
        OSError: The folder ``static/`` cannot be written.
    """
    content = hashlib.sha256()
    for file, data in files.items():
        content.update(f"{file} {len(data)} ".encode() + data)
    path = _FOLDER / f"{name}.{content.hexdigest()[:_HASH]}"
    if not path.is_dir():
        write_folder(path, files)
        for old in _FOLDER.glob(f"{name}.*"):
            if old != path:
                shutil.rmtree(old, ignore_errors=True)
    return f"app/static/{path.name}"
