"""What is drawn of a comparison with similar wijken: the chart, and the part of a page around it."""

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from nplv.analysis.similar import Comparison, Development
from nplv.charts.similar import chart
from nplv.registry import areas, indicators
from tests.pages import alone, readable

CRIMES = indicators()["misdrijven"]
ZUID = areas()["rotterdam-zuid"]
GROUP = "Gemiddelde van 17 vergelijkbare wijken"


def drawn(own: list[float], mean: list[float]) -> dict[str, Any]:
    """The chart of made-up lines."""
    since = Development((2022, 2025), (78.0, 74.0), (77.0, 77.0), -4.0, 60, 40, 12.0)
    lines = pd.DataFrame({"period": list(CRIMES.years), "area": own, "group": mean, "reason": ""})
    found = Comparison(since, since, lines, pd.DataFrame(), pd.DataFrame(index=range(17)), 1626)
    return chart(found, ZUID, CRIMES, description="Wat er te zien is").to_dict()


def layer(spec: dict[str, Any], mark: str) -> dict[str, Any]:
    """The only layer with this mark, with its rows."""
    (found,) = [one for one in spec["layer"] if one["mark"]["type"] == mark]
    return {**found, "rows": spec["datasets"][found["data"]["name"]]}


def look(spec: dict[str, Any], mark: str, channel: str) -> dict[str, Any]:
    """How each of the two lines looks, by its name."""
    found = layer(spec, mark)
    scale = found["encoding"][channel]["scale"]
    by_level = dict(zip(scale["domain"], scale["range"], strict=True))
    return {row["label"]: by_level[row["level"]] for row in found["rows"]}


def test_both_lines_have_a_point_in_each_year() -> None:
    spec = drawn([80.0, 78.0, 77.0, 75.0, 74.0], [79.0, 77.0, 76.0, 76.0, 77.0])
    points = {(row["label"], row["period"]): row["value"] for row in layer(spec, "point")["rows"]}
    assert points[ZUID.name, 2025] == 74.0
    assert points[GROUP, 2023] == 76.0
    assert len(points) == 10
    assert spec["description"] == "Wat er te zien is"


def test_a_year_without_a_mean_breaks_its_line() -> None:
    spec = drawn([80.0, 78.0, 77.0, 75.0, 74.0], [79.0, 77.0, float("nan"), 76.0, 77.0])
    line = layer(spec, "line")
    stretches = {(row["label"], row["period"]): row["stretch"] for row in line["rows"]}
    assert (GROUP, 2023) not in stretches
    assert stretches[GROUP, 2022] != stretches[GROUP, 2024] == stretches[GROUP, 2025]
    assert len({stretches[ZUID.name, year] for year in CRIMES.years}) == 1
    assert line["encoding"]["detail"] == [{"field": "stretch", "type": "nominal"}]


def test_lines_differ_without_colour() -> None:
    spec = drawn([80.0, 78.0, 77.0, 75.0, 74.0], [79.0, 77.0, 76.0, 76.0, 77.0])
    assert look(spec, "line", "color")[ZUID.name] == "#d95f02"
    assert look(spec, "line", "strokeDash")[ZUID.name] == [1, 0]
    assert len(look(spec, "line", "strokeDash")[GROUP]) > 2
    assert look(spec, "point", "shape") == {ZUID.name: "circle", GROUP: "cross"}


def test_baseline_start_and_lines_are_named() -> None:
    spec = drawn([80.0, 78.0, 77.0, 75.0, 74.0], [79.0, 77.0, 76.0, 76.0, 77.0])
    texts = {row["text"] for rows in spec["datasets"].values() for row in rows if "text" in row}
    assert {"0-meting\n2022", "Start programma\njuli 2022", "Rotterdam-Zuid\n74,0"} <= texts
    assert "Gemiddelde van 17\nvergelijkbare\nwijken\n77,0" in texts


# --- Part of a page ------------------------------------------------------------------------------------------


def _app(slug: str, identity: str) -> None:
    import streamlit as st

    from nplv.registry import areas, indicators
    from nplv.ui import frame
    from nplv.ui.similar import draw, summary

    frame.begin()
    draw(areas()[slug], indicators()[identity])
    st.text(str(summary(areas()[slug], indicators()[identity])))


def page(slug: str, identity: str) -> AppTest:
    app = alone(_app, slug, identity).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("identity", ["misdrijven", "ervaren-gezondheid"])
def test_an_area_is_drawn_with_its_finding_its_lines_and_how_it_was_done(identity: str) -> None:
    app = page("delft-west", identity)
    part, title = (readable(one.value) for one in app.header)
    assert part == "Naast vergelijkbare wijken elders"
    assert title.startswith(f"{indicators()[identity].short_title} ")
    assert "in 20 vergelijkbare wijken elders gemiddeld" in title
    assert readable(app.markdown[0].value).startswith("**Verschil in ontwikkeling: ")
    assert app.text[0].value.startswith("Naast 20 vergelijkbare wijken elders: ")
    note = readable(app.caption[0].value)
    for part in ("Controle op de tijd ervoor", "Vergelijkbaar zijn de hoogstens 20", "niet waarom", "politie", "RIVM"):
        assert part in note
    assert [one.label for one in app.expander] == ["Cijfers als tabel", "Welke wijken dit zijn"]
    (table,) = (one.value for one in app.table)
    assert len(table) == len(indicators()[identity].years)


def test_the_wijken_are_listed_where_the_reader_asks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from nplv.ui import similar

    monkeypatch.setattr(similar, "folded", lambda label, draw, key: draw())
    app = page("delft-west", "misdrijven")
    _, group, alike = (one.value for one in app.table)
    assert len(group) == 20
    assert list(alike["Jaar"]) == [2021, 2012, 2016, 2020]


def test_an_area_unlike_any_wijk_gets_the_reason() -> None:
    app = page("den-haag-zuidwest", "misdrijven")
    assert len(app.header) == 1
    assert "voor een vergelijking zijn er ten minste 10 nodig" in readable(app.info[0].value)
    assert app.text[0].value == "None"


def test_another_indicator_gets_one_sentence_that_says_which_can_be_compared() -> None:
    app = page("delft-west", "leefbaarometer")
    assert len(app.header) == 1
    assert "alleen te zetten voor ‘Misdrijven’ en ‘Goede ervaren gezondheid’" in readable(app.caption[0].value)
    assert app.text[0].value == "None"
