"""The content of a snapshot from what the services answered, with what could not be fetched kept as it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args

import geopandas as gpd
import pandas as pd

from nplv.pipeline.boundaries import build_boundaries
from nplv.pipeline.content import Content, area_table
from nplv.pipeline.divisions import Divisions
from nplv.pipeline.measurements import Measurements
from nplv.pipeline.observations import observe
from nplv.pipeline.refreshed import KERNCIJFERS, measurements
from nplv.registry import Area, Edition, Indicator, Level, areas, indicators
from nplv.registry.editions import Refreshed, declared_for_refresh, measures
from nplv.registry.tables import table_families
from nplv.sources import SourceError, pdok
from nplv.sources.answers import Answers
from nplv.sources.catalogue import DIVISION, Step, steps

_BOUNDARIES = "grenzen"
_TABLE = table_families()[KERNCIJFERS].by_year[str(DIVISION)]
_YOUTH = ("inwoners_0_tot_15", "inwoners_15_tot_25")


@dataclass
class Tables:
    """Tidy tables by kind (family of tables, Leefbaarometer, boundaries), and which could not be read.

    Attributes:
        tables: Kind -> rows of all years; of the boundaries kind/level -> polygons.
        missing: Name of a step -> why there is nothing of it, or nothing new.
        sources: Kind -> its source.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def read_all(answers: Answers, failures: Mapping[str, str] | None = None) -> Tables:
    """Reads everything that is downloaded again from the raw answers.

    Args:
        answers: The raw store.
        failures: Name of a step -> why it could not be fetched; without these whatever cannot be read is an error.

    Raises:
        SourceError: An answer is missing or not as expected, and no failure says so.
    """
    found = Tables()
    parts: dict[str, list[pd.DataFrame]] = {}
    for step in steps():
        found.sources[step.kind] = step.source
        try:
            table = step.read(answers)
        except SourceError as error:
            if failures is None:
                raise
            found.missing[step.name] = failures.get(step.name, str(error))
            continue
        if step.kind == _BOUNDARIES:
            found.tables[step.name] = table
        else:
            parts.setdefault(step.kind, []).append(table)
    found.tables |= {kind: pd.concat(tables, ignore_index=True) for kind, tables in parts.items()}
    return found


def content(
    read: Tables,
    base: Content,
    *,
    retrieved: Mapping[str, str],
    inputs: Mapping[str, str],
    failures: Mapping[str, str],
    refreshed: str,
) -> Content:
    """Makes the content of a snapshot.

    Args:
        read: The tidy tables.
        base: The snapshot that is there: figures that no service has (such as those of the letter) and the decisions on
            money are taken from it, and what could not be fetched.
        retrieved: Name of a step -> when it was last fetched or found unchanged (ISO).
        inputs: Official address -> sha256 of each raw answer.
        failures: Name of a step -> why it could not be fetched this time.
        refreshed: The moment of the refresh (ISO).

    Raises:
        SourceError: The division in which the areas are declared is missing, or is not as expected.
    """
    every = list(areas().values())
    broken = {name.partition("/")[0] for name in read.missing}
    kerncijfers = read.tables.get(KERNCIJFERS, pd.DataFrame(columns=["period"]))
    observations, edition, unchanged = [], [], {}
    usable = KERNCIJFERS not in broken and (kerncijfers["period"] == DIVISION).any()
    if usable:
        kerncijfers["inwoners_0_tot_25"] = kerncijfers[_YOUTH[0]] + kerncijfers[_YOUTH[1]]
        divisions = Divisions(kerncijfers, every, DIVISION)
    of_base = dict(iter(base.observations.groupby("indicator", sort=False)))
    declared_before = {one.indicator: one for one in base.edition.refreshed}
    for name in indicators():
        found = None
        if name in measures() and usable and not _families(name) & broken:
            indicator = declared_for_refresh()[name]
            measured = measurements(indicator, measures()[name], read.tables, divisions, every, DIVISION)
            found = None if measured is None else _observed(indicator, measured, every)
        if found is not None:
            observations.append(found[0])
            edition.append(found[1])
        elif name in of_base:
            observations.append(of_base[name])
            if name in declared_before:
                edition.append(declared_before[name])
            if name in measures():
                unchanged[name] = sorted(_families(name) & (broken or {KERNCIJFERS}))
    polygons, polygon_sources, vintages = base.polygons, base.polygon_sources, base.vintages
    drawn_from, of_now = _of_boundaries(base.inputs), _of_boundaries(inputs)
    if usable and _BOUNDARIES not in broken and drawn_from != of_now:
        drawn_from = of_now
        polygons = _polygons(read.tables, kerncijfers[kerncijfers["period"] == DIVISION], every)
        polygon_sources = {level: [pdok.SOURCE, read.sources[KERNCIJFERS]] for level in polygons}
        vintages = dict.fromkeys(polygons, DIVISION)
    area_rows = base.areas
    if usable:
        area_rows = area_table(every, kerncijfers[kerncijfers["period"] == DIVISION].set_index("code")["inwoners"])
    days = dict(base.edition.retrieved) | _days(read, retrieved)
    recorded = {name: sha256 for name, sha256 in base.inputs.items() if not name.startswith("https:")}
    others = {url: sha256 for url, sha256 in inputs.items() if url not in of_now}
    return replace(
        base,
        observations=pd.concat(observations, ignore_index=True),
        areas=area_rows,
        polygons=polygons,
        polygon_sources=polygon_sources,
        vintages=vintages,
        inputs={**recorded, **others, **drawn_from},
        as_of=max([*(day.isoformat() for day in days.values()), base.as_of]),
        edition=Edition(tuple(edition), tuple(sorted(days.items()))),
        refreshed=refreshed,
        old=_old(read, failures, retrieved, unchanged),
    )


