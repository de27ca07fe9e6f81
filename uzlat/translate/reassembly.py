"""Put translated sentences back into a block: its white space stays, and its markup as far as its words are found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import NamedTuple

from uzlat.document import OBJECT, Block, Edit, Piece
from uzlat.formats import TEXT, Format
from uzlat.translate.fresh import fresh_edit
from uzlat.translate.markup import closing, depths, has_signs, is_link, opening, pair
from uzlat.translate.paragraphs import rewrapped
from uzlat.translate.projection import Span, spans

New = tuple[int, int, str]
"""A stretch of a block's text, and what it becomes."""
_SHORT = re.compile(r"[%$@{`][^\s<>]{1,40}")
BEGIN, END = "⟦", "⟧"
"""Stand around a sentence that could not be translated."""


class Written:
    """What was lost of markup in a document."""

    def __init__(self) -> None:
        self.kept = self.dropped = self.links = self.moved = 0

    def sentences(self) -> list[str]:
        """Tell it in a few words each."""
        told = []
        if self.dropped:
            told.append(f"emphasis and other markup within sentences dropped: {self.dropped}")
        if self.links:
            told.append(f"links within sentences dropped: {self.links}")
        if self.moved:
            told.append(f"images, code and notes moved to the end of their sentence: {self.moved}")
        return told


class _Slot(NamedTuple):
    """A piece of a sentence that holds text: its number in the block, and what of it is the sentence's."""

    piece: int
    start: int
    end: int
    text: str


def marked(text: str, start: int, end: int) -> list[New]:
    """Put marks around a sentence, all of which stays.

    >>> marked("Bir. Ikki.", 5, 10)
    [(5, 6, '⟦I'), (9, 10, '.⟧')]
    """
    words = [at for at in range(start, end) if text[at] != OBJECT and not text[at].isspace()]
    if not words:
        return []
    first, last = words[0], words[-1]
    if first == last:
        return [(first, first + 1, f"{BEGIN}{text[first]}{END}")]
    return [(first, first + 1, f"{BEGIN}{text[first]}"), (last, last + 1, f"{text[last]}{END}")]


def block_edits(source: str, block: Block, new: Sequence[New], told: Written, form: Format) -> Iterator[Edit]:
    """Say how a block becomes another one.

    Args:
        source: the text it stands in.
        block: the block.
        new: its sentences that change, in order.
        told: notes what is lost.
        form: the format of the document; in plain text, pieces are lines that were broken to a width.
    """
    write = partial(fresh_edit, source, block, form)
    if form is TEXT and len(block.pieces) > 1:
        yield from _lines(block, _replaced(block.text, new), write)
        return
    texts = [piece.text for piece in block.pieces]
    starts = list(accumulate((len(text) for text in texts), initial=0))
    gone, signs = list[tuple[int, int]](), list[str]()
    for one in reversed(new):  # from the end, so that offsets hold
        gone += _put(source, block, starts, texts, one, told)
        copied = _copied(source, block, starts, one, told)
        signs += [spelled(source, piece) for piece in copied]
        gone += [(piece.start, piece.end) for piece in copied]
    yield from (Edit(start, end, "") for start, end in gone)
    for piece, text in zip(block.pieces, texts, strict=True):
        if text != piece.text and not any(start <= piece.start and piece.end <= end for start, end in gone):
            yield write(piece, text, signs)


def _replaced(text: str, new: Sequence[New]) -> str:
    for start, end, other in reversed(new):
        text = text[:start] + other + text[end:]
    return text


def _lines(block: Block, text: str, write: Callable[[Piece, str], Edit]) -> Iterator[Edit]:
    """Break a text into the lines of a block; a line that is not needed goes with its end."""
    lines = rewrapped(text, [len(piece.text) for piece in block.pieces])
    for number, (piece, line) in enumerate(zip(block.pieces, lines, strict=True)):
        if line or not number:
            yield write(piece, line)
        else:
            yield Edit(block.pieces[number - 1].end, piece.end, "")


def _put(
    source: str, block: Block, starts: list[int], texts: list[str], new: New, told: Written
) -> Iterator[tuple[int, int]]:
    """Put a sentence into the pieces that held it; give what of the source goes, markup that lost its words."""
    start, end, text = new
    slots = list(_slots(block.pieces, starts, start, end))
    if not any(slot.text.strip() for slot in slots):
        return
    outer = _outer(source, block, slots)
    shares = _shares(slots, outer, text)
    for slot, share in zip(slots, shares, strict=True):
        texts[slot.piece] = texts[slot.piece][: slot.start] + share + texts[slot.piece][slot.end :]
    lost = [slot for at, slot in enumerate(slots) if at not in outer and not shares[at] and slot.text.strip()]
    yield from _emptied(source, block, lost, told)


