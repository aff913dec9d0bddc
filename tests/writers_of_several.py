"""What each writer of a finding on several indicators, or on all units of a level, may say, by another route."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from nplv.analysis import matrix, pair, place, profile, scatter
from nplv.analysis.comparison import OTHERS
from nplv.analysis.sentences import matrix as matrix_words
from nplv.analysis.sentences import pair as pair_words
from nplv.analysis.sentences import place as place_words
from nplv.analysis.sentences import profile as profile_words
from nplv.analysis.sentences import scatter as scatter_words
from nplv.registry import areas
from tests.dutch import Told, amount, apart, bare, size, written
from tests.made_up import World

_ORDER = ("nederland", "gemeente", "rest_gemeente")  # what an area is held against, after the other 19


def observations(worlds: list[World]) -> pd.DataFrame:
    """Of all levels above the wijk."""
    return pd.concat([world.table for world in worlds], ignore_index=True)


def newest(world: World) -> int | None:
    """The newest year in which an area has a figure."""
    known = (year for (level, _, year), value in world.values.items() if level == "focusgebied" and value is not None)
    return max(known, default=None)


def sign(world: World, year: int, slug: str, level: str) -> tuple[str, Decimal] | None:
    """▲, ▼ or ≈ beside something else, and the difference; None where nothing is compared."""
    own, other = world.shown("focusgebied", year, slug), world.shown(level, year)
    if world.is_count or own is None or other is None:
        return None
    exact, beside = world.exact("focusgebied", year, slug), world.exact(level, year)
    assert exact is not None
    assert beside is not None
    within = world.margin is not None and abs(exact - beside) <= Fraction(repr(world.margin))
    return "≈" if own == other or within else "▲" if own > other else "▼", own - other


def matrix_title(worlds: list[World]) -> list[Told]:
    area = worlds[0].area
    cells = matrix.part(matrix.matrix(observations(worlds)), "alle")
    signs, known = [], 0
    for world in worlds:
        year = newest(world) or world.year
        known += world.shown("focusgebied", year) is not None
        if (found := sign(world, year, area.slug, "nederland")) is not None:
            signs.append(found[0])
    counts = [signs.count(one) for one in "▲▼≈"]
    number = len(cells) // 21
    holes = [f"bij {number - known} van de {number}"] if known < number else []
    phrases = [f"van {len(signs)} cijfers {counts[0]} hoger, {counts[1]} lager en {counts[2]} vergelijkbaar of gelijk"]
    return [Told(matrix_words.title(cells, area, "alle"), phrases + holes)]


def _held_against(world: World, year: int, wanted: str) -> str | None:
    if world.is_count:
        return None
    levels = [wanted, *(level for level in (OTHERS, *_ORDER) if level != wanted)]
    return next((level for level in levels if world.exact(level, year) is not None), None)


def _rows(worlds: list[World]) -> list[tuple[World, int, str | None, dict[str, Any]]]:
    """Each row of a profile, with its world, its year and what it is held against."""
    rows = profile.profile(observations(worlds), worlds[0].area, worlds[0].benchmark).to_dict("records")
    found = iter(rows)
    told = []
    for world in worlds:
        year = newest(world)
        if year is None or world.shown("focusgebied", year) is None:
            continue
        row, level = next(found), _held_against(world, year, world.benchmark)
        assert (row["indicator"], row["period"], row["level"]) == (world.indicator.id, year, level)
        told.append((world, year, level, row))
    assert next(found, None) is None
    return told


def profile_title(worlds: list[World]) -> list[Told]:
    area, wanted = worlds[0].area, worlds[0].benchmark
    rows = profile.profile(observations(worlds), area, wanted)
    text = profile_words.title(rows, area, wanted)
    signs = [sign(world, year, area.slug, wanted) for world, year, level, _ in _rows(worlds) if level == wanted]
    known = [one[0] for one in signs if one is not None]
    if not known:
        return [Told(text, ["geen cijfer"], [19])]
    counts = [known.count(one) for one in "▲▼≈"]
    phrase = f"van {len(known)} cijfers {counts[0]} hoger, {counts[1]} lager en {counts[2]} vergelijkbaar of gelijk"
    judged = [f"{word} op {number}" for word in ("beter", "slechter") if (number := _judged(worlds, word))]
    return [Told(text, [phrase, *judged], [19])]


def _judged(worlds: list[World], word: str) -> int:
    """Only where it is declared what is better, and the interval leaves out what it is held against."""
    return [_verdict(*row[:3]) for row in _rows(worlds) if row[2] == worlds[0].benchmark].count(word)


def _verdict(world: World, year: int, level: str | None) -> str:
    found = None if level is None else sign(world, year, world.area.slug, level)
    if found is None:
        return "niet vergeleken"
    good = {"higher_is_better": 1, "lower_is_better": -1}.get(world.indicator.polarity, 0)
    if found[0] == "≈":
        return "gelijk" if world.margin is None else "vergelijkbaar"
    if world.margin is None or not good:
        return "hoger" if found[1] > 0 else "lager"
    return "beter" if found[1] * good > 0 else "slechter"


def profile_row(worlds: list[World]) -> list[Told]:
    """All that is written of one row: its place, its figures and its outcome."""
    found, area = [], worlds[0].area
    for world, year, level, row in _rows(worlds):
        table = profile_words.table(pd.DataFrame([row]))
        own, verdict = world.shown("focusgebied", year), _verdict(world, year, level)
        exact = world.exact("focusgebied", year)
        assert own is not None
        assert exact is not None
        known = [one for slug in areas() if (one := world.shown("focusgebied", year, slug)) is not None]
        ahead = sum(one < own if world.indicator.polarity == "lower_is_better" else one > own for one in known)
        phrases, short, figures = [f"plaats {ahead + 1} van {len(known)}", amount(own, world.indicator)], [], [exact]
        if level is not None and (beside := sign(world, year, area.slug, level)) is not None:
            other, exact_other = world.shown(level, year), world.exact(level, year)
            assert other is not None
            assert exact_other is not None
            words = apart(beside[1], world.indicator)
            phrases.append("gelijk aan" if words == "gelijk" else f"{words} dan in")
            short = [bare(other, world.indicator)]
            figures += [exact_other, Fraction(beside[1])]
        signed = verdict if level is None else f"{beside[0] if beside else ''} {verdict}"
        twin = (table, figures)
        found += [
            Told(profile_words.place(row), phrases, [year, 19], twin=twin),
            Told(profile_words.beside(row), [bare(own, world.indicator), *short], [year, 19], False, twin),
            Told(profile_words.verdict(row), [signed], is_sentence=False),
            Told(profile_words.bare(float(exact), world.indicator), [bare(own, world.indicator)], is_sentence=False),
            Told(
                profile_words.figure(float(exact), world.indicator), [amount(own, world.indicator)], is_sentence=False
            ),
        ]
        assert profile_words.sign(row) == ("" if level is None else signed[0])
    return found


def inhabitants(worlds: list[World]) -> list[Told]:
    rows = profile.profile(observations(worlds), worlds[0].area, worlds[0].benchmark)
    text = profile_words.inhabitants(rows, worlds[0].area)
    there = {row[0].indicator.id: row for row in _rows(worlds)}
    phrases = []
    for name, words in (("inwoners", "mensen"), ("huishoudens", "huishoudens")):
        if name in there and "inwoners" in there:
            world, year, *_ = there[name]
            value = world.shown("focusgebied", year)
            assert value is not None
            phrases.append(f"{bare(value, world.indicator)} {words}")
    for name in ("aandeel-0-tot-15", "aandeel-65-plus"):
        if name in there:
            world, year, level, _ = there[name]
            shown = [world.shown(one, year) for one in ("focusgebied", level) if one is not None]
            phrases += [bare(value, world.indicator) for value in shown if value is not None]
    if not phrases:
        assert text == ""
        return []
    years = [row[1] for row in there.values()]
    return [Told(text, phrases, [*years, 19], declared=["jonger dan 15 jaar", "65 jaar of ouder"])]


def nothing_stands_out(worlds: list[World]) -> list[Told]:
    return [Told(profile_words.none_outstanding(worlds[0].area, better)) for better in (True, False)]


def paired(worlds: list[World]) -> list[Told]:
    first, second = worlds[0].area, next(area for area in areas().values() if area is not worlds[0].area)
    every = observations(worlds)
    rows = pair.pair(every[every["level"].isin(["nederland", "focusgebied"])], first, second)
    differences, certain = [], rows["certain"].dropna()
    found = []
    told = {row["indicator"]: row for row in rows.to_dict("records")}
    table = pair_words.table(rows, first, second)
    for world in worlds:
        year = newest(world)
        figures = [None if year is None else world.shown("focusgebied", year, one.slug) for one in (first, second)]
        if year is None or all(one is None for one in figures):
            assert world.indicator.id not in told
            continue
        row = told[world.indicator.id]
        found.append(Told(pair_words.name(row), [], [year], is_sentence=False))
        text = pair_words.difference(row)
        if figures[0] is None or figures[1] is None:
            assert text == ""
            continue
        difference = figures[0] - figures[1]
        if not world.is_count:
            differences.append(difference)
        by = size(difference, world.indicator).removesuffix(" procentpunt")
        phrase = "gelijk" if difference == 0 else f"verschil {'+' if difference > 0 else '−'}{by}"
        found.append(Told(text, [phrase], is_sentence=False, twin=(table, [difference])))
    text = pair_words.title(rows, first, second)
    if not differences:
        return [*found, Told(text, ["geen indicator"])]
    higher, lower = (sum(test) for test in ([one > 0 for one in differences], [one < 0 for one in differences]))
    phrases = [
        f"op {higher} van {len(differences)} indicatoren heeft {first.name} het hogere cijfer",
        f"op {lower} het lagere",
        f"op {len(differences) - higher - lower} hetzelfde",
    ]
    counted = [one for one in pair.comparable(rows)["certain"] if one is not None]
    if counted:
        which = "de ene indicator" if len(counted) == 1 else f"de {len(counted)} indicatoren"
        phrases += [which, f"bij {sum(counted)} aantoonbaar"]
    assert len(counted) <= len(certain)
    return [*found, Told(text, phrases)]


def placed(worlds: list[World]) -> list[Told]:
    """The place of the area among the 20: how many have a lower, a higher or the same figure."""
    found = []
    for world in worlds:
        year = newest(world) or world.year
        values = [world.values["focusgebied", slug, year] for slug in areas()]
        units = pd.DataFrame({"code": list(areas()), "name": [one.name for one in areas().values()]})
        units = units.assign(value=pd.Series(values, dtype=float), inhabitants=1000)
        own = place.place(units, world.area.slug, world.indicator, "focusgebied")
        text = place_words.sentence(own, world.area.name, world.indicator, "focusgebied", year, "")
        shown = {slug: world.shown("focusgebied", year, slug) for slug in areas()}
        mine = shown.pop(world.area.slug)
        others = [one for one in shown.values() if one is not None]
        position, note = place_words.position(own), place_words.note(own, "focusgebied")
        missing = 20 - len(others) - (mine is not None)
        found.append(Told(note, [f"{missing} focusgebied"] if missing else ["Alle 20"]))
        if mine is None:
            assert position == ""
            found.append(Told(text, ["geen cijfer", "geen plaats"], [year]))
            continue
        lower, higher = (sum(one < mine for one in others), sum(one > mine for one in others))
        if not others:
            assert position == ""
            found.append(Told(text, [bare(mine, world.indicator)], [year]))
            continue
        share = Fraction(2 * lower + len(others) - lower - higher, 2 * len(others)) * 100
        found.append(Told(position, [f"Percentiel {written(share, 0)}"], [0, 100]))
        most = max(lower, higher, len(others) - lower - higher)
        words = {"minder|lagere?": lower, "meer|hogere?": higher, r"even\w*": len(others) - lower - higher}
        told = next(word for word, number in words.items() if number == most)
        found.append(Told(text, _who(most, len(others)), [year], declared=[world.indicator.numerator], directions=told))
    return found


def _who(number: int, others: int) -> list[str]:
    if others == 1:
        return ["enige andere"]
    if number == others:
        return ["Beide" if number == 2 else f"Alle {others}"]
    return [f"{number} van de {others}"]


def scattered(worlds: list[World]) -> list[Told]:
    """Two indicators against each other: the direction is that of rho, where its interval leaves out zero."""
    one, other = worlds[0], worlds[-1]
    years = (newest(one) or one.year, newest(other) or other.year)
    columns = {
        axis: [world.values["focusgebied", slug, year] for slug in areas()]
        for axis, world, year in zip("xy", (one, other), years, strict=True)
    }
    dots = pd.DataFrame(columns, dtype=float).dropna().reset_index(drop=True)
    found = scatter.Scatter("focusgebied", years, dots.assign(code="", name=""), 0, 20 - len(dots))
    if dots.empty:
        return []
    correlation = scatter.correlation(dots)
    both = (one.indicator, other.indicator)
    text, note = scatter_words.title(found, correlation, *both), scatter_words.note(found, correlation, *both)
    allowed = [*years, len(dots)]
    told = [
        Told(scatter_words.years(found), [], years, False),
        *(Told(name, [], years, False) for name in scatter_words.columns(found, *both)),
    ]
    fixed = (scatter_words.NOT_A_CAUSE, "Beide cijfers zijn", "minder dan 200")
    notes = [*allowed, 10, 1, 0, 95, -1, 20 - len(dots)]
    if not isinstance(correlation, scatter.Correlation):
        return [*told, Told(text, [], allowed), Told(note, [], notes, declared=fixed)]
    rho, lower, upper = (written(value, 2) for value in (correlation.rho, correlation.lower, correlation.upper))
    strength = [f"Spearman: {rho}", f"{lower} tot {upper}", f"{len(dots)} stippen"]
    ranks = dots.rank()
    assert abs(correlation.rho - ranks["x"].corr(ranks["y"])) < 1e-9
    direction = []
    if correlation.lower > 0 and correlation.rho >= 0.3:
        direction = ["een hoger cijfer", "vaak ook een hoger cijfer"]
    elif correlation.upper < 0 and correlation.rho <= -0.3:
        direction = ["een hoger cijfer", "vaak juist een lager cijfer"]
    else:
        assert "Geen duidelijk verband" in text
    return [*told, Told(text, direction, allowed), Told(note, strength, notes, declared=fixed)]
