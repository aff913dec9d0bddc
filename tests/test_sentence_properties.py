"""Every finding, on made-up observations: sign, unit, rounding and every figure in it agree with what it is made of.

What a finding has to say is worked out by another route, in `tests.writers_of_one` and its neighbours. Of a new writer
the first test here asks for a line in the list.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nplv.analysis import gap, sentences
from nplv.analysis.sentences import gap as words
from nplv.registry import Level, areas, indicators
from tests import writers_of_gaps as of_gaps
from tests import writers_of_money as of_money
from tests import writers_of_one as of_one
from tests import writers_of_several as of_several
from tests.dutch import Told, check, plain
from tests.made_up import World, several, worlds
from tests.surfaces import of

BOUNDED = settings(max_examples=40, deadline=None)

OF_ONE: dict[str, Callable[[World], list[Told]]] = {
    "standing.finding": of_one.finding,
    "standing.finding_together": of_one.finding_together,
    "standing.of_gemeente": of_one.of_gemeente,
    "standing.level": of_one.level,
    "standing.compared": of_one.compared,
    "development.development": of_one.developed,
    "development.changes": of_one.changes,
    "development.together": of_one.together,
    "development.gaps": of_one.holes,
    "development.panels_note": of_one.panels_note,
    "ranking.title": of_one.ranked,
    "ranking.reading": of_one.reading,
    "ranking.without_figure": of_one.without_figure,
    "notes.denominator_note": of_one.denominator,
    "notes.coverage_note": of_one.coverage,
    "gap.title": of_gaps.title,
    "gap.no_gap": of_gaps.no_gap,
    "gap.outcome": of_gaps.outcome,
    "gap.pace": of_gaps.pace,
    "gap.brief": of_gaps.brief,
    "gap.development": of_gaps.development,
    "gap.verdict": of_gaps.verdict,
    "gap.overview": of_gaps.overview,
    "gap.margin": of_gaps.margin,
    "gap.small_note": of_gaps.small_note,
}
OF_SEVERAL: dict[str, Callable[[list[World]], list[Told]]] = {
    "matrix.title": of_several.matrix_title,
    "profile.title": of_several.profile_title,
    "profile.place profile.sign profile.figure profile.beside profile.bare profile.verdict": of_several.profile_row,
    "profile.inhabitants": of_several.inhabitants,
    "profile.none_outstanding": of_several.nothing_stands_out,
    "pair.title pair.name pair.difference": of_several.paired,
    "place.sentence place.position place.note": of_several.placed,
    "scatter.title scatter.note scatter.years scatter.columns": of_several.scattered,
}
OF_TABLES: dict[str, Callable[[], st.SearchStrategy[list[Told]]]] = {
    "funding.stacks_finding funding.bar_label": of_money.stacks,
    "funding.stacked_finding funding.beside_finding funding.years_finding funding.amount": of_money.decisions,
    "funding.reconciled funding.totals_finding": of_money.rounds,
    "funding.homes_finding": of_money.homes,
    "funding.day": of_money.days,
    "changes.counted": of_money.changed,
    "coverage.year_title coverage.newest_title coverage.summary": of_money.counted,
}
_IN_SIMILAR_WORDS = "tests/test_similar_words.py holds the same of it"
ELSEWHERE = {
    "standing.no_figure": "in the writer of standing.level, which has a hole or a figure",
    "gap.short": "a name of a level, without a figure; in every finding on a gap",
    "gap.table": "a table with plain figures: the twin of the findings on a gap",
    "gap.values": "a table with plain figures: the twin of gap.title",
    "pair.table": "a table with plain figures: the twin of pair.difference",
    "profile.table": "a table with plain figures: the twin of profile.place",
    **dict.fromkeys(
        [f"similar.{name}" for name in ("finding", "title", "outcome", "summary", "check_sentence", "method_note")],
        _IN_SIMILAR_WORDS,
    ),
    **dict.fromkeys(["similar.limits_note", "similar.not_offered"], "declared texts; " + _IN_SIMILAR_WORDS),
}
JUST_OUTSIDE = "nul valt er vóór afronding net buiten"
DENIES_A_CAUSE = ("NOT_A_CAUSE", "PROGRAMME_NOTE")


def modules() -> dict[str, ModuleType]:
    names = [one.name for one in pkgutil.iter_modules(sentences.__path__)]
    return {name: importlib.import_module(f"{sentences.__name__}.{name}") for name in names}


def test_every_writer_is_in_a_list_here() -> None:
    written = {
        f"{name}.{function}"
        for name, module in modules().items()
        for function, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == module.__name__ and not function.startswith("_")
    }
    listed = [one for names in (*OF_ONE, *OF_SEVERAL, *OF_TABLES, *ELSEWHERE) for one in names.split()]
    assert sorted(listed) == sorted(written)


def test_fixed_texts_are_dutch_and_only_those_that_deny_a_cause_name_one() -> None:
    texts = {name: text for module in modules().values() for name, text in vars(module).items() if name.isupper()}
    assert set(DENIES_A_CAUSE) <= set(texts)
    for name, text in texts.items():
        if isinstance(text, str) and name not in DENIES_A_CAUSE:
            plain(text, is_sentence=text.endswith("."))


@pytest.mark.parametrize(
    ("slug", "level", "expected"),
    [
        # From 2.6 to 10.8 fewer.
        ("eindhoven-woensel-zuid", "gemeente", "8,2 groter geworden (marge 4,9 tot 11,2)."),
        (
            "roosendaal-ring",
            "nederland",
            "3,9 kleiner geworden (marge 0,0 tot 7,7; nul valt er vóór afronding net buiten).",
        ),
    ],
)
def test_a_margin_stands_on_the_side_of_the_figure_before_it(slug: str, level: Level, expected: str) -> None:
    found = gap.gap(of("misdrijven"), areas()[slug], indicators()["misdrijven"], level)
    assert found is not None
    assert words.outcome(found) == f"Het verschil is sinds de 0-meting {expected}"
    assert words.brief(found).startswith(f"Het verschil is {expected.replace(' geworden', '')}")


@pytest.mark.parametrize("writer", OF_ONE.values(), ids=OF_ONE)
@BOUNDED
@given(data=st.data())
def test_findings_on_one_indicator(writer: Callable[[World], list[Told]], data: st.DataObject) -> None:
    for told in writer(data.draw(worlds())):
        check(told)


@pytest.mark.parametrize("writer", OF_SEVERAL.values(), ids=OF_SEVERAL)
@BOUNDED
@given(data=st.data())
def test_findings_on_several_indicators(writer: Callable[[list[World]], list[Told]], data: st.DataObject) -> None:
    for told in writer(data.draw(several())):
        check(told)


@pytest.mark.parametrize("writer", OF_TABLES.values(), ids=OF_TABLES)
@BOUNDED
@given(data=st.data())
def test_findings_on_money_and_on_what_there_is(
    writer: Callable[[], st.SearchStrategy[list[Told]]], data: st.DataObject
) -> None:
    for told in data.draw(writer()):
        check(told)
