"""What all chapters are made of: the tables of one snapshot, each read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import pandas as pd

from nplv.analysis import coverage, provenance
from nplv.analysis.monitor import monitor
from nplv.export.about import About
from nplv.registry import Indicator, Source, indicators
from nplv.snapshot import Snapshot

_LEVELS = ("nederland", "gemeente", "rest_gemeente", "focusgebieden", "focusgebied")


@dataclass(frozen=True)
class Compared:
    """What changed since an older snapshot.

    Attributes:
        before: The older one, of which only the manifest is still there to be read.
        changes: The columns of `nplv.schema.CHANGES`.
    """

    before: Snapshot
    changes: pd.DataFrame


@dataclass(frozen=True)
class Facts:
    """A snapshot as the report reads it.

    Attributes:
        address: Of the dashboard, for the links; empty for none.
        compared: With an older snapshot; None for what the last refresh changed.
    """

    snapshot: Snapshot
    address: str = ""
    compared: Compared | None = None

    @cached_property
    def observations(self) -> pd.DataFrame:
        """The rows of all indicators and of all levels above the wijk, as in the observations table."""
        return self.snapshot.all_observations(_LEVELS)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """How every area stands on every indicator: see `analysis.monitor.monitor`."""
        return monitor(self.observations)

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Which figures there are: see `analysis.coverage.newest`."""
        return coverage.newest(self.observations)

    @cached_property
    def composition(self) -> pd.DataFrame:
        """The areas, with the columns of `schema.AREAS`."""
        return self.snapshot.composition()

    @cached_property
    def funding(self) -> pd.DataFrame:
        """The decisions on money."""
        return self.snapshot.funding()

    def of(self, indicator: Indicator) -> pd.DataFrame:
        """Return the observations of one indicator."""
        return self.observations[self.observations["indicator"] == indicator.id]

    def about(
        self, finding: str, sources: Sequence[Source], *, unit: str | None = None, note: str = "", period: str = ""
    ) -> About:
        """Return what is known of a figure."""
        return About(
            finding=finding,
            sources=sources,
            dated=provenance.dated(self.snapshot.manifest),
            link=self.address,
            unit=unit,
            note=note or None,
            period=period or None,
        )

    def link(self, page: str, **selection: str) -> str | None:
        """Return the address of a page of the dashboard with a selection; None where the dashboard's is not known."""
        return f"{self.address}/{page}?{urlencode(selection)}" if self.address else None


def with_figures(*, of_letter: bool) -> list[Indicator]:
    """Return the indicators with figures that are kernindicatoren, or those that are not."""
    return [one for one in indicators().values() if one.has_figures and (one.kernindicator is not None) == of_letter]
