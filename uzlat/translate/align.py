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
from itertools import pairwise
from typing import NamedTuple

from uzlat.translate.folding import fold
from uzlat.translate.guard_shape import data

STEPS = ((1, 1, 0.0), (1, 0, 2.2), (0, 1, 2.2), (2, 1, 3.0), (1, 2, 3.0))
"""How many paragraphs of each text a step takes, and what it costs beside what the paragraphs say."""
BAND = 60
"""How far from the diagonal a path may go, beyond the difference of the two counts."""
MOST_TRIED, UNLIKELY, CLEARLY = 5_000, 2.0, 6.0
"""Of texts with as many paragraphs: up to how many another way is looked for, what a pair must cost for that, and by
how much it must be cheaper. Two paragraphs that changed places gain 5; one left out and one added elsewhere, 10.
"""
_LENGTH, _FIGURE, _NAME, _MOST = 3.0, 1.2, 0.8, 4.0
_NUMBER = re.compile(r"\d+")
_NAMED = re.compile(r"[A-ZА-ЯЁЎҚҒҲӘІҢӨҰҮ][^\W\d_]{3,}")


class Link(NamedTuple):
    """Paragraphs that belong together, by their places in the two texts; one side may be empty."""

    source: range
    target: range


class _Sketch(NamedTuple):
    """What paragraphs are compared by; `size` is the logarithm of the length, `many` how many figures there are."""

    length: int
    size: float
    figures: Counter[str]
    many: int
    names: Counter[str]


def align(source: Sequence[str], target: Sequence[str], usual: float = 1.0) -> list[Link]:
    """Find which paragraphs belong together; of texts with as many one by one, unless another way is clearly better.

    Args:
        source, target: paragraphs.
        usual: how many characters of translation come to one of the source.

    >>> text = ["Salom, dunyo!", "Bugun 5 kishi keldi.", "Ertaga Toshkentga boramiz."]
    >>> [(list(one.source), list(one.target)) for one in align(text, [text[0], text[2]])]
    [([0], [0]), ([1], []), ([2], [1])]
    """
    ours, theirs = [_sketch(text, usual) for text in source], [_sketch(text, 1.0) for text in target]
    straight = [Link(range(at, at + 1), range(at, at + 1)) for at in range(len(source))]
    if len(ours) != len(theirs):
        return _links(ours, theirs)[0]
    costs = [_cost(one, other) for one, other in zip(ours, theirs, strict=True)]
    if len(ours) > MOST_TRIED or max(costs, default=0.0) < UNLIKELY:
        return straight
    links, cost = _links(ours, theirs)
    return links if sum(costs) - cost > CLEARLY else straight


@lru_cache(maxsize=1)
def letters() -> dict[int, str]:
    """Give a rough Latin letter for each of several alphabets, for `str.translate`."""
    known = data()["sketch"]
    return {ord(one): other.strip("-") for one, other in zip(known["from"], known["to"], strict=True)}


def _sketch(text: str, usual: float) -> _Sketch:
    """Give what a paragraph is compared by."""
    named = (fold(name).translate(letters())[:4] for name in _NAMED.findall(text))
    return _made(round(len(text) * usual), Counter(_NUMBER.findall(text)), Counter(named))


def _made(length: int, figures: Counter[str], names: Counter[str]) -> _Sketch:
    return _Sketch(length, math.log(length + 10), figures, figures.total(), names)


def _links(ours: list[_Sketch], theirs: list[_Sketch]) -> tuple[list[Link], float]:
    """Give the cheapest path through both texts, and what it costs."""
    steps, cost = _table(ours, theirs)
    row, column, links = len(ours), len(theirs), []
    while row or column:
        up, over, _ = STEPS[steps[row][column]]
        links.append(Link(range(row - up, row), range(column - over, column)))
        row, column = row - up, column - over
    return links[::-1], cost


def _table(ours: list[_Sketch], theirs: list[_Sketch]) -> tuple[list[dict[int, int]], float]:
    """Give the last step of the cheapest path to each pair of places, by rows; and what the whole path costs."""
    left, right = _joined(ours), _joined(theirs)
    slope = len(theirs) / max(1, len(ours))
    width = BAND + abs(len(ours) - len(theirs))
    rows: list[dict[int, float]] = [{}, {}, {0: 0.0}]  # costs of this row and of the two before it
    steps: list[dict[int, int]] = []
    for row in range(len(ours) + 1):
        middle = round(row * slope)
        last: dict[int, int] = {}
        for column in range(max(0, middle - width), min(len(theirs), middle + width) + 1):
            found = [
                (before + more + (_cost(left[up][row], right[over][column]) if up and over else 0.0), -up, -over, step)
                for step, (up, over, more) in enumerate(STEPS)
                if (before := rows[2 - up].get(column - over)) is not None
            ]
            if found:
                rows[2][column], _, _, last[column] = min(found)
        steps.append(last)
        rows = [rows[1], rows[2], {}]
    return steps, rows[1][len(theirs)]


def _joined(sketches: list[_Sketch]) -> tuple[list[_Sketch], list[_Sketch], list[_Sketch]]:
    """Give what stands before each place: nothing, one paragraph, two; the first ones are never asked for."""
    two = [_together(one, other) for one, other in pairwise(sketches)]
    return [], [*sketches[:1], *sketches], [*two[:1], *two[:1], *two]


def _cost(one: _Sketch, other: _Sketch) -> float:
    """Say how unlike paragraphs are."""
    cost = _LENGTH * abs(one.size - other.size)
    figures = _shared(one.figures, other.figures)
    shared = figures * _FIGURE + _shared(one.names, other.names) * _NAME
    apart = (one.many + other.many - 2 * figures) * _FIGURE * 0.5
    return cost - min(shared, _MOST) + min(apart, _MOST)


def _shared(one: Counter[str], other: Counter[str]) -> int:
    """Count what is in both."""
    if len(one) > len(other):
        one, other = other, one
    return sum([min(count, other[found]) for found, count in one.items() if found in other])


def _together(one: _Sketch, other: _Sketch) -> _Sketch:
    return _made(one.length + other.length, one.figures + other.figures, one.names + other.names)
