"""Puts an area beside wijken elsewhere that were like it before the 0-meting: did it develop otherwise since?

How far a difference can be chance follows from placebos: wijken like the area, for each of which the same is done as
if it were the area (Abadie, Diamond & Hainmueller, Journal of the American Statistical Association 105, 2010). None of
this shows a cause. What is declared, and why: ``nplv/registry/similar.toml``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from nplv import numbers
from nplv.registry import Area, Indicator, indicators
from nplv.registry.similar import Matching, Variable

_ONE_IN = 20  # an interval of 95% leaves out one in twenty
_Key = tuple[str, int]  # indicator and period
_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Development:
    """How an area and its group developed between two measurements.

    Attributes:
        years: Of the first and the last measurement.
        area: Its figures in these years.
        group: The means of the group in these years.
        difference: Change of the area minus the mean change of the group.
        placebos: Wijken for which the same was done.
        as_far: Placebos that differ at least as much from their own group, up or down.
        margin: Half the width of the 95% interval around `difference`; None with too few placebos.
    """

    years: tuple[int, int]
    area: tuple[float, float]
    group: tuple[float, float]
    difference: float
    placebos: int
    as_far: int
    margin: float | None

    @property
    def share(self) -> float:
        """Two-sided p: the part of area and placebos together that differs at least as much as the area.

        The area counts as one of them, so that it is never zero (Phipson & Smyth, Statistical Applications in
        Genetics and Molecular Biology 9, 2010).
        """
        return (1 + self.as_far) / (1 + self.placebos)

    @property
    def stands_out(self) -> bool | None:
        """Whether the interval leaves out zero, which is whether `share` is at most 5%; None without a margin."""
        return None if self.margin is None else abs(self.difference) > self.margin


@dataclass(frozen=True)
class Comparison:
    """An area beside its group of similar wijken, for one indicator.

    Attributes:
        since: From the 0-meting to the newest measurement.
        earlier: From the measurement before it to the 0-meting: a check, for the group was not chosen on this change.
        lines: A row per measuring year: period, area, group (its mean) and reason (why one of these is missing). A
            year in which a wijk of the group has no figure has no mean, for that would be one of other wijken.
        balance: A row per variable that wijken were matched on: indicator, period, area, group (its mean).
        group: The similar wijken, the nearest first: code, name, gemeente, inhabitants, distance, baseline and last
            (figures in the years of `since`) and development.
        pool: Number of wijken the group was chosen from.
    """

    since: Development
    earlier: Development
    lines: pd.DataFrame
    balance: pd.DataFrame
    group: pd.DataFrame
    pool: int

    @property
    def distinguishable(self) -> bool | None:
        """Whether the difference is more than chance, and new since the 0-meting; None where that is unknown."""
        if self.since.stands_out is None:
            return None
        return self.since.stands_out and not self.earlier.stands_out


@dataclass(frozen=True)
class NoComparison:
    """There are no wijken to put an area beside; `reason` says why, in Dutch."""

    reason: str


def offered(wijken: pd.DataFrame) -> list[str]:
    """Return the indicators of which wijken can be compared, in the order in which indicators are shown.

    Args:
        wijken: The published table: code, name, gemeente, inhabitants, indicator, period, value.
    """
    years = {name: set(rows) for name, rows in wijken.groupby("indicator")["period"]}
    return [
        name for name, one in indicators().items() if one.has_direction and one.spans_baseline(years.get(name, set()))
    ]


def similar(
    wijken: pd.DataFrame, observations: pd.DataFrame, area: Area, indicator: Indicator, matching: Matching
) -> Comparison | NoComparison:
    """Compare how an area developed since the 0-meting with how similar wijken did.

    The distance between two places is the root mean square, over the declared variables, of their differences, each
    divided by the standard deviation of that variable over the pool. The pool: the wijken that have all figures.

    Args:
        wijken: The published table, as for `offered`.
        observations: As the observations table, of at least the level focusgebied, for this indicator and those of
            the variables.
        area: The focusgebied.
        indicator: What is measured; one that is `offered`.
        matching: What wijken are matched on, and how.
    """
    years = _years(wijken, indicator)
    matched = [(one.indicator, one.year) for one in matching.variables]
    outcomes = [(indicator.id, year) for year in years]
    own = _own(observations, area)
    if reason := _lacking(own, [*matched, *outcomes], area):
        return NoComparison(reason)
    values = wijken.pivot(index="code", columns=["indicator", "period"], values="value")
    values = values.dropna(subset=[*matched, *outcomes])
    values = values[np.isfinite(_features(values, matching.variables)).all(axis=1)]
    features, target = (_features(table, matching.variables) for table in (values, own.to_frame().T))
    spread = features.std(axis=0, ddof=1)
    (distances,) = _distances(target / spread, features / spread)
    near = np.argsort(distances, kind="stable")
    within = near[distances[near] <= matching.reach]
    if len(within) < matching.least:
        return NoComparison(_too_few(len(within), area, matching))
    # Placebos need not be within reach of the area, but each needs wijken within its own reach.
    group, placebos = within[: matching.group], near[: matching.placebos]
    levels = values[outcomes].to_numpy()
    far = _placebo_differences(features / spread, np.diff(levels, axis=1), placebos, matching)
    means, mine = levels[group].mean(axis=0), own[outcomes].to_numpy()
    earlier, since = (
        _development(years[at : at + 2], mine[at : at + 2], means[at : at + 2], far[:, at], matching) for at in (0, 1)
    )
    chosen = values.iloc[group]
    balance = pd.DataFrame(matched, columns=["indicator", "period"])
    balance = balance.assign(area=own[matched].to_numpy(), group=chosen[matched].mean().to_numpy())
    table = _group(wijken, chosen[outcomes[1:]], distances[group])
    return Comparison(since, earlier, _lines(own, chosen, area, indicator), balance, table, len(values))


def _years(wijken: pd.DataFrame, indicator: Indicator) -> list[int]:
    """The last year before the 0-meting, the 0-meting and the newest year."""
    years = wijken.loc[wijken["indicator"] == indicator.id, "period"].unique().tolist()
    baseline = indicator.baseline or 0  # what is offered has one
    return [max(year for year in years if year < baseline), baseline, max(years)]


def _own(observations: pd.DataFrame, area: Area) -> pd.Series:
    """The figures of the area, by indicator and period."""
    rows = observations[(observations["level"] == "focusgebied") & (observations["area_code"] == area.slug)]
    return rows.set_index(["indicator", "period"])["value"]


def _lacking(own: pd.Series, needed: Sequence[_Key], area: Area) -> str | None:
    """Say which figures of the area are missing; None where none is."""
    holes: dict[str, list[int]] = {}
    for name, year in dict.fromkeys(needed):
        if numbers.is_missing(own.get((name, year))):
            holes.setdefault(name, []).append(year)
    if not holes:
        return None
    told = [
        f"‘{indicators()[name].short_title}’ ({', '.join(map(str, sorted(years)))})" for name, years in holes.items()
    ]
    return f"Van {area.name} is een cijfer niet bekend dat voor deze vergelijking nodig is: {' en '.join(told)}."


def _too_few(number: int, area: Area, matching: Matching) -> str:
    found = "is er geen wijk" if number == 0 else f"{'is' if number == 1 else 'zijn'} er {number}"
    return (
        f"Van de wijken buiten de focusgebieden {found} die genoeg op {area.name} {'leek' if number < 2 else 'leken'}; "
        f"voor een vergelijking zijn er ten minste {matching.least} nodig."
    )


def _features(table: pd.DataFrame, variables: Sequence[Variable]) -> _Floats:
    """The variables in which places are compared, a column each; not finite where a logarithm does not exist."""
    values = table[[(one.indicator, one.year) for one in variables]].to_numpy(dtype=float, copy=True)
    logarithms = [one.logarithm for one in variables]
    with np.errstate(divide="ignore", invalid="ignore"):
        values[:, logarithms] = np.log(values[:, logarithms])
    return values


def _distances(places: _Floats, pool: _Floats) -> _Floats:
    """Root mean square of the differences in each variable, of each place (row) to each of the pool (column)."""
    return cdist(places, pool) / np.sqrt(pool.shape[1])


def _placebo_differences(scaled: _Floats, changes: _Floats, placebos: NDArray[np.intp], matching: Matching) -> _Floats:
    """How much each placebo developed otherwise than the wijken near to it; a column per development.

    A placebo with fewer than `matching.least` wijken within reach is left out.

    Args:
        scaled: Variables of the pool, divided by their standard deviation.
        changes: Developments of the pool.
        placebos: Rows of the pool.
        matching: Gives reach and numbers.
    """
    distances = _distances(scaled[placebos], scaled)
    distances[np.arange(len(placebos)), placebos] = np.inf  # none is in its own group
    nearest = np.argsort(distances, axis=1, kind="stable")[:, : matching.group]
    within = np.take_along_axis(distances, nearest, axis=1) <= matching.reach
    enough = within.sum(axis=1) >= matching.least
    nearest, within = nearest[enough], within[enough]
    means = (changes[nearest] * within[:, :, None]).sum(axis=1) / within.sum(axis=1)[:, None]
    return changes[placebos[enough]] - means


def _development(years: Sequence[int], area: _Floats, group: _Floats, far: _Floats, matching: Matching) -> Development:
    """Hold the difference of the area against those of the placebos (`far`)."""
    sizes = np.sort(np.abs(far))
    # How many of area and placebos together are the 5% furthest; the margin is that of the 95th percentile of the
    # placebos, except that it can never contradict the share.
    furthest = (1 + len(sizes)) // _ONE_IN if len(sizes) >= matching.least_placebos else 0
    (first, last), (area_first, area_last), (group_first, group_last) = years, area.tolist(), group.tolist()
    difference = (area_last - area_first) - (group_last - group_first)
    return Development(
        years=(first, last),
        area=(area_first, area_last),
        group=(group_first, group_last),
        difference=difference,
        placebos=len(sizes),
        as_far=int((sizes >= abs(difference)).sum()),
        margin=float(sizes[-furthest]) if furthest else None,
    )


def _lines(own: pd.Series, chosen: pd.DataFrame, area: Area, indicator: Indicator) -> pd.DataFrame:
    """Mean of the chosen wijken (columns by indicator and period) beside the area, for each measuring year."""
    rows = pd.DataFrame({"period": sorted(indicator.years)})
    keys = pd.MultiIndex.from_product([[indicator.id], rows["period"]])
    rows["area"] = own.reindex(keys).to_numpy()
    rows["group"] = chosen.reindex(columns=keys).mean(skipna=False).to_numpy()
    reasons = {
        "area": f"Geen cijfer van {area.name}.",
        "group": "Niet elke wijk van de groep heeft een cijfer over dit jaar.",
    }
    told = [
        " ".join(text for column, text in reasons.items() if numbers.is_missing(row[column]))
        for row in rows.to_dict("records")
    ]
    return rows.assign(reason=told)


def _group(wijken: pd.DataFrame, chosen: pd.DataFrame, distances: _Floats) -> pd.DataFrame:
    """Name the chosen wijken; `chosen` has their figures at the 0-meting and in the newest year."""
    named = wijken.drop_duplicates("code").set_index("code").loc[chosen.index, ["name", "gemeente", "inhabitants"]]
    first, last = chosen.to_numpy().T
    return named.assign(distance=distances, baseline=first, last=last, development=last - first).reset_index()
