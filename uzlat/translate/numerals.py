"""What languages say of numbers: numerals in words, what stands for thousands, Roman numerals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from uzlat.translate.folding import fold

_LONGEST_ENDING = 7
"""Letters that may follow the stem of a multiplier: миллионларга."""
_GAP = re.compile(r"[\s-]+(?:(?:and|an?)\s+)?")
_ROMAN = re.compile(r"(?<![^\W_])[IVXLCІХС]+(?![^\W\d_]{2})")
_LATIN = str.maketrans("ІХС", "IXC")
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
NOTHING: frozenset[str] = frozenset()


class Numerals(NamedTuple):
    """The numerals of a language: a pattern for one, what each stem is worth, what thousands are called."""

    pattern: re.Pattern[str]
    worth: dict[str, Decimal]
    multipliers: dict[str, int]
    short: dict[str, int]
    decimal: str


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """Read the data file."""
    import tomllib
    from importlib.resources import files

    return tomllib.loads((files("uzlat.translate.data") / "numbers.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=32)
def numerals(code: str) -> Numerals | None:
    """Give the numerals of a language; None if they are not known."""
    found = data().get(code)
    if not isinstance(found, dict):
        return None
    worth = {stem: Decimal(value) for stem, value in (found["words"] | found["multipliers"]).items()}
    worth |= dict.fromkeys(found["halves"], Decimal("0.5"))
    stems = "|".join(map(re.escape, sorted(worth, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![^\W_])({stems})(?:{found['endings']}){{0,2}}(?![^\W\d_])")
    return Numerals(pattern, worth, found["multipliers"], found["short"], found.get("decimal", ","))


def plain(value: Decimal) -> str:
    """Write a number in its one form.

    >>> plain(Decimal("1.50")), plain(Decimal("1000000"))
    ('1.5', '1000000')
    """
    return format(value.normalize(), "f")


@lru_cache(maxsize=4096)
def multiplier(word: str, code: str) -> int:
    """Give what the word after a number multiplies it by; 1 if it does not.

    >>> multiplier("mingdan", "uz"), multiplier("млрд", "ru"), multiplier("kishi", "uz")
    (1000, 1000000000, 1)
    """
    known = numerals(code)
    if not known:
        return 1
    if word in known.short:
        return known.short[word]
    for stem, value in known.multipliers.items():
        if word.startswith(stem) and len(word) <= len(stem) + _LONGEST_ENDING:
            return value
    return 1


@lru_cache(maxsize=256)
def spelled(text: str, code: str) -> frozenset[str]:
    """Give all numbers that a text may say in words or Roman numerals, each in its one form.

    >>> sorted(spelled("Yigirma besh yil", "uz")), sorted(spelled("half a million", "en"))
    (['20', '25', '5'], ['0.5', '1000000', '500000'])
    """
    found = {str(value) for value, _ in romans(text)}
    known = numerals(code)
    if not known:
        return frozenset(found)
    run: list[Decimal] = []
    folded, end = fold(text), -1
    for match in known.pattern.finditer(folded):
        value = known.worth[match[1]]
        if run and not _GAP.fullmatch(folded, end, match.start()):
            run = []
        run.append(value)
        end = match.end()
        found |= {plain(value), plain(_sum(run))}
    return frozenset(found)


def _sum(run: list[Decimal]) -> Decimal:
    """Give what numerals in a row are worth: two, thousand, twenty, six."""
    total, current = Decimal(0), Decimal(0)
    for value in run:
        if value >= 1000:
            total += (current or Decimal(1)) * value
            current = Decimal(0)
        elif value == 100:
            current = (current or Decimal(1)) * 100
        else:
            current += value
    return total + current


def romans(text: str) -> list[tuple[int, tuple[int, int]]]:
    """Give the Roman numerals of a text and where they stand.

    >>> romans("XXI asr, ХІХ ғасыр, IC")
    [(21, (0, 3)), (19, (9, 12))]
    """
    found = []
    for match in _ROMAN.finditer(text):
        digits = match[0].translate(_LATIN)
        value = _roman(digits)
        if value:
            found.append((value, match.span()))
    return found


@lru_cache(maxsize=512)
def _roman(digits: str) -> int:
    """Read a Roman numeral; 0 if it is none."""
    if not re.fullmatch(r"(?:C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))", digits):
        return 0
    values = [_ROMANS[digit] for digit in digits]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
