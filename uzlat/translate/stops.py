"""Whether a stop ends a sentence: what stands before it and after it, and what is known of the language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from uzlat.translate.folding import APOSTROPHES, fold

KINDS = ("never", "before", "ends", "count", "unit", "time", "number")
"""What abbreviations may do; data/sentences.toml says what each means."""
OPENERS = "«»“”„‟\"'‘([{*_¿¡—–-"

_LISTED = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[IVXLC]{1,5}")
"""The number of a paragraph, without its last stop."""
_COUNTED = re.compile(r"^[\d.,:/+–-]*\d[-–]?(?=[^\W\d])")
_ROMAN = re.compile(r"[IVXLC]+(?:[-–][IVXLC]+)?$")
_WORD = re.compile(rf"[\w{APOSTROPHES}]+(?=(\.?))")
_APART = re.compile(r"\d+[-–]\w+(?![\w.])|(?:1[5-9]|20)\d\d\b")
"""Numbers that do not go on with another one: years, and what has an ending."""
_NONE: frozenset[str] = frozenset()
_EARLY = 3
"""Words at the beginning of a sentence that say no more than when."""


class Facts(NamedTuple):
    """What is known of a language; `kinds` gives for an abbreviation what it may do."""

    kinds: dict[str, frozenset[str]]
    starters: frozenset[str]
    followers: frozenset[str]
    lettered: frozenset[str]
    months: frozenset[str]
    initials: frozenset[str]
    surnames: tuple[str, ...]
    domains: frozenset[str]
    vowels: frozenset[str]


class Stop(NamedTuple):
    """A stop and what is around it: the text, where its sentence begins, where the stop is, where the next begins.

    dashed: whether a dash stands before what follows. closed: whether a bracket is closed after the stop.
    """

    text: str
    start: int
    at: int
    next: int
    dashed: bool
    closed: bool


@cache
def facts_of(code: str) -> Facts:
    """Read what is known of a language; of one that is not known, all that is known of any."""
    tables = tomllib.loads((files("uzlat.translate.data") / "sentences.toml").read_text(encoding="utf-8"))
    common = tables.pop("all")
    chosen = [common, *([tables[code]] if code in tables else tables.values())]
    starters, followers, lettered, months = (
        _joined(chosen, key) for key in ("starters", "followers", "lettered", "months")
    )
    initials, domains, vowels = (_joined([common], key) for key in ("initials", "domains", "vowels"))
    surnames = tuple(common["surnames"])
    return Facts(_kinds(chosen), starters, followers, lettered, months, initials, surnames, domains, vowels)


def _joined(tables: list[dict[str, Any]], key: str) -> frozenset[str]:
    return frozenset(word for table in tables for word in table.get(key, ()))


def _kinds(tables: list[dict[str, Any]]) -> dict[str, frozenset[str]]:
    kinds: dict[str, frozenset[str]] = {}
    for kind in KINDS:
        for word in _joined(tables, kind):
            kinds[word] = kinds.get(word, frozenset()) | {kind}
    return kinds


def ends(stop: Stop, facts: Facts) -> bool:
    """Say whether a stop, with white space and a capital, a number or the like after it, ends a sentence."""
    words = stop.text[max(stop.start, stop.at - 48) : stop.at].split()
    if not words or stop.text[stop.at - 1].isspace():
        return True
    token = words[-1].lstrip(OPENERS)
    before = words[-2] if len(words) > 1 else ""
    if not before or before[-1] in ":;":
        head = stop.text[stop.start : stop.at].strip().lstrip(OPENERS) if not before else token
        if head == token and _LISTED.fullmatch(token):
            return False
    if token[-1:].isdigit():
        return not _is_date(token, before, stop, facts)
    if len(token) > 12 or not token:
        return True
    if _is_initials(token, facts) and not ("." in token and token.lower() in facts.kinds):
        return not stop.dashed and _after_initials(token, words, stop, facts)
    return _after_word(token, words, stop, facts)


def _is_date(token: str, before: str, stop: Stop, facts: Facts) -> bool:
    """Say whether a day with a stop goes on: 22. 11. 2026, 22. November."""
    found = _WORD.match(stop.text, stop.next)
    if len(token) > 2 or found is None:
        return False
    if found[0].isdigit():
        return bool(found[1] and len(found[0]) < 3) or (before[-1:] == "." and len(found[0]) == 4)
    return fold(found[0]) in facts.months


def _is_initials(token: str, facts: Facts) -> bool:
    """Say whether a word is nothing but initials: Sh, Ш.М, Q.-J, Oʻ."""
    parts = [part for part in re.split("[.-]", token) if part]
    return bool(parts) and all(
        part[0].isupper() and (len(part) == 1 or part in facts.initials or (len(part) == 2 and part[1] in APOSTROPHES))
        for part in parts
    )


def _after_initials(token: str, words: list[str], stop: Stop, facts: Facts) -> bool:
    """Say whether a sentence ends with initials, as after a surname; they mostly stand before one."""
    before = words[-2] if len(words) > 1 else ""
    if stop.text[stop.next].isdigit() or fold(before) in facts.lettered or _starts(stop, facts):
        return True
    found = _WORD.match(stop.text, stop.next)
    if not before[:1].isupper() or not before.endswith(facts.surnames):
        return False
    if found and any(end in found[0][2:] for end in facts.surnames):  # theirs, more likely than the one before
        return False
    if "." in token:
        return True
    return not (words[-3:-2] and _is_initials(words[-3].rstrip("."), facts)) and not (found and found[1])


def _starts(stop: Stop, facts: Facts) -> bool:
    """Say whether the next word is one that begins sentences, and no initial."""
    found = _WORD.match(stop.text, stop.next)
    return bool(found and not found[1] and fold(found[0]) in facts.starters) and not stop.dashed


def _after_word(token: str, words: list[str], stop: Stop, facts: Facts) -> bool:
    """Say whether a sentence ends with a word: with an abbreviation it may not."""
    folded = fold(_COUNTED.sub("", token))
    kinds = facts.kinds.get(_spaced(words, folded)) or facts.kinds.get(folded)
    if kinds is None:
        if not _is_short(words[-1], token, facts):
            return True
        kinds = frozenset({"unit"})
    if "never" in kinds or stop.dashed:
        return False
    counted = _is_counted(words, facts)
    if stop.text[stop.next].isdigit():
        return _before_number(kinds, counted, stop)
    return _before_capital(kinds, counted, stop, facts)


def _is_short(word: str, token: str, facts: Facts) -> bool:
    """Say whether a word that is not known is an abbreviation: it has no vowel, or stands alone in a bracket so far."""
    if not (token.islower() and token.isalpha()):
        return False
    return (word[0] == "(" and len(token) < 8) or (len(token) < 5 and not facts.vowels.intersection(token))


def _spaced(words: list[str], last: str) -> str:
    """Put together an abbreviation that is written with spaces, as "т. д"; `last` is the last word of it, folded."""
    for word in words[-2:-5:-1]:
        if not word.endswith(".") or len(word.lstrip(OPENERS)) > 3:
            break
        last = fold(word.lstrip(OPENERS)) + last
    return last


def _is_counted(words: list[str], facts: Facts) -> bool:
    """Say whether a number stands before the last word: 5 kg, 5kg, 20 kv. m, 180 ming km, XIX asr."""
    if words[-1].lstrip(OPENERS)[:1].isdigit():
        return True
    for word in words[-2:-5:-1]:
        bare = word.lstrip(OPENERS)
        if bare[:1].isdigit() or _ROMAN.match(bare):
            return True
        if not facts.kinds.get(fold(bare.rstrip(".")), _NONE) & {"count", "unit"}:
            return False
    return False


def _before_number(kinds: frozenset[str], counted: bool, stop: Stop) -> bool:
    """Say whether a sentence ends with an abbreviation if a number follows: it may belong to it, as in 5 m. 30 sm."""
    if counted and kinds & {"unit", "count", "time"}:
        return _APART.match(stop.text, stop.next) is not None
    return "ends" in kinds and "number" not in kinds


def _before_capital(kinds: frozenset[str], counted: bool, stop: Stop, facts: Facts) -> bool:
    """Say whether a sentence ends with an abbreviation if a capital follows."""
    if _starts(stop, facts):
        return True
    if stop.closed:
        return False
    found = _WORD.match(stop.text, stop.next)
    following = found[0] if found else ""
    if "count" in kinds or (counted and "unit" in kinds):
        return not (len(following) > 1 and following.isupper()) and fold(following) not in facts.followers
    if "time" in kinds and counted:
        return not _is_early(stop)
    return "ends" in kinds or kinds == {"number"}


def _is_early(stop: Stop) -> bool:
    """Say whether a sentence has only said when, as "В 2025 г."."""
    words = stop.text[stop.start : min(stop.at, stop.start + 40)].split()
    return len(words) <= _EARLY and (len(words[0]) <= 2 or words[0].lstrip(OPENERS)[:1].isdigit())
