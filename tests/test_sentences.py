"""Sentences of a paragraph: where they begin, and that nothing is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import read_cases
from uzlat.translate.sentences import split

BEGINS, LINE, SPACE = "¦", "⏎", "⍽"
KNOWN_WRONG = {
    "a. Birinchi savol oson edi. ¦b. Ikkinchisi qiyin.",  # a small letter goes on with a sentence
    "Город-герой!¦Ура.",  # a capital without a space, as in names: Yahoo!Japan
}
CASES = [(lang, text) for lang, text in read_cases("sentences.tsv")]
LANGUAGES = ("", "uz", "ru", "kk", "en", "kaa", "de")
WORDS = """Sh. Ш.М. Mirziyoyev keldi. келди! mln. 1,5 г. 2025 Он «Ha » " — ... … ?! ( ). va h.k. a) 12. kun.uz 😊 “ ”
U.S. ' [1] 。 ؟ . - 5 iPhone https://kun.uz."""
PARTS = st.sampled_from([*WORDS.split(), "\n", "\u00a0", "  "])


def sentences(text: str, lang: str = "uz") -> list[str]:
    return [text[start:end] for start, end in split(text, lang)]


def beginnings(marked: str) -> tuple[str, set[int]]:
    """Take the marks out of a text, and say where sentences begin after the first."""
    first, *rest = marked.replace(LINE, "\n").replace(SPACE, "\u00a0").split(BEGINS)
    text, found = first, set()
    for part in rest:
        found.add(len(text))
        text += part
    return text, found


def found_in(lang: str, text: str) -> set[int]:
    return {start for start, _ in split(text, lang)[1:]}


def test_at_least_99_percent_of_boundaries_are_right() -> None:
    right = total = 0
    for lang, marked in CASES:
        text, wanted = beginnings(marked)
        found = found_in(lang, text)
        right += len(wanted & found)
        total += len(wanted | found)
    assert len(CASES) >= 320
    assert right / total >= 0.99


@pytest.mark.parametrize(("lang", "marked"), [case for case in CASES if case[1] not in KNOWN_WRONG])
def test_a_hard_case_is_cut_where_a_reader_would(lang: str, marked: str) -> None:
    text, wanted = beginnings(marked)
    assert found_in(lang, text) == wanted, sentences(text, lang)


def test_what_is_known_to_be_wrong_still_is() -> None:
    wrong = {marked for lang, marked in CASES if found_in(lang, beginnings(marked)[0]) != beginnings(marked)[1]}
    assert wrong == KNOWN_WRONG


@pytest.mark.parametrize("text", ["Prezident Sh. Mirziyoyev", "Q. -J. Toqayev", "1,5 mln. dollar", "Ш.М. Мирзиёев"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_and_amounts_are_whole_in_every_language(text: str, lang: str) -> None:
    assert sentences(text, lang) == [text]


def test_a_text_of_no_known_language_is_read_with_what_is_known_of_all() -> None:
    text = "Bu va h.k. Keyin u ketdi. Это и т.д. Он ушёл. Mr. Smith left. Ол 1991 ж. туған."
    assert sentences(text, "") == [
        "Bu va h.k.", "Keyin u ketdi.", "Это и т.д.", "Он ушёл.", "Mr. Smith left.", "Ол 1991 ж. туған."
    ]  # fmt: skip
    assert sentences(text, "xx") == sentences(text, "")


def test_every_apostrophe_makes_an_initial() -> None:
    for apostrophe in "ʻʼ‘’'`":
        assert len(sentences(f"Kecha G{apostrophe}. G{apostrophe}ulom keldi.")) == 1
        assert len(sentences(f"U so{apostrophe}m berdi. O{apostrophe}zi ketdi.")) == 2


def test_nothing_gives_no_sentence() -> None:
    assert split("") == split(" \n\u00a0 ") == []


def holds(text: str, lang: str) -> None:
    """Check that spans are in order, hold all that is not white space, and begin and end with it."""
    last = 0
    for start, end in split(text, lang):
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@given(st.lists(PARTS, max_size=25).map(" ".join), st.sampled_from(LANGUAGES))
@settings(max_examples=300)
def test_sentences_hold_all_that_is_not_white_space(text: str, lang: str) -> None:
    holds(text, lang)


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
@settings(max_examples=300)
def test_any_text_can_be_split(text: str, lang: str) -> None:
    holds(text, lang)


@given(st.lists(PARTS, max_size=25).map("".join))
def test_any_text_without_spaces_can_be_split(text: str) -> None:
    holds(text, "uz")


@given(st.lists(PARTS, max_size=12).map(" ".join), st.lists(PARTS, max_size=12).map(" ".join))
def test_a_line_end_parts_sentences(first: str, second: str) -> None:
    assert sentences(f"{first}\n{second}") == sentences(first) + sentences(second)


@pytest.mark.parametrize(("lang", "marked"), [case for case in CASES if LINE not in case[1]])
def test_a_sentence_of_the_table_is_one_sentence_by_itself(lang: str, marked: str) -> None:
    for sentence in sentences(beginnings(marked)[0], lang):
        assert len(sentences(sentence, lang)) == 1
