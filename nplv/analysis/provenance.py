"""Where the figures and areas come from, as tables and sentences for a reader."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from nplv import numbers
from nplv.registry import Source, areas, indicators, sources
from nplv.schema import CHANGE_KINDS

NO_OFFICIAL_LIST = (
    "Een officiële lijst met de grenzen van de focusgebieden is niet gevonden; het gebied is samengesteld uit wijken "
    "en buurten van CBS."
)
CERTAINTY = {"documented": "vastgesteld in documenten", "inferred": "afgeleid"}

_LARGE = 3  # percent: from here on the difference in inhabitants is named
_OWN = "Eigen vergelijking van opeenvolgende momentopnamen"
_SHORT = 12  # characters of a checksum, enough to compare by eye


def composition(table: pd.DataFrame) -> pd.DataFrame:
    """Write what each focusgebied consists of.

    Args:
        table: The columns of `schema.AREAS`.

    Returns:
        Columns Focusgebied, Gemeente, Samenstelling (its certainty in words), Inwoners 2024, Inwoners 2025, Verschil
        in %, Wijken en buurten (CBS codes of 2024) and Bron van de samenstelling, by name.
    """
    rows = table.set_index("slug").loc[list(areas())]
    codes = [", ".join([*wijken, *buurten]) for wijken, buurten in zip(rows["wijken"], rows["buurten"], strict=True)]
    return pd.DataFrame(
        {
            "Focusgebied": rows["name"],
            "Gemeente": rows["municipality"],
            "Samenstelling": rows["certainty"].map(CERTAINTY),
            "Inwoners 2024": rows["inhabitants_2024"],
            "Inwoners 2025": rows["inhabitants_2025"],
            "Verschil in %": rows["difference_percent"],
            "Wijken en buurten": codes,
            "Bron van de samenstelling": rows["composition_source"],
        }
    ).reset_index(drop=True)


def described(table: pd.DataFrame) -> dict[str, str]:
    """Say in words, by name of the area, how certain its composition is and how far its inhabitants agree with CBS.

    Args:
        table: The columns of `schema.AREAS`.
    """
    found = {}
    for row in table.set_index("slug").loc[list(areas())].to_dict("records"):
        count, published = numbers.number(row["inhabitants_2024"]), numbers.number(row["inhabitants_2025"])
        units = [
            f"{len(codes)} {one if len(codes) == 1 else many}"
            for one, many in (("wijk", "wijken"), ("buurt", "buurten"))
            if len(codes := row[many])
        ]
        gap = numbers.rounded(row["difference_percent"], 1)
        compared = f"{numbers.percent(abs(float(gap)))} {'meer' if gap > 0 else 'minder'} dan" if gap else "gelijk aan"
        found[row["name"]] = (
            f"{CERTAINTY[row['certainty']]}; {' en '.join(units)} in {row['municipality']}. {count} inwoners in 2024, "
            f"{compared} de {published} van CBS in 2025."
        )
    return found


def units(table: pd.DataFrame, slug: str, wijken: pd.DataFrame, buurten: pd.DataFrame) -> pd.DataFrame:
    """Return the wijken and buurten that one area is made of.

    Args:
        table: The composition.
        slug: The area.
        wijken: Columns code and name.
        buurten: The same.

    Returns:
        Focusgebied, Soort (wijk, buurt), Code and Naam, in the order of the composition.
    """
    row = table.set_index("slug").loc[slug]
    rows = [
        (row["name"], kind, code, name)
        for kind, codes, shapes in (("wijk", row["wijken"], wijken), ("buurt", row["buurten"], buurten))
        for code, name in zip(codes, shapes.set_index("code")["name"].reindex(codes), strict=True)
    ]
    return pd.DataFrame(rows, columns=["Focusgebied", "Soort", "Code", "Naam"])


def composition_title(table: pd.DataFrame) -> str:
    """Count the areas by certainty; `table` has the columns of `schema.AREAS`."""
    counts = table["certainty"].value_counts()
    return (
        f"Van {counts.get('documented', 0)} van de {len(table)} focusgebieden is de samenstelling "
        f"{CERTAINTY['documented']}, van {counts.get('inferred', 0)} is zij {CERTAINTY['inferred']}."
    )


def composition_note(table: pd.DataFrame) -> str:
    """Compare the inhabitants computed from the composition with those CBS published; name who differs much."""
    difference = table.set_index("name")["difference_percent"]
    large = difference[difference.abs() >= _LARGE].sort_values(key=abs, ascending=False)
    named = [
        f"{name} {numbers.percent(abs(value))} {'hoger' if value > 0 else 'lager'}" for name, value in large.items()
    ]
    others = numbers.percent(difference.drop(large.index).abs().max())
    text = (
        "De inwoners van 2024 zijn geteld over de wijken en buurten in de tabel (CBS, 1 januari); die van 2025 heeft "
        "CBS voor het hele gebied bekendgemaakt, afgerond op duizendtallen. "
    )
    if named:
        text += f"Groot is het verschil bij {' en '.join(named)}: daar klopt de samenstelling mogelijk niet helemaal. "
    return f"{text}Bij de andere gebieden is het hoogstens {others}."


def files(manifest: dict[str, Any]) -> pd.DataFrame:
    """List the files of a snapshot.

    Args:
        manifest: Content of data/snapshot.json.

    Returns:
        Columns Bestand, Rijen, Jaargang (of the division in wijken and buurten, or of the newest source), Bronnen,
        Licentie, Controlegetal (the start of its SHA-256).
    """
    rows = [
        {
            "Bestand": name,
            "Rijen": entry["rows"],
            "Jaargang": str(entry["vintage"]),
            "Bronnen": "; ".join(sources()[source].title for source in entry["sources"]) or _OWN,
            "Licentie": entry["licence"],
            "Controlegetal": entry["sha256"][:_SHORT],
        }
        for name, entry in manifest["files"].items()
    ]
    return pd.DataFrame(rows)


def files_title(manifest: dict[str, Any]) -> str:
    """Say how many files there are and of when the newest source is."""
    day = numbers.day(date.fromisoformat(manifest["as_of"]))
    return f"De momentopname telt {len(manifest['files'])} bestanden; de nieuwste bron is opgehaald op {day}."


def dated(manifest: dict[str, Any]) -> str:
    """Say of when the figures are, without a full stop."""
    if "refreshed" not in manifest:
        return f"Gegevens tot en met {numbers.day(date.fromisoformat(manifest['as_of']))}"
    when = f"Gegevens ververst op {numbers.moment(datetime.fromisoformat(manifest['refreshed']))}"
    return when + (", op een deel na dat ouder is (zie de verantwoording)" if manifest.get("old") else "")


def made(manifest: dict[str, Any]) -> str:
    """Say how the snapshot was made."""
    inputs = manifest["input"]
    answers = sum(name.startswith("https:") for name in inputs)
    recorded = f"{numbers.number(len(inputs) - answers)} vastgelegde bestanden van de bronnen hierboven"
    if "refreshed" not in manifest:
        return f"Zij is gebouwd uit {recorded}; dezelfde invoer geeft dezelfde cijfers."
    moment = numbers.moment(datetime.fromisoformat(manifest["refreshed"]))
    return (
        f"Zij is ververst op {moment}, uit {numbers.number(answers)} antwoorden van de officiële diensten. Wat geen "
        f"dienst heeft, zoals de geldstromen en de cijfers van de Kamerbrief, komt uit {recorded}."
    )


def old_parts(manifest: dict[str, Any]) -> list[str]:
    """Say of each table that could not be refreshed of when its figures are, which indicators it concerns, and why."""
    found = []
    for one in manifest.get("old", []):
        since = f"van {numbers.day(date.fromisoformat(one['since']))}" if one["since"] else "van de vorige momentopname"
        names = ", ".join(indicators()[name].short_title for name in one["indicators"] if name in indicators())
        found.append(f"{sources()[one['source']].title}: de cijfers zijn nog {since}. {one['reason'].rstrip('.')}.")
        if names:
            found[-1] += f" Het gaat om: {names}."
    return found


def source_words(
    source: Source,
    written: Callable[[str], str],
    link: Callable[[str, str], str],
    table: str | None = None,
    columns: Sequence[str] = (),
) -> str:
    """Write a source in full: who, what with a link, licence, day of retrieval, attribution and what to mind.

    Args:
        source: Of figures.
        written: Makes a text fit for where it will stand, such as one that escapes it.
        link: Text and address -> a link, in the same form.
        table: Of the figures that are explained, where the source has several.
        columns: Of that table.
    """
    told = [f"{written(source.producer)}, {link(source.title, source.url)}"]
    if number := table or source.table:
        told.append(f"tabel {written(number)}")
    if columns:
        told.append(f"{'kolom' if len(columns) == 1 else 'kolommen'} {written(', '.join(columns))}")
    told.append(f"licentie: {written(source.licence)}")
    if source.retrieved:
        told.append(f"opgehaald op {numbers.day(source.retrieved)}")
    text = f"{'; '.join(told)}. Bronvermelding: “{written(source.attribution)}”."
    return f"{text} {written(source.note)}" if source.note else text


def used_sources(manifest: dict[str, Any], file: str | None = None) -> list[Source]:
    """Return the sources of one file of a snapshot, or of all of them, in the order of the registry."""
    entries = manifest["files"].values() if file is None else [manifest["files"][file]]
    used = {source for entry in entries for source in entry["sources"]}
    return [source for name, source in sources().items() if name in used]


def changes(table: pd.DataFrame) -> pd.DataFrame:
    """Write the change log as a table for a reader: Verversing, Soort, Wat er veranderde.

    Args:
        table: The columns of `schema.CHANGES`.
    """
    moments = table["refreshed"].map(lambda moment: numbers.moment(datetime.fromisoformat(moment)))
    kinds = table["kind"].map(CHANGE_KINDS)
    return pd.DataFrame({"Verversing": moments, "Soort": kinds, "Wat er veranderde": table["text"]})


def changes_title(table: pd.DataFrame, refreshed: str | None) -> str:
    """Count the changes of the newest refresh."""
    if refreshed is None:
        return "De cijfers komen uit vastgelegde brondata en zijn nog niet ververst uit de officiële diensten."
    kinds = table.loc[table["refreshed"] == refreshed, "kind"]
    moment = numbers.moment(datetime.fromisoformat(refreshed))
    if kinds.empty:
        return f"De verversing van {moment} bracht geen wijzigingen."
    look, all_kinds = numbers.number(int((kinds == "look").sum())), numbers.number(len(kinds))
    return f"Wijzigingen bij de verversing van {moment}: {all_kinds}, waarvan {look} om na te kijken."
