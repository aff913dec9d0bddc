"""Homes that the letter of 12 June 2023 expects to be demolished and built with the Volkshuisvestingsfonds of 2021."""

import pandas as pd

_PLACES = {"": "Heel Nederland", "-focusgebieden": "Zes focusgebieden"}


def expected_homes(letter: pd.DataFrame) -> pd.DataFrame:
    """The expected homes, one row per place and kind.

    Args:
        letter: The figures of the letter.

    Returns:
        Columns place (Heel Nederland, Zes focusgebieden), kind (sloop, nieuwbouw), homes, social (homes let by
        housing associations, part of homes).
    """
    value = letter.set_index("id")["value"].astype(int)
    rows = [
        (name, kind, value[f"brief-{kind}{place}"], value[f"brief-{kind}-sociale-huur{place}"])
        for place, name in _PLACES.items()
        for kind in ("sloop", "nieuwbouw")
    ]
    return pd.DataFrame(rows, columns=["place", "kind", "homes", "social"])
