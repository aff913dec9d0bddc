"""The summary, by a rule that it states: what the 20 areas together show on each kernindicator with figures."""

from nplv.analysis.sentences import LETTER_WARNING, PROGRAMME_NOTE, development
from nplv.analysis.sentences import coverage as coverage_words
from nplv.report import parts
from nplv.report.facts import Facts, with_figures

RULE = (
    "Vaste regel: van elke kernindicator met cijfers staat hier het nieuwste cijfer van de 20 focusgebieden samen, de "
    "verandering sinds de 0-meting en het verschil met Nederland, voor zover die bekend zijn. Er is niets uitgekozen."
)


def chapter(facts: Facts) -> str:
    """Return the summary as HTML, without its heading."""
    told = [
        (f"Kernindicator {one.kernindicator}", development.together(facts.of(one), one))
        for one in with_figures(of_letter=True)
    ]
    return "\n".join(
        [
            parts.paragraph(coverage_words.summary(facts.cells)),
            parts.paragraph(RULE, "quiet"),
            parts.named(told),
            parts.paragraph(PROGRAMME_NOTE),
            parts.paragraph(LETTER_WARNING),
        ]
    )
