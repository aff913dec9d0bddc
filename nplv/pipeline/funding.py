"""Builds the tables of decisions on money and of the letter's figures from the records and the registry."""

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

from nplv.registry import Scheme, sources
from nplv.registry.funding import LetterFigure, Notes, Relation, find_round, scheme_ids
from nplv.schema import FUNDING, LETTER

_LETTER = "kamerbrief-2023"  # id of the letter in sources.toml
_LETTER_DATE = "2023-06-12"
_GEO_LEVELS = {
    "municipality": "gemeente",
    "area": "focusgebied",
    "region": "regio",
    "national": "nationaal",
    "20 areas": "focusgebieden",
}
_CERTAINTY = {"read in the source": "read", "quoted elsewhere": "quoted"}
# "Bijna" (nearly) has no value of its own: the amount may be a little less than recorded, so it is about.
_PRECISION = {
    "exact": "exact",
    "exact to 10,000": "rounded",
    "rounded": "rounded",
    "rounded (maximum)": "rounded",
    "rounded (ruim)": "at_least",
    "rounded (more than)": "at_least",
    "rounded (ruim 40 mln per vastgoedactueel)": "at_least",
    "rounded (ruim; applied for 26.2 mln)": "at_least",
    "rounded (ruim, excl. VAT)": "at_least",
    "rounded (lower bound of 22.5-27 mln)": "at_least",
    "rounded (bijna)": "about",
    "rounded (bijna 28 mln)": "about",
    "rounded (about)": "about",
    "rounded (sources differ)": "about",
}
# What the record adds in English to the title of a source.
_TITLE_WORDS = {
    "copy of the municipality news": "kopie van het gemeentenieuws",
    "copy of rijksoverheid.nl": "kopie van rijksoverheid.nl",
    "German page": "Duitse pagina",
}
_STATUSES = {
    **{status: status for status in ("requested", "announced", "reserved", "available", "granted")},
    "available (subject to parliament)": "available",
    "granted+reserved": "reserved",  # the weaker of the two: the letter does not split the amount
}
_LETTER_STATUSES = {**_STATUSES, "expected": "expected", "target": "target", "norm": "norm", "n/a": None}
_UNITS = {
    "EUR": "euro",
    "EUR per year": "euro per jaar",
    "EUR per year (as read)": "euro per jaar",
    "EUR per area per year": "euro per focusgebied per jaar",
    "EUR per home": "euro per woning",
    "homes": "woningen",
    "people": "inwoners",
    "areas": "focusgebieden",
    "municipalities": "gemeenten",
    "coalitions": "coalities",
    "proposals": "voorstellen",
    "percent": "%",
}


class FundingError(ValueError):
    """A record and what is declared about it do not agree; the message names the row."""


