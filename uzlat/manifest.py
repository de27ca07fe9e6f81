"""What was made in an output folder, of which sources and how: so that a second run does only what is new.

The manifest is a file of JSON lines in that folder, to which is only added. A line names a file that will be written,
and once it is on the disk another one says what it was made of and by what: a run that is ended at any moment leaves
at most files that are named and not yet done, and these are done again. A last line that is cut short is passed over.
"""

from __future__ import annotations

import json
import os
import sys

from uzlat.draft import lock
from uzlat.files import PlanError
from uzlat.walk import MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = 1
"""The version of the form of manifests."""
NOT_DONE = ""


def made_of(source: tuple[int, int], result: tuple[int, int], by: str) -> str:
    """Write what is recorded of a file: bytes and time of its source and of itself, and the hash of how it was made."""
    return f"{source[0]} {source[1]} {result[0]} {result[1]} {by}"


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
        if not lock(self._descriptor):
            raise PlanError(f"another uzlat is writing to '{folder}'; nothing was converted: wait for it")
        self._made: dict[str, str] = {}
        self._waiting: list[tuple[str, str]] = []
        self._lines = 0
        self._load()

    def _load(self) -> None:
        with open(self._path, "rb") as handle:
            data = handle.read()
        for line in data.splitlines():
            try:
                told = json.loads(line)
                if "file" in told:
                    self._made[sys.intern(told["file"])] = told.get("made", NOT_DONE)
            except (ValueError, TypeError, AttributeError):
                continue  # cut short, or no line of ours: what it told of is made anew
            self._lines += 1
        if not data.endswith(b"\n"):
            self._append([{"uzlat-manifest": FORMAT}] if not data else [], begin=b"\n" if data else b"")

    def is_fresh(self, name: str, made: str) -> bool:
        """Say whether a file is there as it would be made now; `made` is what `made_of` says of it."""
        return self._made.get(name) == made

    def owns(self, name: str) -> bool:
        """Say whether a file was made by uzlat, or begun, and so may be written anew."""
        return name in self._made

    def begin(self, names: Iterable[str]) -> None:
        """Name the files that will be written next."""
        new = [name for name in names if self._made.get(name) != NOT_DONE]
        self._made.update(dict.fromkeys(new, NOT_DONE))
        self._append([{"file": name} for name in new])

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
        self._append([{"file": name, "made": made} for name, made in self._waiting])
        self._waiting = []

    def _sync(self) -> None:
        """Wait until all that was done is on the disk; with one call where the system has one that waits."""
        if sys.platform == "linux":
            os.sync()
            return
        for name, _ in self._waiting:
            descriptor = os.open(
                os.path.join(os.path.dirname(self._path), name), os.O_RDWR | getattr(os, "O_BINARY", 0)
            )
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _append(self, lines: list[dict[str, object]], begin: bytes = b"") -> None:
        """Add whole lines in one call."""
        from uzlat.stream import write_all

        self._lines += len(lines)
        write_all(self._descriptor, begin + "".join([f"{json.dumps(line)}\n" for line in lines]).encode())

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

        lines = [{"uzlat-manifest": FORMAT}, *({"file": name, "made": made} for name, made in self._made.items())]
        out = Output(self._path)
        for line in lines:
            out.write(f"{json.dumps(line)}\n".encode())
        out.keep(sync=True)
