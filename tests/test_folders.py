"""Folders through the command: what is converted, copied, left and skipped, under which names, and what is told."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import Run
from uzlat.draft import draft_of

UZBEK, LATIN = "Ўзбекистон шаҳри\n".encode(), "Oʻzbekiston shahri\n".encode()
BINARY = b"\x00\x01\x02"


def fill(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def held(folder: Path) -> dict[str, bytes]:
    """What a folder holds, but for manifests."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".uzlat-manifest"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def last(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode().splitlines()[-1]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    fill(tmp_path / "news", {"a.txt": UZBEK, "sub/b.md": b"# " + UZBEK, "c.png": BINARY, "d.txt": BINARY, "e": LATIN})
    return tmp_path / "news"


MIRROR = {"a.txt": LATIN, "sub/b.md": b"# " + LATIN, "c.png": BINARY, "d.txt": BINARY, "e": LATIN}


@pytest.mark.parametrize("jobs", ["1", "2", "0"])
def test_a_folder_is_mirrored_whole(run: Run, news: Path, tmp_path: Path, jobs: str) -> None:
    done = run("news", "-o", "out", "-j", jobs)
    assert (done.returncode, held(tmp_path / "out")) == (0, MIRROR)
    assert "2 converted, 1 unchanged, 2 copied (" in last(done)
    assert "in no known format: 1" in last(done) and "a binary file: 1" in last(done)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_in_place_what_is_no_text_is_left(run: Run, news: Path, jobs: str) -> None:
    times = {name: (news / name).stat().st_mtime_ns for name in ("c.png", "d.txt", "e")}
    done = run("news", "-i", "-j", jobs)
    assert (done.returncode, held(news)) == (0, MIRROR)
    assert "2 converted, 1 unchanged, 2 left (" in last(done)
    assert times == {name: (news / name).stat().st_mtime_ns for name in times}


def test_one_failure_stops_nothing_and_messages_come_in_the_order_of_the_files(run: Run, tmp_path: Path) -> None:
    names = [f"{number:03d}" for number in range(200)]
    bad = {f"in/{name}.json": b"{" for name in names[::20]}
    fill(tmp_path, {f"in/{name}.txt": UZBEK for name in names} | bad)
    done = run("in", "-o", "out", "-j", "2")
    told = done.stderr.decode().splitlines()
    assert (done.returncode, len(told)) == (2, len(bad) + 1)
    assert told[:-1] == sorted(told[:-1]) and all("copied as it is" in line for line in told[:-1])
    assert held(tmp_path / "out") == {f"{name}.txt": LATIN for name in names} | {name[3:]: b"{" for name in bad}
    assert "200 converted, 10 failed" in told[-1]


def test_a_second_run_does_only_what_is_new(run: Run, news: Path, tmp_path: Path) -> None:
    run("news", "-o", "out")
    inodes = {path: path.stat().st_ino for path in (tmp_path / "out").rglob("*.*")}
    assert "5 up to date" in last(run("news", "-o", "out"))
    (news / "a.txt").write_bytes(UZBEK * 2)
    fill(news, {"new.txt": UZBEK})
    done = run("news", "-o", "out")
    assert "2 converted, 4 up to date" in last(done)
    assert held(tmp_path / "out") == MIRROR | {"a.txt": LATIN * 2, "new.txt": LATIN}
    again = {path: path.stat().st_ino for path in inodes}
    assert {path.name for path, inode in again.items() if inode != inodes[path]} <= {"a.txt", ".uzlat-manifest.jsonl"}


@pytest.mark.parametrize("args", [("--style", "press"), ("-t", "uz-Latn-2026"), ("--keep", "Ўзбекистон")])
def test_another_table_style_or_option_makes_a_result_anew(run: Run, news: Path, args: tuple[str, ...]) -> None:
    run("news", "-o", "out")
    assert "0 up" not in last(run("news", "-o", "out", *args)) and "up to date" not in last(run("news", "-o", "o2"))
    assert "5 up to date" in last(run("news", "-o", "out", *args))


def test_a_result_that_was_lost_is_made_again_and_force_makes_all(run: Run, news: Path, tmp_path: Path) -> None:
    run("news", "-o", "out")
    (tmp_path / "out" / "a.txt").unlink()
    assert "1 converted, 4 up to date" in last(run("news", "-o", "out"))
    assert "2 converted, 1 unchanged, 2 copied" in last(run("news", "-o", "out", "--force"))
    assert held(tmp_path / "out") == MIRROR


def test_an_output_of_somebody_else_is_not_written_over(run: Run, news: Path, tmp_path: Path) -> None:
    fill(tmp_path / "out", {"a.txt": b"theirs", "e": LATIN})
    done = run("news", "-o", "out")
    assert done.returncode == 2 and "the output 'out/a.txt' exists; use --force" in done.stderr.decode()
    assert held(tmp_path / "out") == MIRROR | {"a.txt": b"theirs"}
    assert run("news", "-o", "out", "--force").returncode == 0
    assert held(tmp_path / "out") == MIRROR


