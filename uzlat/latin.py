"""Which language a block in Latin letters is in, and which alphabet of Uzbek."""

from __future__ import annotations

import os
import re
from functools import cache

from uzlat.alphabets import alphabets
from uzlat.detector import LEAST, UNLIKE
from uzlat.judge import Finding, weighed
from uzlat.ngrams import model
from uzlat.profiles import FOLDER
from uzlat.record import Record
from uzlat.shadow import shadow
from uzlat.stored import read_json
from uzlat.verdict import UNDECIDED, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

OLD, NEW = "1995", "2026"
"""The alphabets, by year: the variants of a Verdict, and routes of `uzlat.follow`."""


class Evidence(Record):
    """What tells the alphabets of the target language, and function words of languages without n-grams.

    patterns: what only one alphabet writes. letters: those of the newer one alone. against: what a line of an
    alphabet does not have. routes: the orthography of each alphabet.
    """

    others: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]
    letters: str
    against: dict[str, Any]
    routes: dict[str, str]


@cache
def evidence() -> Evidence:
    """Load the evidence once."""
    raw = read_json(os.path.join(FOLDER, "latin.json"))
    return Evidence(
        others={lang: frozenset(text.split()) for lang, text in raw["others"].items()},
        patterns={name: re.compile(pattern) for name, pattern in raw["patterns"].items()},
        letters=raw["letters"],
        against=raw["against"],
        routes=raw["routes"],
    )


def judge_latin(text: str, before: str = "") -> Verdict:
    """Say which language a block in Latin letters is in and, if it is Uzbek, in which alphabet.

    Args:
        text: the block.
        before: the language of the block before.

    >>> judge_latin("Oʻzbekiston hukumati qaror qabul qildi")[:2]
    ('uz', 'Latn')
    >>> judge_latin("Özbekiston hukumati qaror qabul qildi").variant
    '2026'
    >>> judge_latin("The government said on Monday that it would not").lang
    'en'
    """
    words = model("Latn").words(shadow(text))
    found = weighed(words, "Latn", before)
    other = _by_function_words(words)
    if other:
        return other
    if found is None or (found.chance < LEAST and found.lang != before):
        return Verdict(UNDECIDED, "Latn", 0.0, "no word that decides")
    if found.strange:
        return Verdict(UNDECIDED, "Latn", UNLIKE, "unlike all the languages known")
    variant = _variant(words) if found.lang == alphabets().target else ""
    return Verdict(found.lang, "Latn", round(found.chance, 3), _reason(found, variant), variant)


def _by_function_words(words: list[str]) -> Verdict | None:
    """Name a language that has no n-grams by its little words: two at least, and a sixth of all."""
    for lang, own in evidence().others.items():
        said = [word for word in words if word in own]
        if len(said) >= 2 and len(said) * 6 >= len(words):
            return Verdict(lang, "Latn", 0.8, f"words {', '.join(dict.fromkeys(said[:4]))}")
    return None


def _variant(words: list[str]) -> str:
    """Tell the alphabet; words that both write alike count for the older one."""
    new, old = (sum(bool(evidence().patterns[year].search(word)) for word in words) for year in (NEW, OLD))
    return "mixed" if new and old > new // 4 else NEW if new else OLD


def _reason(found: Finding, variant: str) -> str:
    names = alphabets().names
    told = [f"most telling {', '.join(found.telling)}"] if found.telling else []
    told += [f"alphabet {variant}"] if variant else []
    return "; ".join([*told, f"next {names[found.second]}"])
