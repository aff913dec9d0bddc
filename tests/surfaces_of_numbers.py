"""Where a figure of the snapshot stands as a number: see `tests.surfaces`."""

import math
from functools import cache

import pandas as pd

from nplv.analysis import comparison, matrix, place, ranking, scatter, series, tables
from nplv.analysis.comparison import COMPARATOR_LEVELS
from nplv.analysis.sentences import gap as gap_words
from nplv.analysis.sentences import pair as pair_words
from nplv.analysis.sentences import profile as profile_words
from nplv.charts import gap as gap_chart
from nplv.charts import panels
from nplv.charts import ranking as ranking_chart
from nplv.charts import series as series_chart
from nplv.registry import areas, indicators
from tests.surfaces import (
    OWN,
    Numbers,
    cells,
    compared,
    drawn,
    gaps,
    gemeenten,
    lines,
    next_to,
    of,
    own,
    pairs,
    profiles,
    ranks,
    some,
    units,
    wanted,
    years,
)


def profile_rows(identity: str) -> Numbers:
    for slug in areas():
        for level in wanted(slug):
            rows = profiles(slug, level)
            for row in rows[rows["indicator"] == identity].to_dict("records"):
                assert row["period"] == years()[identity]
                yield slug, OWN, row["value"]
                if row["level"] is not None:
                    yield slug, row["level"], row["other"]


def profile_twin(identity: str) -> Numbers:
    levels = {"Nederland": "nederland", "gemeente": "gemeente", "rest gemeente": "rest_gemeente"}
    for slug in areas():
        for level in wanted(slug):
            rows = profiles(slug, level)
            table = profile_words.table(rows[rows["indicator"] == identity])
            for row in table.to_dict("records"):
                yield slug, OWN, row["Cijfer"]
                if (against := row["Vergeleken met"]) != "niet vergeleken":
                    yield slug, levels.get(against, comparison.OTHERS), row["Cijfer daarvan"]


def matrix_cells(identity: str) -> Numbers:
    rows = cells()[cells()["indicator"] == identity]
    assert set(rows["period"]) == {years()[identity]}
    return own(rows, "slug", "value")


@cache
def _matrix_table() -> pd.DataFrame:
    return matrix.table(cells())


def matrix_table(identity: str) -> Numbers:
    return own(_matrix_table(), "Gebied", matrix.headings(cells())[identity])


def matrix_list(identity: str) -> Numbers:
    return own(matrix.long_table(cells()[cells()["indicator"] == identity]), "Gebied", "Cijfer")


def ranking_rows(identity: str) -> Numbers:
    return own(ranks(identity)[0], "slug", "value")


def ranking_table(identity: str) -> Numbers:
    indicator = indicators()[identity]
    return own(ranking.table(*ranks(identity), indicator), "Gebied", indicator.short_title)


def ranking_drawing(identity: str) -> Numbers:
    """The dots, and the line of the country."""
    rows, country = ranks(identity)
    chart = ranking_chart.chart(rows, country, areas()["delft-west"], indicators()[identity], "")
    dots = drawn(chart, "label")
    names = dots["label"].str.replace(r"^\d+\. ", "", regex=True).str.replace("\n", " ")
    yield from own(dots.assign(name=names), "name", "value")
    if country is not None:
        line = next(one.data for one in chart.layer if isinstance(one.data, pd.DataFrame) and len(one.data) == 1)
        yield "delft-west", "nederland", line["value"].item()


def series_end(identity: str) -> Numbers:
    for slug in areas():
        rows = lines(identity, slug)
        last = rows[rows["period"] == years()[identity]]
        yield from ((slug, row.level, row.value) for row in last.itertuples())


def series_table(identity: str) -> Numbers:
    for slug, area in areas().items():
        labels = {comparison.label(level, area): level for level in (OWN, *COMPARATOR_LEVELS)}
        table = series.values(lines(identity, slug))
        if "Waarde" in table:  # else no line has a figure
            last = table[table["Jaar"] == years()[identity]]
            yield from ((slug, labels[row.Gebied], row.Waarde) for row in last.itertuples())


