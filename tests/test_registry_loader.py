from datetime import date
from pathlib import Path

import pytest

from nplv.registry import Indicator, NationalValue, RegistryError, Source
from nplv.registry.loader import build, entries

SOURCE = """
[a]
producer = "P"
title = "T"
url = "https://example.org"
licence = "L"
attribution = "A"
"""
INDICATOR = {
    "title": '"T"',
    "short_title": '"T"',
    "theme": '"context"',
    "unit": '"%"',
    "decimals": "1",
    "polarity": '"neutral"',
    "definition": '"D."',
    "numerator": '"n"',
    "denominator": '"d"',
    "source": '"s"',
    "aggregation": '"sum"',
}


def write(folder: Path, text: str) -> Path:
    path = folder / "test.toml"
    path.write_text(text, encoding="utf-8")
    return path


def indicator_with(folder: Path, *lines: str) -> Indicator:
    given = {line.split(" = ")[0] for line in lines}
    fit = [f"{key} = {value}" for key, value in INDICATOR.items() if key not in given]
    path = write(folder, "\n".join(["[indicator.x]", *fit, *lines]))
    return entries(Indicator, path, section="indicator")["x"]


def test_entries_keep_the_order_of_the_file_and_take_their_name_from_the_table(tmp_path):
    found = entries(Source, write(tmp_path, SOURCE.replace("[a]", "[z]") + SOURCE))
    assert list(found) == ["z", "a"]
    assert found["a"].id == "a"


def test_what_is_left_out_takes_its_default(tmp_path):
    source = entries(Source, write(tmp_path, SOURCE + "retrieved = 2026-07-19"))["a"]
    assert (source.table, source.note, source.retrieved) == (None, None, date(2026, 7, 19))
    indicator = indicator_with(tmp_path)
    assert (indicator.minimum_coverage, indicator.interval, indicator.holes) == (0.8, "none", {})
    assert indicator.has_figures


def test_lists_become_tuples_and_whole_numbers_floats(tmp_path):
    indicator = indicator_with(
        tmp_path,
        "years = [2022, 2024]",
        'levels = ["wijk"]',
        "minimum_coverage = 1",
        'holes = {buurt = "Nee."}',
    )
    assert (indicator.years, indicator.levels) == ((2022, 2024), ("wijk",))
    assert indicator.holes == {"buurt": "Nee."}
    assert isinstance(indicator.minimum_coverage, float)
    table = {"indicator": "i", "year": 2024, "value": 57, "source": "s", "table": "t"}
    assert isinstance(build(NationalValue, table, tmp_path / "test.toml", "value 1").value, float)


def test_an_indicator_with_a_missing_text_has_no_figures(tmp_path):
    assert not indicator_with(tmp_path, 'missing = "De gemeente heeft het."').has_figures


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SOURCE + 'colour = "red"', r"test\.toml \[a\]: unknown key colour"),
        (SOURCE + 'id = "b"', r"test\.toml \[a\]: unknown key id"),
        (
            SOURCE.replace('title = "T"\n', "").replace('url = "', 'note = "'),
            r"\[a\]: missing key title, url",
        ),
        (SOURCE.replace('"T"', "3"), r"\[a\]: key title: expected str, found 3"),
        (SOURCE.replace('"T"', '"  "'), r"\[a\]: key title: the text is empty"),
        (SOURCE + 'retrieved = "2026-07-19"', r"\[a\]: key retrieved: expected date, found '2026-07-19'"),
        ("a = 3", r"test\.toml \[a\]: expected a table, found 3"),
        ("[a", r"test\.toml: Expected ']'"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path, text, message):
    with pytest.raises(RegistryError, match=message):
        entries(Source, write(tmp_path, text))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'polarity = "good"',
            "key polarity: 'good' is not one of higher_is_better, lower_is_better, neutral",
        ),
        ('levels = ["gemeente", "straat"]', "key levels: 'straat' is not one of nederland"),
        ('weight = "fietsen"', "key weight: 'fietsen' is not one of inwoners"),
        ("decimals = true", "key decimals: expected int, found True"),
        ("years = [2022.5]", r"key years: expected int, found 2022\.5"),
        ("years = 2022", "key years: expected tuple, found 2022"),
        ('holes = {straat = "Nee."}', "key holes: 'straat' is not one of nederland"),
        ("holes = {wijk = 3}", "key holes: expected str, found 3"),
    ],
)
def test_values_of_another_type_or_outside_their_enumeration_are_named(tmp_path, line, message):
    with pytest.raises(RegistryError, match=rf"test\.toml \[x\]: {message}"):
        indicator_with(tmp_path, line)


def test_a_missing_file_or_section_is_named(tmp_path):
    with pytest.raises(RegistryError, match=r"gone\.toml"):
        entries(Source, tmp_path / "gone.toml")
    with pytest.raises(RegistryError, match=r"test\.toml: no tables \[indicator"):
        entries(Indicator, write(tmp_path, SOURCE), section="indicator")


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    path = tmp_path / "test.toml"
    path.write_bytes('note = "één"'.encode("latin-1"))
    with pytest.raises(RegistryError, match=r"test\.toml"):
        entries(Source, path)
