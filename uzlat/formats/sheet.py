"""Excel workbooks (SpreadsheetML): formulas, names of sheets and what formulas name stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from uzlat.alphabets import CYRILLIC
from uzlat.document import ECHO, OBJECT, Adapter, Block, Mark, Piece, Wanted
from uzlat.formats.markup import Harvest, in_attribute, in_text, pieces_of
from uzlat.formats.office import DRAWING, NAMESPACES, Office
from uzlat.formats.tree import Tree
from uzlat.formats.vocabulary import Vocabulary, names

STRINGS = Vocabulary(blocks=names("si is text"), texts=names("t"), skips=names("rPh"), exact=True)
THREADED = Vocabulary(blocks=names("text"), exact=True)
CELLS = STRINGS._replace(
    attributes={
        "dataValidation": frozenset({"prompttitle", "prompt", "errortitle", "error"}),
        "hyperlink": frozenset({"display", "tooltip"}),
    }
)
TABLE = Vocabulary(attributes={"tableColumn": frozenset({"name", "totalsrowlabel"})})
_PARTS = {
    r"xl/sharedStrings\.xml|xl/comments\d*\.xml|xl/comments/comment\d*\.xml": STRINGS,
    r"xl/threadedComments/[^/]+\.xml": THREADED,
    r"xl/worksheets/[^/]+\.xml": CELLS,
    r"xl/tables/[^/]+\.xml": TABLE,
    r"xl/(?:drawings/drawing|charts/chart|diagrams/(?:data|drawing))[^/]*\.xml": DRAWING,
}
_FORMULA = re.compile(
    r"<(?:\w+:)?(?:f|definedName|formula\d?|calculatedColumnFormula|totalsRowFormula)\b[^>]*>([^<]+)<"
)
_COLUMN = re.compile(r"\[@?((?:[^\[\]'#@]|'.)+)\]")
"""The name of a column in a structured reference, as Table1[Name] or [@Name]."""
_BROKEN = re.compile(r'<tableColumn\b[^>]*\bname="([^"]*_x000[aAdD]_[^"]*)"')
"""A name of a column with a line end."""
_RESULT = re.compile(r"""<c\b[^>]*\bt="str"[^>]*>(?:<f\b[^>]*/>|<f\b[^>]*>([^<]*)</f>)?<v>([^<]+)</v>""")
_MARGIN = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>([^<]+)<")
_CODE = re.compile(r"&amp;(?:\"[^\"]*\"|&quot;.*?&quot;|\d+|K[0-9A-Fa-f]{6}|.)")
"""A code in a header or footer: a font, a size, a field."""
_FILTER = re.compile(r'<filter\b[^>]*\bval="([^"]+)"')
"""What a filter shows: as its cells are."""
_CHOICES = re.compile(r"<formula1>(?:\"|&quot;)([^<\"]+?)(?:\"|&quot;)</formula1>")
"""A list to choose from that stands in the sheet itself."""


class Sheet(Office):
    """Finds the strings of cells, comments, charts, headers and footers."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        self._named: frozenset[str] = frozenset()

    def members(self, names: list[str], load: Callable[[str], str]) -> Iterable[tuple[str, Adapter]]:
        """Give the members with text, shared strings first.

        Raises:
            DocumentError: if the document is signed.
        """
        texts = [load(name) for name in names if re.match(r"xl/(?:worksheets|tables|workbook)[^_]*\.xml$", name)]
        formulas = [unescape(formula) for text in texts for formula in _FORMULA.findall(text)]
        columns = [re.sub("'(.)", r"\1", name) for formula in formulas for name in _COLUMN.findall(formula)]
        odd = [
            name
            for text in texts
            for name in re.findall(r'<tableColumn\b[^>]*\bname="([^"]*_x[0-9A-F]{4}_[^"]*)"', text)
        ]
        lines = [line for name in odd for line in re.split("_x000[aAdD]_", unescape(name))]
        self._named = frozenset([*columns, *lines])
        quoted = sum(bool(re.search(rf'"[^"]*{CYRILLIC}', formula)) for formula in formulas)
        if quoted and self.wanted.source != "Latn":
            self.notes = [f"formulas with text of their own, left as they are: {quoted}"]
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


class _Strings(Tree):
    """Reads a member; strings by which formulas name a column stay, and columns are named as their cells are."""

    def __init__(self, wanted: Wanted, vocabulary: Vocabulary, named: frozenset[str]) -> None:
        super().__init__(wanted, vocabulary)
        self._named = named

    def read(self, text: str) -> list[Block | Mark]:
        found = [item for item in super().read(text) if not isinstance(item, Block) or item.text not in self._named]
        if "<tableColumn" in text:
            return [item._replace(thread=ECHO) if isinstance(item, Block) else item for item in found]
        found += [Block(pieces_of(text, *one.span(1)), in_attribute('"'), ECHO) for one in _FILTER.finditer(text)]
        harvest = Harvest(self.wanted)
        for pieces in _cells(text):
            harvest.add(pieces, in_text)
        return [*found, *harvest.items] if "<sheetData" in text else found


def _cells(text: str) -> Iterator[list[Piece]]:
    """Find the text of a sheet that is in no string: what formulas gave, headers and footers, choices."""
    for match in _RESULT.finditer(text):
        if '"' not in unescape(match[1] or ""):  # text in the formula itself stays, and so does what it gives
            yield pieces_of(text, *match.span(2), exact=False)
    for match in _MARGIN.finditer(text):
        yield list(_uncoded(text, *match.span(1)))
    for match in _CHOICES.finditer(text):
        yield pieces_of(text, *match.span(1), exact=False)


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