def series_by_year(identity: str) -> Numbers:
    table = series.values_by_year(series.every_area(of(identity), indicators()[identity]), indicators()[identity])
    return own(table, "Gebied", str(years()[identity]))


def series_drawing(identity: str) -> Numbers:
    """The lines, or the dots where there is one year."""
    indicator = indicators()[identity]
    draw, which = (series_chart.dots, some()) if len(indicator.years) == 1 else (series_chart.lines, areas())
    for slug in which:
        rows = lines(identity, slug)
        if rows["value"].notna().any():
            marks = drawn(draw(rows, indicator, description=""), "words")
            last = marks[marks["period"] == years()[identity]]
            yield from ((slug, row.level, row.value) for row in last.itertuples())


def series_panels(identity: str) -> Numbers:
    """The height of a point in its panel, back to a figure; only a series has panels."""
    indicator = indicators()[identity]
    if len(indicator.years) == 1:
        return
    rows = series.every_area(of(identity), indicator)
    chart = panels.panels(rows, indicator, selected="", description="")
    ticks = series_chart.axis_of(rows).ticks
    points = next(one.data for one in chart.layer if isinstance(one.data, pd.DataFrame) and "words" in one.data)
    for row in points[points["period"] == years()[identity]].itertuples():
        if row.level == OWN:
            yield row.area_code, OWN, row.value
            assert math.isclose(ticks[0] + row.up * (ticks[-1] - ticks[0]), row.value, abs_tol=1e-9)


def gap_years(identity: str) -> Numbers:
    for slug, found in gaps(identity):
        yield slug, OWN, found.years["value"].iloc[-1]
        yield slug, found.level, found.years["other"].iloc[-1]


def gap_tables(identity: str) -> Numbers:
    for slug, found in gaps(identity):
        last = gap_words.values(found, areas()[slug]).iloc[-1]
        yield slug, OWN, last[areas()[slug].name]
        yield slug, found.level, last[comparison.label(found.level, areas()[slug])]
        yield slug, OWN, gap_words.table([found])["Cijfer nu"].item()


def gap_drawing(identity: str) -> Numbers:
    for slug, found in gaps(identity):
        if slug in some():
            last = drawn(gap_chart.chart(found, "", ""), "own").iloc[-1]
            yield slug, OWN, last["own"]
            yield slug, found.level, last["other"]


def map_comparators(identity: str) -> Numbers:
    for slug in areas():
        yield from ((slug, row.level, row.value) for row in compared(identity, slug).itertuples())


def map_table(identity: str) -> Numbers:
    return own(tables.area_values(units(identity), gemeenten(), years()[identity]), "Code", "Waarde")


def map_place(identity: str) -> Numbers:
    for slug in areas():
        value = place.place(units(identity), slug, indicators()[identity], OWN).value
        yield slug, OWN, math.nan if value is None else value


def pair_rows(identity: str) -> Numbers:
    for slug in areas():
        for row in pairs(slug)[pairs(slug)["indicator"] == identity].to_dict("records"):
            assert row["period"] == years()[identity]
            yield slug, OWN, row["value_first"]
            yield next_to(slug).slug, OWN, row["value_second"]
            yield slug, "nederland", row["country"]


def pair_table(identity: str) -> Numbers:
    for slug, area in areas().items():
        rows = pairs(slug)[pairs(slug)["indicator"] == identity]
        for row in pair_words.table(rows, area, next_to(slug)).to_dict("records"):
            yield slug, OWN, row[area.name]
            yield next_to(slug).slug, OWN, row[next_to(slug).name]
            yield slug, "nederland", row["Nederland"]


def scatter_table(identity: str) -> Numbers:
    found = scatter.scatter(of(identity), of(identity), units(identity), OWN)
    assert found.years == (years()[identity],) * 2
    names = "eerste", "tweede"
    table = scatter.table(found, gemeenten(), names)
    for column in names:
        yield from own(table, "Code", column)
