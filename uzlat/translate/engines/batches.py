"""How segments go to a server: in batches, halved where one fails, and not for ever where all do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from uzlat.translate.engine import ERROR, OK, Draft, EngineError, MissingError

T = TypeVar("T", bound=Sequence[object])
PATIENCE = 3
"""Segments that may fail in a row before a server counts as gone."""


def batches(segments: Sequence[str], most: int, characters: int) -> Iterator[list[str]]:
    """Part segments into batches of like size.

    Args:
        segments: what is sent.
        most: segments in a batch.
        characters: of a batch; a longer segment is a batch by itself.

    >>> list(batches(["a", "bb", "ccc", "d"], 3, 4))
    [['a', 'bb'], ['ccc', 'd']]
    """
    count = -(-len(segments) // most)
    size = -(-len(segments) // count) if count else 1
    batch: list[str] = []
    held = 0
    for segment in segments:
        if batch and (len(batch) == size or held + len(segment) > characters):
            yield batch
            batch, held = [], 0
        batch.append(segment)
        held += len(segment)
    if batch:
        yield batch


def drafts_of(parts: Iterable[list[str]], draft: Callable[[list[str]], list[Draft]]) -> list[Draft]:
    """Translate batch by batch; where the server goes away, keep what is done and mark the rest.

    Raises:
        EngineError: if nothing is done.
    """
    drafts: list[Draft] = []
    gone: EngineError | None = None
    for part in parts:
        try:
            drafts += draft(part) if gone is None else [Draft("", ERROR, error=str(gone))] * len(part)
        except EngineError as error:
            if isinstance(error, MissingError) or not any(one.finish == OK for one in drafts):
                raise
            gone = error
            drafts += [Draft("", ERROR, error=str(gone))] * len(part)
    return drafts


def halves(items: T) -> tuple[T, T]:
    """Part a sequence in the middle.

    >>> halves([1, 2, 3])
    ([1, 2], [3])
    """
    middle = -(-len(items) // 2)
    return items[:middle], items[middle:]  # type: ignore[return-value]


class Patience:
    """Counts segments that a server failed on, until one succeeds."""

    def __init__(self) -> None:
        self._failed = 0

    def reward(self) -> None:
        """Note that the server did what it was asked."""
        self._failed = 0

    def lose(self, error: EngineError) -> None:
        """Note that the server failed on a single segment.

        Raises:
            EngineError: what it failed with, if it fails on all.
        """
        self._failed += 1
        if self._failed >= PATIENCE:
            raise EngineError(str(error)) from None
