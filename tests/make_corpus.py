"""Make the packed files of tests/corpus: by libraries, by office programs, by hand where no library writes the thing.

Run as `python -m tests.make_corpus`; needs soffice and pandoc. Text files of the corpus are written by hand.
"""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

CORPUS = Path(__file__).parent / "corpus"
DATE = (2024, 5, 6, 10, 20, 30)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STORED = zipfile.ZIP_STORED
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument"
MARKDOWN = """---
title: Дала ҳикоялари
author: Ёқуб Шерматов
lang: uz-Cyrl
---

# Биринчи боб

Қишлоқда эрта б**ер**иб қўйилди: 1992 йил 24 февраль. *Ш*АВКАТ лицейга борди.[^1]

> «Мы обязательно вернёмся домой весной», — деди меҳмон.

## Ер ости

| Вилоят | Ҳосил |
|--------|-------|
| Жиззах | 12    |

1. Ис*ҳоқ* келди.
2. `чоп_эт("ер")` ишлади.

[^1]: Изоҳ: Samsung компанияси билан.
"""


def packed(name: str, members: Iterable[tuple[str, str | bytes]], stored: Iterable[str] = ("mimetype",)) -> None:
    """Write a zip of members in this order."""
    with zipfile.ZipFile(CORPUS / name, "w") as target:
        for member, data in members:
            info = zipfile.ZipInfo(member, DATE)
            info.compress_type = STORED if member in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o640 << 16
            target.writestr(info, data)


