"""The selection as part of a link, and its row of widgets in a small app around it."""

from collections.abc import Sequence
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from nplv.registry import areas, indicators
from nplv.ui import link
from nplv.ui.style import plain


def parsed(query: str) -> tuple[link.Selection, list[str]]:
    return link.parse(parse_qs(query, keep_blank_values=True))


def test_no_query_is_the_default() -> None:
    selection, messages = parsed("")
    assert selection.area.name == "Rotterdam-Zuid"
    assert selection.indicator.id == "misdrijven"
    assert selection.year == 2025
    assert selection.comparators == ("nederland", "gemeente", "rest_gemeente", "focusgebieden")
    assert messages == []
    assert link.to_query(selection) == {}


def test_a_full_link_is_read_and_written_the_same() -> None:
    query = "gebied=utrecht-overvecht&indicator=koopwoningen&vergelijk=nederland,rest"
    selection, messages = parsed(query)
    assert (selection.area.name, selection.indicator.id, selection.year) == (
        "Utrecht Overvecht", "koopwoningen", 2024,
    )  # fmt: skip
    assert selection.comparators == ("nederland", "rest_gemeente")
    assert messages == []
    assert urlencode(link.to_query(selection), safe=",") == query


def test_what_stands_beside_the_first_is_read_and_written_the_same() -> None:
    query = "naast=overige&gebied2=delft-west&indicator2=woz-waarde&punten=wijk"
    selection, messages = parsed(query)
    assert selection.benchmark == "overige_focusgebieden"
    assert (selection.second_area.slug, selection.second_indicator.id) == ("delft-west", "woz-waarde")
    assert selection.points == "wijk"
    assert messages == []
    assert urlencode(link.to_query(selection)) == query


@pytest.mark.parametrize("slug", areas())
def test_no_area_stands_beside_itself(slug: str) -> None:
    selection = parsed(f"gebied2={slug}")[0].with_area(areas()[slug])
    assert selection.second_area.slug != slug
    assert "gebied2" not in link.to_query(selection)


@pytest.mark.parametrize("name", indicators())
def test_no_indicator_stands_beside_itself(name: str) -> None:
    selection = parsed(f"indicator2={name}")[0].with_indicator(indicators()[name])
    assert selection.second_indicator.id != name
    assert "indicator2" not in link.to_query(selection)


def test_only_an_older_year_stands_in_the_link() -> None:
    assert link.to_query(parsed("jaar=2024")[0]) == {"jaar": "2024"}
    assert link.to_query(parsed("jaar=2025")[0]) == {}


def test_no_comparators_at_all_is_a_choice_too() -> None:
    selection, messages = parsed("vergelijk=geen")
    assert selection.comparators == ()
    assert messages == []
    assert link.to_query(selection) == {"vergelijk": "geen"}


def test_order_of_comparators_does_not_matter() -> None:
    assert parsed("vergelijk=rest,nederland")[0] == parsed("vergelijk=nederland,rest,rest")[0]


def test_indicator_without_figures_has_no_year() -> None:
    selection, messages = parsed("indicator=nieuwbouw")
    assert selection.year is None
    assert messages == []
    assert link.to_query(selection) == {"indicator": "nieuwbouw"}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("gebied=atlantis", "gebied ‘atlantis’"),
        ("indicator=geluk", "indicator ‘geluk’"),
        ("jaar=9999", "jaar ‘9999’"),
        ("jaar=tweeduizend", "jaar ‘tweeduizend’"),
        ("jaar=2024.0", "jaar ‘2024.0’"),
        ("jaar=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%94", "jaar ‘２０２４’"),
        ("gebied=Rotterdam-Zuid", "gebied ‘Rotterdam-Zuid’"),
        ("gebied=", "‘gebied’ zonder waarde"),
        ("gebied=%20%0A", "‘gebied’ zonder waarde"),
        ("indicator=", "‘indicator’ zonder waarde"),
        ("jaar=", "‘jaar’ zonder waarde"),
        ("vergelijk=", "‘vergelijk’ zonder waarde"),
        ("vergelijk=nederland,mars", "vergelijk ‘mars’"),
        ("gebied=rotterdam-zuid&gebied=utrecht-overvecht", "‘gebied’ meer dan één keer"),
        ("indicator=misdrijven&indicator=inwoners", "‘indicator’ meer dan één keer"),
        ("vergelijk=nederland&vergelijk=rest", "‘vergelijk’ meer dan één keer"),
        ("gebied=<script>alert(1)</script>", "gebied ‘<script>alert(1)</script>’"),
        ("gebied=a%0Ab%E2%80%AEc%00d", "gebied ‘a b c d’"),
        ("jaar=2024&indicator=nieuwbouw", "jaar ‘2024’"),
        ("naast=focusgebieden", "naast ‘focusgebieden’"),
        ("punten=gemeente", "punten ‘gemeente’"),
        ("gebied2=rotterdam-zuid", "‘gebied’ en ‘gebied2’ hetzelfde"),
        ("indicator2=misdrijven", "‘indicator’ en ‘indicator2’ hetzelfde"),
    ],
)
def test_what_cannot_be_used_gives_the_default_and_is_named(query: str, named: str) -> None:
    selection, messages = parsed(query)
    expected, _ = parsed("indicator=nieuwbouw" if "nieuwbouw" in query else "")
    assert selection == expected
    assert len(messages) == 1
    assert named in messages[0]


