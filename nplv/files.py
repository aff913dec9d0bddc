"""Writing files so that others see them whole or not at all, and telling what a stopped run left."""

import os
import time
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
