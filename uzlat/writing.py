"""Writing that is whole or does not happen: what a file becomes takes its place in one step, or is not there."""

from __future__ import annotations

import os
import stat

from uzlat.draft import Draft, refuse_read_only, undisturbed
from uzlat.files import INTO_ITSELF, STDIN, Job, open_source

HELD = 1 << 20
"""Bytes of a result that are held in memory before a draft is begun."""


class ChangedError(OSError):
    """A file changed, came or vanished meanwhile: the one that is read or, if its name is given, the one written."""

    def __init__(self, target: str = "") -> None:
        what = f"'{target}' changed meanwhile" if target else "it changed while it was read"
        super().__init__(11, f"{what}; run again when it is at rest")


class Source:
    """A file that is read: what is known of it, and whether it stays as it is. Of "-", stdin, nothing is known."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.descriptor = open_source(path)
        self.known = None if path == STDIN else os.fstat(self.descriptor)

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *wrong: object) -> None:
        if self.known is not None:
            os.close(self.descriptor)

    def check(self) -> None:
        """Raise ChangedError if the file is another one by now, or has other bytes."""
        if self.known is None:
            return
        now = known(self._path)
        if now is None or _state(now) != _state(self.known):
            raise ChangedError


def _state(of: os.stat_result) -> tuple[int, int, int, int]:
    return of.st_dev, of.st_ino, of.st_size, of.st_mtime_ns


def known(path: str) -> os.stat_result | None:
    """Give what the system knows of a file; None if it is not there."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


class Output:
    """What a file becomes: collected, compared with what is there, and put in its place.

    A link is followed: the file that it names is written. A file that is replaced keeps its mode, owner and times, as
    far as the system lets; a new one gets those of the file it was made from.

    Args:
        target: the file to write.
        source: what is known of the file it is made from; None if it is made from none.
    """

    def __init__(self, target: str, source: os.stat_result | None = None) -> None:
        self.target = os.path.realpath(target) if os.path.islink(target) else target
        self.replaced = known(self.target)
        """What is known of the file that is there already."""
        self._source = source
        self._held: list[bytes] = []
        self._size = 0
        self._draft: Draft | None = None

    def write(self, data: bytes) -> None:
        """Add to what is written.

        Raises:
            OSError: if the draft cannot be written, or another run writes it.
        """
        self._size += len(data)
        if self._draft is None and self._size <= HELD:
            self._held.append(data)
        else:
            self._begun().write(data)

    def _begun(self) -> Draft:
        """Give the draft, with all that was held in it."""
        if self._draft is None:
            if self.replaced is not None:
                refuse_read_only(self.target)
            with undisturbed():  # or it would be left behind by who does not know it yet
                self._draft = Draft(self.target, self._source, self.replaced)
            self._draft.write(b"".join(self._held))
            self._held = []
        return self._draft

    def is_there(self) -> bool:
        """Say whether the target holds these very bytes already."""
        if self.replaced is None or self.replaced.st_size != self._size:
            return False
        with open(self.target, "rb") as there:
            if self._draft is None:
                return there.read() == b"".join(self._held)
            with open(self._draft.path, "rb") as made:
                return all(block == made.read(HELD) for block in iter(lambda: there.read(HELD), b""))

    def keep(self, *, sync: bool, backup: str = "") -> os.stat_result:
        """Put the result in its place; give what is known of it there.

        Args:
            sync: whether to wait until it is on the disk.
            backup: the end of the name under which a replaced file is kept; "" to keep none.

        Raises:
            OSError: if that cannot be; the target is as it was then.
        """
        if self.replaced is not None:
            refuse_links(self.target, self.replaced, backup)
        draft = self._begun()
        made = draft.finish(sync)
        self._check()  # once more: to wait for the disk takes time
        if self.replaced is not None and backup:
            back_up(self.target, backup)
        draft.replace()
        self._draft = None
        return made

    def _check(self) -> None:
        """Raise ChangedError if what would be replaced is not what was there at first: it is not ours to lose."""
        now = known(self.target)
        if (now and _state(now)) != (self.replaced and _state(self.replaced)):
            raise ChangedError(self.target)

    def discard(self) -> None:
        """Forget what is not in its place; the target stays as it was."""
        if self._draft is not None:
            self._draft.discard()
        self._draft, self._held = None, []


def place(job: Job, source: Source, out: Output, unchanged: bool, sync: bool, backup: str) -> os.stat_result:
    """Put a result in its place, unless the same is there; give what is known of the file that is there then.

    Args:
        job: says where, and what may be replaced.
        source: what it was made from; if that changed meanwhile, nothing is written.
        out: the result.
        unchanged: whether it is what was read.
        sync, backup: see Output.keep; what is written in place is always waited for, and alone kept as a backup.

    Raises:
        OSError: if it cannot be put there, or must not; the target is as it was then.
    """
    source.check()
    if job.over and source.known is not None and unchanged:
        return source.known
    if out.replaced is not None and out.is_there():
        return out.replaced
    refuse_loss(job, source, out)
    return out.keep(sync=sync or job.over, backup=backup if job.over else "")


def refuse_loss(job: Job, source: Source, out: Output) -> None:
    """Raise FileExistsError for an output that is there and may not be replaced."""
    if out.replaced is None or job.over:
        return
    if source.known is not None and os.path.samestat(source.known, out.replaced):
        raise FileExistsError(17, INTO_ITSELF)
    if not job.replaces and (out.replaced.st_size, out.replaced.st_mtime_ns) != job.ours:
        raise FileExistsError(17, f"the output '{job.target}' exists; use --force to replace it")


def rename(path: str, name: str) -> None:
    """Give a file another name, which must be free.

    Raises:
        OSError: if it is not, or the folder cannot be written.
    """
    try:
        os.link(path, name, follow_symlinks=False)
    except FileExistsError:
        if not _same(path, name):
            raise FileExistsError(17, f"'{name}' exists, so the file keeps its name") from None
    except OSError:  # a file system without hard links
        if os.path.lexists(name):
            raise FileExistsError(17, f"'{name}' exists, so the file keeps its name") from None
        os.rename(path, name)
        return
    os.unlink(path)


def refuse_links(path: str, replaced: os.stat_result, backup: str) -> None:
    """Raise OSError for a file that has other names: they would go on naming the old one."""
    links = replaced.st_nlink - (1 if backup and any(_same(path, name) for name in _backups(path, backup)) else 0)
    if links > 1 and stat.S_ISREG(replaced.st_mode):
        raise OSError(31, f"it has {links} hard links, which writing would part; convert a copy, or use -o")


def back_up(path: str, suffix: str) -> None:
    """Keep a file under another name, one that is free; a copy where the system has no hard links.

    Raises:
        OSError: if that cannot be.
    """
    for name in _backups(path, suffix):
        if _same(path, name):
            return
        try:
            os.link(path, name)
        except FileExistsError:
            continue
        except OSError:
            from shutil import copystat

            with open(path, "rb") as old, open(name, "xb") as copy:
                copy.writelines(iter(lambda: old.read(HELD), b""))
                os.fsync(copy.fileno())
            copystat(path, name)
        return


def _backups(path: str, suffix: str) -> list[str]:
    """List the names of backups that are taken, and the first that is free: a.txt.bak, a.txt.bak1, a.txt.bak2 …"""
    names = [f"{path}{suffix}"]
    while os.path.lexists(names[-1]):
        names.append(f"{path}{suffix}{len(names)}")
    return names


def _same(path: str, name: str) -> bool:
    return os.path.lexists(name) and os.path.samestat(os.lstat(path), os.lstat(name))
