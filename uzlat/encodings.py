"""Bytes to text and back, so that what is not converted keeps its bytes.

UTF-8, with or without a byte order mark, which stays where it is. A byte that is not UTF-8 becomes a lone
surrogate and the same byte again. Line ends are characters like others.
"""

from __future__ import annotations

import re

_BINARY_HEAD = 8192


class NotTextError(ValueError):
    """The bytes are no text that uzlat reads; the message is one line that says what they are."""


class DocumentError(ValueError):
    """A file cannot be converted; the message is one line that says what is wrong and what to do."""


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


_DECLARED = re.compile(
    rb"""(?i)<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)"""
)
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def decode_markup(data: bytes) -> tuple[str, str, int]:
    """Read markup in the encoding of its byte order mark, in UTF-8, or in the one that it declares.

    Returns:
        The text, with its byte order mark; the encoding that all of it can be written in, "" if that is the one
        declared, which cannot hold every letter; how many bytes are invalid, and kept as lone surrogates.

    Raises:
        NotTextError: if it is no text, or not in the encoding that it declares.
    """
    if mark := next((mark for mark in _MARKS if data.startswith(mark)), None):
        return _strictly(data, _MARKS[mark]), _MARKS[mark], 0
    text, invalid = decode_counting(data)
    found = _DECLARED.search(data, 0, 4096) if invalid else None
    name = (found[1] or found[2]).decode().lower() if found else "utf-8"
    if name in ("utf-8", "utf8"):
        refuse_binary(data)
        return text, "utf-8", invalid
    return _strictly(data, name), "", 0


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except LookupError:
        raise NotTextError(f"declares the encoding '{name}', which is not known") from None
    except UnicodeDecodeError as error:
        raise NotTextError(f"declares the encoding '{name}', but byte {error.start} is not of it") from None
