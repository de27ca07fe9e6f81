"""Excel workbooks (SpreadsheetML): formulas, names of sheets and what formulas name stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from uzlat.document import ECHO, OBJECT, Adapter, Block, Mark, Piece, Wanted
from uzlat.formats.formulas import Named
from uzlat.formats.markup import Harvest, in_attribute, in_text, pieces_of
from uzlat.formats.office import DRAWING, NAMESPACES, Office
from uzlat.formats.tree import Tree
from uzlat.formats.vocabulary import Vocabulary, names

STRINGS = Vocabulary(blocks=names("si is text"), texts=names("t"), skips=names("rPh"), exact=True, spaced=names("t"))
THREADED = Vocabulary(blocks=names("text"), exact=True)
CELLS = STRINGS._replace(
    attributes={
        "dataValidation": frozenset({"prompttitle", "prompt", "errortitle", "error"}),
        "hyperlink": frozenset({"display", "tooltip"}),
    }
)
TABLE = Vocabulary(attributes={"tableColumn": frozenset({"name", "totalsrowlabel"})})
STYLES = Vocabulary()
_PARTS = {
    r"xl/sharedStrings\.xml|xl/comments\d*\.xml|xl/comments/comment\d*\.xml": STRINGS,
    r"xl/threadedComments/[^/]+\.xml": THREADED,
    r"xl/worksheets/[^/]+\.xml": CELLS,
    r"xl/tables/[^/]+\.xml": TABLE,
    r"xl/styles\.xml": STYLES,
    r"xl/(?:drawings/drawing|charts/chart|diagrams/(?:data|drawing))[^/]*\.xml": DRAWING,
}
_P = r"(?:\w+:)?"
"""The prefix of a name, if it has one."""
_FORMULA = re.compile(
    rf"<{_P}(?:f|definedName|formula\d?|calculatedColumnFormula|totalsRowFormula)\b[^<>]*>([^<]+)<"
    rf"|<{_P}cfRule\b[^<>]*\btext=\"([^\"]*)\""
)
_HEADER = re.compile(rf"""<{_P}tableColumn\b[^<>]*?\sname=(?:"([^"]*)"|'([^']*)')""")
_ODD = re.compile(r"&|_x[0-9A-Fa-f]{4}_|  ")
"""What makes a name be written otherwise than in its cell."""
_RESULT = re.compile(rf"""<{_P}c\b[^<>]*\bt="str"[^<>]*>(?:<{_P}f\b([^<>]*)(?:/>|>([^<]*)</{_P}f>))?<{_P}v>([^<]+)</""")
_SHARED = re.compile(r'\bsi="(\d+)"')
"""The number of a formula that several cells share; it stands in the first."""
_MARGIN = re.compile(rf"<{_P}(?:odd|even|first)(?:Header|Footer)>([^<]+)<")
_CODE = re.compile(r"&amp;(?:\"[^\"]*\"|&quot;.*?&quot;|\d+|K[0-9A-Fa-f]{6}|.)")
"""A code in a header or footer: a font, a size, a field."""
_CHOICES = re.compile(rf"<{_P}formula1>(?:\"|&quot;)([^<\"]+?)(?:\"|&quot;)</{_P}formula1>")
"""A list to choose from that stands in the sheet itself."""
_FILTER = re.compile(rf'<{_P}filter\b[^<>]*\bval="([^"]+)"')
"""What a filter shows: as its cells are."""
_FORMATS = re.compile(r'\bformatCode="([^"]*)"')
_UNIT = re.compile(r"&quot;([^&]+)&quot;")
"""Text in the format of a number, as a unit."""


