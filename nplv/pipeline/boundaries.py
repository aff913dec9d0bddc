"""Polygons for the map, level by level, and the link between the buurten of 2024 and the wijken of 2022."""

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from nplv.pipeline.composition import declared_units, member_buurten, wijk_of
from nplv.pipeline.tessellation import Polygons, seamless
from nplv.registry import Area
from nplv.schema import COUNTRY
from nplv.sources import SourceError

COLUMNS = [
    "code", "name", "level", "municipality", "parent", "focus_area", "focus_share", "inhabitants", "certainty",
    "geometry",
]  # fmt: skip
_TEXT = ["code", "name", "level", "municipality", "parent", "focus_area", "certainty"]

_RD_NEW, _WGS84 = 28992, 4326
_DECIMALS = 5  # of a degree: about one metre
_COUNTRY_TOLERANCE = 400.0  # metres; the country and its provincies are only drawn small

# A wijk counts as unchanged since 2022 when its code is the same and its area differs less than this share.
_SAME_AREA = 0.10
# A gemeente is put in place when its unchanged wijken lie off by more than this (median, metres), and there are enough.
_DISPLACED = 15.0
_ENOUGH_WIJKEN = 5
# Kerncijfers cuts names off here.
_NAME_LENGTH = 40


def build_boundaries(
    buurten: gpd.GeoDataFrame,
    wijk_names: pd.Series,
    provincies: gpd.GeoDataFrame,
    kerncijfers: pd.DataFrame,
    areas: Iterable[Area],
) -> dict[str, gpd.GeoDataFrame]:
    """Makes the polygons of every level.

    Focus areas, wijken and gemeenten are dissolved from the buurten, so that their edges coincide on the map.

    Args:
        buurten: Columns code, name, municipality, geometry (EPSG:28992), of the gemeenten with a focus area.
        wijk_names: Names by code, to complete those that Kerncijfers cut off.
        provincies: Columns code, name, geometry (EPSG:28992).
        kerncijfers: Key figures 2024 with columns code, level, name, municipality, inwoners.
        areas: The focus areas.

    Returns:
        Level (focusgebied, gemeente, wijk, buurt, provincie, nederland) -> polygons in EPSG:4326 ordered by code:

        - code, name, level, municipality (GM code);
        - parent: code one level up;
        - focus_area: slug, for a buurt in an area and a wijk in or partly in an area;
        - focus_share: share (0 to 1) of the inhabitants of that buurt or wijk who live in the area;
        - inhabitants 2024; missing where secret, and for provincies, for which they are not on record;
        - certainty of the composition, for a focusgebied.

    Raises:
        SourceError: The buurten on the map are not those of the key figures.
        KeyError: A code of an area does not exist in the division of 2024.
    """
    areas = list(areas)
    units = declared_units(areas, kerncijfers)
    members = member_buurten(units, kerncijfers)
    buurt = _buurten(buurten, kerncijfers, members)
    wijk = _wijken(buurt, wijk_names, kerncijfers)
    gemeente = _gemeenten(buurt, kerncijfers)
    provincie = _provincies(provincies)
    levels = {
        "focusgebied": _focusgebieden(buurt, units, areas),
        "gemeente": gemeente,
        "wijk": wijk,
        "buurt": buurt,
        "provincie": provincie,
        "nederland": _nederland(provincie, kerncijfers),
    }
    return {level: finished(table, level) for level, table in levels.items()}


