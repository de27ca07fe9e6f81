"""Which letters languages in Cyrillic write, from `profiles/alphabets.json`."""

from __future__ import annotations

import os
from functools import cache

from uzlat.profiles import FOLDER
from uzlat.record import Record
from uzlat.stored import read_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CYRILLIC = "[\u0400-\u052f]"
LATIN = "[A-Za-z\u00c0-\u024f]"
"""Patterns, compiled by `re` when they are first used: most runs need none of them."""


class Alphabets(Record):
    """Evidence from letters.

    letters: the alphabet of each language. names: what it is called in English. target: the language looked for.
    own: its letters that Russian has not; sure: the one of them that hardly another language has. foreign: letters
    of others. twins: those that are typed for letters of `own`. special: all letters that Russian has not.
    unlike: a pattern for pairs of letters that the target language does not write.
    quoted: languages that stand in its texts more often than others.
    """

    letters: dict[str, frozenset[str]]
    names: dict[str, str]
    target: str
    own: frozenset[str]
    sure: str
    foreign: frozenset[str]
    twins: frozenset[str]
    special: frozenset[str]
    unlike: str
    quoted: list[str]


@cache
def alphabets() -> Alphabets:
    """Load the evidence once."""
    raw: dict[str, Any] = read_json(os.path.join(FOLDER, "alphabets.json"))
    target = raw["target"]
    letters = {lang: frozenset(raw["common"] + more) for lang, more in raw["letters"].items()}
    every = frozenset().union(*letters.values())
    return Alphabets(
        letters=letters,
        names=raw["names"],
        target=target,
        own=letters[target] - letters["ru"],
        sure=raw["sure"],
        foreign=every - letters[target],
        twins=frozenset(raw["twins"]),
        special=every - letters["ru"],
        unlike=raw["unlike"],
        quoted=raw["quoted"],
    )
