"""Ending when asked to: SIGTERM lets a stream finish what has come, and a run of files the file it is at."""

from __future__ import annotations

import os
import signal
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


class Terminated(KeyboardInterrupt):
    """SIGTERM came while files were converted: what is not whole is discarded, as after Ctrl-C."""


class Ending:
    """Whether SIGTERM came."""

    def __init__(self) -> None:
        self.told = False

    def __call__(self, *signal_and_frame: object) -> None:
        """Note that it came."""
        self.told = True


ENDING = Ending()


def raise_on_term() -> None:
    """Let SIGTERM end what goes on, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _raise)


def _raise(*signal_and_frame: object) -> NoReturn:
    ENDING.told = True
    raise Terminated


def listening(source: int) -> Callable[[int, int], bytes]:
    """Give what reads a pipe or terminal as os.read does, until SIGTERM comes; then the pipe is at its end.

    So no byte that was read is lost. A regular file is read as it is: what SIGTERM leaves of it is still there.
    """
    if os.name != "posix" or stat.S_ISREG(os.fstat(source).st_mode):
        return os.read
    from select import select

    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGTERM, ENDING)

    def read(descriptor: int, size: int) -> bytes:
        while not ENDING.told:
            if descriptor in select([descriptor, woken], [], [])[0]:
                return os.read(descriptor, size)
            os.read(woken, 64)  # another signal, or the one that told
        return b""

    return read


def end_if_told() -> None:
    """End this process as SIGTERM does, if it came: so who sent it sees that."""
    if ENDING.told:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)
