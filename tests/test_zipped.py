"""Zips: what is refused before it is unpacked, each in one clear line; what stays of a zip that is converted."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archives import CORPUS, converted, member, packed, repacked, source
from tests.documents import run, unchanged
from uzlat import zipped
from uzlat.document import DocumentError
from uzlat.encodings import NotTextError

DOCX = source("tracked.docx")


def _refused(data: bytes, name: str = "a.docx") -> str:
    """Convert what must be refused; give the reason."""
    with pytest.raises((DocumentError, NotTextError)) as caught:
        run(data, name)
    told = str(caught.value)
    assert told and "\n" not in told and len(told) < 300
    return told


def _zip(*members: tuple[str, bytes], **options: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", options.get("packing", zipfile.ZIP_DEFLATED)) as target:
        for name, data in members:
            target.writestr(name, data)
    return out.getvalue()


def _sized(data: bytes, name: str, size: int) -> bytes:
    """Claim another unpacked size for a member, in the directory of a zip."""
    at = data.rindex(name.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def _flagged(data: bytes, name: str, flag: int) -> bytes:
    at = data.rindex(name.encode()) - 46
    return data[: at + 8] + struct.pack("<H", flag) + data[at + 10 :]


def test_a_member_packed_too_tightly_is_refused() -> None:
    bomb = _zip(("word/document.xml", b"<a>" + b" " * (8 << 20) + b"</a>"))
    assert "'word/document.xml' is packed" in _refused(bomb)
    assert len(bomb) < 20_000


def test_a_small_member_may_be_packed_tightly() -> None:
    data = repacked(DOCX, {"word/media.bin": b"\0" * (1 << 20)})
    assert unchanged(data, "a.docx") == data


def test_members_that_are_too_much_together_are_refused() -> None:
    data = _zip(("word/document.xml", b"<a/>"), ("b", b"x" * 3000), packing=zipfile.ZIP_STORED)
    assert "more than 1 GB unpacked" in _refused(_sized(data, "b", (1 << 30) + 1))


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MEMBERS", 3)
    assert "4 members; more than 3" in _refused(_zip(*((str(number), b"") for number in range(4))))


@pytest.mark.parametrize("name", ["../a.xml", "word/../../a.xml", "/etc/passwd", "\\a.xml", "a\\..\\b", "C:/a.xml"])
def test_names_that_lie_outside_are_refused(name: str) -> None:
    assert "would lie outside the document" in _refused(repacked(DOCX, {name: b"<a/>"}))


@pytest.mark.parametrize("name", ["a..b.xml", "word/..a/b.xml", "...", "Расм 1.png"])
def test_names_that_only_look_so_are_not(name: str) -> None:
    data = repacked(DOCX, {name: b"<a/>"})
    assert zipfile.ZipFile(BytesIO(run(data, "a.docx")[0])).read(name) == b"<a/>"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused() -> None:
    data = _zip(("word/document.xml", b"<a/>"), ("word/document.xml", b"<b/>"))
    assert "two members are named 'word/document.xml'" in _refused(data)


@pytest.mark.parametrize("name", ["word/document.xml", "[Content_Types].xml"])
def test_an_encrypted_member_is_refused(name: str) -> None:
    assert "encrypted; open it and save it without a password" in _refused(_flagged(DOCX, name, 1))


@pytest.mark.parametrize(
    ("name", "member_", "text", "told"),
    [
        ("tracked.docx", "_xmlsignatures/sig1.xml", "<a/>", "signed"),
        ("raw.xlsx", "_xmlsignatures/origin.sigs", "", "signed"),
        ("slides.pptx", "_xmlsignatures/sig1.xml", "<a/>", "signed"),
        ("raw.odt", "META-INF/documentsignatures.xml", "<a/>", "signed"),
        ("book.epub", "META-INF/signatures.xml", "<a/>", "signed"),
        ("raw.ods", "META-INF/manifest.xml", "<m><encryption-data/></m>", "encrypted"),
        ("book.epub", "META-INF/encryption.xml", '<EncryptionMethod Algorithm="urn:drm"/>', "encrypted (DRM)"),
    ],
)
def test_signed_and_encrypted_documents_are_refused(name: str, member_: str, text: str, told: str) -> None:
    assert told in _refused(repacked(source(name), {member_: text}), name)


@pytest.mark.parametrize("name", ["tracked.docx", "raw.xlsx", "slides.pptx", "raw.odt", "book.epub", "book.fb2.zip"])
@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_zip_that_is_cut_off_is_refused(name: str, share: float) -> None:
    data = source(name)
    assert _refused(data[: int(len(data) * share)], name)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        "Бу оддий матн.".encode(),
        b"%PDF-1.7\n",
        b"{\\rtf1}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"<html><body>",
        b"\0" * 100,
        _zip(("word/document.xml", b"")),
        _zip(("word/document.xml", "Бу XML эмас".encode())),
        _zip(("word/document.xml", b"<a>")),
        _zip(("word/document.xml", b"\0\1\2\3")),
        _zip(("word/document.xml", b'<?xml version="1.0" encoding="x-yoq"?><a>\xff\xff\xff\xff</a>')),
        _zip(("word/document.xml", b'<!DOCTYPE a [<!ENTITY e "ee">]><a>&e;</a>')),
    ],
)
def test_wrong_content_under_a_name_is_refused(data: bytes) -> None:
    assert _refused(data, "a.docx")


def test_the_member_with_the_fault_is_named() -> None:
    told = _refused(repacked(DOCX, {"word/header1.xml": "<a>\n<b></a>"}))
    assert told.startswith("word/header1.xml: not well-formed XML: line 2, column")


def test_a_damaged_member_is_refused() -> None:
    at = DOCX.index(b"word/document.xml") + len(b"word/document.xml") + 10
    told = _refused(DOCX[:at] + b"\xff\xfe\xfd\xfc" + DOCX[at + 4 :])
    assert told.startswith("word/document.xml: damaged")


def test_a_member_without_text_that_is_damaged_is_refused_too() -> None:
    data = repacked(source("book.epub"), {"OEBPS/z.bin": bytes(range(256)) * 8})
    at = data.index(b"OEBPS/z.bin") + len(b"OEBPS/z.bin") + 20
    assert "OEBPS/z.bin" in _refused(data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :], "a.epub")


@pytest.mark.parametrize("name", ["word/header²1.xml", "word/footer١.xml", "word/header" + "1" * 5000 + ".xml"])
def test_odd_numbers_in_names_do_no_harm(name: str) -> None:
    data = repacked(DOCX, {name: "<a>ер</a>"})
    assert unchanged(data, "a.docx") == data


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_line_end_in_a_name_is_none_in_the_message() -> None:
    assert _refused(_zip(("a\nb.xml", b""), ("a\nb.xml", b"")))
    assert _refused(_zip(("a\n/../b.xml", b"")))
    assert _refused(repacked(source("book.epub"), {"a\nb.xhtml": b"\0"}), "a.epub")


def test_members_with_sizes_of_64_bits_are_read() -> None:
    out = BytesIO()
    old = zipfile.ZipFile(BytesIO(DOCX))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in old.namelist():
            with target.open(name, "w", force_zip64=True) as writing:
                writing.write(old.read(name))
    new = run(out.getvalue(), "a.docx", detecting=False)[0]
    assert member(new, "word/document.xml") == member(converted("tracked.docx"), "word/document.xml")


def test_a_packing_that_is_not_known_is_refused() -> None:
    at = DOCX.rindex(b"word/document.xml") - 46
    start = DOCX.index(b"word/document.xml") - 30
    data = bytearray(DOCX)
    data[at + 10 : at + 12] = data[start + 8 : start + 10] = struct.pack("<H", 97)
    assert "word/document.xml" in _refused(bytes(data))


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_each_member_is_packed_as_it_was(packing: int) -> None:
    old = zipfile.ZipFile(BytesIO(DOCX))
    data = _zip(*((name, old.read(name)) for name in old.namelist()), packing=packing)
    new = zipfile.ZipFile(BytesIO(run(data, "a.docx", detecting=False)[0]))
    assert {info.compress_type for info in new.infolist()} == {packing}
    assert new.read("word/document.xml") == zipfile.ZipFile(BytesIO(converted("tracked.docx"))).read(
        "word/document.xml"
    )


def test_folders_rights_comments_and_names_stay() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.comment = "Изоҳ".encode()
        target.mkdir("word")
        for name, rights in (("word/document.xml", 0), ("word/ер.bin", 0o100755), ("бўш", 0o644)):
            info = zipfile.ZipInfo(name, (1999, 12, 31, 23, 59, 58))
            info.external_attr, info.create_system, info.comment = rights << 16, 0, b"x"
            text = '<w:document xmlns:w="urn:w"><w:p><w:t>Ер</w:t></w:p></w:document>' if rights == 0 else "ер"
            target.writestr(info, text)
    old, new = (zipfile.ZipFile(BytesIO(data)) for data in (out.getvalue(), run(out.getvalue(), "a.docx")[0]))
    assert "<w:t>Yer</w:t>" in new.read("word/document.xml").decode() and new.comment == old.comment
    for one in ("filename", "date_time", "external_attr", "create_system", "comment", "compress_type", "flag_bits"):
        assert [getattr(info, one) for info in new.infolist()] == [getattr(info, one) for info in old.infolist()], one


def test_a_zip_after_other_bytes_is_read_or_refused() -> None:
    try:
        out = run(b"#!/bin/sh\n" + DOCX, "a.docx", detecting=False)[0]
    except DocumentError:
        return
    assert "SH" in member(out, "word/document.xml")


def test_a_book_in_a_zip_is_converted_and_one_without_a_book_is_refused() -> None:
    assert "Dala hikoyalari" in member(converted("book.fb2.zip"), "kitob.fb2")
    assert "no .fb2" in _refused(packed({"a.txt": "ер"}), "a.fb2.zip")


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["tracked.docx", "raw.xlsx", "raw.odt", "book.epub", "book.fb2.zip"]), st.data())
def test_a_zip_with_changed_bytes_comes_back_or_is_refused(name: str, drawn: st.DataObject) -> None:
    data = bytearray((CORPUS / name).read_bytes())
    for at in drawn.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=4)):
        data[at] = drawn.draw(st.integers(0, 255))
    try:
        assert unchanged(bytes(data), name) == data
        run(bytes(data), name)
    except (DocumentError, NotTextError) as error:
        assert "\n" not in str(error)
