"""Reading a downloaded zip file without trusting it: its names, its sizes and what it unpacks to."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from nplv.sources.answers import Place

_LARGEST_FILE = 300_000_000  # bytes, unpacked
_CHUNK = 1 << 20


def members(content: bytes, place: Place) -> dict[str, bytes]:
    """Unpacks the csv files of a zip in memory.

    Args:
        content: The zip.
        place: Where it is from, for messages.

    Returns:
        Name of each csv file, without folders -> its content.

    Raises:
        SourceError: It is no zip, is cut off or damaged, names a path outside itself, or unpacks to more than is
            believable.
    """
    expected = "een zipbestand met csv-bestanden"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts or ":" in name:
                    raise place.error(f"een bestand met het pad {name}", "namen zonder pad naar buiten")
            csv = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
            return {PurePosixPath(info.filename).name: _unpacked(archive, info, place) for info in csv}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise place.error(f"geen leesbaar zipbestand ({error})", expected) from error


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place) -> bytes:
    """One file; what the archive says of its size is not believed."""
    found = bytearray()
    with archive.open(info) as file:
        while part := file.read(_CHUNK):
            found += part
            if len(found) > _LARGEST_FILE:
                limit = f"{_LARGEST_FILE // 10**6} MB"
                raise place.error(f"{info.filename} pakt uit tot meer dan {limit}", f"hoogstens {limit}")
    return bytes(found)
