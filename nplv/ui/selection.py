"""One selection for the whole app: kept in the session, written in the address, chosen with widgets."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from nplv.analysis.comparison import BENCHMARK_LEVELS, COMPARATOR_LEVELS, label
from nplv.registry import Edition, Indicator, Level, areas, in_use, indicators, use
from nplv.ui import frame, link
from nplv.ui.link import Selection
from nplv.ui.style import plain

_SELECTION, _MESSAGES, _PAGE, _WRITTEN, _SNAPSHOT = (
    "selection",
    "selection_messages",
    "selection_page",
    "selection_written",
    "selection_snapshot",
)
_AREA, _INDICATOR, _YEAR, _COMPARATORS, _PER_INHABITANT, _BENCHMARK, _SECOND_AREA, _SECOND_INDICATOR = (
    "choose_area",
    "choose_indicator",
    "choose_year",
    "choose_comparators",
    "choose_per_inhabitant",
    "choose_benchmark",
    "choose_second_area",
    "choose_second_indicator",
)


def restore(page: str, snapshot: str) -> None:
    """Bring session and address in step; called by app.py before each page runs.

    A new visitor's address is read, and so is one changed by the back button or by a link of the app.
    On a change of page Streamlit empties the address: then the selection stays and is written again.

    Args:
        page: Name of the page that is about to run.
        snapshot: Fingerprint of the snapshot: in a new one an indicator may have other years.
    """
    state = st.session_state
    if _SELECTION in state and state.get(_SNAPSHOT) != snapshot:
        chosen = {key: [value] for key, value in link.to_query(state[_SELECTION]).items()}
        state[_SELECTION], state[_MESSAGES] = link.parse(chosen)
    state[_SNAPSHOT] = snapshot
    moved = state.get(_PAGE) != page
    state[_PAGE] = page
    # Lists, since a key may stand in the address more than once.
    query = {key: values for key in link.KEYS if (values := st.query_params.get_all(key))}
    if _SELECTION not in state or (state[_WRITTEN] not in (None, query) and (query or not moved)):
        state[_SELECTION], state[_MESSAGES] = link.parse(query)
    elif moved:
        state[_MESSAGES] = []
    _write_address(query)


def show_messages() -> None:
    """Name what in the address could not be used, until the reader chooses something or goes on."""
    messages = st.session_state[_MESSAGES]
    if messages:
        chosen = current()
        year = "" if chosen.year is None else f", {chosen.year}"
        shown = f"U ziet nu: {chosen.indicator.short_title} in {chosen.area.name}{year}."
        st.warning(plain(" ".join([*messages, shown])))


def current() -> Selection:
    """Return what the reader has chosen."""
    frame.through_app()
    return st.session_state[_SELECTION]


def controls(
    *,
    area: bool = True,
    indicator: bool = True,
    year: bool = True,
    comparators: bool = False,
    benchmark: bool = False,
    second_area: bool = False,
    second_indicator: bool = False,
) -> Selection:
    """Draw the widgets that a page needs in one row and return the selection.

    Args:
        area: Whether the focusgebied can be chosen.
        indicator: Whether the indicator can be chosen.
        year: Whether the year can be chosen; nothing is drawn for an indicator without figures.
        comparators: Whether the comparators can be chosen; they stand below the row.
        benchmark: Whether it can be chosen what the area is held against.
        second_area: Whether an area beside the first can be chosen.
        second_indicator: Whether an indicator beside the first can be chosen.
    """
    chosen = current()
    wanted = [
        (_area, area, 3),
        (_second_area, second_area, 3),
        (_indicator, indicator, 4),
        (_second_indicator, second_indicator, 4),
        (lambda _: benchmark_box(), benchmark, 3),
        (_year, year and bool(chosen.indicator.years), 1.4),
    ]
    drawn = [(draw, width) for draw, is_wanted, width in wanted if is_wanted]
    for (draw, _), column in zip(drawn, st.columns([width for _, width in drawn]), strict=True):
        with column:
            draw(chosen)
    if comparators:
        _draw_comparators(chosen)
    return chosen


def per_inhabitant_switch() -> bool:
    """Draw the switch to euro per inhabitant and return whether it is on."""
    st.session_state[_PER_INHABITANT] = current().per_inhabitant
    return st.toggle(
        "Euro per inwoner van het focusgebied",
        key=_PER_INHABITANT,
        on_change=_take,
        args=(_PER_INHABITANT, in_use()),
    )


def benchmark_box(title: str = "Vergelijk met") -> None:
    """Draw the choice of what the area is held against."""
    chosen = current()

    def name(level: Level) -> str:
        return label(level, chosen.area)

    _selectbox(title, _BENCHMARK, BENCHMARK_LEVELS, chosen.benchmark, name)


def indicator_label(indicator: Indicator) -> str:
    """Name an indicator with its kernindicator number: "1 · Leefbaarheid: woningen"; a local one has no such number."""
    if indicator.local:
        return indicator.short_title
    number = "Achtergrond" if indicator.kernindicator is None else str(indicator.kernindicator)
    return f"{number} · {indicator.short_title}{'' if indicator.has_figures else ' (nog geen cijfers)'}"


def _area(chosen: Selection) -> None:
    _selectbox("Focusgebied", _AREA, list(areas()), chosen.area.slug, lambda slug: areas()[slug].name)


def _indicator(chosen: Selection) -> None:
    def name(identity: str) -> str:
        return indicator_label(indicators()[identity])

    _selectbox("Indicator (nummer: kernindicator)", _INDICATOR, list(indicators()), chosen.indicator.id, name)


def _second_area(chosen: Selection) -> None:
    others = [slug for slug in areas() if slug != chosen.area.slug]
    _selectbox("Naast focusgebied", _SECOND_AREA, others, chosen.second_area.slug, lambda slug: areas()[slug].name)


def _second_indicator(chosen: Selection) -> None:
    others = [name for name in indicators() if name != chosen.indicator.id]

    def name(identity: str) -> str:
        return indicator_label(indicators()[identity])

    _selectbox("Naast indicator", _SECOND_INDICATOR, others, chosen.second_indicator.id, name)


def _year(chosen: Selection) -> None:
    _selectbox("Jaar", _YEAR, sorted(chosen.indicator.years, reverse=True), chosen.year, str)


def _draw_comparators(chosen: Selection) -> None:
    def name(level: Level) -> str:
        return plain(label(level, chosen.area))

    st.session_state[_COMPARATORS] = list(chosen.comparators)
    st.pills(
        "Vergelijk met",
        COMPARATOR_LEVELS,
        selection_mode="multi",
        format_func=name,
        key=_COMPARATORS,
        on_change=_take,
        args=(_COMPARATORS, in_use()),
    )


def _selectbox(title: str, key: str, options: Sequence, value: object, name) -> None:
    # The selection is the truth and the widget shows it, also after a click on the map or the back button.
    st.session_state[key] = value
    st.selectbox(
        title,
        options,
        key=key,
        format_func=name,
        filter_mode="contains",
        on_change=_take,
        args=(key, in_use()),
    )


def _take(key: str, edition: Edition) -> None:
    """Take over what the reader chose in one widget; this comes before app.py says what snapshot is open."""
    use(edition)
    chosen, value = current(), st.session_state[key]
    if key == _COMPARATORS:
        keep(replace(chosen, comparators=tuple(level for level in COMPARATOR_LEVELS if level in value)))
    elif key == _AREA:
        keep(chosen.with_area(areas()[value]))
    elif key == _PER_INHABITANT:
        keep(replace(chosen, per_inhabitant=value))
    elif key == _INDICATOR:
        keep(chosen.with_indicator(indicators()[value]))
    else:
        fields = {
            _YEAR: "year",
            _BENCHMARK: "benchmark",
            _SECOND_AREA: "other_area",
            _SECOND_INDICATOR: "other_indicator",
        }
        keep(replace(chosen, **{fields[key]: value}))


def keep(selection: Selection) -> None:
    """Take over a choice made elsewhere than in `controls`, such as a switch of the page."""
    st.session_state[_SELECTION], st.session_state[_MESSAGES] = selection, []
    st.session_state[_WRITTEN] = None  # the address in the browser is older than this choice


def _write_address(query: dict[str, list[str]]) -> None:
    """Write the selection in the address where it says something else; other keys are left alone."""
    wanted = link.to_query(current())
    st.session_state[_WRITTEN] = {key: [value] for key, value in wanted.items()}
    if query != st.session_state[_WRITTEN]:
        others = {key: st.query_params.get_all(key) for key in st.query_params if key not in link.KEYS}
        # At once: each change by itself would be a step for the back button.
        st.query_params.from_dict({**others, **wanted})
