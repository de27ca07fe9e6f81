"""From the bytes of a file to a document with parts, and back."""

from __future__ import annotations

import os
from collections.abc import Iterable

from uzlat.conversion import Conversion
from uzlat.converter import Converter, table_id
from uzlat.document import Adapter, DocumentError, Edit, Part, Wanted, marked, splice
from uzlat.encodings import UTF8, Coding
from uzlat.formats import MARKUP, STREAM, TABLE, ZIP, Format, by_name, named
from uzlat.pipeline import Pipeline
from uzlat.record import Record
from uzlat.sniff import coding_of
from uzlat.stream import BLOCK, Read, Write, decoded, pump, reading, whole_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Document(Protocol):
        """A file, read: parts with blocks, how many bytes of it are invalid, and the way back to bytes."""

        parts: list[Part]
        invalid: int
        recoded: bool

        def written(self, edits: list[list[Edit]]) -> bytes:
            """Write the file with the edits of each part."""

        def remarks(self, edits: list[list[Edit]]) -> list[str]:
            """Say what a reader should know of these edits."""


class Asked(Record):
    """How a file is read and written, as far as that was asked for.

    form: its format; None for what its name or content says. fields: those to convert, in formats that have them.
    encoding, output: see `uzlat.encodings.coding_of`.
    """

    form: Format | None = None
    fields: tuple[str, ...] = ()
    encoding: str = ""
    output: str = ""

    def coding(self, head: bytes, markup: bool = False) -> Coding:
        """Say in which encoding a file is that begins so.

        Raises:
            NotTextError: if it is no text, or not in the encoding asked for.
        """
        return coding_of(head, self.encoding, self.output, markup=markup)


class Source:
    """A file that is one text."""

    def __init__(self, data: bytes, adapter: Adapter, coding: Coding, markup: bool) -> None:
        if markup and coding.legacy and coding.output != UTF8:
            raise DocumentError("a page or XML is written in its own encoding or in UTF-8; leave --output-encoding out")
        self._coding = coding
        self._adapter = adapter
        self._made: tuple[list[list[Edit]], str] = ([], "")
        self.recoded = coding.legacy and not markup
        """Whether it is written in another encoding even if no text in it changes."""
        text = coding.decode(data, final=True)
        self.invalid = coding.invalid
        found = adapter.read(text)
        self.parts = [Part(text, marked(text, found) if markup else found, legacy=coding.legacy)]

    def written(self, edits: list[list[Edit]]) -> bytes:
        """Write the text; in UTF-8 if its own encoding cannot hold what is written."""
        return self._coding.encode(self._spliced(edits))

    def remarks(self, edits: list[list[Edit]]) -> list[str]:
        """Say what a reader should know of these edits."""
        own = self._coding.remarks if any(edits) or self.recoded else []
        return [*own, *self._adapter.remarks(self.parts[0].text, self._spliced(edits))]

    def _spliced(self, edits: list[list[Edit]]) -> str:
        """Apply the edits, once for all that is asked of them."""
        if self._made[0] is not edits:
            self._made = (edits, splice(self.parts[0].text, edits[0]))
        return self._made[1]


def opened(data: bytes, form: Format, wanted: Wanted, asked: Asked) -> Document:
    """Read a file of a format that is read as a whole.

    Raises:
        DocumentError, NotTextError: if it is not of this format, or must not be changed.
    """
    if form.carrier == ZIP:
        from uzlat.zipped import Package

        return Package(data, form.load(wanted))
    if form.carrier == TABLE:
        raise DocumentError(f"{form.name} is read from a file, and by convert alone")
    markup = form.carrier == MARKUP
    return Source(data, form.load(wanted), asked.coding(data, markup), markup)


def check(form: Format, wanted: Wanted) -> None:
    """Refuse what cannot be had of a format.

    Raises:
        DocumentError: if fields are asked for where there are none, or a letter would be written that cannot be.
    """
    if wanted.fields and not form.fields:
        raise DocumentError(f"--field is for JSON, CSV and Parquet, and this is {form.name}")
    if wanted.quotes and not form.ascii:
        raise DocumentError(f"an ASCII apostrophe is a sign of {form.name} itself; choose another with --set")


def wanted_by(pipeline: Pipeline, fields: tuple[str, ...] = ()) -> Wanted:
    """Say what a pipeline asks of adapters."""
    from uzlat.entries import Output

    table = pipeline.main.table
    language = table.meta.get("source", "").partition("-")[0]
    outputs = table.of(Output, pipeline.main.settings)
    quotes = any("'" in new for output in outputs for new in output.map.values())
    return Wanted(fields, (language,), pipeline.source, quotes)


