"""What comes into a memory, and what is written of it or of a glossary: whole, or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from uzlat.document import DocumentError
from uzlat.files import STDIN, is_special
from uzlat.report import complain, reason, say
from uzlat.translate.findings import counted as count
from uzlat.translate.lang import Lang
from uzlat.translate.memory import Memory, Unit
from uzlat.translate.terms import Counted, open_binary
from uzlat.translate.tmx import read_tmx


def add_file(memory: Memory, file: str, source: Lang | None, target: Lang | None, origin: str | None) -> bool:
    """Add a TMX file to a memory and say on stderr what came of it; False if it could not be read."""
    counted = Counted()
    seen = [0]

    def units() -> Iterator[Unit]:
        name = origin or ("" if file == STDIN else os.path.basename(file))
        for variants in read_tmx(file, counted):
            for unit in variants.units(source, target):
                seen[0] += 1
                yield unit if unit.origin else unit._replace(origin=name)

    try:
        new = memory.add(units())
    except DocumentError as error:
        complain(f"{error}; nothing of it was added")
        return False
    except OSError as error:
        if error.filename == memory.path:
            raise
        complain(f"{reason(error)}; nothing of it was added", file)
        return False
    left = f"; {counted}" if str(counted) else ""
    say(f"{'standard input' if file == STDIN else file}: {count(seen[0], 'unit')}, {new} of them new{left}")
    return True


def pairs_of(source: str, target: str) -> list[tuple[str, str]]:
    """Read two files whose lines answer each other; where one is blank, the other must be.

    Raises:
        DocumentError: if they do not; nothing was added then.
        OSError: if one cannot be read.
    """
    sides = [_lines(source), _lines(target)]
    if len(sides[0]) != len(sides[1]):
        raise DocumentError(f"{source} has {len(sides[0])} lines, {target} {len(sides[1])}; nothing was added")
    for number, (one, other) in enumerate(zip(*sides, strict=True), 1):
        if bool(one.strip()) != bool(other.strip()):
            blank = target if one.strip() else source
            raise DocumentError(f"{blank}:{number}: a blank line beside one that is not; nothing was added")
    return [pair for pair in zip(*sides, strict=True) if pair[0].strip()]


def _lines(path: str) -> list[str]:
    with open_binary(path) as handle:
        data = handle.read()
    try:
        return (
            data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
            .replace("\r\n", "\n")
            .removesuffix("\n")
            .split("\n")
        )
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(f"{path}:{line}: bytes that are not UTF-8; nothing was added") from None


def today() -> str:
    """Give the time now, as of ISO 8601."""
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_whole(path: str, force: bool, write: Callable[[BinaryIO], int]) -> int:
    """Let something write a file, which is there when it is whole; give what that gives.

    Args:
        path: the file; "-" for stdout.
        force: whether a file that is there may be replaced.
        write: writes to a stream, and gives how many entries; if there are none, nothing is written.

    Raises:
        OSError: if the file is there and may not be replaced, or cannot be written.
    """
    from uzlat.writing import Output

    if path == "-":
        if sys.stdout is None:
            raise OSError(9, "standard output is closed")
        return write(sys.stdout.buffer)
    if is_special(path) and not os.path.isdir(path):
        with open(path, "wb") as special:
            return write(special)
    if os.path.isdir(path) or path.endswith(("/", os.sep)):
        raise IsADirectoryError(21, "it is a folder; name a file; nothing was written", path)
    if os.path.lexists(path) and not force:
        raise FileExistsError(17, "it exists; use --force to replace it", path)
    out = Output(path)
    try:
        count = write(cast(BinaryIO, out))
        if count:
            out.keep(sync=True)
        return count
    except OSError as error:
        if os.path.basename(str(error.filename or "")).startswith(".uzlat-") or error.filename is None:
            raise OSError(error.errno, f"{reason(error)}; nothing was written", path) from None
        raise
    finally:
        out.discard()


def named(path: str) -> str:
    """Name a file in a message."""
    return "standard output" if path == "-" else path
