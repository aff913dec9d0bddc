"""CBS OData v3, the Feed: one table read whole, or an error; see the service's own guide for the protocol.

Pages hold up to 10,000 rows and name the next one. Keys are padded on the right to a width that differs between tables,
so filters compare beginnings and keys are stripped here. The number behind the name of a column differs every year.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pandas as pd

from nplv.sources.answers import Answers, Place

_NUMBER = re.compile(r"_\d+$")
_DIMENSIONS = ("Dimension", "GeoDimension", "GeoDetail", "TimeDimension")
_FEED = "/ODataFeed/odata/"
_MOST_PAGES = 2_000


@dataclass(frozen=True)
class Query:
    """What to read of one table.

    Attributes:
        base: Official address of the catalogue: "https://opendata.cbs.nl".
        table: Its id, such as "85984NED".
        source: Id of the source in the registry, for messages.
        keys: Name in the result -> dimensions of the table, the first that is there.
        columns: Name in the result -> topics, without their number and in any case; the first that is there is read,
            since names change over the years. "Name[2]" is the second topic of that name, "A+B" the sum of two.
        units: Name in the result -> unit that its topics must have; one of another unit is another figure.
        named: Key whose titles are read too, into a column name; None for no names.
        optional: Names in the result that may be missing from the table: these are then all unknown.
        texts: As `columns`, for topics that are codes; all of them may be missing.
        filters: Dimension -> the key of the rows that are wanted.
        choices: Dimension -> title of that key, where the key is not known; the first title that is there.
    """

    base: str
    table: str
    source: str
    keys: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]
    units: Mapping[str, str] = field(default_factory=dict)
    named: str | None = None
    optional: frozenset[str] = frozenset()
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filters: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def address(self, part: str, **options: str) -> str:
        """Official address of a part of the table, as JSON."""
        words = "&".join(f"${name}={quote(value, safe=_SAFE)}" for name, value in options.items())
        return f"{self.base}{_FEED}{self.table}/{part}?{words}"


_SAFE = "(),'"


def read(query: Query, answers: Answers) -> pd.DataFrame:
    """Reads a table.

    Args:
        query: What to read.
        answers: Where to get the raw answers.

    Returns:
        A text column per key and code, without padding, and a float column per topic; missing = secret, unknown or not
        applicable, which the service does not tell apart.

    Raises:
        SourceError: The table is not as expected; names source, table, address and what was expected.
    """
    place = Place(query.source, query.table)
    _values(query.address("TableInfos", format="json"), answers, place, settles=True)
    keys, topics = _actual_names(query, answers, place)
    wanted = {**query.filters, **_chosen(query, answers)}
    selected = ",".join(
        dict.fromkeys([*keys.values(), *wanted, *(name for names in topics.values() for name in names)])
    )
    # Keys are padded to a width that differs between tables, and a key of the wrong width finds nothing.
    filtered = " and ".join(f"startswith({dimension},'{key}')" for dimension, key in wanted.items())
    option = {"filter": filtered} if filtered else {}
    url = query.address("TypedDataSet", format="json", select=selected, **option)
    rows = _pages(url, answers, place)
    announced = _announced(query.address("TypedDataSet/$count", **option), answers, place)
    place = place.at(url)
    if len(rows) != announced or not rows:
        raise place.error(f"{len(rows)} rijen", f"de {announced} rijen die de dienst aankondigt, en ten minste één")
    table = _tidy(query, pd.DataFrame(rows), keys, topics, wanted, place)
    if query.named:
        table["name"] = table[query.named].map(titles(query, keys[query.named], answers))
    return table


def titles(query: Query, dimension: str, answers: Answers) -> dict[str, str]:
    """Reads the names of a dimension's keys, such as those of wijken and buurten.

    Raises:
        SourceError: As :func:`read`.
    """
    url = query.address(dimension, format="json", select="Key,Title")
    place = Place(query.source, query.table, url)
    rows = _pages(url, answers, place)
    if not rows or not all(isinstance(row.get("Key"), str) and isinstance(row.get("Title"), str) for row in rows):
        raise place.error("geen codes met namen", "een lijst met Key en Title")
    return {row["Key"].strip(): row["Title"].strip() for row in rows}


def _actual_names(query: Query, answers: Answers, place: Place) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Name in the result -> name in the table, of the keys; and likewise of the columns that are there."""
    url = query.address("DataProperties", format="json")
    properties, _ = _values(url, answers, place)
    place = place.at(url)
    dimensions = [str(row.get("Key")) for row in properties if row.get("Type") in _DIMENSIONS]
    there: dict[str, list[str]] = {}
    units: dict[str, str] = {}
    for row in properties:
        if row.get("Type") == "Topic" and isinstance(row.get("Key"), str):
            there.setdefault(_NUMBER.sub("", row["Key"]).lower(), []).append(row["Key"])
            units[row["Key"]] = str(row.get("Unit") or "").strip().lower()
    keys = {}
    for name, spellings in {**query.keys, **{one: (one,) for one in (*query.filters, *query.choices)}}.items():
        found = next((spelling for spelling in spellings if spelling in dimensions), None)
        if found is None:
            raise place.error(
                f"dimensie {spellings[0]} ontbreekt (gevonden: {', '.join(dimensions)})", " of ".join(spellings)
            )
        keys[name] = found
    topics = {}
    for name, spellings in {**query.columns, **query.texts}.items():
        found_topics = filter(None, (_topic(there, spelling, place) for spelling in spellings))
        of_unit = (
            some for some in found_topics if all(units[one] in ("", query.units.get(name, units[one])) for one in some)
        )
        if actual := next(of_unit, None):
            topics[name] = actual
        elif name not in {*query.optional, *query.texts}:
            expected = " of ".join(f"{spelling}_ met een nummer" for spelling in spellings)
            raise place.error(f"kolom {spellings[0]} ontbreekt of heet anders", f"een kolom {expected}")
    return {name: keys[name] for name in query.keys}, topics


