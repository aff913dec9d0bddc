"""The whole report, from a snapshot to the bytes of one file."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from nplv.analysis import provenance
from nplv.export import html
from nplv.export.about import DASHBOARD, NOT_OFFICIAL
from nplv.registry import use
from nplv.report import coverage, focusgebieden, kernindicatoren, money, parts, revised, sources, summary
from nplv.report.facts import Compared, Facts
from nplv.snapshot import Snapshot

TITLE = "Halfjaarrapportage focusgebieden"
WHAT = (
    "Een overzicht van de twintig stedelijke focusgebieden van het Nationaal Programma Leefbaarheid en Veiligheid, om "
    "elk half jaar te maken uit open gegevens. Het is niet de rapportage van het kabinet aan de Tweede Kamer."
)
_STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
# Anchor -> title and what makes the chapter, in the order of the report.
CHAPTERS: dict[str, tuple[str, Callable[[Facts], str]]] = {
    "samenvatting": ("Samenvatting", summary.chapter),
    "kernindicatoren": ("De 17 kernindicatoren", kernindicatoren.chapter),
    "achtergrond": ("Achtergrondcijfers", kernindicatoren.context),
    "gebieden": ("De 20 focusgebieden", focusgebieden.chapter),
    "geld": ("Geld", money.chapter),
    "dekking": ("Welke cijfers er zijn en welke ontbreken", coverage.chapter),
    "herzien": ("Wat er is herzien", revised.chapter),
    "bronnen": ("Bronnen en verantwoording", sources.chapter),
}


def report(
    snapshot: Snapshot,
    *,
    address: str = "",
    compared: Compared | None = None,
    say: Callable[[str], object] = lambda _: None,
) -> bytes:
    """Write the half-yearly report; the same snapshot gives the same bytes.

    Args:
        snapshot: The registry's indicators and sources become those of it.
        address: Of the dashboard, for the links; empty for none.
        compared: With an older snapshot; None for what the last refresh changed.
        say: Is told the title of each chapter before it is made.

    Returns:
        A page of HTML without requests to elsewhere.
    """
    use(snapshot.edition)
    facts = Facts(snapshot, address, compared)
    made = []
    for anchor, (title, chapter) in CHAPTERS.items():
        say(title)
        made.append(parts.section(2, title, anchor, chapter(facts)))
    body = [
        '<a class="skip" href="#inhoud">Naar de inhoud</a>',
        _head(facts),
        _contents(),
        '<main id="inhoud" tabindex="-1">',
        *made,
        "</main>",
    ]
    return html.page(f"{TITLE} · {DASHBOARD}", "\n".join(body), _STYLE)


def file_name(snapshot: Snapshot) -> str:
    """Name the file after the date of the data."""
    return f"halfjaarrapportage-{snapshot.as_of}.html"


def _head(facts: Facts) -> str:
    snapshot = facts.snapshot
    told = [("Momentopname", f"{provenance.dated(snapshot.manifest)}."), ("Kenmerk", f"{snapshot.fingerprint}.")]
    return "\n".join(
        [
            "<header>",
            f"<h1>{TITLE}</h1>",
            parts.paragraph(f"{WHAT} {NOT_OFFICIAL}"),
            parts.named(told),
            parts.link(facts.address or None, f"Het dashboard {DASHBOARD}"),
            "</header>",
        ]
    )


def _contents() -> str:
    links = (f'<a href="#{anchor}">{escape(title)}</a>' for anchor, (title, _) in CHAPTERS.items())
    return f'<nav aria-label="Inhoud">\n{parts.listed(links)}\n</nav>'
