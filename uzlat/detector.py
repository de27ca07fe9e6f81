"""Which language a block of text is in, as far as its letters tell.

This is evidence from alphabets: letters that only some languages use, and a few short words that Uzbek does
not have. It decides for Uzbek, against it, or not at all; a block that it cannot decide takes the language
of the blocks before it (see `uzlat.pipeline`).
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from functools import cache

from uzlat.context import WORD
from uzlat.glyph import MARKS
from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

UNDECIDED = "und"
NO_LANGUAGE = "zxx"
"""BCP 47: text without linguistic content."""

CYRILLIC = "[\u0400-\u052f]"
LATIN = "[A-Za-z\u00c0-\u024f]"
"""Patterns, compiled by `re` when they are first used: most runs need none of them."""


class Verdict(Record):
    """What a block is: `lang` and `script` as in BCP 47, a score from 0 to 1, a reason one can read.

    `lang` is "und" where the evidence does not decide and "zxx" where there are no letters. `variant` tells
    the alphabet of Uzbek in Latin letters: "1995", "2026" or "mixed".
    """

    lang: str
    script: str
    score: float
    reason: str
    variant: str = ""


class Alphabets(Record):
    """The evidence in `profiles/alphabets.json`, arranged for looking things up."""

    letters: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    names: dict[str, str]
    target: str
    own: frozenset[str]
    foreign: frozenset[str]
    twins: frozenset[str]
    shared: frozenset[str]
    clues: frozenset[str]
    hints: frozenset[str]


@cache
def alphabets() -> Alphabets:
    """Load the evidence once."""
    path = os.path.join(os.path.dirname(__file__), "profiles", "alphabets.json")
    with open(path, encoding="utf-8") as handle:
        raw: dict[str, Any] = json.load(handle)
    languages, target = raw["languages"], raw["target"]
    letters = {lang: frozenset(raw["common"] + item["letters"]) for lang, item in languages.items()}
    words = {lang: frozenset(item["words"]) for lang, item in languages.items()}
    others = frozenset().union(*(letters[lang] for lang in letters if lang != target))
    return Alphabets(
        letters=letters,
        words=words,
        names={lang: item["name"] for lang, item in languages.items()},
        target=target,
        own=letters[target] - letters["ru"],
        foreign=others - letters[target],
        twins=frozenset(raw["twins"]),
        shared=frozenset(raw["shared"]),
        clues=frozenset().union(*words.values()) - words[target],
        hints=frozenset().union(*(words[lang] for lang in raw["lettered_alike"])) - words[target],
    )


def detect(text: str) -> Verdict:
    """Say which language a block of text is in.

    Args:
        text: a paragraph; longer text is judged as one.

    >>> detect("Ўзбекистон ҳукумати қарор қабул қилди")[:2]
    ('uz', 'Cyrl')
    >>> detect("Это решение было принято вчера, и мы ждём новых вопросов").lang
    'ru'
    >>> detect("Салом").lang
    'und'
    """
    if not re.search(CYRILLIC, text):
        return _without_cyrillic(text)
    if not MARKS.isdisjoint(text):
        from unicodedata import normalize

        text = normalize("NFC", text)
    text = re.sub(r"(?<!\w)\w\.", ".", text)  # an initial or an abbreviation is no little word
    found = [word for word in WORD.findall(text) if re.search(CYRILLIC, word)]
    named = set() if text.isupper() else {word.lower() for word in found[1:] if word[:1].isupper()}
    return _weigh([word.lower() for word in found], named, alphabets())


def _without_cyrillic(text: str) -> Verdict:
    if not WORD.search(text):
        return Verdict(NO_LANGUAGE, "Zyyy", 1.0, "no letters")
    if not re.search(LATIN, text):
        return Verdict(UNDECIDED, "Zzzz", 0.0, "neither Cyrillic nor Latin letters")
    from uzlat.latin import judge_latin

    return judge_latin(text)


def _weigh(words: list[str], named: set[str], known: Alphabets) -> Verdict:
    """Weigh the words with letters that only Uzbek, or that only others have.

    `named` are the words with a capital: ы or щ in a name says nothing of the language around it.
    """
    own = [word for word in words if not known.own.isdisjoint(word)]
    odd = [word for word in words if not known.foreign.isdisjoint(word)]
    faint = [known.twins | known.shared if word in named else known.twins for word in odd]
    strong = [word for word, weak in zip(odd, faint, strict=True) if not set(word) & known.foreign <= weak]
    clues = [word for word in words if word in known.clues]
    if _is_foreign(words, own, strong, clues, known):
        return _foreign(words, odd, clues, known)
    twins = [word for word in odd if not known.twins.isdisjoint(word)]
    if own or (twins and not strong):
        score = round(0.6 + 0.39 * min(1.0, len(own or twins) / 4), 2)
        return Verdict(known.target, "Cyrl", score, _reason(own or twins, words, known, strong))
    return Verdict(UNDECIDED, "Cyrl", 0.0, "no letter or word that decides")


def _is_foreign(words: list[str], own: list[str], strong: list[str], clues: list[str], known: Alphabets) -> bool:
    """Say whether the evidence for another language is enough.

    ы, щ and the little words of Russian also come in Uzbek text with a Russian name or saying in it: two
    of them are asked for; one letter of another alphabet tells more. Where Uzbek letters stand as well,
    a third of the words must be foreign, or a sixth if ў, which few others have, is not among them.
    """
    evidence = len(strong) + len(clues)
    telling = any(not set(word) & known.foreign <= known.shared | known.twins for word in strong)
    if not own:
        return evidence >= (1 if telling else 2) and evidence * 8 >= len(words)
    share = 3 if any("ў" in word for word in own) else 6
    return evidence >= 2 and evidence * share >= len(words) and evidence > len(own) / share


def _foreign(words: list[str], odd: list[str], clues: list[str], known: Alphabets) -> Verdict:
    """Name the language that has the most of these words in its letters, and the most of its own words."""
    counts = Counter(words)

    letters: set[str] = set().union(*words)
    weight = 0.3 * min(1.0, len(words) / 10)  # a short text cannot show all letters of its language

    def fit(lang: str) -> float:
        spelled = sum(set(word) <= known.letters[lang] for word in words)
        unused = len((known.letters[lang] - known.letters["ru"]) - letters)
        return spelled + 2 * sum(counts[word] for word in known.words[lang]) - weight * unused

    lang = max((lang for lang in known.letters if lang != known.target), key=fit)
    score = round(0.6 + 0.39 * min(1.0, (len(odd) + len(clues)) / 4), 2)
    seen = sorted({letter for word in odd for letter in word if letter in known.foreign})
    said = sorted(set(clues))[:4]
    parts = [f"{', '.join(seen)} in {len(odd)} of {len(words)} words"] if seen else []
    return Verdict(lang, "Cyrl", score, "; ".join(parts + ([f"words {', '.join(said)}"] if said else [])))


def _reason(own: list[str], words: list[str], known: Alphabets, strong: list[str]) -> str:
    seen = sorted({letter for word in own for letter in word if letter in known.own | known.twins})
    against = "no letter of another alphabet" if not strong else f"{len(strong)} with other letters"
    return f"{', '.join(seen)} in {len(own)} of {len(words)} words; {against}"
