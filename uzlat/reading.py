"""Letters that stand for others: text in one orthography, read as that of the table's rules."""

from __future__ import annotations

import re

from uzlat.entries import Reading
from uzlat.glyph import Glyph, letters


class Reader:
    """Read letters by the `[[reading]]` entries that hold; `letters` are those that stand for others."""

    def __init__(self, entries: list[Reading]) -> None:
        self.rule = entries[0].id if entries else ""
        self._read = {old: new for entry in entries for old, new in entry.map.items()}
        self._read |= {old.upper(): new.capitalize() for old, new in self._read.items()}
        self.letters = frozenset(self._read)
        self._finds = re.compile(f"[{''.join(self._read)}]") if self._read else None

    def text(self, text: str) -> str:
        """Read a text.

        >>> Reader([Reading("r", {"ş": "sh"}, "why", "cite")]).text("Şahar, AQŞ")
        'Shahar, AQSH'
        """
        if self._finds is None or not self._finds.search(text):
            return text
        return self._finds.sub(lambda found: self._one(text, found.start()), text)

    def _one(self, text: str, at: int) -> str:
        """Read the letter at a place; a capital among capitals becomes capitals."""
        new = self._read[text[at]]
        beside = text[at - 1 : at] + text[at + 1 : at + 2]
        return new.upper() if text[at].isupper() and any(map(str.isupper, beside)) else new

    def glyphs(self, glyphs: list[Glyph], fixed: bytearray) -> tuple[list[Glyph], bytearray]:
        """Read glyphs; the first of those that a letter becomes keeps its source."""
        text = letters(glyphs)
        if self._finds is None or not self._finds.search(text):
            return glyphs, fixed
        result: list[Glyph] = []
        marks = bytearray()
        for at, glyph in enumerate(glyphs):
            if fixed[at] or glyph.letter not in self._read:
                result.append(glyph)
            else:
                new = self._one(text, at)
                result.append(glyph._replace(letter=new[0], tail="", rule=glyph.rule or self.rule))
                result += [Glyph(char, "", "", self.rule) for char in new[1:]]
                result[-1] = result[-1]._replace(tail=glyph.tail)
            marks += fixed[at : at + 1] * (len(result) - len(marks))
        return result, marks
