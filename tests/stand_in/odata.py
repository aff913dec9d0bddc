"""OData v3 as opendata.cbs.nl and dataderden.cbs.nl speak it: the feed with pages, and the API with a maximum."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from tests.stand_in.content import DATA_SETS, Changes, Listing, changes, listing, spoil
from tests.stand_in.faults import Faults
from tests.stand_in.model import Reply, Row, Table
from tests.stand_in.odata_filter import BadFilter, Filter, UnknownColumn, parse

API_MAXIMUM = 10_000
_PATH = re.compile(r"/(ODataFeed|ODataApi)/odata/([^/]+)/([^/]+)(/\$count)?/?")
_OPTIONS = {"$format", "$select", "$filter", "$skip", "$top", "$skiptoken"}
_METADATA = "http://schemas.microsoft.com/ado/2007/08/dataservices"
_ERROR = (
    f'<?xml version="1.0" encoding="utf-8"?><m:error xmlns:m="{_METADATA}/metadata">'
    '<m:code /><m:message xml:lang="nl-NL">{}</m:message></m:error>'
)


@dataclass
class _Error(Exception):
    """An error that is told with its own status."""

    status: int
    text: str


@dataclass
class _Question:
    """One request for a list."""

    table: Table
    name: str
    feed: bool
    address: str
    query: Mapping[str, str]

    @property
    def json(self) -> bool:
        return self.query.get("$format") == "json"

    def number(self, option: str) -> int | None:
        text = self.query.get(option)
        if text is not None and not text.isdecimal():
            raise _Error(400, f"Incorrect value of {option}: '{text}'")
        return None if text is None else int(text)


def answer(tables: Mapping[str, Table], base: str, path: str, query: Mapping[str, str], faults: Faults) -> Reply:
    """Answers one request.

    Args:
        tables: Those of this host.
        base: Address of this host, for links.
        path: After ``base``.
        query: Options of the request.
        faults: What goes wrong with this request.
    """
    match = _PATH.fullmatch(path)
    if match is None or match[2] not in tables:
        return _error(404, f"Resource not found for the segment '{match[2] if match else path}'.")
    question = _Question(tables[match[2]], match[3], match[1] == "ODataFeed", f"{base}{path}", query)
    try:
        return _answer(question, bool(match[4]), faults)
    except _Error as error:
        return _error(error.status, error.text)


def _answer(question: _Question, counting: bool, faults: Faults) -> Reply:
    unknown = [option for option in question.query if option.startswith("$") and option not in _OPTIONS]
    if unknown:
        raise _Error(400, f"The stand-in does not know the query option '{unknown[0]}'.")
    if "$skip" in question.query and not question.feed:
        raise _Error(500, "An error occurred while processing this request.")
    changed = changes(question.table, question.name, faults)
    whole = listing(question.table, question.name, changed)
    if whole is None:
        raise _Error(404, f"Resource not found for the segment '{question.name}'.")
    rows = _filtered(question, whole, changed)
    sound, data = rows, question.name in DATA_SETS
    if data and rows and faults.take("doubled"):
        rows = [rows[0], *rows]
    if counting:
        return Reply(200, str(len(rows)).encode())
    skip, top = question.number("$skip") or 0, question.number("$top")
    if skip or top is not None:
        rows = rows[skip:] if top is None else rows[skip : skip + top]
    if not question.feed and len(rows) > API_MAXIMUM:
        raise _Error(500, f"The query returns more than {API_MAXIMUM} records.")
    start = question.number("$skiptoken") or 0
    about = question.name in ("TableInfos", "DataProperties")
    size = API_MAXIMUM if about else question.table.page
    end = start + size if question.feed else len(rows)
    more = end < len(rows)
    if data:
        rows = spoil(question.table, rows, range(start, end), faults)
    page = rows[start:end]
    if not about and rows and faults.take("empty"):
        page, more = [], False
    elif data and not more and page and faults.take("short"):
        page = page[:-1]
    names = _selected(question, whole)
    link = _next_link(question, end) if more else None
    if not question.json:
        return _atom(question, names, page, link)
    if rows is sound and page == rows[start:end]:  # nothing in it is spoilt
        key = ("page", question.name, changed, question.query.get("$filter"), tuple(names), start, end)
        text = question.table.cache.get(question.table.rows, key, lambda: _value(names, page))
    else:
        text = _value(names, page)
    return _json(question, text, link)


def _filtered(question: _Question, whole: Listing, changed: Changes) -> list[Row]:
    text = question.query.get("$filter")
    if text is None:
        return whole.rows
    try:
        wanted = parse(text, whole.columns)
    except UnknownColumn as error:
        raise _Error(500, f"Could not find a property named '{error}' on type '{question.name}'.") from error
    except BadFilter as error:
        raise _Error(400, f"{error} in '{text}'.") from error
    if not question.feed and question.name in DATA_SETS and not wanted.columns <= {"ID", *question.table.dimensions}:
        raise _Error(500, "An error occurred while processing this request.")
    kept: list[Row] = question.table.cache.get(
        question.table.rows, ("filter", question.name, changed, text), lambda: _passing(whole.rows, wanted)
    )
    return kept


def _passing(rows: list[Row], wanted: Filter) -> list[Row]:
    return [row for row in rows if wanted.test(row)]


def _selected(question: _Question, whole: Listing) -> tuple[str, ...]:
    text = question.query.get("$select")
    if text is None:
        return whole.columns
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in whole.columns:
            raise _Error(500, f"Could not find a property named '{name}' on type '{question.name}'.")
    # The service gives the columns in its own order.
    return tuple(name for name in whole.columns if name in names)


def _next_link(question: _Question, end: int) -> str:
    options = {**question.query, "$skiptoken": str(end)}
    return f"{question.address}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in options.items())


def _value(names: tuple[str, ...], rows: list[Row]) -> str:
    return json.dumps([{name: row[name] for name in names} for row in rows], separators=(",", ":"))


def _json(question: _Question, text: str, link: str | None) -> Reply:
    metadata = question.address.rpartition("/")[0] + f"/$metadata#Cbs.OData.WebAPI.{question.name}"
    more = "" if link is None else f',"odata.nextLink":{json.dumps(link)}'
    body = f'{{"odata.metadata":{json.dumps(metadata)},"value":{text}{more}}}'
    return Reply(200, body.encode(), "application/json;charset=utf-8", {"DataServiceVersion": "3.0;"})


def _atom(question: _Question, names: tuple[str, ...], rows: list[Row], link: str | None) -> Reply:
    entries = "".join(_entry({name: row[name] for name in names if name != "odata.type"}) for row in rows)
    more = "" if link is None else f"<link rel='next' href={quoteattr(link)} />"
    body = (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:d="{_METADATA}" '
        f'xmlns:m="{_METADATA}/metadata"><id>{escape(question.address)}</id><title type="text">{question.name}</title>'
        f"<updated>{question.table.modified}Z</updated>{entries}{more}</feed>"
    )
    return Reply(200, body.encode(), "application/atom+xml;type=feed;charset=utf-8", {"DataServiceVersion": "3.0;"})


def _entry(row: Row) -> str:
    cells = "".join(
        f'<d:{name} m:null="true" />' if value is None else f"<d:{name}>{escape(str(value))}</d:{name}>"
        for name, value in row.items()
    )
    return f'<entry><content type="application/xml"><m:properties>{cells}</m:properties></content></entry>'


def _error(status: int, text: str) -> Reply:
    return Reply(status, _ERROR.format(escape(text)).encode(), "application/xml;charset=utf-8")