def _chosen(query: Query, answers: Answers) -> dict[str, str]:
    """The key of each dimension for which a title is declared."""
    found = {}
    for dimension, wanted in query.choices.items():
        known = {title.lower(): key for key, title in titles(query, dimension, answers).items()}
        key = next((known[title.lower()] for title in wanted if title.lower() in known), None)
        if key is None:
            place = Place(query.source, query.table, query.address(dimension, format="json", select="Key,Title"))
            offered = ", ".join(list(known)[:12])
            raise place.error(f"geen {dimension} met die naam (gevonden: {offered})", " of ".join(wanted))
        found[dimension] = key
    return found


def _topic(there: Mapping[str, list[str]], spelling: str, place: Place) -> tuple[str, ...]:
    """The names in the table of a declared topic, or of those that add up to it; none where one is not there."""
    found = []
    for part in spelling.split("+"):
        base, _, which = part.rstrip("]").partition("[")
        names = there.get(base.lower(), [])
        if not which and len(names) > 1:
            raise place.error(f"{len(names)} kolommen heten {base}", "een opgave welke van die kolommen geldt")
        found += names[int(which) - 1 : int(which)] if which else names
    return tuple(found) if len(found) == len(spelling.split("+")) else ()


def _announced(url: str, answers: Answers, place: Place) -> int:
    place = place.at(url)
    with place.named():
        content = answers.get(url)
    text = content.decode("utf-8-sig", errors="replace").strip()
    if not text.isdigit():
        raise place.error(f"‘{text[:40]}’", "een aantal rijen als getal")
    return int(text)


def _pages(url: str, answers: Answers, place: Place) -> list[dict[str, Any]]:
    """The rows of an address and of all pages that follow it."""
    rows: list[dict[str, Any]] = []
    visited: set[str] = set()
    following: str | None = url
    while following:
        if following in visited or len(visited) == _MOST_PAGES:
            raise place.at(following).error("een pagina die naar een eerdere verwijst", "een laatste pagina")
        visited.add(following)
        found, link = _values(following, answers, place)
        rows += found
        following = _official(link, url, place.at(following)) if link else None
    return rows


def _official(link: str, first: str, place: Place) -> str:
    """The official address of a next page; whoever the service says it is, only itself is asked."""
    _, found, rest = link.partition(_FEED)
    if not found:
        raise place.error(f"een volgende pagina op {link[:80]}", f"een adres met {_FEED}")
    return first.partition(_FEED)[0] + _FEED + rest


def _values(
    url: str, answers: Answers, place: Place, *, settles: bool = False
) -> tuple[list[dict[str, Any]], str | None]:
    """The rows of one answer and the link to the next page, if any."""
    place = place.at(url)
    with place.named():
        content = answers.get(url, settles=settles)
    expected = "JSON van OData met een lijst ‘value’"
    try:
        answer = json.loads(content)
    except ValueError:
        raise place.error(f"{_kind(content)} in plaats van JSON", expected) from None
    rows = answer.get("value") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise place.error("JSON zonder lijst met rijen", expected)
    answers.count(url, len(rows))
    link = answer.get("odata.nextLink")
    if link is not None and not isinstance(link, str):
        raise place.error("een verwijzing naar de volgende pagina die geen adres is", expected)
    return rows, link


def _kind(content: bytes) -> str:
    """What an answer is that is not JSON, in a word or two."""
    start = content.lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if start.startswith(b"<"):
        return "XML"
    return "een leeg antwoord" if not start else "onleesbare tekst"


def _tidy(
    query: Query,
    rows: pd.DataFrame,
    keys: Mapping[str, str],
    topics: Mapping[str, tuple[str, ...]],
    wanted: Mapping[str, str],
    place: Place,
) -> pd.DataFrame:
    names = {*keys.values(), *wanted, *(name for some in topics.values() for name in some)}
    if absent := sorted(names - set(rows.columns)):
        raise place.error(f"kolom {', '.join(absent)} ontbreekt in de rijen", "de kolommen die de tabel zelf opgeeft")
    for name in {*keys.values(), *wanted}:
        if not rows[name].map(lambda key: isinstance(key, str) and bool(key.strip())).all():
            raise place.error(f"lege sleutels in {name}", "een code in elke rij")
        rows[name] = rows[name].str.strip()
    for dimension, key in wanted.items():  # what begins with the key may go on after it
        rows = rows[rows[dimension] == key]
    table = pd.DataFrame({name: rows[dimension] for name, dimension in keys.items()})
    for name in query.columns:
        parts = [_numbers(rows[topic], topic, place) for topic in topics.get(name, ())]
        table[name] = sum(parts[1:], start=parts[0]) if parts else float("nan")
    for name in query.texts:
        table[name] = rows[topics[name][0]].astype("str").str.strip() if name in topics else None
    _require_unique(table, list(query.keys), place)
    return table.reset_index(drop=True)


def _numbers(column: pd.Series, name: str, place: Place) -> pd.Series:
    texts = column[column.map(lambda value: isinstance(value, str))]
    if len(texts):
        raise place.error(f"‘{texts.iloc[0].strip()[:40]}’ in kolom {name}", "getallen, of null waar geen cijfer is")
    return pd.to_numeric(column).astype(float)


def _require_unique(table: pd.DataFrame, keys: Sequence[str], place: Place) -> None:
    doubled = table.loc[table.duplicated(list(keys)), list(keys)]
    if len(doubled):
        example = ", ".join(doubled.iloc[0])
        raise place.error(f"{len(doubled)} dubbele sleutels, zoals {example}", "elke sleutel één keer")
