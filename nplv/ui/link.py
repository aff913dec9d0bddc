"""The selection as a value, and as the part of a link behind the question mark.

`?gebied=rotterdam-zuid&indicator=misdrijven&jaar=2024&vergelijk=nederland,rest`. What equals the default is
left out. A link is written by strangers: whatever is wrong in it is replaced by the default and named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nplv.analysis.comparison import COMPARATOR_LEVELS
from nplv.registry import Area, Indicator, Level, areas, indicators

AREA, INDICATOR, YEAR, COMPARATORS, VIEW, PER_INHABITANT = (
    "gebied",
    "indicator",
    "jaar",
    "vergelijk",
    "beeld",
    "per_inwoner",
)
KEYS = (AREA, INDICATOR, YEAR, COMPARATORS, VIEW, PER_INHABITANT)
COUNTRY_VIEW, AREA_VIEW = "nederland", "gebied"  # what the map shows

_DEFAULT_AREA = "rotterdam-zuid"
_DEFAULT_INDICATOR = "misdrijven"
_NO_COMPARATORS = "geen"
_SHORT: dict[Level, str] = {"rest_gemeente": "rest"}  # the level's own name otherwise
_NO, _YES = "nee", "ja"
_SHOWN_LENGTH = 40


@dataclass(frozen=True)
class Selection:
    """What the reader looks at, the same on every page.

    Attributes:
        year: A year of the indicator; None only where the indicator has no figures.
        comparators: Levels shown beside the area, in the order of `COMPARATOR_LEVELS`.
        view: What the map shows: the country, or the area that the reader chose.
        per_inhabitant: Whether money is shown per inhabitant of the focusgebied.
    """

    area: Area
    indicator: Indicator
    year: int | None
    comparators: tuple[Level, ...] = COMPARATOR_LEVELS
    view: str = COUNTRY_VIEW
    per_inhabitant: bool = False

    def with_indicator(self, indicator: Indicator) -> "Selection":
        """Change the indicator; keep an older year that it has too, else take its newest."""
        kept = self.year in indicator.years and self.year != newest(self.indicator)
        return replace(self, indicator=indicator, year=self.year if kept else newest(indicator))


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
    selection = Selection(
        area=areas()[slug],
        indicator=indicator,
        year=int(year) if year else newest(indicator),
        comparators=_comparators(query, messages),
        view=_one_of(query, VIEW, (COUNTRY_VIEW, AREA_VIEW), messages) or _default_view(slug),
        per_inhabitant=_one_of(query, PER_INHABITANT, (_NO, _YES), messages) == _YES,
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
        PER_INHABITANT: (_YES if selection.per_inhabitant else _NO, _NO),
    }
    return {key: value for key, (value, default) in values.items() if value != default}


def _default_view(slug: str) -> str:
    """A link that names an area means to show it."""
    return COUNTRY_VIEW if slug == _DEFAULT_AREA else AREA_VIEW


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