class Sheet(Office):
    """Finds the strings of cells, comments, charts, headers and footers."""

    folder = "xl/"

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        self._named = Named(())

    def members(self, names: list[str], load: Callable[[str], str]) -> Iterable[tuple[str, Adapter]]:
        """Give the members with text, shared strings first.

        Raises:
            DocumentError: if the document is signed, or no workbook.
        """
        texts = [load(name) for name in names if re.match(r"xl/(?:worksheets|tables|workbook)[^_]*\.xml$", name)]
        formulas = [unescape("".join(found)) for text in texts for found in _FORMULA.findall(text)]
        lists = {unescape(found) for text in texts for found in _CHOICES.findall(text)}
        headers = ["".join(found) for text in texts for found in _HEADER.findall(text)]
        odd = [_written(name) for name in headers if _ODD.search(name)]
        columns = [line for name in odd for line in name.split("\n")]
        self._named = Named([formula for formula in formulas if formula.strip('"') not in lists], columns)
        return super().members(names, load)

    def tree(self, vocabulary: Vocabulary, text: str) -> Tree:
        """Give what reads a member."""
        return _Strings(self.wanted, vocabulary.prefixed(text, NAMESPACES), self._named)

    def vocabulary(self, name: str) -> Vocabulary | None:
        """Give the vocabulary of a member; None if it holds no text."""
        return next((words for pattern, words in _PARTS.items() if re.fullmatch(pattern, name)), None)

    def order(self, name: str) -> tuple[int, int, str]:
        """Say where a member comes: shared strings first."""
        first, number, rest = super().order(name)
        return first * 9 + (name != "xl/sharedStrings.xml"), number, rest

    def remarks(self) -> list[str]:
        """Say what stays for the formulas' sake."""
        return self._named.remarks()


def _written(name: str) -> str:
    """Write the name of a column as its cell does."""
    plain = re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), unescape(name))
    return plain.replace("\r\n", "\n").replace("\r", "\n")


class _Strings(Tree):
    """Reads a member; strings that formulas name stay, and columns are named as their cells are."""

    def __init__(self, wanted: Wanted, vocabulary: Vocabulary, named: Named) -> None:
        super().__init__(wanted, vocabulary)
        self._named = named

    def read(self, text: str) -> list[Block | Mark]:
        found = self._named.without(super().read(text))
        if _HEADER.search(text):
            return [item._replace(thread=ECHO) if isinstance(item, Block) else item for item in found]
        harvest = Harvest(self.wanted)
        for pieces in _units(text) if self._vocabulary is STYLES else _cells(text, self._named):
            harvest.add(pieces, in_text)
        found += [Block(pieces_of(text, *one.span(1)), in_attribute('"'), ECHO) for one in _FILTER.finditer(text)]
        return [*found, *harvest.items]


def _cells(text: str, named: Named) -> Iterator[list[Piece]]:
    """Find the text of a sheet that is in no string: what formulas gave, headers and footers, choices."""
    yield from _results(text)
    for match in _MARGIN.finditer(text):
        yield list(_uncoded(text, *match.span(1)))
    for match in _CHOICES.finditer(text):
        if not any(map(named.holds, unescape(match[1]).split(","))):
            yield pieces_of(text, *match.span(1))


def _results(text: str) -> Iterator[list[Piece]]:
    """Find what formulas gave; text in the formula itself stays, and so does what it gives."""
    quoting: dict[str, bool] = {}
    for match in _RESULT.finditer(text):
        shared = _SHARED.search(match[1] or "")
        quotes = '"' in unescape(match[2] or "")
        if shared:
            quotes = quoting.setdefault(shared[1], quotes)
        if not quotes:
            yield pieces_of(text, *match.span(3))


def _units(text: str) -> Iterator[list[Piece]]:
    """Find the text in formats of numbers."""
    for code in _FORMATS.finditer(text):
        for unit in _UNIT.finditer(text, *code.span(1)):
            yield pieces_of(text, *unit.span(1))


def _uncoded(text: str, start: int, end: int) -> Iterator[Piece]:
    """Read a header or footer without its codes."""
    at = start
    for code in _CODE.finditer(text, start, end):
        if at < code.start():
            yield from pieces_of(text, at, code.start())
        yield Piece(*code.span(), OBJECT)
        at = code.end()
    if at < end:
        yield from pieces_of(text, at, end)
