"""Where a figure of the snapshot is written: as `tests.surfaces`, with the text that stands there."""

import re
from collections.abc import Iterator
from html import unescape

import pandas as pd

from nplv.analysis import comparison, matrix, pair, place, scatter, series, tables
from nplv.analysis.comparison import COMPARATOR_LEVELS, OTHERS
from nplv.charts import gap_small, panels
from nplv.charts import matrix as matrix_html
from nplv.charts import pair as pair_chart
from nplv.charts import place as place_chart
from nplv.charts import ranking as ranking_chart
from nplv.charts import scatter as scatter_chart
from nplv.charts import series as series_chart
from nplv.registry import areas, indicators
from tests.surfaces import (
    OWN,
    cells,
    drawn,
    gaps,
    gemeenten,
    lines,
    next_to,
    of,
    own,
    pairs,
    profile_drawings,
    ranks,
    some,
    units,
    wanted,
    years,
)

Texts = Iterator[tuple[str, str, str]]
_SHORT = {"Nederland": "nederland", "gemeente": "gemeente", "rest gemeente": "rest_gemeente", "andere 19": OTHERS}


def matrix_on_the_page(identity: str) -> Texts:
    """The cells of the HTML, each up to its sign or the number of its reason."""
    shown = cells()[cells()["indicator"] == identity].assign(note=0)
    shown["note"] = shown["value"].isna().astype(int)
    columns = matrix.column_order(shown, None)
    html = matrix_html.html(shown, matrix.row_order(shown, None), columns, areas()["delft-west"], "")
    names, texts = [], []
    for row in re.findall(r"<tr[^>]*><th scope=\"row\">(.*?)</th>(.*?)</tr>", html):
        names.append(unescape(row[0]).removeprefix("◆ "))
        texts.append(re.split(r" [▲▼≈]|<", re.sub(r"^<td[^>]*>", "", row[1]))[0])
    return own(pd.DataFrame({"Gebied": names, "text": texts}), "Gebied", "text")


def profile_on_the_page(identity: str) -> Texts:
    """The second line of a row: "57,4% in 2024 · Nederland 72,8%"; and what a screen reader is told."""
    for slug in areas():
        for level in wanted(slug):
            rows = profile_drawings(slug, level)
            for row in rows[rows["line"] == identity].itertuples():
                mine, other = row.beside.split(" · ")
                assert mine.endswith(f" in {years()[identity]}")
                assert row.told == f"{indicators()[identity].short_title}: {row.beside}; {row.verdict}"
                yield slug, OWN, mine.removesuffix(f" in {years()[identity]}")
                name, text = other.rsplit(" ", 1) if "€" not in other else re.split(r" (?=−?€)", other)
                yield slug, _SHORT[name], text


def ranking_on_the_page(identity: str) -> Texts:
    rows, country = ranks(identity)
    chart = ranking_chart.chart(rows, country, areas()["delft-west"], indicators()[identity], "")
    texts = drawn(chart, "label")
    names = texts["label"].str.replace(r"^\d+\. ", "", regex=True).str.replace("\n", " ")
    yield from own(texts.assign(name=names), "name", "text")
    if country is not None:
        line = next(one.data for one in chart.layer if isinstance(one.data, pd.DataFrame) and len(one.data) == 1)
        yield "delft-west", "nederland", line["text"].item().removeprefix("Nederland: ")


def pair_on_the_page(identity: str) -> Texts:
    """Both figures in the row, and what is told of each mark."""
    for slug, area in some().items():
        rows = pair.drawn(pairs(slug))
        rows = rows[rows["indicator"] == identity]
        if rows.empty:
            continue
        chart = pair_chart.chart(rows, area, next_to(slug), "", legend=False)
        first, second, *_ = drawn(chart, "figures")["figures"].item().split(" · ")
        yield slug, OWN, first.removeprefix("◆ ")
        yield next_to(slug).slug, OWN, second.removeprefix("■ ")
        marks = drawn(chart, "told")
        told = marks.assign(told=marks["told"].str.split(": ").str[-1])
        yield from own(told, "who", "told")


