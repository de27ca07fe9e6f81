"""The cases of the orthography, in both alphabets, on the fast and the careful road."""

from __future__ import annotations

import pytest

from tests.conftest import read_cases
from uzlat import Converter

CASES = read_cases("orthography.tsv")


def both_roads(converter: Converter, source: str) -> tuple[str, str]:
    return converter(source), "".join(trace.output for trace in converter.trace(source))


def test_there_are_as_many_cases_as_were_collected() -> None:
    assert len(CASES) == 1050


@pytest.mark.parametrize(("cyrillic", "latin", "rule"), [(c[0], c[1], c[3]) for c in CASES])
def test_cyrillic_becomes_latin_of_1995(official: Converter, cyrillic: str, latin: str, rule: str) -> None:
    assert both_roads(official, cyrillic) == (latin, latin), rule


@pytest.mark.parametrize(("cyrillic", "latin", "rule"), [(c[0], c[2], c[3]) for c in CASES])
def test_cyrillic_becomes_latin_of_2026(latin_2026: Converter, cyrillic: str, latin: str, rule: str) -> None:
    assert both_roads(latin_2026, cyrillic) == (latin, latin), rule
