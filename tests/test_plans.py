"""Plans and drafts: where results go, and that a file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from uzlat.files import Draft, Job, PlanError, plan, walk
from uzlat.stream import whole_lines, write_all


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("in/a.txt", "in/sub/b.md", "in/sub/c.png", "in/.hidden/d.txt", "in/.e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("салом", encoding="utf-8")
    return tmp_path


def test_nothing_named_is_standard_input_to_standard_output() -> None:
    assert plan([], None, False) == [Job("-", None)]
    assert plan(["a", "b"], None, False) == [Job("a", None), Job("b", None)]
    assert plan(["a"], "-", False) == [Job("a", None)]


def test_a_folder_is_mirrored_and_what_is_no_prose_is_copied(tree: Path) -> None:
    folder, out = str(tree / "in"), str(tree / "out")
    assert plan([folder], out, False) == [
        Job(f"{folder}/a.txt", f"{out}/a.txt"),
        Job(f"{folder}/sub/b.md", f"{out}/sub/b.md"),
        Job(f"{folder}/sub/c.png", f"{out}/sub/c.png", copy=True),
    ]


def test_in_place_takes_the_prose_of_a_folder(tree: Path) -> None:
    folder = str(tree / "in")
    assert plan([folder], None, True) == [
        Job(f"{folder}/a.txt", f"{folder}/a.txt", over=True),
        Job(f"{folder}/sub/b.md", f"{folder}/sub/b.md", over=True),
    ]


def test_several_files_go_into_a_folder() -> None:
    assert plan(["x/a", "y/b"], "out", False) == [Job("x/a", "out/a"), Job("y/b", "out/b")]


@pytest.mark.parametrize(
    ("sources", "output", "in_place", "told"),
    [
        (["in"], None, False, "'in' is a folder; say where to write"),
        (["in"], "in/out", False, "lies inside 'in'"),
        (["a"], "b", True, "-i and -o exclude each other"),
        ([], None, True, "-i needs files"),
        (["-", "a"], "out", False, "standard input needs a file"),
        (["x/a", "y/a"], "out", False, "'x/a' and 'y/a' would both be written to 'out/a'"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    tree: Path, monkeypatch: pytest.MonkeyPatch, sources: list[str], output: str | None, in_place: bool, told: str
) -> None:
    monkeypatch.chdir(tree)
    with pytest.raises(PlanError, match=told):
        plan(sources, output, in_place)


def test_walking_passes_over_links_and_tells_of_folders_it_may_not_read(tree: Path) -> None:
    outside = tree / "outside.txt"
    outside.write_text("салом", encoding="utf-8")
    (tree / "in" / "link.txt").symlink_to(outside)
    assert "link.txt" not in [Path(path).name for path in walk(str(tree / "in"))]
    with pytest.raises(OSError, match="No such file"):
        list(walk(str(tree / "gone")))


def test_a_new_file_is_no_more_open_than_its_source(tmp_path: Path) -> None:
    (tmp_path / "private.txt").touch(0o600)
    draft = Draft(str(tmp_path / "out.txt"), str(tmp_path / "private.txt"))
    draft.keep()
    assert (tmp_path / "out.txt").stat().st_mode & 0o777 == 0o600


def test_a_name_of_255_bytes_can_be_written(tmp_path: Path) -> None:
    name = "ў" * 125 + ".txt"
    Draft(str(tmp_path / name)).keep()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_walking_passes_over_hidden_files_and_pipes(tree: Path) -> None:
    os.mkfifo(tree / "in" / "pipe")
    assert [Path(path).name for path in walk(str(tree / "in"))] == ["a.txt", "b.md", "c.png"]


def test_a_draft_keeps_the_mode_and_follows_links(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    draft = Draft(str(link))
    write_all(draft.descriptor, b"new")
    assert real.read_bytes() == b"old"
    draft.keep()
    assert (real.read_bytes(), real.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "real.txt"]


def test_a_discarded_draft_leaves_nothing_behind(tmp_path: Path) -> None:
    draft = Draft(str(tmp_path / "a.txt"))
    write_all(draft.descriptor, b"half")
    draft.discard()
    assert list(tmp_path.iterdir()) == []


def test_whole_lines_are_given_as_soon_as_they_are_there() -> None:
    pieces = iter([b"a", b"b\nc\nd", b"\n", b"e", b""])
    assert list(whole_lines(lambda size: next(pieces))) == [b"ab\nc\n", b"d\n", b"e"]
