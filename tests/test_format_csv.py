"""CSV and TSV: cells are converted, quotes and delimiters stay."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.documents import blocks, convert, run, swapped, unchanged
from uzlat.converter import Converter
from uzlat.document import DocumentError, Part, Wanted
from uzlat.formats.csv import Csv, plain, quoted

LATIN = "uz-Latn_uz-Cyrl"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ном,нарх\r\nНон,5 000\r\n", "nom,narx\r\nNon,5 000\r\n"),
        ('"Ер, осмон";"Ў"\n', '"Yer, osmon";"Oʻ"\n'),
        ('1,"Ер ""Шаҳар"" деди"\n', '1,"Yer ""Shahar"" dedi"\n'),
        ('1,"Ер\r\nШаҳар"\r\nЕл', '1,"Yer\r\nShahar"\r\nYel'),
        ('5" экран,Ер\n', '5" ekran,Yer\n'),
        ('"Ер"и,"",,\n\nЕл', '"Yer"i,"",,\n\nYel'),
        ("\ufeffЕр;Ел\n", "\ufeffYer;Yel\n"),
        ('\ufeff"Ер";Ел\n', '\ufeff"Yer";Yel\n'),
        ("sep=;\r\nЕр;1,5\n", "sep=;\r\nYer;1,5\n"),
        ("Ер|Ел|Еш\nЕр|a,b\n", "Yer|Yel|Yesh\nYer|a,b\n"),
        ("", ""),
    ],
)
def test_cells_are_converted(source: str, expected: str) -> None:
    assert convert(source, "a.csv", detecting=False) == expected


@pytest.mark.parametrize(
    ("source", "delimiter"),
    [
        ("а\tб,в\tг\n", "\t"),
        ('"а,б,в";г\n', ";"),
        ("а\n", ","),
        ("\r\nа;б\n", ";"),
        ("а|б|в,г", "|"),
        ("sep=|\nа,б,в\n", "|"),
    ],
)
def test_the_delimiter_is_found_in_the_first_row(source: str, delimiter: str) -> None:
    adapter = Csv(Wanted())
    list(adapter.read(source))
    assert adapter.delimiter == delimiter


def test_cells_of_tsv_may_hold_commas_and_quotes() -> None:
    source = 'Ер, осмон\tЕр "Ел" Еш\t"Ер\tЕл"\n'
    assert convert(source, "a.tsv", detecting=False) == 'Yer, osmon\tYer "Yel" Yesh\t"Yer\tYel"\n'


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("сарлавҳа",), "id,сарлавҳа,изоҳ\n1,Yer,Ел\n2,Yer,Ел\n"),
        (("2",), "id,сарлавҳа,изоҳ\n1,Yer,Ел\n2,Yer,Ел\n"),
        (("изоҳ", "сарлавҳа"), "id,сарлавҳа,изоҳ\n1,Yer,Yel\n2,Yer,Yel\n"),
    ],
)
def test_columns_are_asked_for_by_name_or_number(fields: tuple[str, ...], expected: str) -> None:
    source = "id,сарлавҳа,изоҳ\n1,Ер,Ел\n2,Ер,Ел\n"
    assert convert(source, "a.csv", fields=fields, detecting=False) == expected


def test_a_name_with_quotes_is_what_it_reads_as() -> None:
    source = '\ufeff"а ""б""\nв", г \n"Ер","Ел"\n'
    assert convert(source, "a.csv", fields=("г",), detecting=False) == source.replace("Ел", "Yel")
    assert convert(source, "a.csv", fields=('а "б"\nв',), detecting=False) == source.replace("Ер", "Yer")


@pytest.mark.parametrize("source", ["a,b,c\n1,2,3\n", "a,b,c", "sep=,\na, b ,c\n"])
@pytest.mark.parametrize("field", ["x", "4", "0"])
def test_a_column_that_is_not_there_is_refused(source: str, field: str) -> None:
    with pytest.raises(DocumentError, match=f"^no column '{field}'; there are a, b, c$"):
        convert(source, "a.csv", fields=("a", field))


def test_a_column_keeps_to_its_language() -> None:
    uzbek, russian = (
        "Ўзбекистон Республикаси ҳукумати янги қарор қабул қилди",
        "Сегодня утром правительство приняло новое решение",
    )
    source = f"{uzbek},{russian}\n" * 3 + "Бор,Бор\n"
    assert convert(source, "a.csv").splitlines()[-1] == "Bor,Бор"


def test_a_cell_goes_on_in_the_next_part() -> None:
    rows = 'id,"изоҳ\nва",в\n1,"Ер\n""Ел"", а\n\nЕш",Ер\n2,"Ер"",\n",Ел\n'
    whole = [block.text for block in blocks(rows, "a.csv", fields=("2",))]
    adapter, found = Csv(Wanted(("изоҳ\nва",))), []
    for line in rows.splitlines(keepends=True):
        found += [block.text for block in Part(line, adapter.read(line)).blocks]
    assert found == ["Ер", '"Ел", а', "Еш", 'Ер",']
    assert not adapter.remarks("", "")
    with pytest.raises(DocumentError):
        blocks(rows, "a.csv", fields=("изоҳ",))
    assert whole == found


def test_a_quote_that_is_never_closed_is_told() -> None:
    out, pipeline = run('Ер,а\nа,"Ер\nЕл,б\n', "a.csv", detecting=False)
    assert out.decode() == 'Yer,a\na,"Yer\nYel,b\n'
    assert pipeline.tally.remarks == ["the quote opened in line 2 is never closed"]


def test_quotes_that_are_written_do_not_break_the_table() -> None:
    assert quoted("“Ер”", '"Yer"') == '""Yer""'
    assert plain("“Ер”", '"Yer"') == "“Ер”"
    assert plain('5" экран', '5" ekran') == '5" ekran'


def test_latin_cells() -> None:
    source = 'id,matn\nsalom,"O\'zbek ""tili"""\n'
    expected = 'id,matn\nsalom,"Ўзбек ""тили"""\n'
    assert convert(source, "a.csv", fields=("matn",), table=LATIN, detecting=False) == expected


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_latin_cells_are_not_guessed_at(name: str) -> None:
    with pytest.raises(DocumentError, match=r"name the fields to convert with --field \(--field '\*' takes all\)"):
        convert("id\nsalom\n", name, table=LATIN)


