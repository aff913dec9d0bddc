"""Where the dashboard stands, for links in what leaves it."""

import os

VARIABLE = "NPLV_ADDRESS"


def dashboard() -> str:
    """Return the address of the dashboard as the environment says it, without a slash at its end; else empty."""
    return without_slash(os.environ.get(VARIABLE, ""))


def without_slash(text: str) -> str:
    """Return an address as one to which "/page" can be added."""
    return text.strip().rstrip("/")
