"""Which words of a translation stand for which of its source: names, numbers and what sounds alike.

Engines do not tell. What cannot be seen is not guessed at: markup whose words are not found in the translation goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from uzlat.translate.folding import fold

ALIKE = 72.0
"""From which likeness, of 100, two words of three letters and more are one."""
_WORD = re.compile(r"[^\W_]+(?:['’ʻʼ‘-][^\W_]+)*")
_NUMBER = re.compile(r"\d+")
_SOUNDS = str.maketrans("ўқғҳәіңүұөһйё", "окгхаинууохие")
"""Letters of Uzbek and Kazakh as the Russian ones that are romanized alike."""
_LATIN = str.maketrans({"'": "", "x": "kh", "j": "zh", "q": "k", "w": "v", "y": "i"})


class Span(NamedTuple):
    """A stretch of a translation."""

    start: int
    end: int


Matcher = Callable[[str, str], bool]
"""Says whether two words mean the same, beyond their sound."""


def spans(slots: Sequence[str], text: str, alike: Matcher = lambda one, other: False) -> list[Span | None]:
    """Find what stands for stretches of a source in its translation; None for what is not found for sure.

    Args:
        slots: stretches of one sentence, in order.
        text: its translation.
        alike: says whether two words are translations of each other.

    >>> spans(["Prezident ", "Shavkat Mirziyoyev", " keldi."], "Пришёл президент Шавкат Мирзиёев.")[1]
    Span(start=17, end=32)
    """
    there = list(_WORD.finditer(text))
    taken: dict[int, int] = {}
    for number, slot in enumerate(slots):
        for word in _WORD.findall(slot):
            free = [(_likeness(word, one[0], alike), -at) for at, one in enumerate(there) if at not in taken]
            if free and max(free)[0] >= ALIKE:
                taken[-max(free)[1]] = number
    return [_span(number, slot, there, taken) for number, slot in enumerate(slots)]


def _span(number: int, slot: str, there: Sequence[re.Match[str]], taken: dict[int, int]) -> Span | None:
    """Give the stretch of a slot's words, if all that count were found and no other slot's are among them."""
    counting = [word for word in _WORD.findall(slot) if len(word) > 2 or word.isdigit()]
    own = sorted(at for at, slot_of in taken.items() if slot_of == number)
    if not counting or len(own) < len(counting):
        return None
    within = range(own[0], own[-1] + 1)
    if any(taken.get(at, number) != number for at in within) or len(within) > len(own) + 1:
        return None
    first = own[0] - _short(slot, [word[0] for word in there[: own[0]]][::-1], leading=True)
    last = own[-1] + _short(slot, [word[0] for word in there[own[-1] + 1 :]], leading=False)
    return Span(there[first].start(), there[last].end())


def _short(slot: str, beside: Sequence[str], *, leading: bool) -> int:
    """Count the initials at one end of a slot that stand beside its words: `Sh.` sounds like nothing."""
    words = _WORD.findall(slot) if leading else _WORD.findall(slot)[::-1]
    both = zip(words, beside, strict=False)
    return sum(1 for _ in takewhile(lambda two: len(two[0]) <= 2 and len(two[1]) <= 2 and two[1].istitle(), both))


def _likeness(word: str, other: str, alike: Matcher) -> float:
    if word[0].isdigit() or other[0].isdigit():
        return 100.0 if _NUMBER.findall(word)[:1] == _NUMBER.findall(other)[:1] else 0.0
    if word == other or alike(word, other):
        return 100.0
    one, two = _sound(word), _sound(other)
    if len(one) < 3 or len(two) < 3 or one[0] != two[0]:
        return 0.0
    from rapidfuzz.fuzz import ratio

    # Endings differ from language to language: the longer word counts as far as the shorter one goes.
    shorter = min(len(one), len(two))
    return ratio(one[:shorter], two[:shorter]) if shorter > 3 or one == two else 0.0


@lru_cache(1 << 12)
def _sound(word: str) -> str:
    """Write a word in Latin letters, roughly as it sounds."""
    from uzlat.romanize import romanize

    low = fold(word)
    if low.isascii():
        latin = re.sub("y[eo]", "e", low).translate(_LATIN)
    else:
        latin = fold(romanize(low.translate(_SOUNDS), "ru")).replace("j", "i").replace("'", "")
    return re.sub(r"(.)\1+", r"\1", latin)
