"""Tables of text, parted by commas or the like (CSV) or by tabs (TSV): the cells of the columns that are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from uzlat.document import LETTER, Adapter, Block, DocumentError, Piece, Wanted
from uzlat.formats.json import refuse_guessing
from uzlat.formats.paths import ANY

_DELIMITERS = ",;\t|"
_SAYS = re.compile(r"\ufeff?sep=([^\w\s\"]|\t)\r?(?:\n|\Z)", re.IGNORECASE)
"""How Excel is told the delimiter, in a line before the first."""
_ROW = re.compile(r'[\r\n]*+(?:[^"\r\n]++|"[^"]*+"?+)*+')
_LINE = re.compile(r'(?:""|[^"\r\n])++')
_PIECE = re.compile(r'""|[^"]++')
_PLAIN, _CONTENT, _CLOSED, _AFTER, _STOP = 1, 2, 3, 4, 5
"""Groups of a cell: the whole of it if it has no quotes; what stands in quotes, the end of them, and what stands after
it; what the cell ends with."""
Cell = re.Match[str]
_NOTHING = re.compile(r"(?!)")


def plain(source: str, new: str) -> str:
    """Write a cell without quotes around it; it stays if one would be written, which is a sign of the format."""
    return source if new.count('"') != source.count('"') else new


def quoted(source: str, new: str) -> str:
    """Write what stands in quotes."""
    return new.replace('"', '""') if '"' in new else new


class Csv(Adapter):
    """Cells; a cell is expected to be in the language of those above it."""

    delimiter = ""
    """What parts cells; "" to find it in the first row."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        refuse_guessing(wanted, ANY)
        self._cell = self._rest = _NOTHING
        self._column = self._lines = 0
        self._open = 0
        """The number of the line of a quote that is not closed so far; 0 if there is none."""
        self._names = [""] if wanted.fields else []
        """The names of the columns, as far as they are read; none behind the row that has them."""
        self._columns: frozenset[int] | None = None
        """The columns that are wanted; None for all."""
        self._skips = wanted.source != "Latn" and not wanted.fields
        """Whether a cell in ASCII is rather an id than text."""

    def read(self, text: str) -> Iterator[Block]:
        """Give the cells of some lines.

        Raises:
            DocumentError: if there is no column that is asked for.
        """
        cells = self._cells(text)
        if self._names:
            self._read_names(text, cells)
        column, wanted, delimiter = self._column, self._columns, self.delimiter
        for cell in cells:
            if wanted is None or column in wanted:
                if (value := cell[_PLAIN]) is None:
                    yield from self._quoted(text, cell, str(column + 1))
                elif not (self._skips and value.isascii()) and LETTER.search(value):
                    yield Block([Piece(*cell.span(_PLAIN), value)], plain, str(column + 1))
            if (stop := cell[_STOP]) == delimiter:
                column += 1
            elif stop:
                column = 0
            else:
                self._end(text, cell)
        self._column = column
        self._lines += text.count("\n")

    def _cells(self, text: str) -> Iterator[Cell]:
        """Match the cells of a text, and after the last of them nothing; the first may be the rest of one."""
        at = self._begin(text) if self._cell is _NOTHING else 0
        if self._open and (rest := self._rest.match(text)):
            if rest[_CLOSED]:
                self._open = 0
            return chain([rest], self._cell.finditer(text, rest.end()))
        return self._cell.finditer(text, at)

    def _begin(self, text: str) -> int:
        """Find the delimiter; give the offset where the cells begin."""
        says = None if self.delimiter else _SAYS.match(text)
        at = says.end() if says else int(text.startswith("\ufeff"))
        if not self.delimiter:
            self.delimiter = says[1] if says else max(_DELIMITERS, key=_outside_quotes(text, at).count)
        part = re.escape(self.delimiter)
        inside = rf'([^"]*+(?:""[^"]*+)*+)(?:(")([^{part}\r\n]*+))?+'
        stop = rf"({part}|\r\n?|\n|\Z)"
        self._cell = re.compile(rf'(?:([^{part}\r\n"][^{part}\r\n]*+)|"{inside}|){stop}')
        self._rest = re.compile(rf"(?:((?!))|{inside}){stop}")
        return at

    def _end(self, text: str, cell: Cell) -> None:
        """Remember where a quote was opened that is open where the text ends."""
        if cell[_CONTENT] is not None and not cell[_CLOSED] and not self._open:
            self._open = self._lines + text.count("\n", 0, cell.start()) + 1

    def _quoted(self, text: str, cell: Cell, thread: str) -> Iterator[Block]:
        """Give the lines of a cell in quotes, and what stands after its end quote."""
        for line in _LINE.finditer(text, *cell.span(_CONTENT)) if cell[_CONTENT] else ():
            value = line[0]
            if not (self._skips and value.isascii()) and LETTER.search(value):
                found = _PIECE.finditer(text, *line.span()) if '"' in value else (line,)
                yield Block([Piece(*one.span(), one[0].replace('""', '"')) for one in found], quoted, thread)
        if LETTER.search(cell[_AFTER] or ""):
            yield Block([Piece(*cell.span(_AFTER), cell[_AFTER])], plain, thread)

    def _read_names(self, text: str, cells: Iterator[Cell]) -> None:
        """Read the first row that is not blank."""
        for cell in cells:
            self._names[-1] += (cell[_PLAIN] or "") + (cell[_CONTENT] or "").replace('""', '"') + (cell[_AFTER] or "")
            if (stop := cell[_STOP]) == self.delimiter:
                self._names.append("")
            elif not stop:
                self._end(text, cell)
            elif any(self._names):
                break
        else:
            if not text or text.endswith("\n"):  # the row goes on
                return
        self._choose()

    def _choose(self) -> None:
        """Find the columns that are wanted, by name or number; `*` stands for all.

        Raises:
            DocumentError: if there is none of a name.
        """
        names, chosen = [name.strip() for name in self._names], set()
        for field in self.wanted.fields:
            found = [at for at, name in enumerate(names) if name == field]
            if not found and field.isdecimal() and 0 < int(field) <= len(names):
                found = [int(field) - 1]
            if not found and field != ANY:
                raise DocumentError(f"no column '{field}'; there are {', '.join(names)}")
            chosen.update(found)
        self._names, self._columns = [], None if ANY in self.wanted.fields else frozenset(chosen)

    def remarks(self, old: str, new: str) -> list[str]:
        """Tell of a quote without an end, behind which the columns are not known."""
        return [f"the quote opened in line {self._open} is never closed"] if self._open else []


class Tsv(Csv):
    """Cells that tabs part."""

    delimiter = "\t"


def _outside_quotes(text: str, at: int) -> str:
    """Give the first row of a text, without what stands in quotes."""
    return re.sub(r'"[^"]*+"', "", _ROW.match(text, at)[0])  # type: ignore[index]