def map_comparators(identity: str) -> Texts:
    """The table beside the map, in which the unit of a rate is the name of the column."""
    indicator = indicators()[identity]
    for slug, area in areas().items():
        table = tables.comparator_values(
            comparison.comparators(of(identity), area, indicator, years()[identity]), indicator
        )
        labels = {comparison.label(level, area): level for level in (OWN, *COMPARATOR_LEVELS)}
        column = table.columns[1]
        yield from ((slug, labels[name], text) for name, text in zip(table["Gebied"], table[column], strict=True))


def series_labels(identity: str) -> Texts:
    """The figure at the end of each line that goes on to the newest year."""
    indicator = indicators()[identity]
    for slug, area in some().items():
        if len(indicator.years) == 1 or max(indicator.years) != years()[identity]:
            return
        labels = {comparison.label(level, area).replace(" ", ""): level for level in (OWN, *COMPARATOR_LEVELS)}
        shown = drawn(series_chart.lines(lines(identity, slug), indicator, description=""), "middle")
        for text in shown.loc[shown["is_last"], "text"]:
            name, _, figure = text.rpartition("\n")
            yield slug, labels[name.replace("\n", "").replace(" ", "")], figure


def series_words(identity: str) -> Texts:
    """What is told of a point, or stands at a dot."""
    indicator = indicators()[identity]
    for slug in areas():
        marks = series_chart.in_words(lines(identity, slug), indicator)
        last = marks[marks["period"] == years()[identity]]
        yield from ((slug, row.level, row.words) for row in last.itertuples())


def panel_words(identity: str) -> Texts:
    indicator = indicators()[identity]
    if len(indicator.years) > 1:
        chart = panels.panels(series.every_area(of(identity), indicator), indicator, selected="", description="")
        points = next(one.data for one in chart.layer if isinstance(one.data, pd.DataFrame) and "words" in one.data)
        last = points[(points["period"] == years()[identity]) & (points["level"] == OWN)]
        yield from ((row.area_code, OWN, row.words) for row in last.itertuples())


def small_picture(identity: str) -> Texts:
    for slug, found in gaps(identity):
        if slug in some():
            yield slug, OWN, drawn(gap_small.chart(found, ""), "text")["text"].iloc[-1]


def place_ticks(identity: str) -> Texts:
    """What is told of the tick of each focusgebied, and the figure at that of the chosen one."""
    indicator = indicators()[identity]
    for slug in some():
        found = place.place(units(identity), slug, indicator, OWN)
        rows = place.histogram(units(identity), slug, indicator, OWN)
        told = drawn(place_chart.chart(rows, found, indicator, OWN, ""), "told")["told"]
        split = told.str.split(": ", n=1)
        yield from own(pd.DataFrame({"name": split.str[0], "text": split.str[1]}), "name", "text")


def place_mark(identity: str) -> Texts:
    indicator = indicators()[identity]
    for slug in some():
        found = place.place(units(identity), slug, indicator, OWN)
        if found.value is not None:
            rows = place.histogram(units(identity), slug, indicator, OWN)
            yield slug, OWN, drawn(place_chart.chart(rows, found, indicator, OWN, ""), "at")["text"].item()


def scatter_dots(identity: str) -> Texts:
    """The figures that the browser writes when a dot is pointed at; they are rounded already."""
    found = scatter.scatter(of(identity), of(identity), units(identity), OWN)
    two, both = (areas()["delft-west"], areas()["zaandam-oost"]), (indicators()[identity],) * 2
    dots = drawn(scatter_chart.chart(found, gemeenten(), two, both, ""), "who")
    for axis in "xy":
        digits = dots[axis].map(lambda value: f"{value:,.{both[0].decimals}f}".translate(str.maketrans(",.-", ".,−")))
        yield from own(dots.assign(text=digits), "name", "text")
