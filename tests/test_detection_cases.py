"""The language of hand-written lines that are hard to judge: headlines, names, borders between neighbours."""

from __future__ import annotations

import pytest

from tests.conftest import read_cases
from uzlat import detect

CASES = [
    (kind, lang, text, answer) for kind, lang, text, answer, *_ in ([*row, ""] for row in read_cases("detection.tsv"))
]
RIGHT = [(lang, text) for _, lang, text, answer in CASES if lang != "und" and not answer]
SHORTFALLS = [text for *_, text, answer in CASES if answer]
ANYONES = [text for _, lang, text, _ in CASES if lang == "und"]
NAMED = ("headline", "plain", "capitals", "karakalpak", "tajik", "kazakh")
"""Kinds of lines that are long enough for their language to be named."""


def taken_wrong(lang: str, text: str) -> bool:
    """Say whether Uzbek is taken for another language, or another one for Uzbek."""
    return (detect(text).lang == "uz") != (lang == "uz")


@pytest.mark.parametrize(("lang", "text"), RIGHT)
def test_a_line_is_taken_for_uzbek_if_it_is(lang: str, text: str) -> None:
    assert not taken_wrong(lang, text), detect(text)


def test_known_shortfalls_are_few_and_there_are_no_others() -> None:
    assert len(SHORTFALLS) <= 10
    wrong = [text for _, lang, text, _ in CASES if lang != "und" and taken_wrong(lang, text)]
    assert len(wrong) <= len(SHORTFALLS), set(wrong).difference(SHORTFALLS)


def test_the_languages_of_longer_lines_are_named() -> None:
    answers = [(detect(text).lang, lang, text) for kind, lang, text, _ in CASES if kind in NAMED and lang != "uz"]
    wrong = [answer for answer in answers if answer[0] != answer[1]]
    assert len(answers) > 50
    assert len(wrong) <= len(answers) * 0.2, wrong


@pytest.mark.parametrize("text", ANYONES)
def test_what_several_languages_write_alike_is_not_claimed_for_sure(text: str) -> None:
    verdict = detect(text)
    assert verdict.score < 0.97 or verdict[:2] == ("zxx", "Zyyy")


@pytest.mark.parametrize(
    "text", [text for kind, lang, text, _ in CASES if kind in ("two-words", "names") and lang == "uz"]
)
def test_a_short_line_after_uzbek_text_is_uzbek(text: str) -> None:
    assert detect(text, "uz").lang == "uz"


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, text in RIGHT if lang == "uz"][::4])
def test_uzbek_is_uzbek_in_capitals_too(lang: str, text: str) -> None:
    assert detect(text.upper()).lang == lang
