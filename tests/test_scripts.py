"""The scripts that build the word lists, and the form of the lists that they built."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from uzlat import Converter

TEXT = "Концерт бўлди. Концертда альбом янгради, концертлар, сирка ва ролик. Объектлар, объект.\n" * 20
LISTS = ["uz-Latn_uz-Cyrl.tsv", "uz-Latn_uz-Latn.tsv"]


def script(name: str, *args: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / name), *args], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_lexicon_is_built_from_text_and_own_words(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "own.tsv").write_text("cyrillic\tlatin\tothers\nИшоқ\tishoq\tисҳоқ\nмагний\t\t\n", encoding="utf-8")
    script(
        "build_lexicon.py", "--text", "news:MIT=news.txt", "--own", "own:MIT=own.tsv", "--out", "out.tsv",
        "--latin-out", "latin.tsv", folder=tmp_path,
    )  # fmt: skip
    lines = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in lines if not line.startswith("#")}
    assert rows["ishoq"] == ["ишоқ", "исҳоқ", "own"]
    assert rows["albom"][0] == "альбом"
    assert not {"sirka", "rolik", "magniy", "boʻldi"} & rows.keys()  # the rules know these
    assert "news (MIT), own (MIT)" in lines[1]


def test_a_profile_is_built_from_both_sides(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "freq.tsv").write_text("count_books\tcyrillic\n40\tшаҳар\n", encoding="utf-8")
    (tmp_path / "head.tsv").write_text("cyrillic\nкитоб\n", encoding="utf-8")
    (tmp_path / "en.tsv").write_text("tatoeba\tthe thing that they bring\nother\tsecret\n" * 30, encoding="utf-8")
    script(
        "build_profile.py", "--corpus", "news.txt", "--frequencies", "freq.tsv", "--headwords", "head.tsv",
        "--foreign", "en.tsv", "--out", ".", folder=tmp_path,
    )  # fmt: skip
    lines = (tmp_path / "uz-Latn.ngrams.tsv").read_text(encoding="utf-8").splitlines()
    grams = {line.split("\t")[0]: int(line.split("\t")[1]) for line in lines if not line.startswith("#")}
    assert sum(grams.get(gram, 0) for gram in ("^th", "the", "he$")) < 0 < grams["^k"]
    assert not any("secr" in gram for gram in grams)  # a source that may not be used


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_a_list_names_its_source_and_the_head_its_licence(name: str) -> None:
    lines = (ROOT / "rules" / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    licensed = set(re.findall(r"([\w.+ ]+) \(", lines[1]))
    known = {part.strip() for item in licensed for part in item.split("+")} | {
        "text",
        "stem",
        "old spelling",
        "unsigned",
    }
    assert len(rows) > 800
    assert {part for row in rows for part in row[3].split("+")} <= known
    assert rows == sorted(rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_the_tidy_list_holds_no_official_spelling() -> None:
    """What the table from Cyrillic writes, the tidy table leaves as it is."""
    words = (ROOT / "rules" / LISTS[0]).read_text(encoding="utf-8").splitlines()[3:]
    official = Converter("uz-Cyrl_uz-Latn")("\n".join(f"а {line.split()[1].capitalize()}" for line in words))
    tidied = Converter("uz-Latn_uz-Latn")(official)
    changed = [pair for pair in zip(official.split("\n"), tidied.split("\n"), strict=True) if pair[0] != pair[1]]
    assert len(changed) <= len(words) // 500, changed
