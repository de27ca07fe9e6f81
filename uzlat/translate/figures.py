"""Numbers that a text writes in figures, in one form whatever the language writes.

Where a number can be read in two ways (1,500) both count: a check of a translation must not be wrong about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from uzlat.translate.dates import MONTH, Named, in_figures, named, with_numbers
from uzlat.translate.numerals import multiplier, numerals, plain

_SPACES = " \u00a0\u202f\u2009"
_NUMBER = re.compile(
    r"\+\d[\d ()-]{6,}\d"
    r"|\d{4}-\d\d?-\d\d?(?!\d)"
    r"|\d*[½¼¾]"
    rf"|\d+(?:[.,:/'’]\d+|[{_SPACES}]\d{{3}}(?!\d))*"
)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_BEGIN = re.compile(r"[+\d½¼¾]")
_AFTER = re.compile(rf"[{_SPACES}\n-]?([^\W\d_]+)")
_RANGE = re.compile(r"\s?[-–—−]\s?")
_HALF_DAY = re.compile(r"\s?[ap]\.?\s?m\b", re.IGNORECASE)
_JOINED = re.compile(r"\.?\s{1,2}")
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_YEARS = re.compile(r"(?:19|20)\d0")


class Number(NamedTuple):
    """A number: where it stands, how it may be read (the likeliest first), the numbers it may be instead.

    by: what a word after it multiplies it by. dated: whether it is the day or the year of a date.
    """

    start: int
    end: int
    readings: tuple[str, ...]
    parts: tuple[str, ...] = ()
    by: int = 1
    dated: bool = False


class Figures(NamedTuple):
    """The numbers of a text, and the names of months and days in it."""

    numbers: list[Number]
    names: list[Named]


def figures(text: str, folded: str, code: str, *, calendar: bool = True) -> Figures:
    """Find numbers, months and days of the week; `folded` is the text, folded.

    Without `calendar` names are not looked for: they count only where the text that this is compared with has some.
    """
    found: list[Number] = []
    names = named(text, folded, code) if calendar else []
    for match in _matches(text):
        _add(found, names, match, folded, code)
    if not found:
        return Figures(found, [one for one in names if not one.doubtful])
    names, dated = with_numbers(names, [(one.start, one.end) for one in found], folded, code)
    found = [one._replace(dated=True) if at in dated else one for at, one in enumerate(found)]
    return Figures(_joined(_ranged(found, text), text), names)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Find figures: first the sign that one begins with, which is quick."""
    begin = _BEGIN.search(text)
    while begin:
        match = _NUMBER.match(text, begin.start())
        if match:
            yield match
        begin = _BEGIN.search(text, match.end() if match else begin.end())


def _add(found: list[Number], names: list[Named], match: re.Match[str], folded: str, code: str) -> None:
    """Add what one match says: a number, or a day, a month and a year."""
    start, end = match.span()
    if date := in_figures(match[0]):
        year, months, days = date
        names.append(Named(start, end, MONTH, months, sure=True))
        found += [Number(start, end, days, dated=True), Number(start, end, _year(year), dated=True)]
        return
    known = numerals(code)
    readings, parts = _read(match[0], known.decimal if known else ",")
    after = _AFTER.match(folded, end)
    by = multiplier(after[1], code) if after else 1
    if by > 1 and after:
        short = len(after[1]) == 1
        multiplied = tuple(_times(one, by) for one in readings if _PLAIN.fullmatch(one))
        readings = multiplied + readings * (short or not multiplied)
        end = after.end()
    elif _HALF_DAY.match(folded, end):
        readings = tuple(other for one in readings for other in _both_halves(one))
    found.append(Number(start, end, readings, parts if by == 1 else (), by))


def _year(figures: str) -> tuple[str, ...]:
    return (figures,) if len(figures) == 4 else (f"20{figures}", f"19{figures}", figures)


def _times(reading: str, by: int) -> str:
    return plain(Decimal(reading) * by)


def _both_halves(reading: str) -> tuple[str, ...]:
    """Give an hour of a clock of twelve as one of twenty-four, too."""
    hour, _, rest = reading.partition(":")
    if not hour.isdigit() or int(hour) > 12:
        return (reading,)
    later = str((int(hour) + 12) % 24)
    return (reading, f"{later}:{rest}") if rest else (reading, later, f"{hour}:00", f"{later}:00")


