"""The 17 kernindicatoren by action line, and the context: the 20 areas together and each of them."""

from collections.abc import Iterator

import pandas as pd

from nplv.analysis import monitor, ranking, series
from nplv.analysis.sentences import denominator_note, development
from nplv.analysis.sentences import ranking as ranking_words
from nplv.charts.series import dots, lines
from nplv.export import html
from nplv.export.picture import Rows
from nplv.registry import Indicator, indicators, sources, themes
from nplv.report import parts
from nplv.report.facts import Facts, with_figures

MISSING = "Nog geen open cijfers"


def chapter(facts: Facts) -> str:
    """Return the kernindicatoren as HTML, an action line after the other."""
    found = []
    for theme, title in themes().items():
        some = [one for one in indicators().values() if one.theme == theme and one.kernindicator is not None]
        if some:
            name = f"Actielijn {theme.removeprefix('actielijn-')}: {title}"
            found.append(parts.section(3, name, theme, *(_indicator(facts, one) for one in some)))
    return "\n".join(found)


def context(facts: Facts) -> str:
    """Return the indicators beside the kernindicatoren as HTML: no charts, else the same."""
    return "\n".join(
        parts.section(3, one.title, one.id, parts.paragraph(one.definition), _areas(facts, one, level=4))
        for one in with_figures(of_letter=False)
    )


def _indicator(facts: Facts, indicator: Indicator) -> str:
    title = f"{indicator.kernindicator} · {indicator.title}"
    definition = parts.paragraph(indicator.definition)
    if not indicator.has_figures:
        missing = f"<p><strong>{MISSING}.</strong> {parts.escape(indicator.missing or '')}</p>"
        return parts.section(4, title, indicator.id, definition, missing)
    address = facts.link("ontwikkeling", indicator=indicator.id)
    return parts.section(
        4,
        title,
        indicator.id,
        definition,
        _together(facts, indicator),
        _areas(facts, indicator, level=5),
        parts.link(address, "Deze indicator in het dashboard"),
    )


def _together(facts: Facts, indicator: Indicator) -> str:
    """The 20 together beside the country; where they have no figure, the areas that have."""
    observations = facts.of(indicator)
    finding = development.together(observations, indicator)
    rows = series.together(observations, indicator)
    if rows.loc[rows["level"] == "focusgebieden", "value"].isna().all():
        every = series.every_area(observations, indicator)
        rows = every[every["value"].notna()]
    known = facts.about(
        finding,
        [sources()[indicator.source]],
        unit=indicator.unit,
        period=series.period(indicator),
        note=denominator_note(indicator, observations) or "",
    )
    drawn = _drawn(rows, indicator, finding)
    return html.figure(
        series.values_by_year(rows, indicator),
        known,
        indicator.decimals,
        name=f"{indicator.id}-samen",
        charts=drawn,
        narrow=drawn,
        level=5,
        folded=False,
    )


def _drawn(rows: pd.DataFrame, indicator: Indicator, finding: str) -> Rows:
    known = rows[rows.groupby(["level", "area_code"])["value"].transform("count") > 0]
    draw = lines if len(indicator.years) > 1 else dots
    return [[draw(known, indicator, description=finding).to_dict()]]


def _areas(facts: Facts, indicator: Indicator, level: int) -> str:
    """The table of the 20 areas, and why some have no figure."""
    observations = facts.of(indicator)
    several = len(indicator.years) > 1
    finding = development.changes(observations, indicator) if several else development.together(observations, indicator)
    year = int(facts.rows.loc[facts.rows["indicator"] == indicator.id, "year"].iloc[0])
    known = facts.about(
        finding,
        [sources()[indicator.source]],
        unit=indicator.unit,
        note="\n".join(_notes(observations, indicator, year)),
        period=series.period(indicator),
    )
    table = monitor.of_indicator(facts.rows, indicator)
    return html.figure(table, known, indicator.decimals, name=f"{indicator.id}-gebieden", level=level)


def _notes(observations: pd.DataFrame, indicator: Indicator, year: int) -> Iterator[str]:
    yield from ranking_words.without_figure(ranking.ranking(observations, indicator, year))
    yield from indicator.caveats
