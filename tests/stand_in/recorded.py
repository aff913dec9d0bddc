"""The recorded data in the shapes of the services; what is made here is shared, so replace it rather than change it."""

import functools
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from nplv.sources.boundaries import buurten_2024, provincies_2022
from nplv.sources.cbs import kerncijfers_2024
from nplv.sources.leefbaarometer import scores
from nplv.sources.police import registered_crimes
from nplv.sources.rivm import good_perceived_health
from nplv.sources.tables import read_csv
from tests.stand_in import recorded_cbs
from tests.stand_in.leefbaarometer import COLUMNS, WIJKEN, zip_of
from tests.stand_in.model import Table
from tests.stand_in.server import StandIn

DATA = Path(__file__).parents[2].parent / "shared" / "data"

_DIMENSIONS = ["fys", "onv", "soc", "vrz", "won"]
_SCORE_MINUS_DEVIATION = 4.10226485
_HEALTH_OF_COUNTRY = {2012: 76.3, 2016: 75.4, 2020: 78.4, 2022: 69.0, 2024: 72.8}


def recorded() -> StandIn:
    """A stand-in with all recorded data."""
    return StandIn(tables(), boundaries(), archive())


@functools.cache
def tables() -> tuple[Table, ...]:
    """Every table that there are recorded data for."""
    return (*recorded_cbs.tables(DATA), _crimes(), _health())


@functools.cache
def boundaries() -> Mapping[tuple[str, int], gpd.GeoDataFrame]:
    """Buurten of the 19 gemeenten, the wijken and gemeenten that these make up, and the provincies.

    The provincies are those of 2022, which have not changed since.
    """
    buurten = buurten_2024(DATA)
    return {
        ("buurt", 2024): buurten,
        ("wijk", 2024): _dissolved(buurten, "WK" + buurten["code"].str[2:8]),
        ("gemeente", 2024): _dissolved(buurten, buurten["municipality"]),
        ("provincie", 2024): provincies_2022(DATA),
    }


@functools.cache
def archive() -> bytes:
    """The zip of the Leefbaarometer with the wijken that a focus area touches."""
    long = scores(DATA)
    wide = long.pivot(index=["code", "name", "period"], columns="dimension", values="value").reset_index()
    known = wide["onv"].notna() & wide["won"].notna()
    wide["lbm"] = wide["afw"] + _SCORE_MINUS_DEVIATION
    # These three are not on record: filler, so that the five dimensions sum to the deviation.
    wide["fys"] = wide["afw"] - wide["onv"] - wide["won"]
    wide["soc"] = wide["vrz"] = pd.Series(0.0, wide.index).where(known)
    wide = wide.rename(columns={"code": "wk_code", "name": "wk_naam", "period": "jaar"})
    text = wide.round({"lbm": 8} | dict.fromkeys(["afw", *_DIMENSIONS], 4))[list(COLUMNS)].to_csv(
        index=False, na_rep="NA", lineterminator="\n"
    )
    return zip_of({WIJKEN: text.encode()})


def _crimes() -> Table:
    crimes = registered_crimes(DATA)
    rows = pd.DataFrame(
        {
            "SoortMisdrijf": "0.0.0".ljust(6),
            "WijkenEnBuurten": recorded_cbs.padded(crimes["code"]),
            "Perioden": crimes["period"].astype(str) + "JJ00",
            "GeregistreerdeMisdrijven_1": crimes["crimes"],
        }
    )
    # Synthetic rows of one kind of crime, which are part of the total.
    kind = rows.head(10).assign(SoortMisdrijf="1.1.1".ljust(6))
    kind["GeregistreerdeMisdrijven_1"] //= 10
    return Table(
        "47022NED",
        pd.concat([rows, kind], ignore_index=True),
        ("SoortMisdrijf", "WijkenEnBuurten", "Perioden"),
        titles={
            "SoortMisdrijf": {"0.0.0": "Totaal misdrijven", "1.1.1": "1.1.1 Diefstal/inbraak woning"},
            "WijkenEnBuurten": _names("politie/misdrijven_47022NED_2021_2025.csv"),
            "Perioden": recorded_cbs.years(rows["Perioden"]),
        },
        host="derden",
        title="Geregistreerde misdrijven; soort misdrijf, wijk, buurt",
        units={"GeregistreerdeMisdrijven": "aantal"},
    )


def _health() -> Table:
    health = good_perceived_health(DATA)
    country = pd.DataFrame(_HEALTH_OF_COUNTRY.items(), columns=["period", "value"]).assign(code="NL01")
    health = pd.concat([country, health], ignore_index=True)
    rows = pd.DataFrame(
        {
            "Leeftijd": "20300",
            "Marges": "MW00000",
            "WijkenEnBuurten": recorded_cbs.padded(health["code"]),
            "Perioden": health["period"].astype(str) + "JJ00",
            "ErvarenGezondheidGoedZeerGoed_4": health["value"],
        }
    )
    # Synthetic rows: another age, and the lower end of the margin.
    older = rows.head(10).assign(Leeftijd="80200")
    lower = rows.head(10).assign(Marges="MOG0095")
    lower["ErvarenGezondheidGoedZeerGoed_4"] -= 2
    return Table(
        "50150NED",
        pd.concat([rows, older, lower], ignore_index=True),
        ("Leeftijd", "Marges", "WijkenEnBuurten", "Perioden"),
        titles={
            "Leeftijd": {"20300": "18 jaar of ouder", "80200": "65 jaar of ouder"},
            "Marges": {"MW00000": "Waarde", "MOG0095": "Ondergrens 95%-interval"},
            "WijkenEnBuurten": {"NL01": "Nederland", **_names("rivm/ervaren_gezondheid_50150NED.csv")},
            "Perioden": recorded_cbs.years(rows["Perioden"]),
        },
        host="derden",
        title="Gezondheid per wijk en buurt",
        units={"ErvarenGezondheidGoedZeerGoed": "%"},
    )


def _dissolved(buurten: gpd.GeoDataFrame, codes: pd.Series) -> gpd.GeoDataFrame:
    """The larger areas that buurten make up, by the code of the area that each buurt is in."""
    known = kerncijfers_2024(DATA).set_index("code")["name"]
    shapes = {code: shapely.union_all(rows.to_numpy()) for code, rows in buurten.geometry.groupby(codes)}
    return gpd.GeoDataFrame(
        {
            "code": list(shapes),
            "name": [known[code] for code in shapes],
            "municipality": ["GM" + code[2:6] for code in shapes],
        },
        geometry=[shape if shape.is_valid else shape.buffer(0) for shape in shapes.values()],
        crs=buurten.crs,
    )


def _names(file: str) -> dict[str, str]:
    """Code -> name, which the readers of these two files leave out."""
    table = read_csv(DATA / file, {"code": "code", "naam": "name"})
    return dict(zip(table["code"], table["name"], strict=True))
