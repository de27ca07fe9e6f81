"""Words that stay as they are: numerals, a list, and words of other languages, told by letters and n-grams."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from uzlat.entries import Foreign, Keep
from uzlat.foreign import Judge
from uzlat.kept import BY_USER, FOREIGN, NATIVE, NOTHING, UNSURE, KeepNothing, Kept
from uzlat.table import Table

BETWEEN = re.compile(r"[ \u00a0]|-|[ \u00a0]&[ \u00a0]|['’]")
"""What stands between words of one name."""


MEMORY, LONG = 20_000, 100
"""Words whose judgement is remembered, and letters of the longest of them."""


class Keeper(KeepNothing):
    """Say which words stay, by the `[[keep]]` and `[[foreign]]` entries that hold and the user's own list.

    Args:
        table: the table.
        settings: see Table.settings.
        words: the user's own list; capitals do not count.
        native: says of a word of small letters whether a lexicon has it.
    """

    idle = False

    def __init__(
        self,
        table: Table,
        settings: dict[str, str],
        words: Iterable[str],
        native: Callable[[str], bool],
    ) -> None:
        self._own = {word.casefold() for word in words}
        self._patterns = [(re.compile("|".join(entry.find)).fullmatch, entry.id) for entry in table.of(Keep, settings)]
        self._judges = [Judge(entry, native) for entry in table.of(Foreign, settings)]
        self.letters = frozenset("".join(entry.letters for entry in table.of(Foreign, settings)))
        self.endings = "|".join(entry.endings for entry in table.of(Foreign, settings))
        letters = self.letters.union(table.letters)
        self._alphabet = letters | {letter.upper() for letter in letters}
        self._ending = re.compile(self.endings).fullmatch
        self._parted = "".join(entry.parted for entry in table.of(Foreign, settings))
        self._seen: dict[str, tuple[int, Kept]] = {}

    def judge(self, word: str) -> int:
        """Say whether a word is native, foreign, or unsure."""
        return self._look(word)[0]

    def kept(self, word: str, foreign: bool = False, initial: bool = False) -> Kept:
        """Say how much of a word stays, as KeepNothing.kept explains."""
        verdict, kept = self._look(word)
        if (initial and verdict != FOREIGN) or (verdict == UNSURE and not foreign):
            return NOTHING
        return Kept(len(word), self._judges[0].id) if foreign and verdict == NATIVE else kept

    def likely(self, word: str) -> bool:
        """Say whether a foreign word beside it may make a word stay: an unsure one, or the place of a dispatch."""
        return self.judge(word) == UNSURE or (_may_head(word) and bool(self._judges))

    def depends(self, word: str) -> bool:
        """Say whether it depends on the neighbours of a word if it stays."""
        return self.likely(word) or (len(word) == 1 and self._look(word)[1].length == 1)

    def forget(self) -> None:
        """Drop the remembered words."""
        self._seen = {}

    def _look(self, word: str) -> tuple[int, Kept]:
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) == MEMORY:
                self._seen = {}
            found = self._judged(word)
            if len(word) <= LONG:
                self._seen[word] = found
        return found

    def beside_foreign(self, text: str, words: list[tuple[int, int]]) -> set[int]:
        """Find the unsure words that stand in a row with a foreign one; by where they start."""
        verdicts = [self.judge(text[start:end]) for start, end in words]
        if FOREIGN not in verdicts:
            return set()
        if verdicts[1:2] == [FOREIGN] and _heads(text, *words[:2]):
            verdicts[0] = FOREIGN
        joined = [_joins(text, one, other) for one, other in pairwise(words)]
        places = range(len(words))
        for order, step in ((places, 1), (reversed(places), -1)):
            for at in order:
                inside = verdicts[at] == FOREIGN and 0 <= at + step < len(words)
                if inside and verdicts[at + step] == UNSURE and joined[min(at, at + step)]:
                    verdicts[at + step] = FOREIGN
        return {start for (start, end), verdict in zip(words, verdicts, strict=True) if verdict == FOREIGN}

    def _by_user(self, word: str) -> int:
        """Count the letters of a word of the user's list with which a word begins and after which an ending stands."""
        for length in range(len(word), 0, -1) if self._own else ():
            whole = length == len(word) or self._ending(word, length)
            if whole and word[:length].rstrip(self._parted).casefold() in self._own:
                return length
        return 0

    def _judged(self, word: str) -> tuple[int, Kept]:
        if length := self._by_user(word):
            return NATIVE, Kept(length, BY_USER)
        for matches, rule in self._patterns:
            if matches(word):
                return NATIVE, Kept(len(word), rule)
        for judge in self._judges if not self._alphabet.isdisjoint(word) else ():
            verdict, length = judge(word)
            if verdict != NATIVE:
                return verdict, Kept(length, judge.id)
        return NATIVE, NOTHING


def _joins(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether two words next to each other may be of one name.

    Both have a capital, or both have none, or one is as short as "of".
    """
    between, pair = text[one[1] : other[0]], (text[slice(*one)], text[slice(*other)])
    alike = pair[0][0].isupper() == pair[1][0].isupper() or min(map(len, pair)) <= 3
    return alike and BETWEEN.fullmatch(between) is not None


def _may_head(word: str) -> bool:
    return len(word) > 3 and word.isupper()


def _heads(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether the first word of a line is the place of a dispatch, before its agency: ASTANA. Kazinform."""
    return not text[: one[0]].strip() and _may_head(text[slice(*one)]) and text[one[1] : other[0]] in (". ", ", ")
