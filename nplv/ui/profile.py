"""The parts of the page Gebiedsprofiel."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from nplv import numbers
from nplv.analysis import comparison, gap, profile, provenance
from nplv.analysis import funding as money
from nplv.analysis.sentences import LETTER_WARNING
from nplv.analysis.sentences import funding as funding_words
from nplv.analysis.sentences import gap as gap_words
from nplv.analysis.sentences import profile as words
from nplv.charts import gap_small, outline
from nplv.charts import profile as charts
from nplv.registry import Area, Indicator, Level, areas, indicators, schemes, sources_of
from nplv.schema import TABLES
from nplv.ui import data, downloads, link, only, selection, similar
from nplv.ui import programme as letter
from nplv.ui.figure import figure, with_downloads
from nplv.ui.folded import folded
from nplv.ui.style import bullets, plain

_PICTURES = 5  # beside each other
_LEVELS = ("nederland", "gemeente", "rest_gemeente", "focusgebieden", "focusgebied")


@st.cache_data(show_spinner=False, max_entries=200)
def _profile(version: str, slug: str, wanted: Level) -> tuple[pd.DataFrame, dict[str, Any] | None]:
    """The rows of the profile and its chart as Vega-Lite; making a chart takes longer than all the rest."""
    area = areas()[slug]
    rows = profile.profile(data.all_observations(*_LEVELS), area, wanted)
    if rows["level"].isna().all():
        return rows, None
    return rows, charts.chart(rows, area, words.title(rows, area, wanted)).to_dict()


def rows_of(area: Area, wanted: Level) -> pd.DataFrame:
    """Return the profile of an area; see `analysis.profile.profile`."""
    return _profile(data.snapshot().fingerprint, area.slug, wanted)[0]


def outstanding(rows: pd.DataFrame, area: Area) -> None:
    """List strengths and concerns side by side, and the rule by which they were chosen."""
    chosen = profile.outstanding(rows)
    for column, title, some in zip(st.columns(2), ("Sterke punten", "Zorgen"), chosen, strict=True):
        with column:
            st.header(title, anchor=False)
            if some.empty:
                st.markdown(plain(words.none_outstanding(area, better=title == "Sterke punten")))
            bullets((indicators()[row["indicator"]].short_title, words.place(row)) for row in some.to_dict("records"))
    st.caption(plain(words.RULE))


def spine(rows: pd.DataFrame, area: Area, wanted: Level) -> None:
    """Draw all indicators of an area beside what it is held against."""
    drawn = _profile(data.snapshot().fingerprint, area.slug, wanted)[1]
    figure(
        key="profiel",
        title=words.title(rows, area, wanted),
        chart=(lambda: _picture(drawn)) if drawn else None,
        table=words.table(rows),
        source=sources_of(measured(rows)),
        file_name=f"gebiedsprofiel-{area.slug}",
        picture=[[drawn]] if drawn else None,
        indicators=measured(rows),
        decimals=[indicators()[name].decimals for name in rows["indicator"]],
        note=words.READING,
    )
    if comparison.OTHERS in set(rows["level"]):
        folded("Hoe zwaar elk van de andere 19 gebieden meetelt", partial(_weights, rows, area), key="profiel_weging")
    missing = profile.missing(data.all_observations(*_LEVELS), area)
    label = f"{sum(map(len, missing.values()))} indicatoren zonder cijfer voor {plain(area.name)}, en waarom"
    folded(label, partial(_holes, missing), key="profiel_gaten")


def _picture(drawn: dict[str, Any]) -> None:
    with st.container(key="profiel_vlak"):
        st.vega_lite_chart(drawn, width="stretch", theme=None, key="profiel_beeld")


def development(area: Area, wanted: Level) -> None:
    """Tell of each series that says what is better how the area and its difference moved since the 0-meting."""
    version = data.snapshot().fingerprint
    found = _gaps(version, area.slug, wanted)
    small = [_small(version, area.slug, one.indicator.id, one.level, one) for one in found]
    items = [
        (
            one.indicator.short_title,
            " ".join(
                filter(
                    None,
                    [gap_words.development(one), gap_words.brief(one), similar.summary(area, one.indicator)],
                )
            ),
        )
        for one in found
    ]
    figure(
        key="profiel-ontwikkeling",
        title=gap_words.overview(found),
        chart=lambda: _told(found, small, items),
        table=gap_words.table(found),
        source=sources_of(one.indicator for one in found),
        file_name=f"gebiedsprofiel-ontwikkeling-{area.slug}",
        picture=[small[first : first + _PICTURES] for first in range(0, len(small), _PICTURES)],
        indicators=[one.indicator for one in found],
        decimals=[one.indicator.decimals for one in found],
        note=" ".join([*([gap_words.small_note(area)] if found else []), LETTER_WARNING, gap_words.METHOD]),
    )


@st.cache_resource(show_spinner=False, max_entries=200)
def _gaps(version: str, slug: str, wanted: Level) -> list[gap.Gap]:
    directed = [one for one in indicators().values() if one.has_direction]
    return gap.gaps(data.all_observations(*_LEVELS), areas()[slug], directed, wanted)


def _told(found: list[gap.Gap], small: list[dict[str, Any]], items: list[tuple[str, str]]) -> None:
    """The lines in little, side by side, and in words."""
    with st.container(key="profiel_klein"):
        for place, (one, drawn) in enumerate(zip(found, small, strict=True)):
            if place % _PICTURES == 0:
                columns = st.columns(_PICTURES)
            with columns[place % _PICTURES]:
                st.vega_lite_chart(drawn, width="stretch", theme=None, key=f"klein_{one.indicator.id}")
    if only.key() is None:
        bullets(items)


@st.cache_data(show_spinner=False, max_entries=500)
def _small(version: str, slug: str, identity: str, level: Level, _gap: gap.Gap) -> dict[str, Any]:
    return gap_small.chart(_gap, gap_words.title(_gap, areas()[slug])).to_dict()


def funding(area: Area) -> None:
    """Tell which granted money is known for the gemeente of an area."""
    stacks = money.stacks(data.funding(), data.composition())
    own = stacks[(stacks["gm_code"] == area.municipality_code) & stacks["amount_eur"].notna()]
    st.header(
        plain(funding_words.stacks_finding(stacks, per_inhabitant=False, gm_code=area.municipality_code)), anchor=False
    )
    with st.container(key="profiel_geld"):
        bullets(
            (
                schemes()[row.scheme].title,
                numbers.euro(row.amount_eur) + (f" ({funding_words.HATCHED})" if row.hatched else ""),
            )
            for row in own.itertuples()
        )
    st.caption(plain(funding_words.STACKS_NOTE))


def boundary(area: Area) -> None:
    """Show where an area lies, and say how certain its composition is."""
    table, version = data.composition(), data.snapshot().fingerprint
    certainty = provenance.described(table)[area.name]
    left, right = st.columns([2, 3])
    with left, st.container(key="profiel_omtrek"):
        st.vega_lite_chart(_outline(version, area.slug), width="stretch", theme=None, key="omtrek")
    with right:
        title = f"De grens van {area.name}"
        st.header(plain(title), anchor=False)
        st.markdown(plain(f"Samenstelling: {certainty}"))
        st.caption(plain(f"{provenance.NO_OFFICIAL_LIST} {area.composition_source}"))
        downloads.draw(
            provenance.units(table, area.slug, data.areas("wijk"), data.areas("buurt")),
            downloads.about(
                f"{title}: de wijken en buurten waaruit het is samengesteld",
                provenance.used_sources(data.snapshot().manifest, TABLES["areas"]),
                note=f"Samenstelling: {certainty}",
            ),
            key="profiel_grens",
            file_name=f"grens-{area.slug}",
            decimals=0,
            charts=partial(lambda drawn: [[drawn]], _outline(version, area.slug)),
        )


def programme(area: Area) -> None:
    """Tell in short what the letter of 12 June 2023 says of an area; the page Programma says where it stands."""
    st.header(plain(letter.heading_in_short(area)), anchor=False)
    with st.container(key="profiel_brief"):
        st.markdown(letter.in_short(area))
    st.caption(letter.NOT_PER_AREA)
    st.page_link(
        "pages/programma.py",
        label="Wat de brief zegt over alliantie, gebiedsplan en programmabureau",
        icon=":material/arrow_forward:",
        query_params=link.to_query(selection.current()),
    )


def measured(rows: pd.DataFrame) -> list[Indicator]:
    """Return the indicators of the rows of a profile."""
    return [indicators()[name] for name in rows["indicator"]]


@st.cache_data(show_spinner=False, max_entries=40)
def _outline(version: str, slug: str) -> dict[str, Any]:
    area = areas()[slug]
    own, gemeenten = data.areas("focusgebied"), data.areas("gemeente")
    shapes = own[own["code"] == slug], gemeenten[gemeenten["code"] == area.municipality_code]
    return outline.chart(*shapes, f"{area.name} binnen de gemeente {area.municipality}").to_dict()


def _weights(rows: pd.DataFrame, area: Area) -> None:
    """Show how heavily each of the other 19 counts in the mean that the area is held against."""
    every, beside = data.all_observations(*_LEVELS), rows[rows["level"] == comparison.OTHERS]
    shares = {
        indicators()[row.indicator].short_title: 100
        * comparison.weights(every[every["indicator"] == row.indicator], area, row.period)
        for row in beside.itertuples()
    }
    table = pd.DataFrame(shares).rename(index=lambda slug: areas()[slug].name).rename_axis("Gebied").reset_index()
    title = "Aandeel in het gemiddelde, in procenten: dat van de noemer van de indicator, zoals inwoners."
    st.caption(plain(title))
    with_downloads(
        table,
        key="profiel_weging",
        title=title,
        sources=sources_of(measured(beside)),
        file_name=f"weging-andere-19-{area.slug}",
        indicators=measured(beside),
    )


def _holes(missing: Mapping[str, Sequence[Indicator]]) -> None:
    """List the indicators without a figure of an area, with the reason."""
    bullets((", ".join(one.short_title for one in some), reason) for reason, some in missing.items())