def types(*parts: tuple[str, str]) -> str:
    """Write [Content_Types].xml: names of parts, and their types without what all have in common."""
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{MAIN}.{kind}+xml"/>' for part, kind in parts)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(*targets: tuple[str, str]) -> str:
    """Write a part of relationships: kinds and targets."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """Write a run of Word."""
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/>'
    '<wp:docPr id="1" name="Қути 1" descr="Ер сурати" title="Сурат"/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:spPr/>'
    "<wps:txbx><w:txbxContent><w:p>{0}</w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
    '</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="б1" alt="Ер сурати">'
    "<v:textbox><w:txbxContent><w:p>{0}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
).format(run("Қути", "<w:b/>") + run("даги гап"))
AUTHOR = 'w:author="Ёқуб" w:date="2024-05-06T10:00:00Z"'
WORD_PARAGRAPHS = [
    run("Ш", "<w:b/>") + '<w:proofErr w:type="spellStart"/>' + run("АВКАТ, б") + run("ер", "<w:i/>") + run("ди, ли")
    + run("ц", '<w:b/><w:lang w:val="uz-Cyrl-UZ" w:eastAsia="ru-RU"/>') + run("ей"),
    run("Ис") + f'<w:ins w:id="1" {AUTHOR}>{run("ҳоқ")}</w:ins>'
    + f'<w:del w:id="2" {AUTHOR}><w:r><w:delText>Ўчирилган ер</w:delText></w:r></w:del>' + run(" келди."),
    f'<w:moveFromRangeStart w:id="3" w:name="кўчди" {AUTHOR}/><w:moveFrom w:id="4" {AUTHOR}>{run("Кўчган ер")}'
    f'</w:moveFrom><w:moveFromRangeEnd w:id="3"/>{run("Қолган ер")}',
    f'<w:moveTo w:id="5" {AUTHOR}>{run("Кўчган ер")}</w:moveTo>',
    '<w:bookmarkStart w:id="6" w:name="ер"/>' + run("Қаранг: ") + '<w:bookmarkEnd w:id="6"/>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> REF ер \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("ер ҳақида")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<w:pPr><w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/></w:pPr>' + run("Ш"),
    run("АРҚДА қуёш чиқди ва э") + '<w:r><w:softHyphen/><w:t>рта</w:t></w:r>' + run(" тонг отди."),
    '<w:sdt><w:sdtPr><w:alias w:val="Исм"/><w:tag w:val="исм"/></w:sdtPr><w:sdtContent>' + run("Ё", "<w:b/>")
    + run("қуб") + '</w:sdtContent></w:sdt>' + run(" ака"),
    run("Изоҳли") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + '<w:commentRangeStart w:id="0"/>' + run(" гап")
    + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    BOX + run("Қутидан кейин"),
    run("Биринчи қатор") + "<w:r><w:br/></w:r>" + run("ер") + "<w:r><w:tab/></w:r>" + run("Е") + run("Р", "<w:b/>")
    + "<w:r><w:noBreakHyphen/></w:r>" + run("ости"),
    '<w:hyperlink r:id="rId9" w:anchor="ер" w:tooltip="Ер">' + run("https://misol.uz/ер") + "</w:hyperlink>"
    + run(" 1992 ") + run("йил", "<w:b/>") + run(" 24 ") + run("февралда"),
    run("Мы обязательно вернёмся домой весной, когда растает снег.", '<w:lang w:val="ru-RU"/>'),
]  # fmt: skip
DOCUMENT_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" mc:Ignorable=""'
)


def raw_word(name: str, stored: bool = False) -> None:
    """Write what trackers, fields, notes and boxes of Word look like."""
    paragraphs = "".join(f"<w:p>{inner}</w:p>" for inner in WORD_PARAGRAPHS)
    table = (
        '<w:tbl><w:tblPr><w:tblCaption w:val="Ҳосил жадвали"/></w:tblPr><w:tr><w:tc><w:p>'
        + run("Вилоят") + "</w:p></w:tc><w:tc><w:p>" + run("Ж") + run("иззах", "<w:b/>")
        + "</w:p></w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    notes = '<w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p>{}</w:p></w:footnote>'
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ер ҳақида</dc:title><dc:creator>Ёқуб</dc:creator>'
        "<dc:language>uz-Cyrl-UZ</dc:language></cp:coreProperties>"
    )
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="uz-Cyrl-UZ" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    members = {
        "[Content_Types].xml": types(
            ("word/document.xml", "wordprocessingml.document.main"), ("word/styles.xml", "wordprocessingml.styles"),
            ("word/header1.xml", "wordprocessingml.header"), ("word/footer1.xml", "wordprocessingml.footer"),
            ("word/footnotes.xml", "wordprocessingml.footnotes"), ("word/comments.xml", "wordprocessingml.comments"),
        ),
        "_rels/.rels": relations(("officeDocument", "word/document.xml"))
        .replace("</Relationships>", f'<Relationship Id="rId9" Type="{PACKAGE}/relationships/metadata/core-properties" '
                 'Target="docProps/core.xml"/></Relationships>'),
        "word/document.xml": f"{HEAD}<w:document {DOCUMENT_NAMESPACES}><w:body>{paragraphs}{table}{section}</w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": relations(
            ("styles", "styles.xml"), ("header", "header1.xml"), ("footer", "footer1.xml"),
            ("footnotes", "footnotes.xml"), ("comments", "comments.xml"),
        ).replace("</Relationships>", f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" '
                  'Target="https://misol.uz/" TargetMode="External"/></Relationships>'),
        "word/styles.xml": f'{HEAD}<w:styles xmlns:w="{W}">{styles}</w:docDefaults><w:style w:type="paragraph" '
        'w:styleId="Ер"><w:name w:val="Ер услуби"/></w:style></w:styles>',
        "word/header1.xml": f'{HEAD}<w:hdr xmlns:w="{W}"><w:p>{run("Қишлоқ ")}{run("хабарлари")}</w:p></w:hdr>',
        "word/footer1.xml": f'{HEAD}<w:ftr xmlns:w="{W}"><w:p>{run("Саҳифа ")}<w:fldSimple w:instr=" PAGE ">'
        f'{run("1")}</w:fldSimple></w:p></w:ftr>',
        "word/footnotes.xml": f'{HEAD}<w:footnotes xmlns:w="{W}">{notes.format(run("Ер остидаги изоҳ"))}</w:footnotes>',
        "word/comments.xml": f'{HEAD}<w:comments xmlns:w="{W}"><w:comment w:id="0" {AUTHOR} w:initials="Ё"><w:p>'
        f'{run("Шарҳ: яхши")}</w:p></w:comment></w:comments>',
        "docProps/core.xml": core,
    }  # fmt: skip
    packed(name, members.items(), stored=members if stored else ())


def word(name: str) -> None:
    """Write a document by python-docx."""
    made = docx.Document()
    made.core_properties.title, made.core_properties.language = "Йиғилиш баёни", "uz-Cyrl"
    made.add_heading("Йиғилиш баёни", 1)
    paragraph = made.add_paragraph("Б")
    paragraph.add_run("ер").bold = True
    paragraph.add_run("ди деган сўз 1992 йил ёзилган. Ли")
    paragraph.add_run("ц").italic = True
    paragraph.add_run("ей очилди.")
    paragraph.runs[0]._r.get_or_add_rPr().append(parse_xml(f'<w:lang xmlns:w="{W}" w:val="uz-Cyrl-UZ"/>'))
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Вилоят", "Ҳосил", "Жиззах", "15-20 фоиз"), strict=True):
        cell.text = text
    made.add_paragraph("Ёш ўқувчилар", style="List Bullet")
    made.sections[0].header.paragraphs[0].text = "Қишлоқ мактаби"
    made.sections[0].footer.paragraphs[0].text = "Саҳифа охири"
    made.save(CORPUS / name)


def workbook(name: str) -> None:
    """Write a workbook by openpyxl: rich text, formulas, a table, comments, choices, a chart."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Ҳосил"
    for row in (["Вилоят", "Ҳосил", "Изоҳ"], ["Жиззах", 12, "Ер яхши"], ["Фарғона", 30, "1992 йил"]):
        sheet.append(row)
    sheet["C3"] = CellRichText(
        "Б", TextBlock(InlineFont(b=True), "ер"), "ди ", TextBlock(InlineFont(i=True), "Ш"), "АРҚ"
    )
    sheet["A5"], sheet["B5"] = '=IF(B2>10,"Кўп","Оз")', "=SUM(Ҳосил!B2:B3)"
    sheet["A6"] = "=COUNTA(Хулоса!A1:A2)&Жами"
    sheet["A2"].comment = Comment("Ер ҳақида шарҳ", "Ёқуб")
    sheet.add_table(Table(displayName="Жадвал1", ref="A1:C3"))
    choices = DataValidation(type="list", formula1='"Кўп,Оз"', promptTitle="Танланг", prompt="Ҳосил қандай?")
    choices.add("D2")
    sheet.add_data_validation(choices)
    sheet.oddHeader.center.text, sheet.oddFooter.left.text = "Қишлоқ хўжалиги", "Саҳифа &P"
    chart = BarChart()
    chart.title = "Ҳосил солиштируви"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "F1")
    other = made.create_sheet("Хулоса")
    other.append(["Ер ости сувлари"])
    made.defined_names["Жами"] = DefinedName("Жами", attr_text="Ҳосил!$B$2:$B$3")
    made.properties.title, made.properties.creator = "Ҳосил ҳисоби", "Ёқуб"
    made.save(CORPUS / name)


