"""Home: what this is, one finding, and where to go."""

import streamlit as st

from nplv import numbers
from nplv.analysis import sentences
from nplv.registry import Indicator, areas, indicators, sources
from nplv.ui import data, frame, link, selection
from nplv.ui.figure import programme_note
from nplv.ui.style import plain


def door(reader: str, question: str, hook: str, indicator: Indicator, page: str, label: str) -> None:
    """Draw one way in: for whom, their question, one real figure with its source, and the page that answers."""
    with st.container(border=True, height="stretch"):
        st.header(reader, anchor=False)
        st.markdown(f"**{question}**")
        st.markdown(plain(hook))
        st.caption(plain(sources()[indicator.source].attribution))
        shown = chosen.with_indicator(indicator).with_area(chosen.area)
        # The indicator is named even where it is the default: the page behind the door shows the figure on the door.
        query = link.to_query(shown) | {link.INDICATOR: indicator.id}
        st.page_link(page, label=label, icon=":material/arrow_forward:", query_params=query)


chosen = selection.current()
inhabitants = data.composition()["inhabitants_2024"].sum()
municipalities = {area.municipality for area in areas().values()}

st.title(frame.APP, anchor=False)
st.markdown(
    f"Hoe gaat het met de **{len(areas())} stedelijke focusgebieden** van het Nationaal Programma "
    "Leefbaarheid en Veiligheid? Open cijfers over wonen, meedoen en veiligheid, naast die van Nederland en de "
    f"eigen gemeente. In de gebieden, in {len(municipalities)} gemeenten, wonen "
    f"{numbers.number(inhabitants)} mensen (CBS, 1 januari 2024)."
)

selection.controls(indicator=False, year=False)
crimes, energy, health = (indicators()[name] for name in ("misdrijven", "energiearmoede", "ervaren-gezondheid"))

for column, content in zip(
    st.columns(3),
    [
        (
            "Bestuurder",
            "Waar staan we, en wordt het verschil kleiner?",
            sentences.finding(data.observations(crimes.id), chosen.area, crimes, max(crimes.years)),
            crimes,
            "pages/gebiedsprofiel.py",
            f"Profiel van {chosen.area.name}",
        ),
        (
            "Ambtenaar",
            "Welk cijfer, welk jaar, welke bron?",
            sentences.finding_together(data.observations(energy.id), energy, max(energy.years)),
            energy,
            "pages/vergelijken.py",
            "De 20 gebieden naast elkaar",
        ),
        (
            "Bezoeker",
            "Hoe staat een gebied ervoor, in één beeld?",
            sentences.finding(data.observations(health.id), chosen.area, health, max(health.years)),
            health,
            "pages/kaart.py",
            f"{chosen.area.name} op de kaart",
        ),
    ],
    strict=True,
):
    with column:
        door(*content)
programme_note()
