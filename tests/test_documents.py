"""What all formats share: pieces and shares, threads, marks, markers, places; and the commands that read documents."""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, Run
from tests.documents import convert
from tests.documents import run as through
from tests.test_cli import one_line
from uzlat import Converter
from uzlat.conversion import Conversion, retagged
from uzlat.document import ECHO, LONG, OBJECT, Block, DocumentError, Mark, Part, Piece, lines_of, sentences_of, splice
from uzlat.formats import FORMATS, TEXT, by_content, by_name, named
from uzlat.pipeline import Pipeline
from uzlat.report import Place
from uzlat.shares import Shares

RUSSIAN = "Сегодня утром стало известно о новых законах страны, сообщает агентство"
CONVERTER = Converter("uz-Cyrl_uz-Latn")
WORDS = [
    "Исҳоқ",
    "ШАВКАТ",
    "лицей",
    "объект",
    "1992 йил",
    "24 феврал",
    "сентябрда",
    "Е",
    "съезд",
    "«цех»,",
    "мавқеи",
    "ъ",
]


@pytest.mark.parametrize(
    ("pieces", "shares"),
    [
        (["б", "ер", "ди"], ["b", "er", "di"]),
        (["Ш", "АВКАТ"], ["SH", "AVKAT"]),
        (["ли", "ц", "ей"], ["li", "ts", "ey"]),
        (["Ис", "ҳоқ"], ["Isʼ", "hoq"]),
        (["Е", "Р"], ["YE", "R"]),
        (["1992", " ", "йил 24", " февр", "ал"], ["1992", "-", "yil 24", "-fevr", "al"]),
        (["сентя", "брь"], ["senta", "br"]),
        (["«", "Цех", "», ", "цех"], ["«", "Sex", "», ", "sex"]),
        (["об", "ъ", "ект"], ["ob", "", "yekt"]),
        (["мақола", OBJECT, "ер"], ["maqola", OBJECT, "yer"]),
    ],
)
def test_a_word_across_pieces_is_one_word_and_both_keep_their_letters(pieces: list[str], shares: list[str]) -> None:
    assert Shares(CONVERTER)(pieces, CONVERTER("".join(pieces))) == shares


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.lists(st.integers(0, 60), max_size=6))
def test_shares_joined_are_the_conversion_wherever_the_text_is_cut(words: list[str], places: list[int]) -> None:
    text = " ".join(words)
    cuts = sorted({0, len(text), *(place for place in places if place < len(text))})
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    shares = Shares(CONVERTER)(pieces, CONVERTER(text))
    assert shares is not None and "".join(shares) == CONVERTER(text) and len(shares) == len(pieces)
    for piece, share in zip(pieces, shares, strict=True):  # nothing wanders: a piece without letters gets none
        assert any(map(str.isalpha, piece)) or not any(map(str.isalpha, share))


def test_shares_of_another_conversion_are_none() -> None:
    assert Shares(CONVERTER)(["б", "ер"], "berdi") is None


def test_edits_are_applied_in_the_order_of_the_source() -> None:
    part = Part("ер|ер", [Block([Piece(3, 5, "ер")]), Block([Piece(0, 2, "ер")])])
    assert splice(part.text, Conversion(Pipeline(CONVERTER)).edits([part])[0]) == "yer|yer"


def test_a_thread_is_expected_to_go_on_in_its_language() -> None:
    blocks = [Piece(0, 71, RUSSIAN), Piece(72, 84, "Казань вести")]
    assert len(RUSSIAN) == 71
    text = f"{RUSSIAN}|Казань вести"
    for thread, left in (("ru", True), ("uz", False)):
        part = Part(text, [Block(blocks[:1], thread="ru"), Block(blocks[1:], thread=thread)])
        assert (not Conversion(Pipeline(CONVERTER)).edits([part])[0]) == left