def test_dry_run_lists_and_writes_nothing(run: Run, news: Path, tmp_path: Path) -> None:
    done = run("news", "-o", "out", "--dry-run")
    assert done.stdout.decode().splitlines() == [
        "convert news/a.txt -> out/a.txt",
        "copy news/c.png -> out/c.png",
        "convert news/d.txt -> out/d.txt",
        "convert news/e -> out/e",
        "convert news/sub/b.md -> out/sub/b.md",
    ]
    assert not (tmp_path / "out").exists()
    run("news", "-o", "out")
    (news / "e").write_bytes(UZBEK)
    assert run("news", "-o", "out", "--dry-run").stdout == b"convert news/e -> out/e\n"
    assert held(tmp_path / "out") == MIRROR


def test_ignored_hidden_and_filtered_files_are_passed_over(run: Run, news: Path, tmp_path: Path) -> None:
    fill(news, {".uzlatignore": b"*.md\n", ".h.txt": UZBEK})
    cases: list[tuple[tuple[str, ...], set[str]]] = [
        ((), {"a.txt", "c.png", "d.txt", "e"}),
        (("--no-ignore",), {"a.txt", "c.png", "d.txt", "e", "sub/b.md"}),
        (("--hidden", "-g", "*.txt"), {"a.txt", "d.txt", ".h.txt"}),
        (("--exclude", "d*", "--exclude", "*.png"), {"a.txt", "e"}),
    ]
    for number, (args, expected) in enumerate(cases):
        assert run("news", "-o", f"out{number}", *args).returncode == 0
        assert set(held(tmp_path / f"out{number}")) == expected, args


@pytest.mark.parametrize("between", [b"\0", b"\n"])
def test_names_of_files_come_from_a_list(run: Run, tmp_path: Path, between: bytes) -> None:
    names = ["a b.txt", "-c.txt", "d\nd.txt" if between == b"\0" else "d.txt"]
    fill(tmp_path, dict.fromkeys(names, UZBEK))
    listed = between.join(map(os.fsencode, names)) + between
    assert run("-i", "--files-from", "-", stdin=listed).returncode == 0
    assert held(tmp_path) == dict.fromkeys(names, LATIN)


def test_an_empty_list_of_files_is_told(run: Run) -> None:
    done = run("-i", "--files-from", "-")
    assert (done.returncode, last(done)) == (2, "uzlat: error: --files-from names no files; nothing was converted")


def test_names_are_converted_with_their_folders(run: Run, tmp_path: Path) -> None:
    fill(
        tmp_path / "news", {"Янгиликлар/Ўзбекистон 2024 йил.txt": UZBEK, "Янгиликлар/расм.png": BINARY, "l.txt": LATIN}
    )
    assert run("news", "-o", "out", "--names").returncode == 0
    expected = {"Yangiliklar/Oʻzbekiston 2024-yil.txt": LATIN, "Yangiliklar/rasm.png": BINARY, "l.txt": LATIN}
    assert held(tmp_path / "out") == expected
    assert "3 up to date" in last(run("news", "-o", "out", "--names"))


def test_names_are_converted_in_place_but_for_folders(run: Run, tmp_path: Path) -> None:
    fill(tmp_path / "news", {"Янги/Шаҳар.txt": UZBEK, "Янги/Ер.txt": LATIN})
    assert run("news", "-i", "--names").returncode == 0
    assert held(tmp_path / "news") == {"Янги/Shahar.txt": LATIN, "Янги/Yer.txt": LATIN}


def test_names_that_become_the_same_are_refused_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    files = {"Россия.txt": UZBEK, "Pоссия.txt": UZBEK}
    fill(tmp_path / "news", files)
    for args in (("-i",), ("-o", "out")):
        done = run("news", *args, "--names")
        assert done.returncode == 2 and "would both become" in last(done) and "Rossiya.txt" in last(done)
    assert held(tmp_path / "news") == files and not (tmp_path / "out").exists()


def test_the_log_tells_of_every_file_and_sums_up(run: Run, news: Path, tmp_path: Path) -> None:
    (news / "bad.json").write_bytes(b"{")
    assert run("news", "-o", "out", "-q", "--log", "uzlat.log").returncode == 2
    *files, total = [json.loads(line) for line in (tmp_path / "uzlat.log").read_text(encoding="utf-8").splitlines()]
    assert {one["file"]: one["status"] for one in files} == {
        "news/a.txt": "converted",
        "news/bad.json": "failed",
        "news/c.png": "copied",
        "news/d.txt": "copied",
        "news/e": "unchanged",
        "news/sub/b.md": "converted",
    }
    assert total["summary"] == {
        "converted": 2, "unchanged": 1, "skipped": 0, "copied": 2, "left": 0, "failed": 1,
    }  # fmt: skip
    assert all(one["time"].endswith("+00:00") for one in [*files, total])
    run("news", "-o", "out", "-q", "--log", "uzlat.log")
    assert len((tmp_path / "uzlat.log").read_text(encoding="utf-8").splitlines()) == len(files) + 3


