"""Convert many files, in one process or in several; what became of them comes in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator

from uzlat.files import Job
from uzlat.outcome import FAILED, Outcome
from uzlat.worker import Worker

TYPE_CHECKING = False
if TYPE_CHECKING:
    Reading = Callable[[int, int], bytes]
    Making = Callable[[Reading], Worker]
    Done = Generator[tuple[Job, Outcome], None, None]

ALONE_FILES, ALONE_BYTES = 64, 32 << 20
"""So many files or bytes one process converts before others would have started."""
SHARE_FILES, SHARE_BYTES = 32, 1 << 20
"""How much is given to a process at a time."""
FEW = 8
"""Files that are converted before."""


def processes(jobs: list[Job], wanted: int) -> int:
    """Say how many processes convert: as many as wanted; with 0 as there are cores, if there is enough to do."""
    if wanted:
        return wanted
    if len(jobs) <= ALONE_FILES and sum(max(job.size, 0) for job in jobs) <= ALONE_BYTES:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, len(jobs))


def first(jobs: list[Job]) -> int:
    """Say how many files are converted before processes start: a few small ones, which read all that is needed."""
    few = jobs[:FEW]
    return len(few) if all(0 <= job.size <= SHARE_BYTES for job in few) else 0


def alone(jobs: Iterable[Job], make: Making, told: Callable[[int], object]) -> Done:
    """Convert files one after another in this process; `told` hears how many bytes were read."""

    def read(descriptor: int, size: int) -> bytes:
        data = os.read(descriptor, size)
        told(len(data))
        return data

    worker = make(read)
    for job in jobs:
        yield job, worker.attempt(job)


def together(jobs: Iterable[Job], make: Making, count: int, told: Callable[[int], object]) -> Done:
    """Convert files in several processes.

    Args:
        jobs: the files.
        make: makes a worker that reads by a function; it and what it holds can be pickled.
        count: how many processes.
        told: hears how many bytes were read, now and then.
    """
    from uzlat.pool import Pool

    for share, found in Pool(make, count).outcomes(_shares(iter(jobs)), told):
        yield from zip(share, found, strict=True) if found is not None else _one_by_one(share, make, told)


def _one_by_one(share: list[Job], make: Making, told: Callable[[int], object]) -> Done:
    """Convert the files of a share whose process was ended: one of them may be what ends it."""
    from uzlat.pool import Pool

    lost = "the process that converted it was ended, perhaps for want of memory; nothing was written"
    for (job,), found in Pool(make, 1).outcomes(([job] for job in share), told):
        yield job, found[0] if found else Outcome(FAILED, error=lost)


def _shares(jobs: Iterator[Job]) -> Iterator[list[Job]]:
    """Part files into shares that take about as long."""
    share: list[Job] = []
    size = 0
    for job in jobs:
        share.append(job)
        size += max(job.size, 0)
        if len(share) == SHARE_FILES or size >= SHARE_BYTES:
            yield share
            share, size = [], 0
    if share:
        yield share
