"""Writes what there is to say of the own indicators of municipalities as a whole."""

from nplv import numbers

DAMAGED = "beschadigd"
WHOLE = "in orde"
OLDER = "gemaakt met een eerdere samenstelling van de focusgebieden; voeg het opnieuw toe"
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
    """Say whether a local indicator was made with what the focus areas consist of; both are hashes of that."""
    return WHOLE if then == now else OLDER
