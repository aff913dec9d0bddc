"""The part of OData's $filter that the services are asked with."""

import operator
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from tests.stand_in.model import Row

Test = Callable[[Row], bool]

_TOKEN = re.compile(r"\s*(?:([(),])|('(?:[^']|'')*')|([^\s(),']+))")
_OPERATORS: dict[str, Callable[..., bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "ge": operator.ge,
    "gt": operator.gt,
    "le": operator.le,
    "lt": operator.lt,
}
# Comparisons of order on this dimension are ignored without a word.
_UNORDERED = "WijkenEnBuurten"


class BadFilter(ValueError):
    """It is not written as it should be."""


class UnknownColumn(ValueError):
    """It names a column that is not there."""


@dataclass
class Filter:
    """A test per row, and the columns it looks at."""

    test: Test
    columns: set[str]


def parse(text: str, columns: Collection[str]) -> Filter:
    """Reads a filter.

    Args:
        text: Such as "startswith(WijkenEnBuurten,'GM') and Perioden eq '2021JJ00'".
        columns: Names that may be used.

    Raises:
        BadFilter: The text cannot be read.
        UnknownColumn: The text names another column.
    """
    return _Parser(text, columns).whole()


class _Parser:
    """Recursive descent: "or" of "and" of comparisons, calls and parentheses."""

    def __init__(self, text: str, columns: Collection[str]) -> None:
        self._tokens = _tokens(text)
        self._columns = columns
        self._used: set[str] = set()

    def whole(self) -> Filter:
        test = self._any()
        if self._tokens:
            raise BadFilter(f"Syntax error at '{self._tokens[0]}'")
        return Filter(test, self._used)

    def _any(self) -> Test:
        tests = [self._all()]
        while self._skip("or"):
            tests.append(self._all())
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def _all(self) -> Test:
        tests = [self._one()]
        while self._skip("and"):
            tests.append(self._one())
        return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)

    def _one(self) -> Test:
        if self._skip("("):
            test = self._any()
            self._expect(")")
            return test
        token = self._next()
        if token in ("startswith", "substringof"):
            test = self._call(token)
            if self._skip("eq"):  # "startswith(…) eq true" is another way to write it
                self._expect("true")
            return test
        return self._comparison(token)

    def _call(self, name: str) -> Test:
        self._expect("(")
        first = self._next()
        self._expect(",")
        second = self._next()
        self._expect(")")
        column, text = (first, second) if name == "startswith" else (second, first)
        self._use(column)
        part = _literal(text)
        if not isinstance(part, str):
            raise BadFilter(f"'{text}' is not a string")
        if name == "startswith":
            return lambda row: isinstance(row[column], str) and row[column].startswith(part)
        return lambda row: isinstance(row[column], str) and part in row[column]

    def _comparison(self, column: str) -> Test:
        name = self._next()
        if name not in _OPERATORS:
            raise BadFilter(f"Unknown operator '{name}'")
        self._use(column)
        wanted = _literal(self._next())
        if column == _UNORDERED and name not in ("eq", "ne"):
            return lambda row: True
        compare = _OPERATORS[name]
        if name in ("eq", "ne"):
            return lambda row: compare(row[column], wanted)
        return lambda row: _comparable(row[column], wanted) and compare(row[column], wanted)

    def _use(self, column: str) -> None:
        if column not in self._columns:
            raise UnknownColumn(column)
        self._used.add(column)

    def _next(self) -> str:
        if not self._tokens:
            raise BadFilter("The filter ends too early")
        return self._tokens.pop(0)

    def _skip(self, token: str) -> bool:
        if self._tokens[:1] != [token]:
            return False
        self._tokens.pop(0)
        return True

    def _expect(self, token: str) -> None:
        found = self._next()
        if found != token:
            raise BadFilter(f"Found '{found}', expected '{token}'")


def _tokens(text: str) -> list[str]:
    tokens, position = [], 0
    text = text.rstrip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise BadFilter(f"Syntax error at position {position}")
        tokens.append(found[0].strip() if found[2] is None else found[2])
        position = found.end()
    return tokens


def _literal(token: str) -> str | float | None:
    if token.startswith("'"):
        return token[1:-1].replace("''", "'")
    if token == "null":
        return None
    try:
        return float(token)
    except ValueError as error:
        raise BadFilter(f"'{token}' is not a value") from error


def _comparable(value: object, other: object) -> bool:
    return value is not None and other is not None and isinstance(value, str) == isinstance(other, str)
