"""Measures the pipeline and the snapshot at national scale: all buurten, twelve years, forty indicators.

The figures are SYNTHETIC (see ``bench.synthetic``); they go through the code that makes and reads the real ones. Each
part runs in a process of its own, so that its peak memory is its own. Run alone: ``python -m bench.national``.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pandas as pd

from bench.report import machine, table
from bench.synthetic import BUURTEN, YEARS, synthetic_id, synthetic_indicator, synthetic_measurements
from nplv.pipeline.observations import observe, observe_units
from nplv.pipeline.publish import table_bytes
from nplv.registry import areas
from nplv.schema import OBSERVATIONS, TABLES, UNIT_LEVELS
from nplv.snapshot import Snapshot

INDICATORS = 40
TENTH = INDICATORS // 10
REPEATS = 7
_READ = 2  # number of the indicator that is read: in both files, with the same figures
_ROOT = Path(__file__).parents[1]
Figures = dict[str, float]


def build(path: Path, count: int) -> Figures:
    """Make and store the observations of some synthetic indicators, as the pipeline does: all at once in memory.

    Args:
        path: File to write.
        count: Number of indicators.

    Returns:
        Seconds of observing (making up the figures not counted) and of storing; rows, bytes and peak in MB.
    """
    spent: list[float] = []
    start = perf_counter()
    observations = pd.concat(_observed(count, spent), ignore_index=True)
    joined = perf_counter()
    path.write_bytes(table_bytes(observations, OBSERVATIONS, group_by="indicator"))
    return {
        "observe": joined - start - sum(spent),
        "store": perf_counter() - joined,
        "rows": len(observations),
        "bytes": path.stat().st_size,
        "peak": peak_memory(),
    }


def _observed(count: int, spent: list[float]) -> Iterator[pd.DataFrame]:
    """The observations of each synthetic indicator; notes the seconds spent on making up its figures."""
    every = list(areas().values())
    for number in range(count):
        start = perf_counter()
        indicator = synthetic_indicator(number)
        measured = synthetic_measurements(indicator, every, seed=number)
        spent.append(perf_counter() - start)
        around = observe(indicator, measured, every, ())
        yield around[~around["level"].isin(UNIT_LEVELS)]
        yield observe_units(indicator, measured)


def read(path: Path) -> Figures:
    """Read one synthetic indicator, for one area and for the whole country.

    Returns:
        Median seconds of each, the rows of each, and peak in MB.
    """
    snapshot = Snapshot(path.parent, {"files": {TABLES["observations"]: {"path": path.name}}, "as_of": "2024-12-31"})
    name, slug = synthetic_id(_READ), next(iter(areas()))

    def one_area() -> pd.DataFrame:
        found = snapshot.observations(name, ["focusgebied"])
        return found[found["area_code"] == slug]

    area_seconds, area_rows = _repeated(one_area)
    country_seconds, country_rows = _repeated(lambda: snapshot.observations(name))
    return {
        "area": area_seconds,
        "area_rows": area_rows,
        "country": country_seconds,
        "country_rows": country_rows,
        "peak": peak_memory(),
    }


def _repeated(question: Callable[[], pd.DataFrame]) -> tuple[float, int]:
    """Median seconds of a question that has been asked before, and the rows of its answer."""
    rows, times = len(question()), []
    for _ in range(REPEATS):
        start = perf_counter()
        question()
        times.append(perf_counter() - start)
    return median(times), rows


def peak_memory() -> float:
    """The most memory that this process has held, in MB; on Linux no less than the process that started it held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def _apart(*arguments: str) -> Figures:
    """Run one part of this module in a fresh process."""
    command = [sys.executable, "-m", "bench.national", *arguments]
    answer = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return dict(json.loads(answer.stdout))


def report() -> str:
    """Measure, and give the result as Markdown."""
    built, found = [], []
    with TemporaryDirectory() as folder:
        for count in (INDICATORS, TENTH):
            path = str(Path(folder) / f"observations-{count}.parquet")
            built.append(_apart("build", path, str(count)))
            found.append(_apart("read", path))
    country = f"read one indicator, whole country ({found[0]['country_rows']:,.0f} rows), ms"
    rows = [
        ["synthetic values", f"{INDICATORS} indicators", f"{TENTH} indicators", "ratio"],
        _row("rows in the file", built, "rows", digits=0),
        _row("build: observe and join, s", built, "observe"),
        _row("build: write the file, s", built, "store"),
        _row("build: peak memory, MB", built, "peak", digits=0),
        _row("file of observations, MB", built, "bytes", unit=1e-6),
        _row("read one indicator, one focus area, ms", found, "area", unit=1000),
        _row(country, found, "country", unit=1000),
        _row("read: peak memory, MB", found, "peak", digits=0),
    ]
    size = f"{BUURTEN:,} buurten × {len(YEARS)} years × {INDICATORS} indicators"
    return f"National scale with SYNTHETIC values: {size}; {machine()}.\n\n{table(rows)}"


def _row(label: str, both: list[Figures], name: str, digits: int = 1, unit: float = 1) -> list[str]:
    """One row of the table: the figure with all indicators, that with a tenth of them, and how they compare."""
    whole, tenth = (unit * figures[name] for figures in both)
    return [label, f"{whole:,.{digits}f}", f"{tenth:,.{digits}f}", f"{whole / tenth:.1f}"]


def main(arguments: list[str]) -> None:
    """Run the part that is asked for and print its figures as JSON; without one print the whole report."""
    match arguments:
        case []:
            print(report())
        case ["build", path, count]:
            print(json.dumps(build(Path(path), int(count))))
        case ["read", path]:
            print(json.dumps(read(Path(path))))
        case _:
            sys.exit("usage: python -m bench.national [build FILE COUNT | read FILE]")


if __name__ == "__main__":
    main(sys.argv[1:])
