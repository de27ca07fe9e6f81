"""Plans: where results go, and what is refused before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from uzlat.files import Job, PlanError, Planner, apart


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("in/a.txt", "in/sub/b.md", "in/sub/c.png", "in/.hidden/d.txt", "in/.e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("салом", encoding="utf-8")
    return tmp_path


def plan(sources: list[str], output: str | None, in_place: bool, **options: bool) -> list[Job]:
    """Plan, without what is known of each file."""
    return [job._replace(size=-1, mtime=-1) for job in Planner().plan(sources, output, in_place, **options)]


def test_nothing_named_is_standard_input_to_standard_output() -> None:
    assert plan([], None, False) == [Job("-", None)]
    assert plan(["a", "b"], None, False) == [Job("a", None), Job("b", None)]
    assert plan(["a"], "-", False) == [Job("a", None)]


def test_a_folder_is_mirrored_and_what_is_in_no_format_is_copied(tree: Path) -> None:
    folder, out = str(tree / "in"), str(tree / "out")
    assert plan([folder], out, False) == [
        Job(f"{folder}/a.txt", f"{out}/a.txt", below="a.txt", found=True),
        Job(f"{folder}/sub/b.md", f"{out}/sub/b.md", below="sub/b.md", found=True),
        Job(f"{folder}/sub/c.png", f"{out}/sub/c.png", "copy", "sub/c.png", found=True),
    ]


@pytest.mark.parametrize("options", [{"in_place": True}, {"in_place": False, "checking": True}])
def test_in_place_and_checking_leave_what_is_in_no_format(tree: Path, options: dict[str, bool]) -> None:
    folder = str(tree / "in")
    assert plan([folder], None, **options) == [
        Job(f"{folder}/a.txt", f"{folder}/a.txt", below="a.txt", over=True, found=True),
        Job(f"{folder}/sub/b.md", f"{folder}/sub/b.md", below="sub/b.md", over=True, found=True),
        Job(f"{folder}/sub/c.png", f"{folder}/sub/c.png", "leave", "sub/c.png", over=True, found=True),
    ]


def test_what_is_known_of_files_comes_with_them(tree: Path) -> None:
    known = (tree / "in" / "a.txt").stat()
    for sources, found in (([str(tree / "in")], True), ([str(tree / "in" / "a.txt"), "b"], False)):
        job = next(iter(Planner().plan(sources, str(tree / "out"), False)))
        assert (job.size, job.mtime, job.found) == (known.st_size, known.st_mtime_ns, found)


def test_several_files_go_into_a_folder() -> None:
    found = plan(["x/a", "y/b"], "out", False)
    assert found == [Job("x/a", "out/a", below="a"), Job("y/b", "out/b", below="b")]


@pytest.mark.parametrize(
    ("sources", "output", "in_place", "told"),
    [
        (["in"], None, False, "'in' is a folder; say where to write"),
        (["in"], "in/out", False, "lies inside 'in'"),
        (["a"], "b", True, "-i and -o exclude each other"),
        (["a"], "", False, "-o needs the name"),
        ([], None, True, "-i needs files"),
        (["-", "a"], "out", False, "standard input needs a file"),
        (["x/a", "y/a"], "out", False, "'x/a' and 'y/a' would both become 'out/a'"),
        (["x/b", "out/b"], "out", False, "'x/b' and 'out/b' would both become 'out/b'"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    tree: Path, monkeypatch: pytest.MonkeyPatch, sources: list[str], output: str | None, in_place: bool, told: str
) -> None:
    monkeypatch.chdir(tree)
    with pytest.raises(PlanError, match=told):
        apart(plan(sources, output, in_place))


def test_an_output_that_another_job_reads_is_refused() -> None:
    with pytest.raises(PlanError, match=r"'x/b' would be written over 'out/b'; nothing was converted"):
        apart([Job("x/b", "out/b"), Job("out/b", "out/c/b")])


def test_a_file_named_twice_is_converted_once() -> None:
    assert apart(plan(["a.txt", "a.txt"], None, True)) == [Job("a.txt", "a.txt", over=True)]


def test_a_new_name_that_is_taken_is_refused_before_anything_is_written(tree: Path) -> None:
    (tree / "in" / "Yangi.txt").touch()
    job = Job(str(tree / "in" / "a.txt"), str(tree / "in" / "Yangi.txt"), over=True)
    with pytest.raises(PlanError, match=r"cannot become '.*Yangi.txt', which exists; nothing was converted"):
        apart([job])