def test_an_echo_becomes_what_the_same_text_became() -> None:
    part = Part(
        "Цех=Цех=Ер",
        [Block([Piece(0, 3, "Цех")]), *(Block([Piece(*s)], thread=ECHO) for s in ((4, 7, "Цех"), (8, 10, "Ер")))],
    )
    assert splice(part.text, Conversion(Pipeline(CONVERTER)).edits([part])[0]) == "Sex=Sex=Ер"


def test_marks_change_only_with_the_text() -> None:
    for word, tag in (("Ер", "uz-Latn"), ("Yer", "uz-Cyrl")):
        part = Part(f"uz-Cyrl {word}", [Mark(0, 7), Block([Piece(8, 8 + len(word), word)])])
        assert splice(part.text, Conversion(Pipeline(CONVERTER)).edits([part])[0]).startswith(tag)


@pytest.mark.parametrize(
    ("tag", "target", "new"),
    [
        ("uz-Cyrl", "uz-Latn", "uz-Latn"),
        ("uz-cyrl-uz", "uz-Latn-2026", "uz-latn-uz"),
        ("uz_Cyrl_UZ", "uz-Latn", "uz_Latn_UZ"),
        ("uz_UZ@cyrillic", "uz-Latn", "uz_UZ@latin"),
        ("uz@Cyrl", "uz-Latn", "uz@Latn"),
        ("Cyrl", "uz-Latn", "Latn"),
        ("uz-Latn-UZ", "uz-Cyrl", "uz-Cyrl-UZ"),
        ("uz", "uz-Latn", "uz"),
        ("sr-Cyrl", "uz-Latn", "sr-Cyrl"),
        ("kk-Cyrl", "kk-Latn", "kk-Latn"),
        ("", "uz-Latn", ""),
    ],
)
def test_a_language_tag_names_the_script_of_the_target(tag: str, target: str, new: str) -> None:
    assert retagged(tag, target) == new


def test_a_block_is_parted_at_its_line_ends() -> None:
    block = Block([Piece(0, 5, "Ер\r\nҳ".replace("\r", "")), Piece(5, 11, "\n"), Piece(11, 12, "қ")])
    assert [one.text for one in lines_of(Block([Piece(0, 4, "Ер\nҳ"), *block.pieces[1:]]))] == ["Ер", "ҳ", "қ"]


def test_a_long_block_is_read_sentence_by_sentence() -> None:
    sentence = "Ўзбекистон ҳукумати янги қарор қабул қилди. "
    text = (sentence * 60).strip()
    parts = list(sentences_of(Block([Piece(10, 10 + len(text), text)])))
    assert len(parts) > 3 and max(len(part.text) for part in parts) < LONG
    assert all(part.text.startswith("Ўзбекистон") and part.text.endswith(".") for part in parts)
    assert " ".join(part.text for part in parts) == text
    assert convert(json.dumps({"a": text}, ensure_ascii=False), "a.json") == json.dumps(
        {"a": CONVERTER(text)}, ensure_ascii=False
    )


# Markers.


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.html", "<p>+<!-- uzlat: off --> Ер <b>Ер</b><!-- uzlat:on --> +"),
        ("a.xml", "<a><p>+</p><!-- uzlat: off --><p>Ер</p><!-- uzlat: on --><p>+</p></a>"),
        ("a.md", "+\n\n<!-- uzlat: off -->\n\nЕр\n\n<!-- uzlat: on -->\n\n+"),
        ("a.properties", "a=+\n# uzlat: off\nb=Ер\n# uzlat: on\nc=+"),
        (
            "a.po",
            'msgid "a"\nmsgstr "+"\n\n# uzlat: off\nmsgid "b"\nmsgstr "Ер"\n\n# uzlat: on\nmsgid "c"\nmsgstr "+"\n',
        ),
        ("a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n+\n\nNOTE uzlat: off\n\n00:01.000 --> 00:02.000\nЕр\n"),
    ],
)
def test_what_stands_between_markers_stays(name: str, source: str) -> None:
    assert convert(source.replace("+", "Ер"), name) == source.replace("+", "Yer")


