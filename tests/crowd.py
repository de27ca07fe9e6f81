"""Many files, and the command as a process of its own: what tests of runs that meet trouble share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT

OLD = "Ўзбекистон шаҳри\n".encode()
NEW = "Oʻzbekiston shahri\n".encode()
COMMAND = (sys.executable, "-m", "uzlat")
LARGE = 100_000
"""Lines of a file of 3 MB, for which drafts are begun on the disk."""


def sizes(files: int = 120, large: int = LARGE) -> dict[str, int]:
    """Name files, each with how many lines it has: no two have as many, so none is taken for another."""
    named = {f"{'sub/' * (at % 3 == 0)}{at:03}.txt": 1 + at // 2 * 3 + at % 2 for at in range(files)}
    return named | {"sub/large.txt": large} if large else named


def plant(folder: Path, lines: dict[str, int]) -> Path:
    """Make the files."""
    for name, many in lines.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(OLD * many)
    return folder


def state(data: bytes, lines: int) -> str:
    """Say whether bytes are those of a file before or after; anything else is "torn"."""
    return {OLD * lines: "old", NEW * lines: "new"}.get(data, f"torn: {len(data)} bytes")


def states(folder: Path, lines: dict[str, int]) -> dict[str, str]:
    """Say what each file is; those that are not there are left out."""
    return {name: state((folder / name).read_bytes(), many) for name, many in lines.items() if (folder / name).exists()}


def all_new(folder: Path, lines: dict[str, int]) -> bool:
    """Say whether every file is there and converted."""
    return states(folder, lines) == dict.fromkeys(lines, "new")


def names(folder: Path) -> set[str]:
    """List the files below a folder, hidden ones too, but for the manifest."""
    below = {os.path.relpath(os.path.join(at, name), folder) for at, _, found in os.walk(folder) for name in found}
    return below - {".uzlat-manifest.jsonl"}


def start(*args: str, through: tuple[str, ...] = (), **how: object) -> subprocess.Popen[bytes]:
    """Start the command as the first process of a group; `through` is a program that runs it."""
    extra = {"stderr": subprocess.PIPE, "start_new_session": True, "env": os.environ | {"PYTHONPATH": str(ROOT)}, **how}
    return subprocess.Popen([*through, *COMMAND, *args], **extra)  # type: ignore[call-overload,no-any-return]


def call(*args: str, through: tuple[str, ...] = (), **how: object) -> tuple[int, list[str]]:
    """Run the command to its end; give its exit code and the lines on stderr."""
    return ended(start(*args, through=through, **how))


def ended(process: subprocess.Popen[bytes], patience: float = 60) -> tuple[int, list[str]]:
    """Wait for a process; give its exit code and the lines on stderr; none may be a traceback."""
    try:
        told = process.communicate(timeout=patience)[1] or b""
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    lines = told.decode("utf-8", "backslashreplace").split("\n")[:-1]
    assert all(line.startswith("uzlat: ") for line in lines), told.decode()
    return process.returncode, lines


def errors(lines: list[str]) -> list[str]:
    """Give the lines that tell of trouble."""
    return [line for line in lines if line.startswith("uzlat: error: ")]


def within(seconds: float, true: Callable[[], object]) -> bool:
    """Wait until something is true; say whether it was in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def members(group: int) -> list[int]:
    """List the processes of a group that have not ended."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            told = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[2]) == group and told[0] not in "ZX":
            found.append(int(name))
    return found
