"""Both views of a conversion."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from uzlat import Converter
from uzlat.diff import Cell, cells, rows

GOLDEN = ROOT / "tests" / "golden" / "diff-60-columns.txt"
TEXT = (
    "Ўзбекистон Республикаси бюджети 1992 йил 24 февралда тасдиқланган эди.\n"
    "Это решение было принято вчера, и мы ждём новых вопросов.\n"
    "Oʻzbekiston\n"
    "АҚШнинг Pоссия билан чегараси йўқ, Исҳоқ Ш. Мирзиёевга ёзди.\n"
)


def test_cells_are_words_and_what_a_phrase_joined(official: Converter) -> None:
    assert cells(official.trace("1992 йил, сирк  ҲАЁТ")) == [
        Cell("1992 йил,", "1992-yil,", ("R21-year",)),
        Cell("сирк", "sirk", ()),
        Cell("ҲАЁТ", "HAYOT", ()),
    ]


def test_rows_are_no_wider_than_asked(official: Converter) -> None:
    found = list(rows(cells(official.trace(TEXT.split("\n", maxsplit=1)[0])), 30))
    assert len(found) > 2
    assert all(sum(wide + 1 for _, wide in row) - 1 <= 30 for row in found)
    assert [cell for row in found for cell, _ in row] == cells(official.trace(TEXT.split("\n", maxsplit=1)[0]))


def test_the_aligned_view_names_rules_under_the_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    shown = run("diff", "a.txt", env={**os.environ, "COLUMNS": "60", "NO_COLOR": "1"}).stdout.decode()
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(shown, encoding="utf-8")
    assert shown == GOLDEN.read_text(encoding="utf-8")
    assert "\x1b" not in shown


def test_the_aligned_view_has_colours_on_a_terminal_only(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    env = {**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    env.pop("NO_COLOR", None)
    assert b"\x1b[31m" in run("diff", "a.txt", env=env).stdout


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.rstrip("\n"),
        TEXT.replace("\n", "\r\n"),
        "салом",
        "салом\n",
        "same\n" * 20 + "салом\n" + "same\n" * 20 + "салом",
        "салом\n" * 3 + "same\n" * 6 + "салом\n" * 3 + "same\n" * 7 + "салом\n",
        "\n\nсалом\n\n",
    ],
)
@pytest.mark.parametrize("tool", ["git", "patch"])
def test_the_unified_view_is_a_patch(run: Run, tmp_path: Path, text: str, tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    wanted = run("a.txt").stdout
    patch = run("diff", "--unified", "a.txt").stdout
    command = ["git", "apply", "-"] if tool == "git" else ["patch", "-p1", "--binary"]
    subprocess.run(command, input=patch, cwd=tmp_path, check=True, capture_output=True)
    assert path.read_bytes() == wanted


def test_invalid_bytes_go_through_the_unified_view(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("шаҳар".encode() + b"\xff\n")
    assert b"+shahar\xff\n" in run("diff", "-u", "a.txt").stdout


def test_the_exit_code_is_given_on_request(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("salom\n", encoding="utf-8")
    assert run("diff", "a.txt").returncode == 0
    assert run("diff", "--exit-code", "a.txt").returncode == 1
    done = run("diff", "--exit-code", "b.txt")
    assert (done.returncode, done.stdout) == (0, b"")
