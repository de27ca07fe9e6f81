"""The shape of a word: its capitals, what they say of it, and how its output is written."""

from __future__ import annotations

from collections.abc import Callable

from uzlat.entries import POSITIONS


def lower(text: str) -> str:
    """Lower-case letter by letter, so that no letter becomes two (İ does in `str.lower`)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join([char.lower()[:1] for char in text])


def shape_of(word: str) -> str:
    """Name the shape of a word: lower, capitalised (a lone capital too) or upper."""
    if not word[:1].isupper():
        return "lower"
    return "upper" if len(word) > 1 and word.isupper() else "capitalised"


def admits(match: list[str], shape: str, first: bool, acronym: bool) -> bool:
    """Say whether an entry with this `match` is meant for a word of this shape and place."""
    shapes = [item for item in match if item not in POSITIONS]
    name = shape == "capitalised" and not first
    return not shapes or shape in shapes or (name and "name" in shapes) or (acronym and "acronym" in shapes)


def among_capitals(around: str) -> bool:
    """Say whether a letter put between these, itself among them if it replaces one, is a capital."""
    return len(around) > 1 and around.isupper()


def _capital(output: str) -> str:
    return output[:1].upper() + output[1:]


def cased_like(word: str, output: str) -> str:
    """Write small letters with the capitals of a word: none, the first, or all."""
    if word.isupper() and len(word) > 1:
        return output.upper()
    return _capital(output) if word[:1].isupper() else output


class Casing:
    """The case of each letter's output, from the capitals of the word around it (§79-82 of the Uzbek rules)."""

    def __init__(self, text: str, headline: bool, titled: bool) -> None:
        self._text = text
        self._headline = headline
        self._titled = titled

    def write(self, start: int, end: int, output: str) -> str:
        """Write the output of text[start:end] in small letters, in capitals, or with a first capital."""
        text = self._text
        near = text[max(start - 1, 0) : start] + text[start + 1 : end + 1]
        if not text[start].isupper():
            caseless = text[start].lower() == text[start].upper()
            return output.upper() if caseless and (near.isupper() or text.isupper()) else output
        beside = any(map(str.isupper, near))
        lone = len(text) == end - start and self._headline
        if len(output) == 1 or (beside and not self._titled) or lone:
            return output.upper()
        return _capital(output)


WRITTEN: dict[str, tuple[str, Callable[[str], str]]] = {
    "lower": ("lower", str),
    "plain": ("lower", _capital),
    "capitalised": ("capitalised", _capital),
    "upper": ("upper", str.upper),
    "capitals": ("lower", str.upper),
}
"""Kinds of words that are converted together: the shape that rules see, and how the output is written."""
