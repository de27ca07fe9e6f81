"""Writing: a file is there as a whole or as it was, with the mode, times and links it had."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from uzlat.draft import draft_of, sweep
from uzlat.files import Job
from uzlat.writing import HELD, ChangedError, Output, Source, back_up, place, rename


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def put(target: Path, data: bytes, source: Path | None = None, **how: object) -> None:
    out = Output(str(target), source.stat() if source else None)
    out.write(data)
    out.keep(**{"sync": True, **how})  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [3, HELD + 3])
def test_a_new_file_has_the_mode_and_times_of_its_source(tmp_path: Path, size: int) -> None:
    source = tmp_path / "private.txt"
    source.write_bytes(b"")
    source.chmod(0o600)
    os.utime(source, (1_000_000_000, 1_100_000_000))
    put(tmp_path / "new" / "out.txt", b"x" * size, source)
    made = tmp_path / "new" / "out.txt"
    assert (made.stat().st_mode & 0o777, made.stat().st_mtime, made.stat().st_size) == (0o600, 1_100_000_000, size)
    assert names(tmp_path / "new") == ["out.txt"]


@pytest.mark.parametrize("size", [3, HELD + 3])
def test_a_file_that_is_replaced_keeps_its_mode_and_a_link_to_it(tmp_path: Path, size: int) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    out = Output(str(link), real.stat())
    out.write(b"n" * size)
    assert real.read_bytes() == b"old"
    out.keep(sync=True)
    assert (real.stat().st_size, real.stat().st_mode & 0o777, link.is_symlink()) == (size, 0o640, True)
    assert names(tmp_path) == ["link.txt", "real.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_a_file_keeps_its_owner_where_the_system_lets(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    os.chown(tmp_path / "a.txt", 1234, 2345)
    put(tmp_path / "a.txt", b"new", tmp_path / "a.txt")
    put(tmp_path / "b.txt", b"new", tmp_path / "a.txt")
    for name in ("a.txt", "b.txt"):
        assert ((tmp_path / name).stat().st_uid, (tmp_path / name).stat().st_gid) == (1234, 2345)


def test_a_name_of_255_bytes_can_be_written(tmp_path: Path) -> None:
    name = "ў" * 125 + ".txt"
    put(tmp_path / name, b"x")
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("size", [3, HELD + 3])
def test_a_discarded_result_leaves_nothing_behind(tmp_path: Path, size: int) -> None:
    out = Output(str(tmp_path / "a.txt"))
    out.write(b"x" * size)
    out.discard()
    assert names(tmp_path) == []


@pytest.mark.parametrize("size", [3, HELD + 3])
def test_the_same_bytes_are_known_to_be_there(tmp_path: Path, size: int) -> None:
    target = tmp_path / "a.txt"
    for there, same in ((b"x" * size, True), (b"y" * size, False), (b"x" * (size - 1), False)):
        target.write_bytes(there)
        out = Output(str(target))
        out.write(b"x" * size)
        assert out.is_there() is same
        out.discard()


def test_a_draft_that_a_run_has_left_is_taken_over(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    Path(draft_of(str(target))).write_bytes(b"left behind, and longer than what is written now")
    put(target, b"new")
    assert (target.read_bytes(), names(tmp_path)) == (b"new", ["a.txt"])


def test_a_draft_that_another_run_writes_is_not_touched(tmp_path: Path) -> None:
    one, other = Output(str(tmp_path / "a.txt")), Output(str(tmp_path / "a.txt"))
    for out in (one, other):
        out.write(b"x" * HELD)
    one.write(b"one")
    with pytest.raises(OSError, match="another uzlat is writing it"):
        other.write(b"other")
    other.discard()
    one.keep(sync=False)
    assert (tmp_path / "a.txt").read_bytes() == b"x" * HELD + b"one"


def test_sweeping_removes_the_drafts_that_nobody_writes(tmp_path: Path) -> None:
    (tmp_path / ".uzlat-left.tmp").write_bytes(b"left")
    (tmp_path / ".uzlat-keep.txt").write_bytes(b"no draft")
    out = Output(str(tmp_path / "a.txt"))
    out.write(b"x" * (HELD + 1))
    sweep(str(tmp_path))
    assert names(tmp_path) == sorted([".uzlat-keep.txt", Path(draft_of(str(tmp_path / "a.txt"))).name])
    out.keep(sync=False)
    assert names(tmp_path) == [".uzlat-keep.txt", "a.txt"]


def test_a_file_with_other_names_is_not_parted_from_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    os.link(tmp_path / "a.txt", tmp_path / "b.txt")
    out = Output(str(tmp_path / "a.txt"))
    out.write(b"new")
    with pytest.raises(OSError, match="it has 2 hard links, which writing would part; convert a copy, or use -o"):
        out.keep(sync=True)
    out.discard()
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "b.txt").read_bytes() == b"old"
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_backup_is_never_written_over(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    for text in (b"1", b"2", b"3"):
        target.write_bytes(text)
        put(target, text * 2, backup=".bak")
        target.unlink()
    found = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    assert found == {"a.txt.bak": b"1", "a.txt.bak1": b"2", "a.txt.bak2": b"3"}


def test_a_backup_that_was_made_before_a_run_was_ended_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    back_up(str(tmp_path / "a.txt"), ".bak")
    put(tmp_path / "a.txt", b"new", backup=".bak")
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == {"a.txt": b"new", "a.txt.bak": b"old"}


@pytest.mark.parametrize("change", ["grown", "replaced", "gone"])
def test_a_source_that_changes_while_it_is_read_stays_as_it_is(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with Source(str(path)) as source:
        out = Output(str(path), source.known)
        out.write(b"new")
        if change == "grown":
            path.write_bytes(b"older")
        else:
            path.rename(tmp_path / "b.txt")
        if change == "replaced":
            path.write_bytes(b"old")
        with pytest.raises(ChangedError, match="it changed while it was read"):
            place(Job(str(path), str(path), over=True), source, out, False, True, "")
        out.discard()
    assert names(tmp_path) == {"grown": ["a.txt"], "replaced": ["a.txt", "b.txt"], "gone": ["b.txt"]}[change]
    assert {file.read_bytes() for file in tmp_path.iterdir()} == {b"older" if change == "grown" else b"old"}


def test_a_new_name_is_given_only_if_it_is_free(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "b.txt").write_bytes(b"b")
    with pytest.raises(FileExistsError, match=r"'.*b.txt' exists, so the file keeps its name"):
        rename(str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    rename(str(tmp_path / "a.txt"), str(tmp_path / "c.txt"))
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == {"b.txt": b"b", "c.txt": b"a"}


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal is made up: root may write every file."""
    (tmp_path / "a.txt").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    out = Output(str(tmp_path / "a.txt"))
    out.write(b"new")
    with pytest.raises(PermissionError):
        out.keep(sync=True)
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert names(tmp_path) == ["a.txt"]
