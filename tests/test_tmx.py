"""TMX: what other programs write is read, what is written they read, and hostile files are refused."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import tmx as peer

from uzlat.document import DocumentError
from uzlat.translate.lang import Lang
from uzlat.translate.memory import Unit
from uzlat.translate.terms import Counted
from uzlat.translate.tmx import read_tmx, write_tmx

UZ, EN, RU = Lang("uz", "Latn"), Lang("en", "Latn"), Lang("ru", "Cyrl")
UNITS = [
    Unit("Salom, “dunyo” & <boshqalar>", "Hello, world", UZ, EN, "human", "2026-11-02T10:20:30Z", "a note"),
    Unit("Ўзбекистон", "Узбекистан", Lang("uz", "Cyrl"), RU, "machine: ct2 nllb", "2026-11-02T00:00:00Z"),
    Unit("  ikki  boʻsh joy", "line\none\ttwo", UZ, EN),
]


def written(units: list[Unit]) -> bytes:
    out = BytesIO()
    write_tmx(units, out)
    return out.getvalue()


def read(data: str | bytes, counted: Counted | None = None) -> list[Unit]:
    file = data if isinstance(data, bytes) else data.encode()
    return [unit for variants in read_tmx(file, counted) for unit in variants.units()]


def document(body: str, header: str = '<header srclang="uz"/>') -> str:
    return f'<?xml version="1.0"?><tmx version="1.4">{header}<body>{body}</body></tmx>'


def tu(*variants: tuple[str, str], more: str = "") -> str:
    inner = "".join(f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>' for lang, text in variants)
    return f"<tu{more}>{inner}</tu>"


def test_what_is_written_is_read_again() -> None:
    again = read(written(UNITS))
    assert again == [unit._replace(source=unit.source.strip()) for unit in UNITS]


XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(XML_TEXT, XML_TEXT, XML_TEXT), max_size=5))
def test_any_text_survives(texts: list[tuple[str, str, str]]) -> None:
    units = [
        Unit(source.strip(), target.strip(), UZ, EN, origin.strip(), "", "")
        for source, target, origin in texts
        if source.strip() and target.strip()
    ]
    again = read(written(units))
    assert [unit._replace(source_lang=UZ, target_lang=EN) for unit in again] == units  # the letters may tell others


@given(st.text(max_size=30))
def test_characters_that_xml_cannot_hold_leave_the_file_well_formed(text: str) -> None:
    unit = Unit(f"a{text}b", "c", UZ, EN, text, text, text)
    assert len(read(written([unit]))) == 1


def test_translate_toolkit_reads_all_units_with_the_same_text() -> None:
    store = peer.tmxfile.parsestring(written(UNITS[:1] * 50))  # type: ignore[no-untyped-call]
    assert len(store.units) == 50
    assert {(unit.source, unit.target) for unit in store.units} == {(UNITS[0].source, UNITS[0].target)}


def test_what_translate_toolkit_writes_is_read() -> None:
    store = peer.tmxfile()
    store.addtranslation("Янги мактаб <b>", "uz", "A new school & more", "en", "izoh")
    found = read(bytes(store))
    assert [(unit.source, unit.target) for unit in found] == [("Янги мактаб <b>", "A new school & more")]
    assert found[0].source_lang == Lang("uz", "Cyrl")


def test_inline_markup_is_no_text_but_what_is_highlighted_is() -> None:
    segment = 'Bu <bpt i="1">&lt;b&gt;</bpt>juda<ept i="1">&lt;/b&gt;</ept> '
    segment += '<hi>yaxshi</hi><ph>{0}</ph> <it pos="begin">[</it>kun'
    assert read(document(tu(("uz", segment), ("en", "x"))))[0].source == "Bu juda yaxshi kun"


@pytest.mark.parametrize(
    ("tag", "text", "script"),
    [
        ("uz", "Тошкент", "Cyrl"),
        ("uz", "Toshkent", "Latn"),
        ("uz-Latn", "Toshkent", "Latn"),
        ("uz-UZ", "Тошкент шаҳри", "Cyrl"),
        ("UZ-CYRL-UZ", "Тошкент", "Cyrl"),
        ("uz_Latn_UZ", "Toshkent", "Latn"),
        ("uzn", "Toshkent", "Latn"),
    ],
)
def test_the_letters_tell_the_script_where_the_tag_does_not(tag: str, text: str, script: str) -> None:
    assert read(document(tu((tag, text), ("en", "Tashkent"))))[0].source_lang == Lang("uz", script)


def test_the_dialect_of_omegat() -> None:
    """TMX 1.1: the attribute is lang, the languages are in capitals, a doctype names the DTD."""
    data = (
        '<?xml version="1.0" encoding="UTF-8"?>\r\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\r\n<tmx version="1.1">\r\n'
        '<header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" '
        'creationtoolversion="6" segtype="sentence" srclang="UZ-LATN"/>\r\n<body>\r\n<!-- Default translations -->\r\n'
        '<tu>\r\n<note>ko\u2018rildi</note>\r\n<tuv lang="UZ-LATN"><seg>Yangi maktab</seg></tuv>\r\n'
        '<tuv lang="EN-US" changeid="anna" changedate="20260102T030405Z" creationid="bek"><seg>A new school</seg>'
        "</tuv>\r\n</tu>\r\n</body></tmx>"
    )
    (unit,) = read(data)
    assert unit == Unit("Yangi maktab", "A new school", UZ, EN, "", "2026-01-02T03:04:05Z", "ko‘rildi")


def test_the_dialect_of_trados_in_utf_16() -> None:
    body = (
        '<tu creationdate="20250101T000000Z" creationid="NEWS\\anna" changedate="20250203T000000Z" lastusagedate='
        '"20250203T000000Z"><prop type="x-LastUsedBy">anna</prop><prop type="x-Origin:SingleString">TM</prop>'
        '<tuv xml:lang="uz-Cyrl-UZ"><seg>Янги <ph x="1" type="image"/>мактаб</seg></tuv>'
        '<tuv xml:lang="ru-RU"><seg>Новая школа</seg></tuv></tu>'
    )
    data = document(body, '<header srclang="uz-Cyrl-UZ" o-tmf="SDL TM8 Format"/>').replace(
        "?>", ' encoding="utf-16"?>', 1
    )
    (unit,) = read(data.encode("utf-16"))
    assert unit == Unit("Янги мактаб", "Новая школа", Lang("uz", "Cyrl"), RU, "NEWS\\anna", "2025-02-03T00:00:00Z")


def test_a_byte_order_mark_is_no_fault() -> None:
    assert len(read(b"\xef\xbb\xbf" + document(tu(("uz", "a"), ("en", "b"))).encode())) == 1


def test_units_go_from_the_source_language_or_from_each() -> None:
    three = (("uz", "bir"), ("en", "one"), ("ru", "один"))
    pairs = {(unit.source_lang.code, unit.target_lang.code) for unit in read(document(tu(*three)))}
    assert pairs == {("uz", "en"), ("uz", "ru")}
    pairs = {(u.source_lang.code, u.target_lang.code) for u in read(document(tu(*three), '<header srclang="*all*"/>'))}
    assert len(pairs) == 6
    (variants,) = read_tmx(document(tu(*three)).encode())
    assert [unit.target for unit in variants.units(Lang("en"), Lang("uz"))] == ["bir"]


def test_bad_units_are_told_and_the_others_read() -> None:
    counted = Counted()
    body = (
        tu(("uz", "a")) + tu(("", "a"), ("en", "b")) + "\n" + tu(("uz", "a"), ("q", "b")) + tu(("uz", "x"), ("en", "y"))
    )
    assert [unit.source for unit in read(document(body), counted)] == ["x"]
    assert sum(count for _, count in counted.reasons.values()) == 3
    assert "line 2" in str(counted)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ('<!DOCTYPE t [<!ENTITY a "b">]><tmx><body>&a;</body></tmx>', "declares the entity 'a'"),
        ('<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx/>', "declares the entity 'a'"),
        ('<!DOCTYPE t [<!ENTITY % a SYSTEM "http://example.org/">%a;]><tmx/>', "declares the entity 'a'"),
        ("<tmx><body><tu>", "not well-formed XML: line 1"),
        ("<tmx>" + "<hi>" * 100_000, "elements within each other"),
        ("<html/>", "no TMX"),
        ("", "not well-formed"),
        ("plain text", "not well-formed"),
    ],
)
def test_what_is_hostile_or_no_tmx_is_refused(data: str, why: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(why)) as refused:
        read(data)
    assert "\n" not in str(refused.value)


def test_a_file_is_named_in_what_is_said_of_it(tmp_path: Path) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text("<tmx>")
    with pytest.raises(DocumentError, match=r"bad\.tmx: not well-formed"):
        list(read_tmx(str(path)))
