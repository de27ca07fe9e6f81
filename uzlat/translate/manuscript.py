"""A document as an engine wants it, sentence by sentence, and the document that the translations make of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from uzlat.carriers import Asked, Source, check, opened
from uzlat.conversion import place, retagged
from uzlat.document import ECHO, LANGUAGE, LETTER, OBJECT, Block, Edit, Part, Piece, splice
from uzlat.formats import TEXT, Format, by_content, by_name
from uzlat.readable import ANY
from uzlat.report import Place
from uzlat.survey import judge
from uzlat.translate.fresh import fresh_edit
from uzlat.translate.lang import Lang
from uzlat.translate.markup import Written
from uzlat.translate.note import heading
from uzlat.translate.paragraphs import Paragraphs
from uzlat.translate.reassembly import CUES, New, block_edits, marked, spelled
from uzlat.translate.sentences import split
from uzlat.verdict import NO_LANGUAGE, UNDECIDED

if TYPE_CHECKING:
    from uzlat.carriers import Document


NO_TEXT = re.compile("[\udc80-\udcff]")
"""A byte that is not of the encoding, as it is read."""


class Segment(NamedTuple):
    """A sentence: its text, the language of its block, where it stands, and where in its block.

    place, column: where in the file; in one that has members, which block of which, and where in that.
    """

    text: str
    lang: Lang
    place: int | Place
    column: int
    part: int
    block: int
    start: int
    end: int


class Manuscript:
    """A document to translate.

    Args:
        data: what the file holds.
        name: its name, whose end says the format.
        asked: how it is read.
        source: the language of all of it; None to look at each block.

    Raises:
        DocumentError, NotTextError: if it is not of its format, or no text.

    >>> [one.text for one in Manuscript("Sh. Mirziyoyev keldi. U gapirdi.".encode(), "a.txt", Asked(), None).segments]
    ['Sh. Mirziyoyev keldi.', 'U gapirdi.']
    """

    def __init__(self, data: bytes, name: str, asked: Asked, source: Lang | None) -> None:
        self.form = asked.form or by_name(name) or by_content(data)
        self._data = data
        self._document = _read(data, self.form, asked)
        for part in self._document.parts:
            part.blocks = list(_whole(part))
        self._langs = list(_languages([block.text for block in self._all], source))
        self.segments = list(self._segments())

    @property
    def _all(self) -> Iterator[Block]:
        return (block for part in self._document.parts for block in part.blocks)

    @cached_property
    def lang(self) -> Lang:
        """The language of most of its letters."""
        sizes: dict[Lang, int] = {}
        for one in self.segments:
            sizes[one.lang] = sizes.get(one.lang, 0) + len(one.text)
        return max(sizes, key=lambda lang: sizes[lang], default=Lang(UNDECIDED))

    def _segments(self) -> Iterator[Segment]:
        langs = iter(self._langs)
        for number, part in enumerate(self._document.parts):
            where = _where(part)
            for at, block in enumerate(part.blocks):
                lang, text = next(langs), block.text
                starts = list(accumulate((len(piece.text) for piece in block.pieces), initial=0))
                if block.thread == ECHO:
                    continue
                for start, end in split(text, lang.code):
                    if LETTER.search(text, start, end):
                        read = _spelled(part.text, block, start, end) if OBJECT in text else text[start:end]
                        yield Segment(read, lang, *where(block, starts, start), number, at, start, end)

    def written(
        self, texts: Sequence[str | None], target: Lang, failed: Collection[int] = (), told_first: str = ""
    ) -> tuple[bytes, list[str]]:
        """Write the document with translations, and say what a reader should know of it.

        Args:
            texts: what becomes of each segment; None to leave it.
            target: the language that marks of language name then.
            failed: the numbers of segments that are left and marked.
            told_first: a note to put at the head, in formats that have a place for one.
        """
        edits: list[list[Edit]] = [[] for _ in self._document.parts]
        told, became = Written(), dict[str, str]()
        numbered = enumerate(zip(self.segments, texts, strict=True))
        for (number, at), group in groupby(numbered, key=lambda one: (one[1][0].part, one[1][0].block)):
            part = self._document.parts[number]
            block, new = part.blocks[at], list[New]()
            for which, (one, text) in group:
                if which in failed:
                    new += marked(block.text, one.start, one.end)
                elif text is not None:
                    new.append((one.start, one.end, text))
            edits[number] += block_edits(part.text, block, new, told, self.form)
            if len(new) == 1 and new[0][:2] == (0, len(block.text)):
                became[block.text] = new[0][2]
        for part, own in zip(self._document.parts, edits, strict=True):
            own.extend(_echoes(part, became, self.form))
            own.extend(_marks(part, self.lang, target) if own else ())
        source = self._document.parts[0].text if told_first else ""
        if told_first and (head := heading(source, self.form, told_first)):
            edits[0].append(head)
        edits = [list(_apart(own)) for own in edits]
        untouched = not (any(edits) or self._document.recoded)
        out = self._data if untouched else self._document.written(edits)
        told.lost = sum(len(NO_TEXT.findall(one.text)) for one, text in zip(self.segments, texts, strict=True) if text)
        return out, [*told.sentences(), *self._remarks(edits)]

    def _remarks(self, edits: list[list[Edit]]) -> list[str]:
        """Say what the format has to tell; of subtitles it compares line with line, and there may be fewer now."""
        if self.form.name in CUES:
            source = self._document.parts[0].text
            if splice(source, edits[0]).count("\n") != source.count("\n"):
                return []
        return self._document.remarks(edits)


def _read(data: bytes, form: Format, asked: Asked) -> Document:
    """Read a file of any format; plain text as paragraphs."""
    if form is TEXT:
        return Source(data, Paragraphs(ANY), asked.coding(data), markup=False)
    wanted = ANY._replace(fields=asked.fields)
    check(form, wanted)
    return opened(data, form, wanted, asked)


def _where(part: Part) -> Callable[[Block, list[int], int], tuple[int | Place, int]]:
    """Give what says where a sentence stands, cheapest in order: an offset in a block is one in the file."""
    first = int(part.text.startswith("\ufeff"))
    line_start = seen = first

    def where(block: Block, starts: list[int], start: int) -> tuple[int | Place, int]:
        nonlocal line_start, seen
        if part.name:
            return place(part, block), start + 1
        piece = block.pieces[number := bisect_right(starts, start, hi=len(block.pieces)) - 1]
        offset = min(piece.start + start - starts[number], piece.end)
        if offset < seen:
            line_start = seen = first
        line_start, seen = max(line_start, part.text.rfind("\n", seen, offset) + 1), offset
        return part.line(offset), offset - line_start + 1

    return where


def _spelled(source: str, block: Block, start: int, end: int) -> str:
    """Give a stretch of a block with its short objects, as %s and `code`, written out."""
    parts, at = [], 0
    for piece in block.pieces:
        low, high = max(start, at), min(end, at + len(piece.text))
        if low < high:
            parts.append(spelled(source, piece) if piece.text == OBJECT else piece.text[low - at : high - at])
        at += len(piece.text)
    return "".join(parts)


def _whole(part: Part) -> Iterator[Block]:
    """Give the blocks of a part, long ones in one again: sentences are cut here with more care."""
    last: Block | None = None
    for block in part.blocks:
        if last and len(last.pieces) == len(block.pieces) == 1 and _goes_on(part.text, last.pieces[0], block.pieces[0]):
            (start, _, text), (_, end, more) = last.pieces[0], block.pieces[0]
            last = last._replace(pieces=[Piece(start, end, f"{text} {more}")])
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _goes_on(source: str, one: Piece, other: Piece) -> bool:
    return other.start == one.end + 1 and source[one.end] == " " and source[one.start : one.end] == one.text


def _languages(texts: Sequence[str], source: Lang | None) -> Iterator[Lang]:
    """Say in which language each block is; one that does not tell is in that of the blocks before, or after."""
    if source is not None:
        yield from (source for _ in texts)
        return
    found: list[Lang | None] = []
    before = ""
    for text in texts:
        verdict = judge(" ".join(text.replace(OBJECT, " ").split()), before=before)
        told = verdict.lang not in (UNDECIDED, NO_LANGUAGE)
        before = verdict.lang if told else before
        found.append(Lang(verdict.lang, verdict.script) if told else None)
    known = Counter(lang for lang in found if lang)
    last = known.most_common(1)[0][0] if known else Lang(UNDECIDED)
    for lang in found:
        last = lang or last
        yield last


def _echoes(part: Part, became: dict[str, str], form: Format) -> Iterator[Edit]:
    """Let what is named elsewhere become what its name became."""
    for block in part.blocks:
        if block.thread == ECHO and block.text in became and len(block.pieces) == 1:
            yield fresh_edit(part.text, block, form, block.pieces[0], became[block.text])


def _apart(edits: list[Edit]) -> Iterator[Edit]:
    """Leave out what lies within markup that goes, as the title of a link."""
    end = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end > one.start, -one.end)):
        if edit.start >= end:
            yield edit
            end = edit.end


def _marks(part: Part, source: Lang, target: Lang) -> Iterator[Edit]:
    """Let marks of the language name the new one."""
    for mark in part.marks:
        old = part.text[mark.start : mark.end]
        if mark.kind == LANGUAGE and retagged(old, str(source)).lower().split("-")[0].split("_")[0] == source.code:
            yield Edit(mark.start, mark.end, str(target))
