"""The content of a snapshot from what the services answered, with what could not be fetched kept as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args

import geopandas as gpd
import pandas as pd

from nplv.pipeline.boundaries import build_boundaries
from nplv.pipeline.content import Content, area_table
from nplv.pipeline.divisions import Divisions
from nplv.pipeline.elsewhere import joined, wijken_elsewhere
from nplv.pipeline.measurements import Measurements
from nplv.pipeline.observations import observe
from nplv.pipeline.refreshed import KERNCIJFERS, measurements
from nplv.registry import Area, Edition, Indicator, Level, areas, indicators, recoded
from nplv.registry.editions import Refreshed, declared_for_refresh, measures, with_figures
from nplv.registry.tables import table_families
from nplv.sources import SourceError, pdok
from nplv.sources.answers import Answers
from nplv.sources.catalogue import DIVISION, steps

BOUNDARIES = "grenzen"
GROUND = (BOUNDARIES, KERNCIJFERS)  # without these there is nothing to stand on
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
        if step.kind == BOUNDARIES:
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
    release = release_of(read, every) if KERNCIJFERS not in broken else None
    found = _figures(read, base, every, broken if release is not None else set(read.sources))
    polygons, polygon_sources, vintages = base.polygons, base.polygon_sources, base.vintages
    drawn_from, of_now = of_boundaries(base.inputs), of_boundaries(inputs)
    if release is not None and BOUNDARIES not in broken and drawn_from != of_now:
        drawn_from = of_now
        polygons = _polygons(read.tables, release, every)
        polygon_sources = {level: [pdok.SOURCE, read.sources[KERNCIJFERS]] for level in polygons}
        vintages = dict.fromkeys(polygons, DIVISION)
    days = dict(base.edition.retrieved) | days_of(read, retrieved)
    recorded = {name: sha256 for name, sha256 in base.inputs.items() if not name.startswith("https:")}
    others = {url: sha256 for url, sha256 in inputs.items() if url not in of_now}
    return replace(
        base,
        observations=pd.concat(found.observations, ignore_index=True),
        areas=base.areas if release is None else area_table(every, release.set_index("code")["inwoners"]),
        wijken=base.wijken if release is None else _wijken(read.tables, base.wijken, found.measured, release, every),
        polygons=polygons,
        polygon_sources=polygon_sources,
        vintages=vintages,
        inputs={**recorded, **others, **drawn_from},
        as_of=max([*(day.isoformat() for day in days.values()), base.as_of]),
        edition=Edition(tuple(found.edition), tuple(sorted(days.items()))),
        refreshed=refreshed,
        old=_old(read, failures, retrieved, found.kept),
    )


@dataclass
class _Figures:
    """The observations of all indicators, what is declared of those that were refreshed, and which were kept.

    Attributes:
        measured: The indicators that were measured anew, as they are declared now.
        kept: Indicator -> the kinds of tables because of which its figures are those of the snapshot before; none where
            the tables are there and have no figure for it.
    """

    observations: list[pd.DataFrame] = field(default_factory=list)
    edition: list[Refreshed] = field(default_factory=list)
    measured: dict[Indicator, Measurements] = field(default_factory=dict)
    kept: dict[str, set[str]] = field(default_factory=dict)


def _figures(read: Tables, base: Content, every: list[Area], broken: set[str]) -> _Figures:
    """The figures of each indicator: from the tables where all that it needs is there, else from the base."""
    found = _Figures()
    of_base = dict(iter(base.observations.groupby("indicator", sort=False)))
    before = {one.indicator: one for one in base.edition.refreshed}
    measured = measured_by(read, every, broken)
    for name in indicators():
        if name in measured:
            table, refreshed = _observed(declared_for_refresh()[name], measured[name], every)
            found.observations.append(table)
            found.edition.append(refreshed)
            found.measured[with_figures(refreshed)] = measured[name]
            continue
        if name in of_base:
            found.observations.append(of_base[name])
        if name in before:
            found.edition.append(before[name])
        if name in measures():
            found.kept[name] = _families(name) & broken
    return found


def measured_by(read: Tables, every: list[Area], broken: set[str]) -> dict[str, Measurements]:
    """What the services measured, by indicator, where the tables that it needs are there and have figures for it.

    Args:
        read: The tidy tables.
        every: The focus areas.
        broken: The kinds of tables that cannot be used.
    """
    if KERNCIJFERS in broken:
        return {}
    kerncijfers = read.tables[KERNCIJFERS]
    kerncijfers["inwoners_0_tot_25"] = kerncijfers[_YOUTH[0]] + kerncijfers[_YOUTH[1]]
    divisions = Divisions(kerncijfers, every, DIVISION, recoded())
    found = {}
    for name in measures():
        if not _families(name) & broken:
            one = measurements(declared_for_refresh()[name], measures()[name], read.tables, divisions, every)
            if one is not None:
                found[name] = one
    return found


def release_of(read: Tables, every: list[Area]) -> pd.DataFrame:
    """The Kerncijfers of the division in which the areas are declared.

    Raises:
        SourceError: They are not there, or do not know a declared code.
    """
    kerncijfers = read.tables[KERNCIJFERS]
    release = kerncijfers[kerncijfers["period"] == DIVISION]
    absent = sorted({code for area in every for code in (*area.wijken, *area.buurten)} - set(release["code"]))
    if absent:
        codes = ", ".join(absent[:5])
        raise SourceError(
            f"{read.sources[KERNCIJFERS]} {_TABLE}: {len(absent)} codes van focusgebieden ontbreken, zoals {codes}; "
            f"verwacht: alle wijken en buurten van {DIVISION} ({_TABLE}/TypedDataSet)"
        )
    return release


def _families(name: str) -> set[str]:
    """The kinds of tables that the figures of an indicator need."""
    measure = measures()[name]
    return {KERNCIJFERS, *(column.partition(".")[0] for column in (*measure.value, *measure.weight))}


def _observed(indicator: Indicator, measured: Measurements, every: list[Area]) -> tuple[pd.DataFrame, Refreshed]:
    """The observations of an indicator, and for which years and levels it has figures."""
    indicator = as_measured(indicator, measured)
    refreshed = Refreshed(indicator.id, indicator.years, (), indicator.denominator_period)
    table = observe(indicator, measured, every, ())
    there = set(table.loc[table["value"].notna(), "level"])
    levels: tuple[Level, ...] = get_args(Level)
    return table, replace(refreshed, levels=tuple(level for level in levels if level in there))


def as_measured(indicator: Indicator, measured: Measurements) -> Indicator:
    """The declaration with the years that were measured, and the year of all denominators where that is another one."""
    years = tuple(sorted({int(year) for year in measured.units["period"]} | {int(y) for y in measured.parts["period"]}))
    of_denominators = {measured.denominator_periods.get(year, year) for year in years}
    single = of_denominators.pop() if len(of_denominators) == 1 and measured.denominator_periods else None
    return replace(indicator, years=years, denominator_period=single)


def of_boundaries(inputs: Mapping[str, str]) -> dict[str, str]:
    """Those of the answers that the polygons are made of: while these stay the same, so do the polygons."""
    return {url: sha256 for url, sha256 in inputs.items() if "pdok.nl/" in url or f"/{_TABLE}/" in url}


def _polygons(
    tables: Mapping[str, pd.DataFrame], kerncijfers: pd.DataFrame, every: list[Area]
) -> dict[str, gpd.GeoDataFrame]:
    gemeenten = {area.municipality_code for area in every}
    buurten = tables[f"{BOUNDARIES}/buurt"]
    names = pd.concat([tables[f"{BOUNDARIES}/{level}"].set_index("code")["name"] for level in ("gemeente", "wijk")])
    return build_boundaries(
        buurten[buurten["municipality"].isin(gemeenten)].reset_index(drop=True),
        names,
        tables[f"{BOUNDARIES}/provincie"],
        kerncijfers,
        every,
    )


def _wijken(
    tables: Mapping[str, pd.DataFrame],
    before: pd.DataFrame,
    measured: Mapping[Indicator, Measurements],
    kerncijfers: pd.DataFrame,
    every: list[Area],
) -> pd.DataFrame:
    """The wijken elsewhere: the figures of indicators that were not measured anew are those of the snapshot before."""
    names = before.set_index("code")["name"].to_dict()
    if (drawn := tables.get(f"{BOUNDARIES}/wijk")) is not None:
        names |= drawn.set_index("code")["name"].to_dict()
    kept = before[~before["indicator"].isin({indicator.id for indicator in measured})]
    return joined([kept, wijken_elsewhere(measured, kerncijfers, names, every)])


def days_of(read: Tables, retrieved: Mapping[str, str]) -> dict[str, date]:
    """Source -> the day since which all of its tables are as the service has them."""
    days: dict[str, date] = {}
    for step in steps():
        if step.name in retrieved and step.name not in read.missing:
            day = date.fromisoformat(retrieved[step.name][:10])
            days[step.source] = min(day, days.get(step.source, day))
    return days


def _old(
    read: Tables, failures: Mapping[str, str], retrieved: Mapping[str, str], kept: Mapping[str, set[str]]
) -> list[dict[str, Any]]:
    """What is older than this refresh: an entry per table that failed, and per indicator that its tables lack."""
    rows = []
    for step in steps():
        if reason := failures.get(step.name) or read.missing.get(step.name):
            since = retrieved.get(step.name, "")[:10] or None
            names = sorted(name for name, kinds in kept.items() if step.kind in kinds)
            rows.append(_entry(step.name, step.source, since, reason, names))
    for name in (name for name, kinds in kept.items() if not kinds):
        source = declared_for_refresh()[name].source
        rows.append(_entry(measures()[name].value[0], source, None, "De tabel geeft geen enkel cijfer.", [name]))
    return rows


def _entry(table: str, source: str, since: str | None, reason: str, names: list[str]) -> dict[str, Any]:
    return {"table": table, "source": source, "since": since, "reason": reason, "indicators": names}
