"""Writes what the matrix shows."""

import pandas as pd

from nplv.analysis.matrix import HIGHER, LOWER, SIMILAR, Part
from nplv.registry import Area

LEGEND = (
    f"{HIGHER} hoger dan Nederland, {LOWER} lager, {SIMILAR} vergelijkbaar of gelijk. Zonder teken: er is geen "
    "landelijk cijfer, of het gaat om een aantal. Beter (blauw) of slechter (oranje) staat er alleen waar vaststaat "
    "wat goed is en het 95%-betrouwbaarheidsinterval het landelijke cijfer uitsluit. Gearceerd: geen cijfer; het "
    "nummer verwijst naar de reden. Schuif de tabel opzij of omlaag voor meer."
)

# On a picture, which has no room for words in its cells.
PICTURE_LEGEND = (
    f"{HIGHER} hoger dan Nederland, {LOWER} lager, {SIMILAR} vergelijkbaar of gelijk; + beter (blauw), − slechter "
    "(oranje), alleen waar een 95%-interval dat aantoont; grijs: geen cijfer."
)


def title(cells: pd.DataFrame, area: Area, which: Part) -> str:
    """Count how one area compares, and how many of its figures are missing.

    "Rotterdam-Zuid naast Nederland, kernindicatoren: van 3 cijfers 1 hoger, 2 lager en 0 vergelijkbaar of gelijk; bij
    15 van de 20 indicatoren is er geen cijfer."

    Args:
        cells: Result of `matrix.part`.
        area: The area.
        which: The part that is shown.
    """
    own = cells[cells["slug"] == area.slug]
    signs = own["sign"].value_counts()
    higher, lower, similar = (int(signs.get(sign, 0)) for sign in (HIGHER, LOWER, SIMILAR))
    missing = int(own["value"].isna().sum())
    shown = "alle indicatoren" if which == "alle" else which
    holes = f"; bij {missing} van de {len(own)} indicatoren is er geen cijfer" if missing else ""
    return (
        f"{area.name} naast Nederland, {shown}: van {higher + lower + similar} cijfers {higher} hoger, {lower} "
        f"lager en {similar} vergelijkbaar of gelijk{holes}."
    )
