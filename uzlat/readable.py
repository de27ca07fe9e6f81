"""What a file holds for people: lines of text or the blocks of a document, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator

from uzlat.carriers import Asked, check, opened
from uzlat.conversion import Conversion, by_line, place
from uzlat.document import ECHO, Part, Wanted, splice
from uzlat.follow import Line
from uzlat.formats import STREAM, by_content, by_name
from uzlat.pipeline import Pipeline
from uzlat.report import Place

ANY = Wanted(source="")
"""Wants text in every language and script."""


class Readable:
    """A file, read.

    Args:
        text: plain text; of a document, what its blocks read as, each a line.
        parts: the parts of a document.
    """

    def __init__(self, text: str, parts: list[Part] | None = None) -> None:
        self.parts = parts
        every = ((number, block) for number, part in enumerate(parts or ()) for block in part.blocks)
        placed = [(number, block) for number, block in every if block.thread != ECHO]
        self._placed = by_line(placed)
        self.text = text if parts is None else "\n".join([block.text for _, block in placed])

    def place(self, line: int) -> int | Place:
        """Say where a line of the text stands in the file, by its number from 1."""
        if self.parts is None:
            return line
        part, block = self._placed[line - 1]
        return place(self.parts[part], block)

    def lines(self, pipeline: Pipeline) -> Iterator[tuple[int | Place, Line]]:
        """Give the lines and how each is converted, each with its place."""
        if self.parts is None:
            yield from ((line.number, line) for line in pipeline.lines(self.text))
            return
        for part, block, line in Conversion(pipeline).lines(self.parts):
            yield place(self.parts[part], block), line

    def sides(self, pipeline: Pipeline) -> tuple[str, str]:
        """Give the text before and after: the source of a file that is one text, else what its blocks read as."""
        if self.parts is None:
            return self.text, pipeline.feed(self.text)
        if len(self.parts) == 1 and not self.parts[0].name:
            edits = Conversion(pipeline).edits(self.parts)
            return self.parts[0].text, splice(self.parts[0].text, edits[0])
        return f"{self.text}\n", "".join([f"{_converted(line)}\n" for _, line in self.lines(pipeline)])


def _converted(line: Line) -> str:
    if line.converter is None:
        return line.text
    return "".join([trace.output for trace in line.converter.trace(line.text, line.kept)])


def read(data: bytes, name: str, wanted: Wanted = ANY, asked: Asked | None = None) -> Readable:
    """Read a file by its format: the one asked for, else by its name, else by how it begins.

    Raises:
        DocumentError, NotTextError: if it is not of this format, or no text.
    """
    asked = asked or Asked()
    form = asked.form or by_name(name) or by_content(data)
    if form.adapter:
        check(form, wanted)
    if form.adapter and form.carrier != STREAM:
        return Readable("", opened(data, form, wanted, asked).parts)
    text = asked.coding(data).decode(data, final=True)
    return Readable("", [Part(text, form.load(wanted).read(text))]) if form.adapter else Readable(text)
