"""Verdicts from letters, and what convert does with them line by line."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from uzlat import Converter, detect
from uzlat.pipeline import Pipeline
from uzlat.romanize import romanize
from uzlat.survey import paragraphs

UZBEK = "Ўзбекистон ҳукумати бугун янги қарор қабул қилди."
RUSSIAN = "Это решение было принято вчера, и мы ждём новых вопросов от общества."
KAZAKH = "Қазақстан үкіметі бүгін жаңа қаулы қабылдады, бұл туралы министрлік мәлім етті."
TAJIK = "Ҳукумати Тоҷикистон дар бораи ин қарор имрӯз хабар дод, ки он аз моҳи оянда эътибор дорад."


@pytest.mark.parametrize(
    ("text", "lang", "script"),
    [
        (UZBEK, "uz", "Cyrl"),
        (RUSSIAN, "ru", "Cyrl"),
        (KAZAKH, "kk", "Cyrl"),
        (TAJIK, "tg", "Cyrl"),
        ("Кыргызстандын өкмөтү бүгүн жаңы токтом кабыл алды, бул тууралуу маалымат берилди.", "ky", "Cyrl"),
        ("Уряд України сьогодні ухвалив нове рішення, про це повідомило міністерство.", "uk", "Cyrl"),
        ("Салом", "uz", "Cyrl"),
        ("Ѳ", "und", "Cyrl"),
        ("Дикъкъат! Бу саифеде сонъки янъарув олмай биле", "und", "Cyrl"),
        ("вышка", "ru", "Cyrl"),
        ("Бу Хрущёв ва Щербаков", "uz", "Cyrl"),
        ("Расулуллоҳ с. а. в. айтди", "uz", "Cyrl"),
        ("Если он уже дома, то как его дела?", "ru", "Cyrl"),
        ("Oʻzbekiston gʻalabasi", "uz", "Latn"),
        ("Washington Post", "en", "Latn"),
        ("2025: 3,5 %", "zxx", "Zyyy"),
        ("¼", "zxx", "Zyyy"),
        ("中文", "zh", "Hani"),
        ("Καλημέρα", "el", "Grek"),
        ("日本のニュース", "ja", "Jpan"),
        ("Крымда ўтган анжуманда Ельцин ҳақида гапирилди", "uz", "Cyrl"),
        ("ӯзбек тили давлат тилидир", "uz", "Cyrl"),
        ("У\u0306збекистон", "uz", "Cyrl"),
        (UZBEK.upper(), "uz", "Cyrl"),
        (RUSSIAN.upper(), "ru", "Cyrl"),
    ],
)
def test_letters_tell_the_language(text: str, lang: str, script: str) -> None:
    assert detect(text)[:2] == (lang, script)


def test_a_verdict_gives_a_reason_that_a_person_can_read() -> None:
    assert detect(UZBEK * 2).reason == "ў, қ, ҳ in 10 of 14 words; no letter of another alphabet"
    assert detect(UZBEK).reason.startswith("ў, қ, ҳ in 5 of 7 words; most telling ўзбекистон")
    assert detect(RUSSIAN).reason.startswith("щ, ы in 4 of 12 words; most telling ")
    assert detect("Мен бугун мактабга бордим").reason.startswith("no ў, қ, ғ, ҳ and no ы, щ; most telling ")
    assert 0.9 <= detect(UZBEK).score <= 1


@pytest.mark.parametrize(("line", "lang"), [(RUSSIAN, "ru"), (KAZAKH, "kk"), (TAJIK, "tg")])
def test_a_line_of_another_language_stays_and_is_named(official: Converter, line: str, lang: str) -> None:
    pipeline = Pipeline(official)
    text = f"{UZBEK}\n{line}\n{UZBEK}\n"
    assert pipeline.feed(text) == f"{official(UZBEK)}\n{line}\n{official(UZBEK)}\n"
    assert pipeline.tally.left == {lang: [2]}


def test_an_undecided_line_takes_the_language_of_those_before_it(official: Converter) -> None:
    pipeline = Pipeline(official)
    out = pipeline.feed(f"Салом\n{RUSSIAN}\nСалом\n\nМосква\n{UZBEK}\nСалом\n")
    assert out == f"Salom\n{RUSSIAN}\nСалом\n\nМосква\n{official(UZBEK)}\nSalom\n"
    assert pipeline.tally.left == {"ru": [2, 3, 5]}


def test_how_the_text_is_cut_into_pieces_changes_nothing(official: Converter) -> None:
    lines = [f"{line}\n" for line in (UZBEK, RUSSIAN, "Салом", KAZAKH, "Мир", UZBEK, "Салом")] * 3
    whole, pieces = Pipeline(official), Pipeline(official)
    assert whole.feed("".join(lines)) == "".join(map(pieces.feed, lines))
    assert whole.tally.left == pieces.tally.left
    assert whole.tally.lines == pieces.tally.lines == len(lines)


def test_without_detection_every_line_is_converted(official: Converter) -> None:
    assert Pipeline(official, detecting=False).feed("вышка и сыр\n") == "vishka i sir\n"


def test_a_short_line_is_expected_in_the_language_of_the_line_before() -> None:
    judged = paragraphs(f"{RUSSIAN}\n\nИстория\n{UZBEK}\nМарказ")
    assert [(number, verdict.lang) for number, _, verdict in judged] == [(1, "ru"), (3, "ru"), (4, "uz"), (5, "uz")]
    assert detect("История", "ru").score > detect("История").score


@pytest.mark.parametrize(
    "line",
    [
        "Как его зовут, что он сказал? Это уже не так",
        "Если он уже дома, то как его дела?",
        "Ӯ ба кор рафт ва гуфт, ки аз хона омад",
        "Ӯ ба кор рафтӯ буд, ва гуфт, ки мо".replace("ӯ", "у\u0304"),
    ],
)
def test_convert_and_detect_judge_a_line_alike(official: Converter, line: str) -> None:
    pipeline = Pipeline(official)
    pipeline.feed(line)
    assert bool(pipeline.tally.left) == (detect(line).lang not in ("uz", "und"))


def test_romanized_lines_keep_addresses_and_are_told_as_such(official: Converter) -> None:
    pipeline = Pipeline(official, others="romanize")
    line = "Это новые вопросы, и мы их ждём: https://пример.рф/адрес `код`\n"
    assert pipeline.feed(line).endswith("https://пример.рф/адрес `код`\n")
    assert (pipeline.tally.left, pipeline.tally.romanized) == ({}, {"ru": [1]})


def test_romanize_writes_what_has_a_pack_and_leaves_the_rest() -> None:
    assert romanize("Москва", "ru") == "Moskva"
    assert romanize("Київ", "uk") == "Kyyiv"
    assert romanize("Алматы", "kk") == "Алматы"


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "articles").glob("*.cyrl.txt")), ids=lambda p: p.stem)
@pytest.mark.parametrize("target", ["latn", "latn-2026"])
def test_the_example_articles_come_out_as_written_by_hand(path: object, target: str) -> None:
    source = ROOT / "examples" / "articles" / str(path).rsplit("/", maxsplit=1)[-1]
    wanted = source.with_name(source.name.replace(".cyrl.", f".{target}."))
    table = {"latn": "uz-Cyrl_uz-Latn", "latn-2026": "uz-Cyrl_uz-Latn-2026"}[target]
    out = Pipeline(Converter(table)).feed(source.read_text(encoding="utf-8"))
    assert out.splitlines() == wanted.read_text(encoding="utf-8").splitlines()
