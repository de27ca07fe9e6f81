"""What holds for every text in Latin letters."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from uzlat import Converter
from uzlat.pipeline import Pipeline

TABLES = ["uz-Latn_uz-Cyrl", "uz-Latn_uz-Latn", "uz-Latn_uz-Latn-2026", "uz-Latn-2026_uz-Latn", "uz-Latn-2026_uz-Cyrl"]
CONVERTERS = {name: Converter(name) for name in TABLES}
PLAIN = Converter("uz-Latn_uz-Latn", spelling="keep", acronyms="keep", dates="keep")
LETTERS = "abdefghijklmnopqrstuvxyz"
SNIPPETS = [
    "Oʻzbekiston", "o'zbek", "O‘ZBEK", "o`g`il", "san'at", "Isʼhoq", "E’LON", "tog'", "bog’ ", "'Yangi kino'", "‘so‘z’",
    "1992-yil", "24-fevralda", "24 fevral", "2025 yil", "nuqtayi nazar", "doʻst-u dushman", "yildan yilga", "kecha-yu ",
    "aprelda", "Konsert", "OBYEKTLAR", "intervyu", "Tsirk", "sentyabr", "AQSh", "AQSHning", "MCHJ", "Sh.", "Yu. ",
    "Washington", "Facebookda", "Google’ning", "National Logistics", "of", "Bank", "York", "iPhone", "BBCнинг",
    "ISLAMABAD.", "Kazinform", "XX", "V", "I.", "DXX", "kun.uz", "kun24.uzga",
    "https://kun.uz/a", "info@kun.uz", "`kod`",
    "<b>", "%s",
    "Özbek", "şahar", "Ğ", "ș", "ō", "o\u0308", "s\u0327", "\u00ad", "\u0301", "Китоб", "davlаt", "İ.", "м",
    "ng'", "’", "'", "ʻ", "ʼ", "-", "\ufeff", "\n", "\r\n", " ", " ", "  ", "\u00a0", "5", "²", ".", ",",
]  # fmt: skip
words = st.text(alphabet=LETTERS + LETTERS.upper() + "ʻʼ", min_size=1, max_size=10)
texts = st.lists(st.one_of(st.sampled_from(SNIPPETS), words, st.text(max_size=3)), max_size=12).map("".join)
names = st.sampled_from(TABLES)


@given(names, texts)
@example("uz-Latn_uz-Cyrl", "'Yangi kino'kun24.uzga")  # an address after what may close a quotation
@example("uz-Latn_uz-Cyrl", "ng'Google’ning 5")  # what one phrase wrote another one would edit
@example("uz-Latn_uz-Cyrl", "ng'Google’ning")
@settings(max_examples=500, deadline=None)
def test_the_fast_and_the_careful_road_agree(name: str, text: str) -> None:
    converter = CONVERTERS[name]
    traces = converter.trace(text)
    assert "".join(trace.source for trace in traces) == text
    assert "".join(trace.output for trace in traces) == converter(text)


@given(names, texts)
@settings(max_examples=300, deadline=None)
def test_the_steps_of_a_trace_tile_its_source_and_its_output(name: str, text: str) -> None:
    for trace in CONVERTERS[name].trace(text):
        if trace.steps:
            assert "".join(step.source for step in trace.steps) == trace.source
            assert "".join(step.output for step in trace.steps) == trace.output
        else:
            assert trace.source == trace.output


@given(st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=10), max_size=12).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_latin_of_1995_returns_from_2026(text: str) -> None:
    new = CONVERTERS["uz-Latn_uz-Latn-2026"](text)
    assert CONVERTERS["uz-Latn-2026_uz-Latn"](new) == PLAIN(text)


@given(
    st.sampled_from(["uz-Latn_uz-Cyrl", "uz-Latn_uz-Latn-2026", "uz-Latn_uz-Latn"]),
    st.lists(words, max_size=8).map(" ".join),
)
@settings(max_examples=300, deadline=None)
def test_words_converted_twice_do_not_change(name: str, text: str) -> None:
    once = CONVERTERS[name](text)
    assert CONVERTERS[name](once) == once


@given(names, st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="`"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_text_without_a_latin_letter_comes_back_the_same(name: str, text: str) -> None:
    plain = "".join(char for char in text if not char.isascii() and not "\u00c0" <= char <= "\u036f")
    assert CONVERTERS[name](plain) == plain


@given(st.sampled_from(["uz-Cyrl_uz-Latn", "uz-Cyrl_uz-Latn-2026", "uz-Latn_uz-Cyrl"]), st.lists(texts, max_size=5))
@settings(max_examples=200, deadline=None)
def test_lines_fed_one_by_one_come_out_as_the_whole(name: str, lines: list[str]) -> None:
    text = "\n".join(lines)
    converter = Converter(name)
    whole, pieces = Pipeline(converter), Pipeline(converter)
    assert "".join(pieces.feed(line) for line in text.split("\n") for line in [f"{line}\n"]) == whole.feed(f"{text}\n")
    assert pieces.tally.left == whole.tally.left
