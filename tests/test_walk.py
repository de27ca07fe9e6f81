"""The walk over a folder: which files are meant, in what order, and what is told of the rest."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uzlat.walk import Filter, Found, PatternError, walk

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
not_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def plant(root: Path, *names: str, **ignoring: str) -> Path:
    """Make files; `ignoring` gives the text of ignore files by name, "git" or "uzlat"."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"salom")
    for kind, text in ignoring.items():
        (root / f".{kind}ignore").write_text(text, encoding="utf-8")
    return root


def met(root: Path, **only: object) -> list[str]:
    """Walk without trouble; give the paths below."""
    troubles: list[tuple[str, str]] = []
    found = [
        one.relative
        for one in walk(str(root), Filter(**only), lambda *told: troubles.append(told))  # type: ignore[arg-type]
    ]
    assert troubles == []
    return found


def test_files_come_by_name_before_the_subfolders_by_name(tmp_path: Path) -> None:
    plant(tmp_path, "b/x", "b.txt", "a/z/1", "a/y", "c", "a.txt")
    assert met(tmp_path) == ["a.txt", "b.txt", "c", "a/y", "a/z/1", "b/x"]


def test_a_file_is_named_as_the_folder_was_and_has_its_size_and_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "in/sub/a.txt")
    os.utime(tmp_path / "in/sub/a.txt", ns=(1, 1_234_567_890_123_456_789))
    monkeypatch.chdir(tmp_path)
    for given_as in ("in", "in/", "./in", ".", str(tmp_path / "in")):
        (found,) = walk(given_as)
        assert found == Found(os.path.join(given_as, found.relative), found.relative, 5, 1_234_567_890_123_456_789)
    assert [one.relative for one in walk("in")] == [os.path.join("sub", "a.txt")]


def test_hidden_files_need_asking_for_and_some_are_never_given(tmp_path: Path) -> None:
    own = (".uzlat-manifest.jsonl", ".uzlat-abc.tmp", "sub/.uzlat-1.tmp", ".git/config", ".svn/entries", ".hg/store")
    plant(tmp_path, "a", ".b", ".c/d", "sub/.e", ".uzlat-kept.txt", *own)
    assert met(tmp_path) == ["a"]
    assert met(tmp_path, hidden=True) == [".b", ".uzlat-kept.txt", "a", ".c/d", "sub/.e"]


def test_links_are_passed_over_but_the_folder_may_be_one(tmp_path: Path) -> None:
    plant(tmp_path, "in/a", "outside")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/link").symlink_to(tmp_path / "outside")
    (tmp_path / "in/broken").symlink_to("nowhere")
    (tmp_path / "way").symlink_to("in")
    assert met(tmp_path / "way") == ["a"]


def test_what_is_no_file_is_told_and_the_walk_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a", "z")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    told: list[tuple[str, str]] = []
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("sock")
        found = list(walk(".", Filter(), lambda *trouble: told.append(trouble)))
    assert [one.path for one in found] == ["./a", "./z"]
    assert [path for path, _ in told] == ["./pipe", "./sock"]
    assert all("not a regular file" in why for _, why in told)
    assert met(tmp_path, exclude=("pipe", "sock")) == ["a", "z"], "what is not meant is not told of either"


def test_a_trouble_is_written_to_stderr_if_nobody_else_wants_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pi\npe")
    assert list(walk(str(tmp_path))) == []
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_and_a_file_that_vanish_are_told(tmp_path: Path) -> None:
    plant(tmp_path, "a", "b", "sub/c", "tail/d")
    told: list[tuple[str, str]] = []
    found = []
    for one in walk(str(tmp_path), Filter(), lambda *trouble: told.append(trouble)):
        found.append(one.relative)
        if one.relative == "a":
            (tmp_path / "b").unlink()
            shutil.rmtree(tmp_path / "sub")
    assert found == ["a", "tail/d"]
    assert told == [(str(tmp_path / name), "no such file or directory") for name in ("b", "sub")]


@not_root
def test_a_folder_and_an_ignore_file_that_may_not_be_read_are_told(tmp_path: Path) -> None:
    plant(tmp_path, "a", "sub/b", git="a\n")
    (tmp_path / "sub").chmod(0)
    (tmp_path / ".gitignore").chmod(0)
    told: list[tuple[str, str]] = []
    found = [one.relative for one in walk(str(tmp_path), Filter(), lambda *trouble: told.append(trouble))]
    (tmp_path / "sub").chmod(0o700)
    assert found == ["a"]
    assert told == [
        (str(tmp_path / ".gitignore"), "permission denied; its patterns are not applied"),
        (str(tmp_path / "sub"), "permission denied"),
    ]


def test_a_folder_that_is_not_there_or_is_a_file_is_refused_at_once(tmp_path: Path) -> None:
    plant(tmp_path, "file")
    with pytest.raises(FileNotFoundError):
        walk(str(tmp_path / "gone"))
    with pytest.raises(NotADirectoryError):
        walk(str(tmp_path / "file"))


