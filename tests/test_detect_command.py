"""`uzlat detect`, and what convert says of other languages."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.conftest import Run
from tests.test_cli import LATIN, RUSSIAN, UZBEK, one_line


def test_detect_prints_a_verdict_for_each_paragraph(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(UZBEK + b"\n" + RUSSIAN)
    done = run("detect", "--json", "a.txt")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert [(p["line"], p["lang"], p["script"]) for p in told["paragraphs"]] == [(1, "uz", "Cyrl"), (3, "ru", "Cyrl")]
    assert "ў, ҳ in 2 of 4 words" in run("detect", "a.txt", env={**os.environ, "COLUMNS": "120"}).stdout.decode()


def test_detect_exits_with_1_if_nothing_is_uzbek_cyrillic(run: Run) -> None:
    assert run("detect", stdin=RUSSIAN).returncode == 1
    assert run("detect", stdin=LATIN).returncode == 1


def test_detect_asks_langdetect_about_other_scripts(run: Run) -> None:
    finnish = "Hallitus teki maanantaina uuden päätöksen, ministeriö kertoi.\n".encode()
    assert json.loads(run("detect", "--json", stdin=finnish).stdout)["paragraphs"][0]["lang"] == "und"
    told = json.loads(run("detect", "--json", "--all-languages", stdin=finnish).stdout)["paragraphs"][0]
    assert (told["lang"], told["script"], told["reason"]) == ("fi", "Latn", "langdetect")
    arabic = "أعلنت الحكومة أمس قرارا جديدا بشأن الصحافة والإعلام\n".encode()
    told = json.loads(run("detect", "--json", stdin=arabic).stdout)["paragraphs"][0]
    assert (told["lang"], told["script"]) == ("ar", "Arab")


def test_detect_lines_judges_each_line_by_itself(run: Run) -> None:
    done = run("detect", "--lines", stdin=RUSSIAN + b"\nSalom dunyo, bu yangi qonun\n" + UZBEK)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(item["lang"], item["script"]) for item in told] == [
        ("ru", "Cyrl"),
        ("zxx", "Zyyy"),
        ("uz", "Latn"),
        ("uz", "Cyrl"),
    ]
    assert list(told[0]) == ["lang", "script", "score", "reason"]
    assert told[2]["variant"] == "1995"
    assert (done.returncode, run("detect", "--lines", stdin=RUSSIAN).returncode) == (0, 1)


def test_detect_spans_gives_offsets_into_the_text(run: Run, tmp_path: Path) -> None:
    text = "Салом.\nВазир журналистларга «Мы всегда готовы к сотрудничеству» деди.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    told = json.loads(run("detect", "--spans", "--json", "a.txt").stdout)
    found = [(span["line"], text[span["start"] : span["end"]], span["lang"]) for span in told["spans"]]
    assert found == [
        (1, "Салом.", "uz"),
        (2, "Вазир журналистларга «", "uz"),
        (2, "Мы всегда готовы к сотрудничеству", "ru"),
        (2, "» деди.", "uz"),
    ]
    assert "сотрудничеству" in run("detect", "--spans", "a.txt").stdout.decode()
    assert run("detect", "--spans", "--lines", "a.txt").returncode == 2


def test_detect_takes_folders_and_tells_of_each_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_bytes(UZBEK + RUSSIAN)
    (tmp_path / "news" / "b.txt").write_bytes(RUSSIAN)
    (tmp_path / "news" / "c.png").write_bytes(b"\x89PNG\x00")
    told = [json.loads(line) for line in run("detect", "--json", "news").stdout.splitlines()]
    assert [(item["file"], item["lang"]) for item in told] == [("news/a.txt", "ru"), ("news/b.txt", "ru")]
    table = run("detect", "news", env={**os.environ, "COLUMNS": "100"})
    assert table.returncode == 0
    assert "1 of 2 paragraphs; 1 in Uzbek" in table.stdout.decode()
    missing = run("detect", "news", "none.txt", "--lines")
    assert missing.returncode == 2
    assert one_line(missing.stderr) == "uzlat: error: none.txt: no such file or directory"


def test_convert_tells_of_passages_on_stderr_and_in_json(run: Run) -> None:
    text = "Вазир журналистларга «Мы всегда готовы к сотрудничеству» деди.\n".encode()
    done = run(stdin=text)
    assert done.stdout.decode() == "Vazir jurnalistlarga «Мы всегда готовы к сотрудничеству» dedi.\n"
    assert one_line(done.stderr) == "uzlat: <stdin>: left 1 passage in Russian (line 1)"
    assert json.loads(run("--json", stdin=text).stdout)["passages"]["left"] == [{"lang": "ru", "lines": [1]}]
    assert "«My vsegda gotovy k sotrudnichestvu»" in run("--others", "romanize", stdin=text).stdout.decode()
    assert "«Mi vsegda gotovi k sotrudnichestvu»" in run("--others", "convert", stdin=text).stdout.decode()
