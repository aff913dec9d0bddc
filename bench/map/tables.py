"""The tables of the report: what was reached beside each limit, and which part takes the time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.map.session import VISITORS, Samples
from bench.report import machine, table


@dataclass(frozen=True)
class Measured:
    """What was measured with one number of polygons.

    Attributes:
        count: Polygons.
        samples: See ``bench.map.session.session``.
        memory: Megabytes of the server per visitor.
        cpu: Seconds of CPU of the server per change.
        answer: Seconds until the answer to a change was whole.
        tenth: Seconds of the page with a tenth of the indicators and years: at the first look, and after that.
        whole: The same with all of them.
    """

    count: int
    samples: Samples
    memory: float
    cpu: float
    answer: float
    tenth: Sequence[float]
    whole: Sequence[float]

    def median(self, name: str) -> float:
        """Median of one of the samples."""
        return median(self.samples[name])


Cell = Callable[[Measured], str]
_MOMENTS = {
    "asked": "the page asks its server",
    "called": "the map is called",
    "fetched": "library and shapes are there",
    "shown": "all is handed to deck.gl",
    "drawn": "the GPU has finished the frame",
}
_STEPS = {"sent": "the question is sent", "shown": "colours are handed to deck.gl", "drawn": "the frame is finished"}


def report(every: Sequence[Measured]) -> str:
    """All tables as Markdown."""
    first = [_moments(every, name, f"{name} first", _MOMENTS) for name in ("app", "bare")]
    static = ["static page: the GPU has finished the frame", *(_ms(one.median("static first")) for one in every)]
    change = [_moments(every, name, name, _STEPS) for name in ("app indicator", "app year", "bare change")]
    return "\n\n".join(
        [
            f"The map with SYNTHETIC buurten, medians of {VISITORS} new visitors; {machine()}.",
            table([_head(every, "", "limit"), *_limits(every)]),
            "First map, ms since the navigation began until …",
            table([_head(every, "until"), *(row for rows in first for row in rows), static]),
            "Change, ms since the key press (static page: since the call) until …",
            table(
                [
                    _head(every, "until"),
                    *(row for rows in change for row in rows),
                    ["static page: the frame is finished", *(_ms(one.median("static change")) for one in every)],
                    ["server: the answer is whole", *(_ms(1000 * one.answer) for one in every)],
                ]
            ),
        ]
    )


def _limits(every: Sequence[Measured]) -> list[list[str]]:
    cells: list[tuple[str, str, Cell]] = [
        ("first map / static page", "3", _ratio("app first drawn", "static first")),
        ("first map with the deck.gl of pydeck / static page", "", _ratio("whole first", "static first")),
        ("first map of the bare app / static page", "", _ratio("bare first drawn", "static first")),
        ("change of indicator / static page", "4", _ratio("app indicator drawn", "static change")),
        ("change of year / static page", "4", _ratio("app year drawn", "static change")),
        ("change in the bare app / static page", "", _ratio("bare change drawn", "static change")),
        ("click / bare app", "1.5", _ratio("app click", "bare click")),
        ("received on a change, kB (most)", "60", _bytes),
        ("memory of the server per visitor, MB", "5", lambda one: f"{one.memory:.1f}"),
        ("CPU of the server per change, ms", "150", lambda one: _ms(1000 * one.cpu)),
        ("page with 10 × the indicators and years, first look", "1.1", _stored(0)),
        ("page with 10 × the indicators and years, after that", "1.1", _stored(1)),
    ]
    return [[label, limit, *(cell(one) for one in every)] for label, limit, cell in cells]


def _head(every: Sequence[Measured], *labels: str) -> list[str]:
    return [*labels, *(f"{one.count:,} buurten" for one in every)]


def _ratio(name: str, reference: str) -> Cell:
    def cell(one: Measured) -> str:
        ours, theirs = one.median(name), one.median(reference)
        return f"{ours / theirs:.1f} ({_ms(ours)} / {_ms(theirs)} ms)"

    return cell


def _bytes(one: Measured) -> str:
    sizes = one.samples["bytes"]
    return f"{median(sizes) / 1000:.0f} ({max(sizes) / 1000:.0f})"


def _stored(place: int) -> Cell:
    def cell(one: Measured) -> str:
        ours, theirs = one.whole[place], one.tenth[place]
        return f"{ours / theirs:.2f} ({_ms(1000 * ours)} / {_ms(1000 * theirs)} ms)"

    return cell


def _moments(every: Sequence[Measured], label: str, name: str, moments: dict[str, str]) -> list[list[str]]:
    return [
        [f"{label}: {text}", *(_ms(one.median(f"{name} {moment}")) for one in every)]
        for moment, text in moments.items()
    ]


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:,.0f}"
