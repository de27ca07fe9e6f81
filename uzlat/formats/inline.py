"""The text inside one paragraph, heading or cell of Markdown: a mask over its lines, with the offsets of the source.

Markup of a word stands in no piece, so that `б**ер**ди` is read as one word; what is no text, as code, is an OBJECT.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator

from uzlat.document import OBJECT, Block, Piece
from uzlat.formats import signs
from uzlat.formats.signs import CUT, NOTHING, Item, Line, Use
from uzlat.markers import marker

_CLOSED = -1
"""Stands for a bracket that can begin no link."""


class Inline:
    """Reads the lines of one paragraph, once.

    lines: at least one. names: the labels that are defined, by their normal form. off: whether the text begins after
    a marker that keeps it. uses: filled with the labels that were found.
    """

    def __init__(self, lines: list[Line], names: frozenset[str] = frozenset(), off: bool = False) -> None:
        hard = [line.hard or signs.OWN_LINE.match(line.text) for line in lines]
        self.text = "".join([line.text + "\n\r"[bool(ends)] for line, ends in zip(lines, hard, strict=True)])[:-1]
        self.off = off
        self.uses: list[Use] = []
        self._names = names
        self._sources = [line.start for line in lines]
        self._starts = [0]
        for line in lines[:-1]:
            self._starts.append(self._starts[-1] + len(line.text) + 1)
        self._items: list[Item] = []
        self._opened: list[int] = []
        self._closed = 0
        self._pending: list[int] = []
        self._titles: list[tuple[int, int]] = []
        self._ticks: dict[int, list[int]] | None = None
        self._absent: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        """Give the blocks of the text, and those of the titles of its links."""
        self._scan(signs.SIGNS, 0, len(self.text))
        yield from self._written(self._items)
        off, self.off = self.off, False  # those that are kept have not been noted
        for start, end in self._titles:
            yield from self.title(start, end)
        self.off = off

    def defined(self, at: int) -> Iterator[Block]:
        """Give the title of a definition whose colon is at an offset."""
        if found := signs.DEFINED.match(self.text, at):
            yield from self.title(*found.span(1))

    def title(self, start: int, end: int) -> Iterator[Block]:
        """Give the text of a title with its quotes."""
        quote, self._items = self.text[start], []
        self._scan(signs.PLAIN, start + 1, end - 1)
        items = [item._replace(text=" ") if item.text == CUT else item for item in self._items]
        for block in self._written(items):
            yield block._replace(write=lambda source, text: text.replace(quote, "\\" + quote))

    def source(self, offset: int) -> int:
        """Give the offset in the source of a character of the text, or of the line end after it."""
        line = bisect_right(self._starts, offset) - 1
        return self._sources[line] + offset - self._starts[line]

    def _scan(self, pattern: re.Pattern[str], at: int, end: int) -> None:
        while found := pattern.match(self.text, at, end):
            kind = found.lastgroup or ""
            special = None if kind in signs.READS else getattr(self, f"_{kind}")
            at = special(found) if special else self._add(at, found.end(), signs.READS[kind])

    def _add(self, start: int, end: int, text: str | None) -> int:
        self._items.append(Item(start, end, NOTHING if self.off and text != CUT else text))
        return end

    def _written(self, items: list[Item]) -> Iterator[Block]:
        """Put what is read together into blocks."""
        pieces: list[Piece] = []
        for start, end, text in [*signs.joined(items), Item(0, 0, CUT)]:
            if text == CUT:
                if any(map(str.isalpha, "".join([piece.text for piece in pieces]))):
                    yield Block(pieces, signs.escaped)
                pieces = []
            elif text != NOTHING:
                reads = self.text[start:end] if text is None else text
                pieces.append(Piece(self.source(start), self._end(end), reads))

    def _end(self, end: int) -> int:
        """Give the offset in the source after a stretch; after a line end, that of the next line's text."""
        return self.source(end) if self.text[end - 1] in "\n\r" else self.source(end - 1) + 1

    def _admonition(self, found: re.Match[str]) -> int:
        """Pass what begins an admonition; its title is a block of its own."""
        at = found.end() - len(found[0].partition('"')[2]) - 1
        if '"' in found[0] and not self.off:
            self._titles.append((at, at + len(self.text[at : found.end()].rstrip())))
        return self._add(*found.span(), CUT)

    def _escape(self, found: re.Match[str]) -> int:
        return self._add(*found.span(), found[0][1])

    def _entity(self, found: re.Match[str]) -> int:
        read = html.unescape(found[0])
        return self._add(*found.span(), read if len(read) == 1 and read not in "\r\n" else OBJECT)

    def _code(self, found: re.Match[str]) -> int:
        """Pass a code span; a mark between letters is an apostrophe, as in o`zbek."""
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`++", self.text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        start, end = found.span()
        places = self._ticks.get(end - start, [])
        at = bisect_right(places, start)
        around = self.text[max(0, start - 1) : start], self.text[end : end + 1]
        if at == len(places) or (end - start == 1 and around[0].isascii() and all(map(str.isalpha, around))):
            return self._add(start, end, None)
        return self._add(start, places[at] + end - start, OBJECT)

    def _comment(self, found: re.Match[str]) -> int:
        """Pass a comment, and mind a marker in it."""
        start = found.start()
        end = self._after("-->", found.end())
        if not end:
            return self._add(start, found.end(), None)
        if switch := marker(self.text[start:end]):
            self.off = switch == "off"
        return self._add(start, end, CUT if switch else NOTHING)

    def _tag(self, found: re.Match[str]) -> int:
        """Pass a tag, and what a tag of code has in it."""
        name = found[0].strip("</>").split(maxsplit=1)[0].rstrip("/")
        start, end = found.span()
        if name.lower() in signs.VERBATIM and found[0][1] != "/" and (close := self._after(f"</{name}>", end)):
            return self._add(start, close, OBJECT)
        return self._add(start, end, signs.TAGS.get(name.lower(), NOTHING))

    def _after(self, sign: str, at: int) -> int:
        """Find the end of a sign; 0 if there is none, which is asked only once."""
        found = -1 if sign in self._absent else self.text.find(sign, at)
        if found < 0:
            self._absent.add(sign)
        return found + len(sign) if found >= 0 else 0

    def _note(self, found: re.Match[str]) -> int:
        """Pass the mark of a footnote; its definition begins a block."""
        first = found[0].endswith(":") and (found.start() == 0 or self.text[found.start() - 1] in "\r\n")
        return self._add(*found.span(), CUT if first else OBJECT)

    def _open(self, found: re.Match[str]) -> int:
        self._opened.append(len(self._items))
        return self._add(*found.span(), None)

    def _shut(self, found: re.Match[str]) -> int:
        """End a link or an image, or read the brackets as text."""
        start, end = found.span()
        opened = self._opened.pop() if self._opened else _CLOSED
        self._closed = min(self._closed, len(self._opened))
        if opened == _CLOSED:
            return self._add(start, end, None)
        if tail := signs.TAIL.match(self.text, start):
            if tail[1] and not self.off:
                self._titles.append(tail.span(1))
            return self._linked(opened, start, tail.end())
        return self._referred(opened, start) or self._add(start, end, None)

    def _linked(self, opened: int, start: int, end: int) -> int:
        """Take the brackets of a link for markup; those of an image part what is around it."""
        first = self._items[opened]
        reads = OBJECT if self.text[first.start] == "!" else NOTHING
        if reads == NOTHING:
            self._close()
        self._items[opened] = first._replace(text=NOTHING if self.off else reads)
        self._add(start, start + 1, reads)  # a title stands in the rest
        return end

    def _close(self) -> None:
        """Let no link begin before this one and end after it."""
        for at in range(self._closed, len(self._opened)):
            if self.text[self._items[self._opened[at]].start] != "!":
                self._opened[at] = _CLOSED
        self._closed = len(self._opened)

    def _referred(self, opened: int, at: int) -> int:
        """Pass a link to a definition: its own label stays, and text that is a label is changed with it."""
        first, found = self._items[opened], signs.REFERENCE.match(self.text, at)
        if not found or not self._names:
            return 0
        if found[1] and signs.normal(found[1]) in self._names:
            self._use(found.start(1), found.end(1), False)
            return self._linked(opened, at, found.end())
        start = first.end
        if at - start > signs.LONGEST or signs.normal(self.text[start:at]) not in self._names:
            return 0
        self._use(start, at, True)
        del self._items[opened:]
        while self._pending and self._pending[-1] >= opened:
            self._pending.pop()
        self._add(first.start, first.end, OBJECT)  # the label is a block of its own
        return found.end() if found[1] == "" else at + 1

    def _use(self, start: int, end: int, seen: bool) -> None:
        """Note a label; a line end in it reads as a space."""
        parts = re.finditer(r"[^\r\n]++|[\r\n]", self.text[start:end])
        items = [Item(start + one.start(), start + one.end(), " " if one[0] in "\r\n" else None) for one in parts]
        pieces = [piece for block in self._written(items) for piece in block.pieces]
        self.uses.append(Use(signs.normal(self.text[start:end]), [] if self.off else pieces, seen))

    def _stars(self, found: re.Match[str]) -> int:
        """Pair runs of stars that may begin or end emphasis; the others are text."""
        start, end = found.span()
        before, after = self.text[max(0, start - 1) : start] or " ", self.text[end : end + 1] or " "
        begins, ends = signs.flanks(before, after), signs.flanks(after, before)
        self._add(start, end, None)
        if ends and self._pending:
            self._paired(end - start)
        elif begins:
            self._pending.append(len(self._items) - 1)
        return end

    def _paired(self, length: int) -> None:
        """Take the run that was added last, and those it ends, for markup."""
        self._items[-1] = self._items[-1]._replace(text=NOTHING)
        while length > 0 and self._pending:
            at = self._pending.pop()
            length -= self._items[at].end - self._items[at].start
            self._items[at] = self._items[at]._replace(text=NOTHING)
