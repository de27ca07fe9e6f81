"""XML by a vocabulary: a source is checked by expat, then read tag by tag, so that offsets are those of the source."""

from __future__ import annotations

import re
from functools import cache

from uzlat.document import Adapter, Block, Mark, Piece, Wanted
from uzlat.formats.markup import Harvest, add_object, attributes, in_attribute, in_run, in_text, pieces_of
from uzlat.formats.nested import Escaped
from uzlat.formats.vocabulary import Vocabulary
from uzlat.formats.wellformed import verify
from uzlat.markers import marker

_OTHER = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_ATTRIBUTES = r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>"""
_ANY = re.compile(rf"{_OTHER}|</?[^\s/>!?]{_ATTRIBUTES}", re.DOTALL)

_TRANSLATE = {"translate": "no", "its:translate": "no", "translatable": "false"}
"""Attributes that say that text is not translated (ITS of the W3C, XLIFF, Android), and how."""
_VALUE = re.compile(r"\s*([^<]*?)\s*<")
_FLAT = re.compile(r"(?:[^<]++|<!--.*?-->|<!\[CDATA\[.*?\]\]>)*+</", re.DOTALL)
"""The content of an element without others in it."""


class Tree(Adapter):
    """Reads XML by a vocabulary."""

    def __init__(self, wanted: Wanted, vocabulary: Vocabulary) -> None:
        super().__init__(wanted)
        self._vocabulary = vocabulary

    def read(self, text: str) -> list[Block | Mark]:
        """Give the blocks and marks of a source.

        Raises:
            DocumentError: if it is not well-formed, is too long, or declares entities.
        """
        return Reading(text, self.wanted, self._vocabulary).read(verify(text))


class Frame:
    """An element that is open and means something.

    left: whether its text stays. pieces: the block that it began; None if it began none. inside: whether what is in it
    is read. text: whether its text counts.
    """

    __slots__ = ("bare", "html", "inside", "joined", "left", "name", "pieces", "text")

    def __init__(self, name: str, left: bool, inside: bool, text: bool) -> None:
        self.name = name
        self.left = left
        self.inside = inside
        self.text = text
        self.bare = False
        self.html = False
        self.joined = False
        self.pieces: list[Piece] | None = None


class Reading:
    """One source, read once from its start to its end."""

    def __init__(self, text: str, wanted: Wanted, vocabulary: Vocabulary) -> None:
        self._text = text
        self._wanted = wanted
        self._words = vocabulary
        self._harvest = Harvest(wanted)
        self._frames = [Frame("", False, not vocabulary.only, not vocabulary.texts)]
        self._open: list[list[Piece]] = []
        self._carried: list[Piece] = []
        self._off = False
        self._write = in_run if vocabulary.spaced else in_text
        self._token = _tokens(vocabulary.known()) if vocabulary.texts else _ANY
        self._texty: frozenset[int] = frozenset()

    def read(self, start: int) -> list[Block | Mark]:
        """Give what was found from an offset on."""
        text, at = self._text, start
        if self._words.mixed:
            self._texty = _with_text(text, start)
        for token in self._token.finditer(text, start):
            start, end = token.span()
            if at < start and self._open:
                self._data(at, start, False)
            at = end
            raw = token[0]
            if raw[1] == "/":
                self._close(raw[2:-1].rstrip())
            elif raw[1] not in "!?":
                self._start(raw, start, end)
            elif raw.startswith("<![CDATA["):
                self._data(start + 9, end - 3, True)
            elif raw[1] == "!" and (turned := marker(raw)):
                self._off = turned == "off"
        return self._harvest.items

    def _data(self, start: int, end: int, raw: bool) -> None:
        """Take up character data of the block that is open."""
        frame = self._frames[-1]
        if not self._open or not frame.text or start == end:
            return
        pieces = self._open[-1]
        if frame.left or self._off:
            if not self._text[start:end].isspace():
                add_object(pieces, start, end)
        elif raw:
            pieces.append(Piece(start, end, self._text[start:end]))
        elif frame.bare and "-" in (self._text[start], self._text[end - 1]):  # it may become a space
            pieces.append(Piece(start - 1, end, self._text[start:end]))
        else:
            pieces += pieces_of(self._text, start, end, self._words.exact or frame.html)

    def _start(self, raw: str, start: int, end: int) -> None:
        words, name = self._words, re.split(r"[\s/>]", raw[1:], maxsplit=1)[0]
        empty = raw.endswith("/>")
        left = self._attributes(raw, name, start) if "=" in raw else self._frames[-1].left
        if name in words.objects and self._open:
            add_object(self._open[-1], start, start + 1)
        elif name in words.breaks:
            self._part()
        if not empty:
            self._enter(name, start, end, left or name in words.skips)

    def _enter(self, name: str, start: int, end: int, left: bool) -> None:
        """Begin an element with content, and a block if it begins one."""
        words, outer = self._words, self._frames[-1]
        inside = outer.inside or name in words.only
        frame = Frame(name, left, inside, not words.texts or name in words.texts)
        html = name in words.html and _FLAT.match(self._text, end) is not None
        begins = html or name in words.blocks or (start in self._texty and not self._open)
        if begins and inside:
            frame.html = html
            frame.pieces, self._carried = self._carried, []
            if self._open:
                add_object(self._open[-1], start, start + 1)
            self._open.append(frame.pieces)
        frame.bare = name in words.spaced and "preserve" not in self._text[start:end]
        if name in words.tongues:
            self._tongue(end)
        self._frames.append(frame)

    def _tongue(self, start: int) -> None:
        """Note the name of a language that is the text of an element."""
        found = _VALUE.match(self._text, start)
        if found and found[1]:
            self._harvest.items.append(Mark(*found.span(1)))

    def _attributes(self, raw: str, name: str, start: int) -> bool:
        """Take up the attributes that mean something; say whether what is in the element stays."""
        words, found = self._words, attributes(raw)
        left = self._frames[-1].left
        for key, (low, high, value, quote) in found.items():
            if key in words.marks.get("*", ()) or key in words.marks.get(name, ()):
                self._harvest.items.append(Mark(start + low, start + high))
            if key in words.joined.get(name, ()):
                self._join()
            if key in _TRANSLATE:
                left = _TRANSLATE[key] == value
            if key in words.sides and len(self._frames) > 1:
                left = not self._wanted.speaks(value)
            if value and not (left or self._off) and self._reads(name, key) and self._frames[-1].inside:
                self._harvest.add(pieces_of(self._text, start + low, start + high), in_attribute(quote))
        return left

    def _join(self) -> None:
        """Let the block that is open go on in the next."""
        for frame in reversed(self._frames):
            if frame.pieces is not None:
                frame.joined = True
                return

    def _reads(self, name: str, attribute: str) -> bool:
        words = self._words.attributes
        return attribute in words.get(name, ()) or attribute in words.get("*", ())

    def _close(self, name: str) -> None:
        """End an element, and the block that it began."""
        frame = self._frames.pop()
        while frame.name != name and len(self._frames) > 1:  # elements without a meaning are not told apart
            frame = self._frames.pop()
        if frame.pieces is None:
            return
        self._open.pop()
        if frame.html and frame.pieces:
            self._html(frame.pieces)
        elif frame.joined:
            self._carried = frame.pieces
        else:
            self._harvest.add_lines(frame.pieces, self._write)

    def _part(self) -> None:
        """End a block where its text has a line break, and go on in the next."""
        if self._open and self._open[-1]:
            self._harvest.add_lines(list(self._open[-1]), self._write)
            self._open[-1].clear()

    def _html(self, pieces: list[Piece]) -> None:
        """Read text that is HTML: escaped, or in a CDATA section, or none at all."""
        from uzlat.formats.html import Page

        escaped = Escaped(pieces)
        self._harvest.items += escaped.outer(Page(escaped.text, self._wanted).read())


@cache
def _tokens(known: frozenset[str]) -> re.Pattern[str]:
    """Compile a pattern for the tags of these elements: others are passed over at once."""
    inner = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return re.compile(rf"</?(?:{inner})(?=[\s/>]){_ATTRIBUTES}|{_OTHER}", re.DOTALL)


def _with_text(text: str, at: int) -> frozenset[int]:
    """List the starts of the elements that have text of their own."""
    found: set[int] = set()
    stack: list[int] = []
    for token in _ANY.finditer(text, at):
        start, end = token.span()
        if stack and start > at and not text[at:start].isspace():
            found.add(stack[-1])
        at = end
        if text[start + 1] == "/":
            stack.pop()
        elif text[start + 1] not in "!?" and text[end - 2] != "/":
            stack.append(start)
        elif text.startswith("<![CDATA[", start) and stack:
            found.add(stack[-1])
    return frozenset(found)
