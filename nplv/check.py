"""Validation of a published snapshot: schema, keys, ranges and totals; one Dutch line per finding."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from nplv.numbers import number, percent
from nplv.registry import Indicator, areas, indicators, sources
from nplv.registry.similar import matching
from nplv.schema import (
    AREAS,
    CHANGES,
    COUNTRY,
    FUNDING,
    GEODATA,
    LETTER,
    LEVELS,
    OBSERVATIONS,
    ORIGINS,
    STATUSES,
    TABLES,
    TOGETHER,
    WIJKEN,
)
from nplv.snapshot import Snapshot, SnapshotError, open_snapshot

# Crimes without a known buurt count for the gemeente only: at most this share of its total.
_WITHOUT_BUURT = 0.03
# CBS rounds counts of wijken and buurten to multiples of this.
_ROUNDED_TO = 5
_TOLERANCE = 1e-9
_FIGURE = ["code", "indicator", "period"]  # what there is one figure of in the table of wijken


def check(root: Path) -> list[str]:
    """Validates the snapshot under ``root``.

    Returns:
        One Dutch sentence per finding; empty when all is well.
    """
    try:
        snapshot = open_snapshot(root)
    except SnapshotError as error:
        return error.findings
    # Each step relies on what the ones before it found to be in order.
    findings = list(_schemas(snapshot))
    if findings:
        return findings
    table, declared = snapshot.all_observations(LEVELS), indicators(snapshot.edition)
    findings = [*_areas(snapshot), *_polygons(snapshot), *_keys(table, snapshot, declared), *_funding(snapshot)]
    if findings:
        return findings
    return [*_values(table, declared), *_totals(table), *_wijken(snapshot, table, declared)]


def _schemas(snapshot: Snapshot) -> Iterator[str]:
    schemas = {"observations": OBSERVATIONS, "areas": AREAS, "wijken": WIJKEN, "funding": FUNDING, "letter": LETTER}
    for name, schema in (schemas | {"changes": CHANGES}).items():
        found = pq.read_schema(snapshot.path(TABLES[name]))
        if not found.remove_metadata().equals(schema):
            yield f"{TABLES[name]}: kolommen of typen wijken af van het schema"


def _areas(snapshot: Snapshot) -> Iterator[str]:
    table = snapshot.composition()
    declared = areas()
    if set(table["slug"]) != set(declared):
        yield f"{TABLES['areas']}: andere focusgebieden dan in het register"
    for row in table.itertuples():
        area = declared.get(row.slug)
        if area and (set(row.wijken), set(row.buurten)) != (set(area.wijken), set(area.buurten)):
            yield f"{TABLES['areas']}: samenstelling van {row.name} wijkt af van het register"
        if abs(row.difference_percent) > 10:
            difference = percent(row.difference_percent)
            yield f"{TABLES['areas']}: inwoners van {row.name} wijken {difference} af van het CBS-cijfer"


def _polygons(snapshot: Snapshot) -> Iterator[str]:
    for level, name in GEODATA.items():
        polygons = snapshot.areas(level)
        if polygons.crs is None or polygons.crs.to_epsg() != 4326:
            yield f"{name}: coördinaten zijn niet in EPSG:4326"
        if polygons["code"].duplicated().any():
            yield f"{name}: dubbele codes"
        for code in polygons.loc[~polygons.is_valid | polygons.is_empty, "code"]:
            yield f"{name}: ongeldige vorm van {code}"
    if set(snapshot.areas("focusgebied")["code"]) != set(areas()):
        yield f"{GEODATA['focusgebied']}: andere focusgebieden dan in het register"


def _keys(table: pd.DataFrame, snapshot: Snapshot, declared: dict[str, Indicator]) -> Iterator[str]:
    name = TABLES["observations"]
    doubled = int(table.duplicated(["indicator", "level", "area_code", "period"]).sum())
    if doubled:
        yield f"{name}: {doubled} dubbele sleutels"
    for column, allowed in (
        ("indicator", set(indicators())),
        ("level", set(LEVELS)),
        ("status", set(STATUSES)),
        ("origin", {*ORIGINS, None}),
        ("source", set(sources())),
    ):
        values = {None if pd.isna(value) else value for value in table[column].unique()}
        for value in sorted(map(str, values - allowed)):
            yield f"{name}: onbekende waarde in {column}: {value}"
    gemeenten = {area.municipality_code for area in areas().values()}
    codes = {
        "nederland": {COUNTRY},
        TOGETHER: {TOGETHER},
        "gemeente": gemeenten,
        "rest_gemeente": gemeenten,
        "focusgebied": set(areas()),
        "wijk": set(snapshot.areas("wijk")["code"]),
    }
    for level, allowed_codes in codes.items():
        for code in sorted(set(table.loc[table["level"] == level, "area_code"]) - allowed_codes):
            yield f"{name}: onbekende code op niveau {level}: {code}"
    for indicator in declared.values():
        years = set(table.loc[table["indicator"] == indicator.id, "period"])
        if years != set(indicator.years):
            yield f"{name}: jaren van {indicator.id} zijn {sorted(years)}, verwacht {sorted(indicator.years)}"


def _values(table: pd.DataFrame, declared: dict[str, Indicator]) -> Iterator[str]:
    name = TABLES["observations"]
    shown = table["value"].notna()
    unit = table["indicator"].map({indicator.id: indicator.unit for indicator in declared.values()})
    polarity_free = ~table["indicator"].str.startswith(("leefbaarometer", "ses-woa"))
    rules = {
        "een waarde met een status die dat uitsluit": shown != table["status"].isin(["ok", "provisional"]),
        "geen waarde en geen reden": ~shown & table["reason"].isna(),
        "een waarde zonder herkomst": shown & table["origin"].isna(),
        "een percentage buiten 0 tot 100": shown & (unit == "%") & ~table["value"].between(0, 100),
        "een negatieve waarde": shown & polarity_free & (table["value"] < 0),
        "een dekking buiten 0 tot 1": table["coverage"].notna() & ~table["coverage"].between(0, 1 + _TOLERANCE),
        "een interval dat de waarde niet omvat": table["lower"].notna()
        & ~((table["lower"] <= table["value"] + _TOLERANCE) & (table["value"] <= table["upper"] + _TOLERANCE)),
        "een noemer van nul of minder": shown & (table["denominator"] <= 0),
    }
    for rule, broken in rules.items():
        if broken.any():
            row = table[broken].iloc[0]
            where = f"{row.indicator}, {row.level} {row.area_code}, {row.period}"
            yield f"{name}: {int(broken.sum())} keer {rule}, zoals {where}"


def _totals(table: pd.DataFrame) -> Iterator[str]:
    """Parts against totals, as far as rounding and crimes without a known buurt allow."""
    name = TABLES["observations"]
    counts = table[table["indicator"].isin(["inwoners", "huishoudens", "misdrijven"]) & table["numerator"].notna()]
    municipality = {area.slug: area.municipality_code for area in areas().values()}
    small = counts[counts["level"] == "buurt"]
    sizes = small.groupby(["indicator", "period", "GM" + small["area_code"].str[2:6]]).size()
    for (indicator, period), rows in counts.groupby(["indicator", "period"], sort=True):
        most = sizes[indicator].groupby(level=1).max() if indicator in sizes.index else pd.Series(dtype=int)
        total = rows[rows["level"] == "gemeente"].set_index("area_code")["numerator"]
        buurten = rows[rows["level"] == "buurt"]
        codes = "GM" + buurten["area_code"].str[2:6]
        by_buurt = buurten.groupby(codes)["numerator"].sum().reindex(total.index)
        size = buurten.groupby(codes).size().reindex(total.index)
        slack = _ROUNDED_TO / 2 * size + _ROUNDED_TO
        if indicator == "misdrijven":
            # The police publish nothing of some buurten: then the others hold less of the gemeente's inhabitants.
            inhabitants = rows[rows["level"] == "gemeente"].set_index("area_code")["denominator"]
            named = buurten.groupby(codes)["denominator"].sum() / inhabitants
            low, high = total * (named.clip(upper=1) - _WITHOUT_BUURT), total
        else:
            low, high = total - slack, total + slack
        # Of an earlier division only the buurten are shown that did not change since: these add up to less.
        low = low.where(size == most.reindex(size.index), 0.0)
        for code in total.index[(by_buurt < low) | (by_buurt > high)]:
            sums = f"buurten van {code} tellen op tot {number(by_buurt[code])}, gemeente {number(total[code])}"
            yield f"{name}: {indicator} {period}: {sums}"
        # Where a buurt is unknown, the rest is estimated and need not add up.
        whole = rows[rows["coverage"] > 1 - _TOLERANCE]
        rest = whole[whole["level"] == "rest_gemeente"].set_index("area_code")["numerator"]
        inside = whole[whole["level"] == "focusgebied"]
        inside = inside.groupby(inside["area_code"].map(municipality))["numerator"].sum()
        for code in rest.index[(rest + inside.reindex(rest.index) - total.reindex(rest.index)).abs() > 1e-6]:
            yield f"{name}: {indicator} {period}: focusgebied en rest van {code} zijn samen niet de gemeente"
        all_areas = rows.loc[rows["level"] == "focusgebied", "numerator"].sum()
        of_all = rows.loc[rows["level"] == TOGETHER, "numerator"]
        if len(of_all) and abs(all_areas - of_all.sum()) > 1e-6:
            yield f"{name}: {indicator} {period}: de focusgebieden tellen niet op tot hun totaal"


def _wijken(snapshot: Snapshot, observations: pd.DataFrame, declared: dict[str, Indicator]) -> Iterator[str]:
    """The wijken elsewhere: that they may be compared with, and that their figures are those of their buurten."""
    table, composition = snapshot.wijken(), snapshot.composition()
    inside = {*composition["wijken"].explode(), *("WK" + composition["buurten"].explode().str[2:8])}
    unit = table["indicator"].map({indicator.id: indicator.unit for indicator in declared.values()})
    expected = table.merge(_of_buurten(snapshot, observations, declared), on=_FIGURE, how="left")["expected"]
    rules = {
        "een lege cel": table.isna().any(axis="columns"),
        "een dubbele sleutel": table.duplicated(_FIGURE),
        f"minder dan {number(matching().smallest)} inwoners": table["inhabitants"] < matching().smallest,
        "een wijk die in een focusgebied ligt": table["code"].isin(inside),
        "een oneindige waarde": np.isinf(table["value"]),
        "een percentage buiten 0 tot 100": (unit == "%") & ~table["value"].between(0, 100),
        "een andere waarde dan van de buurten samen": (table["value"] - expected).abs() > _TOLERANCE * expected.abs(),
    }
    for rule, broken in rules.items():
        if broken.any():
            row = table[broken].iloc[0]
            where = f"{row.indicator}, {row.code}, {row.period}"
            yield f"{TABLES['wijken']}: {int(broken.sum())} keer {rule}, zoals {where}"
    there = set(zip(table["indicator"], table["period"], strict=True))
    for variable in matching().variables:
        if (variable.indicator, variable.year) not in there:
            yield f"{TABLES['wijken']}: {variable.indicator} van {variable.year} ontbreekt"


def _of_buurten(snapshot: Snapshot, observations: pd.DataFrame, declared: dict[str, Indicator]) -> pd.DataFrame:
    """Columns code (wijk), indicator, period, expected: ratios of which every buurt of the wijk is known.

    Of an indicator with figures per wijk there is none: these need not be the sum of their buurten.
    """
    buurten = snapshot.areas("buurt")
    wijk = buurten.set_index("code")["parent"]
    secret = set(buurten.loc[buurten["inhabitants"].isna(), "code"])  # these count, but for no inhabitants
    every = wijk[~wijk.index.isin(secret)].value_counts()
    ratios = {one.id: one.scale for one in declared.values() if one.aggregation == "ratio"}
    of_wijken = observations.loc[observations["level"] == "wijk", "indicator"]
    rows = observations[
        (observations["level"] == "buurt") & observations["indicator"].isin(set(ratios) - set(of_wijken))
    ]
    rows = rows[rows["numerator"].notna()]
    known = rows["denominator"].notna() & ~rows["area_code"].isin(secret)
    rows = rows.assign(code=rows["area_code"].map(wijk), known=known)
    sums = rows.groupby(_FIGURE, as_index=False)[["numerator", "denominator", "known"]].sum()
    sums = sums[sums["known"] == sums["code"].map(every)]
    expected = sums["indicator"].map(ratios) * sums["numerator"] / sums["denominator"]
    return sums.assign(expected=expected)[[*_FIGURE, "expected"]]


def _funding(snapshot: Snapshot) -> Iterator[str]:
    name = TABLES["funding"]
    table = snapshot.funding()
    if table["id"].duplicated().any():
        yield f"{name}: dubbele id's"
    for column in ("part_of", "supersedes"):
        for value in sorted(set(table[column].dropna()) - set(table["id"])):
            yield f"{name}: {column} verwijst naar onbekende regel {value}"
    if (table["amount_eur"] <= 0).any():
        yield f"{name}: een bedrag van nul of minder"
    for slug in sorted(set(table["focus_area"].dropna()) - set(areas())):
        yield f"{name}: onbekend focusgebied {slug}"
