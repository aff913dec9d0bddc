"""Files that the browser fetches once and keeps: shapes and scripts, named after their content."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

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
        _FOLDER.mkdir(exist_ok=True)
        _place(path, files)
        for old in _FOLDER.glob(f"{name}.*"):
            if old != path:
                shutil.rmtree(old, ignore_errors=True)
    return f"app/static/{path.name}"


def _place(path: Path, files: Mapping[str, bytes]) -> None:
    """Write the folder whole: another process may be writing the same one."""
    aside = Path(tempfile.mkdtemp(dir=_FOLDER, prefix="."))
    for file, data in files.items():
        (aside / file).write_bytes(data)
    aside.chmod(0o755)
    try:
        aside.rename(path)
    except OSError:
        shutil.rmtree(aside)
        if not path.is_dir():
            raise
