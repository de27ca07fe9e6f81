"""What adapters say of a file: where human text stands, and how it is read; and the one way to write it back.

An adapter gives blocks. A block is what is read in one go (a paragraph, a cell, a cue), made of pieces: stretches of
the source, each with what it reads as. A piece that conversion does not change keeps its bytes, entities included.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from uzlat.encodings import DocumentError

OBJECT = "\ufffc"
"""What a piece reads as that is no text: a picture, code, a tab; OBJECT REPLACEMENT CHARACTER of Unicode."""
ECHO = "="
"""The thread of blocks that become what the same text became elsewhere in the document, if it stands there."""
LETTER = re.compile(r"[^\W\d_]")
"""What a block has to hold to be worth reading."""
LANGUAGE, CHARSET = "language", "charset"
"""Kinds of marks."""


class Piece(NamedTuple):
    """A stretch of the source, as offsets, and what it reads as."""

    start: int
    end: int
    text: str


def as_it_is(source: str, text: str) -> str:
    """Write a changed piece where no character needs an escape."""
    return text


class Block(NamedTuple):
    """Pieces that are read as one. A block of one piece may hold several lines, each of which is read by itself.

    write: takes what stands in the source for a piece and the text to write instead; gives what to write.
    thread: what the block continues, as a column of a table: its language is expected to be that of the block before
        in the same thread.
    """

    pieces: list[Piece]
    write: Callable[[str, str], str] = as_it_is
    thread: str = ""

    @property
    def text(self) -> str:
        """What the block reads as."""
        return self.pieces[0].text if len(self.pieces) == 1 else "".join([piece.text for piece in self.pieces])

    def edit(self, source: str, piece: Piece, text: str) -> Edit:
        """Write a piece of it that was converted letter by letter into a source."""
        start, end, _ = piece
        return Edit(start, end, text if self.write is as_it_is else self.write(source[start:end], text))


class Mark(NamedTuple):
    """A stretch of the source that names the language or the charset of the text, and changes with it."""

    start: int
    end: int
    kind: str = LANGUAGE


class Edit(NamedTuple):
    """Replace the characters start to end of the source."""

    start: int
    end: int
    new: str


class Wanted(NamedTuple):
    """What is asked of an adapter.

    fields: the fields, columns or keys whose text is wanted; all if empty.
    languages: the languages, as "uz", whose declared text is converted; all if empty.
    source: the script of what may change, as "Cyrl"; "" if there are several.
    quotes: whether the ASCII apostrophe may be written.
    """

    fields: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    source: str = "Cyrl"
    quotes: bool = False

    def speaks(self, tag: str) -> bool:
        """Say whether text that is declared to be in a language is wanted; a tag that is empty declares nothing.

        Codes of three letters (uzb, uzn) begin as those of two do.

        >>> Wanted(languages=("uz",)).speaks("uz-Cyrl-UZ"), Wanted(languages=("uz",)).speaks("ru")
        (True, False)
        """
        language = tag.strip().replace("_", "-").replace("@", "-").split("-")[0].lower()
        return not language or not self.languages or language.startswith(self.languages)


class Adapter:
    """Says where the text of a source is; made anew for each file, so that it may remember what came before."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted

    def read(self, text: str) -> Iterable[Block | Mark]:
        """Give the blocks and marks of a source, or of its next part; in any order, none within another.

        No block of several pieces reads as more than one line: `lines_of` parts one that does.

        Raises:
            DocumentError: if the source is not of this format, or must not be changed.
        """
        raise NotImplementedError

    def remarks(self, old: str, new: str) -> list[str]:
        """Say what a reader should know of a conversion, each in a few words."""
        return []