def _slots(pieces: Sequence[Piece], starts: list[int], start: int, end: int) -> Iterator[_Slot]:
    """Give the pieces of a sentence that hold text, be it white space."""
    for number, piece in enumerate(pieces):
        low, high = max(start, starts[number]), min(end, starts[number + 1])
        own = piece.text[low - starts[number] : high - starts[number]] if low < high else ""
        if own not in ("", OBJECT):
            yield _Slot(number, low - starts[number], high - starts[number], own)


def _copied(source: str, block: Block, starts: list[int], new: New, told: Written) -> list[Piece]:
    """Find the objects of a sentence that an engine has copied: they stand where it put them."""
    start, end, text = new
    found, signs = list[Piece](), list[str]()
    for piece, at in zip(block.pieces, starts, strict=False):
        if piece.text == OBJECT and start <= at < end:
            sign = spelled(source, piece)
            if sign != OBJECT and text.count(sign) > signs.count(sign):
                found.append(piece)
                signs.append(sign)
            elif start < at < end - 1:
                told.moved += 1
    return found


def spelled(source: str, piece: Piece) -> str:
    """Give what an engine reads for a piece: a short object, as %s or `code`, is copied by most of them."""
    literal = source[piece.start : piece.end] if piece.text == OBJECT else ""
    return literal if _SHORT.fullmatch(literal) else piece.text


def _outer(source: str, block: Block, slots: Sequence[_Slot]) -> set[int]:
    """Say which slots stand least deep in markup; of runs that all stand alike, the longest."""
    gaps = []
    for one, other in pairwise(slots):
        between = block.pieces[one.piece : other.piece + 1]
        gaps.append("".join([source[a.end : b.start] for a, b in pairwise(between)]))
    deep = depths(gaps)
    outer = {at for at, depth in enumerate(deep) if depth == min(deep)}
    if len(outer) < len(slots) or not any(map(has_signs, gaps)):
        return outer
    return {max(range(len(slots)), key=lambda at: len(slots[at].text))}


def _shares(slots: Sequence[_Slot], outer: set[int], text: str) -> list[str]:
    """Share a translation out: what is found of inner markup stays in it, the rest goes to what is around it."""
    if len(slots) == 1:
        return [text]
    found = [None if at in outer else span for at, span in enumerate(spans([slot.text for slot in slots], text))]
    inner = _fitting(found, outer, text)
    shares, at, room = [""] * len(slots), 0, -1
    for number in range(len(slots)):
        if number in outer and room < 0:
            room = number
        elif span := inner.get(number):
            if room >= 0:
                shares[room] = text[at : span.start]
            shares[number], at, room = text[span.start : span.end], span.end, -1
    shares[room if room >= 0 else max(inner, default=min(outer))] += text[at:]
    return shares


def _fitting(found: Sequence[Span | None], outer: set[int], text: str) -> dict[int, Span]:
    """Take the stretches that stand in the same order, with room for what is before and after them."""
    taken: dict[int, Span] = {}
    at, room = 0, False
    for number, span in enumerate(found):
        room = room or number in outer
        if span and span.start >= at and (room or not text[at : span.start].strip()):
            taken[number] = span
            at, room = span.end, False
    while taken and text[at:].strip() and not any(number > max(taken) for number in outer):
        taken.pop(max(taken))
        at = max((span.end for span in taken.values()), default=0)
    return taken


def _emptied(source: str, block: Block, lost: Sequence[_Slot], told: Written) -> Iterator[tuple[int, int]]:
    """Find markup that lost all its words, so that nothing of it would be seen but its signs."""
    for slot in lost:
        piece, last = block.pieces[slot.piece], slot.piece + 1 == len(block.pieces)
        if slot.text != piece.text:
            continue
        after = "" if last else source[piece.end : block.pieces[slot.piece + 1].start]
        before = (
            source[block.pieces[slot.piece - 1].end : piece.start]
            if slot.piece
            else opening(source, piece.start, after)
        )
        after = after or closing(source, piece.end, before)
        if pair(before, after):
            told.links += is_link(before)
            told.dropped += not is_link(before)
            yield piece.start - len(before), piece.end + len(after)
        elif before or after:
            told.dropped += 1
