"""The log of a run without anybody at the screen: JSON lines, each with the time, added to a file."""

from __future__ import annotations

import json
import os

from uzlat.outcome import SCHEMA
from uzlat.report import escaped
from uzlat.stream import write_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Log:
    """A file to which lines are added, each in one call: so several runs can share it.

    Args:
        path: the file; made if it is not there.

    Raises:
        OSError: if it cannot be written.
    """

    def __init__(self, path: str) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)

    def write(self, told: dict[str, Any]) -> None:
        """Add an object; the time and the schema are put before what it holds."""
        from datetime import UTC, datetime

        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "schema": SCHEMA} | told, ensure_ascii=False)
        write_all(self._descriptor, f"{escaped(line)}\n".encode())
