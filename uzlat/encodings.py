"""Bytes to text and back, so that what is not converted keeps its bytes.

UTF-8, with or without a byte order mark, which stays where it is. A byte that is not UTF-8 becomes a lone
surrogate and the same byte again. Line ends are characters like others.
"""

from __future__ import annotations

import re

_BINARY_HEAD = 8192


class NotTextError(ValueError):
    """The bytes are no text that uzlat reads; the message is one line that says what they are."""


def decode(data: bytes) -> str:
    """Read UTF-8; an invalid byte is kept as a lone surrogate.

    >>> encode(decode(b"\\xd0\\xb0\\xff")) == b"\\xd0\\xb0\\xff"
    True
    """
    return decode_counting(data)[0]


def decode_counting(data: bytes) -> tuple[str, int]:
    """Read UTF-8 as `decode` does, and count the invalid bytes."""
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
        return text, len(re.findall("[\udc80-\udcff]", text))


def encode(text: str) -> bytes:
    """Write UTF-8, and the invalid bytes as they were."""
    return text.encode("utf-8", "surrogateescape")


def refuse_binary(head: bytes) -> None:
    """Raise NotTextError if the first bytes of a file are not those of a text in UTF-8."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotTextError("UTF-16 text; convert it to UTF-8 first, as with iconv -f UTF-16 -t UTF-8")
    if head.startswith(b"%PDF-"):
        raise NotTextError("PDF; convert the document that it was made from")
    head = head[:_BINARY_HEAD]
    if b"\x00" in head:
        raise NotTextError("binary file; uzlat reads plain text in UTF-8")
    text, invalid = decode_counting(head)
    valid = sum(not char.isascii() for char in text) - invalid
    if invalid > 3 and invalid > valid:
        raise NotTextError("not UTF-8; convert it first, as with iconv -f WINDOWS-1251 -t UTF-8")
