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

from uzlat.detector import UNDECIDED, Verdict
from uzlat.record import Record

WORD = re.compile(r"[^\W\d_]+(?:['‘’ʻʼ`´′][^\W\d_]+)*['‘’ʻʼ`´′]?")
MARKS = str.maketrans("'‘’ʼ`´′", "ʻʻʻʻʻʻʻ")
OF_1995 = re.compile("[og]ʻ|sh|ch")
OF_2026 = re.compile("[öğşç]")
OWN = re.compile("[og]ʻ(?!$)|oʻz|gʻ$|q(?!u)|[^aeiou]ning(?:$|ʻ)|larni|larga|larda|moqda$|ʻ?yapti$|ʻlib$")
ODD = re.compile("[^a-zʻöğşç]|w|c(?!h)")
"""Letters that Uzbek does not have."""


class Evidence(Record):
    """Function words of Uzbek and of other languages."""

    own: frozenset[str]
    others: dict[str, frozenset[str]]
    clues: frozenset[str]
    names: dict[str, str]


@cache
def evidence() -> Evidence:
    """Load the evidence once."""
    path = os.path.join(os.path.dirname(__file__), "profiles", "alphabets.json")
    with open(path, encoding="utf-8") as handle:
        raw = json.load(handle)["latin"]
    others = {lang: frozenset(text.translate(MARKS).split()) for lang, text in raw["others"].items()}
    own = frozenset(raw["own"].translate(MARKS).split())
    return Evidence(own, others, frozenset().union(*others.values()) - own, raw["names"])


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
    words = [word.translate(MARKS) for word in WORD.findall(text.lower())]
    own = [word for word in words if word in known.own or (OWN.search(word) and not ODD.search(word))]
    odd = [word for word in words if ODD.search(word)]
    clues = [word for word in words if word in known.clues]
    if len(own) > len(odd) + len(clues) or (own and len(own) * 4 >= len(words) > (len(clues) + 2 * len(odd)) * 4):
        return _uzbek(words, own)
    if len(odd) + len(clues) >= 2 and (len(odd) + len(clues)) * 8 >= len(words):
        return _foreign(words, odd, clues, known)
    return Verdict(UNDECIDED, "Latn", 0.0, "no letter or word that decides")


def _uzbek(words: list[str], own: list[str]) -> Verdict:
    score = round(0.6 + 0.39 * min(1.0, len(own) / 4), 2)
    new, old = (sum(bool(letters.search(word)) for word in words) for letters in (OF_2026, OF_1995))
    variant = "mixed" if new and old > new // 4 else "2026" if new else "1995"
    seen = ", ".join(dict.fromkeys(own[:4]))
    return Verdict("uz", "Latn", score, f"{seen} among {len(words)} words; alphabet {variant}", variant)


def _foreign(words: list[str], odd: list[str], clues: list[str], known: Evidence) -> Verdict:
    """Name the language whose function words are the most, if one has any."""
    counts = Counter({lang: sum(word in own for word in words) for lang, own in known.others.items()})
    lang, most = counts.most_common(1)[0]
    score = round(0.6 + 0.39 * min(1.0, (len(odd) + len(clues)) / 4), 2)
    letters = ", ".join(sorted(set().union(*(ODD.findall(word) for word in odd)))[:6])
    told = [f"{letters} in {len(odd)} of {len(words)} words"] if odd else []
    told += [f"words {', '.join(dict.fromkeys(clues[:4]))}"] if clues else []
    return Verdict(lang if most else UNDECIDED, "Latn", score if most else 0.0, "; ".join(told))
