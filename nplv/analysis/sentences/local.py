"""Writes what there is to say of the own indicators of municipalities as a whole."""

DAMAGED = "beschadigd"
_WHOLE = "in orde"
_OLDER = "gemaakt met een eerdere samenstelling van de focusgebieden; voeg het opnieuw toe"


def state(then: str, now: str) -> str:
    """Say whether a local indicator was made with what the focus areas consist of; both are hashes of that."""
    return _WHOLE if then == now else _OLDER