SPREAD = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def raw_workbook(name: str) -> None:
    """Write strings in cells, results of formulas, and tables of which a formula names a column."""
    sheet = (
        f'{HEAD}<worksheet xmlns="{SPREAD}" xmlns:r="{OFFICE}"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Шаҳар</t></is></c><c r="B1" t="s"><v>0</v></c>'
        '<c r="C1" t="inlineStr"><is><t>Нарх</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><r><rPr><b/></rPr><t>Е</t></r><r><t>Р остида</t></r></is></c>'
        '<c r="B2" t="s"><v>1</v></c><c r="C2"><v>5</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>B1</f><v>Ҳудуд</v></c><c r="B3" t="str"><f>"Ер"&amp;1</f><v>Ер1</v></c>'
        '<c r="C3"><f>SUM(Т1[Нарх])</f><v>5</v></c></row></sheetData>'
        '<dataValidations count="1"><dataValidation type="list" sqref="D1" promptTitle="Ер" prompt="Танланг">'
        '<formula1>"Ҳа,Йўқ"</formula1></dataValidation></dataValidations>'
        '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Ҳисобот&amp;RВарақ &amp;P</oddHeader></headerFooter>'
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
    )
    table = (
        f'{HEAD}<table xmlns="{SPREAD}" id="1" name="Т1" displayName="Т1" ref="A1:C2"><autoFilter ref="A1:C2"/>'
        '<tableColumns count="3"><tableColumn id="1" name="Шаҳар"/><tableColumn id="2" name="Ҳудуд"/>'
        '<tableColumn id="3" name="Нарх"/></tableColumns></table>'
    )
    strings = (
        f'{HEAD}<sst xmlns="{SPREAD}" count="2" uniqueCount="2"><si><t>Ҳудуд</t></si><si><r><t>Ли</t></r><r><rPr><b/>'
        '<sz val="11"/></rPr><t>ц</t></r><r><t xml:space="preserve">ей биноси </t></r><rPh sb="0" eb="1"><t>ер</t>'
        "</rPh></si></sst>"
    )
    packed(name, [
        ("[Content_Types].xml", types(
            ("xl/workbook.xml", "spreadsheetml.sheet.main"), ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
            ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"), ("xl/tables/table1.xml", "spreadsheetml.table"))),
        ("_rels/.rels", relations(("officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", f'{HEAD}<workbook xmlns="{SPREAD}" xmlns:r="{OFFICE}"><sheets><sheet name="Ер" sheetId="1" '
         'r:id="rId1"/></sheets><definedNames><definedName name="Нархлар">Ер!$C$2:$C$2</definedName></definedNames>'
         "</workbook>"),
        ("xl/_rels/workbook.xml.rels", relations(("worksheet", "worksheets/sheet1.xml"),
                                                 ("sharedStrings", "sharedStrings.xml"))),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/_rels/sheet1.xml.rels", relations(("table", "../tables/table1.xml"))),
        ("xl/sharedStrings.xml", strings),
        ("xl/tables/table1.xml", table),
    ])  # fmt: skip


def slides(name: str) -> None:
    """Write a presentation by python-pptx: notes, a table, a chart, alternative text."""
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Янги кўприк"
    paragraph = slide.placeholders[1].text_frame.paragraphs[0]
    for text, bold in (("Б", False), ("ер", True), ("ди: 1992 йил", False)):
        added = paragraph.add_run()
        added.text, added.font.bold = text, bold
    paragraph.runs[0]._r.get_or_add_rPr().set("lang", "uz-Cyrl-UZ")
    slide.notes_slide.notes_text_frame.text = "Ер остидаги сув ҳақида айтинг"
    other = made.slides.add_slide(made.slide_layouts[5])
    other.shapes.title.text = "ШАВКАТ чойхонада"
    shape = other.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1))
    shape._element.nvGraphicFramePr.cNvPr.set("descr", "Ҳосил жадвали")
    for cell, text in zip(shape.table.iter_cells(), ("Вилоят", "Ҳосил", "Жиззах", "12"), strict=True):
        cell.text = text
    data = CategoryChartData()
    data.categories = ["Жиззах", "Фарғона"]
    data.add_series("Ғалла", (12, 30))
    other.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(5), Inches(2), Inches(3), Inches(2), data)
    made.core_properties.title = "Кўприк ҳақида"
    made.save(CORPUS / name)


URN = "urn:oasis:names:tc:opendocument:xmlns:"
ODF = " ".join(
    f'xmlns:{prefix}="{URN}{name}:1.{"2" if name == "of" else "0"}"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "meta": "meta",
        "svg": "svg-compatible", "fo": "xsl-fo-compatible", "of": "of",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"'  # fmt: skip
TRACKED = (
    '<text:tracked-changes><text:changed-region text:id="ер1"><text:deletion><office:change-info>'
    "<dc:creator>Ёқуб</dc:creator><dc:date>2024-05-06T10:00:00</dc:date></office:change-info>"
    "<text:p>Ўчирилган ер</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)
NOTE = (
    '<text:note text:id="и1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>Ер остидаги изоҳ</text:p></text:note-body></text:note>"
)
ANNOTATION = (
    "<office:annotation><dc:creator>Ёқуб</dc:creator><dc:date>2024-05-06T10:00:00</dc:date>"
    "<text:p>Шарҳ: яхши</text:p></office:annotation>"
)


def manifest(kind: str, *members: str) -> str:
    """Write META-INF/manifest.xml."""
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    entries = [entry.format("/", f"application/vnd.oasis.opendocument.{kind}")]
    entries += [entry.format(member, "text/xml") for member in members]
    return f'{HEAD}<manifest:manifest xmlns:manifest="{URN}manifest:1.0">{"".join(entries)}</manifest:manifest>'


def open_text(name: str) -> None:
    """Write a document of OpenDocument: spans, notes, comments, tracked changes, spaces."""
    paragraphs = [
        '<text:span text:style-name="Т1">Ш</text:span>АВКАТ, б<text:span text:style-name="Т1">ер</text:span>ди, '
        "ли<text:span>ц</text:span>ей",
        f"Изоҳли{NOTE} гап{ANNOTATION} давом этади",
        'Ўртада<text:s text:c="3"/>жой ва<text:tab/>ер<text:line-break/>Ер қатори <text:change text:change-id="ер1"/>',
        '1992<text:s/>йил 24 февраль; <text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#ер">ер</text:a>'
        '<text:bookmark text:name="ер"/> бети <text:page-number>1</text:page-number>',
        '<draw:frame draw:name="Қути"><draw:text-box><text:p>Қутидаги гап</text:p></draw:text-box>'
        "<svg:title>Сурат</svg:title><svg:desc>Ер сурати</svg:desc></draw:frame>Кейинги гап",
    ]
    body = TRACKED + '<text:h text:outline-level="1">Ер ҳақида</text:h>'
    body += "".join(f'<text:p text:style-name="Ер">{inner}</text:p>' for inner in paragraphs)
    styles = (
        '<style:style style:name="Т1" style:family="text"><style:text-properties fo:font-weight="bold" '
        'fo:language="uz" fo:script="Cyrl" fo:country="UZ" style:rfc-language-tag="uz-Cyrl-UZ"/></style:style>'
    )
    packed(name, [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", f"{HEAD}<office:document-content {ODF}><office:automatic-styles>{styles}"
         f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
         "</office:document-content>"),
        ("styles.xml", f"{HEAD}<office:document-styles {ODF}><office:master-styles><style:master-page "
         'style:name="Standard"><style:header><text:p>Қишлоқ <text:span>хабар</text:span>лари</text:p></style:header>'
         "</style:master-page></office:master-styles></office:document-styles>"),
        ("meta.xml", f"{HEAD}<office:document-meta {ODF}><office:meta><dc:title>Ер ҳақида</dc:title>"
         "<dc:language>uz-Cyrl-UZ</dc:language><meta:keyword>ер</meta:keyword></office:meta></office:document-meta>"),
        ("META-INF/manifest.xml", manifest("text", "content.xml", "styles.xml", "meta.xml")),
    ])  # fmt: skip


def open_sheet(name: str) -> None:
    """Write a spreadsheet of OpenDocument with formulas."""
    cells = (
        '<table:table table:name="Ҳосил"><table:table-row><table:table-cell office:value-type="string"><text:p>Вилоят'
        '</text:p></table:table-cell><table:table-cell office:value-type="string" office:string-value="Ғалла">'
        "<text:p>Ғалла</text:p></table:table-cell></table:table-row><table:table-row>"
        '<table:table-cell office:value-type="string"><text:p>Б<text:span>ер</text:span>ди</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=IF([.A1]=&quot;Вилоят&quot;;1;2)" office:value-type="float" '
        'office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table>'
    )
    packed(name, [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", f"{HEAD}<office:document-content {ODF}><office:body><office:spreadsheet>{cells}"
         "</office:spreadsheet></office:body></office:document-content>"),
        ("META-INF/manifest.xml", manifest("spreadsheet", "content.xml")),
    ])  # fmt: skip


CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/китоб.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
FONTS = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/><enc:CipherData>'
    '<enc:CipherReference URI="OEBPS/f.ttf"/></enc:CipherData></enc:EncryptedData></encryption>'
)


