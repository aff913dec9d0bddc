"""What the tests of similar wijken share: made-up wijken, and a made-up area beside them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from nplv.registry import areas

Figures = Mapping[tuple[str, int], float]  # by indicator and period

ZUID = areas()["rotterdam-zuid"]


def published(places: Sequence[Figures]) -> pd.DataFrame:
    """Made-up wijken W000, W001, … in the shape of the published table."""
    rows = [
        {
            "code": f"W{place:03}",
            "name": f"Wijk {place}",
            "gemeente": "Elders",
            "inhabitants": 4000,
            "indicator": name,
            "period": year,
            "value": value,
        }
        for place, figures in enumerate(places)
        for (name, year), value in figures.items()
    ]
    return pd.DataFrame(rows)


def observed(figures: Figures) -> pd.DataFrame:
    """Made-up observations of Rotterdam-Zuid; that of another level is not to be used."""
    rows = [
        {"indicator": name, "level": level, "area_code": ZUID.slug, "period": year, "value": value + shift}
        for (name, year), value in figures.items()
        for level, shift in (("focusgebied", 0.0), ("gemeente", 500.0))
    ]
    return pd.DataFrame(rows)
