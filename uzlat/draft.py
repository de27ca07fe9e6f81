"""A file that is being written, beside the one whose place it will take.

Its name says which file is meant, and it is locked: a run that was ended leaves at most drafts that nobody has locked,
and the next run that writes the same file, or passes through the folder, finds them.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from zlib import adler32, crc32

from uzlat.stream import write_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BEGIN, END = ".uzlat-", ".tmp"
"""How the name of a draft begins and ends."""
EXACT = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold signals back until something that was begun is where it can be ended."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def draft_of(target: str) -> str:
    """Name the draft of a file."""
    folder, name = os.path.split(os.fsencode(target))
    return os.fsdecode(os.path.join(folder, f"{BEGIN}{crc32(name):08x}{adler32(name):08x}{END}".encode()))


class Draft:
    """What takes the place of a file when it is whole.

    Args:
        target: that file.
        source: what is known of the file it is made from, which a new file takes after; None for none.
        replaced: what is known of the target, which a file that replaces it takes after; None if it is not there.

    Raises:
        OSError: if it cannot be made, or another run is writing it.
    """

    def __init__(self, target: str, source: os.stat_result | None, replaced: os.stat_result | None) -> None:
        self.path = draft_of(target)
        self._target = target
        self._source = source
        self._replaced = replaced
        try:
            self._descriptor = _opened(self.path, self._mode())
        except FileNotFoundError:
            os.makedirs(os.path.dirname(self.path) or ".", exist_ok=True)
            self._descriptor = _opened(self.path, self._mode())

    def _mode(self) -> int:
        """Give the mode of a new file: that of its source, as far as the mask lets."""
        return stat.S_IMODE(self._source.st_mode) | stat.S_IWUSR if self._source else 0o666

    def write(self, data: bytes) -> None:
        """Add to what is written."""
        write_all(self._descriptor, data)

    def finish(self, sync: bool) -> os.stat_result:
        """Give it what the file it takes after has, and wait for the disk if asked; give what is known of it."""
        if self._replaced is not None:
            _copy_attributes(self._target, self._descriptor)
            _own(self._descriptor, self._replaced)
            _set_mode(self._descriptor, self.path, self._replaced.st_mode)
        elif self._source is not None:
            _own(self._descriptor, self._source)
        model = self._source or self._replaced
        if model is not None:
            target = self._descriptor if os.utime in os.supports_fd else self.path
            with suppress(OSError):
                os.utime(target, ns=(model.st_atime_ns, model.st_mtime_ns))
        if sync:
            os.fsync(self._descriptor)
        return os.fstat(self._descriptor)

    def replace(self) -> None:
        """Let it take the place of its target, and end writing: not before, since the lock ends with it."""
        if _flock() is None:
            os.close(self._descriptor)
            os.replace(self.path, self._target)
        else:
            os.replace(self.path, self._target)
            os.close(self._descriptor)

    def discard(self) -> None:
        """Remove what was written; by its name only while it is that, since another run may have taken it by now."""
        with suppress(OSError):
            if _flock() is None or _is_at(self._descriptor, self.path):
                os.unlink(self.path)
        with suppress(OSError):
            os.close(self._descriptor)


def _opened(path: str, mode: int) -> int:
    """Make a draft, or take over one that a run has left, and lock it.

    Raises:
        OSError: if another run is writing it.
    """
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | EXACT, mode)
        except FileExistsError:
            descriptor = _left_behind(path)
        if descriptor < 0:
            continue
        if not lock(descriptor):
            os.close(descriptor)
            raise OSError(11, "another uzlat is writing it")
        if _is_at(descriptor, path):  # a new one too: another run may have swept it before it was locked
            os.ftruncate(descriptor, 0)
            return descriptor
        os.close(descriptor)  # another run has finished it in between


def _left_behind(path: str) -> int:
    """Open a draft that is there; -1 if it is gone. Where there are no locks, an open file cannot be removed."""
    try:
        if _flock() is not None:
            return os.open(path, os.O_RDWR | EXACT)
        os.unlink(path)
    except FileNotFoundError:
        return -1
    except PermissionError:
        raise OSError(11, "another uzlat is writing it") from None
    return -1


def _flock() -> Callable[[int, int], None] | None:
    """Give what locks files; None where the system has none."""
    try:
        from fcntl import flock
    except ImportError:
        return None
    return flock


def lock(descriptor: int) -> bool:
    """Lock a file for this process; False if another one has. Where nothing can be locked, it goes on without."""
    if (flock := _flock()) is None:
        return True
    from fcntl import LOCK_EX, LOCK_NB

    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some file systems over a network have no locks
        return True
    return True


def _is_at(descriptor: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def sweep(folder: str) -> None:
    """Remove the drafts in a folder that no run is writing."""
    with suppress(OSError):
        for name in [name for name in os.listdir(folder) if name.startswith(BEGIN) and name.endswith(END)]:
            _remove(os.path.join(folder, name))


def _remove(path: str) -> None:
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDWR | EXACT)
        try:
            if lock(descriptor) and _is_at(descriptor, path):
                os.unlink(path)
        finally:
            os.close(descriptor)


def refuse_read_only(path: str) -> None:
    """Raise PermissionError for a file that may not be written: a draft in its place would pass over that."""
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied", path)


def _own(descriptor: int, model: os.stat_result) -> None:
    """Give a file the owner and group of another, as far as the system lets."""
    own = os.fstat(descriptor)
    if hasattr(os, "fchown") and (own.st_uid, own.st_gid) != (model.st_uid, model.st_gid):
        for user, group in ((model.st_uid, -1), (-1, model.st_gid)):
            with suppress(OSError):
                os.fchown(descriptor, user, group)


def _set_mode(descriptor: int, path: str, mode: int) -> None:
    target = descriptor if os.chmod in os.supports_fd else path
    with suppress(OSError):
        os.chmod(target, stat.S_IMODE(mode))


def _copy_attributes(path: str, descriptor: int) -> None:
    """Copy the extended attributes of a file, access lists among them, as far as the system lets."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        for name in _names(path):
            with suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(path, name))


def _names(path: str) -> Iterable[str]:
    return os.listxattr(path) if hasattr(os, "listxattr") else ()
