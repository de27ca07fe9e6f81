"""The sieve: which lines are looked at more closely, and that the others need no look."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, read_cases
from uzlat import Converter
from uzlat.passages import passages
from uzlat.sieve import NAME, NATIVE, NONE, ODD, SHARED, UNKNOWN, Signs, suspects, watch

ARTICLES = sorted((ROOT / "examples" / "articles").glob("*.cyrl.txt"))
PARAGRAPHS = [re.sub("⟦[a-z]+:|⟧", "", row[1]) for row in read_cases("passages.tsv")]
LINES = [line for path in ARTICLES for line in path.read_text(encoding="utf-8").split("\n")] + PARAGRAPHS
UZBEK = "Ўзбекистон ҳукумати бугун янги қарор қабул қилди."
OFFICIAL = Converter("uz-Cyrl_uz-Latn")
MISSED = 3
"""Lines of all with a passage that the sieve may pass over; 1 when this was written."""


def listed(text: str) -> list[str]:
    """Give the lines that are to be looked at."""
    return [text[at:].partition("\n")[0] for at in suspects(text, Signs().signed)]


def test_lines_that_are_not_looked_at_hold_nothing_foreign() -> None:
    looked = listed("\n".join(LINES))
    cyrillic = [line for line in LINES if re.search("[\u0400-\u052f]", line)]
    passed = set(cyrillic).difference(looked)
    missed = [line for line in passed if any(passage.lang != "uz" for passage in passages(line, "uz"))]
    assert len(LINES) > 180
    assert len(missed) <= MISSED, missed


def test_most_uzbek_lines_are_not_looked_at() -> None:
    articles = [line for path in ARTICLES for line in path.read_text(encoding="utf-8").split("\n") if line]
    assert len(listed("\n".join(articles))) <= len(articles) * 0.2


@pytest.mark.parametrize(
    "line",
    [
        "Это решение было принято вчера",
        "согласно новому закону",
        "Қазақстан үкіметі бүгін жаңа қаулы қабылдады",
        "Вазир журналистларга «Мы всегда готовы к сотрудничеству» деди.",
        "Меҳмон бизга «Қош келдіңіздер, төрге шығыңыздар» деди.",
    ],
)
def test_a_line_with_foreign_words_is_looked_at_wherever_it_stands(line: str) -> None:
    assert listed(line) == [line]
    assert listed(f"{UZBEK}\n\n{line}\n{UZBEK}\n") == [line]
    assert listed(f"{line}\n{UZBEK}\n{line}") == [line, line]


@pytest.mark.parametrize("line", ["", "—", "12 345", UZBEK, "Салом, дунё!", "Instagram ва Telegram", "Шавкат Мирзиёев"])
def test_a_plain_line_is_not_looked_at(line: str) -> None:
    assert listed(line) == []


def test_the_signs_of_the_converter_flag_the_same_lines(official: Converter, latin_2026: Converter) -> None:
    for text in ("\n".join(LINES), "\n".join(LINES[::-1]), "\n".join(PARAGRAPHS) + "\n"):
        wanted = suspects(text, Signs().signed)
        assert wanted
        for converter in (official, latin_2026):
            assert suspects(text, converter.watched(watch()).signed) == wanted


PIECES = [
    "Ўзбекистон", "ҳукумати", "ва", "БМТ", "Москва", "цех", "дом", "и", "выставка", "мы", "Щедрин", "жаңы", "Google",
    "12", "1992 йил", "5-сон", "—", "«", "»", "Pоссия", "Ш.", "https://kun.uz/а", "`код`", "нуқтаи назар", "новому",
    "закону", "\n", "\n", "\t", "\x00", "\x01", "\x02", "\x03", "\x04", "\x05", "\udc80", "\u0301", "\u00ad", "\u00a0",
    "’",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", ""])).map("".join), max_size=14))
@settings(max_examples=200, deadline=None)
def test_the_signs_of_the_converter_flag_the_same_lines_of_any_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert suspects(text, OFFICIAL.watched(watch()).signed) == suspects(text, Signs().signed)


@pytest.mark.parametrize(
    ("token", "sign"),
    [
        ("ишлаяпти", NATIVE),  # an ending
        ("бугун", NATIVE),  # a common word
        ("ўт", NATIVE),
        ("«Ўзбек»,", NATIVE),
        ("", ""),
        ("ва", SHARED),
        ("БМТ", SHARED),
        ("Москва", NAME),
        ("ЖЭК", NAME),
        ("дом", UNKNOWN),
        ("(дом),", UNKNOWN),
        ("МОСКВА", UNKNOWN),  # a word of a headline
        ("5-цех", UNKNOWN),
        ("мы", ODD),
        ("Щедрин", ODD),
        ("жаңы", ODD),
        ("қӯл", ODD),
        ("12", NONE),
        ("12,5%", NONE),
        ("№5", NONE),
        ("—", NONE),
        ("«", NONE),
        ("Google", NONE),
        ("«Google»", NONE),
        ("café", NONE),
        ("中文", NONE),
        ("\x01", NONE),
    ],
)
def test_a_token_is_known_by_its_letters_its_ending_or_a_list(token: str, sign: str) -> None:
    assert watch()(token) == sign


@pytest.mark.parametrize("token", ["дом", "бугун", "ва", "мы", "ўт"])
def test_punctuation_around_a_token_changes_nothing(token: str) -> None:
    around = ("«{}»", "({}),", "{}!…", "“{}”", "—{}:", "'{}'")
    assert {watch()(one.format(token)) for one in around} == {watch()(token)}


LOADED = """
import sys
from uzlat import Converter
from uzlat.pipeline import Pipeline
text = sys.stdin.buffer.read().decode()
print(ascii(Pipeline(Converter("uz-Cyrl_uz-Latn")).feed(text)))
print("uzlat.ngrams" in sys.modules, "uzlat.passages" in sys.modules)
"""


def loaded(text: str) -> list[str]:
    """Convert a text in a process of its own; say whether the n-grams, and the search for passages, were loaded."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, input=text.encode(), capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode().splitlines()[-1].split()


def test_ngrams_are_loaded_for_a_line_that_may_be_foreign_and_for_no_other() -> None:
    law = (ROOT / "examples" / "articles" / "04-law.cyrl.txt").read_text(encoding="utf-8")
    assert loaded(law) == ["False", "False"]
    assert loaded(f"{law}Это решение было принято вчера\n") == ["True", "True"]
