"""The selection as a value, and as the part of a link behind the question mark.

`?gebied=rotterdam-zuid&indicator=misdrijven&jaar=2024&vergelijk=nederland,rest`. What equals the default is
left out. A link is written by strangers: whatever is wrong in it is replaced by the default and named.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from nplv.analysis.comparison import BENCHMARK_LEVELS, COMPARATOR_LEVELS, OTHERS
from nplv.registry import Area, Indicator, Level, areas, in_use, indicators

AREA, INDICATOR, YEAR, COMPARATORS, VIEW, LEVEL, UNIT, PER_INHABITANT = (
    "gebied",
    "indicator",
    "jaar",
    "vergelijk",
    "beeld",
    "niveau",
    "eenheid",
    "per_inwoner",
)
BENCHMARK, SECOND_AREA, SECOND_INDICATOR, POINTS = "naast", "gebied2", "indicator2", "punten"
KEYS = (
    *(AREA, INDICATOR, YEAR, COMPARATORS, VIEW, LEVEL, UNIT, PER_INHABITANT),
    *(BENCHMARK, SECOND_AREA, SECOND_INDICATOR, POINTS),
)
COUNTRY_VIEW, AREA_VIEW = "nederland", "gebied"  # where the map begins
AREAS_LEVEL: Level = "focusgebied"
MAP_LEVELS: tuple[Level, ...] = (AREAS_LEVEL, "gemeente", "wijk", "buurt")  # from large to small
_SMALLEST = MAP_LEVELS[-1]
POINT_LEVELS: tuple[Level, ...] = (AREAS_LEVEL, "wijk", "buurt")  # what a dot of the scatter can be
# Level -> how its codes look; letters stand in those of Amsterdam.
_CODES: dict[Level, re.Pattern[str]] = {
    "gemeente": re.compile(r"GM\d{4}"),
    "wijk": re.compile(r"WK\d{4}[0-9A-Z]{2}"),
    "buurt": re.compile(r"BU\d{4}[0-9A-Z]{4}"),
}

_DEFAULT_AREA = "rotterdam-zuid"
_DEFAULT_INDICATOR = "misdrijven"
_DEFAULT_BENCHMARK: Level = "nederland"
# The first that is not the chosen one itself.
_SECOND_AREAS = ("utrecht-overvecht", _DEFAULT_AREA)
_SECOND_INDICATORS = ("ervaren-gezondheid", _DEFAULT_INDICATOR)
_NO_COMPARATORS = "geen"
_SHORT: dict[Level, str] = {"rest_gemeente": "rest", OTHERS: "overige"}  # the level's own name otherwise
_NO, _YES = "nee", "ja"
_SHOWN_LENGTH = 40


@dataclass(frozen=True)
class Selection:
    """What the reader looks at, the same on every page.

    Attributes:
        year: A year of the indicator; None only where the indicator has no figures.
        comparators: Levels shown beside the area, in the order of `COMPARATOR_LEVELS`.
        view: Where the map begins: with the country, or with the area that the reader chose.
        level: What is coloured on the map, of `MAP_LEVELS`; where the indicator has no such figures another is shown.
        unit: Code of the gemeente, wijk or buurt that the reader chose on the map, of that level; None for the area.
        per_inhabitant: Whether money is shown per inhabitant of the focusgebied.
        benchmark: What the area is held against in its profile, of `BENCHMARK_LEVELS`.
        other_area: Slug of the area beside it that the reader chose; see `second_area`.
        other_indicator: Id of the indicator beside it that the reader chose; see `second_indicator`.
        points: What a dot of the scatter is, of `POINT_LEVELS`.
    """

    area: Area
    indicator: Indicator
    year: int | None
    comparators: tuple[Level, ...] = COMPARATOR_LEVELS
    view: str = COUNTRY_VIEW
    level: Level = AREAS_LEVEL
    unit: str | None = None
    per_inhabitant: bool = False
    benchmark: Level = _DEFAULT_BENCHMARK
    other_area: str | None = None
    other_indicator: str | None = None
    points: Level = AREAS_LEVEL

    @property
    def second_area(self) -> Area:
        """The area that is put beside the first; never the same."""
        return areas()[_other_than(self.area.slug, self.other_area, *_SECOND_AREAS)]

    @property
    def second_indicator(self) -> Indicator:
        """The indicator that is put beside the first; never the same."""
        return indicators()[_other_than(self.indicator.id, self.other_indicator, *_SECOND_INDICATORS)]

    def with_indicator(self, indicator: Indicator) -> "Selection":
        """Change the indicator; keep an older year that it has too, else take its newest."""
        kept = self.year in indicator.years and self.year != newest(self.indicator)
        return replace(self, indicator=indicator, year=self.year if kept else newest(indicator))

    def with_area(self, area: Area) -> "Selection":
        """Go to an area; on a map of all areas it then shows what lies in it."""
        level = _SMALLEST if self.level == AREAS_LEVEL else self.level
        return replace(self, area=area, view=AREA_VIEW, level=level, unit=None)

    def with_level(self, level: Level) -> "Selection":
        """Colour another level; of a chosen unit what it lies in is chosen. The focusgebieden are seen as a whole."""
        view = COUNTRY_VIEW if level == AREAS_LEVEL else self.view
        return replace(self, level=level, view=view, unit=self.unit and _around(self.unit, level))

    def with_unit(self, unit: str) -> "Selection":
        """Choose a gemeente, wijk or buurt by its code.

        Raises:
            ValueError: It is not such a code.
        """
        level = level_of(unit)
        if level is None:
            raise ValueError(unit)
        return replace(self, level=level, unit=unit)


def level_of(code: str) -> Level | None:
    """Tell by its form whether a code is of a gemeente, wijk or buurt; None for any other text."""
    return next((level for level, form in _CODES.items() if form.fullmatch(code)), None)


def newest(indicator: Indicator) -> int | None:
    """Return the last year with figures, None for an indicator without any."""
    return max(indicator.years, default=None)


def parse(query: Mapping[str, Sequence[str]]) -> tuple[Selection, list[str]]:
    """Read a selection from a link.

    Args:
        query: Key to all values given for it; other keys than `KEYS` are ignored.

    Returns:
        The selection, and one Dutch sentence of plain text for each value that could not be used.
    """
    messages: list[str] = []
    slug = _one_of(query, AREA, list(areas()), messages) or _DEFAULT_AREA
    name = _one_of(query, INDICATOR, list(indicators()), messages) or _DEFAULT_INDICATOR
    indicator = indicators()[name]
    year = _one_of(query, YEAR, [str(year) for year in indicator.years], messages)
    view = _one_of(query, VIEW, (COUNTRY_VIEW, AREA_VIEW), messages) or _default_view(slug)
    level = cast(Level | None, _one_of(query, LEVEL, MAP_LEVELS, messages))
    unit = _unit(query, messages)
    selection = Selection(
        area=areas()[slug],
        indicator=indicator,
        year=int(year) if year else newest(indicator),
        comparators=_comparators(query, messages),
        view=view,
        level=level_of(unit or "") or level or _default_level(view),
        unit=unit,
        per_inhabitant=_one_of(query, PER_INHABITANT, (_NO, _YES), messages) == _YES,
        benchmark=_benchmark(query, messages),
        other_area=_other(query, (AREA, SECOND_AREA), slug, list(areas()), messages),
        other_indicator=_other(query, (INDICATOR, SECOND_INDICATOR), name, list(indicators()), messages),
        points=cast(Level | None, _one_of(query, POINTS, POINT_LEVELS, messages)) or AREAS_LEVEL,
    )
    return selection, messages


def to_query(selection: Selection) -> dict[str, str]:
    """Write a selection as the keys and values of a link; the default selection is an empty dict."""
    names = ",".join(_SHORT.get(level, level) for level in selection.comparators) or _NO_COMPARATORS
    values = {
        AREA: (selection.area.slug, _DEFAULT_AREA),
        INDICATOR: (selection.indicator.id, _DEFAULT_INDICATOR),
        YEAR: (str(selection.year), str(newest(selection.indicator))),
        COMPARATORS: (names, ",".join(_SHORT.get(level, level) for level in COMPARATOR_LEVELS)),
        VIEW: (selection.view, _default_view(selection.area.slug)),
        LEVEL: (selection.level, level_of(selection.unit or "") or _default_level(selection.view)),
        UNIT: (selection.unit or "", ""),
        PER_INHABITANT: (_YES if selection.per_inhabitant else _NO, _NO),
        BENCHMARK: tuple(_SHORT.get(level, level) for level in (selection.benchmark, _DEFAULT_BENCHMARK)),
        # Where the first became what stood beside it, another takes that place: see `Selection.second_area`.
        SECOND_AREA: (selection.other_area or selection.area.slug, selection.area.slug),
        SECOND_INDICATOR: (selection.other_indicator or selection.indicator.id, selection.indicator.id),
        POINTS: (selection.points, AREAS_LEVEL),
    }
    return {key: value for key, (value, default) in values.items() if value != default}


def address(selection: Selection, page: str) -> str:
    """Return the address of a page that shows the same whatever the defaults are later: area, indicator and year named.

    Args:
        selection: What is shown.
        page: Address of the page, without a query.
    """
    named = {AREA: selection.area.slug, INDICATOR: selection.indicator.id}
    if selection.year is not None:
        named[YEAR] = str(selection.year)
    return f"{page}?{urlencode(named | to_query(selection), safe=',')}"


def _default_view(slug: str) -> str:
    """A link that names an area means to show it."""
    return COUNTRY_VIEW if slug == _DEFAULT_AREA else AREA_VIEW


def _default_level(view: str) -> Level:
    return AREAS_LEVEL if view == COUNTRY_VIEW else _SMALLEST


def _around(unit: str, level: Level) -> str | None:
    """Return the unit of a higher level that a unit lies in, by its code; None for any other level."""
    own = level_of(unit)
    if level == own:
        return unit
    if level == "gemeente":
        return f"GM{unit[2:6]}"
    return f"WK{unit[2:8]}" if level == "wijk" and own == "buurt" else None


def _other_than(first: str, *wanted: str | None) -> str:
    """Return the first of those wanted that is there and is not the one that it stands beside."""
    return next(one for one in wanted if one is not None and one != first)


def _other(
    query: Mapping[str, Sequence[str]],
    keys: tuple[str, str],
    first: str,
    known: Sequence[str],
    messages: list[str],
) -> str | None:
    """Return what stands beside the first; a message where it is the first itself."""
    found = _one_of(query, keys[1], known, messages)
    if found != first:
        return found
    messages.append(f"In de link zijn ‘{keys[0]}’ en ‘{keys[1]}’ hetzelfde.")
    return None


def _benchmark(query: Mapping[str, Sequence[str]], messages: list[str]) -> Level:
    levels = {_SHORT.get(level, level): level for level in BENCHMARK_LEVELS}
    name = _one_of(query, BENCHMARK, list(levels), messages)
    return levels[name] if name else _DEFAULT_BENCHMARK


def _unit(query: Mapping[str, Sequence[str]], messages: list[str]) -> str | None:
    given = query.get(UNIT, ())
    return _one_of(query, UNIT, [code for code in given if level_of(code)], messages)


def _one_of(query: Mapping[str, Sequence[str]], key: str, known: Sequence[str], messages: list[str]) -> str | None:
    """Return the value of `key` if it is there once and known, else None; a message unless it is absent."""
    given = query.get(key, ())
    if not given:
        return None
    if len(given) > 1:
        messages.append(f"In de link staat ‘{key}’ meer dan één keer.")
    elif not given[0].strip():
        messages.append(f"In de link staat ‘{key}’ zonder waarde.")
    elif given[0] in known:
        return given[0]
    else:
        messages.append(f"In de link staat {key} ‘{_shown(given[0])}’; dat is hier niet te vinden.")
        if key in (INDICATOR, SECOND_INDICATOR):
            messages += [why for name, why in in_use().left_out if name == given[0]]
    return None


def _comparators(query: Mapping[str, Sequence[str]], messages: list[str]) -> tuple[Level, ...]:
    levels = {_SHORT.get(level, level): level for level in COMPARATOR_LEVELS}
    given = query.get(COMPARATORS, ())
    if len(given) == 1:
        names = given[0].split(",")
        if names == [_NO_COMPARATORS]:
            return ()
        unknown = [name for name in names if name not in levels]
        if not unknown:
            return tuple(level for name, level in levels.items() if name in names)
        given = unknown[:1]
    _one_of({COMPARATORS: given}, COMPARATORS, (), messages)
    return COMPARATOR_LEVELS


def _shown(value: str) -> str:
    """Cut a stranger's text to something that fits in a message: one line, printable, not long."""
    line = "".join(character if character.isprintable() else " " for character in value)
    return line if len(line) <= _SHOWN_LENGTH else f"{line[: _SHOWN_LENGTH - 1]}…"
