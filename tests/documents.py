"""Documents in tests: bytes in, bytes out, by the road that the command takes."""

from __future__ import annotations

from functools import cache

from uzlat.carriers import Asked, pump_format
from uzlat.converter import Converter
from uzlat.document import Block, Part, Piece, Wanted
from uzlat.formats import by_name, named
from uzlat.pipeline import Pipeline
from uzlat.table import Table

CYRILLIC = "uz-Cyrl_uz-Latn"


@cache
def _converter(table: str, options: tuple[tuple[str, str], ...]) -> Converter:
    return Converter(table, **dict(options))


@cache
def _letters(swapped: bool) -> Converter:
    """A table that changes nothing, or one that swaps letters: used twice it changes nothing."""
    low, meta = "абвгдежз", {"id": "test", "version": "1", "source": "uz-Cyrl", "target": "uz-Latn"}
    letters = dict(zip(low, reversed(low), strict=True)) if swapped else {}
    return Converter(Table(meta, {"target": low}, {}, {}, {}, letters, {}, {}, [], {}, ""))


def run(
    data: bytes | str,
    name: str,
    *,
    fields: tuple[str, ...] = (),
    table: str = CYRILLIC,
    detecting: bool = True,
    **options: str,
) -> tuple[bytes, Pipeline]:
    """Convert a file named so; give its bytes, and the pipeline with its tally."""
    return _through(Pipeline(_converter(table, tuple(options.items())), detecting=detecting), data, name, fields)


def convert(data: str, name: str, **options: object) -> str:
    """Convert a text file named so."""
    return run(data, name, **options)[0].decode()  # type: ignore[arg-type]


def unchanged(data: bytes | str, name: str, *, fields: tuple[str, ...] = ()) -> bytes:
    """Write a file named so by a table that changes nothing."""
    return _through(Pipeline(_letters(False), detecting=False), data, name, fields)[0]


def swapped(data: bytes | str, name: str, *, fields: tuple[str, ...] = ()) -> bytes:
    """Write a file named so with а for з, б for ж and so on, and back: text that is found twice comes back."""
    return _through(Pipeline(_letters(True), detecting=False), data, name, fields)[0]


def blocks(text: str, name: str, *, fields: tuple[str, ...] = (), source: str = "Cyrl") -> list[Block]:
    """Read a text as a file named so, and give its blocks, which keep to the contract of adapters."""
    form = by_name(name) or named(name)
    part = Part(text, form.load(Wanted(fields, ("uz",), source)).read(text))
    pieces = sorted(piece for block in part.blocks for piece in block.pieces)
    for piece, after in zip(pieces, [*pieces[1:], Piece(len(text), len(text), "")], strict=False):
        assert piece.start < piece.end <= after.start, (piece, after)
    for block in part.blocks:
        assert ("\n" not in block.text or len(block.pieces) == 1) and block.text.strip(), block
        assert block.pieces == sorted(block.pieces), block
    return part.blocks


def _through(pipeline: Pipeline, data: bytes | str, name: str, fields: tuple[str, ...]) -> tuple[bytes, Pipeline]:
    raw = data.encode() if isinstance(data, str) else data
    pieces, out = [raw], bytearray()
    form = by_name(name) or named(name)
    pump_format(lambda size: pieces.pop() if pieces else b"", out.extend, pipeline, form, Asked(fields=fields))
    return bytes(out), pipeline
