"""The open data of the Leefbaarometer: one zip file, whole, damaged or hostile."""

import functools
import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping

from tests.stand_in.faults import Faults, html
from tests.stand_in.model import Reply

PATH = "/resources/open-data-leefbaarometer-meting-2024.zip"
WIJKEN = "Leefbaarometer-scores wijken 2002-2024.csv"
COLUMNS = ("wk_code", "wk_naam", "jaar", "lbm", "afw", "fys", "onv", "soc", "vrz", "won")
_MODIFIED = "Wed, 01 Oct 2025 08:00:00 GMT"
_DATE = (2025, 10, 1, 10, 0, 0)
_BLOCK = 1 << 20  # bytes
_BLOCKS = 3 << 10


def answer(archive: bytes | None, path: str, headers: Mapping[str, str], faults: Faults) -> Reply:
    """Answers one request for the archive."""
    if archive is None or path != PATH:
        return html("Not Found", 404)
    if faults.take("zip_html"):
        return html("Leefbaarometer")
    if faults.take("truncated_zip"):
        archive = archive[: len(archive) // 2]
    elif faults.take("foreign_zip"):
        archive = zip_of({"LEESMIJ.txt": b"Dit is een ander bestand.", "data/other.csv": b"a,b\n1,2\n"})
    elif faults.take("zip_outside"):
        archive = _with_member(archive, "../../evil.csv")
    elif faults.take("zip_bomb"):
        archive = _bomb()
    return tagged(Reply(200, archive, "application/zip", {"Last-Modified": _MODIFIED}), headers)


def tagged(reply: Reply, headers: Mapping[str, str]) -> Reply:
    """The reply with an ETag of its body, or 304 when the client has that body."""
    tag = f'"{hashlib.sha256(reply.body).hexdigest()[:32]}"'
    known = [part.strip().removeprefix("W/") for part in headers.get("If-None-Match", "").split(",")]
    more = {**reply.headers, "ETag": tag}
    return Reply(304, headers=more) if tag in known else Reply(reply.status, reply.body, reply.content_type, more)


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A zip that is the same for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _with_member(archive: bytes, name: str) -> bytes:
    target = io.BytesIO(archive)
    with zipfile.ZipFile(target, "a") as made:
        made.writestr(zipfile.ZipInfo(name, _DATE), b"evil\n")
    return target.getvalue()


@functools.cache
def _bomb() -> bytes:
    """A zip of a few megabytes with one csv of its header and 3 GiB of zeros; sizes and checksum are true.

    One compressed block of zeros is repeated, which takes a fraction of the time of compressing them all.
    """
    header, block = ",".join(COLUMNS).encode() + b"\n", bytes(_BLOCK)
    parts, checksum = [_flushed(header), *[_flushed(block)] * _BLOCKS], zlib.crc32(header)
    for _ in range(_BLOCKS):
        checksum = zlib.crc32(block, checksum)
    info, target = zipfile.ZipInfo(WIJKEN, _DATE), io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(info, b"".join(parts) + _compressor().flush(), zipfile.ZIP_STORED)
        # It is stored as it is, and then said to be what it is: compressed.
        info.compress_type, info.file_size, info.CRC = zipfile.ZIP_DEFLATED, len(header) + _BLOCK * _BLOCKS, checksum
    target.seek(info.header_offset)
    target.write(info.FileHeader(zip64=False))
    return target.getvalue()


def _flushed(content: bytes) -> bytes:
    """Compressed such that any other block may come before and after."""
    compressor = _compressor()
    return compressor.compress(content) + compressor.flush(zlib.Z_FULL_FLUSH)


def _compressor() -> "zlib._Compress":
    return zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
