"""The 17 kernindicatoren by action line, and the context: the 20 areas together and each of them."""

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
    return "\n".join(_in_context(facts, one) for one in with_figures(of_letter=False))


def _in_context(facts: Facts, indicator: Indicator) -> str:
    observations = facts.of(indicator)
    areas = observations[observations["level"] == "focusgebied"]["value"]
    told = development.changes(observations, indicator) if len(indicator.years) > 1 and areas.notna().any() else ""
    return parts.section(
        3,
        indicator.title,
        indicator.id,
        parts.paragraph(indicator.definition),
        parts.paragraph(told),
        _areas(facts, indicator, development.together(observations, indicator), level=4),
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
        _each(facts, indicator),
        parts.link(address, "Deze indicator in het dashboard"),
    )


def _together(facts: Facts, indicator: Indicator) -> str:
    """The 20 together beside the country; where they have no figure, the areas that have."""
    observations = facts.of(indicator)
    finding = development.together(observations, indicator)
    rows = series.together(observations, indicator)
    holes = development.gaps(rows)
    if rows.loc[rows["level"] == "focusgebieden", "value"].isna().all():
        rows, holes = series.every_area(observations, indicator), []
    rows = rows[rows.groupby(["level", "area_code"])["value"].transform("count") > 0]
    known = facts.about(
        finding,
        [sources()[indicator.source]],
        unit=indicator.unit,
        period=series.period(indicator),
        note="\n".join(filter(None, [*holes, denominator_note(indicator, observations)])),
    )
    drawn = _drawn(rows, indicator, finding)
    return html.figure(
        series.values_by_year(rows, indicator).dropna(axis="columns", how="all"),
        known,
        indicator.decimals,
        name=f"{indicator.id}-samen",
        charts=drawn,
        narrow=drawn,
        level=5,
        folded=False,
    )


def _drawn(rows: pd.DataFrame, indicator: Indicator, finding: str) -> Rows:
    # What a chart is about has the looks of an area: here the 20 together.
    rows = rows.assign(level=rows["level"].replace("focusgebieden", "focusgebied"))
    draw = lines if len(indicator.years) > 1 else dots
    return [[draw(rows, indicator, description=finding).to_dict()]]


def _each(facts: Facts, indicator: Indicator) -> str:
    """The 20 areas: how many went up or down, or, of one year, which are the highest and the lowest."""
    observations = facts.of(indicator)
    if len(indicator.years) > 1:
        return _areas(facts, indicator, development.changes(observations, indicator), level=5)
    year = max(indicator.years)
    ranks = ranking.ranking(observations, indicator, year)
    return _areas(facts, indicator, ranking_words.title(ranks, None, indicator, year), level=5)


def _areas(facts: Facts, indicator: Indicator, finding: str, level: int) -> str:
    """The table of the 20 areas, and why some have no figure."""
    year = int(facts.rows.loc[facts.rows["indicator"] == indicator.id, "year"].iloc[0])
    ranks = ranking.ranking(facts.of(indicator), indicator, year)
    known = facts.about(
        finding,
        [sources()[indicator.source]],
        unit=indicator.unit,
        note="\n".join([*ranking_words.without_figure(ranks), *indicator.caveats]),
        period=series.period(indicator),
    )
    table = monitor.of_indicator(facts.rows, indicator)
    return html.figure(table, known, indicator.decimals, name=f"{indicator.id}-gebieden", level=level)