def test_each_bad_value_has_its_own_message_and_good_ones_are_kept() -> None:
    selection, messages = parsed("gebied=atlantis&indicator=koopwoningen&jaar=1850&vergelijk=mars")
    assert selection.indicator.id == "koopwoningen"
    assert len(messages) == 3


def test_ten_kilobytes_are_shown_as_forty_characters() -> None:
    _, (message,) = parsed(f"gebied={'a' * 10_000}")
    assert f"‘{'a' * 39}…’" in message


def test_other_keys_are_none_of_our_business() -> None:
    assert parsed("utm_source=nieuwsbrief&embed=true") == parsed("")


@given(st.dictionaries(st.sampled_from(link.KEYS), st.lists(st.text(), max_size=3)))
def test_any_text_gives_a_selection_that_can_be_linked_to(query: dict[str, Sequence[str]]) -> None:
    selection, _ = link.parse(query)
    again, messages = link.parse({key: [value] for key, value in link.to_query(selection).items()})
    assert again == selection
    assert messages == []


@pytest.mark.parametrize("area", areas())
@pytest.mark.parametrize("indicator", indicators())
def test_every_area_and_indicator_survives_the_link(area: str, indicator: str) -> None:
    selection, messages = parsed(f"gebied={area}&indicator={indicator}")
    assert messages == []
    assert parsed(urlencode(link.to_query(selection)))[0] == selection


@pytest.mark.parametrize(
    ("start", "indicator", "year"),
    [
        ("", "koopwoningen", 2024),  # the newest of crimes is no year of ownership
        ("indicator=koopwoningen", "misdrijven", 2025),  # the newest stays the newest
        ("jaar=2022", "leefbaarometer", 2022),  # an older year that both have is kept
        ("jaar=2021", "leefbaarometer", 2024),
        ("", "nieuwbouw", None),
        ("indicator=nieuwbouw", "misdrijven", 2025),
    ],
)
def test_year_after_a_change_of_indicator(start: str, indicator: str, year: int | None) -> None:
    assert parsed(start)[0].with_indicator(indicators()[indicator]).year == year


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("'s-Gravenhage", r"\'s\-Gravenhage"),
        ("<b>*a*</b>", r"\<b\>\*a\*\<\/b\>"),
        (":red[x] $y$", r"\:red\[x\] \$y\$"),
        ("Rest van Utrecht", "Rest van Utrecht"),
        (
            "€ 5 mln van € 1,2 mld in Almelo",
            "€\N{NO-BREAK SPACE}5\N{NO-BREAK SPACE}mln van €\N{NO-BREAK SPACE}1\\,2\N{NO-BREAK SPACE}mld in Almelo",
        ),
    ],
)
def test_plain_text_cannot_become_markdown(text: str, escaped: str) -> None:
    assert plain(text) == escaped


def test_plain_text_cannot_become_a_link() -> None:
    joiner = "\N{WORD JOINER}"
    assert plain("https://kwaad.example").startswith(f"https{joiner}")
    assert plain("zie www.kwaad.example").startswith(f"zie {joiner}www")
    assert plain("a@kwaad.example").startswith(f"a{joiner}")


def _app() -> None:
    import streamlit as st

    from nplv.ui import frame, selection

    frame.begin()
    selection.restore("pagina", "momentopname")
    selection.show_messages()
    chosen = selection.controls(comparators=True)
    st.text(f"{chosen.area.slug} {chosen.indicator.id} {chosen.year} {len(chosen.comparators)}")


def _run(**query: str | list[str]) -> AppTest:
    app = AppTest.from_function(_app)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def test_widgets_show_the_link_and_leave_it_alone() -> None:
    app = _run(gebied="utrecht-overvecht", jaar="2023", bron="nieuwsbrief")
    assert app.text[0].value == "utrecht-overvecht misdrijven 2023 4"
    assert [box.value for box in app.selectbox] == ["utrecht-overvecht", "misdrijven", 2023]
    assert app.query_params == {"gebied": "utrecht-overvecht", "jaar": "2023", "bron": "nieuwsbrief"}
    assert not app.warning


def test_a_choice_is_written_in_the_address() -> None:
    app = _run()
    app.selectbox(key="choose_year").select(2022).run()
    app.selectbox(key="choose_indicator").select("leefbaarometer").run()
    assert app.text[0].value == "rotterdam-zuid leefbaarometer 2022 4"
    assert app.query_params == {"indicator": "leefbaarometer", "jaar": "2022"}
    app.selectbox(key="choose_indicator").select("misdrijven").run()
    app.selectbox(key="choose_year").select(2025).run()
    assert app.query_params == {}


def test_indicator_without_figures_offers_no_year() -> None:
    app = _run(indicator="nieuwbouw")
    assert [box.label for box in app.selectbox] == [
        "Focusgebied",
        "Indicator (nummer: kernindicator)",
    ]


def test_a_bad_value_leaves_the_address_and_its_message_goes_with_the_next_choice() -> None:
    app = _run(gebied="<script>")
    assert "\\<script\\>" in app.warning[0].value
    assert app.query_params == {}
    app.run()
    assert len(app.warning) == 1
    app.selectbox(key="choose_area").select("breda-noord").run()
    assert not app.warning


def test_the_back_button_is_followed() -> None:
    app = _run()
    app.selectbox(key="choose_area").select("breda-noord").run()
    app.query_params = {}
    app.run()
    assert app.text[0].value.startswith("rotterdam-zuid")
