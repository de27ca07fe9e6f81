"""XML of translators, TMX and TBX: read element by element, hostile files refused; and text as XML holds it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from uzlat.document import DocumentError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

XML_LANG = "http://www.w3.org/XML/1998/namespace}lang"
BLOCK = 1 << 16
DEEPEST = 200
"""Elements within each other that are read; no file that people use comes near it."""
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


class Counted:
    """What was left out of a file: each reason with its first line and how often."""

    def __init__(self) -> None:
        self.reasons: dict[str, list[int]] = {}

    def note(self, reason: str, line: int) -> None:
        """Add one."""
        self.reasons.setdefault(reason, [line, 0])[1] += 1

    def __str__(self) -> str:
        """Say in one line what was left out; "" if nothing was."""
        return "; ".join(
            f"left out: {reason}: {count} (first: line {line})" for reason, (line, count) in self.reasons.items()
        )


def escaped(text: str) -> str:
    """Write text for XML; what XML cannot hold is left out.

    >>> escaped("a < b\\x0b & c")
    'a &lt; b &amp; c'
    """
    return re.sub('[&<>"\r]', lambda one: _ESCAPES[one[0]], _IMPOSSIBLE.sub("", text))


def local(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, *names: str) -> str:
    """Give the first of some attributes that is there and not empty."""
    return next((value for name in names if (value := element.get(name, "").strip())), "")


def open_binary(path: str) -> IO[bytes]:
    """Open a file to read its bytes; "-" is standard input, which stays open.

    Raises:
        OSError: if it cannot be read.
    """
    if path != "-":
        return open(path, "rb")
    if sys.stdin is None:
        raise OSError(9, "standard input is closed")
    return open(sys.stdin.fileno(), "rb", closefd=False)


def elements(file: str | bytes, wanted: set[str], named: str = "") -> Iterator[tuple[str, int, Element]]:
    """Give the start of the root, and each wanted element when it is whole, with its last line; then forget it.

    Messages begin with `named`, or else with the path.

    Raises:
        DocumentError: if it is not well-formed, or declares entities.
        OSError: if it cannot be read.
    """
    import io
    from xml.parsers.expat import ErrorString, ExpatError

    named = named or (file if isinstance(file, str) else "")
    where = f"{named}: " if named else ""
    with open_binary(file) if isinstance(file, str) else io.BytesIO(file) as handle:
        try:
            yield from _parsed(handle, wanted)
        except ExpatError as error:
            place = f"line {error.lineno}, column {error.offset + 1}"
            raise DocumentError(f"{where}not well-formed XML: {place}: {ErrorString(error.code)}") from None
        except (DocumentError, LookupError) as error:
            raise DocumentError(f"{where}{error}") from None


def _parsed(handle: IO[bytes], wanted: set[str]) -> Iterator[tuple[str, int, Element]]:
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator="}")
    watched = _Watched(parser, wanted)
    while data := handle.read(BLOCK):
        parser.Parse(data, False)
        yield from watched.ready
        watched.ready.clear()
    parser.Parse(b"", True)
    yield from watched.ready


class _Watched:
    """Builds a tree, hands out what is wanted of it, and forgets what was handed out."""

    def __init__(self, parser: Any, wanted: set[str]) -> None:
        from xml.etree.ElementTree import TreeBuilder

        self.ready: list[tuple[str, int, Element]] = []
        self._parser = parser
        self._builder = TreeBuilder()
        self._wanted = wanted
        self._open: list[Element] = []
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        parser.EntityDeclHandler = self._refuse

    def _refuse(self, entity: str, *told: object) -> None:
        line = self._parser.CurrentLineNumber
        raise DocumentError(f"line {line}: declares the entity '{entity}'; resolve entities first")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = self._builder.start(tag, attributes)
        if not self._open:
            self.ready.append(("start", self._parser.CurrentLineNumber, element))
        self._open.append(element)
        if len(self._open) > DEEPEST:
            raise DocumentError(
                f"line {self._parser.CurrentLineNumber}: more than {DEEPEST} elements within each other"
            )

    def _end(self, tag: str) -> None:
        element = self._builder.end(tag)
        self._open.pop()
        if self._open and local(element) in self._wanted:
            self.ready.append(("end", self._parser.CurrentLineNumber, element))
            self._open[-1].remove(element)
