"""XML as expat sees it: whether it is well-formed, and what its root element is."""

from __future__ import annotations

from contextlib import suppress
from xml.parsers import expat

from uzlat.document import DocumentError

MOST = 1 << 30
"""Bytes of XML that are read at most."""
HEAD = 1 << 16
"""Characters in which the root element begins."""


def verify(text: str) -> int:
    """Refuse XML that is not well-formed, is too long, or declares entities, which may make little text endless.

    Returns:
        Where the document begins, after its document type declaration.

    Raises:
        DocumentError: with the line.
    """
    data = text.encode("utf-8", "surrogateescape")
    if len(data) > MOST:
        raise DocumentError(f"more than {MOST >> 30} GB of XML; part it first")
    parser, ends = expat.ParserCreate("utf-8"), [0]

    def refuse(*told: object) -> None:
        raise DocumentError(f"line {parser.CurrentLineNumber}: declares the entity '{told[0]}'; resolve entities first")

    parser.EntityDeclHandler = refuse
    parser.EndDoctypeDeclHandler = lambda: ends.append(parser.CurrentByteIndex)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        where = f"line {error.lineno}, column {error.offset + 1}"
        raise DocumentError(f"not well-formed XML: {where}: {expat.ErrorString(error.code)}") from None
    return len(data[: ends[-1]].decode("utf-8", "surrogateescape"))


def root_of(text: str) -> str:
    """Name the root element, with its prefix; "" if there is none in the first part of a source."""
    found: list[str] = []

    def begin(name: str, attributes: object) -> None:
        found.append(name)
        parser.StartElementHandler = None

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = begin
    with suppress(expat.ExpatError):
        parser.Parse(text[:HEAD].encode("utf-8", "surrogateescape"), False)
    return "".join(found)
