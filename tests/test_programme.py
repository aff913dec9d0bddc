"""What is declared of the programme stands in the letter: place by place, figure by figure, quote by quote."""

import re
from functools import cache
from urllib.parse import urlsplit

import pytest

from nplv.registry import areas, indicators, sources, themes
from nplv.registry import programme as declared
from nplv.registry.programme import Instrument, Statement
from tests import dutch
from tests.refreshing import NO_DATA
from tests.stand_in.recorded import DATA

LETTER = DATA / "brief" / "kamerbrief_voortgang_nplv_2023-06-12.txt"
needs_letter = pytest.mark.skipif(not LETTER.is_file(), reason=NO_DATA)

ADDED = {"Delft-West", "Dordrecht West", "Roosendaal Ring", "Vlaardingen Westwijk"}
# The areas by the names that the letter uses, as far as it names them.
NAMED = {
    "amsterdam-nieuw-west": "Amsterdam Nieuw West",
    "den-haag-zuidwest": "Den Haag Zuidwest",
    "eindhoven-woensel-zuid": "Eindhoven Woensel Zuid",
    "heerlen-noord": "Heerlen-Noord",
    "lelystad-oost": "Lelystad Oost",
    "rotterdam-zuid": "Rotterdam-Zuid",
    "schiedam-nieuwland-en-oost": "Schiedam Nieuwland-Oost",
    "tilburg-noordwest": "Tilburg-West",
    "zaandam-oost": "Zaandam Oost",
}
NUMBER = re.compile(r"\d+(?:\.\d{3})*|\b(?:één|twee|drie|vier|vijf|zes|tien)\b", re.I)
QUOTE = re.compile("“([^”]+)”|‘([^’]+)’")
SHARED_WORDS = 9  # that may stand in the letter in the same order: names and dates are that long
STATEMENTS = list(declared.statements().values())
INSTRUMENTS = list(declared.instruments().values())
# Texts about this dashboard rather than about the letter.
OWN = (
    "; wij lezen dat als een bedrag per jaar",
    "Het dashboard dat u nu leest is een open versie, niet van de overheid.",
)


def written(one: Statement | Instrument) -> str:
    text = f"{one.title}. {one.text}" if isinstance(one, Statement) else f"{one.name}. {one.purpose}"
    for own in OWN:
        text = text.replace(own, "")
    return text


@cache
def letter() -> str:
    """The letter as one line, with one kind of quotes, without marks of footnotes and of Markdown."""
    return running(LETTER.read_text(encoding="utf-8"))


@cache
def sections() -> dict[str, str]:
    """The part of the letter that belongs to each place: from its first words to those of the next."""
    starts, at = [], 0
    lines = LETTER.read_text(encoding="utf-8").splitlines()
    for words in declared.places().values():
        at = next(row for row in range(at, len(lines)) if lines[row].startswith(words))
        starts.append(at)
    ends = [*starts[1:], len(lines)]
    parts = (running("\n".join(lines[start:end])) for start, end in zip(starts, ends, strict=True))
    return dict(zip(declared.places(), parts, strict=True))


def running(text: str) -> str:
    text = re.sub("[⁰¹²³⁴-⁹]", "", text.replace("’", "'").replace("‘", "'").replace("–", "-"))
    return re.sub(r"\s+", " ", text)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


# --- The registry by itself ----------------------------------------------------------------------------------


def test_every_statement_has_a_place_areas_and_sources_that_are_declared() -> None:
    used = {one.place for one in STATEMENTS} | {one.place for one in INSTRUMENTS}
    used |= {goal.place for goal in declared.subgoals().values()}
    used |= {line.place for line in declared.action_lines().values()}
    assert used <= set(declared.places())
    assert {slug for one in STATEMENTS for slug in one.areas} == set(areas())
    assert {one.areas_source for one in STATEMENTS} - {None} <= set(sources())
    assert declared.letter().source in sources()
    assert {one.place for one in INSTRUMENTS} == {"Bijlage 2", "Bijlage 3"}


@pytest.mark.parametrize("one", [*STATEMENTS, *INSTRUMENTS], ids=lambda one: one.id)
def test_texts_are_dutch_and_name_no_cause(one: Statement | Instrument) -> None:
    dutch.plain(one.text if isinstance(one, Statement) else one.purpose)


def test_16_areas_are_original_and_4_were_added() -> None:
    original, added = (set(declared.statements()[name].areas) for name in ("oorspronkelijk", "toegevoegd"))
    assert {areas()[slug].name for slug in added} == ADDED
    assert original == set(areas()) - added
    assert len(original) == 16
    # In 15 gemeenten: Amsterdam has two of them.
    assert len({areas()[slug].municipality_code for slug in original}) == 15


