"""The command: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from uzlat.__main__ import main

UZBEK = "Ўзбекистон шаҳри 1992 йил 24 февралда\r\n".encode()
LATIN = "Oʻzbekiston shahri 1992-yil 24-fevralda\r\n".encode()
RUSSIAN = "Это решение было принято вчера, и мы ждём новых вопросов\n".encode()


def one_line(stderr: bytes) -> str:
    """Every failure is one line that begins with the name of the program."""
    lines = stderr.decode().splitlines()
    assert len(lines) == 1, stderr.decode()
    assert lines[0].startswith("uzlat: ")
    return lines[0]


@pytest.mark.parametrize("args", [(), ("-",), ("convert",), ("convert", "-"), ("-q",), ("-f", "uz-Cyrl")])
def test_standard_input_goes_to_standard_output(run: Run, args: tuple[str, ...]) -> None:
    done = run(*args, stdin=UZBEK)
    assert (done.returncode, done.stdout, done.stderr) == (0, LATIN, b"")


def test_a_file_needs_no_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK)
    assert run("a.txt").stdout == LATIN
    assert run("-t", "uz-Latn-2026", "a.txt").stdout == "Özbekiston şahri 1992-yil 24-fevralda\r\n".encode()
    assert run("a.txt", "a.txt").stdout == LATIN * 2


def test_options_and_styles_reach_the_table(run: Run) -> None:
    assert run("--style", "press", stdin="АҚШ, ўғил".encode()).stdout == "AQSh, o‘g‘il".encode()
    assert (
        run("--set", "dates=keep", "--set", "quotes=curly", stdin="«1992 йил»".encode()).stdout == "“1992 yil”".encode()
    )


def test_bytes_that_are_no_part_of_a_conversion_stay(run: Run) -> None:
    odd = b"\xef\xbb\xbf" + "Шаҳар\r\n\r\n\tюрт  ".encode() + b"\xff\xfe \xd0" + "ер".encode()
    done = run(stdin=odd)
    assert done.stdout == b"\xef\xbb\xbfShahar\r\n\r\n\tyurt  \xff\xfe \xd0yer"
    assert one_line(done.stderr) == "uzlat: <stdin>: bytes that are not UTF-8, kept as they are: 3"


def test_an_empty_table_returns_the_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a_b.toml").write_text('[meta]\nid = "a_b"\n', encoding="utf-8")
    odd = UZBEK + RUSSIAN + b"\xff\x00\r\n\xd0"
    (tmp_path / "a.txt").write_bytes(odd.replace(b"\x00", b""))
    assert run("--table", "a_b.toml", "a.txt").stdout == odd.replace(b"\x00", b"")


@pytest.mark.parametrize(
    "content", ["[letters]\n", '[meta]\nid = "a_b"\n[[rule]]\nid = "x"\n', "x", 'rule = 3\n[meta]\nid = "a_b"\n']
)
def test_a_table_that_cannot_be_used_is_one_line(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "a_b.toml").write_text(content, encoding="utf-8")
    done = run("--table", "a_b.toml", stdin=UZBEK)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "a_b.toml" in one_line(done.stderr)


def test_empty_input_gives_empty_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    for done in (run(), run("empty.txt"), run("-i", "empty.txt")):
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_paragraphs_of_other_languages_stay_and_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK + RUSSIAN + UZBEK)
    done = run("a.txt")
    assert done.stdout == LATIN + RUSSIAN + LATIN
    assert one_line(done.stderr) == "uzlat: a.txt: left 1 paragraph in Russian (line 2)"
    assert run("-q", "a.txt").stderr == b""
    assert run("--from", "uz-Cyrl", "a.txt").stdout.splitlines()[1].startswith(b"Eto resheniye")
    assert run("--others", "romanize", "a.txt").stdout.splitlines()[1].startswith(b"Eto reshenie")


def test_repairs_are_told_in_the_summary(run: Run) -> None:
    done = run(stdin="Pоссия ва маьлум".encode())
    assert one_line(done.stderr) == "uzlat: <stdin>: letters from another alphabet repaired: 1; ь typed for ъ: 1"


def test_in_place_writes_over_the_file_and_keeps_its_mode(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(UZBEK)
    path.chmod(0o600)
    assert run("-i", "a.txt").returncode == 0
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (LATIN, 0o600)
    before = path.stat().st_mtime_ns
    assert run("-i", "a.txt").returncode == 0
    assert path.stat().st_mtime_ns == before


def test_a_folder_is_converted_into_another(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "sub" / "a.txt").write_bytes(UZBEK)
    (tmp_path / "in" / "b.png").write_bytes(b"\x89PNG\x00")
    assert run("in", "-o", "out").returncode == 0
    assert (tmp_path / "out" / "sub" / "a.txt").read_bytes() == LATIN
    assert (tmp_path / "out" / "b.png").read_bytes() == b"\x89PNG\x00"


def test_check_writes_nothing_and_exits_with_1_if_anything_would_change(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK)
    (tmp_path / "b.txt").write_bytes(LATIN)
    done = run("--check", "a.txt", "b.txt")
    assert (done.returncode, done.stdout) == (1, b"")
    assert one_line(done.stderr) == "uzlat: a.txt: would change"
    assert run("--check", "b.txt").returncode == 0
    assert run("--check", "-", stdin=UZBEK).returncode == 1
    assert run("--check", "-i", "a.txt").returncode == 1
    assert (tmp_path / "a.txt").read_bytes() == UZBEK


def test_json_gives_one_object_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK + RUSSIAN + "Pоссия\n".encode())
    done = run("--json", "--set", "dates=keep", "a.txt", "none.txt")
    told, failed = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 2
    assert told["left"] == [{"lang": "ru", "lines": [2, 3]}]
    assert (told["file"], told["lines"], told["changed"], told["invalid_bytes"]) == ("a.txt", 3, True, 0)
    assert told["settings"]["dates"] == "keep"
    assert told["table"]["id"] == "uz-Cyrl_uz-Latn"
    assert re.fullmatch("[0-9a-f]{64}", told["table"]["hash"])
    assert told["text"].startswith("Oʻzbekiston shahri 1992 yil")
    assert failed == {
        "schema": 1,
        "file": "none.txt",
        "status": "failed",
        "error": "no such file or directory",
        "output": None,
    }


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            (
                "-t",
                "uz-Lat",
            ),
            "unknown table 'uz-Cyrl_uz-Lat'; did you mean 'uz-Cyrl_uz-Latn'",
        ),
        (
            (
                "-f",
                "ru-Cyrl",
            ),
            "unknown table 'ru-Cyrl_uz-Latn'",
        ),
        (("--table", "none.toml"), "no rule file 'none.toml'"),
        (("--set", "datse=keep"), "unknown option 'datse' in uz-Cyrl_uz-Latn; did you mean 'dates'"),
        (("--set", "dates=kept"), "unknown value for dates 'kept' in uz-Cyrl_uz-Latn; did you mean 'keep'"),
        (("--set", "dates"), "--set takes OPTION=VALUE, not 'dates'"),
        (("--style", "pres"), "unknown style 'pres' in uz-Cyrl_uz-Latn; did you mean 'press'"),
        (("none.txt", "-q"), "no command and no file is named 'none.txt'"),
        (("convert", "none.txt"), "none.txt: no such file or directory"),
        (("detct", "a.txt"), "no command and no file is named 'detct'; did you mean 'detect'"),
        (("folder",), "'folder' is a folder; say where to write with -o FOLDER, or -i"),
        (("-i",), "-i needs files"),
        (("a.txt", "-o", "there.txt"), "a.txt: the output 'there.txt' exists; use --force to replace it"),
        (("a.txt", "-o", "a.txt"), "a.txt: the output is the input; use -i to convert in place"),
        (("binary.dat",), "binary.dat: a binary file; left unchanged"),
        (("utf16.txt", "-e", "utf-61"), "no encoding is named 'utf-61'"),
        (
            ("a.txt", "-e", "cp1251"),
            "a.txt: in UTF-8 and not in windows-1251; leave --encoding out, or give -e auto; left",
        ),
        (
            ("a.txt", "--output-encoding", "cp1251"),
            "a.txt: 'ʻ' (U+02BB) does not exist in windows-1251; leave --output",
        ),
        (("paper.pdf",), "paper.pdf: PDF; convert the document that it was made from; left unchanged"),
        (("--nonsense",), "--nonsense; see uzlat convert --help"),
        (("--others", "drop"), "--others takes keep, convert or romanize, not 'drop'"),
        (("-o", ""), "-o needs the name of a file or a folder"),
        (("legacy.txt",), "legacy.txt: not UTF-8; it looks like windows-1251: give -e windows-1251, or -e auto; left"),
        (("a.txt", "-o", "./"), "a.txt: the output is the input"),
        (("--set", "style=press"), "unknown option 'style'"),
        (("explain",), "Missing argument 'TEXT...'"),
        (("diff", "none.txt"), "none.txt: no such file or directory"),
        (("detect", "binary.dat"), "binary.dat: a binary file"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(
    run: Run, tmp_path: Path, args: tuple[str, ...], told: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.txt").write_bytes(UZBEK)
    (tmp_path / "there.txt").write_bytes(b"there")
    (tmp_path / "binary.dat").write_bytes(b"\x7fELF\x00\x00")
    (tmp_path / "utf16.txt").write_bytes("Ўзбек".encode("utf-16"))
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "legacy.txt").write_bytes("Рузимурод шахарга борди".encode("cp1251"))
    done = run(*args)
    assert done.returncode == 2
    assert told in one_line(done.stderr)
    assert done.stdout == b""
    assert (tmp_path / "a.txt").read_bytes() == UZBEK
    assert (tmp_path / "there.txt").read_bytes() == b"there"


def test_force_replaces_an_output_that_exists(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK)
    (tmp_path / "b.txt").write_bytes(b"old")
    assert run("a.txt", "-o", "b.txt", "--force").returncode == 0
    assert (tmp_path / "b.txt").read_bytes() == LATIN


def test_force_never_lets_two_results_fall_on_one_file(run: Run, tmp_path: Path) -> None:
    for folder in ("p", "q"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_bytes(UZBEK)
    done = run("p/x.txt", "q/x.txt", "-o", "out", "--force")
    assert done.returncode == 2
    assert "would both become" in one_line(done.stderr)
    assert not (tmp_path / "out").exists()


def test_devices_and_pipes_are_written_and_never_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK)
    assert run("a.txt", "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()
    assert run("a.txt", "-o", "/dev/stdout").stdout == LATIN


def test_a_file_sent_to_itself_does_not_grow_without_end(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK)
    with open(tmp_path / "a.txt", "ab") as end:
        done = run("a.txt", input=None, capture_output=False, stdout=end, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert "the output is the input" in one_line(done.stderr)
    assert (tmp_path / "a.txt").read_bytes() == UZBEK


def test_check_of_a_folder_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(UZBEK)
    (tmp_path / "in" / "b.png").write_bytes(b"\x89PNG")
    assert run("--check", "in").returncode == 1
    assert run("--check", "in", "-o", "out").returncode == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("closed", ["2>&-", "<&-", ">&-", "2>/dev/full"])
def test_closed_streams_put_no_message_into_the_result(tmp_path: Path, closed: str) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK + RUSSIAN)
    command = f"exec {sys.executable} -m uzlat a.txt {closed}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.stdout in (LATIN + RUSSIAN, b"")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("args", ["", "-", "--version", "explain ер"])
def test_a_closed_stderr_changes_no_exit_code(args: str) -> None:
    command = f"exec {sys.executable} -m uzlat {args} 2>&-"
    done = subprocess.run(["bash", "-c", command], input=UZBEK, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0
    assert done.stdout


def test_a_table_of_the_house_is_asked_without_detection(run: Run, tmp_path: Path) -> None:
    run("rules", "new", "kk-Cyrl_kk-Latn")
    assert run("--table", "kk-Cyrl_kk-Latn.toml", stdin="әң аб".encode()).stdout == "әң ab".encode()


def test_one_failure_does_not_stop_the_other_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK)
    done = run("convert", "none.txt", "a.txt")
    assert (done.returncode, done.stdout) == (2, LATIN)
    one_line(done.stderr)


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process and with the refusal made up: whoever runs the tests as root may read every file."""
    path = tmp_path / "a.txt"
    path.write_bytes(UZBEK)

    def refuse(*args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("uzlat.run.os.open", refuse)
    assert main(["convert", str(path)]) == 2
    told = capsys.readouterr().err
    assert told == f"uzlat: error: {path}: permission denied\n"


def test_binary_standard_input_writes_nothing(run: Run) -> None:
    done = run(stdin=b"\x00\x01\x02")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "<stdin>: a binary file" in one_line(done.stderr)


@pytest.mark.parametrize("args", [(), ("convert",), ("diff",), ("diff", "-u"), ("detect",)])
def test_a_reader_that_goes_away_is_silent(tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK * 20_000)
    command = f"{sys.executable} -m uzlat {' '.join(args)} < a.txt | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_full_disk_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK)
    with open("/dev/full", "wb") as full:
        done = run("a.txt", stdin=None, input=None, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert "no space left on device" in one_line(done.stderr)


def test_a_line_comes_out_while_the_pipe_stays_open() -> None:
    with subprocess.Popen([sys.executable, "-m", "uzlat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in (UZBEK, UZBEK):
            process.stdin.write(line)
            process.stdin.flush()
            assert process.stdout.readline() == LATIN
        process.stdin.close()
        assert process.wait(10) == 0


def test_an_interrupt_ends_with_130_and_no_traceback() -> None:
    command = [sys.executable, "-m", "uzlat"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(UZBEK)
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_explain_names_rule_reason_and_source_of_each_letter(run: Run) -> None:
    done = run("explain", "цирк Бюджет", env={**os.environ, "COLUMNS": "160"})
    assert done.returncode == 0
    assert "R06-official" in done.stdout.decode()
    steps = json.loads(run("explain", "--json", "ер").stdout)
    assert [(step["source"], step["output"], step["rule"]) for step in steps] == [
        ("е", "ye", "R02-ye"),
        ("р", "r", "letter"),
    ]
    assert steps[0]["cite"] == "R02: §6, §25"
    assert steps[0]["why"].startswith("е opens a syllable")


def test_output_is_utf8_in_every_locale(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Шаҳар ".encode() + b"\xff\n")
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    assert "+ Shahar" in run("diff", "a.txt", env=env).stdout.decode("utf-8", "replace")
    for args in (("explain", "ер"), ("detect", "a.txt"), ("--json", "a.txt"), ("rules", "show")):
        done = run(*args, env=env)
        assert (done.returncode, done.stderr) == (0, b"")


def test_json_loses_no_byte(run: Run) -> None:
    told = json.loads(run("--json", stdin="шаҳар".encode() + b"\xff").stdout)
    assert told["text"].encode("utf-8", "surrogateescape") == b"shahar\xff"


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")
def test_a_file_name_that_is_not_utf8_is_told_and_used(run: Run, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xfe.txt"
    with open(name, "wb") as handle:
        handle.write(UZBEK)
    for args in ((), ("diff",), ("detect",), ("--json",)):
        done = run(*args, os.fsdecode(name))
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout


LATIN_TABLES = [
    ("uz-Latn", "uz-Cyrl"), ("uz-Latn", "uz-Latn"), ("uz-Latn", "uz-Latn-2026"),
    ("uz-Latn-2026", "uz-Cyrl"), ("uz-Latn-2026", "uz-Latn"),
]  # fmt: skip


def test_rules_are_listed_and_shown(run: Run) -> None:
    ids = [item["id"] for item in json.loads(run("rules", "list", "--json").stdout)]
    assert ids[:2] == ["uz-Cyrl_uz-Latn", "uz-Cyrl_uz-Latn-2026"]
    assert ids[2:] == sorted(f"{source}_{target}" for source, target in LATIN_TABLES)
    shown = run("rules", "show", "uz-Cyrl_uz-Latn-2026", env={**os.environ, "COLUMNS": "200"}).stdout.decode()
    assert "ғ ğ" in shown
    assert "signature and entry into force not known" in shown


def test_help_has_examples_and_version_is_told(run: Run) -> None:
    for command in ("convert", "diff", "explain", "detect"):
        assert "Examples" in run(command, "--help").stdout.decode()
    assert re.fullmatch(rb"uzlat \d+\.\d+\.\d+\n", run("--version").stdout)
    assert run("convert", "--version").returncode == 2


def test_completion_is_offered(run: Run) -> None:
    env = {**os.environ, "_UZLAT_COMPLETE": "complete_bash", "COMP_WORDS": "uzlat det", "COMP_CWORD": "1"}
    assert run(env=env).stdout.split() == [b"detect"]
    assert b"_UZLAT_COMPLETE" in run("--show-completion", "bash").stdout


def test_the_seed_of_all_bad_manners_a_traceback_is_nowhere(run: Run, tmp_path: Path) -> None:
    """A handful of odd calls; none may print a traceback."""
    (tmp_path / "-x.txt").write_bytes(UZBEK)
    (tmp_path / "a b.txt").write_bytes(UZBEK)
    for args in (
        ("--", "-x.txt"),
        ("a b.txt",),
        ("convert", "-o"),
        ("rules",),
        ("rules", "nope"),
        ("explain", ""),
        ("",),
    ):
        done = run(*args)
        assert b"Traceback" not in done.stderr
        assert done.returncode in {0, 2}


def test_words_to_keep_that_cannot_be_kept_are_one_line(run: Run, tmp_path: Path) -> None:
    assert (
        one_line(run("--keep", "", stdin=UZBEK).stderr) == "uzlat: error: a word to keep is empty; give --keep a word"
    )
    assert b"standard input holds the text" in run("--keep-from", "-", stdin=UZBEK).stderr
    (tmp_path / "keep.txt").write_bytes("\ufeffЎзбекистон\r\n".encode())
    assert run("--keep-from", "keep.txt", stdin=UZBEK).stdout.decode().startswith("Ўзбекистон shahri")


def test_what_is_kept_is_explained(run: Run) -> None:
    items = json.loads(run("explain", "--json", "--keep", "Artel", "-t", "uz-Cyrl", "Artelda").stdout)
    assert (items[0]["output"], items[0]["why"]) == ("Artel", "Kept: you asked for it.")
