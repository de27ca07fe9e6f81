"""Documents as an engine wants them, sentence by sentence, and what translations make of them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT
from uzlat.carriers import Asked
from uzlat.document import DocumentError
from uzlat.formats import by_name
from uzlat.translate.lang import Lang
from uzlat.translate.manuscript import Manuscript

CORPUS = sorted((ROOT / "tests" / "corpus").iterdir())
UZ, EN = Lang("uz"), Lang("en")
SAYS = "President Shavkat Mirziyoyev arrived in Tashkent."


def asked(name: str) -> Asked:
    form = by_name(name)
    return Asked(fields=("*" if form.name in ("csv", "tsv") else "**",) if form and form.fields else ())


def open_one(data: str | bytes, name: str, source: Lang | None = UZ) -> Manuscript:
    return Manuscript(data.encode() if isinstance(data, str) else data, name, asked(name), source)


def made(data: str, name: str, *texts: str, failed: tuple[int, ...] = (), note: str = "") -> str:
    """Write a document whose sentences become these texts."""
    return open_one(data, name).written(texts, EN, failed, note)[0].decode()


def sentences(data: str, name: str) -> list[str]:
    return [one.text for one in open_one(data, name).segments]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_a_document_of_which_nothing_is_translated_keeps_its_bytes(path: Path) -> None:
    if path.suffix == ".parquet":
        return
    one = open_one(path.read_bytes(), path.name)
    out, _ = one.written([None] * len(one.segments), EN)
    assert out == path.read_bytes() or "1251" in path.name


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_sentence_of_a_document_can_be_another_one(path: Path) -> None:
    one = open_one(path.read_bytes(), path.name)
    texts = [f"Sentence {number} is here now" for number in range(len(one.segments))]
    out, remarks = one.written(texts, EN)
    read = " ".join(segment.text for segment in open_one(out, path.name, EN).segments).replace("\ufffc", " ")
    missing = [text for text in texts if text not in " ".join(read.split())]
    titles = "links within sentences dropped: 1" in remarks and path.suffix == ".md"  # a link goes with its title
    assert len(missing) <= titles, read


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40))
def test_any_text_is_text_in_a_page(text: str) -> None:
    said = " ".join(f"{text} end".split())
    page = made('<p class="x">Ер юзи гўзал.</p><img alt="Тоғ ва дарё">', "a.html", said, said)
    tree = LexborHTMLParser(page)
    assert " ".join(tree.css_first("p").text().split()) == said
    assert " ".join((tree.css_first("img").attributes["alt"] or "").split()) == said


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40))
def test_any_text_is_text_in_xml_csv_json_and_markdown(text: str) -> None:
    said = " ".join(f"{text} end".split())
    feed = made("<rss><channel><title>Ер юзи</title></channel></rss>", "a.rss", said)
    assert " ".join((etree.fromstring(feed.encode()).findtext(".//title") or "").split()) == said
    rows = list(csv.reader(io.StringIO(made("матн,яна\nЕр юзи,\n", "a.csv", said))))
    assert [row for row in rows if row[0] == said], rows
    assert json.loads(made('{"a": "Ер юзи"}', "a.json", said))["a"] == said
    html = MarkdownIt().render(made("# Ер юзи\n", "a.md", said))
    assert " ".join(LexborHTMLParser(html).css_first("h1").text().split()) == said


def test_sentences_are_cut_within_blocks_and_their_white_space_stays() -> None:
    text = "Sh. Mirziyoyev keldi.  U gapirdi.\r\n\r\n\tIkkinchi qator\r\n"
    assert sentences(text, "a.txt") == ["Sh. Mirziyoyev keldi.", "U gapirdi.", "Ikkinchi qator"]
    assert made(text, "a.txt", "A.", "B.", "C") == "A.  B.\r\n\r\n\tC\r\n"


def test_lines_that_were_broken_to_a_width_are_one_paragraph_and_are_broken_again() -> None:
    text = (
        "Bugun Oʻzbekiston Respublikasi Prezidenti Toshkent shahrida\n"
        "yangi maktabni ochib berdi va odamlar bilan suhbatlashib\n"
        "oʻtdi. Maktabda mingta bola oʻqiydi.\n\nYangi xabar.\n"
    )
    assert len(sentences(text, "a.txt")) == 3
    out = made(
        text, "a.txt", "Today the President opened a new school in Tashkent and talked.", "It has pupils.", "New."
    )
    lines = out.split("\n")
    assert (
        " ".join(lines[:3]).strip() == "Today the President opened a new school in Tashkent and talked. It has pupils."
    )
    assert lines[-3:] == ["", "New.", ""] and max(map(len, lines)) <= 60


def test_a_list_of_headlines_is_no_wrapped_paragraph() -> None:
    text = "".join(
        f"{name} viloyatida yangi zavodlar va maktablar qurilmoqda\n" for name in ("Buxoro", "Navoiy", "Jizzax")
    )
    assert len(sentences(text, "a.txt")) == 3


@pytest.mark.parametrize(
    ("source", "name", "translation", "expected"),
    [
        ("<p><b>Yangi maktab ochildi.</b></p>", "a.html", "A school.", "<p><b>A school.</b></p>"),
        (
            "<p>Prezident <b>Shavkat Mirziyoyev</b> Toshkentga keldi.</p>",
            "a.html",
            SAYS,
            "<p>President <b>Shavkat Mirziyoyev</b> arrived in Tashkent.</p>",
        ),
        (
            "Президент **Ш. Мирзиёев** [Тошкентга](x) келди.",
            "a.md",
            "President Sh. Mirziyoyev arrived in Tashkent.",
            "President **Sh. Mirziyoyev** arrived in [Tashkent](x).",
        ),
        (
            "<p>Maktabda <i>1 250</i> bola bor.</p>",
            "a.html",
            "There are 1 250 children at the school.",
            "<p>There are <i>1 250</i> children at the school.</p>",
        ),
        ("Buni `x.py` faylida toping.", "a.md", "In `x.py`, find *it*.", "In `x.py`, find \\*it\\*."),
        ('msgid "x"\nmsgstr "%s ni yoping"\n', "a.po", "Close %s", 'msgid "x"\nmsgstr "Close %s"\n'),
    ],
    ids=["whole block", "a name", "initials and a link", "a number", "code that moves", "a placeholder"],
)
def test_markup_goes_where_its_words_went(source: str, name: str, translation: str, expected: str) -> None:
    assert made(source, name, translation) == expected


@pytest.mark.parametrize(
    ("source", "name", "expected", "told"),
    [
        ("<p>Bu <b>yaxshi</b> xabar.</p>", "a.html", "<p>Good news it is.</p>", "markup within sentences dropped: 1"),
        ("Bu **yaxshi** xabar.\n", "a.md", "Good news it is.\n", "markup within sentences dropped: 1"),
        ("Bu [yaxshi](x) xabar.\n", "a.md", "Good news it is.\n", "links within sentences dropped: 1"),
        ("<p><b>Bu</b> yaxshi xabar.</p>", "a.html", "<p>Good news it is.</p>", "markup within sentences dropped: 1"),
        ("<p>Bu <img src=x> xabar.</p>", "a.html", "<p>Good news it is. <img src=x></p>", "moved to the end"),
    ],
)
def test_markup_whose_words_are_not_found_goes_and_that_is_told(
    source: str, name: str, expected: str, told: str
) -> None:
    out, remarks = open_one(source, name).written(["Good news it is."], EN)
    assert out.decode() == expected
    assert told in "; ".join(remarks)


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.txt", "Bir gap. Ikki gap.", "⟦Bir gap.⟧ Two."),
        ("a.html", "<p>Bir <b>gap</b>. Ikki gap.</p>", "<p>⟦Bir <b>gap</b>.⟧ Two.</p>"),
        ("a.md", "Bir **gap**. Ikki gap.\n", "⟦Bir **gap**.⟧ Two.\n"),
        ("a.html", "<p>Bir &amp; gap. Ikki gap.</p>", "<p>⟦Bir &amp; gap.⟧ Two.</p>"),
    ],
)
def test_a_sentence_that_failed_stays_marked_with_its_markup(name: str, source: str, expected: str) -> None:
    assert made(source, name, "", "Two.", failed=(0,)) == expected


def test_a_word_document_keeps_its_runs() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is missing")
    source = docx.Document()
    paragraph = source.add_paragraph("Prezident ")
    paragraph.add_run("Shavkat Mirziyoyev").bold = True
    paragraph.add_run(" Toshkentga keldi.")
    file = io.BytesIO()
    source.save(file)
    one = open_one(file.getvalue(), "a.docx")
    out, _ = one.written(["R&D: President <Shavkat Mirziyoyev> arrived."] * len(one.segments), EN)
    read = docx.Document(io.BytesIO(out))
    assert read.paragraphs[0].text == "R&D: President <Shavkat Mirziyoyev> arrived."


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Ер.\r\n", "a.txt", "NOTE\r\n\r\nEarth.\r\n"),
        ("\ufeffЕр.\n", "a.txt", "\ufeffNOTE\n\nEarth.\n"),
        ("# Ер\n", "a.md", "*NOTE*\n\n# Earth.\n"),
        ("---\nlayout: x\n---\n\nЕр\n", "a.md", "---\nlayout: x\n---\n\n*NOTE*\n\nEarth.\n"),
        ("<!DOCTYPE html>\n<p>Ер", "a.html", '<!DOCTYPE html>\n<p role="note"><em>NOTE</em></p>\n<p>Earth.'),
        ("<body class='>'>\n<p>Ер", "a.html", "<body class='>'>\n<p role=\"note\"><em>NOTE</em></p>\n<p>Earth."),
        ('{"a": "Ер"}', "a.json", '{"a": "Earth."}'),
    ],
)
def test_a_note_stands_at_the_head_where_the_format_has_a_place_for_it(text: str, name: str, expected: str) -> None:
    assert made(text, name, "Earth.", note="NOTE") == expected


def test_marks_of_the_language_name_the_new_one() -> None:
    page = made('<html lang="uz-Cyrl"><p>Ер<p lang="ru">Земля</p>', "a.html", "Earth", "Earth")
    assert re.findall(r'lang="([\w-]+)"', page) == ["en", "ru"]


def test_each_block_is_in_its_own_language() -> None:
    text = (
        "Ўзбекистон Президенти Тошкентда янги мактабни очди.\n"
        "Президент Узбекистана открыл в Ташкенте новую школу.\n"
        "The President of Uzbekistan opened a new school in Tashkent.\n"
        "Oʻzbekiston Prezidenti Toshkentda yangi maktabni ochdi.\n"
    )
    assert [str(one.lang) for one in open_one(text, "a.txt", None).segments] == [
        "uz-Cyrl",
        "ru-Cyrl",
        "en-Latn",
        "uz-Latn",
    ]
    assert open_one(text.partition("\n")[0] + "\n«Артель»\n", "a.txt", None).lang == Lang("uz", "Cyrl")


def test_bytes_that_are_no_text_stay_or_are_told() -> None:
    one = open_one(b"Bir g\xffap. Ikki \xff gap.\n", "a.txt")
    out, remarks = one.written(["One.", None], EN)
    assert out == b"One. Ikki \xff gap.\n" and "lost: 1" in "; ".join(remarks)


def test_a_title_in_front_matter_stays_valid() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is missing")
    out = made("---\ntitle: Yangi maktab\n---\n\nMatn.\n", "a.md", "School: new #1 & *best*", "Text.")
    assert yaml.safe_load(out.split("---")[1])["title"] == "School: new #1 & *best*"


@pytest.mark.parametrize(("data", "name"), [(b"%PDF-1.7", "a"), (b"PK\x03\x04zzz", "a.docx"), (b"{", "a.json")])
def test_what_is_no_document_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(DocumentError):
        open_one(data, name)
