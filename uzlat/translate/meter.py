"""How far a translation is: a line on stderr with the rate and the time that remains, if that is a terminal."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING

from uzlat.progress import AFTER

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Meter:
    """Count the characters of segments that are done.

    Args:
        name: of the file.
        total: characters of all its segments.
        shown: whether anything is shown at all.
    """

    def __init__(self, name: str, total: int, shown: bool) -> None:
        self._shown = shown and sys.stderr is not None and sys.stderr.isatty()
        self._name, self._total = name, total
        self._done = 0
        self._begun = monotonic()
        self._bar: tuple[Progress, TaskID] | None = None

    def add(self, size: int) -> None:
        """Note that so many characters are done."""
        self._done += size
        if not self._shown:
            return
        if self._bar is None and monotonic() - self._begun > AFTER:
            self._bar = self._started()
        if self._bar is not None:
            self._bar[0].update(self._bar[1], completed=self._done, rate=self._rate())

    def _rate(self) -> str:
        return f"{self._done / max(monotonic() - self._begun, 0.001):,.0f} characters/s"

    def _started(self) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
        from rich.table import Column

        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}", markup=False, table_column=Column(ratio=1, no_wrap=True)),
            *((BarColumn(),) if console.width >= 100 else ()),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        bar = Progress(*columns, console=console, transient=True, expand=True)
        task = bar.add_task(self._name, total=self._total or None, rate="")
        bar.start()
        return bar, task

    def end(self) -> None:
        """Take what was shown off the screen."""
        if self._bar is not None:
            self._bar[0].stop()
            self._bar = None
