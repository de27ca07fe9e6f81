"""Android's strings.xml: strings with escapes of their own (developer.android.com, "String resources")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from uzlat.document import Adapter, Block, Mark, Piece, lines_of
from uzlat.formats.tree import Tree
from uzlat.formats.vocabulary import Vocabulary, names

STRINGS = Vocabulary(
    blocks=names("string item"),
    html=names("string item"),
    only=names("string plurals string-array"),
    skips=names("xliff:g"),
    marks={},
)
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.")
_REFERENCE = re.compile(r"[@?](?:[\w.]+:)?\w+/\S+")
"""What names another resource."""


class Android(Adapter):
    """Finds the strings that may be translated."""

    def read(self, text: str) -> Iterable[Block | Mark]:
        """Give the blocks of a source.

        Raises:
            DocumentError: if it is not well-formed, or declares entities.
        """
        for item in Tree(self.wanted, STRINGS).read(text):
            if isinstance(item, Block) and not _REFERENCE.fullmatch(item.text.strip()):
                yield from lines_of(_unescaped(item, text))


def _unescaped(block: Block, text: str) -> Block:
    """Read the escapes of a string, and escape the apostrophe where one is written."""
    pieces = [part for piece in block.pieces for part in _parts(piece, text)]
    return block._replace(pieces=pieces, write=_escaping(block.write))


def _parts(piece: Piece, text: str) -> Iterator[Piece]:
    start, end, read = piece
    if "\\" not in read or text[start:end] != read:
        yield piece
        return
    at = start
    for found in _ESCAPE.finditer(text, start, end):
        if at < found.start():
            yield Piece(at, found.start(), text[at : found.start()])
        at = found.end()
        yield Piece(found.start(), at, _reading(found[0]))
    if at < end:
        yield Piece(at, end, text[at:end])


def _reading(escape: str) -> str:
    if escape[1] == "u" and len(escape) == 6:
        return chr(int(escape[2:], 16))
    return {"n": "\n", "t": "\t"}.get(escape[1], escape[1])


def _escaping(inner: Callable[[str, str], str]) -> Callable[[str, str], str]:
    def write(source: str, text: str) -> str:
        written = inner(source, text)
        return written.replace("'", "\\'") if "'" not in source else written

    return write
