"""Which figures there are, for how many areas and which years, and why the others are missing."""

import pandas as pd

from nplv.analysis import coverage
from nplv.analysis.sentences import coverage as words
from nplv.charts.coverage import matrix
from nplv.export import html
from nplv.registry import indicators, sources
from nplv.report.facts import Facts

BY_YEAR = "Alle meetjaren: voor welke gebieden er een cijfer is, en anders waarom niet"


def chapter(facts: Facts) -> str:
    """Return the coverage as HTML."""
    return "\n".join([_kernindicatoren(facts), _newest(facts), _by_year(facts)])


def _kernindicatoren(facts: Facts) -> str:
    known = facts.about(words.summary(facts.cells), [sources()["kamerbrief-2023"]], note=words.TWO_FIGURES)
    table = coverage.kernindicatoren(facts.cells)
    return html.figure(table, known, 0, name="dekking-kernindicatoren", level=3, caption="Per kernindicator")


def _newest(facts: Facts) -> str:
    finding = words.newest_title(facts.cells)
    drawn = [[matrix(facts.cells, rows="label", marked="", description=finding).to_dict()]]
    known = facts.about(finding, [], note="Per indicator het nieuwste meetjaar.")
    table = coverage.grouped(facts.cells)
    return html.figure(
        table, known, 0, name="dekking-nu", charts=drawn, narrow=drawn, level=3, folded=False, caption="Per indicator"
    )


def _by_year(facts: Facts) -> str:
    every = [one for one in indicators().values() if one.has_figures]
    cells = pd.concat([coverage.by_year(facts.of(one), one) for one in every])
    return html.figure(
        coverage.grouped(cells),
        facts.about(BY_YEAR, []),
        0,
        name="dekking-jaren",
        level=3,
        caption="Per indicator; wat voor meer jaren hetzelfde is, staat in één rij",
    )
