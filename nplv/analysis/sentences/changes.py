"""Counts what changed between two snapshots."""

import pandas as pd

SAME = "Niets veranderd: het is dezelfde momentopname."
SCOPE = (
    "Vergeleken zijn de cijfers van alle indicatoren, en de samenstelling en de grenzen van de focusgebieden; de "
    "besluiten over geld en de cijfers van de Kamerbrief niet."
)
_KINDS = {
    "look": "om na te kijken",
    "new": "met nieuwe cijfers",
    "revised": "met een herzien cijfer",
    "vanished": "met een verdwenen cijfer",
    "area": "over een grens of samenstelling",
}


def counted(changes: pd.DataFrame) -> str:
    """Count the changes by kind.

    "Wat er veranderde, in regels: 1 om na te kijken, 2 met nieuwe cijfers."

    Args:
        changes: The columns of ``nplv.schema.CHANGES``, of one comparison.
    """
    counts = changes["kind"].value_counts()
    told = [f"{counts[kind]} {words}" for kind, words in _KINDS.items() if kind in counts]
    return f"Wat er veranderde, in regels: {', '.join(told)}." if told else "Geen van deze veranderde."
