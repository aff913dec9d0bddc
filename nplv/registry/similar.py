"""With which wijken elsewhere a focusgebied may be compared, declared in similar.toml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nplv.registry.loader import build, read


@dataclass(frozen=True)
class Variable:
    """One of the figures in which areas and wijken have to be alike.

    Attributes:
        indicator: Its id.
        year: A year before the 0-meting.
        logarithm: Whether differences are those of the natural logarithm of the figure.
    """

    indicator: str
    year: int
    logarithm: bool


@dataclass(frozen=True)
class Matching:
    """When wijken are alike, and how many of them a comparison needs; similar.toml says why.

    Attributes:
        smallest: Least inhabitants of a wijk that may be compared with.
        group: The nearest wijken that an area is compared with, at most.
        least: With fewer within reach there is no comparison.
        reach: Furthest distance, in standard deviations (root mean square over the variables).
        placebos: Wijken, at most, for which the same comparison is made.
        least_placebos: With fewer an interval of 95% cannot be told.
        variables: What the distance is measured in.
    """

    smallest: int
    group: int
    least: int
    reach: float
    placebos: int
    least_placebos: int
    variables: tuple[Variable, ...]


@cache
def matching() -> Matching:
    """Return what is declared.

    Raises:
        RegistryError: the file is unreadable, or a key in it is unknown, missing or unfit.
    """
    path = Path(__file__).parent / "similar.toml"
    return build(Matching, read(path), path, "file")
