"""Which language words are in, by the weights of their n-grams."""

from __future__ import annotations

from math import exp, log

from uzlat.ngrams import STEP, Model, model
from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

STRANGE = {"Cyrl": ((60, 1.8), (20, 1.2)), "Latn": ((60, 1.4), (20, 1.0))}
"""From so many letters on, what the best language has before the mean of all, in nats a letter, at least: of text in
one of the languages, 99 in 100 have more; of text in others hardly a half."""
FOLLOWS = 0.9
"""The chance that a block is in the language of the block before it, all else unknown."""


class Finding(Record):
    """What n-grams say of words: the best language and its chance from 0 to 1, the next, the words that tell most.

    strange: whether the words are unlike all the languages known.
    """

    lang: str
    chance: float
    second: str
    telling: list[str]
    strange: bool


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
    sums, letters = known.sums(total), sum(map(len, found))
    logs = chances(known, sums, letters, before, trust)
    best, second = sorted(range(len(logs)), key=logs.__getitem__)[:-3:-1]
    lang = known.languages[best]
    strange = lang != before and is_strange(sums, letters, script)
    return Finding(lang, exp(logs[best]), known.languages[second], telling(known, found, best, second), strange)


def is_strange(sums: list[int], letters: int, script: str) -> bool:
    """Say whether sums are too low for a text of so many letters in any of the languages."""
    fit = (max(sums) - sum(sums) / len(sums)) * STEP / letters
    return any(letters >= least and fit < needed for least, needed in STRANGE[script])


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

    leads = {word: known.lane(known.weigh(word), best) - known.lane(known.weigh(word), second) for word in words}
    return [word for word in sorted(leads, key=lambda word: -leads[word])[:4] if leads[word] > 0]
