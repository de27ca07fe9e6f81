"""Files that mix alphabets: each line goes to the table from its own."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Run
from uzlat import Converter, TableError, convert, detect
from uzlat.pipeline import Pipeline

MIXED = (
    "Ўзбекистон Республикаси Президенти\n"
    "Oʻzbekiston Respublikasi Prezidenti\n"
    "Özbekiston Respublikasi şahri\n"
    "The government said on Monday that it would not change the law\n"
    "Это решение было принято вчера, и мы ждём новых вопросов\n"
    "Salom dunyo va Toshkent\n"
    "\n"
    "Oʻzbekiston mаʼlumot bаzasi\n"
)
ENGLISH = "The government said on Monday that it would not change the law"
RUSSIAN = "Это решение было принято вчера, и мы ждём новых вопросов"


@pytest.mark.parametrize(
    ("target", "lines"),
    [
        ("uz-Cyrl", "Ўзбекистон Республикаси Президенти|Ўзбекистон Республикаси Президенти|"
         "Ўзбекистон Республикаси шаҳри|{en}|{ru}|Салом дунё ва Тошкент||Ўзбекистон маълумот базаси|"),
        ("uz-Latn", "Oʻzbekiston Respublikasi Prezidenti|Oʻzbekiston Respublikasi Prezidenti|"
         "Oʻzbekiston Respublikasi shahri|{en}|{ru}|Salom dunyo va Toshkent||Oʻzbekiston maʼlumot bazasi|"),
        ("uz-Latn-2026", "Özbekiston Respublikasi Prezidenti|Özbekiston Respublikasi Prezidenti|"
         "Özbekiston Respublikasi şahri|{en}|{ru}|Salom dunyo va Toşkent||Özbekiston maʼlumot bazasi|"),
    ],
)  # fmt: skip
def test_each_line_goes_to_the_table_from_its_alphabet(target: str, lines: str) -> None:
    wanted = lines.format(en=ENGLISH, ru=RUSSIAN).split("|")
    assert convert(MIXED, target=target).split("\n") == wanted


@pytest.mark.parametrize("target", ["uz-Latn", "uz-Latn-2026", "uz-Cyrl"])
def test_lines_fed_one_by_one_come_out_as_the_whole(target: str) -> None:
    main = "uz-Latn_uz-Cyrl" if target == "uz-Cyrl" else f"uz-Cyrl_{target}"
    whole, pieces = Pipeline(Converter(main)), Pipeline(Converter(main))
    text = MIXED * 3
    assert "".join(pieces.feed(line) for line in text.splitlines(keepends=True)) == whole.feed(text)
    assert pieces.tally.left == whole.tally.left


@pytest.mark.parametrize(
    ("line", "latin"),
    [
        ("Instagram, Facebook va Telegram: бизга қўшилинг", "Instagram, Facebook va Telegram: bizga qoʻshiling"),
        ("Samsung Galaxy S24 Ultra нархи қанча?", "Samsung Galaxy S24 Ultra narxi qancha?"),
    ],
)
def test_a_cyrillic_line_with_more_latin_letters_is_converted_all_the_same(line: str, latin: str) -> None:
    assert convert(line) == latin


def test_lines_that_are_left_are_told_with_their_numbers() -> None:
    pipeline = Pipeline(Converter("uz-Latn_uz-Cyrl"))
    pipeline.feed(MIXED)
    assert pipeline.tally.left == {"en": [4], "ru": [5]}


def test_a_sibling_table_takes_the_options_that_it_has() -> None:
    assert (
        convert("o'zbek san'at\n1992 йил", target="uz-Latn-2026", apostrophe="ascii", dates="keep")
        == "özbek san'at\n1992 yil"
    )
    with pytest.raises(TableError, match="unknown option 'loans'"):
        convert("ўзбек", target="uz-Cyrl", loans="keep")


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("O'zbekiston hukumati qaror qabul qildi", "1995"),
        ("Özbekiston hukumati qaror qabul qildi", "2026"),
        ("Oʻzbekiston şahri va Özbekiston shahri", "mixed"),
    ],
)
def test_the_alphabets_of_latin_are_told_apart(text: str, variant: str) -> None:
    verdict = detect(text)
    assert (verdict.lang, verdict.script, verdict.variant) == ("uz", "Latn", variant)


@pytest.mark.parametrize(
    ("text", "lang"),
    [(ENGLISH, "en"), ("Bu kararın çok önemli olduğunu söyledi", "tr"), ("Bütün insanlar və dövlətlər üçün", "az")],
)
def test_other_languages_in_latin_letters_are_not_uzbek(text: str, lang: str) -> None:
    assert detect(text).lang == lang


def test_the_command_tells_which_tables_it_used(run: Run) -> None:
    told = json.loads(run("--json", "-t", "uz-Cyrl", stdin=MIXED.encode()).stdout)
    assert told["table"]["id"] == "uz-Latn_uz-Cyrl"
    assert [table["id"] for table in told["other_tables"]] == ["uz-Latn-2026_uz-Cyrl"]


def test_json_lists_the_uncertain_words_and_only_them(run: Run) -> None:
    told = json.loads(run("--json", "-t", "uz-Cyrl", stdin=b"Bu kitob.\nUning rol va roli\n").stdout)
    assert told["uncertain"] == [{"line": 2, "column": 7, "source": "rol", "output": "роль", "others": ["рол"]}]


def test_diff_shows_what_a_word_may_be_as_well(run: Run) -> None:
    out = run("diff", "-t", "uz-Cyrl", stdin=b"Ishoq keldi\nU ketdi\n").stdout.decode()
    assert out == "-:1\n- Ishoq keldi\n+ Ишоқ  келди\n? Исҳоқ\n-:2\n- U ketdi\n+ У кетди\n"


def test_words_to_keep_come_from_options_and_from_a_file(run: Run, tmp_path: object) -> None:
    (tmp_path / "keep.txt").write_text("# brands\nArtel\n\nUzum\n", encoding="utf-8")  # type: ignore[operator]
    done = run("-t", "uz-Cyrl", "--keep", "Korzinka", "--keep-from", "keep.txt", stdin=b"Artel, Uzumda, korzinka\n")
    assert done.stdout.decode() == "Artel, Uzumда, korzinka\n"
    missing = run("-t", "uz-Cyrl", "--keep-from", "none.txt", stdin=b"Artel\n")
    assert (missing.returncode, missing.stdout) == (2, b"")
    assert missing.stderr == b"uzlat: error: none.txt: no such file or directory\n"


def test_explain_takes_the_table_of_the_text(run: Run) -> None:
    items = json.loads(run("explain", "--json", "-t", "uz-Cyrl", "Isʼhoq").stdout)
    assert [(item["source"], item["output"], item["rule"]) for item in items][1] == ("sʼh", "сҳ", "L15-s-h")
