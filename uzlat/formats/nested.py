"""Sources within sources: HTML in a feed, JSON in a page; what is found in them, as offsets of the whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import accumulate

from uzlat.document import Block, Mark, Piece


def moved(items: Iterable[Block | Mark], by: int) -> Iterator[Block | Mark]:
    """Give what was found in a stretch of a source as found in the source itself.

    Args:
        items: with offsets in the stretch.
        by: where the stretch begins.
    """
    for item in items:
        if isinstance(item, Mark):
            yield item._replace(start=item.start + by, end=item.end + by)
        else:
            yield item._replace(pieces=[Piece(start + by, end + by, text) for start, end, text in item.pieces])


class Escaped:
    """Text with entities or escapes as it reads, and the way back from what is found in it.

    Args:
        pieces: the text, read exactly; an entity or an escape is a piece of its own.
        write: how a changed piece is written that is written in the text already; as character data if None.
    """

    def __init__(self, pieces: list[Piece], write: Callable[[str, str], str] | None = None) -> None:
        self._write = write
        self.text = "".join([piece.text for piece in pieces])
        self._pieces = pieces
        self._raw = all(piece.end - piece.start == len(piece.text) for piece in pieces)
        self._starts = list(accumulate((len(piece.text) for piece in pieces), initial=0))

    def outer(self, items: Iterable[Block | Mark]) -> Iterator[Block | Mark]:
        """Give what was found in the text as found in the source of the data."""
        for item in items:
            if isinstance(item, Mark):
                yield item._replace(start=self._place(item.start), end=self._place(item.end, True))
            else:
                pieces = [part for piece in item.pieces for part in self._parts(piece)]
                yield item._replace(pieces=pieces, write=self._written(item.write))

    def _written(self, inner: Callable[[str, str], str]) -> Callable[[str, str], str]:
        """Say how a piece of the text is written in its source."""
        outer = self._write
        if outer is not None:
            return lambda source, text: outer(source, inner(source, text))
        return inner if self._raw else _escaping(inner)

    def _place(self, at: int, end: bool = False) -> int:
        """Give the offset in the source of an offset in the text; of an entity, its start or its end."""
        number = min(bisect_right(self._starts, at - end) - 1, len(self._pieces) - 1)
        piece, inner = self._pieces[number], at - self._starts[number]
        if piece.end - piece.start == len(piece.text):
            return piece.start + inner
        return piece.end if end and inner else piece.start

    def _parts(self, piece: Piece) -> Iterator[Piece]:
        """Give a piece as pieces of the source; one that reads otherwise than it stands stays one."""
        start, end, text = piece
        if end - start != len(text) or self.text[start:end] != text:
            yield Piece(self._place(start), self._place(end, True), text)
            return
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        for number in range(first, last + 1):
            low, high = max(start, self._starts[number]), min(end, self._starts[number + 1])
            if low < high:
                yield Piece(self._place(low), self._place(high, True), self.text[low:high])


def _escaping(inner: Callable[[str, str], str]) -> Callable[[str, str], str]:
    """Write as `inner` does in the text, escaped for the source."""

    def write(source: str, text: str) -> str:
        return inner(unescape(source), text).replace("&", "&amp;").replace("<", "&lt;")

    return write
