"""Word lists beside a table: they are found, kept fresh, and refused with one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from uzlat import Converter, TableError, load
from uzlat.check import check_table

TABLE = """\
[meta]
id = "x-Latn_x-Cyrl"
title = "A table for tests"
version = "1"
source = "x-Latn"
target = "x-Cyrl"
cite = "none"

[alphabet]
source = "abl"
target = "абльАБЛЬ"
why = "w"
cite = "c"

[letters]
"a" = "а"
"b" = "б"
"l" = "л"

[[lexicon]]
id = "words"
file = "list.tsv"
falls = "ь"
endings = "(?:la)?b?"
why = "w"
cite = "c"
examples = { "al" = "аль", "ball" = "балл" }
"""


def write(folder: Path, words: str) -> str:
    (folder / "list.tsv").write_text(words, encoding="utf-8")
    path = folder / "x-Latn_x-Cyrl.toml"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def test_a_stem_takes_its_endings_and_loses_what_falls(tmp_path: Path) -> None:
    converter = Converter(write(tmp_path, "# words\nal\tаль\tал\tme\n"))
    assert converter("al alla ALB Al all") == "аль алла АЛБ Аль алл"
    assert [trace.others for trace in converter.trace("al alb")] == [("ал",), (), ()]


def test_an_edited_list_is_read_anew(tmp_path: Path) -> None:
    path = write(tmp_path, "al\tаль\n")
    first = load(path)
    assert Converter(first)("al") == "аль"
    (tmp_path / "list.tsv").write_text("al\tалл\n", encoding="utf-8")
    assert Converter(path)("al") == "алл"
    assert load(path).digest != first.digest


def test_a_derived_table_finds_the_list_of_its_parent(tmp_path: Path) -> None:
    write(tmp_path, "al\tаль\n")
    derived = tmp_path / "y-Latn_x-Cyrl.toml"
    meta = (
        '[meta]\nid = "y-Latn_x-Cyrl"\ntitle = "t"\nversion = "1"\nsource = "y-Latn"\ntarget = "x-Cyrl"\ncite = "c"\n'
    )
    derived.write_text(meta + 'extends = "x-Latn_x-Cyrl"\n[[reading]]\nid = "r"\nmap = { "é" = "la" }\n'
                       'why = "w"\ncite = "c"\nexamples = { "é" = "ла", "a" = "а" }\n', encoding="utf-8")  # fmt: skip
    assert check_table(str(derived)) == []
    assert Converter(str(derived))("alé É") == "алла Ла"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"al\n", "a row of a word list has two columns or more"),
        (b"\t\xd0\xb0\n", "a row of a word list has two columns or more"),
        (b"\xff\t\xfe\n", "not UTF-8; save the word list as UTF-8"),
    ],
)
def test_a_list_that_cannot_be_used_is_told_with_its_name(tmp_path: Path, content: bytes, told: str) -> None:
    path = write(tmp_path, "")
    (tmp_path / "list.tsv").write_bytes(content)
    with pytest.raises(TableError, match=told) as error:
        load(path)
    assert os.path.basename(error.value.file) == "list.tsv"


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    (tmp_path / "list.tsv").unlink()
    with pytest.raises(TableError, match="cannot read the word list"):
        load(path)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    (tmp_path / "list.tsv").write_bytes("\ufeff# words\r\nal\tаль\r\n".encode())
    assert Converter(path)("al") == "аль"


@pytest.mark.parametrize(
    "entry",
    [
        '[[keep]]\nid = "k"\nfind = "a("\nwhy = "w"\ncite = "c"\nexamples = { "a" = "а" }\n',
        '[[reading]]\nid = "k"\nmap = { "ab" = "l" }\nwhy = "w"\ncite = "c"\nexamples = { "a" = "а" }\n',
        '[[reading]]\nid = "k"\nmap = { "é" = "" }\nwhy = "w"\ncite = "c"\nexamples = { "a" = "а" }\n',
        '[[foreign]]\nid = "k"\nsigns = "["\nfiles = {}\ncertain = 1\nunsure = 2\nwhy = "w"\ncite = "c"\n',
        '[[lexicon]]\nid = "k"\nfile = 5\nwhy = "w"\ncite = "c"\nexamples = {}\n',
    ],
    ids=["keep", "long-reading", "empty-reading", "foreign", "number-for-a-file"],
)
def test_an_entry_that_cannot_work_is_an_error_and_no_traceback(tmp_path: Path, entry: str) -> None:
    path = Path(write(tmp_path, "al\tаль\n"))
    path.write_text(TABLE + "\n" + entry, encoding="utf-8")
    with pytest.raises(TableError, match="not a usable rule file"):
        load(str(path))
    assert check_table(str(path))


def test_a_check_names_the_list_that_is_wrong(tmp_path: Path) -> None:
    path = write(tmp_path, "al\n")
    assert "list.tsv" in check_table(path)[0].message


def test_a_stem_that_becomes_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="not a usable rule file"):
        load(write(tmp_path, "al\t\n"))


def test_a_first_letter_that_falls_leaves_its_source_and_its_capital(tmp_path: Path) -> None:
    converter = Converter(write(tmp_path, "bal\tал\n"))
    trace = converter.trace("Bal BAL")[0]
    assert (trace.source, trace.output, converter("Bal BAL")) == ("Bal", "Ал", "Ал АЛ")
