"""Which language a block in Latin letters is in, as far as letters and function words tell.

Uzbek is told from its neighbours by oʻ gʻ (1995), by ö ğ ş ç without the letters that Turkish, Turkmen and
Azerbaijani have beside them (2026), by q, and by its function words.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from functools import cache

from uzlat.detector import UNDECIDED, Verdict, alphabets
from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WORD = re.compile(r"[^\W\d_]+(?:['‘’ʻʼ`´′][^\W\d_]+)*['‘’ʻʼ`´′]?")
OLD, NEW = "1995", "2026"
"""The alphabets, by year: the variants of a Verdict, and routes of `uzlat.follow`."""


class Evidence(Record):
    """Function words of the target language and of others, and what its words have and others do not.

    patterns: "own" of the target language, "odd" of others, and what tells its alphabets.
    against: what a line of an alphabet does not have. routes: the orthography of each alphabet.
    """

    own: frozenset[str]
    others: dict[str, frozenset[str]]
    clues: frozenset[str]
    patterns: dict[str, re.Pattern[str]]
    marks: dict[int, str]
    letters: str
    against: dict[str, Any]
    routes: dict[str, str]


@cache
def evidence() -> Evidence:
    """Load the evidence once."""
    path = os.path.join(os.path.dirname(__file__), "profiles", "latin.json")
    with open(path, encoding="utf-8") as handle:
        raw = json.load(handle)
    marks = {ord(mark): raw["mark"] for mark in raw["marks"]}
    others = {lang: frozenset(text.translate(marks).split()) for lang, text in raw["others"].items()}
    old = raw["own"].translate(marks)
    new = old
    for pair, letter in raw["renewed"].items():
        new = new.replace(pair, letter)
    own = frozenset(old.split()) | (frozenset(new.split()) - frozenset().union(*others.values()))
    return Evidence(
        own=own,
        others=others,
        clues=frozenset().union(*others.values()) - own,
        patterns={name: re.compile(pattern) for name, pattern in raw["patterns"].items()},
        marks=marks,
        letters=raw["letters"],
        against=raw["against"],
        routes=raw["routes"],
    )


def judge_latin(text: str) -> Verdict:
    """Say whether a block in Latin letters is Uzbek, and in which alphabet.

    >>> judge_latin("Oʻzbekiston hukumati qaror qabul qildi")[:2]
    ('uz', 'Latn')
    >>> judge_latin("Özbekiston hukumati qaror qabul qildi").variant
    '2026'
    >>> judge_latin("The government said on Monday that it would not").lang
    'en'
    """
    known = evidence()
    words = [word.translate(known.marks) for word in WORD.findall(text.lower())]
    odd = [word for word in words if known.patterns["odd"].search(word)]
    own = [word for word in words if word in known.own or (known.patterns["own"].search(word) and word not in odd)]
    clues = [word for word in words if word in known.clues]
    if len(own) > len(odd) + len(clues) or (own and len(own) * 4 >= len(words) > (len(clues) + 2 * len(odd)) * 4):
        return _target(words, own, known)
    against = len(odd) + len(clues)
    if against >= 2 and against * 8 >= len(words) and against > 3 * len(own):
        return _foreign(words, odd, clues, known)
    return Verdict(UNDECIDED, "Latn", 0.0, "no letter or word that decides")


def _target(words: list[str], own: list[str], known: Evidence) -> Verdict:
    score = round(0.6 + 0.39 * min(1.0, len(own) / 4), 2)
    new, old = (sum(bool(known.patterns[year].search(word)) for word in words) for year in (NEW, OLD))
    variant = "mixed" if new and old > new // 4 else NEW if new else OLD
    seen = ", ".join(dict.fromkeys(own[:4]))
    return Verdict(alphabets().target, "Latn", score, f"{seen} among {len(words)} words; alphabet {variant}", variant)


def _foreign(words: list[str], odd: list[str], clues: list[str], known: Evidence) -> Verdict:
    """Name the language whose function words are the most, if one has any."""
    counts = Counter({lang: sum(word in own for word in words) for lang, own in known.others.items()})
    lang, most = counts.most_common(1)[0]
    score = round(0.6 + 0.39 * min(1.0, (len(odd) + len(clues)) / 4), 2)
    letters = ", ".join(sorted(set().union(*(known.patterns["odd"].findall(word) for word in odd)))[:6])
    told = [f"{letters} in {len(odd)} of {len(words)} words"] if odd else []
    told += [f"words {', '.join(dict.fromkeys(clues[:4]))}"] if clues else []
    return Verdict(lang if most else UNDECIDED, "Latn", score if most else 0.0, "; ".join(told))
