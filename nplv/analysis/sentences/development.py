"""Writes how an indicator developed, from the lines of ``nplv.analysis.series``."""

from typing import Any

import pandas as pd

from nplv import numbers
from nplv.analysis.sentences.standing import compared, finding_together, level, no_figure, of_gemeente
from nplv.analysis.series import Change, change, every_area, moved, series
from nplv.analysis.series import together as lines_together
from nplv.registry import Area, Indicator

ONE_YEAR = "Eén meetjaar laat geen ontwikkeling zien."


def development(observations: pd.DataFrame, area: Area, indicator: Indicator) -> str:
    """Write how an area changed since the 0-meting, and what became of its difference with the country.

    "In Rotterdam-Zuid 73,9 misdrijven per 1.000 inwoners in 2025, 4,6 minder dan de 0-meting van 2022 (78,5)."
    Where the area has no figure, the 20 areas together are described; `gaps` says why it has none.

    Args:
        observations: Rows of this indicator, as in the observations table.
        area: The focusgebied.
        indicator: What is measured; one with figures.
    """
    rows = series(observations, area, indicator, ["nederland", "focusgebieden"])
    own, country, together = (rows[rows["level"] == name] for name in ("focusgebied", "nederland", "focusgebieden"))
    if own["value"].notna().any():
        return _described(area.name, own, country, indicator)
    text = f"{indicator.short_title} in {area.name}: geen cijfer."
    if found := of_gemeente(observations, area, indicator, max(indicator.years)):
        return f"{text} {found}"
    if together["value"].notna().any():
        text += f" {_described('de 20 focusgebieden samen', together, country, indicator)}"
    return text


def together(observations: pd.DataFrame, indicator: Indicator) -> str:
    """Write how the 20 areas together stand and changed since the 0-meting, and their difference with the country.

    "In de 20 focusgebieden samen 65,1 misdrijven per 1.000 inwoners in 2025, 2,1 meer dan de 0-meting van 2022 (63,0).
    Het verschil met Nederland werd groter: van 18,6 meer naar 20,8 meer." Without a figure, why there is none.

    Args:
        observations: Rows of this indicator, as in the observations table.
        indicator: What is measured; one with figures.
    """
    rows = lines_together(observations, indicator)
    own, country = (rows[rows["level"] == name] for name in ("focusgebieden", "nederland"))
    measured = own.dropna(subset="value")
    if measured.empty:
        return no_figure("de 20 focusgebieden samen", indicator, max(indicator.years), own["reason"].iloc[-1])
    year = int(measured["period"].iloc[-1])
    if change(own, indicator) is None:
        return f"{finding_together(observations, indicator, year)} {ONE_YEAR}"
    text = _described("de 20 focusgebieden samen", own, country, indicator)
    national = country.set_index("period")["value"].get(year)
    if "verschil met Nederland" in text or national is None or numbers.is_missing(national):
        return text
    difference = numbers.difference(measured["value"].iloc[-1], national, indicator).replace("gelijk", "nul")
    return f"{text} Het verschil met Nederland ({numbers.with_unit(national, indicator)}) is in {year}: {difference}."


def changes(observations: pd.DataFrame, indicator: Indicator) -> str:
    """Count in how many areas the figure fell and rose.

    "Misdrijven sinds de 0-meting van 2022: lager in 14 focusgebieden, hoger in 6; landelijk lager."
    """
    rows = every_area(observations, indicator)
    country, *each = (_direction(line, indicator) for _, line in rows.groupby("area_code", sort=False))
    counts = {word: each.count(word) for word in ("lager", "hoger", "gelijk", "onbekend") if word in each}
    (first, number), *others = counts.items()
    parts = [f"{first} in {number} focusgebied{'en' if number > 1 else ''}"]
    parts += [f"{word} in {number}" for word, number in others]
    if country != "onbekend":
        parts[-1] += f"; landelijk {country}"
    since = "eerste meting" if indicator.baseline is None else f"0-meting van {indicator.baseline}"
    return f"{indicator.short_title} sinds de {since}: {', '.join(parts)}."


def gaps(rows: pd.DataFrame) -> list[str]:
    """Say for each line of `series` which years it lacks and why: a sentence or two per line and reason."""
    missing = rows[rows["value"].isna()]
    found = []
    for (name, reason), holes in missing.groupby(["label", "reason"], sort=False, dropna=False):
        every = len(holes) == (rows["label"] == name).sum()
        years = "" if every else f" over {', '.join(map(str, holes['period']))}"
        found.append(f"{name}: geen cijfer{years}. {reason if isinstance(reason, str) else ''}".rstrip())
    return found


def panels_note(rows: pd.DataFrame, area: Area, indicator: Indicator) -> str:
    """Explain the signs in a small multiple of `every_area`."""
    signs = [f"oranje {area.name}"]
    if rows.loc[rows["level"] == "nederland", "value"].notna().any():
        signs.append("gestreept Nederland")
    if indicator.baseline is not None:
        signs.append(f"stippellijn de 0-meting van {indicator.baseline}")
    return f"Elk gebied op dezelfde assen: {', '.join(signs)}. Een klein verschil tussen jaren kan toeval zijn."


def _described(place: str, line: pd.DataFrame, country: pd.DataFrame, indicator: Indicator) -> str:
    """Write what happened to one line that has at least one measurement."""
    found = change(line, indicator)
    last: Any = line.dropna(subset="value").iloc[-1] if found is None else found.after
    text = level(place, last["value"], indicator, int(last["period"]))
    if last["status"] == "provisional":
        text += " (voorlopig cijfer)"
    if found is None:
        return f"{text}. {ONE_YEAR}"
    before = found.before
    kind = "0-meting" if before["period"] == indicator.baseline else "meting"
    amount = numbers.with_unit(before["value"], indicator).removesuffix(f" {indicator.unit}")
    since = f"de {kind} van {before['period']} ({amount})"
    text += f", {compared(last['value'], before['value'], indicator, since)}"
    if found.may_be_chance and "gelijk aan" not in text:
        text += ", een verschil binnen de onzekerheidsmarge"
    return f"{text}.{_gap(found, country, indicator)}"


def _gap(found: Change, country: pd.DataFrame, indicator: Indicator) -> str:
    """Write how the difference with the country changed over the same years; nothing where that is unknown."""
    if indicator.aggregation == "sum":  # a count has no line of the country, see `series`
        return ""
    national = country.set_index("period")["value"]
    other = [national[row["period"]] for row in (found.before, found.after)]
    if any(map(numbers.is_missing, other)):
        return ""
    pairs = list(zip((found.before["value"], found.after["value"]), other, strict=True))
    then, now = (numbers.shown_difference(*pair, indicator) for pair in pairs)
    was, became = (numbers.difference(*pair, indicator).replace("gelijk", "nul") for pair in pairs)
    if then == now:
        return f" Het verschil met Nederland bleef gelijk: {became}."
    if then * now <= 0 or abs(then) == abs(now) or found.may_be_chance:
        return f" Het verschil met Nederland ging van {was} naar {became}."
    size = "kleiner" if abs(now) < abs(then) else "groter"
    return f" Het verschil met Nederland werd {size}: van {was} naar {became}."


def _direction(line: pd.DataFrame, indicator: Indicator) -> str:
    distance = moved(line, indicator)
    if distance is None:
        return "onbekend"
    return "gelijk" if distance == 0 else "hoger" if distance > 0 else "lager"
