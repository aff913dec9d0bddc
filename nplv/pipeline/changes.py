"""What a refresh changed: new, revised and vanished figures, other boundaries, and what a person must look at."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import shapely

from nplv.numbers import number, percent
from nplv.pipeline.content import Content
from nplv.registry import Indicator, areas
from nplv.schema import CHANGE_KINDS, CHANGES, COUNTRY, TOGETHER
from nplv.sources.boundaries import RD_NEW

_KEYS = ["indicator", "level", "area_code", "period"]
_SMALL = ("wijk", "buurt")
# A revision is worth a look when a figure of an area moves more than this share.
_LARGE = 0.10
_MOST_REFRESHES = 12
_SAME_SHAPE = 0.995


def changes(
    old: Content, new: Content, declared_old: Mapping[str, Indicator], declared_new: Mapping[str, Indicator]
) -> pd.DataFrame:
    """Compares two snapshots.

    Args:
        old: The snapshot that was there.
        new: The one that takes its place.
        declared_old: The indicators as the old one declares them.
        declared_new: As the new one does.

    Returns:
        The columns of ``nplv.schema.CHANGES``: first those of this refresh, then those of the earlier ones that the old
        snapshot tells of. Figures of wijken and buurten are counted rather than listed.
    """
    rows = [*_figures(old, new, declared_old, declared_new), *_of_areas(old, new), *_to_look_at(old, new)]
    found = pd.DataFrame(rows, columns=[name for name in CHANGES.names if name != "refreshed"])
    found = found.assign(refreshed=new.refreshed)[CHANGES.names]
    found = found.sort_values("kind", key=lambda kinds: kinds.map(list(CHANGE_KINDS).index), kind="stable")
    earlier = pd.DataFrame(columns=CHANGES.names) if old.changes is None else old.changes
    kept = list(dict.fromkeys(earlier["refreshed"]))[: _MOST_REFRESHES - 1]
    both = [part for part in (found, earlier[earlier["refreshed"].isin(kept)]) if len(part)]
    return pd.concat(both, ignore_index=True) if both else found


def _figures(
    old: Content, new: Content, declared_old: Mapping[str, Indicator], declared_new: Mapping[str, Indicator]
) -> Iterator[dict[str, Any]]:
    before, after = (
        content.observations.set_index(_KEYS)["value"].dropna().rename(name)
        for name, content in (("old", old), ("new", new))
    )
    both = pd.concat([before, after], axis="columns").reset_index()
    for name, rows in both.groupby("indicator", sort=False):
        indicator = declared_new.get(str(name)) or declared_old[str(name)]
        there = set(before.loc[[name]].index.get_level_values("period")) if name in before.index else set()
        yield from _new_periods(indicator, rows[~rows["period"].isin(there)])
        known = rows[rows["period"].isin(there)]
        yield from _vanished(indicator, known[known["new"].isna()])
        changed = known[known["new"].round(indicator.decimals) != known["old"].round(indicator.decimals)]
        yield from _revised(indicator, changed[changed["new"].notna() & changed["old"].notna()])
        yield from _added(indicator, changed[changed["old"].isna()])


def _new_periods(indicator: Indicator, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    own = (rows["level"] == "focusgebied").groupby(rows["period"]).sum()
    for count, periods in own.groupby(own):
        years = ", ".join(map(str, periods.index))
        text = f"{indicator.title}: {years}, met een cijfer voor {count} van de {len(areas())} focusgebieden."
        yield _row("new", indicator, None, periods.index[-1], None, None, text)


def _added(indicator: Indicator, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for period, some in rows.groupby("period"):
        large = some[~some["level"].isin(_SMALL)]
        names = ", ".join(_name(row.level, row.area_code) for row in large.itertuples())
        small = _counted(len(some) - len(large)) if len(some) > len(large) else ""
        text = f"{indicator.title}: {period}, nu ook voor {' en '.join(filter(None, [names, small]))}."
        yield _row("new", indicator, None, period, None, None, text)


def _vanished(indicator: Indicator, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for period, some in rows.groupby("period"):
        large = some[~some["level"].isin(_SMALL)]
        for row in large.itertuples():
            was = number(row.old, indicator.decimals)
            text = f"{indicator.title}, {_name(row.level, row.area_code)}, {period}: {was} is verdwenen."
            yield _row("vanished", indicator, row.area_code, period, row.old, None, text)
        if len(some) > len(large):
            text = f"{indicator.title}, {period}: cijfers van {_counted(len(some) - len(large))} zijn verdwenen."
            yield _row("vanished", indicator, None, period, None, None, text)


def _revised(indicator: Indicator, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for period, some in rows.groupby("period"):
        large = some[~some["level"].isin(_SMALL)]
        for row in large.itertuples():
            was, now = (number(value, indicator.decimals) for value in (row.old, row.new))
            difference = f"{'+' if row.new > row.old else ''}{number(row.new - row.old, indicator.decimals)}"
            where = f"{indicator.title}, {_name(row.level, row.area_code)}, {period}"
            text = f"{where}: was {was}, is {now} (verschil {difference})."
            yield _row("revised", indicator, row.area_code, period, row.old, row.new, text)
            if abs(row.new - row.old) > _LARGE * abs(row.old):
                yield _row("look", indicator, row.area_code, period, row.old, row.new, f"Grote herziening. {text}")
        if len(some) > len(large):
            text = f"{indicator.title}, {period}: cijfers van {_counted(len(some) - len(large))} zijn herzien."
            yield _row("revised", indicator, None, period, None, None, text)


def _of_areas(old: Content, new: Content) -> Iterator[dict[str, Any]]:
    """Codes, inhabitants and shapes of the focus areas."""
    before, after = old.areas.set_index("slug"), new.areas.set_index("slug")
    shapes = [content.polygons["focusgebied"].set_index("code").geometry.to_crs(RD_NEW) for content in (old, new)]
    for slug, row in after.iterrows():
        if slug not in before.index:
            yield _row("area", None, slug, None, None, None, f"{row['name']}: nieuw focusgebied.")
            continue
        then = before.loc[slug]
        for kind in ("wijken", "buurten"):
            if set(row[kind]) != set(then[kind]):
                more, fewer = sorted(set(row[kind]) - set(then[kind])), sorted(set(then[kind]) - set(row[kind]))
                text = f"{row['name']}: {kind} erbij: {', '.join(more) or 'geen'}; eraf: {', '.join(fewer) or 'geen'}."
                yield _row("area", None, slug, None, None, None, text)
        if row["inhabitants_2024"] != then["inhabitants_2024"]:
            was, now = number(then["inhabitants_2024"]), number(row["inhabitants_2024"])
            check = f"{percent(row['difference_percent'])} ten opzichte van het CBS-cijfer van 2025"
            text = f"{row['name']}: inwoners 2024 waren {was}, zijn {now} ({check})."
            yield _row("area", None, slug, None, then["inhabitants_2024"], row["inhabitants_2024"], text)
        first, last = (table.get(slug) for table in shapes)
        if first is not None and last is not None:
            shared = shapely.area(shapely.intersection(first, last)) / shapely.area(shapely.union(first, last))
            if shared < _SAME_SHAPE:
                text = f"{row['name']}: de grens op de kaart is voor {percent(100 * shared)} dezelfde als voorheen."
                yield _row("area", None, slug, None, None, None, text)


def _to_look_at(old: Content, new: Content) -> Iterator[dict[str, Any]]:
    """What a person must decide: parts that are old, and divisions that can no longer be matched with an area."""
    for one in new.old:
        since = f"van {one['since']}" if one["since"] else "zoals het was"
        yield _row("look", None, None, None, None, None, f"Niet ververst, nog {since}: {one['table']}. {one['reason']}")
    before = _unmatched(old)
    for (slug, reason), count in _unmatched(new).items():
        if (slug, reason) not in before:
            text = f"{areas()[slug].name}: geen cijfer voor {count} indicatoren. {reason}"
            yield _row("look", None, slug, None, None, None, text)


def _unmatched(content: Content) -> dict[tuple[str, str], int]:
    """Area and reason of each division that is not matched with it -> the number of indicators without a figure."""
    rows = content.observations
    rows = rows[(rows["level"] == "focusgebied") & (rows["status"] == "incomplete")]
    rows = rows[rows["reason"].astype("str").str.startswith("De indeling van")]
    counts = rows.groupby(["area_code", "reason"], sort=False)["indicator"].nunique()
    return {(str(slug), str(reason)): int(count) for (slug, reason), count in counts.items()}


def _counted(count: int) -> str:
    return "1 wijk of buurt" if count == 1 else f"{number(count)} wijken en buurten"


def _row(
    kind: str, indicator: Indicator | None, area: Any, period: Any, old: Any, new: Any, text: str
) -> dict[str, Any]:
    return {
        "kind": kind,
        "indicator": None if indicator is None else indicator.id,
        "area": area,
        "period": period,
        "old": old,
        "new": new,
        "text": text,
    }


def _name(level: str, code: str) -> str:
    """The name of an area as a reader knows it."""
    if code in areas():
        return areas()[code].name
    if code == COUNTRY:
        return "Nederland"
    if code == TOGETHER:
        return "de 20 focusgebieden samen"
    municipality = next(area.municipality for area in areas().values() if area.municipality_code == code)
    return f"rest van {municipality}" if level == "rest_gemeente" else f"gemeente {municipality}"
