"""Two indicators against each other: a dot for each focusgebied, wijk or buurt; two areas by colour and shape."""

from typing import Any, Literal

import altair as alt
import numpy as np
import pandas as pd

from nplv import numbers
from nplv.analysis.place import PLURALS
from nplv.analysis.ranking import measure
from nplv.analysis.scatter import Scatter, reach
from nplv.analysis.tables import municipality_names
from nplv.charts.pair import LOOKS
from nplv.charts.theme import FIT_WIDTH, GREY, AltairChart, finish
from nplv.registry import Area, Indicator, Level

_HEIGHT = 420
_FEW = 60  # dots: below it each is drawn larger
_MARGIN = 0.04  # of an axis, on both sides


def chart(
    found: Scatter, gemeenten: dict[str, str], areas: tuple[Area, Area], both: tuple[Indicator, Indicator], told: str
) -> AltairChart:
    """Draw the dots; one far out stands at the edge (see `analysis.scatter.reach`).

    Args:
        found: Result of `analysis.scatter.scatter`, with at least one dot.
        gemeenten: GM code -> name.
        areas: The selected area and the one beside it; both are marked, and named where a dot is an area.
        both: The indicators on the horizontal and the vertical axis.
        told: What the chart shows, in Dutch, for a reader who cannot see it.
    """
    looks = dict(zip((_group(found.level, area) for area in areas), LOOKS, strict=True))
    looks[f"Andere {PLURALS[found.level]}"] = (GREY, "circle")
    dots = _dots(found, gemeenten, areas, both, list(looks))
    roles = [role for role in looks if role in set(dots["who"])]
    size, marked_size = (90, 160) if len(dots) < _FEW else (26, 75)
    scales = [alt.Scale(domain=roles, range=[looks[role][part] for role in roles]) for part in (0, 1)]
    # Below the chart, for the name of the vertical axis stands above it.
    legend = alt.Legend(title=None, symbolOpacity=1, columns=1, orient="bottom")
    is_other = f"datum.who === '{list(looks)[-1]}'"
    base = alt.Chart(dots).encode(_axis(alt.X, "x", found, both[0]), _axis(alt.Y, "y", found, both[1]))
    points = base.mark_point(filled=True, stroke="white", strokeWidth=0.5).encode(
        color=alt.Color("who:N", scale=scales[0], legend=legend),
        shape=alt.Shape("who:N", scale=scales[1], legend=legend),
        size=alt.condition(is_other, alt.value(size), alt.value(marked_size)),
        opacity=alt.condition(is_other, alt.value(0.6), alt.value(1)),
        tooltip=[
            alt.Tooltip("name:N", title="Gebied"),
            alt.Tooltip("gemeente:N", title="Gemeente"),
            *(
                alt.Tooltip(f"{axis}:Q", title=measure(one), format=f",.{one.decimals}f")
                for axis, one in zip("xy", both, strict=True)
            ),
        ],
    )
    layers = [points, *(_names(base, dots, areas) if found.level == "focusgebied" else [])]
    layered = alt.layer(*layers).properties(autosize=FIT_WIDTH)
    return finish(layered, description=told, height=_HEIGHT)


def _group(level: Level, area: Area) -> str:
    return area.name if level == "focusgebied" else f"{PLURALS[level].capitalize()} in {area.name}"


def _dots(
    found: Scatter,
    gemeenten: dict[str, str],
    areas: tuple[Area, Area],
    both: tuple[Indicator, Indicator],
    roles: list[str],
) -> pd.DataFrame:
    """What is drawn: figures as the screen shows them, so that the browser writes the same; marked dots on top."""
    *marked, others = roles
    groups = dict(zip((area.slug for area in areas), marked, strict=True))
    dots = pd.DataFrame(
        {
            "name": found.dots["name"],
            "gemeente": municipality_names(found.dots, gemeenten),
            **{axis: _rounded(found.dots[axis], one.decimals) for axis, one in zip("xy", both, strict=True)},
            "who": found.dots["focus_area"].map(groups).fillna(others),
        }
    )
    order = dots["who"].map([others, *reversed(marked)].index)
    return dots.iloc[np.argsort(order, kind="stable")]


def _rounded(values: pd.Series, decimals: int) -> np.ndarray:
    return numbers.shown(values.to_numpy(dtype=float), decimals) / 10.0**decimals


def _axis(channel: type[alt.X] | type[alt.Y], axis: str, found: Scatter, indicator: Indicator) -> alt.X | alt.Y:
    low, high = reach(found.dots[axis], found.level)
    margin = _MARGIN * (high - low) or 1
    scale = alt.Scale(domain=[low - margin, high + margin], nice=False, zero=False, clamp=True)
    # Above its axis it can be read without turning the head.
    above: dict[str, Any] = (
        {"titleAngle": 0, "titleAlign": "left", "titleX": -30, "titleY": -12} if channel is alt.Y else {}
    )
    look = alt.Axis(tickCount=5, titleAnchor="end", **above)
    return channel(f"{axis}:Q", title=measure(indicator), scale=scale, axis=look)


def _names(base: alt.Chart, dots: pd.DataFrame, areas: tuple[Area, Area]) -> list[alt.Chart]:
    """Write the names of the two areas at their dots, on the side that has room."""
    middle = (dots["x"].min() + dots["x"].max()) / 2
    named = dots[dots["name"].isin([area.name for area in areas])]
    left, right = named[named["x"] <= middle], named[named["x"] > middle]
    sides: list[tuple[Literal["left", "right"], int, pd.DataFrame]] = [("left", 10, left), ("right", -10, right)]
    return [
        base.mark_text(align=align, dx=dx, fontWeight=600, aria=False).encode(text="name:N").properties(data=some)
        for align, dx, some in sides
        if len(some)
    ]
