"""In which encoding a text is, by its first bytes."""

from __future__ import annotations

import re

from uzlat.encodings import AUTO, UTF8, Coding, NotTextError, decode_counting

_HEAD = 8192
_MARKS = (
    (b"\xef\xbb\xbf", UTF8),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks, longer ones first."""
HARMLESS = 3
"""Invalid bytes that say nothing of the others."""


def coding_of(head: bytes, asked: str = "", output: str = "", *, markup: bool = False) -> Coding:
    """Say how a text is read: by its byte order mark, as it was asked, in UTF-8, or by a guess if that was asked for.

    Args:
        head: how the file begins; all of it if it is markup.
        asked: the encoding that it is said to be in; "auto" for a guess where nothing else tells; "" for none.
        output: the encoding to write; "" for its own, or UTF-8 if that has not all letters; "same".
        markup: whether the text may declare its encoding itself.

    Raises:
        NotTextError: if it is no text, or not in this encoding; says what it may be.
    """
    if mark := next((name for begin, name in _MARKS if head.startswith(begin)), None):
        return Coding(mark, output)
    if asked and asked != AUTO:
        return _as_asked(head, Coding(asked, output))
    if markup and (name := _declared(head)):
        return _as_declared(head, name, output)
    if not (what := _no_utf8(head)):
        return Coding(UTF8, output)
    from uzlat.guess import guess

    likely = guess(head)
    if likely and asked == AUTO:
        return Coding(likely, output, guessed=True)
    hint = f"; it looks like {likely}: give -e {likely}, or -e auto" if likely else ""
    raise NotTextError(f"{what}{hint}", binary=not likely)


def _no_utf8(head: bytes) -> str:
    """Say what bytes are that are hardly text in UTF-8; a few invalid ones do no harm."""
    if head.startswith(b"%PDF-"):
        return "PDF; convert the document that it was made from"
    head = head[:_HEAD]
    if b"\x00" in head:
        return "a binary file"
    text, invalid = decode_counting(head)
    if invalid <= HARMLESS:
        return ""
    valid = sum(not char.isascii() for char in text) - invalid
    return "not UTF-8" if invalid > valid else ""


def _as_asked(head: bytes, coding: Coding) -> Coding:
    """Refuse to read as something else what is UTF-8: every letter would become two others.

    Raises:
        NotTextError: if it is.
    """
    if coding.name != UTF8 and b"\x00" not in head and _has_utf8(head):
        raise NotTextError(f"in UTF-8 and not in {coding.name}; leave --encoding out, or give -e auto")
    return coding


def _has_utf8(head: bytes) -> bool:
    """Say whether more than ASCII is there, all of it UTF-8; of a character that is cut at the end nothing is known."""
    coding = Coding()
    return not coding.decode(head).isascii() and not coding.invalid


_DECLARED = rb"""(?i)<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)"""


def _declared(data: bytes) -> str:
    """Give the encoding that markup declares, if it is needed; templates declare windows-1251 and hold UTF-8."""
    found = re.search(_DECLARED, data[:4096]) if decode_counting(data)[1] else None
    name = (found[1] or found[2]).decode().lower() if found else UTF8
    return "" if name in (UTF8, "utf8") else name


def _as_declared(data: bytes, name: str, output: str) -> Coding:
    try:
        coding = Coding(name, output)
    except NotTextError:
        raise NotTextError(f"declares the encoding '{name}', which is not known; give it with --encoding") from None
    if (bad := _first_invalid(data, coding.name)) >= 0:
        raise NotTextError(f"declares the encoding '{name}', but byte {bad} is not of it; give it with --encoding")
    return coding


def _first_invalid(data: bytes, name: str) -> int:
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        return error.start
    return -1
