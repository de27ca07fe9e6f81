"""What a word must know of its neighbours: whether it begins a sentence, whether it stands among capitals."""

from __future__ import annotations

import re

from uzlat.record import Record

WORD = re.compile(r"[^\W\d_]+")
"""A run of letters, of whatever script."""
REACH = 80
"""Characters looked at on either side."""


class Context(Record):
    """What the neighbours say of a word.

    first: it begins its sentence. headline: its neighbours are all in capitals. foreign: a foreign word
    stands beside it. initial: it is one letter and a full stop follows.
    """

    first: bool = True
    headline: bool = False
    foreign: bool = False
    initial: bool = False


ALONE = Context()
CONTEXTS = (ALONE, Context(first=False), Context(headline=True), Context(False, True))


def context_of(text: str, start: int, end: int, foreign: bool = False) -> Context:
    """Look at the neighbours of a word; whether one of them is foreign, the caller knows."""
    before = text[max(0, start - REACH) : start]
    after = text[end : end + REACH]
    near = [*WORD.findall(before)[-2:], *WORD.findall(after)[:2]]
    capitals = [word for word in near if len(word) > 1]
    initial = end - start == 1 and text[end : end + 1] == "."
    headline = bool(capitals) and all(word.isupper() for word in (*near, text[start:end]))
    return Context(_begins_sentence(before), headline and not initial, foreign, initial and text[start].isupper())


def _begins_sentence(before: str) -> bool:
    """Say whether what stands before a word ends a sentence, or nothing does.

    A full stop after one letter, or after a short word in small letters, belongs to an abbreviation.
    """
    rest = before.rstrip(" \ufeff\u00a0\u202f\"'«»“”„‘’()[]–—-")
    if not rest:
        return True
    if rest[-1] == ".":
        last = WORD.findall(rest)[-1:]
        return not (rest[-2:-1].isalpha() and len(last[0]) <= 3 and (len(last[0]) == 1 or last[0].islower()))
    return rest[-1] in "!?…\n"
