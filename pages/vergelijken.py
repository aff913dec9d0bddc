"""The focusgebieden side by side: in order on one indicator, as published together, and on all indicators."""

import streamlit as st

from nplv.analysis import matrix, published, ranking, sentences
from nplv.analysis.sentences import matrix as matrix_words
from nplv.analysis.sentences import ranking as ranking_words
from nplv.charts import published as published_charts
from nplv.charts import ranking as ranking_charts
from nplv.registry import indicators, sources, sources_of
from nplv.ui import data, selection
from nplv.ui import matrix as matrix_ui
from nplv.ui.figure import figure, hole, programme_note

st.title("Vergelijken", anchor=False)
chosen = selection.controls()
indicator, area, year = chosen.indicator, chosen.area, chosen.year
observations = data.observations(indicator.id)

if year is None:
    hole(indicator)
elif (ranks := ranking.ranking(observations, indicator, year))["value"].isna().all():
    known = sentences.finding_together(observations, indicator, year)
    hole(indicator, " ".join([*ranking_words.without_figure(ranks), known]))
else:
    country = ranking.country_value(observations, indicator, year)
    title = ranking_words.title(ranks, area, indicator, year)
    remarks = [ranking_words.reading(ranks, country, indicator), *ranking_words.without_figure(ranks)]
    figure(
        key="ranking",
        title=title,
        chart=ranking_charts.chart(ranks, country, area, indicator, title),
        table=ranking.table(ranks, country, indicator),
        source=sources()[indicator.source],
        file_name=f"rangorde-{indicator.id}-{year}",
        indicators=[indicator],
        period=str(year),
        unit=indicator.unit,
        decimals=indicator.decimals,
        note="\n\n".join(filter(None, [*remarks, sentences.denominator_note(indicator, observations, year)])),
    )
programme_note()

st.header("Gepubliceerde cijfers van de 20 focusgebieden samen", divider="gray", anchor=False)
together = data.all_observations("nederland", "focusgebieden")
for one, period, values in published.pairs(together):
    title = sentences.finding_together(together[together["indicator"] == one.id], one, period)
    figure(
        key=f"published_{one.id}",
        title=title,
        chart=published_charts.chart(values, one, title),
        table=values,
        source=sources()[one.source],
        file_name=f"gepubliceerd-{one.id}-{period}",
        indicators=[one],
        period=str(period),
        unit=one.unit,
        decimals=one.decimals,
        note=" ".join(one.caveats),
    )

cells = matrix.matrix(data.all_observations("nederland", "focusgebied"))
origins = sources_of(one for one in indicators().values() if one.has_figures)
part = matrix_ui.part()
figure(
    key="matrix",
    title=matrix_words.title(matrix.part(cells, part), area, part),
    chart=lambda: matrix_ui.draw(cells, chosen, origins),
    table=lambda: matrix.table(cells),
    source=origins,
    file_name="focusgebieden-matrix",
    picture=matrix_ui.picture(cells, chosen),
    drawn_height=lambda: matrix_ui.HEIGHT,
    indicators=matrix_ui.measured(cells),
    decimals={name: indicators()[one].decimals for one, name in matrix.headings(cells).items()},
)
