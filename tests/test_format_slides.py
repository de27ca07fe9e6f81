"""PowerPoint: slides, notes, tables, charts; read again by python-pptx."""

from __future__ import annotations

from io import BytesIO

import pptx
import pytest

from tests.archives import converted, member, repacked, source
from tests.documents import run

START = (
    '<p:sld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cSld><p:spTree><p:sp><p:txBody>'
)
END = "</p:txBody></p:sp></p:spTree></p:cSld></p:sld>"


def _slide(inner: str, **options: str) -> str:
    data = repacked(source("slides.pptx"), {"ppt/slides/slide1.xml": START + inner + END})
    return member(run(data, "a.pptx", detecting=False, **options)[0], "ppt/slides/slide1.xml")[len(START) : -len(END)]


def test_python_pptx_reads_the_text_expected() -> None:
    made = pptx.Presentation(BytesIO(converted("slides.pptx")))
    first, second = made.slides
    assert [shape.text_frame.text for shape in first.shapes] == ["Yangi koʻprik", "Berdi: 1992-yil"]
    assert first.notes_slide.notes_text_frame.text == "Yer ostidagi suv haqida ayting"
    assert second.shapes.title.text == "SHAVKAT choyxonada"
    table = next(shape for shape in second.shapes if shape.has_table)
    assert [cell.text for cell in table.table.iter_cells()] == ["Viloyat", "Hosil", "Jizzax", "12"]
    assert table._element.nvGraphicFramePr.cNvPr.get("descr") == "Hosil jadvali"
    assert made.core_properties.title == "Koʻprik haqida"


def test_runs_keep_their_letters_and_their_looks() -> None:
    made = pptx.Presentation(BytesIO(converted("slides.pptx")))
    runs = made.slides[0].placeholders[1].text_frame.paragraphs[0].runs
    assert [(one.text, one.font.bold) for one in runs] == [("B", False), ("er", True), ("di: 1992-yil", False)]
    assert runs[0]._r.rPr.get("lang") == "uz-Latn-UZ"


def test_text_of_charts_is_converted_and_numbers_stay() -> None:
    made = pptx.Presentation(BytesIO(converted("slides.pptx")))
    chart = next(shape for shape in made.slides[1].shapes if shape.has_chart).chart
    assert list(chart.plots[0].categories) == ["Jizzax", "Fargʻona"]
    assert [(one.name, list(one.values)) for one in chart.plots[0].series] == [("Gʻalla", [12.0, 30.0])]


def test_latin_becomes_cyrillic() -> None:
    out = run(converted("slides.pptx"), "a.pptx", table="uz-Latn_uz-Cyrl", detecting=False)[0]
    runs = pptx.Presentation(BytesIO(out)).slides[0].placeholders[1].text_frame.paragraphs[0].runs
    assert [one.text for one in runs][:2] == ["Б", "ер"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<a:p>{б}{ер}</a:p>", "<a:p>{b}{er}</a:p>"),
        ("<a:p>{б}</a:p><a:p>{ер}</a:p>", "<a:p>{b}</a:p><a:p>{yer}</a:p>"),
        ("<a:p>{б}<a:br/>{ер}</a:p>", "<a:p>{b}<a:br/>{yer}</a:p>"),
        (
            "<a:p>{Ш}<a:fld id='1' type='slidenum'><a:t>1</a:t></a:fld>{ер}</a:p>",
            "<a:p>{Sh}<a:fld id='1' type='slidenum'><a:t>1</a:t></a:fld>{yer}</a:p>",
        ),
        ("<a:p>{б}<a:fld id='1'><a:t/></a:fld>{ер}</a:p>", "<a:p>{b}<a:fld id='1'><a:t/></a:fld>{yer}</a:p>"),
        ("<a:p>{1992}{ йил}</a:p>", "<a:p>{1992}{-yil}</a:p>"),
        (
            "<a:p><a:r><a:rPr lang='uz-Cyrl' altLang='ru-RU'/><a:t>Ер</a:t></a:r><a:endParaRPr lang='uz-Cyrl'/></a:p>",
            "<a:p><a:r><a:rPr lang='uz-Latn' altLang='ru-RU'/><a:t>Yer</a:t></a:r><a:endParaRPr lang='uz-Latn'/></a:p>",
        ),
        ("<a:p>{}<a:r><a:t/></a:r>{&#1064;}</a:p>", "<a:p>{}<a:r><a:t/></a:r>{Sh}</a:p>"),
    ],
)
def test_a_word_is_read_across_runs_of_its_paragraph(old: str, new: str) -> None:
    assert _slide(_runs(old)) == _runs(new)


def _runs(short: str) -> str:
    return short.replace("{", "<a:r><a:t>").replace("}", "</a:t></a:r>")
