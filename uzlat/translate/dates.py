"""Months and days of the week in a text, and which of its numbers belong to a date."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from uzlat.translate.numerals import data

MONTH, DAY = "month", "day of the week"
NUMERIC = re.compile(r"(\d{4})[-./](\d\d?)[-./](\d\d?)|(\d\d?)[./](\d\d?)[./](\d{4}|\d\d)")
"""A date in figures alone."""


_BEGINS = re.compile(r"(?:^|\|)([^\W\d_]+(?!\?))")
"""What each of several stems begins with, as it is written."""


class Named(NamedTuple):
    """A month or a day of the week.

    kind: MONTH or DAY. readings: which it may be, from 1. sure: whether it must have a counterpart, as a month of a
    full date has; else it is only compared where both texts name one.
    """

    start: int
    end: int
    kind: str
    readings: frozenset[int]
    sure: bool = False
    doubtful: bool = False


class Calendar(NamedTuple):
    """The names of months and days of a language; `begins` is what they begin with, to be looked for first."""

    pattern: re.Pattern[str]
    begins: tuple[str, ...]
    before: re.Pattern[str]
    month_first: bool
    proper: bool
    doubtful: frozenset[int]


@lru_cache(maxsize=32)
def calendar(code: str) -> Calendar | None:
    """Give the calendar of a language; None if it is not known."""
    found = data().get(code)
    if not isinstance(found, dict):
        return None
    stems = [*(f"(?P<m{at}>{stem})" for at, stem in enumerate(found["months"], 1))]
    stems += [f"(?P<d{at}>{stem})" for at, stem in enumerate(found["days"], 1)]
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(stems)}){found['case']}(?![^\W\d_])")
    before = rf"[-\s]?{found['before']}\W{{0,3}}(?:of )?|\W{{0,2}}(?:{found['year']})\w*\W{{0,3}}|\W{{1,3}}"
    doubtful = frozenset(found.get("doubtful", ()))
    begins = tuple({one for stem in [*found["months"], *found["days"]] for one in _BEGINS.findall(stem)})
    return Calendar(pattern, begins, re.compile(before), "month_first" in found, "proper" in found, doubtful)


def named(text: str, folded: str, code: str) -> list[Named]:
    """Find months and days of the week by their names."""
    known = calendar(code)
    if not known or not any(map(folded.__contains__, known.begins)):
        return []
    found = []
    for match in known.pattern.finditer(folded):
        if known.proper and text[match.start()].islower():
            continue
        group = match.lastgroup or "m0"
        value, kind = int(group[1:]), MONTH if group[0] == "m" else DAY
        doubtful = kind == MONTH and value in known.doubtful
        found.append(Named(*match.span(), kind, frozenset((value,)), doubtful=doubtful))
    return found


def with_numbers(
    found: list[Named], spans: list[tuple[int, int]], folded: str, code: str
) -> tuple[list[Named], set[int]]:
    """Say of each month whether a day or year stands beside it, and which numbers, by their place in the list, do."""
    known = calendar(code)
    dated: set[int] = set()
    if not known or not spans:
        return [one for one in found if not one.doubtful], dated
    judged = []
    for one in found:
        beside = _beside(one, spans, folded, known) if one.kind == MONTH else set()
        dated |= beside
        if beside or not one.doubtful:
            judged.append(one._replace(sure=bool(beside)))
    return judged, dated


def _beside(one: Named, spans: list[tuple[int, int]], folded: str, known: Calendar) -> set[int]:
    """Give the numbers beside a month: a day or a year before it, a year after it, in English a day too."""
    found = set()
    for at, (start, end) in enumerate(spans):
        length = end - start
        if 0 <= one.start - end < 16 and length in (1, 2, 4) and known.before.fullmatch(folded, end, one.start):
            found.add(at)
        follows = length == 4 or (known.month_first and length <= 2)
        if 0 < start - one.end < 4 and follows and not folded[one.end : start].strip(" ,\u00a0"):
            found.add(at)
    return found | {
        other for at in found for other in (at - 1, at + 1) if _is_its_year(other, at, spans, folded, known)
    }


def _is_its_year(other: int, at: int, spans: list[tuple[int, int]], folded: str, known: Calendar) -> bool:
    """Say whether a number is the year of a date whose day is another: 2026-yil 22-noyabr, November 22, 2026."""
    if not 0 <= other < len(spans) or spans[other][1] - spans[other][0] != 4 or spans[at][1] - spans[at][0] > 2:
        return False
    start, end = sorted((spans[other], spans[at]))[0][1], sorted((spans[other], spans[at]))[1][0]
    return end - start < 16 and bool(known.before.fullmatch(folded, start, end))


def in_figures(chunk: str) -> tuple[str, frozenset[int], tuple[str, ...]] | None:
    """Read a date in figures: its year, which month it may be, which day.

    >>> in_figures("22.11.2026"), in_figures("2026.22.11")
    (('2026', frozenset({11}), ('22',)), None)
    """
    match = NUMERIC.fullmatch(chunk)
    if not match:
        return None
    if match[1]:
        year, month, day = match[1], int(match[2]), int(match[3])
        return (year, frozenset((month,)), (str(day),)) if month <= 12 and day <= 31 else None
    first, second, year = int(match[4]), int(match[5]), match[6]
    ways = [(month, day) for month, day in ((second, first), (first, second)) if 0 < month <= 12 and 0 < day <= 31]
    if not ways:
        return None
    return year, frozenset(month for month, _ in ways), tuple(dict.fromkeys(str(day) for _, day in ways))
