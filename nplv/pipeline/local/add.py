"""From the two files of a municipality to a local indicator, or to lines that say what is wrong with them."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from nplv.pipeline.local.division import Division
from nplv.pipeline.local.figures import figures
from nplv.pipeline.local.observations import observations
from nplv.pipeline.publish import table_bytes
from nplv.registry import Edition, indicators
from nplv.registry.local import EXAMPLE, Declaration, declaration
from nplv.schema import OBSERVATIONS


@dataclass(frozen=True)
class Made:
    """What was made of two files.

    Attributes:
        declared: What the metadata says.
        figures: The figures as given; see ``nplv.pipeline.local.figures``.
        table: The observations, as parquet with the columns of ``nplv.schema.OBSERVATIONS``.
    """

    declared: Declaration
    figures: pd.DataFrame
    table: bytes

    @property
    def years(self) -> list[int]:
        """The years that were given."""
        return sorted(map(int, self.figures["period"].unique()))


def make(metadata: bytes, content: bytes, division: Division, present: Collection[str]) -> Made | list[str]:
    """Makes a local indicator.

    Args:
        metadata: The TOML file, any bytes.
        content: The CSV file, any bytes.
        division: What its figures are placed in.
        present: Ids of local indicators that are there and are not to be replaced.

    Returns:
        A Dutch line for each problem where there is one. The figures can be read only with metadata that are in order.
    """
    declared = declaration(metadata)
    if isinstance(declared, list):
        return [*declared, "Verbeter eerst de metadata; daarna worden de cijfers gecontroleerd."]
    lines = _of_metadata(declared, division, present)
    found = figures(content, declared, division)
    if lines or isinstance(found, list):
        return [*lines, *(found if isinstance(found, list) else [])]
    indicator = declared.indicator(found["period"].unique().tolist())
    table = observations(indicator, declared.niveau, found, division)
    return Made(declared, found, table_bytes(table, OBSERVATIONS))


def _of_metadata(declared: Declaration, division: Division, present: Collection[str]) -> list[str]:
    """What is wrong with metadata that are in order by themselves."""
    lines = []
    if declared.id in indicators(Edition()):
        lines.append(f"sleutel id: ‘{declared.id}’ is een officiële indicator van dit dashboard; kies een andere naam.")
    elif declared.id in present:
        lines.append(f"sleutel id: ‘{declared.id}’ is er al; kies een andere naam, of vervang het met --replace.")
    if declared.indeling not in (None, division.year):
        lines.append(
            f"sleutel indeling: deze momentopname kent alleen de wijken en buurten van {division.year}; zet de cijfers "
            f"om naar die indeling, of geef ze per focusgebied."
        )
    if any(EXAMPLE.lower() in text.lower() for text in (declared.titel, declared.bron_titel)):
        lines.append(f"sleutel titel: dit is het voorbeeld (‘{EXAMPLE}’); beschrijf het eigen cijfer.")
    return lines
