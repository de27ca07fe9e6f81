"""What was made in an output folder, of which sources and how: so that a second run does only what is new.

The manifest is a file of JSON lines in that folder, to which is only added. A line names a file that will be written,
and once it is on the disk another one says what it was made of and by what: a run that is ended at any moment leaves
at most files that are named and not yet done, and these are done again. A last line that is cut short is passed over.
"""

from __future__ import annotations

import json
import os
import sys
from json.encoder import encode_basestring_ascii as quoted

from uzlat.draft import lock
from uzlat.files import PlanError
from uzlat.walk import MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = '{"uzlat-manifest": 1}\n'
"""The first line, with the version of the form."""
NOT_DONE = ""


def made_of(source: tuple[int, int], result: tuple[int, int], by: str) -> str:
    """Write what is recorded of a file: bytes and time of its source and of itself, and the hash of how it was made."""
    return f"{source[0]} {source[1]} {result[0]} {result[1]} {by}"


def _line(name: str, made: str) -> str:
    """Write what a file was made of."""
    return f'{{"file": {quoted(name)}, "made": {quoted(made)}}}\n'


def has_manifest(folder: str) -> bool:
    """Say whether a folder has one."""
    return os.path.isfile(os.path.join(folder, MANIFEST))


class Manifest:
    """The manifest of a folder, which no other run can open while this one has it.

    Args:
        folder: the output folder; made if it is not there.

    Raises:
        PlanError: if another run is writing to the folder.
        OSError: if the manifest cannot be read or written.
    """

    def __init__(self, folder: str) -> None:
        os.makedirs(folder, exist_ok=True)
        self._path = os.path.join(folder, MANIFEST)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(self._path, flags, 0o666)
        if not lock(self._descriptor) or not self._is_there():
            os.close(self._descriptor)
            raise PlanError(f"another uzlat is writing to '{folder}'; nothing was converted: wait for it")
        self._ended = os.fstat(self._descriptor).st_mtime_ns
        self._made: dict[str, str] = {}
        self._waiting: list[tuple[str, str]] = []
        self._lines = 0
        self._is_torn = False
        self._load()

    def _is_there(self) -> bool:
        """Say whether the file that is locked is still the manifest: another run may have written it anew just now."""
        try:
            return os.path.samestat(os.fstat(self._descriptor), os.stat(self._path))
        except FileNotFoundError:
            return False

    def _load(self) -> None:
        with open(self._path, "rb") as handle:
            data = handle.read()
        for line in data.splitlines():
            try:
                told = json.loads(line)
                if "file" in told:
                    self._made[sys.intern(told["file"])] = str(told.get("made", NOT_DONE))
            except (ValueError, TypeError, AttributeError, RecursionError):
                continue  # cut short, or no line of ours: what it told of is made anew
            self._lines += 1
        self._is_torn = bool(data) and not data.endswith(b"\n")
        if not data:
            self._append([HEAD])

    def is_fresh(self, name: str, made: str) -> bool:
        """Say whether a file is there as it would be made now; `made` is what `made_of` says of it."""
        return self._made.get(name) == made

    def owned(self, name: str) -> tuple[int, int] | None:
        """Give the bytes and the time of a file that may be written anew; None if it is not there, or not ours.

        Ours is what was made by uzlat, or begun, and what nobody has edited since.
        """
        if name not in self._made:
            return None
        try:
            known = os.stat(os.path.join(os.path.dirname(self._path), name))
        except OSError:
            return None
        there = (known.st_size, known.st_mtime_ns)
        if made := self._made[name]:
            return there if made.split()[2:4] == list(map(str, there)) else None
        return there if there[1] <= self._ended else None  # what was made and not noted has the time of its source

    def begin(self, names: Iterable[str]) -> None:
        """Name the files that will be written next, but for those that are there and are not ours."""
        new = [name for name in names if self._made.get(name) != NOT_DONE and self._may_begin(name)]
        self._made.update(dict.fromkeys(new, NOT_DONE))
        self._append([f'{{"file": {quoted(name)}}}\n' for name in new])

    def _may_begin(self, name: str) -> bool:
        return self.owned(name) is not None or not os.path.lexists(os.path.join(os.path.dirname(self._path), name))

    def done(self, name: str, made: str) -> None:
        """Note what a file was made of; `settle` writes it down."""
        self._waiting.append((name, made))

    @property
    def waiting(self) -> int:
        """How many files are done and not yet written down."""
        return len(self._waiting)

    def settle(self) -> None:
        """Wait until all that was done is on the disk, then write it down."""
        if not self._waiting:
            return
        self._sync()
        self._made.update(self._waiting)
        self._append([_line(name, made) for name, made in self._waiting])
        self._waiting = []

    def _sync(self) -> None:
        """Wait until all that was done is on the disk; with one call where the system has one that waits for it."""
        if sys.platform == "linux":
            from ctypes import CDLL

            CDLL(None).syncfs(self._descriptor)
            return
        for name, _ in self._waiting:
            descriptor = os.open(
                os.path.join(os.path.dirname(self._path), name), os.O_RDWR | getattr(os, "O_BINARY", 0)
            )
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _append(self, lines: list[str]) -> None:
        """Add whole lines in one call, after the end of one that was cut short."""
        from uzlat.stream import write_all

        begin, self._is_torn = "\n" * self._is_torn, True
        write_all(self._descriptor, "".join([begin, *lines]).encode())
        self._is_torn = False
        self._lines += len(lines)

    def close(self) -> None:
        """Write down what is done; write the manifest anew if most of its lines were overtaken by later ones."""
        try:
            self.settle()
            if self._lines > 2 * len(self._made) + 100:
                self._rewrite()
        finally:
            os.close(self._descriptor)

    def _rewrite(self) -> None:
        from uzlat.writing import Output

        lines = [HEAD, *(_line(name, made) for name, made in self._made.items())]
        out = Output(self._path)
        try:
            for line in lines:
                out.write(line.encode())
            out.keep(sync=True)
        finally:
            out.discard()