def _families(name: str) -> set[str]:
    """The kinds of tables that the figures of an indicator need."""
    measure = measures()[name]
    return {KERNCIJFERS, *(column.partition(".")[0] for column in (*measure.value, *measure.weight))}


def _observed(indicator: Indicator, measured: Measurements, every: list[Area]) -> tuple[pd.DataFrame, Refreshed]:
    """The observations of an indicator, and for which years and levels it has figures."""
    years = tuple(sorted({int(year) for year in measured.units["period"]} | {int(y) for y in measured.parts["period"]}))
    of_denominators = {measured.denominator_periods.get(year, year) for year in years}
    single = of_denominators.pop() if len(of_denominators) == 1 and measured.denominator_periods else None
    refreshed = Refreshed(indicator.id, years, (), single)
    table = observe(replace(indicator, years=years, denominator_period=single), measured, every, ())
    there = set(table.loc[table["value"].notna(), "level"])
    levels: tuple[Level, ...] = get_args(Level)
    return table, replace(refreshed, levels=tuple(level for level in levels if level in there))


def _of_boundaries(inputs: Mapping[str, str]) -> dict[str, str]:
    """Those of the answers that the polygons are made of: while these stay the same, so do the polygons."""
    return {url: sha256 for url, sha256 in inputs.items() if "pdok.nl/" in url or f"/{_TABLE}/" in url}


def _polygons(
    tables: Mapping[str, pd.DataFrame], kerncijfers: pd.DataFrame, every: list[Area]
) -> dict[str, gpd.GeoDataFrame]:
    gemeenten = {area.municipality_code for area in every}
    buurten = tables[f"{_BOUNDARIES}/buurt"]
    names = pd.concat([tables[f"{_BOUNDARIES}/{level}"].set_index("code")["name"] for level in ("gemeente", "wijk")])
    try:
        return build_boundaries(
            buurten[buurten["municipality"].isin(gemeenten)].reset_index(drop=True),
            names,
            tables[f"{_BOUNDARIES}/provincie"],
            kerncijfers,
            every,
        )
    except KeyError as error:
        raise SourceError(f"{pdok.SOURCE}: {error.args[0]}; verwacht de indeling van {DIVISION}") from error


def _days(read: Tables, retrieved: Mapping[str, str]) -> dict[str, date]:
    """Source -> the day since which all of its tables are as the service has them."""
    days: dict[str, date] = {}
    for step in _read_steps(read):
        if step.name in retrieved:
            day = date.fromisoformat(retrieved[step.name][:10])
            days[step.source] = min(day, days.get(step.source, day))
    return days


def _read_steps(read: Tables) -> Iterable[Step]:
    return (step for step in steps() if step.name not in read.missing)


def _old(
    read: Tables, failures: Mapping[str, str], retrieved: Mapping[str, str], unchanged: Mapping[str, list[str]]
) -> list[dict[str, Any]]:
    """What is older than this refresh: a line per table that could not be fetched or read, and what depends on it."""
    rows = []
    for step in steps():
        reason = failures.get(step.name) or read.missing.get(step.name)
        if reason is None:
            continue
        rows.append(
            {
                "table": step.name,
                "source": step.source,
                "since": retrieved.get(step.name, "")[:10] or None,
                "reason": reason,
                "indicators": sorted(name for name, kinds in unchanged.items() if step.kind in kinds),
            }
        )
    return rows
