"""Sentences of a paragraph: where each begins and ends."""

from __future__ import annotations

import re

from uzlat.translate.folding import fold
from uzlat.translate.stops import Facts, Stop, ends, facts_of

_QUOTES = "«“„‟\"'‘"
_FACES = (
    "\U0001f440-\U0001f450\U0001f493-\U0001f49f\U0001f600-\U0001f64f\U0001f900-\U0001f9ff\U0001f3fb-\U0001f3ff\u2764"
)
_CANDIDATE = re.compile(
    rf"""([.!?…。！？؟۔])  # one set first: with it the search is fast
    ([.!?…。！？؟۔]*)
    ((?:[»”’)\]}}*]|["'“ʼ](?=[\s.,;:!?…»”)\]"']|$)|\[\d{{1,3}}\]|[.!?…]|\s?[{_FACES}\u200d\ufe0f]|\s[»”)\]](?=[\s.,]|$))*)
    (\s*)
    ((?:[{_QUOTES}(\[{{¿¡*—–-]|(?<=[«“„—–-])\s)*)""",
    re.VERBOSE,
)
"""A stop or several; what closes with it; white space; what opens before the next word."""
_CLOSED = ("»", "”", '"')
_STOPS = (".", "!", "?", "…")
_ASIAN = "。！？؟۔"
_SIGNS = frozenset("#@$€£₽₸№§•·+~✅⚡🔹🔸")
_LINK = ("http://", "https://", "www.", "t.me/")
_WORD = re.compile(r"[^\W\d_]+")


def split(text: str, code: str = "") -> list[tuple[int, int]]:
    """Find the sentences of a paragraph.

    Args:
        text: the paragraph; a line end in it ends a sentence.
        code: its language, as "uz" (either script); "" or one that is not known: what is known of all.

    Returns:
        Start and end of each, without the white space around it. Together they hold all that is not white space.

    >>> text = "Prezident Sh. Mirziyoyev keldi. Unga 1,5 mln. dollar berildi."
    >>> [text[start:end] for start, end in split(text, "uz")]
    ['Prezident Sh. Mirziyoyev keldi.', 'Unga 1,5 mln. dollar berildi.']
    """
    facts = facts_of(code)
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        spans += [(start + begin, start + end) for begin, end in _of_line(line.rstrip(), facts)]
        start += len(line)
    return spans


def _of_line(line: str, facts: Facts) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _CANDIDATE.finditer(line):
        cut = _cut(line, start, found, facts)
        if cut:
            _add(spans, line, start, cut)
            start = cut
    _add(spans, line, start, len(line))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a sentence without the white space around it, unless nothing is left."""
    part = text[start:end]
    bare = part.lstrip()
    begin = end - len(bare)
    bare = bare.rstrip()
    if bare:
        spans.append((begin, begin + len(bare)))


def _cut(text: str, start: int, found: re.Match[str], facts: Facts) -> int:
    """Say where the sentence after a stop begins; 0 if none does."""
    after, opened = found.end(), found.start(5)
    if after == len(text):
        return 0
    if found[4]:
        return opened if _parts(text, start, found, facts) else 0
    return opened if found[1] in _ASIAN or _is_glued(text, start, found, facts) else 0


def _parts(text: str, start: int, found: re.Match[str], facts: Facts) -> bool:
    """Say whether a stop with a space after it ends a sentence."""
    first, more, tail, _, lead = found.groups()
    at, after = found.start(), found.end()
    if lead[:1] == "(" and tail[-1:] in _CLOSED:  # where a quotation is from
        return False
    if not _can_begin(text, after, lead, first) or _is_empty(text, start, at) or text[at - 1] in "([":
        return False
    if first != "." or "." in more or tail.endswith(_STOPS):
        return True
    return ends(Stop(text, start, at, after, "—" in lead or "–" in lead, ")" in tail), facts)


def _is_empty(text: str, start: int, at: int) -> bool:
    """Say whether nothing that is said stands before a stop: dots at the beginning."""
    return at - start < 4 and not any(map(str.isalnum, text[start:at]))


def _can_begin(text: str, at: int, lead: str, stop: str) -> bool:
    """Say whether a sentence can begin with what stands there."""
    one = text[at]
    if one.islower():
        if text.startswith(_LINK, at) or text[at + 1 : at + 2].isupper():
            return True
        return stop == "." and lead in ("(", "[")
    if one.isalnum() or one in _SIGNS:
        return True
    if one == ".":
        return text[at + 1 : at + 2].isupper()
    return ord(one) >= 0x2190 and not lead


def _is_glued(text: str, start: int, found: re.Match[str], facts: Facts) -> bool:
    """Say whether two sentences stand together without a space: keldi.Ertaga, but no domain or name."""
    after, at = found.end(), found.start()
    if not text[after].isupper() or not text[at - 1 : at].islower() or found[5] not in ("", *_QUOTES, "—", "–"):
        return False
    word = text[max(start, at - 40) : at].rsplit(maxsplit=1)[-1].lstrip(_QUOTES)
    following = _WORD.match(text, after)
    if len(word) < 3 or not word[0].islower() or any(sign in word for sign in "./@_\\:=") or following is None:
        return False
    if fold(word) in facts.kinds:
        return False
    name = following[0].lower()
    return (name not in facts.domains or name in facts.starters) and text[
        following.end() : following.end() + 1
    ] not in (".", "(")
