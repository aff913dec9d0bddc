"""The national layers: values and shapes of all gemeenten, wijken and buurten of the country, for the map."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from nplv.class_limits import class_limits
from nplv.pipeline import build, services
from nplv.pipeline.boundaries import placed
from nplv.pipeline.content import entry
from nplv.pipeline.country import country_boundaries
from nplv.pipeline.extent import all_over_the_country
from nplv.pipeline.measurements import Measurements
from nplv.pipeline.observations import observe_units
from nplv.pipeline.publish import geodata_bytes, publish, table_bytes
from nplv.pipeline.refreshed import KERNCIJFERS
from nplv.registry import Indicator, areas, indicators, sources
from nplv.registry.editions import declared_for_refresh
from nplv.schema import GEODATA, OBSERVATIONS, UNIT_LEVELS, unit_file
from nplv.sources import SourceError, boundaries, cbs, pdok
from nplv.sources.catalogue import DIVISION


@dataclass(frozen=True)
class Layers:
    """What the national layers hold.

    Attributes:
        figures: The observations of each indicator, with the columns of ``nplv.schema.OBSERVATIONS``.
        polygons: Level -> every unit of the division, as of ``country.country_boundaries``.
        polygon_sources: The sources of the polygons.
        inputs: Name or address of each input -> its sha256.
        as_of: ISO date of the newest source.
        refreshed: When it was refreshed (ISO, with offset); None for recorded extracts.
    """

    figures: Mapping[Indicator, pd.DataFrame]
    polygons: Mapping[str, gpd.GeoDataFrame]
    polygon_sources: list[str]
    inputs: Mapping[str, str]
    as_of: str
    refreshed: str | None = None


def recorded(root: Path) -> Layers:
    """Makes the national layers of the recorded extracts under ``root``.

    Raises:
        SourceError: A file is missing or not as expected.
    """
    every = list(areas().values())
    kerncijfers = cbs.kerncijfers_2024(root)
    wijken = boundaries.wijken_2022(root)
    buurten = placed(boundaries.buurten_2024_country(root), wijken)
    others = {"wijk": wijken, "gemeente": boundaries.gemeenten_2022(root)}
    polygons = country_boundaries(buurten, others, kerncijfers, every)
    drawn = polygons["buurt"][polygons["buurt"].geometry.notna()].reset_index(drop=True)
    measured = build.measured(root, kerncijfers, wijken, drawn, every)
    retrieved = [source.retrieved for source in sources().values() if source.retrieved]
    return Layers(
        figures=figures({indicators()[name]: found for name, found in measured.items()}, polygons),
        polygons=polygons,
        polygon_sources=build.BUURT_POLYGONS,
        inputs=build.hashes(root),
        as_of=max(retrieved).isoformat(),
    )


def of_services(
    read: services.Tables,
    *,
    before: Mapping[str, gpd.GeoDataFrame] | None,
    retrieved: Mapping[str, str],
    inputs: Mapping[str, str],
    refreshed: str,
) -> Layers:
    """Makes the national layers of what the services answered.

    Args:
        read: The tidy tables.
        before: Level -> polygons of the layers that are there, if they were made of the same answers.
        retrieved: Name of a step -> when it was last fetched or found unchanged (ISO).
        inputs: Official address -> sha256 of each raw answer.
        refreshed: The moment of the refresh (ISO).

    Raises:
        SourceError: The boundaries or the key figures of the division are missing, or are not as expected.
    """
    every = list(areas().values())
    broken = {name.partition("/")[0] for name in read.missing}
    if reasons := [why for name, why in read.missing.items() if name.partition("/")[0] in services.GROUND]:
        raise SourceError(f"de landelijke kaartlagen zijn niet te maken: {reasons[0]}")
    release = services.release_of(read, every)
    polygons = before
    if polygons is None:
        drawn = {level: read.tables[f"{services.BOUNDARIES}/{level}"] for level in UNIT_LEVELS}
        polygons = country_boundaries(drawn["buurt"], drawn, release, every)
    measured = {
        services.as_measured(declared_for_refresh()[name], one): one
        for name, one in services.measured_by(read, every, broken).items()
    }
    days = services.days_of(read, retrieved).values()
    return Layers(
        figures=figures(measured, polygons),
        polygons=polygons,
        polygon_sources=[pdok.SOURCE, read.sources[KERNCIJFERS]],
        inputs=inputs,
        as_of=max(days).isoformat(),
        refreshed=refreshed,
    )


def figures(
    measured: Mapping[Indicator, Measurements], polygons: Mapping[str, gpd.GeoDataFrame]
) -> dict[Indicator, pd.DataFrame]:
    """The observations of all units, by indicator, of those levels and years that have figures all over the country.

    Args:
        measured: What the sources measured.
        polygons: Level -> every unit of the division: figures of other units, such as those of another year, are left
            out.
    """
    codes = {level: set(table["code"]) for level, table in polygons.items()}
    found = {}
    for indicator, one in measured.items():
        table = observe_units(indicator, one)
        known = [row.area_code in codes[row.level] for row in table[["level", "area_code"]].itertuples(index=False)]
        table = table[known]
        there = all_over_the_country(table, len(codes["gemeente"]))
        wide = pd.MultiIndex.from_frame(table[["level", "period"]]).isin(pd.MultiIndex.from_frame(there))
        if wide.any():
            found[indicator] = table[wide]
    return found


def write(layers: Layers, out: Path) -> None:
    """Publishes the layers under ``out``; the same layers give the same bytes.

    Raises:
        SourceError: A unit has more than one figure for a year.
    """
    files, entries = {}, {}
    for level in UNIT_LEVELS:
        files[GEODATA[level]] = geodata_bytes(layers.polygons[level], DIVISION)
        entries[GEODATA[level]] = entry(len(layers.polygons[level]), layers.polygon_sources, DIVISION)
    for indicator, level, table in _by_level(layers.figures):
        if table.duplicated(["area_code", "period"]).any():
            raise SourceError(f"{indicator.id}: eenheden op niveau {level} hebben meer dan één cijfer voor een jaar")
        name = unit_file(indicator.id, level)
        files[name] = table_bytes(table, OBSERVATIONS, group_by="period")
        entries[name] = entry(len(table), sorted(table["source"].unique()), DIVISION) | {
            "years": table["period"].unique().tolist(),
            "limits": class_limits(table["value"], indicator.decimals),
        }
    manifest: dict[str, Any] = {"as_of": layers.as_of, "files": entries, "input": dict(layers.inputs)}
    if layers.refreshed is not None:
        manifest["refreshed"] = layers.refreshed
    publish(out, files, manifest)


def _by_level(figures: Mapping[Indicator, pd.DataFrame]) -> Iterator[tuple[Indicator, str, pd.DataFrame]]:
    """Indicator, level and rows by year."""
    for indicator, table in figures.items():
        for level, rows in table.groupby("level"):
            yield indicator, str(level), rows.sort_values(["period", "area_code"], ignore_index=True)
