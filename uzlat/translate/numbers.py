"""Numbers of a source and of its translation: what is missing, what is added, what was changed."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from uzlat.translate.dates import Named
from uzlat.translate.figures import Figures, Number, figures
from uzlat.translate.folding import fold
from uzlat.translate.numerals import data, romans, spelled


class Difference(NamedTuple):
    """What the source has and the translation has not, or the other way round; both if one became the other."""

    source: Number | Named | None
    target: Number | Named | None

    @property
    def dated(self) -> bool:
        """Say whether it is in a date."""
        return any(isinstance(one, Named) or one.dated for one in (self.source, self.target) if one)


def numbers(text: str, code: str) -> Counter[str]:
    """Count the numbers that a text writes in figures, each in its likeliest form, percent with its sign.

    >>> sorted(numbers("1,5 mln. soʻm, 20 foiz va 1 000 ta", "uz"))
    ['1000', '1500000', '20%']
    """
    percent = _percent()
    return Counter(
        one.readings[0] + "%" * bool(percent.match(text, one.end)) for one in figures(text, fold(text), code).numbers
    )


@lru_cache(maxsize=1)
def _percent() -> re.Pattern[str]:
    return re.compile(data()["percent"], re.IGNORECASE)


def differ(source: str, target: str, source_code: str, target_code: str) -> list[Difference]:
    """Tell in which numbers and dates a translation differs from its source.

    What a translator may write otherwise is no difference: figures for words, 1,5 ming for 1500, a date in figures.

    >>> [(one.source, one.target.readings) for one in differ("22-noyabr, 3 ta", "22.11.2026, три", "uz", "ru")]
    [(None, ('2026',))]
    """
    here, there = fold(source), fold(target)
    return compare(
        figures(source, here, source_code),
        figures(target, there, target_code),
        (source, source_code),
        (target, target_code),
    )


def compare(ours: Figures, theirs: Figures, source: tuple[str, str], target: tuple[str, str]) -> list[Difference]:
    """Tell in what the figures of two texts differ; each text comes with the code of its language."""
    if not any((*ours, *theirs)) and not (_ROMAN.search(source[0]) and _ROMAN.search(target[0])):
        return []
    missing, added = _unmatched(ours.numbers, theirs.numbers)
    missing = _unexplained(missing, theirs.numbers, *target)
    added = _unexplained(added, ours.numbers, *source)
    found = [*_paired(missing, added), *_names(ours.names, theirs.names)]
    return found or _romans(source[0], target[0])


_ROMAN = re.compile("[IVXІХ]{2}")


def _unmatched(ours: list[Number], theirs: list[Number]) -> tuple[list[Number], list[Number]]:
    """Match numbers one to one; give those that are left on both sides."""
    places: dict[str, list[int]] = {}
    for at, one in enumerate(theirs):
        for reading in one.readings:
            places.setdefault(reading, []).append(at)
    used: set[int] = set()
    left = []
    for one in ours:
        free = [at for reading in one.readings for at in places.get(reading, ()) if at not in used]
        if free:
            used.add(free[0])
        else:
            left.append(one)
    return _by_parts(left, [one for at, one in enumerate(theirs) if at not in used])


def _by_parts(ours: list[Number], theirs: list[Number]) -> tuple[list[Number], list[Number]]:
    """Match a number that may be several with these, either way round."""
    for one in [one for one in ours if one.parts]:
        if (taken := _cover(one.parts, theirs)) is not None:
            ours = [other for other in ours if other is not one]
            theirs = [other for at, other in enumerate(theirs) if at not in taken]
    for one in [one for one in theirs if one.parts]:
        if (taken := _cover(one.parts, ours)) is not None:
            theirs = [other for other in theirs if other is not one]
            ours = [other for at, other in enumerate(ours) if at not in taken]
    return ours, theirs


def _cover(parts: tuple[str, ...], among: list[Number]) -> set[int] | None:
    """Find a number for each part; None if one has none."""
    taken: set[int] = set()
    for part in parts:
        at = next((at for at, one in enumerate(among) if at not in taken and part in one.readings), None)
        if at is None:
            return None
        taken.add(at)
    return taken


def _unexplained(left: list[Number], others: list[Number], text: str, code: str) -> list[Number]:
    """Leave out what the other text says in words, or says once where this one says it twice."""
    if not left:
        return left
    said = spelled(text, code) | {reading for one in others for reading in one.readings}
    return [
        one for one in left if not said.intersection(one.readings) and not (one.parts and said.issuperset(one.parts))
    ]


def _paired(missing: list[Number], added: list[Number]) -> list[Difference]:
    """Put what is missing beside what is added instead, in order."""
    pairs = min(len(missing), len(added))
    changed = [Difference(one, other) for one, other in zip(missing, added, strict=False)]
    return [
        *changed,
        *(Difference(one, None) for one in missing[pairs:]),
        *(Difference(None, one) for one in added[pairs:]),
    ]


def _names(ours: list[Named], theirs: list[Named]) -> list[Difference]:
    """Compare months and days of the week: one became another, or the month of a date is missing."""
    left, others = [], list(theirs)
    for one in ours:
        same = next((other for other in others if other.kind == one.kind and other.readings & one.readings), None)
        if same:
            others.remove(same)
        elif not any(other.kind == one.kind and other.readings & one.readings for other in theirs):
            left.append(one)
    found = []
    for one in left:
        instead = next((other for other in others if other.kind == one.kind), None)
        if instead and not any(other.kind == one.kind and other.readings & instead.readings for other in ours):
            found.append(Difference(one, instead))
    return found


def _romans(source: str, target: str) -> list[Difference]:
    """Compare Roman numerals of two letters or more, where both texts have one of their own."""
    ours, theirs = _roman_numbers(source), _roman_numbers(target)
    missing, added = _unmatched(ours, theirs)
    pairs = zip(missing, added, strict=False)
    return [Difference(one, other) for one, other in pairs]


def _roman_numbers(text: str) -> list[Number]:
    return [Number(*span, (str(value),)) for value, span in romans(text) if span[1] - span[0] > 1]
