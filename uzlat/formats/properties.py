"""Properties of Java: the values of keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from uzlat.document import Adapter, Block
from uzlat.formats.escapes import DOUBLED, around, blocks, escaped, parts
from uzlat.markers import marker

_BREAK = r"\\(?:\r\n?|\n)[ \t\f]*+"
"""A line end after a backslash; the value goes on after the white space of the next line."""
_LINE = re.compile(
    rf"[ \t\f]*+(?:(?P<comment>[#!][^\r\n]*+)|(?P<key>(?:[^\\:= \t\f\r\n]++|{_BREAK}|\\[^\r\n])*+)"
    rf"(?:[ \t\f]++|{_BREAK})*+[:=]?+(?:[ \t\f]++|{_BREAK})*+"
    rf"(?P<value>(?:[^\\\r\n]++|{_BREAK}|\\[^\r\n])*+)\\?+)(?:\r\n?|\n|\Z)"
)
_INSIDE = parts(r"[ -\[\]-~]", rf"{_BREAK}|\\\Z")
_DOUBLED, _NOTHING = re.compile(DOUBLED), re.compile(r"(?!)")


class Properties(Adapter):
    """Values, each of which may go on over several lines."""

    def read(self, text: str) -> Iterator[Block]:
        """Give the values."""
        write, off = _in_ascii if text.isascii() and "\\u" in text else _as_before, False
        signs = _DOUBLED if self.wanted.source == "Latn" else _NOTHING
        for line in _LINE.finditer(text, int(text.startswith("\ufeff"))):
            if line["comment"]:
                off = {"off": True, "on": False}.get(marker(line["comment"]), off)
            elif line["value"] and not off:
                yield from blocks(around(_INSIDE, signs, text, *line.span("value")), write)


def _as_before(source: str, new: str) -> str:
    """Write a changed piece: with escapes if it had some."""
    return _in_ascii(source, new) if "\\u" in source else new


def _in_ascii(source: str, new: str) -> str:
    """Write a changed piece with escapes for all that is not ASCII; quotes need none."""
    return escaped(source, new).replace('\\"', '"')
