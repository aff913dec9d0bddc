"""The map of the Kaart page as a picture to take home."""

from collections.abc import Callable

from nplv import numbers
from nplv.charts import choropleth
from nplv.export.picture import Rows
from nplv.maps.picture import NO_FIGURE
from nplv.ui import data
from nplv.ui.link import AREA_VIEW, AREAS_LEVEL, Selection
from nplv.ui.units import Units


def picture(chosen: Selection, units: Units) -> Callable[[], Rows]:
    """Return what makes the picture: it shows where the map begins, and may be called outside the run of a page.

    Args:
        chosen: Area, unit and view; the map that the reader moved by hand is not known here.
        units: What is coloured.
    """
    areas, land = data.areas(AREAS_LEVEL), data.areas("provincie")
    around = areas[areas["code"] == chosen.area.slug] if chosen.view == AREA_VIEW else land
    values = units.table["value"].to_numpy(dtype=float)
    names = [*units.classes.labels(chosen.indicator), NO_FIGURE]
    labels = [
        f"{name} ({numbers.number(count)})" for name, count in zip(names, units.classes.counts(values), strict=True)
    ]
    colours = [f"#{bytes(colour).hex()}" for colour in units.classes.colours]
    legend = choropleth.Legend(f"{chosen.indicator.short_title}, {chosen.indicator.unit}", labels, colours)

    def make() -> Rows:
        drawn = choropleth.chart(
            units.table,
            units.classes.of(values),
            legend,
            land=land,
            areas=areas,
            chosen=chosen.unit or chosen.area.slug,
            around=around,
            dots=units.level == AREAS_LEVEL and chosen.view != AREA_VIEW,
            description=f"Kaart van {chosen.indicator.title}",
        )
        return [[drawn.to_dict()]]

    return make
