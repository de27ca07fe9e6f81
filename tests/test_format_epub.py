"""EPUB: the structure that readers ask for, contents, languages; XHTML stays well-formed."""

from __future__ import annotations

import zipfile
from io import BytesIO
from posixpath import dirname, join
from urllib.parse import unquote

import pytest
from lxml import etree

from tests.archives import converted, member, repacked, source
from tests.documents import run
from uzlat.document import DocumentError

BOOKS = ["book.epub", "pandoc2.epub", "pandoc3.epub"]
OPF, DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
NCX, XHTML = "{http://www.daisy.org/z3986/2005/ncx/}", "{http://www.w3.org/1999/xhtml}"


def _package(data: bytes) -> tuple[str, etree._Element]:
    container = etree.fromstring(member(data, "META-INF/container.xml").encode())
    name = next(container.iter("{*}rootfile")).get("full-path")
    return name, etree.fromstring(member(data, name).encode())


@pytest.mark.parametrize("name", BOOKS)
def test_the_structure_is_that_of_a_book(name: str) -> None:
    data = converted(name)
    found = zipfile.ZipFile(BytesIO(data))
    first = found.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    path, package = _package(data)
    items = {item.get("id"): unquote(item.get("href")) for item in package.iter(f"{OPF}item")}
    assert {join(dirname(path), href) for href in items.values()} <= set(found.namelist())
    assert {reference.get("idref") for reference in package.iter(f"{OPF}itemref")} <= set(items)
    for href in items.values():
        if href.endswith((".xhtml", ".ncx")):
            etree.fromstring(found.read(join(dirname(path), href)))


@pytest.mark.parametrize("name", BOOKS)
def test_title_and_language_of_the_book_change(name: str) -> None:
    _, package = _package(converted(name))
    assert package.findtext(f".//{DC}title") == "Dala hikoyalari"
    assert package.findtext(f".//{DC}language") == "uz-Latn"
    assert package.findtext(f".//{DC}creator") == "Yoqub Shermatov"
    _, old = _package(source(name))
    assert package.findtext(f".//{DC}identifier") == old.findtext(f".//{DC}identifier")


@pytest.mark.parametrize("name", BOOKS)
def test_both_kinds_of_contents_are_converted(name: str) -> None:
    found = zipfile.ZipFile(BytesIO(converted(name)))
    ncx = etree.fromstring(next(found.read(one) for one in found.namelist() if one.endswith(".ncx")))
    assert ncx.findtext(f".//{NCX}docTitle/{NCX}text") == "Dala hikoyalari"
    labels = [label.findtext(f"{NCX}text") for label in ncx.iter(f"{NCX}navLabel")]
    assert "Birinchi bob" in labels and not any("ч" in label for label in labels)
    nav = next((found.read(one) for one in found.namelist() if one.endswith("nav.xhtml")), None)
    if nav:
        links = list(etree.fromstring(nav).iter(f"{XHTML}a"))
        assert "Birinchi bob" in ["".join(link.itertext()) for link in links]


def test_pages_are_read_as_html() -> None:
    page = etree.fromstring(member(converted("book.epub"), "OEBPS/боб1.xhtml").encode())
    assert ["".join(one.itertext()) for one in page.iter(f"{XHTML}h1", f"{XHTML}p")] == [
        "Birinchi bob",
        "Berdi, SHAVKAT choy ichdi.",
        "Русский абзац.",
    ]
    assert page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang") == "uz-Latn"
    assert next(page.iter(f"{XHTML}img")).items() == [("src", "ер.png"), ("alt", "Choynak")]
    assert next(page.iter(f"{XHTML}h1")).get("id") == "ер"


def test_a_description_in_escaped_html_is_read_as_html() -> None:
    _, package = _package(converted("book.epub"))
    assert package.findtext(f".//{DC}description") == "<p>B<b>er</b>di</p>"


def test_names_of_pages_and_links_between_them_stay() -> None:
    old, new = source("book.epub"), converted("book.epub")
    _, package = _package(new)
    assert [item.get("href") for item in package.iter(f"{OPF}item")] == ["nav.xhtml", "toc.ncx", "боб1.xhtml", "f.ttf"]
    assert 'href="боб1.xhtml#ер"' in member(new, "OEBPS/nav.xhtml")
    assert '<content src="боб1.xhtml"/>' in member(new, "OEBPS/toc.ncx")
    for kept in ("META-INF/container.xml", "META-INF/encryption.xml"):
        assert member(old, kept) == member(new, kept)
    assert zipfile.ZipFile(BytesIO(new)).read("OEBPS/f.ttf") == bytes(range(256)) * 4


def test_a_pandoc_book_reads_as_expected() -> None:
    found = zipfile.ZipFile(BytesIO(converted("pandoc3.epub")))
    page = next(found.read(one) for one in found.namelist() if one.endswith("ch001.xhtml"))
    text = " ".join("".join(etree.fromstring(page).find(f"{XHTML}body").itertext()).split())
    assert "Qishloqda erta berib qoʻyildi: 1992-yil 24-fevral. SHAVKAT litseyga bordi." in text
    assert "Isʼhoq keldi." in text and 'чоп_эт("ер") ishladi.' in text


@pytest.mark.parametrize("algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
def test_a_book_with_hidden_fonts_is_converted(algorithm: str) -> None:
    told = member(source("book.epub"), "META-INF/encryption.xml")
    told = told.replace("http://www.idpf.org/2008/embedding", algorithm)
    data = repacked(source("book.epub"), {"META-INF/encryption.xml": told})
    assert "Birinchi bob" in member(run(data, "a.epub", detecting=False)[0], "OEBPS/toc.ncx")


def test_an_encrypted_or_signed_book_is_refused() -> None:
    told = member(source("book.epub"), "META-INF/encryption.xml")
    drm = told.replace("http://www.idpf.org/2008/embedding", "http://www.w3.org/2001/04/xmlenc#aes256-cbc")
    with pytest.raises(DocumentError, match="DRM"):
        run(repacked(source("book.epub"), {"META-INF/encryption.xml": drm}), "a.epub")
    with pytest.raises(DocumentError, match="signed"):
        run(repacked(source("book.epub"), {"META-INF/signatures.xml": "<a/>"}), "a.epub")


def test_latin_becomes_cyrillic() -> None:
    out = run(converted("book.epub"), "a.epub", table="uz-Latn_uz-Cyrl", detecting=False)[0]
    _, package = _package(out)
    assert package.findtext(f".//{DC}language") == "uz-Cyrl"
    assert "<p>Б<b>ер</b>ди, <i>Ш</i>АВКАТ чой ичди." in member(out, "OEBPS/боб1.xhtml")
