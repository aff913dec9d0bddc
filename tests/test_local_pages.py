"""Every page shows a local indicator with its mark, takes up changes at its next run, and survives a damaged one."""

from pathlib import Path

import pytest

from nplv.ui import data
from tests.local_figures import GOOD_MEANS, MEANS, add, leeuwarden, metadata, rows
from tests.pages import opened, readable

PAGES = ("gebiedsprofiel", "kaart", "ontwikkeling", "vergelijken", "naast_elkaar", "verantwoording")
OF_BUURTEN = metadata(
    id='"buurten"', niveau='"buurt"', soort='"aantal per inwoners"', eenheid='"per 1.000 inwoners"', teller='"bezoeken"'
)


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an indicator of each level."""
    folder = tmp_path / "local"
    monkeypatch.setenv("NPLV_LOCAL", str(folder))
    monkeypatch.setattr(data, "LOCAL", folder)
    assert add(tmp_path, leeuwarden(2019, 2022, 2024)) == 0
    assert add(tmp_path, rows("BU00802009;2024;3;60;", "BU00805003;2024;4;60;"), OF_BUURTEN) == 0
    assert add(tmp_path, GOOD_MEANS, MEANS) == 0
    return folder


def text(page: str, **query: str) -> str:
    app = opened(page, **query)
    assert not app.exception
    assert not app.error
    shown = [*app.markdown, *app.caption, *app.warning, *app.info, *app.subheader, *app.header]
    return readable("\n".join(one.value for one in shown))


def test_every_page_stands_with_one_of_each_level(local: Path) -> None:
    for page in PAGES:
        for name, area in (("verzonnen", "leeuwarden-oost"), ("buurten", "leeuwarden-oost"), ("score", "breda-noord")):
            shown = text(page, indicator=name, gebied=area)
            assert "In de link" not in shown
            assert page == "gebiedsprofiel" or "(eigen cijfer)" in shown, (page, name)


def test_the_development_says_whose_it_is_and_why_the_country_has_none(local: Path) -> None:
    shown = text("ontwikkeling", indicator="verzonnen", gebied="leeuwarden-oost")
    assert "Verzonnen (eigen cijfer) in Leeuwarden Oost: 10,0% in 2024" in shown
    assert "Gemeente Verzonnen, Verzonnen tabel; eigen cijfer, geen deel van de officiële momentopname" in shown
    assert (
        "Nederland: geen cijfer. Dit is een eigen cijfer van één organisatie; voor heel Nederland is er geen." in shown
    )
    elsewhere = text("ontwikkeling", indicator="verzonnen", gebied="breda-noord")
    assert "Het eigen cijfer gaat niet over dit gebied, of niet over dit jaar." in elsewhere


def test_a_change_is_taken_up_and_a_removed_or_damaged_one_is_named(local: Path, tmp_path: Path) -> None:
    assert "In dit dashboard zijn er 3:" in text("verantwoording")
    assert add(tmp_path, rows("WK008020;2024;1;4;"), None, "--replace") == 0
    assert "In dit dashboard zijn er 3:" in text("verantwoording", indicator="verzonnen")
    path = next((local / "verzonnen").glob("observations-*"))
    path.write_bytes(path.read_bytes()[1:])
    damaged = f"Het bestand verzonnen/{path.name} is veranderd of beschadigd"
    assert damaged in text("verantwoording")
    assert damaged in text("kaart", indicator="verzonnen")
    for one in sorted((local / "score").iterdir()):
        one.unlink()
    (local / "score").rmdir()
    shown = text("kaart", indicator="score")
    assert "In de link staat indicator ‘score’; dat is hier niet te vinden." in shown
    assert "weggelaten" not in shown


def test_without_any_the_page_says_so() -> None:
    assert "In dit dashboard zijn er geen." in text("verantwoording")
