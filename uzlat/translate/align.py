"""Which paragraph of a translation belongs to which of its source: by length, and by figures and names in both.

The method is that of Gale and Church (1993): the cheapest path through both texts, where a step takes one paragraph of
each, or two and one, or one that has no counterpart. Here what stands in both texts pays for a step as well.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from uzlat.translate.folding import fold
from uzlat.translate.guard_shape import data

STEPS = ((1, 1, 0.0), (1, 0, 2.2), (0, 1, 2.2), (2, 1, 3.0), (1, 2, 3.0))
"""How many paragraphs of each text a step takes, and what it costs beside what the paragraphs say."""
BAND = 60
"""How far from the diagonal a path may go, beyond the difference of the two counts."""
_LENGTH, _FIGURE, _NAME, _MOST = 3.0, 1.2, 0.8, 4.0
_NUMBER = re.compile(r"\d+")
_NAMED = re.compile(r"[A-ZА-ЯЁЎҚҒҲӘІҢӨҰҮ][^\W\d_]{3,}")


class Link(NamedTuple):
    """Paragraphs that belong together, by their places in the two texts; one side may be empty."""

    source: range
    target: range


class _Sketch(NamedTuple):
    length: int
    figures: Counter[str]
    names: Counter[str]


def align(source: Sequence[str], target: Sequence[str], usual: float = 1.0) -> list[Link]:
    """Find which paragraphs belong together; texts with as many are taken one by one.

    Args:
        source, target: paragraphs.
        usual: how many characters of translation come to one of the source.

    >>> text = ["Salom, dunyo!", "Bugun 5 kishi keldi.", "Ertaga Toshkentga boramiz."]
    >>> [(list(one.source), list(one.target)) for one in align(text, [text[0], text[2]])]
    [([0], [0]), ([1], []), ([2], [1])]
    """
    if len(source) == len(target):
        return [Link(range(at, at + 1), range(at, at + 1)) for at in range(len(source))]
    best = _table([_sketch(text, usual) for text in source], [_sketch(text, 1.0) for text in target])
    at, links = (len(source), len(target)), []
    while at != (0, 0):
        before = best[at][1]
        links.append(Link(range(before[0], at[0]), range(before[1], at[1])))
        at = before
    return links[::-1]


@lru_cache(maxsize=1)
def letters() -> dict[int, str]:
    """Give a rough Latin letter for each of several alphabets, for `str.translate`."""
    known = data()["sketch"]
    return {ord(one): other.strip("-") for one, other in zip(known["from"], known["to"], strict=True)}


def _sketch(text: str, usual: float) -> _Sketch:
    """Give what a paragraph is compared by."""
    named = (fold(name).translate(letters())[:4] for name in _NAMED.findall(text))
    return _Sketch(round(len(text) * usual), Counter(_NUMBER.findall(text)), Counter(named))


_Cell = tuple[int, int]


def _table(ours: list[_Sketch], theirs: list[_Sketch]) -> dict[_Cell, tuple[float, _Cell]]:
    """Give the cheapest cost to each pair of places, and the place before it."""
    best: dict[_Cell, tuple[float, _Cell]] = {(0, 0): (0.0, (0, 0))}
    slope = len(theirs) / max(1, len(ours))
    width = BAND + abs(len(ours) - len(theirs))
    for row in range(len(ours) + 1):
        middle = round(row * slope)
        for column in range(max(0, middle - width), min(len(theirs), middle + width) + 1):
            found = [
                (best[before][0] + more + _cost(ours[before[0] : row], theirs[before[1] : column]), before)
                for up, left, more in STEPS
                if (before := (row - up, column - left)) in best
            ]
            if found:
                best[row, column] = min(found)
    return best


def _cost(ours: list[_Sketch], theirs: list[_Sketch]) -> float:
    """Say how unlike paragraphs are; nothing of one without a counterpart."""
    if not ours or not theirs:
        return 0.0
    one, other = _together(ours), _together(theirs)
    cost = _LENGTH * abs(math.log((one.length + 10) / (other.length + 10)))
    shared = (one.figures & other.figures).total() * _FIGURE + (one.names & other.names).total() * _NAME
    apart = ((one.figures - other.figures) + (other.figures - one.figures)).total() * _FIGURE * 0.5
    return cost - min(shared, _MOST) + min(apart, _MOST)


def _together(parts: list[_Sketch]) -> _Sketch:
    if len(parts) == 1:
        return parts[0]
    first, second = parts
    return _Sketch(first.length + second.length, first.figures + second.figures, first.names + second.names)
