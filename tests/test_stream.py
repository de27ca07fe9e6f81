"""The pump: how the input was cut into reads never shows, neither in the bytes nor in what is told of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from uzlat import Converter
from uzlat.carriers import Asked, pump_format
from uzlat.encodings import Coding
from uzlat.formats import named
from uzlat.pipeline import Pipeline
from uzlat.stream import Read, pump

LINES = (
    "Ўзбекистон Республикаси Президенти қарор қабул қилди.",
    "1992 йил 24 февралда Ш. Мирзиёев",
    "Тадбир 1991 йил 1",
    "сентябрда бўлиб ўтди",
    "Это решение было принято вчера, и мы ждём новых вопросов",
    "Мен кеше дүкенге барып, нан мен сүт сатып алдым, сосын үйге қайттым",
    "Он айтди: «решение было принято вчера на заседании» деди ва кетди",
    "Да",
    "Toshkent shahrida bugun ob-havo yaxshi bo'ldi",
    "Bugun Özbekistonda şahar kuni nişonlandi",
    "Yesterday the committee decided that nothing would change",
    "uzlat: off",
    "<!-- uzlat: on -->",
    "# uzlat:on",
    "",
    "\t  ",
    "ШАҲАР ЕР Ёш, А\u0301лишер, й и\u0306 💚 👩‍👩‍👧 \u200d\u00ad ша\u00adҳар",
    "\x0b\x0c\x01\x1b[1mЮлдуз\x1b[0m\x85Ер\u2028Ёз",
    "Ассалому alайкум, Tошкент кўчаsi",
    "Καλημέρα κόσμε, Ереван Երևան, თბილისი",
    "https://kun.uz/yangiliklar?ид=1 а@б.уз `код` %s {ном}",
    "Ғазалкент-2 5-синф VII аср ХХ аср 15% №3 " + "узун сатр " * 30,
)
ENDS = ("\n", "\n", "\r\n", "\r", "")
text = st.lists(
    st.tuples(st.one_of(st.sampled_from(LINES), st.text("аеўҳшцъьяёABC 0'ʼ.\n", max_size=12)), st.sampled_from(ENDS)),
    max_size=14,
).map(lambda lines: "".join([line + end for line, end in lines]))
broken = st.lists(st.sampled_from([b"\xff", b"\xfe", b"\xd0", b"\xe2\x80", b"\xed\xa0\x80", b"\xf0\x9f"]), max_size=4)
WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "detecting": ("uz-Cyrl_uz-Latn", {}),
    "every line": ("uz-Cyrl_uz-Latn", {"detecting": False}),
    "newest": ("uz-Cyrl_uz-Latn-2026", {}),
    "to Cyrillic": ("uz-Latn_uz-Cyrl", {}),
    "romanized": ("uz-Cyrl_uz-Latn", {"others": "romanize"}),
    "converted": ("uz-Cyrl_uz-Latn", {"others": "convert"}),
    "asking": ("uz-Latn_uz-Cyrl", {"asking": True}),
}
CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "windows-1251")
CONVERTERS = {name: Converter(name) for name in {table for table, _ in WAYS.values()}}
calm = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def made(way: str) -> Pipeline:
    table, options = WAYS[way]
    return Pipeline(CONVERTERS[table], **options)


def cut(data: bytes, seed: int) -> Read:
    """Give data in pieces of any size from one byte; seed 0 gives all at once, 1 gives single bytes."""
    sizes, at = random.Random(seed), 0
    biggest = sizes.choice([2, 7, 60, 700])

    def read(size: int) -> bytes:
        nonlocal at
        start, at = at, len(data) if not seed else at + 1 if seed == 1 else at + sizes.randint(1, biggest)
        return data[start : min(at, start + size)]

    return read


def told(pipeline: Pipeline) -> dict[str, Any]:
    """Give all that is told, and what the next line would be expected to be; the columns of a table are told apart."""
    tally = pipeline.tally
    for places in (*tally.paragraphs.values(), *tally.passages.values()):
        for found in places.values():
            found.sort(key=str)
    return tally.as_json() | {"context": pipeline.context}


def pumped(data: bytes, way: str, coding: str, seed: int) -> tuple[bytes, dict[str, Any]]:
    out, pipeline = bytearray(), made(way)
    pump(cut(data, seed), out.extend, pipeline, Coding(coding))
    return bytes(out), told(pipeline)


def encoded(text: str, coding: str, invalid: list[bytes], at: int) -> bytes:
    """Write a text with invalid bytes somewhere in it, and the mark of its encoding if it has one."""
    mark = "\ufeff" if coding.startswith("utf-16") else ""
    data = (mark + text).encode(coding, "ignore")
    where = at % (len(data) + 1)
    return data[:where] + b"".join(invalid) + data[where:]


@pytest.mark.parametrize("way", WAYS)
@calm
@given(text, st.sampled_from(CODINGS), broken, st.integers(0, 10**6), st.integers(1, 10**6))
@example("Ер\r\n" * 3, "utf-16-le", [b"\xff"], 3, 1)
@example("Это решение было принято вчера\nДа\nЕр", "utf-8", [], 0, 1)
def test_results_do_not_depend_on_how_the_input_was_cut(
    way: str, text: str, coding: str, invalid: list[bytes], at: int, seed: int
) -> None:
    data = encoded(text, coding, invalid, at)
    whole = pumped(data, way, coding, 0)
    assert pumped(data, way, coding, seed) == whole
    assert pumped(data, way, coding, 1) == whole


@calm
@given(text, broken, st.integers(0, 10**6))
def test_every_line_end_and_every_invalid_byte_stays(text: str, invalid: list[bytes], at: int) -> None:
    data = encoded(text, "utf-8", invalid, at)
    out, tally = pumped(data, "detecting", "utf-8", at)
    for sign in (b"\n", b"\r", b"\xff", b"\xfe", "💚".encode(), b"\x1b"):
        assert out.count(sign) == data.count(sign)
    assert tally["lines"] == data.count(b"\n") + (not data.endswith(b"\n") and data != b"")
    decoded = data.decode("utf-8", "surrogateescape")
    assert tally["invalid_bytes"] == sum("\udc80" <= char <= "\udcff" for char in decoded)


def as_jsonl(lines: list[str]) -> bytes:
    import json

    made = [json.dumps({"id": at, "text": line, "sub": {"ru": line[:9]}}) for at, line in enumerate(lines)]
    plain = [json.dumps({"text": line, "tags": [line]}, ensure_ascii=False) for line in lines]
    return "\r\n".join([*made, "", *plain]).encode()


def as_csv(lines: list[str]) -> bytes:
    rows = [
        f'{at};"{line.replace(chr(34), chr(34) * 2)}\n{line[:20]}";{line[:12].replace(chr(10), " ").replace(";", " ")}'
        for at, line in enumerate(lines)
    ]
    return "\n".join(["рақам;матн;изоҳ", *rows]).encode()


def by_format(data: bytes, form: str, way: str, seed: int, **asked: Any) -> tuple[bytes, dict[str, Any]]:
    out, pipeline = bytearray(), made(way)
    fields = ("*",) if form == "csv" else ("**",)
    pump_format(cut(data, seed), out.extend, pipeline, named(form), Asked(fields=fields, **asked))
    return bytes(out), told(pipeline)


@pytest.mark.parametrize("way", ["detecting", "every line", "to Cyrillic", "romanized"])
@pytest.mark.parametrize(("form", "write"), [("jsonl", as_jsonl), ("csv", as_csv)])
@settings(calm, max_examples=20)
@given(lines=st.lists(st.sampled_from(LINES), max_size=9), seed=st.integers(1, 10**6))
def test_records_do_not_depend_on_how_they_were_cut(
    way: str, form: str, write: Callable[[list[str]], bytes], lines: list[str], seed: int
) -> None:
    data = write(lines)
    whole = by_format(data, form, way, 0)
    assert by_format(data, form, way, seed) == whole
    assert by_format(data, form, way, 1) == whole


@pytest.mark.parametrize("form", ["text", "csv"])
def test_the_encoding_asked_for_does_not_depend_on_how_the_input_was_cut(form: str) -> None:
    data = "Республика галабаси;Ер\n".encode("windows-1251") * 3
    whole = by_format(data, form, "every line", 0, encoding="windows-1251")
    assert whole[0].decode().endswith("\nRespublika galabasi;Yer\n")
    for seed in range(1, 9):
        assert by_format(data, form, "every line", seed, encoding="windows-1251") == whole


def test_a_mark_of_one_encoding_is_not_taken_for_text_in_another() -> None:
    data = "\ufeffШаҳар\nЕр\n".encode("utf-16-le")
    assert pumped(data, "every line", "utf-16-le", 1)[0].decode("utf-16-le") == "\ufeffShahar\nYer\n"
