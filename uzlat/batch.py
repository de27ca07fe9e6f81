"""Convert many files, in one process or in several; what became of them comes in the order of the files."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice

from uzlat.files import Job
from uzlat.outcome import FAILED, Outcome
from uzlat.worker import Worker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.context import BaseContext
    from typing import Any

    Reading = Callable[[int, int], bytes]
    Making = Callable[[Reading], Worker]
    Done = Generator[tuple[Job, Outcome], None, None]

ALONE_FILES, ALONE_BYTES = 64, 32 << 20
"""So many files or bytes one process converts before others would have started."""
SHARE_FILES, SHARE_BYTES = 32, 1 << 20
"""How much is given to a process at a time."""
FEW = 8
"""Files that are converted before."""
AHEAD = 64
"""Shares given out before the first of them must be done."""
WAIT = 0.2
"""Seconds after which a run that waits shows how far it is."""


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
    rest = iter(jobs)
    while True:
        pool = _Pool(make, count)
        try:
            yield from pool.outcomes(rest, told)
        finally:
            pool.end()
        if not pool.lost:
            return
        for job in pool.lost:
            yield job, _by_itself(job, make)


def _by_itself(job: Job, make: Making) -> Outcome:
    """Convert a file of a share whose process was ended, in a process of its own: it may be what ended it."""
    pool = _Pool(make, 1)
    try:
        found = list(pool.outcomes(iter([job]), lambda read: None))
    finally:
        pool.end()
    lost = "the process that converted it was ended, perhaps for want of memory; nothing was written"
    return found[0][1] if found else Outcome(FAILED, error=lost)


class _Pool:
    """Processes that convert shares of files.

    Each ends when the one that started it does, and between two reads when it is told to stop.
    """

    def __init__(self, make: Making, count: int) -> None:
        from concurrent.futures import ProcessPoolExecutor

        context = _context()
        self._read = context.Value("q", 0)
        self._stop = context.RawValue("b", 0)
        self.lost: list[Job] = []
        """The files of shares that were given out when a process was ended."""
        gc.freeze()  # what is there is shared with the processes as long as nobody touches it
        self._pool: Executor = ProcessPoolExecutor(
            count, mp_context=context, initializer=_begin, initargs=(make, self._read, self._stop)
        )

    def outcomes(self, jobs: Iterator[Job], told: Callable[[int], object]) -> Done:
        """Give what became of files, in order, until all are done or a process was ended."""
        from concurrent.futures.process import BrokenProcessPool

        given: deque[tuple[list[Job], Future[list[Outcome]]]] = deque()
        shares = _shares(jobs)
        try:
            while True:
                for share in islice(shares, AHEAD - len(given)):
                    given.append((share, self._pool.submit(_convert, share)))
                if not given:
                    return
                done = self._awaited(given[0][1], told)
                yield from zip(given.popleft()[0], done, strict=True)
        except BrokenProcessPool:
            self.lost = [job for share, _ in given for job in share]

    def _awaited(self, share: Future[list[Outcome]], told: Callable[[int], object]) -> list[Outcome]:
        from concurrent.futures import wait

        while not wait([share], WAIT).done:
            told(self._taken())
        told(self._taken())
        return share.result()

    def _taken(self) -> int:
        with self._read:
            read, self._read.value = self._read.value, 0
        return int(read)

    def end(self) -> None:
        """End the processes; a file that one of them is at is left as it was."""
        self._stop.value = 1
        self._pool.shutdown(cancel_futures=True)


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


def _context() -> BaseContext:
    """Choose how processes start: as copies of this one where that is safe, since the tables are read then."""
    from multiprocessing import get_context

    return get_context("fork" if sys.platform == "linux" else "spawn")


_WORKER: list[Worker] = []
"""The worker of a process."""


def _begin(make: Making, counter: Any, stop: Any) -> None:
    """Make the worker of a new process."""
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it tells it to stop
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()

    def read(descriptor: int, size: int) -> bytes:
        if stop.value:
            raise KeyboardInterrupt
        data = os.read(descriptor, size)
        with counter:
            counter.value += len(data)
        return data

    _WORKER[:] = [make(read)]


def _convert(share: list[Job]) -> list[Outcome]:
    return [_WORKER[0].attempt(job) for job in share]


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
