"""Which amounts of public money add up, per gemeente and year, and what stands beside them.

The table of decisions is that of ``nplv.pipeline.funding.build_funding``.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nplv.registry import schemes

_REASON_BY_LEVEL = {
    "nationaal": "Landelijk bedrag, niet verdeeld over gemeenten.",
    "focusgebieden": "Bedrag voor de twintig focusgebieden samen, niet verdeeld over gemeenten.",
    "gemeenten_19": "Bedrag voor de gemeenten met een focusgebied samen, niet per gemeente verdeeld.",
    "regio": "Regionaal bedrag: het deel per gemeente is niet bekend.",
}
_REASON_BY_STATUS = {
    "requested": "Aangevraagd, niet toegekend.",
    "announced": "Aangekondigd, niet toegekend.",
    "reserved": "Gereserveerd of gekozen; een toekenning is niet gezien.",
    "available": "Beschikbaar gesteld; een toekenning is niet gezien.",
}
_REASON_BY_BASIS = {
    "per_year": "Bedrag per jaar; het totaal over de jaren geeft de bron niet.",
    "maximum": "Een maximum, geen vast bedrag.",
}
_UNKNOWN_AMOUNT = "Het bedrag is niet bekend."


def stackable(funding: pd.DataFrame) -> pd.DataFrame:
    """The decisions that add up: granted totals of a gemeente or focus area that no other one contains.

    Returns:
        The same columns, a subset of the rows. With :func:`beside` it makes the whole table again.
    """
    return funding[_reasons(funding).map(len) == 0]


def beside(funding: pd.DataFrame) -> pd.DataFrame:
    """The decisions that do not add up.

    Returns:
        The same columns and `reason`: why not, in Dutch, one sentence per reason, the declared one first.
    """
    reasons = _reasons(funding)
    apart = funding[reasons.map(len) > 0]
    return apart.assign(reason=reasons[apart.index].map(" ".join))


def stacks(funding: pd.DataFrame, areas: pd.DataFrame, *, per_inhabitant: bool = False) -> pd.DataFrame:
    """One row per segment of the bar of each gemeente, the largest bar first and segments in the order of schemes.

    Args:
        funding: The table of decisions.
        areas: The focus areas, with columns municipality_code, municipality, inhabitants_2024.
        per_inhabitant: Divide by the inhabitants of the gemeente's focus area, or areas, on 1 January 2024.

    Returns:
        Columns gm_code, municipality, inhabitants, scheme, hatched (not, or not surely, only for the focus area),
        amount_eur, value (euros, or euros per inhabitant), total (value of the whole bar), schemes_known (in the bar),
        schemes_total (in any bar). A gemeente without an amount has one row, with scheme, hatched, amount_eur, value
        and total missing: unknown, not zero.

    Raises:
        ValueError: A decision is of a gemeente that is not in `areas`.
    """
    known = stackable(funding).assign(hatched=lambda table: table["exclusive"] != "yes")
    if stray := sorted(set(known["gm_code"]) - set(areas["municipality_code"])):
        raise ValueError(f"besluiten van een gemeente zonder focusgebied: {', '.join(stray)}")
    segments = known.groupby(["gm_code", "scheme", "hatched"], as_index=False)["amount_eur"].sum()
    bars = (
        areas.rename(columns={"municipality_code": "gm_code"})
        .groupby(["gm_code", "municipality"], as_index=False)
        .agg(inhabitants=("inhabitants_2024", "sum"))
    )
    table = bars.merge(segments, on="gm_code", how="left")
    table["value"] = table["amount_eur"] / (table["inhabitants"] if per_inhabitant else 1)
    by_bar = table.groupby("gm_code")
    table["total"] = by_bar["value"].transform("sum", min_count=1)
    table["schemes_known"] = by_bar["scheme"].transform("nunique")
    table["schemes_total"] = known["scheme"].nunique()
    return _in_order(table, first={"total": False, "municipality": True}, last="hatched")


def grant_year(decisions: pd.DataFrame) -> pd.Series:
    """The year of each decision; where its day is not known, the first year the money is for; else missing."""
    decided = pd.to_numeric(decisions["decided_on"].str[:4]).astype("Int64")
    return decided.fillna(decisions["year_from"])


def by_year(funding: pd.DataFrame, gm_code: str) -> pd.DataFrame:
    """What one gemeente was granted per year of the decision; nothing is spread over years.

    Returns:
        Columns year (see :func:`grant_year`; missing where neither is known), scheme, hatched, amount_eur, decided
        (whether the year is that of the decision for every decision in the row).
    """
    known = stackable(funding)
    known = known[known["gm_code"] == gm_code]
    table = known.assign(
        year=grant_year(known), decided=known["decided_on"].notna(), hatched=known["exclusive"] != "yes"
    )
    table = table.groupby(["year", "scheme", "hatched"], as_index=False, dropna=False).agg(
        amount_eur=("amount_eur", "sum"), decided=("decided", "all")
    )
    return _in_order(table, first={"year": True}, last="hatched")


def reconcile(funding: pd.DataFrame) -> pd.DataFrame:
    """What is known per gemeente or region, against the published total of the same scheme and round.

    Totals that were granted, reserved or chosen count; money that is in the table twice counts once.

    Returns:
        Columns scheme, round, scope (nationaal or focusgebieden), total_eur, known_eur, decisions (how many are known),
        share (known part of the total); rounds with a published total and at least one known decision, in the order of
        the schemes.
    """
    firm = funding[funding["basis"].eq("total") & funding["status"].isin(["granted", "reserved"])]
    local = firm[firm["gm_code"].notna() & ~firm["part_of"].isin(firm.loc[firm["gm_code"].notna(), "id"])]
    published = firm[firm["geo_level"].isin(["nationaal", "focusgebieden"])]
    keys = ["scheme", "round"]
    known = local.groupby(keys, as_index=False).agg(known_eur=("amount_eur", "sum"), decisions=("id", "size"))
    total = published.rename(columns={"geo_level": "scope"})
    total = total.groupby([*keys, "scope"], as_index=False).agg(total_eur=("amount_eur", "sum"))
    table = total.merge(known, on=keys)
    table["share"] = table["known_eur"] / table["total_eur"]
    return _in_order(table, last="round")


def _reasons(funding: pd.DataFrame) -> pd.Series:
    """Per decision the list of reasons why it does not add up; empty when it does.

    A part of something else adds up unless that other one does too: of a regional deal, which does not, the part of one
    gemeente is what is known.
    """
    replaced = set(funding["supersedes"].dropna())
    rows = funding.to_dict("records")
    own = [_own_reasons(row, replaced) for row in rows]
    adding = {row["id"] for row, reasons in zip(rows, own, strict=True) if not reasons}
    found = [
        [row["relation"], *reasons] if pd.notna(row["relation"]) and (reasons or row["part_of"] in adding) else reasons
        for row, reasons in zip(rows, own, strict=True)
    ]
    return pd.Series([list(dict.fromkeys(reasons)) for reasons in found], index=funding.index, dtype=object)


def _own_reasons(row: dict[str, Any], replaced: set[str]) -> list[str]:
    """Why a decision does not add up, apart from what contains it."""
    reasons = [
        None if pd.isna(row["apart"]) else row["apart"],
        row["relation"] if row["id"] in replaced else None,
        _REASON_BY_LEVEL.get(row["geo_level"]),
        _REASON_BY_STATUS.get(row["status"]),
        _REASON_BY_BASIS.get(row["basis"]),
        _UNKNOWN_AMOUNT if pd.isna(row["amount_eur"]) else None,
    ]
    return [reason for reason in reasons if reason]


def _in_order(table: pd.DataFrame, *, last: str, first: Mapping[str, bool] | None = None) -> pd.DataFrame:
    """Rows by the columns of `first` (name -> ascending), then in the registry's order of schemes, then by `last`."""
    first = first or {}
    order = {name: position for position, name in enumerate(schemes())}
    ranked = table.assign(rank=table["scheme"].map(order))
    ranked = ranked.sort_values([*first, "rank", last], ascending=[*first.values(), True, True])
    return ranked.drop(columns="rank").reset_index(drop=True)
