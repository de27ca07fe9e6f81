"""Every file of the corpus: nothing changes but text, and another parser finds the same shape before and after."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from tests.documents import blocks, run, unchanged
from uzlat.carriers import wanted_by
from uzlat.converter import Converter
from uzlat.formats import ZIP, Format, by_name
from uzlat.pipeline import Pipeline
from uzlat.readable import read
from uzlat.roundtrip import RoundTrip
from uzlat.survey import paragraphs, spans

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(path.name for path in CORPUS.iterdir() if not path.name.startswith("."))
ENCODINGS = {
    "cp1251.html": "cp1251",
    "charset1251.htm": "cp1251",
    "cp1251.xml": "cp1251",
    "utf16.html": "utf-16",
    "utf16.xml": "utf-16",
}
"""How files are encoded that are not in UTF-8."""
MEANT = {
    "alt", "aria-label", "aria-valuetext", "charset", "content", "display", "descr", "error", "errorTitle", "hreflang",
    "inLanguage", "label", "lang", "language", "placeholder", "prompt", "promptTitle", "rfc-language-tag", "script",
    "source-language", "srclang", "string-value", "summary", "tag", "target-language", "title", "tooltip", "trgLang",
    "xml:lang",
}  # fmt: skip
"""Attributes that hold text or name a language or charset."""
ELSEWHERE = {
    ("input", "value"), ("tableColumn", "name"), ("lang", "val"), ("lang", "eastAsia"), ("lang", "bidi"),
    ("outline", "text"), ("outline", "_note"), ("themeFontLang", "val"),
    ("tblCaption", "val"), ("tblDescription", "val"), ("listItem", "displayText"),
    ("rPr", "altLang"),
}  # fmt: skip
"""Attributes that do so in one element only."""


def _form(name: str) -> Format:
    form = by_name(name)
    assert form, name
    return form


def _named(*forms: str) -> list[str]:
    return [name for name in FILES if _form(name).name in forms]


PACKED = [name for name in FILES if _form(name).carrier == ZIP]
TEXTS = [name for name in FILES if name not in PACKED]


def _data(name: str) -> bytes:
    return (CORPUS / name).read_bytes()


def test_there_are_files_enough_and_none_is_large() -> None:
    sizes = [(CORPUS / name).stat().st_size for name in FILES]
    assert len(FILES) >= 60 and max(sizes) < 41_000 and sum(sizes) < 1_200_000
    forms = {_form(name).name for name in FILES}
    assert forms >= {"html", "markdown", "docx", "xlsx", "pptx", "odf", "epub", "fb2.zip", "xml", "srt", "vtt", "ass"}
    assert forms >= {"po", "properties", "arb", "json", "jsonl", "csv", "tsv"}


@pytest.mark.parametrize("name", FILES)
def test_a_table_that_changes_nothing_changes_no_byte(name: str) -> None:
    assert unchanged(_data(name), name) == _data(name)


@pytest.mark.parametrize("name", FILES)
def test_text_is_found(name: str) -> None:
    assert run(_data(name), name, detecting=False)[0] != _data(name)


@pytest.mark.parametrize("detecting", [True, False])
@pytest.mark.parametrize("name", TEXTS)
def test_converted_twice_is_converted_once(name: str, detecting: bool) -> None:
    once = run(_data(name), name, detecting=detecting)[0]
    assert run(once, name, detecting=detecting)[0] == once


@pytest.mark.parametrize("name", TEXTS)
def test_blocks_keep_to_the_contract(name: str) -> None:
    assert blocks(_data(name).decode(ENCODINGS.get(name, "utf-8")), name)


@pytest.mark.parametrize("name", TEXTS)
def test_line_ends_and_the_byte_order_mark_stay(name: str) -> None:
    old, new = _data(name), run(_data(name), name, detecting=False)[0]
    assert new.count(b"\r") == old.count(b"\r")
    assert new.startswith(b"\xef\xbb\xbf") == old.startswith(b"\xef\xbb\xbf")
    assert new.endswith(b"\n") == old.endswith(b"\n")


@pytest.mark.parametrize("name", PACKED)
def test_a_zip_keeps_the_order_the_packing_and_the_dates_of_its_members(name: str) -> None:
    old, new = (zipfile.ZipFile(BytesIO(data)) for data in (_data(name), run(_data(name), name)[0]))
    assert list(map(_told, new.infolist())) == list(map(_told, old.infolist()))
    assert new.testzip() is None
    if "mimetype" in new.namelist():
        first = new.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def _told(info: zipfile.ZipInfo) -> tuple[object, ...]:
    return info.filename, info.compress_type, info.date_time, info.external_attr, info.comment, info.extra


@pytest.mark.parametrize("name", PACKED)
def test_members_keep_their_bytes_or_their_shape(name: str) -> None:
    old, new = (zipfile.ZipFile(BytesIO(data)) for data in (_data(name), run(_data(name), name, detecting=False)[0]))
    changed = [member for member in old.namelist() if old.read(member) != new.read(member)]
    assert changed
    for member in changed:
        assert member.endswith((".xml", ".xhtml", ".opf", ".ncx", ".fb2", ".html")), member
        assert not member.endswith((".rels", "manifest.xml", "container.xml", "[Content_Types].xml")), member
        assert _shape(old.read(member)) == _shape(new.read(member)), member


@pytest.mark.parametrize("name", _named("xml"))
def test_xml_keeps_its_shape(name: str) -> None:
    assert _shape(_data(name)) == _shape(run(_data(name), name, detecting=False)[0])


@pytest.mark.parametrize("name", _named("html"))
def test_a_page_keeps_its_shape(name: str) -> None:
    old = _data(name).decode(ENCODINGS.get(name, "utf-8"))
    new = run(_data(name), name, detecting=False)[0]
    kept = "utf-16" if ENCODINGS.get(name) == "utf-16" else "utf-8"
    assert _page(old) == _page(new.decode(kept))


def _shape(data: bytes) -> list[object]:
    """List the tags, attributes, namespaces, comments and instructions of XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
    found: list[object] = []
    for event, one in etree.iterwalk(etree.fromstring(data, parser), ("start", "end", "comment", "pi")):
        if event == "start":
            attributes = [_attribute(etree.QName(one).localname, str(key), value) for key, value in one.items()]
            found.append((one.tag, dict(one.nsmap), attributes))
        else:
            found.append(one.tag if event == "end" else (event, one.text))
    return found


