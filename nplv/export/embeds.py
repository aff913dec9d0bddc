"""The development of every indicator in every area as a page without a server: one small file each."""

from collections.abc import Iterator
from html import escape
from urllib.parse import urlencode

import pandas as pd

from nplv.analysis import series
from nplv.charts.development import Development, development, file_name
from nplv.export import embed, html
from nplv.export.about import DASHBOARD, About
from nplv.registry import Area, Indicator, areas, indicators, sources

INDEX = "index.html"
_PAGE = "ontwikkeling"


def names() -> list[str]:
    """Name all files that there are to write."""
    return [INDEX, *(_name(area, indicator) for indicator in indicators().values() for area in areas().values())]


def pages_of(indicator: Indicator, observations: pd.DataFrame, dated: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the page of one indicator in each area, as name and content.

    Args:
        indicator: Also one without figures: then the pages say why.
        observations: Those of the indicator.
        dated: Of when the data are, as the footer of the dashboard says.
        address: Of the dashboard; an empty text leaves the links out.
    """
    for area in areas().values():
        found = development(observations, area, indicator) if indicator.has_figures else (indicator.missing or "")
        link = _link(area, indicator, address)
        content = (
            _hole(area, indicator, found, link) if isinstance(found, str) else _page(found, indicator, dated, link)
        )
        yield _name(area, indicator), content


def index(dated: str) -> bytes:
    """Write the page that leads to all others, by area."""
    parts = [f"<h1>Grafieken om in te sluiten</h1>\n<p>{escape(DASHBOARD)}. {escape(dated)}.</p>"]
    for area in areas().values():
        items = "\n".join(
            f'<li><a href="{_name(area, one)}">{escape(one.title)}</a></li>' for one in indicators().values()
        )
        parts.append(f"<h2>{escape(area.name)}</h2>\n<ul>\n{items}\n</ul>")
    return html.page(f"Grafieken om in te sluiten · {DASHBOARD}", "\n".join(["<main>", *parts, "</main>"]))


def _page(found: Development, indicator: Indicator, dated: str, link: str) -> bytes:
    about = About(
        finding=found.title,
        sources=[sources()[indicator.source]],
        dated=dated,
        link=link,
        period=series.period(indicator),
        unit=indicator.unit,
        note="\n".join(filter(None, [found.note, *found.gaps])) or None,
        indicators=[indicator],
    )
    return embed.static(found.table, about, indicator.decimals, [[found.chart.to_dict()]])


def _hole(area: Area, indicator: Indicator, reason: str, link: str) -> bytes:
    title = f"{indicator.title} in {area.name}: geen cijfer"
    body = f"<main>\n<h1>{escape(title)}</h1>\n<p>{escape(reason)}</p>{embed.whole_page(link)}\n</main>"
    return html.page(title, body)


def _name(area: Area, indicator: Indicator) -> str:
    return f"{file_name(area, indicator)}.html"


def _link(area: Area, indicator: Indicator, address: str) -> str:
    return f"{address}/{_PAGE}?{urlencode({'gebied': area.slug, 'indicator': indicator.id})}" if address else ""