def build_funding(
    raw: pd.DataFrame,
    letter: pd.DataFrame,
    totals: pd.DataFrame,
    *,
    area_slugs: Mapping[str, str],
    schemes: Mapping[str, Scheme],
    figures: Mapping[str, LetterFigure],
    relations: tuple[Relation, ...],
    notes: Notes,
) -> pd.DataFrame:
    """One row per decision on money: recorded decisions, amounts of the letter and published totals.

    Args:
        raw: Result of ``sources.funding.decisions``.
        letter: Result of ``sources.funding.letter_figures``.
        totals: Result of ``sources.funding.national_totals``.
        area_slugs: Name of a focus area as the records write it -> slug.
        schemes: The registry's schemes.
        figures: The registry's figures of the letter.
        relations: The registry's overlaps.
        notes: The registry's notes, days of decision and precisions.

    Returns:
        Columns of ``nplv.schema.FUNDING``, ordered by id. `relation` is the Dutch reason of a part_of or of being
        superseded, `apart` the Dutch reason why a decision may not be added up. A missing amount is unknown, not zero.

    Raises:
        FundingError: An id is not unique, a declared id does not exist, or a note has no Dutch text.
        RegistryError: A tranche is not declared.
        KeyError: A word of the record is not known here.
    """
    rows = pd.concat([_decisions(raw, area_slugs), _totals(totals, schemes), _letter_amounts(letter, figures, schemes)])
    shared = rows["id"].duplicated(keep=False)
    rows.loc[shared, "id"] += "-" + (rows.loc[shared, "amount_eur"] // 1000).astype("Int64").astype("str")
    if rows["id"].duplicated().any():
        raise FundingError(f"id's zijn niet uniek: {sorted(rows.loc[rows['id'].duplicated(), 'id'])}")
    rows = rows.set_index("id", drop=False).sort_index()
    _annotate(rows, notes)
    _relate(rows, relations)
    rows = rows[FUNDING.names].reset_index(drop=True)
    return rows.astype({name: "str" for name in FUNDING.names if name not in ("year_from", "year_to", "amount_eur")})


def build_letter(letter: pd.DataFrame, figures: Mapping[str, LetterFigure]) -> pd.DataFrame:
    """Every figure of the letter, amounts included, with its quote.

    Args:
        letter: Result of ``sources.funding.letter_figures``.
        figures: The registry's figures of the letter.

    Returns:
        Columns of ``nplv.schema.LETTER`` in the order of the record; `period` is text, `status` is missing where the
        letter only counts, `funding_id` is the id in the table of decisions of an amount that stands there too.

    Raises:
        FundingError: A figure is not declared, or a declared one is not in the record.
    """
    table = _declared(letter, figures)
    table["figure"] = [figures[name].label for name in table["id"]]
    table["scope"] = [figures[name].scope for name in table["id"]]
    table["note"] = [figures[name].note for name in table["id"]]
    table["unit"] = table["unit"].map(_UNITS)
    table["status"] = table["status"].map(_LETTER_STATUSES)
    table["period"] = [_period(start, end) for start, end in zip(table["year_from"], table["year_to"], strict=True)]
    table["source_url"] = sources()[_LETTER].url
    table["funding_id"] = [name if figures[name].scheme else None for name in table["id"]]
    return table[LETTER.names]


def _decisions(raw: pd.DataFrame, area_slugs: Mapping[str, str]) -> pd.DataFrame:
    """The recorded decisions in our words, still with the English note."""
    table = raw.copy()
    table["scheme"] = [scheme_ids()[name] for name in raw["scheme"]]
    table["focus_area"] = [area_slugs[name] if isinstance(name, str) else None for name in raw["focus_area"]]
    table["place"] = table["focus_area"].fillna(raw["municipality"].map(_slug))
    table["geo_level"] = [_GEO_LEVELS[level] for level in raw["geo_level"]]
    table["basis"] = ["per_year" if basis == "per year" else "total" for basis in raw["basis"]]
    table.loc[raw["precision"] == "rounded (maximum)", "basis"] = "maximum"
    table["precision"] = [_PRECISION[words] for words in raw["precision"]]
    table["status"] = [_STATUSES[status] for status in raw["status"]]
    table["certainty"] = [_CERTAINTY[words] for words in raw["certainty"]]
    for english, dutch in _TITLE_WORDS.items():
        table["source_title"] = table["source_title"].str.replace(english, dutch, regex=False)
    return _in_rounds(table)


def _totals(totals: pd.DataFrame, schemes: Mapping[str, Scheme]) -> pd.DataFrame:
    """The published totals in our words, still with the English note."""
    table = totals.copy()
    table["scheme"] = [scheme_ids()[name] for name in totals["scheme"]]
    table["ministry"] = [schemes[name].ministry for name in table["scheme"]]
    table["geo_level"] = table["place"] = [_GEO_LEVELS[scope] for scope in totals["scope"]]
    table["exclusive"] = ["yes" if level == "focusgebieden" else "no" for level in table["geo_level"]]
    per_year = (totals["tranche"] + " " + totals["note"].fillna("")).str.contains("per year")
    table["basis"] = ["per_year" if yearly else "total" for yearly in per_year]
    table["precision"] = "rounded"
    table["status"] = [_STATUSES[status] for status in totals["status"]]
    table["source_title"] = totals["source_url"].str.extract(r"^https?://(?:www\.)?([^/]+)")[0]
    table["certainty"] = "unstated"
    table = _in_rounds(table)
    # A round's day is that of its grants; a published total is not a grant of its own.
    return table.assign(decided_on=None)


def _in_rounds(table: pd.DataFrame) -> pd.DataFrame:
    """Adds id, round, project, decided_on and the round's note (`round_note`)."""
    found = [
        find_round(scheme, tranche if isinstance(tranche, str) else None)
        for scheme, tranche in zip(table["scheme"], table["tranche"], strict=True)
    ]
    table["round"] = [entry.name for entry, _ in found]
    table["project"] = [project for _, project in found]
    table["decided_on"] = [entry.decided_on for entry, _ in found]
    table["round_note"] = [entry.note for entry, _ in found]
    table["id"] = [
        "-".join(filter(None, (entry.id, _slug(project or ""), place)))
        for (entry, project), place in zip(found, table["place"], strict=True)
    ]
    return table


def _letter_amounts(
    letter: pd.DataFrame, figures: Mapping[str, LetterFigure], schemes: Mapping[str, Scheme]
) -> pd.DataFrame:
    """The amounts of the letter that are decisions; their note is the declared one with the quote."""
    table = _declared(letter, figures)
    table = table[[figures[name].scheme is not None for name in table["id"]]].copy()
    for field in ("scheme", "round", "geo_level", "exclusive", "precision"):
        table[field] = [getattr(figures[name], field) for name in table["id"]]
    table["ministry"] = [schemes[name].ministry for name in table["scheme"]]
    table["amount_eur"] = table["value"]
    table["basis"] = ["per_year" if "per year" in unit else "total" for unit in table["unit"]]
    table["status"] = [_STATUSES[status] for status in table["status"]]
    table["round_note"] = [
        f"{figures[name].note or ''} “{quote}”".strip() for name, quote in zip(table["id"], table["quote"], strict=True)
    ]
    table["source_title"] = table["source"]
    return table.assign(
        source_date=_LETTER_DATE, source_url=sources()[_LETTER].url, certainty="read", decided_on=None, note=None
    )


def _declared(letter: pd.DataFrame, figures: Mapping[str, LetterFigure]) -> pd.DataFrame:
    """The record of the letter with the declared id of each figure."""
    names = {figure.source: name for name, figure in figures.items()}
    keys = list(zip(letter["scheme"], letter["figure"], strict=True))
    if set(keys) != set(names) or len(set(keys)) != len(keys):
        raise FundingError(f"brief en letter.toml verschillen: {sorted(set(keys) ^ set(names))}")
    return letter.assign(id=[names[key] for key in keys])


def _annotate(rows: pd.DataFrame, notes: Notes) -> None:
    """Replaces the English notes by the declared Dutch ones, and sets declared days and precisions."""
    for field in ("notes", "decided_on", "precision"):
        if unknown := sorted(set(getattr(notes, field)) - set(rows.index)):
            raise FundingError(f"funding_notes.toml, {field}: geen besluit met id {', '.join(unknown)}")
    dutch = _replaced(rows["round_note"], notes.notes)
    if len(untold := rows.index[rows["note"].notna() & dutch.isna()]):
        raise FundingError(f"funding_notes.toml: geen Nederlandse toelichting voor {', '.join(untold)}")
    rows["note"] = dutch
    rows["decided_on"] = _replaced(rows["decided_on"], notes.decided_on)
    rows["precision"] = _replaced(rows["precision"], notes.precision)


def _replaced(column: pd.Series, declared: Mapping[str, str]) -> pd.Series:
    """The column, indexed by id, with the declared texts in place of its own."""
    return pd.Series([declared.get(name, text) for name, text in column.items()], index=column.index, dtype="str")


def _relate(rows: pd.DataFrame, relations: tuple[Relation, ...]) -> None:
    """Sets part_of, supersedes, relation and apart."""
    rows[["part_of", "supersedes", "relation", "apart"]] = None
    for relation in relations:
        named = [*relation.rows, *([relation.other] if relation.other else [])]
        if unknown := sorted(set(named) - set(rows.index)):
            raise FundingError(f"funding_relations.toml: geen besluit met id {', '.join(unknown)}")
        if (relation.other is None) != (relation.kind == "apart"):
            raise FundingError(f"funding_relations.toml: {relation.rows[0]}: `other` past niet bij {relation.kind}")
        declared = list(relation.rows)
        if relation.kind == "apart":
            rows.loc[declared, "apart"] = relation.reason
            continue
        rows.loc[declared, "relation"] = relation.reason
        if relation.kind == "part_of":
            rows.loc[declared, "part_of"] = relation.other
        else:
            rows.loc[relation.other, "supersedes"] = declared[0]


def _period(start: object, end: object) -> str:
    """The years of a figure in words."""
    if pd.isna(start):
        return "structureel"
    if pd.isna(end):
        return f"vanaf {start}"
    return str(start) if start == end else f"{start}–{end}"


def _slug(name: str) -> str:
    """A name in lower case ASCII with hyphens."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")
