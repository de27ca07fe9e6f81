"""OpenDocument (ISO/IEC 26300): text, spreadsheets, presentations, drawings; packed, or flat in one XML file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from html import unescape

from uzlat.document import Adapter, Block, DocumentError, Mark, Wanted
from uzlat.formats.formulas import Named
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
    "http://www.w3.org/1998/Math/MathML": "math",
}
TEXT = Vocabulary(
    blocks=names(
        "text:p text:h svg:title svg:desc dc:title dc:subject dc:description meta:keyword meta:initial-creator "
        "meta:user-defined text:index-title-template text:index-entry-span number:text"
    ),
    skips=names(
        "text:deletion text:note-citation text:page-number text:script office:scripts dc:creator dc:date "
        "meta:creator-initials meta:date-string office:binary-data math:math text:file-name text:sender-email"
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
CHART = TEXT._replace(blocks=TEXT.blocks - names("svg:desc"))
"""A chart describes its ranges there."""
_CONDITIONS = r"table:formula|table:condition|style:condition|calcext:value|table:value|calcext:condition"
_FORMULA = re.compile(rf"""\s(?:{_CONDITIONS})=(?:"([^"]*)"|'([^']*)')""")
_CELL = re.compile(
    r"""<table:table-cell\b[^<>]*?\stable:formula=(?:"[^"]*&quot;[^"]*"|'[^'"]*"[^']*')[^<>]*>.*?</table:table-cell>""",
    re.DOTALL,
)
"""A cell of which the formula has text in quotes."""
PARTS = ("content.xml", "styles.xml", "meta.xml")


class OpenDocument(Members):
    """Finds the text of a document, its headers, notes, comments, alternative texts and properties."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._named = Named(())

    def members(self, names: list[str], load: Callable[[str], str]) -> Iterable[tuple[str, Adapter]]:
        """Give the members with text; those of charts and formulas in it too.

        Raises:
            DocumentError: if the document is signed or encrypted.
        """
        if "META-INF/documentsignatures.xml" in names:
            raise DocumentError("signed; converted, its signature would be broken: remove it first")
        if "META-INF/manifest.xml" in names and "encryption-data" in load("META-INF/manifest.xml"):
            raise DocumentError("encrypted; open it and save it without a password")
        if "content.xml" not in names:
            raise DocumentError("no content.xml in it; if its name is wrong, name its format with --format")
        found = [name for part in PARTS for name in names if re.fullmatch(rf"(?:Object [^/]*/)?{part}", name)]
        self._named = named(load("content.xml"))
        return [(name, flat(self._wanted, load(name), self._named, "/" in name)) for name in found]

    def remarks(self) -> list[str]:
        """Say what stays for the formulas' sake."""
        return self._named.remarks()


def named(text: str) -> Named:
    """Gather what the formulas of a document name."""
    return Named(unescape("".join(found)) for found in _FORMULA.findall(text))


def flat(wanted: Wanted, text: str, formulas: Named, inner: bool = False) -> Tree:
    """Give what reads a member, or a flat document; `inner` is one of an object in it, as a chart."""
    return _Text(wanted, (CHART if inner else TEXT).prefixed(text, NAMESPACES), formulas)


class _Text(Tree):
    """Reads a member; what formulas name stays, and so does what a formula with text of its own gave."""

    def __init__(self, wanted: Wanted, vocabulary: Vocabulary, formulas: Named) -> None:
        super().__init__(wanted, vocabulary)
        self._named = formulas

    def read(self, text: str) -> list[Block | Mark]:
        items = self._named.without(super().read(text))
        if "formula=" not in text:
            return items
        left = [found.span() for found in _CELL.finditer(text)]
        return [item for item in items if not isinstance(item, Block) or not _within(item.pieces[0].start, left)]


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    number = bisect_right(spans, (at, at)) - 1
    return number >= 0 and spans[number][0] < at < spans[number][1]