def book(name: str) -> None:
    """Write an EPUB with both kinds of contents and a hidden font."""
    page = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="uz-Cyrl" lang="uz-Cyrl"><head><title>{}</title></head>'
        "<body>{}</body></html>"
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="ид" '
        'xml:lang="uz-Cyrl"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="ид">urn:ер:1'
        "</dc:identifier><dc:title>Дала ҳикоялари</dc:title><dc:creator>Ёқуб Шерматов</dc:creator>"
        "<dc:language>uz-Cyrl</dc:language><dc:description>&lt;p&gt;Б&lt;b&gt;ер&lt;/b&gt;ди&lt;/p&gt;"
        '</dc:description><meta property="dcterms:modified">2024-05-06T10:00:00Z</meta></metadata><manifest>'
        '<item id="нав" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="боб1" href="боб1.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="f" href="f.ttf" media-type="font/ttf"/></manifest><spine toc="ncx"><itemref idref="боб1"/></spine>'
        "</package>"
    )
    nav = '<nav epub:type="toc"><ol><li><a href="боб1.xhtml#ер">Биринчи боб</a></li></ol></nav>'
    text = (
        '<h1 id="ер">Биринчи боб</h1><p>Б<b>ер</b>ди, <i>Ш</i>АВКАТ &#1095;ой ичди.<img src="ер.png" alt="Чойнак"/></p>'
        '<p xml:lang="ru">Русский абзац.</p>'
    )
    ncx = (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="uz-Cyrl">'
        '<docTitle><text>Дала ҳикоялари</text></docTitle><navMap><navPoint id="н1" playOrder="1"><navLabel>'
        '<text>Биринчи боб</text></navLabel><content src="боб1.xhtml"/></navPoint></navMap></ncx>'
    )
    packed(name, [
        ("mimetype", "application/epub+zip"), ("META-INF/container.xml", CONTAINER), ("META-INF/encryption.xml", FONTS),
        ("OEBPS/китоб.opf", package), ("OEBPS/nav.xhtml", page.format("Мундарижа", nav)),
        ("OEBPS/боб1.xhtml", page.format("Биринчи боб", text)), ("OEBPS/toc.ncx", ncx),
        ("OEBPS/f.ttf", bytes(range(256)) * 4),
    ])  # fmt: skip


