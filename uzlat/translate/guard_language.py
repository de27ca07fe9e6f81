"""Guards that look at the language of a translation: copied, in another script or language, or talk about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from uzlat.translate.align import letters
from uzlat.translate.fault import ERROR, WARNING, WORD, Fault, Pair, prose
from uzlat.translate.folding import fold
from uzlat.translate.guard_shape import data
from uzlat.translate.lang import Lang

if TYPE_CHECKING:
    from uzlat.converter import Converter

COPIED = 0.8
"""From this share of its words in the translation, a source is copied."""
SURE = 0.9
"""The score from which detection is believed against what was asked for."""
LETTERS = 30
"""Letters that a text has to have before its language is asked about."""
_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024fʻʼ]+")
_OTHER = {"Cyrl": _LATIN, "Latn": _CYRILLIC}
_MIXED = re.compile(r"[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]")
_PLAIN_MIXED = re.compile(r"[A-Za-z]{3,}[\u0400-\u052f]+|[\u0400-\u052f]+[A-Za-z]{3,}")
_TOKEN = re.compile(r"[^\W\d_]+")


def copied(pair: Pair) -> Iterator[Fault]:
    """Find a source that was not translated; one that was only written in the other script, too."""
    if pair.src.code == pair.tgt.code:
        if pair.src != pair.tgt and pair.source.strip() == pair.target.strip() and _foreign(pair.target, pair.tgt):
            yield Fault("copied", ERROR, "the source stands here as it is", 0, len(pair.target))
        return
    if not _worth(pair) or (pair.src.script != pair.tgt.script and is_familiar(pair)):
        return
    if _overlap(pair.source_words, pair.words) >= COPIED:
        yield Fault("copied", ERROR, "the source stands here, not translated", 0, len(pair.target))
    elif pair.src.script != pair.tgt.script and _overlap(_bare(_rewritten(pair)), _bare(pair.target)) >= COPIED:
        yield Fault("copied", ERROR, "the source stands here in other letters, not translated", 0, len(pair.target))


def _worth(pair: Pair) -> bool:
    """Say whether a source has words that are to be translated: not names, figures and addresses alone."""
    words = WORD.findall(prose(pair.source, pair.source_held))
    return sum(word[0].islower() and len(word) > 2 for word in words) >= 2 and len(words) >= 3


def _rewritten(pair: Pair) -> str:
    """Write the source in the script of the translation: by a table, or romanized; "" where neither is known."""
    from uzlat.romanize import PACKS, romanize

    if converter := _converter(pair.src, pair.tgt.script):
        return converter(pair.source)
    return romanize(pair.source, pair.src.code) if pair.src.code in PACKS and pair.tgt.script == "Latn" else ""


_ROUGH = re.compile(r"[sctz]h|ts|(?<=[aeiou])[iy]|['ʹ]")


def _bare(text: str) -> list[str]:
    """Give words as they are compared whatever romanization wrote them.

    >>> _bare("Tsena khleba") == _bare("Cena hleba")
    True
    """
    rough = (word.replace("kh", "h").replace("ts", "s").replace("y", "i") for word in WORD.findall(fold(text)))
    return [_ROUGH.sub(lambda one: one[0][0].strip("'ʹiy") and "s", word).translate(letters()) for word in rough]


def _overlap(ours: list[str], theirs: list[str]) -> float:
    """Give the share of words that are found on the other side as well."""
    if not ours or not theirs:
        return 0.0
    return (Counter(ours) & Counter(theirs)).total() / len(ours)


@lru_cache(maxsize=8)
def _converter(lang: Lang, script: str) -> Converter | None:
    """Give what writes a language in another script; None if there is no table for it."""
    from uzlat.converter import Converter
    from uzlat.rulefile import available

    table = f"{lang}_{lang.code}-{script}"
    return Converter(table) if table in available() else None


def is_familiar(pair: Pair) -> bool:
    """Say whether a translation has enough words of its language that no one need ask which it is in."""
    known = _known(pair.tgt.code)
    if not known or not known.words.isdisjoint(pair.words) or known.letters.search(pair.folded):
        return False
    wanted = max(2, len(pair.folded) // 60)
    return sum(1 for _ in islice(known.familiar.finditer(pair.folded), wanted)) == wanted


class _Known(NamedTuple):
    """What a language is known by: a pattern for what it has, letters and words that it has not."""

    familiar: re.Pattern[str]
    letters: re.Pattern[str]
    words: frozenset[str]


@lru_cache(maxsize=32)
def _known(code: str) -> _Known | None:
    familiar, alien = data()["familiar"].get(code), data()["alien"].get(code)
    return _Known(re.compile(familiar), re.compile(alien["letters"]), frozenset(alien["words"])) if alien else None


def _foreign(text: str, lang: Lang) -> int:
    """Count letters of the script that a language is not to be written in."""
    other = _OTHER.get(lang.script)
    return sum(map(len, other.findall(text))) if other else 0


def script(pair: Pair) -> Iterator[Fault]:
    """Find letters of the wrong script, and words of both."""
    other = _OTHER.get(pair.tgt.script)
    if not other or not other.search(pair.target):
        return
    target = prose(pair.target, pair.held)
    wrong = other.search(target)
    if not wrong:
        return
    share = _foreign(target, pair.tgt) / sum(map(str.isalpha, target))
    limit = 0.5 if pair.tgt.script == "Cyrl" else 0.2
    kept = Counter(other.findall(target)) - Counter(other.findall(pair.source))
    if share > limit and (kept.total() > 1 or _worth(pair)):
        yield Fault("script", ERROR, f"not in {pair.tgt.script} letters", *wrong.span())
    elif mixed := _mixed(target):
        yield Fault("script", ERROR, f"“{mixed[0]}” mixes letters of two scripts", *mixed.span())
    elif pair.tgt.script == "Latn" and (alone := next((one for one in other.finditer(target) if one[0] in kept), None)):
        yield Fault("script", WARNING, f"“{alone[0]}” is in Cyrillic letters", *alone.span())


def _mixed(text: str) -> re.Match[str] | None:
    """Find a word of two scripts; a name with an ending in the other script is none."""
    if not _MIXED.search(text):
        return None
    mixed = (one for one in _TOKEN.finditer(text) if _MIXED.search(one[0]))
    return next((one for one in mixed if not _PLAIN_MIXED.fullmatch(one[0])), None)


def language(pair: Pair) -> Iterator[Fault]:
    """Find a translation that is in another language than was asked for, where that is sure."""
    if len(pair.target) < LETTERS or is_familiar(pair):
        return
    from uzlat.detector import detect

    text = prose(pair.target, pair.held)
    if sum(map(str.isalpha, text)) < LETTERS:
        return
    verdict = detect(text)
    known = verdict.lang not in ("und", "zxx", pair.tgt.code)
    if known and verdict.score >= SURE:
        yield Fault("language", ERROR, f"in {verdict.lang}, not in {pair.tgt.code}", 0, len(pair.target))


class _Chatter(NamedTuple):
    """What models say beside a translation: at its beginning, in a remark after it, anywhere; and signs of the last."""

    start: re.Pattern[str]
    end: re.Pattern[str]
    anywhere: re.Pattern[str]
    hints: tuple[str, ...]

    def find(self, folded: str) -> re.Match[str] | None:
        """Find the first of it; text is folded."""
        found = self.start.match(folded) or self.end.search(folded)
        return found or (self.anywhere.search(folded) if any(map(folded.__contains__, self.hints)) else None)


@lru_cache(maxsize=1)
def _chatter() -> _Chatter:
    import tomllib
    from importlib.resources import files

    said = tomllib.loads((files("uzlat.translate.data") / "chatter.toml").read_text(encoding="utf-8"))
    start = re.compile(rf"[\s\"«“*_#>'-]*(?:{'|'.join(said['start'])})")
    end = re.compile(rf"[\n.!?»”\")(]\s*[(\[*_'\"-]*(?:{'|'.join(said['end'])})")
    return _Chatter(start, end, re.compile("|".join(said["any"])), tuple(said["hints"]))


_FENCES = re.compile(r"```|\*\*|^#{1,4} |^> ")
_FENCE_SIGNS = frozenset("`*#>")
_QUOTES = "\"'«»“”„‘"


def chatter(pair: Pair) -> Iterator[Fault]:
    """Find words about the translation, and marks of Markdown and quotation marks around it that the source has not."""
    known = _chatter()
    found = known.find(pair.folded)
    if found and not known.find(pair.folded_source):
        said = pair.target[found.start() : found.end()].strip()
        yield Fault("chatter", ERROR, f"“{said[:40]}” is no translation", *found.span())
        return
    fence = None if _FENCE_SIGNS.isdisjoint(pair.target) else _FENCES.search(pair.target)
    if fence and fence[0].strip() not in pair.source:
        yield Fault("chatter", ERROR, f"{fence[0].strip()} is not in the source", *fence.span())
    elif _is_quoted(pair.target.strip()) and not any(mark in pair.source for mark in _QUOTES):
        yield Fault("chatter", WARNING, "quotation marks around it that the source has not", 0, len(pair.target))


def _is_quoted(text: str) -> bool:
    return (
        len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES and not any(one in text[1:-1] for one in _QUOTES)
    )
