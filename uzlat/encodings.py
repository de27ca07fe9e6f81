"""Bytes to text and back, so that what is not converted keeps its bytes.

A byte that is not of its encoding becomes a lone surrogate (U+DC00 and its value) and the same byte again. Byte order
marks stay where they are, as characters. Line ends are characters like others.
"""

from __future__ import annotations

import re
from codecs import utf_8_decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

UTF8 = "utf-8"
AUTO, SAME = "auto", "same"
_UNMARKED = {"utf-8-sig": UTF8, "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
"""Codecs that treat the mark themselves, and those that leave it a character."""
_NO_CHARSETS = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
"""Codecs for names and for source code, which have no way to keep invalid bytes."""
_ESCAPED = "[\udc00-\udcff]+"


class NotTextError(ValueError):
    """The bytes are no text that uzlat reads; the message is one line that says what they are.

    `binary` says that they are hardly any text at all.
    """

    def __init__(self, message: str, *, binary: bool = False) -> None:
        super().__init__(message)
        self.binary = binary


class DocumentError(ValueError):
    """A file cannot be converted; the message is one line that says what is wrong and what to do."""


class Coding:
    """How the bytes of one file are read and written, piece by piece.

    Args:
        name: the codec that it is read in.
        output: the codec that it is written in; "" for the same, or UTF-8 for an encoding without all the letters.
        guessed: whether `name` is a guess.

    Raises:
        NotTextError: if there is no such encoding.

    >>> coding = Coding("windows-1251")
    >>> coding.decode(b"\\xd8\\xe0\\xf5\\xe0\\xf0\\x98", final=True)
    'Шахар\\udc98'
    >>> coding.invalid, coding.legacy, coding.encode("Shaʼhar")
    (1, True, b'Sha\\xca\\xbchar')
    """

    def __init__(self, name: str = UTF8, output: str = "", *, guessed: bool = False) -> None:
        self.name = codec(name)
        self.output = self.name if output == SAME else codec(output) if output else _able(self.name)
        self.guessed = guessed
        self.invalid = 0
        """How many bytes are not of the encoding."""
        self._decoder: Any = None
        self._held = b""
        self._marking = output.lower() in _UNMARKED and output.lower() != self.name

    @property
    def legacy(self) -> bool:
        """Say whether the file is written in another encoding than it is read in."""
        return self.output != self.name

    @property
    def remarks(self) -> list[str]:
        """Say what a reader should know of it."""
        read = f"read as {self.name}{', which is a guess' if self.guessed else ''}"
        return [f"{read}; written in {self.output}"] if self.legacy else [read] if self.guessed else []

    def decode(self, data: bytes, final: bool = False) -> str:
        """Read the next bytes; those of a character that is not whole yet are held back unless they are the last."""
        if self.name == UTF8:
            return self._utf8(data, final)
        if self._decoder is None:
            import codecs

            self._decoder = codecs.getincrementaldecoder(self.name)(_escaping())
        out: str = self._decoder.decode(data, final)
        return self._counted(out)

    def _utf8(self, data: bytes, final: bool) -> str:
        """Read UTF-8, first as if nothing were wrong with it."""
        data = self._held + data
        try:
            text, used = utf_8_decode(data, "strict", final)
        except UnicodeDecodeError:
            text, used = utf_8_decode(data, "surrogateescape", final)
            self._counted(text)
        self._held = data[used:]
        return text

    def _counted(self, text: str) -> str:
        """Count the invalid bytes in a text."""
        if not text.isascii() and (found := re.findall(_ESCAPED, text)):
            self.invalid += sum(map(len, found))
        return text

    def encode(self, text: str) -> bytes:
        """Write a text, and the invalid bytes as they were.

        Raises:
            DocumentError: for a character that the encoding does not have.
        """
        if self._marking:
            self._marking = False
            text = "\ufeff" + text.removeprefix("\ufeff")
        return encode(text, self.output)


def codec(name: str) -> str:
    """Give the name by which an encoding is known, of two the one that leaves byte order marks alone.

    Raises:
        NotTextError: if there is no such encoding of text.

    >>> codec("CP1251"), codec("utf-16"), codec("latin1")
    ('windows-1251', 'utf-16-le', 'iso-8859-1')
    """
    if name == UTF8:
        return name
    import codecs

    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        from uzlat.table import suggestion

        near = suggestion(name.lower(), ["windows-1251", "koi8-r", "iso-8859-5", "cp866", "utf-16-le", "utf-8"])
        raise NotTextError(f"no encoding is named '{name}'{near}") from None
    if not getattr(found, "_is_text_encoding", True) or found.name in _NO_CHARSETS:
        raise NotTextError(f"'{name}' is no encoding of text")
    known = found.name.replace("cp125", "windows-125").replace("iso8859", "iso-8859")
    return _UNMARKED.get(known, known)


def _able(name: str) -> str:
    """Give the encoding that text read in another one is written in: that one if it has every letter."""
    return name if name.startswith(("utf-8", "utf-16", "utf-32", "gb18030")) else UTF8


def _escaping() -> str:
    """Name what codecs do with invalid bytes; for those below 0x80, as in UTF-16 and GB 18030, Python has nothing."""
    import codecs

    codecs.register_error("uzlat-escape", _escape)
    return "uzlat-escape"


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join([chr(0xDC00 + byte) for byte in error.object[error.start : error.end]]), error.end


def decode(data: bytes) -> str:
    """Read UTF-8; an invalid byte is kept as a lone surrogate.

    >>> encode(decode(b"\\xd0\\xb0\\xff")) == b"\\xd0\\xb0\\xff"
    True
    """
    return decode_counting(data)[0]


def decode_counting(data: bytes) -> tuple[str, int]:
    """Read UTF-8 as `decode` does, and count the invalid bytes."""
    coding = Coding()
    return coding.decode(data, final=True), coding.invalid


def encode(text: str, name: str = UTF8) -> bytes:
    """Write text in an encoding, and the invalid bytes as they were.

    Raises:
        DocumentError: for a character that the encoding does not have.
    """
    try:
        return text.encode(name, "surrogateescape" if name == UTF8 else "strict")
    except UnicodeEncodeError:
        return b"".join([_part(part, name) for part in re.split(f"({_ESCAPED})", text)])


def _part(text: str, name: str) -> bytes:
    if re.match(_ESCAPED, text):
        return bytes(ord(char) - 0xDC00 for char in text)
    try:
        return text.encode(name)
    except UnicodeEncodeError as error:
        char = text[error.start]
        raise DocumentError(
            f"'{char}' (U+{ord(char):04X}) does not exist in {name}; leave --output-encoding out to write UTF-8"
        ) from None
