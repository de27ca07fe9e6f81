"""Properties of Java: values are converted, and keys and comments stay."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.documents import blocks, convert, swapped, unchanged
from uzlat.converter import Converter
from uzlat.document import DocumentError


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("калит=Ер\n", "калит=Yer\n"),
        ("калит: Ер\r\nе ел\r\n", "калит: Yer\r\nе yel\r\n"),
        ("  а\\ б\\=в = Ер = Ел \n", "  а\\ б\\=в = Yer = Yel \n"),
        ("# Ер\n  ! Ел\nа=#Ер\n", "# Ер\n  ! Ел\nа=#Yer\n"),
        ("# Ер \\\nа=Ер", "# Ер \\\nа=Yer"),
        ("а=ли\\\n    цей 1992 \\\r\n\tйил\nб=Ер", "а=li\\\n    tsey 1992-\\\r\n\tyil\nб=Yer"),
        ("а=Ер\\\\\nб=Ер", "а=Yer\\\\\nб=Yer"),
        ("а\\\n  б = Ер", "а\\\n  б = Yer"),
        ("а=Ер\\nЕр\\tЕр\\: \\Ер", "а=Yer\\nYer\\tYer\\: Yer"),
        ("а={0} та \\{ Ер", "а={0} ta \\{ Yer"),
        (r"a=\u0428\u0430\u04b3\u0430\u0440 \"\u0415\u0440\"", r"a=Shahar \"Yer\""),
        (r"a=\u040E\u0437\u0431\u0435\u043A", r"a=O\u02BBzbek"),
        (r"a=Ўзбек \u040E\u0437", r"a=Oʻzbek O\u02BBz"),
        ("\ufeffа=Ер", "\ufeffа=Yer"),
        ("а=Ер\\", "а=Yer\\"),
        ("а\n\nЕр\nб Ер", "а\n\nЕр\nб Yer"),
        ("", ""),
    ],
)
def test_values_are_converted(source: str, expected: str) -> None:
    assert convert(source, "a.properties", detecting=False) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a=do''st {0}", "a=дўст {0}"),
        ("a=ma''no o'zbek", "a=маъно ўзбек"),
        ("a=o''\\\n  zbek tog''.", "a=ў\\\n  збек тоғ."),
        ("a=do''st \\u02bb", r"a=\u0434\u045e\u0441\u0442 \u02bb"),
    ],
)
def test_a_doubled_apostrophe_reads_as_one_from_latin(source: str, expected: str) -> None:
    out = convert(source, "a.properties", table="uz-Latn_uz-Cyrl", detecting=False)
    assert out == expected


def test_a_doubled_apostrophe_stays_from_cyrillic() -> None:
    assert convert("а=об''ект don''t {0}", "a.properties", detecting=False) == "а=ob''yekt don''t {0}"
    assert [block.text for block in blocks("а=об''ект", "properties")] == ["об''ект"]


def test_a_file_in_ascii_stays_in_ascii() -> None:
    source = 'a=Salom "dunyo"\nb=\\u02bb\n'
    out = convert(source, "a.properties", table="uz-Latn_uz-Cyrl", detecting=False)
    assert out == r'a=\u0421\u0430\u043b\u043e\u043c "\u0434\u0443\u043d\u0451"' + "\nb=\\u02bb\n"
    assert convert("a=Salom", "a.properties", table="uz-Latn_uz-Cyrl", detecting=False) == "a=Салом"


def test_an_apostrophe_of_ascii_is_refused() -> None:
    with pytest.raises(DocumentError, match="an ASCII apostrophe is a sign of properties itself"):
        convert("a=Ўн", "a.properties", apostrophe="ascii")


def test_values_between_markers_stay() -> None:
    source = "а=Ер\n# uzlat: off\nб=Ер\n! uzlat: on\nв=Ер"
    assert convert(source, "a.properties", detecting=False) == source.replace("а=Ер", "а=Yer").replace("в=Ер", "в=Yer")


def _loaded(text: str) -> dict[str, str]:
    """Read properties as the documentation of java.util.Properties says."""
    found, lines = {}, iter(re.split(r"\r\n?|\n", text))
    for natural in lines:
        line = natural.lstrip(" \t\f")
        if not line or line[0] in "#!":
            continue
        while (len(line) - len(line.rstrip("\\"))) % 2:
            line = line[:-1] + next(lines, "").lstrip(" \t\f")
        key = re.match(r"(?:\\.|[^\\:= \t\f])*", line)[0]  # type: ignore[index]
        value = re.sub(r"^[ \t\f]*[:=]?[ \t\f]*", "", line[len(key) :])
        found[_read(key)] = _read(value)
    return found


def _read(text: str) -> str:
    named = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
    return re.sub(r"\\(?:u([0-9a-f]{4})|(.))", lambda m: chr(int(m[1], 16)) if m[1] else named.get(m[2], m[2]), text)


VALUE = st.lists(
    st.sampled_from(
        ["а", "б", "Ш", "Е", "ў", "ъ", " ", "\\n", "\\t", "\\:", "=", "\\\n  ", "\\u0448", "\\\\", "Z", "#"]
    ),
    max_size=8,
).map("".join)


@given(st.lists(st.tuples(VALUE, st.sampled_from(["=", ": ", " = ", "\t"])), max_size=4))
@example([("Ш\\\n  \\u0448Е", "=")])
def test_java_reads_what_the_converter_makes(values: list[tuple[str, str]]) -> None:
    source = "".join(f"калит.{at}{sign}{value}\n" for at, (value, sign) in enumerate(values))
    converter = Converter("uz-Cyrl_uz-Latn")
    expected = {key: "\n".join(map(converter, value.split("\n"))) for key, value in _loaded(source).items()}
    assert _loaded(convert(source, "a.properties", detecting=False)) == expected


@given(st.text(alphabet="аз=: \\\n\r\t#!u0430nz{}'\ufeff", max_size=40))
def test_any_text_keeps_its_bytes(text: str) -> None:
    blocks(text, "properties")
    assert unchanged(text, "properties") == text.encode()
    assert "\\" in text or swapped(swapped(text, "properties"), "properties") == text.encode()


@pytest.mark.parametrize(
    "text", ["\\\n" * 50_000, "а=" + "а\\\n " * 50_000, " " * 99_999, "а" * 99_999, "\\u" * 50_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.perf_counter()
    blocks(text, "properties")
    assert time.perf_counter() - start < 5
