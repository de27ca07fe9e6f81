"""The guards: every planted fault is found, with its kind, and good translations are left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import read_cases
from uzlat.translate.glossary import Glossary, Term
from uzlat.translate.guards import ERROR, KINDS, WARNING, Fault, Guards, check
from uzlat.translate.lang import Lang, parse
from uzlat.translate.names import gazetteer

CASES = read_cases("faults.tsv")
UZ, CYRILLIC, EN, RU = Lang("uz"), Lang("uz", "Cyrl"), Lang("en"), Lang("ru")


def faults(source: str, target: str, source_tag: str, target_tag: str) -> list[Fault]:
    return check(source, target, parse(source_tag), parse(target_tag), names=gazetteer())


def kinds(source: str, target: str, src: Lang, tgt: Lang) -> set[str]:
    return {one.kind for one in check(source, target, src, tgt)}


@pytest.mark.parametrize("case", CASES, ids=[f"{at} {case[5]}" for at, case in enumerate(CASES)])
def test_a_planted_fault_is_found(case: list[str]) -> None:
    source_tag, target_tag, source, _, bad, kind = case
    assert kind in {one.kind for one in faults(source, bad, source_tag, target_tag)}


def test_good_translations_are_left_in_peace() -> None:
    good = {tuple(case[:4]) for case in CASES}
    flagged = [row for row in good if faults(row[2], row[3], row[0], row[1])]
    assert len(flagged) <= 0.03 * len(good), flagged


def test_a_message_names_the_very_figures_and_where_they_are() -> None:
    source, target = "Anjumanda 120 kishi qatnashdi.", "The conference had 210 guests."
    [fault] = check(source, target, UZ, EN)
    assert fault.message == "120 in the source is 210 here"
    assert (target[fault.start : fault.end], source[fault.source_start : fault.source_end]) == ("210", "120")
    assert (fault.kind, fault.severity) == ("numbers", ERROR)


def test_the_same_translation_of_two_sources_is_told_once_it_comes_again() -> None:
    guards = Guards(UZ, EN)
    same = "The ministry has published the new list of schools in the region."
    assert not guards.check("Vazirlik viloyatdagi maktablarning yangi roʻyxatini eʼlon qildi.", same)
    assert not guards.check("Vazirlik viloyatdagi maktablarning yangi roʻyxatini eʼlon qildi!", same)
    found = guards.check("Bugun ertalab poytaxtda kuchli shamol esdi va daraxtlar quladi.", same)
    assert [one.kind for one in found] == ["repeated"]


@pytest.mark.parametrize(
    ("source", "target", "src", "tgt"),
    [
        ("Samsung Galaxy S24 Ultra", "Samsung Galaxy S24 Ultra", UZ, EN),
        ("2026", "2026", UZ, RU),
        ("Apple iPhone telefonlari arzonlashdi.", "Телефоны Apple iPhone подешевели.", UZ, RU),
        ("Дастур KDEнинг бир қисмидир.", "Dastur KDEning bir qismidir.", CYRILLIC, UZ),
        ("Izoh: bu hujjat eskirgan.", "Note: this document is out of date.", UZ, EN),
        ("«Ha», dedi u.", "“Yes,” he said.", UZ, EN),
        ("ha ha ha ha ha", "ха ха ха ха ха", UZ, RU),
        ("Китоб, дафтар, қалам.", "Kitob, daftar, qalam.", CYRILLIC, UZ),
        ("10%dan koʻp", "more than 10%", UZ, EN),
        ("OK", "ОК", UZ, RU),
    ],
)
def test_what_looks_odd_and_is_right_is_no_fault(source: str, target: str, src: Lang, tgt: Lang) -> None:
    assert check(source, target, src, tgt) == []


def test_a_translation_into_the_other_script_may_not_be_the_source() -> None:
    text = "Бугун ҳаво иссиқ бўлади."
    assert kinds(text, text, CYRILLIC, UZ) >= {"copied", "script"}
    assert not kinds(text, "Bugun havo issiq boʻladi.", CYRILLIC, UZ)


def test_a_country_for_another_is_an_error_and_a_lost_one_a_warning() -> None:
    [swapped] = faults("Elchi Qozogʻistonga keldi.", "The envoy came to Japan.", "uz", "en")
    [lost] = faults("Elchi Qozogʻistonga keldi.", "The envoy came there.", "uz", "en")
    assert (swapped.kind, swapped.severity, lost.kind, lost.severity) == ("names", ERROR, "names", WARNING)
    assert "Qozogʻistonga" in swapped.message and "Japan" in swapped.message


def test_a_glossary_has_its_say() -> None:
    house = Glossary([Term("tuman", ("district",), ("county",))], UZ, EN)
    told = check("Yangi tuman tuzildi.", "A new county was made.", UZ, EN, glossary=house)
    assert [(one.kind, one.severity) for one in told] == [("glossary", WARNING), ("glossary", ERROR)]
    assert "'tuman' is 'district'" in told[0].message
    assert not check("Yangi tuman tuzildi.", "A new district was made.", UZ, EN, glossary=house)


@settings(deadline=None)
@given(
    st.text(),
    st.text(),
    st.sampled_from(["uz", "uz-Cyrl", "ru", "en", "kk", "kaa", "de"]),
    st.sampled_from(["uz", "ru", "en", "kk"]),
)
def test_any_text_is_checked_and_every_span_is_inside_it(source: str, target: str, src: str, tgt: str) -> None:
    for one in check(source, target, parse(src), parse(tgt)):
        assert one.kind in KINDS
        assert one.severity in (ERROR, WARNING)
        assert -1 <= one.start <= one.end <= len(target)
        assert -1 <= one.source_start <= one.source_end <= len(source)