def test_settings_of_a_subfolder_hold_for_its_files(run: Run, news: Path, tmp_path: Path) -> None:
    fill(news, {"sub/uzlat.toml": b'to = "uz-Latn-2026"\n'})
    assert run("news", "-o", "out", "--exclude", "*.toml").returncode == 0
    assert held(tmp_path / "out") == MIRROR | {"sub/b.md": "# Özbekiston şahri\n".encode()}
    fill(news, {"sub/uzlat.toml": b'stlye = "press"\n'})
    done = run("news", "-o", "out2")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "unknown key 'stlye'; did you mean 'style'" in last(done) and not (tmp_path / "out2").exists()


def test_the_filter_obeys_the_settings_of_its_folder(run: Run, tmp_path: Path) -> None:
    fill(tmp_path, {"uzlat.toml": b'to = "uz-Latn-2026"\n'})
    assert run(stdin=UZBEK).stdout == "Özbekiston şahri\n".encode()
    fill(tmp_path, {"uzlat.toml": b"to = 3\n"})
    done = run(stdin=UZBEK)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)


def test_a_draft_that_was_left_behind_is_removed_by_the_next_run(run: Run, news: Path, tmp_path: Path) -> None:
    for args, folder in ((("-o", "out"), tmp_path / "out" / "sub"), (("-i",), news)):
        folder.mkdir(parents=True, exist_ok=True)
        Path(draft_of(str(folder / "gone.txt"))).write_bytes(b"left")
        assert run("news", *args).returncode == 0
        assert not list(folder.glob(".uzlat-*.tmp"))


def test_packed_documents_do_not_follow_one_another_to_stdout(run: Run) -> None:
    from tests.archives import CORPUS

    done = run(str(CORPUS / "word.docx"), str(CORPUS / "stored.docx"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"packed documents cannot follow one another; write them with -o FOLDER or -i") == 2


@pytest.mark.parametrize("command", ["diff", "roundtrip", "detect"])
def test_every_view_reads_the_files_of_a_folder(run: Run, tmp_path: Path, command: str) -> None:
    old = "Рузимурод шахарга борди, ишлар яхши булди".encode("cp1251")
    fill(tmp_path / "news", {"a.txt": UZBEK, "old/b.txt": old, "c.png": BINARY, "d.skip.txt": UZBEK})
    fill(tmp_path / "news", {".uzlatignore": b"*.skip.txt\n", "old/uzlat.toml": b'encoding = "windows-1251"\n'})
    os.mkfifo(tmp_path / "news" / "pipe")
    done = run(command, "news")
    told = done.stdout.decode()
    assert done.returncode == 0 and "news/a.txt" in told and "news/old/b.txt" in told and "skip" not in told
    assert done.stderr.decode() == "uzlat: news/pipe: a pipe, socket or device, not a regular file; passed over\n"


def in_terminal(args: list[str], folder: Path, columns: int) -> str:
    """Run the command with a terminal for stderr, and give what that shows."""
    leader, follower = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    command = [sys.executable, "-m", "uzlat", *args]
    with subprocess.Popen(command, cwd=folder, stderr=follower, stdout=subprocess.DEVNULL, env=env) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                data = os.read(leader, 4096)
            except OSError:
                break
            if not data:
                break
            shown += data
    os.close(leader)
    assert process.returncode == 0
    return shown.decode()


def test_progress_is_shown_on_a_terminal_alone_and_after_a_second(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long").mkdir()
    fill(tmp_path, {"short/a.txt": UZBEK} | {f"long/{n}.txt": UZBEK * 200_000 for n in range(12)})
    assert "files" not in in_terminal(["short", "-o", "o1"], tmp_path, 60)
    shown = in_terminal(["long", "-o", "o2", "-j", "1"], tmp_path, 60)
    assert "/12 files" in shown and "MB/s" in shown
    assert run("long", "-o", "o3").stderr.count(b"\n") == 1


@contextmanager
def watching(folder: Path, *args: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "uzlat", *args, "--watch", "-q"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.terminate()


def until(path: Path, data: bytes) -> bool:
    """Wait until a file holds what is expected."""
    for _ in range(200):
        if path.exists() and path.read_bytes() == data:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(("args", "place"), [(("news", "-o", "out"), "out"), (("news", "-i"), "news")])
def test_watching_converts_all_and_then_what_changes(
    tmp_path: Path, news: Path, args: tuple[str, ...], place: str
) -> None:
    with watching(tmp_path, *args) as process:
        assert until(tmp_path / place / "sub" / "b.md", b"# " + LATIN)
        fill(news, {"later/new.txt": UZBEK})
        assert until(tmp_path / place / "later" / "new.txt", LATIN)
        fill(news, {"a.txt": UZBEK * 2})
        assert until(tmp_path / place / "a.txt", LATIN * 2)
        process.terminate()
        assert process.wait(10) == -15


def test_a_folder_inside_its_output_is_not_written_over(run: Run, tmp_path: Path) -> None:
    files = {"src/y.txt": UZBEK, "src/src/y.txt": UZBEK * 2}
    fill(tmp_path / "out", files)
    done = run("out/src", "-o", "out", "--force")
    assert done.returncode == 2 and "would be written over 'out/src/y.txt'; nothing was converted" in last(done)
    assert held(tmp_path / "out") == files
