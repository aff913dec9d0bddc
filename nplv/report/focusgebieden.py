"""A section per area: where it stands on each indicator, the money that is known, and how certain its boundary is."""

import pandas as pd

from nplv.analysis import funding as money
from nplv.analysis import monitor, provenance
from nplv.analysis.profile import profile
from nplv.analysis.sentences import funding as funding_words
from nplv.analysis.sentences import profile as profile_words
from nplv.export import html
from nplv.registry import Area, Indicator, areas, indicators
from nplv.report import parts
from nplv.report.facts import Facts

READING = (
    "Per gebied staan de kernindicatoren met een cijfer, en daarna de andere indicatoren waarvan vaststaat wat beter "
    "is. De 0-meting is de meting van 2022, of anders de laatste daarvoor; waar een gebied die mist, telt zijn eerste "
    "meting. Beter of slechter staat er alleen waar een 95%-interval het andere cijfer uitsluit. "
    "De bron van een cijfer staat hierboven, bij de indicator."
)


def chapter(facts: Facts) -> str:
    """Return the 20 areas as HTML."""
    stacks = money.stacks(facts.funding, facts.composition)
    described = provenance.described(facts.composition)
    told = (_area(facts, area, stacks, described[area.name]) for area in areas().values())
    return "\n".join([parts.paragraph(READING, "quiet"), *told])


def _area(facts: Facts, area: Area, stacks: pd.DataFrame, certainty: str) -> str:
    some = _shown()
    rows = monitor.area_rows(facts.rows, area.slug, some)
    each = [indicators()[name] for name in rows["indicator"]]
    beside = profile(facts.observations[facts.observations["indicator"].isin(rows["indicator"])], area, "nederland")
    known = facts.about(profile_words.title(beside, area, "nederland"), [])  # the sources stand with the indicators
    table = html.figure(
        monitor.of_area(facts.rows, area.slug, some),
        known,
        [one.decimals for one in each],
        name=f"{area.slug}-cijfers",
        level=4,
        caption=f"De cijfers van {area.name}",
    )
    money_known = funding_words.stacks_finding(stacks, per_inhabitant=False, gm_code=area.municipality_code)
    facts_of_area = [("Gemeente", area.municipality), ("Samenstelling", certainty), ("Geld", f"{money_known}.")]
    address = facts.link("gebiedsprofiel", gebied=area.slug)
    link = parts.link(address, f"{area.name} in het dashboard")
    return parts.section(3, area.name, area.slug, parts.named(facts_of_area), table, link)


def _shown() -> list[Indicator]:
    """The kernindicatoren, and after these the other indicators that say what is better."""
    every = [one for one in indicators().values() if one.has_figures]
    of_letter = [one for one in every if one.kernindicator is not None]
    return of_letter + [one for one in every if one.kernindicator is None and one.has_direction]
