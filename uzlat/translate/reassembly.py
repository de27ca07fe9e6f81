"""Put translated sentences back into a block: its white space stays, and its markup as far as its words are found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from uzlat.document import OBJECT, Block, Edit, Piece, splice
from uzlat.formats import TEXT, Format
from uzlat.translate.fresh import fresh_edit
from uzlat.translate.markup import Written, balanced, closings, count_links, crosses, depths, lead, openings, tighten
from uzlat.translate.paragraphs import rebroken, rewrapped
from uzlat.translate.projection import Span, spans

New = tuple[int, int, str]
"""A stretch of a block's text, and what it becomes."""
_SHORT = re.compile(r"[%$@{`][^\s<>]{1,40}")
CUES = ("srt", "vtt", "ass")
"""Formats in which a line end is shown, and a line without text ends what is shown."""
_BREAKS = frozenset(["\n", "\r", "\r\n", "\\N", "\\n"])
BEGIN, END = "⟦", "⟧"
"""Stand around a sentence that could not be translated."""


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
    starts = list(accumulate((len(piece.text) for piece in block.pieces), initial=0))
    shared: dict[int, list[New]] = {}
    gaps = [source[one.end : other.start] for one, other in pairwise(block.pieces)]
    deep = depths(gaps, lead(source, block.pieces[0].start))
    breaks = {at for at, piece in enumerate(block.pieces) if form.name in CUES and _is_break(source, piece)}
    gone, signs = list[tuple[int, int]](), list[str]()
    for one in new:
        slots = list(_slots(block.pieces, starts, one))
        outer = _outer(gaps, deep, slots)
        shares = _shares(slots, outer, one[2])
        copied = _copied(source, block, starts, one, told)
        spaced = _rebroken(source, block, slots, _spaced(block.pieces, slots, shares, copied), breaks)
        for slot, share in zip(slots, spaced, strict=True):
            shared.setdefault(slot.piece, []).append((slot.start, slot.end, share))
        lost = [slot for at, slot in enumerate(slots) if at not in outer and not shares[at] and slot.text.strip()]
        gone += _emptied(source, block, lost, told)
        signs += [spelled(source, piece) for piece in copied]
        gone += [(piece.start, piece.end) for piece in copied]
    yield from (Edit(start, end, "") for start, end in gone)  # what else becomes of these goes with them
    texts = {at: _replaced(block.pieces[at].text, changes) for at, changes in shared.items()}
    if form.name == "markdown":
        tighten(block.pieces, texts)
    for at, text in texts.items():
        piece = block.pieces[at]
        if text != piece.text:
            yield Edit(piece.start, piece.end, text) if at in breaks else write(piece, text, signs)


def _replaced(text: str, new: Sequence[New]) -> str:
    return splice(text, [Edit(*one) for one in new])


def _lines(block: Block, text: str, write: Callable[[Piece, str], Edit]) -> Iterator[Edit]:
    """Break a text into the lines of a block; a line that is not needed goes with its end."""
    lines = rewrapped(text, [len(piece.text) for piece in block.pieces])
    for number, (piece, line) in enumerate(zip(block.pieces, lines, strict=True)):
        if line or not number:
            yield write(piece, line)
        else:
            yield Edit(block.pieces[number - 1].end, piece.end, "")


def _slots(pieces: Sequence[Piece], starts: list[int], new: New) -> Iterator[_Slot]:
    """Give the pieces of a sentence that hold text, be it white space; none if there is nothing else in it."""
    start, end, _ = new
    found = list[_Slot]()
    for number in range(max(0, bisect_right(starts, start) - 1), len(pieces)):
        if starts[number] >= end:
            break
        low, high = max(start, starts[number]), min(end, starts[number + 1])
        own = pieces[number].text[low - starts[number] : high - starts[number]] if low < high else ""
        if own not in ("", OBJECT):
            found.append(_Slot(number, low - starts[number], high - starts[number], own))
    yield from found if any(slot.text.strip() for slot in found) else ()


def _spaced(pieces: Sequence[Piece], slots: Sequence[_Slot], shares: list[str], copied: list[Piece]) -> list[str]:
    """Keep a space between words and an object that stays, where there was one."""
    made = []
    for slot, share in zip(slots, shares, strict=True):
        after = pieces[slot.piece + 1 : slot.piece + 2]
        stays = bool(after) and after[0].text == OBJECT and after[0] not in copied
        ends = slot.text[-1:].isspace() and slot.end == len(pieces[slot.piece].text)
        follows = share or (slot.piece and pieces[slot.piece - 1].text == OBJECT)
        made.append(f"{share} " if stays and ends and follows and not share.endswith(" ") else share)
    return made


def _is_break(source: str, piece: Piece) -> bool:
    return piece.text == " " and source[piece.start : piece.end] in _BREAKS


def _rebroken(
    source: str, block: Block, slots: Sequence[_Slot], shares: list[str], breaks: Collection[int]
) -> list[str]:
    """Break a sentence into as many lines as it had, wherever its words stand now."""
    signs, widths = list[str](), [0]
    for slot in slots:
        if slot.piece in breaks:
            piece = block.pieces[slot.piece]
            signs.append(source[piece.start : piece.end])
            widths.append(0)
        else:
            widths[-1] += len(slot.text)
    return rebroken(shares, widths, signs) if signs else shares


def _copied(source: str, block: Block, starts: list[int], new: New, told: Written) -> list[Piece]:
    """Find the objects of a sentence that an engine has copied: they stand where it put them."""
    start, end, text = new
    found, signs = list[Piece](), list[str]()
    for number in range(bisect_left(starts, start), bisect_left(starts, end)):
        piece, at = block.pieces[number], starts[number]
        if piece.text == OBJECT:
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


def _outer(gaps: Sequence[str], deep: Sequence[int], slots: Sequence[_Slot]) -> set[int]:
    """Say which slots stand least deep in markup; of runs that all stand alike, each in its own, the longest."""
    least = min((deep[slot.piece] for slot in slots), default=0)
    outer = {at for at, slot in enumerate(slots) if deep[slot.piece] == least}
    between = ("".join(gaps[one.piece : other.piece]) for one, other in pairwise(slots))
    if len(outer) < len(slots) or not any(map(crosses, between)):
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
    whole = [slot.piece for slot in lost if slot.text == block.pieces[slot.piece].text]
    runs = [[piece for _, piece in run] for _, run in groupby(enumerate(whole), lambda one: one[1] - one[0])]
    for run in runs:
        parts = [run] if _around(source, block, run) else [[piece] for piece in run]
        for part in parts:
            if signs := _around(source, block, part):
                start, end = block.pieces[part[0]].start - len(signs[0]), block.pieces[part[-1]].end + len(signs[1])
                links = count_links(source[start:end])
                told.links += links
                told.dropped += max(0, len(part) - links)
                yield start, end
            else:
                told.dropped += 1


def _around(source: str, block: Block, run: Sequence[int]) -> tuple[str, str] | None:
    """Give the signs before and after pieces that stand side by side, if all of them may go with what is between."""
    pieces, first, last = block.pieces, run[0], run[-1]
    start, end = pieces[first].start, pieces[last].end
    inner = [source[pieces[at].end : pieces[at + 1].start] for at in run[:-1]]
    befores = [source[pieces[first - 1].end : start]] if first else openings(source, start)
    afters = [source[end : pieces[last + 1].start]] if last + 1 < len(pieces) else closings(source, end)
    both = ((before, after) for before in befores for after in afters if before and after)
    return next((one for one in both if balanced([one[0], *inner, one[1]])), None)