def test_any_name_is_walked_and_matched(tmp_path: Path) -> None:
    names = [b"a\nb.txt", b"bad-\xff.txt", b"tail\n", b"tail", b" ", b"x" * 251 + b".txt", b"new\nline/c.txt"]
    for name in map(os.fsdecode, names):
        plant(tmp_path, name)
    assert {os.fsencode(name) for name in met(tmp_path)} == set(names)
    assert len(met(tmp_path, glob=("*.txt",))) == 4
    assert os.fsencode(met(tmp_path, glob=("tail*",), exclude=("tail",))[0]) == b"tail\n"
    plant(tmp_path).joinpath(".gitignore").write_bytes(b"bad-\xff*\n")
    assert set(names) - {os.fsencode(name) for name in met(tmp_path)} == {b"bad-\xff.txt"}


@pytest.mark.parametrize(
    ("glob", "found"),
    [
        (("*.md",), ["a.md", "docs/b.md", "docs/old/c.md"]),
        (("docs/*.md",), ["docs/b.md"]),
        (("/*.md",), ["a.md"]),
        (("docs",), ["docs/b.md", "docs/b.txt", "docs/old/c.md"]),
        (("docs/old/",), ["docs/old/c.md"]),
        (("a.*/",), []),
        (("**/c.md", "a.txt"), ["a.txt", "docs/old/c.md"]),
        (("!*.md",), ["a.txt", "docs/b.txt"]),
        (("*.md", "!old/"), ["a.md", "docs/b.md"]),
        (("*.m[cd]", "!b.*"), ["a.md", "docs/old/c.md"]),
    ],
)
def test_a_glob_names_files_at_any_depth_or_below_the_folder(
    tmp_path: Path, glob: tuple[str, ...], found: list[str]
) -> None:
    plant(tmp_path, "a.md", "a.txt", "docs/b.md", "docs/b.txt", "docs/old/c.md")
    assert met(tmp_path, glob=glob) == found


def test_what_is_excluded_is_out_and_wins_over_globs_and_ignore_files(tmp_path: Path) -> None:
    plant(tmp_path, "a.md", "b.md", "old/c.md", "sub/old/d.md", git="!a.md\nb.md\n")
    assert met(tmp_path, glob=("*.md",), exclude=("a.md", "old/")) == []
    assert met(tmp_path, exclude=("sub/old", "a.md")) == ["old/c.md"]
    assert met(tmp_path, exclude=("!b.md",)) == ["a.md", "b.md", "old/c.md", "sub/old/d.md"]


@pytest.mark.parametrize("pattern", ["[z-a]", "x\\", "[[:alpha:]]", "!"])
def test_a_pattern_that_cannot_be_read_is_refused_in_an_option_and_told_in_a_file(tmp_path: Path, pattern: str) -> None:
    for only in (Filter(glob=(pattern,)), Filter(exclude=(pattern,))):
        with pytest.raises(PatternError) as refused:
            walk(str(tmp_path), only)
        assert str(refused.value) == f"'{pattern}' is no pattern; nothing was read"
    plant(tmp_path, "a", "b", ".git/HEAD", git=f"a\n{pattern}\n")
    told: list[tuple[str, str]] = []
    found = [one.relative for one in walk(str(tmp_path), Filter(), lambda *trouble: told.append(trouble))]
    assert found == ["b"]
    assert told == [(str(tmp_path / ".gitignore"), f"'{pattern}' is no pattern; that line is not applied")]


def test_ignore_files_are_respected_unless_told_not_to(tmp_path: Path) -> None:
    plant(tmp_path, "a.log", "b.txt", "build/c.txt", git="\ufeff*.log\r\n# built\r\nbuild/\r\n")
    assert met(tmp_path) == ["b.txt"]
    assert met(tmp_path, ignore=False) == ["a.log", "b.txt", "build/c.txt"]


def test_the_own_ignore_file_is_stronger_and_the_deeper_one_strongest(tmp_path: Path) -> None:
    plant(tmp_path, "a", "b", "sub/a", "sub/b", git="a\nb\n", uzlat="!a\n")
    assert met(tmp_path) == ["a", "sub/a"]
    plant(tmp_path / "sub", git="!b\na\n")
    assert met(tmp_path) == ["a", "sub/b"]


def test_a_folder_inside_a_repository_obeys_the_ignore_files_above(tmp_path: Path) -> None:
    plant(tmp_path, "repo/.git/info/x", "repo/docs/in/a", "repo/docs/in/b", "repo/docs/in/c", "repo/docs/in/d")
    plant(tmp_path, git="d\n")  # above the repository: not meant
    plant(tmp_path / "repo", git="/docs/in/a\n/b\n")
    plant(tmp_path / "repo/docs", uzlat="in/b\n")
    (tmp_path / "repo/.git/info/exclude").write_text("c\n", encoding="utf-8")
    assert met(tmp_path / "repo/docs/in") == ["d"]
    (tmp_path / "way").symlink_to("repo/docs/in")
    assert met(tmp_path / "way") == ["d"]
    shutil.rmtree(tmp_path / "repo/.git")
    assert met(tmp_path / "repo/docs/in") == ["a", "b", "c", "d"]