def crosswalk_2022(buurten: gpd.GeoDataFrame, wijken_2022: gpd.GeoDataFrame) -> pd.DataFrame:
    """For each buurt of 2024 the wijk of 2022 with which it shares the largest area.

    Args:
        buurten: Columns code and geometry, in any coordinate system.
        wijken_2022: Columns code and geometry (EPSG:28992), of the whole country, since gemeenten merged after 2022.

    Returns:
        One row per buurt, in the given order: buurt, wijk_2022 (missing for a buurt in water beyond the wijken of
        2022), overlap (share of the area of the buurt, 0 to 1).
    """
    shapes = buurten.geometry.to_crs(_RD_NEW).to_numpy()
    wijken = wijken_2022.geometry.to_numpy()
    here, there = shapely.STRtree(wijken).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[here], wijken[there])) / shapely.area(shapes[here])
    pairs = pd.DataFrame(
        {
            "buurt": buurten["code"].to_numpy()[here],
            "wijk_2022": wijken_2022["code"].to_numpy()[there],
            "overlap": shared.clip(max=1.0),
        }
    )
    largest = pairs.sort_values(["overlap", "wijk_2022"], ascending=[False, True]).drop_duplicates("buurt")
    result = buurten[["code"]].rename(columns={"code": "buurt"}).merge(largest, how="left", on="buurt")
    return pd.DataFrame(result).fillna({"overlap": 0.0})


def _buurten(buurten: gpd.GeoDataFrame, kerncijfers: pd.DataFrame, members: pd.DataFrame) -> gpd.GeoDataFrame:
    known = kerncijfers[(kerncijfers["level"] == "buurt") & kerncijfers["municipality"].isin(buurten["municipality"])]
    strange = sorted(set(buurten["code"]) - set(known["code"]))
    if strange:
        raise SourceError(f"buurten op de kaart bestaan niet in de kerncijfers 2024: {', '.join(strange)}")
    # Pampusbuurt-Oost in Amsterdam (BU0363MK03) has a code, but neither figures nor a polygon.
    absent = known.loc[~known["code"].isin(buurten["code"]) & (known["inwoners"] > 0), "code"]
    if len(absent):
        raise SourceError(f"bewoonde buurten ontbreken op de kaart: {', '.join(sorted(absent))}")
    table = buurten.merge(known[["code", "name", "inwoners"]], on="code", suffixes=("_map", ""))
    table["geometry"] = for_display(seamless(table.geometry.to_numpy()))
    table["name"] = whole_names(table["name"], table["name_map"])
    table["focus_area"] = table["code"].map(members.set_index("code")["focus_area"])
    table["focus_share"] = table["focus_area"].notna().map({True: 1.0, False: np.nan})
    table["parent"] = wijk_of(table["code"])
    return table.rename(columns={"inwoners": "inhabitants"})


def _wijken(buurten: gpd.GeoDataFrame, wijk_names: pd.Series, kerncijfers: pd.DataFrame) -> gpd.GeoDataFrame:
    table = _dissolved(buurten, "parent").merge(kerncijfers[["code", "name", "municipality", "inwoners"]], on="code")
    table["name"] = whole_names(table["name"], table["code"].map(wijk_names).fillna(""))
    table["parent"] = table["municipality"]
    return with_focus_share(table.rename(columns={"inwoners": "inhabitants"}), buurten)


def with_focus_share(wijken: pd.DataFrame, buurten: pd.DataFrame) -> pd.DataFrame:
    """Adds to wijken which focus area they lie in, or partly in, and which share of their inhabitants lives there.

    Args:
        wijken: Columns code, inhabitants.
        buurten: Columns parent (code of the wijk), focus_area, inhabitants.
    """
    by_wijk = buurten.groupby("parent")
    inside = buurten[buurten["focus_area"].notna()].groupby("parent")["inhabitants"].sum()
    whole = by_wijk["focus_area"].apply(lambda area: area.notna().all())
    # Sums of buurten differ from their wijk by rounding, so a wijk that lies inside as a whole is not computed.
    share = wijken["code"].map(inside) / wijken["inhabitants"]
    return wijken.assign(
        focus_share=share.mask(wijken["code"].map(whole).fillna(value=False).astype(bool), 1.0),
        focus_area=wijken["code"].map(by_wijk["focus_area"].first()),
    )


def _gemeenten(buurten: gpd.GeoDataFrame, kerncijfers: pd.DataFrame) -> gpd.GeoDataFrame:
    table = _dissolved(buurten, "municipality").merge(kerncijfers[["code", "name", "inwoners"]], on="code")
    table["municipality"] = table["code"]
    table["parent"] = COUNTRY
    return table.rename(columns={"inwoners": "inhabitants"})


