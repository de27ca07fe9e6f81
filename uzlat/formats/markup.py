"""What HTML and XML have in common: character data as pieces, attributes, escapes, sources within sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

from uzlat.document import LETTER, OBJECT, Block, Mark, Piece, Wanted, lines_of

ENTITY = r"&(?:#\d++|#[xX][0-9A-Fa-f]++|[A-Za-z][A-Za-z0-9]*+);?+"
_ENTITY = re.compile(ENTITY)
TEMPLATE = r"\{\{[^{}]*+\}\}|\{%[^%]*+%\}|\[/?[a-z][\w-]*+(?: [\w-]++=\"[^\"]*+\")++ ?/?\]"
"""What a template engine fills in, and short codes of WordPress: no text."""
_PARTS = re.compile(rf"{TEMPLATE}|{ENTITY}|[ \t\n\f\r]{{2,}}+|[\t\n\f\r]", re.DOTALL)
_EXACT = re.compile(rf"{TEMPLATE}|{ENTITY}|\r?\n", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+)))?""")
_FILLED = re.compile(r"\{[{%]|=\"").search
_PACKED = re.compile(r"[A-Za-z0-9+/]{80}").search
"""Bytes written in letters (base 64)."""
_PRESERVE = 'xml:space="preserve"'
_NAME = re.compile(r"[^\s/>]+")
_QUOTES = ("", "", '"', "'", "")


class Attribute(NamedTuple):
    """The value of an attribute: offsets in its tag, what stands there, the quotes around it."""

    start: int
    end: int
    value: str
    quote: str


def attributes(tag: str) -> dict[str, Attribute]:
    """List the attributes of a tag by their names in small letters; the first of a name counts.

    >>> attributes('<a HREF=x title="сўз">')["title"].value
    'сўз'
    """
    found: dict[str, Attribute] = {}
    start = _NAME.match(tag, 1)
    for match in _ATTRIBUTE.finditer(tag, start.end() if start else 1):
        group = match.lastindex or 1
        if group > 1 and (name := match[1].lower()) not in found:
            found[name] = Attribute(*match.span(group), match[group], _QUOTES[group])
    return found


def pieces_of(text: str, start: int, end: int, exact: bool = False) -> list[Piece]:
    """Read character data: an entity is a piece of its own, and so is white space that reads as one space.

    Args:
        text: the source.
        start: where the data begin.
        end: where they end.
        exact: whether white space stands for itself; a line end reads as such.
    """
    part = text[start:end]
    if not _is_awkward(part):
        return [Piece(start, end, part)]
    found, at = [], start
    for match in (_EXACT if exact else _PARTS).finditer(text, start, end):
        if at < match.start():
            found.append(Piece(at, match.start(), text[at : match.start()]))
        at = match.end()
        found.append(Piece(match.start(), at, _reading(match[0], exact)))
    if at < end:
        found.append(Piece(at, end, text[at:end]))
    return found


def _is_awkward(part: str) -> bool:
    """Say whether character data may read otherwise than they stand; single searches are faster than a pattern."""
    if "&" in part or "\n" in part or "  " in part or "\t" in part or "\r" in part or "\f" in part:
        return True
    return _FILLED(part) is not None


def _reading(source: str, exact: bool) -> str:
    if source[0] in "{[":
        return OBJECT
    if source[0] != "&":
        return "\n" if exact else " "
    return unescape(source).replace("\n", " ").replace("\r", " ")


def trimmed(pieces: list[Piece]) -> list[Piece]:
    """Leave out blank pieces at either end."""
    start, end = 0, len(pieces)
    while start < end and not pieces[start].text.strip():
        start += 1
    while start < end and not pieces[end - 1].text.strip():
        end -= 1
    return pieces[start:end]


def add_object(pieces: list[Piece], start: int, end: int) -> None:
    """Take up what stays and parts words; what follows such at once parts no more."""
    if not (pieces and pieces[-1].text == OBJECT):
        pieces.append(Piece(start, end, OBJECT))


def in_text(source: str, text: str) -> str:
    """Write a piece of character data; one that was an entity in ASCII stays so.

    >>> in_text("&#1064;", "Sh"), in_text("&#1118;", "oʻ"), in_text("ў", "oʻ")
    ('Sh', 'o&#699;', 'oʻ')
    """
    if not source.startswith("&") or not _ENTITY.fullmatch(source):
        return text
    return "".join([char if char.isascii() and char not in "<>&" else f"&#{ord(char)};" for char in text])


def in_run(source: str, text: str) -> str:
    """Write a piece of an element that keeps spaces at its ends only if told; its source begins with its tag's end.

    >>> in_run(">-yil", " йил")
    ' xml:space="preserve"> йил'
    """
    if not source.startswith(">") or text.startswith(">"):
        return in_text(source, text)
    return (f" {_PRESERVE}>" if text != text.strip() else ">") + text


def in_page(source: str, text: str) -> str:
    """Write a piece of the text of a page: a sign that was none of markup before a Cyrillic letter stays none.

    >>> in_page("1<б", "1<b"), in_page("R&Д", "R&D")
    ('1&lt;b', 'R&amp;D')
    """
    written = in_text(source, text)
    return written if written is not text else still_text(still_text(text, source, "&", "&amp;"), source, "<", "&lt;")


def still_text(text: str, source: str, sign: str, otherwise: str) -> str:
    """Write a sign of markup otherwise where a letter of ASCII follows it now, and none did."""
    if sign not in text or source.count(sign) != text.count(sign):
        return text
    parts, pairs = [], zip(source.split(sign)[1:], text.split(sign)[1:], strict=True)
    for old, new in pairs:
        parts += [otherwise if new[:1].isascii() and not old[:1].isascii() else sign, new]
    return text.partition(sign)[0] + "".join(parts)


def in_attribute(quote: str) -> Callable[[str, str], str]:
    """Give what writes a piece of a value that stands in these quotes."""
    return {'"': _in_double, "'": _in_single}.get(quote, _in_none)


def _in_value(source: str, text: str) -> str:
    written = in_text(source, text)
    return written if written is not text else still_text(text, source, "&", "&amp;")


def _in_double(source: str, text: str) -> str:
    return _in_value(source, text).replace('"', "&quot;")


def _in_single(source: str, text: str) -> str:
    return _in_value(source, text).replace("'", "&#39;")


def _in_none(source: str, text: str) -> str:
    return _in_single(source, _in_double(source, text))


class Harvest:
    """What is found in a source: blocks with letters that may change, and marks."""

    def __init__(self, wanted: Wanted) -> None:
        self.items: list[Block | Mark] = []
        self._skips_ascii = wanted.source == "Cyrl"

    def add(self, pieces: list[Piece], write: Callable[[str, str], str]) -> None:
        """Take a block, without what is blank at its ends."""
        if len(pieces) > 1:
            pieces = trimmed(pieces)
        text = "".join([piece.text for piece in pieces])
        if text.isascii() and (self._skips_ascii or _PACKED(text)):
            return
        if LETTER.search(text):
            self.items.append(Block(pieces, write))

    def add_lines(self, pieces: list[Piece], write: Callable[[str, str], str]) -> None:
        """Take what has line ends as blocks of a line each."""
        for line in lines_of(Block(pieces, write)) if pieces else ():
            self.add(line.pieces, write)
