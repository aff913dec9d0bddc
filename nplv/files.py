"""Writing files so that others see them whole or not at all, and telling what a stopped run left."""

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

_HOUR = 3600


def is_abandoned(path: Path) -> bool:
    """Whether nothing wrote to a file or folder for an hour; what is younger may belong to a run that goes on.

    Raises:
        OSError: It is not there, or cannot be looked at.
    """
    return time.time() - path.stat().st_mtime > _HOUR


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file in one step, also when the machine stops meanwhile; makes its folder where there is none.

    What a stop leaves is ``.NAME.part`` beside it, which the next try writes over.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Writes a folder in one step; where another process wrote it meanwhile, that one stays.

    Args:
        path: The folder, which is not there yet; the one it stands in is made where there is none.
        files: Path in the folder -> content.

    Raises:
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=path.parent, prefix="."))
    try:
        for name, content in files.items():
            file = aside / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        aside.chmod(0o755)
        aside.rename(path)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        if not path.is_dir():
            raise
