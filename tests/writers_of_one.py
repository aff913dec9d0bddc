"""What each writer of a finding on one indicator may say of made-up observations, worked out by another route."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from nplv.analysis import ranking, series, tables
from nplv.analysis.comparison import comparators
from nplv.analysis.sentences import development, notes, standing
from nplv.analysis.sentences import ranking as ranking_words
from nplv.registry import areas
from tests.dutch import Told, amount, apart, bare, half_up, written
from tests.made_up import REASON, World

_GROUPS = (20, 19)  # the areas together, and the others


def level_phrases(world: World, value: Decimal) -> list[str]:
    """A figure with its unit, which stands apart from it where something is counted per so many."""
    if world.indicator.unit.startswith("per "):
        return [bare(value, world.indicator), world.indicator.unit]
    return [amount(value, world.indicator)]


def than(world: World, value: Decimal, other: Decimal) -> str:
    difference = apart(value - other, world.indicator)
    return "gelijk aan" if difference == "gelijk" else f"{difference} dan"


def finding(world: World) -> list[Told]:
    text = standing.finding(world.table, world.area, world.indicator, world.year)
    rows = comparators(world.table, world.area, world.indicator, world.year)
    own = world.shown("focusgebied", world.year)
    allowed = [world.year, *_GROUPS]
    if own is None:
        known = of_gemeente(world)[0].phrases or finding_together(world)[0].phrases
        return [Told(text, known, allowed, declared=[REASON])]
    phrases, figures = level_phrases(world, own), [own]
    for level in ("nederland", "focusgebieden", "gemeente", "rest_gemeente"):
        if (other := world.shown(level, world.year)) is None:
            continue
        if world.is_count:
            phrases.append(f"{written(Fraction(own) * 100 / Fraction(other), 1)}% van het aantal in")
        else:
            phrases.append(than(world, own, other))
        figures.append(other)
        break
    twin = (tables.comparator_values(rows, world.indicator), _thousands(world, figures))
    return [Told(text, phrases, allowed, twin=twin)]


def _thousands(world: World, figures: Sequence[Decimal]) -> list[Decimal]:
    factor = 1000 if world.indicator.unit == "x € 1.000" else 1
    return [figure * factor for figure in figures]


def finding_together(world: World) -> list[Told]:
    text = standing.finding_together(world.table, world.indicator, world.year)
    together, country = (world.shown(level, world.year) for level in ("focusgebieden", "nederland"))
    if together is None:
        assert text == ""
        return [Told("Niets.")]
    phrases = level_phrases(world, together)
    if country is not None and not world.is_count:
        phrases += [than(world, together, country), f"({amount(country, world.indicator)})"]
    return [Told(text, phrases, [world.year, *_GROUPS])]


def of_gemeente(world: World) -> list[Told]:
    text = standing.of_gemeente(world.table, world.area, world.indicator, world.year)
    value = world.shown("gemeente", world.year)
    if "focusgebied" in world.indicator.levels or value is None:
        assert text == ""
        return [Told("Niets.")]
    return [Told(text, [amount(value, world.indicator)], [world.year])]


def level(world: World) -> list[Told]:
    value = world.shown("focusgebied", world.year)
    if value is None:
        text = standing.no_figure(world.area.name, world.indicator, world.year, REASON)
        return [Told(text, ["geen cijfer"], [world.year], declared=[REASON])]
    exact = world.values["focusgebied", world.area.slug, world.year]
    assert exact is not None
    text = standing.level(world.area.name, exact, world.indicator, world.year)
    return [Told(text, level_phrases(world, value), [world.year], is_sentence=False)]


def compared(world: World) -> list[Told]:
    found = [value for value in world.values.values() if value is not None][:6]
    each = zip(found, reversed(found), strict=True)
    return [
        Told(
            standing.compared(one, other, world.indicator, "landelijk"),
            [than(world, *(half_up(value, world.indicator.decimals) for value in (one, other)))],
            is_sentence=False,
        )
        for one, other in each
    ]


def developed(world: World) -> list[Told]:
    text = development.development(world.table, world.area, world.indicator)
    rows = series.series(world.table, world.area, world.indicator, ["nederland", "focusgebieden"])
    lines = ("focusgebied",) if world.is_count else ("focusgebied", "focusgebieden")
    line = next((one for one in lines if world.measured(one)), None)
    allowed = [*world.indicator.years, *_GROUPS]
    if line != "focusgebied" and (of := of_gemeente(world)[0].phrases):
        return [Told(text, of, allowed)]
    if line is None:
        return [Told(text, ["geen cijfer"], allowed)]
    years = world.measured(line)
    start = world.indicator.baseline if world.indicator.baseline in years else years[0]
    now = world.shown(line, years[-1])
    assert now is not None
    phrases, figures = level_phrases(world, now), [now]
    if years[-1] > start and (then := world.shown(line, start)) is not None:
        phrases += [than(world, now, then), f"{start} ({bare(then, world.indicator)})"]
        phrases += _gap_with_country(world, line, start, years[-1], rows[rows["level"] == line])
        figures.append(then)
    return [Told(text, phrases, allowed, twin=(series.values(rows), _of_column(world, figures, rows["value"])))]


def together(world: World) -> list[Told]:
    """Of the 20 together: as of an area, with the country beside it also where only the newest year has both."""
    text = development.together(world.table, world.indicator)
    years, allowed = world.measured("focusgebieden"), [*world.indicator.years, *_GROUPS]
    if not years:
        return [Told(text, ["geen cijfer"], allowed, declared=[REASON])]
    now, country = (world.shown(level, years[-1]) for level in ("focusgebieden", "nederland"))
    assert now is not None
    start = world.indicator.baseline if world.indicator.baseline in years else years[0]
    phrases = level_phrases(world, now)
    is_beside = country is not None and not world.is_count
    if years[-1] <= start:
        if country is not None and is_beside:
            phrases += [than(world, now, country), f"({amount(country, world.indicator)})"]
        return [Told(text, [*phrases, "Eén meetjaar"], allowed)]
    then = world.shown("focusgebieden", start)
    assert then is not None
    rows = series.together(world.table, world.indicator)
    phrases += [than(world, now, then), f"{start} ({bare(then, world.indicator)})"]
    gap = _gap_with_country(world, "focusgebieden", start, years[-1], rows[rows["level"] == "focusgebieden"])
    if not gap and country is not None and is_beside:
        difference = apart(now - country, world.indicator).replace("gelijk", "nul")
        gap = [f"({amount(country, world.indicator)})", f"{years[-1]}: {difference}"]
    figures = _of_column(world, [now, then], rows["value"])
    return [Told(text, phrases + gap, allowed, twin=(series.values_by_year(rows, world.indicator), figures))]


def _of_column(world: World, shown: Sequence[Decimal], column: pd.Series) -> list[float]:
    """The unrounded figures of a column that are shown so."""
    exact = {half_up(value, world.indicator.decimals): float(value) for value in column.dropna()}
    return [exact[one] for one in shown]


def _gap_with_country(world: World, line: str, start: int, last: int, rows: pd.DataFrame) -> list[str]:
    pairs = [(world.shown(line, year), world.shown("nederland", year)) for year in (start, last)]
    if world.is_count or any(one is None for pair in pairs for one in pair):
        return []
    then, now = (one - other for one, other in pairs if one is not None and other is not None)
    was, became = (apart(one, world.indicator).replace("gelijk", "nul") for one in (then, now))
    if then == now:
        return ["bleef gelijk", became]
    found = series.change(rows, world.indicator)
    assert found is not None
    if then * now <= 0 or abs(then) == abs(now) or found.may_be_chance:
        return ["ging", f"van {was} naar {became}"]
    return ["kleiner" if abs(now) < abs(then) else "groter", f"van {was} naar {became}"]


def changes(world: World) -> list[Told]:
    text = development.changes(world.table, world.indicator)

    def direction(level: str, slug: str) -> str:
        known = [year for year in sorted(world.indicator.years) if world.shown(level, year, slug) is not None]
        start = world.indicator.baseline if world.indicator.baseline in known else known[0] if known else None
        if start is None or known[-1] <= start:
            return "onbekend"
        before, after = (world.shown(level, year, slug) for year in (start, known[-1]))
        assert before is not None
        assert after is not None
        return "gelijk" if before == after else "hoger" if after > before else "lager"

    each = [direction("focusgebied", slug) for slug in areas()]
    counted = [f"{word} in {each.count(word)}" for word in ("lager", "hoger", "gelijk", "onbekend") if word in each]
    country = direction("nederland", "NL00")
    told = [] if country == "onbekend" else [f"landelijk {country}"]
    baseline = [world.indicator.baseline] if world.indicator.baseline else []
    assert sum(each.count(word) for word in set(each)) == 20
    return [Told(text, counted + told, baseline)]


def holes(world: World) -> list[Told]:
    rows = series.series(world.table, world.area, world.indicator, ["nederland", "rest_gemeente"])
    found = development.gaps(rows)
    missing = [year for year in world.indicator.years if world.exact("nederland", year) is None]
    assert any(text.startswith("Nederland: ") for text in found) == (bool(missing) and not world.is_count)
    return [Told(text, ["geen cijfer"], world.indicator.years, declared=[REASON]) for text in found]


def panels_note(world: World) -> list[Told]:
    text = development.panels_note(series.every_area(world.table, world.indicator), world.area, world.indicator)
    baseline = [world.indicator.baseline] if world.indicator.baseline else []
    assert ("Nederland" in text) == bool(world.measured("nederland"))
    return [Told(text, [], baseline)]


def ranked(world: World) -> list[Told]:
    ranks = ranking.ranking(world.table, world.indicator, world.year)
    country = ranking.country_value(world.table, world.indicator, world.year)
    text = ranking_words.title(ranks, world.area, world.indicator, world.year)
    known = {slug: shown for slug in areas() if (shown := world.shown("focusgebied", world.year, slug)) is not None}
    few = [] if len(known) == 20 else [f"{len(known)} van de 20" if known else "geen van de 20"]
    allowed = [world.year]
    of_all = ranking_words.title(ranks, None, world.indicator, world.year)
    assert of_all == f"{text.partition(';')[0].removesuffix('.')}."
    if not known:
        return [Told(text, few, allowed)]
    top, bottom = max(known.values()), min(known.values())
    assert all(areas()[slug].name in text for slug, value in known.items() if value in (top, bottom))
    phrases = [*few, *(bare(value, world.indicator) for value in dict.fromkeys((top, bottom)))]
    own = known.get(world.area.slug)
    if own is not None and own not in (top, bottom):
        place = 1 + sum(value > own for value in known.values())
        phrases.append(f"{world.area.name} staat op plaats {place} van {len(known)} ({bare(own, world.indicator)})")
    twin = (ranking.table(ranks, country, world.indicator), _of_column(world, [top, bottom], ranks["value"]))
    return [Told(text, phrases, allowed, twin=twin)]


def reading(world: World) -> list[Told]:
    ranks = ranking.ranking(world.table, world.indicator, world.year)
    country = ranking.country_value(world.table, world.indicator, world.year)
    text = ranking_words.reading(ranks, country, world.indicator)
    judged = {
        "higher_is_better": ["Hoger is beter."],
        "lower_is_better": ["Lager is beter."],
        "neutral": ["Hoger of lager is hier niet beter of slechter"],
        "not_judged": ["Of hoger beter is, is bij dit cijfer niet te zeggen"],
    }[world.indicator.polarity]
    assert ("Overlappen" in text) == (bool(ranks["lower"].notna().any()) and not world.is_count)
    return [Told(text, [] if world.is_count else judged, [1, 95], declared=list(world.indicator.holes.values()))]


def without_figure(world: World) -> list[Told]:
    found = ranking_words.without_figure(ranking.ranking(world.table, world.indicator, world.year))
    missing = [slug for slug in areas() if world.shown("focusgebied", world.year, slug) is None]
    assert all(any(areas()[slug].name in text for text in found) for slug in missing if len(missing) < 20)
    return [Told(text, ["geen cijfer"], [20], declared=[REASON]) for text in found]


def denominator(world: World) -> list[Told]:
    text = notes.denominator_note(world.indicator, world.table)
    years = world.indicator.years
    allowed = [*years, *(year - 1 for year in years), world.indicator.denominator_period or 0]
    return [] if text is None else [Told(text, [], allowed, declared=[world.indicator.denominator])]


def coverage(world: World) -> list[Told]:
    text = notes.coverage_note(world.table, world.area, world.year)
    own = world.table[(world.table["area_code"] == world.area.slug) & (world.table["period"] == world.year)]
    share = half_up(Fraction(repr(own["coverage"].item())) * 100, 0)
    if own["value"].isna().all() or share == 100:
        assert text is None
        return []
    assert text is not None
    return [Told(text, [f"over {share}% van {world.area.name}"])]
