"""What the writers on money, and those that count which figures there are, may say of made-up tables."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd
from hypothesis import strategies as st

from nplv.analysis.coverage import NO_DATA, WORDS, names
from nplv.analysis.sentences import changes, coverage, funding
from nplv.registry import indicators
from tests.dutch import Told, half_up, written

_AMOUNTS = st.sampled_from(
    [0.0, 1.0, 999_999.4, 999_999.5, 1_000_000.0, 1_250_000.0, 999_949_999.0, 999_950_000.0, 2.75e9]
)
_ANY_AMOUNT = _AMOUNTS | st.integers(0, 10**10).map(float)


def euro(amount: float) -> str:
    """Write an amount: whole euros, from a million in millions, from a thousand of these in billions."""
    exact = Decimal(repr(amount))
    for size, word in ((10**9, "mld"), (10**6, "mln")):
        # What is rounded to the next size is written in that.
        least = Decimal("999.95") * 10**6 if word == "mld" else Decimal("999999.5")
        if exact >= least:
            return f"€ {written(exact / size, 1).removesuffix(',0')} {word}"
    return f"€ {written(exact, 0)}"


@st.composite
def stacks(draw: st.DrawFn) -> list[Told]:
    """A bar of one gemeente, with what of it is hatched."""
    parts = draw(st.lists(st.tuples(_ANY_AMOUNT, st.booleans()), min_size=1, max_size=4))
    total = sum(amount for amount, _ in parts)
    known = draw(st.integers(0, 8))
    rows = pd.DataFrame(parts, columns=["value", "hatched"]).assign(
        gm_code="GM0599",
        municipality="Rotterdam",
        total=None if known == 0 else total,
        schemes_known=known,
        schemes_total=8,
    )
    rows["total"] = rows["total"].astype(float)
    hatched = sum(amount for amount, shared in parts if shared)
    if known == 0:
        bar, told = [Told(funding.bar_label(rows.iloc[0].to_dict()), is_sentence=False)], ["geen bedrag bekend"]
    else:
        bar = [Told(funding.bar_label(rows.iloc[0].to_dict()), [euro(total), f"{known} van 8"], is_sentence=False)]
        told = [euro(total), f"uit {known} van de 8"]
    own = [f"{euro(hatched)} daarvan"] if hatched and known else []
    finding = funding.stacks_finding(rows, per_inhabitant=draw(st.booleans()), gm_code="GM0599")
    most = funding.stacks_finding(rows, per_inhabitant=False)
    return [*bar, Told(finding, told + own, is_sentence=False), Told(most, told, is_sentence=False)]


@st.composite
def decisions(draw: st.DrawFn) -> list[Told]:
    """Decisions on money: each amount, how many there are, and the year with the most."""
    amounts = draw(st.lists(_ANY_AMOUNT, min_size=1, max_size=5))
    years = draw(st.lists(st.none() | st.integers(2019, 2026), min_size=len(amounts), max_size=len(amounts)))
    rows = pd.DataFrame({"amount_eur": amounts, "year": pd.array(years, dtype="Int64")})
    count = len(amounts)
    found = [
        Told(
            funding.stacked_finding(rows, "Utrecht"),
            [f"{count} toekenning{'' if count == 1 else 'en'}", euro(sum(amounts))],
            is_sentence=False,
        ),
        Told(funding.beside_finding(rows, "Utrecht"), [f"{count} bedrag"], is_sentence=False),
    ]
    totals: dict[int, float] = {}
    for amount, year in zip(amounts, years, strict=True):
        if year is not None:
            totals[year] = totals.get(year, 0) + amount
    most = max(totals.values(), default=None)
    first = min((year for year in totals if totals[year] == most), default=None)
    phrases = ["geen toekenning"] if most is None else [f"in {first}", euro(most)]
    found.append(Told(funding.years_finding(rows, "Utrecht"), phrases, is_sentence=False))
    precision = {"exact": "", "at_least": "ruim ", "about": "ongeveer "}
    basis = {"total": "", "per_year": " per jaar", "maximum": " (maximum)"}
    one, other = draw(st.sampled_from(list(precision))), draw(st.sampled_from(list(basis)))
    text = funding.amount({"amount_eur": amounts[0], "precision": one, "basis": other})
    found.append(Told(text, [f"{precision[one]}{euro(amounts[0])}{basis[other]}"], is_sentence=False))
    return found


@st.composite
def rounds(draw: st.DrawFn) -> list[Told]:
    """What is known of a round beside its published total."""
    known, total = draw(_ANY_AMOUNT), draw(_ANY_AMOUNT.filter(bool))
    scope = draw(st.sampled_from(["nationaal", "focusgebieden"]))
    row = {"known_eur": known, "total_eur": total, "share": known / total, "scope": scope}
    other = draw(st.integers(0, 300))  # percent
    exact = 100 * Fraction(repr(known)) / Fraction(repr(total))
    parts = [half_up(one, 0) for one in sorted([exact, Fraction(other)])]
    every = funding.totals_finding(pd.DataFrame({"share": [other / 100, known / total]}))
    ends = Told(every, [f"{written(parts[0], 0)}% tot {written(parts[1], 0)}%"], is_sentence=False)
    if known > total:
        return [ends, Told(funding.reconciled(row), [euro(known), "meer dan", euro(total)])]
    return [ends, Told(funding.reconciled(row), [euro(total), f"{euro(known)} ({half_up(exact, 0)}%)"])]


@st.composite
def changed(draw: st.DrawFn) -> list[Told]:
    """How many changes there are of each kind."""
    words = {"look": "om na te kijken", "new": "nieuw", "revised": "herzien", "vanished": "verdwenen", "area": "grens"}
    kinds = draw(st.lists(st.sampled_from(list(words)), max_size=8))
    text = changes.counted(pd.DataFrame({"kind": pd.Series(kinds, dtype=str)}))
    found = [kind for kind in words if kind in kinds]
    assert all(words[kind] in text for kind in found)
    return [Told(text, [str(kinds.count(kind)) for kind in found])]


@st.composite
def homes(draw: st.DrawFn) -> list[Told]:
    """Homes that go and come, and which part of them is social rent."""
    rows, phrases, shares = [], [], []
    for kind, words in (("sloop", "woningen gesloopt"), ("nieuwbouw", "gebouwd")):
        number = draw(st.integers(1, 100_000))
        social = draw(st.integers(0, number))
        rows.append(("Zes focusgebieden", kind, number, social))
        phrases.append(f"{written(number, 0)} {words}")
        shares.append(f"{half_up(Fraction(100 * social, number), 0)}% van de {kind}")
    table = pd.DataFrame(rows, columns=["place", "kind", "homes", "social"])
    return [
        Told(funding.homes_finding(table), phrases + shares, is_sentence=False, twin=(table, [row[2] for row in rows]))
    ]


@st.composite
def days(draw: st.DrawFn) -> list[Told]:
    """A day, a month or a year."""
    moment = draw(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
    months = "januari februari maart april mei juni juli augustus september oktober november december".split()
    month = f"{months[moment.month - 1]} {moment.year}"
    texts = {f"{moment}": f"{moment.day} {month}", f"{moment:%Y-%m}": month, f"{moment.year}": f"{moment.year}"}
    return [Told(funding.day(text), [told], is_sentence=False) for text, told in texts.items()]


@st.composite
def counted(draw: st.DrawFn) -> list[Told]:
    """How many figures there are: each area of each indicator has one or not."""
    statuses = st.lists(st.sampled_from(list(WORDS)), min_size=20, max_size=20)
    some = statuses | st.sampled_from([["ok"] * 20, [NO_DATA] * 20])
    of = {name: draw(some) for name in draw(st.permutations(list(indicators())))[:4]}
    cells = pd.DataFrame(
        [
            (name, code, status)
            for name in indicators()
            for code, status in zip(names(), ["ok", "ok", *of.get(name, [NO_DATA] * 20)], strict=True)
        ],
        columns=["indicator", "code", "status"],
    )
    known = {name: sum(status in ("ok", "provisional") for status in each) for name, each in of.items()}
    every, part = sum(one == 20 for one in known.values()), sum(0 < one < 20 for one in known.values())
    best: dict[int, int] = {}
    for name, one in indicators().items():
        if one.kernindicator is not None:
            best[one.kernindicator] = max(best.get(one.kernindicator, 0), known.get(name, 0))
    whole, none = (list(best.values()).count(number) for number in (20, 0))
    partly = len(best) - whole - none
    found = [
        Told(
            coverage.newest_title(cells), [f"de {len(indicators())}", f"er {every}", "alle 20", f"{part} voor enkele"]
        ),
        Told(
            coverage.summary(cells),
            [
                f"de {len(best)}",
                f"er {whole}",
                "alle 20",
                f"{partly} voor enkele",
                f"{none} nog voor",
            ],
        ),
    ]
    for name in of:
        one = indicators()[name]
        if len(one.years) == 1:
            phrase = {0: "geen cijfer", 20: "alle 20"}.get(known[name], f"{known[name]} van de 20")
            text = coverage.year_title(cells[cells["indicator"] == name], one)
            found.append(Told(text, [phrase], [max(one.years)]))
    return found
