"""The 20 focusgebieden in order: a dot for each, with its interval, and the country as a dashed line."""

import json
import textwrap

import altair as alt
import pandas as pd

from nplv import numbers
from nplv.analysis.ranking import measure
from nplv.charts.theme import BLUE, COUNTRY_DASH, FIT_WIDTH, ORANGE, QUIET_TEXT, AltairChart, finish
from nplv.registry import Area, Indicator

_ROW = 28  # height of each area, in pixels
_NARROW, _LINE = 500, 24  # on a narrower screen a name is broken after so many characters, for room for the dots
_DIGIT = 7  # width of a character in the column of figures, in pixels
_OTHERS = "Andere focusgebieden"


def chart(
    ranks: pd.DataFrame, country: float | None, area: Area, indicator: Indicator, description: str
) -> AltairChart:
    """Draw the ranking.

    Args:
        ranks: Result of `analysis.ranking.ranking`; areas without a value are not drawn.
        country: The national figure, or None for no line.
        area: The area that is marked, by colour, shape and a bold name.
        indicator: What is measured.
        description: What the chart shows, for a reader who cannot see it.
    """
    rows = _rows(ranks, area, indicator)
    low, high = _extent(rows, country)
    margin = 0.04 * (high - low)
    # The figures stand under each other on the right, beside the plot, so that no dot or line runs through them.
    column = _DIGIT * (rows["text"].str.len().max() + 2)
    scale = alt.Scale(domain=[low - margin, high + margin], range=[0, alt.expr(f"width - {column}")], nice=False)
    x = alt.X("value:Q", title=measure(indicator), scale=scale, axis=alt.Axis(tickCount=5, titleAnchor="end"))
    selected = f"datum.value === {json.dumps(rows.loc[rows['who'] == area.name, 'label'].to_list())}[0]"
    bold = alt.condition(selected, alt.value("bold"), alt.value("normal"))
    # A step of room above the first area, for the label of the country.
    y = alt.Y(
        "label:N",
        title=None,
        sort=None,
        scale=alt.Scale(type="point", padding=1),
        axis=alt.Axis(
            labelExpr=f"containerSize()[0] < {_NARROW} ? split(datum.value, '\\n') : replace(datum.value, '\\n', ' ')",
            labelFontWeight=bold,
            labelPadding=8,
            ticks=False,
            domain=False,
            grid=True,
        ),
    )
    base = alt.Chart(rows).encode(x, y)
    roles = _roles(rows, area)
    limits = alt.X("lower:Q"), alt.X2("upper:Q")
    layers = [
        # Without limits nothing is drawn, and nothing is what a screen reader should be told then.
        base.mark_rule(strokeWidth=4, opacity=0.4, aria=False).encode(roles["color"], *limits),
        base.mark_point(filled=True, size=130, opacity=1).encode(*roles.values()),
        base.mark_text(align="right", aria=False).encode(alt.Text("text:N"), x=alt.value(alt.expr("width"))),
    ]
    if country is not None:
        layers = _line(country, indicator, scale, on_the_right=country > (low + high) / 2) + layers
    drawn = alt.layer(*layers).properties(height=alt.Step(_ROW), autosize=FIT_WIDTH)
    return finish(drawn, description=description)


def _rows(ranks: pd.DataFrame, area: Area, indicator: Indicator) -> pd.DataFrame:
    known = ranks[ranks["rank"].notna()]
    return pd.DataFrame(
        {
            "label": [
                textwrap.fill(f"{rank}. {name}", _LINE, break_on_hyphens=False)
                for rank, name in zip(known["rank"], known["name"], strict=True)
            ],
            "who": known["name"].where(known["slug"] == area.slug, _OTHERS),
            "value": known["value"],
            "lower": known["lower"],
            "upper": known["upper"],
            "text": [numbers.number(value, indicator.decimals) for value in known["value"]],
        }
    )


def _extent(rows: pd.DataFrame, country: float | None) -> tuple[float, float]:
    """Return the least and the greatest number that is drawn, never the same."""
    values = pd.concat([rows["value"], rows["lower"], rows["upper"], pd.Series([country], dtype=float)])
    low, high = float(values.min()), float(values.max())
    return (low, high) if high > low else (low - 1, high + 1)


def _roles(rows: pd.DataFrame, area: Area) -> dict[str, alt.Color | alt.Shape]:
    """Tell the selected area from the others; colour and shape together make one legend."""
    looks = {area.name: (ORANGE, "diamond"), _OTHERS: (BLUE, "circle")}
    roles = [role for role in looks if role in set(rows["who"])]
    colours, shapes = (alt.Scale(domain=roles, range=[looks[role][n] for role in roles]) for n in (0, 1))
    legend = alt.Legend(title=None, symbolOpacity=1, direction="vertical")
    return {
        "color": alt.Color("who:N", scale=colours, legend=legend),
        "shape": alt.Shape("who:N", scale=shapes, legend=legend),
    }


def _line(country: float, indicator: Indicator, scale: alt.Scale, on_the_right: bool) -> list[alt.Chart]:
    """Draw the national figure as a dashed line with its name and value, on the side that has room."""
    text = f"Nederland: {numbers.number(country, indicator.decimals)}"
    base = alt.Chart(pd.DataFrame({"value": [country], "text": [text]})).encode(alt.X("value:Q", scale=scale))
    label = base.mark_text(align="right" if on_the_right else "left", dx=-6 if on_the_right else 6, fontWeight=600)
    return [
        base.mark_rule(strokeDash=list(COUNTRY_DASH), strokeWidth=2, color=QUIET_TEXT),
        label.encode(alt.Text("text:N"), y=alt.value(9)),
    ]
