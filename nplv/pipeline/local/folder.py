"""Writes a local indicator to its folder beside the snapshot, and removes it."""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nplv.files import write_whole

_HASH = 12  # letters of the hash in a file's name


def write(root: Path, files: Mapping[str, bytes], record: tuple[str, dict[str, Any]]) -> None:
    """Writes one local indicator in one step: whoever reads meanwhile has the old one or the new one, whole.

    Every file stands under a name that holds its hash, and the record, which names them, is written last. A new folder
    gets its name only then.

    Args:
        root: Its folder.
        files: Name -> content.
        record: Name of the record, and its content but for path and sha256 of each file, which are added.

    Raises:
        OSError: It could not be written; what was there is still there.
    """
    into = root if root.is_dir() else root.with_name(f".{root.name}.part")
    named = {}
    for name, given in files.items():
        sha256 = hashlib.sha256(given).hexdigest()
        stem, suffix = os.path.splitext(name)
        named[name] = {"path": f"{stem}-{sha256[:_HASH]}{suffix}", "sha256": sha256}
        write_whole(into / named[name]["path"], given)
    content = json.dumps({**record[1], "files": named}, indent=2, ensure_ascii=False, sort_keys=True)
    write_whole(into / record[0], f"{content}\n".encode())
    kept = {record[0], *(one["path"] for one in named.values())}
    for path in into.iterdir():
        if path.name not in kept:
            with contextlib.suppress(OSError):  # it is named nowhere, and does no harm
                path.unlink()
    if into != root:
        os.replace(into, root)


def remove(root: Path) -> None:
    """Removes one local indicator: it is gone at once, and then its files.

    Raises:
        OSError: It could not be removed.
    """
    aside = root.with_name(f".{root.name}.gone")
    if aside.exists():  # left by a stopped run
        shutil.rmtree(aside)
    os.replace(root, aside)
    shutil.rmtree(aside)
