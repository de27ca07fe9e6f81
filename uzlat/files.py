"""Files in, files out: which file goes where, and what is done with it."""

from __future__ import annotations

import os
import stat

from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uzlat.walk import Filter

    Troubled = Callable[[str, str], None]

STDIN = "-"
CONVERT, COPY, LEAVE = "convert", "copy", "leave"
"""What is done with a file: what is in no known format is copied, or left where it is converted in place."""

INTO_ITSELF = "the output is the input; use -i to convert in place"
"""Said of an output that is what is read."""


class PlanError(ValueError):
    """The files and options named together make no sense; nothing was read or written."""


class Job(Record):
    """One file: where it is, where the result goes (None for stdout), and what is done with it.

    below: the path of the target below the output folder, if there is one. over: whether the result takes the place of
    the source. found: whether it was found in a folder, not named. replaces: whether it may take the place of any other
    file. ours: bytes and time of the one file it may replace, which uzlat made. size, mtime: its bytes and time in
    nanoseconds, as it was found.
    """

    source: str
    target: str | None
    action: str = CONVERT
    below: str = ""
    over: bool = False
    found: bool = False
    replaces: bool = False
    ours: tuple[int, int] | None = None
    size: int = -1
    mtime: int = -1


class Planner:
    """Say for each file where its result goes.

    Args:
        only: says of a folder which of its files are meant; None for those that are not hidden or ignored.
        rename: writes the path of a file in another script; None to keep names.
        troubled: called with a path and a reason for what of a folder cannot be read.
    """

    def __init__(
        self,
        only: Callable[[str], Filter] | None = None,
        rename: Callable[[str, str], str] | None = None,
        troubled: Troubled | None = None,
    ) -> None:
        self._only = only
        self._rename = rename
        self._troubled = troubled

    def plan(self, sources: list[str], output: str | None, in_place: bool, checking: bool = False) -> Iterator[Job]:
        """Give the jobs, in order.

        Args:
            sources: files and folders, "-" for stdin; none means stdin.
            output: a file, or a folder if there are several sources, a folder among them, or it ends in "/".
            in_place: write each result over its source.
            checking: nothing will be written, so a folder needs nowhere to go.

        Raises:
            PlanError: if the options contradict each other or a folder has nowhere to go.
            OSError: if a folder that was named cannot be read.
        """
        sources = sources or [STDIN]
        refuse(sources, output, in_place, checking)
        if output is None:
            yield from self._in_place(sources) if in_place or checking else [Job(source, None) for source in sources]
        elif into_folder(sources, output):
            yield from self._mirrored(sources, output)
        else:
            yield Job(sources[0], None if output == STDIN else output)

    def _in_place(self, sources: list[str]) -> Iterator[Job]:
        for source in sources:
            if source == STDIN:
                yield Job(source, None)
            elif not os.path.isdir(source):
                yield Job(source, self._renamed(source), over=True)
            else:
                for path, below, size, mtime in self._walk(source):
                    action = CONVERT if is_convertible(path) else LEAVE
                    yield Job(path, self._renamed(path), action, below, True, True, size=size, mtime=mtime)

    def _mirrored(self, sources: list[str], output: str) -> Iterator[Job]:
        for source in sources:
            if not os.path.isdir(source):
                below = self._below(source, os.path.basename(source))
                yield _seen(Job(source, os.path.join(output, below), below=below))
                continue
            begin = os.path.join(output, "")
            for path, below, size, mtime in self._walk(source):
                action = CONVERT if is_convertible(path) else COPY
                named = self._below(path, below)
                yield Job(path, begin + named, action, named, False, True, size=size, mtime=mtime)

    def _walk(self, folder: str) -> Iterator[tuple[str, str, int, int]]:
        from uzlat.walk import EVERY, walk

        return walk(folder, self._only(folder) if self._only else EVERY, self._troubled)

    def _below(self, path: str, below: str) -> str:
        return self._rename(path, below) if self._rename else below

    def _renamed(self, path: str) -> str:
        """Write the name of a file in another script; that of its folder stays, since other files are in it."""
        folder, name = os.path.split(path)
        return os.path.join(folder, self._below(path, name))


def _seen(job: Job) -> Job:
    """Note the bytes and the time of a file that was named, if it is there."""
    try:
        known = os.stat(job.source)
    except OSError:
        return job
    return job._replace(size=known.st_size, mtime=known.st_mtime_ns)


def refuse(sources: list[str], output: str | None, in_place: bool, checking: bool) -> None:
    """Raise PlanError for what cannot be meant."""
    folders = [source for source in sources if os.path.isdir(source)]
    if output == "":
        raise PlanError("-o needs the name of a file or a folder; nothing was converted")
    if in_place and output is not None:
        raise PlanError("-i and -o exclude each other; nothing was converted")
    if in_place and STDIN in sources:
        raise PlanError("-i needs files: standard input cannot be written in place")
    if folders and not (in_place or checking) and output is None:
        raise PlanError(f"'{folders[0]}' is a folder; say where to write with -o FOLDER, or -i to convert in place")
    if output is not None and into_folder(sources, output):
        if STDIN in sources:
            raise PlanError("standard input needs a file to go to: -o FILE")
        for folder in folders:
            if is_inside(output, folder):
                raise PlanError(f"the output folder '{output}' lies inside '{folder}'; choose one outside")


def into_folder(sources: list[str], output: str) -> bool:
    """Say whether an output is a folder: by its name, since it is one, or since one file cannot take what comes."""
    several = len(sources) != 1 or os.path.isdir(sources[0])
    return several or output.endswith(("/", os.sep)) or os.path.isdir(output)


def apart(jobs: list[Job]) -> list[Job]:
    """Refuse jobs of which two would write the same file, or one the file that another reads; drop those named twice.

    Raises:
        PlanError: if there are such; names both.
    """
    jobs = list(dict.fromkeys(jobs))
    taken: dict[str, str] = {}
    for job in jobs:
        other = taken.setdefault(os.path.abspath(job.target), job.source) if job.target is not None else job.source
        if other != job.source and not _one_file(other, job.source):
            raise PlanError(f"'{other}' and '{job.source}' would both become '{job.target}'; nothing was converted")
    for job in jobs:
        other = taken.get(os.path.abspath(job.source), job.source)
        if other != job.source and not _one_file(other, job.source):
            raise PlanError(f"'{other}' would be written over '{job.source}'; nothing was converted")
        if job.over and os.path.lexists(job.target or "") and not _one_file(job.source, job.target or ""):
            raise PlanError(f"'{job.source}' cannot become '{job.target}', which exists; nothing was converted")
    return jobs


def _one_file(one: str, other: str) -> bool:
    """Say whether two names are those of one file: a run that gave it a new name may have been ended in between."""
    try:
        return os.path.samestat(os.lstat(one), os.lstat(other))
    except OSError:
        return False


def is_inside(path: str, folder: str) -> bool:
    """Say whether a path is a folder, or lies in it."""
    real, base = os.path.realpath(path), os.path.realpath(folder)
    return real == base or real.startswith(os.path.join(base, ""))


def is_convertible(path: str) -> bool:
    """Say whether a file found in a folder is converted: its extension is of a format, or it has none."""
    from uzlat.formats import by_name

    return by_name(path) is not None or not os.path.splitext(path)[1]


def open_source(source: str) -> int:
    """Open a file to read its bytes, or give stdin for "-"."""
    return 0 if source == STDIN else os.open(source, os.O_RDONLY | getattr(os, "O_BINARY", 0))


def is_special(path: str) -> bool:
    """Say whether a path is there and is no regular file: a device or a pipe is written directly."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False
