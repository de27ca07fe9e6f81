"""Numbers and dates of a source and its translation: what is the same however it is written, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import read_cases
from uzlat.translate.numbers import differ, numbers

CASES = read_cases("number_forms.tsv")
CODES = st.sampled_from(["uz", "ru", "en", "kk", "kaa", "de"])


@pytest.mark.parametrize("case", CASES, ids=[f"{source} | {target}" for _, _, source, target, _ in CASES])
def test_the_same_number_is_known_in_every_form_and_another_is_not(case: list[str]) -> None:
    from_code, to_code, source, target, same = case
    assert bool(differ(source, target, from_code, to_code)) == (same == "no")


@pytest.mark.parametrize("case", CASES, ids=[f"{target} | {source}" for _, _, source, target, _ in CASES])
def test_a_translation_back_differs_as_much(case: list[str]) -> None:
    from_code, to_code, source, target, same = case
    assert bool(differ(target, source, to_code, from_code)) == (same == "no")


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("1 000 000 ta", "uz", ["1000000"]),
        ("1,500 people", "en", ["1500"]),
        ("1,500 кг", "ru", ["1.5"]),
        ("1.500 kg", "uz", ["1500"]),
        ("20 foiz va 20 %", "uz", ["20%", "20%"]),
        ("10:30 dan 12.45 gacha", "uz", ["10:30", "12.45"]),
        ("1 mlrd. 200 mln. soʻm", "uz", ["1200000000"]),
        ("22.11.2026", "ru", ["2026", "22"]),
        ("нет чисел", "ru", []),
    ],
)
def test_numbers_have_one_form(text: str, code: str, found: list[str]) -> None:
    assert sorted(numbers(text, code).elements()) == found


def test_a_difference_says_where_both_numbers_stand() -> None:
    source, target = "2025-yil 14 ta", "В 2024 году 14"
    [one] = differ(source, target, "uz", "ru")
    assert one.source and one.target
    assert source[one.source.start : one.source.end] == "2025"
    assert target[one.target.start : one.target.end] == "2024"


@given(st.text(), CODES)
def test_no_text_differs_from_itself(text: str, code: str) -> None:
    assert differ(text, text, code, code) == []


@given(
    st.text(alphabet="0123456789 .,:/-–+%½XIVmlnkbдоtysминг"), st.text(alphabet="0123456789 .,:-½XIVmln"), CODES, CODES
)
def test_any_figures_are_read(source: str, target: str, from_code: str, to_code: str) -> None:
    for one in differ(source, target, from_code, to_code):
        assert one.source or one.target


@given(st.integers(13, 10**9), st.integers(13, 10**9))
def test_a_changed_number_is_always_found(number: int, other: int) -> None:
    found = differ(f"Jami {number} kishi keldi.", f"Всего пришли {other} человек.", "uz", "ru")
    if number == other:
        assert not found
    elif len(str(number)) != 4 or str(number)[2:] != str(other):
        assert found