def test_all_columns_may_be_asked_for() -> None:
    source, expected = "nom,matn\nsalom,dunyo,ona\n", "nom,matn\nсалом,дунё,она\n"
    assert convert(source, "a.csv", fields=("*",), table=LATIN, detecting=False) == expected
    assert convert(source, "a.csv", fields=("nom", "*"), table=LATIN, detecting=False) == expected


CELL = st.text(alphabet=st.sampled_from("абШЕёўZ1 \"',;\t|\n«Ҳ"), max_size=8)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5)
STYLE = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t|"),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
    }
)


def _written(rows: list[list[str]], style: dict[str, object]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, **style).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


@given(ROWS, STYLE, st.booleans())
@example([["x", "а"], ["Ш\nЕр", '"Ё"']], {"delimiter": ",", "quoting": 0, "lineterminator": "\n"}, True)
def test_csv_reads_the_same_table(rows: list[list[str]], style: dict[str, object], only: bool) -> None:
    converter = Converter("uz-Cyrl_uz-Latn")
    rows = [["x", "y"], *rows]
    source = f"sep={style['delimiter']}\n" + _written(rows, style)
    expected = [
        [cell if only and (at != 1 or not number) else "\n".join(map(converter, cell.split("\n"))) for at, cell in row]
        for number, row in enumerate(map(enumerate, rows))
    ]
    out = convert(source, "a.csv", fields=("y",) if only else (), detecting=False)
    assert out == f"sep={style['delimiter']}\n" + _written(expected, style)


@given(st.text(alphabet='абвжz1",;\t|\r\n \ufeff=', max_size=40))
@example('а""б,""\n"""а\r')
def test_any_text_keeps_its_bytes(text: str) -> None:
    for name in ("csv", "tsv"):
        blocks(text, name)
        assert unchanged(text, name) == text.encode()
        assert swapped(swapped(text, name), name) == text.encode()


@given(st.text(alphabet='абв",\n', max_size=40))
def test_lines_that_come_one_by_one_are_the_same_table(text: str) -> None:
    whole = [(block.thread, block.text) for block in Part(text, Csv(Wanted()).read(text)).blocks]
    adapter, found = Csv(Wanted()), []
    for line in text.splitlines(keepends=True):
        found += [(block.thread, block.text) for block in Part(line, adapter.read(line)).blocks]
    assert found == whole
