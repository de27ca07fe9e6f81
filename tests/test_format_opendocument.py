"""OpenDocument: spans, notes, comments, tracked changes; packed and flat."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from tests.archives import CORPUS, converted, member, repacked, source
from tests.documents import convert, run
from uzlat.document import DocumentError

URN = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE = f"{{{URN}text:1.0}}", f"{{{URN}table:1.0}}"
START = (
    f'<office:document-content xmlns:office="{URN}office:1.0" xmlns:text="{URN}text:1.0" xmlns:table="{URN}table:1.0" '
    f'xmlns:draw="{URN}drawing:1.0"><office:body><office:text>'
)
END = "</office:text></office:body></office:document-content>"


def _body(inner: str, **options: str) -> str:
    data = repacked(source("raw.odt"), {"content.xml": START + inner + END})
    return member(run(data, "a.odt", detecting=False, **options)[0], "content.xml")[len(START) : -len(END)]


def _texts(data: bytes, name: str = "content.xml") -> list[str]:
    root = etree.fromstring(member(data, name).encode())
    return ["".join(one.itertext()) for one in root.iter(f"{TEXT}h", f"{TEXT}p")]


@pytest.mark.parametrize("name", ["office_word.odt", "pandoc.odt", "office_slides.odp", "office_workbook.ods"])
def test_no_cyrillic_is_left_in_what_is_read(name: str) -> None:
    named = ["Кўп"] if name.endswith(".ods") else []  # what a formula gives stays as the formula does
    assert [text for text in _texts(converted(name)) if re.search("[а-яёўқғҳ]", text.lower())] == named


def test_lxml_reads_the_text_expected() -> None:
    assert _texts(converted("raw.odt")) == [
        "Ўчирилган ер",
        "Yer haqida",
        "SHAVKAT, berdi, litsey",
        "Izohli1Yer ostidagi izoh gapЁқуб2024-05-06T10:00:00Sharh: yaxshi davom etadi",
        "Yer ostidagi izoh",
        "Sharh: yaxshi",
        "Oʻrtadajoy vayerYer qatori ",
        "1992yil 24-fevral; yer beti 1",
        "Qutidagi gapSuratYer suratiKeyingi gap",
        "Qutidagi gap",
    ]
    assert _texts(converted("raw.odt"), "styles.xml") == ["Qishloq xabarlari"]


def test_a_document_written_by_an_office_program_reads_as_expected() -> None:
    assert [text for text in _texts(converted("office_word.odt")) if text] == [
        "Yigʻilish bayoni",
        "Berdi degan soʻz 1992-yil yozilgan. Litsey ochildi.",
        "Viloyat",
        "Hosil",
        "Jizzax",
        "15-20 foiz",
        "Yosh oʻquvchilar",
    ]


def test_properties_and_languages_change() -> None:
    out = converted("raw.odt")
    assert "<dc:title>Yer haqida</dc:title><dc:language>uz-Latn-UZ</dc:language>" in member(out, "meta.xml")
    assert 'fo:language="uz" fo:script="Latn" fo:country="UZ" style:rfc-language-tag="uz-Latn-UZ"' in member(
        out, "content.xml"
    )


@pytest.mark.parametrize(
    "kept",
    [
        "<text:p>Ўчирилган ер</text:p></text:deletion>",
        'text:change-id="ер1"',
        'style:name="Т1"',
        'text:style-name="Ер"',
        'draw:name="Қути"',
        '<text:bookmark text:name="ер"/>',
        'xlink:href="#ер"',
        "<dc:creator>Ёқуб</dc:creator>",
        '<text:s text:c="3"/>',
    ],
)
def test_what_programs_read_stays(kept: str) -> None:
    assert kept in member(source("raw.odt"), "content.xml")
    assert member(source("raw.odt"), "content.xml").count(kept) == member(converted("raw.odt"), "content.xml").count(
        kept
    )


def test_formulas_and_names_of_sheets_stay() -> None:
    root = etree.fromstring(member(converted("raw.ods"), "content.xml").encode())
    assert [table.get(f"{TABLE}name") for table in root.iter(f"{TABLE}table")] == ["Ҳосил"]
    assert [cell.get(f"{TABLE}formula") for cell in root.iter(f"{TABLE}table-cell")][3] == 'of:=IF([.A1]="Вилоят";1;2)'
    assert ["".join(cell.itertext()) for cell in root.iter(f"{TABLE}table-cell")] == ["Вилоят", "Gʻalla", "Berdi", "1"]
    assert 'office:string-value="Gʻalla"' in member(converted("raw.ods"), "content.xml")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<text:p>б<text:span>ер</text:span>ди</text:p>", "<text:p>b<text:span>er</text:span>di</text:p>"),
        ("<text:h>Е<text:span>Р</text:span></text:h>", "<text:h>YE<text:span>R</text:span></text:h>"),
        ("<text:p>1992<text:span> йил</text:span></text:p>", "<text:p>1992<text:span>-yil</text:span></text:p>"),
        ("<text:p>1992\n  йил</text:p>", "<text:p>1992-yil</text:p>"),
        ("<text:p>б</text:p><text:p>ер</text:p>", "<text:p>b</text:p><text:p>yer</text:p>"),
        ("<text:p>б<text:line-break/>ер</text:p>", "<text:p>b<text:line-break/>yer</text:p>"),
        ("<text:p>б<text:tab/>ер</text:p>", "<text:p>b<text:tab/>yer</text:p>"),
        ("<text:p>б<text:s/>ер</text:p>", "<text:p>b<text:s/>yer</text:p>"),
        ("<text:p>б<text:soft-page-break/>ер</text:p>", "<text:p>b<text:soft-page-break/>er</text:p>"),
        ("<text:p>б<text:bookmark text:name='ш'/>ер</text:p>", "<text:p>b<text:bookmark text:name='ш'/>er</text:p>"),
        ("<text:p>б<!-- ер -->ер</text:p>", "<text:p>b<!-- ер -->er</text:p>"),
        (
            "<text:p/><text:p></text:p><text:p>&#1064;&amp;</text:p>",
            "<text:p/><text:p></text:p><text:p>Sh&amp;</text:p>",
        ),
        (
            "<text:p>б<text:note><text:note-citation>а</text:note-citation><text:note-body><text:p>ер</text:p>"
            "</text:note-body></text:note>ер</text:p>",
            "<text:p>b<text:note><text:note-citation>а</text:note-citation><text:note-body><text:p>yer</text:p>"
            "</text:note-body></text:note>yer</text:p>",
        ),
    ],
)
def test_a_word_is_read_across_spans_of_its_paragraph(old: str, new: str) -> None:
    assert _body(old) == new


def test_flat_documents_are_read_as_packed_ones() -> None:
    text = (CORPUS / "office_raw.fodt").read_text(encoding="utf-8")
    out = convert(text, "a.fodt", detecting=False)
    root = etree.fromstring(out.encode())
    read = ["".join(one.itertext()).strip() for one in root.iter(f"{TEXT}h", f"{TEXT}p")]
    assert {"Qishloq xabarlari", "Yer haqida", "SHAVKAT, berdi, litsey", "Qutidagi gap"} <= set(read)
    sheet = convert((CORPUS / "office_raw.fods").read_text(encoding="utf-8"), "a.fods", detecting=False)
    assert 'table:name="Ҳосил"' in sheet and "&quot;Вилоят&quot;" in sheet and "<text:p>Вилоят</text:p>" in sheet


def test_encrypted_and_signed_documents_are_refused() -> None:
    entry = '<x:file-entry xmlns:x="urn:x"><x:encryption-data/></x:file-entry>'
    with pytest.raises(DocumentError, match="encrypted"):
        run(repacked(source("raw.odt"), {"META-INF/manifest.xml": entry}), "a.odt")
    with pytest.raises(DocumentError, match="signed"):
        run(repacked(source("raw.odt"), {"META-INF/documentsignatures.xml": "<a/>"}), "a.odt")


def test_pictures_and_equations_in_a_flat_document_stay() -> None:
    uri = "urn:oasis:names:tc:opendocument:xmlns:"
    source = (
        f'<office:document xmlns:office="{uri}office:1.0" xmlns:text="{uri}text:1.0" '
        'xmlns:m="http://www.w3.org/1998/Math/MathML"><text:p>yangi'
        "<office:binary-data>iVBORw0KGgo mNk+M9</office:binary-data>"
        "<m:math><m:mi>son</m:mi></m:math></text:p></office:document>"
    )
    out = run(source, "a.fodt", table="uz-Latn_uz-Cyrl", detecting=False)[0].decode()
    assert out == source.replace("yangi", "янги")
