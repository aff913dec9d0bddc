"""What Streamlit itself keeps from being accessible, declared in accessibility.toml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nplv.registry.loader import entries


@dataclass(frozen=True)
class Limitation:
    """One shortcoming that this project cannot mend; the texts are Dutch.

    Attributes:
        id: Name of the entry.
        where: The pages or parts it concerns.
        criterion: The criterion of WCAG 2.2 that it fails.
        why: What happens and what causes it, for a reader of the page Verantwoording.
        axe_rule: Rule of axe-core that finds it, or None where axe-core does not.
        axe_selector: CSS selector of the elements for which that finding is accepted.
    """

    id: str
    where: str
    criterion: str
    why: str
    axe_rule: str | None = None
    axe_selector: str | None = None


@cache
def limitations() -> dict[str, Limitation]:
    """Return the shortcomings by id, in the order in which they are shown."""
    return entries(Limitation, Path(__file__).parent / "accessibility.toml")
