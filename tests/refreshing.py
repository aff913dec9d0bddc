"""What the tests of the refresh share: a folder with a snapshot that is refreshed from the stand-in of the services."""

from pathlib import Path

import pandas as pd
import pytest

from nplv.__main__ import main
from nplv.snapshot import Snapshot, open_snapshot
from tests.stand_in import StandIn
from tests.stand_in.recorded import DATA

ROOT = Path(__file__).parents[1]
NO_DATA = f"de vastgelegde brondata staat niet in {DATA}"


class Place:
    """A folder with a snapshot, a raw store, and the services that it is refreshed from."""

    def __init__(self, root: Path, services: StandIn) -> None:
        self.root, self.services = root, services

    def run(self, command: str = "refresh", *options: str) -> int:
        quick = ["--tries", "2", "--pause", "0", "--quiet", "--raw", str(self.root / "raw")]
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.services.environment.items():
                patch.setenv(name, value)
            return main([command, *quick, *(["--out", str(self.root)] if command == "refresh" else []), *options])

    @property
    def snapshot(self) -> Snapshot:
        return open_snapshot(self.root)

    def find(self, indicator: str, level: str, code: str, year: int) -> pd.Series:
        rows = self.snapshot.observations(indicator, [level])
        return rows[(rows["area_code"] == code) & (rows["period"] == year)].iloc[0]