def _page(text: str) -> list[object]:
    """List the tags, attributes and comments of a page."""
    root = LexborHTMLParser(text).root
    assert root
    found: list[object] = []
    for node in root.traverse(include_text=True):
        if node.tag == "-comment":
            found.append(node.html)
        elif node.tag != "-text":
            attributes = [_attribute(str(node.tag), key, value) for key, value in node.attributes.items()]
            raw = node.text() if node.tag == "style" else ""
            found.append((node.tag, attributes, raw, node.parent.tag if node.parent else ""))
    return found


def _attribute(tag: str, key: str, value: str | None) -> tuple[str, str | None]:
    """Give an attribute, without its value if that is meant to change."""
    local = key.rpartition("}")[2]
    return key, None if local in MEANT or (tag, local) in ELSEWHERE else value


@pytest.mark.parametrize("name", FILES)
def test_every_view_reads_every_file(name: str) -> None:
    data, pipeline = (CORPUS / name).read_bytes(), Pipeline(Converter("uz-Cyrl_uz-Latn"))
    file = read(data, name, wanted_by(pipeline))
    lines = [line for _, line in file.lines(pipeline)]
    assert sorted(line.text for line in lines) == sorted(file.text.split("\n"))
    assert all(file.place(number) for number, _ in enumerate(lines, 1))
    old, new = file.sides(Pipeline(pipeline.main))
    assert old != new
    assert paragraphs(read(data, name).text) and list(spans(file.text))
    trip = RoundTrip(Pipeline(pipeline.main))
    assert len(list(trip.losses(file.text))) < trip.words
