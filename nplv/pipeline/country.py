"""Shapes of all gemeenten, wijken and buurten of the country, for the national layers."""

import geopandas as gpd
import pandas as pd
import shapely

from nplv.pipeline.boundaries import finished, for_display, whole_names, with_focus_share
from nplv.pipeline.composition import declared_units, member_buurten, wijk_of
from nplv.pipeline.tessellation import nearly_seamless
from nplv.registry import Area
from nplv.schema import COUNTRY, UNIT_LEVELS


def country_boundaries(
    buurten: gpd.GeoDataFrame,
    others: dict[str, gpd.GeoDataFrame],
    kerncijfers: pd.DataFrame,
    areas: list[Area],
) -> dict[str, gpd.GeoDataFrame]:
    """Makes the shapes of every unit that the key figures know.

    Wijken and gemeenten are dissolved from their buurten, so that their edges coincide on the map.

    Args:
        buurten: Columns code, name, geometry (EPSG:28992); some may be missing.
        others: Level (gemeente, wijk) -> columns code, name, geometry (EPSG:28992), of another year: names that the key
            figures cut off are completed from these, and shapes taken of units without any buurt on the map.
        kerncijfers: Key figures of the division with columns code, level, name, municipality, inwoners.
        areas: The focus areas.

    Returns:
        Level (gemeente, wijk, buurt) -> the columns of ``boundaries.COLUMNS``, ordered by code; geometry is missing
        where no boundary is known.
    """
    levels = {level: _units(kerncijfers, level) for level in UNIT_LEVELS}
    members = member_buurten(declared_units(areas, kerncijfers), kerncijfers).set_index("code")["focus_area"]
    drawn = pd.Series(for_display(nearly_seamless(buurten.geometry.to_numpy())), index=buurten["code"])
    buurt = levels["buurt"]
    buurt["focus_area"] = buurt["code"].map(members)
    buurt["focus_share"] = buurt["focus_area"].notna().map({True: 1.0, False: None}).astype(float)
    buurt["parent"] = wijk_of(buurt["code"])
    names = {"buurt": buurten.set_index("code")["name"]}
    shapes = {"buurt": drawn}
    for level, codes in (("wijk", wijk_of(drawn.index.to_series())), ("gemeente", "GM" + drawn.index.str[2:6])):
        dissolved = drawn.groupby(codes.to_numpy()).apply(lambda some: shapely.union_all(some.to_numpy()))
        other = others[level].set_index("code")
        names[level] = other["name"]
        absent = other.geometry[~other.index.isin(dissolved.index)]
        shapes[level] = pd.concat([dissolved, pd.Series(for_display(absent.to_numpy()), index=absent.index)])
    levels["wijk"] = with_focus_share(levels["wijk"].assign(parent=levels["wijk"]["municipality"]), buurt)
    levels["gemeente"]["parent"] = COUNTRY
    return {
        level: finished(
            table.assign(
                geometry=table["code"].map(shapes[level]),
                name=whole_names(table["name"], table["code"].map(names[level]).fillna("")),
            ),
            level,
        )
        for level, table in levels.items()
    }


def _units(kerncijfers: pd.DataFrame, level: str) -> pd.DataFrame:
    rows = kerncijfers.loc[kerncijfers["level"] == level, ["code", "name", "municipality", "inwoners"]]
    return rows.rename(columns={"inwoners": "inhabitants"}).reset_index(drop=True)
