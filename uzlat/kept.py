"""Which words stay as they are: nothing, where a table and a user say nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from uzlat.entries import Foreign, Keep
from uzlat.record import Record
from uzlat.table import Table

NATIVE, UNSURE, FOREIGN = 0, 1, 2
"""What a word is, as far as it tells by itself; an unsure one follows a foreign word beside it."""
BY_USER = "keep"
"""The rule id of what the user wants kept."""


class Kept(Record):
    """How many letters of a word stay, and by which entry; what follows them is an ending."""

    length: int
    rule: str


NOTHING = Kept(0, "")


class KeepNothing:
    """What `uzlat.keeper.Keeper` is where no word can stay; that module and its evidence need not be loaded."""

    idle = True
    """Whether no word can be kept."""
    letters: frozenset[str] = frozenset()
    """Letters that no native word has."""
    endings = ""
    """What may follow a foreign word, as a regular expression."""

    def judge(self, word: str) -> int:
        """Say whether a word is native, foreign, or unsure."""
        return NATIVE

    def kept(self, word: str, foreign: bool = False, initial: bool = False) -> Kept:
        """Say how much of a word stays.

        Args:
            word: the word as it is written.
            foreign: whether a foreign word stands beside it.
            initial: whether it is one letter and a full stop follows.
        """
        return NOTHING

    def likely(self, word: str) -> bool:
        """Say whether a foreign word beside it may make a word stay."""
        return False

    def depends(self, word: str) -> bool:
        """Say whether it depends on the neighbours of a word if it stays."""
        return False

    def beside_foreign(self, text: str, words: list[tuple[int, int]]) -> set[int]:
        """Find the unsure words that stand in a row with a foreign one; by where they start."""
        return set()

    def forget(self) -> None:
        """Drop the remembered words."""


def keeper_for(
    table: Table, settings: dict[str, str], words: Collection[str], native: Callable[[str], bool]
) -> KeepNothing:
    """Give what says which words stay, for a table and a user's own list; see Keeper."""
    if not (words or table.of(Keep, settings) or table.of(Foreign, settings)):
        return KeepNothing()
    from uzlat.keeper import Keeper

    return Keeper(table, settings, words, native)
