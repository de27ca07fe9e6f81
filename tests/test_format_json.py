"""JSON, JSON Lines and ARB: strings are converted, everything else stays."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.documents import blocks, convert, run, swapped, unchanged
from uzlat.converter import Converter
from uzlat.document import DocumentError
from uzlat.encodings import NotTextError
from uzlat.formats.paths import Paths

LATIN = "uz-Latn_uz-Cyrl"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{"сарлавҳа": "Шаҳар"}', '{"сарлавҳа": "Shahar"}'),  # keys stay
        ('{ "n" :1.10,\t"b":12345678901234567890123, "n":"Чой" }\r\n', None),
        ('["Ё", -0.0, 1E+2, true, null, {"a":{}, "б":["Ш"]}]', None),
        ('"Шаҳар"', '"Shahar"'),
        ('\ufeff["Шаҳар"]', '\ufeff["Shahar"]'),
        (r'["Шаҳар\nЕр\r\nЕл"]', r'["Shahar\nYer\r\nYel"]'),
        (r'["\"Шаҳар\" \\ а\/б\tЕр"]', r'["\"Shahar\" \\ a\/b\tYer"]'),
        (r'["\u0428\u0430\u04b3\u0430\u0440 \u0415\u0440"]', r'["Shahar Yer"]'),
        (r'["\u041c\u0443\u044a\u0442\u0430\u0434\u0438\u043b \u00ab\u04ae\u00bb"]', None),
        (r'["\u040E\u0437\u0431\u0435\u043A"]', r'["O\u02BBzbek"]'),
        (r'["\u04B3\u045E FACE"]', r'["ho\u02BB FACE"]'),
        (r'["\u0435\u045e face"]', r'["yeo\u02bb face"]'),
        (r'["\u040e\u0437\u0431\u0435\u043a"]', r'["O\u02bbzbek"]'),
        (r'["\u040E\u0437 \u043a\u0438"]', r'["O\u02BBz ki"]'),  # digits of both cases: two pieces
        (r'["б\u0435рди Ш\u0410ҲАР"]', r'["berdi SHAHAR"]'),
        (r'["\u003cb\u003eШаҳар\u003c/b\u003e"]', r'["\u003cb\u003eShahar\u003c/b\u003e"]'),
        (r'["Ер \ud83d Ер \ud83d\ude00 Ер"]', r'["Yer \ud83d Yer \ud83d\ude00 Yer"]'),
        ('["Шаҳар\nЕр"]', '["Shahar\nYer"]'),  # a raw line end is an error of others
        ('["1992\u00a0йил"]', None),
        ("", ""),
    ],
)
def test_values_are_converted_and_all_else_stays(source: str, expected: str | None) -> None:
    out = convert(source, "a.json", detecting=False)
    if expected is None:
        converter = Converter("uz-Cyrl_uz-Latn")
        expected_value = _mapped(json.loads(source), converter)
        assert json.loads(out) == expected_value
        expected = out
    assert out == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("title",), [0]),
        ((".title",), [0]),
        (("body.text",), [1]),
        (("items.title",), [2, 3]),
        ((".items[].title",), [2, 3]),
        (("*.title",), [2, 3]),
        (("**.title",), [0, 2, 3]),
        (("items.**",), [2, 3, 4, 5]),
        (("title", "items.tags"), [0, 4, 5]),
        (("**",), [0, 1, 2, 3, 4, 5]),
    ],
)
def test_a_field_is_a_path_of_keys(fields: tuple[str, ...], expected: list[int]) -> None:
    source = (
        '{"title":"Ер0","body":{"text":"Ер1"},"items":[{"title":"Ер2"},{"\\u0074itle":"Ер3"},{"tags":["Ер4","Ер5"]}]}'
    )
    found = [int(block.text[-1]) for block in blocks(source, "a.json", fields=fields)]
    assert found == expected


def test_keys_with_escapes_match_what_they_read_as() -> None:
    paths = Paths(("сарлавҳа",))
    assert paths.step(paths.start, json.dumps("сарлавҳа")[1:-1]).wanted
    assert not paths.unmet


def test_fields_that_are_not_met_are_told() -> None:
    _, pipeline = run('{"a":"Ер","b":1}', "a.json", fields=("b", "c"))
    assert pipeline.tally.remarks == ["no field 'c'"]
    _, pipeline = run('{"a":"Ер"}\n{"b":"Ер"}', "a.jsonl", fields=("b", "x.y"))
    assert pipeline.tally.remarks == ["no field 'x.y'"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_latin_strings_are_not_guessed_at(name: str) -> None:
    with pytest.raises(DocumentError, match="name the fields to convert with --field"):
        convert('{"id":"salom"}', name, table=LATIN)
    out = convert('{"id":"salom","text":"O\'zbek \\"salom\\""}', name, table=LATIN, fields=("text",))
    assert out == '{"id":"salom","text":"Ўзбек \\"салом\\""}'


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_all_strings_in_latin_may_be_asked_for(name: str) -> None:
    with pytest.raises(DocumentError, match=r"--field '\*\*' takes all"):
        convert('{"a":"salom"}', name, table=LATIN)
    assert convert('{"a":["salom"]}', name, table=LATIN, fields=("**",), detecting=False) == '{"a":["салом"]}'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("do''st {0}", "дўст {0}"),
        (r"do''st \"ma''no\"", r"дўст \"маъно\""),
        ("{n, plural, one{do''st} other{# do''st}}", "{n, plural, one{дўст} other{# дўст}}"),
        ("{d, date, h 'o''clock'} bor", "{d, date, h 'o''clock'} бор"),
        (r"{n, plural,\n one{kitob}\n other{kitoblar}}", r"{n, plural,\n one{китоб}\n other{китоблар}}"),
    ],
)
def test_a_doubled_apostrophe_in_a_message_reads_as_one_from_latin(source: str, expected: str) -> None:
    assert convert(f'{{"a":"{source}"}}', "a.arb", table=LATIN, detecting=False) == f'{{"a":"{expected}"}}'


def test_a_doubled_apostrophe_in_a_message_stays_from_cyrillic() -> None:
    assert [block.text for block in blocks('{"a":"об\'\'ект"}', "a.arb")] == ["об''ект"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{"a":\n\n  Ер}', "not JSON: line 3, column 3: Expecting value; or name its format with --format"),
        ('{"a":1} {"b":2}', "not JSON: line 1, column 9: Extra data"),
        ("[" * 100_000, "values within values"),
    ],
)
def test_what_is_no_json_is_refused(source: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        convert(source, "a.json")


def test_a_line_that_is_no_json_is_left_and_told() -> None:
    source = '\ufeff{"a":"Ер"}\r\nЕр\n\n{"a":"Ел"} {}\n["Ер"]\n{"a":"Ер"'
    out, pipeline = run(source, "a.jsonl", detecting=False)
    assert out.decode() == '\ufeff{"a":"Yer"}\r\nЕр\n\n{"a":"Ел"} {}\n["Yer"]\n{"a":"Ер"'
    assert pipeline.tally.remarks == ["lines that are no JSON, left: 2, 4, 6"]


def test_only_some_lines_that_are_left_are_told_by_number() -> None:
    _, pipeline = run("x\n" * 400_000, "a.jsonl")
    assert pipeline.tally.remarks == ["lines that are no JSON, left: 1, 2, 3, 4, 5 … (400000)"]


def test_messages_of_an_application() -> None:
    source = """{"@@locale": "uz_Cyrl", "salom": "Салом, {name}!", "@salom": {"description": "Ер", "x": {"a": "Ер"}},
      "kitob": "{n, plural, =1{битта китоб} other{{n} та китоб}} {sana, date, short} бор"}"""
    expected = """{"@@locale": "uz_Latn", "salom": "Salom, {name}!", "@salom": {"description": "Ер", "x": {"a": "Ер"}},
      "kitob": "{n, plural, =1{bitta kitob} other{{n} ta kitob}} {sana, date, short} bor"}"""
    assert convert(source, "uz.arb", detecting=False) == expected
    back = convert(expected, "uz.arb", table=LATIN, detecting=False)
    assert back == source


def test_messages_in_another_language_stay() -> None:
    source = '{"@@locale": "ru", "a": "Елка"}'
    assert convert(source, "ru.arb", detecting=False) == source


def test_quotes_that_are_written_are_escaped() -> None:
    source = r'["“Ер”", "\u201cЕр\u201d"]'
    [first, second] = blocks(source, "a.json")
    assert first.write("“Ер”", '"Yer\\"') == r"\"Yer\\\""
    assert second.write(r"\u201c", '"') == r"\""


TEXT = st.text(alphabet=st.sampled_from('абШЕёўъaZ "\\\n\t/«😀\x7f\u2028Ҳ1{}[],:'), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
STYLE = st.fixed_dictionaries(
    {
        "ensure_ascii": st.booleans(),
        "indent": st.sampled_from([None, 0, 2, "\t"]),
        "separators": st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]),
    }
)


def _mapped(value: object, converter: Converter) -> object:
    if isinstance(value, str):
        return "\n".join(map(converter, value.split("\n")))
    if isinstance(value, list):
        return [_mapped(one, converter) for one in value]
    return {key: _mapped(one, converter) for key, one in value.items()} if isinstance(value, dict) else value


@given(JSON, STYLE)
@example(["Ш\\nЕр \\u0415"], {})
def test_what_json_reads_is_what_the_converter_makes(value: object, style: dict[str, object]) -> None:
    source = json.dumps(value, **style)  # type: ignore[arg-type]
    out = convert(source, "a.json", detecting=False)
    assert json.loads(out) == _mapped(value, Converter("uz-Cyrl_uz-Latn"))


@given(JSON, STYLE)
def test_nothing_but_strings_is_touched(value: object, style: dict[str, object]) -> None:
    source = json.dumps(value, **style)  # type: ignore[arg-type]
    assert unchanged(source, "a.json") == source.encode()
    assert swapped(swapped(source, "a.json"), "a.json") == source.encode()
    blocks(source, "json")
    lines = "".join(json.dumps(one) + "\n" for one in (value, value))
    assert swapped(swapped(lines, "a.jsonl"), "a.jsonl") == lines.encode()


@given(st.text(alphabet='{}[]",:\\абвu0431n \r\n\t1e.-/d83d', max_size=40))
def test_any_text_is_refused_or_read_by_the_contract(text: str) -> None:
    for name in ("json", "jsonl", "arb"):
        try:
            blocks(text, name)
            assert unchanged(text, name) == text.encode()
            again = swapped(swapped(text, name), name)
        except (DocumentError, NotTextError):
            continue
        assert "\\" in text or again == text.encode()


@pytest.mark.parametrize(
    "text", ['["' + "а\\n" * 50_000, '["' + r"\u0430" * 50_000 + '"]', '"' * 100_000, "\\" * 99_999]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.perf_counter()
    for name in ("json", "jsonl"):
        with suppress(DocumentError):
            blocks(text, name)
    assert time.perf_counter() - start < 5


PAGE = (
    '<p class="янги">б<b>ер</b>ди 1992\n<i>йил</i></p><script>var ш="ер"</script>'
    '<img alt="сўз"> м&#1118; <b>Ш</b>АВКАТ 😀'
)
LATIN_PAGE = (
    '<p class="янги">b<b>er</b>di 1992-<i>yil</i></p><script>var ш="ер"</script>'
    '<img alt="soʻz"> mo&#699; <b>SH</b>AVKAT 😀'
)
PARTS = ["<p>", "</p>", "<b>", "</b>", "а", "б", " ", "\n", '"', "\\", "&nbsp;", "<br>", "😀", "x"]


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize(("old", "new"), [("</", "</"), ("</", "<\\/"), ("<", "\\u003c")])
def test_html_in_a_string_is_read_as_html(ascii_only: bool, old: str, new: str) -> None:
    source = json.dumps({"rendered": PAGE}, ensure_ascii=ascii_only).replace(old, new)
    out = convert(source, "a.json")
    assert json.loads(out)["rendered"] == LATIN_PAGE
    assert out.isascii() == ascii_only and out.count(new) == source.count(new)
    assert unchanged(source, "a.json").decode() == source


def test_a_sign_of_markup_alone_is_text() -> None:
    assert convert('{"a": "5 < 7 ва <б>\\n1992 йил"}', "a.json") == '{"a": "5 < 7 va <b>\\n1992-yil"}'


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(PARTS)), st.booleans())
def test_strings_with_html_come_back_when_letters_are_swapped_twice(parts: list[str], ascii_only: bool) -> None:
    source = json.dumps(["".join(parts), "</p>" + "".join(parts)], ensure_ascii=ascii_only)
    assert swapped(swapped(source, "a.json"), "a.json").decode() == source
    blocks(source, "a.json")
