"""The content of a snapshot, and how it becomes files with a manifest that describes them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from nplv.files import write_whole
from nplv.pipeline.change_log import markdown
from nplv.pipeline.publish import geodata_bytes, publish, table_bytes
from nplv.registry import Area, Edition, sources
from nplv.schema import AREAS, CHANGE_LOG, CHANGES, FUNDING, GEODATA, LETTER, OBSERVATIONS, TABLES, WIJKEN


@dataclass(frozen=True)
class Content:
    """What a snapshot holds.

    Attributes:
        observations: As ``nplv.schema.OBSERVATIONS``; likewise areas, wijken, funding, letter and changes.
        polygons: Level -> polygons with the columns of ``nplv.pipeline.boundaries``.
        polygon_sources: Level -> sources of its polygons; vintages: level -> year of its division.
        division: Year of the division in wijken and buurten.
        inputs: Name or address of each input -> its sha256.
        as_of: ISO date of the newest source.
        edition: Which indicators are refreshed from the services, and when which source was retrieved.
        refreshed: When it was refreshed (ISO, with offset); None for a snapshot of recorded extracts.
        old: What is older than that, and why: one entry per table that could not be fetched, with table, source, since
            (ISO date or None), reason and indicators.
    """

    observations: pd.DataFrame
    areas: pd.DataFrame
    wijken: pd.DataFrame
    funding: pd.DataFrame
    letter: pd.DataFrame
    polygons: dict[str, gpd.GeoDataFrame]
    polygon_sources: dict[str, list[str]]
    vintages: dict[str, int]
    division: int
    inputs: dict[str, str]
    as_of: str
    edition: Edition = field(default_factory=Edition)
    refreshed: str | None = None
    old: list[dict[str, Any]] = field(default_factory=list)
    changes: pd.DataFrame | None = None


def write(content: Content, out: Path) -> None:
    """Publishes a snapshot under ``out``; the same content gives the same bytes."""
    newest = int(content.funding["source_date"].dropna().str[:4].max())
    used = sorted(content.observations["source"].unique())
    elsewhere = sorted({_inhabitants(used), *content.wijken["source"]})
    changes = pd.DataFrame(columns=CHANGES.names) if content.changes is None else content.changes
    # The vintage is the year of the division in wijken and buurten, or of the newest source.
    tables = {
        "observations": (content.observations, OBSERVATIONS, used, content.division),
        "areas": (content.areas, AREAS, ["focusgebied-samenstelling", _inhabitants(used)], content.division),
        "wijken": (content.wijken, WIJKEN, elsewhere, content.division),
        "funding": (content.funding, FUNDING, ["geldstromen", "kamerbrief-2023"], newest),
        "letter": (content.letter, LETTER, ["kamerbrief-2023"], 2023),
        "changes": (changes, CHANGES, [], content.division),
    }
    files, entries = {}, {}
    for name, (table, schema, from_sources, vintage) in tables.items():
        files[TABLES[name]] = table_bytes(table, schema, group_by="indicator" if name == "observations" else None)
        entries[TABLES[name]] = entry(len(table), from_sources, vintage)
    for level, name in GEODATA.items():
        vintage = content.vintages[level]
        files[name] = geodata_bytes(content.polygons[level], vintage)
        entries[name] = entry(len(content.polygons[level]), content.polygon_sources[level], vintage)
    manifest: dict[str, Any] = {"as_of": content.as_of, "files": entries, "input": content.inputs}
    if content.refreshed is not None:
        manifest |= {"refreshed": content.refreshed, "old": content.old, **content.edition.to_manifest()}
    publish(out, files, manifest)
    write_whole(out / CHANGE_LOG, markdown(changes, content.refreshed).encode())


def area_table(areas: list[Area], inhabitants: pd.Series) -> pd.DataFrame:
    """One row per area: its declaration, the inhabitants of 2024 computed from it and those published for 2025.

    Args:
        areas: The focus areas.
        inhabitants: Of 2024, by code of wijk or buurt.
    """
    rows = []
    for area in areas:
        computed = int(inhabitants[[*area.wijken, *area.buurten]].sum())
        rows.append(
            {
                **{name: getattr(area, name) for name in AREAS.names if hasattr(area, name)},
                "inhabitants_2024": computed,
                "difference_percent": 100 * (computed / area.inhabitants_2025 - 1),
            }
        )
    return pd.DataFrame(rows)


def _inhabitants(used: list[str]) -> str:
    """The source of the inhabitants of the areas, and of the wijken elsewhere."""
    return "cbs-kwb-2024" if "cbs-kwb-2024" in used else "cbs-kwb"


def entry(rows: int, used: list[str], vintage: int) -> dict[str, object]:
    """What the manifest says of one file."""
    licences = sorted({sources()[source].licence for source in used})
    return {"rows": rows, "sources": used, "vintage": vintage, "licence": "; ".join(licences)}
