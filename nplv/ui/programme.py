"""What the letter of 12 June 2023 says of the programme, each part under its own heading."""

import streamlit as st

from nplv import numbers
from nplv.registry import Area, areas, indicators, sources
from nplv.registry import programme as declared
from nplv.registry.programme import ActionLine, Instrument, Statement
from nplv.ui import link
from nplv.ui.link import Selection
from nplv.ui.style import plain

NOT_PER_AREA = (
    "Alliantie, gebiedsplan en programmabureau zijn voor elk gebied afgesproken. Hoe ver een gebied daarmee is zegt de "
    "brief niet: alleen hoe het met alle gemeenten samen staat."
)
_ORIGINAL, _ADDED = "oorspronkelijk", "toegevoegd"


def origin() -> None:
    """Say of which day this tells, whose words it is in, and where the letter is."""
    source = sources()[declared.letter().source]
    st.markdown(
        plain(
            f"Zo staat het in de Kamerbrief van {_day()}: het beschrijft juni 2023 en niet vandaag. De teksten zijn in "
            "onze woorden; wat tussen aanhalingstekens staat is letterlijk. Tussen haakjes staat de plaats in de brief."
        )
    )
    st.caption(f"[{plain(source.attribution)}]({source.url}); licentie: {plain(source.licence)}")


def of_area(selection: Selection) -> None:
    """Tell what the letter says of one area, with a link to the money."""
    area = selection.area
    st.header(plain(f"{area.name} in de brief"), anchor=False)
    st.markdown("\n".join(f"- {_statement(one)}" for one in declared.about(area.slug)))
    if not declared.is_named(area.slug):
        st.caption(plain(f"De brief noemt {area.name} niet bij naam; wel de groep waar het gebied bij hoort."))
    st.page_link(
        "pages/geldstromen.py",
        label="Bedragen en aantallen staan bij Geldstromen",
        icon=":material/arrow_forward:",
        query_params=link.to_query(selection),
    )


def of_all() -> None:
    """Tell what was agreed for all areas; the letter does not say how far each of them is."""
    st.header(f"Wat voor alle {len(areas())} gebieden geldt", anchor=False)
    st.markdown("\n".join(f"- {_statement(one)}" for one in declared.about_all()))
    st.caption(NOT_PER_AREA)


def members() -> None:
    """List which areas are the original ones, and which were added."""
    original, added = (declared.statements()[name] for name in (_ORIGINAL, _ADDED))
    st.header(f"{len(original.areas)} oorspronkelijke en {len(added.areas)} toegevoegde gebieden", anchor=False)
    groups = (("Oorspronkelijk", original), ("Toegevoegd in 2022", added))
    names = {title: ", ".join(areas()[slug].name for slug in group.areas) for title, group in groups}
    st.markdown("\n".join(f"- **{title}:** {plain(some)}" for title, some in names.items()))
    st.caption(
        f"Welke vier gebieden zijn toegevoegd staat niet in de brief, wel hier: {_link(str(added.areas_source))}. De "
        "andere zijn de oorspronkelijke."
    )


def grouping() -> None:
    """Show the actielijnen and subdoelen with the kernindicatoren of each, as they are grouped on other pages."""
    st.header("Vier actielijnen en drie subdoelen", anchor=False)
    st.markdown(
        "Bijlage 1 van de brief verdeelt de kernindicatoren over de actielijnen. Zo staan ze ook bij Vergelijken, "
        "Naast elkaar en Verantwoording."
    )
    st.markdown("\n".join(map(_action_line, declared.action_lines().values())))
    st.caption(
        "De brief nummert in bijlage 1 de actielijnen 2, 3 en 4; die over de integrale aanpak heeft geen "
        "kernindicatoren en heet hier 1. Het verband tussen subdoelen en actielijnen is onze lezing. "
        "Indicatoren die niet in de brief staan vormen een eigen groep, de achtergrond."
    )


def annex(place: str, title: str) -> None:
    """List what an annex of the letter names, with a link where an address is known.

    Args:
        place: The annex, of `registry.programme.places`.
        title: Heading of the list.
    """
    st.header(plain(title), anchor=False)
    st.markdown("\n".join(_instrument(one) for one in declared.instruments().values() if one.place == place))


def in_short(area: Area) -> str:
    """Write what the letter says of one area as a list in Markdown, for below `heading_in_short`."""
    told = declared.about(area.slug)
    return "\n".join(f"- **{plain(one.title)}:** {plain(one.text)} *({plain(one.place)})*" for one in told)


def heading_in_short(area: Area) -> str:
    """Write the heading above `in_short`, with the day of the letter."""
    return f"{area.name} in de Kamerbrief van {_day()}"


def _day() -> str:
    return numbers.day(declared.letter().written)


def _statement(one: Statement) -> str:
    """Write a statement in Markdown with its place and day, and with who names the areas if the letter does not."""
    text = f"**{plain(one.title)}:** {plain(one.text)}{_place(one.place)}"
    return text if one.areas_source is None else f"{text} Welke gebieden dat zijn: {_link(one.areas_source)}."


def _link(source: str) -> str:
    """Write a source as a link, with what it is called in a sentence."""
    found = sources()[source]
    return f"[{plain(found.attribution.removeprefix('Bron: '))}]({found.url})"


def _action_line(line: ActionLine) -> str:
    number = line.id.removeprefix("actielijn-")
    text = f"- **Actielijn {number}: {plain(line.title)}**{_place(line.place)}"
    if line.subgoal is not None:
        goal = declared.subgoals()[line.subgoal]
        text += f"  \n  Subdoel: ‘{plain(goal.title)}’{_place(goal.place)}"
    names = [one.title for one in indicators().values() if one.theme == line.id]
    told = "; ".join(names) if names else "geen"
    return f"{text}  \n  Kernindicatoren: {plain(told)}"


def _instrument(one: Instrument) -> str:
    links = " · ".join(f"[{plain(title)}]({address})" for title, address in one.links.items())
    text = f"- **{plain(one.name)}:** {plain(one.purpose)}{_place(one.place)}"
    return f"{text}  \n  {links}" if links else text


def _place(place: str) -> str:
    return f" *({plain(place)}, {_day()})*"
