"""What is declared for the snapshot that is open: that of recorded extracts, or figures refreshed from the services."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from nplv.registry.loader import RegistryError, build, read
from nplv.registry.model import Indicator, Level, Measure, Source

_FOLDER = Path(__file__).parent
# Of a recorded indicator these say nothing of a refreshed one.
_OF_RECORD = ("missing", "years", "levels", "baseline", "denominator_period", "table", "columns", "holes")
_UNKNOWN_DAY = "De dag van ophalen is niet vastgelegd."
_BASELINE = 2022


@dataclass(frozen=True)
class Refreshed:
    """What a refresh found for one indicator.

    Attributes:
        indicator: Its id.
        denominator_period: Year of the denominator where it is the same for all years, else None.
    """

    indicator: str
    years: tuple[int, ...]
    levels: tuple[Level, ...]
    denominator_period: int | None = None


@dataclass(frozen=True)
class LocalIndicator:
    """A municipality's own indicator, with its source.

    Attributes:
        fingerprint: What differs whenever anything of it differs. It stands for all of it where an edition is hashed,
            which happens at every look at the registry.
    """

    fingerprint: str
    indicator: Indicator = field(hash=False)
    source: Source = field(hash=False)


@dataclass(frozen=True)
class Edition:
    """What a snapshot says of itself, as far as it changes what is declared, and what stands beside it.

    Attributes:
        refreshed: The indicators whose figures come from the services; the others are those of the recorded extracts.
        retrieved: Source and the day on which it was retrieved.
        local: The own indicators of municipalities; they come after those of the snapshot.
        left_out: Id of a local indicator that is damaged, and a Dutch sentence that says what is wrong with it.
    """

    refreshed: tuple[Refreshed, ...] = ()
    retrieved: tuple[tuple[str, date], ...] = ()
    local: tuple[LocalIndicator, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> "Edition":
        """Reads the edition from the manifest of a snapshot; ValueError, KeyError or TypeError where it is damaged."""
        found = manifest.get("indicators", {})
        refreshed = [
            Refreshed(name, tuple(map(int, one["years"])), tuple(one["levels"]), one["denominator_period"])
            for name, one in found.items()
        ]
        retrieved = {name: date.fromisoformat(day) for name, day in manifest.get("retrieved", {}).items()}
        return cls(tuple(refreshed), tuple(sorted(retrieved.items())))

    def to_manifest(self) -> dict[str, Any]:
        """What :meth:`of` reads again."""
        return {
            "indicators": {
                one.indicator: {
                    "years": list(one.years),
                    "levels": list(one.levels),
                    "denominator_period": one.denominator_period,
                }
                for one in self.refreshed
            },
            "retrieved": {name: day.isoformat() for name, day in self.retrieved},
        }


@cache
def measures() -> dict[str, Measure]:
    """Return for each indicator that can be refreshed which columns its figures are made of."""
    path = _FOLDER / "indicators_refreshed.toml"
    return {name: build(Measure, table["measure"], path, name) for name, table in read(path).items()}


@cache
def declared_for_refresh() -> dict[str, Indicator]:
    """Return the indicators that can be refreshed as they are declared then, without years and levels."""
    path, recorded = _FOLDER / "indicators_refreshed.toml", read(_FOLDER / "indicators.toml")["indicator"]
    found = {}
    for name, table in read(path).items():
        if name not in recorded:
            raise RegistryError(f"{path.name} [{name}]: no such indicator")
        base = {key: value for key, value in recorded[name].items() if key not in _OF_RECORD}
        other = {key: value for key, value in table.items() if key != "measure"}
        found[name] = build(Indicator, {**base, **other}, path, name, {"id": name})
    return found


def with_figures(refreshed: Refreshed) -> Indicator:
    """Return an indicator as a refresh made it."""
    return replace(
        declared_for_refresh()[refreshed.indicator],
        years=refreshed.years,
        levels=refreshed.levels,
        denominator_period=refreshed.denominator_period,
        baseline=max((year for year in refreshed.years if year <= _BASELINE), default=None),
    )


def apply_to_indicators(declared: Mapping[str, Indicator], edition: Edition) -> dict[str, Indicator]:
    """Return the indicators with those of the edition in the place of the recorded ones, and the local ones last."""
    refreshed = {one.indicator: with_figures(one) for one in edition.refreshed}
    official = {name: refreshed.get(name, indicator) for name, indicator in declared.items()}
    return official | {one.indicator.id: one.indicator for one in edition.local}


def apply_to_sources(declared: Iterable[Source], edition: Edition) -> dict[str, Source]:
    """Return the sources with the days on which they were retrieved, and those of local indicators last."""
    days = dict(edition.retrieved)
    official = {source.id: _retrieved(source, days.get(source.id)) for source in declared}
    return official | {one.source.id: one.source for one in edition.local}


def _retrieved(source: Source, day: date | None) -> Source:
    if day is None:
        return source
    note = (source.note or "").replace(_UNKNOWN_DAY, "").strip()
    return replace(source, retrieved=day, note=note or None)
