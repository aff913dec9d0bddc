"""Which CBS units make up each focus area, in the division that a source uses."""

from collections.abc import Iterable

import pandas as pd

from nplv.registry import Area


def wijk_of(buurt_codes: pd.Series) -> pd.Series:
    """The wijk code of each buurt code: CBS builds the latter from the former (BU03630102 lies in WK036301)."""
    return "WK" + buurt_codes.str[2:8]


def declared_units(areas: Iterable[Area], kerncijfers: pd.DataFrame) -> pd.DataFrame:
    """The wijken and buurten that each area is declared to consist of.

    Args:
        areas: The focus areas.
        kerncijfers: Key figures 2024 with columns code and inwoners.

    Returns:
        Columns focus_area (slug), code, wijk (the code itself, or the wijk that a buurt lies in), inwoners.

    Raises:
        KeyError: A declared code does not exist in the division of 2024.
    """
    rows = [(area.slug, code) for area in areas for code in (*area.wijken, *area.buurten)]
    units = pd.DataFrame(rows, columns=["focus_area", "code"])
    inhabitants = kerncijfers.set_index("code")["inwoners"]
    unknown = sorted(set(units["code"]) - set(inhabitants.index))
    if unknown:
        raise KeyError(f"codes van focusgebieden bestaan niet in de indeling van 2024: {', '.join(unknown)}")
    units["wijk"] = units["code"].where(units["code"].str.startswith("WK"), wijk_of(units["code"]))
    units["inwoners"] = units["code"].map(inhabitants)
    return units


def member_buurten(units: pd.DataFrame, kerncijfers: pd.DataFrame) -> pd.DataFrame:
    """All buurten of each area: those declared, and those of every wijk declared.

    Args:
        units: Result of :func:`declared_units`.
        kerncijfers: Key figures 2024 with columns code, level and inwoners.

    Returns:
        Columns focus_area (slug), unit (the declared wijk or buurt), code (buurt), inwoners.
    """
    buurten = kerncijfers.loc[kerncijfers["level"] == "buurt", ["code", "inwoners"]]
    members = with_buurten(units[["focus_area", "code"]], buurten)
    return members[["focus_area", "unit", "code", "inwoners"]]


def with_buurten(units: pd.DataFrame, buurten: pd.DataFrame) -> pd.DataFrame:
    """Joins wijken and buurten with the buurten that they consist of.

    Args:
        units: Column code (wijk or buurt) and others.
        buurten: Column code (buurt) and others, of the same division.

    Returns:
        A row per unit and buurt: unit (the code of the unit), code (buurt), and the other columns of both.
    """
    either = pd.concat([buurten.assign(unit=wijk_of(buurten["code"])), buurten.assign(unit=buurten["code"])])
    return units.rename(columns={"code": "unit"}).merge(either, on="unit")


def parts_of_wijken_2022(buurten: pd.DataFrame, crosswalk: pd.DataFrame, population: pd.Series) -> pd.DataFrame:
    """How many inhabitants of each area lived in each wijk of 2022.

    A wijk of 2022 that lies partly in an area counts for the share of its 2024 inhabitants that live there.

    Args:
        buurten: Columns code (buurt of 2024), inwoners, focus_area (slug or missing), for whole municipalities.
        crosswalk: Columns buurt (2024), wijk_2022.
        population: Inhabitants 2022, indexed by wijk code of 2022.

    Returns:
        Columns focus_area (slug), code (wijk of 2022), weight (inhabitants 2022).
    """
    placed = buurten.merge(crosswalk, left_on="code", right_on="buurt")
    total = placed.groupby("wijk_2022")["inwoners"].sum()
    inside = placed.dropna(subset="focus_area").groupby(["focus_area", "wijk_2022"])["inwoners"].sum().reset_index()
    share = inside["inwoners"] / inside["wijk_2022"].map(total)
    weight = share * inside["wijk_2022"].map(population)
    return pd.DataFrame({"focus_area": inside["focus_area"], "code": inside["wijk_2022"], "weight": weight.fillna(0)})