def pump_format(read: Read, write: Write, pipeline: Pipeline, form: Format, asked: Asked) -> None:
    """Convert a file of any format, plain text too: everything that `read` gives goes to `write`.

    Raises:
        DocumentError, NotTextError: if it is not of that format, or must not be changed.
        OSError: as reading and writing do.
    """
    if not form.adapter:
        head = read(BLOCK)
        pump(reading(head, read), write, pipeline, asked.coding(head))
        return
    wanted = wanted_by(pipeline, asked.fields)
    check(form, wanted)
    (_records if form.carrier == STREAM else _whole)(read, write, pipeline, form, wanted, asked)


def pump_table(path: str, write: Write, pipeline: Pipeline, form: Format, fields: tuple[str, ...] = ()) -> None:
    """Convert a file of columns, which is read here and there, by way of a temporary file.

    Raises:
        DocumentError: if it is not of that format.
        OSError: as reading and writing do.
    """
    from tempfile import TemporaryDirectory

    wanted = wanted_by(pipeline, fields)
    with TemporaryDirectory(prefix="uzlat-") as folder:
        made = os.path.join(folder, "made")
        form.load(wanted).convert(path, made, pipeline)
        with open(made if pipeline.tally.changed else path, "rb") as source:
            while data := source.read(BLOCK):
                write(data)


def _records(read: Read, write: Write, pipeline: Pipeline, form: Format, wanted: Wanted, asked: Asked) -> None:
    """Convert a format of which every line can be read by itself, as `pump` does.

    Raises:
        DocumentError: if it is not of that format; what came before it is written.
    """
    adapter, conversion, number = form.load(wanted), Conversion(pipeline, whole=False), 1
    head = read(BLOCK)
    coding = asked.coding(head)
    for text in whole_lines(decoded(reading(head, read), coding)):
        part = Part(text, adapter.read(text), first=number)
        write(coding.encode(splice(text, conversion.edits([part])[0])))
        number += text.count("\n")
    pipeline.tally.invalid_bytes += coding.invalid
    pipeline.tally.remarks += [*coding.remarks, *adapter.remarks("", "")]


def _whole(read: Read, write: Write, pipeline: Pipeline, form: Format, wanted: Wanted, asked: Asked) -> None:
    """Convert a document that is read as a whole.

    Raises:
        DocumentError, NotTextError: if it is not of that format, or must not be changed; nothing is written then.
    """
    data = b"".join(iter(lambda: read(BLOCK), b""))
    document = opened(data, form, wanted, asked)
    edits = Conversion(pipeline).edits(document.parts)
    pipeline.tally.remarks += document.remarks(edits)
    pipeline.tally.invalid_bytes += document.invalid
    write(document.written(edits) if any(edits) or document.recoded else data)


def convert_document(
    data: bytes,
    name: str,
    *,
    source: str = "auto",
    target: str = "uz-Latn",
    fields: tuple[str, ...] = (),
    style: str | None = None,
    keep: Iterable[str] = (),
    **options: str,
) -> bytes:
    """Convert the Uzbek text in a file of any format but Parquet; all else in it stays byte for byte.

    Args:
        data: what the file holds.
        name: its name, whose end says the format ("page.html"), or the name of a format ("html").
        source: "auto", or the locale of all its text, as of `uzlat.convert`.
        target: as of `uzlat.convert`.
        fields: the fields or columns to convert, in formats that have them.
        style: a style of the table.
        keep: words that stay as they are, in any case.
        options: options of the table, as dates="keep".

    Raises:
        DocumentError, NotTextError: if the data are not of that format, or must not be changed.
        TableError: for a table, style, option or value that does not exist.

    >>> convert_document("<p lang=uz-Cyrl>б<em>ер</em>ди &amp; ёзди".encode(), "page.html").decode()
    '<p lang=uz-Latn>b<em>er</em>di &amp; yozdi'
    """
    converter = Converter(table_id(source, target), style=style, keep=keep, **options)
    pipeline, out = Pipeline(converter, detecting=source == "auto"), bytearray()
    form, pieces = by_name(name) or named(name), [data]
    pump_format(lambda size: pieces.pop() if pieces else b"", out.extend, pipeline, form, Asked(fields=fields))
    return bytes(out)
