"""The files of n-grams and the sums that are made of them, read a second time in the plainest way."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from uzlat.ngrams import LONGEST, Model, model
from uzlat.profiles import FOLDER

SCRIPTS = ("Cyrl", "Latn")
SAMPLE = {"Cyrl": "01-agency-wire.cyrl.txt", "Latn": "01-agency-wire.latn.txt"}
LETTERS = {"Cyrl": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳңөүіәӣӯҷї", "Latn": "abcdefghijklmnopqrstuvwxyzöğşçʻ"}


class Plain:
    """A file of n-grams, read line by line."""

    def __init__(self, script: str) -> None:
        with open(f"{FOLDER}/{script}.ngrams", encoding="utf-8", newline="") as handle:
            self.text = handle.read()
        head, index, *rows = self.text.removesuffix("\n").split("\n")
        self.languages = head.split("\t")[1].split(" ")
        names = index.split("\t")
        self.index = dict(zip(names[::2], map(int, names[1::2]), strict=True))
        self.pairs = [row.split("\t") for row in rows]
        self.rows = {gram: list(map(ord, weights)) for gram, weights in self.pairs}

    def sums(self, word: str) -> list[int]:
        """Add the rows of a word up, lane by lane."""
        edged = f"^{word[:40]}$"
        parts = [*word[:40], edged]
        parts += [edged[at : at + size] for size in (3, 4) for at in range(len(edged) - size + 1)]
        rows = [self.rows[part] for part in parts if part in self.rows]
        return [sum(column) for column in zip(*rows, strict=True)] or [0] * len(self.languages)


@cache
def plain(script: str) -> Plain:
    return Plain(script)


def group(gram: str) -> str:
    return gram[:3] if gram.startswith("^") else gram[:2]


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_row_has_a_weight_for_each_language(script: str) -> None:
    read = plain(script)
    assert len(read.pairs) > 10_000
    assert {len(pair) for pair in read.pairs} == {2}
    assert {len(weights) for _, weights in read.pairs} == {len(read.languages)}
    assert not re.search(r"\s", "".join(weights for _, weights in read.pairs))
    assert "uz" in read.languages
    assert model(script).languages == read.languages


@pytest.mark.parametrize("script", SCRIPTS)
def test_rows_are_sorted_in_their_groups_and_none_comes_twice(script: str) -> None:
    read = plain(script)
    assert len(read.rows) == len(read.pairs)
    groups = [(start, list(found)) for start, found in groupby((gram for gram, _ in read.pairs), key=group)]
    assert all(before < after for _, found in groups for before, after in pairwise(found))
    assert len({start for start, _ in groups}) == len(groups)


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_index_says_where_each_group_begins(script: str) -> None:
    read = plain(script)
    places: dict[str, int] = {}
    at = 0
    for gram, weights in read.pairs:
        places.setdefault(group(gram), at)
        at += len(f"\n{gram}\t{weights}".encode())
    assert read.index == places
    head = read.text.index("\n", read.text.index("\n") + 1)
    assert len(read.text.encode()) == len(read.text[:head].encode()) + at + 1


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_sums_of_a_word_are_those_of_its_rows(script: str) -> None:
    known, read = Model(script), plain(script)
    text = (ROOT / "examples" / "articles" / SAMPLE[script]).read_text(encoding="utf-8").lower()
    words = known.words(text)
    assert len(set(words)) > 50
    for word in words:
        assert known.sums(known.weigh(word)) == read.sums(word), word


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_gram_of_the_file_is_found(script: str) -> None:
    known, read = Model(script), plain(script)
    for gram in list(read.rows)[::400]:
        if gram[0] == "^" and gram[-1] == "$":
            assert known.sums(known.weigh(gram[1:-1])) == read.sums(gram[1:-1]) != [0] * len(read.languages)


@given(st.sampled_from(SCRIPTS), st.data())
@settings(max_examples=200, deadline=None)
def test_any_word_and_any_words_together_have_the_sums_of_their_rows(script: str, data: st.DataObject) -> None:
    known, read = model(script), plain(script)
    words = data.draw(st.lists(st.text(LETTERS[script], min_size=1, max_size=50), max_size=5))
    wanted = [sum(column) for column in zip([0] * len(read.languages), *map(read.sums, words), strict=True)]
    assert known.sums(sum(map(known.weigh, words))) == wanted


@pytest.mark.parametrize(("script", "word"), [("Cyrl", "ԥԥԥ"), ("Cyrl", "ԥԥ"), ("Latn", "ȿȿ")])
def test_a_word_of_which_no_gram_is_known_has_no_weight(script: str, word: str) -> None:
    assert plain(script).sums(word) == [0] * len(plain(script).languages)
    assert model(script).weigh(word) == 0


@pytest.mark.parametrize("script", SCRIPTS)
def test_lanes_do_not_run_over_in_a_long_text_of_the_longest_words(script: str) -> None:
    known, read = model(script), plain(script)
    inner = [gram for gram in read.rows if gram[0] != "^" and gram[-1] != "$"]
    heaviest = max(inner, key=lambda gram: max(read.rows[gram]))
    word = (heaviest * LONGEST)[:LONGEST]
    wanted = [one * 5000 for one in read.sums(word)]
    total = known.weigh(word) * 5000
    assert known.sums(total) == wanted
    assert max(wanted) > 1_000_000
    assert total == sum([known.weigh(word)] * 5000)


@pytest.mark.parametrize("word", ["а" * 41, "бирлаш" * 20])
def test_of_a_long_word_the_first_letters_count(word: str) -> None:
    known = model("Cyrl")
    assert known.weigh(word) == known.weigh(word[:LONGEST]) != known.weigh(word[: LONGEST - 1])
