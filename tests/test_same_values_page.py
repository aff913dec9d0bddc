"""What a reader finds of a development on the page of one area, from its text alone.

The expected texts are written by hand from the observations: figures of 2022 and of the newest year, for what an area
is held against 796,769 and 795,052 crimes on 17,942,942 inhabitants, 69.0 and 72.8%, or the sums of the other 19.
"""

import re

import pytest

from tests.pages import opened, readable

OTHERS = "de andere 19 focusgebieden"
# Per indicator: figure and year of the 0-meting, newest figure and year, what the area is held against, the difference
# then and now, and what became of it.
Expected = tuple[str, str, str, str, str, str, str, str]
TOO_FEW = "Te vroeg om te zeggen of dat kleiner wordt (2 metingen)."
HEERLEN: dict[str, Expected] = {
    # −0.014212 and −0.012515; the others −73,113.0 / 1,129,275 = −0.0647 and −76,173.7 / 1,129,275 = −0.0675.
    "Leefbaarheid: woningen": (*("−0,014", "2022", "−0,013", "2024", OTHERS, "0,051 hoger", "0,054 hoger", TOO_FEW),),
    # −0.096612 and −0.110201; the others −0.1299 and −0.1298.
    "Overlast en onveiligheid": (*("−0,097", "2022", "−0,110", "2024", OTHERS, "0,033 hoger", "0,020 hoger", TOO_FEW),),
    # −0.128834 and −0.138113; the others −0.1616 and −0.1674.
    "Leefbaarheid (totaal)": (*("−0,129", "2022", "−0,138", "2024", OTHERS, "0,033 hoger", "0,029 hoger", TOO_FEW),),
    # 3,341 and 3,238 crimes on 55,315 inhabitants, beside 44.4 and 44.3.
    "Misdrijven": (
        *("60,4", "2022", "58,5 per 1.000 inwoners", "2025", "Nederland", "16,0 meer", "14,2 meer"),
        "Te vroeg om te zeggen of dat kleiner wordt (verandering −1,8, marge −4,6 tot 1,1).",
    ),
    # 55.3998 and 59.3206.
    "Goede ervaren gezondheid": (
        *("55,4%", "2022", "59,3%", "2024", "Nederland", "13,6 procentpunt lager", "13,5 procentpunt lager", TOO_FEW),
    ),
}
OVERVECHT: dict[str, Expected] = {
    # −0.0782 and −0.0853; the others −71,142.2 / 1,149,335 = −0.0619 and −73,858.7 / 1,149,335 = −0.0643.
    "Leefbaarheid: woningen": (*("−0,078", "2022", "−0,085", "2024", OTHERS, "0,016 lager", "0,021 lager", TOO_FEW),),
    # −0.1836 and −0.1609; the others −0.1267 and −0.1279.
    "Overlast en onveiligheid": (*("−0,184", "2022", "−0,161", "2024", OTHERS, "0,057 lager", "0,033 lager", TOO_FEW),),
    # −0.2611 and −0.2478; the others −0.1569 and −0.1635.
    "Leefbaarheid (totaal)": (*("−0,261", "2022", "−0,248", "2024", OTHERS, "0,104 lager", "0,084 lager", TOO_FEW),),
    # 2,324 and 2,411 crimes on 35,255 inhabitants.
    "Misdrijven": (
        *("65,9", "2022", "68,4 per 1.000 inwoners", "2025", "Nederland", "21,5 meer", "24,1 meer"),
        "Te vroeg om te zeggen of dat kleiner wordt (verandering +2,6, marge −1,3 tot 6,4).",
    ),
    # 57.4409 and 61.9693.
    "Goede ervaren gezondheid": (
        *("57,4%", "2022", "62,0%", "2024", "Nederland", "11,6 procentpunt lager", "10,8 procentpunt lager", TOO_FEW),
    ),
}


@pytest.mark.parametrize(("slug", "expected"), [("heerlen-noord", HEERLEN), ("utrecht-overvecht", OVERVECHT)])
def test_a_reader_finds_then_now_and_what_became_of_the_difference(slug: str, expected: dict[str, Expected]) -> None:
    page = opened("gebiedsprofiel", gebied=slug)
    assert not page.exception
    text = "\n".join(readable(one.value) for one in page.markdown)
    told = dict(re.findall(r"^- \*\*(.*?):\*\* (.* Verschil met .*)$", text, re.M))
    assert list(told) == list(expected)
    for name, (before, start, after, last, other, was, became, outcome) in expected.items():
        assert told[name].startswith(
            f"{before} in {start}, {after} in {last}. Verschil met {other}: toen {was}, nu {became}. {outcome}"
        )
