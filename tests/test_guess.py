"""Bytes in an old encoding are named by it, and nothing else is."""

from __future__ import annotations

import random
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uzlat.guess import ENCODINGS, guess

UZBEK = (
    "Тошкент шаҳрида янги мактаб очилди. Ўқувчилар учун кутубхона ва спорт зали ҳам бор.\n"
    "Ғалаба кўчасидаги бинода эртага йиғилиш бўлиб ўтади, унга барча ота-оналар таклиф қилинган.\n"
    "Оғайним Ҳасан келди-да, «Бугун ҳаво очиқ экан», деди. Ёмғир кечаси ёққан эди.\n"
)
RUSSIAN = (
    "Вчера вечером в городе открыли новую библиотеку. Её строили почти три года.\n"
    "Читатели смогут брать книги на дом, а по субботам здесь будут проходить встречи с писателями.\n"
    "Объявление висит у входа: «Ждём всех, кто любит читать».\n"
)
PAGE = (
    '<html><head><title>{0}</title><link rel="stylesheet" href="/css/main.css"></head>\n<body class="news">\n'
    '<p id="first" align="justify"><a href="/news/1.html">{0}</a>&nbsp;{0}</p>\n<img src="a.gif"></body></html>\n'
)
TABLE = (
    "╔══════════╦═════════════╗\n║ Шаҳар    ║ Аҳоли сони  ║\n╠══════════╬═════════════╣\n║ Бухоро   ║ 280 минг    ║\n"
)
LACKED = str.maketrans("қғҳҚҒҲ", "кгхКГХ")
"""What was written for letters that no 8-bit encoding has."""


def written(text: str, encoding: str) -> bytes:
    """Write a text as people did; what the encoding lacks is left out."""
    return text.encode(encoding) if encoding.startswith("utf") else text.translate(LACKED).encode(encoding, "ignore")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "text",
    [
        UZBEK,
        RUSSIAN,
        PAGE.format(UZBEK),
        UZBEK.replace("\n", "\r\n"),
        "".join(f'{{"id": {at}, "title": "{line}"}}\n' for at, line in enumerate(UZBEK.splitlines())),
    ],
    ids=["uzbek", "russian", "html", "crlf", "json"],
)
def test_text_is_named_by_its_encoding_wherever_it_is_cut(text: str, encoding: str) -> None:
    data = written(text, encoding)
    assert {guess(data[:-cut]) for cut in range(1, 9)} == {encoding}


@pytest.mark.parametrize("encoding", [name for name in ENCODINGS if name != "mac-cyrillic"])
@pytest.mark.parametrize(
    "text", [UZBEK.upper(), RUSSIAN.upper(), "ЎЗБЕКИСТОН РЕСПУБЛИКАСИ ОЛИЙ МАЖЛИСИ", "ТОШКЕНТ ОҚШОМИ ГАЗЕТАСИ"]
)
def test_headlines_in_capitals_are_told_apart(text: str, encoding: str) -> None:
    assert guess(written(text, encoding)) == encoding


@pytest.mark.parametrize(
    ("encoding", "taken_for"),
    [("windows-1251", "windows-1251"), ("mac-cyrillic", "windows-1251"), ("cp866", "cp866")],
)
def test_small_letters_alone_are_taken_for_the_encoding_that_is_common(encoding: str, taken_for: str) -> None:
    data = "бугун кун очик, эртага булутли булади".encode(encoding)
    assert guess(data) == taken_for
    assert data.decode(taken_for) == data.decode(encoding)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "iso-8859-5", "cp866", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Мактаб", "Салом, дунё", "КИТОБЛАР", "Бош саҳифа"])
def test_of_a_word_or_two_nothing_wrong_is_said(text: str, encoding: str) -> None:
    assert guess(written(text, encoding)) in (encoding, None)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "cp866"])
def test_two_words_are_enough_where_charset_normalizer_agrees(encoding: str) -> None:
    assert guess(written("Бош саҳифа", encoding)) == encoding


