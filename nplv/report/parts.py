"""Pieces of HTML that the chapters are made of; texts go in plain and come out escaped."""

from collections.abc import Iterable
from html import escape


def section(level: int, title: str, anchor: str, *content: str) -> str:
    """Return a part under a heading.

    Args:
        level: Of the heading, 2 to 6.
        title: Plain text.
        anchor: Unique on the page.
        content: HTML.
    """
    return (
        f'<section aria-labelledby="{anchor}">\n<h{level} id="{anchor}">{escape(title)}</h{level}>\n'
        + "\n".join(filter(None, content))
        + "\n</section>"
    )


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph of plain text; nothing for an empty one."""
    mark = f' class="{kind}"' if kind else ""
    return f"<p{mark}>{escape(text)}</p>" if text else ""


def bullets(texts: Iterable[str]) -> str:
    """Return a list of plain texts."""
    return listed(map(escape, texts))


def named(items: Iterable[tuple[str, str]]) -> str:
    """Return a list of plain texts, each after its name in bold."""
    return listed(f"<strong>{escape(name)}:</strong> {escape(text)}" for name, text in items)


def listed(items: Iterable[str]) -> str:
    """Return a list of HTML; nothing without items."""
    each = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>\n{each}\n</ul>" if each else ""


def link(address: str | None, text: str) -> str:
    """Return a link as a paragraph of its own; nothing without an address."""
    return f'<p class="quiet"><a href="{escape(address)}">{escape(text)}</a></p>' if address else ""
