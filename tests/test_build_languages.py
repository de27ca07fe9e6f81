"""The script that builds the profiles of languages, run on a few lines."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest
from langdetect.detector_factory import DetectorFactory

from tests.conftest import ROOT

LINES = {
    "uz-Cyrl": (
        "Бугун ҳаво очиқ бўлди|Мактабда янги дарс бошланди|Онам бозордан олма олиб келди|Болалар боғда ўйнаб юрибди"
        "|У китобни ўқиб бўлди|Биз эртага шаҳарга борамиз|Укам футбол ўйнашни яхши кўради|Қишлоқда тўй бўлди"
        "|Дадам ишдан кеч келди|Сен қачон қайтасан|Менинг дўстим узоқда яшайди|Дарахтлар гуллаб кетди"
        "|Кеча кечқурун ёмғир ёғди|Ўқувчилар саволга жавоб берди|Қўшнимиз янги уй қурди|Шамол қаттиқ эсди"
        "|Биз ошни бирга едик|Чой ичиб суҳбатлашдик|Қизлар қўшиқ айтди|Ўғлим мактабга боради"
    ),
    "ru-Cyrl": (
        "Сегодня была хорошая погода|В школе начался новый урок|Мама принесла с рынка яблоки|Дети играют в саду"
        "|Он прочитал эту книгу|Завтра мы поедем в город|Мой брат любит играть в футбол|В деревне была свадьба"
        "|Отец поздно пришёл с работы|Когда ты вернёшься|Мой друг живёт далеко|Деревья уже зацвели"
        "|Вчера вечером шёл дождь|Ученики ответили на вопрос|Наш сосед построил новый дом|Дул сильный ветер"
        "|Мы вместе ели плов|Мы пили чай и разговаривали|Девушки пели песни|Мой сын ходит в школу"
    ),
    "kk-Cyrl": (
        "Бүгін күн ашық болды|Мектепте жаңа сабақ басталды|Анам базардан алма әкелді|Балалар бақта ойнап жүр"
        "|Ол кітапты оқып бітірді|Біз ертең қалаға барамыз|Інім футбол ойнағанды жақсы көреді|Ауылда той болды"
        "|Әкем жұмыстан кеш келді|Сен қашан қайтасың|Менің досым алыста тұрады|Ағаштар гүлдеп кетті"
        "|Кеше кешке жаңбыр жауды|Оқушылар сұраққа жауап берді|Көршіміз жаңа үй салды|Жел қатты соқты"
        "|Біз палауды бірге жедік|Шай ішіп әңгімелестік|Қыздар ән айтты|Ұлым мектепке барады"
    ),
    "other-Cyrl": (
        "Тахана ҫурт умӗнче ларать|Эпир ыран хулана каятпӑр|Паян ҫанталӑк аван|Манӑн тус аякра пурӑнать"
        "|Ачасем садра выляҫҫӗ|Вӑл кӗнеке вуласа тухрӗ|Ӗнер каҫхине ҫумӑр ҫурӗ|Хӗрсем юрӑ юрларӗҫ"
        "|Эпӗ чей ӗҫме юрататӑп|Атте ӗҫрен кая юлса килчӗ|Ялта туй пулчӗ|Йывӑҫсем ҫеҫкене ларчӗҫ"
    ),
    "uz-Latn": (
        "Bugun havo ochiq boʻldi|Maktabda yangi dars boshlandi|Onam bozordan olma olib keldi|Bolalar bogʻda oʻynadi"
        "|U kitobni oʻqib boʻldi|Biz ertaga shaharga boramiz|Qishloqda toʻy boʻldi|Dadam ishdan kech keldi"
        "|Sen qachon qaytasan|Mening doʻstim uzoqda yashaydi|Kecha yomgʻir yogʻdi|Qizlar qoʻshiq aytdi"
    ),
    "en-Latn": (
        "The weather was fine today|A new lesson began at school|My mother brought apples home|The children are playing"
        "|He has read this book|We will go to the city tomorrow|There was a wedding in the village|It rained yesterday"
        "|When will you come back|My friend lives far away|The trees are in blossom|The girls sang a song"
    ),
}
TWICE = {
    "ru-Cyrl": "очень ",
    "kk-Cyrl": "өте ",
    "uz-Cyrl": "жуда ",
    "other-Cyrl": "питӗ ",
    "uz-Latn": "juda ",
    "en-Latn": "very ",
}
SECRET = {"Cyrl": "ўхщфғъ", "Latn": "xqwzvj"}
"""Words that stand only in text that may not be learnt from."""
CYRILLIC = ["kk", "ru", "und", "uz"]


class Built(NamedTuple):
    corpus: dict[str, list[tuple[str, str]]]
    out: Path
    tests: Path
    again: Path


def corpus() -> dict[str, list[tuple[str, str]]]:
    """Give source and text of the lines of each file; every sentence comes a second time with one word more."""
    found = {}
    for name, joined in LINES.items():
        texts = [text for one in joined.split("|") for text in (one, TWICE[name] + one)]
        rows = [(("udhr", "tatoeba")[at % 2], text) for at, text in enumerate(texts)]
        secret = SECRET[name[-4:]]
        found[name] = [*rows, *(("mediawiki", f"{secret} {secret} {at} {text}") for at, text in enumerate(texts[:8]))]
    return found


def build(folder: Path, *args: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_languages.py"), str(folder / "corpus"), *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("languages")
    (folder / "corpus").mkdir()
    lines = corpus()
    for name, rows in lines.items():
        text = "".join(f"{source}\t{text}\n" for source, text in [*rows, *rows[:4]])  # each text counts once
        (folder / "corpus" / f"{name}.tsv").write_text(text, encoding="utf-8")
    (folder / "corpus" / "uz-Cyrl.raw.tsv").write_text("udhr\tнеужтоненадо\n" * 9, encoding="utf-8")
    (folder / "words.tsv").write_text("cyrillic\tsense\nжаңа\tянги\nкитоб\t\n", encoding="utf-8")
    for out in ("out", "again"):
        (folder / out).mkdir()
        build(folder, "--out", out, "--held-out", "0", "--tests", f"{out}-tests", "--dictionary", "words.tsv")
    return Built(lines, folder / "out", folder / "out-tests", folder / "again")


def is_left_out(text: str) -> bool:
    return zlib.crc32(text.encode()) % 5 == 0


def grams(path: Path) -> dict[str, str]:
    rows = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")[2:]
    return dict(row.split("\t") for row in rows)


def test_every_file_is_written_and_no_other(built: Built) -> None:
    names = [f"langdetect/{name}.json" for name in LINES if not name.startswith("other")]
    names += ["Cyrl.ngrams", "Latn.ngrams", "native.json", "loans.txt", "sources.tsv"]
    found = [path.relative_to(built.out).as_posix() for path in built.out.rglob("*") if path.is_file()]
    assert sorted(found) == sorted(names)
    assert sorted(path.name for path in built.tests.iterdir()) == sorted(f"{name}.tsv" for name in LINES)


def test_building_twice_gives_the_same_bytes(built: Built) -> None:
    for path in built.out.rglob("*"):
        if path.is_file():
            assert (built.again / path.relative_to(built.out)).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize(("script", "languages"), [("Cyrl", CYRILLIC), ("Latn", ["en", "uz"])])
def test_languages_have_a_lane_each_and_what_tells_them_a_weight(
    built: Built, script: str, languages: list[str]
) -> None:
    head = (built.out / f"{script}.ngrams").read_text(encoding="utf-8").split("\n")[0].split("\t")
    assert head[1].split() == languages
    found = grams(built.out / f"{script}.ngrams")
    assert {len(weights) for weights in found.values()} == {len(languages)}
    telling = {"Cyrl": {"в": "ru", "ң": "kk", "ў": "uz", "ҫ": "und"}, "Latn": {"w": "en", "q": "uz"}}[script]
    for letter, lang in telling.items():
        weights = found[letter]
        assert weights[languages.index(lang)] == max(weights) > min(weights), letter


@pytest.mark.parametrize("script", ["Cyrl", "Latn"])
def test_text_that_is_not_free_is_not_counted(built: Built, script: str) -> None:
    read = [*grams(built.out / f"{script}.ngrams")]
    read += [(built.out / name).read_text(encoding="utf-8") for name in ("native.json", "loans.txt")]
    read += [path.read_text(encoding="utf-8") for path in (built.out / "langdetect").iterdir()]
    secret = SECRET[script]
    assert not [one for one in read for at in range(4) if secret[at : at + 3] in one]
    assert "mediawiki" not in (built.out / "sources.tsv").read_text(encoding="utf-8")


def test_a_file_with_a_further_part_in_its_name_is_not_read(built: Built) -> None:
    assert not {"^неу", "неуж", "ужто", "адо$"} & grams(built.out / "Cyrl.ngrams").keys()


def test_what_is_held_out_is_written_to_the_tests_with_all_that_is_not_free(built: Built) -> None:
    for name, rows in built.corpus.items():
        wanted = {(source, text) for source, text in rows if source == "mediawiki" or is_left_out(text)}
        lines = (built.tests / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        found = [tuple(line.split("\t")) for line in lines]
        assert len(found) == len(set(found))
        assert set(found) == wanted
    kept = [
        text for rows in built.corpus.values() for source, text in rows if source != "mediawiki" and is_left_out(text)
    ]
    assert len(kept) > 10


def test_what_is_held_out_is_not_learnt_from(built: Built) -> None:
    read = grams(built.out / "Cyrl.ngrams")
    for name in ("ru-Cyrl", "kk-Cyrl"):
        free = [text for source, text in built.corpus[name] if source != "mediawiki"]
        learnt = {word for text in free if not is_left_out(text) for word in text.lower().split()}
        others = {
            word
            for other, rows in built.corpus.items()
            if other != name
            for _, text in rows
            for word in text.lower().split()
        }
        for word in {word for text in free if is_left_out(text) for word in text.lower().split()} - learnt - others:
            assert f"^{word}$" not in read or len(word) < 3


def test_sources_are_counted_by_language(built: Built) -> None:
    head, *lines = (built.out / "sources.tsv").read_text(encoding="utf-8").splitlines()
    assert head == "language\tscript\tsource\tlines\tcharacters"
    wanted = []
    for name, rows in built.corpus.items():
        for source in ("tatoeba", "udhr"):
            texts = [text for one, text in rows if one == source and not is_left_out(text)]
            lang = name[:-5].replace("other", "und")
            wanted.append(f"{lang}\t{name[-4:]}\t{source}\t{len(texts)}\t{sum(map(len, texts))}")
    assert sorted(lines) == sorted(wanted)


def test_dictionary_words_that_look_like_another_language_are_loans(built: Built) -> None:
    assert (built.out / "loans.txt").read_text(encoding="utf-8") == "жаңа\n"


def test_the_profiles_load_in_langdetect_and_tell_the_languages(built: Built) -> None:
    factory = DetectorFactory()
    factory.set_seed(0)
    factory.load_profile(str(built.out / "langdetect"))
    assert sorted(factory.get_lang_list()) == sorted(name for name in LINES if not name.startswith("other"))
    for text, wanted in (("Мы вместе поехали в новый город", "ru-Cyrl"), ("The children brought a book", "en-Latn")):
        detector = factory.create()
        detector.append(text.lower())
        assert detector.detect() == wanted
