"""The wijken, buurten and focus areas of the snapshot that local figures are placed in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from nplv.registry import Area, areas
from nplv.schema import UNIT_LEVELS

_COLUMNS = ["level", "code", "inwoners"]


@dataclass(frozen=True)
class Division:
    """What local figures are placed in.

    Attributes:
        year: Year of the division in wijken and buurten.
        units: Columns level (gemeente, wijk, buurt), code, inwoners: all of the gemeenten with a focus area.
        areas: The focus areas, as they are composed in that division.
    """

    year: int
    units: pd.DataFrame
    areas: list[Area]

    @classmethod
    def of(cls, composition: pd.DataFrame, polygons: Mapping[str, pd.DataFrame], year: int) -> "Division":
        """Takes what a snapshot says.

        Args:
            composition: The columns of ``nplv.schema.AREAS``.
            polygons: Level -> columns code and inhabitants, for gemeente, wijk and buurt.
            year: Year of its division.
        """
        units = [
            polygons[level].assign(level=level, inwoners=polygons[level]["inhabitants"])[_COLUMNS]
            for level in UNIT_LEVELS
        ]
        composed = [
            replace(areas()[row.slug], wijken=tuple(row.wijken), buurten=tuple(row.buurten))
            for row in composition.itertuples()
        ]
        return cls(year, pd.DataFrame(pd.concat(units, ignore_index=True)), composed)

    @cached_property
    def gemeenten(self) -> frozenset[str]:
        """The codes of the gemeenten with a focus area."""
        return frozenset(area.municipality_code for area in self.areas)

    @cached_property
    def levels(self) -> dict[str, str]:
        """Slug or code -> level, for everything that a figure can be of."""
        return dict.fromkeys((area.slug for area in self.areas), "focusgebied") | dict(
            zip(self.units["code"], self.units["level"], strict=True)
        )
