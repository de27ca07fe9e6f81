"""OpenDocument (ISO/IEC 26300): text, spreadsheets, presentations, drawings; packed, or flat in one XML file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable

from uzlat.document import Adapter, Block, DocumentError, Mark, Wanted
from uzlat.formats.tree import Tree
from uzlat.formats.vocabulary import Vocabulary, names
from uzlat.zipped import Members

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    f"{_URN}text:1.0": "text",
    f"{_URN}office:1.0": "office",
    f"{_URN}table:1.0": "table",
    f"{_URN}drawing:1.0": "draw",
    f"{_URN}style:1.0": "style",
    f"{_URN}meta:1.0": "meta",
    f"{_URN}svg-compatible:1.0": "svg",
    f"{_URN}xsl-fo-compatible:1.0": "fo",
    "http://purl.org/dc/elements/1.1/": "dc",
}
TEXT = Vocabulary(
    blocks=names(
        "text:p text:h svg:title svg:desc dc:title dc:subject dc:description meta:keyword meta:initial-creator "
        "meta:user-defined text:index-title-template text:index-entry-span"
    ),
    skips=names(
        "text:deletion text:note-citation text:page-number text:script office:scripts dc:creator dc:date "
        "meta:creator-initials meta:date-string"
    ),
    objects=names(
        "text:s text:note text:note-citation draw:frame draw:custom-shape office:annotation text:page-number "
        "text:page-count text:bookmark-ref text:bibliography-mark"
    ),
    breaks=names("text:tab text:line-break"),
    tongues=names("dc:language"),
    attributes={"table:table-cell": frozenset({"office:string-value"})},
    marks={
        "style:text-properties": frozenset({"fo:script", "style:rfc-language-tag"}),
        "number:text-style": frozenset({"number:script", "number:rfc-language-tag"}),
    },
)
"""Names of styles, tables, bookmarks and fields stay; so do formulas and what was deleted under tracked changes."""
_FORMULA = re.compile(
    r"""<table:table-cell\b(?:[^"'>]++|"[^"]*+"|'[^']*+')*?table:formula=(?:"[^"]*?&quot;[^"]*+"|'[^']*?"[^']*+')"""
    r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>.*?</table:table-cell>""",
    re.DOTALL,
)
"""A cell of which the formula has text in quotes."""
PARTS = ("content.xml", "styles.xml", "meta.xml")


class OpenDocument(Members):
    """Finds the text of a document, its headers, notes, comments, alternative texts and properties."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    def members(self, names: list[str], load: Callable[[str], str]) -> Iterable[tuple[str, Adapter]]:
        """Give the members with text; those of charts and formulas in it too.

        Raises:
            DocumentError: if the document is signed or encrypted.
        """
        if "META-INF/documentsignatures.xml" in names:
            raise DocumentError("signed; converted, its signature would be broken: remove it first")
        if "META-INF/manifest.xml" in names and "encryption-data" in load("META-INF/manifest.xml"):
            raise DocumentError("encrypted; open it and save it without a password")
        found = [name for part in PARTS for name in names if re.fullmatch(rf"(?:Object [^/]*/)?{part}", name)]
        return [(name, flat(self._wanted, load(name))) for name in found]


def flat(wanted: Wanted, text: str) -> Tree:
    """Give what reads a member, or a flat document."""
    return _Text(wanted, TEXT.prefixed(text, NAMESPACES))


class _Text(Tree):
    """Reads a member; what a formula with text of its own gave stays as the formula does."""

    def read(self, text: str) -> list[Block | Mark]:
        items = super().read(text)
        left = [found.span() for found in _FORMULA.finditer(text)] if "formula=" in text else []
        return [item for item in items if not isinstance(item, Block) or not _within(item.pieces[0].start, left)]


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    number = bisect_right(spans, (at, at)) - 1
    return number >= 0 and spans[number][0] < at < spans[number][1]
