"""How far a run is: a line on stderr, if that is a terminal and the run takes more than a second."""

from __future__ import annotations

import sys
from time import monotonic

from uzlat.files import Job

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

AFTER = 1.0
"""Seconds after which progress is shown."""


class Meter:
    """Count files and bytes, and show them.

    Args:
        jobs: the files to come.
        shown: whether anything is shown at all.
    """

    def __init__(self, jobs: list[Job], shown: bool) -> None:
        self._shown = shown and sys.stderr is not None and sys.stderr.isatty()
        self._files = len(jobs)
        self._bytes = sum(max(job.size, 0) for job in jobs)
        self._done = 0
        self._read = 0
        self._name = ""
        self._begun = monotonic()
        self._bar: tuple[Progress, TaskID] | None = None

    def read(self, size: int) -> None:
        """Note that so many bytes were read."""
        self._read += size
        if self._shown:
            self._show()

    def done(self, job: Job) -> None:
        """Note that a file is done."""
        self._done += 1
        self._name = job.source

    def _show(self) -> None:
        if self._bar is None and monotonic() - self._begun > AFTER:
            self._bar = self._started()
        if self._bar is not None:
            bar, task = self._bar
            bar.update(task, completed=self._read, files=f"{self._done:,}/{self._files:,}", name=_end(self._name))

    def _started(self) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
        from rich.progress import TransferSpeedColumn as Rate
        from rich.table import Column

        wide = Console(stderr=True).width >= 100
        columns = (
            TextColumn("{task.fields[files]} files"),
            *((BarColumn(), DownloadColumn()) if wide else ()),
            Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", markup=False, table_column=Column(ratio=1, no_wrap=True)),
        )
        bar = Progress(*columns, console=Console(stderr=True), transient=True, expand=True)
        task = bar.add_task("", total=self._bytes or None, files="", name="")
        bar.start()
        return bar, task

    def end(self) -> None:
        """Take what was shown off the screen."""
        if self._bar is not None:
            self._bar[0].stop()


def _end(path: str) -> str:
    """Give the end of a path, which tells files apart; what cannot be shown is escaped."""
    name = path if len(path) <= 24 else f"…{path[-23:]}"
    return name.encode("utf-8", "backslashreplace").decode().replace("\n", "\\n")
