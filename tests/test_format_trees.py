"""Members of packed documents, drawn at random: each comes back, and letters swapped twice are as they were."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.archives import packed
from tests.documents import run, swapped, unchanged

OOXML = "http://schemas.openxmlformats.org"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
KINDS = {
    "a.docx": (
        "word/document.xml",
        "w:document",
        "w:p w:p w:r w:t w:t w:t w:br w:tab w:del w:ins w:delText w:instrText w:moveFrom w:drawing w:pict w:framePr "
        "w:hyperlink w:tbl w:tc mc:AlternateContent mc:Choice wp:docPr w:txbxContent w:lang a:p a:t w:softHyphen",
        f"xmlns:w='{OOXML}/wordprocessingml/2006/main' xmlns:a='{OOXML}/drawingml/2006/main' xmlns:mc='urn:mc' "
        f"xmlns:wp='{OOXML}/drawingml/2006/wordprocessingDrawing'",
        "w:val descr title w:dropCap w:id",
    ),
    "a.xlsx": (
        "xl/worksheets/sheet1.xml",
        "worksheet",
        "c is t t si r v f row sheetData rPh oddHeader formula1 dataValidation hyperlink",
        f"xmlns='{OOXML}/spreadsheetml/2006/main'",
        "prompt display r s",
    ),
    "a.pptx": (
        "ppt/slides/slide1.xml",
        "p:sld",
        "a:p a:p a:r a:t a:t a:br a:fld a:rPr p:cNvPr p:sp a:tbl c:pt c:v",
        f"xmlns:p='{OOXML}/presentationml/2006/main' xmlns:a='{OOXML}/drawingml/2006/main' "
        f"xmlns:c='{OOXML}/drawingml/2006/chart'",
        "descr title id lang",
    ),
    "a.odt": (
        "content.xml",
        "office:document-content",
        "text:p text:p text:h text:span text:span text:s text:tab text:line-break text:note text:note-body "
        "text:note-citation office:annotation draw:frame svg:desc text:deletion table:table-cell text:a dc:creator",
        f"xmlns:office='{ODF}:office:1.0' xmlns:text='{ODF}:text:1.0' xmlns:draw='{ODF}:drawing:1.0' "
        f"xmlns:svg='{ODF}:svg-compatible:1.0' xmlns:table='{ODF}:table:1.0' xmlns:dc='urn:dc'",
        "text:c office:string-value text:name draw:name",
    ),
    "a.epub": (
        "a.opf",
        "package",
        "dc:title dc:creator dc:description dc:description dc:language meta item",
        "xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'",
        "id xml:lang href",
    ),
}
TEXTS = st.text(st.sampled_from("абезш АЕШ1\n\r\t-.'\">ўҳъ\u00a0"), max_size=6) | st.sampled_from(
    ["<!-- ер -->", "<![CDATA[ер]]>", "<?ер ер?>", "1992", " йил", "ер", "Ш"]
)
VALUES = st.text(st.sampled_from("абе1 '"), max_size=4)


def _member(kind: str) -> st.SearchStrategy[bytes]:
    """Draw a document with one member."""
    name, root, elements, namespaces, keys = KINDS[kind]

    def element(one: str, told: dict[str, str], inner: list[str]) -> str:
        start = one + "".join(f' {key}="{value}"' for key, value in told.items())
        return f"<{start}>{''.join(inner)}</{one}>" if inner else f"<{start}/>"

    attributes = st.dictionaries(st.sampled_from(keys.split()), VALUES, max_size=2)
    trees = st.recursive(
        TEXTS,
        lambda inner: st.builds(element, st.sampled_from(elements.split()), attributes, st.lists(inner, max_size=4)),
        max_leaves=14,
    )
    return st.lists(trees, max_size=4).map(
        lambda inner: packed({name: f"<{root} {namespaces}>{''.join(inner)}</{root}>".encode()})
    )


def _read(data: bytes) -> bytes:
    found = zipfile.ZipFile(BytesIO(data))
    return found.read(found.namelist()[0])


@pytest.mark.parametrize("name", KINDS)
@settings(deadline=None, max_examples=100)
@given(drawn=st.data())
def test_any_member_comes_back_and_keeps_its_tags(name: str, drawn: st.DataObject) -> None:
    data = drawn.draw(_member(name))
    assert unchanged(data, name) == data
    once = swapped(data, name)
    assert _read(swapped(once, name)) == _read(data)
    converted = run(data, name, detecting=False)[0]
    old, new = (list(etree.fromstring(_read(one)).iter()) for one in (data, converted))
    assert [(one.tag, one.keys() if isinstance(one.tag, str) else one.text) for one in old] == [
        (one.tag, one.keys() if isinstance(one.tag, str) else one.text) for one in new
    ]
