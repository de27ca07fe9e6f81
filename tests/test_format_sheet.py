"""Excel: rich text, and everything that formulas name; read again by openpyxl and lxml."""

from __future__ import annotations

import html
import re
from io import BytesIO

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock

from tests.archives import converted, member, packed, repacked, source
from tests.documents import run

URI = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _workbook(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data), rich_text=True)


def _rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[list[object]]:
    return [[str(cell) if cell is not None else None for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_openpyxl_reads_the_values_expected() -> None:
    made = _workbook(converted("workbook.xlsx"))
    assert made.sheetnames == ["Ҳосил", "Хулоса"]
    assert [row[:3] for row in _rows(made["Ҳосил"])] == [
        ["Viloyat", "Hosil", "Izoh"],
        ["Jizzax", "12", "Yer yaxshi"],
        ["Fargʻona", "30", "Berdi SHARQ"],
        [None, None, None],
        ['=IF(B2>10,"Кўп","Оз")', "=SUM(Ҳосил!B2:B3)", None],
        ["=COUNTA(Хулоса!A1:A2)&Жами", None, None],
    ]
    assert _rows(made["Хулоса"]) == [["Yer osti suvlari"]]
    assert made.defined_names["Жами"].attr_text == "Ҳосил!$B$2:$B$3"
    assert made["Ҳосил"]["A2"].comment.text == "Yer haqida sharh"
    assert made.properties.title == "Hosil hisobi"


def test_parts_of_a_cell_keep_their_looks() -> None:
    cell = _workbook(converted("workbook.xlsx"))["Ҳосил"]["C3"].value
    assert isinstance(cell, CellRichText)
    assert [(str(part), isinstance(part, TextBlock) and bool(part.font.b)) for part in cell] == [
        ("B", False),
        ("er", True),
        ("di ", False),
        ("SH", False),
        ("ARQ", False),
    ]


@pytest.mark.parametrize("name", ["workbook.xlsx", "raw.xlsx"])
def test_columns_of_tables_are_named_as_their_cells_are(name: str) -> None:
    made = _workbook(converted(name))
    sheet = made.worksheets[0]
    for table in sheet.tables.values():
        first = next(sheet.iter_rows(min_row=1, max_row=1, max_col=len(table.tableColumns), values_only=True))
        assert [column.name for column in table.tableColumns] == list(map(str, first))


def test_a_column_that_a_formula_names_stays() -> None:
    sheet = _workbook(converted("raw.xlsx"))["Ер"]
    assert [column.name for column in sheet.tables["Т1"].tableColumns] == ["Shahar", "Hudud", "Нарх"]
    assert sheet["C1"].value == "Нарх" and sheet["C3"].value == "=SUM(Т1[Нарх])"


@pytest.mark.parametrize("name", ["workbook.xlsx", "raw.xlsx", "office_raw.xlsx"])
def test_formulas_and_names_stay(name: str) -> None:
    old, new = (
        [
            (one.tag, one.text)
            for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml")
            for one in etree.fromstring(member(data, part).encode()).iter(f"{MAIN}f", f"{MAIN}definedName")
        ]
        for data in (source(name), converted(name))
    )
    assert old == new
    assert member(source(name), "xl/workbook.xml") == member(converted(name), "xl/workbook.xml")


def test_strings_in_cells_and_results_of_formulas() -> None:
    made = openpyxl.load_workbook(BytesIO(converted("raw.xlsx")), data_only=True)["Ер"]
    assert [[cell.value for cell in row] for row in made["A1:C3"]] == [
        ["Shahar", "Hudud", "Нарх"],
        ["YER ostida", "Litsey binosi ", 5],
        ["Hudud", "Ер1", 5],
    ]


def test_choices_prompts_and_headers_are_converted_without_their_codes() -> None:
    sheet = member(converted("raw.xlsx"), "xl/worksheets/sheet1.xml")
    assert 'promptTitle="Yer" prompt="Tanlang"><formula1>"Ha,Yoʻq"</formula1>' in sheet
    assert '<oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Hisobot&amp;RVaraq &amp;P</oddHeader>' in sheet
    made = _workbook(converted("workbook.xlsx"))["Ҳосил"]
    assert made.oddHeader.center.text == "Qishloq xoʻjaligi" and made.oddFooter.left.text == "Sahifa &P"


def test_the_reading_of_han_letters_stays() -> None:
    assert '<rPh sb="0" eb="1"><t>ер</t></rPh>' in member(converted("raw.xlsx"), "xl/sharedStrings.xml")


def test_text_of_charts_is_converted() -> None:
    chart = member(converted("workbook.xlsx"), "xl/charts/chart1.xml")
    assert "Hosil solishtiruvi" in chart
    assert re.search(r"<(?:\w+:)?f>'Ҳосил'!", chart)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<si><t>Ер</t></si>", "<si><t>Yer</t></si>"),
        ("<si><r><t>б</t></r><r><t>ер</t></r></si>", "<si><r><t>b</t></r><r><t>er</t></r></si>"),
        ("<si><t>б</t></si><si><t>ер</t></si>", "<si><t>b</t></si><si><t>yer</t></si>"),
        ("<si><t>1992 йил\nер</t></si>", "<si><t>1992-yil\nyer</t></si>"),
        ("<si><t>1992\nйил</t></si>", "<si><t>1992\nyil</t></si>"),
        ("<si><t>б&#10;ер</t></si>", "<si><t>b&#10;yer</t></si>"),
        ("<si><t/></si><si/><si><t>А&amp;Б</t></si>", "<si><t/></si><si/><si><t>A&amp;B</t></si>"),
        ("<si><t>{0} ер %s</t></si>", "<si><t>{0} yer %s</t></si>"),
    ],
)
def test_shared_strings(old: str, new: str) -> None:
    start, end = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">', "</sst>"
    data = repacked(source("raw.xlsx"), {"xl/sharedStrings.xml": start + old + end})
    out = run(data, "a.xlsx", detecting=False)[0]
    assert member(out, "xl/sharedStrings.xml") == start + new + end


