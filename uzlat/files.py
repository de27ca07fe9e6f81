"""Files in, files out: which file goes where, and writing that is whole or does not happen."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from uzlat.record import Record

STDIN = "-"


class PlanError(ValueError):
    """The files and options named together make no sense; nothing was read or written."""


class Job(Record):
    """One file to convert: where it is, and where the result goes (None for stdout).

    `copy` says that it is copied as it is, `over` that the result may take the place of the source.
    """

    source: str
    target: str | None
    copy: bool = False
    over: bool = False


def plan(sources: list[str], output: str | None, in_place: bool, checking: bool = False) -> list[Job]:
    """Say for each file where its result goes.

    Args:
        sources: files and folders, "-" for stdin; none means stdin.
        output: a file, or a folder if there are several sources, a folder among them, or it ends in "/".
        in_place: write each result over its source.
        checking: nothing will be written, so a folder needs nowhere to go.

    Raises:
        PlanError: if the options contradict each other or a folder has nowhere to go.
    """
    sources = sources or [STDIN]
    if output == "":
        raise PlanError("-o needs the name of a file or a folder; nothing was converted")
    folders = [source for source in sources if os.path.isdir(source)]
    if in_place and output is not None:
        raise PlanError("-i and -o exclude each other; nothing was converted")
    if in_place and STDIN in sources:
        raise PlanError("-i needs files: standard input cannot be written in place")
    if folders and not (in_place or checking) and output is None:
        raise PlanError(f"'{folders[0]}' is a folder; say where to write with -o FOLDER, or -i to convert in place")
    if output is None:
        return list(_in_place(sources)) if in_place or folders else [Job(source, None) for source in sources]
    if folders or len(sources) > 1 or output.endswith(("/", os.sep)) or os.path.isdir(output):
        return _apart(list(_mirrored(sources, output)))
    return [Job(sources[0], None if output == STDIN else output)]


def _in_place(sources: list[str]) -> Iterator[Job]:
    for source in sources:
        if not os.path.isdir(source):
            yield Job(source, source, over=True)
            continue
        for path in walk(source):
            if is_convertible(path):
                yield Job(path, path, over=True)


def _mirrored(sources: list[str], output: str) -> Iterator[Job]:
    for source in sources:
        if source == STDIN:
            raise PlanError("standard input needs a file to go to: -o FILE")
        if not os.path.isdir(source):
            yield Job(source, os.path.join(output, os.path.basename(source)))
            continue
        if _inside(output, source):
            raise PlanError(f"the output folder '{output}' lies inside '{source}'; choose one outside")
        for path in walk(source):
            yield Job(path, os.path.join(output, os.path.relpath(path, source)), copy=not is_convertible(path))


def _apart(jobs: list[Job]) -> list[Job]:
    """Refuse jobs of which two would write the same file."""
    taken: dict[str | None, str] = {}
    for job in jobs:
        if job.target in taken:
            raise PlanError(f"'{taken[job.target]}' and '{job.source}' would both be written to '{job.target}'")
        taken[job.target] = job.source
    return jobs


def _inside(path: str, folder: str) -> bool:
    real, base = os.path.realpath(path), os.path.realpath(folder)
    return real == base or real.startswith(base + os.sep)


def walk(folder: str) -> Iterator[str]:
    """List the regular files below a folder, in order; hidden ones and links are passed over.

    Raises:
        OSError: if a folder cannot be read.
    """
    for root, folders, names in os.walk(folder, onerror=_fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(root, name)
            if not name.startswith(".") and os.path.isfile(path) and not os.path.islink(path):
                yield path


def _fail(error: OSError) -> None:
    raise error


def is_convertible(path: str) -> bool:
    """Say whether a file found in a folder is converted: its extension is of a format, or it has none."""
    from uzlat.formats import by_name

    return not os.path.splitext(path)[1] or by_name(path) is not None


class Draft:
    """A file that takes its place only when it is whole.

    What is written goes to a temporary file beside the target; `keep` moves it there with the target's mode,
    or for a new file the source's, `discard` removes it. A link is followed: the file that it names is written.
    """

    def __init__(self, target: str, source: str | None = None) -> None:
        from tempfile import mkstemp

        self._target = os.path.realpath(target)
        folder = os.path.dirname(self._target)
        os.makedirs(folder, exist_ok=True)
        if os.path.exists(self._target) and not os.access(self._target, os.W_OK):
            raise PermissionError(13, "Permission denied", target)
        self._mode = _mode(self._target, source)
        self.descriptor, self._path = mkstemp(prefix=".uzlat-", dir=folder)

    def keep(self) -> None:
        """Put the file in its place."""
        try:
            os.fsync(self.descriptor)
            os.chmod(self._path, self._mode)
            os.replace(self._path, self._target)
        except OSError:
            self.discard()
            raise
        os.close(self.descriptor)

    def discard(self) -> None:
        """Remove what was written; the target stays as it was."""
        os.close(self.descriptor)
        os.unlink(self._path)


def _mode(target: str, source: str | None) -> int:
    """Give the mode of a target that exists, or what a new copy of the source would have."""
    if os.path.exists(target):
        return stat.S_IMODE(os.stat(target).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    mode = stat.S_IMODE(os.stat(source).st_mode) if source else 0o666
    return mode & ~mask


def is_special(path: str) -> bool:
    """Say whether a path is there and is no regular file: a device or a pipe is written directly."""
    return os.path.exists(path) and not os.path.isfile(path)
