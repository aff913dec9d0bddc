"""Builds a whole snapshot from recorded source data."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from nplv.pipeline import funding as money
from nplv.pipeline import measurements
from nplv.pipeline.boundaries import build_boundaries, crosswalk_2022
from nplv.pipeline.observations import observe, published
from nplv.pipeline.publish import geodata_bytes, publish, table_bytes
from nplv.registry import Area, areas, indicators, national_values, schemes, sources
from nplv.registry.funding import letter_figures, notes, relations
from nplv.schema import AREAS, FUNDING, GEODATA, LETTER, OBSERVATIONS, TABLES
from nplv.sources import boundaries, cbs, leefbaarometer, police, rivm
from nplv.sources import funding as funding_source
from nplv.sources.published import published_figures

# Year of the division that each level's polygons follow.
_VINTAGES = {"focusgebied": 2024, "gemeente": 2024, "wijk": 2024, "buurt": 2024, "provincie": 2022, "nederland": 2022}
_POLYGON_SOURCES = {"provincie": ["cbs-kwb-2022"], "nederland": ["cbs-kwb-2022"]}
_BUURT_POLYGONS = ["cbs-pdok-buurten-2024", "cbs-kwb-2024", "cbs-kwb-2022"]


def build(root: Path, out: Path) -> None:
    """Reads the recorded data under ``root`` and publishes the snapshot under ``out``.

    The same input gives the same bytes.

    Raises:
        SourceError: A file is missing or not as expected; nothing is published.
    """
    all_areas = list(areas().values())
    kerncijfers = cbs.kerncijfers_2024(root)
    wijken_2022 = boundaries.wijken_2022(root)
    polygons = build_boundaries(
        boundaries.buurten_2024(root), wijken_2022, boundaries.provincies_2022(root), kerncijfers, all_areas
    )
    buurten = polygons["buurt"].rename(columns={"inhabitants": "inwoners"})
    measured = {
        **measurements.kerncijfers_2024(kerncijfers, all_areas),
        "misdrijven": measurements.registered_crimes(police.registered_crimes(root), kerncijfers, all_areas),
        "ervaren-gezondheid": measurements.good_health(rivm.good_perceived_health(root), kerncijfers, all_areas),
        **measurements.leefbaarometer(leefbaarometer.scores(root), kerncijfers, all_areas),
        **measurements.kerncijfers_2022(
            wijken_2022,
            boundaries.gemeenten_2022(root),
            buurten[["code", "inwoners", "focus_area"]],
            crosswalk_2022(polygons["buurt"], wijken_2022),
            all_areas,
        ),
        **measurements.amsterdam_2019(
            cbs.kerncijfers_2019_amsterdam(root), cbs.ses_woa_2019_amsterdam(root), all_areas
        ),
    }
    figures = published_figures(root)
    observations = pd.concat(_observations(measured, figures, all_areas), ignore_index=True)
    letter = funding_source.letter_figures(root)
    slugs = {name: area.slug for area in all_areas for name in (area.name, *area.aliases)}
    decisions = money.build_funding(
        funding_source.decisions(root),
        letter,
        funding_source.national_totals(root),
        area_slugs=slugs,
        schemes=schemes(),
        figures=letter_figures(),
        relations=relations(),
        notes=notes(),
    )
    newest = int(decisions["source_date"].dropna().str[:4].max())
    # The vintage is the year of the division in wijken and buurten, or of the newest source.
    tables = {
        TABLES["observations"]: (observations, OBSERVATIONS, sorted(observations["source"].unique()), 2024),
        TABLES["areas"]: (
            _area_table(all_areas, kerncijfers),
            AREAS,
            ["focusgebied-samenstelling", "cbs-kwb-2024"],
            2024,
        ),
        TABLES["funding"]: (decisions, FUNDING, ["geldstromen", "kamerbrief-2023"], newest),
        TABLES["letter"]: (money.build_letter(letter, letter_figures()), LETTER, ["kamerbrief-2023"], 2023),
    }
    files, entries = {}, {}
    for name, (table, schema, used, vintage) in tables.items():
        grouped = "indicator" if name == TABLES["observations"] else None
        files[name] = table_bytes(table, schema, group_by=grouped)
        entries[name] = _entry(len(table), used, vintage)
    for level, name in GEODATA.items():
        files[name] = geodata_bytes(polygons[level], _VINTAGES[level])
        entries[name] = _entry(len(polygons[level]), _POLYGON_SOURCES.get(level, _BUURT_POLYGONS), _VINTAGES[level])
    retrieved = [source.retrieved for source in sources().values() if source.retrieved]
    publish(out, files, {"as_of": max(retrieved).isoformat(), "files": entries, "input": _hashes(root)})


def _observations(
    measured: dict[str, measurements.Measurements], figures: pd.DataFrame, all_areas: list[Area]
) -> Iterator[pd.DataFrame]:
    """The observations of each indicator with figures, in the order of the registry."""
    for indicator in indicators().values():
        if indicator.id in measured:
            yield observe(indicator, measured[indicator.id], all_areas, national_values())
        elif indicator.has_figures:
            yield published(indicator, figures[figures["indicator"] == indicator.id], all_areas)


def _area_table(all_areas: list[Area], kerncijfers: pd.DataFrame) -> pd.DataFrame:
    """One row per area: its declaration, the inhabitants of 2024 computed from it and those published for 2025."""
    inhabitants = kerncijfers.set_index("code")["inwoners"]
    rows = []
    for area in all_areas:
        computed = int(inhabitants[[*area.wijken, *area.buurten]].sum())
        rows.append(
            {
                **{name: getattr(area, name) for name in AREAS.names if hasattr(area, name)},
                "inhabitants_2024": computed,
                "difference_percent": 100 * (computed / area.inhabitants_2025 - 1),
            }
        )
    return pd.DataFrame(rows)


def _entry(rows: int, used: list[str], vintage: int) -> dict[str, object]:
    """What the manifest says of one file."""
    licences = sorted({sources()[source].licence for source in used})
    return {"rows": rows, "sources": used, "vintage": vintage, "licence": "; ".join(licences)}


def _hashes(root: Path) -> dict[str, str]:
    """The sha256 of every file of the recorded data, so that a snapshot can be traced to its input."""
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root).as_posix()): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
