"""Every problem in the two files of a local indicator gets a line that says where it is; never a traceback."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nplv.commands.local import division_of
from nplv.pipeline.local.division import Division
from nplv.pipeline.local.figures import figures
from nplv.registry.local import Declaration, declaration
from nplv.snapshot import open_snapshot
from tests.local_figures import MEANS, declared, metadata, rows
from tests.refreshing import ROOT


@pytest.fixture(scope="module")
def division() -> Division:
    found = division_of(open_snapshot(ROOT))
    assert found is not None
    return found


METADATA = [
    (metadata(titel=None), ["sleutel titel: ontbreekt."]),
    (metadata(kleur='"rood"'), ["sleutel ‘kleur’: die is onbekend."]),
    (metadata(bron_licentie=None), ["sleutel bron.licentie: ontbreekt."]),
    (metadata(id='"../weg"'), ["sleutel id: gebruik alleen kleine letters en cijfers, met streepjes daartussen."]),
    (metadata(eenheid='"per 1.000 inwoners"'), ["sleutel eenheid: bij de soort ‘percentage’ hoort ‘%’."]),
    (metadata(gewicht='"inwoners"'), ["sleutel gewicht: die hoort niet bij de soort ‘percentage’."]),
    (metadata(niveau='"gemeente"'), ["sleutel niveau: kies ‘focusgebied’, ‘wijk’ of ‘buurt’; er staat ‘gemeente’."]),
    (metadata(indeling=None), ["sleutel indeling: ontbreekt."]),
    (metadata(bron_opgehaald="2999-01-01"), ["sleutel bron.opgehaald: die dag is nog niet geweest."]),
    (
        metadata(decimalen="true"),
        ["sleutel decimalen: schrijf een heel getal van 0 tot en met 4, zonder aanhalingstekens."],
    ),
    (
        metadata(bron_adres='"javascript:x"'),
        [
            "sleutel bron.adres: schrijf een webadres dat begint met https:// en geen spaties, haakjes of "
            "aanhalingstekens bevat."
        ],
    ),
    (
        b"titel = ja",
        ["metadata: het bestand is geen geldige TOML (regel 1, teken 9). Staan alle teksten tussen aanhalingstekens?"],
    ),
]


@pytest.mark.parametrize(("content", "expected"), METADATA, ids=[str(lines[0]) for _, lines in METADATA])
def test_metadata_that_do_not_fit_are_named_by_key(content: bytes, expected: list[str]) -> None:
    assert declaration(content) == expected


GOOD = "WK008020;2023;12;100;"
CELLS = [
    ("WK008020;2023;12;-100;", "noemer", "moet groter zijn dan 0; laat de cel leeg"),
    ("WK008020;2023;-1;100;", "teller", "is negatief."),
    ("WK008020;2023;twaalf;100;", "teller", "‘twaalf’ is geen getal."),
    ("WK008020;2023;12;1.234,5;", "noemer", "‘1.234,5’ heeft scheidingstekens voor duizendtallen"),
    ("WK008020;2023;12;12 345;", "noemer", "‘12 345’ heeft scheidingstekens voor duizendtallen"),
    ("WK008020;2023;12;1.234;", "noemer", "‘1.234’ kan op twee manieren worden gelezen; schrijf 1234 of 1.2340."),
    ("WK008020;2023;101;100;", "teller", "is groter dan de noemer; dat kan niet bij een percentage."),
    ("WK008020;2023;12;;", "noemer", "leeg; vul een getal in, of zeg in de kolom toelichting waarom"),
    ("WK008020;2023;12;;geheim", "noemer", "leeg, terwijl er wel een teller staat"),
    ("WK008020;2999;12;100;", "jaar", "2999 ligt in de toekomst."),
    ("WK008020;1850;12;100;", "jaar", "1850 ligt voor 1995."),
    ("WK008020;23;12;100;", "jaar", "‘23’ is geen jaar van vier cijfers."),
    ("WKO08020;2023;12;100;", "gebied", "‘WKO08020’ is geen bekende wijk in de indeling van 2024. Bedoelt u WK008020?"),
    ("BU00140300;2023;12;100;", "gebied", "‘BU00140300’ is een buurt; volgens de metadata is dit cijfer per wijk."),
    ("breda-noord;2023;12;100;", "gebied", "‘breda-noord’ is een focusgebied; volgens de metadata"),
    ("WK003400;2023;12;100;", "gebied", "‘WK003400’ ligt buiten de 19 gemeenten met een focusgebied."),
    ("WK008050;2024;1;2;", "gebied", "‘WK008050’ staat voor 2024 al in rij 2."),
]


@pytest.mark.parametrize(("row", "column", "start"), CELLS, ids=[row for row, *_ in CELLS])
def test_a_row_that_does_not_fit_is_named_by_row_and_column(
    row: str, column: str, start: str, division: Division
) -> None:
    found = figures(rows("WK008050;2024;12,5;100.25;", row), declared(), division)
    assert isinstance(found, list)
    assert len(found) == 1
    assert found[0].startswith(f"rij 3, kolom {column}: {start}")


def test_a_row_with_too_few_cells_is_named(division: Division) -> None:
    found = figures(rows("WK008020;2023;12"), declared(), division)
    assert isinstance(found, list)
    assert [line[:37] for line in found] == ["rij 2: 3 cellen in plaats van 5. Staa"]


def test_all_problems_are_named_at_once(division: Division) -> None:
    found = figures(rows("XX;9;a;b;", GOOD, "", "WK008020;2023;5;4;"), declared(), division)
    assert [line.split(":")[0] for line in found] == [
        *("rij 2, kolom gebied", "rij 2, kolom jaar", "rij 2, kolom teller", "rij 2, kolom noemer"),
        *("rij 5, kolom teller", "rij 5, kolom gebied"),
    ]


FILES = [
    (b"", "rij 1: het bestand is leeg."),
    (rows(), "rij 2: het bestand heeft geen rijen met cijfers."),
    (rows("WK008020;2023;;;geheim"), "rij 2: geen enkele rij heeft een cijfer."),
    (rows(f"{GOOD}café").decode().encode("cp1252"), "rij 1: het bestand is geen UTF-8 (misschien Windows-1252)."),
    (rows(f"{GOOD}voorbeeld, verzonnen cijfers"), "rij 1: dit is het voorbeeld"),
    (b"gebied;jaar;teller;toelichting\n", "rij 1, kolom noemer: die ontbreekt"),
    (b"gebied;jaar;teller;noemer;toelichting;x\n", "rij 1, kolom ‘x’: die is onbekend."),
]


@pytest.mark.parametrize(("content", "start"), FILES, ids=[start for _, start in FILES])
def test_a_file_that_does_not_fit_says_what_to_do(content: bytes, start: str, division: Division) -> None:
    found = figures(content, declared(), division)
    assert isinstance(found, list)
    assert len(found) == 1
    assert found[0].startswith(start)


def test_commas_points_and_a_byte_order_mark_are_read_alike(division: Division) -> None:
    commas = b'\xef\xbb\xbfgebied,jaar,teller,noemer,toelichting\r\nWK008020,2023,"12,5",100.25,\r\n'
    found = figures(commas, declared(), division)
    assert not isinstance(found, list)
    assert found.loc[0, ["code", "period", "numerator", "weight"]].tolist() == ["WK008020", 2023, 12.5, 100.25]


def test_a_mean_may_be_below_zero_only_where_its_unit_allows(division: Division) -> None:
    content = b"gebied;jaar;waarde;gewicht;toelichting\nbreda-noord;2023;-0,25;200;\n"
    found = figures(content, declared(MEANS), division)
    assert not isinstance(found, list)
    assert found.loc[0, "numerator"] == -50
    percentages = declared(MEANS.replace(b'"score"\ndec', b'"%"\ndec'))
    assert figures(content, percentages, division) == ["rij 2, kolom waarde: is negatief."]


@given(
    st.one_of(
        st.binary(max_size=200), st.text(alphabet='gebiedjaartlnom;,"\n0123459.-WK ', max_size=120).map(str.encode)
    )
)
@example(b'gebied;jaar;teller;noemer;toelichting\n"WK')
@example(b"gebied;jaar;teller;noemer;toelichting\nWK008020;2023;" + b"9" * 5000 + b";1;\n")
@example(b"\xff\xfeg\x00e\x00")
@settings(max_examples=150)
def test_any_bytes_give_lines(division: Division, content: bytes) -> None:
    for found in (figures(content, declared(), division), declaration(content)):
        if isinstance(found, list):
            assert found
            assert all(line.isprintable() and line for line in found)
        else:
            assert isinstance(found, Declaration) or len(found)
