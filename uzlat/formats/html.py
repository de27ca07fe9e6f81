"""HTML and XHTML: the text of pages, read as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from uzlat.document import Adapter, Block, DocumentError, Mark, Piece, Wanted
from uzlat.formats.element import EXACT, KINDS, OPEN, REST, TAGS, Kind, Tag
from uzlat.formats.markup import Harvest, add_object, in_attribute, in_page, pieces_of
from uzlat.formats.nested import moved
from uzlat.markers import marker

_RAW = "|".join(
    rf"{name}(?=[\s/>]){REST}(?<!/>)(?:[^<]++|<(?!/{name}[\s/>]))*+" for name, kind in KINDS.items() if kind == Kind.RAW
)
_TOKEN = re.compile(
    r"(<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<\?(?:php\b|=).*?(?:\?>|\Z)|<%[^%]*+%>"
    r"|<[!?][^>]*+>?|</(?![A-Za-z])[^>]*+>?"
    rf"|<(?:{_RAW})"
    rf"|</?[A-Za-z][^\s/>]*+{REST}"
    r"|</?[A-Za-z].*\Z)",
    re.DOTALL | re.IGNORECASE,
)
"""A comment, a declaration, a tag with what is no markup in its element, each as HTML's own tokenizer ends it; what is
cut off at the end of the page."""
_JSON_FIELDS = ("headline", "alternativeHeadline", "description", "abstract", "articleBody", "caption")
"""What is text in JSON-LD, under whatever keys (schema.org)."""


class Html(Adapter):
    """Finds the text of pages: blocks across inline tags, some attributes, descriptions for machines."""

    def read(self, text: str) -> Iterable[Block | Mark]:
        """Give the blocks and marks of a page, or of a part of one."""
        return Page(text, self.wanted).read()


class Scope:
    """An element that says how the text in it is treated: not at all, or with its white space.

    level: how many blocks are open around it. depth: how many elements of its name are open. inner: how many lists and
    tables were opened in it.
    """

    def __init__(self, tag: Tag, level: int, outer: Scope | None, wanted: Wanted) -> None:
        self.name = tag.element.name
        self.level = level
        self.depth = 1
        self.inner = 0
        foreign, kept, code, exact = (outer.foreign, outer.kept, outer.code, outer.exact) if outer else (False,) * 4
        self.code: bool = code or tag.element.kind == Kind.CODE
        self.foreign: bool = foreign if tag.lang is None else not wanted.speaks(tag.lang)
        self.kept: bool = kept if tag.translate is None else not tag.translate
        self.exact: bool = exact or tag.element.name in EXACT

    @property
    def left(self) -> bool:
        """Whether the text in it stays."""
        return self.foreign or self.kept or self.code


class Page:
    """One source, read once from its start to its end."""

    def __init__(self, text: str, wanted: Wanted) -> None:
        self._text = text
        self._wanted = wanted
        self._harvest = Harvest(wanted)
        self._pieces: list[Piece] = []
        self._scopes: list[Scope] = []
        self._level = 0
        self._off = False
        self._left = False
        self._exact = False

    def read(self) -> list[Block | Mark]:
        """Give what was found."""
        at, parts, tags = 0, _TOKEN.split(self._text), TAGS
        for data, raw in zip(parts[::2], [*parts[1::2], ""], strict=True):
            if data:
                if self._pieces or not data.isspace():
                    self._data(data, at)
                at += len(data)
            if raw:
                tag = tags[raw]
                if not tag.plain or self._scopes:
                    self._tag(tag, raw, at)
                elif tag.element.breaks:
                    self._between(tag)
                at += len(raw)
        self._flush()
        return self._harvest.items

    def _data(self, data: str, start: int) -> None:
        """Take up character data."""
        end = start + len(data)
        if self._left:
            add_object(self._pieces, start, end)
        elif self._exact:
            self._exactly(start, end)
        else:
            self._pieces += pieces_of(self._text, start, end)

    def _between(self, tag: Tag) -> None:
        """Go from block to block."""
        if self._pieces:
            self._flush()
        if tag.element.kind == Kind.BLOCK:
            self._level = max(0, self._level + (-1 if tag.closing else 1))

    def _tag(self, tag: Tag, raw: str, start: int) -> None:
        """Take up a tag, or a comment."""
        if tag.closing:
            self._close(tag)
        elif tag.element.kind == Kind.COMMENT:
            self._switch(marker(raw))
        else:
            self._open(tag, start)
            if tag.element.kind == Kind.RAW:
                self._raw(tag, raw, start)

    def _exactly(self, start: int, end: int) -> None:
        """Take up data in which a line end ends a block."""
        for piece in pieces_of(self._text, start, end, exact=True):
            if piece.text == "\n":
                self._flush()
            else:
                self._pieces.append(piece)

    def _flush(self) -> None:
        """End the block."""
        if self._pieces:
            self._harvest.add(self._pieces, in_page)
            self._pieces = []

    def _switch(self, turned: str) -> None:
        """Keep what comes after a marker, or convert it again."""
        if turned:
            self._off = turned == "off"
            self._update()

    def _update(self) -> None:
        top = self._scopes[-1] if self._scopes else None
        self._left = self._off or (top is not None and top.left)
        self._exact = top is not None and top.exact

    def _open(self, tag: Tag, start: int) -> None:
        """Begin an element."""
        if tag.element.breaks:
            self._flush()
            self._end_implied(tag)
        if tag.scope:
            self._scopes.append(Scope(tag, self._level, self._scopes[-1] if self._scopes else None, self._wanted))
            self._update()
        elif self._scopes:
            self._count(tag)
        if tag.element.kind == Kind.BLOCK:
            self._level += 1
        if tag.texts or tag.marks:
            self._attributes(tag, start)
        if tag.element.kind == Kind.OBJECT and self._pieces:
            add_object(self._pieces, start, start + 1)

    def _count(self, tag: Tag) -> None:
        scope = self._scopes[-1]
        scope.depth += scope.name == tag.element.name
        scope.inner += tag.element.holds

    def _end_implied(self, tag: Tag) -> None:
        """End the scopes whose end tags may be left out, as that of a paragraph before a block."""
        while self._scopes and self._scopes[-1].inner == 0 and self._scopes[-1].name in tag.element.ends:
            self._scopes.pop()
            self._update()

    def _close(self, tag: Tag) -> None:
        """End an element."""
        if tag.element.breaks:
            self._flush()
        if tag.element.kind == Kind.BLOCK:
            self._level = max(0, self._level - 1)
        if not self._scopes:
            return
        scope = self._scopes[-1]
        scope.depth -= scope.name == tag.element.name
        if tag.element.holds:
            scope.inner -= 1
        if scope.depth <= 0 or scope.inner < 0 or scope.level > self._level:
            self._scopes.pop()
            self._update()

    def _attributes(self, tag: Tag, start: int) -> None:
        """Take up the text of attributes, and the names of languages."""
        self._harvest.items += [Mark(start + low, start + high, kind) for low, high, kind in tag.marks]
        if self._left or tag.translate is False:
            return
        for low, high, quote in tag.texts:
            if low < high:
                self._harvest.add(pieces_of(self._text, start + low, start + high), in_attribute(quote))

    def _raw(self, tag: Tag, raw: str, start: int) -> None:
        """Take up an element whose content is no markup: text in a title, nothing in a script."""
        end, at = start + len(raw), start + OPEN.match(raw).end()  # type: ignore[union-attr]
        if self._left or at == end:
            return
        if tag.element.name in ("title", "textarea"):
            self._harvest.add_lines(pieces_of(self._text, at, end, exact=True), in_page)
        elif tag.json:
            self._harvest.items += moved(self._json(self._text[at:end]), at)

    def _json(self, text: str) -> Iterable[Block | Mark]:
        """Read JSON-LD: headline and description, and the language."""
        from uzlat.formats.json import Json

        fields = tuple(f"**.{field}" for field in _JSON_FIELDS)
        languages = re.finditer(r'"inLanguage"\s*:\s*"([^"\\]*)"', text)
        try:
            found = list(Json(self._wanted._replace(fields=fields)).read(text))
        except DocumentError:
            found = []
        return [*found, *(Mark(*match.span(1)) for match in languages)]