def by_pandoc(folder: Path) -> None:
    """Write one text in the formats that pandoc knows."""
    source = folder / "pandoc.md"
    source.write_text(MARKDOWN, encoding="utf-8")
    kinds = {
        "pandoc.html": "html5", "pandoc_old.html": "html4", "pandoc.odt": "odt", "pandoc.docx": "docx",
        "pandoc2.epub": "epub2", "pandoc3.epub": "epub3", "pandoc.fb2": "fb2", "pandoc_opml.xml": "opml",
        "pandoc_jats.xml": "jats", "pandoc_docbook.xml": "docbook5", "pandoc.md": "gfm", "pandoc_tei.xml": "tei",
    }  # fmt: skip
    for name, kind in kinds.items():
        subprocess.run(["pandoc", "-s", "-t", kind, "-o", CORPUS / name, source], check=True)


def by_office(folder: Path) -> None:
    """Let LibreOffice write again what others have written."""
    jobs = {
        "odt": ["word.docx"], "docx:MS Word 2007 XML": ["raw.odt"], "fodt": ["raw.odt"], "ods": ["workbook.xlsx"],
        "xlsx:Calc MS Excel 2007 XML": ["raw.ods"], "odp": ["slides.pptx"], "html": ["raw.odt"], "fods": ["raw.ods"],
    }  # fmt: skip
    for kind, names in jobs.items():
        sources = [CORPUS / name for name in names]
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", folder, *sources], check=True, capture_output=True)
        for source in sources:
            end = kind.partition(":")[0]
            (folder / f"{source.stem}.{end}").replace(CORPUS / f"office_{source.stem}.{end}")


def main() -> None:
    """Make them all."""
    raw_word("tracked.docx")
    raw_word("stored.docx", stored=True)
    word("word.docx")
    workbook("workbook.xlsx")
    raw_workbook("raw.xlsx")
    slides("slides.pptx")
    open_text("raw.odt")
    open_sheet("raw.ods")
    book("book.epub")
    packed("book.fb2.zip", [("kitob.fb2", (CORPUS / "book.fb2").read_bytes())])
    with tempfile.TemporaryDirectory() as folder:
        by_pandoc(Path(folder))
        by_office(Path(folder))


if __name__ == "__main__":
    main()
