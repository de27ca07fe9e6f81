"""PO: translations are converted, and nothing else of a catalogue."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import blocks, convert, swapped, unchanged
from uzlat.converter import Converter
from uzlat.document import CHARSET, DocumentError, Mark, Wanted
from uzlat.encodings import NotTextError
from uzlat.formats import named
from uzlat.formats.po import Po

CATALOGUE = r"""# Таржимон: Ер
msgid ""
msgstr ""
"Project-Id-Version: Ер 1.0\n"
"Language: uz@cyrillic\n"
"Content-Type: text/plain; charset=UTF-8\n"

#. Изоҳ
#: src/ер.c:12
#, fuzzy, c-format
#| msgid "Ер"
msgctxt "Ер"
msgid "Ер %s"
msgstr "Ер %s"

msgid "file"
msgid_plural "files"
msgstr[0] "%d та файл"
msgstr[1] ""
"Биринчи қатор\n"
"иккинчи \"қа"
"тор\""

#~ msgid "old"
#~ msgstr "Эски"
"""


def test_translations_and_the_language_are_converted() -> None:
    expected = CATALOGUE
    for old, new in [
        ("uz@cyrillic", "uz@latin"),
        ('msgstr "Ер', 'msgstr "Yer'),
        ("та файл", "ta fayl"),
        ("Биринчи қатор", "Birinchi qator"),
        ("иккинчи", "ikkinchi"),
        ('"қа"\n"тор\\""', '"qa"\n"tor\\""'),
    ]:
        expected = expected.replace(old, new)
    assert convert(CATALOGUE, "uz.po", detecting=False) == expected
    assert convert(CATALOGUE.replace("\n", "\r\n"), "uz.po", detecting=False) == expected.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Ч_иқиш", "Ch_iqish"),
        ("М_ен", "M_en"),
        ("_Ер", "_Yer"),
        ("&Файл", "&Fayl"),
        ("Ш&АҲАР", "SH&AHAR"),
        ("Ер&nbsp;ва&Ер", "Yer&nbsp;va&Yer"),
        ("Ер _ Ер", "Yer _ Yer"),
        ("%(фойда_лар)s М_ен", "%(фойда_лар)s M_en"),
        (r"Ер\tЕр\\Ер", r"Yer\tYer\\Yer"),
        (r"\x41\101\303\234 Ер", r"\x41\101\303\234 Yer"),
        (r"Ер\r\nЕр", r"Yer\r\nYer"),
        ('1992"\n" йил', '1992"\n"-yil'),
        ('ли"\n"ц"  "ей', 'li"\n"ts"  "ey'),
    ],
)
def test_what_stands_in_a_translation(source: str, expected: str) -> None:
    assert convert(f'msgid "a"\nmsgstr "{source}"\n', "a.po", detecting=False) == f'msgid "a"\nmsgstr "{expected}"\n'


@pytest.mark.parametrize(
    ("message", "source", "expected"),
    [
        ("Hi %name%", "Salom, %name%!", "Салом, %name%!"),
        ("%count% files", "%count%ta fayl", "%count%та файл"),
        ("The :attribute", ":attribute maydoni", ":attribute майдони"),
        (":user_name is", "_Yangi :user_name", "_Янги :user_name"),
        ("Hi !name", r"Salom\n!name", r"Салом\n!name"),
        ("Hi", "Salom :dunyo !dunyo", "Салом :дунё !дунё"),
        ("Hi :dun", "Salom :dunyo, ona:dun", "Салом :дунё, она:дун"),
    ],
)
def test_placeholders_of_the_message_stay_from_latin(message: str, source: str, expected: str) -> None:
    entry = f'msgid "Other %x%"\nmsgid_plural "{message}"\nmsgstr[0] "{{}}"\n\nmsgid "a"\nmsgstr ":name"\n'
    out = convert(entry.format(source), "a.po", table="uz-Latn_uz-Cyrl", detecting=False)
    assert out == entry.format(expected).replace('":name"', '":наме"')


def test_several_signs_are_text() -> None:
    found = blocks('msgid "a"\nmsgstr "а_б_в &Ер"', "po")
    assert [block.text for block in found] == ["а_б_в Ер"]


def test_a_catalogue_in_another_language_stays() -> None:
    source = 'msgid ""\nmsgstr ""\n"Language: ru_RU\\n"\n\nmsgid "a"\nmsgstr "Елка"\n'
    assert convert(source, "ru.po", detecting=False) == source
    assert convert(source.replace("ru_RU", ""), "ru.po", detecting=False) == source.replace("ru_RU", "").replace(
        "Елка", "Yelka"
    )


def test_another_charset_is_marked() -> None:
    source = 'msgid ""\nmsgstr "X-Language: a\\nContent-Type: text/plain; charset=koi8-r\\nLanguage: uz\\n"\n'
    marks = [mark for mark in Po(Wanted()).read(source) if isinstance(mark, Mark)]
    assert [(source[mark.start : mark.end], mark.kind) for mark in marks] == [("uz", "language"), ("koi8-r", CHARSET)]


def test_translations_between_markers_stay() -> None:
    entry = 'msgid "a"\nmsgstr "Ер"\n'
    source = f"{entry}\n# uzlat: off\n{entry}\n{entry}\n# uzlat: on\n{entry}"
    assert convert(source, "a.po", detecting=False).count("Yer") == 2
    assert convert(source, "a.po", detecting=False).startswith(entry.replace("Ер", "Yer"))


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('msgid "a"\n\nmsgstr "Ер', 3),
        ("Ер", 1),
        ('"Ер"', 1),
        ('msgid "a\n"', 1),
        ('msgid "a"\nmsgstr "б" в\n', 2),
    ],
)
def test_what_is_no_catalogue_is_refused(source: str, line: int) -> None:
    with pytest.raises(DocumentError, match=f"^not PO: in line {line} stands"):
        convert(source, "a.po")


def test_quotes_that_are_written_are_escaped() -> None:
    [block] = blocks('msgid "a"\nmsgstr "“Ер”"', "po")
    assert block.write("“Ер”", '"Yer"') == r"\"Yer\""


TEXT = st.text(alphabet=st.sampled_from('абШЕёўz "\\\n\t«Ҳ1%s{}'), max_size=12)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=4, unique_by=lambda entry: entry[0]))
def test_polib_reads_what_the_converter_makes(entries: list) -> None:
    polib = pytest.importorskip("polib")
    catalogue = polib.POFile(wrapwidth=12)
    catalogue.metadata = {"Language": "uz_UZ@cyrillic"}
    for identity, one, more in entries:
        plural = {0: one, 1: more}
        catalogue.append(polib.POEntry(msgid="a" + identity, msgid_plural="б", msgstr_plural=plural, comment="Ер"))
        catalogue.append(polib.POEntry(msgid="b" + identity, msgstr=one, obsolete=True))
        catalogue.append(polib.POEntry(msgid="c" + identity, msgstr=more, msgctxt="Ер"))
    source = str(catalogue)
    found = polib.pofile(convert(source, "uz.po", detecting=False))
    assert source.count("\n") == convert(source, "uz.po", detecting=False).count("\n")
    converter = Converter("uz-Cyrl_uz-Latn")
    assert found.metadata == {"Language": "uz_UZ@latin" if _changes(entries, converter) else "uz_UZ@cyrillic"}
    for old, new in zip(polib.pofile(source), found, strict=True):
        assert (new.msgid, new.msgctxt, new.comment, new.obsolete) == (
            old.msgid,
            old.msgctxt,
            old.comment,
            old.obsolete,
        )
        assert new.msgstr == (old.msgstr if old.obsolete else _lines(old.msgstr, converter))
        assert new.msgstr_plural == {at: _lines(text, converter) for at, text in old.msgstr_plural.items()}


def _lines(text: str, converter: Converter) -> str:
    return "\n".join(map(converter, text.split("\n")))


def _changes(entries: list, converter: Converter) -> bool:
    return any(text != _lines(text, converter) for _, one, more in entries for text in (one, more))


PIECES = st.sampled_from(
    ["msgid ", "msgstr ", "msgstr[1] ", '"', '"', "\\", "n", "_", "&", "абв", "Ҳ", "\n", "\r\n", "#", "~", ' "б', "x4"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_refused_or_keeps_its_bytes(text: str) -> None:
    with suppress(DocumentError, NotTextError):
        blocks(text, "po")
        assert unchanged(text, "po") == text.encode()
        assert "\\" in text or swapped(swapped(text, "po"), "po") == text.encode()


@given(st.lists(st.text(alphabet='абв_&z%(){};n\\"', max_size=10), max_size=5))
def test_any_translation_keeps_its_bytes(texts: list[str]) -> None:
    text = 'msgid "a"\nmsgstr ""\n' + "".join(f'"{one}"\n' for one in texts)
    test_any_text_is_refused_or_keeps_its_bytes.hypothesis.inner_test(text)  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ['msgstr "' + "_а" * 50_000 + '"', "\n" * 100_000 + "x", '"' * 9_999, "{" * 99_999])
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.perf_counter()
    with suppress(DocumentError):
        blocks(f'msgid "a"\nmsgstr "{text}"' if text.startswith("{") else text, "po")
    assert time.perf_counter() - start < 5


def test_the_format_is_in_the_table() -> None:
    assert isinstance(named("po").load(Wanted()), Po)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("б<b>ер</b>ди", "b<b>er</b>di"),
        (r"<span class=\"ер\">Ш</span>АВКАТ", r"<span class=\"ер\">SH</span>AVKAT"),
        ("5 < 7 ва <бу>", "5 < 7 va <bu>"),
        ("ер<br/>ер<p>ер", "yer<br/>yer<p>yer"),
        ("<b>_Очиш</b>", "<b>_Ochish</b>"),
    ],
)
def test_words_across_tags_are_words(old: str, new: str) -> None:
    source = 'msgid "a"\nmsgstr "{}"\n'
    assert convert(source.format(old), "a.po", detecting=False) == source.format(new)
