"""Boundaries of gemeenten, wijken, buurten and provincies, from recorded extracts of CBS and PDOK."""

from pathlib import Path

import geopandas as gpd
import shapely

from nplv.sources import SourceError

RD_NEW = 28992  # EPSG code of the national grid: metres

# The recorded file writes this name without its accent.
_OFFICIAL_NAMES = {"Fryslan": "Fryslân"}


def buurten_2024(root: Path) -> gpd.GeoDataFrame:
    """Buurten 2024 of the 19 gemeenten with a focus area, as PDOK generalises them for small maps.

    Each buurt is generalised by itself, so neighbours overlap and leave gaps of up to about 100 metres.

    Returns:
        Columns code, name, municipality (GM code), geometry (EPSG:28992).

    Raises:
        SourceError: The file is missing or not as expected.
    """
    path = root / "gebieden" / "buurten_2024_19gemeenten.gpkg"
    return _read(path, {"code": "code", "naam": "name", "gm": "municipality"}, prefix="BU")


def buurten_2024_country(root: Path) -> gpd.GeoDataFrame:
    """Buurten 2024 of the whole country but for those of three gemeenten, which are not on record; drawn likewise.

    Returns, raises: as :func:`buurten_2024`.
    """
    path = root / "gebieden" / "buurten_2024_nl.parquet"
    return _read(path, {"code": "code", "naam": "name", "gm_code": "municipality"}, prefix="BU")


def wijken_2022(root: Path) -> gpd.GeoDataFrame:
    """Wijken 2022 of the whole country with the key figures of that year that the map holds.

    Returns:
        Columns code, name, population, employment_rate, income_low, income_high (%), geometry (EPSG:28992).

    Raises:
        SourceError: The file is missing or not as expected.
    """
    return _read(root / "gebieden" / "wijken_2022_nl.gpkg", _KEY_FIGURES_2022, prefix="WK", partition=True)


def gemeenten_2022(root: Path) -> gpd.GeoDataFrame:
    """Gemeenten 2022 of the whole country; columns and errors as for :func:`wijken_2022`."""
    path = root / "gebieden" / "gemeenten_2022_nl.gpkg"
    return _read(path, _KEY_FIGURES_2022, prefix="GM", partition=True)


def provincies_2022(root: Path) -> gpd.GeoDataFrame:
    """The twelve provincies.

    Returns:
        Columns code, name, geometry (EPSG:28992).

    Raises:
        SourceError: The file is missing or not as expected.
    """
    path = root / "gebieden" / "provincies_2022_nl.gpkg"
    provincies = _read(path, {"code": "code", "name": "name"}, prefix="PV", partition=True)
    if len(provincies) != 12:
        raise SourceError(f"{path.name}: {len(provincies)} provincies, verwacht 12")
    provincies["name"] = provincies["name"].replace(_OFFICIAL_NAMES)
    return provincies


_KEY_FIGURES_2022 = {
    name: name for name in ("code", "name", "population", "employment_rate", "income_low", "income_high")
}


def _read(path: Path, columns: dict[str, str], *, prefix: str, partition: bool = False) -> gpd.GeoDataFrame:
    """Reads one layer, keeps and renames columns, and checks what every boundary file must hold.

    Args:
        path: GeoPackage with one layer, or GeoParquet.
        columns: Name in the file -> name in the result; one of them becomes code.
        prefix: First letters of every code.
        partition: Whether neighbours must share their edges exactly.
    """
    if not path.is_file():
        raise SourceError(f"{path.name}: bestand niet gevonden in {path.parent}")
    try:
        table = gpd.read_parquet(path) if path.suffix == ".parquet" else gpd.read_file(path)
    except (OSError, RuntimeError, ValueError) as error:  # the reader's own errors are RuntimeErrors or ValueErrors
        raise SourceError(f"{path.name}: geen leesbaar bestand met grenzen ({error})") from error
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise SourceError(f"{path.name}: kolom ontbreekt: {', '.join(missing)}")
    if table.crs is None or table.crs.to_epsg() != RD_NEW:
        raise SourceError(f"{path.name}: coördinaten zijn niet in EPSG:{RD_NEW}")
    table = table[[*columns, "geometry"]].rename(columns=columns)
    if table.empty or not table["code"].str.startswith(prefix).all():
        raise SourceError(f"{path.name}: verwacht codes die met {prefix} beginnen")
    if table["code"].duplicated().any():
        doubled = table.loc[table["code"].duplicated(), "code"].iloc[0]
        raise SourceError(f"{path.name}: code {doubled} komt meer dan eens voor")
    shapes = table.geometry.to_numpy()
    wrong = shapely.is_missing(shapes) | shapely.is_empty(shapes) | ~shapely.is_valid(shapes)
    if wrong.any():
        raise SourceError(f"{path.name}: {wrong.sum()} ongeldige vormen, zoals {table['code'][wrong].iloc[0]}")
    if partition and not shapely.coverage_is_valid(shapes):
        raise SourceError(f"{path.name}: buren overlappen elkaar of delen hun grens niet")
    return table.sort_values("code", ignore_index=True)
