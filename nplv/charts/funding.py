"""Stacked bars of public money: per gemeente, and per year for one gemeente."""

import altair as alt
import numpy as np
import pandas as pd

from nplv import numbers
from nplv.analysis.sentences.funding import HATCHED, bar_label
from nplv.charts.rows import BAR, ROW, SHIFT, background, row_of, texts
from nplv.charts.theme import finish
from nplv.registry import schemes

# Apart for readers with any of the common colour blindnesses: least difference 27 (CIE76, as simulated by Machado et
# al. 2009, severity 1). Each is dark enough for white stripes. The number in a segment says the same without colour.
COLOURS = {
    "volkshuisvestingsfonds": "#39688e",
    "kansrijke-wijk": "#bea96f",
    "regio-deal": "#361b73",
    "preventie-met-gezag": "#a94e00",
    "woontop": "#30b6bc",
    "woningbouwimpuls": "#58123b",
    "startbouwimpuls": "#9887e8",
    "ondermijning-2020": "#775d4f",
}
NUMBERS = {scheme: number for number, scheme in enumerate(COLOURS, start=1)}
_STRIPES = 75  # across the longest bar
_ROOM_FOR_NUMBER = 0.048  # of the longest bar
# A million and more in millions, as in numbers.euro.
_AXIS_LABEL = "datum.value >= 1e6 ? '€ ' + format(datum.value / 1e6, ',') + ' mln' : '€ ' + format(datum.value, ',')"
_STRIPE_PATH = "M-0.18,0.5L0.18,-0.5"
_LEGEND = ["Regeling, met haar nummer in de balk", f"/// {HATCHED}"]


def stacked_bars(
    stacks: pd.DataFrame, *, per_inhabitant: bool, description: str, selected: str | None = None
) -> alt.LayerChart:
    """One bar per gemeente, stacked by scheme.

    Args:
        stacks: Result of ``analysis.funding.stacks`` with the same `per_inhabitant`.
        per_inhabitant: Whether values are euros per inhabitant of the focus area.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
        selected: GM code of the gemeente that is marked.
    """
    bars = stacks.drop_duplicates("gm_code")
    lines = pd.DataFrame(
        {
            "bar": bars["gm_code"],
            "left": bars["municipality"],
            "right": [bar_label(bar) for bar in bars.to_dict("records")],
            "marked": bars["gm_code"] == selected,
        }
    )
    segments = stacks.dropna(subset="scheme").assign(bar=stacks["gm_code"])
    unit = "Toegekend per inwoner van het focusgebied" if per_inhabitant else "Toegekend"
    return finish(_bars(segments, lines, unit), description=description)


def yearly_bars(by_year: pd.DataFrame, *, description: str) -> alt.LayerChart:
    """One bar per year in which a gemeente was granted money, stacked by scheme.

    Args:
        by_year: Result of ``analysis.funding.by_year``, with at least one row.
        description: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    years = ["jaar onbekend" if pd.isna(year) else str(year) for year in by_year["year"]]
    segments = by_year.assign(bar=years, municipality=years, value=by_year["amount_eur"])
    totals = segments.groupby("bar", sort=False)["value"].sum()
    lines = pd.DataFrame({"bar": totals.index, "left": totals.index, "right": totals.map(numbers.euro)})
    return finish(_bars(segments, lines.assign(marked=False), "Toegekend"), description=description)


def _bars(segments: pd.DataFrame, lines: pd.DataFrame, unit: str) -> alt.LayerChart:
    """Stacked bars, each with a line of text above it.

    Args:
        segments: Columns bar, municipality (name of the bar), scheme, hatched, value; in the order of the stack.
        lines: Columns bar, left, right (text), marked; one row per bar, in order.
        unit: What the values are, in Dutch.
    """
    end = segments.groupby("bar")["value"].cumsum()
    segments = segments.assign(
        start=end - segments["value"],
        end=end,
        number=segments["scheme"].map(NUMBERS),
        title=[f"{NUMBERS[name]} {schemes()[name].title}" for name in segments["scheme"]],
        words=segments["value"].map(numbers.euro),
        purpose=[HATCHED if hatched else "alleen voor het focusgebied" for hatched in segments["hatched"]],
    )
    parts = segments[["municipality", "title", "words", "purpose"]]
    segments["told"] = parts.agg("; ".join, axis="columns")
    longest = segments["end"].max()
    row = row_of(lines)
    layers = [
        background(lines),
        _coloured(segments, row, unit),
        _stripes(segments, row, step=longest / _STRIPES),
        *_numbers(segments[segments["value"] >= _ROOM_FOR_NUMBER * longest], row),
        *texts(lines),
    ]
    return alt.LayerChart(layer=layers, height=alt.Step(ROW))


def _coloured(segments: pd.DataFrame, row: alt.Y, unit: str) -> alt.Chart:
    """The bars themselves, with the legend."""
    legend = segments.drop_duplicates("scheme").sort_values("number")
    axis = alt.Axis(labelExpr=_AXIS_LABEL, tickCount=4, domain=False, grid=False)
    bars = alt.Chart(segments).mark_bar(height=BAR, yOffset=SHIFT, stroke="white", strokeWidth=1)
    return bars.encode(
        y=row,
        x=alt.X("start:Q", title=unit, axis=axis),
        x2="end:Q",
        description="told:N",
        color=alt.Color(
            "title:N",
            title=_LEGEND,
            scale=alt.Scale(domain=list(legend["title"]), range=[COLOURS[scheme] for scheme in legend["scheme"]]),
            legend=alt.Legend(columns=2, symbolType="square", titleLimit=0),
        ),
        tooltip=[
            alt.Tooltip("municipality:N", title="Balk"),
            alt.Tooltip("title:N", title="Regeling"),
            alt.Tooltip("words:N", title=unit),
            alt.Tooltip("purpose:N", title="Bestemming"),
        ],
    )


def _stripes(segments: pd.DataFrame, row: alt.Y, *, step: float) -> alt.Chart:
    """White stripes on hatched segments, on one grid for all bars and at least one in each segment."""
    places = []
    for segment in segments[segments["hatched"].eq(True)].to_dict("records"):
        # Keep clear of the edges by about the half width of a stripe.
        grid = np.arange(np.ceil(segment["start"] / step + 0.3), segment["end"] / step - 0.3) * step
        middle = (segment["start"] + segment["end"]) / 2
        places += [{"bar": segment["bar"], "x": x} for x in (grid if len(grid) else [middle])]
    stripes = alt.Chart(pd.DataFrame(places, columns=["bar", "x"])).mark_point(
        aria=False, shape=_STRIPE_PATH, size=BAR**2, yOffset=SHIFT, stroke="white", strokeWidth=1.5, opacity=1
    )
    return stripes.encode(y=row, x="x:Q")


def _numbers(wide: pd.DataFrame, row: alt.Y) -> tuple[alt.Chart, alt.Chart]:
    """The number of its scheme at the start of each segment that has room for it, on a white disc."""
    numbered = alt.Chart(wide).encode(y=row, x="start:Q")
    discs = numbered.mark_circle(aria=False, size=150, xOffset=9, yOffset=SHIFT, color="white", opacity=1)
    digits = numbered.mark_text(aria=False, xOffset=9, yOffset=SHIFT, baseline="middle", fontWeight=600)
    return discs, digits.encode(text="number:N")
