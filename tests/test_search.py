"""Search by name, as a function and as a box on a page. The units are synthetic."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from nplv.analysis.search import find, fold, index
from tests.pages import readable

GEMEENTEN = {"GM0344": "Utrecht", "GM0599": "Rotterdam", "GM0518": "'s-Gravenhage", "GM1900": "Súdwest-Fryslân"}


def units(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    """A synthetic level of code, name and GM code."""
    return pd.DataFrame(rows, columns=["code", "name", "municipality"])


LEVELS = {
    "focusgebied": units(
        ("rotterdam-zuid", "Rotterdam Zuid", "GM0599"), ("den-haag-zuidwest", "Den Haag Zuidwest", "GM0518")
    ),
    "gemeente": units(*((code, name, code) for code, name in GEMEENTEN.items())),
    "wijk": units(
        ("WK034406", "Binnenstad Centrum", "GM0344"),
        ("WK059901", "Rotterdam Centrum", "GM0599"),
        ("WK190001", "Sneek", "GM1900"),
        ("WK999900", "Zonder gemeente", None),
    ),
    "buurt": units(
        ("BU03440600", "Centrum", "GM0344"),
        ("BU05990102", "Tarwewijk", "GM0599"),
        ("BU05180001", "Buurtschap 't Zand (oud)", "GM0518"),
        ("BU05990103", "Centrum", "GM0599"),
        ("BU0363000A", "*Ster* <b>Noord</b>", "GM0599"),
    ),
}
INDEX = index(LEVELS, GEMEENTEN)


def found(text: str) -> list[str]:
    return find(INDEX, text)[0]["code"].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'s-Gravenhage", "s gravenhage"),
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("  A.B.C._straat  (NOORD) ", "a b c straat noord"),
        ("Ĳburg", "ijburg"),
        ("!?", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_index_names_the_gemeente_that_a_unit_lies_in() -> None:
    names = INDEX.set_index("code")["municipality"]
    assert names["BU05990102"] == "Rotterdam"
    assert names["rotterdam-zuid"] == "Rotterdam"
    assert names["GM0599"] == ""
    assert names["WK999900"] == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The name itself, by gemeente; then what begins with it; then what contains it.
        ("centrum", ["BU05990103", "BU03440600", "WK034406", "WK059901"]),
        ("centrum utrecht", ["WK034406", "BU03440600"]),
        ("UTRECHT centrum", ["WK034406", "BU03440600"]),
        # Exact, then begins, then what lies in the gemeente, from large to small, by name.
        ("rotterdam", ["GM0599", "rotterdam-zuid", "WK059901", "BU05990103", "BU0363000A", "BU05990102"]),
        ("tarwe", ["BU05990102"]),
        ("wewijk", ["BU05990102"]),
        ("SUDWEST fryslân", ["GM1900", "WK190001"]),
        ("t zand", ["BU05180001"]),
        ("bu0363000a", ["BU0363000A"]),
        ("WK190001", ["WK190001"]),
        ("rotterdam-zuid", ["rotterdam-zuid"]),
        # What people say for 's-Gravenhage, without losing the names that are written so.
        ("Den Haag", ["GM0518", "den-haag-zuidwest", "BU05180001"]),
        ("zand den haag", ["BU05180001"]),
        ("tarwewijk utrecht", []),
        ("", []),
        ("*?-", []),
        ("tarwewijk " * 10 + "utrecht", ["BU05990102"]),  # what comes after a hundred characters does not count
        ("q" * 100_000, []),
        ("\x00\ud800(", []),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_find_gives_the_best_and_says_how_many_there_are() -> None:
    matches, total = find(INDEX, "rotterdam", limit=2)
    assert matches["code"].tolist() == ["GM0599", "rotterdam-zuid"]
    assert total == 6


def test_find_among_as_many_as_the_country_has() -> None:
    """SYNTHETIC: 18,000 buurten, of which each 50th is called a Molenbuurt."""
    names = ["Molenbuurt" if place % 50 == 0 else f"Buurt {place}" for place in range(18_000)]
    codes = [f"BU{place:08d}" for place in range(18_000)]
    table = pd.DataFrame({"code": codes, "name": names, "municipality": "GM0344"})
    matches, total = find(index({"buurt": table}, GEMEENTEN), "molenbuurt utrecht")
    assert (len(matches), total) == (12, 360)
    assert matches["code"].tolist()[:2] == ["BU00000000", "BU00000050"]


def _app() -> None:
    import streamlit as st

    from nplv.ui import search
    from tests.test_search import INDEX

    def choose(level: str, code: str) -> None:
        st.session_state["chosen"] = (level, code)

    search.draw(INDEX, choose)
    st.text(f"gekozen: {st.session_state.get('chosen')}")


def opened(text: str) -> AppTest:
    app = AppTest.from_function(_app).run()
    app.text_input[0].set_value(text).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return app.html[0].value


def test_box_is_all_there_is_before_the_reader_types() -> None:
    app = opened("  ")
    assert app.text_input[0].label == "Zoek een gebied, gemeente, wijk of buurt"
    assert not app.button
    assert not app.html


def test_matches_are_buttons_with_kind_and_gemeente() -> None:
    app = opened("rotterdam")
    assert [readable(button.label) for button in app.button[:3]] == [
        "Rotterdam · gemeente",
        "Rotterdam Zuid · focusgebied in Rotterdam",
        "Rotterdam Centrum · wijk in Rotterdam",
    ]
    assert "6 gevonden." in said(app)
    assert 'role="status"' in said(app)


def test_choosing_tells_the_page_and_empties_the_box() -> None:
    app = opened("tarwewijk")
    assert readable(app.button[0].label) == "Tarwewijk · buurt in Rotterdam"
    app.button[0].click().run()
    assert not app.exception
    assert app.text[0].value == "gekozen: ('buurt', 'BU05990102')"
    assert app.text_input[0].value == ""
    assert not app.button


def test_a_name_is_shown_as_it_is() -> None:
    label = opened("ster").button[0].label
    assert r"\*Ster\* \<b\>Noord\<\/b\>" in label


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nergens", "met ‘nergens’."),
        ("<i>\n*x*", "met ‘&lt;i&gt; *x*’."),
        ("q" * 10_000, f"met ‘{'q' * 39}…’."),
    ],
)
def test_nothing_found_is_said(text: str, sentence: str) -> None:
    app = opened(text)
    assert f"Geen gebied, gemeente, wijk of buurt gevonden {sentence}" in said(app)
    assert not app.button


def test_more_than_fit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from nplv.ui import search

    monkeypatch.setattr(search, "find", lambda index, text: find(index, text, limit=2))
    app = opened("rotterdam")
    assert len(app.button) == 2
    assert "2 van 6 gevonden; typ meer letters om de lijst korter te maken." in said(app)
