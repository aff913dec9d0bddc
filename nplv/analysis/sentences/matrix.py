"""Writes what the matrix shows."""

import pandas as pd

from nplv.analysis.matrix import HIGHER, LOWER, SIMILAR
from nplv.registry import Area

LEGEND = (
    f"{HIGHER} hoger dan Nederland, {LOWER} lager, {SIMILAR} vergelijkbaar of gelijk. Zonder teken: er is geen "
    "landelijk cijfer, of het gaat om een aantal. Beter (blauw) of slechter (oranje) staat er alleen waar vaststaat "
    "wat goed is en het 95%-betrouwbaarheidsinterval het landelijke cijfer uitsluit. Gearceerd: geen cijfer; het "
    "nummer verwijst naar de reden. Schuif de tabel opzij of omlaag voor meer."
)


def title(cells: pd.DataFrame, area: Area) -> str:
    """Count how one area compares: "Rotterdam-Zuid naast Nederland: van 12 cijfers 5 hoger, 6 lager en 1 gelijk…"."""
    signs = cells[cells["slug"] == area.slug]["sign"].value_counts()
    higher, lower, similar = (int(signs.get(sign, 0)) for sign in (HIGHER, LOWER, SIMILAR))
    return (
        f"{area.name} naast Nederland: van {higher + lower + similar} cijfers {higher} hoger, {lower} lager en "
        f"{similar} vergelijkbaar of gelijk."
    )
