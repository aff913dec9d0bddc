"""Builds a whole snapshot from recorded extracts of the sources."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd

from nplv.pipeline import funding as money
from nplv.pipeline import measurements
from nplv.pipeline.boundaries import build_boundaries, crosswalk_2022, placed
from nplv.pipeline.content import Content, area_table
from nplv.pipeline.elsewhere import wijken_elsewhere
from nplv.pipeline.observations import observe, published
from nplv.registry import Area, areas, indicators, national_values, schemes, sources
from nplv.registry.funding import letter_figures, notes, relations
from nplv.sources import boundaries, cbs, leefbaarometer, police, rivm
from nplv.sources import funding as funding_source
from nplv.sources.published import published_figures

_VINTAGES = {"focusgebied": 2024, "gemeente": 2024, "wijk": 2024, "buurt": 2024, "provincie": 2022, "nederland": 2022}
BUURT_POLYGONS = ["cbs-pdok-buurten-2024", "cbs-kwb-2024", "cbs-kwb-2022"]
_POLYGON_SOURCES = {level: BUURT_POLYGONS if year == 2024 else ["cbs-kwb-2022"] for level, year in _VINTAGES.items()}


def recorded(root: Path) -> Content:
    """Makes the content of a snapshot of the recorded extracts under ``root``.

    Raises:
        SourceError: A file is missing or not as expected.
    """
    all_areas = list(areas().values())
    kerncijfers = cbs.kerncijfers_2024(root)
    wijken_2022 = boundaries.wijken_2022(root)
    wijk_names = wijken_2022.set_index("code")["name"]
    polygons = build_boundaries(
        placed(boundaries.buurten_2024(root), wijken_2022),
        wijk_names,
        boundaries.provincies_2022(root),
        kerncijfers,
        all_areas,
    )
    found = measured(root, kerncijfers, wijken_2022, polygons["buurt"], all_areas)
    letter = funding_source.letter_figures(root)
    decisions = money.build_funding(
        funding_source.decisions(root),
        letter,
        funding_source.national_totals(root),
        area_slugs={name: area.slug for area in all_areas for name in (area.name, *area.aliases)},
        schemes=schemes(),
        figures=letter_figures(),
        relations=relations(),
        notes=notes(),
    )
    retrieved = [source.retrieved for source in sources().values() if source.retrieved]
    return Content(
        observations=pd.concat(_observations(found, published_figures(root), all_areas), ignore_index=True),
        areas=area_table(all_areas, kerncijfers.set_index("code")["inwoners"]),
        wijken=wijken_elsewhere(
            {indicators()[name]: one for name, one in found.items()}, kerncijfers, wijk_names.to_dict(), all_areas
        ),
        funding=decisions,
        letter=money.build_letter(letter, letter_figures()),
        polygons=polygons,
        polygon_sources=_POLYGON_SOURCES,
        vintages=_VINTAGES,
        division=2024,
        inputs=hashes(root),
        as_of=max(retrieved).isoformat(),
    )


def measured(
    root: Path,
    kerncijfers: pd.DataFrame,
    wijken_2022: gpd.GeoDataFrame,
    buurten: gpd.GeoDataFrame,
    all_areas: list[Area],
) -> dict[str, measurements.Measurements]:
    """What the recorded extracts measured, by indicator.

    Args:
        root: Folder of the extracts.
        kerncijfers: Result of ``sources.cbs.kerncijfers_2024``.
        wijken_2022: Result of ``sources.boundaries.wijken_2022``.
        buurten: Columns code, inhabitants, focus_area, geometry: the figures of 2022 are found for these only.
        all_areas: The focus areas.
    """
    return {
        **measurements.kerncijfers_2024(kerncijfers, all_areas),
        "misdrijven": measurements.registered_crimes(police.registered_crimes(root), kerncijfers, all_areas),
        "ervaren-gezondheid": measurements.good_health(rivm.good_perceived_health(root), kerncijfers, all_areas),
        **measurements.leefbaarometer(leefbaarometer.scores(root), kerncijfers, all_areas),
        **measurements.kerncijfers_2022(
            wijken_2022,
            boundaries.gemeenten_2022(root),
            buurten.rename(columns={"inhabitants": "inwoners"})[["code", "inwoners", "focus_area"]],
            crosswalk_2022(buurten, wijken_2022),
        ),
        **measurements.amsterdam_2019(
            cbs.kerncijfers_2019_amsterdam(root), cbs.ses_woa_2019_amsterdam(root), all_areas
        ),
    }


def _observations(
    measured: dict[str, measurements.Measurements], figures: pd.DataFrame, all_areas: list[Area]
) -> Iterator[pd.DataFrame]:
    """The observations of each indicator with figures, in the order of the registry."""
    for indicator in indicators().values():
        if indicator.id in measured:
            yield observe(indicator, measured[indicator.id], all_areas, national_values())
        elif indicator.has_figures:
            yield published(indicator, figures[figures["indicator"] == indicator.id], all_areas)


def hashes(root: Path) -> dict[str, str]:
    """The sha256 of every file of the recorded data, so that a snapshot can be traced to its input."""
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root).as_posix()): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