def test_a_table_drawn_in_cp866_is_not_taken_for_words() -> None:
    assert guess((TABLE * 3).translate(LACKED).encode("cp866")) == "cp866"
    assert guess(("═" * 70 + "\n").encode("cp866") * 30) is None


def test_letters_that_a_font_drew_otherwise_do_not_hide_windows_1251() -> None:
    text = UZBEK.translate(str.maketrans("қғҳҚҒҲ", "ќѓњЌЃЊ"))
    assert guess(text.encode("windows-1251")) == "windows-1251"


def test_text_is_found_after_a_long_head_in_ascii() -> None:
    data = b"<script>var a = 1;</script>\n" * 9000 + written(UZBEK, "koi8-r")
    assert guess(data[: 256 * 1024]) == "koi8-r"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("L'été dernier, où élèves et maîtres étaient fâchés, le garçon a mangé des crêpes brûlées. ", "cp1252"),
        ("Größere Äpfel fallen früher; die Straße über die Brücke führt südwärts. ", "latin-1"),
        ("Öğretmen, öğrencilerin çalışmalarını ölçüp değerlendirdi; şimdi görüşlerini söylüyor. ", "cp1254"),
        ("O‘zbekiston Respublikasi Prezidentining “Ta’lim to‘g‘risida”gi farmoni e’lon qilindi. ", "cp1252"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy. Česká řeč, děťátko, šťáva. ", "cp1250"),
        ("Η Ελλάδα είναι χώρα της νοτιοανατολικής Ευρώπης και πρωτεύουσα είναι η Αθήνα. ", "cp1253"),
        ("ΑΝΑΚΟΙΝΩΣΗ ΤΟΥ ΥΠΟΥΡΓΕΙΟΥ ΠΑΙΔΕΙΑΣ ΓΙΑ ΤΙΣ ΕΞΕΤΑΣΕΙΣ ΤΩΝ ΜΑΘΗΤΩΝ ΣΤΗΝ ΑΘΗΝΑ ", "cp1253"),
        ("اللغة العربية هي أكثر اللغات السامية تحدثا وإحدى أكثر اللغات انتشارا في العالم. ", "cp1256"),
        ("עברית היא שפה שמית ממשפחת השפות האפרו אסיאתיות. ", "cp1255"),
        ("汉语是联合国六种工作语言之一，世界上使用人数最多的语言。", "gbk"),
        ("日本語は、日本国内や国外移民を含む日本人同士の間で使用されている言語。", "shift_jis"),
        ("Bugun havo ochiq bo'ladi, ertaga yomg'ir yog'adi. ", "utf-16-le"),
        ("Bugun havo ochiq bo'ladi, ertaga yomg'ir yog'adi. ", "utf-32-be"),
    ],
)
def test_text_in_other_scripts_is_not_named(text: str, encoding: str) -> None:
    data = text.encode(encoding) * 20
    assert {guess(data[:size]) for size in (30, 60, 200, 1000)} == {None}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0",
        b"plain ASCII, and nothing else",
        bytes(range(256)) * 8,
        bytes(5000),
        zlib.compress(UZBEK.encode() * 50),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + zlib.compress(random.Random(1).randbytes(9000)),
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + random.Random(2).randbytes(9000),
        struct.pack("<2000h", *(at * 7 % 1200 for at in range(2000))),
        b"\x7fELF\x02\x01\x01\x00" + struct.pack("<900Q", *range(0x400000, 0x400000 + 900 * 8, 8)),
    ],
    ids=["nothing", "a byte", "ascii", "all bytes", "zeros", "deflate", "png", "jpeg", "samples", "addresses"],
)
def test_data_that_is_no_text_is_not_named(data: bytes) -> None:
    assert guess(data) is None


@given(st.integers(0, 2**32), st.integers(1, 3000))
def test_random_bytes_are_not_named(seed: int, size: int) -> None:
    assert guess(random.Random(seed).randbytes(size)) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert guess(data) in (*ENCODINGS, None)
