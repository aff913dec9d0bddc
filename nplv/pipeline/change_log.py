"""The changes of refreshes as texts for people: the file beside the data, and the lines on the command line."""

import pandas as pd

from nplv.numbers import number
from nplv.schema import CHANGE_KINDS


def markdown(table: pd.DataFrame, refreshed: str | None) -> str:
    """Writes the change log as a text for people.

    Args:
        table: The columns of ``nplv.schema.CHANGES``.
        refreshed: The moment of the newest refresh, which is told of also where nothing changed; None without any.
    """
    lines = ["# Wijzigingen per verversing", ""]
    moments = dict.fromkeys([*([refreshed] if refreshed else []), *table["refreshed"]])
    if not moments:
        lines.append("De momentopname komt uit vastgelegde brondata en is nog niet ververst.")
    for moment in moments:
        lines += [f"## {moment}", ""]
        rows = table[table["refreshed"] == moment]
        if rows.empty:
            lines += ["Geen wijzigingen.", ""]
        for kind, heading in CHANGE_KINDS.items():
            texts = rows.loc[rows["kind"] == kind, "text"]
            if len(texts):
                lines += [f"### {heading}", "", *(f"- {text}" for text in texts), ""]
    return "\n".join(lines).rstrip() + "\n"


def summary(table: pd.DataFrame, refreshed: str) -> list[str]:
    """Says in a line per kind how much one refresh changed, and in a line each what a person must look at."""
    rows = table[table["refreshed"] == refreshed]
    counts = rows["kind"].value_counts()
    lines = [f"{title}: {number(int(counts[kind]))}" for kind, title in CHANGE_KINDS.items() if kind in counts]
    return [*lines, *(f"- {text}" for text in rows.loc[rows["kind"] == "look", "text"])] or ["Geen wijzigingen."]
