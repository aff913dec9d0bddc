"""All that `fetch` downloads: the recorded data, and small synthetic tables where there are none."""

from tests.stand_in import recorded, small
from tests.stand_in.server import StandIn


def complete() -> StandIn:
    """A stand-in with every declared table and layer, not yet entered."""
    return StandIn((*recorded.tables(), *small.tables()), recorded.boundaries(), recorded.archive())