@lru_cache(maxsize=8192)
def _read(chunk: str, decimal: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the readings of figures and signs, and the numbers they may be instead.

    >>> _read("1,500", ".")[0], _read("1,500", ",")[0], _read("10.30", ".")[0], _read("1 000 000", ",")[0]
    (('1500', '1.5'), ('1.5', '1500'), ('10.3', '10:30'), ('1000000',))
    """
    if chunk[0] == "+":
        return ("".join(filter(str.isdigit, chunk)),), ()
    if chunk[-1] in _FRACTIONS:
        return (plain(Decimal(chunk[:-1] or 0) + Decimal(_FRACTIONS[chunk[-1]])),), ()
    if chunk.isdigit():
        number = str(int(chunk))
        return ((number, number[2:]) if _YEARS.fullmatch(chunk) else (number,)), ()
    parts = tuple(str(int(part)) for part in re.findall(r"\d+", chunk))
    readings = [*_clock(chunk), *_grouped(chunk)]
    point = chunk.replace(",", ".")
    if re.fullmatch(r"\d+[.,]\d+", chunk):
        readings.insert(0 if decimal in chunk or "." not in readings else len(readings), plain(Decimal(point)))
        if re.fullmatch(r"\d{1,3}[.,]\d{3}", chunk) and decimal not in chunk:
            readings.reverse()
    return tuple(dict.fromkeys(readings)) or ("/".join(parts),), parts


def _clock(chunk: str) -> list[str]:
    """Read a time of the day."""
    match = re.fullmatch(r"(\d\d?)[:.]([0-5]\d)(?:[:.]([0-5]\d))?", chunk)
    if not match or int(match[1]) > 24:
        return []
    time = f"{int(match[1])}:{match[2]}" + (f":{match[3]}" if match[3] else "")
    return [time, str(int(match[1]))] if match[2] == "00" and not match[3] else [time]


def _grouped(chunk: str) -> list[str]:
    """Read a number whose thousands are parted by a sign."""
    match = re.fullmatch(rf"(\d{{1,3}})(?:([{_SPACES}.,'’])\d{{3}})(?:\2\d{{3}})*(?:([.,])(\d+))?", chunk)
    if not match or match[3] == match[2]:
        return []
    whole = chunk[: match.start(3)] if match[3] else chunk
    digits = "".join(filter(str.isdigit, whole))
    return [plain(Decimal(f"{digits}.{match[4]}" if match[3] else digits))]


def _ranged(found: list[Number], text: str) -> list[Number]:
    """Let the first number of a range be read with what multiplies the second: 2-3 million; 2018–19 as 2018–2019."""
    for at in range(len(found) - 1):
        one, other = found[at], found[at + 1]
        if one.end >= other.start or other.start - one.end > 3 or not _RANGE.fullmatch(text, one.end, other.start):
            continue
        first, second = one.readings[0], other.readings[0]
        if other.by > 1 and one.by == 1 and _PLAIN.fullmatch(first):
            found[at] = one._replace(readings=(_times(first, other.by), *one.readings))
        elif len(first) == 4 and len(second) == 2:
            found[at + 1] = other._replace(readings=(*other.readings, first[:2] + second))
    return found


def _joined(found: list[Number], text: str) -> list[Number]:
    """Take what is said in two steps as one number: 1 milliard 200 million."""
    joined: list[Number] = []
    for one in found:
        last = joined[-1] if joined else None
        fits = last and last.by > max(one.by, 999) and _JOINED.fullmatch(text, last.end, one.start)
        if last and fits and not one.dated and _PLAIN.fullmatch(one.readings[0]) and _PLAIN.fullmatch(last.readings[0]):
            value, more = Decimal(last.readings[0]), Decimal(one.readings[0])
            if more < last.by:
                parts = (last.readings[0], one.readings[0])
                joined[-1] = Number(last.start, one.end, (plain(value + more),), parts, max(one.by, 2))
                continue
        joined.append(one)
    return joined
