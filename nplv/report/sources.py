"""Where the figures come from, and in short how they are made."""

from collections.abc import Iterator
from html import escape

from nplv.analysis import method, provenance
from nplv.analysis.sentences import gap as gap_words
from nplv.registry import Source
from nplv.report import parts
from nplv.report.facts import Facts, with_figures


def chapter(facts: Facts) -> str:
    """Return sources and method as HTML."""
    manifest = facts.snapshot.manifest
    used = parts.listed(_source(one) for one in provenance.used_sources(manifest))
    notes = [provenance.made(manifest), *provenance.old_parts(manifest), provenance.NO_OFFICIAL_LIST]
    return "\n".join(
        [
            parts.section(3, "Bronnen", "lijst-van-bronnen", f'<div class="sources">\n{used}\n</div>'),
            parts.section(
                3,
                "Methode in het kort",
                "methode",
                *map(parts.paragraph, [*notes, gap_words.METHOD]),
                parts.named(_methods()),
            ),
        ]
    )


def _methods() -> Iterator[tuple[str, str]]:
    """How the figures of each indicator are made and how certain they are; what holds for several stands once."""
    for name in ("Berekening", "Onzekerheid"):
        found: dict[str, list[str]] = {}
        for one in [*with_figures(of_letter=True), *with_figures(of_letter=False)]:
            found.setdefault(method.facts(one)[name], []).append(one.short_title)
        for text, titles in found.items():
            yield ", ".join(titles), text


def _source(source: Source) -> str:
    """Write a source as HTML."""
    return provenance.source_words(source, escape, lambda title, url: f'<a href="{escape(url)}">{escape(title)}</a>')
