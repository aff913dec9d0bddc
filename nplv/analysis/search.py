"""Finds areas, gemeenten, wijken and buurten by what a reader types: words of a name, or a code."""

import re
import unicodedata
from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nplv.analysis.tables import municipality_names

_LONGEST = 100  # characters of a text that are looked at; names are shorter
# What people say -> the official name, both folded.
_SPOKEN = {"den haag": "s gravenhage", "den bosch": "s hertogenbosch"}
_EXACT, _BEGINS, _IN_NAME, _WITH_MUNICIPALITY, _NOT = range(5)


def fold(text: str) -> str:
    """Reduce a text to what counts when names are compared: "'s-Gravenhage (Zuid) é" becomes "s gravenhage zuid e"."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", bare))


def index(levels: Mapping[str, pd.DataFrame], gemeenten: Mapping[str, str]) -> pd.DataFrame:
    """Make the table in which `find` searches.

    Args:
        levels: Level -> its units: code, name, municipality (GM code, may be missing). Of equally good matches those of
            an earlier level come first.
        gemeenten: GM code -> name.

    Returns:
        Columns level, code, name, municipality (name; empty for a gemeente itself), folded and folded_municipality (as
        `fold` writes them); by level, then by name.
    """
    parts = []
    for level, units in levels.items():
        part = pd.DataFrame({"level": level, "code": units["code"], "name": units["name"]}, dtype="str")
        part["municipality"] = municipality_names(units, gemeenten)
        part["folded"] = [fold(name) for name in part["name"]]
        part["folded_municipality"] = [fold(name) for name in part["municipality"]]
        parts.append(part.sort_values(["folded", "folded_municipality", "code"]))
    return pd.concat(parts, ignore_index=True)


def find(index: pd.DataFrame, text: str, limit: int = 12) -> tuple[pd.DataFrame, int]:
    """Find the units that a text names.

    Each word of it must occur in the name, or else in the name of the gemeente that the unit lies in; a part of a word
    will do. In order: names that are the text (or units whose code it is), names that begin with it, other names with
    all its words, and units that need their gemeente for it; then as in the index.

    Args:
        index: As `index` makes it.
        text: What the reader typed, of any length; the first 100 characters count.
        limit: How many are wanted at most.

    Returns:
        The first rows of the index that match, and how many match in all. A text without letters and digits has none.
    """
    wanted = fold(text[:_LONGEST])
    if not wanted:
        return index.iloc[:0], 0
    ranks = _ranks(index, wanted)
    for said, official in _SPOKEN.items():
        if said in wanted:
            ranks = np.minimum(ranks, _ranks(index, wanted.replace(said, official)))
    found = np.flatnonzero(ranks < _NOT)
    best = found[np.argsort(ranks[found], kind="stable")[:limit]]
    return index.iloc[best], len(found)


def _ranks(index: pd.DataFrame, wanted: str) -> NDArray[np.int_]:
    """How well each unit matches a folded text: the lower the better, `_NOT` for not at all."""
    names, municipalities = index["folded"], index["folded_municipality"]
    in_name = np.ones(len(index), dtype=bool)
    in_either = in_name.copy()
    for word in set(wanted.split()):
        here = names.str.contains(word, regex=False).to_numpy(dtype=bool)
        in_name &= here
        in_either &= here | municipalities.str.contains(word, regex=False).to_numpy(dtype=bool)
    exact = (names == wanted) | (index["code"].str.lower() == wanted)
    begins = names.str.startswith(wanted)
    conditions = [exact.to_numpy(dtype=bool), begins.to_numpy(dtype=bool), in_name, in_either]
    return np.select(conditions, [_EXACT, _BEGINS, _IN_NAME, _WITH_MUNICIPALITY], default=_NOT)
