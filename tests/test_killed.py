"""Runs that are killed: each file is whole, old or new, nothing goes on in the dark, and the next run finishes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crowd import (
    LARGE,
    all_new,
    call,
    ended,
    errors,
    members,
    names,
    plant,
    sizes,
    start,
    state,
    states,
    within,
)  # fmt: skip
from uzlat.walk import MANIFEST

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at through /proc")

KILLS = int(os.environ.get("KILLS", "12"))
WAYS = {
    "in place": ("-i",),
    "in place, two processes": ("-i", "-j", "2"),
    "with backups": ("-i", "-j", "2", "--backup"),
    "to a folder": ("-o", "out", "-j", "2"),
}
LINES = sizes()


def is_draft(name: str) -> bool:
    return os.path.basename(name).startswith(".uzlat-") and name.endswith(".tmp")


def check_manifest(folder: Path) -> None:
    """What the manifest says to be done is whole, and of the size that it says."""
    if not (folder / MANIFEST).exists():
        return
    for line in (folder / MANIFEST).read_bytes().splitlines(keepends=True):
        if not line.endswith(b"\n"):
            continue
        told = json.loads(line)
        if told.get("made"):
            data = (folder / told["file"]).read_bytes()
            assert state(data, LINES[told["file"]]) == "new"
            assert int(told["made"].split()[2]) == len(data)


def check_killed(where: Path, way: tuple[str, ...]) -> None:
    """Every file is old or new; nothing is lost."""
    found = states(where / "in", LINES)
    assert set(found) == set(LINES)
    assert set(found.values()) <= ({"old"} if "-o" in way else {"old", "new"})
    if "-o" in way:
        assert set(states(where / "out", LINES).values()) <= {"new"}
        check_manifest(where / "out")
    if "--backup" in way:
        kept = {name: state((where / "in" / f"{name}.bak").read_bytes(), LINES[name]) for name in LINES
                if (where / "in" / f"{name}.bak").exists()}  # fmt: skip
        assert set(kept.values()) <= {"old"}
        assert {name for name, what in found.items() if what == "new"} <= set(kept)


def check_done(where: Path, way: tuple[str, ...]) -> None:
    """Every file is new and nothing else is there."""
    into = where / ("out" if "-o" in way else "in")
    assert all_new(into, LINES)
    assert names(into) == set(LINES) | ({f"{name}.bak" for name in LINES} if "--backup" in way else set())


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_run_that_is_killed_loses_nothing_and_the_next_one_finishes(tmp_path: Path, way: tuple[str, ...]) -> None:
    plant(tmp_path / "kept", LINES)
    whole = 0.0
    for _ in range(1 + max(KILLS // len(WAYS), 1)):
        where = tmp_path / "where"
        shutil.rmtree(where, ignore_errors=True)
        shutil.copytree(tmp_path / "kept", where / "in")
        begun = time.monotonic()
        process = start("convert", "in", *way, cwd=where)
        if whole:
            time.sleep(random.uniform(0.05, whole))
            process.kill()
        ended(process)
        check_killed(where, way)
        whole = whole or time.monotonic() - begun
        assert call("convert", "in", *way, cwd=where)[0] == 0
        check_done(where, way)
        assert within(5, lambda group=process.pid: not members(group))


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 130)])
@pytest.mark.parametrize("way", [("-i",), ("-o", "out")], ids=["in place", "to a folder"])
def test_a_run_that_is_told_to_end_ends_at_once_and_leaves_nothing_half_done(
    tmp_path: Path, way: tuple[str, ...], sent: signal.Signals, code: int, jobs: str
) -> None:
    lines = LINES | {"sub/large.txt": 4 * LARGE}
    plant(tmp_path / "in", lines)
    process = start("convert", "in", *way, "-j", jobs, cwd=tmp_path)
    into = tmp_path / way[-1] if way[-1] == "out" else tmp_path / "in"
    assert within(30, lambda: process.poll() is not None or any(is_draft(name) for name in names(into)))
    time.sleep(random.uniform(0, 0.2))
    os.killpg(process.pid, sent)
    found, told = ended(process)
    assert (found, errors(told)) in [(code, []), (0, [])]
    assert not members(process.pid)
    assert not [name for name in names(into) if is_draft(name)]
    assert not {what for what in states(into, lines).values() if what.startswith("torn")}
    assert call("convert", "in", *way, "-j", jobs, cwd=tmp_path)[0] == 0
    assert all_new(into, lines)


def test_ctrl_c_ends_a_run_that_waits_for_a_pipe(tmp_path: Path) -> None:
    plant(tmp_path, dict.fromkeys(few := [f"{at}.txt" for at in range(10)], 1))
    os.mkfifo(tmp_path / "pipe")
    process = start(*few, "pipe", "-o", "out", "-j", "2", cwd=tmp_path)
    writer = os.open(tmp_path / "pipe", os.O_RDWR)
    assert within(30, (tmp_path / "out" / "9.txt").exists)
    os.killpg(process.pid, signal.SIGINT)
    assert ended(process, 20)[0] == 130
    os.close(writer)
    assert not members(process.pid)
    assert names(tmp_path / "out") <= set(few)


def test_ctrl_c_at_any_moment_tells_no_traceback(tmp_path: Path) -> None:
    plant(tmp_path / "in", dict.fromkeys([f"{at}.txt" for at in range(100)], 50))
    for at in range(8):
        process = start("in", "-o", "out", "-j", "2", "--force", cwd=tmp_path)
        time.sleep(0.15 + at * 0.05)
        os.killpg(process.pid, signal.SIGINT)
        code, told = ended(process)
        assert (code in (0, 130), errors(told), members(process.pid)) == (True, [], [])


def test_a_stream_that_is_told_to_end_writes_what_came(tmp_path: Path) -> None:
    process = start(stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin and process.stdout
    process.stdin.write("Ер\nшаҳ".encode())
    process.stdin.flush()
    assert process.stdout.readline() == b"Yer\n"
    process.terminate()
    assert process.stdout.read() == b"shah"
    assert process.wait(20) == -signal.SIGTERM


def test_a_reader_that_goes_away_ends_the_command(tmp_path: Path) -> None:
    plant(tmp_path, {"a.txt": LARGE})
    process = start("a.txt", cwd=tmp_path, stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.close()
    assert process.wait(20) in (141, -signal.SIGPIPE)
    assert process.stderr and process.stderr.read() == b""


@pytest.mark.parametrize("busy", [True, False], ids=["one that converts", "one that waits"])
@pytest.mark.parametrize("way", [("-i",), ("-o", "out")], ids=["in place", "to a folder"])
def test_a_process_of_a_run_that_is_killed_costs_nothing(tmp_path: Path, way: tuple[str, ...], busy: bool) -> None:
    lines = {f"{at}.txt": 1 + at for at in range(9)} | {"z.txt": 6 * LARGE}
    plant(tmp_path / "in", lines)
    into = tmp_path / "in" if way == ("-i",) else tmp_path / "out"
    process = start("in", *way, "-j", "2", cwd=tmp_path)
    assert within(30, lambda: process.poll() is not None or any(is_draft(name) for name in names(into)))
    time.sleep(0.1)
    others = [pid for pid in members(process.pid) if pid != process.pid]
    if others:
        os.kill((max if busy else min)(others, key=_seconds), signal.SIGKILL)
    code, told = ended(process)
    assert (code, errors(told)) == (0, [])
    assert all_new(into, lines)
    assert names(into) == set(lines)


def _seconds(process: int) -> int:
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(told[11]) + int(told[12])


def test_processes_that_are_killed_again_and_again_are_told(tmp_path: Path) -> None:
    plant(tmp_path / "in", LINES)
    process = start("in", "-o", "out", "-j", "2", cwd=tmp_path)
    for _ in range(12):
        time.sleep(0.05)
        if others := [pid for pid in members(process.pid) if pid != process.pid]:
            os.kill(random.choice(others), signal.SIGKILL)
    code, told = ended(process)
    found = states(tmp_path / "out", LINES)
    assert set(found.values()) == {"new"}
    assert (code, len(errors(told))) == ((2, len(LINES) - len(found)) if len(found) < len(LINES) else (0, 0))
    assert call("in", "-o", "out", cwd=tmp_path)[0] == 0
    assert all_new(tmp_path / "out", LINES)
    assert names(tmp_path / "out") == set(LINES)
