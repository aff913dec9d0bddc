"""What each writer on the difference of an area with another may say of made-up observations, by another route."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from nplv.analysis import gap as gaps
from nplv.analysis.sentences import gap as words
from tests.dutch import Told, amount, apart, bare, half_up, size, written
from tests.made_up import World

_GOAL, _LEAST = 2042, 3
_NINETEEN = 19


@dataclass(frozen=True)
class Expected:
    """A difference, worked out from the rounded figures; the margin of its change is that of the code."""

    world: World
    found: gaps.Gap
    start: int
    last: int
    points: int

    def gap(self, year: int) -> Fraction:
        own, other = (self.world.shown(level, year) for level in ("focusgebied", self.world.benchmark))
        assert own is not None
        assert other is not None
        return Fraction(own - other)

    @property
    def then(self) -> Fraction:
        return self.gap(self.start)

    @property
    def now(self) -> Fraction:
        return self.gap(self.last)

    @property
    def change(self) -> Fraction:
        return self.now - self.then

    def margin(self, of_size: bool = False) -> str:
        """The margin of the change; of its size, which has no sign, it lies on the same side as that."""
        assert self.found.limits is not None
        sides = sorted(-one if of_size and self.change < 0 else one for one in self.found.limits)
        shown = [half_up(one, self.world.indicator.decimals) for one in sides]
        is_turned = shown[0] <= 0 <= shown[1] and not sides[0] <= 0 <= sides[1]
        text = " tot ".join(written(one, self.world.indicator.decimals) for one in sides)
        return f"{text}; nul valt er vóór afronding net buiten" if is_turned else text

    @property
    def verdict(self) -> str:
        limits = self.found.limits
        if self.points < _LEAST or (limits and limits[0] <= 0 <= limits[1]):
            return "te vroeg om te zeggen"
        if min(self.then, self.now) < 0 < max(self.then, self.now):
            return "omgeslagen"
        if self.then == self.now:
            return "even groot"
        return "kleiner" if abs(self.now) < abs(self.then) else "groter"

    @property
    def needed(self) -> Fraction | None:
        good = {"higher_is_better": 1, "lower_is_better": -1}.get(self.world.indicator.polarity, 0)
        return None if good * self.now >= 0 else -self.now / (_GOAL - self.last)

    @property
    def signed(self) -> str:
        sign = "+" if self.change > 0 else "−" if self.change < 0 else ""
        return sign + size(self.change, self.world.indicator)

    def figure(self, year: int, write: Callable[..., str] = bare) -> str:
        own = self.world.shown("focusgebied", year)
        assert own is not None
        return write(own, self.world.indicator)

    def told(self, text: str, phrases: list[str], *figures: Fraction | None) -> list[Told]:
        table = words.table([self.found]) if figures else None
        twin = None if table is None else (table, [figure for figure in figures if figure is not None])
        return [Told(text, phrases, [self.start, self.last, _NINETEEN], twin=twin)]


def expected(world: World) -> Expected | None:
    """The difference; None where there is none, of which the code has to say so too."""
    found = gaps.gap(world.table, world.area, world.indicator, world.benchmark)
    years = [] if world.is_count else world.measured("focusgebied", world.benchmark)
    start = world.indicator.baseline if world.indicator.baseline in years else years[0] if years else 0
    if not years or years[-1] <= start:
        assert found is None
        return None
    assert found is not None
    return Expected(world, found, start, years[-1], len([year for year in years if year >= start]))


def title(world: World) -> list[Told]:
    if (one := expected(world)) is None:
        return []
    then, now = (apart(gap, world.indicator) for gap in (one.then, one.now))
    was = "gelijk aan" if then == "gelijk" else f"{then} dan in"
    text = words.title(one.found, world.area)
    twin = (words.values(one.found, world.area), [one.then, one.now])
    return [Told(text, [was, f"van {one.start}, {now} in"], [one.last, _NINETEEN], twin=twin)]


def no_gap(world: World) -> list[Told]:
    text = words.no_gap(world.area, world.indicator, world.benchmark)
    phrases = ["een groter gebied"] if world.is_count else []
    return [Told(text, phrases, [_NINETEEN], declared=list(world.indicator.holes.values()))]


def outcome(world: World) -> list[Told]:
    if (one := expected(world)) is None:
        return []
    text, apart_by = words.outcome(one.found), size(one.change, world.indicator)
    early = "Te vroeg om te zeggen of het verschil kleiner wordt"
    margin = "een kleine verandering zegt weinig" if one.found.limits is None else f"(marge {one.margin(of_size=True)})"
    match one.verdict:
        case "te vroeg om te zeggen" if one.points < _LEAST:
            return one.told(text, [early, f"{one.points} metingen", "ten minste 3"])
        case "te vroeg om te zeggen":
            return one.told(text, [early, f"({one.signed})", f"({one.margin()})"], one.change)
        case "even groot":
            return one.told(text, ["even groot", margin])
        case "omgeslagen":
            return one.told(text, ["omgeslagen", f"{apart_by} verschoven", margin], one.change)
        case word:
            return one.told(text, [f"{apart_by} {word} geworden", margin])


def pace(world: World) -> list[Told]:
    if (one := expected(world)) is None:
        return []
    text, phrases, figures = words.pace(one.found), [], []
    if one.verdict in ("kleiner", "groter"):
        figures.append(one.change / (one.last - one.start))
        phrases.append(f"{_per_year(world, figures[0])} per jaar {one.verdict}.")
    if one.needed is not None:
        phrases += ["Om in 2042 gelijk te staan", f"gemiddeld {_per_year(world, one.needed)} kleiner worden."]
        figures.append(one.needed)
    elif world.indicator.polarity in ("higher_is_better", "lower_is_better"):
        phrases.append("er is geen achterstand.")
    if not phrases:
        assert text == ""
        return []
    return one.told(text, phrases, *figures)


def brief(world: World) -> list[Told]:
    if (one := expected(world)) is None:
        return []
    early = "Te vroeg om te zeggen of dat kleiner wordt"
    margin = "geen marge te berekenen" if one.found.limits is None else f"marge {one.margin(of_size=True)}"
    became = {"even groot": "even groot", "omgeslagen": f"omgeslagen: {size(one.change, world.indicator)} verschoven"}
    match one.verdict:
        case "te vroeg om te zeggen" if one.points < _LEAST:
            phrases, figures = [early, f"({one.points} metingen)"], []
        case "te vroeg om te zeggen":
            phrases, figures = [early, f"(verandering {one.signed}, marge {one.margin()})"], [one.change]
        case word:
            told = became.get(word, f"{size(one.change, world.indicator)} {word}")
            phrases, figures = [f"Het verschil is {told} ({margin})."], [one.change]
    if one.needed is not None:
        phrases.append(f"Nodig voor 2042: {_per_year(world, one.needed)} per jaar.")
        figures.append(one.needed)
    return one.told(words.brief(one.found), phrases, *figures)


def development(world: World) -> list[Told]:
    if (one := expected(world)) is None:
        return []
    then, now = (apart(gap, world.indicator) for gap in (one.then, one.now))
    phrases = [
        f"{one.figure(one.start)} in {one.start}",
        f"{one.figure(one.last, amount)} in {one.last}",
        f"toen {then}",
        f"nu {now}.",
    ]
    return one.told(words.development(one.found), phrases, one.then, one.now)


def verdict(world: World) -> list[Told]:
    if (one := expected(world)) is None:
        return []
    text = words.verdict(one.found)
    assert text == one.verdict
    return [Told(text, [one.verdict], is_sentence=False)]


def overview(world: World) -> list[Told]:
    one = expected(world)
    text = words.overview([] if one is None else [one.found])
    if one is None:
        return [Told(text)]
    return [Told(text, ["kleiner?", "Van 1 indicator", f"bij 1 {one.verdict}"])]


def margin(world: World) -> list[Told]:
    one = expected(world)
    if one is None or one.found.limits is None:
        return []
    return [Told(words.margin(one.found), [one.margin()], is_sentence=False)]


def small_note(world: World) -> list[Told]:
    return [Told(words.small_note(world.area))]


def _per_year(world: World, amount_: Fraction) -> str:
    """Never nothing, for the difference does change."""
    if half_up(amount_, world.indicator.decimals) == 0:
        return f"minder dan {size(Fraction(1, 10**world.indicator.decimals), world.indicator)}"
    return size(amount_ if amount_ >= 0 else -amount_, world.indicator)