def lines_of(block: Block) -> Iterator[Block]:
    """Part a block where its text has line ends: none of them stays in a block.

    >>> [one.text for one in lines_of(Block([Piece(0, 3, "a\\nb"), Piece(3, 4, "c")]))]
    ['a', 'bc']
    """
    pieces: list[Piece] = []
    for start, end, text in block.pieces:
        if "\n" not in text:
            pieces.append(Piece(start, end, text))
            continue
        at = start
        for number, line in enumerate(text.split("\n") if end - start == len(text) else ["", ""]):
            if number and pieces:
                yield block._replace(pieces=pieces)
                pieces = []
            if line:
                pieces.append(Piece(at, at + len(line), line))
            at += len(line) + 1
    if pieces:
        yield block._replace(pieces=pieces)


class Part:
    """A source text with its blocks and marks: a file, or a member of one.

    name: of the member; "" for a file. first: the number of its first line. legacy: whether it was read in an
    encoding that cannot hold what is written.
    """

    def __init__(
        self, text: str, found: Iterable[Block | Mark], *, name: str = "", first: int = 1, legacy: bool = False
    ) -> None:
        items = list(found)
        self.name = name
        self.text = text
        self.first = first
        self.legacy = legacy
        whole = [item for item in items if isinstance(item, Block)]
        whole.sort(key=_start)
        long = any(len(block.pieces[0].text) >= LONG for block in whole)
        self.blocks = [part for block in whole for part in sentences_of(block)] if long else whole
        self.marks = [item for item in items if isinstance(item, Mark)]
        self._starts = list(map(_start, whole)) if name else []
        self._line = (0, first)

    def line(self, offset: int) -> int:
        """Give the number of the line of an offset; cheapest in order."""
        at, number = self._line if self._line[0] <= offset else (0, self.first)
        number += self.text.count("\n", at, offset)
        self._line = (offset, number)
        return number

    def number(self, block: Block) -> int:
        """Give the number of a block, from 1; the sentences of a long one have the same."""
        return bisect_right(self._starts, _start(block))


def _start(block: Block) -> int:
    return block.pieces[0].start


_DECLARATION = r"""\ufeff?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)"""


def marked(text: str, found: Iterable[Block | Mark]) -> Iterable[Block | Mark]:
    """Give what was found in markup, and the charset that its XML declaration names."""
    declared = re.match(_DECLARATION, text)
    return [*found, Mark(*declared.span(1), CHARSET)] if declared else found


LONG = 1000
"""Characters from which a block is read sentence by sentence: what a line needs grows with its length."""
_SENTENCE = r"(?<=[^\W\d_]{3}[.!?…]) (?=[«“\"(]?[A-ZА-ЯЁЎҚҒҲ])"


def sentences_of(block: Block) -> Iterable[Block]:
    """Part a long block of one piece between sentences, into blocks of some hundred characters."""
    start, _, text = block.pieces[0]
    if len(text) < LONG or len(block.pieces) > 1 or block.pieces[0].end - start != len(text):
        return (block,)
    found, at, ends = [], 0, re.compile(_SENTENCE)
    while (cut := ends.search(text, at + LONG // 2)) and len(text) - cut.start() > LONG // 4:
        found.append(block._replace(pieces=[Piece(start + at, start + cut.start(), text[at : cut.start()])]))
        at = cut.end()
    found.append(block._replace(pieces=[Piece(start + at, start + len(text), text[at:])]))
    return found


def splice(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits to a source; all between them stays.

    >>> splice("<b>Ш</b>АВКАТ", [Edit(8, 13, "AVKAT"), Edit(3, 4, "SH")])
    '<b>SH</b>AVKAT'
    """
    parts, at = [], 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    parts.append(text[at:])
    return "".join(parts)


__all__ = [
    "CHARSET",
    "ECHO",
    "LANGUAGE",
    "LETTER",
    "LONG",
    "OBJECT",
    "Adapter",
    "Block",
    "DocumentError",
    "Edit",
    "Mark",
    "Part",
    "Piece",
    "Wanted",
    "as_it_is",
    "lines_of",
    "marked",
    "splice",
]
