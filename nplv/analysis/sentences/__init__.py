"""Every finding that a reader sees, in Dutch: title, description and download of a chart have the same text.

A sentence says what is and how it differs; never why, for no figure here shows a cause. All its figures stand in the
table beside it, rounded as there.
"""

from nplv.analysis.sentences.notes import LETTER_WARNING, PROGRAMME_NOTE, coverage_note, denominator_note
from nplv.analysis.sentences.standing import compared, finding, finding_together, level, no_figure, of_gemeente

__all__ = [
    "LETTER_WARNING",
    "PROGRAMME_NOTE",
    "compared",
    "coverage_note",
    "denominator_note",
    "finding",
    "finding_together",
    "level",
    "no_figure",
    "of_gemeente",
]
