"""`uzlat eval`: translations in files are compared with a reference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.openai_server import model, serving
from uzlat.files import PlanError
from uzlat.translate.evaluate import COPIED, score

SOURCE = "Bugun havo issiq.\nU maktabga bordi.\nNarxlar yana oshdi.\n"
REFERENCE = "Сегодня жаркая погода.\nОн пошёл в школу.\nЦены снова выросли.\n"
GOOD = "Сегодня жаркая погода.\nОн ходил в школу.\nЦены опять выросли.\n"
BAD = "Вчера был дождь.\nОна пришла домой.\nВремя идёт.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"my.uz": SOURCE, "my.ru": REFERENCE, "good.ru": GOOD, "bad.ru": BAD}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_same_is_a_hundred_and_nothing_alike_is_near_zero() -> None:
    same = score(REFERENCE.splitlines(), REFERENCE.splitlines())
    assert (round(same.chrf), round(same.bleu), same.segments) == (100, 100, 3)
    assert score(SOURCE.splitlines(), REFERENCE.splitlines()).chrf < 5


def test_chrf_counts_words_too_and_the_signatures_say_how() -> None:
    from sacrebleu import corpus_chrf

    found = score(GOOD.splitlines(), REFERENCE.splitlines())
    assert found.chrf == pytest.approx(corpus_chrf(GOOD.splitlines(), [REFERENCE.splitlines()], word_order=2).score)
    assert "nw:2" in found.chrf_signature
    assert "tok:13a" in found.bleu_signature


@pytest.mark.parametrize(("hypotheses", "references"), [(["a"], ["a", "b"]), ([], [])])
def test_what_cannot_be_compared_is_refused(hypotheses: list[str], references: list[str]) -> None:
    with pytest.raises(PlanError):
        score(hypotheses, references)


def test_the_best_comes_first_and_the_copied_source_is_among_them(run: Run, folder: Path) -> None:
    files = ["--hyp", "bad.ru", "--hyp", "good.ru"]
    found = run("eval", "--src", "my.uz", "--ref", "my.ru", *files, "--from", "uz", "--to", "ru", "--json")
    assert found.returncode == 0, found.stderr
    told = json.loads(found.stdout)
    assert [system["name"] for system in told["systems"]] == ["good.ru", "bad.ru", COPIED]
    assert (told["from"], told["to"], told["segments"]) == ("uz", "ru", 3)


def test_people_get_a_table_that_fits_60_columns(run: Run, folder: Path) -> None:
    import os

    found = run("eval", "--ref", "my.ru", "--hyp", "good.ru", "--hyp", "bad.ru", env={**os.environ, "COLUMNS": "60"})
    lines = found.stdout.decode().splitlines()
    assert any("good.ru" in line for line in lines)
    assert all(len(line) <= 60 for line in lines if "nrefs" not in line)
    assert lines[-1].startswith("nrefs:1")


def test_files_that_differ_in_length_are_refused_with_both_counts(run: Run, folder: Path) -> None:
    (folder / "short.ru").write_text("Да.\n", encoding="utf-8")
    found = run("eval", "--ref", "my.ru", "--hyp", "short.ru")
    assert (found.returncode, found.stdout) == (2, b"")
    assert "short.ru has 1 lines, my.ru 3" in found.stderr.decode()
    assert len(found.stderr.splitlines()) == 1


@pytest.mark.parametrize("args", [["--ref", "my.ru"], ["--ref", "none.ru", "--hyp", "good.ru"], ["--hyp", "good.ru"]])
def test_what_is_missing_is_said_in_one_line(run: Run, folder: Path, args: list[str]) -> None:
    found = run("eval", *args)
    assert (found.returncode, found.stdout, len(found.stderr.splitlines())) == (2, b"", 1)


def test_an_empty_line_in_the_middle_is_a_segment_and_line_ends_of_windows_count_once(run: Run, folder: Path) -> None:
    (folder / "windows.ru").write_bytes(REFERENCE.replace("\n", "\r\n").encode("utf-8-sig"))
    (folder / "gap.ru").write_text("Сегодня жаркая погода.\n\nЦены снова выросли.", encoding="utf-8")
    told = json.loads(run("eval", "--ref", "my.ru", "--hyp", "windows.ru", "--hyp", "gap.ru", "--json").stdout)
    assert [(one["name"], one["chrf++"] == 100) for one in told["systems"]] == [("windows.ru", True), ("gap.ru", False)]


def test_without_sacrebleu_the_command_says_how_to_get_it(run: Run, folder: Path) -> None:
    import os

    (folder / "blocked").mkdir()
    (folder / "blocked" / "sacrebleu.py").write_text("raise ImportError\n", encoding="utf-8")
    found = run("eval", "--ref", "my.ru", "--hyp", "good.ru", env={**os.environ, "PYTHONPATH": str(folder / "blocked")})
    assert (found.returncode, found.stdout) == (3, b"")
    assert 'pip install "uzlat[eval]"' in found.stderr.decode()


def test_an_engine_is_compared_on_ones_own_sentences(run: Run, tmp_path: Path) -> None:
    toy = ROOT / "tests" / "toy"
    rows = [line.split("\t") for line in (toy / "names.tsv").read_text(encoding="utf-8").splitlines()]
    names = [row for row in rows if row[1] == "ru"][:40]
    (tmp_path / "uz").write_text("".join(f"{row[0]}\n" for row in names), encoding="utf-8")
    (tmp_path / "ru").write_text("".join(f"{row[2]}\n" for row in names), encoding="utf-8")
    files = ["--src", "uz", "--ref", "ru"]
    done = run("eval", *files, "--from", "uz", "--to", "ru", "--engine", "ct2", "--model", str(toy), "--json")
    best, copied = json.loads(done.stdout)["systems"]
    assert best["name"].startswith("ct2 toy (Unicode-3.0)") and best["chrf++"] > 90
    assert copied["name"] == COPIED and copied["chrf++"] < 20
    assert run("eval", *files, "--engine", "ct2", "--model", str(toy)).returncode == 2


def test_it_says_where_text_is_sent(run: Run, folder: Path) -> None:
    with serving(model) as one:
        files = ["--src", "my.uz", "--ref", "my.ru", "--from", "uz", "--to", "ru"]
        done = run("eval", *files, "--engine", "openai", "--url", one.url)
    assert f"text is sent to {one.url}/v1".encode() in done.stderr and done.returncode == 0
