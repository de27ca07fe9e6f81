"""Parquet: columns of text, one group of rows after the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from importlib import import_module
from itertools import accumulate

from uzlat.document import DocumentError, Wanted
from uzlat.formats.json import refuse_guessing
from uzlat.pipeline import Context, Pipeline
from uzlat.report import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Cells = list[str | None]


class Columns:
    """Convert the cells of columns; a cell is expected to be in the language of those above it."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._start = pipeline.context
        self._contexts: dict[str, Context] = {}

    def converted(self, cells: Cells, column: str, above: int) -> Cells:
        """Convert the next cells of a column.

        Args:
            cells: texts of any number of lines.
            column: the name of the column.
            above: how many cells of it are above these.
        """
        ends = list(accumulate((0 if cell is None else cell.count("\n") + 1 for cell in cells), initial=0))
        if not ends[-1]:
            return cells
        tally, first = self._pipeline.tally, self._pipeline.tally.lines + 1
        tally.place = lambda number: Place(column, above + bisect_right(ends, number - first))
        self._pipeline.context = self._contexts.get(column, self._start)
        lines = self._pipeline.feed("\n".join([cell for cell in cells if cell is not None])).split("\n")
        self._contexts[column] = self._pipeline.context
        tally.place = int
        return [
            None if cell is None else "\n".join(lines[start:end])
            for cell, start, end in zip(cells, ends, ends[1:], strict=False)
        ]


class Parquet:
    """Text in the columns that are wanted, or in all."""

    def __init__(self, wanted: Wanted) -> None:
        refuse_guessing(wanted)
        self._fields = wanted.fields
        try:
            self._arrow = import_module("pyarrow")
            self._parquet = import_module("pyarrow.parquet")
        except ImportError:
            raise DocumentError("Parquet needs pyarrow: pip install 'uzlat[parquet]'") from None

    def convert(self, source: str, target: str, pipeline: Pipeline) -> None:
        """Convert a file into another; the tally of the pipeline says whether anything is changed.

        Args:
            source: the path of what is read.
            target: the path of what is written: the same columns, with their compression, in the same groups of rows.
            pipeline: what converts.

        Raises:
            DocumentError: if it is no Parquet, or there is no column of text that is asked for.
            OSError: as reading and writing do.
        """
        try:
            with self._parquet.ParquetFile(source) as file:
                self._check(file.schema_arrow)
                options = _options(file.metadata)
                with self._parquet.ParquetWriter(target, file.schema_arrow, **options) as writer:
                    for table in self._tables(file, Columns(pipeline)):
                        writer.write_table(table, row_group_size=max(1, table.num_rows))
        except (self._arrow.ArrowInvalid, self._arrow.ArrowNotImplementedError) as error:
            raise DocumentError(f"not Parquet that can be read: {str(error).splitlines()[0]}") from None

    def _check(self, schema: Any) -> None:
        """Refuse a field that is none.

        Raises:
            DocumentError: if it is not among the columns of text.
        """
        there = [path for field in schema for path in self._texts(field.type, field.name)]
        for name in self._fields:
            if not any(_within(path, name) for path in there):
                raise DocumentError(f"no column of text is named '{name}'; there are {', '.join(there) or 'none'}")

    def _texts(self, kind: Any, path: str) -> Iterator[str]:
        """Give the paths of the text in a column."""
        types = self._arrow.types
        if self._is_text(kind):
            yield path
        elif types.is_struct(kind):
            for field in kind:
                yield from self._texts(field.type, f"{path}.{field.name}")
        elif types.is_list(kind) or types.is_large_list(kind):
            yield from self._texts(kind.value_type, path)

    def _is_text(self, kind: Any) -> bool:
        types = self._arrow.types
        values = kind.value_type if types.is_dictionary(kind) else kind
        return bool(types.is_string(values) or types.is_large_string(values))

    def _tables(self, file: Any, columns: Columns) -> Iterator[Any]:
        """Read the groups of rows, and convert them."""
        above = 0
        for number in range(file.num_row_groups):
            table = file.read_row_group(number)
            arrays = [
                self._arrow.chunked_array(
                    [self._converted(chunk, field.name, columns, above) for chunk in column.chunks], type=field.type
                )
                for field, column in zip(table.schema, table.columns, strict=True)
            ]
            above += table.num_rows
            yield self._arrow.Table.from_arrays(arrays, schema=table.schema)

    def _converted(self, array: Any, path: str, columns: Columns, above: int) -> Any:
        """Convert what is text in an array, and wanted."""
        types, kind = self._arrow.types, array.type
        if types.is_struct(kind):
            fields = [
                self._converted(array.field(at), f"{path}.{field.name}", columns, above)
                for at, field in enumerate(kind)
            ]
            return self._arrow.StructArray.from_arrays(fields, fields=list(kind), mask=array.is_null())
        if types.is_list(kind) or types.is_large_list(kind):
            values = self._converted(array.values, path, columns, above)
            own = array.buffers()[:2]  # which items are null, and where each begins
            return self._arrow.Array.from_buffers(kind, len(array), own, array.null_count, array.offset, [values])
        if not self._is_text(kind) or not (not self._fields or any(_within(path, name) for name in self._fields)):
            return array
        return self._texts_of(array, path, columns, above)

    def _texts_of(self, array: Any, path: str, columns: Columns, above: int) -> Any:
        """Convert an array of text; of one with a dictionary, the dictionary."""
        if self._arrow.types.is_dictionary(array.type):
            words = self._texts_of(array.dictionary, path, columns, 0)
            return self._arrow.DictionaryArray.from_arrays(array.indices, words, ordered=array.type.ordered)
        try:
            cells = array.to_pylist()
        except UnicodeDecodeError:
            raise DocumentError(f"column '{path}' holds bytes that are not UTF-8") from None
        return self._arrow.array(columns.converted(cells, path, above), type=array.type)


def _within(path: str, name: str) -> bool:
    """Say whether a path is that of a field, or within it.

    >>> _within("a.b", "a"), _within("ab", "a")
    (True, False)
    """
    return f"{path}.".startswith(f"{name.removeprefix('.')}.")


def _options(metadata: Any) -> dict[str, Any]:
    """Say how a file is written, so that another can be written likewise."""
    rows = metadata.row_group(0) if metadata.num_row_groups else None
    columns = [rows.column(at) for at in range(metadata.num_columns)] if rows else []
    codecs = {one.path_in_schema: one.compression.replace("UNCOMPRESSED", "NONE") for one in columns}
    return {
        "compression": (codecs if len(set(codecs.values())) > 1 else next(iter(codecs.values()), "snappy")),
        "use_dictionary": _these({one.path_in_schema: one.has_dictionary_page for one in columns}),
        "write_statistics": _these({one.path_in_schema: one.is_stats_set for one in columns}),
        "version": metadata.format_version,
        "store_schema": b"ARROW:schema" in (metadata.metadata or {}),
        "use_deprecated_int96_timestamps": any(one.physical_type == "INT96" for one in columns),
    }


def _these(columns: dict[str, bool]) -> bool | list[str]:
    """Name the columns that have something; say just so if all have, or none has."""
    return [path for path, has in columns.items() if has] if len(set(columns.values())) > 1 else all(columns.values())
