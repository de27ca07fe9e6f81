"""The gazetteer: names in texts in any inflected form, and `uzlat names`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run, read_cases
from uzlat import Converter
from uzlat.translate.folding import fold
from uzlat.translate.inflection import Finder
from uzlat.translate.lang import Lang, parse
from uzlat.translate.names import gazetteer

CASES = read_cases("name_forms.tsv")
FORMS = [(parse(lang), text, keys.split()) for lang, text, keys in CASES if keys != "-"]
TRAPS = [(parse(lang), text) for lang, text, keys in CASES if keys == "-"]
LATN, CYRL = Lang("uz", "Latn"), Lang("uz", "Cyrl")
PLAIN = "ga ning ni da dan gacha dagi dagilar danmi nikidan dan-da ga-chi da-ku dek lik"
OWNING = "liklar likning imiz imizning imizga miz mizga lar larga larda larning"
"""Endings for every country, and such as stand after no possessive; miz stands after vowels alone."""


def keys_of(text: str, lang: Lang) -> list[str]:
    return [one.name.key for one in gazetteer().find(text, lang)]


def test_inflected_names_are_found() -> None:
    wrong = []
    total = found = 0
    for lang, text, keys in FORMS:
        seen = keys_of(text, lang)
        total += len(keys)
        right = sum(min(seen.count(key), keys.count(key)) for key in set(keys)) if len(seen) <= len(keys) else 0
        found += right
        if seen != keys:
            wrong.append(f"{lang} {text}: {seen} instead of {keys}")
    assert total >= 420
    assert found / total >= 0.97, "\n".join(wrong)


def test_words_that_look_like_names_are_no_names() -> None:
    wrong = [f"{lang} {text}: {seen}" for lang, text in TRAPS if (seen := keys_of(text, lang))]
    assert len(TRAPS) >= 60
    assert len(wrong) / len(TRAPS) <= 0.03, "\n".join(wrong)


@pytest.mark.parametrize(
    ("key", "text", "lang"),
    [
        ("territory/UZ", "узбекские СМИ", "ru"),
        ("territory/GB", "Британская компания", "ru"),
        ("territory/RU", "Russians left", "en"),
        ("territory/US", "U.S. officials", "en"),
        ("territory/KP", "КНДР объявила", "ru"),
        ("territory/AE", "The UAE's minister", "en"),
        ("territory/KG", "в Киргизии", "ru"),
        ("territory/TR", "Turkey said", "en"),
        ("territory/TD", "A lake in Chad", "en"),
        ("territory/KZ", "Қазақстанға", "kk"),
        ("territory/UZ", "oʻzbekistonlik va oʻzbek", "uz"),
        ("territory/EU", "Евросоюзом", "ru"),
    ],
)
def test_a_translation_may_have_any_accepted_form(key: str, text: str, lang: str) -> None:
    names = gazetteer()
    name = next(one for one in names.names if one.key == key)
    assert names.present(name, text, parse(lang))


def test_a_translation_without_the_name_is_seen() -> None:
    names = gazetteer()
    [found] = names.find("Qozogʻistonga bordi", LATN)
    assert not names.present(found.name, "Он уехал в Киргизию.", Lang("ru"))
    assert not names.present(found.name, "He went to Uzbekistan.", Lang("en"))


def test_a_name_is_written_in_the_script_that_is_asked_for() -> None:
    names = gazetteer()
    [found] = names.find("Ўзбекистонда", CYRL)
    assert names.written(found.name, Lang("uz")) == "Oʻzbekiston"
    assert names.written(found.name, Lang("kaa")) == "Ózbekstan"
    assert names.written(found.name, Lang("kaa", "Cyrl")) == "Өзбекстан"
    assert names.written(found.name, Lang("de")) == ""


def test_offsets_cover_the_name_with_its_ending() -> None:
    text = "Kecha Amerika Qoʻshma\nShtatlaridan «Rossiya»ning"
    found = gazetteer().find(text, LATN)
    assert [text[one.start : one.end] for one in found] == ["Amerika Qoʻshma\nShtatlaridan", "Rossiya»ning"]
    assert [one.ending for one in found] == ["dan", "ning"]


@pytest.mark.parametrize(
    ("text", "lang", "keys"),
    [
        ("They heard Jordan Spieth", "en", []),
        ("They went to Jordan", "en", ["territory/JO"]),
        ("From Jordan, the king", "en", ["territory/JO"]),
        ("The Bells of St. Martin's", "en", []),
        ("500 AQSH dollari", "uz", []),
        ("AQSH 500 dollar berdi", "uz", ["territory/US"]),
        ("a desert in New Mexico", "en", []),
        ("Қазанның басында", "kk", []),
        ("Қазан қаласында", "kk", ["city/kazan"]),
    ],
)
def test_names_that_mean_something_else_do_not_count(text: str, lang: str, keys: list[str]) -> None:
    assert keys_of(text, parse(lang)) == keys


def test_a_name_left_in_english_in_a_longer_one_is_there_and_alone_it_is_not() -> None:
    names = gazetteer()
    [found] = names.find("He reads the New York Times", Lang("en"))
    assert names.present(found.name, "Он читает New York Times.", Lang("ru"))
    [found] = names.find("He went to Japan", Lang("en"))
    assert not names.present(found.name, "U Japan davlatiga ketdi.", LATN)


def test_months_languages_and_currencies_are_found_when_asked_for() -> None:
    text = "Yanvarda ingliz tilida, oʻzbekcha, dushanbadan boshlab"
    found = gazetteer().find(text, LATN, ("month", "weekday", "language"))
    assert [one.name.key for one in found] == ["month/1", "language/en", "language/uz", "weekday/1"]
    assert keys_of(text, LATN) == []


def test_a_word_is_looked_up_in_every_language_in_any_case() -> None:
    names = gazetteer()
    for word in ("Қозоғистонга", "qozog'istonga", "КАЗАХСТАНЕ", "kazakhstan", "Қазақстаннан"):
        assert [one.key for one in names.lookup(word)] == ["territory/KZ"], word
    assert names.lookup("Kazakhstan", Lang("ru")) == []
    assert names.lookup("stol") == []


def test_terms_in_small_letters_are_found_in_any_and_capitals_in_capitals_alone() -> None:
    finder = Finder(["bank", "markaziy bank", "KIA"], Lang("uz"))
    found = finder.find("Markaziy bankning banklari, Bankka, KIA-ning, kiaga")
    assert [(one.phrase, one.ending) for one in found] == [
        ("markaziy bank", "ning"),
        ("bank", "lari"),
        ("bank", "ka"),
        ("KIA", "ning"),
    ]


def test_a_language_without_endings_has_its_phrases_found_as_they_are() -> None:
    assert [one.phrase for one in Finder(["Usbekistan"], Lang("de")).find("in Usbekistan, Usbekistans")] == [
        "Usbekistan"
    ]


@given(st.text(alphabet="AaОоʻ'’ғҚқ«» -ndaStNiroq", max_size=40))
def test_what_is_found_stands_in_the_text_in_order(text: str) -> None:
    finder = Finder(["Iroq", "Aa", "nd", "St Ni", "Ққ"], Lang("uz"))
    found = finder.find(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for one in found:
        assert fold(text[one.start : one.end]).startswith(fold(one.phrase)[:2].rstrip())
        assert not text[one.start - 1 : one.start].isalnum()


def test_the_command_names_a_word_in_all_languages(run: Run) -> None:
    done = run("names", "Қозоғистонга")
    assert done.returncode == 0
    line = done.stdout.decode().strip()
    assert line == (
        "Қозоғистон  (+га)  territory/KZ: Қозоғистон · Qozogʻiston · Казахстан · Kazakhstan · Қазақстан · Qazaqstan"
    )


def test_the_command_finds_names_with_their_places(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Кеча вакиллар Россиядан келди.\n\nУлар Тошкентда учрашди.\n", encoding="utf-8")
    done = run("names", "a.txt", "--to", "ru,en")
    assert done.stdout.decode().splitlines() == [
        "1:15  Россия  (+дан)  territory/RU: Россия · Russia",
        "3:6  Тошкент  (+да)  city/tashkent: Ташкент · Tashkent",
    ]
    told = [json.loads(line) for line in run("names", "a.txt", "--json", "--kind", "city").stdout.splitlines()]
    assert [(one["line"], one["column"], one["key"], one["ending"]) for one in told] == [(3, 6, "city/tashkent", "да")]
    piped = run("names", "-", stdin=(tmp_path / "a.txt").read_bytes())
    assert len(piped.stdout.splitlines()) == 2


def test_the_command_exits_with_1_where_nothing_is_found(run: Run) -> None:
    done = run("names", "stol stul")
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.parametrize("args", [("x", "--to", "de"), ("x", "--kind", "town"), ("x", "--from", "?")])
def test_what_makes_no_sense_is_one_line(run: Run, args: tuple[str, ...]) -> None:
    done = run("names", *args)
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


def test_the_table_is_listed(run: Run) -> None:
    lines = run("names", "--list", "--kind", "month", "--to", "ru,uz-Latn").stdout.decode().splitlines()
    assert lines[:2] == ["key\tru\tuz-Latn", "month/1\tянварь|января\tyanvar"]
    assert len(lines) == 13


def forms_of(name: str) -> Iterator[str]:
    """Write the name of a country in Latin letters with endings as a grammar has them."""
    vowel = name[-1] in "aeiou"
    owned = name.endswith(("lari", "oroli", "hududi"))
    for ending in (PLAIN if owned else f"{PLAIN} {OWNING}").split():
        if ending.startswith("imiz" if vowel else "miz"):
            continue
        hard = ending.startswith("ga") and name[-1] in "qk"
        yield name + (name[-1] + ending[1:] if hard else ending)


@pytest.mark.parametrize("lang", [LATN, CYRL], ids=str)
def test_every_country_is_found_with_every_ending(lang: Lang) -> None:
    write = str if lang == LATN else Converter("uz-Latn_uz-Cyrl")
    countries = [one for one in gazetteer().names if one.kind == "territory" and "uz-Latn" in one.forms]
    names = {one.forms["uz-Latn"][0]: one.key for one in countries if "(" not in one.forms["uz-Latn"][0]}
    del names["Amerika"]  # in news the United States
    rows = [(form, key) for name, key in names.items() for form in forms_of(name)]
    missed = [form for form, key in rows if key not in keys_of(write(f"Kecha {form} aytildi."), lang)]
    assert len(rows) > 6000 and len(missed) <= len(rows) / 100, missed[:20]