def test_a_folder_that_is_named_is_walked_even_if_it_is_ignored(tmp_path: Path) -> None:
    plant(tmp_path, ".git/HEAD", "build/a.txt", "build/a.log", git="/build/\n*.log\n")
    assert met(tmp_path) == []
    assert met(tmp_path / "build") == ["a.txt"]


def test_a_folder_without_patterns_does_not_load_their_reader(tmp_path: Path) -> None:
    plant(tmp_path, "a")
    code = "import sys; from uzlat.walk import walk; print(len(list(walk(sys.argv[1]))), 'pathspec' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "1 False\n"


def listed_by_git(root: Path) -> set[str]:
    """Ask git which files are not ignored; whoever runs the tests may have settings of their own."""
    settings = ["-c", "core.excludesFile=", "-c", "core.quotePath=false"]
    command = ["git", "-C", str(root), *settings, "ls-files", "-z", "-co", "--exclude-standard"]
    done = subprocess.run(command, capture_output=True, check=True)
    return {os.fsdecode(name) for name in done.stdout.split(b"\0") if name}


def as_repository(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q", "--template=", str(root)], capture_output=True, check=True)
    return root


KINDS = """\
# comment
\\#literal
\\!literal

*.log
!keep.log
build/
/anchored
dist
!dist/
docs/*.txt
docs/**/deep
**/any/where
tail/**
!tail/kept
/*/second
one?two
set[0-9].txt
not[!a-c].txt
not[^x]y
lead*
*.tr*l
space\\ \u0020
trimmed  \u0020
star\\*
\u0020front
double//slash
/wild/**/x/**/y
back\\\\slash
ўзбек*
dir/only/
given.txt
!/way/back
[]]z
a**b
"""
NAMES = """\
#literal !literal a.log keep.log sub/keep.log build/a sub/build/b sub2/build anchored sub/anchored dist/a sub/dist/b
docs/a.txt docs/b/a.txt docs/deep docs/b/deep docs/b/c/deep/f any/where x/any/where/f y/any tail/a tail/kept tail/b/kept
d/second d/e/second second one-two oneXtwo one/two set1.txt setx.txt notd.txt nota.txt notzy not/y leader sub/lead/x
a.trial star* starx double/slash wild/x/y wild/a/b/x/c/y wild/y back\\slash ўзбекча.txt sub/ўзбек/a dir/only/x
x/dir/only/y dir2/only way/back/given.txt ]z aXb a/x/b plain.txt sub/plain.txt"""


@needs_git
def test_every_kind_of_pattern_means_what_it_means_to_git(tmp_path: Path) -> None:
    root = plant(as_repository(tmp_path / "repo"), *NAMES.split(), "space ", "trimmed", " front", "front", git=KINDS)
    plant(root / "sub", git="!*.log\nplain.txt\n!lead\n")
    (root / ".git/info").mkdir()
    (root / ".git/info/exclude").write_text("leader\nsecond\n!dist\n", encoding="utf-8")
    expected = listed_by_git(root)
    assert set(met(root, hidden=True)) == expected
    assert 20 < len(expected) < len(NAMES.split()) - 20
    for folder in ("sub", "docs", "dir", "x"):
        assert set(met(root / folder, hidden=True)) == listed_by_git(root / folder)


PARTS = st.sampled_from(["a", "b", "ab", "b.a", "*", "**", "?", "*a", "a*", "*.a", "[ab]", "[!a]", "a?", "\\a"])
LINES = st.builds(
    lambda no, root, parts, end: no + root + "/".join(parts) + end,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(PARTS, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", " "]),
)
IGNORING = st.lists(LINES, max_size=4).map("\n".join)
PATHS = st.lists(st.lists(st.sampled_from(["a", "b", "ab", "b.a"]), min_size=1, max_size=3), min_size=1, max_size=12)


@needs_git
@settings(max_examples=60, deadline=None)
@given(paths=PATHS, top=IGNORING, inner=IGNORING, mine=IGNORING)
def test_whatever_the_patterns_git_lists_the_same_files(
    paths: list[list[str]], top: str, inner: str, mine: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = as_repository(Path(name))
        for path in paths:
            if not any(root.joinpath(*path[:end]).is_file() for end in range(1, len(path))):
                root.joinpath(*path[:-1]).mkdir(parents=True, exist_ok=True)
                if not root.joinpath(*path).is_dir():
                    root.joinpath(*path).touch()
        (root / ".gitignore").write_text(f"{top}\n", encoding="utf-8")
        if (root / "a").is_dir():
            (root / "a/.gitignore").write_text(inner, encoding="utf-8")
        (root / ".git/info").mkdir()
        (root / ".git/info/exclude").write_text(mine, encoding="utf-8")
        assert set(met(root, hidden=True)) == listed_by_git(root)
