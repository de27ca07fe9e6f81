"""Words typed from two alphabets: which letters were meant."""

from __future__ import annotations

from uzlat.entries import Repair
from uzlat.glyph import Glyph, letters

NAME = 4
"""Letters from which a capital is enough to tell a name from a word with a few letters of the wrong alphabet."""


class Mender:
    """Mend mixed words by the `[[repair]]` entries that hold.

    A letter that only looks like one of the source alphabet (ӯ for ў) is always mended; a word of two
    alphabets only if every letter of the rarer one has a twin in the other.
    """

    def __init__(self, entries: list[Repair]) -> None:
        self._to_source: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._alike: dict[str, str] = {}
        self.rule = entries[0].id if entries else ""
        for entry in entries:
            self._to_source |= entry.twins
            self._words |= entry.words
            self._alike |= entry.look_alikes
        self._alike |= {old.upper(): new.upper() for old, new in self._alike.items()}
        self._by = {letter: entry.id for entry in entries for old in entry.look_alikes for letter in (old, old.upper())}
        self._to_other = {new: old for old, new in self._to_source.items()}
        self._blocks = {ord(old) >> 8 for old in self._to_source}
        """The blocks of Unicode in which the other alphabet stands."""
        self.alike = frozenset(self._alike)

    def mend(self, glyphs: list[Glyph], native: list[bool]) -> list[Glyph]:
        """Give the glyphs of one word, mended where that is safe.

        Args:
            glyphs: the word.
            native: for each glyph, whether the table knows its letter.
        """
        word = letters(glyphs)
        if word in self._words:
            return self._put(glyphs, self._words[word])
        alike = "".join(self._alike.get(letter, letter) for letter in word)
        foreign = "".join(letter for letter, known in zip(word, native, strict=True) if not known)
        own = "".join(letter for letter, known in zip(word, native, strict=True) if known)
        if _is_suffixed(word, foreign, own):
            return glyphs
        to_source = "".join(self._to_source.get(letter, letter) for letter in alike)
        to_other = "".join(self._to_other.get(letter, letter) for letter in word)
        ways = [(foreign, self._to_source, to_source)]
        if all(ord(letter) >> 8 in self._blocks for letter in foreign):
            ways.append((own, self._to_other, to_other))
        if len(foreign) > len(own):
            ways.reverse()
        for rare, twins, mended in ways[: 1 + (len(foreign) == len(own))]:
            if all(letter in twins for letter in rare):
                return self._put(glyphs, mended)
        return self._put(glyphs, alike)

    def _put(self, glyphs: list[Glyph], word: str) -> list[Glyph]:
        return [
            glyph
            if glyph.letter == letter
            else glyph._replace(letter=letter, rule=self._by.get(glyph.letter, self.rule))
            for glyph, letter in zip(glyphs, word, strict=True)
        ]


def _is_suffixed(word: str, foreign: str, own: str) -> bool:
    """Say whether the word is an acronym or a name of one alphabet with an ending of the other: BBCнинг, iMacнинг."""
    parts = ((foreign, own), (own, foreign))
    return any(word == name + end and _is_name(name) and end.islower() and len(end) > 1 for name, end in parts)


def _is_name(word: str) -> bool:
    return len(word) > 1 and (word.isupper() if len(word) < NAME else not word.islower())
