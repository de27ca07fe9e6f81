"""What Office Open XML (ISO/IEC 29500) has in common: namespaces, properties, drawings, what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from uzlat.document import Adapter, DocumentError, Wanted
from uzlat.formats.tree import Tree
from uzlat.formats.vocabulary import Vocabulary, names
from uzlat.zipped import Members

NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "xdr",
    "http://schemas.openxmlformats.org/presentationml/2006/main": "p",
    "http://purl.oclc.org/ooxml/presentationml/main": "p",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
}
"""Namespaces by the prefixes that are usual."""
TOLD = frozenset({"descr", "title"})
"""Attributes of drawings that people read."""
DRAWING = Vocabulary(
    blocks=names("a:p c:pt"),
    texts=names("a:t c:v"),
    objects=names("a:fld"),
    breaks=names("a:br a:tab"),
    attributes={"p:cNvPr": TOLD, "xdr:cNvPr": TOLD, "pic:cNvPr": TOLD},
    marks={name: frozenset({"lang", "altlang"}) for name in ("a:rPr", "a:endParaRPr", "a:defRPr")},
    exact=True,
)
"""DrawingML: slides, charts, diagrams."""
CORE = Vocabulary(
    blocks=names(
        "dc:title dc:subject dc:description dc:creator cp:keywords cp:category cp:lastModifiedBy cp:contentStatus"
    ),
    tongues=names("dc:language"),
    exact=True,
)
APP = Vocabulary(blocks=names("Company Manager"), exact=True)
CUSTOM = Vocabulary(blocks=names("vt:lpwstr vt:lpstr"), exact=True)
PROPERTIES = {"docProps/core.xml": CORE, "docProps/app.xml": APP, "docProps/custom.xml": CUSTOM}
"""Properties of a document; titles of parts are names of sheets, and stay."""


class Office(Members):
    """A document of Office Open XML; the base of its three kinds.

    folder: where its members are.
    """

    folder = ""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted

    def members(self, names: list[str], load: Callable[[str], str]) -> Iterable[tuple[str, Adapter]]:
        """Give the members with text, the main one first.

        Raises:
            DocumentError: if the document is signed.
        """
        if any(name.startswith("_xmlsignatures/") for name in names):
            raise DocumentError("signed; converted, its signatures would be broken: remove them first")
        if not any(name.startswith(self.folder) for name in names):
            raise DocumentError(f"no folder {self.folder} in it; if its name is wrong, name its format with --format")
        known = sorted((name for name in names if name.endswith(".xml")), key=self.order)
        for name in known:
            if vocabulary := PROPERTIES.get(name) or self.vocabulary(name):
                yield name, self.tree(vocabulary, load(name))

    def tree(self, vocabulary: Vocabulary, text: str) -> Tree:
        """Give what reads a member."""
        return Tree(self.wanted, vocabulary.prefixed(text, NAMESPACES))

    def order(self, name: str) -> tuple[int, int, str]:
        """Say where a member comes when the document is read: slide 2 before slide 10, properties last."""
        digits = re.findall("[0-9]{1,9}", name)
        return name.startswith("docProps/"), int(digits[-1]) if digits else 0, name

    def vocabulary(self, name: str) -> Vocabulary | None:
        """Give the vocabulary of a member; None if it holds no text."""
        raise NotImplementedError
