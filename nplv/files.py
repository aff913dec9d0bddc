"""Writing files so that others see them whole or not at all."""

import os
from pathlib import Path


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
