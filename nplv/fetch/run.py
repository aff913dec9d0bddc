"""The fetch: every table in turn, each whole or not at all, with a line on each."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from nplv.fetch.answers import Answers
from nplv.fetch.client import Client, Unreachable
from nplv.fetch.store import Store
from nplv.numbers import number
from nplv.sources import SourceError
from nplv.sources.catalogue import Step, steps

_BAR = "{desc}|{bar}| {n_fmt} van {total_fmt} tabellen{postfix}"


@dataclass
class Fetched:
    """What came of a fetch.

    Attributes:
        failures: Name of each table that could not be fetched -> why, in one line.
    """

    failures: dict[str, str] = field(default_factory=dict)


def fetch(
    root: Path, client: Client, *, only: Sequence[str] = (), keep_going: bool = False, quiet: bool = False
) -> Fetched:
    """Brings a raw store up to date.

    Args:
        root: Folder of the store.
        client: Asks the services.
        only: Sources or kinds of tables to fetch ("cbs-kwb", "kwb"); all of them when empty.
        keep_going: Whether to go on with other tables after one that failed.
        quiet: Whether to leave out the progress bar; the line per table stays.

    Returns:
        What failed; of the tables that failed the store keeps what it had.

    Raises:
        SourceError: A name in `only` is unknown, or the store cannot be written.
    """
    wanted = _wanted(only)
    store, result = Store(root), Fetched()
    store.begin()
    try:
        with tqdm(wanted, bar_format=_BAR, disable=quiet or None, file=sys.stderr, dynamic_ncols=True) as bar:
            for step in bar:
                bar.set_description(step.name)
                answers = Answers(store, client, step.name, report=lambda text: bar.set_postfix_str(text))
                failure = _fetch(step, answers, bar)
                if failure:
                    result.failures[step.name] = failure
                    if not keep_going:
                        break
    finally:
        store.end(complete=not result.failures and sys.exc_info()[0] is None)
    return result


def _fetch(step: Step, answers: Answers, bar: "tqdm[Step]") -> str | None:
    """Fetches one table; returns what was wrong, if anything."""
    try:
        rows = len(step.read(answers))
    except SourceError as error:
        if not isinstance(error, Unreachable):  # what was staged is no good; else the next run goes on from it
            answers.discard()
        bar.write(f"MISLUKT {step.name}: {error}", file=sys.stderr)
        return str(error)
    answers.commit()
    got = f"{answers.fetched} antwoorden opgehaald, {answers.unchanged} ongewijzigd"
    bar.write(f"{step.name} ({step.source}): {number(rows)} rijen; {got}", file=sys.stdout)
    return None


def _wanted(only: Iterable[str]) -> list[Step]:
    every = list(steps())
    names = {name for step in every for name in (step.source, step.kind, step.name)}
    if unknown := sorted(set(only) - names):
        raise SourceError(f"onbekende bron: {', '.join(unknown)}; verwacht een van {', '.join(sorted(names))}")
    return [step for step in every if not only or {step.source, step.kind, step.name} & set(only)]
