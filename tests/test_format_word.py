"""Word: words over runs, what is deleted, fields, notes and boxes; read again by python-docx and lxml."""

from __future__ import annotations

import html
import re
from io import BytesIO
from itertools import pairwise
from random import Random

import docx
import pytest
from lxml import etree

from tests.archives import converted, member, packed, repacked, source
from tests.conftest import ROOT
from tests.documents import run, unchanged
from uzlat.converter import Converter
from uzlat.document import DocumentError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="urn:mc"'


def _body(inner: str, **options: str) -> str:
    """Convert a document with this body; give the body."""
    start = f"<w:document {NAMESPACE}><w:body>"
    data = repacked(source("tracked.docx"), {"word/document.xml": f"{start}{inner}</w:body></w:document>"})
    out = member(run(data, "a.docx", detecting=False, **options)[0], "word/document.xml")
    assert out.startswith(start)
    return out.removeprefix(start).removesuffix("</w:body></w:document>")


def _texts(data: bytes, name: str = "word/document.xml") -> list[str]:
    """List the text of the paragraphs of a member, those within others too."""
    root = etree.fromstring(member(data, name).encode())
    return ["".join(paragraph.itertext(f"{W}t")) for paragraph in root.iter(f"{W}p")]


def test_python_docx_reads_the_text_expected() -> None:
    made = docx.Document(BytesIO(converted("word.docx")))
    assert [paragraph.text for paragraph in made.paragraphs] == [
        "Yigʻilish bayoni",
        "Berdi degan soʻz 1992-yil yozilgan. Litsey ochildi.",
        "Yosh oʻquvchilar",
    ]
    assert [cell.text for cell in made.tables[0]._cells] == ["Viloyat", "Hosil", "Jizzax", "15-20 foiz"]
    assert made.sections[0].header.paragraphs[0].text == "Qishloq maktabi"
    assert made.sections[0].footer.paragraphs[0].text == "Sahifa oxiri"
    assert (made.core_properties.title, made.core_properties.language) == ("Yigʻilish bayoni", "uz-Latn")


def test_runs_keep_their_letters_and_their_looks() -> None:
    runs = docx.Document(BytesIO(converted("word.docx"))).paragraphs[1].runs
    assert [(one.text, one.bold, one.italic) for one in runs] == [
        ("B", None, None),
        ("er", True, None),
        ("di degan soʻz 1992-yil yozilgan. Li", None, None),
        ("ts", None, True),
        ("ey ochildi.", None, None),
    ]
    assert [paragraph.style.name for paragraph in docx.Document(BytesIO(converted("word.docx"))).paragraphs] == [
        "Heading 1",
        "Normal",
        "List Bullet",
    ]


def test_a_document_with_everything_reads_as_expected() -> None:
    assert _texts(converted("tracked.docx")) == [
        "SHAVKAT, berdi, litsey",
        "Isʼhoq keldi.",
        "Кўчган ерQolgan yer",
        "Koʻchgan yer",
        "Qarang: yer haqida",
        "SH",
        "ARQDA quyosh chiqdi va erta tong otdi.",
        "Yoqub aka",
        "Izohli gap",
        "Qutidagi gapQutidagi gapQutidan keyin",
        "Qutidagi gap",
        "Qutidagi gap",
        "Birinchi qatoryerYERosti",
        "https://misol.uz/ер 1992-yil 24-fevralda",
        "Mi obyazatelno vernyomsya domoy vesnoy, kogda rastayet sneg.",
        "Viloyat",
        "Jizzax",
    ]


def test_declared_russian_stays_if_languages_are_told_apart() -> None:
    out = run(source("tracked.docx"), "a.docx")[0]
    assert "Мы обязательно вернёмся домой весной, когда растает снег." in _texts(out)
    assert "SHAVKAT, berdi, litsey" in _texts(out)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("word/header1.xml", ["Qishloq xabarlari"]),
        ("word/footer1.xml", ["Sahifa 1"]),
        ("word/footnotes.xml", ["", "Yer ostidagi izoh"]),
        ("word/comments.xml", ["Sharh: yaxshi"]),
    ],
)
def test_headers_notes_and_comments_are_converted(name: str, expected: list[str]) -> None:
    assert _texts(converted("tracked.docx"), name) == expected


@pytest.mark.parametrize(
    "kept",
    [
        "<w:delText>Ўчирилган ер</w:delText>",
        '<w:instrText xml:space="preserve"> REF ер \\h </w:instrText>',
        '<w:bookmarkStart w:id="6" w:name="ер"/>',
        'w:name="кўчди"',
        '<w:t xml:space="preserve">Кўчган ер</w:t></w:r></w:moveFrom>',
        '<w:tag w:val="исм"/>',
        'w:anchor="ер"',
        '<wp:docPr id="1" name="Қути 1"',
        'w:author="Ёқуб"',
        '<v:shape id="б1"',
        '<w:proofErr w:type="spellStart"/>',
        '<w:lang w:val="ru-RU"/>',
    ],
)
def test_what_word_itself_reads_stays(kept: str) -> None:
    out = member(converted("tracked.docx"), "word/document.xml")
    assert kept in member(source("tracked.docx"), "word/document.xml") and kept in out


