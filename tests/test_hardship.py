"""Full disks, folders that may not be written, odd names, files that change, pipes: no byte is lost."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crowd import LARGE, NEW, OLD, all_new, call, ended, errors, names, plant, start, states
from uzlat.draft import draft_of
from uzlat.walk import MANIFEST

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts and users are those of Linux")
needs_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root may be bound by modes"
)
BOUND = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner")
"""Runs a command as root for whom the modes of files count."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of 1 MB."""
    where = tmp_path / "small"
    where.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "uzlat", where], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield where
    subprocess.run(["umount", "-l", where], check=True)


FITS = {"a.txt": 100, "b.txt": 200, "c.txt": 300}
TOO_LARGE = {"m.txt": 30_000, "n.txt": 35_000}
BOTH = FITS | TOO_LARGE


def fill(folder: Path) -> Path:
    """Leave no room."""
    with (folder / "ballast").open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(b"x" * 4096)
        except OSError:
            return folder / "ballast"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_disk_that_fills_up_holds_whole_files_and_the_next_run_finishes(
    small: Path, tmp_path: Path, jobs: str
) -> None:
    lines = {f"{at}.txt": 1 + at for at in range(12)} | BOTH | {"z.txt": 3}
    plant(tmp_path / "in", lines)
    code, told = call("in", "-o", "small/out", "-j", jobs, cwd=tmp_path)
    assert (code, len(errors(told))) == (2, 1)
    assert "no space left on device" in errors(told)[0]
    assert states(small / "out", lines) == dict.fromkeys([name for name in lines if name not in errors(told)[0]], "new")
    assert names(small / "out") < set(lines)
    subprocess.run(["mount", "-o", "remount,size=4m", small], check=True)
    assert call("in", "-o", "small/out", "-j", jobs, cwd=tmp_path)[0] == 0
    assert all_new(small / "out", lines)


def test_a_disk_that_is_full_from_the_beginning_is_told(small: Path, tmp_path: Path) -> None:
    plant(tmp_path / "in", FITS)
    ballast = fill(small)
    code, told = call("in", "-o", "small/out", cwd=tmp_path)
    assert code == 2
    assert 1 <= len(errors(told)) <= len(FITS) + 3
    assert names(small) <= {"ballast", f"out/{MANIFEST}"}
    ballast.unlink()
    assert call("in", "-o", "small/out", cwd=tmp_path)[0] == 0
    assert all_new(small / "out", FITS)


@pytest.mark.parametrize("how", [(), ("--backup",), ("-j", "2")], ids=["", "with backups", "two processes"])
def test_in_place_on_a_full_disk_each_file_stays(small: Path, tmp_path: Path, how: tuple[str, ...]) -> None:
    lines = FITS | {"m.txt": 10_000} | {f"{at}.txt": 1 + at for at in range(12)}
    plant(small / "in", lines)
    ballast = fill(small)
    code, told = call("small/in", "-i", *how, cwd=tmp_path)
    assert (code, len(errors(told))) == (2, len(lines))
    assert all(line.endswith("no space left on device; left unchanged") for line in errors(told))
    assert states(small / "in", lines) == dict.fromkeys(lines, "old")
    assert names(small / "in") == set(lines)
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=8m", small], check=True)
    assert call("small/in", "-i", *how, cwd=tmp_path)[0] == 0
    assert all_new(small / "in", lines)


def test_standard_output_on_a_full_disk_is_told_in_one_line(small: Path, tmp_path: Path) -> None:
    plant(tmp_path, TOO_LARGE | {"large.txt": LARGE})
    with (small / "out").open("wb") as out:
        code, told = call("large.txt", cwd=tmp_path, stdout=out)
    assert (code, len(told), "no space left on device" in told[0]) == (2, 1, True)
    with (small / "out").open("wb") as out, (tmp_path / "large.txt").open("rb") as source:
        code, told = call(cwd=tmp_path, stdin=source, stdout=out)
    assert (code, len(told), "no space left on device" in told[0]) == (2, 1, True)


def test_a_file_system_that_may_only_be_read_keeps_its_files(small: Path, tmp_path: Path) -> None:
    plant(small / "in", FITS)
    plant(tmp_path / "own", FITS)
    subprocess.run(["mount", "-o", "remount,ro", small], check=True)
    code, told = call("small/in", "own", "-i", cwd=tmp_path)
    assert (code, len(errors(told))) == (2, len(FITS))
    assert states(small / "in", FITS) == dict.fromkeys(FITS, "old")
    assert all_new(tmp_path / "own", FITS)
    code, told = call("own", "-o", "small/out", cwd=tmp_path)
    assert (code, len(errors(told))) == (2, 1)


@needs_root
@pytest.mark.parametrize("closed", ["file", "folder", "locked folder"])
def test_what_may_not_be_read_or_written_is_told_and_the_others_are_done(tmp_path: Path, closed: str) -> None:
    plant(tmp_path / "in" / "closed", {"x.txt": 2})
    plant(tmp_path / "in", FITS)
    own, within = tmp_path / "in", tmp_path / "in" / "closed"
    os.chown(within, 65534, 65534)
    if closed == "file":
        os.chown(within / "x.txt", 65534, 65534)
        (within / "x.txt").chmod(0o600)
    within.chmod(0o700 if closed == "folder" else 0o755)
    code, told = call("in", "-i", cwd=tmp_path, through=BOUND)
    assert (code, len(errors(told)), "permission denied" in errors(told)[0]) == (2, 1, True)
    assert (all_new(own, FITS), (within / "x.txt").read_bytes()) == (True, OLD * 2)
    assert names(own) == {*FITS, "closed/x.txt"}
    code, told = call("in", "-o", "out", cwd=tmp_path, through=BOUND)
    readable = ["closed/x.txt"] if closed == "locked folder" else []
    assert (code, len(errors(told))) == ((0, 0) if readable else (2, 1))
    assert all_new(tmp_path / "out", FITS)
    assert names(tmp_path / "out") == {*FITS, *readable}


