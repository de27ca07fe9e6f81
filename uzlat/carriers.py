"""From the bytes of a file to a document with parts, and back."""

from __future__ import annotations

import os

from uzlat.conversion import Conversion
from uzlat.document import Adapter, DocumentError, Edit, Part, Wanted, marked, splice
from uzlat.encodings import decode_counting, decode_markup, encode, refuse_binary
from uzlat.formats import MARKUP, STREAM, TABLE, ZIP, Format
from uzlat.pipeline import Pipeline
from uzlat.stream import BLOCK, Read, Write, whole_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Document(Protocol):
        """A file, read: parts with blocks, and the way back to bytes."""

        parts: list[Part]

        def written(self, edits: list[list[Edit]]) -> bytes:
            """Write the file with the edits of each part."""

        def remarks(self, edits: list[list[Edit]]) -> list[str]:
            """Say what a reader should know of these edits."""


class Source:
    """A file that is one text."""

    def __init__(self, data: bytes, adapter: Adapter, markup: bool) -> None:
        if markup:
            text, self._encoding, self.invalid = decode_markup(data)
        else:
            refuse_binary(data)
            (text, self.invalid), self._encoding = decode_counting(data), "utf-8"
        self._adapter = adapter
        found = adapter.read(text)
        self.parts = [Part(text, marked(text, found) if markup else found, legacy=not self._encoding)]

    def written(self, edits: list[list[Edit]]) -> bytes:
        """Write the text; in UTF-8 if its own encoding cannot hold what is written."""
        text = splice(self.parts[0].text, edits[0])
        return text.encode(self._encoding) if self._encoding.startswith("utf-16") else encode(text)

    def remarks(self, edits: list[list[Edit]]) -> list[str]:
        """Say what a reader should know of these edits."""
        text = self.parts[0].text
        legacy = ["written in UTF-8: its own encoding has not all the letters"] if self.parts[0].legacy else []
        return [*(legacy if any(edits) else []), *self._adapter.remarks(text, splice(text, edits[0]))]


def opened(data: bytes, form: Format, wanted: Wanted) -> Document:
    """Read a file of a format that is read as a whole.

    Raises:
        DocumentError, NotTextError: if it is not of this format, or must not be changed.
    """
    if form.carrier == ZIP:
        from uzlat.zipped import Package

        return Package(data, form.load(wanted))
    return Source(data, form.load(wanted), form.carrier == MARKUP)


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


def pump_document(read: Read, write: Write, pipeline: Pipeline, form: Format, fields: tuple[str, ...] = ()) -> None:
    """Convert a file that is more than plain text: everything that `read` gives goes to `write`.

    Raises:
        DocumentError, NotTextError: if it is not of that format, or must not be changed.
        OSError: as reading and writing do.
    """
    wanted = wanted_by(pipeline, fields)
    check(form, wanted)
    if form.carrier == TABLE:
        raise DocumentError(f"{form.name} is read from a file, not from a pipe")
    (_records if form.carrier == STREAM else _whole)(read, write, pipeline, form, wanted)


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


def _records(read: Read, write: Write, pipeline: Pipeline, form: Format, wanted: Wanted) -> None:
    """Convert a format of which every line can be read by itself, as `pump` does.

    Raises:
        DocumentError: if it is not of that format; what came before it is written.
    """
    adapter, conversion, number = form.load(wanted), Conversion(pipeline), 1
    for data in whole_lines(read):
        if number == 1:
            refuse_binary(data)
        text, invalid = decode_counting(data)
        pipeline.tally.invalid_bytes += invalid
        part = Part(text, adapter.read(text), first=number)
        edits = conversion.edits([part])[0]
        write(encode(splice(text, edits)) if edits else data)
        number += text.count("\n")
    pipeline.tally.remarks += adapter.remarks("", "")


def _whole(read: Read, write: Write, pipeline: Pipeline, form: Format, wanted: Wanted) -> None:
    """Convert a document that is read as a whole.

    Raises:
        DocumentError, NotTextError: if it is not of that format, or must not be changed; nothing is written then.
    """
    data = b"".join(iter(lambda: read(BLOCK), b""))
    document = opened(data, form, wanted)
    edits = Conversion(pipeline).edits(document.parts)
    pipeline.tally.remarks += document.remarks(edits)
    write(document.written(edits) if any(edits) else data)
