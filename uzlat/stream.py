"""The pump: what has come is converted as soon as it is whole, and written at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from uzlat.encodings import decode_counting, encode, refuse_binary
from uzlat.pipeline import Pipeline

BLOCK = 1 << 18
"""Bytes asked for at a time; a read gives what is there."""
Read = Callable[[int], bytes]
Write = Callable[[bytes], object]


def reader(source: int, head: bytes) -> Read:
    """Read a file descriptor from which `head` was read before."""
    heads = [head]
    return lambda size: heads.pop() if heads else os.read(source, size)


def whole_lines(read: Read) -> Iterator[bytes]:
    """Cut what `read` gives after line ends; the last piece may have none.

    >>> pieces = iter([b"a", b"b\\nc", b""])
    >>> list(whole_lines(lambda size: next(pieces)))
    [b'ab\\n', b'c']
    """
    held: list[bytes] = []
    while data := read(BLOCK):
        cut = data.rfind(b"\n") + 1
        if cut:
            yield b"".join([*held, data[:cut]])
            held = []
        if data[cut:]:
            held.append(data[cut:])
    if held:
        yield b"".join(held)


def pump(read: Read, write: Write, pipeline: Pipeline) -> None:
    """Convert plain text: everything that `read` gives goes to `write`.

    Raises:
        NotTextError: if what comes first is not text; nothing is written then.
        OSError: as reading and writing do.
    """
    for data in text_lines(read):
        write(convert_bytes(data, pipeline))


def text_lines(read: Read) -> Iterator[bytes]:
    """Cut what `read` gives after line ends, if it is text.

    Raises:
        NotTextError: if what comes first is not.
    """
    for number, data in enumerate(whole_lines(read)):
        if not number:
            refuse_binary(data)
        yield data


def convert_bytes(data: bytes, pipeline: Pipeline) -> bytes:
    """Convert whole lines of UTF-8."""
    text, invalid = decode_counting(data)
    pipeline.tally.invalid_bytes += invalid
    return encode(pipeline.feed(text))


def write_all(target: int, data: bytes) -> None:
    """Write to a file descriptor until nothing is left: one call may take only a part."""
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(target, view) :]
        except BlockingIOError:
            from select import select

            select([], [target], [])