def test_columns_become_what_their_cells_became_whatever_stands_between() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    russian = "Мы обязательно вернёмся домой весной, когда растает снег."
    sentence = "<t>Ўқувчилар қўшиқ айтиб ҳовлига чиқишди</t>"
    sheet = member(source("raw.xlsx"), "xl/worksheets/sheet1.xml")
    data = repacked(
        source("raw.xlsx"),
        {
            "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{russian}</t></si><si><t>Нарх</t></si></sst>',
            "xl/worksheets/sheet1.xml": sheet.replace(
                "<sheetData>", f'<sheetData><row r="0"><c r="A0" t="inlineStr"><is>{sentence}</is></c></row>'
            ),
        },
    )
    out = run(data, "a.xlsx")[0]
    assert "<t>Shahar</t>" in member(out, "xl/worksheets/sheet1.xml")
    assert '<tableColumn id="1" name="Shahar"/>' in member(out, "xl/tables/table1.xml")


def test_what_formulas_compare_with_stays_and_is_told() -> None:
    strings = "".join(f"<si><t>{text}</t></si>" for text in ("Тошкент", "ТОШКЕНТ", "Бухоро", "сўм", "Ер"))
    formulas = '<f>SUMIF(A:A,"Тошкент",B:B)</f>', "<f>IF(A1=&quot;Бухоро&quot;,1,2)</f>", '<f>B1&amp;"сўм"</f>'
    sheet = (
        f'<worksheet xmlns="{URI}"><sheetData>{"".join(f"<c>{one}</c>" for one in formulas)}</sheetData></worksheet>'
    )
    data = packed({"xl/sharedStrings.xml": f'<sst xmlns="{URI}">{strings}</sst>', "xl/worksheets/sheet1.xml": sheet})
    out, pipeline = run(data, "a.xlsx", detecting=False)
    assert re.findall("<t>(.*?)</t>", member(out, "xl/sharedStrings.xml")) == [
        "Тошкент",
        "ТОШКЕНТ",
        "Бухоро",
        "soʻm",
        "Yer",
    ]
    assert member(out, "xl/worksheets/sheet1.xml") == sheet
    assert pipeline.tally.remarks == ["left 3 texts that formulas name, and the formulas"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Йил\nойи", "Йил_x000a_ойи"),
        ("Йил  ойи", "Йил  ойи"),
        ("Номи &amp; ер", "Номи &amp; ер"),
        ("Ер", "&#1045;р"),
        ("Ер", "Ер"),
    ],
)
def test_a_column_is_named_as_its_cell_however_that_is_written(cell: str, name: str) -> None:
    strings, table = (
        f'<x:sst xmlns:x="{URI}"><x:si><x:t>{cell}</x:t></x:si></x:sst>',
        f'<x:table xmlns:x="{URI}"><x:tableColumn id="1" name="{name}"/></x:table>',
    )
    out, _ = run(packed({"xl/sharedStrings.xml": strings, "xl/tables/table1.xml": table}), "a.xlsx", detecting=False)
    text = re.search("<x:t>(.*?)</x:t>", member(out, "xl/sharedStrings.xml"), re.DOTALL)
    column = re.search('name="(.*?)"', member(out, "xl/tables/table1.xml"))
    assert text and column
    assert html.unescape(text[1]) == html.unescape(re.sub("_x000[aA]_", "\n", column[1]))


def test_units_in_formats_of_numbers_are_converted_and_codes_are_not() -> None:
    code = "#,##0&quot; сўм&quot;;[Қизил]yyyy"
    styles = f'<styleSheet xmlns="{URI}"><numFmt numFmtId="164" formatCode="{code}"/></styleSheet>'
    out, _ = run(packed({"xl/styles.xml": styles}), "a.xlsx", detecting=False)
    assert member(out, "xl/styles.xml") == styles.replace("сўм", "soʻm")


def test_a_shared_formula_with_text_gives_text_that_stays() -> None:
    cells = (
        '<c t="str"><f t="shared" ref="A1:A2" si="0">IF(B1,"Ҳа","Йўқ")</f><v>Ҳа</v></c>'
        '<c t="str"><f t="shared" si="0"/><v>Йўқ</v></c>'
    )
    sheet = f'<worksheet xmlns="{URI}"><sheetData>{cells}</sheetData></worksheet>'
    out, _ = run(packed({"xl/worksheets/sheet1.xml": sheet}), "a.xlsx", detecting=False)
    assert member(out, "xl/worksheets/sheet1.xml") == sheet


def test_signs_of_tags_in_a_comment_take_no_time() -> None:
    sheet = f'<worksheet xmlns="{URI}"><!-- {"<c " * 100_000} --><sheetData/></worksheet>'
    data = packed({"xl/worksheets/sheet1.xml": sheet})
    assert run(data, "a.xlsx")[0] == data
