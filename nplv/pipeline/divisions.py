"""Which wijken and buurten an area consists of in the division of each year, and who lived there.

CBS redraws and recodes wijken and buurten. The composition of an area is declared for the division of one year, and for
earlier divisions where it had other codes. For any other year it is carried over from the nearest declared one, as
long as nothing says that a unit changed: each code must exist, no release in between may mark it as changed, and about
as many people must live in it. Where that fails there is no composition, and so no figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pandas as pd

from nplv.numbers import percent
from nplv.pipeline.composition import wijk_of
from nplv.registry import Area, Recoded

# CBS marks a unit against the year before: 1 unchanged, 2 another code, 3 another boundary; "." for what has no mark.
_CHANGED = ("2", "3")
# The inhabitants of an area may differ this much between two years: so much at once, and so much more per year.
_GROWTH, _GROWTH_PER_YEAR = 0.05, 0.02
# A gemeente that grows or shrinks more than this in a year was redrawn.
_GEMEENTE_GROWTH = 0.03
# So much of a table's codes must exist in a division for the table to be of that division.
_SAME_DIVISION = 0.98


@dataclass(frozen=True)
class Composition:
    """What the areas consist of in one division.

    Attributes:
        units: Columns focus_area (slug), code (wijk or buurt), share (0 to 1, by inhabitants: which part of it lies in
            the area).
        unmatched: Slug -> Dutch sentence why its composition in this division is not known.
    """

    units: pd.DataFrame
    unmatched: dict[str, str]


class Divisions:
    """The releases of Kerncijfers wijken en buurten, by year."""

    def __init__(
        self, kerncijfers: pd.DataFrame, areas: Iterable[Area], base: int, recoded: Iterable[Recoded] = ()
    ) -> None:
        """Takes the releases of all years.

        Args:
            kerncijfers: Columns period, level, code, municipality, inwoners, gewijzigd, of the whole country.
            areas: The focus areas.
            base: Year of the division in which their composition is declared.
            recoded: The wijken that had other codes in earlier divisions.
        """
        self._areas, self._recoded = list(areas), list(recoded)
        self._base = base
        gemeenten = {area.municipality_code for area in self._areas}
        inside = kerncijfers[kerncijfers["municipality"].isin(gemeenten)]
        self._releases = {int(year): rows.set_index("code") for year, rows in inside.groupby("period")}
        # Of the whole country, for whether units and gemeenten elsewhere changed.
        self._country = {int(year): rows.set_index("code") for year, rows in kerncijfers.groupby("period")}
        self.gemeenten = frozenset(gemeenten)
        self._known: dict[int, Composition] = {}
        self._same: dict[tuple[int, int], frozenset[str]] = {}

    @property
    def years(self) -> list[int]:
        """The years of which there is a release."""
        return sorted(self._releases)

    @cached_property
    def complete(self) -> list[int]:
        """The years of which the release names inhabitants of the buurten of every gemeente with a focus area."""
        found = []
        for year, rows in self._releases.items():
            known = rows[rows["inwoners"].notna()]
            if set(known.loc[known["level"] == "buurt", "municipality"]) >= self.gemeenten <= set(known.index):
                found.append(year)
        return sorted(found)

    def buurten(self, year: int) -> pd.DataFrame:
        """The buurten in the division of a year: column code."""
        rows = self._releases[year]
        return pd.DataFrame({"code": rows.index[rows["level"] == "buurt"]})

    def wijk_shares(self, buurten: pd.Series, year: int) -> pd.DataFrame:
        """Which share of each wijk, by inhabitants, the given buurten of a division are: columns code and share."""
        known = year if year in self.complete else self.nearest_complete(year)
        if known is None:
            return pd.DataFrame({"code": pd.Series(dtype="str"), "share": pd.Series(dtype=float)})
        return shares_of_wijken(buurten, self._releases[known])

    def inhabitants(self, year: int) -> pd.Series:
        """Inhabitants by code in the division of a year."""
        return self._releases[year]["inwoners"]

    def nearest_complete(self, year: int) -> int | None:
        """The year nearest to the given one of which the inhabitants are known; of two the later one."""
        return min(self.complete, key=lambda other: (abs(other - year), -other), default=None)

    def of_table(self, codes: pd.Series, year: int) -> int | None:
        """The division that a table is in: the one that holds most of its wijken and buurten.

        Args:
            codes: All codes of the table, of any level.
            year: Its newest period; of divisions that hold as many codes the nearest is taken.

        Returns:
            Year of the division; None where no division holds nearly all of the codes.
        """
        units = set(codes[codes.str.startswith(("WK", "BU")) & ("GM" + codes.str[2:6]).isin(self.gemeenten)].tolist())
        if not units:
            return None
        shares = {other: len(units & set(rows.index)) / len(units) for other, rows in self._releases.items()}
        best = max(shares, key=lambda other: (shares[other], -abs(other - year), other), default=None)
        return best if best is not None and shares[best] >= _SAME_DIVISION else None

    def composition(self, year: int) -> Composition:
        """What each area consists of in the division of a year."""
        if year not in self._known:
            rows, unmatched = [], {}
            for area in self._areas:
                found = self._of_area(area, year)
                if isinstance(found, str):
                    unmatched[area.slug] = found
                else:
                    rows.append(found.assign(focus_area=area.slug))
            columns = ["focus_area", "code", "share"]
            units = pd.concat(rows, ignore_index=True)[columns] if rows else pd.DataFrame(columns=columns)
            self._known[year] = Composition(units, unmatched)
        return self._known[year]

    def same(self, codes: pd.Series, year: int, other: int) -> pd.Series:
        """Whether each code means the same unit in two divisions, as far as releases and declarations say."""
        unchanged = self._unchanged(*sorted((year, other)))
        return pd.Series([code in unchanged for code in codes], index=codes.index, dtype=bool)

    def current(self, codes: pd.Series, year: int) -> pd.Series:
        """The code in the division that the areas are declared in, for wijken and buurten of that of a year.

        Missing for a unit that has changed since.
        """
        then = {code: now for one in self._recoded if one.first <= year <= one.last for code, now in one.wijken.items()}
        same = self.same(codes, year, self._base)
        now = [code if unchanged else then.get(code) for code, unchanged in zip(codes, same, strict=True)]
        return pd.Series(now, index=codes.index, dtype="str")

    def _unchanged(self, first: int, last: int) -> frozenset[str]:
        """The codes that mean the same unit in two divisions."""
        if (first, last) not in self._same:
            codes = set(self._country[first].index) & set(self._country[last].index)
            for year, rows in self._country.items():
                if first < year <= last:
                    codes -= set(rows.index[rows["gewijzigd"].isin(_CHANGED)])
            # A gemeente for which other codes are declared in one of the two has drawn its map anew.
            redrawn = {
                area.municipality_code
                for area in self._areas
                for division in area.divisions
                if (division.first <= first <= division.last) != (division.first <= last <= division.last)
                and self._base in (first, last)
            }
            self._same[first, last] = frozenset(code for code in codes if f"GM{code[2:6]}" not in redrawn)
        return self._same[first, last]

    def same_gemeenten(self, year: int, other: int) -> set[str]:
        """The gemeenten that were not redrawn between two years: their inhabitants never jumped."""
        first, last = sorted((year, other))
        years = [between for between in self.years if first <= between <= last]
        people = {between: rows.loc[rows["level"] == "gemeente", "inwoners"] for between, rows in self._country.items()}
        same = set(people[years[-1]].index) if years else set()
        same |= self.gemeenten
        for before, after in pairwise(years):
            ratio = people[after] / people[before]
            allowed = _GEMEENTE_GROWTH * (after - before)
            same &= set(ratio.index[(ratio - 1).abs() <= allowed])
        return same

    def _of_area(self, area: Area, year: int) -> pd.DataFrame | str:
        """Columns code and share, or why they are not known: from the nearest declared composition that fits."""
        if year not in self._releases:
            return f"De indeling van {year} in wijken en buurten is niet opgehaald."
        declared = [(self._base, self._base, area.wijken, area.buurten)]
        declared += [(one.first, one.last, one.wijken, one.buurten) for one in area.divisions]
        declared.sort(key=lambda one: max(one[0] - year, year - one[1], 0))
        found = [
            self._carried(wijken, buurten, year, min(max(year, first), last))
            for first, last, wijken, buurten in declared
        ]
        return next((one for one in found if not isinstance(one, str)), found[0])

    def _carried(self, wijken: tuple[str, ...], buurten: tuple[str, ...], year: int, anchor: int) -> pd.DataFrame | str:
        """The composition that is declared for the division of one year, carried over to that of another."""
        units = self._units(wijken, buurten, year, anchor)
        if isinstance(units, str):
            return units
        absent = units.loc[~units["code"].isin(self._releases[year].index), "code"]
        if len(absent):
            return _unknown(year, f"{_named(absent)} niet in de opgehaalde indeling")
        if anchor == year:
            return units
        if anchor not in self._releases:
            return _unknown(year, f"de indeling van {anchor}, waarin het gebied is vastgelegd, is niet opgehaald")
        changed = units.loc[~self.same(units["code"], year, anchor), "code"]
        if len(changed):
            first, last = sorted((year, anchor))
            return _unknown(year, f"{_named(changed)} tussen {first} en {last} gewijzigd")
        now, then = (
            (self.inhabitants(one).reindex(units["code"]).to_numpy() * units["share"]).sum() for one in (year, anchor)
        )
        growth = abs(now / then - 1) if then else 1.0
        if growth > _GROWTH + _GROWTH_PER_YEAR * abs(year - anchor):
            apart = percent(100 * growth, 0)
            return _unknown(year, f"het aantal inwoners verschilt {apart} van dat in de indeling van {anchor}")
        return units

    def _units(self, wijken: tuple[str, ...], buurten: tuple[str, ...], year: int, anchor: int) -> pd.DataFrame | str:
        """The declared units; a release that goes no further than wijken gets the shares of these that lie inside."""
        rows = self._releases[year]
        gemeente = "GM" + (wijken + buurten)[0][2:6]
        if not buurten or ((rows["level"] == "buurt") & (rows["municipality"] == gemeente)).any():
            return pd.DataFrame({"code": [*wijken, *buurten], "share": 1.0})
        inside = self.wijk_shares(pd.Series(buurten), anchor)
        if inside.empty:
            return _unknown(year, "de buurten zijn niet opgehaald")
        return pd.concat([pd.DataFrame({"code": list(wijken), "share": 1.0}), inside], ignore_index=True)


def shares_of_wijken(buurten: pd.Series, release: pd.DataFrame) -> pd.DataFrame:
    """Which share of the inhabitants of its wijk lives in the given buurten: columns code (wijk) and share."""
    people = release.loc[release["level"] == "buurt", "inwoners"]
    total = people.groupby(wijk_of(people.index.to_series())).sum()
    inside = people.reindex(buurten).groupby(wijk_of(buurten).to_numpy()).sum()
    return (inside / total.reindex(inside.index)).rename_axis("code").rename("share").reset_index()


def _named(codes: pd.Series) -> str:
    """Codes with their verb: "WK001 is", "WK001, WK002 en 3 andere zijn"."""
    if len(codes) == 1:
        return f"{codes.iloc[0]} is"
    more = f" en {len(codes) - 2} andere" if len(codes) > 2 else ""
    return f"{', '.join(codes.iloc[:2])}{more} zijn"


def _unknown(year: int, why: str) -> str:
    return f"De indeling van {year} is niet met zekerheid aan het gebied te koppelen: {why}."