@pytest.mark.parametrize("change", ["append", "replace", "remove"])
@pytest.mark.parametrize("way", [("-i",), ("-o", "out")], ids=["in place", "to a folder"])
def test_a_file_that_changes_while_it_is_converted_loses_nothing(
    tmp_path: Path, way: tuple[str, ...], change: str
) -> None:
    lines = FITS | {"z.txt": 6 * LARGE}
    plant(tmp_path / "in", lines)
    into = tmp_path / "in" if way == ("-i",) else tmp_path / "out"
    large, stop, added = tmp_path / "in" / "z.txt", threading.Event(), []
    (tmp_path / "other").write_bytes(b"other")

    def disturb() -> None:
        while not stop.wait(0.002):
            if change == "append":
                with large.open("ab") as end:
                    end.write(b"+\n")
                added.append(1)

    process = start("in", *way, cwd=tmp_path)
    while process.poll() is None and not os.path.exists(draft_of(str(into / "z.txt"))):
        time.sleep(0.002)
    thread = threading.Thread(target=disturb)
    thread.start()
    if change == "replace":
        os.replace(tmp_path / "other", large)
    elif change == "remove":
        large.unlink()
    code, told = ended(process)
    stop.set()
    thread.join()
    assert (code, len(errors(told))) == (2, 1)
    assert "it changed while it was read; run again when it is at rest" in errors(told)[0]
    left = {"append": OLD * lines["z.txt"] + b"+\n" * len(added), "replace": b"other", "remove": None}[change]
    assert (large.read_bytes() if large.exists() else None) == left
    assert all_new(into, FITS)
    assert names(into) == {*FITS, *(["z.txt"] if way == ("-i",) and change != "remove" else [])}


def test_an_output_that_appears_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    plant(tmp_path, {"z.txt": 6 * LARGE})
    process = start("z.txt", "-o", "out.txt", cwd=tmp_path)
    while process.poll() is None and not os.path.exists(draft_of(str(tmp_path / "out.txt"))):
        time.sleep(0.002)
    (tmp_path / "out.txt").write_bytes(b"mine")
    code, told = ended(process)
    assert (code, len(errors(told)), (tmp_path / "out.txt").read_bytes()) == (2, 1, b"mine")
    assert names(tmp_path) == {"z.txt", "out.txt"}


ODD = ("a\nb.txt", os.fsdecode(b"\xff\xfe.txt"), f"{'n' * 251}.txt", "-i.txt", "--", "\x1b[1m.txt", "ғ" * 127, " ")


@pytest.mark.parametrize("way", [("-i",), ("-o", "../out")], ids=["in place", "to a folder"])
def test_odd_names_loops_pipes_and_sockets_do_no_harm(tmp_path: Path, way: tuple[str, ...]) -> None:
    tree = plant(tmp_path / "in", dict.fromkeys(ODD, 2))
    into = tree if way == ("-i",) else tmp_path / "out"
    (tree / "sub").mkdir()
    (tree / "sub" / "loop").symlink_to("..")
    (tree / "round").symlink_to("round")
    os.mkfifo(tree / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tree / "socket"))
        code, told = call(".", *way, cwd=tree)
    assert (code, errors(told)) == (0, [])
    assert states(into, dict.fromkeys(ODD, 2)) == dict.fromkeys(ODD, "new")
    code, told = call(*way, "-q", "--", *ODD, cwd=tree)
    assert (code, told) == (0, [])
    long = ODD[2]
    (tree / long).write_bytes(OLD)
    code, told = call("-i", "--backup", "--", long, cwd=tree)
    assert (code, len(told), (tree / long).read_bytes()) == (2, 1, OLD)


def test_links_modes_owners_times_and_backups_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    link.symlink_to("real.txt")
    for at in range(3):
        real.write_bytes(OLD * (at + 1))
        real.chmod(0o640)
        os.utime(real, ns=(10**18, 10**18 + 1))
        if os.geteuid() == 0:
            os.chown(real, 1234, 1234)
        before = real.stat()
        assert call("-i", "--backup", "link.txt", cwd=tmp_path) == (0, [])
        now = real.stat()
        assert (now.st_mode, now.st_uid, now.st_gid, now.st_mtime_ns) == (
            before.st_mode, before.st_uid, before.st_gid, before.st_mtime_ns)  # fmt: skip
        assert (link.is_symlink(), real.read_bytes()) == (True, NEW * (at + 1))
    kept = [(tmp_path / name).read_bytes() for name in ("real.txt.bak", "real.txt.bak1", "real.txt.bak2")]
    assert kept == [OLD, OLD * 2, OLD * 3]
    real.write_bytes(OLD)
    os.link(real, tmp_path / "hard.txt")
    code, told = call("-i", "real.txt", cwd=tmp_path)
    assert (code, len(told), "hard links" in told[0], real.read_bytes()) == (2, 1, True, OLD)