def _focusgebieden(buurten: gpd.GeoDataFrame, units: pd.DataFrame, areas: list[Area]) -> gpd.GeoDataFrame:
    declared = pd.DataFrame(
        [(area.slug, area.name, area.municipality_code, area.certainty) for area in areas],
        columns=["code", "name", "municipality", "certainty"],
    )
    table = _dissolved(buurten.dropna(subset="focus_area"), "focus_area").merge(declared, on="code")
    table["parent"] = table["municipality"]
    table["inhabitants"] = table["code"].map(units.groupby("focus_area")["inwoners"].sum())
    return table


def _provincies(provincies: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    table = provincies.copy()
    table["geometry"] = for_display(shapely.coverage_simplify(table.geometry.to_numpy(), _COUNTRY_TOLERANCE))
    table["parent"] = COUNTRY
    return table


def _nederland(provincies: gpd.GeoDataFrame, kerncijfers: pd.DataFrame) -> gpd.GeoDataFrame:
    inhabitants = kerncijfers.loc[kerncijfers["level"] == "gemeente", "inwoners"].sum()
    return gpd.GeoDataFrame(
        {"code": [COUNTRY], "name": ["Nederland"], "inhabitants": [inhabitants]},
        geometry=[shapely.coverage_union_all(provincies.geometry.to_numpy())],
        crs=_WGS84,
    )


def finished(table: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    """The table with exactly the columns of every level, the same types on each, ordered by code."""
    table = table.assign(level=level).reindex(columns=COLUMNS).sort_values("code", ignore_index=True)
    types = {**dict.fromkeys(_TEXT, "str"), "inhabitants": "Int64", "focus_share": "float64"}
    return gpd.GeoDataFrame(table.astype(types), geometry="geometry", crs=_WGS84)


def _dissolved(buurten: gpd.GeoDataFrame, column: str) -> gpd.GeoDataFrame:
    """One row per value of the column, as code, with the joined geometry of its buurten."""
    groups = buurten.groupby(column)["geometry"]
    shapes = {code: shapely.coverage_union_all(group.to_numpy()) for code, group in groups}
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs=_WGS84)


def for_display(polygons: Polygons) -> Polygons:
    """The polygons, given in metres, in rounded degrees; shared vertices stay shared."""
    degrees = gpd.GeoSeries(polygons, crs=_RD_NEW).to_crs(_WGS84).to_numpy()
    return shapely.transform(degrees, lambda coordinates: coordinates.round(_DECIMALS))


def whole_names(names: pd.Series, others: pd.Series) -> pd.Series:
    """Names that Kerncijfers cut off, completed from another source where that begins with the same letters."""
    completed = [
        other if len(name) == _NAME_LENGTH and other.startswith(name) else name
        for name, other in zip(names, others, strict=True)
    ]
    return pd.Series(completed, index=names.index)


def placed(buurten: gpd.GeoDataFrame, wijken_2022: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The buurten, with gemeenten whose recorded position is measurably wrong put in place.

    The recorded polygons were scaled from a drawing; the wijken of 2022 are in whole metres of the national grid. Each
    axis is fitted by itself (least squares) on the centroids of the wijken that did not change since.
    """
    return pd.concat(
        [_placed_gemeente(gemeente, wijken_2022) for _, gemeente in buurten.groupby("municipality")]
    ).sort_values("code", ignore_index=True)


def _placed_gemeente(buurten: gpd.GeoDataFrame, wijken_2022: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    now = buurten.dissolve(wijk_of(buurten["code"])).geometry
    then = wijken_2022.set_index("code").geometry.reindex(now.index)
    same = np.abs(np.log(now.area / then.area)) < _SAME_AREA
    found, right = now[same].centroid, then[same].centroid
    if len(found) < _ENOUGH_WIJKEN or found.distance(right).median() < _DISPLACED:
        return buurten
    scale_x, shift_x = np.polyfit(found.x, right.x, 1)
    scale_y, shift_y = np.polyfit(found.y, right.y, 1)
    moved = buurten.geometry.affine_transform([scale_x, 0, 0, scale_y, shift_x, shift_y])
    return buurten.set_geometry(moved)
