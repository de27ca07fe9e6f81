"""Text as rules see it: one NFC letter at a time, with the marks that ride on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from uzlat.record import Record
from uzlat.shape import among_capitals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.align import Part

TRANSPARENT = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphen, zero-width characters, word joiner: they may stand inside a word and mean no letter."""
MARKS = TRANSPARENT | {chr(code) for code in range(0x300, 0x370)}
"""These and the combining marks."""


class Glyph(Record):
    """One letter of the text, or one character between words.

    letter: what the rules see, one NFC character.
    source: what stands in the text for it, marks included; empty for a letter that a rule put in.
    tail: the marks that follow whatever the letter becomes.
    rule: the id of the entry that put the letter there, if any did.
    """

    letter: str
    source: str
    tail: str = ""
    rule: str = ""


def read(text: str, known: Set[str]) -> list[Glyph]:
    """Split text into glyphs; й and ў typed as letter and combining mark become one letter.

    Args:
        text: any text.
        known: the letters that the table maps; a mark that makes one of them is part of the letter,
            any other mark rides on it.

    >>> [glyph.letter for glyph in read("сои\u0306", {"й"})]
    ['с', 'о', 'й']
    """
    if MARKS.isdisjoint(text):
        return [Glyph(char, char) for char in text]
    glyphs: list[Glyph] = []
    at = 0
    while at < len(text):
        end = at + 1
        while text[at].isalpha() and end < len(text) and text[end] in MARKS:
            end += 1
        glyphs.append(_marked(text[at], text[at + 1 : end], known))
        at = end
    return glyphs


def _marked(letter: str, marks: str, known: Set[str]) -> Glyph:
    """Join a letter and the first mark that makes a known letter of it; the other marks ride on it."""
    from unicodedata import normalize

    for at, mark in enumerate(marks):
        composed = normalize("NFC", letter + mark)
        if len(composed) == 1 and composed in known:
            return Glyph(composed, letter + marks, marks[:at] + marks[at + 1 :])
    return Glyph(letter, letter + marks, marks)


def letters(glyphs: Iterable[Glyph]) -> str:
    """Join what the rules see."""
    return "".join([glyph.letter for glyph in glyphs])


def source(glyphs: Iterable[Glyph]) -> str:
    """Join what stands in the text."""
    return "".join([glyph.source for glyph in glyphs])


def tails(glyphs: Iterable[Glyph]) -> str:
    """Join the marks that ride on the letters."""
    return "".join([glyph.tail for glyph in glyphs])


def replace(glyphs: Sequence[Glyph], start: int, end: int, new: str, rule: str) -> list[Glyph]:
    """Put the letters `new` where glyphs[start:end] stand, keeping every source character in place.

    Letters that stay the same on either side keep their glyphs; what is put in takes the case of what it
    replaces, or of the letters around it; what is taken out leaves its source with its neighbour.
    """
    old = letters(glyphs[start:end]).lower()
    while start < end and new and glyphs[start].letter.lower() == new[0]:
        start, new, old = start + 1, new[1:], old[1:]
    while start < end and new and glyphs[end - 1].letter.lower() == new[-1]:
        end, new = end - 1, new[:-1]
    removed = glyphs[start:end]
    fresh = [Glyph(char, "", "", rule) for char in _cased(new, glyphs, start, end)]
    if fresh and removed:
        fresh[0] = fresh[0]._replace(source=source(removed))
        fresh[-1] = fresh[-1]._replace(tail=tails(removed))
    result = [*glyphs[:start], *fresh, *glyphs[end:]]
    if removed and not fresh:
        near = max(start - 1, 0)
        whole = (result[near].source, source(removed))
        joined = "".join(whole if start else whole[::-1])
        tail = result[near].tail + tails(removed)
        result[near] = result[near]._replace(source=joined, tail=tail, rule=rule)
    return result


def rewrite(glyphs: Sequence[Glyph], parts: Iterable[Part]) -> list[Glyph]:
    """Write the beginning of a word anew, part by part.

    The source of a part that becomes nothing goes with the part before it, at the head of the word with the next.
    """
    result: list[Glyph] = []
    held = 0
    for start, end, output, rule in parts:
        if not output and not result:
            held += end - start
            continue
        old = glyphs[start - held : end]
        fresh = [Glyph(char, "", "", rule) for char in _cased(output, glyphs, start - held, end)]
        held = 0
        if fresh:
            fresh[0] = fresh[0]._replace(source=source(old))
            fresh[-1] = fresh[-1]._replace(tail=tails(old))
            result += fresh
        else:
            last = result[-1]
            result[-1] = last._replace(source=last.source + source(old), tail=last.tail + tails(old), rule=rule)
    return result


def _cased(new: str, glyphs: Sequence[Glyph], start: int, end: int) -> str:
    """Write `new` in capitals among capitals, with a capital where a capital stood, else small."""
    if among_capitals(letters(glyphs[max(start - 1, 0) : end + 1])):
        return new.upper()
    return new.capitalize() if end > start and glyphs[start].letter.isupper() else new
