"""The script gate: whatever script the text is in, the engine reads one, and the reader gets the one asked for."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.newsroom import STORY
from uzlat.translate.gate import Gate
from uzlat.translate.lang import Lang, LangError, parse

LATIN = {"uz": "Latn"}
ARTICLES = sorted((ROOT / "examples" / "articles").glob("*.cyrl.txt"))


@pytest.mark.parametrize("row", STORY, ids=lambda row: row["en"][:20])
def test_an_engine_reads_the_same_whatever_script_a_sentence_is_in(row: dict[str, str]) -> None:
    assert Gate(Lang("uz", "Cyrl"), "en", LATIN).into(row["uz-Cyrl"]) == row["uz-Latn"]
    assert Gate(Lang("uz", "Latn"), "en", LATIN).into(row["uz-Latn"]) == row["uz-Latn"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_the_articles_are_the_same_to_an_engine_in_every_alphabet(path: object) -> None:
    texts = {
        (script, kind): ROOT / "examples" / "articles" / path.name.replace("cyrl", kind)  # type: ignore[attr-defined]
        for script, kind in (("Cyrl", "cyrl"), ("Latn", "latn"))
    }
    read = [
        [Gate(Lang("uz", script), "en", LATIN).into(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for (script, _), file in texts.items()
    ]
    differing = [pair for pair in zip(*read, strict=True) if pair[0] != pair[1]]
    assert len(differing) <= len(read[0]) * 0.06, differing[:3]


@pytest.mark.parametrize("apostrophe", "ʻʼ‘’'`´")
def test_every_apostrophe_is_one_to_an_engine(apostrophe: str) -> None:
    text = f"O{apostrophe}zbekiston va qo{apostrophe}shni davlatlar kelishuvga erishdi"
    assert Gate(Lang("uz", "Latn"), "en", LATIN).into(text) == text.replace(apostrophe, "ʻ")


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("uz", "Oʻzbekiston va Gʻarb"),
        ("uz-Latn", "Oʻzbekiston va Gʻarb"),
        ("uz-Latn-2026", "Özbekiston va Ğarb"),
        ("uz-Cyrl", "Ўзбекистон ва Ғарб"),
        ("uzn_Cyrl", "Ўзбекистон ва Ғарб"),
    ],
)
def test_the_reader_gets_the_orthography_that_was_asked_for(target: str, written: str) -> None:
    assert Gate(Lang("en"), target, LATIN).back("O'zbekiston va G‘arb") == written


def test_a_russian_passage_stays_russian_for_the_engine() -> None:
    text = "Вазир журналистларга «Мы всегда готовы к сотрудничеству» деди."
    assert Gate(Lang("uz", "Cyrl"), "en", LATIN).into(text) == (
        "Vazir jurnalistlarga «Мы всегда готовы к сотрудничеству» dedi."
    )


def test_a_segment_is_read_alike_whatever_came_before_it() -> None:
    gate = Gate(Lang("uz", "Cyrl"), "en", LATIN)
    alone = gate.into("Бу янги бино")
    gate.into("Это решение было принято вчера, и мы ждём новых вопросов от журналистов")
    assert gate.into("Бу янги бино") == alone == "Bu yangi bino"


@pytest.mark.parametrize(("source", "target"), [("ru", "en"), ("en", "ru"), ("kk", "ru")])
def test_languages_in_one_script_pass_as_they_are(source: str, target: str) -> None:
    gate = Gate(Lang(source), target, LATIN)
    assert gate.into("Москва, London's") == gate.back("Москва, London's") == "Москва, London's"


@pytest.mark.parametrize("tag", ["", "u", "english", "uz-", "12", "uz Latn"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(LangError, match="no tag"):
        parse(tag)
