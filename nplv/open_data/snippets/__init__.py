"""Examples of how the open data are used, each a file that is shown as it stands and run by a test."""

from pathlib import Path

_ADDRESS = "{ADRES}"
PYTHON, PYTHON_MAP, R, EXCEL = "python.py", "python_kaart.py", "r.R", "excel.m"


def snippet(name: str, address: str) -> str:
    """Return an example.

    Args:
        name: Of its file.
        address: Of the folder with open data, without a slash at its end.
    """
    return (Path(__file__).parent / name).read_text(encoding="utf-8").replace(_ADDRESS, address)
