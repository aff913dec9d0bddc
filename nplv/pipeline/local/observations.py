"""The observations of a local indicator, by the same rules as those of the official ones."""

import pandas as pd

from nplv.pipeline.composition import declared_units, with_buurten
from nplv.pipeline.divisions import shares_of_wijken
from nplv.pipeline.local.division import Division
from nplv.pipeline.measurements import PART_COLUMNS, UNIT_COLUMNS, Measurements, in_every_period
from nplv.pipeline.observations import observe
from nplv.registry import Indicator
from nplv.registry.local_checks import LocalLevel

_AREA = ["focus_area", "period"]


def observations(indicator: Indicator, level: LocalLevel, figures: pd.DataFrame, division: Division) -> pd.DataFrame:
    """All observations of a local indicator.

    Args:
        indicator: Its declaration.
        level: What its figures are of.
        figures: Columns code, period, numerator, weight, note.
        division: Where they are placed.

    Returns:
        The columns of ``nplv.schema.OBSERVATIONS``, as ``nplv.pipeline.observations.observe`` gives them. A note is
        the reason of a figure that is missing.
    """
    if level == "focusgebied":
        units = figures.iloc[:0].assign(level=level)
        parts = figures.rename(columns={"code": "focus_area"})
    else:
        units = figures.assign(level=level)
        parts = _parts(level, figures, division)
    table = observe(indicator, Measurements(units[UNIT_COLUMNS], parts[PART_COLUMNS]), division.areas, ())
    if level == "focusgebied":
        table.loc[table["level"] == level, "origin"] = "measured"
    notes = figures.set_index(["code", "period"])["note"].dropna()
    said = pd.Series(pd.MultiIndex.from_frame(table[["area_code", "period"]]).map(notes.to_dict()), index=table.index)
    explained = table["value"].isna() & said.notna()
    table.loc[explained, "status"] = "not_collected"
    table.loc[explained, "reason"] = said[explained]
    return table


def _parts(level: LocalLevel, figures: pd.DataFrame, division: Division) -> pd.DataFrame:
    """The pieces of each area in each year of which the file has at least one: the columns of a part."""
    units = _pieces(level, division)
    parts = in_every_period(units, figures)
    given = parts["weight"].notna() | parts["note"].notna()  # each row of the file has one of these
    parts = parts[given.groupby([parts["focus_area"], parts["period"]]).transform("any")]
    # A piece without a denominator counts for the coverage as those with one do, by its inhabitants. It has no
    # numerator either, so it is in no figure.
    known = parts["weight"].notna()
    sums = parts.assign(lived=parts["inwoners"].where(known)).groupby(_AREA)[["weight", "lived"]].transform("sum")
    per_inhabitant = (sums["weight"] / sums["lived"]).where(sums["lived"] > 0, 1.0)
    weight = parts["weight"].fillna(parts["inwoners"] * per_inhabitant)
    return parts.assign(numerator=parts["numerator"] * parts["share"], weight=weight * parts["share"])


def _pieces(level: LocalLevel, division: Division) -> pd.DataFrame:
    """What the areas consist of at one level: columns focus_area, code, share (by inhabitants) and inwoners."""
    inhabitants = division.units.set_index("code")["inwoners"]
    units = declared_units(division.areas, division.units)[["focus_area", "code"]]
    if level == "buurt":
        buurten = division.units.loc[division.units["level"] == "buurt", ["code"]]
        units = with_buurten(units, buurten)[["focus_area", "code"]].assign(share=1.0)
    else:
        small = units["code"].str.startswith("BU")
        release = division.units.set_index("code")
        shares = [
            shares_of_wijken(rows["code"], release).assign(focus_area=slug)
            for slug, rows in units[small].groupby("focus_area")
        ]
        units = pd.concat([units[~small].assign(share=1.0), *shares], ignore_index=True)
    return units.assign(inwoners=units["code"].map(inhabitants))
