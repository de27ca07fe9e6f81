"""Glossaries: read from tables and TBX, their terms found in any form and script, their faults told."""

from __future__ import annotations

import json
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import tbx as peer

from tests.conftest import Run
from uzlat.document import DocumentError
from uzlat.translate.glossary import Glossary, Term, terms_of
from uzlat.translate.lang import Lang
from uzlat.translate.tbx import Concept, Words, read_tbx, write_tbx
from uzlat.translate.terms_table import faults, read_concepts, write_csv

UZ, EN, RU = Lang("uz"), Lang("en"), Lang("ru")
EXAMPLE = Path(__file__).parent.parent / "examples" / "translation" / "glossary.csv"
BANK = Term("Markaziy bank", ("Central Bank", "CB"), ("National Bank",))


def saved(folder: Path, content: str | bytes, name: str = "terms.csv") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def terms(path: str) -> list[Term]:
    return Glossary.read([path], UZ, EN).terms


@pytest.mark.parametrize(
    "content",
    [
        "uz,en\nhokim,governor|khokim|!mayor\n",
        "\ufeffuz;ru;en\r\nhokim;хоким;governor | khokim | !mayor\r\n",
        "en\tuz-Latn\ngovernor|khokim|!mayor\thokim\n",
        'source,target\n"hokim","governor|khokim|!mayor"\n\n',
    ],
)
def test_tables_of_any_delimiter_and_order_are_read(tmp_path: Path, content: str) -> None:
    assert [one[:3] for one in terms(saved(tmp_path, content))] == [("hokim", ("governor", "khokim"), ("mayor",))]


def test_notes_and_ids_are_kept(tmp_path: Path) -> None:
    assert terms(saved(tmp_path, "id,uz,en,note\n7,hokim,governor,of a region\n"))[0][3:] == ("of a region", "7")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("uz,englisch\nhokim,governor\n", "terms.csv:1: unknown column 'englisch'"),
        ("uz,note\nhokim,x\n", "terms.csv:1: the first row names no two languages"),
        ("", "terms.csv:1"),
        ("uz,en\nhokim,governor,mayor\n", "terms.csv:2: 3 cells, but 2 columns"),
        (b"uz,en\nhokim,\xe3\xf3\n", "terms.csv:2: bytes that are not UTF-8"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_line(tmp_path: Path, content: str | bytes, why: str) -> None:
    with pytest.raises(DocumentError) as refused:
        terms(saved(tmp_path, content))
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_column_without_a_language_asks_for_it(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="--from and --to"):
        list(read_concepts(saved(tmp_path, "source,target\na,b\n")))


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("Markaziy bankning qarori", "ning"),
        ("Марказий банк маълум қилди", ""),
        ("Марказий банкка кўра", "ка"),
        ("Markaziy bankdan", "dan"),
    ],
)
def test_terms_are_found_in_any_form_and_script(text: str, ending: str) -> None:
    (match,) = Glossary([BANK], UZ, EN).matches(text)
    assert match.term == BANK
    assert match.ending == ending
    assert text[match.start : match.end].endswith(ending)


def test_terms_given_in_cyrillic_are_found_in_latin() -> None:
    glossary = Glossary([Term("Марказий банк", ("Central Bank",))], Lang("uz", "Cyrl"), EN)
    assert len(glossary.matches("Bu haqda Markaziy bankda aytildi.")) == 1


@pytest.mark.parametrize(
    ("target", "whys"),
    [
        ("The Central Bank said so.", []),
        ("The CB said so.", []),
        ("The bank said so.", ["'Markaziy bank' is 'Central Bank' in the glossary"]),
        ("The Central Bank, or National Bank", ["'National Bank' is not to be written for 'Markaziy bank'"]),
    ],
)
def test_a_term_is_to_be_translated_as_the_glossary_says(target: str, whys: list[str]) -> None:
    found = Glossary([BANK], UZ, EN).missing("Markaziy bank aytdi. Markaziy bankning soʻzi.", target)
    assert [why for _, why in found] == whys


def test_a_forbidden_word_within_an_accepted_one_is_no_fault() -> None:
    term = Term("Oliy sud", ("Supreme Court",), ("Court",))
    assert Glossary([term], UZ, EN).missing("Oliy sud", "the Supreme Court") == []


def test_a_translation_into_uzbek_may_be_inflected_and_in_either_script() -> None:
    glossary = Glossary([Term("Central Bank", ("Markaziy bank",))], EN, UZ)
    assert glossary.missing("the Central Bank", "Марказий банкнинг қарори") == []
    assert glossary.missing("the Central Bank", "bankning qarori") != []


_BODY_2008 = """<martif type="TBX-Basic" xml:lang="en"><text><body><termEntry id="c1">
<descrip type="definition">of a region</descrip>
<langSet xml:lang="uz"><tig><term>hokim</term></tig></langSet>
<langSet xml:lang="en"><ntig><termGrp><term>khokim</term>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
</termGrp></ntig><tig><term>governor</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<tig><term>mayor</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>"""
_DCA = """<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><descrip type="definition">of a region</descrip><langSec xml:lang="uz"><termSec><term>hokim</term>
</termSec></langSec><langSec xml:lang="en"><termSec><term>khokim</term></termSec><termSec><term>governor</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec><termSec><term>mayor</term>
<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec></langSec>
</conceptEntry></body></text></tbx>"""
_DCT = (
    _DCA.replace('style="dca"', 'style="dct" xmlns:m="urn:m" xmlns:b="urn:b"')
    .replace('<descrip type="definition">of a region</descrip>', "<b:definition>of a region</b:definition>")
    .replace('<termNote type="administrativeStatus">', "<m:administrativeStatus>")
    .replace("</termNote>", "</m:administrativeStatus>")
)


