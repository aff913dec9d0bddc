"""What the Kaart page costs the server: memory per visitor, CPU per change, and whether it feels how much is stored."""

from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from statistics import median
from time import sleep

from websockets.sync.client import ClientConnection

from bench import wire
from bench.map.servers import Server

PATH = "kaart"
VISITORS = 20
CHANGES = 32
ROUNDS = 5
_REST = 0.05  # seconds in which a server does what follows an answer, so that the other one is not kept
_FIRST = 5  # visitors before those that count: what all share is there then


def memory_per_visitor(app: Server, queries: Sequence[str]) -> float:
    """Growth in megabytes for each of twenty visitors that stay, each having looked at all selections."""
    with ExitStack() as stay:
        before = 0.0
        for number in range(_FIRST + VISITORS):
            if number == _FIRST:
                sleep(1)
                before = app.memory
            visitor = stay.enter_context(wire.visitor(app.url))
            wire.see_map(visitor, PATH, queries[0])
            for query in queries:
                wire.rerun(visitor, PATH, query)
        sleep(1)
        return (app.memory - before) / VISITORS


def cpu_per_change(app: Server, queries: Sequence[str]) -> tuple[float, float]:
    """Seconds of CPU of the server for one change, and the median seconds until its answer was whole; warm."""
    with wire.visitor(app.url) as visitor:
        wire.see_map(visitor, PATH, queries[0])
        for query in queries:
            wire.rerun(visitor, PATH, query)
        sleep(1)
        before = app.cpu
        times = [wire.rerun(visitor, PATH, query) for query in islice(cycle(queries), CHANGES)]
        sleep(1)  # until what follows an answer is done as well
        return (app.cpu - before) / CHANGES, median(times)


def in_turns(one: Server, other: Server, first: Sequence[str], again: Sequence[str]) -> list[tuple[float, float]]:
    """Median seconds of the page in two apps, in turns so that a busy moment meets both.

    Args:
        one: An app, freshly started, so that it has read nothing yet.
        other: Another.
        first: Selections of which each is asked for once: each reads what was not read before.
        again: Selections that are asked for several times.

    Returns:
        For each app the median of the first looks, and that of those after the first.
    """
    with wire.visitor(one.url) as here, wire.visitor(other.url) as there:

        def ask(queries: Sequence[str]) -> tuple[float, float]:
            times: dict[ClientConnection, list[float]] = {here: [], there: []}
            for number, query in enumerate(queries):
                for visitor in (here, there) if number % 2 else (there, here):
                    sleep(_REST)
                    times[visitor].append(wire.rerun(visitor, PATH, query))
            return median(times[here]), median(times[there])

        for visitor in (here, there):
            wire.see_map(visitor, PATH, again[0])  # the shapes, in which no indicator has a part
        cold = ask(first)
        ask(again)
        warm = ask([*again] * ROUNDS)
    return list(zip(cold, warm, strict=True))