def test_marker_lines_work_in_plain_text_and_over_the_ends_of_reads(run: Run) -> None:
    lines = "Ер\n# uzlat: off\nЕр\n" + "Ер\n" * 100_000 + "uzlat:on\nЕр\nСўз uzlat: off сўз\nЕр\n"
    expected = lines.replace("Ер\n# ", "Yer\n# ").replace(
        "on\nЕр\nСўз uzlat: off сўз\nЕр", "on\nYer\nSoʻz uzlat: off soʻz\nYer"
    )
    assert run(stdin=lines.encode()).stdout.decode() == expected
    assert Pipeline(CONVERTER).feed("uzlat: off\nЕр\nuzlat: on") == "uzlat: off\nЕр\nuzlat: on"


def test_a_cell_is_no_marker() -> None:
    assert convert("а,б\nuzlat: off,Ер\nЕр,Ер\n", "a.csv") == "a,b\nuzlat: off,Yer\nYer,Yer\n"


# Which format.


def test_the_longest_ending_of_a_name_decides() -> None:
    assert [by_name(name).name for name in ("A.HTML", "b.fb2.zip", "c.fb2", "x/d.tar.csv")] == [
        "html",
        "fb2.zip",
        "xml",
        "csv",
    ]  # type: ignore[union-attr]
    assert by_name("html") is None and by_name("page.html.bak") is None


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<!DOCTYPE html><p>Ер", "html"),
        ("\ufeff\n<HTML lang=uz>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">', "html"),
        ('<?xml version="1.0"?><rss>', "xml"),
        ("<!-- бош --> <!doctype HTML>", "html"),
        ("<?php echo 1 ?>\n<!DOCTYPE html>", "html"),
        ("<head><title>Ер", "html"),
        ("<p>б<b>ер</b>ди", "html"),
        ("<rss version='2.0'>", "xml"),
        ("WEBVTT\n", "vtt"),
        ('{"a": "Ер"}\n{"a": "Ер"}\n', "jsonl"),
        ('{\n "a": "Ер"}', "json"),
        ('[{"a": 1}]', "json"),
        ("[1] Ер юзи", "text"),
        ("{Ер} юзи", "text"),
        ("<Ер> юзи", "text"),
        ("Ер", "text"),
    ],
)
def test_without_a_name_the_first_bytes_decide(head: str, name: str) -> None:
    assert by_content(head.encode()).name == name


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"%PDF-1.7", "PDF; convert the document that it was made from"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        (b"{\\rtf1\\ansi", "RTF; save it as .docx or .odt"),
        (b"PK\x03\x04" + b"\0" * 26 + b"photo.jpg", "a zip of no known kind"),
    ],
)
def test_what_cannot_be_converted_says_what_to_do(head: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        by_content(head)


def test_every_format_can_be_named_and_its_adapter_loads() -> None:
    from uzlat.document import Wanted

    for form in FORMATS:
        assert named(form.name) is form
        assert form is TEXT or form.load(Wanted(("a",) if form.fields else ()))
    with pytest.raises(DocumentError, match="did you mean 'html'"):
        named("htm")


# The commands.


def docx(*paragraphs: str) -> bytes:
    """Make the smallest Word document."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("word/document.xml", f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>')
    return data.getvalue()


def test_a_pipe_is_read_by_its_content(run: Run) -> None:
    page = "<!doctype html><p class=ер>б<b>ер</b>ди"
    assert run(stdin=page.encode()).stdout.decode() == page.replace("б<b>ер</b>ди", "b<b>er</b>di")
    out = run("-", stdin=docx("Ер юзи")).stdout
    assert b"Yer yuzi" in zipfile.ZipFile(io.BytesIO(out)).read("word/document.xml")
    assert run(stdin='{"ер": "ер"}\n'.encode()).stdout.decode() == '{"ер": "yer"}\n'


def test_a_format_may_be_named_against_name_and_content(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("<p title=ер>б<b>ер</b>ди", encoding="utf-8")
    assert run("--format", "html", "a.txt").stdout.decode() == "<p title=yer>b<b>er</b>di"
    assert run("a.txt").stdout.decode() == "<p title=ер>b<b>yer</b>di"
    assert "did you mean" in one_line(run("--format", "htlm", "a.txt").stderr)


def test_fields_are_chosen_and_refused_where_there_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": "ер", "b": "ер"}', encoding="utf-8")
    assert run("--field", "b", "a.json").stdout.decode() == '{"a": "ер", "b": "yer"}'
    done = run("--field", "b", stdin="<html>ер".encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--field is for JSON, CSV and Parquet, and this is html; left unchanged" in one_line(done.stderr)
    assert "no field 'c'" in one_line(run("--field", "c", "a.json").stderr)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"PK\x03\x04cut off", "not a whole zip file"),
        ("a.xml", "<a><б></a>".encode(), "not well-formed XML: line 1, column"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares the entity 'b'"),
        ("a.json", b'{"a": }', "not JSON: line 1, column 7"),
        ("a.pdf", b"%PDF-1.4", "convert the document that it was made from"),
        ("a.rtf", b"{\\rtf1", "save it as .docx or .odt"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
    ],
)
def test_a_file_that_cannot_be_converted_is_one_line_and_untouched(
    run: Run, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = run("-i", name)
    assert done.returncode == 2 and words in one_line(done.stderr) and "left unchanged" in one_line(done.stderr)
    assert (tmp_path / name).read_bytes() == data and len(list(tmp_path.iterdir())) == 1


def test_an_ascii_apostrophe_is_refused_where_it_has_a_meaning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.properties").write_text("a=ўзбек", encoding="utf-8")
    assert "is a sign of properties itself" in one_line(run("--set", "apostrophe=ascii", "a.properties").stderr)
    (tmp_path / "s.xml").write_text('<resources><string name="a">ўзбек</string></resources>', encoding="utf-8")
    assert "o\\'zbek" in run("--set", "apostrophe=ascii", "s.xml").stdout.decode()


def test_a_document_that_does_not_change_is_not_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx("Yer yuzi"))
    before = (tmp_path / "a.docx").stat()
    assert run("-i", "a.docx").returncode == run("--check", "a.docx").returncode == 0
    assert (tmp_path / "a.docx").stat().st_mtime_ns == before.st_mtime_ns
    (tmp_path / "b.docx").write_bytes(docx("Ер юзи"))
    assert run("--check", "b.docx").returncode == 1
    assert run("-i", "b.docx").returncode == 0 and run("--check", "b.docx").returncode == 0


def test_a_zip_is_not_printed_on_a_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx("Ер юзи"))
    ours, theirs = os.openpty()
    done = run("a.docx", capture_output=False, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2 and "write it with -o FILE or -i" in one_line(done.stderr)


def test_a_folder_of_many_formats_is_converted_and_the_rest_copied(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in (
        ("a.docx", docx("Ер")),
        ("b.html", "<p>ер".encode()),
        ("c.jpg", b"\xff\xd8ep"),
        ("d.srt", "1\n00:00:01,000 --> 00:00:02,000\nЕр\n".encode()),
    ):
        (folder / name).write_bytes(data)
    done = run("in", "-o", "out")
    assert done.returncode == 0 and "3 converted, 1 copied (in no known format)" in one_line(done.stderr)
    assert (tmp_path / "out" / "b.html").read_bytes() == b"<p>yer"
    assert (tmp_path / "out" / "c.jpg").read_bytes() == b"\xff\xd8ep"
    assert b"Yer" in (tmp_path / "out" / "d.srt").read_bytes()


def test_messages_and_json_say_where_in_a_document(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx("Ер юзи", RUSSIAN))
    assert "left 1 paragraph in Russian (word/document.xml 2)" in one_line(run("a.docx", "-o", "b.docx").stderr)
    told = json.loads(run("--json", "a.docx").stdout)
    assert told["left"] == [{"lang": "ru", "places": [{"member": "word/document.xml", "paragraph": 2}]}]
    assert zipfile.ZipFile(io.BytesIO(base64.b64decode(told["base64"]))).testzip() is None
    (tmp_path / "a.html").write_text(f"<p>Ер юзи\n<p>\n{RUSSIAN}", encoding="utf-8")
    assert json.loads(run("--json", "a.html").stdout)["left"] == [{"lang": "ru", "lines": [3]}]


def test_diff_shows_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx("Ер юзи", "Yer"))
    shown = run("diff", "a.docx").stdout.decode()
    assert shown.startswith("a.docx:word/document.xml 1\n- Ер     юзи\n+ Yer    yuzi\n  R02-ye\n")
    (told,) = map(json.loads, run("diff", "--json", "a.docx").stdout.splitlines())
    assert told == {
        "file": "a.docx", "member": "word/document.xml", "paragraph": 1, "source": "Ер юзи", "output": "Yer yuzi",
        "words": [{"source": "Ер", "output": "Yer", "rules": ["R02-ye"], "others": []}],
    }  # fmt: skip
    assert run("diff", "--exit-code", "a.docx").returncode == 1
    told = run("diff", "-u", "a.docx").stdout.decode()
    assert told == "--- a/a.docx\n+++ b/a.docx\n@@ -1,1 +1,1 @@\n-Ер юзи\n+Yer yuzi\n"


def test_a_unified_diff_of_a_page_is_one_of_its_source(run: Run, tmp_path: Path) -> None:
    page = "<!doctype html>\n<p>1992\n   йил\n<p lang=uz-Cyrl>ер\n"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    patch = run("diff", "-u", "a.html").stdout
    expected = run("a.html").stdout
    assert expected == b"<!doctype html>\n<p>1992-yil\n<p lang=uz-Latn>yer\n"
    subprocess.run(["patch", "-p1"], input=patch, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "a.html").read_bytes() == expected


def test_detect_and_roundtrip_read_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx("Ўзбекистон ҳукумати қарор қабул қилди", RUSSIAN))
    told = json.loads(run("detect", "--json", "a.docx").stdout)
    assert [(one["member"], one["paragraph"], one["lang"]) for one in told["paragraphs"]] == [
        ("word/document.xml", 1, "uz"), ("word/document.xml", 2, "ru"),
    ]  # fmt: skip
    (tmp_path / "b.html").write_text("<p>Ҳа\n<p>Вынос ва конверт", encoding="utf-8")
    told = json.loads(run("roundtrip", "--json", "b.html").stdout)
    assert [(one["line"], one["source"]) for one in told["losses"]] == [(2, "Вынос")]


def test_the_places_of_a_long_member_are_those_of_its_paragraphs() -> None:
    long = "Ўзбекистон ҳукумати янги қарор қабул қилди. " * 60
    _, pipeline = through(docx(long, "Ер", RUSSIAN), "a.docx")
    assert pipeline.tally.left == {"ru": [Place("word/document.xml", 3)]}


def test_others_romanizes_words_across_pieces(run: Run) -> None:
    page = f"<!doctype html><p>{RUSSIAN.replace('известно', 'из<b>вест</b>но')}"
    out = run("--others", "romanize", stdin=page.encode()).stdout.decode()
    assert "iz<b>vest</b>no" in out and "агентство" not in out


def test_diff_shows_what_convert_does_where_languages_change(run: Run, tmp_path: Path) -> None:
    ours = "Ўзбекистон ҳукумати янги қарор қабул қилди ва эълон қилди."
    page = f"<!doctype html><p>{RUSSIAN}<td>Номи<td>Сони<td>Новости дня<p>{ours}<p>{RUSSIAN}<td>Жами<p>{ours}<td>Ер"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    told = list(map(json.loads, run("diff", "--json", "a.html").stdout.splitlines()))
    converted = run("-q", "a.html").stdout.decode()
    assert [one["source"] for one in told] == ["Номи", "Сони", ours, "Жами", ours, "Ер"]
    for one in told:
        page = page.replace(f">{one['source']}", f">{one['output']}")
    assert page == converted


def test_short_blocks_between_another_language_and_ours_are_ours() -> None:
    ours = "Ўзбекистон ҳукумати янги қарор қабул қилди ва эълон қилди."
    page = f"<p>{RUSSIAN}<td>Номи<td>Сони<td>Новости дня<p>{ours}<p>{RUSSIAN}<td>Жами<p>{ours}"
    out, pipeline = through(page, "a.html")
    assert "<td>Nomi<td>Soni<td>Новости дня<p>" in out.decode() and "<td>Jami<p>" in out.decode()
    assert pipeline.tally.left == {"ru": [1, 1, 1]}
    assert convert(f"<p>{RUSSIAN}<td>Номи<p>{RUSSIAN}<td>Номи", "a.html") == f"<p>{RUSSIAN}<td>Номи<p>{RUSSIAN}<td>Номи"


def test_a_short_line_with_a_letter_of_ours_does_not_go_on_in_russian(run: Run) -> None:
    assert (
        run("-q", stdin=f"{RUSSIAN}\nҲосил жадвали\nНомлари\n".encode()).stdout.decode().split("\n")[1]
        == "Hosil jadvali"
    )


def test_lines_of_a_string_are_read_each_by_itself(run: Run, tmp_path: Path) -> None:
    ours = "Ўзбекистон ҳукумати янги қарор қабул қилди"
    source = json.dumps({"b": f"{ours}\n{RUSSIAN}\n\nҲосил жадвали"}, ensure_ascii=False, indent=1)
    (tmp_path / "a.json").write_text(source, encoding="utf-8")
    out = json.loads(run("-q", "a.json").stdout)
    assert out["b"] == f"{CONVERTER(ours)}\n{RUSSIAN}\n\nHosil jadvali"
    assert json.loads(run("--json", "a.json").stdout)["left"] == [{"lang": "ru", "lines": [2]}]
    told = list(map(json.loads, run("diff", "--json", "a.json").stdout.splitlines()))
    assert [(one["line"], one["source"]) for one in told] == [(2, ours), (2, "Ҳосил жадвали")]
    assert len(json.loads(run("detect", "--json", "a.json").stdout)["paragraphs"]) == 3


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("page.html", ()),
        ("interview.srt", ()),
        ("messages.po", ()),
        ("places.csv", ("ном",)),
        ("articles.jsonl", ("title", "text")),
    ],
)
def test_the_examples_come_out_as_they_are_shown(name: str, fields: tuple[str, ...]) -> None:
    folder = ROOT / "examples" / "documents"
    out, _ = through((folder / name).read_bytes(), name, fields=fields)
    assert out == (folder / name.replace(".", ".latn.")).read_bytes()


def test_bytes_that_are_no_utf_8_stay_and_are_counted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes("<p>Ер ".encode() + b"\xff<b>\xfe</b>" + " ўзи".encode())
    done = run("a.html")
    assert done.stdout == b"<p>Yer \xff<b>\xfe</b> o\xca\xbbzi"
    assert one_line(done.stderr) == "uzlat: a.html: bytes that are not UTF-8, kept as they are: 2"


@pytest.mark.parametrize(
    ("source", "cut"),
    [
        ("<!doctype html><p>б<b>ер</b>ди", 1),
        ("<!-- " + "ш" * 9000 + " --><!doctype html>\n<p>б<b>ер</b>ди", 100),
        (f'{{"a": "{"ер " * 40_000}"}}\n{{"a": "б"}}\n', 70_000),
    ],
)
def test_a_pipe_is_read_by_its_content_however_it_comes(source: str, cut: int) -> None:
    data = source.encode()
    with subprocess.Popen(
        [sys.executable, "-m", "uzlat", "-q"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout
        for part in (data[:cut], data[cut:]):
            process.stdin.write(part)
            process.stdin.flush()
            time.sleep(0.3)
        process.stdin.close()
        out = process.stdout.read().decode()
    assert out == source.replace("б<b>ер</b>ди", "b<b>er</b>di").replace("ер ", "yer ").replace('"б"', '"b"')