@pytest.mark.parametrize("slug", areas())
def test_every_area_has_its_statement(slug: str) -> None:
    ids = [one.id for one in declared.about(slug)]
    assert sum(one in ("oorspronkelijk", "toegevoegd") for one in ids) == 1
    assert {"alliantie", "gebiedsplan", "programmabureau"} <= {one.id for one in declared.about_all()}
    assert declared.is_named(slug) == (slug in NAMED)


def test_indicators_are_grouped_by_the_action_lines() -> None:
    titles = {name: line.title for name, line in declared.action_lines().items()}
    assert list(titles) == ["actielijn-1", "actielijn-2", "actielijn-3", "actielijn-4"]
    assert {name: titles[name] for name in themes() if name != "context"} == {
        name: title for name, title in themes().items() if name != "context"
    }
    for indicator in indicators().values():
        assert (indicator.theme == "context") == (indicator.kernindicator is None)
    read_with = [line.subgoal for line in declared.action_lines().values() if line.subgoal]
    assert sorted(read_with) == sorted(declared.subgoals())


def test_links_go_to_official_pages() -> None:
    hosts = {urlsplit(address).netloc for one in INSTRUMENTS for address in one.links.values()}
    assert hosts == {"wetten.overheid.nl", "zoek.officielebekendmakingen.nl", "wijkwijzer.org"}
    assert all(address.startswith("https://") for one in INSTRUMENTS for address in one.links.values())


# --- Beside the letter ---------------------------------------------------------------------------------------


@needs_letter
def test_places_stand_in_the_letter_in_this_order() -> None:
    assert list(sections()) == list(declared.places())
    assert all(sections().values())


@needs_letter
@pytest.mark.parametrize("one", [*STATEMENTS, *INSTRUMENTS], ids=lambda one: one.id)
def test_numbers_and_quotes_stand_at_that_place_of_the_letter(one: Statement | Instrument) -> None:
    there = sections()[one.place]
    known = {number.casefold() for number in NUMBER.findall(there)}
    for number in NUMBER.findall(written(one)):
        assert number.casefold() in known, number
    for quotes in QUOTE.findall(written(one)):
        assert re.search(rf"\b{re.escape(running(''.join(quotes)))}\b", there), quotes


@needs_letter
@pytest.mark.parametrize("one", [*STATEMENTS, *INSTRUMENTS], ids=lambda one: one.id)
def test_texts_are_not_the_sentences_of_the_letter(one: Statement | Instrument) -> None:
    own = words(running(QUOTE.sub(" | ", written(one))))
    theirs = " ".join(words(letter()))
    for start in range(len(own) - SHARED_WORDS + 1):
        run = " ".join(own[start : start + SHARED_WORDS])
        assert f" {run} " not in theirs, run


@needs_letter
def test_titles_of_action_lines_and_subgoals_are_those_of_the_letter() -> None:
    for number in (2, 3, 4):
        title = themes()[f"actielijn-{number}"]
        assert f"Kernindicatoren actielijn {number}** “{title}”" in sections()["Bijlage 1"]
    first = declared.action_lines()["actielijn-1"]
    assert running(first.title).casefold() in sections()[first.place].casefold()
    for goal in declared.subgoals().values():
        assert f"'{goal.title}'" in sections()[goal.place]


@needs_letter
@pytest.mark.parametrize("slug", areas())
def test_the_letter_names_the_areas_that_are_said_to_be_named(slug: str) -> None:
    if slug in NAMED:
        assert running(NAMED[slug]) in letter()
        return
    for name in (areas()[slug].name, *areas()[slug].aliases, areas()[slug].municipality):
        named = name in letter()
        # Of Amsterdam the letter names the other area.
        assert not named or name == "Amsterdam", name


@needs_letter
def test_areas_are_named_where_a_statement_is_about_them() -> None:
    spelled = {"rotterdam-zuid": r"Rotterdam[- ]Zuid", "den-haag-zuidwest": r"Den Haag Zuid-?west"}
    spelled |= {"heerlen-noord": r"Heerlen[- ]Noord", "eindhoven-woensel-zuid": r"Eindhoven"}
    for one in STATEMENTS:
        for slug in one.areas if one.areas_source is None else ():
            pattern = spelled.get(slug) or re.escape(NAMED[slug])
            assert re.search(pattern, sections()[one.place], re.I), (one.id, slug)


@needs_letter
def test_the_letter_does_not_name_the_four_that_were_added() -> None:
    for slug in declared.statements()["toegevoegd"].areas:
        assert areas()[slug].municipality not in letter()


@needs_letter
def test_links_outside_the_law_stand_in_the_letter() -> None:
    for one in INSTRUMENTS:
        for address in one.links.values():
            assert address in letter() or urlsplit(address).netloc.endswith(("overheid.nl", "bekendmakingen.nl"))
    assert "36 190, nrs.1-3" in letter()
