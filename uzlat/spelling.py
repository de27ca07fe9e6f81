"""How a word is spelled before its letters are written: stems, and lexicons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from uzlat import glyph as glyphs_
from uzlat.context import Context
from uzlat.entries import Lexicon, Respell
from uzlat.glyph import Glyph
from uzlat.record import Record
from uzlat.shape import admits, lower
from uzlat.table import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.align import Part

Written = Callable[[str], "list[Part]"]
"""What the rules write for a word of small letters, part by part."""


ENDINGS = 20_000
"""Endings remembered; hostile text could bring any number."""


class Speller:
    """Respell words by the `[[respell]]` and `[[lexicon]]` entries that hold.

    Args:
        table: the table.
        settings: see Table.settings.
        written: what the rules alone write, to align a lexicon's spelling with.
    """

    def __init__(self, table: Table, settings: dict[str, str], written: Written) -> None:
        self._written = written
        respelled = table.of(Respell, settings)
        self._stems, self._stem_key = _stems(respelled)
        self.named = tuple(stem for entry in respelled if "name" in entry.match for stem in entry.words)
        """Stems that are spelled otherwise in names."""
        self._stocks = [Stock(entry) for entry in table.of(Lexicon, settings)]
        self.has_words = bool(self._stocks)
        """Whether there is a lexicon, whose words may be others as well."""

    def fast(self, low: str) -> str | None:
        """Spell a word of small letters; None if how depends on its case or its place."""
        if low[: self._stem_key] in self._stems:
            for stem, new, entry in self._stems[low[: self._stem_key]]:
                if low.startswith(stem):
                    return None if entry.match or entry.unless else new + low[len(stem) :]
        for stock in self._stocks:
            if found := stock.find(low):
                return found.spelled
        return low

    def spell(self, glyphs: list[Glyph], shape: str, context: Context, acronym: bool) -> list[Glyph]:
        """Spell the glyphs of a word; what is put in names its entry, and every source keeps its place."""
        low = lower(glyphs_.letters(glyphs))
        for stem, new, entry in self._stems.get(low[: self._stem_key], ()):
            fits = low == stem if "whole" in entry.match else low.startswith(stem)
            if fits and admits(entry.match, shape, context.first, acronym) and not low.startswith(tuple(entry.unless)):
                return glyphs_.replace(glyphs, 0, len(stem), new, entry.id)
        for stock in self._stocks:
            if found := stock.find(low):
                from uzlat.align import align

                parts = align(self._written(low[: found.length]), found.spelled[: found.reach], stock.id)
                return [*glyphs_.rewrite(glyphs, parts), *glyphs[found.length :]]
        return glyphs

    def knows(self, low: str) -> bool:
        """Say whether a lexicon has a word of small letters."""
        return any(stock.find(low) for stock in self._stocks)

    def others(self, low: str) -> Iterator[str]:
        """Give the other spellings that a lexicon records for a word of small letters."""
        for stock in self._stocks:
            if found := stock.find(low):
                yield from stock.rivals(low, found.length)


class Found(Record):
    """A word that a lexicon knows: how many letters its stem has, its spelling, and how far the stem's reaches."""

    length: int
    spelled: str
    reach: int


class Stock:
    """One lexicon, for looking up a stem and what may follow it."""

    def __init__(self, entry: Lexicon) -> None:
        self.id = entry.id
        self._others = entry.others
        self._words = entry.words
        self._longest = max(map(len, entry.words), default=0)
        self._falls = entry.falls
        self._ending = re.compile(entry.endings or "(?!)").fullmatch
        self._known: dict[str, bool] = {"": True}

    def find(self, low: str) -> Found | None:
        """Find the longest stem that begins a word of small letters and is followed by an ending."""
        words = self._words
        for length in range(min(len(low), self._longest), 1, -1):
            new = words.get(low[:length])
            if new is not None and self._may_end(low[length:]):
                new = self._fallen(new) if length < len(low) else new
                return Found(length, new + low[length:], len(new))
        return None

    def rivals(self, low: str, length: int) -> Iterator[str]:
        """Give the other spellings of a word of which a stem so long was found."""
        for other in self._others.get(low[:length], ()):
            yield (other if length == len(low) else self._fallen(other)) + low[length:]

    def _fallen(self, stem: str) -> str:
        return stem.rstrip(self._falls) if self._falls else stem

    def _may_end(self, rest: str) -> bool:
        known = self._known.get(rest)
        if known is None:
            if len(self._known) > ENDINGS:
                self._known = {"": True}
            known = self._known[rest] = self._ending(rest) is not None
        return known


def _stems(entries: Sequence[Respell]) -> tuple[dict[str, list[tuple[str, str, Respell]]], int]:
    """Index stems by their first letters, the longest stem first."""
    found = [(stem, new, entry) for entry in entries for stem, new in entry.words.items()]
    key = min([3, *(len(stem) for stem, _, _ in found)])
    index: dict[str, list[tuple[str, str, Respell]]] = {}
    for item in sorted(found, key=lambda item: -len(item[0])):
        index.setdefault(item[0][:key], []).append(item)
    return index, key
