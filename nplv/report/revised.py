"""What was revised: since an older snapshot, or else by the last refresh."""

from collections.abc import Iterator

import pandas as pd

from nplv.analysis import provenance
from nplv.analysis.sentences import changes as words
from nplv.report import parts
from nplv.report.facts import Facts
from nplv.schema import CHANGE_KINDS


def chapter(facts: Facts) -> str:
    """Return the changes as HTML: by kind, each as it is told in the log."""
    if facts.compared is None:
        return _of_last_refresh(facts)
    before, table = facts.compared.before, facts.compared.changes
    told = (
        f"Vergeleken met een eerdere momentopname, kenmerk {before.fingerprint}. {provenance.dated(before.manifest)}."
    )
    if before.fingerprint == facts.snapshot.fingerprint:
        return parts.paragraph(f"{told} {words.SAME}")
    return "\n".join(
        [parts.paragraph(told), parts.paragraph(f"{words.SCOPE} {words.counted(table)}"), *_by_kind(table)]
    )


def _of_last_refresh(facts: Facts) -> str:
    table, refreshed = facts.snapshot.changes(), facts.snapshot.refreshed
    newest = table[table["refreshed"] == refreshed] if refreshed else table.iloc[:0]
    return "\n".join([parts.paragraph(provenance.changes_title(table, refreshed)), *_by_kind(newest)])


def _by_kind(table: pd.DataFrame) -> Iterator[str]:
    for kind, title in CHANGE_KINDS.items():
        if texts := list(table.loc[table["kind"] == kind, "text"]):
            yield parts.section(3, title, f"herzien-{kind}", parts.bullets(texts))
