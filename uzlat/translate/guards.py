"""The guards: what can be seen to be wrong with a translation by anyone who does not know the languages.

They say nothing of its quality. Each is a function of a pair of texts in a module of its own kind: its shape
(guard_shape), its language (guard_language), and what has a fixed translation (guard_terms).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from uzlat.translate import guard_language, guard_shape, guard_terms
from uzlat.translate.fault import ERROR, WARNING, Fault, Pair
from uzlat.translate.guard_terms import Glossary, Names
from uzlat.translate.lang import Lang

KINDS = (
    "empty", "copied", "truncated", "length", "sentences", "numbers", "dates", "script", "language", "repeated",
    "chatter", "placeholders", "marks", "names", "glossary", "missing", "added",
)  # fmt: skip
"""The kinds of faults; the last two are of whole segments, see `uzlat.translate.qa`."""
NEAR = 0.6
"""From this share of words in common, two sources may have the same translation."""
_SHAPE = (guard_shape.length, guard_shape.loops, guard_shape.marks, guard_shape.holders)
_LANGUAGE = (guard_language.copied, guard_language.script, guard_language.language, guard_language.chatter)
_REMEMBERED = 40
"""Characters from which two translations that are the same are worth a word."""


def check(
    source: str, target: str, src: Lang, tgt: Lang, *, glossary: Glossary | None = None, names: Names | None = None
) -> list[Fault]:
    """Check the translation of one segment.

    Args:
        source, target: the segment and its translation.
        src, tgt: their languages.
        glossary: what terms are to be; none if None.
        names: what finds names of places; names are not looked at if None.

    >>> [str(one.message) for one in check("2026-yil 3 ta", "In 2025, three", Lang("uz"), Lang("en"))]
    ['2026 in the source is 2025 here']
    """
    return Guards(src, tgt, glossary=glossary, names=names).check(source, target)


class Guards:
    """Checks segment after segment of a translation, and remembers them: the same text for two sources is a fault."""

    def __init__(self, src: Lang, tgt: Lang, *, glossary: Glossary | None = None, names: Names | None = None) -> None:
        self.src, self.tgt = src.written, tgt.written
        self._glossary, self._names = glossary, names
        self._split = _splitter()
        self._seen: dict[str, str] = {}

    def check(self, source: str, target: str) -> list[Fault]:
        """Check the translation of one segment."""
        pair = Pair(source, target, self.src, self.tgt)
        if found := list(guard_shape.empty(pair)):
            return found
        found = list(self._faults(pair)) if source.strip() else []
        return _foremost(found)

    def _faults(self, pair: Pair) -> Iterator[Fault]:
        for guard in _LANGUAGE:
            yield from guard(pair)
        for guard in _SHAPE:
            yield from guard(pair)
        yield from guard_shape.sentences(pair, self._split)
        yield from guard_terms.numbers(pair)
        yield from self._again(pair)
        if self._names:
            yield from guard_terms.names(pair, self._names)
        if self._glossary:
            yield from guard_terms.glossary(pair, self._glossary)

    def _again(self, pair: Pair) -> Iterator[Fault]:
        """Find a translation that another source had before, unless the two say nearly the same."""
        if len(pair.target) < _REMEMBERED:
            return
        before = self._seen.setdefault(pair.folded, pair.folded_source)
        if before is not pair.folded_source and not _near(before.split(), pair.folded_source.split()):
            yield Fault("repeated", ERROR, "the translation of another segment stands here again", 0, len(pair.target))


def _near(ours: list[str], theirs: list[str]) -> bool:
    shared = len(set(ours) & set(theirs))
    return shared >= NEAR * max(len(set(ours)), len(set(theirs)), 1)


def _foremost(found: list[Fault]) -> list[Fault]:
    """Leave out what follows from worse: what is copied is in the wrong language, what is cut off is short."""
    kinds = {one.kind for one in found}
    hidden: set[str] = set()
    if "copied" in kinds:
        hidden |= {"language", "length", "names", "glossary"}
    if kinds & {"truncated", "sentences", "repeated"}:
        hidden |= {"length"}
    return [one for one in found if one.kind not in hidden] if hidden else found


@lru_cache(maxsize=1)
def _splitter() -> Callable[[str, str], list[tuple[int, int]]] | None:
    """Give the splitter of sentences."""
    from uzlat.translate.sentences import split

    return split


__all__ = ["ERROR", "KINDS", "WARNING", "Fault", "Glossary", "Guards", "Names", "Pair", "check"]