def test_languages_texts_of_pictures_and_properties_change() -> None:
    out = converted("tracked.docx")
    document = member(out, "word/document.xml")
    assert '<w:lang w:val="uz-Latn-UZ" w:eastAsia="ru-RU"/>' in document
    assert 'descr="Yer surati" title="Surat"' in document and 'alt="Yer surati"' in document
    assert '<w:tblCaption w:val="Hosil jadvali"/>' in document
    assert '<w:lang w:val="uz-Latn-UZ" w:bidi="ar-SA"/>' in member(out, "word/styles.xml")
    assert '<w:name w:val="Ер услуби"/>' in member(out, "word/styles.xml")
    core = member(out, "docProps/core.xml")
    assert "<dc:title>Yer haqida</dc:title>" in core and "<dc:language>uz-Latn-UZ</dc:language>" in core


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:p>{б}{ер}{ди}</w:p>", "<w:p>{b}{er}{di}</w:p>"),
        ("<w:p>{Ш}{АВКАТ}</w:p>", "<w:p>{SH}{AVKAT}</w:p>"),
        ("<w:p>{ли}{ц}{ей}</w:p>", "<w:p>{li}{ts}{ey}</w:p>"),
        ("<w:p>{Ис}{ҳоқ}</w:p>", "<w:p>{Isʼ}{hoq}</w:p>"),
        ("<w:p>{Е}{Р}</w:p>", "<w:p>{YE}{R}</w:p>"),
        ("<w:p>{б}<w:r><w:drawing/></w:r>{ер}</w:p>", "<w:p>{b}<w:r><w:drawing/></w:r>{yer}</w:p>"),
        (
            "<w:p>{б}<w:r><mc:AlternateContent><w:p>{е}{р}</w:p></mc:AlternateContent></w:r>{ер}</w:p>",
            "<w:p>{b}<w:r><mc:AlternateContent><w:p>{ye}{r}</w:p></mc:AlternateContent></w:r>{yer}</w:p>",
        ),
        (
            "<w:p>{б}<w:r><mc:AlternateContent/></w:r>{ер}</w:p>",
            "<w:p>{b}<w:r><mc:AlternateContent/></w:r>{yer}</w:p>",
        ),
        ("<w:p>{1992}{ йил}</w:p>", "<w:p>{1992}{-yil}</w:p>"),
        ("<w:p>{б}</w:p><w:p>{ер}</w:p>", "<w:p>{b}</w:p><w:p>{yer}</w:p>"),
        ("<w:p>{б}<w:r><w:br/></w:r>{ер}</w:p>", "<w:p>{b}<w:r><w:br/></w:r>{yer}</w:p>"),
        ("<w:p>{б}<w:r><w:tab/></w:r>{ер}</w:p>", "<w:p>{b}<w:r><w:tab/></w:r>{yer}</w:p>"),
        ("<w:p>{б}<w:r><w:softHyphen/></w:r>{ер}</w:p>", "<w:p>{b}<w:r><w:softHyphen/></w:r>{er}</w:p>"),
        (
            "<w:p>{б}<w:bookmarkStart w:id='1' w:name='ш'/>{ер}</w:p>",
            "<w:p>{b}<w:bookmarkStart w:id='1' w:name='ш'/>{er}</w:p>",
        ),
        (
            "<w:p>{б}<w:r><w:lastRenderedPageBreak/></w:r>{ер}</w:p>",
            "<w:p>{b}<w:r><w:lastRenderedPageBreak/></w:r>{er}</w:p>",
        ),
        (
            "<w:p>{б}<w:del><w:r><w:delText>ел</w:delText></w:r></w:del>{ер}</w:p>",
            "<w:p>{b}<w:del><w:r><w:delText>ел</w:delText></w:r></w:del>{er}</w:p>",
        ),
        ("<w:p>{Ш &amp; &lt;ер&gt; &#1077;}</w:p>", "<w:p>{Sh &amp; &lt;yer&gt; ye}</w:p>"),
        ("<w:p>{ &#1077;р}<w:r/><w:r><w:t/></w:r></w:p>", "<w:p>{ yer}<w:r/><w:r><w:t/></w:r></w:p>"),
    ],
)
def test_a_word_is_read_across_runs_of_its_paragraph(old: str, new: str) -> None:
    assert _body(_runs(old)) == _runs(new)


