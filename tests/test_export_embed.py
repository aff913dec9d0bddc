"""What another site needs to show a figure, and the pages without a server."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from nplv.commands import embeds as command
from nplv.export import embed, embeds
from nplv.export.embed import Heights
from nplv.registry import areas, indicators
from nplv.snapshot import open_snapshot
from tests.refreshing import ROOT
from tests.test_export_html import read
from tests.test_export_picture import chart
from tests.test_export_table import ABOUT

DATED, ADDRESS = "Gegevens tot en met 19 juli 2026", "https://dashboard.voorbeeld.nl"


@pytest.mark.parametrize(
    ("room", "height"),
    [
        # At 700 pixels 700 - 70 = 630 or more; at 360 1330 - 252 = 1078: through both, by hand.
        (Heights(600, 940), "max(600px, calc(1300px - 100.0cqw))"),
        (Heights(600, 600), "max(600px, calc(600px - 0.0cqw))"),
        (Heights(600, 500), "max(600px, calc(600px - 0.0cqw))"),  # never lower than in a wide frame
    ],
)
def test_the_frame_follows_its_width_without_a_script(room: Heights, height: str) -> None:
    snippet = embed.snippet("https://x.nl/a?b=1&c=2", 'Zuid "<5>" & meer', room)
    assert f"height:{height}" in snippet
    (frame,) = [attributes for tag, attributes in read(snippet.encode()).found if tag == "iframe"]
    assert (frame["src"], frame["title"]) == ("https://x.nl/a?b=1&c=2", 'Zuid "<5>" & meer')
    assert frame["height"] == str(room.narrow)


def test_a_longer_text_and_more_charts_take_more_room() -> None:
    least = embed.heights(ABOUT, [[chart()]])
    longer = embed.heights(replace(ABOUT, finding=ABOUT.finding * 5, outcome="Te vroeg."), [[chart()]])
    assert least.wide < longer.wide
    assert least.narrow - least.wide < longer.narrow - longer.wide
    four = embed.heights(ABOUT, [[chart()] * 4])
    assert four.wide == least.wide  # beside each other
    assert four.narrow > least.narrow + 200  # two rows
    fixed = embed.heights(ABOUT, Heights(1000, 2000))
    assert fixed.wide > 1000
    assert fixed.narrow > 2000


def test_a_list_is_as_high_as_its_lines() -> None:
    # 646 and 306 pixels for letters of 8.96: 72 and 34 on a line; 26 pixels for a line, 4 below an item.
    assert embed.listed(["woord " * 20]) == Heights(2 * 26 + 4, 4 * 26 + 4)  # 119 letters
    assert embed.listed(["een\ntwee", "drie"]) == Heights(3 * 26 + 8, 3 * 26 + 8)
    assert embed.listed([]) == Heights(0, 0)


def pages(indicator: str) -> dict[str, bytes]:
    found = open_snapshot(ROOT).observations(indicator)
    return dict(embeds.pages_of(indicators()[indicator], found, DATED, ADDRESS))


def test_a_static_page_has_the_figures_of_the_snapshot_and_leads_to_the_dashboard() -> None:
    written = pages("misdrijven")
    assert len(written) == 20
    content = written["ontwikkeling-misdrijven-heerlen-noord.html"]
    page = read(content)
    # Of table 47022NED by hand in tests/test_observations.py: 58,5 crimes per 1,000 in 2025 and 60,4 in 2022.
    cells = re.findall(r"Heerlen-Noord</th><td[^>]*>(\d{4})</td><td[^>]*>([\d,]+)</td>", content.decode())
    assert {("2025", "58,5"), ("2022", "60,4")} <= set(cells)
    assert page.text("h1")[0].startswith("In Heerlen-Noord 58,5 misdrijven per 1.000 inwoners in 2025")
    links = [str(attributes["href"]) for tag, attributes in page.found if tag == "a"]
    assert links[-1] == f"{ADDRESS}/ontwikkeling?gebied=heerlen-noord&indicator=misdrijven"
    assert max(map(len, written.values())) <= 60_000


def test_a_static_page_without_figures_says_why() -> None:
    hole = next(one for one in indicators().values() if not one.has_figures)
    page = read(pages(hole.id)[f"ontwikkeling-{hole.id}-breda-noord.html"])
    assert page.text("h1") == [f"{hole.title} in Breda-Noord: geen cijfer"]
    assert hole.missing in page.text("p")


def test_without_an_address_there_is_no_link() -> None:
    one = indicators()["energiearmoede"]
    written = dict(embeds.pages_of(one, open_snapshot(ROOT).observations(one.id), DATED, ""))
    assert all(b"Bekijk op het dashboard" not in content for content in written.values())


def test_the_command_writes_all_pages_and_removes_only_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two indicators and without processes, which take longer than all the rest."""

    class Now:
        def __init__(self, *_: object) -> None: ...
        def __enter__(self) -> "Now":
            return self

        def __exit__(self, *_: object) -> None: ...

        def submit(self, run, *arguments):
            self.value = run(*arguments)
            return Done(self.value)

    class Done:
        def __init__(self, value: int) -> None:
            self.value = value

        def result(self) -> int:
            return self.value

    hole = next(one for one in indicators().values() if not one.has_figures)
    two = {name: indicators()[name] for name in ("energiearmoede", hole.id)}
    monkeypatch.setattr(command, "ProcessPoolExecutor", Now)
    monkeypatch.setattr(command, "as_completed", lambda waiting: waiting)
    for module in (command, embeds):
        monkeypatch.setattr(module, "indicators", lambda: two)
    ours, theirs = tmp_path / "ontwikkeling-oud-breda-noord.html", tmp_path / "ontwikkeling-van-een-ander.html"
    ours.write_text('<meta name="generator" content="Zicht op Focuswijken">', encoding="utf-8")
    theirs.write_text("<p>van een ander</p>", encoding="utf-8")
    count = command.write(tmp_path, ADDRESS, quiet=True)
    files = {path.name for path in tmp_path.iterdir()}
    assert count == 1 + len(two) * 20
    assert files == {*embeds.names(), theirs.name}
    index = read((tmp_path / "index.html").read_bytes())  # written again by the next try
    linked = {str(attributes["href"]) for tag, attributes in index.found if tag == "a"}
    assert linked == files - {"index.html", theirs.name}
    assert len(index.text("h2")) == len(areas())
    (tmp_path / "index.html").write_text("van een ander", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is van iets anders; kies een andere map"):
        command.write(tmp_path, ADDRESS, quiet=True)
