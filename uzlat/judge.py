"""Which language words are in, by the weights of their n-grams."""

from __future__ import annotations

from math import exp, log

from uzlat.ngrams import STEP, Model, model
from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FOLLOWS = 0.9
"""The chance that a block is in the language of the block before it, all else unknown."""


class Finding(Record):
    """What n-grams say of words: the best language and its chance from 0 to 1, the next, the words that tell most."""

    lang: str
    chance: float
    second: str
    telling: list[str]


def weighed(words: Iterable[str], script: str, before: str = "", trust: float = 1.0) -> Finding | None:
    """Weigh words in small letters; None if no n-gram of them is known.

    Args:
        words: the words of a block.
        script: "Cyrl" or "Latn".
        before: the language of the block before, which is expected to go on.
        trust: what the n-grams count; less than 1 for names, which wander from language to language.
    """
    known = model(script)
    found = list(words)
    total = sum(map(known.weigh, found))
    if not total:
        return None
    logs = chances(known, known.sums(total), sum(map(len, found)), before, trust)
    best, second = sorted(range(len(logs)), key=logs.__getitem__)[:-3:-1]
    return Finding(known.languages[best], exp(logs[best]), known.languages[second], telling(known, found, best, second))


def chances(known: Model, sums: list[int], letters: int, before: str, trust: float = 1.0) -> list[float]:
    """Make chances of sums, as logarithms: calibrated on held-out pieces, with the block before as prior."""
    unit = trust * STEP / (known.scale.base + known.scale.slope * letters)
    top = max(sums)
    logs = [(one - top) * unit for one in sums]
    if before in known.languages:
        share = log(FOLLOWS / (1 - FOLLOWS) * (len(logs) - 1))
        logs[known.languages.index(before)] += share
    whole = log(sum(map(exp, logs)))
    return [one - whole for one in logs]


def telling(known: Model, words: list[str], best: int, second: int) -> list[str]:
    """List up to four words that speak most for the best language and against the second."""

    def lead(word: str) -> int:
        sums = known.sums(known.weigh(word))
        return sums[best] - sums[second]

    return [word for word in sorted(dict.fromkeys(words), key=lead, reverse=True)[:4] if lead(word) > 0]