def _runs(short: str) -> str:
    return short.replace("{", "<w:r><w:t xml:space='preserve'>").replace("}", "</w:t></w:r>")


def test_the_large_letter_before_a_paragraph_is_its_first() -> None:
    frame = "<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr>{0}</w:p><w:p>{1}</w:p><w:p>{2}</w:p>"
    old = frame.format(_runs("{Е}"), _runs("{Р ости}"), _runs("{Ер}"))
    assert _body(old) == frame.format(_runs("{YE}"), _runs("{R osti}"), _runs("{Yer}"))


def test_other_prefixes_are_read_by_their_namespaces() -> None:
    text = member(source("tracked.docx"), "word/header1.xml").replace("w:", "ns0:").replace(":w=", ":ns0=")
    data = repacked(source("tracked.docx"), {"word/header1.xml": text})
    assert "xabarlari" in member(run(data, "a.docx", detecting=False)[0], "word/header1.xml")


def test_a_member_in_utf_16_stays_so() -> None:
    text = member(source("tracked.docx"), "word/header1.xml").replace("UTF-8", "UTF-16").encode("utf-16")
    data = repacked(source("tracked.docx"), {"word/header1.xml": text})
    assert unchanged(data, "a.docx") == data
    found = docx.Document(BytesIO(run(data, "a.docx", detecting=False)[0]))
    assert found.sections[0].header.paragraphs[0].text == "Qishloq xabarlari"


def test_an_ascii_apostrophe_is_only_a_letter_in_word() -> None:
    assert "Isʼ" not in _body("<w:p><w:r><w:t>Исҳоқ ўн</w:t></w:r></w:p>", apostrophe="ascii")
    assert _body("<w:p><w:r><w:t>ўн</w:t></w:r></w:p>", apostrophe="ascii") == "<w:p><w:r><w:t>o'n</w:t></w:r></w:p>"


def test_latin_becomes_cyrillic() -> None:
    latin = converted("tracked.docx")
    out = run(latin, "a.docx", table="uz-Latn_uz-Cyrl", detecting=False)[0]
    assert _texts(out)[:2] == ["ШАВКАТ, берди, лицей", "Исҳоқ келди."]
    assert '<w:lang w:val="uz-Cyrl-UZ" w:eastAsia="ru-RU"/>' in member(out, "word/document.xml")
    runs = [one.text for one in etree.fromstring(member(out, "word/document.xml").encode()).iter(f"{W}t")][:6]
    assert runs == ["Ш", "АВКАТ, б", "ер", "ди, ли", "ц", "ей"]


def test_a_hyphen_that_becomes_a_space_at_the_end_of_a_run_is_kept() -> None:
    runs = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in ("1992", "-yil", ", 5-", "mart"))
    uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = packed({"word/document.xml": f'<w:document xmlns:w="{uri}"><w:body><w:p>{runs}</w:p></w:body></w:document>'})
    out = member(run(data, "a.docx", table="uz-Latn_uz-Cyrl", detecting=False)[0], "word/document.xml")
    kept, texts = '<w:t xml:space="preserve">', re.findall("<w:t.*?</w:t>", out)
    assert texts == ["<w:t>1992</w:t>", f"{kept} йил</w:t>", f"{kept}, 5 </w:t>", "<w:t>март</w:t>"]


def test_a_document_of_another_kind_is_refused() -> None:
    with pytest.raises(DocumentError, match="no folder word/ in it"):
        run(packed({"xl/workbook.xml": "<workbook/>"}), "a.docx")


@pytest.mark.parametrize("article", ["01", "04", "05"])
def test_runs_cut_anywhere_read_as_the_text_does(article: str) -> None:
    (path,) = (ROOT / "examples" / "articles").glob(f"{article}-*.cyrl.txt")
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    random, body = Random(article), ""
    for line in lines:
        cuts = sorted({0, len(line), *(random.randrange(len(line)) for _ in range(len(line) // 4))})
        runs = [f"<w:r><w:t>{html.escape(line[start:end])}</w:t></w:r>" for start, end in pairwise(cuts)]
        body += f"<w:p>{''.join(runs)}</w:p>"
    uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = packed({"word/document.xml": f'<w:document xmlns:w="{uri}"><w:body>{body}</w:body></w:document>'})
    out = member(run(data, "a.docx", detecting=False)[0], "word/document.xml")
    made = ["".join(re.findall("<w:t[^>]*>(.*?)</w:t>", one, re.DOTALL)) for one in out.split("</w:p>")[:-1]]
    assert list(map(html.unescape, made)) == list(map(Converter("uz-Cyrl_uz-Latn"), lines))
    assert out.count("<w:r>") == body.count("<w:r>")