@pytest.mark.parametrize("data", [_BODY_2008, _DCA, _DCT])
def test_each_dialect_of_tbx_is_read(data: str) -> None:
    found = terms_of(read_tbx(data.encode()), UZ, EN)
    assert found == [Term("hokim", ("governor", "khokim"), ("mayor",), "of a region", "c1")]


@pytest.mark.parametrize("data", ["<tmx/>", '<!DOCTYPE m [<!ENTITY a "b">]><martif/>', "<martif>"])
def test_what_is_hostile_or_no_tbx_is_refused(data: str) -> None:
    with pytest.raises(DocumentError):
        list(read_tbx(data.encode()))


def test_translate_toolkit_reads_the_tbx() -> None:
    out = BytesIO()
    assert write_tbx(read_concepts(str(EXAMPLE)), out) == 8
    store = peer.tbxfile.parsestring(out.getvalue())  # type: ignore[no-untyped-call]
    assert len(store.units) == 8
    assert store.units[5].source == "Markaziy bank"


def test_what_translate_toolkit_writes_is_read() -> None:
    store = peer.tbxfile(sourcelanguage="uz", targetlanguage="en")
    store.addsourceunit("hokim").target = "governor"  # type: ignore[no-untyped-call]
    assert [one[:2] for one in terms_of(read_tbx(bytes(store)), UZ, EN)] == [("hokim", ("governor",))]


NAME = st.text(st.characters(categories=["L", "N", "S"]), min_size=1, max_size=12).filter(lambda one: one not in "|!")
NAMES = st.lists(NAME.map(lambda one: one.strip("|! ") or "x"), min_size=1, max_size=3, unique=True).map(tuple)
CONCEPTS = st.lists(st.builds(lambda a, b, c: (a, b, c), NAMES, NAMES, NAMES), min_size=1, max_size=4)


@settings(max_examples=80, deadline=None)
@given(CONCEPTS)
def test_concepts_survive_tbx_and_csv(rows: list[tuple[tuple[str, ...], ...]]) -> None:
    made = [
        Concept((Words(UZ, _plain(one)), Words(EN, _plain(two), _plain(three))), "note", f"c{number}")
        for number, (one, two, three) in enumerate(rows)
    ]
    out = BytesIO()
    write_tbx(made, out)
    assert [one[:3] for one in read_tbx(out.getvalue())] == [one[:3] for one in made]
    out = BytesIO()
    write_csv(made, out)
    with tempfile.TemporaryDirectory() as folder:
        again = list(read_concepts(saved(Path(folder), out.getvalue())))
    assert [one[:3] for one in again] == [one[:3] for one in made]


def _plain(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.replace("|", "i") for name in names))


def test_csv_is_read_as_it_was_written(tmp_path: Path) -> None:
    out = BytesIO()
    made = list(read_concepts(str(EXAMPLE)))
    write_csv(made, out)
    again = list(read_concepts(saved(tmp_path, out.getvalue())))
    assert [one[:3] for one in again] == [one[:3] for one in made]


def test_the_example_has_no_faults() -> None:
    assert list(faults(read_concepts(str(EXAMPLE)))) == []


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("hokim,governor\nҳоким,mayor", "with different translations"),
        ("hokim,governor\nhokim,governor", "with the same translation"),
        ("hokim,", "without a translation"),
        ("internet,internet", "is its own translation"),
        ("hokim,governor|!governor", "both to be written and not"),
    ],
)
def test_faults_are_told_with_their_line(run: Run, tmp_path: Path, rows: str, why: str) -> None:
    saved(tmp_path, f"uz,en\n{rows}\n")
    done = run("glossary", "check", "terms.csv")
    assert done.returncode == 1
    line = 2 + rows.count("\n")
    assert f"terms.csv:{line}: " in done.stdout.decode()
    assert why in done.stdout.decode()


def test_the_commands_look_up_check_and_export(run: Run, tmp_path: Path) -> None:
    done = run("glossary", "lookup", "Вазирлар Маҳкамасининг", "--glossary", str(EXAMPLE), "--to", "ru", "--json")
    assert json.loads(done.stdout)["targets"] == ["Кабинет министров", "Кабмин"]
    assert run("glossary", "lookup", "kitob", "--glossary", str(EXAMPLE)).returncode == 1
    assert run("glossary", "check", str(EXAMPLE)).returncode == 0
    export = ("glossary", "export", "--tbx", "-g", str(EXAMPLE), "-o", "terms.tbx")
    assert run(*export).returncode == 0
    before = (tmp_path / "terms.tbx").read_bytes()
    again = run(*export)
    assert again.returncode == 2
    assert b"--force" in again.stderr
    assert (tmp_path / "terms.tbx").read_bytes() == before
    assert run("glossary", "export", "-g", str(EXAMPLE)).returncode == 2
