"""Whether a word is of the table's language: its letters, its n-grams, and lists of what these get wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from uzlat.entries import Foreign
from uzlat.kept import FOREIGN, NATIVE, UNSURE

ENDING = 40
"""Letters of the longest ending."""
ACRONYM = 6
"""Capitals up to which a word of capitals is an acronym, of which n-grams tell nothing."""
LISTED_ANYWAY = 5
"""Letters from which a listed word is meant in all capitals too."""


class Judge:
    """One `[[foreign]]` entry: give a word, get its verdict and how many of its letters are foreign.

    What n-grams take for foreign is native all the same if `known` says so of its small letters.
    """

    def __init__(self, entry: Foreign, known: Callable[[str], bool]) -> None:
        self.id = entry.id
        self._entry = entry
        self._known = known
        self._words = frozenset(entry.words)
        self._joiners = frozenset(entry.joiners)
        self._native = frozenset(entry.native)
        self._grams = entry.grams
        self._signs = re.compile(entry.signs).search
        self._sure = re.compile(entry.sure).search
        self._ending = re.compile(entry.endings).fullmatch
        self._weak = re.compile(entry.weak).fullmatch
        self._shape = re.compile(entry.shapes).fullmatch
        self._odd = re.compile(entry.odd).match
        self._splits = [re.compile(split).fullmatch for split in entry.splits]

    def __call__(self, word: str) -> tuple[int, int]:
        """Judge a word as it is written, by itself."""
        verdict = self._verdict(word)
        return verdict, self._stem(word) if verdict == FOREIGN else len(word)

    def _verdict(self, word: str) -> int:
        low = word.lower()
        if word in self._words or self._signs(low) or self._parted_off(word):
            return FOREIGN
        if word in self._joiners:
            return UNSURE
        if word.isupper():
            return FOREIGN if self._listed(word) else self._weighed(low, 0) if len(word) > ACRONYM else NATIVE
        if word != low and self._by_list(word):
            return FOREIGN
        return self._weighed(low, 0) if word[1:] == low[1:] else self._mixed(word, low)

    def _parted_off(self, word: str) -> bool:
        """Say whether a foreign word and an ending are parted by a mark."""
        whole, sign = "", self._entry.parted
        name, mark, ending = word.rpartition(sign)
        while mark and self._ending(ending):
            whole = name
            name, mark, ending = name.rpartition(sign)
        return bool(whole) and self._verdict(whole) == FOREIGN

    def _mixed(self, word: str, low: str) -> int:
        """Judge a word with capitals inside: a native acronym, with or without an ending, or a brand."""
        if any(self._shape(stem) for stem, _ in [(word, ""), *self._stems(word)]):
            return NATIVE
        return FOREIGN if self._odd(word) else self._weighed(low, self._entry.mixed)

    def _weighed(self, low: str, handicap: int) -> int:
        """Weigh the n-grams of a word of small letters."""
        weight = self._entry.unsure + 1 if self._sure(low) else self.weight(low) - handicap
        if weight > self._entry.unsure:
            return NATIVE
        listed = low in self._native or any(stem in self._native for stem, _ in self._stems(low))
        if listed or len(low) < 3 or self._known(low):
            return NATIVE
        return FOREIGN if weight <= self._entry.certain else UNSURE

    def weight(self, low: str) -> int:
        """Add up the weights of the n-grams of two to four letters of a word, edges marked ^ and $."""
        text, weight = f"^{low}$", self._grams.get
        total = weight(text[-2:], 0) + weight(text[-3:], 0) + weight(text[-3:-1], 0)
        for at in range(len(text) - 3):
            total += weight(text[at : at + 2], 0) + weight(text[at : at + 3], 0) + weight(text[at : at + 4], 0)
        return total

    def _stem(self, word: str) -> int:
        """Count the letters of a foreign word before its native ending, if it has one."""
        if word in self._words:
            return len(word)
        for stem, _ in self._stems(word):
            if stem.endswith(self._entry.parted):
                return len(stem)
        if listed := self._by_list(word):
            return listed
        if word.isupper():
            return len(word)
        capitals = len(word) - len(word.lstrip("".join(filter(str.isupper, set(word)))))
        if capitals > 1 and self._ending(word[capitals:]):
            return capitals
        return next((stem for stem in self._parted(word) if self._verdict(word[:stem]) == FOREIGN), len(word))

    def _parted(self, word: str) -> Iterator[int]:
        for splits in self._splits:
            if found := splits(word):
                yield len(found[found.lastindex or 0])

    def _by_list(self, word: str) -> int:
        """Count the letters of a listed word with which the word begins and after which only an ending stands."""
        for stem, ending in self._stems(word):
            acronym = stem.isupper() or self._signs(stem.lower())
            listed = self._listed(stem) and (len(stem) > 2 or stem.isupper())
            if listed and (acronym or not self._weak(ending)):
                return len(stem)
        return 0

    def _listed(self, word: str) -> bool:
        words = self._words
        return word in words or (len(word) >= LISTED_ANYWAY and word.isupper() and word.capitalize() in words)

    def _stems(self, word: str) -> Iterator[tuple[str, str]]:
        """Give every stem of two letters and more that an ending follows, the longest first."""
        for at in range(len(word) - 1, max(1, len(word) - ENDING), -1):
            if self._ending(word, at):
                yield word[:at], word[at:]
