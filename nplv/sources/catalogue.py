"""Everything that is downloaded, table by table: what `fetch` gets and `build` reads again from the raw store."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd

from nplv.registry.tables import table_families
from nplv.sources import leefbaarometer, pdok, statline
from nplv.sources.answers import Answers

# Year of the division that the focus areas are declared in and the map is drawn in.
DIVISION = 2024
_LEVELS = ("gemeente", "wijk", "buurt", "provincie")


@dataclass(frozen=True)
class Step:
    """One table or layer.

    Attributes:
        name: Unique, such as "kwb/85984NED"; the part before the slash is shared by tables of one kind.
        source: Id in sources.toml.
        read: Gets the raw answers and makes a tidy table of them; raises SourceError where they are not as expected.
    """

    name: str
    source: str
    read: Callable[[Answers], pd.DataFrame]

    @property
    def kind(self) -> str:
        """What it is one of: a family of tables, the Leefbaarometer or the boundaries."""
        return self.name.partition("/")[0]


def steps() -> Iterator[Step]:
    """All that is downloaded, in the order in which it is fetched."""
    for family in table_families().values():
        for table, year in family.releases():
            read = partial(statline.read, family, table, year)
            yield Step(f"{family.id}/{table}", family.source, read)
    yield Step("leefbaarometer/2024", leefbaarometer.SOURCE, leefbaarometer.open_data)
    for level in _LEVELS:
        yield Step(f"grenzen/{level}", pdok.SOURCE, partial(pdok.boundaries, level, DIVISION))
