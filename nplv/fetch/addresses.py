"""Where the official services are, and which stand-in or proxy takes their place.

A raw answer is kept under its official address, wherever it was really asked.
"""

import os

from nplv.sources import SourceError

# Official base address -> environment variable that replaces it.
_SETTINGS = {
    "https://opendata.cbs.nl": "NPLV_CBS_ODATA",
    "https://dataderden.cbs.nl": "NPLV_DERDEN_ODATA",
    "https://api.pdok.nl": "NPLV_PDOK_API",
    "https://service.pdok.nl": "NPLV_PDOK_SERVICE",
    "https://www.leefbaarometer.nl": "NPLV_LEEFBAAROMETER",
}


def to_ask(official: str) -> str:
    """The address to send a request to, for an official address.

    Raises:
        SourceError: The address is not one of an official service.
    """
    for base, setting in _SETTINGS.items():
        if official.startswith(f"{base}/"):
            return (os.environ.get(setting) or base).rstrip("/") + official.removeprefix(base)
    raise SourceError(f"{official}: dit is geen adres van een bekende dienst; verwacht een van {', '.join(_SETTINGS)}")
