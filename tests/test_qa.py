"""`uzlat qa`: two files, or one with both texts; what is told, where, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run
from uzlat.translate.align import align

SOURCE = """Ўзбекистон Президенти 2026 йил 22 ноябрда Тошкентда учрашув ўтказди.

Учрашувда 120 нафар киши иштирок этди.
Қозоғистон делегацияси ҳам келди, улар 3 кун туришади.
Якунда ҳужжат имзоланди, матни https://example.uz/a саҳифасида.
"""
GOOD = """The President of Uzbekistan held a meeting in Tashkent on November 22, 2026.

A total of 120 people took part in the meeting.
A delegation of Kazakhstan came as well, and they will stay for three days.
A document was signed at the end; its text is on https://example.uz/a.
"""


def write(folder: Path, target: str, source: str = SOURCE) -> None:
    (folder / "a.txt").write_text(source, encoding="utf-8")
    (folder / "b.txt").write_text(target, encoding="utf-8")


def test_a_good_translation_is_silent(run: Run, tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    done = run("qa", "a.txt", "b.txt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == "uzlat: 0 errors, 0 warnings in 4 segments\n"


def test_a_fault_is_told_with_its_line_and_column_in_the_translation(run: Run, tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("120", "210"))
    done = run("qa", "a.txt", "b.txt")
    assert done.returncode == 1
    assert done.stdout.decode() == "b.txt:3:12: error numbers: 120 in the source is 210 here\n"
    assert b"1 error, 0 warnings in 4 segments" in done.stderr


def test_a_missing_paragraph_is_told_in_its_place_and_shifts_no_other(run: Run, tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("A total of 120 people took part in the meeting.\n", ""))
    told = run("qa", "a.txt", "b.txt").stdout.decode().splitlines()
    assert len(told) == 1
    assert told[0].startswith("b.txt:1:1: error missing: ")
    assert "120 нафар" in told[0] and "source line 3" in told[0]


def test_a_paragraph_left_out_and_one_added_elsewhere_do_not_shift_what_is_between(run: Run, tmp_path: Path) -> None:
    kinds = ("олма", "нок", "узум", "анор", "беҳи", "шафтоли", "гилос", "ўрик", "ёнғоқ")
    numbers = [114, 228, 345, 467, 589, 623, 744, 852, 963]
    source = [f"Боғда {number} туп {kind} ва яна кўп дарахт бор." for number, kind in zip(numbers, kinds, strict=True)]
    target = [f"The garden has {number} trees of one kind, and many others." for number in numbers]
    del target[1]
    target.insert(7, "Read more news on our site.")
    write(tmp_path, "\n".join(target), "\n".join(source))
    told = run("qa", "a.txt", "b.txt", "--ignore", "repeated").stdout.decode().splitlines()
    assert [line.split(": ")[:2] for line in told] == [["b.txt:1:1", "error missing"], ["b.txt:8:1", "warning added"]]


def test_an_added_paragraph_is_a_warning(run: Run, tmp_path: Path) -> None:
    lines = GOOD.splitlines()
    write(
        tmp_path, "\n".join([*lines[:3], "Subscribe to our channel and never miss the news of 2030 again!", *lines[3:]])
    )
    done = run("qa", "--json", "a.txt", "b.txt")
    [told] = [json.loads(line) for line in done.stdout.splitlines()]
    assert (told["kind"], told["severity"], told["line"], told["source_line"]) == ("added", "warning", 4, None)
    assert run("qa", "--level", "error", "a.txt", "b.txt").returncode == 0


def test_json_is_one_object_a_finding(run: Run, tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("example.uz/a", "example.uz/b").replace("three", "5"))
    told = [json.loads(line) for line in run("qa", "--json", "a.txt", "b.txt").stdout.splitlines()]
    keys = ["file", "line", "column", "kind", "severity", "message", "source_line", "source", "target"]
    assert {tuple(one) for one in told} == {tuple(keys)}
    assert [(one["kind"], one["line"]) for one in told] == [("numbers", 4), ("placeholders", 5), ("placeholders", 5)]


def test_kinds_can_be_chosen_and_left_out(run: Run, tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("example.uz/a", "example.uz/b").replace("120", "210"))
    only = run("qa", "--only", "numbers", "a.txt", "b.txt").stdout.decode()
    rest = run("qa", "--ignore", "numbers", "a.txt", "b.txt").stdout.decode()
    assert "numbers" in only and "placeholders" not in only
    assert "placeholders" in rest and "numbers" not in rest
    wrong = run("qa", "--only", "number", "a.txt", "b.txt")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert "did you mean" in wrong.stderr.decode() and "Traceback" not in wrong.stderr.decode()


def test_a_file_that_cannot_be_read_is_exit_2(run: Run, tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    done = run("qa", "a.txt", "none.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().count("\n") == 1
    assert run("qa", "a.txt").returncode == 2
    assert run("qa", "-", "-").returncode == 2


def test_the_translation_may_come_through_a_pipe(run: Run, tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    done = run("qa", "a.txt", "-", stdin=GOOD.replace("22, 2026", "21, 2026").encode())
    assert done.stdout.decode().startswith("-:1:")
    assert "dates: 22 in the source is 21 here" in done.stdout.decode()


def test_texts_in_one_language_and_script_are_remarked(run: Run, tmp_path: Path) -> None:
    write(tmp_path, SOURCE)
    assert "both texts are uz-Cyrl" in run("qa", "a.txt", "b.txt").stderr.decode()


def test_the_script_that_was_asked_for_counts(run: Run, tmp_path: Path) -> None:
    write(tmp_path, SOURCE, GOOD)
    assert run("qa", "--to", "uz", "a.txt", "b.txt").returncode == 0
    done = run("qa", "--to", "uz-Latn", "a.txt", "b.txt")
    assert done.returncode == 1
    assert b"error script" in done.stdout


def test_documents_are_compared_block_by_block(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Jami <b>120</b> kishi keldi.</p>\n<p>Ertaga yana kelishadi.</p>", "utf-8")
    (tmp_path / "b.md").write_text("In all **210** people came.\n\nThey will come again tomorrow.\n", "utf-8")
    done = run("qa", "--from", "uz", "--to", "en", "a.html", "b.md")
    assert done.stdout.decode().startswith("b.md:1:")
    assert "120 in the source is 210 here" in done.stdout.decode()
    assert b"2 segments" in done.stderr


TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="uz"/><body>
<tu><tuv xml:lang="uz"><seg>Jami 120 kishi keldi.</seg></tuv>
<tuv xml:lang="en"><seg>In all <bpt i="1">&lt;b></bpt>210 people came.</seg></tuv></tu>
</body></tmx>"""
XLIFF = """<xliff version="1.2"><file source-language="uz" target-language="en"><body>
<trans-unit id="1"><source>Jami 120 kishi keldi.</source>
<target>In all 210 people came.</target></trans-unit></body></file></xliff>"""
PO = """msgid ""
msgstr "Language: uz\\n"

#: a.py:3
msgid "In all 120 "
"people came."
msgstr ""
"Jami 210 kishi keldi."
"""


def test_one_file_with_both_texts_is_enough(run: Run, tmp_path: Path) -> None:
    for name, text, line in (("a.tmx", TMX, 4), ("a.xliff", XLIFF, 3), ("a.po", PO, 7)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        extra = ("--from", "en") if name.endswith("po") else ()
        done = run("qa", *extra, name)
        assert done.returncode == 1, (name, done.stderr)
        assert done.stdout.decode().startswith(f"{name}:{line}:")
        assert "120 in the source is 210 here" in done.stdout.decode()
    (tmp_path / "bad.tmx").write_text("<tmx><body>", encoding="utf-8")
    done = run("qa", "bad.tmx")
    assert done.returncode == 2
    assert "bad.tmx: not well-formed XML: line 1" in done.stderr.decode()


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.text(max_size=30), max_size=12))
def test_alignment_takes_every_paragraph_once_and_in_order(source: list[str], target: list[str]) -> None:
    links = align(source, target)
    assert [at for link in links for at in link.source] == list(range(len(source)))
    assert [at for link in links for at in link.target] == list(range(len(target)))
