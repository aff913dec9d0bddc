"""Writes what there is to say of the own indicators of municipalities as a whole."""

from nplv import numbers

DAMAGED = "beschadigd"
_WHAT = (
    "Een gemeente of andere organisatie kan naast de momentopname eigen cijfers zetten (`python -m nplv add-local`). "
    "Zij zijn overal te herkennen aan de woorden ‘eigen cijfer’ en horen niet bij de officiële cijfers."
)


def summary(count: int) -> str:
    """Say what local indicators are, and how many there are."""
    if count == 0:
        return f"{_WHAT} In dit dashboard zijn er geen."
    return f"{_WHAT} In dit dashboard {'is' if count == 1 else 'zijn'} er {numbers.number(count)}:"


def state(then: str, now: str) -> str:
    """Say in a word how a local indicator is, by what the focus areas consisted of then and now (hashes of that)."""
    return "in orde" if then == now else "verouderd"


def remark(then: str, now: str) -> str:
    """Say what to do where the focus areas consist of something else now; else nothing. As `state`."""
    if then == now:
        return ""
    return "De focusgebieden bestaan nu uit andere wijken of buurten dan toen; voeg dit cijfer opnieuw toe."
