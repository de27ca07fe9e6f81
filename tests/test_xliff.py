"""XLIFF: work files hold each segment with its state, and translation programs read them."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage import xliff as peer

from uzlat.document import DocumentError
from uzlat.translate.lang import Lang
from uzlat.translate.xliff import FINAL, MISSING, REVIEW, Row, write_xliff

ROWS: list[Row] = [
    ("1", "Salom & <dunyo>", "Hello & <world>", FINAL, [], "human"),
    ("2", "Yangi maktab ochildi.", "A school opened.", REVIEW, ["warning numbers: 12", "two\nlines"], "machine: ct2"),
    ("3", "Ўзбекистон", None, MISSING, ["the engine gave nothing"], ""),
]
NAMES = {"x": "urn:oasis:names:tc:xliff:document:1.2"}


def written(rows: list[Row]) -> bytes:
    out = BytesIO()
    assert write_xliff(rows, out, Lang("uz", "Latn"), Lang("en"), 'news "12".md') == len(rows)
    return out.getvalue()


def test_translate_toolkit_reads_texts_states_and_notes() -> None:
    units = peer.xlifffile.parsestring(written(ROWS)).units  # type: ignore[no-untyped-call]
    assert [(unit.source, unit.target) for unit in units] == [(row[1], row[2]) for row in ROWS]
    assert [unit.isapproved() for unit in units] == [True, False, False]
    assert "warning numbers: 12" in units[1].getnotes()
    assert "machine: ct2" in units[1].getnotes()


def test_a_failed_segment_has_no_target_and_says_so() -> None:
    root = etree.fromstring(written(ROWS))
    states = root.xpath("//x:target/@state", namespaces=NAMES)
    assert states == [FINAL, REVIEW]
    assert (
        root.xpath("//x:trans-unit[@id='3'][not(x:target)]/x:note/text()", namespaces=NAMES)[0] == f"state: {MISSING}"
    )


def test_the_file_names_its_document_and_languages() -> None:
    file = etree.fromstring(written(ROWS))[0]
    assert dict(file.attrib) == {
        "original": 'news "12".md',
        "source-language": "uz-Latn",
        "target-language": "en",
        "datatype": "plaintext",
    }


@given(st.text(), st.text(), st.text())
def test_any_text_leaves_it_well_formed(source: str, target: str, note: str) -> None:
    root = etree.fromstring(written([("1", source, target, REVIEW, [note], note)]))
    assert len(root.xpath("//x:target", namespaces=NAMES)) == 1


def test_another_version_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"XLIFF 2\.1 is not written"):
        write_xliff(ROWS, BytesIO(), Lang("uz"), Lang("en"), "a", version="2.1")
