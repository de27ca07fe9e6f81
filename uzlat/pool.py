"""Processes that convert shares of files."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from contextlib import suppress
from pickle import dumps, loads

from uzlat.draft import undisturbed
from uzlat.signals import pass_over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from multiprocessing.connection import Connection
    from typing import Any, NoReturn

    from uzlat.batch import Making
    from uzlat.files import Job
    from uzlat.outcome import Outcome
    from uzlat.worker import Worker

    Task = tuple[int, list[Job]]
    Answer = tuple[list[Job], "list[Outcome] | None"]

AHEAD = 2000
"""Shares given out before the first of them must be done."""
WAIT = 0.2
"""Seconds after which a run that waits shows how far it is."""
PATIENCE = 10
"""Seconds that a process has to end by itself; a slow disk may take some until it lets go."""
PIPED = 1 << 15
"""Bytes that a pipe takes at once."""


class Pool:
    """Processes that convert; each has a pipe of its own, so that what happens to one of them stops no other.

    Args:
        make: makes a worker that reads by a function; it and what it holds can be pickled.
        count: how many processes.
    """

    def __init__(self, make: Making, count: int) -> None:
        self._make = make
        self._count = count
        self._context = _context()
        self._read = self._context.RawValue("q", 0)
        self._told = self._given = 0
        self._hands: list[_Hand] = []
        self._found: dict[int, Answer] = {}
        self._back: list[Task] = []

    def outcomes(self, shares: Iterator[list[Job]], told: Callable[[int], object]) -> Generator[Answer, None, None]:
        """Give what became of shares, in order; None instead if the process that had one was ended."""
        gc.freeze()  # what is there is shared with the processes as long as nobody touches it
        at, tasks = 0, enumerate(shares)
        try:
            while self._give(tasks, at + AHEAD) or self._found:
                self._take(told)
                while at in self._found:
                    yield self._found.pop(at)
                    at += 1
        finally:
            self._end()

    def _give(self, tasks: Iterator[Task], until: int) -> bool:
        """Give shares out as long as fewer than `until` were; say whether any are out."""
        while (self._back or self._given < until) and self._has_room():
            task = self._back.pop() if self._back else next(tasks, None)
            if task is None:
                break
            self._given = max(self._given, task[0] + 1)
            self._freest().give(task)
        return any(hand.tasks for hand in self._hands)

    def _has_room(self) -> bool:
        return len(self._hands) < self._count or any(hand.is_free for hand in self._hands)

    def _freest(self) -> _Hand:
        """Give a process that has nothing to do, a new one if there may be more, else one that takes a second share."""
        hand = min(self._hands, key=lambda hand: (len(hand.tasks), not hand.is_free), default=None)
        if hand is None or (hand.tasks and len(self._hands) < self._count):
            hand = _Hand(self._context, self._make, self._read)
            self._hands.append(hand)
        return hand

    def _take(self, told: Callable[[int], object]) -> None:
        """Wait for what becomes of shares."""
        from multiprocessing.connection import wait

        ready = wait([hand.pipe for hand in self._hands], WAIT)
        for hand in [hand for hand in self._hands if hand.pipe in ready]:
            if (found := hand.take()) is not None:
                self._found[found[0]] = found[1]
            else:
                self._bury(hand)
        told(self._read.value - self._told)
        self._told = self._read.value

    def _bury(self, hand: _Hand) -> None:
        """Note which share a process was at when it was ended; others that it had are given to others."""
        self._hands.remove(hand)
        hand.end()
        if hand.tasks:
            number, share = hand.tasks.popleft()
            self._found[number] = share, None
            self._back += hand.tasks

    def _end(self) -> None:
        """End the processes; a file that one of them is at is left as it was."""
        for hand in self._hands:
            hand.tell_to_end()
        for hand in self._hands:
            hand.end()


class _Hand:
    """A process that converts, and the shares that it was given: the one that it is at, and one that waits."""

    def __init__(self, context: Any, make: Making, read: Any) -> None:
        self.pipe, theirs = context.Pipe()
        self.tasks: deque[Task] = deque()
        self._ahead = True
        self._process = context.Process(target=_work, args=(theirs, make, read), daemon=True)
        with undisturbed():
            self._process.start()
        theirs.close()

    @property
    def is_free(self) -> bool:
        """Whether it may be given a share: one that waits in the pipe must be so small that giving it never waits."""
        return not self.tasks or (len(self.tasks) < 2 and self._ahead)

    def give(self, task: Task) -> None:
        """Give it a share; one that was ended meanwhile is noticed when it should answer."""
        self.tasks.append(task)
        data = dumps(task[1])
        self._ahead = len(data) < PIPED
        with suppress(OSError):
            self.pipe.send_bytes(data)

    def take(self) -> tuple[int, Answer] | None:
        """Give the number of the share that is done, and what became of it; None if the process was ended."""
        try:
            found = loads(self.pipe.recv_bytes())
        except (EOFError, OSError):
            return None
        if isinstance(found, BaseException):
            raise found
        number, share = self.tasks.popleft()
        return number, (share, found)

    def tell_to_end(self) -> None:
        """Tell it to end now."""
        self._process.terminate()

    def end(self) -> None:
        """Wait until it has ended, but not for ever: a read may never return."""
        self._process.join(PATIENCE)
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _context() -> Any:
    """Choose how processes start: as copies of this one where that is safe, since the tables are read then."""
    from multiprocessing import get_context

    return get_context("fork" if sys.platform == "linux" else "spawn")


def _work(pipe: Connection, make: Making, counter: Any) -> None:
    """Convert the shares that come through a pipe, until this process is told to end."""
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it tells it to end
    signal.signal(signal.SIGTERM, _exit)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    Thread(target=_end_with_parent, daemon=True).start()

    def read(descriptor: int, size: int) -> bytes:
        data = os.read(descriptor, size)
        counter.value += len(data)  # without a lock, which a process that is killed would keep: it is only shown
        return data

    worker = make(read)
    while True:
        pipe.send_bytes(dumps(_convert(worker, loads(pipe.recv_bytes()))))


def _exit(*signal_and_frame: object) -> NoReturn:
    """End: what is not whole is discarded on the way out, which another signal must not disturb."""
    signal.signal(signal.SIGTERM, pass_over)
    raise SystemExit(1)


def _convert(worker: Worker, share: list[Job]) -> list[Outcome] | Exception:
    try:
        return [worker.attempt(job) for job in share]
    except Exception as error:  # a fault of uzlat's: told where the run can end
        from traceback import format_exc

        error.add_note(format_exc())
        return error


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
