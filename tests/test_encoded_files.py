"""Files in other encodings: read as they say, written in UTF-8 where they must be, and never half."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

LEGACY = ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "mac-cyrillic", "ptcp154")
PAGE = '<html><head><meta charset="{}"><title>Ер</title></head><body><p>Юрт иши</p></body></html>\r\n'
OLD_PAGE = '<html><head><META HTTP-EQUIV="Content-Type" CONTENT="text/html; CHARSET={}"></head><body>Юрт иши\r\n'
XML = '<?xml version="1.0" encoding="{}"?>\r\n<news><t>Юрт иши</t></news>\r\n'
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n\nmsgid "a"\nmsgstr "Юрт иши"\n'
SRT = "1\r\n00:00:01,000 --> 00:00:02,000\r\nЮрт иши\r\n\r\n"
CSV = '1,"Юрт\n""иши"""\r\n2,Ер\r\n'
JSON = '{"матн": "Юрт иши", "n": [1, "Ер"]}'


def latin(text: str) -> str:
    return text.replace("Юрт", "Yurt").replace("иши", "ishi").replace("Ер", "Yer")


def error(stderr: bytes) -> str:
    """Every failure is one line; never a traceback."""
    lines = stderr.decode().splitlines()
    assert len(lines) == 1, stderr.decode()
    assert lines[0].startswith("uzlat: error: ")
    return lines[0]


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "iso-8859-5", "cp866"])
@pytest.mark.parametrize(("name", "text"), [("a.html", PAGE), ("a.html", OLD_PAGE), ("a.xml", XML)])
def test_markup_is_read_as_it_declares_and_written_in_utf_8(
    run: Run, tmp_path: Path, name: str, text: str, charset: str
) -> None:
    (tmp_path / name).write_bytes(text.replace("{}", charset).encode(charset))
    for done in (run("convert", name), run(stdin=(tmp_path / name).read_bytes())):
        assert done.returncode == 0, done.stderr
        assert done.stdout.decode() == latin(text).replace("{}", "utf-8")
        assert f"read as {charset}; written in utf-8".encode() in done.stderr


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("name", "text"), [("a.html", PAGE), ("a.xml", XML), ("a.srt", SRT), ("a.csv", CSV)])
def test_documents_in_utf_16_stay_in_it(run: Run, tmp_path: Path, name: str, text: str, codec: str) -> None:
    text = "\ufeff" + text.replace("{}", "UTF-16")
    (tmp_path / name).write_bytes(text.encode(codec))
    done = run("convert", name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == latin(text).encode(codec)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-8"])
@pytest.mark.parametrize(("name", "text"), [("a.json", JSON), ("a.po", PO), ("a.txt", CSV), ("a.md", CSV)])
def test_other_files_with_a_mark_keep_their_encoding(
    run: Run, tmp_path: Path, name: str, text: str, codec: str
) -> None:
    text = "\ufeff" + text.replace("{}", "UTF-16")
    (tmp_path / name).write_bytes(text.encode(codec))
    done = run("convert", name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == latin(text).encode(codec)


@pytest.mark.parametrize("codec", LEGACY)
@pytest.mark.parametrize(
    ("name", "text"), [("a.srt", SRT), ("a.csv", CSV), ("a.json", JSON), ("a.po", PO), ("a.txt", SRT), ("a.html", PAGE)]
)
def test_documents_are_read_in_the_encoding_that_is_asked_for(
    run: Run, tmp_path: Path, name: str, text: str, codec: str
) -> None:
    (tmp_path / name).write_bytes(text.replace("{}", codec).encode(codec))
    done = run("convert", "-e", codec, name)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == latin(text).replace("{}", "utf-8")
    assert done.stderr.decode() == f"uzlat: {name}: read as {codec}; written in utf-8\n"


@pytest.mark.parametrize("output", ["same", "windows-1251", "koi8-r", "cp866", "ascii"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.json"])
def test_what_does_not_fit_is_refused_and_the_file_left(run: Run, tmp_path: Path, name: str, output: str) -> None:
    data = '{"a": "Уғри ўғил"}'.encode("ptcp154")
    (tmp_path / name).write_bytes(data)
    done = run("convert", "-i", "-e", "ptcp154", "--output-encoding", output, name)
    assert done.returncode == 2
    assert "'ʻ' (U+02BB) does not exist in" in error(done.stderr)
    assert (tmp_path / name).read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_fits_is_written_in_the_old_encoding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Ер, Юрт — №1\r\n".encode("windows-1251"))
    done = run("convert", "-i", "-e", "windows-1251", "--output-encoding", "same", "a.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "a.txt").read_bytes() == "Yer, Yurt — №1\r\n".encode("windows-1251")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.json"])
def test_utf_16_is_written_with_one_mark(run: Run, tmp_path: Path, name: str) -> None:
    for mark in ("", "\ufeff"):
        (tmp_path / name).write_bytes((mark + '{"a": "Ер"}\n').encode())
        done = run("convert", "--output-encoding", "utf-16", name)
        assert done.returncode == 0, done.stderr
        assert done.stdout == '\ufeff{"a": "Yer"}\n'.encode("utf-16-le")


def test_an_encoding_with_a_wrong_name_is_refused_with_another(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Ер".encode())
    done = run("convert", "-i", "-e", "window-1251", "a.txt")
    assert done.returncode == 2
    assert "windows-1251" in error(done.stderr)
    done = run("convert", "-i", "--output-encoding", "undefined", "a.txt")
    assert (done.returncode, (tmp_path / "a.txt").read_bytes()) == (2, "Ер".encode())
    error(done.stderr)


def test_utf_8_is_not_read_as_windows_1251(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Шаҳар".encode())
    for done in (run("-e", "windows-1251", "a.txt"), run("-e", "windows-1251", stdin="Шаҳар".encode())):
        assert (done.returncode, done.stdout) == (2, b"")
        assert "in UTF-8 and not in windows-1251" in error(done.stderr)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv"])
def test_an_old_encoding_is_never_guessed_unless_asked_for(run: Run, tmp_path: Path, name: str) -> None:
    text = "Республика Президенти янги карор кабул килди, деб хабар берди матбуот хизмати.\n" * 3
    data = text.encode("windows-1251")
    (tmp_path / name).write_bytes(data)
    for done in (run(name), run("--format", "text", stdin=data), run("-i", name), run(stdin=data)):
        assert (done.returncode, done.stdout) == (2, b"")
        assert "it looks like windows-1251: give -e windows-1251" in error(done.stderr)
    assert (tmp_path / name).read_bytes() == data
    done = run("-e", "auto", name)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("Respublika Prezidenti yangi karor")
    assert b"read as windows-1251, which is a guess; written in utf-8" in done.stderr
