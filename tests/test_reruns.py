"""Runs that meet, and runs after others: what is there is known, and what is not ours is never written over."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest

from tests.crowd import LARGE, all_new, call, ended, errors, names, plant, start, state, states
from uzlat.walk import MANIFEST

FITS = {"a.txt": 100, "b.txt": 200, "c.txt": 300}


@pytest.mark.parametrize("way", [("-i",), ("-i", "--backup"), ("-o", "out")], ids=["in place", "backups", "folder"])
def test_two_runs_at_once_lose_nothing(tmp_path: Path, way: tuple[str, ...]) -> None:
    lines = {f"{at}.txt": 1 + at for at in range(60)} | {"large.txt": LARGE}
    for _ in range(3):
        shutil.rmtree(tmp_path / "in", ignore_errors=True)
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        plant(tmp_path / "in", lines)
        into = tmp_path / "in" if way[0] == "-i" else tmp_path / "out"
        one = start("in", *way, "-j", "2", cwd=tmp_path)
        time.sleep(random.uniform(0, 0.3))
        other = start("in", *way, cwd=tmp_path)
        for process in (one, other):
            code, told = ended(process)
            assert code == (2 if errors(told) else 0)
            assert len(errors(told)) == len(set(errors(told))) <= len(lines)
        assert "torn" not in str(states(into, lines))
        assert call("in", *way, cwd=tmp_path)[0] == 0
        assert all_new(into, lines)
        backups = {name for name in names(into) if ".bak" in name}
        assert names(into) - backups == set(lines)
        for name in lines if "--backup" in way else ():
            assert state((into / f"{name}.bak").read_bytes(), lines[name]) == "old"


def test_a_result_that_was_edited_or_is_not_ours_is_never_written_over(tmp_path: Path) -> None:
    plant(tmp_path / "in", FITS)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_bytes(b"not ours")
    for _ in range(3):
        code, told = call("in", "-o", "out", cwd=tmp_path)
        assert (code, len(errors(told))) == (2, 1)
        assert (tmp_path / "out" / "a.txt").read_bytes() == b"not ours"
    assert call("in", "-o", "out", "--force", cwd=tmp_path)[0] == 0
    assert all_new(tmp_path / "out", FITS)
    (tmp_path / "out" / "b.txt").write_bytes(b"edited")
    for style in ((), ("--style", "press"), ()):
        code, told = call("in", "-o", "out", *style, cwd=tmp_path)
        assert (code, len(errors(told))) == (2, 1)
        assert (tmp_path / "out" / "b.txt").read_bytes() == b"edited"
    assert call("in", "-o", "out", "--force", cwd=tmp_path)[0] == 0
    assert all_new(tmp_path / "out", FITS)


def test_a_manifest_that_is_damaged_costs_work_and_nothing_else(tmp_path: Path) -> None:
    plant(tmp_path / "in", FITS)
    assert call("in", "-o", "out", cwd=tmp_path)[0] == 0
    manifest = tmp_path / "out" / MANIFEST
    whole = manifest.read_bytes()
    damage = [
        b"\0" * 99,
        b"[" * 100_000,
        b'{"file": 3}',
        b'{"file": "a.txt", "made": 7}',
        b"\xff",
        b'{"file": {}}',
        b"7",
    ]
    for left in (whole[:-20], b"", b"\n".join([*damage, whole]), whole + b"\n".join(damage), b"\n".join(damage)):
        manifest.write_bytes(left)
        assert call("in", "-o", "out", cwd=tmp_path)[0] == 0
        assert all_new(tmp_path / "out", FITS)
        code, told = call("in", "-o", "out", cwd=tmp_path)
        assert (code, "3 up to date" in told[-1]) == (0, True)


def test_what_is_deleted_or_changed_is_done_again(tmp_path: Path) -> None:
    plant(tmp_path / "in", FITS)
    assert call("in", "-o", "out", cwd=tmp_path)[0] == 0
    (tmp_path / "out" / "a.txt").unlink()
    assert "1 converted, 2 up to date" in call("in", "-o", "out", cwd=tmp_path)[1][-1]
    lines = FITS | {"b.txt": 201}
    plant(tmp_path / "in", {"b.txt": 201})
    assert "1 converted, 2 up to date" in call("in", "-o", "out", cwd=tmp_path)[1][-1]
    assert all_new(tmp_path / "out", lines)
    assert "3 converted" in call("in", "-o", "out", "--style", "press", cwd=tmp_path)[1][-1]
    assert states(tmp_path / "out", lines)["a.txt"].startswith("torn")  # other letters
    assert "3 converted" in call("in", "-o", "out", cwd=tmp_path)[1][-1]
    assert all_new(tmp_path / "out", lines)
    assert "3 converted" in call("in", "-o", "out", "--force", cwd=tmp_path)[1][-1]
