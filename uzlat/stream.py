"""The pump: what has come is converted as soon as it is whole, and written at once.

A line without end is cut, so that memory stays as it is: where the text around the cut converts in two parts as it does
in one. Where that is depends on the text alone, never on how it was cut into reads.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator

from uzlat.encodings import Coding
from uzlat.pipeline import Pipeline

BLOCK = 1 << 18
"""Bytes asked for at a time; a read gives what is there."""
LONGEST = 1 << 16
"""Characters of a line that are converted at a time."""
AROUND = 256
"""Characters on either side of a cut that are tried; more than anything in a table looks at."""
NEAR, TRIES = 1 << 12, 32
"""Characters before LONGEST among which a cut is looked for, and how many places are tried."""
Read = Callable[[int], bytes]
Write = Callable[[bytes], object]
Quiet = Callable[[str, str], bool]
"""Says of the text before and after a cut whether they convert in two parts as in one."""


def reading(head: bytes, read: Read) -> Read:
    """Give what was read already first."""
    heads = [head]
    return lambda size: heads.pop() if heads else read(size)


def pump(read: Read, write: Write, pipeline: Pipeline, coding: Coding) -> None:
    """Convert plain text: everything that `read` gives goes to `write`.

    Raises:
        DocumentError: for a letter that the encoding to write does not have; what came before it is written.
        OSError: as reading and writing do.
    """
    unfinished = False
    for text in pieces(decoded(read, coding), pipeline.quiet):
        rest = text.find("\n") + 1 if unfinished else 0
        for part in filter(None, (text[:rest], text[rest:])):
            pipeline.tally.lines -= unfinished  # the line was counted, and goes on
            pipeline.marking = not unfinished
            write(coding.encode(pipeline.feed(part)))
            unfinished = not part.endswith("\n")
    pipeline.tally.invalid_bytes += coding.invalid
    pipeline.tally.remarks += coding.remarks


def decoded(read: Read, coding: Coding) -> Iterator[str]:
    """Give what `read` gives as text."""
    while data := read(BLOCK):
        yield coding.decode(data)
    if last := coding.decode(b"", final=True):
        yield last


def whole_lines(texts: Iterable[str]) -> Iterator[str]:
    """Cut what comes after line ends; the last piece may have none.

    >>> list(whole_lines(["a", "b\\nc", "d"]))
    ['ab\\n', 'cd']
    """
    held: list[str] = []
    for text in texts:
        if cut := text.rfind("\n") + 1:
            yield "".join([*held, text[:cut]])
            held = []
        held.append(text[cut:])
    if last := "".join(held):
        yield last


def pieces(texts: Iterable[str], quiet: Quiet) -> Iterator[str]:
    """Cut what comes after line ends, and within lines of more than LONGEST characters, whose pieces come singly."""
    held = ""
    for text in texts:
        held += text
        while (end := _until_long(held)) < len(held) - LONGEST:
            if end:
                yield held[:end]
                held = held[end:]
            if len(held) < LONGEST + AROUND and "\n" not in held:
                break
            cut = _cut(held, quiet)
            yield held[:cut]
            held = held[cut:]
        else:
            if end:
                yield held[:end]
            held = held[end:]
    yield from _rest(held, quiet)


def _rest(held: str, quiet: Quiet) -> Iterator[str]:
    """Cut the last line, which may be a little longer than LONGEST."""
    while held:
        cut = _cut(held, quiet) if len(held) > LONGEST else len(held)
        yield held[:cut]
        held = held[cut:]


def _until_long(text: str) -> int:
    """Give the end of the whole lines before the first that is too long, or before what is no whole line yet."""
    at = 0
    while (end := text.rfind("\n", at, at + LONGEST + 1) + 1) > at:
        at = end
    return at


def _cut(text: str, quiet: Quiet) -> int:
    """Say where a line that is too long is cut: after white space, if it has any, where that changes nothing."""
    line = text[: LONGEST + AROUND].partition("\n")[0]
    near = line[LONGEST - NEAR : LONGEST]
    ends = [LONGEST - NEAR + found.end() for found in re.finditer(r"\s+", near)]
    places = (ends or list(range(LONGEST - TRIES, LONGEST + 1)))[: -TRIES - 1 : -1]
    tried = (at for at in places if quiet(line[max(0, at - AROUND) : at], line[at : at + AROUND]))
    return next(tried, places[0])


def write_all(target: int, data: bytes) -> None:
    """Write to a file descriptor until nothing is left: one call may take only a part."""
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(target, view) :]
        except BlockingIOError:
            from select import select

            select([], [target], [])
