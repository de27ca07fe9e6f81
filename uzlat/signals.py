"""Ending when asked to: SIGTERM lets a stream finish what has come, and a run of files the file it is at."""

from __future__ import annotations

import os
import stat
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


class Terminated(KeyboardInterrupt):
    """SIGTERM came while files were converted: what is not whole is discarded, as after Ctrl-C."""


PATIENCE = 0.5
"""Seconds after which another SIGTERM is meant: `timeout` sends two at once."""


class Ending:
    """Whether SIGTERM came."""

    def __init__(self) -> None:
        self.told = False
        self._since = 0.0

    def __call__(self, *signal_and_frame: object) -> None:
        """Note that it came; if it comes again later, end at once: what was begun takes too long, or nobody reads."""
        if self.told and monotonic() - self._since > PATIENCE:
            end_if_told()
        if not self.told:
            self.told, self._since = True, monotonic()


ENDING = Ending()


def end_with_reader() -> None:
    """Let the end of who reads stdout end this process as well, silently, as it does with other filters."""
    import signal

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def raise_on_term() -> None:
    """Let SIGTERM end what goes on as Ctrl-C does, and the end of a reader of messages end nothing."""
    import signal

    signal.signal(signal.SIGTERM, _raise)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _raise(*signal_and_frame: object) -> NoReturn:
    import signal

    signal.signal(signal.SIGTERM, pass_over)  # what is discarded now must not be disturbed
    ENDING.told = True
    raise Terminated


def pass_over(*signal_and_frame: object) -> None:
    """Do nothing: with SIG_IGN, Python complains of a signal that came a moment before."""


def listening(source: int) -> Callable[[int, int], bytes]:
    """Give what reads a pipe or terminal as os.read does, until SIGTERM comes; then the pipe is at its end.

    So no byte that was read is lost. A regular file is read as it is: what SIGTERM leaves of it is still there.
    """
    if os.name != "posix" or stat.S_ISREG(os.fstat(source).st_mode):
        return os.read
    import signal
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
        import signal

        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)
