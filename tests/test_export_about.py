"""How a figure is cited; its source is synthetic."""

from dataclasses import replace

from nplv.export.about import citation
from tests.test_export_table import ABOUT
from tests.test_figure import SOURCE


def test_a_citation_names_finding_period_source_licence_dashboard_date_and_link() -> None:
    assert citation(ABOUT) == (
        "“Wat er te zien is” (2024). Bron: Synthetisch bureau; bewerkt (licentie: CC BY 4.0). Zicht op Focuswijken. "
        "Gegevens tot en met 19 juli 2026. https://voorbeeld.example/kaart?gebied=heerlen-noord"
    )


def test_a_citation_without_period_names_every_source() -> None:
    other = replace(SOURCE, attribution="Bron: Ander bureau", licence="CC0")
    assert citation(replace(ABOUT, period=None, sources=[SOURCE, other])) == (
        "“Wat er te zien is”. Bron: Synthetisch bureau; bewerkt (licentie: CC BY 4.0). Bron: Ander bureau (licentie: "
        "CC0). Zicht op Focuswijken. Gegevens tot en met 19 juli 2026. "
        "https://voorbeeld.example/kaart?gebied=heerlen-noord"
    )
